"""Printing: results to standard output, messages to standard error; user text is shown, never obeyed."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterator

from pydantic import BaseModel

from chronology_tui.domain.ages import corrected_short
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import UncertainDate, format_date
from chronology_tui.domain.particulars import Particular, particulars
from chronology_tui.domain.records import Event
from chronology_tui.domain.text import one_line
from chronology_tui.errors import OutputClosed, OutputNotWritten

_WIDTH = 100


def say(text: str = "") -> None:
    """Print a line of the result.

    Raises:
        OutputClosed: nobody reads standard output any more.
        OutputNotWritten: standard output goes to a file that takes no more.
    """
    try:
        sys.stdout.write(f"{text}\n")
    except BrokenPipeError:
        raise OutputClosed from None
    except OSError as error:
        raise OutputNotWritten(error.strerror) from None


def tell(text: str) -> None:
    """Print a message for the person at the terminal, which is no part of the result."""
    sys.stderr.write(f"{one_line(text)}\n")


def say_wrapped(text: str, indent: str) -> None:
    """Print a text in lines of a readable width, the first indented so and the others a little more."""
    say("\n".join(textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=f"{indent}  ") or [indent]))


def say_json(document: BaseModel) -> None:
    """Print one JSON document; what the console's encoding lacks is escaped as JSON does it."""
    text = document.model_dump_json(indent=2)
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(document.model_dump(mode="json"), indent=2)  # all ASCII
    say(text)


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


def when_words(when: UncertainDate) -> str:
    """Return a date for the middle of a line."""
    return one_line(format_date(when))


def moment(at: str) -> str:
    """Return an instant (ISO 8601 in UTC) for the middle of a line: "2026-11-20 09:30 UTC"."""
    return f"{at[:16].replace('T', ' ')} UTC"


def sentence_of(*parts: str) -> str:
    """Return the parts that say something, each on one line, joined by semicolons and ended by a full stop."""
    said = "; ".join(filter(None, (one_line(part) for part in parts)))
    return said if said.endswith((".", "!", "?")) else f"{said}."


def numbers(ids: Iterator[int]) -> str:
    """Return entry numbers as words: "entry 4" or "entries 4, 7, 9"."""
    found = list(ids)
    return f"{'entry' if len(found) == 1 else 'entries'} {', '.join(map(str, found))}"
