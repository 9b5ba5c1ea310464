"""Sharing the width of a table among its columns: narrow kinds take what their words need, text takes the rest."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chronology_tui.domain.scales import Severity
from chronology_tui.report.document import Column, ColumnKind, Table
from chronology_tui.report.pdf.blocks import Setter
from chronology_tui.report.pdf.fonts import prepare
from chronology_tui.report.pdf.shapes import GAUGE_WIDTH
from chronology_tui.report.pdf.theme import STANDARD

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
_MOST_STACKED = {
    ColumnKind.NUMBER: (0.2, 60.0),
    ColumnKind.DATE: (0.2, 92.0),
    ColumnKind.AGE: (0.2, 60.0),
    ColumnKind.SHORT: (0.24, 170.0),
    ColumnKind.SEVERITY: (0.24, 110.0),
}
"""The same where columns stand one below the other."""
_TEXT_PART = 0.38
"""Least part of the table for its text columns together."""
_AMPLE = 0.55
"""Dates stand on one line where the text columns still have this part of the table."""
_LEAST_SHARE = 0.7
"""Least width of a text column, as a part of what it would have if all were equal."""
_LETTER = 0.5
"""Width of a letter in type sizes, as a measure of how much a column holds."""
_ROOMY = 0.48
"""The gauge stands beside the word where the text columns still have this part of the table; otherwise below it."""


@dataclass(frozen=True, slots=True)
class ColumnWidths:
    """How a table is shared out.

    Attributes:
        widths: of each strip of the page in points; together as wide as the table.
        strips: the index of the strip that each column stands in: its own, or one that it shares, one below the other, with the
            columns beside it.
        stacked: whether the gauge of a severity stands below its word.
    """

    widths: tuple[float, ...]
    strips: tuple[int, ...]
    stacked: bool


def column_widths(table: Table, setter: Setter, width: float) -> ColumnWidths:
    """Return how ``width`` points are shared among the columns of ``table``."""
    theme = setter.theme
    scale = theme.cell.plain.size / STANDARD.cell.plain.size
    wanted = _wanted(table, setter, width * scale, _MOST)
    if sum(wanted) > width * (1 - _TEXT_PART):
        wanted = _wanted(table, setter, width, _MOST)
    unbroken = _unbroken_dates(table, setter, wanted)
    if sum(unbroken) <= width * (1 - _AMPLE):
        wanted = unbroken
    gauge = GAUGE_WIDTH * theme.mark_scale + WORD_GAP
    severities = [index for index, column in enumerate(table.columns) if column.kind is ColumnKind.SEVERITY]
    beside = [each + (gauge if index in severities else 0) for index, each in enumerate(wanted)]
    stacked = bool(severities) and sum(beside) > width * (1 - _ROOMY)
    widths = _share([column.kind for column in table.columns], wanted if stacked else beside, width)
    texts = [each for each, column in zip(widths, table.columns, strict=True) if column.kind is ColumnKind.TEXT]
    if texts and min(texts) < theme.narrowest:
        return _stacked(table, setter, width)
    strips = tuple(range(len(widths)))
    return ColumnWidths(_by_load(table, setter, widths, strips), strips, stacked)


def _unbroken_dates(table: Table, setter: Setter, wanted: list[float]) -> list[float]:
    """Return the widths that are wanted with columns of dates as wide as their longest date, within the points they may take."""
    theme = setter.theme
    most = _MOST[ColumnKind.DATE][1] * theme.cell.plain.size / STANDARD.cell.plain.size
    pad = 2 * theme.pad_x + 1
    return [
        max(each, min(_natural(table, index, setter), most) + pad) if column.kind is ColumnKind.DATE else each
        for index, (column, each) in enumerate(zip(table.columns, wanted, strict=True))
    ]


def _by_load(table: Table, setter: Setter, widths: Sequence[float], strips: Sequence[int]) -> tuple[float, ...]:
    """Return the widths with the room of the text columns shared by how much each holds: an empty one needs little.

    Each text column has a strip of its own, whose index ``strips`` names.
    """
    texts = [index for index, column in enumerate(table.columns) if column.kind is ColumnKind.TEXT]
    if len(texts) < 2:
        return tuple(widths)
    pad = 2 * setter.theme.pad_x + 1
    room = sum(widths[strips[index]] for index in texts)
    equal = room / len(texts)
    natural = [max(_natural(table, index, setter), _heading(table.columns[index], setter)) + pad for index in texts]
    if sum(natural) <= room:
        shares = [each + (room - sum(natural)) / len(texts) for each in natural]
    else:
        headings = (_heading(table.columns[index], setter) + pad for index in texts)
        least = [min(equal, max(equal * _LEAST_SHARE, heading)) for heading in headings]
        # What a column is given beyond its least is in proportion to what it holds beyond that.
        letter = setter.theme.cell.plain.size * _LETTER
        beyond = [max(0.0, _load(table, index) * letter - low) for index, low in zip(texts, least, strict=True)]
        total, spare = sum(beyond), room - sum(least)
        parts = [each / total for each in beyond] if total else [1 / len(texts)] * len(texts)
        shares = [low + spare * part for low, part in zip(least, parts, strict=True)]
    given = {strips[index]: share for index, share in zip(texts, shares, strict=True)}
    return tuple(given.get(strip, each) for strip, each in enumerate(widths))


def _load(table: Table, index: int) -> float:
    """Return how many letters the cells of a column hold, as the root of the mean square: long cells make rows high."""
    step = max(1, len(table.rows) // _SAMPLE)
    rows = [row for row in table.rows[::step] if index < len(row.cells)]
    if not rows:
        return 0.0
    counts = [sum(len(run.text) for line in row.cells[index].lines for run in line) for row in rows]
    return math.sqrt(sum(count * count for count in counts) / len(counts))


def _stacked(table: Table, setter: Setter, width: float) -> ColumnWidths:
    """Return the widths with all columns between two text columns one below the other."""
    wanted = _wanted(table, setter, width, _MOST_STACKED)
    strips: list[int] = []
    kinds: list[ColumnKind] = []
    strip_wanted: list[float] = []
    for column, each in zip(table.columns, wanted, strict=True):
        text = column.kind is ColumnKind.TEXT
        if text or not kinds or kinds[-1] is ColumnKind.TEXT:
            kinds.append(ColumnKind.TEXT if text else ColumnKind.SHORT)
            strip_wanted.append(0.0)
        strip_wanted[-1] = max(strip_wanted[-1], each)
        strips.append(len(kinds) - 1)
    return ColumnWidths(_by_load(table, setter, _share(kinds, strip_wanted, width), strips), tuple(strips), stacked=True)


def _wanted(table: Table, setter: Setter, width: float, limits: Mapping[ColumnKind, tuple[float, float]]) -> list[float]:
    """Return what the words of each column want within its limits; text columns want nothing, they take the rest.

    ``limits`` are parts of ``width``, and points in the standard theme.
    """
    theme, wrapper = setter.theme, setter.wrapper
    scale = theme.cell.plain.size / STANDARD.cell.plain.size
    pad = 2 * theme.pad_x + 1
    wanted: list[float] = []
    for index, column in enumerate(table.columns):
        if column.kind is ColumnKind.TEXT:
            wanted.append(0.0)
            continue
        natural = max(_natural(table, index, setter), _heading(column, setter))
        if column.kind is ColumnKind.SEVERITY:
            words = max(wrapper.width(severity.word, theme.severity_word[severity]) for severity in Severity)
            natural = max(natural, words, GAUGE_WIDTH * theme.mark_scale)
        part, points = limits[column.kind]
        wanted.append(min(natural, max(part * width, 40.0 * scale), points * scale) + pad)
    return wanted


def _share(kinds: Sequence[ColumnKind], wanted: list[float], width: float) -> list[float]:
    texts = [index for index, kind in enumerate(kinds) if kind is ColumnKind.TEXT]
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
    stretching = [index for index, kind in enumerate(kinds) if kind is ColumnKind.SHORT] or list(range(len(kinds)))
    extra = (width - narrow) / len(stretching)
    return [each + extra if index in stretching else each for index, each in enumerate(wanted)]


def _heading(column: Column, setter: Setter) -> float:
    style = setter.theme.column_head
    return max((setter.wrapper.width(word, style) for word in prepare(column.heading).split()), default=0.0)


def _natural(table: Table, index: int, setter: Setter) -> float:
    wrapper, palette = setter.wrapper, setter.theme.cell
    rows = table.rows
    step = max(1, len(rows) // _SAMPLE)
    widest = 0.0
    for row in (*rows[::step], *rows[-1:]):
        if index < len(row.cells):
            cell = row.cells[index]
            style = palette.strong if cell.severity is not None else palette.plain
            for line in cell.lines:
                widest = max(widest, sum(wrapper.width(prepare(run.text), style) for run in line))
    return widest
