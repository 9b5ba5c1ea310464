"""Writing a file whole or not at all, readable by its owner only."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from chronology_tui.services.errors import FileExists, FileNotWritten
from chronology_tui.store.durable import take_new_name


class Aside:
    """A file that is written beside its place. Write to ``file``, then :meth:`finish`, then :meth:`take_name`."""

    def __init__(self, path: Path, file: BinaryIO, part: Path, *, overwrite: bool) -> None:
        self.file = file
        self._path = path
        self._part = part
        self._overwrite = overwrite
        self._old: Path | None = None
        self._taken = False

    def finish(self) -> str:
        """Force the bytes to the disk, close the file, and return their SHA-256 as 64 hexadecimal digits."""
        self.file.flush()
        os.fsync(self.file.fileno())
        self.file.close()
        with self._part.open("rb") as written:
            return hashlib.file_digest(written, "sha256").hexdigest()

    def take_name(self) -> None:
        """Put the file in its place in one step; what stood there is kept aside until the block ends.

        Raises:
            FileExists: the name was taken meanwhile and may not be written over.
        """
        if self._overwrite and self._path.exists():
            old = self._part.with_suffix(".old")
            try:
                old.hardlink_to(self._path)
            except OSError:  # a file system without hard links, such as FAT on a memory stick
                shutil.copy2(self._path, old)
            self._old = old
        _take_name(self._part, self._path, overwrite=self._overwrite)
        self._taken = True

    def undo(self) -> None:
        """Put everything back as it was before :meth:`take_name`."""
        if not self._taken:
            return
        if self._old is not None:
            self._old.replace(self._path)
        else:
            self._path.unlink(missing_ok=True)

    def clear(self) -> None:
        """Remove what was kept aside."""
        with contextlib.suppress(OSError):  # bytes that do not fit on the disk were told before
            self.file.close()
        self._part.unlink(missing_ok=True)
        if self._old is not None:
            self._old.unlink(missing_ok=True)


@contextmanager
def written_aside(path: Path, *, overwrite: bool = False) -> Iterator[Aside]:
    """Yield a private file beside ``path`` that the block may let take its name; if the block raises, all is as it was before.

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
    aside = Aside(path, os.fdopen(handle, "wb"), Path(name), overwrite=overwrite)
    try:
        try:
            yield aside
        except BaseException:
            aside.undo()
            raise
        finally:
            aside.clear()
    except OSError as error:
        raise FileNotWritten(path, error.strerror or "the disk reported a fault") from None


def _take_name(part: Path, path: Path, *, overwrite: bool) -> None:
    if overwrite:
        part.replace(path)
        return
    try:
        take_new_name(part, path)
    except FileExistsError:
        raise FileExists(path) from None
