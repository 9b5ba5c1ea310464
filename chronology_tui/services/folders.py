"""What a typed path may go on with: the folders and files of a folder, for completing a name as it is typed."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from chronology_tui.services.errors import UsageError

MOST = 200
"""Names that are listed: whoever sees so many types another letter."""
_LOOKED_AT = 20_000
"""Names of a folder that are looked at, at most."""


@dataclass(frozen=True, slots=True)
class Name:
    """A folder or a file that the typed path may mean."""

    text: str
    is_folder: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """What a typed path may go on with.

    Attributes:
        typed: the path as it was typed.
        folder: its part up to the last separator, as it was typed.
        names: folders first, then files, in the order of the alphabet.
        more: how many names were left out.
        trouble: why the folder cannot be read, one plain line; empty when it can.
    """

    typed: str
    folder: str
    names: tuple[Name, ...] = ()
    more: int = 0
    trouble: str = ""

    def path_of(self, name: Name) -> str:
        """Return the path of a name, with a separator after a folder."""
        return f"{self.folder}{name.text}{os.sep if name.is_folder else ''}"

    @property
    def completed(self) -> str:
        """The typed path with as much added as all names share; the whole name where there is one only."""
        if not self.names:
            return self.typed
        if len(self.names) == 1 and not self.more:
            return self.path_of(self.names[0])
        first, *others = (name.text for name in self.names)
        shared = len(self.typed) - len(self.folder)
        while shared < len(first) and all(other[: shared + 1].casefold() == first[: shared + 1].casefold() for other in others):
            shared += 1
        return f"{self.folder}{first[:shared]}" if not self.more else self.typed


def list_folder(typed: str, suffixes: Collection[str]) -> Listing:
    """Return the folders, and the files with one of ``suffixes`` (such as ".csv"), that a typed path may go on with.

    Capitals make no difference. Hidden names are left out unless the name begins with a full stop. It reads the folder, which
    may take long on a network, so it is for a worker.
    """
    cut = max(typed.rfind(separator) for separator in filter(None, (os.sep, os.altsep))) + 1
    folder, start = typed[:cut], typed[cut:].casefold()
    found: list[Name] = []
    try:
        with os.scandir(path_of(folder) if folder else Path()) as entries:
            for n, entry in enumerate(entries):
                if n == _LOOKED_AT:
                    break
                if not entry.name.casefold().startswith(start) or (entry.name.startswith(".") and not start):
                    continue
                is_folder = _is_folder(entry)
                if is_folder or Path(entry.name).suffix.lower() in suffixes:
                    found.append(Name(entry.name, is_folder))
    except OSError as error:
        return Listing(typed, folder, trouble=f"{folder} cannot be read: {error.strerror or 'it cannot be opened'}.")
    except UsageError as error:
        return Listing(typed, folder, trouble=str(error))
    found.sort(key=lambda name: (not name.is_folder, name.text.casefold(), name.text))
    return Listing(typed, folder, tuple(found[:MOST]), max(0, len(found) - MOST))


def path_of(typed: str) -> Path:
    """Return the path that is typed, with the home folder in place of a ``~`` at its start.

    Raises:
        UsageError: it cannot be one.
    """
    if "\0" in typed:
        raise UsageError("The path holds a character that cannot stand in one. Type it anew.")
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        raise UsageError("The folder that the path begins with is not known. Type the whole path.") from None


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads in a circle
        return False
