"""Redaction by recipient: who is named, what stands for a name that may not be, and every free text swept for names.

:func:`redact` gives the records that a pack is built from; :func:`redact_document` is the last net over what was built. What is
redacted is absent from the values, never covered.
"""

from chronology_tui.report.redaction.document import redact_document
from chronology_tui.report.redaction.levels import Redaction
from chronology_tui.report.redaction.outcome import Changed, LeftOut, LookAt, Redacted
from chronology_tui.report.redaction.redacting import redact
from chronology_tui.report.redaction.sweep import Doubt, Replaced, Sweep, Swept

__all__ = [
    "Changed", "Doubt", "LeftOut", "LookAt", "Redacted", "Redaction", "Replaced", "Sweep", "Swept", "redact", "redact_document",
]  # fmt: skip
