"""User text as data: stored as typed in NFC, shown with everything invisible made visible.

``clean`` is applied to each text field of a record on the way in; ``visible`` whenever text is put before a reader (screen,
terminal, report). No text is ever read as mark-up, a format string or a control sequence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MAX_TEXT = 1_000_000
"""Longest text field, in characters: far beyond any letter, short enough to refuse a runaway file."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_NEWLINES = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")
# Characters that steer a terminal or re-order the line around them (Unicode TR36, "Trojan Source"): shown by code point.
_STEERING = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")


def clean(text: str) -> str:
    """Return ``text`` fit to be stored: NFC, one kind of line end, no lone surrogates, no NUL.

    Lone surrogates become U+FFFD and NUL becomes U+2400, since neither can be kept in a UTF-8 file; nothing else is changed
    or trimmed inside the text. White space at either end is removed.

    Raises:
        ValueError: the text is longer than :data:`MAX_TEXT` characters.
    """
    if len(text) > MAX_TEXT:
        raise ValueError(f"text of {len(text):,} characters: the longest that is kept is {MAX_TEXT:,}")
    if text.isascii() and "\r" not in text and text.isprintable():
        return text.strip()
    text = _SURROGATE.sub("\ufffd", text).replace("\x00", "\u2400")
    return _NEWLINES.sub("\n", unicodedata.normalize("NFC", text)).strip()


def visible(text: str) -> str:
    """Return ``text`` with control and direction characters replaced by something a reader can see.

    C0 controls become their control pictures (U+2400 block); direction overrides and other steering characters become
    ``‹U+202E›``. Line ends and tabs are kept.
    """
    if text.isascii() and text.isprintable():
        return text
    return _STEERING.sub(_picture, _SURROGATE.sub("\ufffd", text))


def one_line(text: str) -> str:
    """Return ``visible(text)`` with every run of white space folded into one blank, for rows, titles and messages."""
    return " ".join(visible(text).split())


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else f"‹U+{code:04X}›"


def fold(text: str) -> str:
    """Return ``text`` for comparison: compatibility form, case folded, white space folded; never for display."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: "1 entry", "2 entries", "1,200 months"; ``many`` is a plural that is not regular."""
    if number == 1:
        return f"1 {one}"
    regular = f"{one[:-1]}ies" if one.endswith("y") and one[-2:-1] not in "aeiou" else f"{one}s"
    return f"{number:,} {many or regular}"


def times(number: int) -> str:
    """Return "once", "twice" or "7 times"."""
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def listed(parts: Iterable[str]) -> str:
    """Return parts as a list in words: "a", "a and b", "a, b and c"."""
    items = list(parts)
    return " and ".join(items) if len(items) < 3 else f"{', '.join(items[:-1])} and {items[-1]}"
