"""Sharing the width of a Word table among its columns: narrow kinds take what their words need, text takes the rest.

Nothing is measured, since the fonts are on the reader's machine: widths are reckoned from the number of letters.
"""

from __future__ import annotations

from collections.abc import Iterator

from chronology_tui.report.document import ColumnKind, Table
from chronology_tui.report.docx import theme
from chronology_tui.report.reading import plain

CELL_PADDING = 170
"""Left and right of the text in a cell together, in twips."""
_WANTED = {
    ColumnKind.NUMBER: 3.1,
    ColumnKind.DATE: 6.0,
    ColumnKind.AGE: 3.7,
    ColumnKind.SHORT: 8.8,
    ColumnKind.SEVERITY: 5.4,
}
"""Width of the text in a column of each kind, in parts of the size of the type."""
_LETTER = 0.58
"""Width of a letter of a bold word in parts of the size: a little more than Arial's average, which is wider than Calibri's."""
_LONGEST_WORD = 14
"""Letters of the longest word that a narrow column makes room for; longer ones are broken."""
_NARROW_PART = 0.55
"""Part of the width that the narrow columns may take together where a column of text wants the rest."""
_NARROW_MOST = 0.7
"""The same where they would break their words otherwise."""
_SAMPLE = 400


def column_widths(table: Table, width: int, size: float) -> list[int]:
    """Return the widths of the columns of ``table`` in twips.

    Args:
        table: the table, of at least one column.
        width: of the whole table, in twips; the widths sum up to it exactly.
        size: of the text in the table, in points.
    """
    columns = table.columns
    em = size * theme.TWIP
    least = [_least(table, index) * em + CELL_PADDING if column.kind in _WANTED else 0.0 for index, column in enumerate(columns)]
    wanted = [
        max(_WANTED[column.kind] * em + CELL_PADDING, low) if column.kind in _WANTED else 0.0
        for column, low in zip(columns, least, strict=True)
    ]
    texts = [index for index, column in enumerate(columns) if column.kind is ColumnKind.TEXT]
    narrow = _squeeze(wanted, least, width * _NARROW_PART if texts else width, width * _NARROW_MOST if texts else width)
    stretching = texts or [i for i, column in enumerate(columns) if column.kind is ColumnKind.SHORT] or range(len(columns))
    spare = (width - sum(narrow)) / len(stretching)
    widths = [int(each + spare) if index in stretching else int(each) for index, each in enumerate(narrow)]
    widths[stretching[-1]] += width - sum(widths)
    return widths


def _squeeze(wanted: list[float], least: list[float], room: float, most: float) -> list[float]:
    """Return widths that fit ``room`` if words stay whole, and ``most`` in any case."""
    over = sum(wanted) - room
    slack = sum(wanted) - sum(least)
    if over > 0 and slack > 0:
        part = min(1.0, over / slack)
        wanted = [each - part * (each - low) for each, low in zip(wanted, least, strict=True)]
    total = sum(wanted)
    return [each * most / total for each in wanted] if total > most else wanted


def _least(table: Table, index: int) -> float:
    """Return the width of the longest word in a column, in parts of the size of the type."""
    longest = max((len(word) for text in _texts(table, index) for word in text.split()), default=1)
    return min(longest, _LONGEST_WORD) * _LETTER


def _texts(table: Table, index: int) -> Iterator[str]:
    yield table.columns[index].heading
    rows = table.rows
    for row in rows[:: max(1, len(rows) // _SAMPLE)]:
        if index == 0:
            yield row.group
        yield from map(plain, row.cells[index].lines)
    if rows:
        yield from map(plain, rows[-1].cells[index].lines)
