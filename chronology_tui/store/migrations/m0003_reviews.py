"""Store version 3: the worker's verdicts on findings, at most one for each finding about a child."""

from __future__ import annotations

STATEMENTS = (
    """CREATE TABLE finding_review (
        id TEXT PRIMARY KEY NOT NULL, child_id TEXT NOT NULL REFERENCES child (id), finding TEXT NOT NULL, rule TEXT NOT NULL,
        subject TEXT NOT NULL, verdict TEXT NOT NULL, reason TEXT NOT NULL, analysis TEXT NOT NULL, evidence TEXT NOT NULL,
        digest TEXT NOT NULL, policy TEXT NOT NULL, as_of TEXT NOT NULL, made TEXT NOT NULL, "by" TEXT NOT NULL,
        UNIQUE (child_id, finding))""",
)
