"""Telling whether a candidate is already there: the same fact from the same source, word for word but for case and blanks."""

from __future__ import annotations

from collections.abc import Hashable

from chronology_tui.domain.dates import UncertainDate
from chronology_tui.domain.records import Event, MeasurementDetails
from chronology_tui.domain.text import fold


def fingerprint(event: Event, source: str) -> Hashable:
    """Return what two entries share exactly when one is a copy of the other.

    Two entries are copies when date, time, kind, service, words and source agree; ratings and analysis by the worker may differ,
    since they are often added after a first import.
    """
    measured = event.details.value if isinstance(event.details, MeasurementDetails) else None
    return (
        _date_key(event.when), event.at, event.kind, fold(event.service), fold(event.summary), fold(event.quote),
        fold(event.child_voice), fold(source), fold(event.page), measured,
    )  # fmt: skip


def _date_key(when: UncertainDate) -> Hashable:
    return (when.qualifier, when.precision, when.earliest, when.latest, fold(when.text) if when.is_undated else "")
