"""Contact fading: no health professional has seen the child for longer than usual at that age, or contacts get rarer.

Counted: entries that show that a health professional saw the child (see :mod:`chronology_tui.analysis.contacts`). The time since
the last is compared with a limit for the child's age, and a shorter one where a long-term condition, an ongoing need or a
protection plan is recorded. Whether contacts get rarer is the Laplace trend over the days of contact in the last 24 months, up to
the day looked back from; it is looked at above 3 years of age only, since planned contacts thin out by themselves before.

**Level**: *consider* where the limit is passed; *note* where contacts get rarer only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from chronology_tui.analysis.contacts import contact, saw_the_child
from chronology_tui.analysis.counted import Counted, found, not_assessable, not_found
from chronology_tui.analysis.finding import Finding, Level, Measure
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import (
    FADING_CONTACTS,
    FADING_OLDER,
    FADING_ONGOING,
    FADING_SETTLED_YEARS,
    FADING_TREND,
    FADING_UNDER_1,
    FADING_UNDER_5,
    FADING_WINDOW_MONTHS,
    Limit,
)
from chronology_tui.analysis.reach import Reach
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.trend import median_gaps, trend_range
from chronology_tui.analysis.wording import day_words, many
from chronology_tui.domain.ages import age_on
from chronology_tui.domain.vocabulary import StatusKind, VulnerabilityKind

_NEEDS = frozenset({VulnerabilityKind.ONGOING_HEALTH_NEED, VulnerabilityKind.DISABILITY})


@dataclass(frozen=True, slots=True)
class _Fading:
    """What the contacts say.

    Attributes:
        contacts: all, in order. recent: the days of the window, one entry each, for the trend.
        limit, why: the limit for the child's age, and the words for whom it holds.
        unseen, maybe_unseen: whether the limit is passed in every reading, or in some.
        rarer, maybe_rarer: whether contacts get rarer in every reading, or in some.
    """

    contacts: tuple[Counted, ...]
    recent: tuple[Counted, ...]
    limit: Limit
    why: str
    unseen: bool
    maybe_unseen: bool
    rarer: bool
    maybe_rarer: bool


def _limit(context: RuleContext) -> tuple[Limit, str]:
    child, today = context.chronology.child, context.as_of
    if child.birth is not None and not child.unborn:
        years = age_on(child.birth, today).years
        if years < 1:
            return FADING_UNDER_1, "under 1 year"
        if years < 5:
            return FADING_UNDER_5, "of 1 to 4 years"
    need = bool(child.conditions) or any(v.kind in _NEEDS and v.active_on(today) for v in child.vulnerabilities)
    if need or child.status_on(today, StatusKind.PROTECTION_PLAN) is not None:
        return FADING_ONGOING, "with a long-term condition, an ongoing need or a protection plan"
    return FADING_OLDER, "of 5 years or more (or of unknown age)"


def _read(context: RuleContext, contacts: tuple[Counted, ...]) -> _Fading:
    policy, today = context.policy, context.as_of
    limit, why = _limit(context)
    cut = _back(today, policy.count(limit))
    recent = _recent(context, contacts)
    rarer, maybe_rarer = _rarer(context, recent)
    return _Fading(
        contacts,
        recent,
        limit,
        why,
        unseen=all(c.reach.last < cut for c in contacts),
        maybe_unseen=all((c.reach.last if c.reach.sure else c.reach.first) < cut for c in contacts),
        rarer=rarer,
        maybe_rarer=maybe_rarer,
    )


def _back(day: date, months: int) -> int:
    try:
        return (day - relativedelta(months=months)).toordinal()
    except (OverflowError, ValueError):  # the calendar begins with the year 1
        return 1


def _recent(context: RuleContext, contacts: Sequence[Counted]) -> tuple[Counted, ...]:
    """Return one entry for each day of contact in the window, above the age at which contacts are settled."""
    start = _back(context.as_of, context.policy.count(FADING_WINDOW_MONTHS))
    birth = context.chronology.child.birth
    if birth is not None:
        start = max(start, (birth + relativedelta(years=context.policy.count(FADING_SETTLED_YEARS))).toordinal())
    days: set[int] = set()
    kept = []
    for c in contacts:
        if (
            not c.reach.bounded
            or c.event.when.latest is None
            or c.reach.first < start
            or c.reach.last > context.as_of.toordinal()
        ):
            continue
        if c.reach.exact:
            if c.reach.first in days:
                continue
            days.add(c.reach.first)
        kept.append(c)
    return tuple(kept)


def _rarer(context: RuleContext, recent: Sequence[Counted]) -> tuple[bool, bool]:
    policy, today = context.policy, context.as_of.toordinal()
    now = Reach(today, today, sure=True, exact=True)
    limit, fewest = -policy.value(FADING_TREND), policy.count(FADING_CONTACTS)
    readings = [
        trend_range([*(c.reach for c in part), now])
        for part in ([c for c in recent if c.reach.sure], list(recent))
        if len(part) >= fewest
    ]
    certain = len(readings) == 2 and max(r.most for r in readings) < limit
    return certain, bool(readings) and min(r.least for r in readings) < limit


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    contacts = tuple(contact(e, context.as_of) for e in context.chronology.events if saw_the_child(e))
    if not any(c.reach.bounded for c in contacts):
        return (_not_assessable(context, rule, recorded=bool(contacts)),)
    fading = _read(context, contacts)
    if fading.maybe_unseen or fading.maybe_rarer:
        return (_found(context, rule, fading),)
    return (_not_found(context, rule, fading),)


def _found(context: RuleContext, rule: Rule, fading: _Fading) -> Finding:
    policy = context.policy
    certain = fading.unseen or fading.rarer
    last = _last(fading.contacts)
    told_unseen = fading.unseen or (fading.maybe_unseen and not fading.rarer)
    told_rarer = fading.rarer or (fading.maybe_rarer and not fading.unseen)
    latest = [c for c in fading.contacts if c.reach.last >= last] if last else list(fading.contacts)
    held = {c.event.id: c for c in (*(latest if told_unseen else ()), *(fading.recent if told_rarer else ()))}
    evidence = sorted(held.values(), key=lambda c: c.event.sort_key)
    gaps = median_gaps([*(c.reach.first for c in fading.recent), context.as_of.toordinal()]) if told_rarer else None
    since = f" since {day_words(date.fromordinal(last))}" if last else ", or none with a usable date"
    measures: dict[str, Measure] = {
        "contacts": len(fading.contacts),
        "days_since_last_contact": context.as_of.toordinal() - last if last else None,
        "limit_months": policy.count(fading.limit),
        "limit_passed": told_unseen,
        "recent_contacts": len(fading.recent),
        "rarer": told_rarer,
        "first_median_gap_days": gaps[0] if gaps else None,
        "last_median_gap_days": gaps[1] if gaps else None,
    }
    words = (
        (
            f"The last entry that shows the child seen by a health professional"
            f" {f'is of {day_words(date.fromordinal(last))}' if last else 'has no usable date'}."
        ),
        f"The limit for a child {fading.why} is {many(policy.count(fading.limit), 'month')}." if told_unseen else "",
        f"In the last {many(policy.count(FADING_WINDOW_MONTHS), 'month')} the middle gap between"
        f" {many(len(fading.recent), 'contact')} was {gaps[0]:g} days at first and {gaps[1]:g} days lately, up to this day."
        if gaps
        else "",
        (f"On record {many(len(fading.contacts), 'contact')} {'shows' if len(fading.contacts) == 1 else 'show'} the child seen."),
        "A record that was not kept up looks the same as contact that stopped: ask the services before reading it as either.",
        "" if certain else "This depends on uncertain dates.",
    )
    title = f"No health contact recorded{since}" if told_unseen else "Health contacts further and further apart"
    widest = Level.CONSIDER if fading.maybe_unseen else Level.NOTE
    surest = Level.CONSIDER if fading.unseen else Level.NOTE if fading.rarer else None
    loose = [c.event.id for c in fading.contacts if not c.reach.exact]
    return found(
        context, rule, title, words, evidence, level_of(surest, widest), certain=certain, measures=measures,
        area="Health contacts", also_uncertain=loose, spanned=False,
    )  # fmt: skip


def _last(contacts: Sequence[Counted]) -> int:
    """Return the last day of the sure contacts, failing those the first possible day of the others; 0 where none is dated."""
    sure = max((c.reach.last for c in contacts if c.reach.sure), default=0)
    return sure or max((c.reach.first for c in contacts if c.reach.bounded), default=0)


def _not_found(context: RuleContext, rule: Rule, fading: _Fading) -> Finding:
    last = _last(fading.contacts)
    words = (
        f"The child was last seen by a health professional on {day_words(date.fromordinal(last))}." if last else "",
        (
            f"The limit for a child {fading.why} is {many(context.policy.count(fading.limit), 'month')}; contacts do not clearly"
            " get further apart, or are too few to say."
        ),
    )
    measures: dict[str, Measure] = {
        "contacts": len(fading.contacts),
        "days_since_last_contact": context.as_of.toordinal() - last if last else None,
        "recent_contacts": len(fading.recent),
    }
    return not_found(context, rule, f"{rule.name}: below the threshold", words, measures)


def _not_assessable(context: RuleContext, rule: Rule, *, recorded: bool) -> Finding:
    if recorded:
        why = "Health contacts are recorded, and none of them has a usable date."
        missing = "when the child was seen: ask the services for the days of their contacts"
        return not_assessable(context, rule, f"{rule.name} cannot be assessed", why, (missing,))
    why = "No entry shows that a health professional saw the child, and the record does not show which services were asked."
    missing = "no health contacts are recorded: ask the GP, health visiting or school nursing, dentist and hospitals"
    return not_assessable(context, rule, f"{rule.name} cannot be assessed", why, (missing,))


RULE = Rule(
    id="contact-fading",
    version=1,
    family="engagement",
    name="Contact with health services fading",
    limits=(
        FADING_CONTACTS, FADING_TREND, FADING_WINDOW_MONTHS, FADING_SETTLED_YEARS, FADING_UNDER_1, FADING_UNDER_5, FADING_ONGOING,
        FADING_OLDER,
    ),
    find=_find,
    alternatives=(
        "the child may have been well, or an illness that brought many contacts may be over",
        "the child may have been seen by services whose records were not asked for, or after a move",
        "the record may not have been kept up to this day",
        "a service may have stopped offering appointments, or have a long waiting list",
    ),
    questions=(
        "Who has seen the child since, at school, at home or in another service?",
        "Which appointments or reviews were due in this time, and were they offered?",
        "What does the family say about how to reach the services?",
    ),
    considerations=(
        "ask the GP, school nursing or health visiting, and the dentist when they last saw the child",
        "ask school or nursery how the child is",
    ),
    sources=(
        "the limits by age are our choice, no published figure, wider than the planned reviews and dental recall (NICE CG19)",
        "Cox and Lewis 1966: the Laplace test of trend, here compared with a threshold and told as gaps in days",
    ),
)  # fmt: skip
