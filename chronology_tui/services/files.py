"""Writing a file whole or not at all, readable by its owner only."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from chronology_tui.services.errors import FileExists, FileNotWritten


@contextmanager
def written_whole(path: Path, *, overwrite: bool = False) -> Iterator[BinaryIO]:
    """Yield a file that takes the place of ``path`` only when the block ends without an error.

    The bytes go to a private temporary file in the same folder, are forced to the disk, and are then given the name in one
    step. Whatever goes wrong before that, a full disk or a kill, leaves ``path`` as it was.

    Raises:
        FileExists: ``path`` is there and ``overwrite`` is False, also when it appears while the block runs.
        FileNotWritten: the folder is missing or read-only, or the disk is full.
    """
    if path.is_dir():
        raise FileNotWritten(path, "it is a folder")
    if path.exists() and not overwrite:
        raise FileExists(path)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:80]}.", suffix=".part", dir=path.parent)  # mode 0600
    except OSError as error:
        raise FileNotWritten(path, error.strerror or "the folder cannot be written to") from None
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        _take_name(part, path, overwrite=overwrite)
    except OSError as error:
        raise FileNotWritten(path, error.strerror or "the disk reported a fault") from None
    finally:
        with contextlib.suppress(FileNotFoundError):
            part.unlink()


def _take_name(part: Path, path: Path, *, overwrite: bool) -> None:
    if overwrite:
        part.replace(path)
        return
    try:
        path.hardlink_to(part)  # fails if the name was taken meanwhile, where a rename would overwrite
    except FileExistsError:
        raise FileExists(path) from None
    except OSError:  # a file system without hard links, such as FAT on a memory stick
        if path.exists():
            raise FileExists(path) from None
        part.replace(path)
