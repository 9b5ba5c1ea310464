"""One row while it is read: its values by field, and what there is to say about them. No value is ever lost without a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from chronology_tui.domain.cell_text import is_cut_number, text_of, unguarded
from chronology_tui.domain.date_readings import cell_of_date
from chronology_tui.domain.dates import DateContext, DateRefused, UncertainDate, parse_date
from chronology_tui.domain.entry_columns import LINED
from chronology_tui.domain.text import MAX_TEXT, clean, fold
from chronology_tui.importing.candidates import Issue, IssueCode
from chronology_tui.importing.mapping import Columns

MemberT = TypeVar("MemberT", bound=StrEnum)

MOST_DAYS = 3650
"""Most days that a notice, a stay or a supply can have: ten years."""
MOST_NIGHTS = 36_500
"""Most nights that the record of a stay can hold."""

_NEWLINES = re.compile("\r\n?")
_YES = frozenset({"yes", "y", "true", "1", "x", "key"})
_NO = frozenset({"", "no", "n", "false", "0"})


@dataclass(slots=True)
class RowValues:
    """The values of one row.

    Attributes:
        number: number of the row as a spreadsheet shows it.
        values: cleaned text by field. heading: heading of the column by field.
        issues: what there is to look at. notes: what is kept in the notes of the entry.
        read: fields whose values were taken over or kept in the notes.
        typed: whether a person has just typed the values and can mend them: what cannot be read is only said, not kept.
        readings: how dates of the row were read when they were recorded, by name.
        exact: whether an export of this program wrote the row: what is empty then says that nothing is recorded.
        too_long: fields whose text is longer than a record keeps.
    """

    number: int
    values: dict[str, str] = field(default_factory=dict)
    heading: Mapping[str, str] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    read: set[str] = field(default_factory=set)
    typed: bool = False
    readings: Mapping[str, UncertainDate] = field(default_factory=dict)
    exact: bool = False
    too_long: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, number: int, headers: list[str], cells: list[str], columns: Columns, defaults: Mapping[str, str]) -> RowValues:
        """Return the values of a row; cells of unknown columns and beyond the last heading are kept as notes."""
        row = cls(number, heading=columns.headings)
        for n, target in columns.fields.items():
            first = cells[n] if n < len(cells) else ""
            if target in columns.more or target in LINED:
                more = [cells[m] for m in columns.more.get(target, ()) if m < len(cells)]
                row.values[target] = row.long_text(target, [first, *more])
            else:
                row.values[target] = row.cell(headers[n], first) if first else ""
        for target, value in defaults.items():
            row.values[target] = row.values.get(target) or value
        for n in columns.unknown:
            if n < len(cells) and (value := row.cell(headers[n], cells[n])):
                row.notes.append(f"{clean(headers[n]) or 'column ' + str(n + 1)}: {value}")
        extra = [clean(cell) for cell in cells[len(headers) :] if cell.strip()]
        if extra:
            row.notes += extra
            row.issue("", IssueCode.ROW_RAGGED, f"{len(extra)} cells beyond the last heading were kept in the notes")
        return row

    def cell(self, header: str, cell: str) -> str:
        """Return a cell as data: cleaned, the spreadsheet's formula escape taken off, a damaged number refused."""
        text = unguarded(cell)
        value = clean(text)
        if text is cell and is_cut_number(value):
            message = "a spreadsheet has cut this number's digits; take it from the source"
            self.issues.append(Issue(self.number, clean(header), IssueCode.NUMBER_DAMAGED, message, value))
            return ""
        return value

    def long_text(self, name: str, cells: list[str]) -> str:
        """Return the text of several cells, or of lines; no more of a text than a record keeps."""
        text = text_of(cells)
        if not text:
            return ""
        if name in LINED:  # its parts are cleaned each for itself
            return _NEWLINES.sub("\n", text).strip()
        if not any(cells[1:]):
            return self.cell(self.heading[name], cells[0])
        if len(text) > MAX_TEXT:
            self.too_long.append(name)
            return ""
        return clean(text)

    def issue(self, name: str, code: IssueCode, message: str) -> None:
        """Say something about the value of a field."""
        self.issues.append(Issue(self.number, self.heading.get(name, name), code, message, self.values.get(name, "")[:200]))

    def keep_unknown(self, name: str, code: IssueCode, message: str) -> None:
        """Keep a value that cannot be read in the notes, and say so."""
        self.read.add(name)
        if self.typed:
            self.issue(name, code, message)
            return
        self.issue(name, code, f"{message}: kept in the notes of the entry")
        self.notes.append(f"{self.heading.get(name, name)}: {self.values[name]}")

    def keep_line(self, name: str, line: str, message: str) -> None:
        """Keep one line of a value in the notes, and say so; one that was just typed is only said."""
        whole = self.heading.get(name, name)
        if self.typed:
            self.issues.append(Issue(self.number, whole, IssueCode.VALUE_UNKNOWN, message, line[:200]))
            return
        self.issues.append(Issue(self.number, whole, IssueCode.VALUE_UNKNOWN, f"{message}: kept in the notes", line[:200]))
        self.notes.append(f"{whole}: {line}")

    def keep_unplaced(self, names: Iterable[str], kind: str) -> None:
        """Keep values in the notes that an entry of this kind has no field for, and say so; "no" says nothing."""
        for name in names:
            if self.values.get(name) and name not in self.read and fold(self.values[name]) not in _NO:
                self.keep_unknown(name, IssueCode.VALUE_UNPLACED, f"an entry of the kind {kind!r} has no place for it")

    def text(self, name: str) -> str:
        """Return the value of a field as it stands."""
        self.read.add(name)
        return self.values.get(name, "")

    def flag(self, name: str) -> bool:
        """Return a yes or no; empty is no."""
        typed = self.text(name)
        if not typed:
            return False
        value = fold(typed)
        if value not in _YES | _NO:
            self.keep_unknown(name, IssueCode.VALUE_UNKNOWN, "not yes or no")
        return value in _YES

    def number_of(self, name: str) -> Decimal | None:
        """Return a number of 0 or more, or None."""
        value = self.text(name)
        if not value:
            return None
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = Decimal("nan")
        if not number.is_finite() or number < 0:
            self.keep_unknown(name, IssueCode.VALUE_UNKNOWN, "not a number of 0 or more")
            return None
        return number

    def days(self, name: str, most: int = MOST_DAYS) -> int | None:
        """Return a whole number of days, at most ``most``, or None."""
        number = self.number_of(name)
        if number is not None and (number != int(number) or number > most):
            self.keep_unknown(name, IssueCode.VALUE_UNKNOWN, "not a whole number of days")
            return None
        return None if number is None else int(number)

    def member(self, name: str, members: type[MemberT]) -> MemberT | None:
        """Return a member of a closed list by its code, or None."""
        value = self.text(name)
        if not value:
            return None
        try:
            return members(code_of(value))
        except ValueError:
            self.keep_unknown(name, IssueCode.VALUE_UNKNOWN, f"not one of {', '.join(members)}")
            return None

    def date(self, name: str, dates: DateContext) -> UncertainDate | None:
        """Return an uncertain date other than that of the event itself, or None."""
        value = self.text(name)
        if not value:
            return None
        if (read := self.reading(name, value)) is not None:
            return read
        try:
            return parse_date(value, dates)
        except DateRefused as refused:
            self.keep_unknown(name, IssueCode.VALUE_UNKNOWN, refused.reason.rstrip("."))
            return None

    def reading(self, name: str, typed: str) -> UncertainDate | None:
        """Return how a date was read when it was recorded; None where nothing says so, or it was of other words."""
        read = self.readings.get(name)
        return read if read is not None and cell_of_date(read) == clean(typed[:MAX_TEXT]) else None


def code_of(value: str) -> str:
    """Return the code that a typed word stands for: "Not for carers" is ``not_for_carers``."""
    return fold(value).replace(" ", "_").replace("-", "_")
