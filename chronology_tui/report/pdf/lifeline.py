"""The life-line figure: a bar a month by number of entries and highest severity, years below, a lane of dots for each finding."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chronology_tui.domain.scales import Severity
from chronology_tui.domain.text import one_line
from chronology_tui.report.document import Lane, LifeLine
from chronology_tui.report.pdf import theme
from chronology_tui.report.pdf.blocks import Setter, maker
from chronology_tui.report.pdf.flow import Column, Flow, Text
from chronology_tui.report.pdf.shapes import Box, Disc, Drawing, Polygon, Shape, Stroke
from chronology_tui.report.pdf.structure import Node
from chronology_tui.report.pdf.wrap import Line

_BARS = 66.0
_YEARS = 13.0
_LANE = 13.5
_KEY = 15.0
_FOOT = 4.0
_GUTTER = 20.0
_WIDEST_LABEL = 118.0
_LABEL_GAP = 8.0
_DOT = 2.3
_YEAR_ROOM = 26.0
_YEAR_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@dataclass(frozen=True, slots=True)
class _Axis:
    """Months from the first to the last, as places across the figure."""

    first: int
    months: int
    left: float
    right: float

    @property
    def step(self) -> float:
        """Width of one month."""
        return (self.right - self.left) / self.months

    def month(self, index: int) -> float:
        """Return the left edge of a month, counted as 12 × year + month − 1."""
        return self.left + (index - self.first) * self.step

    def day(self, day: date) -> float:
        """Return the place of a day."""
        length = calendar.monthrange(day.year, day.month)[1]
        return self.month(_index(day.year, day.month)) + self.step * (day.day - 0.5) / length

    def years(self) -> range:
        """Return the years whose January lies in the figure, and the year it begins in."""
        return range(self.first // 12, (self.first + self.months - 1) // 12 + 1)


def _index(year: int, month: int) -> int:
    return year * 12 + month - 1


class LaidLifeLine:
    """The figure with its caption."""

    def __init__(self, block: LifeLine, setter: Setter, width: float) -> None:
        self._block = block
        self._setter = setter
        self._width = width
        self._caption = setter.plain(block.caption, theme.NOTE.plain, width)
        labels = [one_line(lane.label) for lane in block.lanes]
        widest = max((setter.wrapper.width(label, theme.FIGURE_LABEL) for label in labels), default=0.0)
        self._labels = [self._label(label, min(widest, _WIDEST_LABEL) + 1) for label in labels]
        gutter = max(_GUTTER, min(widest, _WIDEST_LABEL) + _LABEL_GAP) if block.lanes else _GUTTER
        self._axis = _axis(block, gutter, width)
        self._shown = [month for month in block.months if month.entries > 0]

    @property
    def head(self) -> float:
        """The bars with the first lanes."""
        return _BARS + _YEARS + _KEY + _LANE * min(len(self._block.lanes), 12) + _FOOT

    def place(self, flow: Flow, parent: Node) -> None:
        """Place the figure whole; lanes that do not fit on a page follow in further figures."""
        if self._axis is None:
            self._place_caption(flow, parent)
            return
        rest = list(zip(self._block.lanes, self._labels, strict=True))
        bars = True
        while bars or rest:
            fixed = _YEARS + _KEY + (_BARS + _FOOT if bars else 0.0)
            flow.need(min(fixed + len(rest) * _LANE, flow.full))
            most = max(1, int((flow.room - fixed) / _LANE))
            part, rest = rest[:most], rest[most:]
            self._place_figure(flow, parent, self._axis, part, fixed + len(part) * _LANE, bars=bars)
            bars = False
        self._place_caption(flow, parent)

    def _place_caption(self, flow: Flow, parent: Node) -> None:
        if self._caption:
            flow.gap(2)
            text = Text(self._caption, theme.NOTE.plain, maker(flow.surface, parent, "P"))
            flow.place([Column(flow.page.left, [text])], keep=False)

    def _place_figure(
        self,
        flow: Flow,
        parent: Node,
        axis: _Axis,
        lanes: Sequence[tuple[Lane, list[Line]]],
        height: float,
        *,
        bars: bool,
    ) -> None:
        surface = flow.surface
        left, top = flow.page.left, flow.y
        words = self._block.alternative if bars else "Further lanes: " + "; ".join(lane.label for lane, _ in lanes)
        base = _BARS if bars else 0.0
        with surface.figure(parent, words, (left, top, left + self._width, top + height)):
            shapes: list[Shape] = _grid(axis, base, base + _YEARS + len(lanes) * _LANE)
            if bars:
                shapes += self._bar_shapes(axis)
            shapes.append(Stroke(((axis.left, base), (axis.right, base)), theme.AXIS, 0.8))
            for number, (lane, _) in enumerate(lanes):
                shapes += _lane_shapes(axis, lane, base + _YEARS + (number + 0.5) * _LANE)
            surface.draw(Drawing(tuple(shapes)), left, top)
            if bars:
                self._scale_words(flow, axis, left, top)
            self._year_words(flow, axis, left, top + base)
            for number, (_, label) in enumerate(lanes):
                middle = top + base + _YEARS + (number + 0.5) * _LANE
                if label:
                    surface.figure_text(left, middle + theme.FIGURE_LABEL.size * 0.34, label[0])
            if bars:
                self._key(flow, left, top + base + _YEARS + len(lanes) * _LANE + 5)
        flow.move(height)

    def _bar_shapes(self, axis: _Axis) -> list[Shape]:
        most = max((month.entries for month in self._shown), default=1)
        gap = min(1.6, axis.step * 0.22)
        shapes: list[Shape] = []
        for month in self._shown:
            x = axis.month(_index(month.year, month.month)) + gap / 2
            width = max(0.4, axis.step - gap)
            whole = max(2.0, (_BARS - 6) * month.entries / most)
            shapes.append(Box(x, _BARS - whole, width, whole, fill=theme.PALE_BAR))
            concerns = min(month.concerns, month.entries)
            if concerns > 0:
                part = max(2.0, whole * concerns / month.entries)
                look = theme.SEVERITY[month.highest]
                shapes.append(Box(x, _BARS - part, width, part, fill=look.mark))
                shapes += _crown(month.highest, x + width / 2, _BARS - whole, min(2.4, 0.7 * axis.step))
        return shapes

    def _scale_words(self, flow: Flow, axis: _Axis, left: float, top: float) -> None:
        """Say at the top left how many entries the highest bar stands for."""
        most = max((month.entries for month in self._shown), default=0)
        for words in (f"{most} entries", str(most)):
            line = self._line(words)
            if most and line[0].width <= axis.left - 4:
                place = left + axis.left - line[0].width - 4
                flow.surface.figure_text(place, top + 6 + theme.FIGURE_LABEL.size * 0.6, line)
                return

    def _year_words(self, flow: Flow, axis: _Axis, left: float, base: float) -> None:
        every = _year_step(axis)
        for year in axis.years():
            if year % every:
                continue
            x = axis.month(year * 12)
            begins_here = x >= axis.left - 0.01
            if not begins_here and axis.month((year + 1) * 12) - axis.left < _YEAR_ROOM:
                continue
            line = self._line(str(year))
            place = max(x, axis.left) + 2.5
            if place + line[0].width <= axis.right + 2:
                flow.surface.figure_text(left + place, base + 9.2, line)

    def _key(self, flow: Flow, left: float, top: float) -> None:
        """The key: which colour and mark stands for which severity, only of those that are shown."""
        present = sorted({month.highest for month in self._shown if month.concerns > 0})
        x = left + (self._axis.left if self._axis is not None else 0.0)
        base = top + 6.6
        entries: list[tuple[str, Severity | None]] = [("entries without a rated concern", None)]
        entries += [
            (("highest concern: " if index == 0 else "") + severity.word, severity) for index, severity in enumerate(present)
        ]
        for words, severity in entries:
            ink = theme.PALE_BAR if severity is None else theme.SEVERITY[severity].mark
            shapes: list[Shape] = [Box(0, 1.5, 5, 7, fill=ink)]
            if severity is not None:
                shapes += _crown(severity, 2.5, 1.5, 2.4)
            line = self._line(words)
            if x + 9 + line[0].width > left + self._width:
                break
            flow.surface.draw(Drawing(tuple(shapes)), x, top - 1)
            flow.surface.figure_text(x + 8.5, base, line)
            x += 8.5 + line[0].width + 12

    def _line(self, words: str) -> Line:
        return self._setter.plain(words, theme.FIGURE_LABEL, 10_000)[0]

    def _label(self, label: str, room: float) -> list[Line]:
        lines = self._setter.plain(label, theme.FIGURE_LABEL, room)
        if len(lines) < 2:
            return lines
        return self._setter.plain(_shorten(label, lines), theme.FIGURE_LABEL, room + 12)[:1]


def _shorten(label: str, lines: Sequence[Line]) -> str:
    first = "".join(fragment.text for fragment in lines[0]).rstrip()
    return first + "…" if len(first) < len(label) else first


def _axis(block: LifeLine, gutter: float, width: float) -> _Axis | None:
    places = [_index(month.year, month.month) for month in block.months]
    places += [_index(day.year, day.month) for lane in block.lanes for day in lane.days]
    if not places:
        return None
    first, last = min(places), max(places)
    return _Axis(first, max(last - first + 1, 6), gutter, width)


def _year_step(axis: _Axis) -> int:
    """Return how many years lie between two that are named, so that their names do not touch."""
    return next((every for every in _YEAR_STEPS if axis.step * 12 * every >= _YEAR_ROOM), _YEAR_STEPS[-1])


def _grid(axis: _Axis, base: float, foot: float) -> list[Shape]:
    every = _year_step(axis)
    return [
        Stroke(((x, 0), (x, foot)), theme.RULE, 0.5)
        for year in axis.years()
        if year % every == 0 and (x := axis.month(year * 12)) >= axis.left - 0.01 and base >= 0
    ]


def _crown(severity: Severity, x: float, top: float, half: float) -> list[Shape]:
    """A mark above the bar for the highest severity, so that it stands out without colour."""
    if severity is not Severity.CRITICAL:
        return []
    ink = theme.SEVERITY[severity].mark
    middle = top - 3.6
    return [Polygon(((x - half, middle), (x, middle - half), (x + half, middle), (x, middle + half)), fill=ink)]


def _lane_shapes(axis: _Axis, lane: Lane, middle: float) -> list[Shape]:
    if not lane.days:
        return []
    ink = theme.LEVEL.get(lane.level, theme.QUIET_INK)
    places = sorted(axis.day(day) for day in lane.days)
    shapes: list[Shape] = [Stroke(((places[0], middle), (places[-1], middle)), ink, 0.9)]
    for place in places:
        shapes += _lane_mark(lane.level, place, middle, ink)
    return shapes


def _lane_mark(level: str, x: float, y: float, ink: theme.Colour) -> list[Shape]:
    """Return the mark of one day: its form tells the level too."""
    if level == "strength":
        return [
            Box(x - 3, y - 3, 6, 6, fill=theme.WHITE),
            Stroke(((x - 2.6, y), (x + 2.6, y)), ink, 1.4),
            Stroke(((x, y - 2.6), (x, y + 2.6)), ink, 1.4),
        ]
    if level == "strong":
        return [Disc(x, y, _DOT + 0.3, fill=ink, edge=theme.WHITE, line=0.5)]
    if level == "consider":
        return [Box(x - 2.1, y - 2.1, 4.2, 4.2, fill=ink, edge=theme.WHITE, line=0.5)]
    return [Disc(x, y, _DOT - 0.2, fill=theme.WHITE, edge=ink, line=0.9)]
