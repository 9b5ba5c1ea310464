"""The unlock screen: the passphrase of a store. A store that is not there is said to be missing, and is never made silently.

A store that cannot be written to, since another program holds it or its folder is read-only, is offered for reading.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import get_current_worker

from chronology_tui.errors import ChronologyError, ExitCode
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says, answer
from chronology_tui.tui.working import own_app

if TYPE_CHECKING:
    from chronology_tui.services import Casebook


OPENING = "open"
"""Group of the workers that open what needs no passphrase typed: a hang-up waits for them, so that they can be closed."""

READING = "You can read it meanwhile: press r to open it for reading only."
LEAVE = Key("esc", "leave", "back")
UNLOCK_KEYS = (Key("enter", "unlock", "unlock"), Key("^r", "use the recovery key", "recover"), LEAVE)
OFFER_KEYS = (Key("r", "open for reading only", "read"), Key("enter", "try again", "unlock"), LEAVE)
MISSING_KEYS = (Key("n", "make a new store here", "make"), LEAVE)
WAITING_KEYS = (LEAVE,)


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


class LeftWaiting(Exception):
    """The reader left while an attempt was being held back; the attempt is not made."""


def can_be_read(error: ChronologyError) -> bool:
    """Tell whether a store that was refused for writing may open for reading."""
    from chronology_tui.services.errors import StoreInUse, StoreNotWritten  # noqa: PLC0415 - loaded with the store by now

    return isinstance(error, StoreInUse | StoreNotWritten)


class OpeningScreen(Screen[None]):
    """Opens a casebook that needs no passphrase typed: the demonstration, or one whose passphrase was given."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "app.quit", "Leave", show=False),
        Binding("r", "read", "Open for reading only", show=False),
    ]

    def __init__(self, what: str, opener: Callable[[], Casebook], reader: Callable[[], Casebook] | None = None) -> None:
        super().__init__()
        self._what = what
        self._opener = opener
        self._reader = reader
        self._may_read = False

    def compose(self) -> ComposeResult:
        """What is being opened, and why it could not be."""
        with Vertical(classes="middle"), Vertical(classes="form") as box:
            box.border_title = Content(" chronology ")
            yield Says(self._what, id="what")
            yield Says(id="answer")
            yield KeyBar([Key("q", "leave", "app.quit")], ground="panel")

    def on_mount(self) -> None:
        """Start opening."""
        self._open(self._opener)

    def action_read(self) -> None:
        """Open for reading only, where writing was refused."""
        if self._may_read and self._reader is not None:
            self._may_read = False
            answer(self, "Opening for reading …", "mute")
            self._open(self._reader)

    @work(thread=True, group=OPENING)
    def _open(self, opener: Callable[[], Casebook]) -> None:
        try:
            casebook = opener()
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, error)
        else:
            self.post_message(Opened(casebook))

    def _failed(self, error: ChronologyError) -> None:
        self._may_read = self._reader is not None and can_be_read(error)
        self.query_one("#what", Says).say("The store is not open.")
        answer(self, f"{error} {READING}" if self._may_read else str(error), "bad")
        if self._may_read:
            self.query_one(KeyBar).show([OFFER_KEYS[0], Key("q", "leave", "app.quit")])
        self.post_message(Refused(error.exit_code))


class UnlockScreen(Screen[None]):
    """Asks for the passphrase."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Clear, then leave", show=False),
        Binding("ctrl+r", "recover", "Use the recovery key", show=False, priority=True),
        # These three act only while no field takes letters.
        Binding("r", "read", "Open for reading only", show=False),
        Binding("n", "make", "Make a new store", show=False),
        Binding("enter", "unlock", "Try again", show=False),
    ]

    def __init__(self, path: Path, *, said: str = "") -> None:
        super().__init__()
        self._path = path
        self._said = said
        self._busy = False
        self._offered = False
        self._left = Event()

    def compose(self) -> ComposeResult:
        """The store, the passphrase, the answer."""
        with Vertical(classes="middle"), Vertical(classes="form") as box:
            box.border_title = Content(" chronology ")
            yield Says(str(self._path), "text bold", id="what")
            yield PlainInput(password=True, placeholder="passphrase", id="passphrase")
            yield Says(self._said, "mute", id="answer")
            yield KeyBar(UNLOCK_KEYS if self._path.exists() else MISSING_KEYS, ground="panel")

    def on_mount(self) -> None:
        """Start in the passphrase, or say that there is no store."""
        if self._path.exists():
            self._field.focus()
        else:
            self.set_focus(None)
            self._field.disabled = True
            self._field.display = False
            answer(
                self,
                "There is no store at this place. Nothing was made. If it was moved, leave and open it where it is now. "
                "To make a new one here, press n.",
                "bad",
            )
            self.post_message(Refused(ExitCode.UNREADABLE))

    def on_unmount(self) -> None:
        """Let go of an attempt that is being held back."""
        self._left.set()

    @property
    def _field(self) -> PlainInput:
        return self.query_one("#passphrase", PlainInput)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value:
            answer(self, "")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_unlock()

    # ------------------------------------------------------------------ opening

    def action_unlock(self) -> None:
        """Try the passphrase."""
        self._try(reading=False)

    def action_read(self) -> None:
        """Open for reading only, where writing was refused."""
        if self._offered:
            self._try(reading=True)

    def _try(self, *, reading: bool) -> None:
        field = self._field
        if self._busy or not field.display:
            return
        if not field.value:
            answer(self, "Type the passphrase of this store.", "look")
            return
        self._busy = True
        field.disabled = True
        answer(self, "Opening for reading …" if reading else "Opening …", "mute")
        self.query_one(KeyBar).show(WAITING_KEYS)
        self._open(field.value, reading=reading)

    @work(thread=True, exclusive=True)
    def _open(self, passphrase: str, *, reading: bool) -> None:
        from chronology_tui.services import open_casebook  # noqa: PLC0415 - the store's libraries load while this screen shows
        from chronology_tui.services.opening import Access  # noqa: PLC0415 - likewise

        try:
            access = Access.READ if reading else Access.WRITE
            casebook = open_casebook(self._path, passphrase, access=access, wait=self._hold_back)
        except LeftWaiting:
            return
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, error)
        else:
            if get_current_worker().is_cancelled:
                casebook.close()
            else:
                self.app.call_from_thread(self._take, casebook)

    def _take(self, casebook: Casebook) -> None:
        self._field.value = ""
        self.post_message(Opened(casebook))

    def _hold_back(self, seconds: float) -> None:
        """Count down in the answer; in the worker's thread."""
        left = seconds
        while left > 0:
            self.app.call_from_thread(self._count, math.ceil(left))
            step = min(1.0, left)
            if self._left.wait(step):
                raise LeftWaiting
            left -= step
        self.app.call_from_thread(answer, self, "Opening …", "mute")

    def _count(self, seconds: int) -> None:
        unit = "second" if seconds == 1 else "seconds"
        answer(self, f"After several wrong passphrases the next is tried in {seconds} {unit}. Esc leaves.", "look")

    def _failed(self, error: ChronologyError) -> None:
        self._busy = False
        self._offered = can_be_read(error)
        field = self._field
        if self._offered:  # the passphrase stays, so that one key opens the store for reading
            self.set_focus(None)
            self.query_one(KeyBar).show(OFFER_KEYS)
            answer(self, f"{error} {READING}", "look")
        else:
            self._type_again()
            answer(self, str(error), "bad")
        field.disabled = self._offered
        if not self._offered:
            field.focus()
        self.post_message(Refused(error.exit_code))

    def _type_again(self) -> None:
        self._offered = False
        field = self._field
        field.value = ""
        field.disabled = False
        field.focus()
        self.query_one(KeyBar).show(UNLOCK_KEYS)

    # ------------------------------------------------------------------ other ways

    def action_recover(self) -> None:
        """Open the store with its recovery key and give it a new passphrase."""
        from chronology_tui.tui.modals.recovery import RecoveryScreen  # noqa: PLC0415 - dialogues load when first wanted

        if self._path.exists() and not self._busy:
            self._type_again()
            answer(self, "")
            self.app.push_screen(RecoveryScreen(self._path, glyphs=own_app(self).glyphs), self._recovered)

    def _recovered(self, casebook: Casebook | None) -> None:
        if casebook is not None:
            self.post_message(Opened(casebook))

    def action_make(self) -> None:
        """Make a store where there is none."""
        if not self._path.exists():
            own_app(self).make_new_store(self._path)

    async def action_back(self) -> None:
        """Clear what is typed, then leave; an attempt that is held back is given up."""
        if self._busy:
            self._left.set()
            await self.app.action_quit()
        elif self._offered or self._field.value:
            self._type_again()
            answer(self, "")
        else:
            await self.app.action_quit()
