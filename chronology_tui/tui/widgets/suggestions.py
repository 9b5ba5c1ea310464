"""What may stand at the cursor of the typed line, as a short list above it: the text, and what it means.

The list never takes the focus and never holds up typing. Tab takes the marked suggestion, up and down move the mark, Esc puts the
list away until the next key.
"""

from __future__ import annotations

from rich.cells import cell_len
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from chronology_tui.domain.text import one_line
from chronology_tui.domain.typed_line import Suggestion
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.theme import paint_for
from chronology_tui.tui.widgets.line import Line

_LABEL_MOST = 34
"""Cells for the label at most."""
_WIDEST = 84
"""Cells of the list at most."""
_MARGIN = 2
_KEYS = "   tab take  up down choose  esc put away"


class Suggestions(Widget):
    """The list; hidden while there is nothing to suggest."""

    ALLOW_SELECT = False
    can_focus = False
    DEFAULT_CSS = "Suggestions { layer: over; dock: bottom; width: auto; height: auto; display: none; }"

    def __init__(self, *, keys: str = _KEYS, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's
        super().__init__(id=id)
        self._keys = keys
        self.glyphs = glyphs
        self._items: tuple[Suggestion, ...] = ()
        self._at = 0

    @property
    def marked(self) -> Suggestion | None:
        """The suggestion that Tab takes, or None while nothing is suggested."""
        return self._items[self._at] if self._items else None

    def show(self, items: tuple[Suggestion, ...]) -> None:
        """Suggest other texts; none hides the list."""
        if items == self._items:
            return
        self._items = items
        self._at = 0
        self.display = bool(items)
        self.refresh(layout=True)

    def move(self, by: int) -> None:
        """Mark the next or the previous suggestion; past the end comes the beginning."""
        if self._items:
            self._at = (self._at + by) % len(self._items)
            self.refresh()

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - Textual's signature
        """As wide as the widest suggestion, within the screen."""
        widest = max((self._label_width() + cell_len(one_line(item.detail)) + 2 * _MARGIN + 2 for item in self._items), default=0)
        return min(max(widest, len(self._keys) + _MARGIN + 1), _WIDEST, max(0, container.width - _MARGIN))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        """A line for each suggestion and one for the keys."""
        return len(self._items) + 1 if self._items else 0

    def _label_width(self) -> int:
        return min(_LABEL_MOST, max((cell_len(one_line(item.label)) for item in self._items), default=0))

    def render_line(self, y: int) -> Strip:
        """Paint a suggestion, or the keys in the last line."""
        width = self.size.width
        paint = paint_for(self.app.theme)
        if y < len(self._items):
            item, chosen = self._items[y], y == self._at
            line = Line(width, paint, "select" if chosen else "panel")
            line.add(f" {self.glyphs.prompt} " if chosen else "   ", "accent bold")
            line.add(one_line(item.label), "text bold" if chosen else "text")
            line.to(3 + self._label_width() + _MARGIN)
            line.add(one_line(item.detail), "mute")
            return line.strip()
        line = Line(width, paint, "panel")
        if y == len(self._items):
            line.add(self._keys, "mute")
        return line.strip()

    def on_mount(self) -> None:
        """Paint anew when the theme changes."""
        self.watch(self.app, "theme", self._theme_changed)

    def _theme_changed(self) -> None:
        self.refresh()
