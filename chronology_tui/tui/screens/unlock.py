"""The unlock screen: the passphrase of a store. A store that is not there is said to be missing, and is never made here."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input

from chronology_tui.errors import ChronologyError, ExitCode
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says

if TYPE_CHECKING:
    from chronology_tui.services import Casebook


OPENING = "open"
"""Group of the workers that open what needs no passphrase typed: a hang-up waits for them, so that they can be closed."""


class Opened(Message):
    """A casebook is open."""

    def __init__(self, casebook: Casebook) -> None:
        super().__init__()
        self.casebook = casebook


class Refused(Message):
    """The store could not be opened; the app leaves with the code unless the reader tries again."""

    def __init__(self, code: ExitCode) -> None:
        super().__init__()
        self.code = code


class OpeningScreen(Screen[None]):
    """Opens a casebook that needs no passphrase typed: the demonstration, or one whose passphrase was given."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "app.quit", "Leave", show=False)]

    def __init__(self, what: str, opener: Callable[[], Casebook]) -> None:
        super().__init__()
        self._what = what
        self._opener = opener

    def compose(self) -> ComposeResult:
        """What is being opened, and why it could not be."""
        with Vertical(classes="middle"), Vertical(classes="form") as box:
            box.border_title = Content(" chronology ")
            yield Says(self._what, id="what")
            yield Says(id="answer")
            yield KeyBar([Key("q", "leave", "app.quit")], ground="panel")

    def on_mount(self) -> None:
        """Start opening."""
        self._open()

    @work(thread=True, group=OPENING)
    def _open(self) -> None:
        try:
            casebook = self._opener()
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, error)
        else:
            self.post_message(Opened(casebook))

    def _failed(self, error: ChronologyError) -> None:
        self.query_one("#answer", Says).say(str(error), "bad")
        self.post_message(Refused(error.exit_code))


class UnlockScreen(Screen[None]):
    """Asks for the passphrase."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Clear, then leave", show=False)]

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._busy = False

    def compose(self) -> ComposeResult:
        """The store, the passphrase, the answer."""
        with Vertical(classes="middle"), Vertical(classes="form") as box:
            box.border_title = Content(" chronology ")
            yield Says(str(self._path), "text bold", id="what")
            yield PlainInput(password=True, placeholder="passphrase", id="passphrase")
            yield Says(id="answer")
            unlock = [Key("enter", "unlock", "unlock")] if self._path.exists() else []
            yield KeyBar([*unlock, Key("esc", "leave", "back")], ground="panel")

    def on_mount(self) -> None:
        """Start in the passphrase, or say that there is no store."""
        self.query_one("#passphrase", PlainInput).focus()
        if not self._path.exists():
            self.query_one("#passphrase").display = False
            self._answer(f"There is no store at this place. Nothing was made. To make one: chronology init {self._path}", "bad")
            self.post_message(Refused(ExitCode.UNREADABLE))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value:
            self._answer("")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_unlock()

    def action_unlock(self) -> None:
        """Try the passphrase."""
        field = self.query_one("#passphrase", PlainInput)
        if self._busy or not field.display:
            return
        if not field.value:
            self._answer("Type the passphrase of this store.", "look")
            return
        self._busy = True
        self._answer("Opening …", "mute")
        self._open(field.value)

    @work(thread=True, exclusive=True)
    def _open(self, passphrase: str) -> None:
        from chronology_tui.services import open_casebook  # noqa: PLC0415 - the store's libraries load while this screen shows

        try:
            casebook = open_casebook(self._path, passphrase)
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, error)
        else:
            self.post_message(Opened(casebook))

    def _failed(self, error: ChronologyError) -> None:
        self._busy = False
        field = self.query_one("#passphrase", PlainInput)
        field.value = ""
        field.focus()
        self._answer(str(error), "bad")
        self.post_message(Refused(error.exit_code))

    async def action_back(self) -> None:
        """Clear what is typed, then leave."""
        field = self.query_one("#passphrase", PlainInput)
        if field.value:
            field.value = ""
            self._answer("")
        else:
            await self.app.action_quit()

    def _answer(self, words: str, role: str = "text") -> None:
        self.query_one("#answer", Says).say(words, role)
