"""Tables of the Word file, streamed row by row: a repeated header row, rows that are not split, no merged or nested cells.

A group (a year) is a bold first line in the first cell of its first row, under a heavier rule. A row that spans the table would
be a merged cell, which Word's Accessibility Checker reports ("use simple table structure"); a row of blanks would be read out
blank by blank, and neither can be sorted in Word or pasted into a case system as data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from chronology_tui.domain.scales import Severity
from chronology_tui.report.document import Cell, Column, Row, Table
from chronology_tui.report.docx import theme
from chronology_tui.report.docx.column_widths import CELL_PADDING, column_widths
from chronology_tui.report.docx.markup import Bookmarks, attribute, gauge, line_runs, paragraph, text_runs
from chronology_tui.report.reading import plain

_LETTER_PART = 0.5
"""Width of an average letter as a part of the size of the type, on the wide side."""
_LINE_PART = 1.35
"""Height of a line as a part of the size of the type."""
_TALLEST = 0.8
"""Part of a page above which a row may be split: older versions of Word cut what is taller than the page and kept whole."""
_CELL_END = "</w:tc>"


@dataclass(frozen=True, slots=True)
class Room:
    """The room that a table has: width and height of the text on its page in twips, and the size of its own text in points."""

    width: int
    height: int
    size: float


def table_parts(table: Table, room: Room, bookmarks: Bookmarks, done: Callable[[], None]) -> Iterator[str]:
    """Yield the mark-up of a table, a row at a time.

    Args:
        table: the table.
        room: where it stands.
        bookmarks: where links lead.
        done: called after each row.
    """
    widths = column_widths(table, room.width, room.size)
    yield _opening(table, widths)
    yield _header(table.columns, widths)
    group = ""
    for row in table.rows:
        begins = row.group if row.group != group else ""
        group = row.group
        split = _is_tall(row, widths, begins, room)
        yield _row(row, widths, begins, bookmarks, split=split)
        done()
    # A table must be followed by a paragraph: Word joins two tables that touch, and a section may not end in one.
    yield '</w:tbl><w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>'


def _opening(table: Table, widths: list[int]) -> str:
    headings = ", ".join(column.heading for column in table.columns)
    caption, description = attribute(table.caption), attribute(f"Each row gives: {headings}.")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="ChronologyTable"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{caption}"/><w:tblDescription w:val="{description}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def _header(columns: Sequence[Column], widths: list[int]) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{paragraph('TableHeading', text_runs(column.heading), column.heading)}{_CELL_END}"
        for column, width in zip(columns, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _is_tall(row: Row, widths: list[int], group: str, room: Room) -> bool:
    """Return whether a row is about as tall as a page or taller, reckoned from its letters."""
    line_height = room.size * theme.TWIP * _LINE_PART
    most = int(room.height * _TALLEST / line_height)
    letter = room.size * theme.TWIP * _LETTER_PART
    for index, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
        across = max(1, int((width - CELL_PADDING) / letter))
        lengths = [sum(len(run.text) for run in line) for line in cell.lines]
        if index == 0 and group:
            lengths.append(len(group))
        if sum(1 + length // across for length in lengths) > most:
            return True
    return False


def _row(row: Row, widths: list[int], group: str, bookmarks: Bookmarks, *, split: bool) -> str:
    parts = ["<w:tr>" if split else "<w:tr><w:trPr><w:cantSplit/></w:trPr>"]
    edge = _GROUP_EDGE if group else ""
    for index, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
        shade = _shade(cell)
        parts.append(f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{edge}{shade}</w:tcPr>')
        marks = bookmarks.marks(row.anchor) if index == 0 else ""
        if index == 0 and group:
            parts.append(paragraph("TableGroup", marks + text_runs(group), group))
            marks = ""
        parts.append(_cell_lines(cell, marks, bookmarks))
        parts.append(_CELL_END)
    parts.append("</w:tr>")
    return "".join(parts)


_GROUP_EDGE = f'<w:tcBorders><w:top w:val="single" w:sz="12" w:space="0" w:color="{theme.HEADING_INK}"/></w:tcBorders>'


def _shade(cell: Cell) -> str:
    if cell.severity is None or (tint := theme.SEVERITY[cell.severity].tint) == "FFFFFF":
        return ""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>'


def _cell_lines(cell: Cell, marks: str, bookmarks: Bookmarks) -> str:
    if cell.severity is not None:
        return _severity(cell, cell.severity, marks)
    if not cell.lines:
        return paragraph("TableText", marks)
    return "".join(
        paragraph("TableText", (marks if index == 0 else "") + line_runs(line, bookmarks), plain(line))
        for index, line in enumerate(cell.lines)
    )


def _severity(cell: Cell, severity: Severity, marks: str) -> str:
    look = theme.SEVERITY[severity]
    ink = f'<w:b/><w:bCs/><w:color w:val="{look.ink}"/>'
    words = [text_runs(plain(line), properties=ink) for line in cell.lines] or [""]
    words[-1] += gauge(look.gauge, look.ink)
    words[0] = marks + words[0]
    return "".join(paragraph("TableText", each) for each in words)
