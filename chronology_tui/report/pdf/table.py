"""Laying out tables: column widths, rows that stay whole, headings on every page, groups, severity cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from chronology_tui.domain.scales import Severity
from chronology_tui.domain.text import one_line
from chronology_tui.report.document import Cell, Row, Table
from chronology_tui.report.pdf import theme
from chronology_tui.report.pdf.blocks import Setter, rule
from chronology_tui.report.pdf.column_widths import WORD_GAP, column_widths
from chronology_tui.report.pdf.flow import Column, Flow, Text, once, same
from chronology_tui.report.pdf.shapes import GAUGE_HEIGHT, GAUGE_WIDTH, Box, Drawing, gauge
from chronology_tui.report.pdf.structure import Attributes, Node
from chronology_tui.report.pdf.surface import Surface
from chronology_tui.report.pdf.theme import CELL_PAD_X, CELL_PAD_Y
from chronology_tui.report.pdf.wrap import Line

_COLUMN_SCOPE = Attributes(scope="Column")
_ROW_SCOPE = Attributes(scope="Row")
_STACKED_GAUGE = GAUGE_HEIGHT + 4.0
_BOOKMARKED_GROUPS = 60


@dataclass(frozen=True, slots=True)
class _Set:
    """A row as lines: one list of texts a column."""

    row: Row
    cells: tuple[tuple[tuple[Line, ...], ...], ...]
    height: float


class LaidTable:
    """A table that is laid out row by row as it is placed, so that its length does not matter."""

    def __init__(self, block: Table, setter: Setter, width: float) -> None:
        self._block = block
        self._setter = setter
        self._width = width
        shared = column_widths(block, setter.wrapper, width)
        self._widths = shared.widths
        self._stacked = shared.stacked
        self._lefts = [sum(self._widths[:index]) for index in range(len(self._widths))]
        self._heads = [
            setter.plain(column.heading, theme.COLUMN_HEAD, max(1.0, room - 2 * CELL_PAD_X))
            for column, room in zip(block.columns, self._widths, strict=True)
        ]
        lines = max((len(head) for head in self._heads), default=0)
        self._head_height = lines * theme.COLUMN_HEAD.leading + 2 * CELL_PAD_Y
        self._rule = rule(width)
        self._head_ground = Drawing((Box(0, 0, width, self._head_height, fill=theme.HEAD_GROUND),))
        self._group_height = theme.GROUP_HEAD.leading + 2 * CELL_PAD_Y - 1
        self._group_ground = Drawing((Box(0, 0, width, self._group_height, fill=theme.GROUP_GROUND),))

    @property
    def head(self) -> float:
        """Column headings, the first group and the first row."""
        if not self._block.rows:
            return self._head_height
        first = self._block.rows[0]
        return self._head_height + (self._group_height if first.group else 0.0) + self._set(first).height

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
            self._place_row(flow, body, laid)
        flow.headers.pop()
        surface.close(table)

    def _place_heads(self, flow: Flow, table: Node) -> None:
        surface = flow.surface
        surface.draw(self._head_ground, flow.page.left, flow.y)
        # A head may not stand without a body, so in a table without rows the headings are the body.
        row = surface.add(surface.add(table, "THead" if self._block.rows else "TBody"), "TR")
        for left, lines in zip(self._lefts, self._heads, strict=True):
            node = surface.add(row, "TH", _COLUMN_SCOPE)
            x, y = self._at(flow, left)
            surface.text(node, x, y + theme.COLUMN_HEAD.ascent, lines, theme.COLUMN_HEAD.leading)
        flow.move(self._head_height, heading=True)

    def _repeat_heads(self, flow: Flow) -> None:
        flow.surface.draw(self._head_ground, flow.page.left, flow.y)
        for left, lines in zip(self._lefts, self._heads, strict=True):
            if lines:
                x, y = self._at(flow, left)
                flow.surface.repeated_text(x, y + theme.COLUMN_HEAD.ascent, lines, theme.COLUMN_HEAD.leading)
        flow.y += self._head_height

    def _place_group(self, flow: Flow, body: Node, group: str, first_row: float, *, bookmarked: bool) -> None:
        surface = flow.surface
        flow.need(self._group_height + first_row)
        lines = self._setter.plain(group, theme.GROUP_HEAD, self._width - 2 * CELL_PAD_X)
        height = self._group_height + (len(lines) - 1) * theme.GROUP_HEAD.leading
        ground = self._group_ground if len(lines) == 1 else Drawing((Box(0, 0, self._width, height, fill=theme.GROUP_GROUND),))
        surface.draw(ground, flow.page.left, flow.y)
        node = surface.add(surface.add(body, "TR"), "TH", Attributes(scope="Column", span=len(self._block.columns)))
        top = flow.y + CELL_PAD_Y - 0.5
        surface.text(node, flow.page.left + CELL_PAD_X, top + theme.GROUP_HEAD.ascent, lines, theme.GROUP_HEAD.leading)
        if bookmarked:
            surface.bookmark(one_line(group), 1, flow.y)
        flow.move(height, heading=True)
        surface.draw(self._rule, flow.page.left, flow.y)

    def _place_row(self, flow: Flow, body: Node, laid: _Set) -> None:
        surface = flow.surface
        row = surface.add(body, "TR")
        columns: list[Column] = []
        severities: list[tuple[float, float, Severity]] = []
        style = theme.CELL.plain
        for index, (cell, texts) in enumerate(zip(laid.row.cells, laid.cells, strict=True)):
            node = surface.add(row, "TD") if index else surface.add(row, "TH", _ROW_SCOPE)
            x = flow.page.left + self._lefts[index] + CELL_PAD_X
            if cell.severity is not None:
                severities.append((self._lefts[index], self._widths[index], cell.severity))
                columns.append(self._severity_column(x, texts, cell.severity, node))
            elif len(texts) == 1:
                columns.append(Column(x, [Text(texts[0], style, same(node))]))
            else:
                columns.append(Column(x, [Text(lines, style, _paragraph(surface, node), 1.5) for lines in texts if lines]))
        first = True

        def decorate(top: float, height: float) -> None:
            nonlocal first
            if first:
                surface.destination(laid.row.anchor, top)
                for left, width, severity in severities:
                    self._draw_severity(flow, left, width, top, severity)
                first = False
            surface.draw(self._rule, flow.page.left, top + height)

        flow.place(columns, pad=CELL_PAD_Y, decorate=decorate, least=laid.height)
        surface.close(row)

    def _severity_column(self, x: float, texts: Sequence[Sequence[Line]], severity: Severity, node: Node) -> Column:
        style = theme.SEVERITY_WORD[severity]
        lines = tuple(line for text in texts for line in text)
        column = Column(x if self._stacked else x + GAUGE_WIDTH + WORD_GAP)
        if lines:
            column.texts.append(Text(lines, style, same(node)))
        return column

    def _draw_severity(self, flow: Flow, left: float, width: float, top: float, severity: Severity) -> None:
        surface = flow.surface
        x = flow.page.left + left
        style = theme.SEVERITY_WORD[severity]
        if severity > Severity.NONE:
            height = style.leading + 3 + (_STACKED_GAUGE if self._stacked else 0)
            surface.draw(_tint(severity, width - 2, height), x + 1, top + CELL_PAD_Y - 1.5)
        if self._stacked:
            surface.draw(gauge(severity), x + CELL_PAD_X, top + CELL_PAD_Y + style.leading + 1)
        else:
            surface.draw(gauge(severity), x + CELL_PAD_X, top + CELL_PAD_Y + (style.leading - GAUGE_HEIGHT) / 2)

    def _at(self, flow: Flow, left: float) -> tuple[float, float]:
        return flow.page.left + left + CELL_PAD_X, flow.y + CELL_PAD_Y

    def _set(self, row: Row) -> _Set:
        cells = tuple(self._set_cell(cell, width) for cell, width in zip(row.cells, self._widths, strict=False))
        height = 0.0
        leading = theme.CELL.plain.leading
        for cell, texts in zip(row.cells, cells, strict=False):
            lines = sum(map(len, texts))
            if cell.severity is not None:
                own = lines * theme.LABEL.leading + (_STACKED_GAUGE if self._stacked else 0)
            else:
                own = lines * leading + 1.5 * (len(texts) - 1)
            height = max(height, own)
        return _Set(row, cells, height + 2 * CELL_PAD_Y)

    def _set_cell(self, cell: Cell, width: float) -> tuple[tuple[Line, ...], ...]:
        room = max(1.0, width - 2 * CELL_PAD_X)
        if cell.severity is not None:
            word = " ".join(run.text for line in cell.lines for run in line) or cell.severity.word
            style = theme.SEVERITY_WORD[cell.severity]
            if not self._stacked:
                room -= GAUGE_WIDTH + WORD_GAP
            return (tuple(self._setter.plain(word, style, room)),)
        texts = [tuple(self._setter.words(line, theme.CELL, room)) for line in cell.lines]
        return tuple(lines for lines in texts if lines)


@lru_cache(maxsize=16)
def _tint(severity: Severity, width: float, height: float) -> Drawing:
    return Drawing((Box(0, 0, width, height, fill=theme.SEVERITY[severity].tint, radius=2.5),))


def _paragraph(surface: Surface, parent: Node) -> Callable[[], Node]:
    return once(lambda: surface.add(parent, "P"))
