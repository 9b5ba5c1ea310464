"""What figures share: an axis of months with named years, words of one size, a key, a caption."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chronology_tui.report.pdf import theme
from chronology_tui.report.pdf.blocks import Setter, maker
from chronology_tui.report.pdf.flow import Column, Flow, Text
from chronology_tui.report.pdf.shapes import Drawing, Shape, Stroke
from chronology_tui.report.pdf.structure import Node
from chronology_tui.report.pdf.surface import Surface
from chronology_tui.report.pdf.wrap import Line, line_width

_YEAR_ROOM = 26.0
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_MARK_GROWTH = 0.5
_KEY_MARK = 8.5
_KEY_GAP = 12.0
_KEY_ROW = 12.0
_KEY_FIRST = 15.0


def month_index(year: int, month: int) -> int:
    """Return the number of a month, counted from the year 0."""
    return year * 12 + month - 1


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Months from the first on, as places across a figure.

    Attributes:
        first: number of the first month, see :func:`month_index`.
        months: how many there are.
        left, right: ends of the axis.
        year_room: width that the name of a year needs.
    """

    first: int
    months: int
    left: float
    right: float
    year_room: float = _YEAR_ROOM

    @classmethod
    def of(cls, days: Iterable[date], left: float, right: float, words: FigureWords) -> TimeAxis | None:
        """Return an axis that holds all ``days``; None if there are none."""
        places = {month_index(day.year, day.month) for day in days}
        if not places:
            return None
        first = min(places)
        return cls(first, max(max(places) - first + 1, 6), left, right, _YEAR_ROOM * words.scale)

    @property
    def step(self) -> float:
        """Width of one month."""
        return (self.right - self.left) / self.months

    def month(self, index: int) -> float:
        """Return the left edge of a month."""
        return self.left + (index - self.first) * self.step

    def day(self, day: date) -> float:
        """Return the place of a day."""
        length = calendar.monthrange(day.year, day.month)[1]
        return self.month(month_index(day.year, day.month)) + self.step * (day.day - 0.5) / length

    def years(self) -> range:
        """Return the years whose January lies in the figure, and the year it begins in."""
        return range(self.first // 12, (self.first + self.months - 1) // 12 + 1)

    @property
    def year_step(self) -> int:
        """How many years lie between two that are named, so that their names do not touch."""
        return next((every for every in _YEAR_STEPS if self.step * 12 * every >= self.year_room), _YEAR_STEPS[-1])

    def grid(self, foot: float) -> list[Shape]:
        """Return a level line down to ``foot`` at the beginning of each year that is named."""
        every = self.year_step
        return [
            Stroke(((x, 0), (x, foot)), theme.RULE, 0.5)
            for year in self.years()
            if year % every == 0 and (x := self.month(year * 12)) >= self.left - 0.01
        ]

    def named_years(self) -> list[tuple[int, float]]:
        """Return the years that are named and where their names begin; one that began before needs room for its name."""
        every = self.year_step
        named = []
        for year in self.years():
            x = self.month(year * 12)
            if year % every == 0 and (x >= self.left - 0.01 or self.month((year + 1) * 12) - self.left >= self.year_room):
                named.append((year, max(x, self.left) + 2.5))
        return named


class FigureWords:
    """Sets the words of figures.

    Attributes:
        scale: how much larger they are than in the standard theme; heights of figures grow with it.
        mark_scale: how much larger marks are drawn: less than the words, since there may be many.
        style: how they are set.
    """

    def __init__(self, setter: Setter) -> None:
        self._setter = setter
        self.scale = setter.theme.figure_scale
        self.style = setter.theme.figure
        self.mark_scale = 1 + (self.scale - 1) * _MARK_GROWTH

    def width(self, words: str) -> float:
        """Return the width of words on one line."""
        return self._setter.wrapper.width(words, self.style)

    def line(self, words: str) -> Line:
        """Return words on one line."""
        lines = self._setter.plain(words, self.style, 10_000)
        return lines[0] if lines else ()

    def label(self, label: str, room: float) -> Line:
        """Return a label on one line, cut with "…" only where it is wider than ``room``."""
        lines = self.labels(label, room, 1)
        return lines[0] if lines else ()

    def labels(self, label: str, room: float, most: int) -> list[Line]:
        """Return a label on ``most`` lines or fewer, cut with "…" only where it needs more."""
        lines = self._setter.plain(label, self.style, room)
        if len(lines) > most:
            last = "".join(fragment.text for fragment in lines[most - 1]).rstrip()
            while last and self.width(last + "…") > room:
                last = last[:-1].rstrip()
            lines = [*lines[: most - 1], self.line(last + "…")]
        return lines

    def place_label(self, surface: Surface, x: float, middle: float, lines: Sequence[Line]) -> None:
        """Place the lines of a label about the height ``middle``."""
        y = middle + self.rise() - (len(lines) - 1) * self.style.leading / 2
        for line in lines:
            surface.figure_text(x, y, line)
            y += self.style.leading

    def rise(self, part: float = 0.34) -> float:
        """Return how far the base line lies below the middle that words are set about."""
        return self.style.size * part

    def place_years(self, surface: Surface, axis: TimeAxis, left: float, base: float) -> None:
        """Name the years below the axis that lies at ``base``."""
        for year, x in axis.named_years():
            line = self.line(str(year))
            if x + line_width(line) <= axis.right + 2:
                surface.figure_text(left + x, base + 9.2 * self.scale, line)

    def place_caption(self, flow: Flow, parent: Node, caption: Sequence[Line]) -> None:
        """Place the caption below a figure."""
        if caption:
            flow.gap(2)
            text = Text(caption, self._setter.theme.note.plain, maker(flow.surface, parent, "P"))
            flow.place([Column(flow.page.left, [text])], keep=False)

    def caption(self, words: str, width: float) -> list[Line]:
        """Return the lines of a caption."""
        return self._setter.plain(words, self._setter.theme.note.plain, width)

    def caption_height(self, caption: Sequence[Line]) -> float:
        """Return the room that a caption needs below its figure, so that it stays on the same page."""
        return len(caption) * self._setter.theme.note.plain.leading + 2 if caption else 0.0


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A mark, drawn about a place 5 points below the top of its drawing times the mark scale, and what it stands for."""

    shapes: tuple[Shape, ...]
    words: str


class Key:
    """The key of a figure: marks with their words side by side, in as many rows as they need."""

    def __init__(self, entries: Sequence[KeyEntry], words: FigureWords, left: float, right: float) -> None:
        self._words = words
        placed = self._rowed(entries, left, right)
        # What does not fit below the figure's own left edge begins at the edge of the page.
        self._placed = placed if placed and not placed[-1][1] else self._rowed(entries, 0.0, right)
        self._rows = self._placed[-1][1] + 1 if self._placed else 0

    def _rowed(self, entries: Sequence[KeyEntry], left: float, right: float) -> list[tuple[float, int, KeyEntry, Line]]:
        placed: list[tuple[float, int, KeyEntry, Line]] = []
        x, row = left, 0
        for entry in entries:
            line = self._words.label(entry.words, right - left - self.mark)
            if x > left and x + self.mark + line_width(line) > right:
                x, row = left, row + 1
            placed.append((x, row, entry, line))
            x += self.mark + line_width(line) + _KEY_GAP * self._words.mark_scale
        return placed

    @property
    def mark(self) -> float:
        """Width of a mark with the gap to its words."""
        return _KEY_MARK * self._words.mark_scale

    @property
    def height(self) -> float:
        """Height of all rows, with the gap above."""
        return (_KEY_FIRST + (self._rows - 1) * _KEY_ROW) * self._words.scale if self._rows else 0.0

    def place(self, surface: Surface, left: float, top: float) -> None:
        """Place the key inside a figure, ``top`` being where it begins."""
        scale = self._words.scale
        for x, row, entry, line in self._placed:
            base = top + 5 + row * _KEY_ROW * scale + 6.6 * scale
            surface.draw(Drawing(entry.shapes), left + x, base - self._words.rise(1 / 3) - 5 * self._words.mark_scale)
            surface.figure_text(left + x + self.mark, base, line)
