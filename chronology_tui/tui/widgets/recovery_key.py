"""A recovery key on the screen: shown, to be written down, and confirmed by typing two of its groups back."""

from __future__ import annotations

import secrets
from pathlib import Path

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message

from chronology_tui.domain.text import one_line
from chronology_tui.tui.widgets.fields import FORM_KEYS
from chronology_tui.tui.widgets.key_bar import Key
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says

NEW_KEY_KEYS: tuple[BindingType, ...] = (
    *FORM_KEYS,
    Binding("enter", "next", "Next", show=False, priority=True),
    Binding("f2", "later", "Confirm later", show=False),
)
"""The keys of a screen that gives a store a passphrase and then shows its recovery key."""
LATER_SECONDS = 20.0
"""How long it stays on the screen how a key that was not confirmed is seen again."""
SHEET_KEYS = (Key("enter", "it is written down", "next"), Key("f2", "later", "later"), Key("esc", "see the key again", "back"))
"""The keys that are told while the sheet is shown."""
ABOUT = (
    "This is the recovery key of the store. It opens the store if the passphrase is lost. Write it down on paper and keep it "
    "where only you can get it: whoever has it and the file can read everything."
)


class RecoveryKeySheet(Vertical):
    """Shows the key; then hides it and asks for two groups. The screen calls :meth:`go_on`, :meth:`look_again`, :meth:`later`."""

    DEFAULT_CSS = "RecoveryKeySheet { height: auto; } RecoveryKeySheet Says { margin-bottom: 1; }"

    class Done(Message):
        """The key was confirmed, or its confirmation put off."""

    def __init__(self, key: str, path: Path, *, seed: int | None = None, id: str | None = None) -> None:  # noqa: A002
        """Show ``key``, of the store at ``path``; ``seed`` chooses the groups that are asked for."""
        super().__init__(id=id)
        from chronology_tui.services.recovery_keys import asked_groups  # noqa: PLC0415 - loaded with the store by now

        self._key = key
        self._path = path
        self.asked = asked_groups(secrets.randbits(32) if seed is None else seed)
        self.asking = False

    def compose(self) -> ComposeResult:
        """The key, the two fields, the answer."""
        from chronology_tui.services.recovery_keys import key_lines  # noqa: PLC0415 - loaded with the store by now

        yield Says(ABOUT, id="about")
        yield Says("\n".join(key_lines(self._key)), "text bold", id="key")
        for n, group in zip(("one", "two"), self.asked, strict=True):
            field = PlainInput(placeholder=f"group {group}", id=n)
            field.display = False
            yield field
        yield Says("Press Enter when it is written down. Two of its groups are asked then.", "mute", id="sheet-answer")

    @property
    def fields(self) -> tuple[PlainInput, PlainInput]:
        """The fields of the two groups."""
        return self.query_one("#one", PlainInput), self.query_one("#two", PlainInput)

    def go_on(self) -> None:
        """Hide the key and ask; then check what was typed."""
        if not self.asking:
            self._ask(asking=True)
            self.screen.set_focus(self.fields[0])
            return
        first, second = self.fields
        if self.screen.focused is first:
            self.screen.set_focus(second)
            return
        second.call_later(self._check)  # once the field has taken in the keys that were handed to it

    def look_again(self) -> None:
        """Show the key once more."""
        if self.asking:
            self._ask(asking=False)
            self.screen.set_focus(None)

    def later(self) -> None:
        """Put the confirmation off, and say how the key is seen again."""
        said = f"The recovery key was not confirmed. It can be shown again at any time by: chronology recovery-key {self._path}"
        self.app.notify(one_line(said), severity="warning", markup=False, timeout=LATER_SECONDS)
        self.post_message(self.Done())

    def _ask(self, *, asking: bool) -> None:
        self.asking = asking
        self.query_one("#key").display = not asking
        for field in self.fields:
            field.display = asking
            field.value = ""
        words = f"Type groups {self.asked[0]} and {self.asked[1]} from your paper. Esc shows the key again."
        self._answer(words if asking else "Press Enter when it is written down.", "text" if asking else "mute")

    def _check(self) -> None:
        from chronology_tui.services.recovery_keys import confirms  # noqa: PLC0415 - loaded with the store by now

        first, second = self.fields
        right = [confirms(self._key, {group: field.value}) for group, field in zip(self.asked, (first, second), strict=True)]
        if all(right):
            self.post_message(self.Done())
            return
        wrong = [str(group) for group, good in zip(self.asked, right, strict=True) if not good]
        what = f"Group {wrong[0]} is" if len(wrong) == 1 else f"Groups {wrong[0]} and {wrong[1]} are"
        self._answer(f"{what} not as shown. Compare with the paper and type again, or press Esc to see the key.", "bad")
        self.screen.set_focus(first if not right[0] else second)

    def _answer(self, words: str, role: str) -> None:
        self.query_one("#sheet-answer", Says).say(words, role)
