"""Laying out tables: column widths, rows that stay whole, headings on every page, groups, severity cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chronology_tui.domain.scales import Severity
from chronology_tui.domain.text import one_line
from chronology_tui.report.document import Cell, Row, Table
from chronology_tui.report.pdf.blocks import Setter, rule
from chronology_tui.report.pdf.column_widths import WORD_GAP, column_widths
from chronology_tui.report.pdf.flow import Column, Flow, Text, once, same
from chronology_tui.report.pdf.shapes import GAUGE_HEIGHT, GAUGE_WIDTH, Box, Drawing, gauge
from chronology_tui.report.pdf.structure import Attributes, Node
from chronology_tui.report.pdf.surface import Surface
from chronology_tui.report.pdf.theme import GROUP_GROUND, HEAD_GROUND, SEVERITY
from chronology_tui.report.pdf.wrap import Line

_COLUMN_SCOPE = Attributes(scope="Column")
_ROW_SCOPE = Attributes(scope="Row")
_PART_GAP = 1.5
"""Between the lines of a cell that are paragraphs of their own, and between cells one below the other."""
_BOOKMARKED_GROUPS = 60
_LOW_START = 90.0
"""Height up to which the headings stand above two rows at least, in the standard theme."""


_Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Set:
    """A row as lines: one list of texts a column."""

    row: Row
    cells: tuple[tuple[_Lines, ...], ...]
    height: float


class LaidTable:
    """A table that is laid out row by row as it is placed, so that its length does not matter."""

    def __init__(self, block: Table, setter: Setter, width: float, level: int) -> None:
        """Share out the width; ``level`` is that of the bookmarks of groups."""
        self._block = block
        self._setter = setter
        self._width = width
        self._level = level
        self._theme = theme = setter.theme
        self._pad_x, self._pad_y = theme.pad_x, theme.pad_y
        shared = column_widths(block, setter, width)
        self._strips = shared.strips
        self._shares = len(shared.widths) < len(shared.strips)
        self._widths = [shared.widths[strip] for strip in shared.strips]
        self._lefts = [sum(shared.widths[:strip]) for strip in shared.strips]
        self._gauge_width = GAUGE_WIDTH * theme.mark_scale
        self._gauge_height = GAUGE_HEIGHT * theme.mark_scale
        self._stacked = shared.stacked
        self._below = self._gauge_height + 4.0 if shared.stacked else 0.0
        self._heads = [
            tuple(setter.plain(column.heading, theme.column_head, max(1.0, room - 2 * theme.pad_x)))
            for column, room in zip(block.columns, self._widths, strict=True)
        ]
        self._head_tops, lines = self._one_below_the_other([len(head) for head in self._heads])
        self._head_height = lines * theme.column_head.leading + 2 * theme.pad_y
        self._rule = rule(width)
        self._head_ground = Drawing((Box(0, 0, width, self._head_height, fill=HEAD_GROUND),))
        self._group_height = theme.group_head.leading + 2 * theme.pad_y - 1
        self._group_ground = Drawing((Box(0, 0, width, self._group_height, fill=GROUP_GROUND),))

    @property
    def head(self) -> float:
        """Column headings, the first group and the first row, or the first two where they are low."""
        if not self._block.rows:
            return self._head_height
        first = self._block.rows[0]
        second = self._block.rows[1:2]
        height = self._head_height + (self._group_height if first.group else 0.0) + self._set(first).height
        # Headings above a single low row look lost at the foot of a page.
        beside = self._set(second[0]).height if second and second[0].group == first.group else 0.0
        return height + beside if height + beside <= _LOW_START * self._theme.measure(1.0) else height

    def place(self, flow: Flow, parent: Node) -> None:
        """Place the table.

        Raises:
            ValueError: a row has more or fewer cells than the table has columns.
        """
        surface = flow.surface
        table = surface.add(parent, "Table", Attributes(summary=self._block.caption))
        flow.need(self.head)
        self._place_heads(flow, table)
        flow.headers.append(lambda: self._repeat_heads(flow))
        body: Node | None = None
        group = ""
        groups = 0
        last = self._block.rows[-1] if self._block.rows else None
        for row in self._block.rows:
            if len(row.cells) != len(self._block.columns):
                raise ValueError(f"a row of {len(row.cells)} cells in a table of {len(self._block.columns)} columns")
            laid = self._set(row)
            if body is None or row.group != group:
                if body is not None:
                    surface.close(body)
                body = surface.add(table, "TBody")
                group = row.group
                groups += 1
                if group:
                    self._place_group(flow, body, group, laid.height, bookmarked=groups <= _BOOKMARKED_GROUPS)
            if row is last and flow.tail:
                flow.need(laid.height + flow.tail)
            self._place_row(flow, body, laid)
            flow.part_done()
        flow.headers.pop()
        surface.close(table)

    def _place_heads(self, flow: Flow, table: Node) -> None:
        surface = flow.surface
        surface.draw(self._head_ground, flow.page.left, flow.y)
        # A head may not stand without a body, so in a table without rows the headings are the body.
        row = surface.add(surface.add(table, "THead" if self._block.rows else "TBody"), "TR")
        for x, y, lines in self._placed_heads(flow):
            surface.text(surface.add(row, "TH", _COLUMN_SCOPE), x, y, lines, self._theme.column_head.leading)
        flow.move(self._head_height, heading=True)

    def _repeat_heads(self, flow: Flow) -> None:
        flow.surface.draw(self._head_ground, flow.page.left, flow.y)
        for x, y, lines in self._placed_heads(flow):
            if lines:
                flow.surface.repeated_text(x, y, lines, self._theme.column_head.leading)
        flow.y += self._head_height

    def _placed_heads(self, flow: Flow) -> list[tuple[float, float, _Lines]]:
        style = self._theme.column_head
        x, y = flow.page.left + self._pad_x, flow.y + self._pad_y + style.ascent
        places = zip(self._lefts, self._head_tops, self._heads, strict=True)
        return [(x + left, y + top * style.leading, lines) for left, top, lines in places]

    def _one_below_the_other(self, heights: Sequence[int]) -> tuple[list[int], int]:
        """Return where each cell of a row begins if those of one strip stand below each other, and the highest strip's height."""
        reached: dict[int, int] = {}
        tops: list[int] = []
        for strip, height in zip(self._strips, heights, strict=True):
            tops.append(reached.get(strip, 0))
            reached[strip] = tops[-1] + height
        return tops, max(reached.values(), default=0)

    def _place_group(self, flow: Flow, body: Node, group: str, first_row: float, *, bookmarked: bool) -> None:
        surface, style = flow.surface, self._theme.group_head
        pad_x = self._pad_x
        flow.need(self._group_height + first_row)
        lines = self._setter.plain(group, style, self._width - 2 * pad_x)
        height = self._group_height + (len(lines) - 1) * style.leading
        ground = self._group_ground if len(lines) == 1 else Drawing((Box(0, 0, self._width, height, fill=GROUP_GROUND),))
        surface.draw(ground, flow.page.left, flow.y)
        node = surface.add(surface.add(body, "TR"), "TH", Attributes(scope="Column", span=len(self._block.columns)))
        top = flow.y + self._pad_y - 0.5
        surface.text(node, flow.page.left + pad_x, top + style.ascent, lines, style.leading)
        if bookmarked:
            surface.bookmark(one_line(group), self._level, flow.y)
        flow.move(height, heading=True)
        surface.draw(self._rule, flow.page.left, flow.y)

    def _place_row(self, flow: Flow, body: Node, laid: _Set) -> None:
        surface = flow.surface
        row = surface.add(body, "TR")
        columns: list[Column] = []
        severities: list[tuple[int, float, Severity]] = []
        strip = -1
        for index, (cell, texts) in enumerate(zip(laid.row.cells, laid.cells, strict=True)):
            node = surface.add(row, "TD") if index else surface.add(row, "TH", _ROW_SCOPE)
            if self._strips[index] != strip:
                strip = self._strips[index]
                columns.append(Column(flow.page.left + self._lefts[index] + self._pad_x))
                gap = 0.0
            column = columns[-1]
            if cell.severity is not None:
                severities.append((index, column.height + gap, cell.severity))
                if not self._stacked:
                    column.x += self._gauge_width + WORD_GAP
            column.texts += self._cell_texts(surface, cell, texts, node, gap)
            gap = _PART_GAP + (self._below if cell.severity is not None else 0.0) if column.texts else 0.0
        first = True

        def decorate(top: float, height: float) -> None:
            nonlocal first
            if first:
                surface.destination(laid.row.anchor, top)
                for index, down, severity in severities:
                    if down + self._below <= height:
                        self._draw_severity(flow, index, top + down, severity)
                first = False
            surface.draw(self._rule, flow.page.left, top + height)

        flow.place(columns, pad=self._pad_y, decorate=decorate, least=laid.height)
        surface.close(row)

    def _cell_texts(self, surface: Surface, cell: Cell, texts: Sequence[_Lines], node: Node, gap: float) -> list[Text]:
        """Return the texts of one cell; ``gap`` is the distance to the cell above it, if any."""
        if cell.severity is not None:
            lines = tuple(line for text in texts for line in text)
            return [Text(lines, self._theme.severity_word[cell.severity], same(node), gap)] if lines else []
        style = self._theme.cell.plain
        if len(texts) == 1:
            return [Text(texts[0], style, same(node), gap)]
        return [
            Text(lines, style, _paragraph(surface, node), _PART_GAP if number else gap or _PART_GAP)
            for number, lines in enumerate(texts)
        ]

    def _draw_severity(self, flow: Flow, index: int, top: float, severity: Severity) -> None:
        surface = flow.surface
        pad_x, pad_y = self._pad_x, self._pad_y
        x = flow.page.left + self._lefts[index]
        leading = self._theme.severity_word[severity].leading
        if severity > Severity.NONE:
            surface.draw(_tint(severity, self._widths[index] - 2, leading + 3 + self._below), x + 1, top + pad_y - 1.5)
        down = leading + 1 if self._stacked else (leading - self._gauge_height) / 2
        surface.draw(gauge(severity, self._theme.mark_scale), x + pad_x, top + pad_y + down)

    def _set(self, row: Row) -> _Set:
        cells = tuple(self._set_cell(cell, width) for cell, width in zip(row.cells, self._widths, strict=False))
        leading = self._theme.cell.plain.leading
        heights: list[float] = []
        for cell, texts in zip(row.cells, cells, strict=False):
            lines = sum(map(len, texts))
            if cell.severity is not None:
                heights.append(lines * self._theme.severity.leading + self._below)
            else:
                heights.append(lines * leading + _PART_GAP * (len(texts) - 1))
        return _Set(row, cells, self._highest(heights) + 2 * self._pad_y)

    def _highest(self, heights: Sequence[float]) -> float:
        """Return the height of a row whose cells have these heights."""
        if not self._shares:
            return max(0.0, *heights) if heights else 0.0
        strips: dict[int, float] = {}
        for strip, height in zip(self._strips, heights, strict=False):
            if height > 0:
                strips[strip] = strips[strip] + _PART_GAP + height if strip in strips else height
        return max(strips.values(), default=0.0)

    def _set_cell(self, cell: Cell, width: float) -> tuple[_Lines, ...]:
        room = max(1.0, width - 2 * self._pad_x)
        if cell.severity is not None:
            word = " ".join(run.text for line in cell.lines for run in line) or cell.severity.word
            if not self._stacked:
                room -= self._gauge_width + WORD_GAP
            return (tuple(self._setter.plain(word, self._theme.severity_word[cell.severity], room)),)
        palette = self._theme.cell
        texts = [tuple(self._setter.words(line, palette, room)) for line in cell.lines]
        return tuple(lines for lines in texts if lines)


@lru_cache(maxsize=16)
def _tint(severity: Severity, width: float, height: float) -> Drawing:
    return Drawing((Box(0, 0, width, height, fill=SEVERITY[severity].tint, radius=2.5),))


def _paragraph(surface: Surface, parent: Node) -> Callable[[], Node]:
    return once(lambda: surface.add(parent, "P"))
