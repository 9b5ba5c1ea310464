"""What layout draws on, without knowing what becomes of it: text, drawings, places and structure, in points from the top left."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from chronology_tui.report.pdf.shapes import Drawing
from chronology_tui.report.pdf.structure import PLAIN, Attributes, Node
from chronology_tui.report.pdf.wrap import Line


class Surface(Protocol):
    """One page after another to draw on."""

    @property
    def document(self) -> Node:
        """The root of the structure."""

    def add(self, parent: Node, tag: str, attributes: Attributes = PLAIN) -> Node:
        """Open a new element of the structure at the end of ``parent``."""

    def close(self, node: Node) -> None:
        """Say that nothing more will be added to ``node``."""

    def start_page(self, *, landscape: bool = False) -> None:
        """End the page, if any, and begin the next, upright or on its side."""

    def text(self, node: Node, x: float, y: float, lines: Sequence[Line], leading: float) -> None:
        """Write ``lines``, the first base line at ``y``, as content of ``node``."""

    def repeated_text(self, x: float, y: float, lines: Sequence[Line], leading: float) -> None:
        """Write lines that repeat what was read before, such as column headings on a further page."""

    def draw(self, drawing: Drawing, x: float, y: float) -> None:
        """Place a drawing with its top left corner at ``x``, ``y``."""

    def figure(self, parent: Node, alternative: str, box: tuple[float, float, float, float]) -> AbstractContextManager[None]:
        """Make all that is drawn inside one figure; ``box`` is left, top, right, bottom."""

    def figure_text(self, x: float, y: float, line: Line) -> None:
        """Write one line inside a figure."""

    def destination(self, anchor: str, y: float) -> None:
        """Make ``y`` on this page the place that links to ``anchor`` lead to."""

    def bookmark(self, title: str, level: int, y: float) -> None:
        """Add a bookmark to this place."""
