"""A few words in a dialogue, wrapped, never read as markup."""

from __future__ import annotations

from textual.content import Content
from textual.dom import DOMNode
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget

from chronology_tui.tui.theme import paint_for
from chronology_tui.tui.widgets.wrapping import prepare


class Says(Widget):
    """Plain words in one role."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "Says { height: auto; }"

    words: reactive[str] = reactive("", layout=True)
    role: reactive[str] = reactive("text")

    def __init__(self, words: str = "", role: str = "text", *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.set_reactive(Says.words, words)
        self.set_reactive(Says.role, role)

    def say(self, words: str, role: str = "text") -> None:
        """Show other words."""
        self.role = role
        self.words = words

    def watch_words(self, words: str) -> None:
        """Take no room when there is nothing to say."""
        self.display = bool(words)

    def render(self) -> VisualType:
        """Show the words as plain content."""
        name, _, extra = self.role.partition(" ")
        colour = paint_for(self.app.theme).roles[name]
        return Content.styled(prepare(self.words), f"{extra} {colour}".strip())


def answer(dialogue: DOMNode, words: str, role: str = "text") -> None:
    """Say in the line ``answer`` of a dialogue what came of what was typed."""
    dialogue.query_one("#answer", Says).say(words, role)
