"""Laying out findings: the level as a word with bars at the left, what was found at the right."""

from __future__ import annotations

from dataclasses import dataclass

from chronology_tui.report.document import FindingItem, FindingList
from chronology_tui.report.pdf import theme
from chronology_tui.report.pdf.blocks import Setter, maker, rule
from chronology_tui.report.pdf.flow import Column, Flow, Text, once
from chronology_tui.report.pdf.shapes import LEVEL_HEIGHT, LEVEL_WIDTH, level_bars
from chronology_tui.report.pdf.structure import Attributes, Node
from chronology_tui.report.pdf.theme import TextStyle
from chronology_tui.report.pdf.wrap import Line

_LEVEL_COLUMN = 86.0
_FINDING_GAP = 8.0
_Finding = tuple[FindingItem, list[Line], list[Line], list[list[Line]]]
"""A finding with the lines of its level, title and details."""


@dataclass(slots=True)
class LaidFindings:
    """Findings one below the other: level with bars at the left, words at the right."""

    items: list[_Finding]
    width: float

    @classmethod
    def of(cls, block: FindingList, setter: Setter, width: float) -> LaidFindings:
        """Lay out findings."""
        room = width - _LEVEL_COLUMN
        items = []
        for item in block.items:
            level = setter.plain(_capital(item.level), _level_style(item), _LEVEL_COLUMN - LEVEL_WIDTH - 12)
            title = setter.plain(item.title, theme.BODY.strong, room)
            details = [setter.words(line, theme.DETAIL, room) for line in item.lines]
            items.append((item, level, title, [lines for lines in details if lines]))
        return cls(items, width)

    @property
    def head(self) -> float:
        """The first finding."""
        return _finding_height(self.items[0]) if self.items else 0.0

    def place(self, flow: Flow, parent: Node) -> None:
        """Place the findings as a list."""
        if not self.items:
            return
        surface = flow.surface
        node = surface.add(parent, "L", Attributes(numbering="None"))
        line = rule(self.width)
        for index, each in enumerate(self.items):
            if index and not flow.fresh:
                flow.need(_FINDING_GAP * 2 + _finding_height(each))
                if not flow.fresh:
                    flow.gap(_FINDING_GAP)
                    surface.draw(line, flow.page.left, flow.y)
                    flow.gap(_FINDING_GAP)
            self._place_item(flow, node, each)
        surface.close(node)

    def _place_item(self, flow: Flow, parent: Node, each: _Finding) -> None:
        item, level, title, details = each
        surface = flow.surface
        node = surface.add(parent, "LI")
        words = Column(flow.page.left + LEVEL_WIDTH + 8, [Text(level, _level_style(item), maker(surface, node, "Lbl"))])
        body = once(lambda: surface.add(node, "LBody"))
        texts = [Text(title, theme.BODY.strong, once(lambda: surface.add(body(), "P")))]
        texts += [
            Text(lines, theme.DETAIL.plain, once(lambda: surface.add(body(), "P")), 2.0 if index == 0 else 1.0)
            for index, lines in enumerate(details)
        ]
        bars = level_bars(item.level, item.bars)
        first = True

        def decorate(top: float, _height: float) -> None:
            nonlocal first
            if first:
                surface.destination(item.anchor, top)
                surface.draw(bars, flow.page.left, top + (theme.BODY.strong.leading - LEVEL_HEIGHT) / 2)
            first = False

        flow.place([words, Column(flow.page.left + _LEVEL_COLUMN, texts)], decorate=decorate)
        surface.close(node)


def _finding_height(each: _Finding) -> float:
    _, level, title, details = each
    height = len(title) * theme.BODY.strong.leading + sum(len(lines) for lines in details) * theme.DETAIL.plain.leading
    return max(height + 1 + len(details), len(level) * theme.BODY.strong.leading)


def _level_style(item: FindingItem) -> TextStyle:
    return theme.LEVEL_WORD.get(item.level, theme.LEVEL_WORD["note"])


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
