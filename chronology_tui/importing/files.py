"""Taking in a file from outside: whatever its format, it is small enough to hold and says plainly when it cannot be read."""

from __future__ import annotations

from pathlib import Path

from chronology_tui.importing.candidates import UnreadableFile

MAX_BYTES = 64 * 1024 * 1024
"""Largest file that is read, in bytes: hundreds of thousands of entries."""


def read_bytes(path: Path) -> bytes:
    """Return the content of a file; no more than :data:`MAX_BYTES` is ever held.

    Raises:
        UnreadableFile: missing, a directory, not to be opened, empty, or too large.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableFile(str(path), "there is no such file") from None
    except IsADirectoryError:
        raise UnreadableFile(str(path), "it is a directory") from None
    except OSError as error:
        raise UnreadableFile(str(path), error.strerror or "it cannot be opened") from None
    if not data.strip():
        raise UnreadableFile(path.name, "it is empty")
    if len(data) > MAX_BYTES:
        raise UnreadableFile(path.name, f"it is larger than {MAX_BYTES // (1024 * 1024)} MB")
    return data
