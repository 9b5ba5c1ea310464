"""The frame of the import: its three views side by side, or one at a time where there is little room."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.screen import ModalScreen

from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.modals.records import Leaving
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.line import Line, OneLine
from chronology_tui.tui.widgets.page import Page
from chronology_tui.tui.widgets.says import Says

WIDE = 116
"""Cells from which on all three views are shown."""

VIEWS: dict[str, tuple[str, str]] = {"columns": ("F2", "Columns"), "rows": ("F3", "Entries"), "issues": ("F4", "To look at")}
"""The views in order, each with its key and title."""

_BACK = Key("esc", "another file", "back")
KEYS = {
    "reading": (Key("esc", "stop", "back"),),
    "writing": (Key("esc", "stop", "back"),),
    "columns": (
        Key("i", "import", "import"), Key("enter", "say what it is", "choose"), Key("tab", "next view", "turn(1)"),
        Key("m", "map file", "map"), Key("s", "save choices", "save"), _BACK,
    ),
    "rows": (Key("i", "import", "import"), Key("tab", "next view", "turn(1)"), Key("m", "map file", "map"), _BACK),
    "issues": (Key("i", "import", "import"), Key("tab", "next view", "turn(1)"), Key("m", "map file", "map"), _BACK),
    "bundle": (Key("i", "import", "import"), Key("F4", "to look at", "view('issues')"), _BACK),
    "result": (Key("enter", "go there", "choose"), Key("f", "show them alone", "alone"), Key("esc", "done", "back")),
}  # fmt: skip
"""The keys of each state."""


class Views(OneLine):
    """The names of the views with their keys and how much is in each; each can be clicked."""

    ground = "panel"
    view: reactive[str] = reactive("columns")
    counts: reactive[tuple[int, ...]] = reactive(())

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._spans: list[tuple[int, int, str]] = []

    def build(self, line: Line) -> None:
        """Draw the names; the present one is turned round, so that it shows without colour."""
        self._spans = []
        for n, (view, (key, title)) in enumerate(VIEWS.items()):
            start = line.width - line.room
            count = f" {self.counts[n]:,}" if n < len(self.counts) else ""
            line.add(f" {key} ", "accent bold")
            line.add(f" {title}{count} ", "accent bold reverse" if view == self.view else "mute")
            line.add("  ", "text")
            self._spans.append((start, line.width - line.room, view))

    async def on_click(self, click: events.Click) -> None:
        """Go to the view under the mouse."""
        for start, end, view in self._spans:
            if start <= click.x < end:
                await self.screen.run_action(f"view('{view}')")
                return


class ImportFrame(ModalScreen[Leaving]):
    """The file, the views, what it comes to, the keys."""

    # As strong as the app's own rules for dialogues, which it sets aside.
    CSS: ClassVar[str] = """
    ImportScreen .dialogue { width: 98%; max-width: 220; height: 96%; padding: 0 1; }
    ImportScreen.narrow .dialogue { width: 100%; height: 100%; }
    ImportScreen.asking .dialogue { display: none; }
    ImportScreen #file { padding-left: 1; }
    ImportScreen #views { margin: 1 0; }
    ImportScreen #body { height: 1fr; }
    ImportScreen #columns { width: 1fr; }
    ImportScreen #right { width: 2fr; padding-left: 1; border-left: solid $rule; }
    ImportScreen.narrow #right { padding-left: 0; border-left: none; }
    ImportScreen.narrow #columns, ImportScreen.narrow #rows, ImportScreen.narrow #issues { display: none; }
    ImportScreen.narrow #right { display: none; width: 1fr; }
    ImportScreen.narrow.at-columns #columns { display: block; }
    ImportScreen.narrow.at-rows #right, ImportScreen.narrow.at-rows #rows { display: block; }
    ImportScreen.narrow.at-issues #right, ImportScreen.narrow.at-issues #issues { display: block; }
    ImportScreen.wide #rows { height: 3fr; }
    ImportScreen.wide #issues { height: 2fr; border-top: solid $rule; }
    ImportScreen #result { display: none; padding-top: 1; }
    ImportScreen.at-result #body, ImportScreen.at-result #views { display: none; }
    ImportScreen.at-result #result { display: block; }
    ImportScreen.working #body { visibility: hidden; }
    ImportScreen.working #views { visibility: hidden; }
    ImportScreen #answer { padding-left: 1; height: auto; max-height: 4; margin-top: 1; }
    ImportScreen .dialogue KeyBar { dock: none; }
    """

    def __init__(self, initials: str, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self.glyphs = glyphs
        self._initials = initials

    def compose(self) -> ComposeResult:
        """The file, the views, what it comes to, the keys."""
        with Vertical(classes="dialogue") as box:
            box.border_title = Content(f" import · {self._initials} ")
            yield Says(id="file")
            yield Views(id="views")
            with Horizontal(id="body"):
                yield Page(glyphs=self.glyphs, id="columns")
                with Vertical(id="right"):
                    yield Page(glyphs=self.glyphs, id="rows")
                    yield Page(glyphs=self.glyphs, id="issues")
            yield Page(glyphs=self.glyphs, id="result")
            yield Says(id="answer")
            yield KeyBar(KEYS["reading"], ground="panel", id="keys")

    def on_resize(self, event: events.Resize) -> None:
        """Fold or unfold."""
        self.fold(event.size.width)

    def fold(self, width: int) -> None:
        """Show all views, or one at a time where there is little room."""
        self.set_class(width >= WIDE, "wide")
        self.set_class(width < WIDE, "narrow")

    def page(self, name: str) -> Page:
        """Return a page by its name."""
        return self.query_one(f"#{name}", Page)

    def keys(self, state: str) -> None:
        """Show the keys of a state."""
        self.query_one("#keys", KeyBar).show(KEYS[state])

    def at(self, view: str) -> None:
        """Show a view, with the focus in it."""
        for name in (*VIEWS, "result"):
            self.set_class(name == view, f"at-{name}")
        self.query_one(Views).view = view
        self.set_focus(self.page(view))
