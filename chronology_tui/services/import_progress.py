"""How far an import is, and writing what is new piece by piece within one transaction, which can be stopped until its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum

from chronology_tui.domain.records import KeptRecord
from chronology_tui.services.ledger import Writing

STEP = 500
"""Rows or records between two looks at how far it is."""


class ImportStage(StrEnum):
    """What an import is doing."""

    READING = "reading"
    """The rows of the file are read; how many there are is not known yet."""
    COMPARING = "comparing"
    """What was read is compared with what is there."""
    WRITING = "writing"
    """What is new is being written, in one transaction."""


OnProgress = Callable[[ImportStage, int, int], None]
"""Is told the stage, how much of it is done, and of how much, 0 where nobody knows; what it raises stops the import."""


def add_lists(writing: Writing, lists: Sequence[Sequence[KeptRecord]], on_progress: OnProgress | None = None) -> None:
    """Add lists of records in a transaction; while it is not through, whatever ``on_progress`` raises undoes it whole."""
    done, whole = 0, sum(map(len, lists))
    for records in lists:
        for start in range(0, len(records), STEP):
            if on_progress is not None:
                on_progress(ImportStage.WRITING, done, whole)
            batch = records[start : start + STEP]
            writing.repository.add(batch, writing.stamp)
            done += len(batch)
    if on_progress is not None:
        on_progress(ImportStage.WRITING, done, whole)
