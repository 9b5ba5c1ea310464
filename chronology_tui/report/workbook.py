"""A chronology as an Excel workbook (.xlsx): the table of :mod:`.entry_tables`, made to be read and filtered on a screen.

Every cell is text, never a formula, a link, a number or a date that somebody guessed. The headings are a table's own, so that a
screen reader says them with each cell, stay in sight, and repeat on each printed page. Columns in which no entry says anything
are hidden. The same entries on the same day give the same bytes: no clock, no user and no machine is named in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo

from chronology_tui.domain.cell_text import without_noncharacters
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.entry_columns import IDENTITY, READINGS
from chronology_tui.report.entry_tables import EntryTable, OnProgress, Others
from chronology_tui.report.openpyxl_seam import Sheet, add_table, text_cell, write_workbook

SHEET = "Chronology"

_WIDE = frozenset(
    {"summary", "quote", "child_voice", "action", "notes", "impact_note", "response_note", "agreed_actions", "people_records"}
)
_NARROW = frozenset({"time", "page", "severity", "likelihood", "key", "value", "unit", "nights", "notice_days", "days_supplied"})
_HELPERS = frozenset({READINGS, IDENTITY})
"""Columns for the program: they stay on one line, so that they make no row taller."""
_FILL = PatternFill("solid", fgColor="FF1F3864")
_HEADING = Font(bold=True, color="FFFFFFFF")
# What XML cannot hold, and what reads like the way to write it (ECMA-376, ST_Xstring).
_UNHOLDABLE = re.compile("[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")


def write_xlsx(
    chronology: Chronology, others: Others, out: BinaryIO, *, as_of: date, on_progress: OnProgress | None = None
) -> None:
    """Write the entries of ``chronology`` as a workbook with one sheet.

    Args:
        chronology: the entries.
        others: who is named beside the child.
        out: a binary stream; it is only written to, from its present place on.
        as_of: the day that the properties of the document give as that of its making.
        on_progress: is told the part done; what it raises stops the writing, and the file is then of no use.
    """
    table = EntryTable(chronology, others)
    book = Workbook(write_only=True)
    made = datetime.combine(as_of, time())
    book.properties.creator = book.properties.lastModifiedBy = "chronology"
    book.properties.title = SHEET
    book.properties.created = book.properties.modified = made
    book.properties.language = "en-GB"
    sheet = book.create_sheet(SHEET)
    _lay_out(sheet, table)
    write_workbook(out, book, sheet, _cells(sheet, table, on_progress), made)


def _lay_out(sheet: Sheet, table: EntryTable) -> None:
    for number, name in enumerate(table.headings):
        column = sheet.column_dimensions[get_column_letter(number + 1)]
        own = name.partition(" ")[0]
        column.width = 60 if own in _WIDE else 10 if own in _NARROW else 20
        column.hidden = number not in table.filled
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    last = f"{get_column_letter(len(table.headings))}{max(table.length, 1) + 1}"
    marked = Table(displayName=SHEET, ref=f"A1:{last}", headerRowCount=1)
    marked.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    add_table(sheet, marked, table.headings)


def _cells(sheet: Sheet, table: EntryTable, on_progress: OnProgress | None) -> Iterator[list[Cell | None]]:
    heading, body, helper = (text_cell(sheet, "") for _ in range(3))
    heading.font, heading.fill = _HEADING, _FILL
    heading.alignment = Alignment(wrap_text=True, vertical="center")
    body.alignment, helper.alignment = Alignment(wrap_text=True, vertical="top"), Alignment(vertical="top")
    body.number_format = helper.number_format = "@"  # text, also when it is typed over
    yield [text_cell(sheet, name, heading) for name in table.headings]
    models = [helper if name.partition(" ")[0] in _HELPERS else body for name in table.headings]
    for row in table.rows(on_progress):
        yield [
            text_cell(sheet, _UNHOLDABLE.sub(_escape, without_noncharacters(text)), model) if text else None
            for text, model in zip(row, models, strict=True)
        ]


def _escape(match: re.Match[str]) -> str:
    return f"_x{ord(match[0]):04X}_"
