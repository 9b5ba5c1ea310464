"""Opening and making an encrypted store, its one writer, and its transactions.

Invariants: a store is encrypted from its first byte; a connection without SQLCipher or without the right key never reaches
the caller; every transaction is written whole or not at all; whoever writes holds the lock. The journal mode is DELETE and
``synchronous`` EXTRA: one file to carry and to back up, safe on the network shares where WAL is not, and each commit is on the
disk when it returns.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import StaticPool
from sqlmodel import Session, create_engine

from chronology_tui.store.connection import connect, told_plainly
from chronology_tui.store.copying import CopyFacts, change_key, check_copy, write_copy
from chronology_tui.store.durable import remove_part, take_new_name, take_place
from chronology_tui.store.errors import (
    StoreClosed,
    StoreExists,
    StoreInUse,
    StoreNeedsUpdate,
    StoreNotWritten,
    StoreReadOnly,
)
from chronology_tui.store.keys import StoreKey, key_of, new_salt, store_mark
from chronology_tui.store.lock import Holder, WriterLock
from chronology_tui.store.migrations import LATEST, migrate, version_of
from chronology_tui.store.repository import Repository
from chronology_tui.store.strays import has_strays, set_strays_aside


class Access(StrEnum):
    """What a store is opened for."""

    WRITE = "write"
    """Reading and writing: one program at a time."""
    READ = "read"
    """Reading only, also while another program writes."""


class Database:
    """An open, unlocked store. Close it when done; use it from one thread at a time.

    Attributes:
        path: the file.
        access: what it was opened for.
        strays: files that another program had left beside the store and that were set aside.
    """

    def __init__(self, path: Path, key: StoreKey, access: Access) -> None:
        self.path = path
        self.access = access
        self.strays: tuple[Path, ...] = ()
        self._key = key
        self._lock: WriterLock | None = None
        self._closed = False
        self._engine = self._new_engine()

    # --- transactions

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Yield a session whose changes are committed together on leaving, or not at all if anything raises.

        Raises:
            StoreReadOnly: the store was opened for reading.
            StoreInUse: another program is in the middle of something that bars writing.
            StoreNotWritten: the disk is full, read-only or failing.
        """
        self._require_open()
        if self.access is Access.READ:
            raise StoreReadOnly(self.path)
        with (
            told_plainly(self.path),
            Session(self._engine.execution_options(chronology_writing=True)) as session,
            session.begin(),
        ):
            session.connection()  # takes the write lock now rather than at the first statement
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session that sees one consistent state and changes nothing."""
        self._require_open()
        with told_plainly(self.path), Session(self._engine) as session:
            yield session

    def changes_outside(self) -> int:
        """Return a number that moves whenever another program has changed the store (``PRAGMA data_version``)."""
        with told_plainly(self.path):
            return int(self._driver().execute("PRAGMA data_version").fetchone()[0])

    # --- store version

    def version(self) -> int:
        """Return the store version of the file.

        Raises:
            StoreTooNew, StoreDamaged: see :func:`chronology_tui.store.migrations.version_of`.
        """
        with told_plainly(self.path), self._engine.connect() as connection, connection.begin():

            def query(statement: str) -> list[Any]:
                return list(connection.exec_driver_sql(statement).all())

            return version_of(query, self.path)[0]

    def update(self, version: int, *, now: str, program: str) -> None:
        """Bring a store of an earlier ``version`` to the latest, each step whole or not at all."""
        options = self._engine.execution_options(chronology_writing=True)
        with told_plainly(self.path), options.connect() as connection:
            migrate(connection, version, now=now, program=program)

    # --- key and copies

    @property
    def key(self) -> StoreKey:
        """The key that opens this file."""
        return self._key

    @property
    def mark(self) -> str:
        """What names this store across passphrases, backups and places; see :func:`chronology_tui.store.keys.store_mark`."""
        return store_mark(self._key.salt)

    def copy_to(self, out: Path) -> CopyFacts:
        """Copy the store as it stands to a new file with the same key, check the copy by opening it, and say what it holds.

        Raises:
            StoreNotWritten: the copy cannot be written.
            StoreDamaged: the copy does not pass its check; it was removed.
        """
        with told_plainly(self.path):
            write_copy(self._driver(), self._key, out)
        try:
            return check_copy(out, self._key)
        except BaseException:
            out.unlink(missing_ok=True)
            raise

    def rewrite(self) -> None:
        """Write the file anew without what was deleted from it (``VACUUM``).

        Raises:
            StoreNotWritten, StoreInUse: nothing was changed.
        """
        with told_plainly(self.path):
            self._driver().execute("VACUUM")

    def finish_purge(self) -> None:
        """Write the file anew if a child was purged and that is still to be done.

        Raises:
            StoreNotWritten, StoreInUse: as :meth:`rewrite`; it stays to be done.
        """
        with self.reading() as session:
            due = Repository(session).rewrite_due()
        if due:
            self.rewrite()
            with self.writing() as session:
                Repository(session).rewrite_done()

    def change_passphrase(self, passphrase: str) -> None:
        """Encrypt the store anew with the key of another passphrase.

        A copy is encrypted, checked by opening it, and takes the place of the file in one step: whenever the program is stopped,
        the store opens with the old passphrase or with the new one, whole.

        Raises:
            StoreReadOnly, StoreNotWritten, StoreInUse, StoreDamaged: the store is as it was, with the old passphrase.
        """
        if self.access is Access.READ:
            raise StoreReadOnly(self.path)
        new = StoreKey.derive(passphrase, self._key.salt)
        part = _part(self.path)
        remove_part(part)
        try:
            try:
                before = self.copy_to(part)
                change_key(part, self._key, new)
            except StoreNotWritten as error:
                raise StoreNotWritten(self.path, error.why) from None  # nobody knows the copy by its name
            if check_copy(part, new) != before:
                raise StoreNotWritten(self.path, "the copy with the new passphrase is not the same")
            shutil.copymode(self.path, part)  # a store that colleagues share stays shared
            self._engine.dispose()
            try:
                take_place(part, self.path.resolve())
            except OSError as error:
                self._engine = self._new_engine()
                raise StoreNotWritten(self.path, error.strerror or "the new file could not take its place") from None
        finally:
            remove_part(part)
        old, self._key = self._key, new
        old.forget()
        self._engine = self._new_engine()

    def hold(self, lock: WriterLock) -> None:
        """Keep ``lock`` until this is closed."""
        self._lock = lock

    def close(self) -> None:
        """Close the connection, forget the key, and let others write; again does nothing."""
        self._closed = True
        self._engine.dispose()
        self._key.forget()
        if self._lock is not None:
            self._lock.drop()

    # --- inside

    def _require_open(self) -> None:
        if self._closed:
            raise StoreClosed(self.path)

    def _driver(self) -> sqlcipher.Connection:
        self._require_open()
        with self._engine.connect() as connection:
            return connection.connection.driver_connection  # the pool holds one connection, and it stays open

    def _new_engine(self) -> Engine:
        def creator() -> sqlcipher.Connection:
            return connect(self.path, self._key, read_only=self.access is Access.READ)

        engine = create_engine("sqlite://", module=sqlcipher, creator=creator, poolclass=StaticPool)

        @event.listens_for(engine, "begin")
        def begin(connection: Connection) -> None:
            # The driver's own transaction handling commits before DDL; with it off, BEGIN is ours (SQLAlchemy, "pysqlite").
            writing = connection.get_execution_options().get("chronology_writing", False)
            connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

        return engine


BeforeUpdate = Callable[[Database, int], None]
"""Called with a store of an earlier version, and that version, before it is brought up to date."""


def create_database(path: Path, passphrase: str, *, now: str, program: str, holder: Holder) -> Database:
    """Make a new encrypted store at ``path``, readable by its owner only. It takes its name when it is whole.

    Raises:
        StoreExists: there is a file already; it is not touched.
        StoreNotWritten: the file cannot be made; nothing is left behind.
    """
    if path.exists() or path.is_symlink():
        raise StoreExists(path)
    part = _part(path)
    key = StoreKey.derive(passphrase, new_salt())
    try:
        remove_part(part)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, stat.S_IRUSR | stat.S_IWUSR))
    except OSError as error:
        raise StoreNotWritten(path, error.strerror or "the file cannot be made") from None
    try:
        made = Database(part, key.copy(), Access.WRITE)
        try:
            made.update(0, now=now, program=program)
        except StoreNotWritten as error:
            raise StoreNotWritten(path, error.why) from None  # nobody knows the part by its name
        finally:
            made.close()
        try:
            take_new_name(part, path)
        except FileExistsError:
            raise StoreExists(path) from None
    finally:
        remove_part(part)
    return open_database(path, key, now=now, program=program, holder=holder)


def open_database(
    path: Path,
    secret: str | StoreKey,
    *,
    now: str,
    program: str,
    holder: Holder,
    access: Access = Access.WRITE,
    before_update: BeforeUpdate | None = None,
) -> Database:
    """Open the store at ``path`` with its passphrase or its raw key, bringing an older one up to date.

    Args:
        path: the file.
        secret: the passphrase, or the raw key; a key given belongs to the database from then on.
        now: instant, ISO 8601, for the record of an update.
        program: version of the program, likewise.
        holder: who this is, for others who want to write meanwhile.
        access: writing takes the lock; reading does not, unless the store must be brought up to date first.
        before_update: makes a backup before an update.

    Raises:
        StoreMissing, NotAStore, WrongPassphrase, StoreTooNew, StoreInUse, StoreNotWritten, PlainBuild: see each.
    """
    key = key_of(path, secret)
    try:
        if access is Access.READ:
            return _open_for_reading(path, key, now=now, program=program, holder=holder, before_update=before_update)
        return _open_for_writing(path, key, now=now, program=program, holder=holder, before_update=before_update)
    except BaseException:
        key.forget()
        raise


def _open_for_writing(
    path: Path, key: StoreKey, *, now: str, program: str, holder: Holder, before_update: BeforeUpdate | None
) -> Database:
    lock = WriterLock(path, holder)
    lock.take()
    try:
        remove_part(_part(path))  # left by a program that was killed
        database = Database(path, key, Access.WRITE)
        try:
            with set_strays_aside(path) as strays:
                version = database.version()
            if version < LATEST:
                if before_update is not None and version > 0:
                    before_update(database, version)
                database.update(version, now=now, program=program)
            with database.writing() as session:
                repository = Repository(session)
                if not repository.index_is_current():
                    repository.fill_index()
            with suppress(StoreInUse, StoreNotWritten):  # the record can be worked on; the next opening tries again
                database.finish_purge()
        except BaseException:
            database.close()
            raise
    except BaseException:
        lock.drop()
        raise
    database.strays = strays
    database.hold(lock)
    return database


def _open_for_reading(
    path: Path, key: StoreKey, *, now: str, program: str, holder: Holder, before_update: BeforeUpdate | None
) -> Database:
    def set_right() -> None:
        _open_for_writing(path, key.copy(), now=now, program=program, holder=holder, before_update=before_update).close()

    if has_strays(path):
        set_right()
    database = Database(path, key, Access.READ)
    try:
        version = database.version()
        if version < LATEST:
            try:
                set_right()
            except StoreNotWritten:
                raise StoreNeedsUpdate(path, version, LATEST) from None
        with database.reading() as session:
            current = Repository(session).index_is_current()
        if not current:
            with suppress(StoreInUse, StoreNotWritten):  # the record can be read without its index; searching says so
                set_right()
    except BaseException:
        database.close()
        raise
    return database


def _part(path: Path) -> Path:
    """Return where a file that will take the place of ``path`` is written; only the holder of the lock writes there."""
    place = path.resolve()
    return place.with_name(f".{place.name[:200]}.part")
