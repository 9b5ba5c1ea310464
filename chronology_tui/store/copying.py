"""Whole copies of a store: encrypted from the first byte, checked by opening them before anything relies on them."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from chronology_tui.store.connection import connect, told_plainly
from chronology_tui.store.durable import sync_file
from chronology_tui.store.errors import StoreDamaged, StoreNotWritten
from chronology_tui.store.history import EMPTY_HEAD
from chronology_tui.store.keys import StoreKey
from chronology_tui.store.migrations import version_of


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """What a checked copy holds.

    Attributes:
        version: store version of the file.
        changes: how many changes its history holds.
        head: digest of the last one.
        entries: how many entries.
        children: identifiers of its children, 32 hexadecimal digits each.
    """

    version: int
    changes: int
    head: str
    entries: int
    children: tuple[str, ...]


def write_copy(source: sqlcipher.Connection, key: StoreKey, out: Path) -> None:
    """Copy an open store to a new file at ``out``, page by page as one consistent state, with the same key.

    Raises:
        StoreNotWritten: the file cannot be made or the disk is full; nothing is left behind.
    """
    try:
        handle = os.open(out, os.O_CREAT | os.O_EXCL | os.O_WRONLY, stat.S_IRUSR | stat.S_IWUSR)
    except OSError as error:
        raise StoreNotWritten(out, error.strerror or "the file cannot be made") from None
    os.close(handle)
    try:
        with told_plainly(out):
            target = connect(out, key)
            try:
                source.backup(target)
            finally:
                target.close()
        sync_file(out)
    except BaseException:
        out.unlink(missing_ok=True)
        raise


def check_copy(path: Path, key: StoreKey) -> CopyFacts:
    """Open a copy, look at every page, and return what it holds.

    Raises:
        WrongPassphrase, NotAStore, StoreTooNew: see each.
        StoreDamaged: a page does not pass its check.
    """
    with told_plainly(path):
        connection = connect(path, key, read_only=True)
        try:
            version, _ = version_of(lambda statement: connection.execute(statement).fetchall(), path)
            if connection.execute("PRAGMA cipher_integrity_check").fetchall():
                raise StoreDamaged(path, "a page does not pass its check")
            if connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
                raise StoreDamaged(path, "its structure is damaged")
            last = connection.execute("SELECT number, digest FROM history ORDER BY number DESC LIMIT 1").fetchone()
            (entries,) = connection.execute("SELECT count(*) FROM event").fetchone()
            children = tuple(row[0] for row in connection.execute("SELECT id FROM child ORDER BY id"))
        finally:
            connection.close()
    changes, head = last or (0, EMPTY_HEAD)
    return CopyFacts(version, changes, head, entries, children)


def change_key(path: Path, old: StoreKey, new: StoreKey) -> None:
    """Encrypt the file at ``path``, a copy that nobody else has open, anew with another key of the same salt.

    Raises:
        StoreNotWritten: the disk is full or failing; the copy is of no use any more.
    """
    with told_plainly(path):
        connection = connect(path, old)
        try:
            try:
                connection.execute(f"PRAGMA rekey = {new.words}")
            except sqlcipher.OperationalError as error:
                if "rekey" not in str(error):
                    raise
                # SQLCipher says no more than that it failed; the key is right and the file is ours alone, so it is the disk.
                raise StoreNotWritten(path, "the disk is full or reported a fault") from None
        finally:
            connection.close()
    sync_file(path)
