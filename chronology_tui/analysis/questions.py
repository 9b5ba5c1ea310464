"""The reflective questions that reviews ask of every chronology, each with the entries that bear on it.

A question is never answered here. The entries are found by what they record (kinds, ratings, fields) and by the evidence of the
patterns; where none bears on a question, that is said, since nothing recorded is itself an answer to think about.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chronology_tui.analysis.finding import Analysis, Finding, Level
from chronology_tui.analysis.quality.context import MISSED_CARE
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Child, Event
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.vocabulary import ChildSeen, FamilyResponse, Impact, VulnerabilityKind

BRADFORD = "Bradford: questions to ask of every chronology"
OXFORDSHIRE = "Oxfordshire: learning from reviews"
NOTHING_RECORDED = "Nothing recorded."


@dataclass(frozen=True, slots=True)
class Question:
    """One reflective question.

    Attributes:
        id: stable name, such as "daily-life".
        words: the question as a worker reads it.
        looked_at: which entries bear on it, in words that follow "Looked at:".
        source: whose question it is.
        bears: whether an entry bears on it by what it records.
        patterns: whether the evidence of a pattern that was found bears on it.
        asked_of: whether it is asked of this child.
    """

    id: str
    words: str
    looked_at: str
    source: str
    bears: Callable[[Event], bool]
    patterns: Callable[[Finding], bool] = lambda _: False
    asked_of: Callable[[Child], bool] = lambda _: True


@dataclass(frozen=True, slots=True)
class Reflection:
    """A question with the entries that bear on it, in the order of the chronology; none means that nothing is recorded."""

    question: Question
    events: tuple[UUID, ...]

    @property
    def recorded(self) -> str:
        """How much there is, in words: "Nothing recorded.", "1 entry", "12 entries"."""
        if not self.events:
            return NOTHING_RECORDED
        return "1 entry" if len(self.events) == 1 else f"{len(self.events):,} entries"


def reflect(chronology: Chronology, analysis: Analysis, as_of: date) -> tuple[Reflection, ...]:
    """Return the questions that are asked of the child, in order, each with the entries that bear on it.

    Args:
        chronology: all entries about the child; those that begin after ``as_of`` are not looked at.
        analysis: what the patterns say of it, as at the same day.
        as_of: the day looked back from.
    """
    events = chronology.up_to(as_of).events
    reflections = []
    for question in QUESTIONS:
        if question.asked_of(chronology.child):
            evidence = {event_id for finding in analysis.found if question.patterns(finding) for event_id in finding.evidence}
            bearing = tuple(event.id for event in events if event.id in evidence or question.bears(event))
            reflections.append(Reflection(question, bearing))
    return tuple(reflections)


_ENQUIRY = frozenset({Kind.STRATEGY_MEETING, Kind.CP_MEDICAL, Kind.CONFERENCE})
_PLANNING = frozenset(
    {
        Kind.AGREEMENT, Kind.PLAN_MADE, Kind.PLAN_REVIEWED, Kind.CIN_MEETING, Kind.CONFERENCE, Kind.DISCHARGE_PLANNING,
        Kind.CARE_PLAN_GIVEN, Kind.STEPPED_DOWN, Kind.CASE_CLOSED,
    }
)  # fmt: skip
_ENGAGEMENT_RULES = frozenset({"sustained-engagement", "was-not-brought", "cancelled-by-family", "discharged-not-seen"})


def _harm(event: Event) -> bool:
    grave = event.severity >= Severity.HIGH
    coming = event.severity >= Severity.MODERATE and event.likelihood >= Likelihood.LIKELY
    return grave or coming or event.kind in _ENQUIRY


def _daily_life(event: Event) -> bool:
    alone = event.child_seen in {ChildSeen.SEEN_ALONE, ChildSeen.SEEN_AND_SPOKEN_TO}
    return Area.VOICE in (event.area, event.kind.area) or bool(event.child_voice) or alone


def _impact(event: Event) -> bool:
    return event.impact is not Impact.UNKNOWN or bool(event.impact_note)


def _raised(event: Event) -> bool:
    responded = event.family_response is not FamilyResponse.UNKNOWN or bool(event.response_note)
    return event.kind in {Kind.CONCERN_RAISED, Kind.AGREEMENT} or (
        responded and (event.kind.area is Area.SAFEGUARDING or event.severity >= Severity.MODERATE)
    )


def _plan(event: Event) -> bool:
    return event.kind in _PLANNING or bool(event.planned) or Area.STRENGTH in (event.area, event.kind.area)


def _lasting(event: Event) -> bool:
    return event.kind in {Kind.ENGAGEMENT, Kind.SUPPORT_ACCEPTED} or (
        event.family_response is FamilyResponse.AGREED_NO_FOLLOW_THROUGH
    )


def _honest(event: Event) -> bool:
    return event.kind is Kind.CONCERN_RAISED or Area.STRENGTH in (event.area, event.kind.area) or event.impact is Impact.BENEFIT


def _would_it_do(event: Event) -> bool:
    return event.kind in MISSED_CARE or event.severity >= Severity.MODERATE or event.impact is Impact.HARM


def _disabled(child: Child) -> bool:
    """Whether the child's record speaks of a disability or a long-term condition, now or before."""
    kinds = {vulnerability.kind for vulnerability in child.vulnerabilities}
    asked = {VulnerabilityKind.DISABILITY, VulnerabilityKind.ONGOING_HEALTH_NEED, VulnerabilityKind.NON_VERBAL}
    return bool(child.conditions) or not kinds.isdisjoint(asked)


QUESTIONS: tuple[Question, ...] = (
    Question(
        "significant-harm",
        "Is the child at risk of significant harm?",
        "entries rated high or critical, or rated moderate with harm judged likely or happening; strategy meetings, child"
        " protection medicals and conferences; and the evidence of strong patterns",
        BRADFORD,
        _harm,
        lambda finding: finding.level is Level.STRONG,
    ),
    Question(
        "daily-life",
        "What is daily life like for the child?",
        "the child's words, wishes and observations, days in the life, and entries at which the child was spoken to or seen"
        " alone",
        BRADFORD,
        _daily_life,
    ),
    Question("impact", "What is the impact on the child?", "entries that say what they meant for the child", BRADFORD, _impact),
    Question(
        "concerns-raised",
        "How have concerns been raised with the family?",
        "concerns raised and agreements with the family, and how the family responded to meetings, plans and entries rated"
        " moderate or worse",
        BRADFORD,
        _raised,
    ),
    Question(
        "plan-and-difference",
        "What is the plan, and what difference is it making?",
        "agreements, plans, reviews and meetings on them, agreed actions, and strengths; and the evidence of patterns of actions"
        " left open",
        BRADFORD,
        _plan,
        lambda finding: finding.rule == "drift",
    ),
    Question(
        "engagement",
        "Does engagement last, or only around meetings?",
        "the evidence of patterns of attendance and engagement, help accepted, and what was agreed and did not happen",
        BRADFORD,
        _lasting,
        lambda finding: finding.family == "engagement" or finding.rule in _ENGAGEMENT_RULES,
    ),
    Question(
        "plain-and-honest",
        "Has the family been told in plain words and honestly what the concern is, and is what goes well seen?",
        "concerns raised with the family, strengths, and entries that did the child good",
        OXFORDSHIRE,
        _honest,
    ),
    Question(
        "disabled-child",
        "Would this be acceptable if the child were not disabled or ill?",
        "missed care, entries rated moderate or worse, and entries that harmed the child",
        OXFORDSHIRE,
        _would_it_do,
        asked_of=_disabled,
    ),
)
"""Every question, in the order in which they are asked."""
