"""The search index of store version 2: see :mod:`chronology_tui.store.search` for what its columns hold."""

from __future__ import annotations

STATEMENTS: tuple[str, ...] = (
    "CREATE TABLE search_entry (number INTEGER PRIMARY KEY NOT NULL, event_id TEXT NOT NULL UNIQUE)",
    """CREATE VIRTUAL TABLE search_words USING fts5 (
        kind, place_and_service, summary, said, people, response, details, source, notes,
        tokenize = 'ascii', prefix = '1')""",
    "INSERT INTO search_words (search_words, rank) VALUES ('secure-delete', 1)",
)
