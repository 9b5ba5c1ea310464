"""Delayed presentation: care sought later than the child's condition or earlier advice called for.

Counted: entries recorded as a delay in seeking care; and urgent care where the time from onset to care is longer than advice that
the record holds. Such advice is an entry "advice given" or "care plan given" before the onset that names the same condition and a
time ("same day", "within 48 hours", "straight away"); the latest such advice holds. Without it a time from onset to care is named
beside the count and decides nothing, since most illnesses rightly wait. A delay recorded on the day of an urgent contact that is
late is the same delay. A young person's own choice and possible duplicates never count.

**Level**: *note*; *consider* from 2 in 12 months.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chronology_tui.analysis.attendance import placed_badges
from chronology_tui.analysis.conditions import condition_of, recognise_condition
from chronology_tui.analysis.counted import DUPLICATE, Counted, depends, found, not_assessable, not_found, read_once, when_words
from chronology_tui.analysis.finding import Badge, Excluded, Finding, Level, Measure
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import DELAY_CONSIDER, DELAY_SINGLE, DELAY_WINDOW_MONTHS
from chronology_tui.analysis.own_choice import OWN_CHOICE, own_refusal
from chronology_tui.analysis.reach import Density, Reach, density
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import many, times
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import AdmissionDetails, Event, UrgentCareDetails
from chronology_tui.domain.text import fold

NO_ADVICE = "the time from onset to care is known, but no advice that names this condition and a time is recorded before it"
IN_TIME = "care was sought within the time that was advised"
_URGENT = tuple(
    kind for kind in Kind if kind.area is Area.URGENT_CARE and kind not in {Kind.DISCHARGE, Kind.DISCHARGE_AGAINST_ADVICE}
)
_RECORDS = (*_URGENT, Kind.GP_CONTACT, Kind.URGENT_DENTAL)
_AT_ONCE = re.compile(r"(?<!\w)(?:straight ?away|at once|immediately|call 999|dial 999|same day)(?!\w)")
_WITHIN = re.compile(r"(?<!\w)within (?:(?P<n>\d{1,2}|a|one|two|three) )?(?P<unit>hours?|days?|weeks?)(?!\w)")
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3}
_HOURS = {"hour": 1, "day": 24, "week": 168}


@dataclass(frozen=True, slots=True)
class _Late:
    """An urgent contact later than advised: days from onset to care (fewest, most), the days advised, and the advice."""

    fewest: int
    most: int
    advised: int
    advice: Event


def advised_days(words: str) -> int | None:
    """Return the whole days within which advice says to seek care, nought for "the same day", or None when it gives no one time.

    Hours are rounded up to days, in favour of the family.
    """
    folded = fold(words)
    found_days = {0 for _ in _AT_ONCE.finditer(folded)}
    for match in _WITHIN.finditer(folded):
        number = match["n"] or "1"
        hours = (_NUMBERS[number] if number in _NUMBERS else int(number)) * _HOURS[match["unit"].rstrip("s")]
        found_days.add(-(-hours // 24))
    return found_days.pop() if len(found_days) == 1 else None


def _advice(context: RuleContext) -> dict[str, list[tuple[int, int, Event]]]:
    """Return for each condition the advice that gives a time: its last possible day, the days, and the entry, in order."""
    advice: dict[str, list[tuple[int, int, Event]]] = {}
    for event in context.of_kinds(Kind.ADVICE_GIVEN, Kind.CARE_PLAN_GIVEN):
        days, condition = advised_days(event.summary), recognise_condition(event.summary)
        reach = Reach.of(event.when, context.as_of)
        if days is not None and condition is not None and reach.sure:
            advice.setdefault(condition, []).append((reach.last, days, event))
    for items in advice.values():
        items.sort(key=lambda item: item[:2])
    return advice


def _reason(event: Event) -> str:
    return event.details.reason if isinstance(event.details, UrgentCareDetails | AdmissionDetails) else ""


def _urgent(context: RuleContext) -> Iterator[tuple[Event, Reach, Reach]]:
    """Yield each urgent contact whose onset is recorded, with the days of both."""
    for event in context.of_kinds(*_URGENT):
        details = event.details
        if isinstance(details, UrgentCareDetails) and details.onset is not None and not details.planned_return:
            onset = details.onset
            if onset.earliest is None or onset.earliest <= context.as_of:
                yield event, Reach.of(event.when, context.as_of, start_only=True), Reach.of(onset, context.as_of, start_only=True)


@dataclass(frozen=True, slots=True)
class _Read:
    """The counted entries in order, which of them are late by advice, those sure, what was left out, and the known onsets."""

    counted: tuple[Counted, ...]
    late: dict[int, _Late]
    out: tuple[Excluded, ...]
    onsets: int


def _read(context: RuleContext) -> _Read:
    recorded, doubled = read_once(context.by_kind.get(Kind.DELAY_IN_SEEKING_CARE, ()), context.as_of, lambda event: event.kind)
    own = {item.event.id for item in recorded if any(own_refusal(e, context.chronology.child) for e in item.entries)}
    out = [*doubled, *(Excluded(event, OWN_CHOICE) for event in own)]
    counted = [item for item in recorded if item.event.id not in own]
    days = {item.reach.first for item in recorded if item.reach.exact}
    advice, late, onsets = _advice(context), {}, 0
    for event, care, onset in _urgent(context):
        onsets += 1
        read = _late(event, care, onset, advice)
        if read is None:
            out.append(Excluded(event.id, NO_ADVICE))
        elif read.most <= read.advised:
            out.append(Excluded(event.id, IN_TIME))
        elif care.exact and care.first in days:
            out.append(Excluded(event.id, DUPLICATE))
        else:
            sure = care.sure and onset.sure and read.fewest > read.advised
            # An uncertain onset makes the whole entry uncertain, even where the day of care is not.
            counted.append(Counted(event, care if sure else replace(care, sure=False, exact=False)))
            late[event.id.int] = read
            if care.exact:
                days.add(care.first)
    order = context.chronology.numbers
    counted.sort(key=lambda item: order[item.event.id])
    return _Read(tuple(counted), late, tuple(sorted(out, key=lambda item: order[item.event])), onsets)


def _late(event: Event, care: Reach, onset: Reach, advice: dict[str, list[tuple[int, int, Event]]]) -> _Late | None:
    """Return how long after onset care came, read against the latest advice before the onset; None when there is none."""
    condition = condition_of(_reason(event), event.summary)
    if condition is None or not onset.bounded:
        return None
    before = [item for item in advice.get(condition[0], ()) if item[0] <= onset.first]
    if not before:
        return None
    _, days, given = before[-1]
    return _Late(max(care.first - onset.last, 0), max(care.last - onset.first, 0), days, given)


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    read = _read(context)
    if not read.counted and not read.out and not context.of_kinds(*_RECORDS):
        return (_not_assessable(context, rule),)
    months = context.policy.count(DELAY_WINDOW_MONTHS)
    dense = density([item.reach for item in read.counted], months, context.policy.count(DELAY_SINGLE))
    evidence = tuple(item for item in read.counted if dense.possible.meet(item.reach))
    if not evidence:
        return (_not_found(context, rule, read),)
    return (_found(context, rule, read, evidence, dense),)


def _found(context: RuleContext, rule: Rule, read: _Read, evidence: Sequence[Counted], dense: Density) -> Finding:
    months, certain = context.policy.count(DELAY_WINDOW_MONTHS), bool(dense.sure)
    late = [read.late[item.event.id.int] for item in evidence if item.event.id.int in read.late]
    urgent = len(context.of_kinds(*_URGENT))
    measures: dict[str, Measure] = {
        "entries": len(evidence),
        "recorded_as_delay": len(evidence) - len(late),
        "later_than_advised": len(late),
        "record_urgent_contacts": urgent,
        "onset_known": read.onsets,
        "most_in_window_surest": dense.surest,
        "most_in_window_widest": dense.widest,
        "window_months": months,
        "uncertain_dates": sum(not item.reach.exact for item in evidence),
    }
    sentences = (
        f"Care was sought later than called for {times(len(evidence))} {when_words(evidence)}.",
        _recorded_words(len(evidence) - len(late)),
        *_late_words(late),
        f"The most in any {many(months, 'month')} is {dense.widest:,}." if certain and len(evidence) > 1 else "",
        "" if certain else depends(dense, months),
        f"The record holds {many(urgent, 'urgent contact')} in all." if urgent else "",
    )
    consider = context.policy.count(DELAY_CONSIDER)
    surest = Level.CONSIDER if dense.surest >= consider else Level.NOTE
    finding = found(
        context, rule, f"Delay in seeking care {times(len(evidence))}", sentences, evidence,
        level_of(surest if certain else None, Level.CONSIDER if dense.widest >= consider else Level.NOTE),
        certain=certain, measures=measures, out=read.out, area="Delay",
    )  # fmt: skip
    return replace(finding, badges=_badges(evidence, read, months))


def _badges(evidence: Sequence[Counted], read: _Read, months: int) -> tuple[Badge, ...]:
    placed = {badge.event: badge.text for badge in placed_badges(((i.event.id, i.reach) for i in evidence), months)}
    for item in evidence:
        late = read.late.get(item.event.id.int)
        if late is not None and late.fewest == late.most:
            placed[item.event.id] = f"{many(late.most, 'day')} after onset"
    return tuple(Badge(item.event.id, placed[item.event.id]) for item in evidence if item.event.id in placed)


def _recorded_words(number: int) -> str:
    return f"{many(number, 'entry is', 'entries are')} recorded as a delay by the source." if number else ""


def _late_words(late: Sequence[_Late]) -> Iterator[str]:
    for item in late:
        took = many(item.most, "day") if item.fewest == item.most else f"{item.fewest:,} to {item.most:,} days"
        advised = "on the same day" if item.advised == 0 else f"within {many(item.advised, 'day')}"
        yield f"Once it was {took} from onset to care, where earlier advice for the same condition was {advised}."


def _not_found(context: RuleContext, rule: Rule, read: _Read) -> Finding:
    urgent = len(context.of_kinds(*_URGENT))
    unread = sum(item.why == NO_ADVICE for item in read.out)
    own = sum(item.why == OWN_CHOICE for item in read.out)
    sentences = (
        f"{many(len(read.counted), 'delay')} in seeking care recorded."
        if read.counted
        else "No delay in seeking care is recorded.",
        f"Of {many(urgent, 'urgent contact')}, {f'{read.onsets:,}' if read.onsets else 'none'}"
        f" {'give' if read.onsets > 1 else 'gives'} the time of onset."
        if urgent
        else "",
        f"For {unread:,} of these no advice with a time is recorded, so it cannot be read against it." if unread else "",
        f"Not counted, as the young person's own choice: {many(own, 'entry', 'entries')}." if own else "",
    )
    measures: dict[str, Measure] = {"entries": len(read.counted), "record_urgent_contacts": urgent, "onset_known": read.onsets}
    return not_found(context, rule, "Delay in seeking care: not recorded", sentences, measures, read.out)


def _not_assessable(context: RuleContext, rule: Rule) -> Finding:
    return not_assessable(
        context,
        rule,
        "Delay in seeking care cannot be assessed",
        "No urgent care, GP contact or delay is recorded.",
        ("no urgent care is recorded: ask hospitals and the GP for contacts, with when each illness or injury began",),
    )


RULE = Rule(
    id="delayed-presentation",
    version=1,
    family="delay",
    name="Delay in seeking care",
    limits=(DELAY_SINGLE, DELAY_WINDOW_MONTHS, DELAY_CONSIDER),
    find=_find,
    alternatives=(
        "the signs may have been slight at first, or hard to see in this child",
        "the family may have asked for advice by telephone, or been told to wait",
        "no appointment, transport or carer for the other children may have been at hand",
        "earlier visits may have ended with the advice that nothing needed doing",
        "fear of being judged, of cost or of authorities may have kept the family away",
        "the time of onset is often a guess made afterwards",
    ),
    questions=(
        "What did the delay mean for the child: pain, a worse illness, a longer stay?",
        "What did the family see, when, and what did they try first?",
        "Had anybody told them which signs need care, and how soon, in words that they could use?",
        "Who was looking after the child at the time?",
    ),
    considerations=(
        "ask a clinician whether earlier care would have changed the course",
        "make sure that the family has written advice on which signs need care at once and where to go, day and night",
        "where an injury came late to care, look at the account given for it as well",
    ),
    sources=("no published figure could be verified: the rule and the number in 12 months are common practice",),
)
