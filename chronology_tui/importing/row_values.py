"""One row while it is read: its values by field, and what there is to say about them. No value is ever lost without a word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from chronology_tui.domain.dates import DateContext, DateRefused, UncertainDate, parse_date
from chronology_tui.domain.text import clean, fold
from chronology_tui.importing.candidates import Issue, IssueCode

MemberT = TypeVar("MemberT", bound=StrEnum)

MOST_DAYS = 3650
"""Most days that a notice, a stay or a supply can have: ten years."""

_DAMAGED = re.compile(r"\d(?:\.\d+)?E\+\d{1,3}", re.IGNORECASE)
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
    """

    number: int
    values: dict[str, str] = field(default_factory=dict)
    heading: dict[str, str] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    read: set[str] = field(default_factory=set)
    typed: bool = False

    @classmethod
    def of(
        cls,
        number: int,
        headers: list[str],
        cells: list[str],
        assigned: Mapping[int, str],
        unknown: Iterable[int],
        defaults: Mapping[str, str],
    ) -> RowValues:
        """Return the values of a row; cells of unknown columns and beyond the last heading are kept as notes."""
        row = cls(number, heading={target: clean(headers[n]) for n, target in assigned.items()})
        for n, target in assigned.items():
            row.values[target] = row.cell(headers[n], cells[n] if n < len(cells) else "")
        for target, value in defaults.items():
            row.values[target] = row.values.get(target) or value
        for n in unknown:
            if n < len(cells) and (value := row.cell(headers[n], cells[n])):
                row.notes.append(f"{clean(headers[n]) or 'column ' + str(n + 1)}: {value}")
        extra = [clean(cell) for cell in cells[len(headers) :] if cell.strip()]
        if extra:
            row.notes += extra
            row.issue("", IssueCode.ROW_RAGGED, f"{len(extra)} cells beyond the last heading were kept in the notes")
        return row

    def cell(self, header: str, cell: str) -> str:
        """Return a cell as data: cleaned, the spreadsheet's formula escape taken off, a damaged number refused."""
        value = clean(cell)
        if value[:1] == "'" and value[1:2] in ("=", "+", "-", "@"):
            value = value[1:]
        if _DAMAGED.fullmatch(value):
            message = "a spreadsheet has cut this number's digits; take it from the source"
            self.issues.append(Issue(self.number, clean(header), IssueCode.NUMBER_DAMAGED, message, value))
            return ""
        return value

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

    def keep_unplaced(self, names: Iterable[str], kind: str) -> None:
        """Keep values in the notes that an entry of this kind has no field for, and say so; "no" says nothing."""
        for name in names:
            if name not in self.read and fold(self.values.get(name, "")) not in _NO:
                self.keep_unknown(name, IssueCode.VALUE_UNPLACED, f"an entry of the kind {kind!r} has no place for it")

    def text(self, name: str) -> str:
        """Return the value of a field as it stands."""
        self.read.add(name)
        return self.values.get(name, "")

    def flag(self, name: str) -> bool:
        """Return a yes or no; empty is no."""
        value = fold(self.text(name))
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

    def days(self, name: str) -> int | None:
        """Return a whole number of days, or None."""
        number = self.number_of(name)
        if number is not None and (number != int(number) or number > MOST_DAYS):
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
        try:
            return parse_date(value, dates)
        except DateRefused as refused:
            self.keep_unknown(name, IssueCode.VALUE_UNKNOWN, refused.reason.rstrip("."))
            return None


def code_of(value: str) -> str:
    """Return the code that a typed word stands for: "Not for carers" is ``not_for_carers``."""
    return fold(value).replace(" ", "_").replace("-", "_")
