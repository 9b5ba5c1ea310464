"""One trial: a process works on a store, is killed, and what it left is looked over as its user would find it."""

from __future__ import annotations

import hashlib
import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from chronology_tui.services import Access, Casebook, open_casebook
from chronology_tui.services.backups import ENVIRONMENT as BACKUPS
from chronology_tui.services.backups import backup_now
from chronology_tui.services.trust import verify_store
from chronology_tui.store.connection import connect, told_plainly
from chronology_tui.store.copying import check_copy
from chronology_tui.store.errors import StoreDamaged, StoreError, StoreInUse, WrongPassphrase
from chronology_tui.store.keys import StoreKey, salt_of
from tests.faults.expected import PASSPHRASES, PLANTED, Content, Expected, content_of
from tests.faults.operations import LEFT_CLOSED, OPERATIONS, STORE, Picture
from tests.faults.scenarios import Scenario

_PATIENCE = 60.0
"""Seconds after which a silent worker is a fault of the harness."""


class Worker:
    """The fork server that works, with one trial at a time."""

    def __init__(self, state: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("worker.py"))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0,
            env={**os.environ, "XDG_STATE_HOME": str(state), "XDG_DATA_HOME": str(state)},
        )  # fmt: skip
        self._rest = b""
        self.heard()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(_PATIENCE)
        self._process.stdout.close()

    def ask(self, **request: Any) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")

    def heard(self) -> dict[str, Any]:
        """Return the next thing that was said whole; half a line of a killed process was not said."""
        while True:
            line, newline, rest = self._rest.partition(b"\n")
            if newline:
                self._rest = rest
                try:
                    said: dict[str, Any] = json.loads(line)
                except ValueError:
                    continue
                return said
            assert self._process.stdout is not None
            if not select.select([self._process.stdout], [], [], _PATIENCE)[0]:
                raise AssertionError("the worker says nothing")
            more = os.read(self._process.stdout.fileno(), 1 << 20)
            if not more:
                raise AssertionError("the worker has ended")
            self._rest += more


@dataclass
class Run:
    """What was heard of a process until it ended."""

    begun: int = -1
    acked: int = -1
    seconds: dict[int, float] = field(default_factory=dict)
    moments: dict[int, int] = field(default_factory=dict)
    pictures: dict[int, Picture] = field(default_factory=dict)

    @property
    def in_flight(self) -> bool:
        return self.begun > self.acked


def run_and_kill(
    worker: Worker, folder: Path, scenario: Scenario, *, delay: float | None, moment: int = 0, broken: str = ""
) -> Run:
    """Have the plan worked on and kill the worker ``delay`` seconds into its target, or at a moment, or at the end.

    Raises:
        AssertionError: an operation failed by itself.
    """
    plan, target = scenario.plan, scenario.target
    worker.ask(folder=str(folder), plan=plan, target=target, die_at=moment, broken=broken)
    pid, run = 0, Run()

    def kill() -> None:
        nonlocal pid
        if pid:  # once only: the number may be another process's afterwards
            os.kill(pid, signal.SIGKILL)
            pid = 0

    while True:
        said = worker.heard()
        match said:
            case {"pid": int(number)}:
                pid = number
            case {"begin": number}:
                run.begun = number
                if number == target and delay is not None:
                    time.sleep(delay)
                    kill()
            case {"ack": number, "seconds": seconds, "moments": moments}:
                run.acked, run.seconds[number], run.moments[number] = number, seconds, moments
                if number == len(plan) - 1 and plan[number][0] in LEFT_CLOSED:
                    kill()
            case {"seen": number, "picture": picture}:
                run.pictures[number] = Picture(
                    [(kind, values) for kind, values in picture["records"]],
                    picture["drafts"],
                    [tuple(x) for x in picture["history"]],
                )
                if number == len(plan) - 1:
                    kill()
            case {"failed": trace}:
                kill()
                raise AssertionError(f"{plan[run.begun][0]} failed by itself:\n{trace[-2000:]}")
            case {"ended": status}:
                assert os.WIFSIGNALED(status)
                assert os.WTERMSIG(status) == signal.SIGKILL
                return run


@dataclass
class Found:
    """What was wrong with what a killed process left."""

    lost: list[str] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    leaks: list[str] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)
    shut_out: list[str] = field(default_factory=list)
    took_effect: bool = False
    """Whether the change that was being made is there."""

    @property
    def everything(self) -> list[str]:
        return [f"{name}: {what}" for name, whats in self.lists.items() for what in whats]

    @property
    def lists(self) -> dict[str, list[str]]:
        return {name: whats for name, whats in vars(self).items() if isinstance(whats, list)}


def expectations(start: Expected, plan: list[list[Any]]) -> list[Expected]:
    """Return what is expected before the first operation and after each."""
    found = [start]
    for name, *arguments in plan:
        found.append(OPERATIONS[name].effect(found[-1], *arguments))
    return found


@dataclass(frozen=True)
class Left:
    """What a killed process left, and what it had acknowledged."""

    folder: Path
    before: Expected
    after: Expected
    seen: Picture | None
    """The store as it was last shown before the kill."""
    may_be_missing: bool
    read_first: bool


def look_over(left: Left) -> Found:
    """Open the store as its user would and compare."""
    found = Found()
    os.environ[BACKUPS] = str(left.folder / "backups")
    _look_for_words(left.folder, found, but=lambda path: path.parent.name == "out")
    store = left.folder / STORE
    if left.may_be_missing and not store.exists():
        return found
    try:
        _open_and_compare(store, left, found)
    except StoreInUse as error:
        found.shut_out.append(str(error))
    except StoreError as error:
        found.faults.append(f"the store cannot be opened or read ({type(error).__name__})")
    _look_for_words(left.folder, found, but=lambda path: path.parent.name == "out" and path.suffix != ".part")
    found.left_over += [
        path.name
        for path in left.folder.rglob("*")
        if path.suffix in {".part", ".old", ".holder", ".restoring"} or path.name.endswith("-journal")
    ]
    return found


def _open_and_compare(store: Path, left: Left, found: Found) -> None:
    passphrase = _passphrase_that_opens(store, left, found)
    if passphrase is None:
        return
    shown: Picture | None = None
    if left.read_first:
        with open_casebook(store, passphrase, access=Access.READ) as book:
            shown = Picture.of(book)
    with open_casebook(store, passphrase) as book:
        picture = Picture.of(book)
        if shown is not None and shown != picture:
            found.half.append("what was read is not what was found when opened for writing")
        _compare(picture, left, found)
        _compare_files(picture, left, found)
        _compare_backups(left, found)
        found.faults += [f"{fault.code} {fault.where}" for fault in verify_store(book)]
        _work_on(book, found)
        if list((left.folder / "backups").rglob(".*")):
            backup_now(book)  # clears what a killed one left


def _passphrase_that_opens(store: Path, left: Left, found: Found) -> str | None:
    """Return the one passphrase that opens the store, which must be one that was acknowledged or being set."""
    opening = [passphrase for passphrase in PASSPHRASES if _opens(store, passphrase)]
    if len(opening) != 1 or opening[0] not in {left.before.passphrase, left.after.passphrase}:
        found.lost.append(f"{len(opening)} passphrases open the store")
        return None
    return opening[0]


def _opens(store: Path, passphrase: str) -> bool:
    """Whether a passphrase opens a file, looked at as lightly as can be."""
    key = StoreKey.derive(passphrase, salt_of(store))
    try:
        with told_plainly(store):
            connect(store, key, read_only=True).close()
    except (WrongPassphrase, StoreDamaged):
        return False
    return True


def _compare(picture: Picture, left: Left, found: Found) -> None:
    content = content_of(picture.records, picture.drafts)
    before, after = left.before.content, left.after.content
    found.took_effect = before != after and content == after
    if content not in {before, after}:
        missing = (before.named & after.named) - content.named
        (found.lost if missing else found.half).append(_difference(content, before, after))
    elif left.seen is not None and content == before and before != after and picture.records != left.seen.records:
        found.lost.append("a field of an acknowledged record is not what it was")
    goes_on = left.after.history or content != after
    if left.seen is not None and goes_on and picture.history[: len(left.seen.history)] != left.seen.history:
        found.lost.append("the history is not what was acknowledged")


def _difference(content: Content, before: Content, after: Content) -> str:
    named = content.named
    return (
        f"of {len(before.named)} things before and {len(after.named)} after, it holds {len(named)}: without "
        f"{len(before.named - named)} of before and {len(after.named - named)} of after"
    )


def _compare_files(picture: Picture, left: Left, found: Found) -> None:
    """Every exported file is whole and recorded, and every record has its file."""
    recorded = {str(r["file"]): str(r["digest"]) for kind, r in picture.records if kind == "exportrecord"}
    recorded = {name: digest for name, digest in recorded.items() if name.startswith("trial-")}
    files = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (left.folder / "out").glob("*")
        if not path.name.startswith(".")
    }
    found.half += [f"the file {Path(name).suffix} has no record" for name in files.keys() - recorded.keys()]
    found.half += [f"the record has no file {Path(name).suffix}" for name in recorded.keys() - files.keys()]
    found.half += [f"the file {Path(n).suffix} is not whole" for n in files.keys() & recorded.keys() if files[n] != recorded[n]]


def _compare_backups(left: Left, found: Found) -> None:
    """Every backup is whole and opens with the passphrase of its time; those that were asked for are there."""
    asked_for = 0
    for path in (left.folder / "backups").rglob("*.chron"):
        asked_for += "manual" in path.name
        try:
            salt = salt_of(path)
            facts = [check_copy(path, StoreKey.derive(p, salt)) for p in PASSPHRASES if _opens(path, p)]
        except StoreError as error:
            found.faults.append(f"a backup is damaged ({type(error).__name__})")
            continue
        if len(facts) != 1:
            found.faults.append(f"a backup is opened by {len(facts)} passphrases")
    if asked_for not in {len(left.before.backups), len(left.after.backups)}:
        found.lost.append(f"there are {asked_for} backups of {len(left.before.backups)}")


def _work_on(book: Casebook, found: Found) -> None:
    """A store that was left can be written to."""
    held = len(Picture.of(book).history)
    book.add_child(f"Kim {PLANTED}", "5/6/2020")
    if len(Picture.of(book).history) != held + 1:
        found.half.append("the store could not be written to afterwards")


_WORDS = (PLANTED, "Wexelhorn", "horse battery")
_NEEDLES = tuple(word.lower().encode(code) for word in _WORDS for code in ("utf-8", "utf-16-le", "utf-16-be"))


def words_in(data: bytes) -> bool:
    """Whether bytes hold a planted word or a passphrase, in any case, in UTF-8 or UTF-16."""
    small = data.lower()
    return any(needle in small for needle in _NEEDLES)


def _look_for_words(folder: Path, found: Found, *, but: Any) -> None:
    found.leaks += [path.name for path in folder.rglob("*") if path.is_file() and not but(path) and words_in(path.read_bytes())]


def set_up(folder: Path, start: Path | None) -> None:
    """Make the folder of a trial, with a copy of the store ``start``."""
    (folder / "out").mkdir(parents=True)
    if start is not None:
        shutil.copy(start, folder / STORE)


def pick(rng: random.Random, seconds: float, moments: int) -> tuple[float | None, int]:
    """Choose when to kill: at one of the operation's moments, or at a random time within its duration."""
    if moments and rng.random() < 0.35:
        return None, rng.randint(1, moments)
    # A commit comes late in an operation and is short: some are aimed at it.
    earliest = 0.7 if rng.random() < 0.3 else 0.0
    return rng.uniform(earliest, 1.0) * seconds, 0
