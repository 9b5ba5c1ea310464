"""What a rule is, and what every rule is given: one immutable context with the indexes that several rules share.

A rule holds its static words (questions, other explanations, what to consider, sources) and one pure function from the context to
findings. The context is built once per analysis and holds only entries that may have happened by the day looked back from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar, cast
from uuid import UUID

from chronology_tui.analysis.appointments import ATTENDING_KINDS, Care, read_care
from chronology_tui.analysis.finding import Finding, Outcome
from chronology_tui.analysis.limits import Limit
from chronology_tui.analysis.policy import Policy
from chronology_tui.domain.care_services import service_key
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Event
from chronology_tui.domain.vocabulary import FamilyResponse

_GP_SOURCE = re.compile(
    r"\bgp\b|\bgeneral practi|(?<!dental )(?<!day )\bsurgery\b|\bmedical (?:centre|practice)\b", re.IGNORECASE
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Index:
    """What one pass over the entries yields; entries are met once, since a large case does not fit a processor's cache."""

    by_kind: Mapping[Kind, tuple[Event, ...]]
    places: Mapping[Kind, tuple[int, ...]]
    by_service: Mapping[str, tuple[Event, ...]]
    attending: tuple[Event, ...]
    with_actions: tuple[Event, ...]
    sources: frozenset[UUID]
    areas: Mapping[Area, int]
    responses: Mapping[FamilyResponse, int]


@dataclass(frozen=True)
class RuleContext:
    """What every rule reads. The indexes are built when first asked for, in one pass over the entries."""

    chronology: Chronology
    policy: Policy
    as_of: date

    @classmethod
    def of(cls, chronology: Chronology, policy: Policy, as_of: date) -> RuleContext:
        """Return the context of the entries that may have happened on or before ``as_of``."""
        return cls(chronology.up_to(as_of), policy, as_of)

    @cached_property
    def _index(self) -> _Index:
        keys: dict[str, str] = {}
        kinds: dict[Kind, list[int]] = {}
        services: dict[str, list[Event]] = {}
        with_actions: list[Event] = []
        areas: dict[Area, int] = {}
        responses: dict[FamilyResponse, int] = {}
        sources: dict[int, UUID] = {}
        events = self.chronology.events
        for place, event in enumerate(events):
            kind, service, source = event.kind, event.service, event.source
            kinds.setdefault(kind, []).append(place)
            if service:
                if service not in keys:
                    keys[service] = service_key(service)
                services.setdefault(keys[service], []).append(event)
            areas[event.area] = areas.get(event.area, 0) + 1
            responses[event.family_response] = responses.get(event.family_response, 0) + 1
            if event.planned:
                with_actions.append(event)
            sources[source.int] = source
        return _Index(
            MappingProxyType({kind: tuple(map(events.__getitem__, places)) for kind, places in kinds.items()}),
            MappingProxyType({kind: tuple(places) for kind, places in kinds.items()}),
            MappingProxyType({key: tuple(named) for key, named in services.items()}),
            tuple(events[place] for place in sorted(place for kind in ATTENDING_KINDS for place in kinds.get(kind, ()))),
            tuple(with_actions),
            frozenset(sources.values()),
            MappingProxyType(areas),
            MappingProxyType(responses),
        )

    @property
    def by_kind(self) -> Mapping[Kind, tuple[Event, ...]]:
        """The entries of each kind, in order; kinds without entries are not there."""
        return self._index.by_kind

    @property
    def by_service(self) -> Mapping[str, tuple[Event, ...]]:
        """The entries of each service that is named, by what its names have in common."""
        return self._index.by_service

    @property
    def with_actions(self) -> tuple[Event, ...]:
        """The entries at which an action was agreed, in order."""
        return self._index.with_actions

    @property
    def areas(self) -> Mapping[Area, int]:
        """How many entries are of each area; areas without entries are not there."""
        return self._index.areas

    @property
    def responses(self) -> Mapping[FamilyResponse, int]:
        """How many entries record each response of the family; those that none records are not there."""
        return self._index.responses

    @property
    def sources(self) -> frozenset[UUID]:
        """The sources that report these entries."""
        return self._index.sources

    @cached_property
    def care(self) -> Care:
        """The appointments, read once for all rules on attendance."""
        return read_care(self._index.attending, self.chronology.child, self.as_of)

    @cached_property
    def only_gp_sources(self) -> bool:
        """Whether every source of these entries reads as a GP record, where missed appointments are rarely coded."""
        known = [self.chronology.sources[source] for source in self.sources if source in self.chronology.sources]
        return bool(known) and len(known) == len(self.sources) and all(_GP_SOURCE.search(f"{s.title} {s.agency}") for s in known)

    @cached_property
    def _read(self) -> dict[object, object]:
        return {}

    def once(self, read: Callable[[RuleContext], T]) -> T:
        """Return what ``read`` gives of this context, reading only once for all rules that ask with the same function."""
        if read not in self._read:
            self._read[read] = read(self)
        return cast("T", self._read[read])

    def of_kinds(self, *kinds: Kind) -> tuple[Event, ...]:
        """Return the entries of several kinds, in order of the chronology."""
        places = sorted(place for kind in dict.fromkeys(kinds) for place in self._index.places.get(kind, ()))
        return tuple(map(self.chronology.events.__getitem__, places))


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: static words and a pure function.

    Attributes:
        id: stable name, such as "was-not-brought".
        version: raised whenever the same entries may give another finding.
        family: the family of rules.
        name: what it looks for, in plain words that can start a sentence.
        limits: the thresholds that it applies.
        find: the function; it is given the context and the rule itself.
        alternatives, questions, considerations, sources: see :class:`Finding`.
    """

    id: str
    version: int
    family: str
    name: str
    limits: tuple[Limit, ...]
    find: Callable[[RuleContext, Rule], tuple[Finding, ...]]
    alternatives: tuple[str, ...]
    questions: tuple[str, ...]
    considerations: tuple[str, ...]
    sources: tuple[str, ...]

    def run(self, context: RuleContext) -> tuple[Finding, ...]:
        """Return what the rule says of the chronology, at least one finding."""
        return self.find(context, self)

    def finding(self, context: RuleContext, outcome: Outcome, title: str, explanation: str) -> Finding:
        """Return a finding with the rule's own words filled in; questions and explanations only where something was found."""
        base = Finding(
            rule=self.id, version=self.version, family=self.family, outcome=outcome, title=title, explanation=explanation,
            thresholds=context.policy.thresholds(self.limits), sources=self.sources,
        )  # fmt: skip
        if outcome is not Outcome.FOUND:
            return base
        return replace(base, alternatives=self.alternatives, questions=self.questions, considerations=self.considerations)
