"""Store version 1: children with statuses, sources, events, history.

Dates are ISO 8601 text (sortable), identifiers 32 hexadecimal digits of a UUIDv7, lists and typed details JSON text.
"""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE migration (
        number INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, applied_at TEXT NOT NULL, program TEXT NOT NULL)""",
    """CREATE TABLE child (
        id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, birth TEXT, unborn BOOLEAN NOT NULL, sex TEXT NOT NULL,
        nhs_number TEXT NOT NULL, reference TEXT NOT NULL, conditions TEXT NOT NULL, lead_professional TEXT NOT NULL)""",
    """CREATE TABLE child_status (
        child_id TEXT NOT NULL REFERENCES child (id), position INTEGER NOT NULL, kind TEXT NOT NULL, category TEXT NOT NULL,
        start TEXT NOT NULL, "end" TEXT, PRIMARY KEY (child_id, position))""",
    """CREATE TABLE source (
        id TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, folded TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, agency TEXT NOT NULL,
        reference TEXT NOT NULL, dated TEXT, checked BOOLEAN NOT NULL, available BOOLEAN NOT NULL)""",
    """CREATE TABLE event (
        id TEXT PRIMARY KEY NOT NULL, when_text TEXT NOT NULL, qualifier TEXT NOT NULL, "precision" TEXT NOT NULL,
        earliest TEXT, latest TEXT, day_order INTEGER NOT NULL, remarks TEXT NOT NULL, "at" TEXT,
        kind TEXT NOT NULL, area TEXT NOT NULL, service TEXT NOT NULL, place TEXT NOT NULL, summary TEXT NOT NULL,
        quote TEXT NOT NULL, source_id TEXT NOT NULL REFERENCES source (id), page TEXT NOT NULL, basis TEXT NOT NULL,
        professional TEXT NOT NULL, brought_by TEXT NOT NULL, present TEXT NOT NULL, child_seen TEXT NOT NULL,
        child_voice TEXT NOT NULL, impact TEXT NOT NULL, impact_note TEXT NOT NULL, action TEXT NOT NULL,
        family_response TEXT NOT NULL, response_note TEXT NOT NULL, severity INTEGER NOT NULL, likelihood INTEGER NOT NULL,
        details TEXT NOT NULL, "key" BOOLEAN NOT NULL, handling TEXT NOT NULL, notes TEXT NOT NULL)""",
    """CREATE TABLE event_child (
        event_id TEXT NOT NULL REFERENCES event (id), child_id TEXT NOT NULL REFERENCES child (id), position INTEGER NOT NULL,
        PRIMARY KEY (event_id, child_id))""",
    "CREATE INDEX event_child_by_child ON event_child (child_id)",
    "CREATE INDEX event_by_source ON event (source_id)",
    """CREATE TABLE history (
        number INTEGER PRIMARY KEY NOT NULL, change TEXT NOT NULL, "at" TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
        record TEXT NOT NULL, record_id TEXT NOT NULL, before TEXT, after TEXT, digest TEXT NOT NULL)""",
    "CREATE INDEX history_by_record ON history (record_id)",
)
