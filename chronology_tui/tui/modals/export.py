"""The export dialogue: where to, then the file; an existing file is only written over after a question."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from chronology_tui.domain.records import Child
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says

if TYPE_CHECKING:
    from chronology_tui.services import Casebook, ExportResult  # noqa: F401 - named in the type of the answer


def suggested_path(casebook: Casebook, child: Child) -> Path:
    """Return a name next to the store, or in the home folder for the demonstration; it tells the child's initials only."""
    folder = Path.home() if casebook.is_demo else casebook.path.parent
    initials = "".join(c for c in child.initials if c.isalnum()) or "child"
    return folder / f"{initials}-referral-{casebook.today().isoformat()}.pdf"


class ExportScreen(ModalScreen["ExportResult | None"]):
    """Asks for the file and writes the referral pack; answers with what came of it, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "back", "Back", show=False)]

    def __init__(self, casebook: Casebook, child: Child) -> None:
        super().__init__()
        self._casebook = casebook
        self._child = child
        self._overwrite: Path | None = None
        self._busy = False

    def compose(self) -> ComposeResult:
        """What is made, where to, and what came of it."""
        with Vertical(classes="dialogue small") as box:
            box.border_title = Content(" export ")
            yield Says("Referral pack for children's social care. The ending .pdf or .txt chooses the format.", id="what")
            yield PlainInput(str(suggested_path(self._casebook, self._child)), id="out")
            yield Says(id="answer")
            yield KeyBar([Key("enter", "export", "export"), Key("esc", "back", "back")], ground="panel")

    def on_mount(self) -> None:
        """Start in the path."""
        self.query_one("#out", PlainInput).focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._overwrite = None
        self._answer("")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_export()

    def action_export(self) -> None:
        """Write the pack, or ask first where a file is already there."""
        typed = self.query_one("#out", PlainInput).value.strip()
        if self._busy:
            return
        if not typed:
            self._answer("Type the name of the file to write.", "bad")
            return
        try:
            out = Path(typed).expanduser()
            exists = out.exists()
        except (OSError, RuntimeError, ValueError) as error:
            self._answer(f"That cannot be a file name: {error}", "bad")
            return
        if exists and self._overwrite != out:
            self._overwrite = out
            self._answer(f"{out} already exists. Press Enter again to write over it, or type another name.", "look")
            return
        self._busy = True
        self._answer("Writing the pack …", "mute")
        self._write(self._child.id, out, overwrite=self._overwrite == out)

    @work(thread=True, exclusive=True, group="export")
    def _write(self, child: UUID, out: Path, *, overwrite: bool) -> None:
        try:
            result = self._casebook.export(child, out, "referral", overwrite=overwrite)
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self.dismiss, result)

    def _failed(self, why: str) -> None:
        self._busy = False
        self._overwrite = None
        self._answer(why, "bad")

    def action_back(self) -> None:
        """Leave, unless the file is being written: half a file is never left."""
        if not self._busy:
            self.dismiss(None)

    def _answer(self, words: str, role: str = "text") -> None:
        self.query_one("#answer", Says).say(words, role)
