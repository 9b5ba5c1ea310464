"""Files that another program left beside a store.

This program never works in WAL mode, so a ``-wal`` file beside its store comes from somewhere else: from another tool, or from
another copy that lay there before a restore. SQLite would read it into the store without asking. It is set aside, never deleted.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from chronology_tui.store.errors import StoreNotWritten

SUFFIXES = ("-wal", "-shm")


def has_strays(path: Path) -> bool:
    """Whether another program left files beside ``path``."""
    place = path.resolve()
    return any(place.with_name(place.name + suffix).exists() for suffix in SUFFIXES)


@contextmanager
def set_strays_aside(path: Path) -> Iterator[tuple[Path, ...]]:
    """Rename stray files beside ``path`` and yield their new names; should the block raise, put them back.

    Raises:
        StoreNotWritten: a file cannot be renamed.
    """
    place = path.resolve()
    moved: list[tuple[Path, Path]] = []
    mark = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
    try:
        for suffix in SUFFIXES:
            stray = place.with_name(place.name + suffix)
            if stray.exists():
                aside = place.with_name(f"{place.name}{suffix}.aside-{mark}")
                stray.rename(aside)
                moved.append((stray, aside))
    except OSError as error:
        raise StoreNotWritten(path, f"a file left beside it cannot be set aside ({error.strerror})") from None
    try:
        yield tuple(aside for _, aside in moved)
    except BaseException:  # in use by that other program, or not opened at all: leave everything as it was
        for stray, aside in moved:
            aside.rename(stray)
        raise
