"""Laying out findings: the level as a word with bars at the left, what was found at the right."""

from __future__ import annotations

from dataclasses import dataclass

from chronology_tui.report.document import FindingItem, FindingList
from chronology_tui.report.pdf.blocks import Setter, maker, rule
from chronology_tui.report.pdf.flow import Column, Flow, Text, once
from chronology_tui.report.pdf.shapes import LEVEL_HEIGHT, LEVEL_WIDTH, level_bars
from chronology_tui.report.pdf.structure import Attributes, Node
from chronology_tui.report.pdf.theme import TextStyle, Theme
from chronology_tui.report.pdf.wrap import Line

_LEVEL_COLUMN = 86.0
_FINDING_GAP = 8.0
_WHOLE_FINDING = 130.0
"""Height up to which a finding is never parted, in the standard theme."""
_FIRST_DETAILS = 4
"""Lines below the title that stay with it where a finding goes on over the page."""
_Finding = tuple[FindingItem, list[Line], list[Line], list[list[Line]]]
"""A finding with the lines of its level, title and details."""


@dataclass(slots=True)
class LaidFindings:
    """Findings one below the other: level with bars at the left, words at the right."""

    items: list[_Finding]
    width: float
    theme: Theme

    @classmethod
    def of(cls, block: FindingList, setter: Setter, width: float) -> LaidFindings:
        """Lay out findings."""
        styles = setter.theme
        levels = styles.measure(_LEVEL_COLUMN)
        room = width - levels
        items = []
        for item in block.items:
            level = setter.plain(_capital(item.level), _level_style(styles, item), levels - LEVEL_WIDTH - 12)
            title = setter.plain(item.title, styles.body.strong, room)
            details = [setter.words(line, styles.detail, room) for line in item.lines]
            items.append((item, level, title, [lines for lines in details if lines]))
        return cls(items, width, styles)

    @property
    def head(self) -> float:
        """The first finding, or its first lines where it is long."""
        return self._kept(self.items[0]) if self.items else 0.0

    def place(self, flow: Flow, parent: Node) -> None:
        """Place the findings as a list."""
        if not self.items:
            return
        surface = flow.surface
        node = surface.add(parent, "L", Attributes(numbering="None"))
        line = rule(self.width)
        gap = self.theme.gap(_FINDING_GAP)
        for index, each in enumerate(self.items):
            last = index == len(self.items) - 1
            if index and not flow.fresh:
                flow.need(gap * 2 + self._kept(each) + (flow.tail if last else 0.0))
                if not flow.fresh:
                    flow.gap(gap)
                    surface.draw(line, flow.page.left, flow.y)
                    flow.gap(gap)
            self._place_item(flow, node, each)
        surface.close(node)

    def _place_item(self, flow: Flow, parent: Node, each: _Finding) -> None:
        item, level, title, details = each
        surface = flow.surface
        styles = self.theme
        node = surface.add(parent, "LI")
        words = Column(flow.page.left + LEVEL_WIDTH + 8, [Text(level, _level_style(styles, item), maker(surface, node, "Lbl"))])
        body = once(lambda: surface.add(node, "LBody"))
        texts = [Text(title, styles.body.strong, once(lambda: surface.add(body(), "P")))]
        texts += [
            Text(lines, styles.detail.plain, once(lambda: surface.add(body(), "P")), 2.0 if index == 0 else 1.0)
            for index, lines in enumerate(details)
        ]
        bars = level_bars(item.level, item.bars)
        first = True

        def decorate(top: float, _height: float) -> None:
            nonlocal first
            if first:
                surface.destination(item.anchor, top)
                surface.draw(bars, flow.page.left, top + (styles.body.strong.leading - LEVEL_HEIGHT) / 2)
            first = False

        columns = [words, Column(flow.page.left + styles.measure(_LEVEL_COLUMN), texts)]
        flow.place(columns, decorate=decorate, keep=self._kept(each) == self._height(each))
        surface.close(node)

    def _kept(self, each: _Finding) -> float:
        """Return how much of a finding stands together: a long one goes on over the page, so that none is left half empty."""
        height = self._height(each)
        if height <= self.theme.measure(_WHOLE_FINDING):
            return height
        return len(each[2]) * self.theme.body.strong.leading + _FIRST_DETAILS * self.theme.detail.plain.leading

    def _height(self, each: _Finding) -> float:
        _, level, title, details = each
        strong = self.theme.body.strong.leading
        height = len(title) * strong + sum(len(lines) for lines in details) * self.theme.detail.plain.leading
        return max(height + 1 + len(details), len(level) * strong)


def _level_style(styles: Theme, item: FindingItem) -> TextStyle:
    return styles.level_word.get(item.level, styles.level_word["note"])


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
