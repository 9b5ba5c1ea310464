"""The section of the areas of health, each in full."""

from __future__ import annotations

from collections.abc import Iterable

from chronology_tui.report.by_area import areas_in_full
from chronology_tui.report.case import Case
from chronology_tui.report.document import Section
from chronology_tui.report.sections.common import quiet
from chronology_tui.report.summary import area_table

APART = (
    "A concern is an entry rated low or worse. Areas are never added together; a finding stands under the area of most of its "
    "evidence."
)


def by_area(case: Case) -> Iterable[Section]:
    """The table by area, then each area with its findings and its significant entries."""
    table = area_table(case.request.analysis.summary)
    if table is None:
        return ()
    return (Section("By area of health", (table, quiet(APART), *areas_in_full(case))),)
