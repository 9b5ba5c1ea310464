"""A process with a small disk of its own, on which it runs commands of the program; see ``disks``.

It is started in a private mount namespace, or as root, and mounts a memory disk there. Where neither is to be had, a limit on
the size of files, and permissions taken away, stand for it.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from chronology_tui.__main__ import main
from chronology_tui.errors import ChronologyError
from tests.faults.operations import OPERATIONS, Desk
from tests.faults.worker import remember_keys

FILLER = "filler"


class Disk:
    """The disk at ``folder``: a memory disk of ``size`` bytes, or (0) the limits that stand for one."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder = folder
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        # Only ever in a mount namespace of its own (``size`` is 0 otherwise): the disk ends with this process.
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0700", "tmpfs", str(folder)]
        self.mounted = size > 0 and subprocess.run(mount, check=False, capture_output=True).returncode == 0
        self._taken_away = False

    def fill(self, room: int) -> None:
        """Leave ``room`` bytes."""
        if not self.mounted:
            self._limit(room)  # no file takes a byte beyond so many
            return
        with (self.folder / FILLER).open("wb") as file:
            with contextlib.suppress(OSError):
                while True:
                    os.write(file.fileno(), bytes(4096))
            file.truncate(max(0, file.seek(0, os.SEEK_END) - room))

    def empty(self) -> None:
        """Take everything away that lies on the disk."""
        if not self.mounted:
            self._limit(resource.RLIM_INFINITY)
        for path in self.folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def make_room(self) -> None:
        if self.mounted:
            (self.folder / FILLER).unlink()
        else:
            self._limit(resource.RLIM_INFINITY)

    def forbid_writing(self) -> None:
        if self.mounted:
            subprocess.run(["mount", "-o", "remount,ro", str(self.folder)], check=True)
        else:
            for path in (*self.folder.rglob("*"), self.folder):
                path.chmod(0o500 if path.is_dir() else 0o400)

    def allow_writing(self) -> None:
        if self.mounted:
            subprocess.run(["mount", "-o", "remount,rw", str(self.folder)], check=True)
        else:
            for path in (self.folder, *self.folder.rglob("*")):
                path.chmod(0o700 if path.is_dir() else 0o600)

    def take_away(self) -> None:
        """Have nothing found or made in the folder, while what is open already stays open."""
        self._taken_away = True
        if self.mounted:
            subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", str(self.folder)], check=True)
        else:
            self.folder.chmod(0o500)

    def put_back(self) -> None:
        if self._taken_away and self.mounted:
            subprocess.run(["umount", str(self.folder)], check=True)
        elif self._taken_away:
            self.folder.chmod(0o700)
        self._taken_away = False

    @staticmethod
    def _limit(size: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def _command(arguments: list[str]) -> dict[str, Any]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(arguments)
    return {"code": code, "out": out.getvalue(), "err": err.getvalue()}


def _operate(disk: Disk, plan: list[list[Any]]) -> dict[str, Any]:
    """Do operations of the harness one after the other and tell how the first that fails is told."""
    desk = Desk(disk.folder)
    try:
        for name, *arguments in plan:
            if name == "disk":
                getattr(disk, arguments[0])()
            else:
                OPERATIONS[name].run(desk, *arguments)
    except ChronologyError as error:
        return {"code": int(error.exit_code), "out": "", "err": f"chronology: {error}"}
    finally:
        if desk.book is not None:
            desk.book.close()
        disk.put_back()
    return {"code": 0, "out": "", "err": ""}


def _leave_in_transaction(folder: Path, passphrase: str) -> dict[str, Any]:
    """End a process in the middle of a transaction, when some of its pages are in the file already."""
    pid = os.fork()
    if pid == 0:
        desk = Desk(folder)
        OPERATIONS["open_store"].run(desk, passphrase)
        with desk.open.ledger.database.writing() as session:
            connection = session.connection()
            connection.exec_driver_sql("PRAGMA cache_size = 4")
            for _ in range(8):
                connection.exec_driver_sql("UPDATE event SET summary = summary || ?", ("half " * 4000,))
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(pid, 0)
    return {}


def serve(folder: Path, size: int) -> None:
    remember_keys()
    disk = Disk(folder, size)
    print(json.dumps({"mounted": disk.mounted}), flush=True)
    for line in sys.stdin:
        match json.loads(line):
            case {"command": arguments}:
                answer = _command(arguments)
            case {"operate": plan}:
                answer = _operate(disk, plan)
            case {"leave_in_transaction": passphrase}:
                answer = _leave_in_transaction(folder, passphrase)
            case {"fill": room}:
                disk.fill(room)
                answer = {}
            case {"do": "empty" | "make_room" | "forbid_writing" | "allow_writing" as name}:
                getattr(disk, name)()
                answer = {}
            case {"bytes": name}:
                answer = {"hex": (folder / name).read_bytes().hex()}
            case {"put": name, "hex": digits}:
                (folder / name).write_bytes(bytes.fromhex(digits))
                (folder / name).chmod(0o600)
                answer = {}
            case {"names": _}:
                files = [path for path in folder.rglob("*") if path.is_file() and path.name != FILLER]
                answer = {"names": sorted(str(path.relative_to(folder)) for path in files)}
            case other:
                raise ValueError(f"no such request: {other}")
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    serve(Path(sys.argv[1]), int(sys.argv[2]))
