"""The JSON document of ``backup``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from pydantic import Field

from chronology_tui.services.backups import Backup, BackupKind
from chronology_tui.services.shapes import Shape


class BackupShape(Shape):
    """One backup of a store."""

    file: str
    made: datetime
    kind: BackupKind
    changes: int = Field(ge=0, description="how many changes the history of the store held")
    head: str = Field(pattern="^[0-9a-f]{8}$", description="how the head of its history begins")
    size: int = Field(ge=0, description="bytes")

    @classmethod
    def of(cls, backup: Backup) -> BackupShape:
        """Return the shape of a backup."""
        return cls(
            file=str(backup.path), made=backup.made, kind=backup.kind, changes=backup.changes, head=backup.head,
            size=backup.path.stat().st_size,
        )  # fmt: skip


class BackupsShape(Shape):
    """What ``backup --json`` prints."""

    folder: str = Field(description="where the backups of this store are kept")
    made: BackupShape | None = Field(description="the one that was made now; null with --list")
    backups: tuple[BackupShape, ...] = Field(description="those in the folder, the oldest first")

    @classmethod
    def of(cls, folder: Path, made: Backup | None, backups: Iterable[Backup]) -> BackupsShape:
        """Return the shape of a list of backups."""
        return cls(
            folder=str(folder), made=BackupShape.of(made) if made else None, backups=tuple(BackupShape.of(b) for b in backups)
        )
