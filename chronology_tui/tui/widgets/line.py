"""Painting single lines: pieces of plain text by role, and the widget that shows one such line. Text is never read as markup."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from chronology_tui.domain.text import visible
from chronology_tui.tui.theme import Paint, paint_for
from chronology_tui.tui.widgets.wrapping import fit

_TO_BLANKS = dict.fromkeys((0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x2028, 0x2029), " ")


class Line:
    """One line while it is painted: pieces from left to right, every one cut to the room that is left.

    Blanks join the piece beside them: fewer pieces are fewer bytes for the terminal at every key.
    """

    __slots__ = ("_blanks", "_full", "_ground", "_paint", "_segments", "_used", "_width")

    def __init__(self, width: int, paint: Paint, ground: str = "ground") -> None:
        self._width = width
        self._paint = paint
        self._ground = ground
        self._segments: list[Segment] = []
        self._used = 0
        self._blanks = 0
        self._full = False

    @property
    def width(self) -> int:
        """Cells of the whole line."""
        return self._width

    @property
    def room(self) -> int:
        """Cells that are left."""
        return self._width - self._used

    def add(self, text: str, role: str) -> None:
        """Add text; what does not fit is cut with a mark, and what would steer the terminal is shown instead."""
        if not text.isprintable():  # the last gate: callers wrap and fold text long before
            text = visible(text.translate(_TO_BLANKS))
        size = cell_len(text)
        if size > self.room:
            text = "" if self._full else fit(text, self.room)
            size = cell_len(text)
            self._full = True
        if not size:
            return
        if text.isspace() and "reverse" not in role:
            self._blanks += size
        else:
            style = self._paint(role, self._ground)
            if self._blanks and ("underline" in role or "reverse" in role):  # they would show on blanks
                self._segments.append(Segment(" " * self._blanks, self._paint("text", self._ground)))
                self._segments.append(Segment(text, style))
            else:
                self._segments.append(Segment(" " * self._blanks + text, style))
            self._blanks = 0
        self._used += size

    def to(self, column: int) -> None:
        """Add blanks up to a column."""
        if column > self._used:
            blanks = min(column, self._width) - self._used
            self._blanks += blanks
            self._used += blanks

    def strip(self) -> Strip:
        """Return the line, blank to its end."""
        self.to(self._width)
        if self._blanks:
            blanks = " " * self._blanks
            text, style, _ = self._segments[-1] if self._segments else Segment("")
            if style is not None and not style.reverse and not style.underline:
                self._segments[-1] = Segment(text + blanks, style)
            else:
                self._segments.append(Segment(blanks, self._paint("text", self._ground)))
        return Strip(self._segments, self._width)


class OneLine(Widget):
    """A widget of one line: subclasses add its pieces in :meth:`build`."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "OneLine { height: 1; width: 1fr; }"
    ground = "ground"
    """What the line is painted on; see :class:`Paint`."""

    def build(self, line: Line) -> None:
        """Add the pieces of the line."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Paint the line."""
        width = self.size.width
        if y or width <= 0:
            return Strip.blank(max(0, width), paint_for(self.app.theme)("text", self.ground))
        line = Line(width, paint_for(self.app.theme), self.ground)
        self.build(line)
        return line.strip()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """One line, whatever the width."""
        return 1

    def on_mount(self) -> None:
        """Paint anew when the theme changes."""
        self.watch(self.app, "theme", self._theme_changed)

    def _theme_changed(self) -> None:
        self.refresh()
