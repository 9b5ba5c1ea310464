"""What reading a file yields: candidates for entries, and issues with their row and column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from uuid import UUID

from chronology_tui.domain.vocabulary import PartTaken
from chronology_tui.errors import ChronologyError


class IssueCode(StrEnum):
    """What there is to say about a row or a cell."""

    DATE_REFUSED = "date-refused"
    """The date cannot be read; the row was skipped."""
    ROW_EMPTY = "row-empty"
    """The row says nothing (no kind, summary or quote); it was skipped."""
    ROW_INVALID = "row-invalid"
    """A value does not fit its field; the row was skipped."""
    ROW_RAGGED = "row-ragged"
    """The row has more cells than the header; the cells beyond were kept as notes."""
    UNDATED = "undated"
    """The row has no date; it was kept and comes first."""
    DATE_REMARK = "date-remark"
    """The date was read with a remark, such as a year taken over from the row above."""
    KIND_UNKNOWN = "kind-unknown"
    """The kind is not known; the row was kept as a note with the words that stood there."""
    VALUE_UNKNOWN = "value-unknown"
    """A value is not one of the allowed ones; it was kept in the notes of the entry."""
    NUMBER_DAMAGED = "number-damaged"
    """A spreadsheet has shortened a number (9.43E+09): its digits are lost, so it was not taken over."""
    COLUMN_UNKNOWN = "column-unknown"
    """The column is not one of ours; its content was kept as notes."""
    COLUMN_IGNORED = "column-ignored"
    """The map file says to leave the column out."""
    DUPLICATE = "duplicate"
    """The same entry is there already; it was not added twice."""
    CONFLICT = "conflict"
    """A record with the same identifier or title is there already with other content; what the store holds was kept."""
    CHILD_UNKNOWN = "child-unknown"
    """A child is named who is not in the store; the name was kept in the notes of the entry."""
    SOURCE_KEPT = "source-kept"
    """The source of this title is there already and says something else of itself; what the store holds was kept."""
    VALUE_UNPLACED = "value-unplaced"
    """A value has no place in an entry of this kind; it was kept in the notes of the entry."""


SKIPPING = frozenset({IssueCode.DATE_REFUSED, IssueCode.ROW_EMPTY, IssueCode.ROW_INVALID, IssueCode.CONFLICT})
"""Issues after which the row or record of the file is not in the store."""

UNREAD = frozenset({IssueCode.KIND_UNKNOWN, IssueCode.VALUE_UNKNOWN, IssueCode.NUMBER_DAMAGED, IssueCode.CHILD_UNKNOWN})
"""Issues after which the row is an entry, with a value that could not be read as meant."""


@dataclass(frozen=True, slots=True)
class Issue:
    """One thing to look at.

    Attributes:
        row: number of the row as a spreadsheet shows it: the header is row 1; in a bundle, the record's place from 1.
        column: heading of the column, empty when it is about the row; in a bundle, name of the list.
        code: what kind of issue.
        message: in plain words, without the content of other cells.
        value: the cell's content as found, cut to 200 characters.
    """

    row: int
    column: str
    code: IssueCode
    message: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class NamedPart:
    """A person's part in an entry, with what a row says of the person: fields of :class:`Person` by name, its name among them."""

    part: PartTaken
    person: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that could be an entry.

    Attributes:
        row: number of the row as a spreadsheet shows it.
        fields: fields of :class:`Event` by name, but for those below.
        source: title of its source. source_fields: what the row says of the source, fields of :class:`Source` by name.
        children: names of other children.
        people: who took part.
        planned: what was agreed, each the fields of :class:`PlannedAction` without an identifier.
        id: identifier of the entry from which the row was written.
        exact: whether an export of this program wrote the row.
    """

    row: int
    fields: Mapping[str, Any]
    source: str
    children: str = ""
    source_fields: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    people: tuple[NamedPart, ...] = ()
    planned: tuple[Mapping[str, Any], ...] = ()
    id: UUID | None = None
    exact: bool = False


class ColumnUse(StrEnum):
    """What becomes of a column of a table."""

    FIELD = "field"
    """Its cells are values of one of our fields."""
    CONTINUES = "continues"
    """Its cells continue the text of the field of another column."""
    NOTES = "notes"
    """It is not one of ours: its cells are kept in the notes of each entry, after its heading."""
    LEFT_OUT = "left-out"
    """The map file says to leave it out."""


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """How one column of a table was understood.

    Attributes:
        heading: as it stands in the table, cleaned; it may be empty.
        use: what becomes of its cells.
        field: the field that they fill or continue; empty otherwise.
        sample: the first cell under the heading that holds anything, as found, cut to 200 characters.
    """

    heading: str
    use: ColumnUse
    field: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one file, in the order of its rows.

    Attributes:
        candidates: the rows that could be entries.
        issues: what there is to say of the rest and of single cells.
        columns: how the columns were understood, from left to right.
    """

    candidates: tuple[Candidate, ...]
    issues: tuple[Issue, ...]
    columns: tuple[ReadColumn, ...] = ()


class UnreadableFile(ChronologyError):
    """The file as a whole cannot be read; nothing was added."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"{name} cannot be read: {why}. Nothing was added.")


class ColumnMissing(UnreadableFile):
    """No column of the table is the date, or none is the summary.

    Attributes:
        columns: how those that are there were understood.
        lacking: the fields that are needed and that no column is.
    """

    def __init__(self, name: str, columns: tuple[ReadColumn, ...], lacking: tuple[str, ...]) -> None:
        self.columns = columns
        self.lacking = lacking
        found = ", ".join(repr(column.heading) for column in columns[:12])
        super().__init__(name, f"no column is the {lacking[0]} (the headings are {found}); name it in a map file with --map")
