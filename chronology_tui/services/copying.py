"""Plain text for pasting elsewhere, as a private file where the terminal does not hand it on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.entry_line import entry_line
from chronology_tui.domain.records import Event
from chronology_tui.services.files import written_aside


def entries_text(events: Iterable[Event], chronology: Chronology) -> str:
    """Return entries as plain lines, as the command ``list`` prints them."""
    return "".join(f"{entry_line(event, chronology)}\n" for event in events)


def handling_words(events: Iterable[Event]) -> str:
    """Return which of some entries are not for everybody, such as "2 third party, 1 restricted"; empty when none is."""
    marks = Counter(mark.value.replace("_", " ") for event in events for mark in event.handling)
    return ", ".join(f"{count} {mark}" for mark, count in sorted(marks.items()))


def write_copy(text: str, path: Path) -> None:
    """Write a text to a new file that only its owner may read. It is not encrypted, and no file is written over.

    Raises:
        FileExists, FileNotWritten: nothing was written.
    """
    with written_aside(path) as aside:
        aside.file.write(text.encode())
        aside.finish()
        aside.take_name()
