"""Exporting a pack: build the document, write it whole, say what to look at."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

from chronology_tui import __version__
from chronology_tui.analysis.engine import analyse
from chronology_tui.analysis.policy import DEFAULT_POLICY
from chronology_tui.report.builder import build_report
from chronology_tui.report.case import shareable
from chronology_tui.report.packs import PACKS
from chronology_tui.report.request import ReportRequest
from chronology_tui.services.errors import UsageError
from chronology_tui.services.files import written_whole
from chronology_tui.services.results import ExportIssue, ExportResult

if TYPE_CHECKING:
    from chronology_tui.report.document import ReportDocument
    from chronology_tui.services.casebook import Casebook

FORMATS = (".pdf", ".txt")
"""Suffixes of the files that can be written."""


def export_pack(
    casebook: Casebook,
    child_id: UUID,
    out: Path,
    pack: str,
    *,
    as_of: date | None = None,
    from_day: date | None = None,
    overwrite: bool = False,
    **words: str,
) -> ExportResult:
    """Write a pack about a child to ``out``; the format follows from the suffix.

    ``words`` are fields of the request in the worker's words: marking, prepared_by, recipient, purpose, sharing_basis.

    Raises:
        UsageError: no such pack or format.
        FileExists, FileNotWritten: see :func:`chronology_tui.services.files.written_whole`.
    """
    if pack not in PACKS:
        raise UsageError(f"There is no pack {pack!r} in this version. The packs are: {', '.join(PACKS)}.")
    if out.suffix.lower() not in FORMATS:
        raise UsageError(f"{out.name} does not end in a format that can be written: {', '.join(FORMATS)}.")
    day = as_of or casebook.today()
    chronology = casebook.chronology(child_id)
    request = ReportRequest(
        chronology=chronology,
        # What may not be shared is no evidence in a shared document either: the pack counts it and shows nothing of it.
        analysis=analyse(shareable(chronology), DEFAULT_POLICY, day),
        as_of=day,
        pack=pack,
        from_day=from_day,
        store_head=casebook.history_head(),
        program_version=__version__,
        **words,
    )
    document = build_report(request)
    with written_whole(out, overwrite=overwrite) as file:
        issues = _write(document, file, out.suffix.lower())
    return ExportResult(out, hashlib.sha256(out.read_bytes()).hexdigest(), issues)


def _write(document: ReportDocument, file: BinaryIO, suffix: str) -> tuple[ExportIssue, ...]:
    if suffix == ".pdf":
        from chronology_tui.report.pdf import write_pdf  # noqa: PLC0415 - the PDF library is only needed here

        return tuple(ExportIssue(issue.code, issue.message) for issue in write_pdf(document, file))
    from chronology_tui.report.text import write_text  # noqa: PLC0415

    file.writelines(line.encode() for line in write_text(document))
    return ()
