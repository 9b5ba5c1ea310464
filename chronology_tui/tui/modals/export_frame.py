"""The frame of the export dialogue: what stands where, how it folds on a small terminal, and what it holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.worker import Worker

from chronology_tui.domain.records import Child
from chronology_tui.domain.text import one_line
from chronology_tui.tui.glyphs import Glyphs
from chronology_tui.tui.modals.export_memory import ExportMemory
from chronology_tui.tui.modals.export_options import OptionsForm
from chronology_tui.tui.modals.export_preview import PreviewText, Shown
from chronology_tui.tui.modals.export_reading import Reading, read_options, suffix_of, suggested_path
from chronology_tui.tui.modals.export_steps import Steps, keys_of
from chronology_tui.tui.modals.export_writing import Job
from chronology_tui.tui.widgets.key_bar import KeyBar
from chronology_tui.tui.widgets.page import Page
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says
from chronology_tui.tui.working import own_app

if TYPE_CHECKING:
    from chronology_tui.services import Casebook, ExportResult

WIDE, TALL = 116, 44
"""Cells from which on the preview stands beside the options, and lines from which on the packs stand above them."""


class ExportFrame(ModalScreen["ExportResult | None"]):
    """The steps, what belongs to them, the name of the file, the keys."""

    # As strong as the app's own rules for dialogues, which it sets aside.
    CSS: ClassVar[str] = """
    ExportScreen .dialogue { width: 98%; max-width: 220; height: 96%; padding: 0 1; }
    ExportScreen.narrow .dialogue { width: 100%; height: 100%; }
    ExportScreen OptionsForm .row { height: 1; }
    ExportScreen OptionsForm .row Says { width: 19; height: 1; padding-left: 1; }
    ExportScreen OptionsForm .row Input { width: 1fr; margin-bottom: 0; }
    ExportScreen OptionsForm .group { margin-top: 1; }
    ExportScreen OptionsForm .first { margin-top: 0; }
    ExportScreen OptionsForm #quality { margin-left: 20; }
    ExportScreen #steps { margin-bottom: 1; background: $panel; }
    ExportScreen #body { height: 1fr; }
    ExportScreen #left { width: 1fr; }
    ExportScreen #right { width: 1fr; }
    ExportScreen.wide #left { width: 72; border-right: solid $rule; }
    ExportScreen.wide #right { padding-left: 1; }
    ExportScreen #packs, ExportScreen #options, ExportScreen #preview, ExportScreen #changes { display: none; }
    ExportScreen.at-pack #packs, ExportScreen.at-options #options { display: block; }
    ExportScreen.at-preview #preview, ExportScreen.at-changes #changes { display: block; }
    ExportScreen.narrow.at-pack #right, ExportScreen.narrow.at-options #right { display: none; }
    ExportScreen.narrow.at-preview #left, ExportScreen.narrow.at-changes #left { display: none; }
    ExportScreen.wide #preview { display: block; }
    ExportScreen.wide.at-changes #preview { display: none; }
    ExportScreen.wide.at-preview #options, ExportScreen.wide.at-changes #options { display: block; }
    ExportScreen.tall #packs, ExportScreen.tall #options { display: block; }
    ExportScreen.tall #packs { height: 40%; }
    ExportScreen.at-result #left, ExportScreen.at-result #right { display: none; }
    ExportScreen #result { display: none; }
    ExportScreen.at-result #result { display: block; }
    ExportScreen.at-result #row-file { display: none; }
    ExportScreen #summary { margin-bottom: 1; padding-left: 1; }
    ExportScreen #options { height: 1fr; }
    ExportScreen #preview { height: 1fr; }
    ExportScreen #row-file { height: 1; }
    ExportScreen #row-file Says { width: 7; padding-left: 1; height: 1; }
    ExportScreen #row-file Input { width: 1fr; margin-bottom: 0; }
    ExportScreen #foot { height: auto; margin-top: 1; }
    ExportScreen #about { padding-left: 1; height: auto; max-height: 2; }
    ExportScreen #answer { padding-left: 1; height: auto; max-height: 4; }
    ExportScreen .dialogue KeyBar { dock: none; }
    """

    def __init__(self, casebook: Casebook, child: Child) -> None:
        super().__init__()
        from chronology_tui.services.pack_list import packs  # noqa: PLC0415 - loaded when the dialogue opens

        self._casebook = casebook
        self._child = child
        self._dates = casebook.date_context(child)
        self._packs = {line.name: line for line in packs()}
        self._pack = next(iter(self._packs.values()))
        self._values: dict[str, dict[str, str]] = {}
        """What the options of each pack hold, once it was chosen."""
        self._plain: dict[str, dict[str, str]] = {}
        """What they began with."""
        self._named = suggested_path(casebook, child, self._pack.name)
        """The name of the file that was suggested last."""
        self._shown = Shown()
        self._wanted = 0
        self._previewing = False
        self._rest: Timer | None = None
        self._beat: Timer | None = None
        self._loading: Worker[None] | None = None
        self._loaded = False
        self._job: Job | None = None
        self._result: ExportResult | None = None
        self._step = "pack"

        self._memory = ExportMemory(casebook, child.id)

    # ------------------------------------------------------------------ what is on the screen

    @property
    def glyphs(self) -> Glyphs:
        """The marks that the terminal can show."""
        return own_app(self).glyphs

    def compose(self) -> ComposeResult:
        """The steps, what belongs to them, the name of the file, the keys."""
        glyphs = self.glyphs
        with Vertical(classes="dialogue") as box:
            box.border_title = Content(f" export · {one_line(self._child.initials)} ")
            yield Steps(id="steps")
            with Horizontal(id="body"):
                with Vertical(id="left"):
                    yield Page(glyphs=glyphs, id="packs")
                    yield OptionsForm(glyphs=glyphs, id="options")
                with Vertical(id="right"):
                    yield Says(id="summary")
                    yield PreviewText(glyphs=glyphs, id="preview")
                    yield Page(glyphs=glyphs, id="changes")
                yield Page(glyphs=glyphs, id="result")
            with Vertical(id="foot"):
                with Horizontal(id="row-file"):
                    yield Says("file", "mute")
                    yield PlainInput(str(self._named), id="out")
                yield Says(id="about")
                yield Says(id="answer")
                yield KeyBar(keys_of("pack"), ground="panel", id="keys")

    def on_unmount(self) -> None:
        """Keep what was typed last."""
        self._memory.flush()

    def on_resize(self, event: events.Resize) -> None:
        """Fold or unfold."""
        self._fold(event.size.width, event.size.height)

    def _fold(self, width: int, height: int) -> None:
        self.set_class(width >= WIDE, "wide")
        self.set_class(width < WIDE, "narrow")
        self.set_class(width >= WIDE and height >= TALL, "tall")

    @property
    def form(self) -> OptionsForm:
        """The options."""
        return self.query_one("#options", OptionsForm)

    @property
    def packs(self) -> Page:
        """The packs."""
        return self.query_one("#packs", Page)

    @property
    def out(self) -> PlainInput:
        """The name of the file."""
        return self.query_one("#out", PlainInput)

    @property
    def text(self) -> PreviewText:
        """The preview."""
        return self.query_one("#preview", PreviewText)

    @property
    def suffix(self) -> str:
        """The ending that is typed, which is the format."""
        return suffix_of(self.out.value)

    @property
    def _reading(self) -> Reading:
        return read_options(self._pack, self.form.values, self.suffix, self._dates)

    async def _ready(self) -> bool:
        """Wait for what was typed before, so that keys pressed fast act in their order."""
        if self._loading is not None and not self._loading.is_finished:
            await self.workers.wait_for_complete([self._loading])
        return self._loaded
