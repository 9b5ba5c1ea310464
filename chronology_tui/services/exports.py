"""Exporting: build the document or bundle, write it whole, record what was made and for whom, say what to look at.

The record and the file come about together. The file is written beside its place first; then, in one transaction of the store,
the record is added and the file takes its name; then the transaction is committed. If the record cannot be written, the file
never appears; if the commit fails, the file is taken away again and what stood there before is put back. Should the program be
killed meanwhile, the next opening of the store takes the file away (:mod:`chronology_tui.services.unfinished`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

from chronology_tui import __version__
from chronology_tui.analysis.engine import analyse
from chronology_tui.analysis.policy import DEFAULT_POLICY
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import ExportRecord
from chronology_tui.report.builder import build_report
from chronology_tui.report.case import shareable
from chronology_tui.report.packs import PACKS
from chronology_tui.report.request import ReportRequest
from chronology_tui.services import unfinished
from chronology_tui.services.errors import UsageError
from chronology_tui.services.files import kept_as, written_aside
from chronology_tui.services.ledger import valid
from chronology_tui.services.results import ExportIssue, ExportResult

if TYPE_CHECKING:
    from chronology_tui.report.document import ReportDocument
    from chronology_tui.services.casebook import Casebook

PACK_FORMATS = (".pdf", ".txt")
"""Suffixes of the files that a pack can be written to."""
BUNDLE_FORMAT = ".json"
"""Suffix of a record bundle."""
FORMATS = (*PACK_FORMATS, BUNDLE_FORMAT)
"""Suffixes of all files that can be written."""

Write = Callable[[BinaryIO], tuple[ExportIssue, ...]]
"""Writes the content of an export to a file and says what to look at."""


def export_pack(
    casebook: Casebook,
    child_id: UUID,
    out: Path,
    pack: str = "",
    *,
    as_of: date | None = None,
    from_day: date | None = None,
    overwrite: bool = False,
    **words: str,
) -> ExportResult:
    """Write a pack about a child to ``out`` and record it; the format follows from the suffix.

    ``words`` are fields of the request in the worker's words: marking, prepared_by, recipient, purpose, sharing_basis. Where the
    marking or the basis is not given, the child's own is used.

    Raises:
        UsageError: no such pack or format.
        FileExists, FileNotWritten: see :func:`chronology_tui.services.files.written_aside`.
        StoreInUse, StoreNotWritten: the export could not be recorded, so it was not made.
    """
    pack = pack or "referral"
    if pack not in PACKS:
        raise UsageError(f"There is no pack {pack!r} in this version. The packs are: {', '.join(PACKS)}.")
    if out.suffix.lower() not in PACK_FORMATS:
        raise UsageError(f"{out.name} does not end in a format that can be written: {', '.join(FORMATS)}.")
    day = as_of or casebook.today()
    with casebook.ledger.lock:
        chronology, head = casebook.chronology(child_id), casebook.content_head()
    shared = shareable(chronology)
    own = {"marking": chronology.child.marking, "sharing_basis": chronology.child.sharing_basis}
    words = {name: value for name, value in own.items() if value} | words
    request = ReportRequest(
        chronology=chronology,
        # What may not be shared is no evidence in a shared document either: the pack counts it and shows nothing of it.
        analysis=analyse(shared, DEFAULT_POLICY, day),
        as_of=day,
        pack=pack,
        from_day=from_day,
        store_head=head,
        program_version=__version__,
        **words,
    )
    document = build_report(request)
    facts = {
        "pack": pack, "as_of": day, "head": head, "withheld": len(chronology) - len(shared), "purpose": request.purpose,
        "recipient": request.recipient, "basis": request.sharing_basis,
    }  # fmt: skip
    return deliver(
        casebook, out, lambda file: _write(document, file, out.suffix.lower()), (chronology,), facts, overwrite=overwrite
    )


def deliver(
    casebook: Casebook,
    out: Path,
    write: Write,
    chronologies: Iterable[Chronology],
    facts: Mapping[str, object],
    *,
    overwrite: bool,
) -> ExportResult:
    """Write a file and record it for each child whom it is about, both or neither; ``facts`` are fields of every record.

    Raises:
        InvalidRecord: a word does not fit the record.
        FileExists, FileNotWritten, StoreInUse, StoreNotWritten: neither file nor record was made.
    """
    ledger = casebook.ledger
    begun: list[unfinished.Unfinished] = []

    def announce(part: Path) -> None:
        begun.append(unfinished.begin(ledger, part, kept_as(part), out))

    try:
        with written_aside(out, overwrite=overwrite, announce=announce) as aside:
            issues = write(aside.file)
            digest = aside.finish()
            made = ledger.clock.now()
            records = [
                valid(
                    ExportRecord,
                    {
                        "id": ledger.new_id(), "child": chronology.child.id, "made": made, "file": out.name, "digest": digest,
                        "entries": len(chronology), **facts,
                    },
                )
                for chronology in chronologies
            ]  # fmt: skip
            # The ledger's own transaction: an export changes nothing in the chronologies that the casebook keeps in memory.
            with ledger.writing() as writing:
                writing.repository.add(records, writing.stamp)
                unfinished.recorded(writing.repository, begun[0])
                aside.take_name()
    finally:
        unfinished.forget(ledger, begun)
    return ExportResult(out, digest, issues)


def export_records(casebook: Casebook, child_id: UUID | None = None) -> tuple[ExportRecord, ...]:
    """Return what was exported, of one child or of all, in order of making."""
    with casebook.ledger.reading() as repository:
        records = repository.all(ExportRecord)
    kept = (record for record in records if child_id in (None, record.child))
    return tuple(sorted(kept, key=lambda record: (record.made, record.id)))


def _write(document: ReportDocument, file: BinaryIO, suffix: str) -> tuple[ExportIssue, ...]:
    if suffix == ".pdf":
        from chronology_tui.report.pdf import write_pdf  # noqa: PLC0415 - the PDF library is only needed here

        return tuple(ExportIssue(issue.code, issue.message) for issue in write_pdf(document, file))
    from chronology_tui.report.text import write_text  # noqa: PLC0415

    file.writelines(line.encode() for line in write_text(document))
    return ()
