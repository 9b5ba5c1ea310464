"""Texts as the cells of a table: never a formula, never longer than a spreadsheet keeps, and always the same text again.

A spreadsheet takes a cell that starts with ``=``, ``+``, ``-`` or ``@`` for a formula, also behind blanks and tabs, and in the
full-width forms (OWASP, "CSV injection"), and cuts the digits of a number such as 9.43E+09. Such a text is written with an
apostrophe before it. Exactly one is taken off again where what follows it would have got one, so that a text that itself starts
with apostrophes comes back as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST_IN_CELL = 32_000
"""Longest text of a cell, in UTF-16 units: Excel keeps 32,767 and cuts or spills the rest."""

_DAMAGED = r"\d(?:\.\d+)?E\+\d{1,3}"
_RISKY = re.compile(rf"[\s']*(?:[=+\-@＝＋－＠﹦﹢﹣﹫]|{_DAMAGED}\s*\Z)", re.IGNORECASE)
_CUT_NUMBER = re.compile(_DAMAGED, re.IGNORECASE)
_NO_CHARACTERS = re.compile("_xFFF|[\ufffe\uffff]")
_NOTED = {"_xFFF": "_xFFF0", "\ufffe": "_xFFF1", "\uffff": "_xFFF2"}
_NOTATION = re.compile("_xFFF[012]")
_MEANT = {notation: text for text, notation in _NOTED.items()}
_SPECIAL = re.compile(r"[\\|\n]")
_ESCAPES = {"\\": "\\\\", "|": "\\|", "\n": "\\n"}
_PART = re.compile(r"(?:[^\\|]|\\.)*", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\|n])")


def is_cut_number(text: str) -> bool:
    """Return whether a text is a number as a spreadsheet shortens it, its digits lost."""
    return _CUT_NUMBER.fullmatch(text) is not None


def guarded(text: str) -> str:
    """Return a text as it goes into a cell: with an apostrophe before it where a spreadsheet would reckon with it."""
    return f"'{text}" if _RISKY.match(text) else text


def unguarded(cell: str) -> str:
    """Return the text of a cell that :func:`guarded` wrote; any other cell as it is."""
    return cell[1:] if cell[:1] == "'" and _RISKY.match(cell) else cell


def cells_of(text: str) -> list[str]:
    """Return a text as the cells that hold it, at least one; put together again by :func:`text_of`."""
    if 2 * len(text) <= MOST_IN_CELL:  # no character takes more than two units
        return [guarded(text)]
    units = text.encode("utf-16-le")
    pieces, start = [], 0
    while start < len(units):
        end = min(start + 2 * MOST_IN_CELL, len(units))
        if end < len(units) and 0xD8 <= units[end - 1] <= 0xDB:  # the first half of a pair: it goes with its other half
            end -= 2
        pieces.append(guarded(units[start:end].decode("utf-16-le")))
        start = end
    return pieces


def text_of(cells: Iterable[str]) -> str:
    """Return the text that stands in several cells."""
    return "".join(map(unguarded, cells))


def without_noncharacters(text: str) -> str:
    """Return a text in which U+FFFE and U+FFFF are spelled out: XML cannot hold them, nor has a workbook a notation for them."""
    return _NO_CHARACTERS.sub(lambda match: _NOTED[match[0]], text)


def with_noncharacters(text: str) -> str:
    """Return the text that :func:`without_noncharacters` spelled out."""
    return _NOTATION.sub(lambda match: _MEANT[match[0]], text) if "_xFFF" in text else text


def line_of(parts: Iterable[str]) -> str:
    """Return parts as one line, ``a | b | c``; empty parts at the end are left out."""
    escaped = [_SPECIAL.sub(lambda match: _ESCAPES[match[0]], part) for part in parts]
    while escaped and not escaped[-1]:
        escaped.pop()
    return " | ".join(escaped)


def parts_of(line: str) -> list[str]:
    r"""Return the parts of a line; ``\|`` is a bar within a part, ``\n`` a line end, ``\\`` a backslash."""
    parts, at = [], 0
    while True:
        match = _PART.match(line, at)
        assert match is not None  # noqa: S101 - it matches nothing too
        end = match.end()
        if end < len(line) and line[end] == "\\":  # a lone backslash at the very end stands for itself
            end = len(line)
        raw = line[at:end].strip()
        parts.append(_ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], raw))
        if end >= len(line):
            return parts
        at = end + 1
