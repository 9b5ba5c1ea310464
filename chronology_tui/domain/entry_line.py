"""An entry as one plain line: what the command line lists and what the screen copies for pasting elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from chronology_tui.domain.ages import corrected_short
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import format_date
from chronology_tui.domain.particulars import Particular, particulars
from chronology_tui.domain.records import Event
from chronology_tui.domain.text import one_line


def entry_line(event: Event, chronology: Chronology) -> str:
    """Return an entry as one plain line, with a word for everything that the screen shows by shape or colour."""
    age = chronology.age_at(event.when)
    parts = [
        f"{chronology.number(event.id)}.",
        format_date(event.when) + (f" {event.at:%H:%M}" if event.at else ""),
        f"({_ages(event, chronology)})" if age else "",
        f"[{event.severity.word}]" if event.severity.rated else "[not rated]",
        f"{one_line(event.headline)}:" if event.summary else f"{one_line(event.headline)}.",
        one_line(event.summary),
        f"Quote: “{one_line(event.quote)}”" if event.quote else "",
        f"Child said: “{one_line(event.child_voice)}”" if event.child_voice else "",
        f"Impact: {one_line(event.impact_note)}" if event.impact_note else "",
        f"Action: {one_line(event.action)}" if event.action else "",
        f"Response: {one_line(event.response_note)}" if event.response_note else "",
        *(f"{one_line(particular.sentence)}." for particular in _particulars(event)),
        "Key event." if event.key else "",
        f"Source: {one_line(chronology.source_title(event))}",
    ]
    return " ".join(part for part in parts if part)


def _particulars(event: Event) -> Iterator[Particular]:
    """Yield what the typed details say beyond the headline, which holds a measure already."""
    if not event.measured:
        yield from (particular for particular in particulars(event) if particular.sentence)


def _ages(event: Event, chronology: Chronology) -> str:
    """Return the child's age, and the corrected age beside it where there is one: "18m, corrected 16m"."""
    age = chronology.age_at(event.when)
    corrected = corrected_short(chronology.child, event.when.earliest) if event.when.earliest else ""
    return (age.short if age else "") + (f", corrected {corrected}" if corrected else "")
