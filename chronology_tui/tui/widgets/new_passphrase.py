"""A new passphrase: typed twice, judged while it is typed. The judgement informs and never blocks."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says

_STEPS = 5
_ROLES = ("bad", "bad", "look", "good", "good")


class NewPassphrase(Vertical):
    """Two fields for one passphrase, and what can be said about it."""

    DEFAULT_CSS = "NewPassphrase { height: auto; } NewPassphrase #quality { margin-bottom: 1; }"

    def __init__(self, *, also: Iterable[str] = (), glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002
        """Take ``also``, words that somebody who guesses would try first, such as the name of the store."""
        super().__init__(id=id)
        self.also = tuple(also)
        self.glyphs = glyphs
        self._judged = ("", "")

    def compose(self) -> ComposeResult:
        """Both fields, the judgement between them."""
        yield Says("The passphrase, typed twice:", "mute", id="label-passphrase")
        yield PlainInput(password=True, placeholder="four or more words that do not belong together", id="first")
        yield Says(id="quality")
        yield PlainInput(password=True, placeholder="the same again", id="again")

    @property
    def fields(self) -> tuple[PlainInput, PlainInput]:
        """The fields in order."""
        return self.query_one("#first", PlainInput), self.query_one("#again", PlainInput)

    @property
    def passphrase(self) -> str:
        """What is typed in the first field."""
        return self.fields[0].value

    def trouble(self) -> str:
        """Return why the passphrase cannot be used, or an empty text; weak ones can."""
        from chronology_tui.services.errors import BadPassphrase  # noqa: PLC0415 - the store's libraries load when needed
        from chronology_tui.services.passphrases import check_new_passphrase  # noqa: PLC0415 - likewise

        first, again = self.fields
        self._judged = self._values()
        try:
            check_new_passphrase(first.value)
        except BadPassphrase as error:
            return str(error)
        return "" if first.value == again.value else "The two passphrases differ. Type the same in both fields."

    @property
    def typed_since(self) -> bool:
        """Whether something else is typed than :meth:`trouble` was last asked about; a late message of a key is not."""
        return self._values() != self._judged

    def _values(self) -> tuple[str, str]:
        first, again = self.fields
        return first.value, again.value

    def clear(self) -> None:
        """Forget what was typed."""
        for field in self.fields:
            field.value = ""

    class Typed(Message):
        """Something was typed: what was said of the passphrase before is out of date."""

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if event.value:
            self.post_message(self.Typed())
        if event.input is not self.fields[0]:
            return
        if event.value:
            self._judge()
        else:
            self.workers.cancel_group(self, "judge")
            self.query_one("#quality", Says).say("")

    @work(thread=True, exclusive=True, group="judge")
    def _judge(self) -> None:
        # No argument: Textual keeps those of a worker in its description, and a passphrase is kept nowhere.
        from chronology_tui.services.quality import advice, estimate  # noqa: PLC0415 - loads while somebody types

        passphrase = self.app.call_from_thread(lambda: self.passphrase)
        quality = estimate(passphrase, self.also)
        self.app.call_from_thread(self._show, passphrase, quality.score, "\n".join(advice(quality)))

    def _show(self, passphrase: str, score: int, said: str) -> None:
        if self.is_attached and passphrase == self.passphrase:
            bar = self.glyphs.full * (score + 1) + self.glyphs.empty * (_STEPS - score - 1)
            self.query_one("#quality", Says).say(f"{bar} {said}", _ROLES[score])
