"""The export dialogue: which pack, with which options, what it will say, and where it goes.

Four steps, one beside another where there is room: the pack, its options, the preview, what redaction changed. The name of the
file stands below them all. The preview follows what is chosen, made in a thread. An export under way can be stopped until the
file takes its name; locking and leaving wait for it, since the file was asked for.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from threading import Event as Flag
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.command import Provider

from chronology_tui.errors import ChronologyError, UsageError
from chronology_tui.tui.modals.export_choosing import Choosing
from chronology_tui.tui.modals.export_options import OptionField, OptionList
from chronology_tui.tui.modals.export_reading import password_trouble, read_path, suggested_path
from chronology_tui.tui.modals.export_result import OverwriteScreen, result_blocks
from chronology_tui.tui.modals.export_steps import STEPS, keys_of
from chronology_tui.tui.modals.export_writing import Job, write_export
from chronology_tui.tui.widgets.fields import once_taken_in
from chronology_tui.tui.widgets.key_bar import KeyBar
from chronology_tui.tui.widgets.page import Page
from chronology_tui.tui.widgets.says import Says, answer
from chronology_tui.tui.working import SAVING, own_app

if TYPE_CHECKING:
    from chronology_tui.services import ExportResult

__all__ = ["ExportScreen", "suggested_path"]

BEAT = 0.1
"""Seconds between two looks at how far the writing is."""
_STEPS = 20
"""Marks of the progress bar."""


def _commands() -> type[Provider]:
    from chronology_tui.tui.modals.export_commands import ExportCommands  # noqa: PLC0415 - loaded when the palette is first opened

    return ExportCommands


class ExportScreen(Choosing):
    """Makes a pack, a table or the whole record; answers with what came of it, or None."""

    COMMANDS: ClassVar = {_commands}
    # With priority, so that the field changes before the next key is handed out, however fast the keys come.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("enter", "go_on", "Go on", show=False, priority=True),
        Binding("ctrl+s", "write", "Write", show=False, priority=True),
        Binding("f2", "step('pack')", "Pack", show=False, priority=True),
        Binding("f3", "step('options')", "Options", show=False, priority=True),
        Binding("f4", "step('preview')", "Preview", show=False, priority=True),
        Binding("f5", "step('changes')", "What redaction changed", show=False, priority=True),
        Binding("f6", "file", "Name of the file", show=False, priority=True),
        Binding("down", "move(1)", "Next field", show=False, priority=True),
        Binding("up", "move(-1)", "Field before", show=False, priority=True),
        Binding("f1", "app.help", "Keys and help", show=False),
    ]

    def on_mount(self) -> None:
        """Read what was typed here before; then start with the pack."""
        self._memory.begin(own_app(self), self._draft_trouble)
        self._fold(self.app.size.width, self.app.size.height)
        self._show_packs({})
        self._go("pack")
        self.form.disabled = True
        self._loading = self.run_worker(self._load, thread=True, group="load")

    # ------------------------------------------------------------------ going on and back

    async def action_go_on(self) -> None:
        """Go to the next step; from the preview or from the name of the file, write."""
        if not await self._ready():
            return
        if self._result is not None:
            self.dismiss(self._result)
        elif self.focused is self.out or self._step in {"preview", "changes"}:
            self.action_write()
        elif isinstance(self.focused, OptionList):
            self.focused.action_open()
        else:
            self._go(STEPS[STEPS.index(self._step) + 1])

    def action_back(self) -> None:
        """One step back; while the file is being written, stop it."""
        if self._result is not None:
            self.dismiss(self._result)
        elif self._job is not None:
            self._job.stop.set()
            answer(self, "Stopping …", "look")
        elif self.focused is self.out and self._step != "pack":
            self._go(self._step)
        elif self._step == "pack":
            self.dismiss(None)
        else:
            self._go(STEPS[STEPS.index(self._step) - 1])

    # ------------------------------------------------------------------ writing

    def action_write(self) -> None:
        """Write the file, once every field has taken in the keys that were handed to it."""
        if self._job is None and self._result is None and self._loaded:
            fields = [control for control in self.form.controls if isinstance(control, OptionField)]
            once_taken_in([*fields, self.out], partial(self._begin, frozenset()))

    def _begin(self, allowed: frozenset[Path]) -> None:
        if self._job is not None:
            return
        from chronology_tui.services.pack_list import RECORD, formats_of  # noqa: PLC0415 - loaded by now

        reading, trouble, field = self._reading, "", ""
        typed, again = self.form.passwords
        if reading.choices is None:
            field, trouble = next(iter(reading.troubles.items()))
        elif typed != again:
            field, trouble = "again", "The two passwords differ. Type the same in both fields."
        elif typed and self.suffix != ".pdf":
            field, trouble = "password", "A password protects a PDF only. Empty it, or choose pdf."
        if not trouble and self.suffix not in formats_of(self._pack.name) and self.suffix in formats_of(RECORD):
            field, trouble = "format", f"A {self.suffix[1:]} file holds the record, not a pack. Choose the full record, or pdf."
        if typed and not trouble:
            field, trouble = "password", password_trouble(typed)
        if trouble:
            self._refuse(trouble, field)
            return
        try:
            out = read_path(self.out.value)
        except UsageError as error:
            self._refuse(str(error))
            return
        if reading.choices is not None:
            self._job = Job(self._casebook, self._child.id, out, reading.choices, typed, allowed, Flag())
            self._start(self._job)

    def _refuse(self, why: str, field: str = "") -> None:
        if field:
            self._go("options")
            self.set_focus(self.form.control(field))
        else:
            self.set_focus(self.out)
        answer(self, why, "bad")

    def _start(self, job: Job) -> None:
        self.set_focus(None)
        self.query_one("#body").disabled = self.out.disabled = True
        self.query_one("#keys", KeyBar).show(keys_of("writing"))
        self._beat = self.set_interval(BEAT, self._say_part)
        self._say_part()

        def run() -> None:
            try:
                came = write_export(job)
            except ChronologyError as error:
                self.app.call_from_thread(self._stopped, str(error))
            else:
                self.app.call_from_thread(self._ask if isinstance(came, Path) else self._written, came)

        self.run_worker(run, thread=True, group=SAVING, description="export")

    def _say_part(self) -> None:
        if self._job is not None and not self._job.stop.is_set():
            full = round(self._job.part * _STEPS)
            bar = self.glyphs.full * full + self.glyphs.empty * (_STEPS - full)
            answer(self, f"Writing {bar} {self._job.part:.0%}", "text")

    def _over(self) -> Job | None:
        """Take up the dialogue again after an attempt to write; None when it has gone meanwhile."""
        job, self._job = self._job, None
        if self._beat is not None:
            self._beat.stop()
        if not self.is_attached:
            return None
        self.query_one("#body").disabled = self.out.disabled = False
        answer(self, "")
        return job

    def _stopped(self, why: str) -> None:
        if self._over() is not None:
            self._go(self._step)
            answer(self, why, "bad")

    def _ask(self, path: Path) -> None:
        job = self._over()
        if job is None:
            return
        self._go(self._step)

        def answered(yes: bool | None) -> None:  # noqa: FBT001 - Textual's own answer
            if yes:
                self._begin(job.allowed | {path})
            else:
                answer(self, f"{path} was left as it is. Give the file another name, or leave with Esc.", "look")
                self.set_focus(self.out)

        self.app.push_screen(OverwriteScreen(path), answered)

    def _written(self, result: ExportResult) -> None:
        if self._over() is None:
            return
        self._result = result
        self.form.forget_password()
        self._memory.made(self._pack.name)
        self.query_one("#result", Page).show(list(result_blocks(result, self.glyphs)))
        self.query_one("#about", Says).say("")
        self._go("result")

    def _draft_trouble(self, why: str) -> None:
        if self.is_attached:
            answer(self, f"What is typed here is not kept: {why}", "bad")
