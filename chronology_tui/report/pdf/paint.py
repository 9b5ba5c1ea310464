"""Turns what layout draws into PDF operators and marked content on a tagged canvas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from chronology_tui.report.pdf import canvas as pdf
from chronology_tui.report.pdf.canvas import TaggedCanvas
from chronology_tui.report.pdf.fonts import Span, Typefaces, is_leftward
from chronology_tui.report.pdf.objects import text_string
from chronology_tui.report.pdf.operators import drawing_operators, number, rgb
from chronology_tui.report.pdf.reportlab_seam import escape
from chronology_tui.report.pdf.shapes import Drawing
from chronology_tui.report.pdf.structure import PLAIN, Attributes, Node
from chronology_tui.report.pdf.theme import LINK_INK, TextStyle
from chronology_tui.report.pdf.wrap import Fragment, Line

A4 = (595.28, 841.89)
"""Width and height of an upright page in points."""
_KEPT_DRAWINGS = 64
_DESTINATION_GAP = 6.0
_UNDERLINE = 1.6


class Painter:
    """The surface of one file.

    Args:
        canvas: what is drawn on.
        faces: the fonts.
        wanted: the anchors that links lead to; places of other anchors are not kept.
    """

    def __init__(self, canvas: TaggedCanvas, faces: Typefaces, wanted: frozenset[str]) -> None:
        self._canvas = canvas
        self._faces = faces
        self._wanted = wanted
        self._main = (canvas.embed(faces.regular), canvas.embed(faces.bold))
        self._styles: dict[TextStyle, str] = {}
        self._drawings: dict[Drawing, str] = {}
        self._in_figure = False

    @property
    def document(self) -> Node:
        """The root of the structure."""
        return self._canvas.tree.document

    def add(self, parent: Node, tag: str, attributes: Attributes = PLAIN) -> Node:
        """Open a new element of the structure at the end of ``parent``."""
        return self._canvas.tree.add(parent, tag, attributes)

    def close(self, node: Node) -> None:
        """Say that nothing more will be added to ``node``."""
        self._canvas.tree.close(node)

    def start_page(self, *, landscape: bool = False) -> None:
        """End the page, if any, and begin the next, upright or on its side."""
        self._canvas.start_page(*(A4[::-1] if landscape else A4))

    def text(self, node: Node, x: float, y: float, lines: Sequence[Line], leading: float) -> None:
        """Write ``lines``, the first base line at ``y``, as content of ``node``."""
        if not any(lines):
            return
        operators = self._canvas.operators
        if any(fragment.target or is_leftward(fragment.text) for line in lines for fragment in line):
            self._marked_text(node, x, y, lines, leading)
            return
        operators.append(self._mark(node))
        self._show(operators, x, y, lines, leading)
        operators.append(pdf.END)

    def repeated_text(self, x: float, y: float, lines: Sequence[Line], leading: float) -> None:
        """Write lines that repeat what was read before."""
        self._artifact(pdf.REPEATED, x, y, lines, leading)

    def header_text(self, x: float, y: float, lines: Sequence[Line], leading: float) -> None:
        """Write the header of the page."""
        self._artifact(pdf.HEADER, x, y, lines, leading)

    def footer_operators(self, x: float, y: float, lines: Sequence[Line], leading: float) -> list[str]:
        """Return the operators of a page's footer, for the canvas to place when it ends the file."""
        operators = [pdf.FOOTER]
        self._show(operators, x, y, lines, leading)
        return [*operators, pdf.END]

    def closing_operators(self, x: float, y: float, lines: Sequence[Line], leading: float) -> list[str]:
        """Return the operators of words at the foot of the last page that are read out after all others."""
        operators = [self._mark(self.add(self.document, "P"))]
        self._show(operators, x, y, lines, leading)
        return [*operators, pdf.END]

    def draw(self, drawing: Drawing, x: float, y: float) -> None:
        """Place a drawing with its top left corner at ``x``, ``y``."""
        code = self._drawings.get(drawing)
        if code is None:
            code = drawing_operators(drawing)
            if len(self._drawings) >= _KEPT_DRAWINGS:
                self._drawings.clear()
            self._drawings[drawing] = code
        placed = f"q 1 0 0 -1 {x:.2f} {self._canvas.height - y:.2f} cm\n{code}\nQ"
        operators = self._canvas.operators
        operators.append(placed if self._in_figure else f"{pdf.LAYOUT}\n{placed}\n{pdf.END}")

    @contextmanager
    def figure(self, parent: Node, alternative: str, box: tuple[float, float, float, float]) -> Iterator[None]:
        """Make all that is drawn inside one figure; ``box`` is left, top, right, bottom."""
        left, top, right, bottom = box
        attributes = Attributes(
            alternative=alternative, box=(left, self._canvas.height - bottom, right, self._canvas.height - top)
        )
        node = self.add(parent, "Figure", attributes)
        self._canvas.operators.append(self._mark(node))
        self._in_figure = True
        try:
            yield
        finally:
            self._in_figure = False
            self._canvas.operators.append(pdf.END)
            self.close(node)

    def figure_text(self, x: float, y: float, line: Line) -> None:
        """Write one line inside a figure."""
        self._show(self._canvas.operators, x, y, (line,), 0)

    def destination(self, anchor: str, y: float) -> None:
        """Make ``y`` on this page the place that links to ``anchor`` lead to."""
        if anchor in self._wanted:
            self._canvas.destination(anchor, self._canvas.height - y + _DESTINATION_GAP)

    def bookmark(self, title: str, level: int, y: float) -> None:
        """Add a bookmark to this place."""
        self._canvas.bookmark(title, level, self._canvas.height - y + _DESTINATION_GAP)

    def _mark(self, node: Node) -> str:
        return f"/{node.tag} <</MCID {self._canvas.tree.mark(node)}>> BDC"

    def _artifact(self, kind: str, x: float, y: float, lines: Sequence[Line], leading: float) -> None:
        operators = self._canvas.operators
        operators.append(kind)
        self._show(operators, x, y, lines, leading)
        operators.append(pdf.END)

    def _style(self, style: TextStyle) -> str:
        code = self._styles.get(style)
        if code is None:
            code = self._styles[style] = f"{rgb(style.ink)} rg {self._main[style.bold].main} {number(style.size)} Tf"
        return code

    def _show(self, operators: list[str], x: float, y: float, lines: Sequence[Line], leading: float) -> None:
        code = [f"BT 1 0 0 1 {x:.2f} {self._canvas.height - y:.2f} Tm {number(leading)} TL"]
        style: TextStyle | None = None
        for line in lines:
            for fragment in line:
                if fragment.style is not style:
                    style = fragment.style
                    code.append(self._style(style))
                self._show_fragment(code, fragment)
            code.append("T*")
        code[-1] = "ET"
        operators.extend(code)

    def _show_fragment(self, code: list[str], fragment: Fragment) -> None:
        text, style = fragment.text, fragment.style
        if text.isascii():
            code.append(f"({escape(text)}) Tj")
            return
        for span in self._faces.spans(text, bold=style.bold):
            self._show_span(code, span, style)

    def _show_span(self, code: list[str], span: Span, style: TextStyle) -> None:
        if span.missing:
            self._faces.note_missing(span.missing)
        worded = span.actual and not span.leftward
        if worded:
            code.append(f"/Span <</ActualText {text_string(span.actual).decode()}>> BDC")
        main = self._main[style.bold].main
        current = main
        for piece in span.pieces:
            for name, data in self._canvas.embed(piece.font).encode(piece.text):
                if name != current:
                    current = name
                    code.append(f"{name} {number(style.size)} Tf")
                code.append(f"({data}) Tj")
        if worded:
            code.append(pdf.END)
        if current != main:
            code.append(f"{main} {number(style.size)} Tf")

    def _marked_text(self, node: Node, x: float, y: float, lines: Sequence[Line], leading: float) -> None:
        """Write lines with elements of their own for links and for words read from right to left."""
        code = [f"BT 1 0 0 1 {x:.2f} {self._canvas.height - y:.2f} Tm {number(leading)} TL"]
        marks = _Marks(self._canvas, code)
        links: list[_PlacedLink] = []
        owner, target = node, ""
        base = self._canvas.height - y
        for line in lines:
            at = x
            for fragment in line:
                if fragment.target != target:
                    target = fragment.target
                    owner = self.add(node, "Link") if target else node
                code.append(self._style(fragment.style))
                for span in self._faces.spans(fragment.text, bold=fragment.style.bold):
                    inner = self.add(owner, "Span", Attributes(actual=span.actual)) if span.leftward else owner
                    marks.switch(inner)
                    self._show_span(code, span, fragment.style)
                if target:
                    links.append(_PlacedLink(owner, at, base, fragment))
                at += fragment.width
            base -= leading
            code.append("T*")
        marks.end()
        code.append("ET")
        self._canvas.operators.extend(code)
        if links:
            self._place_links(links)

    def _place_links(self, links: Sequence[_PlacedLink]) -> None:
        code = [pdf.LAYOUT, f"{rgb(LINK_INK)} RG .4 w"]
        for link in links:
            size, text = link.fragment.style.size, link.fragment.text
            blank = self._faces.measure(" ", bold=link.fragment.style.bold) * size / 1000
            left = link.left + (blank if text.startswith(" ") else 0)
            right = link.left + link.fragment.width
            code.append(f"{left:.2f} {link.base - _UNDERLINE:.2f} m {right:.2f} {link.base - _UNDERLINE:.2f} l S")
            box = (left - 1, link.base - size * 0.3, right + 1, link.base + size * 0.85)
            self._canvas.link(link.node, box, link.fragment.target, f"Go to {text.strip()}")
        self._canvas.operators.extend((*code, pdf.END))


@dataclass(frozen=True, slots=True)
class _PlacedLink:
    """Words of a link on one line: their element, left edge and base line."""

    node: Node
    left: float
    base: float
    fragment: Fragment


class _Marks:
    """The marked content that is open while a text is written."""

    def __init__(self, canvas: TaggedCanvas, code: list[str]) -> None:
        self._canvas = canvas
        self._code = code
        self._node: Node | None = None

    def switch(self, node: Node) -> None:
        """Go on as content of ``node``."""
        if node is not self._node:
            self.end()
            self._code.append(f"/{node.tag} <</MCID {self._canvas.tree.mark(node)}>> BDC")
            self._node = node

    def end(self) -> None:
        """Close what is open."""
        if self._node is not None:
            self._code.append(pdf.END)
        self._node = None
