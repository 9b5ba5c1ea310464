"""Reading a sheet of an Excel workbook (.xlsx): what comes out is rows of strings, as from a delimited file.

A workbook is a zip file of XML. Before the library reads it, each part is unpacked here within a limit, and the cells of each
sheet are measured, since the library holds the whole rectangle between the first and the last cell in memory: two cells at
opposite corners of a sheet would ask for hundreds of gigabytes. The library then gets only what was measured.
"""

from __future__ import annotations

import io
import math
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import TypeVar
from xml.parsers import expat

import python_calamine as calamine

from chronology_tui.domain.cell_text import with_noncharacters
from chronology_tui.importing.candidates import UnreadableFile
from chronology_tui.importing.csv_reader import MAX_CELL, MAX_ROWS
from chronology_tui.importing.files import read_bytes

MAX_UNPACKED = 256 * 1024 * 1024
"""Most bytes that the parts of a workbook may have when unpacked."""
MAX_PARTS = 2_000
"""Most parts (sheets, styles and so on) of a workbook."""
MAX_AREA = 10_000_000
"""Most cells in the rectangle that holds the content of a sheet: 150,000 rows of an export."""
HEADING_ROWS = 20
"""How many rows from the top may stand over the headings."""

Cell = int | float | str | bool | time | date | datetime | timedelta
ValueT = TypeVar("ValueT")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The start of a compound file: an old .xls, or a workbook under a password (MS-OFFCRYPTO)."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LOCKED = "it is protected with a password: open it in the spreadsheet, save it without one and import that"
_DAMAGED = "it is damaged, or no Excel workbook (.xlsx)"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_MOST_DIGITS = 10**15
"""From here on a spreadsheet has put noughts in place of digits: it keeps fifteen."""


def read_workbook(path: Path, is_header: Callable[[list[str]], bool]) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, cells) of a sheet, the row of headings first; blank rows are passed over.

    The sheet is the first visible one among whose first rows one is accepted by ``is_header``, and the rows over it are passed
    over; where no sheet has one, it is the first that holds anything. Dates become text with the day first, numbers keep their
    digits, and what stands in a cell merged over several rows holds for each of them.

    Raises:
        UnreadableFile: missing, a directory, empty, too large, encrypted, damaged, or no workbook.
    """
    name = path.name
    data = read_bytes(path)
    if data.startswith(_OLE):
        why = _LOCKED if _ENCRYPTED in data else "it is a workbook of the old kind (.xls): save it as .xlsx and import that"
        raise UnreadableFile(name, why)
    workbook = _library(name, lambda: calamine.load_workbook(io.BytesIO(_measured(name, data))))
    first: list[tuple[int, list[str]]] = []
    for number, sheet in enumerate(workbook.sheets_metadata):
        if sheet.typ is not calamine.SheetTypeEnum.WorkSheet or sheet.visible is not calamine.SheetVisibleEnum.Visible:
            continue
        rows = _rows(name, workbook, number)
        top = list(islice(rows, HEADING_ROWS))
        for n, (_, cells) in enumerate(top):
            if is_header(cells):
                yield from top[n:]
                yield from rows
                return
        first = first or top
    if not first:
        raise UnreadableFile(name, "it is empty")
    yield from first


def _rows(name: str, workbook: calamine.CalamineWorkbook, number: int) -> Iterator[tuple[int, list[str]]]:
    sheet = _library(name, lambda: workbook.get_sheet_by_index(number))
    if sheet.start is None:
        return
    across = sheet.start[1]
    merged = {(top, left - across): last for (top, left), (last, _) in sheet.merged_cell_ranges or () if last > top}
    held: dict[int, tuple[str, int]] = {}
    for row, values in enumerate(_library(name, sheet.iter_rows)):  # from the first row, but from the first filled column
        cells = [_text(value) for value in values]
        if not any(cell.strip() for cell in cells):
            continue
        if row >= MAX_ROWS:
            raise UnreadableFile(name, f"it has more than {MAX_ROWS:,} rows")
        if any(len(cell) > MAX_CELL for cell in cells):
            raise UnreadableFile(name, f"row {row + 1} holds a cell of more than {MAX_CELL:,} characters")
        if merged:
            _fill_down(cells, row, merged, held)
        yield row + 1, cells


def _fill_down(cells: list[str], row: int, merged: dict[tuple[int, int], int], held: dict[int, tuple[str, int]]) -> None:
    """Write the content of cells merged over several rows into the rows below the first."""
    for column, (text, last) in list(held.items()):
        if row > last:
            del held[column]
        elif not cells[column]:
            cells[column] = text
    for column, cell in enumerate(cells):
        last = merged.get((row, column), row)
        if last > row:
            held[column] = (cell, last)


def _text(value: Cell) -> str:
    """Return the content of a cell as text that the readers of rows understand."""
    match value:
        case str():
            return with_noncharacters(value)
        case bool():
            return "yes" if value else "no"
        case datetime():
            clock = "" if value.time() == time(0) else f" {_clock(value.time())}"
            return f"{_day(value)}{clock}"
        case date():
            return _day(value)
        case time():
            return _clock(value)
        case timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60:02}:{minutes % 60:02}"
        case _:
            return _number(value)


def _day(day: date) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def _clock(at: time) -> str:
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"


def _number(value: float) -> str:
    if not math.isfinite(value):
        return str(value)
    if value == int(value):
        # As a spreadsheet shows it when it has lost digits, so that it is refused by name like that.
        return str(int(value)) if abs(value) < _MOST_DIGITS else f"{value:.14E}"
    return f"{Decimal(repr(value)):f}"


def _library(name: str, call: Callable[[], ValueT]) -> ValueT:
    """Return what the library gives; whatever it says of a file that it cannot read becomes one plain line."""
    try:
        return call()
    except calamine.PasswordError:
        raise UnreadableFile(name, _LOCKED) from None
    except (calamine.CalamineError, OSError, ValueError, OverflowError, MemoryError):
        raise UnreadableFile(name, _DAMAGED) from None
    except BaseException as error:
        # A fault inside the library comes as an exception of its own that no ordinary handler catches.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableFile(name, _DAMAGED) from None


# --- before the library sees it


def _measured(name: str, data: bytes) -> bytes:
    """Return the XML parts of a workbook as a zip file without compression, once they are known to be of a size to read.

    Raises:
        UnreadableFile: no zip file, encrypted, damaged, or too large.
    """
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(out, "w") as plain:
            parts = archive.infolist()
            if len(parts) > MAX_PARTS or len({part.filename for part in parts}) < len(parts):
                raise UnreadableFile(name, _DAMAGED)
            left = MAX_UNPACKED
            for part in parts:
                if not part.filename.lower().endswith((".xml", ".rels")):
                    continue  # pictures, macros, embedded files
                if part.flag_bits & 1:
                    raise UnreadableFile(name, _LOCKED)
                with archive.open(part) as packed:
                    content = packed.read(left + 1)
                left -= len(content)
                if left < 0:
                    why = f"it unpacks to more than {MAX_UNPACKED // (1024 * 1024)} MB"
                    raise UnreadableFile(name, why)
                _Extent(name).measure(content)
                plain.writestr(part.filename, content)
    # zipfile raises all of these for damaged input; NotImplementedError stands for a compression that it does not know.
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError):
        raise UnreadableFile(name, _DAMAGED) from None
    return out.getvalue()


class _OtherPart(Exception):
    """The part is no sheet: there is nothing to measure."""


class _Extent:
    """Measures the rectangle that the filled cells of a sheet span."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._row = self._column = 0
        self._root = True
        self._rows: list[int] = []
        self._columns: list[int] = []

    def measure(self, content: bytes) -> None:
        """Refuse a sheet whose cells span more than :data:`MAX_AREA`; a part that is no sheet passes.

        Raises:
            UnreadableFile: too large, or no XML, or XML with a document type.
        """
        parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.StartDoctypeDeclHandler = self._doctype
        try:
            parser.Parse(content, True)  # noqa: FBT003 - it takes no keyword
        except _OtherPart:
            return
        except expat.ExpatError:
            raise UnreadableFile(self._name, _DAMAGED) from None

    def _doctype(self, *_: object) -> None:
        raise UnreadableFile(self._name, _DAMAGED)

    def _start(self, element: str, attributes: dict[str, str]) -> None:
        tag = element.rpartition(":")[2]
        if self._root:
            self._root = False
            if tag != "worksheet":
                raise _OtherPart
        elif tag == "c":
            self._cell(attributes.get("r", ""))
        elif tag in {"v", "is"}:
            self._filled()
        elif tag == "row":
            given = attributes.get("r", "")
            self._row = int(given) if given.isascii() and given.isdigit() and len(given) < 8 else self._row + 1
            self._column = 0

    def _cell(self, reference: str) -> None:
        match = _REFERENCE.fullmatch(reference.upper())
        if match is None:
            self._column += 1
            return
        self._column = 0
        for letter in match[1]:
            self._column = self._column * 26 + ord(letter) - 64
        self._row = int(match[2])

    def _filled(self) -> None:
        row, column = self._row, self._column
        if not self._rows:
            self._rows, self._columns = [row, row], [column, column]
            return
        rows, columns = self._rows, self._columns
        if rows[0] <= row <= rows[1] and columns[0] <= column <= columns[1]:
            return
        rows[:] = min(rows[0], row), max(rows[1], row)
        columns[:] = min(columns[0], column), max(columns[1], column)
        if (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) > MAX_AREA:
            raise UnreadableFile(self._name, f"its cells are spread over an area of more than {MAX_AREA:,}")
