"""A text as names are compared: words without regard to case and accents, each with its place in the text as it stands.

What counts as a word and as the same letter is decided by :mod:`chronology_tui.domain.search_words`, so that a name which a
search finds is a name that redaction finds. Words are parted at digits as well ("smith2.pdf"), and in scripts that are written
without blanks each character is a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from chronology_tui.domain.search_words import folded_words

_ASCII_WORD = re.compile("[a-z]+")
_WORD = re.compile(r"\x1f[^ ]|[^ \d\x1f]+")
_UNSPACED = "\x1f"
"""Stands before each character that is a word by itself; no text keeps it, since folding makes a blank of it."""


class Word(NamedTuple):
    """One word as it is compared, and where it stands: ``start`` to ``end`` (exclusive), marks of its last letter included."""

    folded: str
    start: int
    end: int


_new = tuple.__new__
"""Makes a word at half the cost; long cases have millions."""


class _Table(dict[int, str]):
    """A table for :meth:`str.translate` that fills itself as characters are met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold(chr(code))
        return folded


def _fold(char: str) -> str:
    """Return what a character becomes: letters or digits, nothing for a mark that is not seen, a blank for what parts words."""
    between = folded_words(f"a{char}a")
    if len(between) == 1:
        return between[0][1:-1]
    alone = "".join(folded_words(char))
    return f"{_UNSPACED}{alone}" if alone and len(between) > 2 else f" {alone} " if alone else " "


_TABLE = _Table()


def folded_set(text: str) -> set[str]:
    """Return the words of ``text`` without their places: a quick look before :func:`words_of`."""
    if text.isascii():
        return set(_ASCII_WORD.findall(text.lower()))
    return {word.lstrip(_UNSPACED) for word in _WORD.findall(text.translate(_TABLE))}


def words_of(text: str) -> list[Word]:
    """Return the words of ``text`` in order."""
    if text.isascii():
        return [_new(Word, (match[0], *match.span())) for match in _ASCII_WORD.finditer(text.lower())]
    parts = [_TABLE[ord(char)] for char in text]
    together = "".join(parts)
    # Most texts fold one character to one, and then each place is its own.
    origin = range(len(text)) if together.isascii() and set(map(len, parts)) == {1} else _origins(parts)
    return [
        _new(Word, (match[0].lstrip(_UNSPACED), origin[match.start()], _with_marks(text, origin[match.end() - 1] + 1)))
        for match in _WORD.finditer(together)
    ]


def _origins(parts: Sequence[str]) -> list[int]:
    """Return the place of the character that each folded character comes from."""
    return [place for place, part in enumerate(parts) for _ in part]


def folded(text: str) -> tuple[str, ...]:
    """Return the words of ``text`` as they are compared."""
    return tuple(word.folded for word in words_of(text))


def _with_marks(text: str, end: int) -> int:
    """Return the end of a word with the marks that belong to its last letter: half a letter is never left."""
    while end < len(text) and text[end] > "\u02ff" and unicodedata.category(text[end])[0] == "M":
        end += 1
    return end


def between(text: str, one: Word, other: Word) -> str:
    """Return what stands between two words, without what is not seen."""
    gap = text[one.end : other.start]
    return gap if gap.isascii() else "".join(char for char in gap if unicodedata.category(char) != "Cf")


def is_capital(text: str, word: Word) -> bool:
    """Whether a word begins with a capital letter, or is of a script that has none."""
    first = next((char for char in text[word.start : word.end] if char.isalpha()), "")
    return not first.islower()
