"""Sharing the width of a table among its columns: narrow kinds take what their words need, text takes the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chronology_tui.domain.scales import Severity
from chronology_tui.report.document import Column, ColumnKind, Table
from chronology_tui.report.pdf import theme
from chronology_tui.report.pdf.fonts import prepare
from chronology_tui.report.pdf.shapes import GAUGE_WIDTH
from chronology_tui.report.pdf.wrap import Wrapper

WORD_GAP = 5.0
"""Between a gauge and the word beside it."""
_SAMPLE = 400
_MOST = {
    ColumnKind.NUMBER: (0.08, 44.0),
    ColumnKind.DATE: (0.125, 92.0),
    ColumnKind.AGE: (0.10, 56.0),
    ColumnKind.SHORT: (0.165, 170.0),
    ColumnKind.SEVERITY: (0.20, 110.0),
}
"""Most that a column of a kind may take: a part of the table, and points."""
_TEXT_PART = 0.38
"""Least part of the table for its text columns together."""
_ROOMY = 0.48
"""The gauge stands beside the word where the text columns still have this part of the table; otherwise below it."""


@dataclass(frozen=True, slots=True)
class ColumnWidths:
    """How a table is shared out.

    Attributes:
        widths: of each column in points; together as wide as the table.
        stacked: whether the gauge of a severity stands below its word.
    """

    widths: tuple[float, ...]
    stacked: bool


def column_widths(table: Table, wrapper: Wrapper, width: float) -> ColumnWidths:
    """Return how ``width`` points are shared among the columns of ``table``."""
    pad = 2 * theme.CELL_PAD_X + 1
    wanted: list[float] = []
    for index, column in enumerate(table.columns):
        if column.kind is ColumnKind.TEXT:
            wanted.append(0.0)
            continue
        natural = max(_natural(table, index, wrapper), _heading(column, wrapper))
        if column.kind is ColumnKind.SEVERITY:
            words = max(wrapper.width(severity.word, theme.SEVERITY_WORD[severity]) for severity in Severity)
            natural = max(natural, words, GAUGE_WIDTH)
        part, points = _MOST[column.kind]
        wanted.append(min(natural, max(part * width, 40.0), points) + pad)
    severities = [index for index, column in enumerate(table.columns) if column.kind is ColumnKind.SEVERITY]
    beside = [each + (GAUGE_WIDTH + WORD_GAP if index in severities else 0) for index, each in enumerate(wanted)]
    stacked = bool(severities) and sum(beside) > width * (1 - _ROOMY)
    return ColumnWidths(tuple(_share(table.columns, wanted if stacked else beside, width)), stacked)


def _share(columns: Sequence[Column], wanted: list[float], width: float) -> list[float]:
    texts = [index for index, column in enumerate(columns) if column.kind is ColumnKind.TEXT]
    narrow = sum(wanted)
    if texts:
        room = width * (1 - _TEXT_PART)
        if narrow > room:
            wanted = [each * room / narrow for each in wanted]
            narrow = room
        return [(width - narrow) / len(texts) if index in texts else each for index, each in enumerate(wanted)]
    if not narrow:
        return [width / max(1, len(wanted))] * len(wanted)
    if narrow > width:
        return [each * width / narrow for each in wanted]
    stretching = [i for i, column in enumerate(columns) if column.kind is ColumnKind.SHORT] or list(range(len(columns)))
    extra = (width - narrow) / len(stretching)
    return [each + extra if index in stretching else each for index, each in enumerate(wanted)]


def _heading(column: Column, wrapper: Wrapper) -> float:
    return max((wrapper.width(word, theme.COLUMN_HEAD) for word in prepare(column.heading).split()), default=0.0)


def _natural(table: Table, index: int, wrapper: Wrapper) -> float:
    rows = table.rows
    step = max(1, len(rows) // _SAMPLE)
    widest = 0.0
    for row in (*rows[::step], *rows[-1:]):
        if index < len(row.cells):
            cell = row.cells[index]
            style = theme.CELL.strong if cell.severity is not None else theme.CELL.plain
            for line in cell.lines:
                widest = max(widest, sum(wrapper.width(prepare(run.text), style) for run in line))
    return widest
