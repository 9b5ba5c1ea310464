"""The working state of one reading: which stretches of the line are still free, and what was found so far."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from chronology_tui.domain.dates import UncertainDate
from chronology_tui.domain.text import clean, one_line
from chronology_tui.domain.typed_line.reading import LineSpan, Part

MAX_HINTS = 6
"""Hints that are shown at most: a line with more has a fault that the first ones show."""

_WORD = re.compile(r"\S+")
_SHOWN = 40


class Working:
    """A line being read. Taken stretches are blanked in ``free``, so that offsets stay those of the line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.free = text
        self.spans: list[LineSpan] = []
        self.fields: dict[str, Any] = {}
        self.problems: list[str] = []
        self.hints: list[str] = []
        self.source = ""
        self.page = ""
        self.no_page = False
        """Whether it was typed that there is no page, so that none is kept from the entry before."""
        self.siblings: list[str] = []
        self.due: UncertainDate | None = None
        self.owner = ""
        self.medicine = ""
        self.days_supplied: int | None = None
        self.escapes: set[int] = set()
        """Offsets of back-slashes that keep a mark as words; they are not part of the summary."""
        self.verbatim: list[tuple[int, int]] = []
        """Quoted passages and escaped words, in order: read as words whatever they hold."""
        self.breaks: list[int] = []
        """Offsets of commas and semicolons that end a mark: they part the words around it."""
        self.meanings: dict[int, tuple[Part, str]] = {}
        """Words that stay in the summary and were understood as well, by offset."""

    def take(self, start: int, end: int, part: Part, meaning: str) -> None:
        """Take one stretch out of the free words."""
        self.take_all([LineSpan(start, end, part, meaning)])

    def take_all(self, spans: Iterable[LineSpan]) -> None:
        """Take stretches, in order, out of the free words: one pass, however many there are."""
        pieces, last = [], 0
        for span in spans:
            self.spans.append(span)
            pieces += [self.free[last : span.start], " " * (span.end - span.start)]
            last = span.end
        if pieces:
            self.free = "".join((*pieces, self.free[last:]))

    def hint(self, words: str) -> None:
        """Say something that is worth another look, once."""
        if len(self.hints) < MAX_HINTS and words not in self.hints:
            self.hints.append(words)

    def is_verbatim(self, start: int) -> bool:
        """Whether the character at ``start`` is quoted or escaped."""
        place = bisect_right(self.verbatim, (start, len(self.text) + 1)) - 1
        return place >= 0 and start < self.verbatim[place][1]

    def leading_words(self, most: int, start: int = 0) -> list[re.Match[str]]:
        """Return the first free words, at most ``most``, up to the first that a mark parts from the one before."""
        found: list[re.Match[str]] = []
        for match in _WORD.finditer(self.free, start):
            if len(found) == most or (found and not _blank(self.text, found[-1].end(), match.start())):
                break
            found.append(match)
        return found

    def word_before(self, start: int) -> int | None:
        """Return the offset of the free word directly before ``start``; None when a taken part, or nothing, stands there."""
        place = start
        while place and self.text[place - 1].isspace():
            place -= 1
        if not place or self.free[place - 1].isspace():
            return None
        while place and not self.free[place - 1].isspace():
            place -= 1
        return place

    def words_between(self, start: int, end: int) -> list[int]:
        """Return the offsets of the free words that lie in, or reach into, a stretch."""
        while start and not self.free[start - 1].isspace():
            start -= 1
        return [match.start() for match in _WORD.finditer(self.free, start, end)]

    def first_free(self) -> int:
        """Return the offset of the first free word; the length of the line when there is none."""
        match = _WORD.search(self.free)
        return match.start() if match else len(self.text)

    def take_words(self) -> str:
        """Make spans of all free words and return them as the summary."""
        words: list[str] = []
        breaks = sorted(self.breaks, reverse=True)
        for match in _WORD.finditer(self.free):
            start = match.start()
            while breaks and breaks[-1] < start:
                sign = self.text[breaks.pop()]
                if words and words[-1][-1:].isalnum():
                    words[-1] += sign
            words.append(match[0][1:] if start in self.escapes else match[0])
            part, meaning = self.meanings.get(start, (Part.WORDS, "summary"))
            self.spans.append(LineSpan(start, match.end(), part, meaning))
        return clean(" ".join(words))


def _blank(text: str, start: int, end: int) -> bool:
    return end - start == 1 or text[start:end].isspace()


def shown(words: str) -> str:
    """Return typed words for a hint: in quotes, on one line, everything visible, cut when long."""
    line = one_line(words)
    return f"“{line if len(line) <= _SHOWN else line[: _SHOWN - 1] + '…'}”"
