"""The chronology for the court: the Public Law Outline's, under the columns of Practice Direction 12A.

The last two years with key events before them; older history counted by year; facts alone. Practice Direction 27A asks for 12
points and for index, bookmarks and links; its text of 2018 to 2026 allowed a chronology 10 sides, which is the cap unless the
author sets another.
"""

from __future__ import annotations

from chronology_tui.report.court import key_events
from chronology_tui.report.document import Look
from chronology_tui.report.pack import Pack
from chronology_tui.report.request import Numbering
from chronology_tui.report.sections import court, overview

COURT = Pack(
    name="court",
    label="Chronology for the court",
    title="Chronology",
    purpose="For {}, under Practice Direction 12A",
    recipient="the court",
    names=key_events,
    findings=False,
    numbering=Numbering.DOCUMENT,
    look=Look.COURT,
    page_cap=10,
    sections=(court.about_this_chronology, overview.child_and_family, court.events, court.earlier, court.documents),
)
