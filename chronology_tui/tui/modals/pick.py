"""Picking some of a list: space marks, Enter takes what is marked."""

from __future__ import annotations

from collections.abc import Collection, Sequence
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
from chronology_tui.tui.widgets.says import Says


class PickScreen(PageScreen["frozenset[str] | None"]):
    """Asks which of a few are wanted; answers with them, or None when nothing is to change."""

    # With priority, since a page turns its pages by space and chooses by Enter.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Back", show=False),
        Binding("space", "mark", "Mark", show=False, priority=True),
        Binding("enter", "take", "Take what is marked", show=False, priority=True),
        Binding("n", "none", "None of them", show=False),
    ]

    def __init__(
        self,
        title: str,
        said: str,
        options: Sequence[tuple[str, str]],
        marked: Collection[str],
        *,
        start: str = "",
        one_will_do: bool = False,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        """Take ``options`` as pairs of value and words.

        ``start`` is highlighted at first; ``one_will_do`` has Enter take what is highlighted where nothing is marked.
        """
        super().__init__(glyphs=glyphs)
        self._title = title
        self._said = said
        self._options = tuple(options)
        self._marked = set(marked)
        self._start = start
        self._one_will_do = one_will_do

    def compose(self) -> ComposeResult:
        """What it is about, the list, the keys."""
        with Vertical(classes="dialogue") as box:
            box.border_title = Content(f" {self._title} ")
            yield Says(self._said, "mute", id="what")
            yield Page(self._blocks, glyphs=self.glyphs)
            keys = [Key("space", "mark", "mark"), Key("enter", "take", "take"), Key("n", "none", "none")]
            yield KeyBar([*keys, Key("esc", "back", "dismiss(None)")], ground="panel")

    def on_mount(self) -> None:
        """Start at the first, or at what was asked for."""
        self.page.focus()
        first = next(iter(self.page.targets), None)
        self.page.target = self._start if self._start in self.page.targets else first

    @property
    def _blocks(self) -> list[Block]:
        return [
            Block(words, "text bold" if value in self._marked else "text", ((mark, "accent"),), target=value)
            for value, words in self._options
            for mark in ("[x] " if value in self._marked else "[ ] ",)
        ]

    @on(Page.Chosen)
    def action_mark(self) -> None:
        """Mark what is highlighted, or take its mark away."""
        if self.page.target is not None:
            self._marked ^= {self.page.target}
            self.page.show(self._blocks)

    def action_none(self) -> None:
        """Take every mark away."""
        self._one_will_do = False
        self._marked.clear()
        self.page.show(self._blocks)

    def action_take(self) -> None:
        """Answer."""
        if self._one_will_do and not self._marked and self.page.target is not None:
            self._marked.add(self.page.target)
            self._one_will_do = False
        self.dismiss(frozenset(self._marked))
