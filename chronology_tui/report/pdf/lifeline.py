"""The life-line figure: a bar a month by number of entries and highest severity, years below, a lane of dots for each finding."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from chronology_tui.domain.scales import Severity
from chronology_tui.domain.text import counted, one_line
from chronology_tui.report.document import Lane, LifeLine
from chronology_tui.report.pdf import theme
from chronology_tui.report.pdf.blocks import Setter
from chronology_tui.report.pdf.figure import FigureWords, Key, KeyEntry, TimeAxis, month_index
from chronology_tui.report.pdf.flow import Flow
from chronology_tui.report.pdf.shapes import Box, Disc, Drawing, Polygon, Shape, Stroke
from chronology_tui.report.pdf.structure import Node
from chronology_tui.report.pdf.wrap import Line, line_width

_BARS = 66.0
_YEARS = 13.0
_LANE = 13.5
_FOOT = 4.0
_GUTTER = 20.0
_WIDEST_LABEL = 118.0
_WIDEST_PART = 0.4
_LABEL_GAP = 8.0
_DOT = 2.3


class LaidLifeLine:
    """The figure with its caption."""

    def __init__(self, block: LifeLine, setter: Setter, width: float) -> None:
        self._block = block
        self._words = words = FigureWords(setter)
        self._width = width
        self._caption = words.caption(block.caption, width)
        labels = [one_line(lane.label) for lane in block.lanes]
        widest = min(_WIDEST_LABEL * words.scale, width * _WIDEST_PART, max(map(words.width, labels), default=0.0))
        self._labels = [words.labels(label, widest + 1, 1) for label in labels]
        least = _GUTTER * words.scale
        gutter = max(least, widest + _LABEL_GAP) if block.lanes else least
        months = [date(month.year, month.month, 1) for month in block.months]
        self._axis = TimeAxis.of([*months, *(day for lane in block.lanes for day in lane.days)], gutter, width, words)
        self._shown = [month for month in block.months if month.entries > 0]
        self._key = Key(self._key_entries(), words, gutter, width)
        self._years = _YEARS * words.scale
        self._lane = _LANE * words.scale

    @property
    def head(self) -> float:
        """The bars with the first lanes and the caption."""
        caption = self._words.caption_height(self._caption)
        return caption + _BARS + self._years + self._key.height + self._lane * min(len(self._block.lanes), 12) + _FOOT

    def place(self, flow: Flow, parent: Node) -> None:
        """Place the figure whole; lanes that do not fit on a page follow in further figures."""
        if self._axis is not None:
            rest = list(zip(self._block.lanes, self._labels, strict=True))
            bars = True
            while bars or rest:
                fixed = self._years + self._key.height + (_BARS + _FOOT if bars else 0.0)
                flow.need(min(fixed + len(rest) * self._lane + self._words.caption_height(self._caption), flow.full))
                most = max(1, int((flow.room - fixed) / self._lane))
                part, rest = rest[:most], rest[most:]
                self._place_figure(flow, parent, self._axis, part, fixed + len(part) * self._lane, bars=bars)
                bars = False
        self._words.place_caption(flow, parent, self._caption)

    def _place_figure(
        self,
        flow: Flow,
        parent: Node,
        axis: TimeAxis,
        lanes: Sequence[tuple[Lane, list[Line]]],
        height: float,
        *,
        bars: bool,
    ) -> None:
        surface = flow.surface
        left, top = flow.page.left, flow.y
        alternative = self._block.alternative if bars else "Further lanes: " + "; ".join(lane.label for lane, _ in lanes)
        base = _BARS if bars else 0.0
        middles = [base + self._years + (number + 0.5) * self._lane for number in range(len(lanes))]
        with surface.figure(parent, alternative, (left, top, left + self._width, top + height)):
            shapes: list[Shape] = axis.grid(base + self._years + len(lanes) * self._lane)
            if bars:
                shapes += self._bar_shapes(axis)
            shapes.append(Stroke(((axis.left, base), (axis.right, base)), theme.AXIS, 0.8))
            for middle, (lane, _) in zip(middles, lanes, strict=True):
                shapes += _lane_shapes(axis, lane, middle)
            surface.draw(Drawing(tuple(shapes)), left, top)
            if bars:
                self._scale_words(flow, axis, left, top)
            self._words.place_years(surface, axis, left, top + base)
            for middle, (_, label) in zip(middles, lanes, strict=True):
                self._words.place_label(surface, left, top + middle, label)
            if bars:
                self._key.place(surface, left, top + base + self._years + len(lanes) * self._lane)
        flow.move(height)

    def _bar_shapes(self, axis: TimeAxis) -> list[Shape]:
        most = max((month.entries for month in self._shown), default=1)
        gap = min(1.6, axis.step * 0.22)
        shapes: list[Shape] = []
        for month in self._shown:
            x = axis.month(month_index(month.year, month.month)) + gap / 2
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

    def _scale_words(self, flow: Flow, axis: TimeAxis, left: float, top: float) -> None:
        """Say at the top left how many entries the highest bar stands for."""
        most = max((month.entries for month in self._shown), default=0)
        for words in (counted(most, "entry"), f"{most:,}"):
            line = self._words.line(words)
            if most and line_width(line) <= axis.left - 4:
                place = left + axis.left - line_width(line) - 4
                flow.surface.figure_text(place, top + 6 + self._words.rise(0.6), line)
                return

    def _key_entries(self) -> list[KeyEntry]:
        """Return which colour and mark stands for which severity, only of those that are shown."""
        present = sorted({month.highest for month in self._shown if month.concerns > 0})
        scale = self._words.mark_scale

        def bar(ink: theme.Colour) -> Box:
            return Box(0, 1.5 * scale, 5 * scale, 7 * scale, fill=ink)

        entries = [KeyEntry((bar(theme.PALE_BAR),), "entries without a rated concern")]
        for index, severity in enumerate(present):
            shapes = (bar(theme.SEVERITY[severity].mark), *_crown(severity, 2.5 * scale, 1.5 * scale, 2.4))
            entries.append(KeyEntry(shapes, ("highest concern: " if index == 0 else "") + severity.word))
        return entries


def _crown(severity: Severity, x: float, top: float, half: float) -> list[Shape]:
    """A mark above the bar for the highest severity, so that it stands out without colour."""
    if severity is not Severity.CRITICAL:
        return []
    ink = theme.SEVERITY[severity].mark
    middle = top - 3.6
    return [Polygon(((x - half, middle), (x, middle - half), (x + half, middle), (x, middle + half)), fill=ink)]


def _lane_shapes(axis: TimeAxis, lane: Lane, middle: float) -> list[Shape]:
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
