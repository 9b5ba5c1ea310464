"""Store version 4: what was chosen for an export, and the check code that stands in the exported file."""

from __future__ import annotations

STATEMENTS = (
    "ALTER TABLE export_record ADD COLUMN choices TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE export_record ADD COLUMN code TEXT NOT NULL DEFAULT ''",
)
