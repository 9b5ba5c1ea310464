"""Help: what the keys do here, found by words and done by Enter; and the manual, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Markdown

from chronology_tui.domain.text import fold
from chronology_tui.services.manual import page_text, pages
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.key_list import HERE, Usable
from chronology_tui.tui.widgets.insight import BLANK, heading
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says

_KEYS = 22
"""Cells for the keys of an action."""
NOTHING = "No key here does that. The palette (ctrl+p) finds every action; the manual is to the right."


def manual_pages() -> list[tuple[str, str]]:
    """Return (name, Markdown) of each page of the manual."""
    return [(name, page_text(name)) for name in pages()]


def key_blocks(usable: Sequence[Usable], looked_for: str = "") -> list[Block]:
    """Return what the keys do, by group, as far as it holds some words; targets are places in ``usable``."""
    words = fold(looked_for).split()
    blocks: list[Block] = []
    group = ""
    for place, one in enumerate(usable):
        said = f"{one.title}: {one.about[:1].lower()}{one.about[1:]}" if one.about else one.title
        if not all(word in fold(f"{' '.join(one.keys)} {said}") for word in words):
            continue
        if one.group != group:
            blocks += [BLANK, heading(one.group)] if blocks else [heading(one.group)]
            group = one.group
        blocks.append(Block(said, "text", ((f" {'  '.join(one.keys)}".ljust(_KEYS), "accent"),), indent=_KEYS, target=str(place)))
    return blocks or [Block(NOTHING, "mute")]


class HelpScreen(ModalScreen[Usable | None]):
    """Shows the keys first; answers with what is to be done, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False, priority=True),
        Binding("right", "turn(1)", "Next page", show=False, priority=True),
        Binding("left", "turn(-1)", "Page before", show=False, priority=True),
        Binding("down", "move(1)", "Down", show=False, priority=True),
        Binding("up", "move(-1)", "Up", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
        Binding("enter", "do", "Do it", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    HelpScreen .dialogue { max-width: 120; }
    HelpScreen .manual Page, HelpScreen .manual PlainInput, HelpScreen .manual #about { display: none; }
    HelpScreen .dialogue VerticalScroll { display: none; }
    HelpScreen .manual VerticalScroll { display: block; }
    HelpScreen #about { margin-bottom: 1; }
    """

    def __init__(self, usable: Sequence[Usable], glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self.glyphs = glyphs
        self._usable = tuple(usable)
        self._pages = [("keys", ""), *manual_pages()]
        self._at = 0

    def compose(self) -> ComposeResult:
        """What is looked for, the keys or a page of the manual, the keys of the dialogue."""
        with Vertical(classes="dialogue"):
            yield PlainInput(placeholder="type what you want to do, such as: date")
            here = any(one.group == HERE for one in self._usable)
            words = "Keys of what has the focus come first, then of the screen." if here else "Keys of this screen."
            yield Says(f"{words} Enter does what is highlighted. To the right is the manual.", "mute", id="about")
            yield Page(glyphs=self.glyphs)
            with VerticalScroll(can_focus=False):
                yield Markdown(open_links=False)
            yield KeyBar(
                [
                    Key("left", "page before", "turn(-1)"),
                    Key("right", "next page", "turn(1)"),
                    Key("up down", "choose", "move(1)"),
                    Key("enter", "do it", "do"),
                    Key("esc", "back", "back"),
                ],
                ground="panel",
            )

    async def on_mount(self) -> None:
        """Show the keys."""
        self._page.can_focus = False
        self.query_one(PlainInput).focus()
        self._show_keys()
        await self._show()

    @property
    def _page(self) -> Page:
        return self.query_one(Page)

    def _show_keys(self) -> None:
        page = self._page
        page.show(key_blocks(self._usable, self.query_one(PlainInput).value))
        page.scroll_to(y=0, animate=False)
        page.target = next(iter(page.targets), None)

    @on(Input.Changed)
    async def _looked_for(self, event: Input.Changed) -> None:
        """Show the keys that hold the words, from any page."""
        event.stop()
        self._show_keys()
        if self._at:
            self._at = 0
            await self._show()

    async def _show(self) -> None:
        name, text = self._pages[self._at]
        box = self.query_one(".dialogue")
        box.border_title = Content(f" help · {name} · {self._at + 1} of {len(self._pages)} ")
        box.set_class(bool(self._at), "manual")
        if self._at:
            await self.query_one(Markdown).update(text)
            self.query_one(VerticalScroll).scroll_home(animate=False)

    async def action_turn(self, by: int) -> None:
        """Turn to another page."""
        self._at = (self._at + by) % len(self._pages)
        await self._show()

    def action_move(self, by: int) -> None:
        """Choose the next action, or scroll the page by a line."""
        if self._at:
            self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)
        else:
            self._page.action_move(by)

    def action_page(self, by: int) -> None:
        """Scroll by one window."""
        if self._at:
            scroll = self.query_one(VerticalScroll)
            scroll.scroll_relative(y=by * max(1, scroll.size.height - 1), animate=False)
        else:
            self._page.action_page(by)

    def action_do(self) -> None:
        """Answer with the highlighted action."""
        if not self._at:
            self._page.action_choose()

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        event.stop()
        self.dismiss(self._usable[int(event.target)])

    def action_back(self) -> None:
        """Clear what is looked for; where nothing is, leave."""
        looked_for = self.query_one(PlainInput)
        if looked_for.value and not self._at:
            looked_for.value = ""
        else:
            self.dismiss(None)

    @on(Markdown.LinkClicked)
    async def _link(self, event: Markdown.LinkClicked) -> None:
        """Turn to the page that a link names; nothing outside the program is ever opened."""
        event.stop()
        name = event.href.partition("#")[0].removesuffix(".md")
        names = [page for page, _ in self._pages]
        if name in names:
            self._at = names.index(name)
            await self._show()
