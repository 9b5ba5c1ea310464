"""Numbered migrations; each is applied together with its bookkeeping in one transaction.

A migration is a module ``mNNNN_name`` with ``STATEMENTS``, plain SQL that never changes once released: the classes in
``store.tables`` describe the latest version and may move on, the steps that lead there may not.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection

from chronology_tui.store.errors import StoreDamaged, StoreTooNew
from chronology_tui.store.migrations import m0001_first

MIGRATIONS: tuple[tuple[int, str, tuple[str, ...]], ...] = ((1, "first", m0001_first.STATEMENTS),)
"""Number, name and statements of every migration, in order."""

LATEST = MIGRATIONS[-1][0]
"""The store version that this program writes."""

APPLICATION_ID = 0x4348524E
"""``PRAGMA application_id`` of a chronology store: "CHRN" in ASCII."""


def migrate(connection: Connection, path: Path, *, now: str, program: str) -> None:
    """Bring the store to :data:`LATEST`, or refuse it.

    Raises:
        StoreTooNew: the store was written by a newer program.
        StoreDamaged: it opens with the key and is not a chronology store.
    """
    with connection.begin():
        tables = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if tables and "migration" not in tables:
            raise StoreDamaged(path, "it opens with this passphrase but holds no chronology")
        version, maker = 0, ""
        if "migration" in tables:
            row = connection.exec_driver_sql("SELECT number, program FROM migration ORDER BY number DESC LIMIT 1").first()
            version, maker = (int(row[0]), str(row[1])) if row else (0, "")
    if version > LATEST:
        raise StoreTooNew(path, version, LATEST, maker)
    for number, name, statements in MIGRATIONS:
        if number <= version:
            continue
        with connection.begin():
            for statement in statements:
                connection.exec_driver_sql(statement)
            connection.exec_driver_sql(
                "INSERT INTO migration (number, name, applied_at, program) VALUES (?, ?, ?, ?)", (number, name, now, program)
            )
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
