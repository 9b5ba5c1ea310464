"""The section of agreed actions."""

from __future__ import annotations

from collections.abc import Iterable

from chronology_tui.report.agreed import actions_summary, actions_table
from chronology_tui.report.case import Case
from chronology_tui.report.document import Section
from chronology_tui.report.sections.common import quiet, text

OVERDUE_NOTE = (
    "Overdue means that its day has passed and no day of doing is recorded. Ask whether it was done, and what got in the way."
)


def actions(case: Case) -> Iterable[Section]:
    """What was agreed to be done, and how it stands."""
    summary, table = actions_summary(case), actions_table(case)
    if summary is None or table is None:
        words = "No action is recorded as agreed. What was agreed may not have been written down: ask those who were there."
        return (Section("Agreed actions, and how they stand", (text(words),)),)
    return (Section("Agreed actions, and how they stand", (summary, table, quiet(OVERDUE_NOTE))),)
