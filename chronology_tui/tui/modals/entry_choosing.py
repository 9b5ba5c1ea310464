"""Choosing one of a closed list, each with what it means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.modals.paged import PageScreen
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.page import Block, Page

_EMPTY = "-"
"""The name of the option that says nothing, since a paragraph needs a name to be chosen by."""


class ChooseScreen(PageScreen["str | None"]):
    """Asks which one; answers with its code, or None when nothing is to change."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss(None)", "Back", show=False)]

    def __init__(self, title: str, options: Sequence[tuple[str, str, str]], chosen: str, *, glyphs: Glyphs = UNICODE) -> None:
        """Take ``options`` as code, words, meaning."""
        super().__init__(glyphs=glyphs)
        self._title = title
        self._options = tuple(options)
        self._chosen = chosen or _EMPTY

    def compose(self) -> ComposeResult:
        """The list, the keys."""
        blocks = []
        for value, words, meaning in self._options:
            blocks.append(Block(words, "text bold", target=value or _EMPTY))
            if meaning:
                blocks.append(Block(meaning, "mute", indent=2, target=value or _EMPTY))
        with Vertical(classes="dialogue") as box:
            box.border_title = Content(f" {self._title} ")
            yield Page(blocks, glyphs=self.glyphs)
            keys = [Key("up down", "choose", "scroll"), Key("enter", "take", "choose"), Key("esc", "back", "dismiss(None)")]
            yield KeyBar(keys, ground="panel")

    def on_mount(self) -> None:
        """Start at what is chosen now."""
        self.page.focus()
        self.page.target = self._chosen

    @on(Page.Chosen)
    def _take(self, event: Page.Chosen) -> None:
        event.stop()
        self.dismiss("" if event.target == _EMPTY else event.target)
