"""A chronology as a table that ``import`` reads again: delimited text (CSV); :mod:`.workbook` writes the same as a workbook.

"Without loss" means: a table of a child's entries, imported into an empty store that holds the same children and exported again,
gives the same bytes; and the entries are the same values, but for the identifiers of sources, people and agreed actions, which
are the store's own. The entries keep theirs. Four things stand outside: the child comes first among the children of an entry
whose order was another; another child who is not in the second store is named in the notes instead; people of one name become
one; and a person's relations and notes, disagreements, exports and reviews are no part of a table. The record bundle (JSON) holds
all of that.

Every cell is text. What a spreadsheet would take for a formula is written with an apostrophe before it, and a text that is longer
than a cell is continued in columns of its own (:mod:`chronology_tui.domain.cell_text`).
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import BinaryIO
from uuid import UUID

from chronology_tui.domain.cell_text import MOST_IN_CELL, cells_of
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.entry_columns import TABLE_COLUMNS, heading
from chronology_tui.domain.entry_texts import record_texts
from chronology_tui.domain.records import Event, Person

OnProgress = Callable[[float], None]
"""Is told the part done, from 0 to 1; what it raises stops the writing."""

_EACH = 200
"""Rows between two words on progress."""


@dataclass(frozen=True, slots=True)
class Others:
    """Who is named in the entries beside the child.

    Attributes:
        children: what the column ``children`` calls each other child. A name to which exactly one child of the store answers, and
            that holds no semicolon, is read back; initials may stand for it where the name may not be told. A child who is not
            among them is called by identifier.
        people: the records of the people who took part, by identifier; one who is not among them is called by it.
    """

    children: Mapping[UUID, str] = field(default_factory=lambda: MappingProxyType({}))
    people: Mapping[UUID, Person] = field(default_factory=lambda: MappingProxyType({}))


class EntryTable:
    """The entries of a chronology as rows of cells, made one at a time.

    Attributes:
        headings: the heading of each column: every column of :data:`TABLE_COLUMNS`, each followed by those that continue it.
        filled: numbers, from 0, of the columns in which some row says something.
        length: number of rows under the headings.
    """

    def __init__(self, chronology: Chronology, others: Others) -> None:
        self._chronology = chronology
        self._others = others
        self.length = len(chronology.events)
        cells: dict[str, int] = {}
        for event in chronology.events:
            for column, text in self._texts(event).items():
                if text:
                    held = 1 if 2 * len(text) <= MOST_IN_CELL else len(cells_of(text))
                    cells[column] = max(cells.get(column, 0), held)
        self._place: dict[str, int] = {}
        headings: list[str] = []
        for column in TABLE_COLUMNS:
            self._place[column] = len(headings)
            headings += [heading(column, piece) for piece in range(1, max(cells.get(column, 0), 1) + 1)]
        self.headings = tuple(headings)
        bare = {column for column in TABLE_COLUMNS if column not in cells}
        self.filled = frozenset(n for n, name in enumerate(self.headings) if name not in bare)

    def rows(self, on_progress: OnProgress | None = None) -> Iterator[list[str]]:
        """Yield the cells of each entry, in the order of the chronology."""
        for done, event in enumerate(self._chronology.events):
            if on_progress is not None and done % _EACH == 0:
                on_progress(done / self.length)
            row = [""] * len(self.headings)
            for column, text in self._texts(event).items():
                if text:
                    cells = cells_of(text)
                    start = self._place[column]
                    row[start : start + len(cells)] = cells
            yield row
        if on_progress is not None:
            on_progress(1.0)

    def _texts(self, event: Event) -> dict[str, str]:
        child = self._chronology.child.id
        others = (self._others.children.get(other) or str(other) for other in event.children if other != child)
        return record_texts(event, self._chronology.sources[event.source], others, self._others.people)


def write_csv(chronology: Chronology, others: Others, out: BinaryIO, on_progress: OnProgress | None = None) -> None:
    """Write the entries of ``chronology`` as delimited text: UTF-8 with a byte order mark, commas, CRLF (RFC 4180).

    The same entries give the same bytes. What ``on_progress`` raises stops the writing; the file is then of no use.
    """
    table = EntryTable(chronology, others)
    out.write(codecs.BOM_UTF8)
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator="\r\n")
    writer.writerow(table.headings)
    for row in table.rows(on_progress):
        writer.writerow(row)
        out.write(line.getvalue().encode())
        line.seek(0)
        line.truncate()
    out.write(line.getvalue().encode())
