"""An input for user text: what is typed or pasted is shown as plain text and can never steer the terminal."""

from __future__ import annotations

from rich.highlighter import Highlighter
from rich.text import Text
from textual import events
from textual.widgets import Input

from chronology_tui.tui.widgets.fields import act_at_once

_NOTHING = "\u200b"
"""Takes no cell, as the characters that it stands in for, so that the cursor stays where it belongs."""
_STEERING = (
    *range(0x20), *range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A), 0xFEFF,
    *range(0xFFF9, 0xFFFC), *range(0xD800, 0xE000),
)  # fmt: skip
_HARMLESS = dict.fromkeys(_STEERING, _NOTHING)
_CONTROLS = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029), " ")


class Harmless(Highlighter):
    """Shows characters that would steer the terminal as nothing; the value keeps them."""

    def highlight(self, text: Text) -> None:
        """Replace them, one for one."""
        shown = text.plain.translate(_HARMLESS)
        if shown != text.plain:
            text.plain = shown


class PlainInput(Input):
    """Textual's input with :class:`Harmless` display, and pasted text of several lines kept whole as one line."""

    ALLOW_SELECT = False

    def __init__(
        self,
        value: str = "",
        *,
        placeholder: str = "",
        password: bool = False,
        highlighter: Highlighter | None = None,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(
            value, placeholder=placeholder, password=password, highlighter=highlighter or Harmless(), id=id,
            select_on_focus=False,
        )  # fmt: skip

    async def _on_key(self, event: events.Key) -> None:
        """Take the keys in the order in which they come; see :func:`act_at_once`."""
        if not await act_at_once(self, event):
            await super()._on_key(event)

    def _on_paste(self, event: events.Paste) -> None:
        """Insert pasted text; Textual's own handler would keep its first line and lose the rest."""
        event.prevent_default()
        event.stop()
        self.put_in(event.text)

    def put_in(self, pasted: str) -> None:
        """Insert text of any number of lines as one line, in place of what is selected."""
        text = pasted.translate(_CONTROLS)
        if not self.password:
            text = " ".join(text.split())
        selection = self.selection
        if selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *selection)
