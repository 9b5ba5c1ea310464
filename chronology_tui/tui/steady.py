"""Columns that stay aligned whatever a terminal makes of joined emoji.

Terminals do not agree on how wide a family, a flag, a skin tone or an emoji variant is: newer ones draw the whole as two cells,
others draw each of its characters. Such a sign is painted as its first character, a flag as its two letters, as wide as it was
measured; the record keeps what was typed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_FLAG_A, _FLAG_Z = 0x1F1E6, 0x1F1FF
_UNSTEADY = re.compile("[\ufe0f\u200d\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]")
_FIRST_SIGN = 0x2000
"""Below it stand letters, in some of whose scripts a joiner only shapes what is drawn; keycaps are told by their variant mark."""


class SteadyWidths(LineFilter):
    """Paints signs of doubtful width as something that every terminal draws equally wide."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        """Return the line, as wide as before."""
        if not any(not segment.text.isascii() and _UNSTEADY.search(segment.text) for segment in segments):
            return segments
        return [
            segment if segment.control or segment.text.isascii() else Segment(steady(segment.text), segment.style)
            for segment in segments
        ]


@lru_cache(maxsize=2048)
def steady(text: str) -> str:
    """Return ``text`` with every sign of doubtful width replaced by one as wide as it was measured."""
    if not _UNSTEADY.search(text):
        return text
    spans, _ = split_graphemes(text)
    return "".join(_steady_sign(text[start:end], width) for start, end, width in spans)


def _steady_sign(sign: str, width: int) -> str:
    if len(sign) == 1 and not _is_flag(sign):
        return sign
    if not _UNSTEADY.search(sign) or (ord(sign[0]) < _FIRST_SIGN and "\ufe0f" not in sign):
        return sign
    shown = "".join(chr(ord(letter) - _FLAG_A + ord("A")) for letter in sign if _is_flag(letter)) or sign[0]
    return shown + " " * (width - cell_len(shown))


def _is_flag(letter: str) -> bool:
    return _FLAG_A <= ord(letter) <= _FLAG_Z
