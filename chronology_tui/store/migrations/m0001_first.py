"""Store version 1: children, people, sources, events, disagreements, exports, history.

Dates are ISO 8601 text (sortable), identifiers 32 hexadecimal digits of a UUIDv7, lists and typed details JSON text.
"""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE migration (
        number INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, applied_at TEXT NOT NULL, program TEXT NOT NULL)""",
    """CREATE TABLE child (
        id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, birth TEXT, unborn BOOLEAN NOT NULL, sex TEXT NOT NULL,
        gestation TEXT NOT NULL, nhs_number TEXT NOT NULL, reference TEXT NOT NULL, family_group TEXT NOT NULL,
        household TEXT NOT NULL, conditions TEXT NOT NULL, vulnerabilities TEXT NOT NULL, household_risks TEXT NOT NULL,
        statuses TEXT NOT NULL, lead_professional TEXT NOT NULL, parental_responsibility TEXT NOT NULL, father TEXT NOT NULL,
        marking TEXT NOT NULL, sharing_basis TEXT NOT NULL, state TEXT NOT NULL)""",
    """CREATE TABLE person (
        id TEXT PRIMARY KEY NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL, role TEXT NOT NULL, agency TEXT NOT NULL,
        relations TEXT NOT NULL, third_party BOOLEAN NOT NULL, pseudonym TEXT NOT NULL, notes TEXT NOT NULL)""",
    """CREATE TABLE source (
        id TEXT PRIMARY KEY NOT NULL, title TEXT NOT NULL, folded TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
        agency TEXT NOT NULL, reference TEXT NOT NULL, dated TEXT NOT NULL, checked BOOLEAN NOT NULL,
        available BOOLEAN NOT NULL, notes TEXT NOT NULL)""",
    """CREATE TABLE event (
        id TEXT PRIMARY KEY NOT NULL, when_text TEXT NOT NULL, qualifier TEXT NOT NULL, "precision" TEXT NOT NULL,
        earliest TEXT, latest TEXT, day_order INTEGER NOT NULL, remarks TEXT NOT NULL, "at" TEXT,
        kind TEXT NOT NULL, area TEXT NOT NULL, service TEXT NOT NULL, place TEXT NOT NULL, summary TEXT NOT NULL,
        quote TEXT NOT NULL, source_id TEXT NOT NULL REFERENCES source (id), page TEXT NOT NULL, basis TEXT NOT NULL,
        professional TEXT NOT NULL, brought_by TEXT NOT NULL, present TEXT NOT NULL, people TEXT NOT NULL,
        child_seen TEXT NOT NULL, child_voice TEXT NOT NULL, impact TEXT NOT NULL, impact_note TEXT NOT NULL,
        action TEXT NOT NULL,
        family_response TEXT NOT NULL, response_note TEXT NOT NULL, severity INTEGER NOT NULL, likelihood INTEGER NOT NULL,
        details TEXT NOT NULL, "key" BOOLEAN NOT NULL, presentation TEXT NOT NULL, handling TEXT NOT NULL, planned TEXT NOT NULL,
        notes TEXT NOT NULL)""",
    """CREATE TABLE event_child (
        event_id TEXT NOT NULL REFERENCES event (id), child_id TEXT NOT NULL REFERENCES child (id), position INTEGER NOT NULL,
        PRIMARY KEY (event_id, child_id))""",
    "CREATE INDEX event_child_by_child ON event_child (child_id)",
    "CREATE INDEX event_by_source ON event (source_id)",
    """CREATE TABLE disagreement (
        id TEXT PRIMARY KEY NOT NULL, child_id TEXT NOT NULL REFERENCES child (id), with_whom TEXT NOT NULL, about TEXT NOT NULL,
        stage TEXT NOT NULL, raised TEXT NOT NULL, settled TEXT NOT NULL, outcome TEXT NOT NULL)""",
    """CREATE TABLE export_record (
        id TEXT PRIMARY KEY NOT NULL, child_id TEXT NOT NULL REFERENCES child (id), made TEXT NOT NULL, file TEXT NOT NULL,
        pack TEXT NOT NULL, as_of TEXT NOT NULL, entries INTEGER NOT NULL, withheld INTEGER NOT NULL, recipient TEXT NOT NULL,
        purpose TEXT NOT NULL, basis TEXT NOT NULL, redaction TEXT NOT NULL, head TEXT NOT NULL, digest TEXT NOT NULL)""",
    """CREATE TABLE history (
        number INTEGER PRIMARY KEY NOT NULL, change TEXT NOT NULL, "at" TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
        record TEXT NOT NULL, record_id TEXT NOT NULL, before TEXT, after TEXT, digest TEXT NOT NULL)""",
    "CREATE INDEX history_by_record ON history (record_id)",
)
