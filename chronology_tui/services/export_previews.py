"""What any export would say, as text: a pack as it is read, a table entry by entry, the whole record as it is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui.domain.text import one_line
from chronology_tui.services.bundles import bundle_bytes, make_bundle
from chronology_tui.services.export_choices import ExportChoices
from chronology_tui.services.export_formats import TABLE_FORMATS
from chronology_tui.services.exports import Preview, counted_left_out, preview, table_of

if TYPE_CHECKING:
    from chronology_tui.report.entry_tables import EntryTable
    from chronology_tui.services.casebook import Casebook


def preview_file(casebook: Casebook, child_id: UUID, choices: ExportChoices, suffix: str) -> Preview:
    """Return what an export to a file of ``suffix`` would say; nothing is made and nothing is recorded.

    Raises:
        ChildUnknown, UsageError: see :func:`chronology_tui.services.exports.preview`.
    """
    if suffix == ".json":
        with casebook.ledger.lock, casebook.ledger.reading() as repository:
            bundle = make_bundle(repository, child_id)
        return Preview(tuple(bundle_bytes(bundle).decode().splitlines()), (), (), ())
    if suffix not in TABLE_FORMATS:
        return preview(casebook, child_id, choices)
    from chronology_tui.report.entry_tables import EntryTable  # noqa: PLC0415 - only tables need it

    shared, chosen, others = table_of(casebook, child_id, choices)
    lines = tuple(_entries(EntryTable(chosen, others)))
    return Preview(lines, shared.redacted.changes, shared.redacted.to_look_at, counted_left_out(shared))


def _entries(table: EntryTable) -> Iterator[str]:
    """Yield each row of a table as one line for each cell that is filled."""
    yield f"Columns: {', '.join(table.headings)}"
    for number, row in enumerate(table.rows(), 1):
        yield from ("", "", f"Row {number}")
        for title, cell in zip(table.headings, row, strict=True):
            if cell:
                yield f"{title}: {one_line(cell)}"
