"""Which entries a document lists: by its period, by what each entry is, and by what the sections name by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Literal
from uuid import UUID

from dateutil.relativedelta import relativedelta

from chronology_tui.analysis.finding import Finding
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Event
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.vocabulary import FamilyResponse, Handling, Impact
from chronology_tui.report.request import Numbering, ReportRequest

WITHHELD = frozenset({Handling.RESTRICTED, Handling.PRIVILEGED})
"""Entries with one of these marks never leave the recording agency without agreement; they are left out and counted."""

DECISIONS = frozenset({
    Kind.CONCERN_RAISED, Kind.AGREEMENT, Kind.REFERRAL, Kind.REFERRAL_CLOSED, Kind.STRATEGY_MEETING, Kind.CP_MEDICAL,
    Kind.CONFERENCE, Kind.PLAN_MADE, Kind.STEPPED_DOWN, Kind.CASE_CLOSED, Kind.ESCALATION, Kind.MISSING_EPISODE,
})  # fmt: skip
"""Steps of the safeguarding process that show what was decided; always significant."""

TRIALS = frozenset({
    Kind.CONCERN_RAISED, Kind.AGREEMENT, Kind.PLAN_MADE, Kind.PLAN_REVIEWED, Kind.CIN_MEETING, Kind.CONFERENCE,
    Kind.DISCHARGE_PLANNING, Kind.SUPPORT_ACCEPTED, Kind.CARE_PLAN_GIVEN,
})  # fmt: skip
"""What is tried with a family: concerns put to them, agreements, plans and meetings, support."""

TELLING = frozenset({
    FamilyResponse.ACCEPTED_WITH_DIFFICULTY, FamilyResponse.MINIMISED, FamilyResponse.DECLINED,
    FamilyResponse.AGREED_NO_FOLLOW_THROUGH,
})  # fmt: skip
"""Responses that are shown whatever the entry is."""

SERIOUS_SHOWN, QUOTES_SHOWN, TRIED_SHOWN, STRENGTHS_SHOWN = 2, 3, 8, 6
Picks = Literal["serious", "judged", "quotes", "tried", "strengths"]
"""What a case gathers for sections that name entries by themselves."""

PICKS: AbstractSet[Picks] = frozenset({"serious", "judged", "quotes", "tried", "strengths"})


def shareable(chronology: Chronology, marks: AbstractSet[Handling] = WITHHELD) -> Chronology:
    """Return the entries that bear none of the ``marks`` and so may be shared; numbers stay those of the whole.

    Analyse this view when the report is for somebody else: a finding that rests on a withheld entry is left out of the report.
    A source that only withheld entries rest on goes with them: its name alone may say what they are about.
    """
    return narrowed(chronology, lambda event: marks.isdisjoint(event.handling))


def narrowed(chronology: Chronology, keep: Callable[[Event], bool]) -> Chronology:
    """Return the entries that ``keep`` accepts, without the sources that only others rest on; numbers stay those of the whole."""
    kept = chronology.where(keep)
    if len(kept) == len(chronology):
        return chronology
    named = {event.source for event in kept.events}
    hidden = {event.source for event in chronology.events} - named
    sources = {ident: source for ident, source in chronology.sources.items() if ident not in hidden}
    return replace(kept, sources=MappingProxyType(sources))


def any_finding(_request: ReportRequest, _finding: Finding) -> bool:
    """Speak of every finding."""
    return True


def no_others(_request: ReportRequest, _chronology: Chronology) -> Iterable[UUID]:
    """Name no further entries."""
    return ()


@dataclass(frozen=True, slots=True)
class Selection:
    """Which entries a document lists.

    Attributes:
        start: the first day of the period, where the author names none.
        lists: which entries of the period are listed by themselves.
        findings: whether findings are shown, and the entries they name listed.
        withholds: whether restricted and privileged entries are left out.
        numbering: which numbers entries bear, where the author does not say.
        leaves_out: marks of further entries that are left out.
        speaks_of: which findings are shown, where findings are.
        picks: which of what is gathered is named, and so listed too, where findings are shown.
        names: further entries that sections name; those among the entries of the document are listed too.
        asks: the question whose answer must stand in the request as the strategy decision; empty for none.
    """

    start: Callable[[ReportRequest, Chronology], date]
    lists: Callable[[Event], bool]
    findings: bool = True
    withholds: bool = True
    numbering: Numbering = Numbering.RECORD
    leaves_out: frozenset[Handling] = frozenset()
    speaks_of: Callable[[ReportRequest, Finding], bool] = any_finding
    picks: AbstractSet[Picks] = PICKS
    names: Callable[[ReportRequest, Chronology], Iterable[UUID]] = no_others
    asks: str = ""

    @property
    def marks(self) -> AbstractSet[Handling]:
        """The marks of all entries that are left out."""
        return (WITHHELD if self.withholds else frozenset()) | self.leaves_out


def last_months(months: int) -> Callable[[ReportRequest, Chronology], date]:
    """Return a start of the period that many calendar months before the day of the report."""
    return lambda request, _: months_before(request.as_of, months)


TWO_YEARS = last_months(24)
"""The last two years plus key incidents (Public Law Outline practice)."""


def from_the_beginning(request: ReportRequest, chronology: Chronology) -> date:
    """Return the first day that any entry surely reaches back to, or the day of the report where no entry is dated."""
    days = (event.when.earliest or event.when.latest for event in chronology.events)
    return min((day for day in days if day), default=request.as_of)


def months_before(day: date, months: int) -> date:
    """Return the day that many calendar months before, or the first day of the calendar where there is none."""
    if day.year * 12 + day.month - months < 13:
        return date.min
    return day - relativedelta(months=months)


def is_significant(event: Event) -> bool:
    """Whether an entry is shown by itself: key, at least moderate, the child's voice, a strength, or a safeguarding decision."""
    return (
        event.key
        or event.severity >= Severity.MODERATE
        or bool(event.child_voice)
        or event.area in {Area.VOICE, Area.STRENGTH}
        or event.kind in DECISIONS
    )


def child_words(event: Event) -> str:
    """Return the child's own words: the field of that name, or the source's verbatim words where the entry is of them."""
    return event.child_voice or (event.quote if event.kind is Kind.CHILD_WORDS else "")


def _is_trial(event: Event) -> bool:
    """Whether the entry shows something that was tried with the family, or a response that says more than that they agreed."""
    return event.kind in TRIALS or event.family_response in TELLING or bool(event.response_note)


def _is_good(event: Event) -> bool:
    """Whether the entry records a strength, or something that did the child good."""
    return event.area is Area.STRENGTH or (event.impact is Impact.BENEFIT and event.severity <= Severity.NONE)


def _latest(events: Iterable[Event], count: int) -> tuple[Event, ...]:
    """Return the last ``count`` of events that come in order, latest first."""
    return tuple(list(events)[-count:][::-1])


def picked_from(events: tuple[Event, ...]) -> dict[Picks, tuple[Event, ...]]:
    """Return what sections name by itself, latest first."""
    dated = [event for event in events if not event.when.is_undated]
    return {
        "serious": _latest((e for e in dated if e.severity >= Severity.HIGH), SERIOUS_SHOWN),
        "judged": _latest((e for e in dated if e.likelihood.rated), 1),
        "quotes": _latest((e for e in events if child_words(e)), QUOTES_SHOWN),
        "tried": _latest((e for e in dated if _is_trial(e)), TRIED_SHOWN),
        "strengths": _latest((e for e in dated if _is_good(e)), STRENGTHS_SHOWN),
    }
