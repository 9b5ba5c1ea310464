"""From a report value to a tagged PDF file: PDF/UA-1 and PDF/A-2a, the same bytes for the same report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from chronology_tui.report.document import (
    Block,
    Bullets,
    Cards,
    Facts,
    FindingList,
    Line,
    Meta,
    Paragraph,
    Quote,
    ReportDocument,
    Table,
)
from chronology_tui.report.pdf import theme
from chronology_tui.report.pdf.blocks import Setter
from chronology_tui.report.pdf.canvas import TaggedCanvas
from chronology_tui.report.pdf.flow import Flow, Page
from chronology_tui.report.pdf.fonts import Typefaces
from chronology_tui.report.pdf.issue import PdfIssue
from chronology_tui.report.pdf.layout import lay_out
from chronology_tui.report.pdf.metadata import Properties
from chronology_tui.report.pdf.paint import Painter
from chronology_tui.report.pdf.wrap import Line as SetLine
from chronology_tui.report.pdf.wrap import StyledRun, Wrapper, line_width

A4 = (595.28, 841.89)
_HEADER_TOP = 24.0
_FOOTER_GAP = 16.0
_NUMBER_ROOM = 90.0
_MARKING_LINES = 6
_FOOTER_LINES = 4


class BrokenLinkError(ValueError):
    """A run links to an anchor that the report does not have: a fault of what built the report."""

    def __init__(self, anchors: Iterable[str]) -> None:
        super().__init__("links without a target: " + ", ".join(sorted(anchors)))


def write_pdf(document: ReportDocument, out: BinaryIO) -> tuple[PdfIssue, ...]:
    """Write ``document`` to ``out`` as a tagged PDF and return what could not be printed as it stands.

    Nothing is written if the report is faulty. If writing fails half-way the file is of no use: write to a temporary place
    first.

    Args:
        document: the report.
        out: a binary stream; it is only written to, from its present place on.

    Returns:
        Issues, such as characters that no font has; empty if all is printed as it stands.

    Raises:
        BrokenLinkError: a run links to an anchor that is not in the report.
        ValueError: the report has no title, no valid language, or a row with the wrong number of cells.
    """
    wanted = _targets(document)
    properties = Properties.of(document.meta)
    _check_tables(document)
    width, height = A4[::-1] if document.meta.landscape else A4
    faces = Typefaces()
    canvas = TaggedCanvas(out, properties, width, height)
    painter = Painter(canvas, faces, wanted)
    frame = _Frame(document.meta, painter, Wrapper(faces), width, height)
    flow = Flow(painter, frame.page, frame.place_marking)
    lay_out(document, flow, Setter(frame.wrapper))
    canvas.finish(frame.footer)
    return (*frame.issues, *faces.issues())


class _Frame:
    """What stands on every page: the marking at the top, words at the left foot, the page number at the right."""

    def __init__(self, meta: Meta, painter: Painter, wrapper: Wrapper, width: float, height: float) -> None:
        self.wrapper = wrapper
        self.issues: list[PdfIssue] = []
        self._painter = painter
        self._width = width
        self._height = height
        room = width - 2 * theme.SIDE_MARGIN
        self._marking = self._lines(meta.marking, theme.MARKING, room, _MARKING_LINES, "marking")
        self._words = self._lines(meta.footer, theme.FOOTER, room - _NUMBER_ROOM, _FOOTER_LINES, "footer")
        top = max(theme.TOP_MARGIN, _HEADER_TOP + len(self._marking) * theme.MARKING.leading + 12)
        foot = max(theme.BOTTOM_MARGIN, _FOOTER_GAP * 2 + len(self._words) * theme.FOOTER.leading)
        self._footer_top = height - foot + _FOOTER_GAP
        self.page = Page(theme.SIDE_MARGIN, width - theme.SIDE_MARGIN, top, height - foot)

    def place_marking(self) -> None:
        """Place the marking on the page that has just begun."""
        y = _HEADER_TOP + theme.MARKING.size * 0.7
        for line in self._marking:
            self._painter.header_text((self._width - line_width(line)) / 2, y, [line], theme.MARKING.leading)
            y += theme.MARKING.leading

    def footer(self, page: int, pages: int) -> list[str]:
        """Return the operators of the foot of one page."""
        y = self._footer_top + theme.FOOTER.size * 0.7
        operators: list[str] = []
        if self._words:
            operators += self._painter.footer_operators(theme.SIDE_MARGIN, y, self._words, theme.FOOTER.leading)
        words = f"Page {page} of {pages}"
        right = self._width - theme.SIDE_MARGIN
        x = right - self.wrapper.width(words, theme.FOOTER)
        line = self.wrapper.wrap([StyledRun(words, theme.FOOTER)], self._width)
        return operators + self._painter.footer_operators(x, y, line, theme.FOOTER.leading)

    def _lines(self, text: str, style: theme.TextStyle, room: float, most: int, name: str) -> list[SetLine]:
        lines = self.wrapper.wrap([StyledRun(text, style)], room) if text.strip() else []
        if len(lines) > most:
            self.issues.append(PdfIssue(f"long-{name}", f"The {name} is longer than {most} lines: the rest is not printed."))
        return lines[:most]


def _targets(document: ReportDocument) -> frozenset[str]:
    """Return the anchors that links lead to.

    Raises:
        BrokenLinkError: an anchor is missing.
    """
    wanted = frozenset(run.target for line in _lines(document) for run in line if run.target)
    broken = wanted - set(document.anchors())
    if broken:
        raise BrokenLinkError(broken)
    return wanted


def _lines(document: ReportDocument) -> Iterator[Line]:
    for section in document.sections:
        for block in section.blocks:
            yield from _block_lines(block)


def _block_lines(block: Block) -> Iterator[Line]:
    match block:
        case Paragraph():
            yield block.line
        case Facts():
            yield from (item.value for item in block.items)
        case Cards():
            yield from (item.body for item in block.items)
        case FindingList():
            yield from (line for item in block.items for line in item.lines)
        case Quote():
            yield block.attribution
        case Bullets():
            yield from block.items
        case Table():
            yield from (line for row in block.rows for cell in row.cells for line in cell.lines)
        case _:
            return


def _check_tables(document: ReportDocument) -> None:
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                wrong = Counter(len(row.cells) for row in block.rows if len(row.cells) != len(block.columns))
                if wrong or not block.columns:
                    raise ValueError(f"rows of {sorted(wrong)} cells in a table of {len(block.columns)} columns")
