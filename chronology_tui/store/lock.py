"""One writer: a lock that the operating system drops when its process ends, and a note that says who holds it since when.

The lock is on ``.NAME.lock`` beside the store and is never removed (removing it would let two programs lock two files of one
name); the note is ``.NAME.holder``. A note without a lock is left over from a program that was killed, and locks nobody out.
Where the file system knows no locks, ``filelock`` falls back to a file that stands for one.
"""

from __future__ import annotations

import contextlib
import json
import os
import stat
import warnings
from dataclasses import asdict, dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from chronology_tui.store.errors import StoreInUse, StoreNotWritten

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a store.

    Attributes:
        user, host: as the operating system names them.
        process: its number.
        since: ISO 8601 instant.
    """

    user: str
    host: str
    process: int
    since: str

    @property
    def words(self) -> str:
        """Who and since when, for the middle of a sentence."""
        return f"{self.user} on {self.host} since {self.since[:16].replace('T', ' ')} UTC (process {self.process})"


class WriterLock:
    """The right to write to the store at a path; take it with :meth:`take`."""

    def __init__(self, path: Path, holder: Holder) -> None:
        self._path = path
        self._holder = holder
        place = path.resolve()  # two ways to name one file are one lock
        self._note = place.with_name(f".{place.name[:_LONGEST_NAME]}.holder")
        mode = stat.S_IMODE(path.stat().st_mode) & 0o666 if path.exists() else 0o600
        # Not bound to a thread: the app opens a store in one thread and closes it in another.
        name = place.with_name(f".{place.name[:_LONGEST_NAME]}.lock")
        self._lock = FileLock(name, timeout=0, mode=mode, thread_local=False)

    def take(self) -> None:
        """Take the lock.

        Raises:
            StoreInUse: another program has it; the message names who.
            StoreNotWritten: the lock cannot be kept beside the store.
        """
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # it falls back by itself where the file system knows no locks
                self._lock.acquire()
        except Timeout:
            raise StoreInUse(self._path, holder_of(self._path)) from None
        except OSError as error:
            raise StoreNotWritten(self._path, _why(error)) from None
        # The note is a courtesy: without it the lock holds all the same.
        with contextlib.suppress(OSError):
            self._note.write_text(json.dumps(asdict(self._holder)), encoding="utf-8")

    def drop(self) -> None:
        """Give the lock back; again does nothing."""
        if self._lock.is_locked:
            with contextlib.suppress(OSError):
                self._note.unlink(missing_ok=True)
            self._lock.release()


def holder_of(path: Path) -> Holder | None:
    """Return who last took the store at ``path``, or None when no readable note says so."""
    place = path.resolve()
    try:
        with place.with_name(f".{place.name[:_LONGEST_NAME]}.holder").open(encoding="utf-8") as file:
            values = json.loads(file.read(4096))
        return Holder(str(values["user"]), str(values["host"]), int(values["process"]), str(values["since"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _why(error: OSError) -> str:
    if error.errno in {30, 13, 1}:  # EROFS, EACCES, EPERM
        return "the file or folder is read-only"
    return os.strerror(error.errno) if error.errno else "the disk reported a fault"
