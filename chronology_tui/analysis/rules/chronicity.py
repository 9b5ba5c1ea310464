"""Chronicity: in how many of the last 12 months there was a concern, and how long, how wide and how often it came back.

Counted: calendar months, up to the month of the day looked back from, in which an entry rated low or worse surely falls. Span,
areas of health, longest time without a concern, the periods of childhood touched and concerns after a closure stand beside it and
do not change the level.

**Level**: *note* from 3 months, *consider* from 6, *strong* from 9 months with a concern of moderate severity or worse.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from chronology_tui.analysis.concerns import (
    MONTHS_BACK,
    NOT_RATED,
    RATE,
    SAME_ENTRIES,
    Concerns,
    Extent,
    Months,
    concern_months,
    read_concerns,
)
from chronology_tui.analysis.counted import Counted, found, not_assessable, not_found
from chronology_tui.analysis.finding import Finding, Level, Measure
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import CHRONIC_CONSIDER, CHRONIC_NOTE, CHRONIC_STRONG
from chronology_tui.analysis.policy import Policy
from chronology_tui.analysis.reach import Reach
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import joined, many, span_words, was
from chronology_tui.domain.kinds import Kind

PERIODS = ((0, "before birth"), (1, "under 1"), (5, "1 to 4"), (11, "5 to 10"), (16, "11 to 15"), (200, "16 and over"))
"""Periods of childhood, each by the age in years below which it ends; the first is before birth."""
_CLOSURES = (Kind.CASE_CLOSED, Kind.REFERRAL_CLOSED, Kind.STEPPED_DOWN)


@dataclass(frozen=True, slots=True)
class _Reading:
    """Months with a concern, and months with one of moderate severity or worse."""

    any: Months
    moderate: Months

    def level(self, policy: Policy, *, widest: bool) -> Level | None:
        """Return the level in one reading, or None below the threshold."""
        months, moderate = (m.widest if widest else m.surest for m in (self.any, self.moderate))
        if moderate >= policy.count(CHRONIC_STRONG):
            return Level.STRONG
        if months >= policy.count(CHRONIC_CONSIDER):
            return Level.CONSIDER
        return Level.NOTE if months >= policy.count(CHRONIC_NOTE) else None


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    concerns = context.once(read_concerns)
    if not concerns.rated:
        return (not_assessable(context, rule, f"{rule.name} cannot be assessed", NOT_RATED, (RATE,)),)
    reading = _Reading(
        concerns.course.months(context.as_of),
        concern_months((c.reach for c in concerns.moderate), context.as_of),
    )
    widest = reading.level(context.policy, widest=True)
    if widest is None:
        return (_not_found(context, rule, reading, concerns),)
    return (_found(context, rule, reading, widest, concerns),)


def _found(context: RuleContext, rule: Rule, reading: _Reading, widest: Level, concerns: Concerns) -> Finding:
    surest = reading.level(context.policy, widest=False)
    start = context.as_of.replace(day=1) + relativedelta(months=1 - MONTHS_BACK)
    evidence = tuple(c for c in concerns.all if c.reach.last >= start.toordinal())
    again, closures = _after_closure(context, concerns)
    extent = concerns.course.extent()
    measures: dict[str, Measure] = {
        "months_surest": reading.any.surest,
        "months_widest": reading.any.widest,
        "months": MONTHS_BACK,
        "moderate_months_surest": reading.moderate.surest,
        "moderate_months_widest": reading.moderate.widest,
        "entries": len(evidence),
        "record_concerns": len(concerns.all),
        "areas": len({c.event.area for c in evidence}),
        "longest_respite_days": extent.respite if extent else None,
        "span_days": extent.days if extent else None,
        "periods": len(_periods(context, concerns)),
        "closures": closures,
        "closures_followed_by_concern": again,
    }
    certain = surest is not None
    number = reading.any.surest if certain else reading.any.widest
    title = f"A concern in {'' if certain else 'up to '}{number:,} of the last {MONTHS_BACK} months"
    return found(
        context, rule, title, _explanation(context, reading, evidence, measures, concerns, extent, certain=certain), evidence,
        level_of(surest, widest), certain=certain, measures=measures, spanned=False,
        area=many(len({c.event.area for c in evidence}), "area"),
        out=(e for e in concerns.left_out if (context.chronology.event(e.event).when.latest or context.as_of) >= start),
    )  # fmt: skip


def _after_closure(context: RuleContext, concerns: Concerns) -> tuple[int, int]:
    """Return how many closures a concern surely follows, and how many closures there are."""
    closed = [Reach.of(e.when, context.as_of) for e in context.of_kinds(*_CLOSURES)]
    latest = max((c.reach.first for c in concerns.all if c.reach.sure), default=0)
    return sum(latest > reach.last for reach in closed), len(closed)


def _periods(context: RuleContext, concerns: Concerns) -> list[str]:
    """Return the periods of childhood in which a concern of the whole record surely falls."""
    birth = context.chronology.child.birth
    if birth is None:
        return []
    ends = [birthday(birth, below).toordinal() for below, _ in PERIODS[:-1]]
    found = {
        first
        for c in concerns.all
        if c.reach.sure and (first := bisect_right(ends, c.reach.first)) == bisect_right(ends, c.reach.last)
    }
    return [words for place, (_, words) in enumerate(PERIODS) if place in found]


def birthday(birth: date, years: int) -> date:
    """Return the first day of an age: the anniversary, for a birth on 29 February 1 March where there is none."""
    day = birth + relativedelta(years=years)
    return day if (day.month, day.day) == (birth.month, birth.day) else day + relativedelta(days=1)


def _explanation(
    context: RuleContext, reading: _Reading, evidence: Sequence[Counted], measures: dict[str, Measure], concerns: Concerns,
    extent: Extent | None, *, certain: bool,
) -> tuple[str, ...]:  # fmt: skip
    areas = sorted({c.event.area.label for c in evidence})
    respite, periods, again = (
        measures["longest_respite_days"],
        _periods(context, concerns),
        measures["closures_followed_by_concern"],
    )
    months = reading.any.surest if certain else reading.any.widest
    return (
        (
            f"An entry rated low or worse stands in {months:,} of the last {MONTHS_BACK} calendar months,"
            f" one rated moderate or worse in {reading.moderate.surest if certain else reading.moderate.widest:,}."
        ),
        f"These {was(len(evidence))} recorded in {many(len(areas), 'area')}: {joined(areas)}."
        if len(evidence) > 1
        else f"Area: {joined(areas)}.",
        f"Over the whole record, {many(len(concerns.all), 'entry', 'entries')} rated low or worse span"
        f" {span_words(date.fromordinal(extent.first), date.fromordinal(extent.last))}."
        if extent is not None and extent.days
        else "",
        f"The longest time without one is {many(respite, 'day')}." if isinstance(respite, int) else "",
        f"Ages at which there was a concern: {joined(periods)}." if periods else "",
        f"After {again:,} of {many(int(measures['closures'] or 0), 'closure or step-down', 'closures or steps down')} a concern"
        " was recorded again."
        if isinstance(again, int) and again
        else "",
        ""
        if certain
        else f"This depends on uncertain dates: in the surest reading it is {reading.any.surest:,} months, in the widest"
        f" {reading.any.widest:,}.",
        "How many months says nothing about how severe each concern was.",
        SAME_ENTRIES,
    )


def _not_found(context: RuleContext, rule: Rule, reading: _Reading, concerns: Concerns) -> Finding:
    stands = f"An entry rated low or worse stands in at most {reading.any.widest:,} of the last {MONTHS_BACK} calendar months"
    if not reading.any.widest:
        stands = f"No entry rated low or worse stands in the last {MONTHS_BACK} calendar months"
    words = (
        f"{stands}; the threshold is {context.policy.count(CHRONIC_NOTE):,}.",
        "Entries that are not rated cannot be counted.",
    )
    measures: dict[str, Measure] = {"months_widest": reading.any.widest, "record_concerns": len(concerns.all)}
    return not_found(context, rule, f"{rule.name}: below the threshold", words, measures)


RULE = Rule(
    id="chronicity",
    version=1,
    family="course",
    name="Concerns over many months",
    limits=(CHRONIC_NOTE, CHRONIC_CONSIDER, CHRONIC_STRONG),
    find=_find,
    alternatives=(
        "a long-term condition brings entries in most months whatever the family does",
        "one concern may have been written down many times by several services",
        "the ratings may have been given by one person, or at one time, and not looked at since",
    ),
    questions=(
        "What is daily life like for the child while this goes on?",
        "Which concern keeps coming back, and what was tried each time?",
        "What was different in the longest time without a concern?",
        "Where a case was closed, what had changed, and did it last?",
    ),
    considerations=(
        "look at the plan as a whole, not at each entry by itself",
        "ask those who close or step down what would show that change has lasted",
    ),
    sources=(
        "practice: chronicity is the span, the count, the months with a concern, the areas, the longest respite, and recurrence",
        "Dubowitz and others 1999: frequency and severity are kept apart",
        "the numbers of months are our choice, no published figure",
    ),
)
