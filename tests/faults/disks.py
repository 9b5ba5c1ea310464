"""A small disk for a test: commands run on it in a process of their own, and it can be filled and made read-only."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.support.cli import Ran

STORE = "case.chron"


def _apart() -> list[str]:
    """Return what starts a process that may mount a disk nobody else sees; nothing where that is not to be had."""
    for apart in (["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"]):
        if shutil.which("unshare") and subprocess.run([*apart, "true"], check=False, capture_output=True).returncode == 0:
            return apart
    return []


class SmallDisk:
    """A disk of ``size`` bytes at ``folder`` and the commands that are run on it."""

    def __init__(self, folder: Path, size: int, passphrase_file: Path, state: Path) -> None:
        self.folder = folder
        self.store = folder / STORE
        folder.mkdir()
        apart = _apart()
        mounts = str(size if apart else 0)
        self._process = subprocess.Popen(
            [*apart, sys.executable, str(Path(__file__).with_name("disk_worker.py")), str(folder), mounts],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={
                **os.environ, "CHRONOLOGY_PASSPHRASE_FILE": str(passphrase_file), "XDG_STATE_HOME": str(state),
                "XDG_DATA_HOME": str(state), "CHRONOLOGY_BACKUPS": str(folder / "backups"),
            },
        )  # fmt: skip
        self.mounted: bool = self._heard()["mounted"]

    @property
    def can_forbid(self) -> bool:
        """Whether it can be made read-only: root is held up by a disk that is, not by permissions."""
        return self.mounted or os.geteuid() != 0

    def __call__(self, *arguments: str | Path) -> Ran:
        return Ran(**self._ask(command=[str(argument) for argument in arguments]))

    def operate(self, *plan: list[Any]) -> Ran:
        """Do operations of the harness (``tests/faults/operations.py``)."""
        return Ran(**self._ask(operate=list(plan)))

    def empty(self) -> None:
        self._ask(do="empty")

    def fill(self, room: int = 0) -> None:
        """Fill the disk but for ``room`` bytes."""
        self._ask(fill=room)

    def make_room(self) -> None:
        self._ask(do="make_room")

    def forbid_writing(self) -> None:
        self._ask(do="forbid_writing")

    def allow_writing(self) -> None:
        self._ask(do="allow_writing")

    def leave_in_transaction(self, passphrase: str) -> None:
        """Have a process killed in the middle of a transaction, with its journal beside the store."""
        self._ask(leave_in_transaction=passphrase)

    def read(self, name: str) -> bytes:
        return bytes.fromhex(self._ask(bytes=name)["hex"])

    def put(self, name: str, data: bytes) -> None:
        self._ask(put=name, hex=data.hex())

    def names(self) -> list[str]:
        return list(self._ask(names=True)["names"])

    def close(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()

    def _ask(self, **request: Any) -> dict[str, Any]:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return self._heard()

    def _heard(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the process with the small disk has ended"
        return dict(json.loads(line))
