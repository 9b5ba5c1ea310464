"""What stands on every page: the marking at the top, words and the page number at the foot, and on the last the check code."""

from __future__ import annotations

from dataclasses import dataclass

from chronology_tui.report.document import Meta
from chronology_tui.report.pdf import theme
from chronology_tui.report.pdf.blocks import Setter
from chronology_tui.report.pdf.flow import Page
from chronology_tui.report.pdf.issue import PdfIssue
from chronology_tui.report.pdf.paint import A4, Painter
from chronology_tui.report.pdf.seal import BLANK
from chronology_tui.report.pdf.theme import TextStyle
from chronology_tui.report.pdf.wrap import Line, line_width

_HEADER_TOP = 24.0
_FOOTER_GAP = 16.0
_LOWEST = 11.0
"""Distance from the foot to the edge of the paper, which printers leave white."""
_NUMBER_GAP = 18.0
_WIDEST_NUMBER = "Page 8888 of 8888"
_LEAST_NUMBER_ROOM = 90.0
_MARKING_LINES = 6
_FOOTER_LINES = 4


@dataclass(frozen=True, slots=True)
class _Side:
    """One way a page can lie: its size, what stands around the printable part, and that part."""

    width: float
    marking: list[Line]
    words: list[Line]
    check: list[Line]
    footer_top: float
    area: Page


class Frame:
    """The frame of the pages of one file.

    Attributes:
        issues: what of the marking or the words at the foot is too long to be printed.
        areas: the printable part of an upright page and of one on its side.
    """

    def __init__(self, meta: Meta, painter: Painter, setter: Setter) -> None:
        self.issues: list[PdfIssue] = []
        self._painter = painter
        self._setter = setter
        self._theme = setter.theme
        self._sides = (self._side(meta, A4), self._side(meta, A4[::-1]))
        self.areas = (self._sides[False].area, self._sides[True].area)
        self._lying: list[bool] = []

    def place_marking(self, landscape: bool) -> None:  # noqa: FBT001
        """Place the marking on the page that has just begun."""
        self._lying.append(landscape)
        side, style = self._sides[landscape], self._theme.marking
        y = _HEADER_TOP + style.size * 0.7
        for line in side.marking:
            self._painter.header_text((side.width - line_width(line)) / 2, y, [line], style.leading)
            y += style.leading

    def footer(self, page: int, pages: int, code: str) -> list[str]:
        """Return the operators of the foot of one page; ``code`` is the check code, on the last page only."""
        side, style = self._sides[self._lying[page - 1]], self._theme.footer
        y = side.footer_top + style.size * 0.7
        operators: list[str] = []
        if side.words:
            operators += self._painter.footer_operators(theme.SIDE_MARGIN, y, side.words, style.leading)
        line = self._setter.plain(f"Page {page} of {pages}", style, side.width)
        x = side.width - theme.SIDE_MARGIN - line_width(line[0])
        operators += self._painter.footer_operators(x, y, line, style.leading)
        if code:
            y += max(1, len(side.words)) * style.leading
            operators += self._painter.closing_operators(theme.SIDE_MARGIN, y, side.check, style.leading)
        return operators

    def _side(self, meta: Meta, size: tuple[float, float]) -> _Side:
        width, height = size
        room = width - 2 * theme.SIDE_MARGIN
        marking_style, style = self._theme.marking, self._theme.footer
        number = max(_LEAST_NUMBER_ROOM, self._setter.wrapper.width(_WIDEST_NUMBER, style) + _NUMBER_GAP)
        marking = self._lines(meta.marking, marking_style, room, _MARKING_LINES, "marking")
        words = self._lines(meta.footer, style, room - number, _FOOTER_LINES, "footer")
        check = self._setter.plain(f"Check code {BLANK} (chronology verify FILE)", style, room)
        top = max(theme.TOP_MARGIN, _HEADER_TOP + len(marking) * marking_style.leading + 12)
        lines = max(1, len(words)) + len(check)
        foot = max(theme.BOTTOM_MARGIN, _FOOTER_GAP + lines * style.leading + _LOWEST)
        area = Page(theme.SIDE_MARGIN, width - theme.SIDE_MARGIN, top, height - foot)
        return _Side(width, marking, words, check, height - foot + _FOOTER_GAP, area)

    def _lines(self, text: str, style: TextStyle, room: float, most: int, name: str) -> list[Line]:
        lines = self._setter.plain(text, style, room) if text.strip() else []
        issue = PdfIssue(f"long-{name}", f"The {name} is longer than {most} lines: the rest is not printed.")
        if len(lines) > most and issue not in self.issues:
            self.issues.append(issue)
        return lines[:most]
