"""Backups (being written)."""

from __future__ import annotations

from datetime import datetime

from chronology_tui.store.database import Database


def backup_before_update(database: Database, version: int, now: datetime) -> None:
    """Make a backup of a store of an earlier version before it is brought up to date."""


def keep_daily_backup(database: Database, now: datetime) -> tuple[str, ...]:
    """Make the backup of the day if there is none yet; return what the worker should know."""
    return ()
