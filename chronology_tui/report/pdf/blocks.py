"""Laying out the blocks of a report other than tables and figures: how high each begins, and its placing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from chronology_tui.domain.text import one_line
from chronology_tui.report.document import (
    Bullets,
    Card,
    Cards,
    Fact,
    Facts,
    Paragraph,
    Quote,
    Subheading,
)
from chronology_tui.report.document import Line as Words
from chronology_tui.report.pdf import theme
from chronology_tui.report.pdf.flow import Column, Flow, Text, once, same
from chronology_tui.report.pdf.shapes import Box, Drawing, Stroke
from chronology_tui.report.pdf.structure import Attributes, Node
from chronology_tui.report.pdf.surface import Surface
from chronology_tui.report.pdf.theme import Palette, TextStyle, Theme
from chronology_tui.report.pdf.wrap import Line, StyledRun, Wrapper


class Laid(Protocol):
    """A block that is ready to be placed."""

    @property
    def head(self) -> float:
        """Height of the part that must stand below a heading on the same page."""

    def place(self, flow: Flow, parent: Node) -> None:
        """Place the block as content of ``parent``."""


@dataclass(slots=True)
class Setter:
    """Sets words: knows the theme and its fonts, not pages."""

    wrapper: Wrapper
    theme: Theme = theme.STANDARD

    def words(self, words: Words, palette: Palette, width: float) -> list[Line]:
        """Return runs of a report as lines."""
        runs = [StyledRun(run.text, palette.style(run.tone, linked=bool(run.target)), run.target) for run in words if run.text]
        return self.wrapper.wrap(runs, width) if runs else []

    def plain(self, text: str, style: TextStyle, width: float) -> list[Line]:
        """Return text of one style as lines."""
        return self.wrapper.wrap([StyledRun(text, style)], width) if text else []


def maker(surface: Surface, parent: Node, tag: str, attributes: Attributes | None = None) -> Callable[[], Node]:
    """Return a function that makes an element of ``parent`` when it is first asked for."""
    if attributes is None:
        return once(lambda: surface.add(parent, tag))
    return once(lambda: surface.add(parent, tag, attributes))


def rule(width: float, ink: theme.Colour = theme.SOFT_RULE, line: float = 0.6) -> Drawing:
    """Return a level line."""
    return Drawing((Stroke(((0, 0), (width, 0)), ink, line),))


_WHOLE = 3
"""Lines that are never parted: with two on one page the third would stand alone on the next."""


def _first_lines(lines: Sequence[Line], style: TextStyle) -> float:
    """Return the height of what is placed together: all of a few lines, two of more."""
    return (len(lines) if len(lines) <= _WHOLE else 2) * style.leading


@dataclass(slots=True)
class LaidSubheading:
    """A heading inside a section."""

    lines: list[Line]
    style: TextStyle
    text: str
    anchor: str
    level: int

    @classmethod
    def of(cls, block: Subheading, setter: Setter, width: float, level: int) -> LaidSubheading:
        """Lay out a subheading; ``level`` is 1 below the heading of a section, 0 where the section has none."""
        style = setter.theme.subheading
        return cls(setter.plain(block.text, style, width), style, block.text, block.anchor, level)

    @property
    def height(self) -> float:
        """All lines."""
        return len(self.lines) * self.style.leading

    @property
    def head(self) -> float:
        """All lines."""
        return self.height

    def place(self, flow: Flow, parent: Node) -> None:
        """Place the subheading, with a bookmark; no level of headings may be left out, so it follows from where it stands."""
        surface = flow.surface
        if self.anchor:
            surface.destination(self.anchor, flow.y)
        if self.lines:
            surface.bookmark(one_line(self.text), self.level, flow.y)
            node = surface.add(parent, f"H{self.level + 2}")
            flow.place([Column(flow.page.left, [Text(self.lines, self.style, same(node))])], keep=False)


_LEAD_IN_LINES = 2
_LONGEST_LINE = 620.0
"""Longest line of running text in the standard theme."""


@dataclass(slots=True)
class LaidParagraph:
    """Flowing words."""

    lines: list[Line]
    style: TextStyle

    @classmethod
    def of(cls, block: Paragraph, setter: Setter, width: float) -> LaidParagraph:
        """Lay out a paragraph; long lines are kept short enough to read."""
        palette = setter.theme.note if block.quiet else setter.theme.body
        return cls(setter.words(block.line, palette, min(width, setter.theme.measure(_LONGEST_LINE))), palette.plain)

    @property
    def head(self) -> float:
        """The first lines."""
        return _first_lines(self.lines, self.style)

    @property
    def height(self) -> float:
        """All lines."""
        return len(self.lines) * self.style.leading

    @property
    def closes(self) -> bool:
        """Whether the words are short enough to belong to the list or table that they stand below."""
        return 0 < len(self.lines) <= _WHOLE

    @property
    def leads_in(self) -> bool:
        """Whether the words are short enough to belong to the list or table that follows."""
        return 0 < len(self.lines) <= _LEAD_IN_LINES

    def place(self, flow: Flow, parent: Node) -> None:
        """Place the paragraph; it splits over pages."""
        if self.lines:
            text = Text(self.lines, self.style, maker(flow.surface, parent, "P"))
            flow.need(self.head)
            flow.place([Column(flow.page.left, [text])], keep=False)


_KEPT_FACTS = 150.0
"""Height up to which facts stay together on a page, in the standard theme."""


@dataclass(slots=True)
class LaidFacts:
    """Labelled facts, up to three side by side."""

    rows: list[list[tuple[list[Line], list[Line]]]]
    widths: float
    theme: Theme

    @classmethod
    def of(cls, block: Facts, setter: Setter, width: float) -> LaidFacts:
        """Lay out facts in three columns, or fewer where there are fewer or their words are large."""
        most = 4 if width > setter.theme.measure(600) and len(block.items) > 3 else 3
        count = setter.theme.across(width, most, len(block.items))
        column = (width - theme.COLUMN_GAP * (count - 1)) / count
        cells = [cls._cell(item, setter, column) for item in block.items]
        return cls([cells[start : start + count] for start in range(0, len(cells), count)], column, setter.theme)

    @staticmethod
    def _cell(item: Fact, setter: Setter, width: float) -> tuple[list[Line], list[Line]]:
        return setter.plain(item.label, setter.theme.label, width), setter.words(item.value, setter.theme.body, width)

    @property
    def head(self) -> float:
        """All rows, or the first where they are many: a row of labels alone on the next page belongs to nothing."""
        gaps = self.theme.gap(theme.PARAGRAPH_GAP) * (len(self.rows) - 1)
        heights = [max(map(self._height, row)) for row in self.rows]
        whole = sum(heights) + gaps
        return whole if whole <= self.theme.measure(_KEPT_FACTS) else max(heights[:1], default=0.0)

    def place(self, flow: Flow, parent: Node) -> None:
        """Place the facts as a list of labels and values."""
        if not self.rows:
            return
        surface = flow.surface
        flow.need(self.head + flow.tail)
        node = surface.add(parent, "L", Attributes(numbering="None"))
        for index, row in enumerate(self.rows):
            if index:
                flow.gap(self.theme.gap(theme.PARAGRAPH_GAP))
            columns = []
            for place, (label, value) in enumerate(row):
                item = surface.add(node, "LI")
                texts = [
                    Text(label, self.theme.label, maker(surface, item, "Lbl")),
                    Text(value, self.theme.body.plain, maker(surface, item, "LBody"), 0.5),
                ]
                columns.append(Column(flow.page.left + place * (self.widths + theme.COLUMN_GAP), texts))
            flow.place(columns)
        surface.close(node)

    def _height(self, cell: tuple[list[Line], list[Line]]) -> float:
        return len(cell[0]) * self.theme.label.leading + len(cell[1]) * self.theme.body.plain.leading + 0.5


_CARD_PAD = 9.0
_CARD_GAP = 11.0
_CARD_RADIUS = 4.0


@dataclass(slots=True)
class LaidCards:
    """Framed statements of equal width and height, up to three side by side."""

    rows: list[list[tuple[list[Line], list[Line], list[Line]]]]
    width: float
    theme: Theme

    @classmethod
    def of(cls, block: Cards, setter: Setter, width: float) -> LaidCards:
        """Lay out cards, three in a row, or one where their words are large."""
        count = setter.theme.across(width, 3, len(block.items))
        card = (width - _CARD_GAP * (count - 1)) / count
        cells = [cls._cell(item, setter, card - 2 * _CARD_PAD) for item in block.items]
        return cls([cells[start : start + count] for start in range(0, len(cells), count)], card, setter.theme)

    @staticmethod
    def _cell(item: Card, setter: Setter, width: float) -> tuple[list[Line], list[Line], list[Line]]:
        return (
            setter.plain(item.label, setter.theme.label, width),
            setter.plain(item.headline, setter.theme.headline, width),
            setter.words(item.body, setter.theme.card, width),
        )

    @property
    def head(self) -> float:
        """The first row of cards."""
        return max((self._height(cell) for row in self.rows[:1] for cell in row), default=0.0)

    def place(self, flow: Flow, parent: Node) -> None:
        """Place the cards, each a division of its own."""
        for index, row in enumerate(self.rows):
            if index:
                flow.gap(_CARD_GAP)
            self._place_row(flow, parent, row)

    def _place_row(self, flow: Flow, parent: Node, row: list[tuple[list[Line], list[Line], list[Line]]]) -> None:
        surface = flow.surface
        columns = []
        nodes = []
        for place, (label, headline, body) in enumerate(row):
            node = surface.add(parent, "Div")
            nodes.append(node)
            texts = [
                Text(label, self.theme.label, maker(surface, node, "P")),
                Text(headline, self.theme.headline, maker(surface, node, "P"), 1),
                Text(body, self.theme.card.plain, maker(surface, node, "P"), 2),
            ]
            columns.append(Column(flow.page.left + place * (self.width + _CARD_GAP) + _CARD_PAD, [t for t in texts if t.lines]))

        def frame(top: float, height: float) -> None:
            box = Box(0, 0, self.width, height, edge=theme.CARD_EDGE, line=0.8, radius=_CARD_RADIUS)
            drawing = Drawing((box,))
            for place in range(len(row)):
                surface.draw(drawing, flow.page.left + place * (self.width + _CARD_GAP), top)

        flow.place(columns, pad=_CARD_PAD, decorate=frame)
        for node in nodes:
            surface.close(node)

    def _height(self, cell: tuple[list[Line], list[Line], list[Line]]) -> float:
        label, headline, body = (len(lines) for lines in cell)
        styles = self.theme
        words = label * styles.label.leading + headline * styles.headline.leading + body * styles.card.plain.leading
        return 2 * _CARD_PAD + 3 + words


_QUOTE_INDENT = 13.0


@dataclass(slots=True)
class LaidQuote:
    """Somebody's own words, with a bar beside them."""

    words: list[Line]
    attribution: list[Line]
    theme: Theme

    @classmethod
    def of(cls, block: Quote, setter: Setter, width: float) -> LaidQuote:
        """Lay out a quotation; quotation marks are added where the words have none."""
        room = min(width - _QUOTE_INDENT, setter.theme.measure(600))
        words = block.words.strip()
        if words and words[0] not in "“‘\"'«":
            words = f"“{words}”"
        styles = setter.theme
        return cls(setter.plain(words, styles.quote.plain, room), setter.words(block.attribution, styles.note, room), styles)

    @property
    def head(self) -> float:
        """The whole, since a quotation is not split where it can be helped."""
        return len(self.words) * self.theme.quote.plain.leading + len(self.attribution) * self.theme.note.plain.leading + 1.5

    def place(self, flow: Flow, parent: Node) -> None:
        """Place the quotation."""
        surface = flow.surface
        node = surface.add(parent, "BlockQuote")
        texts = [
            Text(self.words, self.theme.quote.plain, maker(surface, node, "P")),
            Text(self.attribution, self.theme.note.plain, maker(surface, node, "P"), 1.5),
        ]

        def bar(top: float, height: float) -> None:
            surface.draw(Drawing((Box(0, 1, 2.6, height - 2, fill=theme.QUOTE_BAR),)), flow.page.left, top)

        flow.place([Column(flow.page.left + _QUOTE_INDENT, [text for text in texts if text.lines])], decorate=bar)
        surface.close(node)


_BULLET_INDENT = 12.0
_POINT_GAP = 2.5


@dataclass(slots=True)
class LaidBullets:
    """A list of points."""

    items: list[list[Line]]
    bullet: list[Line]
    theme: Theme

    @classmethod
    def of(cls, block: Bullets, setter: Setter, width: float) -> LaidBullets:
        """Lay out the points."""
        styles = setter.theme
        room = min(width, styles.measure(_LONGEST_LINE)) - styles.measure(_BULLET_INDENT)
        items = [setter.words(item, styles.body, room) for item in block.items]
        return cls(
            [lines for lines in items if lines], setter.plain("•", styles.body.label, styles.measure(_BULLET_INDENT)), styles
        )

    @property
    def head(self) -> float:
        """The first lines of the first point."""
        return max((_first_lines(lines, self.theme.body.plain) for lines in self.items[:1]), default=0.0)

    def place(self, flow: Flow, parent: Node) -> None:
        """Place the points as a list."""
        if not self.items:
            return
        surface = flow.surface
        node = surface.add(parent, "L", Attributes(numbering="Disc"))
        style, indent = self.theme.body.plain, self.theme.measure(_BULLET_INDENT)
        for index, lines in enumerate(self.items):
            if index:
                flow.gap(self.theme.gap(_POINT_GAP))
            item = surface.add(node, "LI")
            label, body = surface.add(item, "Lbl"), surface.add(item, "LBody")
            left = len(self.items) - 1 - index
            if left == 0 and flow.tail:
                flow.need(len(lines) * style.leading + flow.tail)
            elif left == 1 and index and max(len(lines), len(self.items[-1])) <= _WHOLE:
                # The last point would stand alone on the next page.
                height = (len(lines) + len(self.items[-1])) * style.leading + self.theme.gap(_POINT_GAP)
                flow.need(height + flow.tail)
            else:
                flow.need(_first_lines(lines, style))
            flow.place(
                [
                    Column(flow.page.left + 1, [Text(self.bullet, style, same(label))]),
                    Column(flow.page.left + indent, [Text(lines, style, same(body))]),
                ],
                keep=False,
            )
            surface.close(item)
        surface.close(node)
