"""Printing: results to standard output, messages to standard error; user text is shown, never obeyed."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Iterator

from pydantic import BaseModel

from chronology_tui.domain.dates import UncertainDate, format_date
from chronology_tui.domain.entry_line import entry_line
from chronology_tui.domain.text import one_line
from chronology_tui.errors import OutputClosed, OutputNotWritten

__all__ = ["entry_line", "moment", "numbers", "say", "say_json", "say_wrapped", "sentence_of", "tell", "when_words"]

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
