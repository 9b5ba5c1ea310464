"""Escalation: days with moderate harm or worse come closer together, and whether the harm gets worse as well.

Counted: days with at least one concern of moderate severity or worse (entries of one certain day are one, a stay counts by its
first day). The trend is the Laplace test over the days between the first and the last of them: it says "closer together" when the
gaps shorten, whatever their number. Entries that cannot be placed (undated, "before", "after") are left out and named.

A record gets denser when people look more closely, most of all after a referral, so that caveat is always printed, and the level
is never above *consider*; it is *note* where nothing followed for a long time, or where the answer depends on uncertain dates.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median_low

from chronology_tui.analysis.concerns import (
    NOT_RATED,
    RATE,
    SAME_ENTRIES,
    SURVEILLANCE,
    Concerns,
    Occasion,
    occasions,
    placeable,
    read_concerns,
)
from chronology_tui.analysis.counted import found, not_assessable, not_found, when_words
from chronology_tui.analysis.finding import Excluded, Finding, Level, Measure
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import ESCALATION_EVENTS, ESCALATION_QUIET_MONTHS, ESCALATION_TREND
from chronology_tui.analysis.reach import window_end
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.trend import TrendRange, laplace, median_gaps, trend_range
from chronology_tui.analysis.wording import day_words, many
from chronology_tui.domain.scales import Severity

NOT_PLACED = "no day, or an open date: it cannot be placed in a trend"


@dataclass(frozen=True, slots=True)
class _Course:
    """The days of moderate harm or worse in order, and their trend in both readings (None with too few)."""

    placed: tuple[Occasion, ...]
    out: tuple[Excluded, ...]
    surest: TrendRange | None
    widest: TrendRange | None

    def certain(self, limit: float) -> bool:
        """Whether they come closer together in every reading that was tried, doubted dates counted and not."""
        return self.surest is not None and self.widest is not None and min(self.surest.least, self.widest.least) > limit

    def possible(self, limit: float) -> bool:
        """Whether they come closer together in some reading."""
        return max((reading.most for reading in (self.surest, self.widest) if reading is not None), default=0.0) > limit


def _course(context: RuleContext, concerns: Concerns) -> _Course:
    every_day = occasions(concerns.moderate)
    placed = tuple(o for o in every_day if placeable(o.entries[0]))
    out = [Excluded(c.event.id, NOT_PLACED) for o in every_day if not placeable(o.entries[0]) for c in o.entries]
    out += [item for item in concerns.left_out if context.chronology.event(item.event).severity >= Severity.MODERATE]
    sure = [o.reach for o in placed if o.reach.sure]
    every = [o.reach for o in placed]
    fewest = context.policy.count(ESCALATION_EVENTS)
    return _Course(
        tuple(sorted(placed, key=lambda o: (o.reach.first, o.reach.last))),
        tuple(out),
        trend_range(sure) if len(sure) >= fewest else None,
        trend_range(every) if len(every) >= fewest else None,
    )


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    concerns = context.once(read_concerns)
    if not concerns.rated:
        return (not_assessable(context, rule, f"{rule.name} cannot be assessed", NOT_RATED, (RATE,)),)
    course = _course(context, concerns)
    if course.possible(context.policy.value(ESCALATION_TREND)):
        return (_found(context, rule, course),)
    return (_not_found(context, rule, course),)


def _halves(placed: Sequence[Occasion]) -> tuple[Severity, Severity]:
    """Return the middle severity of the earlier and of the later half; the one in the middle of an odd number is in neither."""
    half = len(placed) // 2
    return median_low(o.severity for o in placed[:half]), median_low(o.severity for o in placed[-half:])


def _found(context: RuleContext, rule: Rule, course: _Course) -> Finding:
    policy = context.policy
    certain = course.certain(policy.value(ESCALATION_TREND))
    evidence = tuple(sorted((c for o in course.placed for c in o.entries), key=lambda c: c.event.sort_key))
    days = [o.reach.first for o in course.placed]
    gaps = median_gaps(days)
    first_gap, last_gap = gaps if gaps is not None else (0.0, 0.0)
    earlier, later = _halves(course.placed)
    last = max(o.reach.last for o in course.placed)
    quiet = context.as_of.toordinal() > window_end(last, policy.count(ESCALATION_QUIET_MONTHS))
    measures: dict[str, Measure] = {
        "days": len(course.placed),
        "entries": len(evidence),
        "first_median_gap_days": first_gap,
        "last_median_gap_days": last_gap,
        "trend": round(laplace(days), 3),
        "severity_earlier_half": earlier.word,
        "severity_later_half": later.word,
        "severity_rising": later > earlier,
        "days_since_last": context.as_of.toordinal() - last,
        "not_placed": sum(item.why == NOT_PLACED for item in course.out),
        "uncertain_dates": sum(not c.reach.exact for c in evidence),
    }
    rising = f"The middle severity rose from {earlier.word} in the earlier half to {later.word} in the later half."
    level = f"The middle severity was {earlier.word} in the earlier half, {later.word} in the later half: it did not rise."
    words = (
        (
            f"{many(len(days), 'day')} with an entry rated moderate or worse {when_words(evidence)} come closer together: the"
            f" middle gap between them was {_days(first_gap)} in the earlier half and {_days(last_gap)} in the later half."
        ),
        rising if later > earlier else level,
        _since(context, last),
        SURVEILLANCE,
        SAME_ENTRIES,
        "" if certain else "Whether they come closer together depends on uncertain dates.",
        f"{many(int(measures['not_placed'] or 0), 'entry', 'entries')} could not be placed in time."
        if measures["not_placed"]
        else "",
    )
    title = f"Gaps between concerns: {_days(first_gap)} at first, {_days(last_gap)} later"
    most = Level.NOTE if quiet else Level.CONSIDER
    return found(
        context, rule, title, words, evidence, level_of(most if certain else None, most), certain=certain, measures=measures,
        out=course.out, area="Course", spanned=False,
    )  # fmt: skip


def _since(context: RuleContext, last: int) -> str:
    day = date.fromordinal(last)
    if day >= context.as_of:
        return ""
    return f"No further one is recorded after {day_words(day)}."


def _days(gap: float) -> str:
    return f"{gap:g} day" if gap == 1 else f"{gap:,g} days"


def _not_found(context: RuleContext, rule: Rule, course: _Course) -> Finding:
    fewest = context.policy.count(ESCALATION_EVENTS)
    number = len(course.placed)
    words = (
        f"{many(number, 'day')} with an entry rated moderate or worse {'is' if number == 1 else 'are'} recorded with a date"
        + (
            f"; at least {fewest:,} are needed to speak of a trend." if number < fewest else "; they do not come closer together."
        ),
        "Entries that are not rated cannot be counted.",
    )
    measures: dict[str, Measure] = {"days": number, "not_placed": sum(e.why == NOT_PLACED for e in course.out)}
    return not_found(context, rule, f"{rule.name}: not found", words, measures, course.out)


RULE = Rule(
    id="escalation",
    version=1,
    family="course",
    name="Gaps between concerns getting shorter",
    limits=(ESCALATION_EVENTS, ESCALATION_TREND, ESCALATION_QUIET_MONTHS),
    find=_find,
    alternatives=(
        "people may have looked or written down more after a referral, a meeting or a new worker",
        "a long-term condition may have got worse by itself",
        "one illness or one change in the family may have brought several entries",
        "the earlier part of the record may be incomplete",
    ),
    questions=(
        "What changed in the child's life or care when the gaps became shorter?",
        "Were there more sources of information from then on, or more harm?",
        "What was done after each, and what difference did it make?",
    ),
    considerations=(
        "ask for the records of the earlier time before reading this as a change",
        "look at the plan again with those who know the child, and with the family",
    ),
    sources=(
        "Cox and Lewis 1966: the Laplace test of trend, here compared with a threshold and told as gaps in days",
        "practice: recording gets denser after a referral, so an apparent escalation may be surveillance",
    ),
)
