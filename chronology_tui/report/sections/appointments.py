"""The section of offered appointments: the ribbon, and its data as a table."""

from __future__ import annotations

from collections.abc import Iterable

from chronology_tui.report.case import Case
from chronology_tui.report.document import Block, Section
from chronology_tui.report.figures_appointments import appointment_table, care_of, lanes_of, ribbon
from chronology_tui.report.sections.common import quiet, text

NOTHING_OFFERED = (
    "No offered appointment is recorded with what came of it, so nothing can be said about attendance. "
    "Ask each service for its list of appointments and outcomes."
)
HOW_COUNTED = (
    "Missed: not brought, arrived too late to be seen, no access at an agreed home visit. What the service cancelled was not "
    "offered in the end and never counts. What the family cancelled was offered and counts as neither attended nor missed; what "
    "they moved is counted on its new day. Attended appointments are often not written down, so a share missed may look higher "
    "than it was. A longest run given as “1 to 2” depends on uncertain dates."
)


def appointments(case: Case) -> Iterable[Section]:
    """Appointments of the whole chronology by service."""
    care = care_of(case)
    lanes = lanes_of(care)
    table = appointment_table(case, lanes)
    if table is None or not care.recorded:
        return (Section("Appointments", (text(NOTHING_OFFERED),)),)
    figure = ribbon(lanes)
    blocks: list[Block] = [figure] if figure else []
    return (Section("Appointments", (*blocks, table, quiet(HOW_COUNTED))),)
