"""When a verdict on a finding still stands: only while the evidence is what it was when the verdict was given.

A review names the entries that the finding rested on, and keeps a fingerprint of what they said. Where either differs the finding
counts as open again, and the worker is asked to look again; the worker's own analysis is kept. The order of entries is no part
of it, and nor is anything about entries that are no evidence.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import day_words
from chronology_tui.domain.records import Event, FindingReview
from chronology_tui.domain.text import counted, fold
from chronology_tui.domain.vocabulary import Verdict


def evidence_digest(chronology: Chronology, evidence: Iterable[UUID]) -> str:
    """Return the fingerprint of what entries say, 64 hexadecimal digits (SHA-256).

    Everything that an entry says counts, with the title of its source. What does not count: in what order the entries come, which
    other children an entry is about, and which identifier its source has, since these can differ between two stores that hold
    the same record. A field at its default is left out, so that a field added by a later version changes no fingerprint.

    Raises:
        KeyError: an entry is not in the chronology.
    """
    said = sorted((str(event_id), _content(chronology.event(event_id), chronology)) for event_id in set(evidence))
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def _content(event: Event, chronology: Chronology) -> str:
    values: dict[str, Any] = event.model_dump(mode="json", exclude={"id", "children", "source"}, exclude_defaults=True)
    values["when"].pop("order", None)
    values["source"] = fold(chronology.sources[event.source].title)
    if event.details is not None:
        values["details"]["type"] = event.details.type
    return json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class EvidenceChange:
    """How the evidence differs from what it was: entries that came to it, entries that are none any more, or other words."""

    added: int = 0
    gone: int = 0
    edited: bool = False

    def __bool__(self) -> bool:
        return bool(self.added or self.gone or self.edited)

    @property
    def words(self) -> str:
        """The difference in words, such as "2 entries more, 1 entry fewer"; empty when there is none."""
        parts = [
            f"{counted(number, 'entry', 'entries')} {what}"
            for number, what in ((self.added, "more"), (self.gone, "fewer"))
            if number
        ]
        return ", ".join([*parts, *(["an entry was changed"] if self.edited else [])])


def evidence_change(review: FindingReview, chronology: Chronology, evidence: Iterable[UUID]) -> EvidenceChange:
    """Return how the ``evidence`` of a finding differs from that of its review.

    Where the same entries are its evidence, what they say is compared too.
    """
    now, then = frozenset(evidence), frozenset(review.evidence)
    if now != then:
        return EvidenceChange(len(now - then), len(then - now))
    return EvidenceChange(edited=evidence_digest(chronology, now) != review.digest)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a review says of a finding now.

    Attributes:
        review: as it was given.
        found: whether the finding is there at present; a review of one that is not is kept for when it comes back.
        change: how the evidence differs from what it was; nothing where the finding is not there.
        evidence: the entries that the finding rests on at present.
    """

    review: FindingReview
    found: bool = True
    change: EvidenceChange = EvidenceChange()
    evidence: tuple[UUID, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The verdict as it was given."""
        return self.review.verdict

    @property
    def reason(self) -> str:
        """The reason that was given with it."""
        return self.review.reason

    @property
    def analysis(self) -> str:
        """The worker's own analysis."""
        return self.review.analysis

    @property
    def when(self) -> datetime:
        """When the verdict was given, in UTC."""
        return self.review.made

    @property
    def by(self) -> str:
        """Who gave it."""
        return self.review.by

    @property
    def stale(self) -> bool:
        """Whether the verdict was given on other evidence, so that it does not stand any more."""
        return self.found and bool(self.change) and self.verdict is not Verdict.OPEN

    @property
    def standing(self) -> Verdict:
        """The verdict that stands: open again where the evidence has changed since."""
        return Verdict.OPEN if self.stale else self.verdict

    @property
    def dismissed(self) -> bool:
        """Whether the finding is dismissed, on the evidence as it is."""
        return self.found and self.standing is Verdict.DISMISSED

    @property
    def words(self) -> str:
        """The verdict in words without its reason, such as "accepted on 3 March 2026 by J. Field"."""
        if self.verdict is Verdict.OPEN:
            return "open"
        given = f"{self.verdict.value} on {day_words(self.when.date())}"
        if self.stale:
            return f"open again: {given} on other evidence ({self.change.words}), so look again"
        return f"{given} by {self.by}" if self.by else given
