"""A finding as data: what a rule saw, in numbers and entry identifiers, with what was left out and what else could explain it.

A finding is a prompt for professional judgement, never a diagnosis and never proof. Its static words stand on the rule; what is
in the case stands in the fields. Screens, the command line and reports all read this one value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID


class Outcome(StrEnum):
    """What came of asking a rule's question."""

    FOUND = "found"
    """The threshold is met; the evidence is listed."""
    NOT_FOUND = "not_found"
    """What was recorded was looked at and the threshold is not met. Never reassurance."""
    NOT_ASSESSABLE = "not_assessable"
    """The record does not hold what the question needs; ``missing`` says what."""
    FAILED = "failed"
    """The rule itself failed; the other rules still ran."""


class Level(StrEnum):
    """How much weight a finding asks for, after NICE CG89's "consider" and "suspect"."""

    NOTE = "note"
    """Worth knowing; no concern by itself."""
    CONSIDER = "consider"
    """Unmet health need is one possible explanation."""
    STRONG = "strong"
    """A serious level of concern, not proof."""
    STRENGTH = "strength"
    """Something that goes well, shown with equal weight."""


class Certainty(StrEnum):
    """Whether the finding stands however the uncertain dates fall."""

    CERTAIN = "certain"
    """The finding is the same for every reading of the uncertain dates."""
    DEPENDS_ON_UNCERTAIN_DATES = "depends_on_uncertain_dates"
    """The threshold is met in the widest reading of uncertain dates and not in the surest."""


@dataclass(frozen=True, slots=True)
class Excluded:
    """An entry that a reader might expect in the count, and why it is not."""

    event: UUID
    why: str


@dataclass(frozen=True, slots=True)
class Threshold:
    """A threshold that was applied, with where it comes from ("common practice, no published figure" where none does)."""

    name: str
    value: float
    unit: str
    source: str

    @property
    def amount(self) -> str:
        """The value with its unit, such as "1 appointment", "12 months" or "0.5 of those offered"."""
        words = self.unit.split()
        if self.value == 1:
            counted = next((place for place, word in enumerate(words) if word.endswith("s") and not word.endswith("ss")), None)
            if counted is not None:
                word = words[counted]
                words[counted] = f"{word[:-3]}y" if word.endswith("ies") else word[:-1]
        return " ".join((f"{self.value:g}", *words))


@dataclass(frozen=True, slots=True)
class Badge:
    """A few words beside one entry that show its place in the pattern, such as "3rd in 6 months"."""

    event: UUID
    text: str


Measure = int | float | str | bool | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says of one subject.

    Attributes:
        rule, version: the rule's identifier and version.
        family: the family of rules, such as "attendance".
        subject: what within the rule it is about, such as a service ("Physiotherapy"); empty for the child as a whole.
        outcome, level: see the enumerations; ``level`` is None unless found.
        title: one line with numbers in it.
        detail: a second short line for a narrow panel, such as "physiotherapy · 10 months".
        explanation: plain sentences with numerator, denominator and window.
        evidence: entry identifiers in chronological order.
        excluded: entries left out, and why.
        measures: counts, denominators, spans and rates by name.
        thresholds: what was applied and its source.
        certainty, uncertain_events: whether the answer depends on uncertain dates, and on which entries.
        alternatives: other explanations to explore.
        questions: questions to ask.
        considerations: what to consider doing.
        sources: the published sources of the rule.
        missing: what the record lacks, when not assessable.
        badges: words beside single entries.
        start, end: the first and last day of the evidence, where dated.
    """

    rule: str
    version: int
    family: str
    outcome: Outcome
    title: str
    explanation: str
    subject: str = ""
    level: Level | None = None
    detail: str = ""
    evidence: tuple[UUID, ...] = ()
    excluded: tuple[Excluded, ...] = ()
    measures: Mapping[str, Measure] = field(default_factory=lambda: MappingProxyType({}))
    thresholds: tuple[Threshold, ...] = ()
    certainty: Certainty = Certainty.CERTAIN
    uncertain_events: tuple[UUID, ...] = ()
    alternatives: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    considerations: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    badges: tuple[Badge, ...] = ()
    start: date | None = None
    end: date | None = None

    @property
    def key(self) -> str:
        """Stable name of the finding within a case, for verdicts and links: rule and subject."""
        return f"{self.rule}:{self.subject.casefold()}" if self.subject else self.rule

    @property
    def found(self) -> bool:
        """Whether the threshold is met."""
        return self.outcome is Outcome.FOUND


@dataclass(frozen=True, slots=True)
class AreaSummary:
    """Extent, pattern and severity of one area of health; areas are never added together.

    Attributes:
        area: code of the area.
        label: its words.
        entries: how many entries.
        concerns: entries of severity low or worse.
        highest: word of the highest severity rated, or "not rated".
        by_severity: number of entries at each severity word.
        first, last: first and last day of the dated entries.
        sources, agencies, offered, missed, share_missed, span_days, concern_months, longest_respite_days, trend, latest_concern,
        latest_severity, open_concerns, open_by_likelihood: as in :class:`Summary`, of this area alone.
    """

    area: str
    label: str
    entries: int
    concerns: int
    highest: str
    by_severity: Mapping[str, int]
    first: date | None
    last: date | None
    sources: int = 0
    agencies: int = 0
    offered: int | None = None
    missed: int | None = None
    share_missed: float | None = None
    span_days: int | None = None
    concern_months: int = 0
    longest_respite_days: int | None = None
    trend: str = ""
    latest_concern: date | None = None
    latest_severity: str = ""
    open_concerns: int = 0
    open_by_likelihood: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Summary:
    """Extent, pattern and severity of the whole, as words and as numbers; severity, likelihood and frequency stay apart.

    Attributes:
        extent: one line, such as "7 areas · 5 sources".
        pattern: one line, such as "9 of the last 12 months".
        severity: one line, such as "critical once, high 6 times".
        areas_touched: areas with at least one concern.
        sources: number of sources that report entries.
        services: number of services named.
        offered, missed: appointments offered and missed, or None when none are recorded.
        entries, undated: number of entries, and of those without a date.
        concern_months: months with a concern in the last 12 up to the as-at day.
        longest_respite_days: longest run of days without a concern between two concerns, or None.
        span_days: days from the first to the last concern, or None.
        by_severity: number of entries at each severity word, "not rated" included.
        highest: word of the highest severity rated.
        latest_high: day of the latest entry of high or critical severity, or None.
        areas: the same by area, in the order of the vocabulary.
        agencies: number of agencies that the sources of these entries name.
        share_missed: missed of offered care, from 0 to 1, or None where none was offered.
        concerns: entries rated low or worse that count as concerns.
        trend: whether days with a concern come closer together, in words; empty with no concern.
        latest_concern: the latest day on which a concern may have been, or None where none has a day.
        latest_severity: word of the severity rated then, the worst of that day; empty with no such day.
        open_concerns: concerns that are open: an action agreed at the entry is not done, or none was agreed and the entry may lie
            in the last 12 months.
        open_by_likelihood: number of open concerns at each likelihood word, the most likely first, "not rated" included.
    """

    extent: str
    pattern: str
    severity: str
    areas_touched: int
    sources: int
    services: int
    offered: int | None
    missed: int | None
    entries: int
    undated: int
    concern_months: int
    longest_respite_days: int | None
    span_days: int | None
    by_severity: Mapping[str, int]
    highest: str
    latest_high: date | None
    areas: tuple[AreaSummary, ...]
    agencies: int = 0
    share_missed: float | None = None
    concerns: int = 0
    trend: str = ""
    latest_concern: date | None = None
    latest_severity: str = ""
    open_concerns: int = 0
    open_by_likelihood: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that the rules say of one chronology as at one day, in a fixed order: strongest first, then strengths, then the rest.

    Attributes:
        as_of: the day the analysis looks back from.
        policy: name and version of the policy that set the thresholds.
        summary: extent, pattern, severity.
        findings: every finding of every outcome.
    """

    as_of: date
    policy: str
    summary: Summary
    findings: tuple[Finding, ...]

    @property
    def found(self) -> tuple[Finding, ...]:
        """The findings whose threshold is met."""
        return tuple(f for f in self.findings if f.found)

    def of(self, outcome: Outcome) -> tuple[Finding, ...]:
        """The findings with that outcome."""
        return tuple(f for f in self.findings if f.outcome is outcome)

    @property
    def badges(self) -> Mapping[UUID, str]:
        """The words beside entries; where two findings mark one entry, the first (strongest) finding's words."""
        badges: dict[UUID, str] = {}
        for finding in self.findings:
            for badge in finding.badges:
                badges.setdefault(badge.event, badge.text)
        return MappingProxyType(badges)
