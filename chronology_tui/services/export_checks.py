"""Checking an exported file: whether it shows what it showed when it was made, and which record of exports it belongs to.

A PDF carries a check code that anybody can work out again. Whoever can make such files can also work out the code of a changed
one, so only the record in the store can say that a file is the one that was exported. Other formats are known by their SHA-256.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from chronology_tui.domain.records import ExportRecord
from chronology_tui.importing.candidates import UnreadableFile
from chronology_tui.services.errors import ExportProtected
from chronology_tui.services.export_formats import EXPORT_FORMATS
from chronology_tui.services.exports import export_records

if TYPE_CHECKING:
    from chronology_tui.report.pdf.seal import Seal
    from chronology_tui.services.casebook import Casebook


class Standing(StrEnum):
    """What is known of an exported file."""

    AS_EXPORTED = "as_exported"
    """Byte for byte the file that the store recorded."""
    SAME_CONTENT = "same_content"
    """Its pages show what the store recorded; another program saved the file again, or it is a protected copy."""
    ALTERED = "altered"
    """Its pages do not show what they showed when its check code was printed."""
    CODE_HOLDS = "code_holds"
    """Its pages show what they showed when its check code was printed; no record was compared."""
    NOT_RECORDED = "not_recorded"
    """The store has no record of this file."""
    NOTHING_TO_COMPARE = "nothing_to_compare"
    """The file carries no check code, and no store was named to compare it with."""


STANDING_WORDS = {
    Standing.AS_EXPORTED: "this is the file that was exported, byte for byte",
    Standing.SAME_CONTENT: "the pages show what was exported; the file was saved again or protected since",
    Standing.ALTERED: "the pages were changed after the file was made: do not rely on it, export it again",
    Standing.CODE_HOLDS: (
        "the pages show what the check code says; whether it is the file that was exported, only the store can say: name it with "
        "--store"
    ),
    Standing.NOT_RECORDED: "the store has no record of this file: it is another store's, or it was changed since",
    Standing.NOTHING_TO_COMPARE: "this kind of file carries no check code: name the store that it was exported from with --store",
}
"""What each standing means, as a sentence without capital and full stop."""

GOOD = frozenset({Standing.AS_EXPORTED, Standing.SAME_CONTENT, Standing.CODE_HOLDS})
"""Standings that give no reason for doubt."""


@dataclass(frozen=True, slots=True)
class ExportCheck:
    """What came of checking a file.

    Attributes:
        standing: what is known of it.
        digest: its SHA-256.
        code: the check code that is printed in it, or empty.
        records: the records of exports that it belongs to; several where siblings share it.
        changed_since: whether the chronology was changed since the export; None where no record was compared.
    """

    standing: Standing
    digest: str
    code: str = ""
    records: tuple[ExportRecord, ...] = ()
    changed_since: bool | None = None


def is_export(path: Path) -> bool:
    """Whether a file is an export by its suffix, and not a store."""
    return path.suffix.lower() in EXPORT_FORMATS


def check_export(path: Path, casebook: Casebook | None = None, password: str = "") -> ExportCheck:
    """Return what is known of an exported file; with the store it came from, whether it is the one that was recorded.

    Raises:
        UnreadableFile: it cannot be read, or is no PDF of this program.
        ExportProtected: it is protected, and the password is missing or wrong.
    """
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise UnreadableFile(path.name, error.strerror or "it cannot be opened") from None
    records = export_records(casebook) if casebook is not None else ()
    same = tuple(record for record in records if record.digest == digest)
    seal = _seal(path, password) if path.suffix.lower() == ".pdf" and not same else None
    code = next((record.code for record in same), "") if seal is None else seal.printed or ""
    if same:
        return ExportCheck(Standing.AS_EXPORTED, digest, code, same, _changed(casebook, same))
    if seal is not None and not seal.holds:
        return ExportCheck(Standing.ALTERED, digest, code)
    if casebook is None:
        return ExportCheck(Standing.NOTHING_TO_COMPARE if seal is None else Standing.CODE_HOLDS, digest, code)
    alike = tuple(record for record in records if code and record.code == code)
    if alike:
        return ExportCheck(Standing.SAME_CONTENT, digest, code, alike, _changed(casebook, alike))
    return ExportCheck(Standing.NOT_RECORDED, digest, code)


def _changed(casebook: Casebook | None, records: tuple[ExportRecord, ...]) -> bool | None:
    return casebook is not None and all(record.head != casebook.content_head() for record in records)


def _seal(path: Path, password: str) -> Seal:
    from chronology_tui.report.pdf.seal import SealError, seal_of  # noqa: PLC0415 - the PDF library is only needed here

    try:
        return seal_of(path, password)
    except SealError as error:
        if error.code == "password":
            raise ExportProtected(path.name) from None
        raise UnreadableFile(path.name, str(error)) from None
