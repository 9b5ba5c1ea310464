"""What use cases give back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui.importing.candidates import SKIPPING, UNREAD, Issue

if TYPE_CHECKING:
    from chronology_tui.report.redaction import Changed, LookAt


@dataclass(frozen=True, slots=True)
class RecordCount:
    """How many records of one list of a bundle were added, and how many were there already, word for word."""

    name: str
    added: int
    there: int


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of importing one file: a table with rows, or a bundle with lists of records.

    Attributes:
        file: name of the file.
        added: identifiers of the entries that were added (or would be, in a dry run), in the order of the rows.
        duplicates: numbers of the rows (of a bundle, places among its events from 1) that were there already.
        issues: everything to look at, in the order of the rows.
        dry_run: whether nothing was written.
        records: what came of each list of a bundle; empty for a table.
    """

    file: str
    added: tuple[UUID, ...]
    duplicates: tuple[int, ...]
    issues: tuple[Issue, ...]
    dry_run: bool = False
    records: tuple[RecordCount, ...] = ()

    @property
    def skipped(self) -> int:
        """Number of rows or records that are not in the store after the import."""
        return len({(issue.column, issue.row) for issue in self.issues if issue.code in SKIPPING})

    @property
    def needs_a_look(self) -> bool:
        """Whether rows were skipped or values could not be read as they were meant."""
        return any(issue.code in SKIPPING or issue.code in UNREAD for issue in self.issues)


@dataclass(frozen=True, slots=True)
class ExportIssue:
    """Something to look at in an exported file, such as a character that no font can print."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What came of an export.

    Attributes:
        path: where it is. digest: its SHA-256.
        issues: what to look at in the file.
        notes: what to know before passing it on.
        pages: number of pages, 0 where the format has none. code: the check code in it, or empty.
        copies: protected copies that were made beside it.
        changes: what redaction replaced, for the worker's eyes only. to_look_at: what it left for the worker to decide.
    """

    path: Path
    digest: str
    issues: tuple[ExportIssue, ...] = ()
    notes: tuple[str, ...] = ()
    pages: int = 0
    code: str = ""
    copies: tuple[Path, ...] = ()
    changes: tuple[Changed, ...] = ()
    to_look_at: tuple[LookAt, ...] = ()
