"""Exporting: build the document or bundle, write it whole, record what was made and for whom, say what to look at.

The record and the file come about together. The file is written beside its place first; then, in one transaction of the store,
the record is added and the file takes its name; then the transaction is committed. If the record cannot be written, the file
never appears; if the commit fails, the file is taken away again and what stood there before is put back. Should the program be
killed meanwhile, the next opening of the store takes the file away (:mod:`chronology_tui.services.unfinished`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import Event, ExportRecord
from chronology_tui.domain.text import counted
from chronology_tui.report.entry_tables import Others
from chronology_tui.report.redaction import Changed, LookAt, Redaction
from chronology_tui.report.text import write_text
from chronology_tui.services import unfinished
from chronology_tui.services.errors import FileExists, UsageError
from chronology_tui.services.export_choices import ExportChoices
from chronology_tui.services.export_documents import REDACTION_WORDS, Shared, prepare, share
from chronology_tui.services.export_formats import (
    DOCUMENT_FORMATS,
    EXPORT_FORMATS,
    TABLE_FORMATS,
    OnProgress,
    Written,
    write_document,
    write_table,
)
from chronology_tui.services.export_passwords import check_password
from chronology_tui.services.files import kept_as, written_aside
from chronology_tui.services.ledger import valid
from chronology_tui.services.results import ExportResult

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook

__all__ = ["Changed", "LookAt", "Preview", "deliver", "export_file", "export_records", "preview", "protected_name"]

Write = Callable[[BinaryIO], Written]
"""Writes the content of an export to a file and says what to look at."""


@dataclass(frozen=True)
class Preview:
    """What an export would say, without a file being made.

    Attributes:
        lines: the document as plain text, line by line.
        changes: what redaction replaced, for the worker's eyes only.
        to_look_at: what the worker should look at before passing the file on.
        left_out: what is left out, counted, in words.
    """

    lines: tuple[str, ...]
    changes: tuple[Changed, ...]
    to_look_at: tuple[LookAt, ...]
    left_out: tuple[str, ...]


def preview(casebook: Casebook, child_id: UUID, choices: ExportChoices) -> Preview:
    """Return what a pack would say.

    Raises:
        ChildUnknown, UsageError: see :func:`chronology_tui.services.export_documents.prepare`.
    """
    prepared = prepare(casebook, child_id, choices)
    redacted = prepared.shared.redacted
    left_out = counted_left_out(prepared.shared)
    lines = "".join(write_text(prepared.document)).splitlines()
    return Preview(tuple(lines), redacted.changes, redacted.to_look_at, left_out)


def export_file(
    casebook: Casebook,
    child_id: UUID,
    out: Path,
    choices: ExportChoices,
    *,
    overwrite: bool = False,
    on_progress: OnProgress | None = None,
) -> ExportResult:
    """Write a pack, or a table of the entries, to ``out`` and record it; the format follows from the suffix.

    ``on_progress`` is told the part done, from 0 to 1; what it raises stops the export, and nothing is left of it.

    Raises:
        UsageError: no such pack or format, or choices that do not go together.
        FileExists, FileNotWritten: see :func:`chronology_tui.services.files.written_aside`.
        StoreInUse, StoreNotWritten: the export could not be recorded, so it was not made.
    """
    suffix = out.suffix.lower()
    if suffix in TABLE_FORMATS:
        return _export_table(casebook, child_id, out, choices, overwrite=overwrite, on_progress=on_progress)
    if suffix not in DOCUMENT_FORMATS:
        raise UsageError(f"{out.name} does not end in a format that can be written: {', '.join(EXPORT_FORMATS)}.")
    if choices.password and suffix != ".pdf":
        raise UsageError("A password protects a PDF only: give a file that ends in .pdf.")
    if choices.password:
        check_password(choices.password)
    if choices.password and protected_name(out).exists() and not overwrite:
        raise FileExists(protected_name(out))
    prepared = prepare(casebook, child_id, choices)
    facts = _facts(prepared.shared, choices, prepared.request.pack) | {
        "purpose": prepared.request.purpose, "basis": prepared.request.sharing_basis,
    }  # fmt: skip
    about = prepared.shared.withheld

    def write(file: BinaryIO) -> Written:
        return write_document(prepared.document, file, suffix, on_progress)

    made = deliver(casebook, out, write, about, facts, overwrite=overwrite)
    notes, copies = _notes(prepared.shared), []
    if choices.password:
        copies.append(protect(casebook, out, choices.password, made.code, about, facts, overwrite=overwrite).path)
    return replace(
        made,
        notes=notes,
        copies=tuple(copies),
        changes=prepared.shared.redacted.changes,
        to_look_at=prepared.shared.redacted.to_look_at,
    )


def protected_name(out: Path) -> Path:
    """Return the place of the protected copy of a PDF."""
    return out.with_name(f"{out.stem}-protected{out.suffix}")


def protect(
    casebook: Casebook,
    pdf: Path,
    password: str,
    code: str,
    about: Iterable[tuple[Chronology, int]],
    facts: Mapping[str, object],
    *,
    overwrite: bool,
) -> ExportResult:
    """Write the protected copy of a PDF beside it and record it. PDF/A forbids encryption, so it is a copy.

    Raises:
        FileExists, FileNotWritten, StoreInUse, StoreNotWritten: the copy was not made; the PDF itself stands.
    """
    from chronology_tui.report.pdf.protect import protect as encrypt  # noqa: PLC0415 - the PDF library is only needed here

    def write(file: BinaryIO) -> Written:
        with pdf.open("rb") as source:
            encrypt(source, file, password)
        return Written(code=code)

    return deliver(casebook, protected_name(pdf), write, about, facts, overwrite=overwrite)


def _export_table(
    casebook: Casebook, child_id: UUID, out: Path, choices: ExportChoices, *, overwrite: bool, on_progress: OnProgress | None
) -> ExportResult:
    """Write the entries as a table that ``import`` reads."""
    if choices.pack not in {"", "full"}:
        raise UsageError(
            f"A {out.suffix.lower()[1:]} file holds the entries, not a pack: leave --pack out, and choose the entries by "
            "--from, --to, --area, --key-only and --redact."
        )
    shared, chosen, others = table_of(casebook, child_id, choices)
    facts = _facts(shared, choices, "full") | {"purpose": choices.purpose, "basis": choices.sharing_basis or ""}

    def write(file: BinaryIO) -> Written:
        return write_table(chosen, others, file, out.suffix.lower(), shared.day, on_progress)

    made = deliver(casebook, out, write, shared.withheld, facts, overwrite=overwrite)
    return replace(made, notes=_notes(shared), changes=shared.redacted.changes, to_look_at=shared.redacted.to_look_at)


def table_of(casebook: Casebook, child_id: UUID, choices: ExportChoices) -> tuple[Shared, Chronology, Others]:
    """Return what is shared by a table of entries, the entries that were chosen of it, and how the others in it are called."""
    redaction = choices.redaction or Redaction.NONE
    if redaction is Redaction.ANONYMOUS:
        raise UsageError("A table of entries with their dates cannot be anonymous: make a pdf, docx, md or txt file instead.")
    shared = share(casebook, child_id, choices, redaction, withhold=redaction is not Redaction.NONE)
    chosen = shared.chronology.where(lambda event: _chosen(event, choices))
    with casebook.ledger.lock:
        children = casebook.children()
    named = {child.id: child.initials if redaction is not Redaction.NONE else child.name for child in children}
    return shared, chosen, Others(named, {person.id: person for person in shared.redacted.people})


def _chosen(event: Event, choices: ExportChoices) -> bool:
    if choices.key_only and not event.key:
        return False
    first, last = choices.from_day or date.min, choices.to_day or date.max
    return event.when.is_undated or event.when.possibly_within(first, last)


def _facts(shared: Shared, choices: ExportChoices, pack: str) -> dict[str, object]:
    return {
        "pack": pack, "as_of": shared.day, "head": shared.head, "recipient": choices.recipient,
        "redaction": REDACTION_WORDS[shared.redaction], "choices": choices.words,
    }  # fmt: skip


def counted_left_out(shared: Shared) -> tuple[str, ...]:
    """Return what is left out of what is shared, counted, in words."""
    return tuple(counted(item.number, item.what, item.plural) for item in shared.left_out if item.number)


def _notes(shared: Shared) -> tuple[str, ...]:
    left_out = counted_left_out(shared)
    notes = [f"Left out: {'; '.join(left_out)}."] if left_out else []
    replaced = len(shared.redacted.changes)
    if replaced:
        notes.append(f"Redaction replaced words in {counted(replaced, 'place')}: read them before you send it.")
    if shared.redacted.to_look_at:
        notes.append(f"To look at before you send it: {counted(len(shared.redacted.to_look_at), 'place')}.")
    return tuple(notes)


def deliver(
    casebook: Casebook,
    out: Path,
    write: Write,
    about: Iterable[tuple[Chronology, int]],
    facts: Mapping[str, object],
    *,
    overwrite: bool,
) -> ExportResult:
    """Write a file and record it for each child whom it is about, both or neither.

    ``about`` are the chronologies that it was made from, each with the number of entries withheld; ``facts`` are fields of every
    record.

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
            written = write(aside.file)
            digest = aside.finish()
            made = ledger.clock.now()
            records = [
                valid(
                    ExportRecord,
                    {
                        "id": ledger.new_id(), "child": chronology.child.id, "made": made, "file": out.name, "digest": digest,
                        "entries": len(chronology), "withheld": withheld, "code": written.code, **facts,
                    },
                )
                for chronology, withheld in about
            ]  # fmt: skip
            # The ledger's own transaction: an export changes nothing in the chronologies that the casebook keeps in memory.
            with ledger.writing() as writing:
                writing.repository.add(records, writing.stamp)
                unfinished.recorded(writing.repository, begun[0])
                aside.take_name()
    finally:
        unfinished.forget(ledger, begun)
    return ExportResult(out, digest, written.issues, pages=written.pages, code=written.code)


def export_records(casebook: Casebook, child_id: UUID | None = None) -> tuple[ExportRecord, ...]:
    """Return what was exported, of one child or of all, in order of making."""
    with casebook.ledger.reading() as repository:
        records = repository.all(ExportRecord)
    kept = (record for record in records if child_id in (None, record.child))
    return tuple(sorted(kept, key=lambda record: (record.made, record.id)))
