"""Opening and making a store: who opens it, wrong passphrases slowed down, backups kept, and what to know about its place."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from chronology_tui import __version__
from chronology_tui.services.attempts import attempts_of_user
from chronology_tui.services.backups import backup_before_update, keep_daily_backup
from chronology_tui.services.casebook import Casebook
from chronology_tui.services.clock import Clock, SystemClock
from chronology_tui.services.errors import RecoveryKeyNotOfStore
from chronology_tui.services.ledger import Ledger, holder, instant
from chronology_tui.services.passphrases import check_new_passphrase
from chronology_tui.services.unfinished import take_back
from chronology_tui.store.database import Access, create_database, open_database
from chronology_tui.store.errors import WrongPassphrase
from chronology_tui.store.keys import StoreKey, salt_of
from chronology_tui.store.place import make_private, place_of, warnings
from chronology_tui.store.recovery import decode, matches

__all__ = ["Access", "counted_attempt", "create_casebook", "key_from_recovery", "open_casebook", "open_with_recovery_key"]

Wait = Callable[[float], None]
"""Waits for so many seconds; a screen or a command may say meanwhile why."""


def open_casebook(
    path: Path, secret: str | StoreKey, clock: Clock | None = None, *, access: Access = Access.WRITE, wait: Wait = time.sleep
) -> Casebook:
    """Open the store at ``path`` with its passphrase, or with the key made of it, which is the casebook's from then on.

    After several wrong passphrases it opens only after a while (see :mod:`attempts`).

    Raises:
        ChronologyError: missing, not a store, wrong passphrase, too new, in use, damaged: one class each.
    """
    with counted_attempt(path, wait):
        return _open(path, secret, clock, access)


@contextmanager
def counted_attempt(path: Path, wait: Wait = time.sleep) -> Iterator[None]:
    """Wait where several wrong passphrases went before, and count whether the block finds the passphrase wrong or right."""
    attempts = attempts_of_user(SystemClock())
    seconds = attempts.wait_seconds(path)
    if seconds > 0:
        wait(seconds)
    try:
        yield
    except WrongPassphrase:
        attempts.failed(path)
        raise
    attempts.succeeded(path)


def key_from_recovery(path: Path, text: str) -> StoreKey:
    """Return the raw key that the text of a recovery key stands for, if it is one of the store (or backup) at ``path``.

    Raises:
        BadRecoveryKey: the text is no recovery key, or was mistyped.
        RecoveryKeyNotOfStore: it is the key of another store.
        StoreMissing, NotAStore: there is no store at the path.
    """
    parsed, salt = decode(text), salt_of(path)
    if not matches(parsed, salt):
        raise RecoveryKeyNotOfStore(path, "it belongs to another store")
    return StoreKey(parsed.key, salt)


def open_with_recovery_key(path: Path, text: str, clock: Clock | None = None, *, access: Access = Access.WRITE) -> Casebook:
    """Open the store at ``path`` with its recovery key instead of its passphrase.

    Raises:
        BadRecoveryKey: the text is no recovery key, or was mistyped.
        RecoveryKeyNotOfStore: it is the key of another store, or was made before the passphrase was changed.
        ChronologyError: as :func:`open_casebook`.
    """
    key = key_from_recovery(path, text)
    try:
        return _open(path, key, clock, access)
    except WrongPassphrase:
        raise RecoveryKeyNotOfStore(
            path, "it belongs to this store but opens it no more: the passphrase was changed after the key was made"
        ) from None


def create_casebook(path: Path, passphrase: str, clock: Clock | None = None) -> Casebook:
    """Make an encrypted store at ``path`` and open it.

    Raises:
        BadPassphrase: empty, or with characters that cannot be typed again.
        StoreExists, StoreNotWritten: the file is there already or cannot be made.
    """
    check_new_passphrase(passphrase)
    clock = clock or SystemClock()
    now = instant(clock)
    database = create_database(path, passphrase, now=now, program=__version__, holder=holder(now))
    casebook = Casebook(Ledger(database, clock))
    casebook.notices = warnings(place_of(path))
    return casebook


def _open(path: Path, secret: str | StoreKey, clock: Clock | None, access: Access) -> Casebook:
    clock = clock or SystemClock()
    now = instant(clock)
    database = open_database(
        path, secret, now=now, program=__version__, holder=holder(now), access=access,
        before_update=lambda store, version: backup_before_update(store, version, clock.now()),
    )  # fmt: skip
    try:
        casebook = Casebook(Ledger(database, clock))
        casebook.notices = _notices(casebook, clock)
    except BaseException:
        database.close()
        raise
    return casebook


def _notices(casebook: Casebook, clock: Clock) -> tuple[str, ...]:
    """Return what the worker should know, having made the file private and kept the day's backup where it may be written to."""
    database = casebook.ledger.database
    said = [*warnings(place_of(casebook.path))]
    if not casebook.read_only:
        if make_private(casebook.path):
            said.append("The store could be read by other users of this computer. It is private to you now.")
        said += [
            f"Another program had left {stray.name.rsplit('.aside-')[0]} beside the store. It was set aside as {stray.name}."
            for stray in database.strays
        ]
        said += take_back(casebook.ledger)
        said += keep_daily_backup(database, clock.now())
    return tuple(said)
