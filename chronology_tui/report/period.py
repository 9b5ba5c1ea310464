"""The period of packs that speak of a whole life."""

from __future__ import annotations

from datetime import date

from chronology_tui.domain.chronology import Chronology
from chronology_tui.report.request import ReportRequest


def from_the_beginning(request: ReportRequest, chronology: Chronology) -> date:
    """Return the first day that any entry surely reaches back to, or the day of the report where no entry is dated."""
    days = (event.when.earliest or event.when.latest for event in chronology.events)
    return min((day for day in days if day), default=request.as_of)
