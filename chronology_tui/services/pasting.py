"""Adding lines that were copied from elsewhere: each read as a typed line, looked at, and the wanted ones added in one action."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui.domain.records import Event
from chronology_tui.domain.text import counted, one_line
from chronology_tui.domain.typed_line import SOURCE_NOT_RECORDED, LineReading, Part, event_fields, read_line
from chronology_tui.importing.matching import fingerprint
from chronology_tui.services.errors import LineRefused, UsageError

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook

MOST_LINES = 2000
"""Lines of one block; a longer one is for the import of a file."""
_POINTS = ("•", "-", "–", "*", "·")


@dataclass(frozen=True, slots=True)
class PastedLine:
    """One line of a block as it is read.

    Attributes:
        text: the line; lines without a date of their own that follow it are joined to it.
        source, page: what it keeps from the lines before, where it names none.
        reading: how it is read.
        there: whether the chronology, or a line before it, holds the same entry already.
    """

    text: str
    source: str
    page: str
    reading: LineReading
    there: bool = False

    @property
    def wanted(self) -> bool:
        """Whether it is to be added unless the worker says otherwise."""
        return self.reading.complete and not self.there


def split_block(casebook: Casebook, child_id: UUID, block: str) -> tuple[str, ...]:
    """Return the entries of a block of text: a line that does not begin with a date goes on with the entry before it.

    Raises:
        UsageError: it has more lines than can be looked through.
    """
    lines = [_plain(line) for line in block.splitlines()]
    if len(lines) > MOST_LINES:
        raise UsageError(f"These are {len(lines):,} lines; at most {MOST_LINES:,} can be pasted. Import them as a file instead.")
    context = casebook.line_context(child_id)
    found: list[str] = []
    for line in filter(None, lines):
        if found and not _is_dated(read_line(line, context)) and _is_dated(read_line(found[-1], context)):
            found[-1] = f"{found[-1]} {line}"
        else:
            found.append(line)
    return tuple(found)


def _is_dated(reading: LineReading) -> bool:
    """Whether a line begins with a date, be it an impossible one."""
    return reading.when is not None or any(span.part is Part.PROBLEM and not span.start for span in reading.spans)


def read_lines(
    casebook: Casebook, child_id: UUID, lines: Sequence[str], source: str = "", page: str = ""
) -> tuple[PastedLine, ...]:
    """Read lines one after the other; each keeps source and page of the one before. Nothing is changed."""
    chronology = casebook.chronology(child_id)
    there: set[Hashable] = {fingerprint(event, chronology.sources[event.source].title) for event in chronology.events}
    found = []
    for line in lines:
        reading = casebook.read_line(child_id, line, source, page)
        known = False
        if reading.complete:
            mark = fingerprint(_event(casebook, child_id, reading), reading.source)
            known = mark in there
            there.add(mark)
        found.append(PastedLine(line, source, page, reading, known))
        if reading.complete:
            source = "" if reading.source == SOURCE_NOT_RECORDED else reading.source
            page = reading.page if source else ""
    return tuple(found)


def add_lines(casebook: Casebook, child_id: UUID, lines: Sequence[PastedLine]) -> tuple[Event, ...]:
    """Add the entries of lines in one user action and return them.

    Raises:
        LineRefused: one of them cannot be saved as it is; nothing was changed.
    """
    events = []
    with casebook.ledger.lock:
        others = {child.name: child.id for child in casebook.children() if child.id != child_id}
        readings = [casebook.read_line(child_id, line.text, line.source, line.page) for line in lines]
        bad = next((reading for reading in readings if not reading.complete), None)
        if bad is not None:
            raise LineRefused(bad.problems)
        with casebook.writing() as writing:
            for reading in readings:
                source = casebook.source_for(writing, reading.source)
                children = (child_id, *(others[name] for name in reading.siblings))
                events.append(casebook.ledger.make_event(children, event_fields(reading, casebook.ledger.new_id), source.id))
            writing.repository.add(events, writing.stamp)
    return tuple(events)


def said_of(lines: Sequence[PastedLine], wanted: int) -> str:
    """Return in words what would come of a block."""
    unread = sum(1 for line in lines if not line.reading.complete)
    there = sum(1 for line in lines if line.there)
    parts = [f"{counted(wanted, 'entry', 'entries')} will be added"]
    if there:
        parts.append(f"{there} there already")
    if unread:
        parts.append(f"{unread} cannot be read as they are")
    return f"{'; '.join(parts)}."


def _event(casebook: Casebook, child_id: UUID, reading: LineReading) -> Event:
    return casebook.ledger.make_event((child_id,), event_fields(reading, casebook.ledger.new_id), casebook.ledger.new_id())


def _plain(line: str) -> str:
    """Return a line without its bullet and with blanks for the cells of a table."""
    text = one_line(" ".join(line.split()))
    return text[1:].strip() if text.startswith(_POINTS) and text[1:2].isspace() else text
