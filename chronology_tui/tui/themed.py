"""The looks of the app: its themes, the mode without colour, the marks of old consoles."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from textual.app import App
from textual.filter import Monochrome, NoColor

from chronology_tui.config import Settings, save_setting
from chronology_tui.domain.text import one_line
from chronology_tui.tui.glyphs import ASCII, Glyphs, choose_glyphs
from chronology_tui.tui.steady import SteadyWidths
from chronology_tui.tui.theme import PALETTES, textual_theme

_PREFIX = "chronology-"
"""What the name of a theme begins with for Textual, and not in the settings."""


class ThemedApp(App[int]):
    """An app in the program's own looks."""

    CSS_PATH = Path(__file__).with_name("app.tcss")

    def __init__(self, *, glyphs: Glyphs | None = None, settings: Settings | None = None) -> None:
        super().__init__()
        self.settings = settings or Settings()
        """What the user has set, with what was switched since."""
        self.glyphs = glyphs or choose_glyphs(ascii_set=self.settings.ascii)
        self.animation_level = self.animation_level if self.settings.animations else "none"
        if self.no_color:  # Textual would draw in shades of grey, which are colours still
            self._filters = [NoColor() if isinstance(line_filter, Monochrome) else line_filter for line_filter in self._filters]
        self._filters.append(SteadyWidths())
        self.set_class(self.glyphs is ASCII, "-ascii")
        for palette in PALETTES:
            self.register_theme(textual_theme(palette))
        self.theme = f"{_PREFIX}{self.settings.theme}"

    def action_next_theme(self) -> None:
        """Dark, light, high contrast, in turn; it is remembered."""
        names = [palette.name for palette in PALETTES]
        self.action_use_theme(names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0])

    def action_use_theme(self, name: str) -> None:
        """Use a theme by name, now and at the next start."""
        self.theme = name
        self.set_and_keep("theme", name.removeprefix(_PREFIX))

    def set_and_keep(self, name: str, value: str | bool) -> None:  # noqa: FBT001 - the value is the point
        """Note what the user has switched, in the settings file too."""
        known: dict[str, Any] = {name: value}
        self.settings = replace(self.settings, **known)
        refused = save_setting(name, value)
        if refused:
            self.notify(one_line(refused), severity="warning", markup=False)
