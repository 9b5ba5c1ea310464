"""A connection to an encrypted file that has proved its key, and the driver's errors told as ours."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DatabaseError, OperationalError

from chronology_tui.store.errors import (
    PlainBuild,
    StoreDamaged,
    StoreInUse,
    StoreNotWritten,
    WrongPassphrase,
)
from chronology_tui.store.keys import StoreKey
from chronology_tui.store.lock import holder_of

BUSY_SECONDS = 3.0
"""How long a statement waits for another program's transaction to end."""
JOURNAL_MODE = "delete"

_SETTINGS = ("synchronous = EXTRA", "temp_store = MEMORY", "foreign_keys = ON", "secure_delete = ON", "trusted_schema = OFF")


def connect(path: Path, key: StoreKey, *, read_only: bool = False) -> sqlcipher.Connection:
    """Return a driver connection that has proved its key by reading the schema.

    A read-only connection still puts back the pages of a transaction that a killed program left half done, where the file can be
    written to; it changes nothing else.

    Raises:
        WrongPassphrase, PlainBuild, StoreInUse: see each.
        StoreNotWritten: the file system cannot keep the safe journal.
    """
    mode = "ro" if read_only and not os.access(path, os.W_OK) else "rw"
    connection = sqlcipher.connect(
        f"file:{_as_uri(path)}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_SECONDS
    )
    try:
        # SQLCipher writes its own log to standard error, over the screen; what it would say is raised as an error anyway.
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = {key.words}")
        _require_cipher(connection)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlcipher.DatabaseError as error:
            if "not a database" in str(error):
                raise WrongPassphrase(path) from None
            raise
        for setting in _SETTINGS:
            connection.execute(f"PRAGMA {setting}")
        if read_only:
            connection.execute("PRAGMA query_only = ON")
        else:
            _require_journal(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def _require_cipher(connection: sqlcipher.Connection) -> None:
    version = connection.execute("PRAGMA cipher_version").fetchone()
    if not version or not version[0]:
        raise PlainBuild


def _require_journal(connection: sqlcipher.Connection, path: Path) -> None:
    """Set the journal mode and read it back: SQLite keeps the mode that was there when it cannot change it, without an error."""
    (mode,) = connection.execute(f"PRAGMA journal_mode = {JOURNAL_MODE}").fetchone()
    if mode != JOURNAL_MODE:
        raise StoreNotWritten(path, f"the journal stays in mode {mode}, which is not safe here")


def _as_uri(path: Path) -> str:
    return path.absolute().as_uri().removeprefix("file://")


@contextmanager
def told_plainly(path: Path) -> Iterator[None]:
    """Turn the driver's errors into ours; anything that is not about the file or the disk stays what it is."""
    try:
        yield
    except (DatabaseError, sqlcipher.DatabaseError) as error:
        cause = str(error.orig if isinstance(error, DatabaseError) else error)
        if "locked" in cause or "busy" in cause:
            holder = holder_of(path)
            mine = holder is not None and holder.process == os.getpid()  # a reader is in the way, not the holder of the lock
            raise StoreInUse(path, None if mine else holder) from None
        for words, why in _DISK_TROUBLE.items():
            if words in cause:
                raise StoreNotWritten(path, why) from None
        # The driver has classes of its own for faults of statements and values; what is left is SQLITE_CORRUPT and its kin.
        plain = type(error.orig if isinstance(error, DatabaseError) else error) is sqlcipher.DatabaseError
        if plain or "malformed" in cause or "not a database" in cause:
            raise StoreDamaged(path, "a page does not pass its check") from None
        if isinstance(error, OperationalError | sqlcipher.OperationalError) and "unable to open database file" in cause:
            raise StoreNotWritten(path, "the file cannot be opened for writing") from None
        raise


_DISK_TROUBLE = {
    "disk is full": "the disk is full",
    "disk I/O error": "the disk reported a fault",
    "readonly database": "the file or folder is read-only",
    "read-only": "the file or folder is read-only",
}
