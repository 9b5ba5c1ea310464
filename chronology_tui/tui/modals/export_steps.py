"""The steps of the export dialogue: their names at the top, their keys at the bottom."""

from __future__ import annotations

from textual import events
from textual.reactive import reactive

from chronology_tui.tui.widgets.key_bar import Key
from chronology_tui.tui.widgets.line import Line, OneLine

STEPS = ("pack", "options", "preview", "changes")
"""The steps in order."""
_TITLES = {"pack": "Pack", "options": "Options", "preview": "Preview", "changes": "Redaction"}
_BACK = Key("esc", "back", "back")
_WRITE = Key("^s", "write", "write")
_KEYS = {
    "pack": [Key("up down", "choose", "move(1)"), Key("enter", "options", "go_on"), Key("F4", "preview", "step('preview')")],
    "options": [Key("tab", "next field", "app.focus_next"), Key("enter", "preview", "go_on"), Key("F6", "file", "file")],
    "preview": [Key("enter", "write", "write"), Key("F5", "what changed", "step('changes')"), Key("F6", "file", "file")],
    "changes": [Key("enter", "write", "write"), Key("F4", "preview", "step('preview')"), Key("F6", "file", "file")],
}


def keys_of(step: str) -> list[Key]:
    """Return the keys of a step; of ``writing`` while the file is being written, of ``result`` once it is."""
    if step == "writing":
        return [Key("esc", "stop", "back")]
    if step == "result":
        return [Key("enter", "done", "back")]
    keys = _KEYS[step]
    return [*keys, *([] if any(key.action == "write" for key in keys) else [_WRITE]), _BACK]


class Steps(OneLine):
    """The names of the steps with their keys; each can be clicked."""

    ground = "panel"
    step: reactive[str] = reactive("pack")
    count: reactive[int] = reactive(0)
    """How much redaction changed."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._spans: list[tuple[int, int, str]] = []

    def build(self, line: Line) -> None:
        """Draw the steps; the present one is turned round, so that it shows without colour."""
        self._spans = []
        for n, step in enumerate(STEPS, 2):
            start = line.width - line.room
            count = f" {self.count:,}" if step == "changes" and self.count else ""
            line.add(f" F{n} ", "accent bold")
            line.add(f" {_TITLES[step]}{count} ", "accent bold reverse" if step == self.step else "mute")
            line.add("  ", "text")
            self._spans.append((start, line.width - line.room, step))

    async def on_click(self, click: events.Click) -> None:
        """Go to the step under the mouse."""
        for start, end, step in self._spans:
            if start <= click.x < end:
                await self.screen.run_action(f"step('{step}')")
                return
