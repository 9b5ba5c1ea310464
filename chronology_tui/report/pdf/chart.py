"""A chart of measures: axes with ticks, the child's own points joined by a line, reference curves named at their right ends."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from chronology_tui.domain.text import one_line
from chronology_tui.report.document import Axis, Chart, Series, SeriesKind
from chronology_tui.report.pdf import theme
from chronology_tui.report.pdf.blocks import Setter
from chronology_tui.report.pdf.figure import FigureWords, Key, KeyEntry
from chronology_tui.report.pdf.flow import Flow
from chronology_tui.report.pdf.marks import cross, diamond, disc, half_disc, square, triangle
from chronology_tui.report.pdf.shapes import Drawing, Shape, Stroke
from chronology_tui.report.pdf.structure import Node
from chronology_tui.report.pdf.wrap import line_width

_HEIGHT_PART = 0.46
_HEIGHT = 250.0
_LEAST_HEIGHT = 60.0
_TICK = 3.0
_TICK_GAP = 3.0
_LABEL_GAP = 5.0
_WIDEST_LABEL = 90.0
_WIDEST_TICK = 0.25
_RADIUS = 2.4
_FOOT = 4.0
_SAME_PLACE = 0.01
_FORMS = (
    (disc, theme.HEADING_INK),
    (diamond, theme.LEVEL["strong"]),
    (square, theme.LEVEL["strength"]),
    (half_disc, theme.LEVEL["consider"]),
    (triangle, theme.QUIET_INK),
    (cross, theme.INK),
)
"""Form and ink of the marks of each series of points; after the last they begin again."""
Place = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Plot:
    """The frame of the chart, and how places in the units of its axes lie in it."""

    across: Axis
    up: Axis
    left: float
    right: float
    top: float
    foot: float

    def place(self, point: Place) -> Place:
        """Return where a point lies, inside the frame or not."""
        return self.x(point[0]), self.y(point[1])

    def x(self, value: float) -> float:
        """Return the place of a value across."""
        return self.left + (value - self.across.low) / _span(self.across) * (self.right - self.left)

    def y(self, value: float) -> float:
        """Return the place of a value up."""
        return self.foot - (value - self.up.low) / _span(self.up) * (self.foot - self.top)

    def holds(self, place: Place) -> bool:
        """Whether a place lies inside the frame or on its edge."""
        return self.left - 0.01 <= place[0] <= self.right + 0.01 and self.top - 0.01 <= place[1] <= self.foot + 0.01

    def clipped(self, places: Sequence[Place]) -> list[tuple[Place, ...]]:
        """Return the parts of a line through ``places`` that lie inside the frame."""
        parts: list[list[Place]] = []
        for start, end in pairwise(places):
            inside = self._inside(start, end)
            if inside is None:
                continue
            if parts and math.dist(parts[-1][-1], inside[0]) < _SAME_PLACE:
                parts[-1].append(inside[1])
            else:
                parts.append(list(inside))
        return [tuple(part) for part in parts]

    def _inside(self, start: Place, end: Place) -> tuple[Place, Place] | None:
        """Return what of a straight line lies inside the frame (Liang and Barsky, 1984)."""
        dx, dy = end[0] - start[0], end[1] - start[1]
        first, last = 0.0, 1.0
        edges = (
            (-dx, start[0] - self.left),
            (dx, self.right - start[0]),
            (-dy, start[1] - self.top),
            (dy, self.foot - start[1]),
        )
        for towards, room in edges:
            if towards == 0:
                if room < 0:
                    return None
            elif towards < 0:
                first = max(first, room / towards)
            else:
                last = min(last, room / towards)
        if first > last:
            return None
        begin = start if first == 0 else (start[0] + first * dx, start[1] + first * dy)
        stop = end if last == 1 else (start[0] + last * dx, start[1] + last * dy)
        return begin, stop


def _upward(plot: _Plot, end: Place) -> tuple[float, float]:
    """Return the order of the end of a curve from above: of two that leave the frame at its top, the first to leave is higher."""
    x, y = end
    return round(y, 1), x if y < (plot.top + plot.foot) / 2 else -x


def _span(axis: Axis) -> float:
    return (axis.high - axis.low) or 1.0


class LaidChart:
    """The figure with its caption; it is kept whole."""

    def __init__(self, block: Chart, setter: Setter, width: float) -> None:
        self._block = block
        self._words = words = FigureWords(setter)
        self._width = width
        self._caption = words.caption(block.caption, width)
        self._leading = setter.theme.figure.leading
        self._curves = [series for series in block.series if series.kind is SeriesKind.CURVE]
        self._points = [series for series in block.series if series.kind is SeriesKind.POINTS]
        names = [one_line(series.label) for series in self._curves]
        self._label_room = min(_WIDEST_LABEL * words.scale, width * 0.3, max(map(words.width, names), default=0.0))
        widest = max((words.width(one_line(name)) for _, name in block.up.ticks), default=0.0)
        self._tick_room = min(widest + 1, width * _WIDEST_TICK)
        self._left = self._tick_room + _TICK + _TICK_GAP
        last = words.width(one_line(block.across.ticks[-1][1])) / 2 if block.across.ticks else 0.0
        self._right = width - max(min(last, width * _WIDEST_TICK / 2), self._label_room + _LABEL_GAP if names else 0.0)
        self._radius = _RADIUS * words.mark_scale
        entries = [
            self._key_entry(number, series) for number, series in enumerate(self._points) if series.label and series.points
        ]
        self._key = Key(entries, words, self._left, width)
        self._top = self._leading + 4.0
        self._below = _TICK + 2 * self._leading + 4.0 + self._key.height + _FOOT
        least = self._leading * len(self._curves)
        self._plot_height = max(min(width * _HEIGHT_PART, _HEIGHT), least, _LEAST_HEIGHT)

    @property
    def head(self) -> float:
        """The whole figure with its caption."""
        return self._top + self._plot_height + self._below + self._words.caption_height(self._caption)

    def place(self, flow: Flow, parent: Node) -> None:
        """Place the figure."""
        flow.need(min(self.head, flow.full))
        surface = flow.surface
        room = min(flow.full, max(flow.room, 0.0)) - self._top - self._below
        height = max(_LEAST_HEIGHT, min(self._plot_height, room))
        left, top = flow.page.left, flow.y
        whole = self._top + height + self._below
        plot = _Plot(self._block.across, self._block.up, self._left, self._right, self._top, self._top + height)
        with surface.figure(parent, self._block.alternative, (left, top, left + self._width, top + whole)):
            self._draw(flow, plot, left, top)
            self._name_axes(flow, plot, left, top)
            self._key.place(surface, left, top + whole - _FOOT - self._key.height)
        flow.move(whole)
        self._words.place_caption(flow, parent, self._caption)

    def _draw(self, flow: Flow, plot: _Plot, left: float, top: float) -> None:
        shapes: list[Shape] = []
        for value, _ in plot.up.ticks:
            if plot.holds((plot.left, y := plot.y(value))):
                shapes.append(Stroke(((plot.left - _TICK, y), (plot.right, y)), theme.SOFT_RULE, 0.5))
        for value, _ in plot.across.ticks:
            if plot.holds((x := plot.x(value), plot.foot)):
                shapes.append(Stroke(((x, plot.top), (x, plot.foot + _TICK)), theme.SOFT_RULE, 0.5))
        shapes.append(Stroke(((plot.left, plot.top), (plot.left, plot.foot), (plot.right, plot.foot)), theme.AXIS, 0.8))
        ends: list[tuple[Place, str]] = []
        for series in self._curves:
            parts = plot.clipped([plot.place(point) for point in series.points])
            shapes += [Stroke(part, theme.AXIS, 0.7) for part in parts]
            if parts and series.label:
                ends.append((parts[-1][-1], one_line(series.label)))
        labels = self._labels(plot, ends)
        shapes += [
            Stroke((end, (plot.right + _LABEL_GAP - 1, y)), theme.AXIS, 0.4)
            for (end, _), y in labels
            if abs(end[1] - y) > 1 or end[0] < plot.right - 1
        ]
        for number, series in enumerate(self._points):
            shapes += self._series_shapes(plot, number, series)
        flow.surface.draw(Drawing(tuple(shapes)), left, top)
        for (_, name), y in labels:
            line = self._words.label(name, self._label_room + 1)
            flow.surface.figure_text(left + plot.right + _LABEL_GAP, top + y + self._words.rise(), line)

    def _series_shapes(self, plot: _Plot, number: int, series: Series) -> list[Shape]:
        form, ink = _FORMS[number % len(_FORMS)]
        places = [plot.place(point) for point in series.points]
        shapes: list[Shape] = [Stroke(part, ink, 1.1) for part in plot.clipped(places)]
        for x, y in filter(plot.holds, places):
            shapes += form(x, y, self._radius, ink)
        return shapes

    def _labels(self, plot: _Plot, ends: list[tuple[Place, str]]) -> list[tuple[tuple[Place, str], float]]:
        """Return the ends of curves that are named, each with the height of its name; names do not touch."""
        leading = self._leading * 0.95
        every = max(1, math.ceil(len(ends) * leading / max(leading, plot.foot - plot.top + leading)))
        named = sorted(ends, key=lambda end: _upward(plot, end[0]))[::every]
        heights = apart([end[0][1] for end in named], leading, plot.top, plot.foot)
        return list(zip(named, heights, strict=True))

    def _name_axes(self, flow: Flow, plot: _Plot, left: float, top: float) -> None:
        surface, words = flow.surface, self._words
        if label := words.label(one_line(plot.up.label), self._width):
            surface.figure_text(left, top + words.rise(0.9), label)
        last = math.inf
        for value, name in plot.up.ticks:
            y = plot.y(value)
            if plot.holds((plot.left, y)) and last - y >= self._leading * 0.9:
                line = words.label(one_line(name), self._tick_room)
                surface.figure_text(left + plot.left - _TICK - _TICK_GAP - line_width(line), top + y + words.rise(), line)
                last = y
        base = plot.foot + _TICK + words.rise(1.0)
        end = -math.inf
        for value, name in plot.across.ticks:
            line = words.label(one_line(name), self._width * _WIDEST_TICK)
            x = min(plot.x(value) - line_width(line) / 2, self._width - line_width(line))
            if plot.holds((plot.x(value), plot.foot)) and x >= end + _LABEL_GAP:
                surface.figure_text(left + x, top + base, line)
                end = x + line_width(line)
        if label := words.label(one_line(plot.across.label), self._width - plot.left):
            x = max(plot.left, (plot.left + plot.right - line_width(label)) / 2)
            surface.figure_text(left + x, top + base + self._leading, label)

    def _key_entry(self, number: int, series: Series) -> KeyEntry:
        form, ink = _FORMS[number % len(_FORMS)]
        return KeyEntry(form(self._radius, 5 * self._words.mark_scale, self._radius, ink), one_line(series.label))


def apart(wanted: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Return places as near as can be to ``wanted``, in its order, at least ``least`` apart and inside ``low`` to ``high``.

    Those that would touch share out their distance evenly (pooling of adjacent violators); where there are too many for the
    room, they begin at ``low`` and go on beyond ``high``.
    """
    pools: list[tuple[float, int]] = []
    for number, place in enumerate(wanted):
        mean, count = place - number * least, 1
        while pools and pools[-1][0] > mean:
            before, many = pools.pop()
            mean, count = (before * many + mean * count) / (many + count), many + count
        pools.append((mean, count))
    most = max(low, high - (len(wanted) - 1) * least)
    level = [min(max(mean, low), most) for mean, count in pools for _ in range(count)]
    return [each + number * least for number, each in enumerate(level)]
