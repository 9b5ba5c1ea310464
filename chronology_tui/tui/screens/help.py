"""Help: the keys first, then the manual's pages, which ship with the program as Markdown."""

from __future__ import annotations

from importlib.resources import files
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Markdown

from chronology_tui.tui.commands import ACTIONS, FINDING_ACTIONS
from chronology_tui.tui.widgets.key_bar import Key, KeyBar

_MOVING = (
    ("up down, k j", "Previous and next entry; in the panel, previous and next finding"),
    ("page up, page down", "One window"),
    ("home end", "First and last entry"),
    ("tab", "Timeline, panel, typed line in turn"),
    ("esc", "Back; in the typed line, clear first, then leave"),
    ("up down", "In the typed line: earlier and later lines"),
    ("ctrl+p", "Every action, found by its words"),
    ("ctrl+q", "Leave, from anywhere"),
)
ORDER = (
    "index",
    "first-case",
    "typed-line",
    "dates",
    "timeline",
    "search",
    "patterns",
    "reviewing",
    "checking",
    "import",
    "export",
    "safety",
    "command-line",
)
"""Order of the pages that are known; others follow by name."""


def keys_page() -> str:
    """Return the page of keys as Markdown."""
    rows = [f"| `{key}` | {title}: {about[0].lower()}{about[1:]} |" for title, key, _, about in ACTIONS if key]
    rows += [f"| `{key}` | {about} |" for key, about in _MOVING]
    rows += [f"| `{key}` | In a finding: {title.casefold()} |" for title, key, _, _ in FINDING_ACTIONS]
    return "\n".join(["# Keys", "", "| key | does |", "|---|---|", *rows, "", "Left and right turn the pages of this help."])


def pages() -> list[tuple[str, str]]:
    """Return (name, Markdown) of each page, the keys first."""
    folder = files("chronology_tui.help")
    found = {item.name.removesuffix(".md"): item for item in folder.iterdir() if item.name.endswith(".md")}
    names = [name for name in ORDER if name in found] + sorted(set(found) - set(ORDER))
    return [("keys", keys_page()), *((name, found[name].read_text(encoding="utf-8")) for name in names)]


class HelpScreen(ModalScreen[None]):
    """Shows one page at a time."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "dismiss(None)", "Back", show=False),
        Binding("right,n", "turn(1)", "Next page", show=False),
        Binding("left,b", "turn(-1)", "Page before", show=False),
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._pages = pages()
        self._at = 0

    def compose(self) -> ComposeResult:
        """The page and its keys."""
        with Vertical(classes="dialogue") as box:
            box.border_title = Content(" help ")
            with VerticalScroll(can_focus=True):
                yield Markdown(open_links=False)
            yield KeyBar(
                [
                    Key("left", "page before", "turn(-1)"),
                    Key("right", "next page", "turn(1)"),
                    Key("up down", "scroll", "scroll(10)"),
                    Key("esc", "back", "dismiss(None)"),
                ],
                ground="panel",
            )

    async def on_mount(self) -> None:
        """Show the first page."""
        self.query_one(VerticalScroll).focus()
        await self._show()

    async def _show(self) -> None:
        name, text = self._pages[self._at]
        self.query_one(".dialogue").border_title = Content(f" help · {name} · {self._at + 1} of {len(self._pages)} ")
        await self.query_one(Markdown).update(text)
        self.query_one(VerticalScroll).scroll_home(animate=False)

    async def action_turn(self, by: int) -> None:
        """Turn to another page."""
        self._at = (self._at + by) % len(self._pages)
        await self._show()

    def action_scroll(self, by: int) -> None:
        """Scroll by lines."""
        self.query_one(VerticalScroll).scroll_relative(y=by, animate=False)

    @on(Markdown.LinkClicked)
    async def _link(self, event: Markdown.LinkClicked) -> None:
        """Turn to the page that a link names; nothing outside the program is ever opened."""
        event.stop()
        name = event.href.partition("#")[0].removesuffix(".md")
        names = [page for page, _ in self._pages]
        if name in names:
            self._at = names.index(name)
            await self._show()
