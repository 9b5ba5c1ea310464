"""The section that lays brothers and sisters side by side."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from chronology_tui.report.case import Case
from chronology_tui.report.document import Section
from chronology_tui.report.sections.common import quiet, text
from chronology_tui.report.siblings import children_of, quiet_children, sibling_tables

HEADING = "Brothers and sisters side by side"
HOW_READ = (
    "One row is one entry; an entry about several children stands in one row. The number behind the initials is the entry's "
    "number in that child's own chronology. What happens to one child may bear on the others; each child's record is as full as "
    "its sources."
)

NOTHING_SHOWN = "No significant entry of this period is recorded about any of them."


def side_by_side(case: Case) -> Iterable[Section]:
    """The significant entries of the period, one column a child; nothing where no other child was asked for."""
    return _section(case, case.start, rated=True)


def whole_lives_side_by_side(case: Case) -> Iterable[Section]:
    """The same from the first entry of any of them, unless the author named a first day."""
    return _section(case, case.request.from_day or date.min, rated=True)


def side_by_side_for_family(case: Case) -> Iterable[Section]:
    """The same without the ratings of severity, for a reader to whom they are not shown."""
    return _section(case, case.start, rated=False)


def _section(case: Case, start: date, *, rated: bool) -> tuple[Section, ...]:
    if not case.request.siblings:
        return ()
    children = children_of(case, start)
    tables = sibling_tables(case, children, rated=rated)
    if not tables:
        return (Section(HEADING, (text(NOTHING_SHOWN),)),)
    silent = quiet_children(children)
    return (Section(HEADING, (quiet(HOW_READ), *tables, *([quiet(silent)] if silent else [])), landscape=True),)
