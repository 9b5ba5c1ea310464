"""Which writer makes which kind of file; each is loaded only when it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from chronology_tui.services.results import ExportIssue

if TYPE_CHECKING:
    from datetime import date

    from chronology_tui.domain.chronology import Chronology
    from chronology_tui.report.document import ReportDocument
    from chronology_tui.report.entry_tables import Others

DOCUMENT_FORMATS = (".pdf", ".docx", ".md", ".txt")
"""Suffixes of the files that a pack can be written to."""
TABLE_FORMATS = (".csv", ".xlsx")
"""Suffixes of tables of entries, which ``import`` reads again."""

EXPORT_FORMATS = (*DOCUMENT_FORMATS, *TABLE_FORMATS, ".json")
"""Suffixes of all files that can be written."""

OnProgress = Callable[[float], None]
"""Is told the part done, from 0 to 1; what it raises stops the writing."""


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing one file: what to look at, its number of pages and its check code, 0 and empty where it has none."""

    issues: tuple[ExportIssue, ...] = ()
    pages: int = 0
    code: str = ""


def write_document(document: ReportDocument, file: BinaryIO, suffix: str, on_progress: OnProgress | None = None) -> Written:
    """Write a document in the format of ``suffix``.

    Raises:
        ValueError: the document is faulty; that is a fault of the program.
    """
    if suffix == ".pdf":
        from chronology_tui.report.pdf import write_pdf  # noqa: PLC0415

        made = write_pdf(document, file, on_progress)
        return Written(tuple(ExportIssue(issue.code, issue.message) for issue in made.issues), made.pages, made.code)
    if suffix == ".docx":
        from chronology_tui.report.docx import write_docx  # noqa: PLC0415

        write_docx(document, file, None if on_progress is None else lambda done, of: on_progress(done / of if of else 1.0))
    elif suffix == ".md":
        from chronology_tui.report.markdown import write_markdown  # noqa: PLC0415

        _write_lines(file, write_markdown(document), _rows(document), on_progress)
    else:
        from chronology_tui.report.text import write_text  # noqa: PLC0415

        _write_lines(file, write_text(document), _rows(document), on_progress)
    return Written()


_LINES_EACH = 500
"""Lines between two words on progress."""
_LINES_A_ROW = 8
"""Lines that a row of a table takes in plain text, more or less: good enough for a bar."""


def _rows(document: ReportDocument) -> int:
    from chronology_tui.report.links import tables  # noqa: PLC0415

    return sum(len(table.rows) for table in tables(document))


def _write_lines(file: BinaryIO, lines: Iterable[str], rows: int, on_progress: OnProgress | None) -> None:
    for number, line in enumerate(lines):
        if on_progress is not None and number % _LINES_EACH == 0:
            on_progress(min(0.99, number / max(rows * _LINES_A_ROW, _LINES_EACH)))
        file.write(line.encode())
    if on_progress is not None:
        on_progress(1.0)


def write_table(
    chronology: Chronology, others: Others, file: BinaryIO, suffix: str, day: date, on_progress: OnProgress | None = None
) -> Written:
    """Write the entries as a table in the format of ``suffix``; ``day`` is the only date in the properties of the file."""
    if suffix == ".csv":
        from chronology_tui.report.entry_tables import write_csv  # noqa: PLC0415

        write_csv(chronology, others, file, on_progress)
    else:
        from chronology_tui.report.workbook import write_xlsx  # noqa: PLC0415 - brings the library for workbooks

        write_xlsx(chronology, others, file, as_of=day, on_progress=on_progress)
    return Written()
