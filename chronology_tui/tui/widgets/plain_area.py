"""A field of several lines for user text: what is typed or pasted is shown as plain text and can never steer the terminal."""

from __future__ import annotations

from rich.text import Text
from textual import events
from textual.widgets import TextArea

from chronology_tui.tui.widgets.fields import act_at_once
from chronology_tui.tui.widgets.plain_input import Harmless


class PlainArea(TextArea):
    """Textual's text area, harmless, without colours of its own, and with keys taken in the order in which they come."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    PlainArea, PlainArea:focus { border: none; padding: 0 1; background: $rule; }
    PlainArea:focus { background: $select; background-tint: transparent; }
    PlainArea .text-area--cursor-line { background: transparent; }
    PlainArea .text-area--cursor { background: $accent; color: $background; text-style: none; }
    PlainArea:nocolor .text-area--cursor { text-style: reverse; }
    """

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is shown: characters that would steer the terminal take no cell, one for one."""
        line = super().get_line(line_index)
        Harmless().highlight(line)
        return line

    async def _on_key(self, event: events.Key) -> None:
        """Take the keys in the order in which they come; see :func:`act_at_once`."""
        if not await act_at_once(self, event):
            await super()._on_key(event)
