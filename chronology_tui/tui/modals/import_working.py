"""Reading a file and importing it in a worker thread: how far it is, and that it can be stopped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event as Flag
from typing import TYPE_CHECKING

from chronology_tui.tui.glyphs import Glyphs

if TYPE_CHECKING:
    from chronology_tui.services.import_checks import ImportStage

STEPS = 20
"""Marks of the progress bar."""
STOPPING = "Stopping …"


@dataclass
class ImportJob:
    """One reading of a file, or one import.

    Attributes:
        writes: whether it changes the store: then locking and leaving wait for it, since it was asked for.
        is_locking: tells whether the app is locking.
        stop: set when the reader wants it stopped.
        said: how far it is: the stage, how much is done, and of how much, 0 where nobody knows.
    """

    writes: bool
    is_locking: Callable[[], bool]
    stop: Flag = field(default_factory=Flag)
    said: tuple[ImportStage, int, int] | None = None

    def on_progress(self, stage: ImportStage, done: int, whole: int) -> None:
        """Note how far it is.

        Raises:
            ImportCancelled: the reader wants it stopped, or the app is locking and there is nothing to wait for.
        """
        from chronology_tui.services.errors import ImportCancelled  # noqa: PLC0415 - loaded by now

        self.said = stage, done, whole
        if self.stop.is_set() or (not self.writes and self.is_locking()):
            raise ImportCancelled

    def words(self, glyphs: Glyphs) -> str:
        """Return how far it is, in words and a bar."""
        from chronology_tui.services.import_checks import ImportStage  # noqa: PLC0415 - loaded by now

        if self.stop.is_set():
            return STOPPING
        if self.said is None:
            return "Reading the file …"
        stage, done, whole = self.said
        if stage is ImportStage.READING:
            return f"Reading the file: {done:,} rows so far"
        doing = "Writing" if stage is ImportStage.WRITING else "Comparing with what is there"
        part = done / whole if whole else 1.0
        full = round(part * STEPS)
        return f"{doing} {glyphs.full * full}{glyphs.empty * (STEPS - full)} {done:,} of {whole:,}"
