"""What the quality check is given, and what several checks read: texts by column, dated entries, appointments."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType
from uuid import UUID

from chronology_tui.analysis.finding import Analysis
from chronology_tui.analysis.own_choice import own_refusal
from chronology_tui.analysis.policy import DEFAULT_POLICY, Policy
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Child, Event, Person

MISSED_CARE = frozenset(
    {
        Kind.WAS_NOT_BROUGHT, Kind.LATE_NOT_SEEN, Kind.NO_ACCESS, Kind.ANTENATAL_MISSED, Kind.REVIEW_MISSED,
        Kind.IMMUNISATION_MISSED, Kind.MEDICINE_REVIEW_MISSED, Kind.DISCHARGED_NON_ATTENDANCE,
    }
)  # fmt: skip
"""Kinds that tell of care that did not take place, of which a reader asks what was done next."""

OWN_WORDS = ("summary", "impact_note", "action", "response_note", "notes")
"""Columns that hold the worker's own words; a quote and the child's words are somebody else's."""

_QUOTE_MARK = re.compile("[“\"‘']")
_QUOTED = re.compile(r"“[^”\n]*”|\"[^\"\n]*\"|‘[^‘\n]{0,500}?’(?!\w)|(?<!\w)'[^'\n]{0,500}'(?!\w)")


@dataclass(frozen=True, slots=True)
class PageCap:
    """The most pages that a pack may have.

    Attributes:
        pack: what the pack is called, such as "court pack".
        pages: its cap, such as 10 sides (Practice Direction 27A as in force from 2018 to 2026).
        entries: the entries that it prints; None for all.
    """

    pack: str
    pages: int
    entries: frozenset[UUID] | None = None


@dataclass(frozen=True)
class QualityCase:
    """Everything that the check reads.

    Attributes:
        chronology: all entries about the child, those after ``as_of`` included.
        analysis: what the patterns say of it, for dates on which they depend.
        as_of: today: later days are in the future.
        people: the people on record around the child.
        other_children: names of the other children of the store, which are nobody's misspelling.
        glossary: short forms that packs explain, with their meaning.
        policy: the thresholds in force.
        page_caps: the packs whose length is looked at.
    """

    chronology: Chronology
    analysis: Analysis
    as_of: date
    people: tuple[Person, ...] = ()
    other_children: tuple[str, ...] = ()
    glossary: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    policy: Policy = DEFAULT_POLICY
    page_caps: tuple[PageCap, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnText:
    """One text of the worker's own words.

    Attributes:
        event: whose text it is.
        column: the field.
        text: as it stands.
    """

    event: Event
    column: str
    text: str

    @property
    def unquoted(self) -> str:
        """The text with every letter inside quotation marks blotted out, of the same length."""
        if _QUOTE_MARK.search(self.text) is None:
            return self.text
        return _QUOTED.sub(lambda quoted: "\x00" * len(quoted[0]), self.text)


@dataclass(frozen=True)
class QualityContext:
    """A case with the indexes that several checks share, each built when first asked for."""

    case: QualityCase

    @property
    def chronology(self) -> Chronology:
        """All entries about the child."""
        return self.case.chronology

    @property
    def events(self) -> tuple[Event, ...]:
        """The entries in order."""
        return self.case.chronology.events

    @cached_property
    def own_texts(self) -> tuple[OwnText, ...]:
        """The worker's own words, by entry and then by column."""
        return tuple(self._own_texts())

    def _own_texts(self) -> Iterator[OwnText]:
        for event in self.events:
            if event.summary:
                yield OwnText(event, "summary", event.summary)
            if event.impact_note:
                yield OwnText(event, "impact_note", event.impact_note)
            if event.action:
                yield OwnText(event, "action", event.action)
            if event.response_note:
                yield OwnText(event, "response_note", event.response_note)
            if event.notes:
                yield OwnText(event, "notes", event.notes)

    @cached_property
    def corpus(self) -> str:
        """All own words in one text, a line each: one search over it is far faster than one over each entry."""
        return "\n".join(text.text for text in self.own_texts)

    @cached_property
    def unquoted_corpus(self) -> str:
        """The corpus with every letter inside quotation marks blotted out: the same places, without somebody else's words."""
        return "\n".join(text.unquoted for text in self.own_texts)

    def text_at(self, place: int) -> OwnText:
        """Return the own text in which a place of the corpus lies."""
        return self.own_texts[bisect_right(self._starts, place) - 1]

    def texts_with(self, *stems: str) -> Iterator[OwnText]:
        """Yield the own texts that hold one of ``stems``, which are in lower case; letters of any case are found."""
        lower, starts = self._lower_corpus, self._starts
        found: set[int] = set()
        for stem in stems:
            place = lower.find(stem)
            while place >= 0:
                text = bisect_right(starts, place)
                found.add(text - 1)
                place = lower.find(stem, starts[text]) if text < len(starts) else -1
        return (self.own_texts[text] for text in sorted(found))

    @cached_property
    def _starts(self) -> list[int]:
        """Where each own text begins in the corpus."""
        return [0, *accumulate(len(text.text) + 1 for text in self.own_texts[:-1])]

    @cached_property
    def _lower_corpus(self) -> str:
        # The one letter that is longer in lower case than it was would move all places behind it.
        return self.corpus.replace("\u0130", "I").lower()

    @cached_property
    def certain_days(self) -> tuple[tuple[Event, ...], ...]:
        """The entries of each certain day that has several, by day."""
        days: dict[date, list[Event]] = {}
        for event in self.events:
            when = event.when
            if when.earliest is not None and when.earliest == when.latest and when.is_certain_day:
                days.setdefault(when.earliest, []).append(event)
        return tuple(tuple(day) for day in days.values() if len(day) > 1)

    @cached_property
    def stretches(self) -> tuple[tuple[date, date, UUID], ...]:
        """First and last possible day up to today of the dated entries, in order; of "before" and "after" the day given."""
        found = []
        for event in self.events:
            first, last = event.when.earliest or event.when.latest, event.when.latest or event.when.earliest
            if first is not None and last is not None and first <= self.case.as_of:
                found.append((first, min(last, self.case.as_of), event.id))
        return tuple(sorted(found))


def own_choice(event: Event, child: Child) -> bool:
    """Whether what was missed or declined was the child's or young person's own to keep or to decide."""
    return event.kind is Kind.DECLINED_BY_YOUNG_PERSON or own_refusal(event, child)
