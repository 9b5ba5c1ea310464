"""Where facts come from."""

from __future__ import annotations

from chronology_tui.domain.dates.value import UncertainDate
from chronology_tui.domain.records.base import KeptRecord, Text, Words
from chronology_tui.domain.vocabulary import SourceKind


class Source(KeptRecord):
    """Where a fact comes from. Every event names one.

    Attributes:
        id: UUIDv7.
        title: as it is cited, such as "Clinic letter".
        kind: what kind of document or contact.
        agency: who wrote it. reference: its own reference or file number.
        dated: the date on it.
        checked: whether the worker compared the entries with it.
        available: False for a source that was asked for and not seen: it counts as a gap.
        notes: anything else.
    """

    title: Words
    kind: SourceKind = SourceKind.OTHER
    agency: Text = ""
    reference: Text = ""
    dated: UncertainDate | None = None
    checked: bool = False
    available: bool = True
    notes: Text = ""
