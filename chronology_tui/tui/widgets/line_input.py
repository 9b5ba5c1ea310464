"""The input of the typed line: its keys, each of which acts within its key press."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.highlighter import Highlighter
from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from chronology_tui.tui.widgets.plain_input import PlainInput

if TYPE_CHECKING:
    from chronology_tui.tui.widgets.typed_line import TypedLine

EXAMPLE = "14/3/24 wnb physio; second letter unanswered !3 src:letter"


class LineInput(PlainInput):
    """The input itself: ``up`` and ``down`` recall, Esc clears and then leaves; these and Tab serve suggestions first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "recall(-1)", "Earlier line", show=False),
        Binding("down", "recall(1)", "Later line", show=False),
        Binding("ctrl+e", "to_form", "Go on in the form", show=False),
        Binding("escape", "back_out", "Clear, then leave", show=False),
    ]

    @dataclass
    class Block(Message):
        """Several lines were pasted."""

        text: str

    def __init__(self, line: TypedLine, colours: Highlighter) -> None:
        super().__init__(placeholder=f"n: type an entry, such as {EXAMPLE}", highlighter=colours, id="line-input")
        self._line = line

    async def _on_key(self, event: events.Key) -> None:
        """Serve the list of suggestions, in the order in which keys come: what is typed after Tab comes after it."""
        # Tab with nothing to take stays among the words: what is typed next must not land on the single keys of the timeline.
        if self._line.serve_suggestions(event.key) or (event.key == "tab" and self.value):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)

    # Each acts within its key press, not by a message: what is typed after it must find it done.

    async def action_submit(self) -> None:
        """Enter the line."""
        self._line.enter()

    def action_recall(self, by: int) -> None:
        """Have an earlier or later line back."""
        self._line.recall(by)

    def action_to_form(self) -> None:
        """Go on in the form."""
        self._line.to_form()

    def action_back_out(self) -> None:
        """Clear or leave."""
        self._line.back_out()

    def put_in(self, pasted: str) -> None:
        """Hand several lines over to be looked at one by one; a single line stands in the input."""
        if sum(1 for line in pasted.splitlines() if line.strip()) > 1:
            self.post_message(self.Block(pasted))
        else:
            super().put_in(pasted)

    def put_in_as_one(self, pasted: str) -> None:
        """Insert lines as one, and say so."""
        super().put_in(pasted)
        lines = sum(1 for line in pasted.splitlines() if line.strip())
        if lines > 1:
            self._line.tell(f"{lines} pasted lines stand here as one entry. Enter saves them as one, Esc clears them.", "look")
