"""The chips above the timeline: how many entries are shown of how many, and what is asked of them; each can be taken away."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events

from chronology_tui.tui.filtering import Chip
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.widgets.line import Line, OneLine
from chronology_tui.tui.widgets.wrapping import fit

_LONGEST = 40
"""Cells of a chip's words at most."""


class Chips(OneLine):
    """One line of chips; hidden while nothing is asked and nothing is selected. A digit or a click takes a chip away."""

    DEFAULT_CSS = "Chips { display: none; }"

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.glyphs = glyphs
        self._chips: tuple[Chip, ...] = ()
        self._count = ""
        self._selected = ""
        self._spans: list[tuple[int, int, str]] = []

    def show(self, chips: Sequence[Chip], count: str) -> None:
        """Show what is asked of the entries, and how many answer to it."""
        self._chips = tuple(chips)
        self._count = count
        self._shown()

    def show_selected(self, words: str) -> None:
        """Show how many entries are selected; empty words show nothing."""
        if words != self._selected:
            self._selected = words
            self._shown()

    def _shown(self) -> None:
        self.display = bool(self._chips or self._selected)
        self.refresh()

    def build(self, line: Line) -> None:
        """Draw selection, count and chips, and remember where each lies."""
        self._spans = []
        if self._selected:
            start = line.width - line.room
            line.add(f" {self.glyphs.marked} {self._selected} ", "accent bold reverse")
            self._spans.append((start, line.width - line.room, "bulk"))
            line.add(" ", "text")
        if not self._chips:
            line.add(" b change all  y copy  delete  esc clears", "mute")
            return
        line.add(f" {self._count} ", "text bold")
        for n, chip in enumerate(self._chips, 1):
            words = f" {n} {fit(chip.words, _LONGEST, self.glyphs.more)} {self.glyphs.remove} "
            start = line.width - line.room
            if cell_len(words) + 1 > line.room:
                line.add(f" {self.glyphs.more}", "mute")
                break
            line.add(" ", "text")
            line.add(words, "accent reverse")
            self._spans.append((start, line.width - line.room, f"drop_chip({n})"))
        if line.room > 14:
            line.to(line.width - 13)
            line.add("esc clears", "mute")

    async def on_click(self, click: events.Click) -> None:
        """Take away the chip under the mouse; on the count of what is selected, change all of it."""
        for start, end, action in self._spans:
            if start <= click.x < end:
                await self.screen.run_action(action)
                return
