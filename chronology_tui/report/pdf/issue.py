"""What a reader of the file should be told about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PdfIssue:
    """Something that could not be printed as it stands in the report.

    Attributes:
        code: stable name of the kind of issue, such as "missing-glyph".
        message: one plain line without case data other than single characters.
    """

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing a file.

    Attributes:
        pages: how many pages it has.
        issues: what could not be printed as it stands, or is more than the reader accepts; empty if all is well.
        code: the check code at the foot of the last page (see :mod:`chronology_tui.report.pdf.seal`).
    """

    pages: int
    issues: tuple[PdfIssue, ...]
    code: str
