"""Text to tokens: numbers, words, times of day and signs, each with its place in the text as typed.

Compatibility characters are folded first (Unicode NFKC: subscript and full-width digits, no-break blanks), dashes become "-" and
typographic apostrophes "'", so that the grammar sees one spelling; offsets always refer to the text as typed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any, NamedTuple

MAX_LENGTH = 240
"""Longest text that is looked at: the longest real date phrase met has 70 characters, and all work is bounded by this."""

NUMBER, WORD, TIME, SIGN, END = "number", "word", "time", "sign", "end"


class Token(NamedTuple):
    """One token: its kind, its folded text, and the half-open range of the typed text that it covers."""

    kind: str
    text: str
    start: int
    end: int


_ZONE_NAME = r"(?:z|utc|gmt|bst|[a-z]{1,2}[sd]t)(?![a-z])"
_OFFSET = r"[+-]\d{2}:?\d{2}(?!\d)"
_ZONE = rf"(?:[ ]?{_ZONE_NAME}(?:{_OFFSET})?|[ ]?{_OFFSET})?(?:[ ]{_ZONE_NAME}|[ ]?\({_ZONE_NAME}\))?"
_MONTH_STARTS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_HALF = r"(?:am|pm|a\.m\.?|p\.m\.?)(?![a-z])"
_TOKEN = re.compile(
    rf"""
      (?P<time>
        (?<=\d)t\d{{2}}(?::?\d{{2}}(?::?\d{{2}}(?:[.,]\d{{1,9}})?)?)?(?:[+-]\d{{2}}(?![\d:])|{_ZONE})
      | \d{{1,2}}:\d{{2}}(?::\d{{2}}(?:[.,]\d{{1,9}})?)?(?:[ ]{{0,4}}(?:{_HALF}|(?:hrs?|hours|h)(?![a-z])))?{_ZONE}
      | (?:(?<![\d./'-])|(?<=m-))(?:0?\d|1[0-2])(?:\.\d{{2}})?[ ]?{_HALF}{_ZONE}
      | \d{{1,2}}\.\d{{2}}\.\d{{2}}(?:\.\d{{1,9}})?[ ]?{_HALF}
      | \d{{1,2}}h\d{{2}}(?:m(?:\d{{2}}s?)?)?(?![a-z\d])
      | (?:\d{{4}}|\d{{1,2}}\.\d{{2}})[ ]?(?:hrs|hours|h)(?![a-z\d])
      )
    | (?P<number>\d+)
    | (?P<word>(?<=\d)(?:st|nd|rd|th)(?=of|{_MONTH_STARTS})|[^\W\d_½]+(?:'[^\W\d_½]+)*)
    | (?P<sign>[^\s])
    """,
    re.VERBOSE,
)
_FOLDED = {
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u02d7\ufe58\ufe63\uff0d\u00ad", "-"),
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4`\u2032\uff07", "'"),
    "\u00bd": "\u00bd", "\u2044": "/", "\u2215": "/", "\u2026": "..", "\u2192": "-",
}  # fmt: skip
_END = Token(END, "", -1, -1)
_LOOKAHEAD = 24
_ENDS = [_END] * _LOOKAHEAD
_BLANKS = [""] * _LOOKAHEAD


def fold(text: str) -> tuple[str, list[int] | None]:
    """Return ``text`` in one spelling and lower case, and for each of its characters the place in ``text`` (None: the same)."""
    if text.isascii():
        return text.lower(), None
    out: list[str] = []
    places: list[int] = []
    for place, char in enumerate(text):
        if (plain := _FOLDED.get(char)) is None:
            plain = unicodedata.normalize("NFKC", char)
            if unicodedata.category(char) == "Cf":  # direction marks and zero-width blanks that spreadsheets leave behind
                continue
            plain = "".join(_FOLDED.get(c) or _digit(c) for c in plain).lower()
        out.append(plain)
        places.extend([place] * len(plain))
    return "".join(out), places


def _digit(char: str) -> str:
    value = unicodedata.decimal(char, None)
    return char if value is None else str(value)


class Tokens:
    """The tokens of one text, safe to look at past their end.

    Attributes:
        folded: the folded text.
        lengths: for :mod:`durations`, the lengths of time read so far, by their first token: several readers ask for the same.
        full: whether the whole text must be a date, as opposed to the beginning of a typed line.
    """

    __slots__ = ("_items", "_numbers", "_places", "_texts", "_typed", "_words", "count", "folded", "full", "lengths")

    def __init__(self, text: str, *, full: bool) -> None:
        text = text[:MAX_LENGTH]
        self._typed = text
        self.full = full
        self.folded, self._places = fold(text)
        # Each reader looks at the same few tokens, so their texts are laid out once, by kind, with blanks past the end.
        items: list[Token] = []
        texts: list[str] = []
        words: list[str] = []
        numbers: list[str] = []
        for match in _TOKEN.finditer(self.folded):
            kind, found = match.lastgroup or SIGN, match[0]
            items.append(Token(kind, found, *match.span()))
            texts.append(found)
            words.append(found if kind == WORD else "")
            numbers.append(found if kind == NUMBER else "")
        self.count = len(items)
        self.lengths: dict[int, Any] = {}
        self._items = items + _ENDS
        self._texts = (*texts, *_BLANKS)
        self._words = words + _BLANKS
        self._numbers = numbers + _BLANKS

    def __getitem__(self, index: int) -> Token:
        try:
            return self._items[index]
        except IndexError:
            return _END

    def text(self, index: int) -> str:
        """The folded text of a token; empty past the end."""
        try:
            return self._texts[index]
        except IndexError:
            return ""

    def word(self, index: int) -> str:
        """The folded text of a word; empty for any other token."""
        try:
            return self._words[index]
        except IndexError:
            return ""

    def number(self, index: int) -> str:
        """The digits of a number; empty for any other token."""
        try:
            return self._numbers[index]
        except IndexError:
            return ""

    def joined(self, index: int) -> bool:
        """Whether no blank stands before the token."""
        return 0 < index < self.count and self._items[index].start == self._items[index - 1].end

    def offset(self, index: int) -> int:
        """The end, in the text as typed, of the tokens before ``index``."""
        if index == 0:
            return 0
        end = self[index - 1].end
        return end if self._places is None else self._places[end - 1] + 1

    def shown(self, start: int, stop: int) -> str:
        """Some tokens as typed, for a message."""
        if stop <= start or self[start].kind == END:
            return ""
        begin = self[start].start
        return self._typed[begin if self._places is None else self._places[begin] : self.offset(min(stop, self.count))]

    def phrase(self, index: int, phrases: dict[str, list[tuple[str, ...]]]) -> tuple[str, ...]:
        """Return the longest of ``phrases`` (by first token, longest first) that stands at ``index``; empty when none does."""
        texts = self._texts
        if index < len(texts):
            for words in phrases.get(texts[index], ()):
                if texts[index : index + len(words)] == words:
                    return words
        return ()


def index_phrases(phrases: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """Return phrases by their first token, longest first; tokens are parted by blanks ("c .", "w / c")."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=lambda p: -len(p.split())):
        words = tuple(phrase.split())
        table.setdefault(words[0], []).append(words)
    return table
