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

from chronology_tui.analysis.appointments import Care, read_care
from chronology_tui.analysis.finding import Finding, Outcome
from chronology_tui.analysis.policy import Limit, Policy
from chronology_tui.domain.care_services import service_key
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event

_GP_SOURCE = re.compile(
    r"\bgp\b|\bgeneral practi|(?<!dental )(?<!day )\bsurgery\b|\bmedical (?:centre|practice)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class RuleContext:
    """What every rule reads. The indexes are built when first asked for, each in one pass over the entries."""

    chronology: Chronology
    policy: Policy
    as_of: date

    @classmethod
    def of(cls, chronology: Chronology, policy: Policy, as_of: date) -> RuleContext:
        """Return the context of the entries that may have happened on or before ``as_of``."""
        return cls(chronology.up_to(as_of), policy, as_of)

    @cached_property
    def by_kind(self) -> Mapping[Kind, tuple[Event, ...]]:
        """The entries of each kind, in order; kinds without entries are not there."""
        kinds: dict[Kind, list[Event]] = {}
        for event in self.chronology.events:
            kinds.setdefault(event.kind, []).append(event)
        return MappingProxyType({kind: tuple(events) for kind, events in kinds.items()})

    @cached_property
    def by_service(self) -> Mapping[str, tuple[Event, ...]]:
        """The entries of each service that is named, by what its names have in common."""
        keys: dict[str, str] = {}
        services: dict[str, list[Event]] = {}
        for event in self.chronology.events:
            if event.service:
                if event.service not in keys:
                    keys[event.service] = service_key(event.service)
                services.setdefault(keys[event.service], []).append(event)
        return MappingProxyType({key: tuple(events) for key, events in services.items()})

    @cached_property
    def care(self) -> Care:
        """The appointments, read once for all rules on attendance."""
        return read_care(self.chronology.events, self.chronology.child, self.as_of)

    @cached_property
    def only_gp_sources(self) -> bool:
        """Whether every source of these entries reads as a GP record, where missed appointments are rarely coded."""
        sources = self.chronology.sources
        used = {event.source for event in self.chronology.events}
        known = [sources[source] for source in used if source in sources]
        return bool(used) and len(known) == len(used) and all(_GP_SOURCE.search(f"{s.title} {s.agency}") for s in known)

    def of_kinds(self, *kinds: Kind) -> tuple[Event, ...]:
        """Return the entries of several kinds, in order of the chronology."""
        events = [event for kind in kinds for event in self.by_kind.get(kind, ())]
        return tuple(sorted(events, key=lambda event: event.sort_key))


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
