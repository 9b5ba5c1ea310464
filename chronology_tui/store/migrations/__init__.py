"""Numbered migrations; each is applied together with its bookkeeping in one transaction.

A migration is a module ``mNNNN_name`` with ``STATEMENTS``, plain SQL that never changes once released: the classes in
``store.tables`` describe the latest version and may move on, the steps that lead there may not. A stored file of every version
lies in ``tests/data/stores``; add one with each new step.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from chronology_tui.store.errors import StoreDamaged, StoreTooNew
from chronology_tui.store.migrations import m0001_first, m0002_trust, m0003_reviews, m0004_exports

MIGRATIONS: tuple[tuple[int, str, tuple[str, ...]], ...] = (
    (1, "first", m0001_first.STATEMENTS),
    (2, "trust", m0002_trust.STATEMENTS),
    (3, "reviews", m0003_reviews.STATEMENTS),
    (4, "exports", m0004_exports.STATEMENTS),
)
"""Number, name and statements of every migration, in order."""

LATEST = MIGRATIONS[-1][0]
"""The store version that this program writes."""

APPLICATION_ID = 0x4348524E
"""``PRAGMA application_id`` of a chronology store: "CHRN" in ASCII."""


def version_of(query: Callable[[str], Sequence[Any]], path: Path) -> tuple[int, str]:
    """Return the version of a store, 0 for a file without tables, and the program that made that version.

    ``query`` runs a statement and returns its rows.

    Raises:
        StoreTooNew: the store was written by a newer program.
        StoreDamaged: it opens with the key and is not a chronology store.
    """
    tables = {row[0] for row in query("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return 0, ""
    if "migration" not in tables:
        raise StoreDamaged(path, "it opens with this passphrase but holds no chronology")
    rows = query("SELECT number, program FROM migration ORDER BY number DESC LIMIT 1")
    if not rows:
        raise StoreDamaged(path, "it does not say which version it is")
    version, maker = int(rows[0][0]), str(rows[0][1])
    if version > LATEST:
        raise StoreTooNew(path, version, LATEST, maker)
    return version, maker


def migrate(connection: Connection, version: int, *, now: str, program: str) -> None:
    """Bring a store of ``version`` to :data:`LATEST`, one transaction a step."""
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
