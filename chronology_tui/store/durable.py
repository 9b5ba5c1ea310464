"""Bytes that are on the disk when a call returns, and files that change their name in one step."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


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
