"""Making a store: its place, its passphrase typed twice, its recovery key shown once and confirmed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input

from chronology_tui.domain.text import one_line
from chronology_tui.errors import ChronologyError, ExitCode
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.screens.unlock import Opened, Refused
from chronology_tui.tui.widgets.fields import focus_next
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.new_passphrase import NewPassphrase
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.recovery_key import NEW_KEY_KEYS, SHEET_KEYS, RecoveryKeySheet
from chronology_tui.tui.widgets.says import Says, answer
from chronology_tui.tui.working import own_app

if TYPE_CHECKING:
    from chronology_tui.services import Casebook

MAKE_KEYS = (Key("enter", "next, then make", "next"), Key("esc", "leave", "back"))


class NewStoreScreen(Screen[None]):
    """Makes a store and opens it."""

    BINDINGS: ClassVar[list[BindingType]] = [*NEW_KEY_KEYS]

    def __init__(self, path: Path, *, glyphs: Glyphs = UNICODE, seed: int | None = None) -> None:
        super().__init__()
        self._path = path
        self._glyphs = glyphs
        self._seed = seed
        self._casebook: Casebook | None = None
        self._busy = False

    def compose(self) -> ComposeResult:
        """The place and what speaks against it, the passphrase, the answer."""
        with Vertical(classes="middle"), VerticalScroll(classes="form", can_focus=False) as box:
            box.border_title = Content(" make a store ")
            yield Says("One encrypted file holds everything. Where it goes:", id="what")
            yield PlainInput(str(self._path), placeholder="file of the new store, such as northfield.chron", id="path")
            yield Says(id="place")
            yield NewPassphrase(also=(self._path.stem,), glyphs=self._glyphs)
            yield Says(id="answer")
            yield KeyBar(MAKE_KEYS, ground="panel")

    def on_mount(self) -> None:
        """Start in the passphrase: the place is proposed."""
        self.post_message(Refused(ExitCode.DONE))  # nothing has been refused, as the unlock screen may have said before
        self.set_focus(self.query_one(NewPassphrase).fields[0])
        self._look(self._path)

    # ------------------------------------------------------------------ place and passphrase

    @on(Input.Changed, "#path")
    def _moved(self, event: Input.Changed) -> None:
        event.stop()
        path = self._typed_path()
        if path is not None:
            self.query_one(NewPassphrase).also = (path.stem,)
            self._look(path)

    @on(NewPassphrase.Typed)
    def _typed(self, event: NewPassphrase.Typed) -> None:
        event.stop()
        if not self._busy and self.query_one(NewPassphrase).typed_since:
            answer(self, "")

    @work(thread=True, exclusive=True, group="place")
    def _look(self, path: Path) -> None:
        from chronology_tui.services.places import about_place  # noqa: PLC0415 - loads behind the first paint

        self.app.call_from_thread(self._show_place, path, "\n".join(about_place(path)))

    def _show_place(self, path: Path, said: str) -> None:
        if self.is_attached and self._casebook is None and path == self._typed_path():
            self.query_one("#place", Says).say(said, "look")

    def _typed_path(self) -> Path | None:
        """Return the place that is typed, or None when it cannot be one."""
        typed = self.query_one("#path", PlainInput).value.strip()
        try:
            return Path(typed).expanduser().absolute() if typed and "\0" not in typed else None
        except (OSError, RuntimeError, ValueError):
            return None

    def action_next(self) -> None:
        """Go to the next field; in the last one, make the store."""
        if self._casebook is not None:
            self.query_one(RecoveryKeySheet).go_on()
            return
        fields = [self.query_one("#path", PlainInput), *self.query_one(NewPassphrase).fields]
        if not focus_next(self, fields):
            fields[-1].call_later(self._make_now)  # once the field has taken in the keys that were handed to it

    def _make_now(self) -> None:
        if self._busy:
            return
        path, pair = self._typed_path(), self.query_one(NewPassphrase)
        trouble = "Type the name of the file to make." if path is None else pair.trouble()
        if trouble or path is None:
            answer(self, trouble, "bad")
            return
        self._busy = True
        answer(self, "Making the store …", "mute")
        self._make(path, pair.passphrase)

    @work(thread=True, group="open")
    def _make(self, path: Path, passphrase: str) -> None:
        from chronology_tui.services.places import make_store  # noqa: PLC0415 - the store's libraries load when needed
        from chronology_tui.services.recovery_keys import recovery_key_of  # noqa: PLC0415 - likewise

        try:
            casebook = make_store(path, passphrase)
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            own_app(self).hold(casebook)
            self.app.call_from_thread(self._made, casebook, recovery_key_of(casebook))

    def _failed(self, why: str) -> None:
        self._busy = False
        answer(self, why, "bad")

    # ------------------------------------------------------------------ the recovery key

    def _made(self, casebook: Casebook, key: str) -> None:
        self._casebook = casebook
        self.query_one(NewPassphrase).clear()
        for widget in (self.query_one("#path"), self.query_one("#place"), self.query_one(NewPassphrase)):
            widget.display = False
        self.query_one("#what", Says).say(f"Made: {one_line(str(casebook.path))}", "good")
        answer(self, "")
        self.set_focus(None)
        self.query_one(VerticalScroll).mount(
            RecoveryKeySheet(key, casebook.path, seed=self._seed), after=self.query_one("#answer")
        )
        self.query_one(KeyBar).show(SHEET_KEYS)

    @on(RecoveryKeySheet.Done)
    def _done(self) -> None:
        if self._casebook is not None:
            self.post_message(Opened(self._casebook))

    def action_later(self) -> None:
        """Put the confirmation off."""
        if self._casebook is not None:
            self.query_one(RecoveryKeySheet).later()

    async def action_back(self) -> None:
        """Show the key again; before the store is made, clear the passphrase, then leave."""
        pair = self.query_one(NewPassphrase)
        if self._casebook is not None:
            self.query_one(RecoveryKeySheet).look_again()
        elif self._busy:
            return
        elif any(field.value for field in pair.fields):
            pair.clear()
            self.set_focus(pair.fields[0])
            answer(self, "")
        else:
            await self.app.action_quit()
