"""What came of an export, and the question before a file is written over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from chronology_tui.domain.text import counted
from chronology_tui.tui.glyphs import Glyphs
from chronology_tui.tui.widgets.insight import BLANK, heading
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.page import Block
from chronology_tui.tui.widgets.says import Says

if TYPE_CHECKING:
    from chronology_tui.services import ExportResult


class OverwriteScreen(ModalScreen[bool]):
    """Asks whether one file may be written over. Enter does nothing here: a key too many must not lose a file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,n", "keep", "Keep it", show=False),
        Binding("y", "write", "Write over it", show=False),
    ]

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path

    def compose(self) -> ComposeResult:
        """The file and the two answers."""
        with Vertical(classes="dialogue small") as box:
            box.border_title = Content(" write over it? ")
            yield Says(f"{self._path} already exists.", "text bold", id="what")
            yield Says("What it holds now will be gone, and it cannot be undone.", "look")
            yield KeyBar([Key("y", "write over it", "write"), Key("esc", "keep it", "keep")], ground="panel")

    def action_write(self) -> None:
        """Allow it."""
        self.dismiss(True)  # noqa: FBT003 - Textual's own answer

    def action_keep(self) -> None:
        """Refuse it."""
        self.dismiss(False)  # noqa: FBT003 - Textual's own answer


def result_blocks(result: ExportResult, glyphs: Glyphs) -> Iterator[Block]:
    """Yield what came of an export: where it is, what is in it, what to read before it is sent."""
    point = ((f" {glyphs.point} ", "mute"),)
    yield Block("Written and recorded.", "good bold")
    yield Block(str(result.path), "text bold", indent=2)
    if result.pages:
        yield Block(counted(result.pages, "page"), indent=2)
    if result.code:
        yield Block(f"Check code {result.code}: chronology verify knows the file by it.", indent=2)
    for copy in result.copies:
        yield Block(str(copy), "text bold", indent=2)
        yield Block("opens with the password only. Send it, and the password by another way.", indent=2)
    if result.issues:
        yield BLANK
        yield heading("TO LOOK AT IN THE FILE")
        for issue in result.issues:
            yield Block(issue.message, "look", point)
    yield BLANK
    yield heading("BEFORE YOU SEND IT")
    for note in result.notes:
        yield Block(note, "text", point)
    yield Block("Read it through. Only you can know that a summary holds something about another person.", "text", point)
    if not result.copies:
        yield Block("The file is not encrypted: send it only by the secure way that your organisation uses.", "text", point)
    if result.to_look_at:
        yield BLANK
        yield heading(f"LEFT FOR YOU TO DECIDE · {len(result.to_look_at):,}")
        for one in result.to_look_at:
            yield Block(f"{one.where}: {one.words}. {one.why}", "look", point)
