"""Sections of the court's chronology: what it is, the events, the earlier years, the documents."""

from __future__ import annotations

from collections.abc import Iterable

from chronology_tui.report.background import outside
from chronology_tui.report.case import Case
from chronology_tui.report.court import (
    HOW_TOLD,
    contents,
    documents_table,
    earlier_years,
    event_table,
    listed_events,
    selection_words,
    statement,
    unavailable,
)
from chronology_tui.report.document import Block, Bullets, Line, Run, Section
from chronology_tui.report.opening import guard
from chronology_tui.report.sections.common import text
from chronology_tui.report.wording import day_words

EVENTS, EARLIER, DOCUMENTS = "events", "earlier-years", "documents"


def about_this_chronology(case: Case) -> Iterable[Section]:
    """What the document is and what it was made from, with links to its years and parts."""
    events = listed_events(case)
    parts: list[Line] = [(Run("Events", target=EVENTS), *contents(events, case))]
    if earlier_years(case) is not None:
        parts.append((Run(_other_years(case), target=EARLIER),))
    if events:
        parts.append((Run("Documents referred to", target=DOCUMENTS),))
    blocks = (*guard(case), text(statement(case)), text(selection_words(case)), text(HOW_TOLD))
    return (Section("About this chronology", blocks), Section("Contents", (Bullets(tuple(parts)),)))


def events(case: Case) -> Iterable[Section]:
    """The events under the columns of Practice Direction 12A."""
    listed = listed_events(case)
    if not listed:
        words = text("No event is listed: none is recorded in the period, and none before it is marked as key.")
        return (Section("Events", (words,), anchor=EVENTS),)
    caption = f"Events up to {day_words(case.end)}, by year: serial number, date, event, reference"
    return (Section("Events", (event_table(case, caption, listed),), anchor=EVENTS),)


def earlier(case: Case) -> Iterable[Section]:
    """A count of the years outside the period; nothing where there are none."""
    table = earlier_years(case)
    return (Section(f"{_other_years(case)}, {outside(case)}", (table,), anchor=EARLIER),) if table else ()


def _other_years(case: Case) -> str:
    return "Other years" if case.end < case.request.as_of else "Earlier years"


def documents(case: Case) -> Iterable[Section]:
    """The documents that the events refer to, and those that were not available."""
    table, missing = documents_table(case), unavailable(case)
    blocks: list[Block] = [table] if table else []
    if missing:
        blocks.append(text(missing))
    return (Section("Documents referred to", tuple(blocks), anchor=DOCUMENTS),) if blocks else ()
