"""Breaking styled text into lines of a given width: greedy, linear in the length of the text, with a cache of word widths."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from chronology_tui.report.pdf.fonts import Typefaces, prepare
from chronology_tui.report.pdf.theme import TextStyle

_IDEOGRAPH = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
_UNIT = re.compile(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff][\u3001\u3002\uff0c\uff01\uff1f\uff1a]*"
    "|[^\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]+"
)
_CACHED_WORD = 40
_SLACK = 0.01


@dataclass(frozen=True, slots=True)
class StyledRun:
    """Words in one style, with the anchor they link to or ""."""

    text: str
    style: TextStyle
    target: str = ""


@dataclass(frozen=True, slots=True)
class Fragment:
    """Words of one style on one line. A blank at the end of a line that goes on stands in ``text`` and not in ``width``."""

    text: str
    style: TextStyle
    width: float
    target: str = ""


Line = tuple[Fragment, ...]
EMPTY: Line = ()


def line_width(line: Line) -> float:
    """Return the width of a line in points."""
    return sum(fragment.width for fragment in line)


class _LineBuilder:
    """Fills lines with words of changing style; words with nothing between them stay together where they can."""

    __slots__ = ("_done", "_lines", "_space", "_start", "_style", "_target", "_width", "_words", "_wrapper", "_x")

    def __init__(self, wrapper: Wrapper, lines: list[Line], width: float) -> None:
        self._wrapper = wrapper
        self._lines = lines
        self._width = width + _SLACK
        self._done: list[Fragment] = []
        self._words: list[str] = []
        self._x = 0.0
        self._start = 0.0
        self._space = 0.0
        self._style: TextStyle | None = None
        self._target = ""

    def begin(self, run: StyledRun) -> None:
        """Go on in the style and with the target of ``run``."""
        if run.style is not self._style or run.target != self._target:
            self._end_fragment()
            self._style, self._target = run.style, run.target
            self._space = self._wrapper.width(" ", run.style)

    def put(self, word: str, width: float, *, spaced: bool, tail: float = 0.0) -> None:
        """Add a word; ``tail`` is the width of what must follow it on the same line."""
        if not self._words and not self._done:
            self._put_first(word, width)
        elif spaced:
            if self._x + self._space + width + tail <= self._width:
                self._put_after_space(word, width)
            else:
                self.end_line(soft=True)
                self._put_first(word, width)
        elif self._x + width <= self._width:
            if self._words:
                self._words[-1] += word
            else:
                self._words.append(word)
            self._x += width
        else:
            self.end_line(soft=False)
            self._put_first(word, width)

    def end_line(self, *, soft: bool) -> None:
        """End the line; ``soft`` if a blank stood where it was broken."""
        if soft and self._words:
            self._words.append("")
        elif soft and self._done:
            last = self._done[-1]
            self._done[-1] = Fragment(last.text + " ", last.style, last.width, last.target)
        self._end_fragment()
        self._lines.append(tuple(self._done))
        self._done.clear()
        self._x = self._start = 0.0

    def _put_first(self, word: str, width: float) -> None:
        style = self._style
        if width > self._width and style is not None:
            *whole, word = self._wrapper.chop(word, self._width, style)
            for part in whole:
                self._words, self._x = [part], self._wrapper.width(part, style)
                self.end_line(soft=False)
            width = self._wrapper.width(word, style)
        self._words.append(word)
        self._x += width

    def _put_after_space(self, word: str, width: float) -> None:
        if self._words:
            self._words.append(word)
            self._x += self._space + width
            return
        last = self._done[-1]
        if last.target and last.target != self._target:
            self._words.extend(("", word))
            self._x += self._space + width
            return
        space = self._wrapper.width(" ", last.style)
        self._done[-1] = Fragment(last.text + " ", last.style, last.width + space, last.target)
        self._start = self._x + space
        self._words.append(word)
        self._x = self._start + width

    def _end_fragment(self) -> None:
        if self._words and self._style is not None:
            self._done.append(Fragment(" ".join(self._words), self._style, self._x - self._start, self._target))
            self._words = []
        self._start = self._x


class Wrapper:
    """Wraps text in the fonts of one report."""

    def __init__(self, faces: Typefaces) -> None:
        self._faces = faces
        self._widths: tuple[dict[str, float], dict[str, float]] = ({}, {})

    def width(self, text: str, style: TextStyle) -> float:
        """Return the width of ``text`` on one line, in points."""
        return self._units(prepare(text), bold=style.bold) * style.size / 1000

    def wrap(self, runs: Sequence[StyledRun], width: float) -> list[Line]:
        """Return ``runs`` as lines no wider than ``width`` points; a line end in the text starts a new line."""
        if len(runs) == 1:
            run = runs[0]
            text = prepare(run.text)
            lines: list[Line] = []
            for paragraph in text.split("\n"):
                if paragraph.isascii() or not _IDEOGRAPH.search(paragraph):
                    self._wrap_plain(lines, paragraph.strip(" "), run, width)
                else:
                    self._wrap_mixed(lines, [StyledRun(paragraph, run.style, run.target)], width)
            return lines
        lines = []
        for paragraph_runs in _paragraphs(runs):
            self._wrap_mixed(lines, paragraph_runs, width)
        return lines

    def _units(self, word: str, *, bold: bool) -> float:
        widths = self._widths[bold]
        units = widths.get(word)
        if units is None:
            units = self._faces.measure(word, bold=bold)
            if len(word) < _CACHED_WORD:
                widths[word] = units
        return units

    def _wrap_plain(self, lines: list[Line], text: str, run: StyledRun, width: float) -> None:
        style, target = run.style, run.target
        scale = style.size / 1000
        limit = (width + _SLACK) / scale
        widths = self._widths[style.bold]
        space = self._units(" ", bold=style.bold)
        words: list[str] = []
        used = 0.0
        for word in text.split(" "):
            units = widths.get(word)
            if units is None:
                units = self._units(word, bold=style.bold)
            if used + units <= limit:
                words.append(word)
                used += units + space
                continue
            if words:
                words.append("")
                lines.append((Fragment(" ".join(words), style, (used - space) * scale, target),))
            if units > limit:
                *whole, rest = self.chop(word, width + _SLACK, style)
                lines.extend((Fragment(part, style, self._units(part, bold=style.bold) * scale, target),) for part in whole)
                words, units = [rest], self._units(rest, bold=style.bold)
            else:
                words = [word]
            used = units + space
        lines.append((Fragment(" ".join(words), style, (used - space) * scale, target),) if words != [""] else EMPTY)

    def chop(self, word: str, width: float, style: TextStyle) -> list[str]:
        """Cut a word that is wider than ``width`` points into parts that fit.

        At least one character stands in each part, and combining marks stay with their letter.
        """
        limit = width * 1000 / style.size
        parts: list[str] = []
        start, used = 0, 0.0
        for index, char in enumerate(word):
            units = self._units(char, bold=style.bold)
            if index > start and used + units > limit and not unicodedata.combining(char):
                parts.append(word[start:index])
                start, used = index, 0.0
            used += units
        parts.append(word[start:])
        return parts

    def _wrap_mixed(self, lines: list[Line], runs: Sequence[StyledRun], width: float) -> None:
        builder = _LineBuilder(self, lines, width)
        split = [run.text.split(" ") for run in runs]
        tails = self._tails(runs, split)
        spaced = False
        for run, words, tail in zip(runs, split, tails, strict=True):
            builder.begin(run)
            scale, bold = run.style.size / 1000, run.style.bold
            last = len(words) - 1
            for index, word in enumerate(words):
                spaced = spaced or index > 0
                if not word:
                    continue
                if word.isascii() or not _IDEOGRAPH.search(word):
                    follows = tail if index == last else 0.0
                    builder.put(word, self._units(word, bold=bold) * scale, spaced=spaced, tail=follows)
                else:
                    for unit in _UNIT.findall(word):
                        builder.put(unit, self._units(unit, bold=bold) * scale, spaced=spaced)
                        spaced = False
                spaced = False
        builder.end_line(soft=False)

    def _tails(self, runs: Sequence[StyledRun], split: Sequence[list[str]]) -> list[float]:
        """Return for each run the width of what follows its last word with nothing between."""
        tails = [0.0] * len(runs)
        for index in range(len(runs) - 2, -1, -1):
            first = split[index + 1][0]
            tails[index] = self.width(first, runs[index + 1].style)
            if len(split[index + 1]) == 1:
                tails[index] += tails[index + 1]
        return tails


def _paragraphs(runs: Sequence[StyledRun]) -> list[list[StyledRun]]:
    paragraphs: list[list[StyledRun]] = [[]]
    for run in runs:
        first, *rest = prepare(run.text).split("\n")
        paragraphs[-1].append(StyledRun(first, run.style, run.target))
        paragraphs.extend([StyledRun(text, run.style, run.target)] for text in rest)
    return paragraphs
