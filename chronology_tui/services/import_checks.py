"""Looking at a file before it is imported, and then importing exactly what was looked at.

What a file says is read once. The rows stay in memory as candidates: the import adds those, compared anew with what the store
holds at that moment, so that neither a file that changes meanwhile nor a change of the store makes it add anything else.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui.domain.records import Bundle
from chronology_tui.importing.bundle_reader import read_bundle
from chronology_tui.importing.candidates import ColumnMissing, ColumnUse, Issue, IssueCode, ReadColumn, Reading, UnreadableFile
from chronology_tui.services.bundles import add_bundle
from chronology_tui.services.import_maps import ColumnMap
from chronology_tui.services.import_progress import ImportStage, OnProgress
from chronology_tui.services.imports import RowFate, SortedRow, form_of, read_rows, take_in
from chronology_tui.services.results import ImportReport

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook

__all__ = [
    "ColumnUse", "ImportCheck", "ImportStage", "Issue", "IssueCode", "OnProgress", "ReadColumn", "RowFate", "SortedRow",
    "UnreadableFile", "check_import", "import_checked",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ImportCheck:
    """What would come of importing a file.

    Attributes:
        child: whom the rows of a table are about.
        path: the file.
        columns: how the columns of a table were understood; empty for a bundle.
        lacking: fields that are needed and that no column is; while there are any, nothing else was read.
        report: what would be added, what is there already, and every issue.
        rows: the rows that could be entries, in their order; empty for a bundle.
        children: names of the children whom a bundle is about.
        content: what was read, for importing it.
    """

    child: UUID
    path: Path
    columns: tuple[ReadColumn, ...] = ()
    lacking: tuple[str, ...] = ()
    report: ImportReport | None = None
    rows: tuple[SortedRow, ...] = ()
    children: tuple[str, ...] = ()
    content: Reading | Bundle | None = field(default=None, repr=False)

    @property
    def is_bundle(self) -> bool:
        """Whether the file is a record bundle."""
        return isinstance(self.content, Bundle)

    @property
    def adds(self) -> int:
        """Number of records of all kinds that the import would add, as far as the file itself brings them."""
        if self.report is None:
            return 0
        return sum(count.added for count in self.report.records) or len(self.report.added)


def check_import(
    casebook: Casebook, child_id: UUID, path: Path, column_map: ColumnMap, on_progress: OnProgress | None = None
) -> ImportCheck:
    """Read a table or a bundle and return what would come of importing it; nothing is written.

    Raises:
        UnreadableFile: the file as a whole cannot be read.
    """
    if form_of(path) == "json":
        bundle = read_bundle(path)
        if on_progress is not None:
            on_progress(ImportStage.COMPARING, 0, len(bundle.events))
        report = add_bundle(casebook, path.name, bundle, dry_run=True)
        names = tuple(child.name for child in bundle.children)
        return ImportCheck(child_id, path, report=report, children=names, content=bundle)
    try:
        reading = read_rows(casebook, child_id, path, column_map, on_progress=on_progress)
    except ColumnMissing as error:
        return ImportCheck(child_id, path, columns=error.columns, lacking=error.lacking)
    report, rows = take_in(casebook, child_id, path.name, reading, dry_run=True, on_progress=on_progress)
    return ImportCheck(child_id, path, reading.columns, report=report, rows=rows, content=reading)


def import_checked(casebook: Casebook, check: ImportCheck, on_progress: OnProgress | None = None) -> ImportReport:
    """Add what was looked at, in one transaction that undo takes back in one step.

    Raises:
        StoreInUse, StoreNotWritten: nothing was changed.
        ValueError: nothing was read; that is a fault of the program.
    """
    if isinstance(check.content, Bundle):
        return add_bundle(casebook, check.path.name, check.content, on_progress=on_progress)
    if check.content is None:
        raise ValueError("there is nothing to import: a column is missing")
    report, _ = take_in(casebook, check.child, check.path.name, check.content, on_progress=on_progress)
    return report
