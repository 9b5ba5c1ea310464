"""Store version 2: what was undone, drafts, settings of the store, the search index.

``history.undoes`` names the change that a change takes back or makes again. A draft is what was typed and not saved yet. The
search index is filled by the program when it first opens the store, and again whenever what is indexed grows.
"""

from __future__ import annotations

from chronology_tui.store.migrations.m0002_search import STATEMENTS as SEARCH

STATEMENTS = (
    "ALTER TABLE history ADD COLUMN undoes TEXT",
    "CREATE INDEX history_by_change ON history (change)",
    """CREATE TABLE draft (
        id TEXT PRIMARY KEY NOT NULL, child_id TEXT NOT NULL, place TEXT NOT NULL, content TEXT NOT NULL, "at" TEXT NOT NULL)""",
    "CREATE TABLE setting (name TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL)",
    *SEARCH,
)
