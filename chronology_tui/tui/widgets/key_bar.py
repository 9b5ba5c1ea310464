"""The bottom line: the few keys that matter here. Each can be clicked, for terminals that swallow a key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual import events

from chronology_tui.tui.widgets.line import Line, OneLine


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is shown, what it does in a word or two, and the action of the screen that it runs."""

    shown: str
    does: str
    action: str


class KeyBar(OneLine):
    """The keys of a screen, as many as fit; the last one is always shown."""

    def __init__(self, keys: Sequence[Key], *, ground: str = "ground", id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.ground = ground
        self._keys = tuple(keys)
        self._spans: list[tuple[int, int, str]] = []

    def show(self, keys: Sequence[Key]) -> None:
        """Show other keys."""
        self._keys = tuple(keys)
        self.refresh()

    def build(self, line: Line) -> None:
        """Draw the keys and remember where each lies."""
        self._spans = []
        widths = [cell_len(key.shown) + cell_len(key.does) + 3 for key in self._keys]
        used = 0
        for n, key in enumerate(self._keys):
            last = n == len(self._keys) - 1
            if not last and used + widths[n] + widths[-1] > line.width:
                continue
            line.add(f" {key.shown} ", "accent bold")
            line.add(f"{key.does} ", "mute")
            self._spans.append((used, used + widths[n], key.action))
            used += widths[n]

    async def on_click(self, click: events.Click) -> None:
        """Run the action of the key under the mouse."""
        for start, end, action in self._spans:
            if start <= click.x < end:
                await self.screen.run_action(action)
                return
