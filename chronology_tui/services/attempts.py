"""Attempts at a passphrase slow down after the second that fails.

What this is for: somebody who sits at this machine and tries the passphrases that come to mind. What it is not: a defence
against guessing on a *copy* of the store, where nothing of ours runs; there the key derivation and the passphrase are what
counts (:mod:`chronology_tui.services.quality`). Nor does it hold up somebody who deletes the file of attempts or sets the clock:
who can do that can copy the store as well.

It must never shut out the person who owns the store, so every doubt is settled in their favour: no wait is longer than
30 seconds, and a file that is missing, damaged, too large or cannot be written counts as no failures.

The file holds, for each store, the SHA-256 of its path, the number of failures in a row, and the moment of the last. No path, no
name, nothing about a case.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from platformdirs import user_state_path

from chronology_tui.services.clock import Clock
from chronology_tui.services.errors import FileNotWritten
from chronology_tui.services.files import written_aside

LONGEST_WAIT = 30.0
"""Seconds: the longest anybody waits."""
_FREE = 2
"""Failures before there is any wait: a slip of the finger is no attack."""
_KEPT = timedelta(days=30)
_LARGEST = 65_536
"""Bytes; our own file is smaller by far."""
_MOST_STORES = 200
_MOST_FAILURES = 1_000
"""More are counted as this many; the wait stopped growing long before."""
_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class _Failures:
    count: int
    last: datetime


class Attempts:
    """The failed attempts at the stores of one user, kept in ``folder``. Nothing here ever raises for the sake of its file."""

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._file = folder / "attempts.json"
        self._now = now

    def wait_seconds(self, path: Path) -> float:
        """Return how long to wait, in seconds, before the next attempt at the store at ``path``: 0 to 30.

        1, 2, 4, 8, 16 and then 30 seconds from the last failure on, from the third in a row. A last failure that lies in the
        future means that the clock was set back; waiting for it could take for ever, so nobody does.
        """
        failures = self._read().get(_key(path))
        if failures is None or failures.count <= _FREE:
            return 0.0
        wait = min(LONGEST_WAIT, 2.0 ** min(failures.count - _FREE - 1, 5))
        since = (self._now() - failures.last).total_seconds()
        return max(0.0, wait - since) if since >= 0 else 0.0

    def failed(self, path: Path) -> None:
        """Count a failed attempt at the store at ``path``."""
        known = self._read()
        key = _key(path)
        before = known.pop(key, None)
        self._write({**known, key: _Failures(before.count + 1 if before else 1, self._now())})

    def succeeded(self, path: Path) -> None:
        """Forget the failed attempts at the store at ``path``."""
        known = self._read()
        if known.pop(_key(path), None) is not None:
            self._write(known)

    def _read(self) -> dict[str, _Failures]:
        """Return what the file says of the last 30 days; nothing when it says nothing sensible."""
        try:
            with self._file.open("rb") as file:
                raw = file.read(_LARGEST + 1)
            content = json.loads(raw) if len(raw) <= _LARGEST else {}
        except (OSError, ValueError, RecursionError):
            return {}
        now = self._now()
        return {key: found for key, found in _entries(content) if abs(now - found.last) <= _KEPT}

    def _write(self, known: Mapping[str, _Failures]) -> None:
        latest = sorted(known.items(), key=lambda item: item[1].last)[-_MOST_STORES:]
        content = {key: {"failures": found.count, "last": found.last.astimezone(UTC).isoformat()} for key, found in latest}
        # A state folder that cannot be written is no reason to keep anybody from their store.
        with contextlib.suppress(OSError, FileNotWritten):
            self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with written_aside(self._file, overwrite=True) as aside:
                aside.file.write(json.dumps(content, indent=1).encode("ascii"))
                aside.finish()
                aside.take_name()


def attempts_of_user(clock: Clock) -> Attempts:
    """Return the attempts of the person who runs the program."""
    return Attempts(user_state_path("chronology"), clock.now)


def _key(path: Path) -> str:
    """Return the name of a store in the file: the same for every way of writing its path, and no path itself."""
    try:
        place = path.resolve()
    except (OSError, RuntimeError, ValueError):  # a loop of links, or no path at all
        place = path.absolute()
    return hashlib.sha256(os.fsencode(os.path.normcase(place))).hexdigest()


def _entries(content: object) -> Iterator[tuple[str, _Failures]]:
    """Yield the entries that are as we write them and pass over all others."""
    for key, entry in content.items() if isinstance(content, dict) else ():
        count = entry.get("failures") if isinstance(entry, dict) else None
        last = entry.get("last") if isinstance(entry, dict) else None
        if _KEY.fullmatch(key) and isinstance(count, int) and count > 0 and isinstance(last, str):
            with contextlib.suppress(ValueError):
                moment = datetime.fromisoformat(last)
                if moment.tzinfo is not None:
                    yield key, _Failures(min(count, _MOST_FAILURES), moment)
