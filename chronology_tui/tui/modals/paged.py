"""The dialogue that is one page, to be scrolled and chosen from; one that is read from the store shows that it is being read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, TypeVar
from uuid import UUID

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.worker import get_current_worker

from chronology_tui.errors import ChronologyError
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.says import Says, answer

if TYPE_CHECKING:
    from chronology_tui.services import Casebook

T = TypeVar("T")


class PageScreen(ModalScreen[T]):
    """A dialogue around one page."""

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self.glyphs = glyphs

    @property
    def page(self) -> Page:
        """The page."""
        return self.query_one(Page)

    def action_scroll(self) -> None:
        """Scroll one page, for the mouse."""
        self.page.action_page(1)

    def action_choose(self) -> None:
        """Choose what is highlighted."""
        self.page.action_choose()


class ReadScreen(PageScreen[T]):
    """A page about one child that is read from the store behind the dialogue."""

    TITLE: ClassVar[str] = ""
    READING: ClassVar[str] = ""
    """What is said while it is being read."""
    CHOOSING: ClassVar[str] = ""
    """What Enter does, for the keys."""
    CHOOSE_FIRST: ClassVar[bool] = False
    """Whether the first paragraph that can be chosen is highlighted from the start."""

    def __init__(self, casebook: Casebook, child: UUID, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(glyphs=glyphs)
        self._casebook = casebook
        self._child = child

    def compose(self) -> ComposeResult:
        """What is to be known about it, the page, the keys."""
        with Vertical(classes="dialogue") as box:
            box.border_title = Content(f" {self.TITLE} ")
            yield Says(self.READING, "mute", id="answer")
            yield Page(glyphs=self.glyphs)
            keys = [
                Key("up down", "choose", "scroll"),
                Key("enter", self.CHOOSING, "choose"),
                Key("esc", "back", "dismiss(None)"),
            ]
            yield KeyBar(keys, ground="panel")

    def on_mount(self) -> None:
        """Read."""
        self.page.focus()
        self._read()

    def read(self) -> tuple[Sequence[Block], str]:
        """Return what the page shows, and what is said above it; in a worker thread.

        Raises:
            ChronologyError: it cannot be read; what it says is shown instead.
        """
        raise NotImplementedError

    @work(thread=True, exclusive=True)
    def _read(self) -> None:
        blocks: Sequence[Block] = ()
        role = "mute"
        try:
            blocks, said = self.read()
        except ChronologyError as error:
            said, role = str(error), "bad"
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, blocks, said, role)

    def _show(self, blocks: Sequence[Block], said: str, role: str) -> None:
        if self.is_attached:
            self.page.show(blocks)
            if self.CHOOSE_FIRST:
                self.page.target = next(iter(self.page.targets), None)
            answer(self, said, role)
