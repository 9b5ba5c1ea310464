"""The appointment ribbon: a lane a service, a mark a contact; what was kept stands above the line, all else below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chronology_tui.domain.text import one_line
from chronology_tui.report.document import Outcome, Ribbon, RibbonLane, RibbonMark
from chronology_tui.report.pdf import theme
from chronology_tui.report.pdf.blocks import Setter
from chronology_tui.report.pdf.figure import FigureWords, Key, KeyEntry, TimeAxis
from chronology_tui.report.pdf.flow import Flow
from chronology_tui.report.pdf.marks import cross, diamond, disc, half_disc, square, triangle
from chronology_tui.report.pdf.shapes import Box, Drawing, Shape, Stroke
from chronology_tui.report.pdf.structure import Node
from chronology_tui.report.pdf.wrap import Line

_YEARS = 13.0
_FOOT = 4.0
_WIDEST_LABEL = 150.0
_WIDEST_PART = 0.36
_LABEL_GAP = 8.0
_RADIUS = 2.6
_BETWEEN = 0.9
_OFF_LINE = 1.6
_LANE_PAD = 2.5
_LEVELS = 5
_FARTHEST = 2
"""A mark is moved at most by so many marks from its day before it is drawn over others."""
_KEPT = {Outcome.ATTENDED, Outcome.LATE}
_FORMS = {
    Outcome.ATTENDED: (disc, theme.LEVEL["strength"]),
    Outcome.LATE: (half_disc, theme.LEVEL["strength"]),
    Outcome.MISSED: (cross, theme.LEVEL["strong"]),
    Outcome.FAMILY: (diamond, theme.LEVEL["consider"]),
    Outcome.SERVICE: (square, theme.QUIET_INK),
    Outcome.OTHER: (triangle, theme.QUIET_INK),
}


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark on its lane: its place across, and how many marks lie between it and the line, below zero under the line."""

    x: float
    level: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class _Lane:
    label: list[Line]
    name: str
    marks: tuple[PlacedMark, ...]
    above: int
    below: int


class LaidRibbon:
    """The figure with its caption."""

    def __init__(self, block: Ribbon, setter: Setter, width: float) -> None:
        self._block = block
        self._words = words = FigureWords(setter)
        self._width = width
        self._caption = words.caption(block.caption, width)
        labels = [one_line(lane.label) for lane in block.lanes]
        widest = min(_WIDEST_LABEL * words.scale, width * _WIDEST_PART, max(map(words.width, labels), default=0.0))
        self._radius = _RADIUS * words.mark_scale
        self._pitch = 2 * self._radius + _BETWEEN
        days = [mark.day for lane in block.lanes for mark in lane.marks]
        self._axis = TimeAxis.of([block.first, block.last, *days], widest + _LABEL_GAP, width - self._radius, words)
        self._lanes = [
            self._lay(lane, words.labels(label, widest + 1, 2)) for lane, label in zip(block.lanes, labels, strict=True)
        ]
        present = {mark.outcome for lane in block.lanes for mark in lane.marks}
        self._key = Key(
            [self._key_entry(outcome) for outcome in Outcome if outcome in present], words, widest + _LABEL_GAP, width
        )
        self._years = _YEARS * words.scale

    def _lay(self, lane: RibbonLane, label: list[Line]) -> _Lane:
        marks = spread(lane.marks, self._axis, self._pitch) if self._axis is not None else ()
        above = max((mark.level + 1 for mark in marks if mark.level >= 0), default=1)
        below = max((-mark.level for mark in marks if mark.level < 0), default=1)
        return _Lane(label, lane.label, marks, above, below)

    @property
    def head(self) -> float:
        """All lanes with the caption, or the first twelve."""
        return self._height(self._lanes[:12]) + self._words.caption_height(self._caption) if self._lanes else 0.0

    def place(self, flow: Flow, parent: Node) -> None:
        """Place the figure whole; lanes that do not fit on a page follow in further figures, each with its years and key."""
        rest = self._lanes
        while rest and self._axis is not None:
            flow.need(min(self._height(rest) + self._words.caption_height(self._caption), flow.full))
            count = 1
            while count < len(rest) and self._height(rest[: count + 1]) <= flow.room:
                count += 1
            self._place_figure(flow, parent, self._axis, rest[:count], first=rest is self._lanes)
            rest = rest[count:]
        self._words.place_caption(flow, parent, self._caption)

    def _place_figure(self, flow: Flow, parent: Node, axis: TimeAxis, lanes: Sequence[_Lane], *, first: bool) -> None:
        surface, words = flow.surface, self._words
        left, top = flow.page.left, flow.y
        height = self._height(lanes)
        alternative = self._block.alternative if first else "Further lanes: " + "; ".join(lane.name for lane in lanes)
        foot = self._years + sum(map(self._lane_height, lanes))
        with surface.figure(parent, alternative, (left, top, left + self._width, top + height)):
            grounds, marks = self._shapes(axis, lanes)
            base = Stroke(((axis.left, 0), (axis.right, 0)), theme.AXIS, 0.8)
            surface.draw(Drawing((*grounds, *axis.grid(foot), base, *marks)), left, top)
            words.place_years(surface, axis, left, top)
            for lane, line in zip(lanes, self._lines(lanes), strict=True):
                words.place_label(surface, left, top + line, lane.label)
            self._key.place(surface, left, top + foot)
        flow.move(height)

    def _shapes(self, axis: TimeAxis, lanes: Sequence[_Lane]) -> tuple[list[Shape], list[Shape]]:
        """Return the grounds of every other lane, and the lines and marks of all: what was missed last, over all else."""
        grounds: list[Shape] = []
        lines: list[Shape] = []
        marks: list[Shape] = []
        missed: list[Shape] = []
        y = self._years
        for number, (lane, line) in enumerate(zip(lanes, self._lines(lanes), strict=True)):
            height = self._lane_height(lane)
            if number % 2 == 0:
                grounds.append(Box(0, y, self._width, height, fill=theme.GROUP_GROUND))
            y += height
            lines.append(Stroke(((axis.left, line), (axis.right, line)), theme.AXIS, 0.5))
            for mark in lane.marks:
                form, ink = _FORMS[mark.outcome]
                level = mark.level if mark.level >= 0 else -mark.level - 1
                away = _OFF_LINE + self._radius + level * self._pitch
                shapes = form(mark.x, line - away if mark.level >= 0 else line + away, self._radius, ink)
                (missed if mark.outcome is Outcome.MISSED else marks).extend(shapes)
        return grounds, [*lines, *marks, *missed]

    def _lines(self, lanes: Sequence[_Lane]) -> list[float]:
        """Return how far below the top of the figure the line of each lane lies."""
        lines: list[float] = []
        y = self._years
        for lane in lanes:
            lines.append(y + self._upper(lane))
            y += self._lane_height(lane)
        return lines

    def _upper(self, lane: _Lane) -> float:
        return max(_OFF_LINE + lane.above * self._pitch + _LANE_PAD, self._label_half(lane))

    def _label_half(self, lane: _Lane) -> float:
        """Return how far the label reaches above and below the line of its lane."""
        return self._words.style.leading * len(lane.label) / 2 + 0.5

    def _lane_height(self, lane: _Lane) -> float:
        return self._upper(lane) + max(_OFF_LINE + lane.below * self._pitch + _LANE_PAD, self._label_half(lane))

    def _height(self, lanes: Sequence[_Lane]) -> float:
        return self._years + sum(map(self._lane_height, lanes)) + self._key.height + _FOOT

    def _key_entry(self, outcome: Outcome) -> KeyEntry:
        form, ink = _FORMS[outcome]
        return KeyEntry(form(self._radius, 5 * self._words.mark_scale, self._radius, ink), outcome.value)


def spread(marks: Sequence[RibbonMark], axis: TimeAxis, pitch: float) -> tuple[PlacedMark, ...]:
    """Return where the marks of one lane go so that as few as can be touch.

    A mark stands at its day, next to the line if there is room, otherwise farther from it; where that is full it is moved to the
    right by little; only where even that is full it is drawn over others.
    """
    reached = {True: [float("-inf")] * _LEVELS, False: [float("-inf")] * _LEVELS}
    placed: list[PlacedMark] = []
    order = list(Outcome)
    for mark in sorted(marks, key=lambda each: (each.day, order.index(each.outcome))):
        kept = mark.outcome in _KEPT
        levels = reached[kept]
        x = axis.day(mark.day)
        level = next((number for number, end in enumerate(levels) if x - end >= pitch), None)
        if level is None:
            level = min(range(_LEVELS), key=lambda number: (levels[number], number))
            moved = levels[level] + pitch
            x = moved if moved - x <= _FARTHEST * pitch and moved <= axis.right else x
        levels[level] = max(x, levels[level])
        placed.append(PlacedMark(x, level if kept else -level - 1, mark.outcome))
    return tuple(placed)
