"""Bytes that are on the disk when a call returns, and files that change their name in one step."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

JOURNALS = ("-journal", "-wal", "-shm")
"""What SQLite appends to the name of a file for the files that go with it."""


def sync_file(path: Path) -> None:
    """Force the bytes of ``path`` to the disk."""
    handle = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Force the names in ``folder`` to the disk; Windows does so by itself and cannot open a folder."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with contextlib.suppress(OSError):  # some network file systems refuse to sync a folder
            os.fsync(handle)
    finally:
        os.close(handle)


def take_place(part: Path, place: Path) -> None:
    """Put ``part`` in the place of ``place`` in one step that survives a power cut; both lie in one folder."""
    sync_file(part)
    part.replace(place)
    sync_folder(place.parent)


def take_new_name(part: Path, place: Path) -> None:
    """Give ``part`` the name ``place``, which nothing may have; ``part`` may stay beside it as a second name to be removed.

    Raises:
        FileExistsError: the name is taken, also when that happened meanwhile; it is not touched.
    """
    sync_file(part)
    try:
        place.hardlink_to(part)  # fails if the name was taken meanwhile, where a rename would overwrite
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links, such as FAT on a memory stick
        if place.exists():
            raise FileExistsError(place) from None
        part.replace(place)
    sync_folder(place.parent)


def beside(path: Path) -> tuple[Path, ...]:
    """Return the files beside ``path`` that SQLite would read into it: its journals."""
    return tuple(side for side in (path.with_name(path.name + suffix) for suffix in JOURNALS) if side.exists())


def remove_part(part: Path) -> None:
    """Remove a file that was being written, with its journals, where a program that was killed left them."""
    for one in (*beside(part), part):
        one.unlink(missing_ok=True)
