"""The process that works and is killed: everything is imported once, then each trial is a fork of this one (POSIX only).

Requests come on standard input, one JSON document a line; what happens is said on standard output. A change is acknowledged only
after the call that made it has returned.
"""

from __future__ import annotations

import functools
import hashlib
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from chronology_tui.services.backups import ENVIRONMENT as BACKUPS
from chronology_tui.store.keys import StoreKey, salt_of
from tests.faults.broken import BROKEN
from tests.faults.expected import PASSPHRASES
from tests.faults.operations import LEFT_CLOSED, OPERATIONS, STORE, Desk, Picture

_ON_FILES = {"open", "os.rename", "os.link", "os.remove", "os.chmod", "os.mkdir", "os.truncate"}


class Moments:
    """Counts what an operation does to files and to the store, and ends the process at one of these moments."""

    def __init__(self) -> None:
        self._folder: str | None = None
        self._die_at = 0
        self.count = 0

    def start(self, folder: Path, die_at: int) -> None:
        self._folder, self._die_at, self.count = str(folder), die_at, 0

    def stop(self) -> int:
        self._folder = None
        return self.count

    def tick(self, *_: object) -> None:
        if self._folder is None:
            return
        self.count += 1
        if self.count == self._die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    def on_audit(self, name: str, arguments: tuple[Any, ...]) -> None:
        if self._folder is not None and name in _ON_FILES and self._folder in str(arguments[0]):
            self.tick()


MOMENTS = Moments()


def _watch() -> None:
    """Have the moments counted: names given and taken, bytes forced to the disk, statements, commits."""
    sys.addaudithook(MOMENTS.on_audit)
    for name in ("before_cursor_execute", "commit", "rollback"):
        event.listen(Engine, name, MOMENTS.tick)
    event.listen(Session, "after_commit", MOMENTS.tick)
    sync = os.fsync

    def fsync(file: int) -> None:
        MOMENTS.tick()
        sync(file)
        MOMENTS.tick()

    os.fsync = fsync  # type: ignore[assignment]


def remember_keys() -> None:
    """Make each key once: its derivation is slow on purpose and the same every time."""
    hashlib.pbkdf2_hmac = functools.cache(hashlib.pbkdf2_hmac)  # type: ignore[assignment]


def _make_keys(store: Path) -> None:
    """Have the keys of a store ready before the fork, so that the time goes into work that can be interrupted."""
    if store.exists():
        for passphrase in PASSPHRASES:
            StoreKey.derive(passphrase, salt_of(store)).forget()


def _say(**values: Any) -> None:
    data = json.dumps(values).encode() + b"\n"
    while data:
        data = data[os.write(1, data) :]


def _work(request: dict[str, Any]) -> None:
    _say(pid=os.getpid())
    desk = Desk(Path(request["folder"]))
    os.environ[BACKUPS] = str(desk.folder / "backups")
    if request["broken"]:
        BROKEN[request["broken"]](desk.folder)
    for number, (name, *arguments) in enumerate(request["plan"]):
        operation = OPERATIONS[name]
        _say(begin=number)
        MOMENTS.start(desk.folder, request["die_at"] if number == request["target"] else 0)
        started = time.perf_counter()
        operation.run(desk, *arguments)
        seconds = time.perf_counter() - started
        _say(ack=number, seconds=seconds, moments=MOMENTS.stop())
        if name not in LEFT_CLOSED:
            _say(seen=number, picture=asdict(Picture.of(desk.open)))


def _in_a_child(work: Callable[[], None]) -> None:
    """Do ``work`` in a fork and wait for its end; it stays until it is killed, so that its number is no other process's."""
    pid = os.fork()
    if pid == 0:
        try:
            work()
        except BaseException:  # noqa: BLE001 - told to the parent
            _say(failed=traceback.format_exc())
        os.read(0, 1)  # waits for the kill; ends by itself when the parent is gone
        os._exit(0)
    _, status = os.waitpid(pid, 0)
    os.write(1, b"\n")  # the killed process may have been in the middle of a line
    _say(ended=status)


def main() -> None:
    import chronology_tui.report.pdf  # noqa: PLC0415 - loaded before the forks, not in each
    import chronology_tui.report.text  # noqa: PLC0415
    import chronology_tui.services.bundles  # noqa: PLC0415
    import chronology_tui.services.imports  # noqa: F401, PLC0415

    remember_keys()
    _watch()
    _say(ready=True)
    for line in sys.stdin:
        request = json.loads(line)
        _make_keys(Path(request["folder"]) / STORE)
        _in_a_child(functools.partial(_work, request))


if __name__ == "__main__":
    main()
