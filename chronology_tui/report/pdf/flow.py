"""The moving place on the page: where the next block goes, when a page ends, and how text splits over pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from chronology_tui.report.pdf.structure import Node
from chronology_tui.report.pdf.surface import Surface
from chronology_tui.report.pdf.theme import TextStyle
from chronology_tui.report.pdf.wrap import Line


@dataclass(frozen=True, slots=True)
class Page:
    """The printable part of every page, in points from its top left corner."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def width(self) -> float:
        """Width of the printable part."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Height of the printable part."""
        return self.bottom - self.top


@dataclass(slots=True)
class Text:
    """Lines of one style that are one element of the structure.

    Attributes:
        lines: what is left to be placed.
        style: its size and leading.
        gap: distance to what stands above it.
        node: makes or gives its element; called when the first line is placed, so that elements stand in reading order.
    """

    lines: Sequence[Line]
    style: TextStyle
    node: Callable[[], Node]
    gap: float = 0.0

    @property
    def height(self) -> float:
        """Height of the lines with the gap above."""
        return self.gap + len(self.lines) * self.style.leading


@dataclass(slots=True)
class Column:
    """Texts one below the other at one place across the page."""

    x: float
    texts: list[Text] = field(default_factory=list)

    @property
    def height(self) -> float:
        """Height of all texts; the gap above the first does not count."""
        if not self.texts:
            return 0.0
        return sum(text.height for text in self.texts) - self.texts[0].gap

    def place(self, surface: Surface, top: float) -> None:
        """Place everything that is left."""
        y = top
        for index, text in enumerate(self.texts):
            if index:
                y += text.gap
            surface.text(text.node(), self.x, y + text.style.ascent, text.lines, text.style.leading)
            y += len(text.lines) * text.style.leading
        self.texts = []

    def take(self, height: float) -> Column:
        """Remove and return what fits into ``height``; a single line is not left behind or taken alone if it can be helped."""
        taken = Column(self.x)
        room = height
        while self.texts:
            text = self.texts[0]
            gap = text.gap if taken.texts else 0.0
            fit = int((room - gap + 0.01) // text.style.leading)
            if fit >= len(text.lines):
                taken.texts.append(self.texts.pop(0))
                room -= gap + len(text.lines) * text.style.leading
                continue
            fit = _tidy(fit, len(text.lines), first=not taken.texts)
            if fit > 0:
                taken.texts.append(Text(text.lines[:fit], text.style, text.node, text.gap))
                self.texts[0] = Text(text.lines[fit:], text.style, text.node, text.gap)
            break
        return taken


def _tidy(fit: int, lines: int, *, first: bool) -> int:
    """Return how many of ``lines`` lines to place where ``fit`` would go, without leaving or taking one alone."""
    if lines - fit == 1 and fit > 2:
        fit -= 1
    if fit == 1 and lines > 1 and not first:
        return 0
    return max(0, fit)


def once(make: Callable[[], Node]) -> Callable[[], Node]:
    """Return a function that makes its element the first time and gives the same one afterwards."""
    made: list[Node] = []

    def node() -> Node:
        if not made:
            made.append(make())
        return made[0]

    return node


def same(node: Node) -> Callable[[], Node]:
    """Return a function that gives ``node``."""
    return lambda: node


_WORTH_STARTING = 0.25
"""What is higher than a page begins on this one if at least this part of it is left."""

Decorate = Callable[[float, float], None]
"""Draws what lies behind a row: called with its top and its height on each page that it reaches."""


class Flow:
    """Places blocks one below the other and breaks pages.

    Args:
        surface: what is drawn on.
        pages: the printable part of an upright page and of one on its side.
        on_page: called when a page has begun, with whether it lies on its side.
        landscape: whether the first page lies on its side.
        on_part: called when a row of a table or another block is done.

    Attributes:
        page: the printable part of the page.
        landscape: whether the page lies on its side.
        y: where the next block begins.
        headers: called after each page break, to repeat headings; each moves ``y`` down by what it draws.
        tail: height of a short note that stays with the last row or point of the list or table that is placed now.
        full: height of a page below its repeated headings.
    """

    def __init__(
        self,
        surface: Surface,
        pages: tuple[Page, Page],
        on_page: Callable[[bool], None],
        *,
        landscape: bool = False,
        on_part: Callable[[], None] = lambda: None,
    ) -> None:
        self.surface = surface
        self.landscape = landscape
        self.part_done = on_part
        self._pages = pages
        self.page = pages[landscape]
        self.y = self.page.top
        self.headers: list[Callable[[], None]] = []
        self.tail = 0.0
        self._on_page = on_page
        self._fresh = True
        self._below_heading = False
        self.full = self.page.height
        self.break_page()

    @property
    def room(self) -> float:
        """Height that is left on the page."""
        return self.page.bottom - self.y

    @property
    def fresh(self) -> bool:
        """Whether nothing but repeated headings stands on the page yet."""
        return self._fresh

    def break_page(self) -> None:
        """Begin the next page."""
        self.surface.start_page(landscape=self.landscape)
        self._on_page(self.landscape)
        self.y = self.page.top
        for header in self.headers:
            header()
        self.full = self.page.bottom - self.y
        self._fresh = True
        self._below_heading = False

    def turn(self, *, landscape: bool) -> None:
        """Go on with upright pages or with pages on their side; where that is a change the next page begins."""
        if landscape != self.landscape:
            self.landscape = landscape
            self.page = self._pages[landscape]
            self.break_page()

    def need(self, height: float) -> None:
        """Begin the next page unless ``height`` is left on this one, or a fair part of it for what is higher than a page."""
        if height > self.full:
            height = self.full * _WORTH_STARTING
        if height > self.room + 0.01 and not self._fresh and not self._below_heading:
            self.break_page()

    def move(self, height: float, *, heading: bool = False) -> None:
        """Go down by ``height``; after a ``heading`` no page break is made before something stands below it."""
        self.y += height
        self._fresh = False
        self._below_heading = heading

    def keep_with_next(self) -> None:
        """Make no page break before something more stands below what was placed last."""
        self._below_heading = True

    def gap(self, height: float) -> None:
        """Leave a gap, unless this is the top of a page."""
        if not self._fresh:
            self.y = min(self.y + height, self.page.bottom)

    def place(
        self,
        columns: Sequence[Column],
        *,
        pad: float = 0.0,
        decorate: Decorate | None = None,
        keep: bool = True,
        least: float = 0.0,
    ) -> None:
        """Place ``columns`` side by side as one row.

        Args:
            columns: the texts of the row.
            pad: room inside the row above and below its texts.
            decorate: draws behind each part of the row.
            keep: whether the row goes to the next page whole where it fits there; otherwise it splits where the page ends.
            least: least height of the row.
        """
        height = max(max((column.height for column in columns), default=0.0) + 2 * pad, least)
        if height <= self.room + 0.01:
            self._place_whole(columns, pad, height, decorate)
            return
        movable = not self._fresh and not self._below_heading
        if movable and keep and height <= self.full + 0.01:
            self.break_page()
            self._place_whole(columns, pad, height, decorate)
            return
        if not any(column.texts for column in columns):
            self._place_whole(columns, pad, height, decorate)
            return
        if movable and keep and self.room < self.full * _WORTH_STARTING:
            self.break_page()
        self._place_split(columns, pad, decorate)

    def _place_whole(self, columns: Sequence[Column], pad: float, height: float, decorate: Decorate | None) -> None:
        if decorate is not None:
            decorate(self.y, height)
        for column in columns:
            column.place(self.surface, self.y + pad)
        self.move(height)

    def _place_split(self, columns: Sequence[Column], pad: float, decorate: Decorate | None) -> None:
        while any(column.texts for column in columns):
            room = self.room - 2 * pad
            parts = [column.take(room) for column in columns]
            height = max(part.height for part in parts)
            if not height:
                if self._fresh:
                    raise ValueError("a line of text is higher than the page")
                self.break_page()
                continue
            if decorate is not None:
                decorate(self.y, height + 2 * pad)
            for part in parts:
                part.place(self.surface, self.y + pad)
            self.move(height + 2 * pad)
            if any(column.texts for column in columns):
                self.break_page()
