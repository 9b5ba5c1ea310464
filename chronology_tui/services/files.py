"""Writing a file whole or not at all, readable by its owner only."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator
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
            old = kept_as(self._part)
            try:
                old.hardlink_to(self._path)
            except OSError:  # a file system without hard links, such as FAT on a memory stick
                shutil.copy2(self._path, old)
            self._old = old
        _take_name(self._part, self._path, overwrite=self._overwrite, taken=self._old is not None)
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
def written_aside(path: Path, *, overwrite: bool = False, announce: Callable[[Path], None] | None = None) -> Iterator[Aside]:
    """Yield a private file beside ``path`` that the block may let take its name; if the block raises, all is as it was before.

    ``announce`` is told where the file will be written, before it is made.

    Raises:
        FileExists: ``path`` is there and ``overwrite`` is False, also when it appears while the block runs.
        FileNotWritten: the folder is missing or read-only, or the disk is full.
    """
    if "\0" in str(path):
        raise FileNotWritten(path.with_name("The file"), "that cannot be its name")
    try:
        folder, there, place = path.is_dir(), path.exists(), path.parent.is_dir()
    except OSError as error:  # a name that is too long
        raise FileNotWritten(path, error.strerror or "that cannot be its name") from None
    if folder:
        raise FileNotWritten(path, "it is a folder")
    if there and not overwrite:
        raise FileExists(path)
    part = path.with_name(f".{path.name[:80]}.{secrets.token_hex(4)}.part")
    if not place:
        raise FileNotWritten(path, os.strerror(errno.ENOENT))
    if announce is not None:
        announce(part)
    try:
        handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_BINARY", 0), stat.S_IRUSR | stat.S_IWUSR)
    except OSError as error:
        raise FileNotWritten(path, error.strerror or "the folder cannot be written to") from None
    aside = Aside(path, os.fdopen(handle, "wb"), part, overwrite=overwrite)
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


def kept_as(part: Path) -> Path:
    """Return where what stands in the place of a file is kept while the file that is written as ``part`` takes its place."""
    return part.with_suffix(".old")


def _take_name(part: Path, path: Path, *, overwrite: bool, taken: bool) -> None:
    if taken:
        part.replace(path)
        return
    try:
        take_new_name(part, path)
    except FileExistsError:
        if not overwrite:
            raise FileExists(path) from None
        part.replace(path)
