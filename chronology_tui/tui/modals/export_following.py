"""Going from step to step of the export dialogue, and the preview that follows what is chosen."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from textual import on
from textual.widget import Widget

from chronology_tui.tui.modals.export_frame import ExportFrame
from chronology_tui.tui.modals.export_options import OptionChoice, OptionField, OptionList
from chronology_tui.tui.modals.export_preview import PreviewText, Shown, make_preview
from chronology_tui.tui.modals.export_steps import STEPS, Steps, keys_of
from chronology_tui.tui.widgets.key_bar import KeyBar
from chronology_tui.tui.widgets.page import Page
from chronology_tui.tui.widgets.says import Says

REST = 0.35
"""Seconds without a change after which the preview is made anew."""


class FollowingPreview(ExportFrame):
    """The dialogue with its steps and its preview."""

    # ------------------------------------------------------------------ the preview

    @on(PreviewText.Resized)
    def _preview_soon(self) -> None:
        """Have the preview made anew once the keys rest."""
        if self._rest is not None:
            self._rest.stop()
        self._wanted += 1
        self._rest = self.set_timer(REST, self._preview)

    def _preview(self) -> None:
        seen = self.has_class("wide") or self._step in {"preview", "changes"}
        if not self._loaded or self._job is not None or self._previewing or not seen:
            return
        reading, wanted = self._reading, self._wanted
        if reading.choices is None:
            self._show(Shown(trouble=" ".join(reading.troubles.values())), wanted)
            return
        self._previewing = True
        self.query_one("#summary", Says).say(f"Making the preview {self.glyphs.more}", "mute")
        job = partial(make_preview, self._casebook, self._child.id, reading.choices, self.suffix, self.text.room, self.glyphs)

        def run() -> None:
            shown = job()
            self.app.call_from_thread(self._show, shown, wanted)

        self.run_worker(run, thread=True, group="preview", description="preview")

    def _show(self, shown: Shown, wanted: int) -> None:
        self._previewing = False
        if not self.is_attached:
            return
        if wanted != self._wanted:  # something else was chosen meanwhile
            self._preview()
            return
        self._shown = shown
        summary = self.query_one("#summary", Says)
        if shown.trouble:
            summary.say(shown.trouble, "look")
        else:
            summary.say(shown.summary, "look" if shown.unsure else "mute")
        self.text.show(shown.lines)
        self.query_one("#changes", Page).show(shown.changes)
        self.query_one("#steps", Steps).count = shown.number

    # ------------------------------------------------------------------ going

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Leave the arrows to what scrolls, and everything but Esc to the writing while it goes on."""
        if action == "move":
            return isinstance(self.focused, OptionField | OptionChoice | OptionList) or self.focused is self.out
        if action == "go_on":
            return self._job is None
        if action in {"step", "file", "pick"}:
            return self._job is None and self._result is None
        return True

    async def action_step(self, step: str) -> None:
        """Go to a step."""
        if await self._ready():
            self._go(step)

    def _go(self, step: str) -> None:
        self._step = step
        for name in (*STEPS, "result"):
            self.set_class(name == step, f"at-{name}")
        self.query_one("#steps", Steps).step = step
        self.query_one("#keys", KeyBar).show(keys_of(step))
        reached: dict[str, Callable[[], Widget]] = {
            "pack": lambda: self.packs, "options": lambda: self.form.controls[0], "preview": lambda: self.text,
        }  # fmt: skip
        self.set_focus(reached[step]() if step in reached else self.query_one(f"#{step}", Page))
        self._preview_soon()

    async def action_file(self) -> None:
        """Go to the name of the file."""
        if await self._ready():
            self.set_focus(self.out)

    def action_move(self, by: int) -> None:
        """Go to the next or previous field, round and round."""
        fields: list[Widget] = [*(self.form.controls if self.form.display and self._step != "pack" else ()), self.out]
        at = fields.index(self.focused) if self.focused in fields else 0
        self.set_focus(fields[(at + by) % len(fields)])
