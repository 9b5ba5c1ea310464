"""The one place that touches private members of openpyxl (3.1): text cells, and a sheet written straight into the file.

As it comes, the library guesses the type of a cell; it writes the rows of a sheet to a file in the folder for temporary files
first, unencrypted, and leaves it there if the program is killed; and it stamps the archive with the present time. Here a cell is
text, the rows go into the archive as they are made, and every part bears the time that is given.
"""

# ruff: noqa: SLF001 - this is the place for it

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from os import PathLike
from typing import IO, Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import XML_NS
from openpyxl.xml.functions import Element, SubElement

_SHEET_PART = "xl/worksheets/sheet1.xml"
_EPOCH = (1980, 1, 1)
"""The first day that an archive can name."""

Sheet = Any
"""A write-only sheet: it has what a sheet has, but is no subclass of one, and its type is not published."""


def text_cell(sheet: Sheet, text: str, model: Cell | None = None) -> Cell:
    """Return a cell that is text whatever stands in it, looking like ``model``.

    The library would take "=" for a formula and "#N/A" for a fault, and cut what is long once it is written for XML.
    """
    cell: Any = WriteOnlyCell(sheet)
    cell._value, cell.data_type = text, "s"
    if model is not None:
        cell._style = getattr(model, "_style")  # noqa: B009 - private, and so not declared in the published types
    made: Cell = cell
    return made


def add_table(sheet: Sheet, table: Table, headings: Sequence[str]) -> None:
    """Mark the cells of a sheet as a table with those headings and a filter for each."""
    table.tableColumns = [TableColumn(id=n, name=name) for n, name in enumerate(headings, 1)]
    table.autoFilter = AutoFilter(ref=table.ref)
    sheet._tables.add(table)  # its public door warns, whatever the columns are


def write_workbook(out: BinaryIO, book: Workbook, sheet: Sheet, rows: Iterable[Sequence[Cell | None]], made: datetime) -> None:
    """Write a write-only workbook with one sheet, and the rows of that sheet, to ``out``; ``made`` is the time of every part."""
    with _Archive(out, made) as archive:
        with archive.open(archive.part(_SHEET_PART), "w", force_zip64=True) as stream:
            _write_rows(sheet, stream, rows)
        ExcelWriter(book, archive).write_data()


def _write_rows(sheet: Sheet, stream: IO[bytes], rows: Iterable[Sequence[Cell | None]]) -> None:
    sheet._writer = _Rows(sheet, stream)
    sheet._writer.write_top()
    try:
        for row in rows:
            sheet.append(row)
    finally:
        sheet.close()  # also where the writing was stopped: what it left open would be found fault with later


class _Archive(ZipFile):
    """An archive whose parts all bear one time and one origin."""

    def __init__(self, out: BinaryIO, made: datetime) -> None:
        super().__init__(out, "w", ZIP_DEFLATED)
        self._made = max((made.year, made.month, made.day), _EPOCH)

    def part(self, name: str) -> ZipInfo:
        """Return the head of a part."""
        info = ZipInfo(name, (*self._made, 0, 0, 0))
        info.compress_type = ZIP_DEFLATED
        info.create_system = 3
        info.external_attr = 0o600 << 16
        return info

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: object, **__: object) -> None:  # noqa: ANN401 - name or head
        """Write a part."""
        head = self.part(zinfo_or_arcname) if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname
        super().writestr(head, data)

    def write(self, filename: object, arcname: str | PathLike[str] | None = None, *_: object, **__: object) -> None:
        """Say nothing twice: the rows are in the archive already."""
        assert arcname == _SHEET_PART, filename  # noqa: S101 - the one sheet


class _Rows(WorksheetWriter):
    """Writes rows of text cells to a stream, with every blank; there is no temporary file to clear away."""

    def write_row(self, xf: Any, row: Iterable[Any], row_idx: int) -> None:  # noqa: ANN401 - a writer of lxml or of et_xmlfile
        """Write a row. Left to itself, the library drops a text of blanks where it runs without lxml."""
        with xf.element("row", {"r": str(row_idx)}):
            for cell in row:
                element = Element("c", {"r": cell.coordinate, "s": str(cell.style_id), "t": "inlineStr"})
                text: Any = SubElement(SubElement(element, "is"), "t", {f"{{{XML_NS}}}space": "preserve"})
                text.text = cell._value
                xf.write(element)

    def cleanup(self) -> None:
        """Do nothing."""
