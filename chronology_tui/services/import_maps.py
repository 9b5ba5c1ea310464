"""Which column is which for one import: from a map file, or chosen by the reader, who may save the choice as a map file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from chronology_tui.importing.mapping import FIELDS, BadMap, ColumnMap, map_text, read_map
from chronology_tui.services.files import written_aside

__all__ = ["FIELDS", "BadMap", "ColumnMap", "read_map", "save_map", "with_choices"]


def with_choices(column_map: ColumnMap, chosen: Mapping[str, str]) -> ColumnMap:
    """Return a map with what was chosen of some headings: one of our fields, or an empty text to leave the column out."""
    return column_map.choosing(chosen)


def save_map(path: Path, column_map: ColumnMap, *, overwrite: bool = False) -> None:
    """Write a map file that :func:`read_map` reads to the same map.

    Raises:
        FileExists, FileNotWritten: nothing was written.
    """
    with written_aside(path, overwrite=overwrite) as aside:
        aside.file.write(map_text(column_map).encode())
        aside.finish()
        aside.take_name()
