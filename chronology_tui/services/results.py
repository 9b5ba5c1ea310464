"""What use cases give back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from chronology_tui.importing.candidates import SKIPPING, UNREAD, Issue


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of importing one file.

    Attributes:
        file: name of the file.
        added: identifiers of the entries that were added (or would be, in a dry run), in the order of the rows.
        duplicates: numbers of the rows that were there already.
        issues: everything to look at, in the order of the rows.
        dry_run: whether nothing was written.
    """

    file: str
    added: tuple[UUID, ...]
    duplicates: tuple[int, ...]
    issues: tuple[Issue, ...]
    dry_run: bool = False

    @property
    def skipped(self) -> int:
        """Number of rows that are not in the chronology after the import."""
        return len({issue.row for issue in self.issues if issue.code in SKIPPING})

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
    """What came of an export: where it is, its SHA-256, and what to look at."""

    path: Path
    digest: str
    issues: tuple[ExportIssue, ...] = ()
