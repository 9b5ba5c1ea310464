"""Writing what was copied to a private file, for terminals that do not hand text on to the clipboard."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from chronology_tui.domain.text import one_line
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.widgets.fields import once_taken_in
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says, answer
from chronology_tui.tui.working import SAVING

NOT_ENCRYPTED = "Only you can read the file, but it is not encrypted: delete it when you have used it."
PROPOSED = "chronology-copy.txt"


class CopyFileScreen(ModalScreen[None]):
    """Asks for the file and writes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", show=False),
        Binding("enter,ctrl+s", "write", "Write the file", show=False, priority=True),
    ]

    def __init__(self, text: str, what: str) -> None:
        super().__init__()
        self._text = text
        self._what = what
        self._done = False

    def compose(self) -> ComposeResult:
        """The file, what is to be known, the keys."""
        with Vertical(classes="dialogue small") as box:
            box.border_title = Content(f" write {self._what} to a file ")
            yield PlainInput(str(Path.home() / PROPOSED))
            yield Says(NOT_ENCRYPTED, "look", id="answer")
            yield KeyBar([Key("enter", "write", "write"), Key("esc", "back", "dismiss(None)")], ground="panel")

    def on_mount(self) -> None:
        """Start at the end of the name."""
        field = self.query_one(PlainInput)
        field.focus()
        field.cursor_position = len(field.value)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()

    def action_write(self) -> None:
        """Write it, once the field has taken in the keys that were handed to it; after that, leave."""
        if self._done:
            self.dismiss(None)
        else:
            once_taken_in([self.query_one(PlainInput)], self._write_now)

    def _write_now(self) -> None:
        typed = self.query_one(PlainInput).value.strip()
        if typed:
            self._write(Path(typed).expanduser())
        else:
            answer(self, "Type the name of a file.", "bad")

    @work(thread=True, exclusive=True, group=SAVING)
    def _write(self, path: Path) -> None:
        from chronology_tui.services.copying import write_copy  # noqa: PLC0415 - loaded behind the dialogue

        try:
            write_copy(self._text, path)
        except ChronologyError as error:
            self.app.call_from_thread(self._told, str(error), "bad")
        else:
            self.app.call_from_thread(self._told, f"Written: {one_line(str(path))}. {NOT_ENCRYPTED}", "good")

    def _told(self, words: str, role: str) -> None:
        self._done = role == "good"
        if self.is_attached:
            answer(self, words, role)
