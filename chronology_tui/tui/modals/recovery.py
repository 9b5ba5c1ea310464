"""The passphrase is lost: open the store with its recovery key, give it a new passphrase, write down the new key."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from chronology_tui.errors import ChronologyError
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.new_passphrase import NewPassphrase
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.recovery_key import NEW_KEY_KEYS, SHEET_KEYS, RecoveryKeySheet
from chronology_tui.tui.widgets.says import Says, answer
from chronology_tui.tui.working import SAVING, own_app

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.services.passphrase_change import PassphraseChanged

OPEN_KEYS = (Key("enter", "open", "next"), Key("esc", "back", "back"))
PASSPHRASE_KEYS = (Key("enter", "next, then set it", "next"), Key("esc", "give up, change nothing", "back"))


class RecoveryScreen(ModalScreen["Casebook | None"]):
    """Answers with the open store, which has a new passphrase then; or with None, and nothing was changed."""

    BINDINGS: ClassVar[list[BindingType]] = [*NEW_KEY_KEYS]

    def __init__(self, path: Path, *, glyphs: Glyphs = UNICODE, seed: int | None = None) -> None:
        super().__init__()
        self._path = path
        self._glyphs = glyphs
        self._seed = seed
        self._casebook: Casebook | None = None
        self._changed = False
        self._busy = False

    def compose(self) -> ComposeResult:
        """The recovery key, later the passphrase, the answer."""
        with VerticalScroll(classes="dialogue small", can_focus=False) as box:
            box.border_title = Content(" recovery key ")
            yield Says(
                "Type the recovery key from your paper: 16 groups of 4. Blanks, hyphens and capital letters do not matter.",
                id="what",
            )
            yield PlainInput(placeholder="recovery key", id="typed-key")
            pair = NewPassphrase(also=(self._path.stem,), glyphs=self._glyphs)
            pair.display = False
            yield pair
            yield Says(id="answer")
            yield KeyBar(OPEN_KEYS, ground="panel")

    def on_mount(self) -> None:
        """Start in the key."""
        self.set_focus(self.query_one("#typed-key", PlainInput))

    def action_next(self) -> None:
        """Do the next of the three steps."""
        field = self.query_one("#typed-key", PlainInput)
        if self._busy:
            return
        if self._changed:
            self.query_one(RecoveryKeySheet).go_on()
        elif self._casebook is None:
            field.call_later(self._open_now)  # once the field has taken in the keys that were handed to it
        else:
            first, again = self.query_one(NewPassphrase).fields
            if self.focused is first:
                self.set_focus(again)
            else:
                again.call_later(self._change_now)

    # ------------------------------------------------------------------ opening

    def _open_now(self) -> None:
        if not self._busy:
            self._busy = True
            answer(self, "Opening …", "mute")
            self._open(self.query_one("#typed-key", PlainInput).value)

    @work(thread=True, group="open")
    def _open(self, text: str) -> None:
        from chronology_tui.services.opening import open_with_recovery_key  # noqa: PLC0415 - loads when needed

        try:
            casebook = open_with_recovery_key(self._path, text)
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            own_app(self).hold(casebook)
            self.app.call_from_thread(self._opened, casebook)

    def _opened(self, casebook: Casebook) -> None:
        self._busy = False
        self._casebook = casebook
        field, pair = self.query_one("#typed-key", PlainInput), self.query_one(NewPassphrase)
        field.value = ""
        field.display = False
        pair.display = True
        self.query_one("#what", Says).say("The recovery key opens the store. Give it a new passphrase; the old one ends.", "good")
        answer(self, "")
        self.query_one(KeyBar).show(PASSPHRASE_KEYS)
        self.set_focus(pair.fields[0])

    # ------------------------------------------------------------------ the new passphrase

    @on(NewPassphrase.Typed)
    def _typed(self, event: NewPassphrase.Typed) -> None:
        event.stop()
        if not self._busy and self.query_one(NewPassphrase).typed_since:
            answer(self, "")

    def _change_now(self) -> None:
        pair = self.query_one(NewPassphrase)
        trouble = pair.trouble()
        if trouble or self._busy or self._casebook is None:
            answer(self, trouble, "bad")
            return
        self._busy = True
        answer(self, "Encrypting the store anew …", "mute")
        self._change(self._casebook, pair.passphrase)

    @work(thread=True, group=SAVING)
    def _change(self, casebook: Casebook, passphrase: str) -> None:
        from chronology_tui.services.passphrase_change import renew_passphrase  # noqa: PLC0415 - loads when needed

        try:
            renewed = renew_passphrase(casebook, passphrase)
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self._show_key, renewed)

    def _show_key(self, renewed: PassphraseChanged) -> None:
        self._busy, self._changed = False, True
        pair = self.query_one(NewPassphrase)
        pair.clear()
        pair.display = False
        self.query_one("#what", Says).say("The new passphrase is set. The old recovery key is worth nothing now.", "good")
        count = len(renewed.old_backups)
        older = "1 backup opens" if count == 1 else f"{count} backups open"
        said = f"{older} with the old passphrase still. To see them: chronology backup {self._path} --list"
        answer(self, "\n".join([*renewed.notices, *([said] if count else [])]), "look")
        self.set_focus(None)
        sheet = RecoveryKeySheet(renewed.recovery_key, self._path, seed=self._seed)
        self.query_one(VerticalScroll).mount(sheet, after=self.query_one("#answer"))
        self.query_one(KeyBar).show(SHEET_KEYS)

    @on(RecoveryKeySheet.Done)
    def _done(self) -> None:
        self.dismiss(self._casebook)

    def action_later(self) -> None:
        """Put the confirmation off."""
        if self._changed:
            self.query_one(RecoveryKeySheet).later()

    def action_back(self) -> None:
        """Show the key again; before the passphrase is changed, close the store and go back."""
        if self._changed:
            self.query_one(RecoveryKeySheet).look_again()
        elif not self._busy:
            own_app(self).close_casebook()
            self.dismiss(None)

    def _failed(self, why: str) -> None:
        self._busy = False
        answer(self, why, "bad")
