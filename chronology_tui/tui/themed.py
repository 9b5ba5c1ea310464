"""The looks of the app: its themes, the mode without colour, the marks of old consoles."""

from __future__ import annotations

from pathlib import Path

from textual.app import App
from textual.filter import Monochrome, NoColor

from chronology_tui.tui.glyphs import ASCII, Glyphs, choose_glyphs
from chronology_tui.tui.theme import DARK, PALETTES, textual_theme


class ThemedApp(App[int]):
    """An app in the program's own looks."""

    CSS_PATH = Path(__file__).with_name("app.tcss")

    def __init__(self, *, glyphs: Glyphs | None = None) -> None:
        super().__init__()
        self.glyphs = glyphs or choose_glyphs()
        if self.no_color:  # Textual would draw in shades of grey, which are colours still
            self._filters = [NoColor() if isinstance(line_filter, Monochrome) else line_filter for line_filter in self._filters]
        self.set_class(self.glyphs is ASCII, "-ascii")
        for palette in PALETTES:
            self.register_theme(textual_theme(palette))
        self.theme = DARK.name

    def action_next_theme(self) -> None:
        """Dark, light, high contrast, in turn."""
        names = [palette.name for palette in PALETTES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]

    def action_use_theme(self, name: str) -> None:
        """Use a theme by name."""
        self.theme = name
