"""Stores with a fault put in on purpose: the harness must find each (see ``test_the_harness_can_fail``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlmodel import Session

from chronology_tui.services import files
from chronology_tui.store.database import Database
from chronology_tui.store.history import Change, Stamp
from chronology_tui.store.repository import Repository


def commits_later(folder: Path) -> None:
    """A change is acknowledged before it is committed: the next one commits it."""
    kept: list[Session] = []

    @contextmanager
    def writing(self: Database) -> Iterator[Session]:
        while kept:
            kept.pop().commit()
        session = Session(self._engine.execution_options(chronology_writing=True))
        session.connection()
        yield session
        session.flush()
        kept.append(session)

    @contextmanager
    def reading(self: Database) -> Iterator[Session]:
        yield kept[0] if kept else Session(self._engine)

    Database.writing, Database.reading = writing, reading  # type: ignore[method-assign]


def commits_in_two(folder: Path) -> None:
    """A change of many records is two transactions."""
    whole = Repository.apply

    def apply(self: Repository, changes: Sequence[Change], stamp: Stamp) -> None:
        half = len(changes) // 2
        if half:
            whole(self, changes[:half], stamp)
            connection = self._session.connection()
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        whole(self, changes[half:], stamp)

    Repository.apply = apply  # type: ignore[method-assign]


def keeps_a_log(folder: Path) -> None:
    """What is written is noted in plain text beside the store."""
    whole = Repository.apply

    def apply(self: Repository, changes: Sequence[Change], stamp: Stamp) -> None:
        with (folder / "debug.log").open("a", encoding="utf-16") as log:
            log.write(f"{changes}\n")
        whole(self, changes, stamp)

    Repository.apply = apply  # type: ignore[method-assign]


def exports_in_place(folder: Path) -> None:
    """An exported file is written where it will stand, and recorded afterwards."""
    exports: Any = import_module("chronology_tui.services.exports")

    @contextmanager
    def written(path: Path, *, overwrite: bool, announce: Callable[[Path], None]) -> Iterator[files.Aside]:
        announce(path.with_suffix(".part"))
        with path.open("wb") as file:
            aside = files.Aside(path, file, path, overwrite=True)
            aside.take_name = lambda: None  # type: ignore[method-assign]
            yield aside

    exports.written_aside = written


def rekeys_without_copy(folder: Path) -> None:
    """The passphrase is changed in the file itself, without its journal."""

    def change(self: Database, passphrase: str) -> None:
        from chronology_tui.store.keys import StoreKey  # noqa: PLC0415

        driver: Any = self._driver()
        driver.execute("PRAGMA journal_mode = OFF")
        new = StoreKey.derive(passphrase, self.key.salt)
        driver.execute(f"PRAGMA rekey = {new.words}")
        self._key = new

    Database.change_passphrase = change  # type: ignore[method-assign]


BROKEN: dict[str, Callable[[Path], None]] = {
    function.__name__: function
    for function in (commits_later, commits_in_two, keeps_a_log, exports_in_place, rekeys_without_copy)
}
