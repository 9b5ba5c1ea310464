"""Opening and making an encrypted store, and its transactions.

Invariants: a store is encrypted from its first byte; a connection without SQLCipher or without the right key never reaches
the caller; every transaction is written whole or not at all. The journal mode is DELETE and ``synchronous`` EXTRA: one file to
carry and to back up, safe on the network shares where WAL is not, and each commit is on the disk when it returns.
"""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, create_engine

from chronology_tui.store.errors import (
    NotAStore,
    PlainBuild,
    StoreDamaged,
    StoreExists,
    StoreInUse,
    StoreMissing,
    StoreNotWritten,
    WrongPassphrase,
)
from chronology_tui.store.migrations import migrate

_PAGE = 4096
"""Page size of SQLCipher 4, bytes: an intact store is a whole number of pages."""
_PLAIN_HEADER = b"SQLite format 3\x00"
_BUSY_SECONDS = 3.0


class Database:
    """An open, unlocked store. Close it when done; use it from one thread at a time."""

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Yield a session whose changes are committed together on leaving, or not at all if anything raises.

        Raises:
            StoreInUse: another program holds the write lock.
            StoreNotWritten: the disk is full, read-only or failing.
        """
        with (
            _told_plainly(self.path),
            Session(self._engine.execution_options(chronology_writing=True)) as session,
            session.begin(),
        ):
            session.connection()  # takes the write lock now rather than at the first statement
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session that sees one consistent state and changes nothing."""
        with _told_plainly(self.path), Session(self._engine) as session:
            yield session

    def close(self) -> None:
        """Close the connection and forget the key."""
        self._engine.dispose()


def create_database(path: Path, passphrase: str, *, now: str, program: str) -> Database:
    """Make a new encrypted store at ``path``, readable by its owner only.

    Raises:
        StoreExists: there is a file already; it is not touched.
        StoreNotWritten: the file cannot be made; nothing is left behind.
    """
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, stat.S_IRUSR | stat.S_IWUSR)
    except FileExistsError:
        raise StoreExists(path) from None
    except OSError as error:
        raise StoreNotWritten(path, error.strerror or "the file cannot be made") from None
    os.close(handle)
    try:
        return _open(path, passphrase, now=now, program=program)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def open_database(path: Path, passphrase: str, *, now: str, program: str) -> Database:
    """Open the store at ``path``, bringing an older one up to date.

    Raises:
        StoreMissing, NotAStore, WrongPassphrase, StoreTooNew, StoreInUse, StoreNotWritten, PlainBuild: see each.
    """
    _look_at_file(path)
    if not passphrase or "\x00" in passphrase:  # the cipher takes neither, so neither can be the passphrase of a store
        raise WrongPassphrase(path)
    return _open(path, passphrase, now=now, program=program)


def _look_at_file(path: Path) -> None:
    """Refuse what cannot be a store before any key is tried, so that the message can name the real cause."""
    try:
        with path.open("rb") as file:
            head = file.read(len(_PLAIN_HEADER))
            size = file.seek(0, os.SEEK_END)
    except FileNotFoundError:
        raise StoreMissing(path) from None
    except IsADirectoryError:
        raise NotAStore(path, "it is a directory") from None
    except OSError as error:
        raise NotAStore(path, f"it cannot be read ({error.strerror})") from None
    if size == 0:
        raise NotAStore(path, "the file is empty")
    if head == _PLAIN_HEADER:
        raise NotAStore(path, "it is an SQLite file without encryption")
    if size % _PAGE:
        raise NotAStore(path, "it is cut short or another kind of file")


def _open(path: Path, passphrase: str, *, now: str, program: str) -> Database:
    def connect() -> sqlcipher.Connection:
        return _keyed_connection(path, passphrase)

    engine = create_engine("sqlite://", module=sqlcipher, creator=connect, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # The driver's own transaction handling commits before DDL; with it off, BEGIN is ours (SQLAlchemy, "pysqlite").
        writing = connection.get_execution_options().get("chronology_writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    database = Database(path, engine)
    try:
        with _told_plainly(path), engine.execution_options(chronology_writing=True).connect() as connection:
            migrate(connection, path, now=now, program=program)
    except BaseException:
        database.close()
        raise
    return database


def _keyed_connection(path: Path, passphrase: str) -> sqlcipher.Connection:
    """Return a driver connection that has proved its key by reading the schema."""
    connection = sqlcipher.connect(
        f"file:{_as_uri(path)}?mode=rw", uri=True, isolation_level=None, check_same_thread=False, timeout=_BUSY_SECONDS
    )
    try:
        # SQLCipher writes its own log to standard error, over the screen; what it would say is raised as an error anyway.
        connection.execute("PRAGMA cipher_log_level = NONE")
        # PRAGMA takes no bound values; doubling the quote is SQL's own escape.
        quoted = unicodedata.normalize("NFC", passphrase).replace("'", "''")
        connection.execute(f"PRAGMA key = '{quoted}'")
        _require_cipher(connection)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlcipher.DatabaseError as error:
            if "not a database" in str(error):
                raise WrongPassphrase(path) from None
            raise
        for pragma in ("journal_mode = DELETE", "synchronous = EXTRA", "temp_store = MEMORY", "foreign_keys = ON",
                       "secure_delete = ON", "trusted_schema = OFF"):  # fmt: skip
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _require_cipher(connection: sqlcipher.Connection) -> None:
    version = connection.execute("PRAGMA cipher_version").fetchone()
    if not version or not version[0]:
        raise PlainBuild


def _as_uri(path: Path) -> str:
    return path.absolute().as_uri().removeprefix("file://")


@contextmanager
def _told_plainly(path: Path) -> Iterator[None]:
    """Turn the driver's errors into ours; anything that is not about the file or the disk stays what it is."""
    try:
        yield
    except (DatabaseError, sqlcipher.DatabaseError) as error:
        cause = str(error.orig if isinstance(error, DatabaseError) else error)
        if "locked" in cause or "busy" in cause:
            raise StoreInUse(path) from None
        for words, why in _DISK_TROUBLE.items():
            if words in cause:
                raise StoreNotWritten(path, why) from None
        if "malformed" in cause or "not a database" in cause:
            raise StoreDamaged(path, "a page does not pass its check") from None
        if isinstance(error, OperationalError) and "unable to open database file" in cause:
            raise StoreNotWritten(path, "the file cannot be opened for writing") from None
        raise


_DISK_TROUBLE = {
    "disk is full": "the disk is full",
    "disk I/O error": "the disk reported a fault",
    "readonly database": "the file or folder is read-only",
    "read-only": "the file or folder is read-only",
}
