"""A surface that remembers what was drawn on it, to look at layout without a file."""

# ruff: noqa: ARG002 - a surface takes what layout gives it, whether it keeps it or not
from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from chronology_tui.report.document import ReportDocument
from chronology_tui.report.pdf.blocks import Setter
from chronology_tui.report.pdf.flow import Flow, Page
from chronology_tui.report.pdf.fonts import Typefaces
from chronology_tui.report.pdf.layout import lay_out, starts_lying
from chronology_tui.report.pdf.shapes import Drawing
from chronology_tui.report.pdf.structure import PLAIN, Attributes, Node
from chronology_tui.report.pdf.theme import theme_of
from chronology_tui.report.pdf.wrap import Line, Wrapper, line_width

PAGE = Page(46, 549, 50, 794)
LYING = Page(46, 796, 50, 547)


@dataclass(frozen=True)
class Written:
    """One line of text on a page; ``tag`` is its element, or how it repeats."""

    page: int
    tag: str
    x: float
    y: float
    width: float
    text: str
    size: float
    element: int = 0


@dataclass(frozen=True)
class Drawn:
    """One drawing on a page."""

    page: int
    x: float
    y: float
    drawing: Drawing


@dataclass
class Recorder:
    """Keeps texts, drawings, places and bookmarks in the order they came."""

    document: Node = field(default_factory=lambda: Node(1, "Document", None, b""))
    page: int = 0
    texts: list[Written] = field(default_factory=list)
    drawings: list[Drawn] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    bookmarks: list[tuple[str, int]] = field(default_factory=list)
    figures: list[tuple[int, tuple[float, float, float, float]]] = field(default_factory=list)
    elements: int = 1
    lying: dict[int, bool] = field(default_factory=dict)

    def add(self, parent: Node, tag: str, attributes: Attributes = PLAIN) -> Node:
        self.elements += 1
        return Node(self.elements, tag, parent, b"")

    def close(self, node: Node) -> None:
        node.open.clear()

    def start_page(self, *, landscape: bool = False) -> None:
        self.page += 1
        self.lying[self.page] = landscape

    def text(self, node: Node, x: float, y: float, lines: Sequence[Line], leading: float) -> None:
        self._write(node.tag, node.number, x, y, lines, leading)

    def repeated_text(self, x: float, y: float, lines: Sequence[Line], leading: float) -> None:
        self._write("repeated", 0, x, y, lines, leading)

    def draw(self, drawing: Drawing, x: float, y: float) -> None:
        self.drawings.append(Drawn(self.page, x, y, drawing))

    @contextmanager
    def figure(self, parent: Node, alternative: str, box: tuple[float, float, float, float]) -> Iterator[None]:
        self.figures.append((self.page, box))
        yield

    def figure_text(self, x: float, y: float, line: Line) -> None:
        self._write("figure", 0, x, y, (line,), 0)

    def destination(self, anchor: str, y: float) -> None:
        self.places.setdefault(anchor, self.page)

    def bookmark(self, title: str, level: int, y: float) -> None:
        self.bookmarks.append((title, level))

    def _write(self, tag: str, element: int, x: float, y: float, lines: Sequence[Line], leading: float) -> None:
        for index, line in enumerate(lines):
            if line:
                words = "".join(fragment.text for fragment in line)
                size = max(fragment.style.size for fragment in line)
                self.texts.append(Written(self.page, tag, x, y + index * leading, line_width(line), words, size, element))


def laid_out(document: ReportDocument) -> Recorder:
    """Return what is drawn for a report."""
    recorder = Recorder()
    theme = theme_of(document.meta.look)
    flow = Flow(recorder, (PAGE, LYING), lambda _: None, landscape=starts_lying(document))
    lay_out(document, flow, Setter(Wrapper(Typefaces(theme.face)), theme))
    return recorder
