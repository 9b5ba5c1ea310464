"""Left before care was complete: taken away before being seen, or taken home although clinicians advised staying.

Counted: each such entry, in any service. Never counted: a young person's own decision, possible duplicates. Whether the child was
seen by a health professional in the days after is said beside the count, since the care may have been completed then.

**Level**: *strong* from 3 in one window with one against advice among them; *consider* for one against advice, or 2 in one
window; else *note*.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from chronology_tui.analysis.attendance import placed_badges
from chronology_tui.analysis.counted import Counted, depends, found, not_assessable, not_found, read_once, when_words
from chronology_tui.analysis.finding import Excluded, Finding, Level, Measure
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import LEFT_CONSIDER, LEFT_SINGLE, LEFT_STRONG, LEFT_WINDOW_MONTHS
from chronology_tui.analysis.own_choice import OWN_CHOICE, OWN_HEALTH, own_refusal
from chronology_tui.analysis.policy import Policy
from chronology_tui.analysis.reach import Density, Reach, density
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import listed, many, times
from chronology_tui.domain.kinds import Kind

SOON_DAYS = 7
"""Days in which later care is looked for; only said beside the count, it decides nothing."""
_CARE = (
    Kind.EMERGENCY_ATTENDANCE, Kind.OUT_OF_HOURS, Kind.ADMISSION, Kind.INTENSIVE_CARE, Kind.GP_CONTACT, Kind.SPECIALIST_CONTACT,
    Kind.ATTENDED, Kind.ATTENDED_LATE,
)  # fmt: skip
_RECORDS = (*_CARE, Kind.DISCHARGE, Kind.AMBULANCE)
_AGAINST = Kind.DISCHARGE_AGAINST_ADVICE


def _read(context: RuleContext) -> tuple[tuple[Counted, ...], tuple[Excluded, ...]]:
    kept, out = read_once(context.of_kinds(Kind.LEFT_BEFORE_SEEN, _AGAINST), context.as_of, lambda e: e.kind, start_only=True)
    own = {item.event.id for item in kept if any(own_refusal(e, context.chronology.child) for e in item.entries)}
    left_out = (*out, *(Excluded(event, OWN_CHOICE) for event in own))
    order = context.chronology.numbers
    return tuple(i for i in kept if i.event.id not in own), tuple(sorted(left_out, key=lambda item: order[item.event]))


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    counted, out = _read(context)
    policy = context.policy
    if not counted and not out and not context.of_kinds(*_RECORDS):
        return (_not_assessable(context, rule),)
    months = policy.count(LEFT_WINDOW_MONTHS)
    dense = density([item.reach for item in counted], months, policy.count(LEFT_SINGLE))
    evidence = tuple(item for item in counted if dense.possible.meet(item.reach))
    if not evidence:
        return (_not_found(context, rule, counted, out),)
    return (_found(context, rule, evidence, dense, out),)


def _found(context: RuleContext, rule: Rule, evidence: Sequence[Counted], dense: Density, out: tuple[Excluded, ...]) -> Finding:
    months, certain = context.policy.count(LEFT_WINDOW_MONTHS), bool(dense.sure)
    against = [item for item in evidence if item.event.kind is _AGAINST]
    left = len(evidence) - len(against)
    what = listed((("left before being seen", left), ("taken home against advice", len(against))))
    soon = _seen_soon(context, evidence)
    measures: dict[str, Measure] = {
        "entries": len(evidence),
        "left_before_seen": left,
        "against_advice": len(against),
        "seen_within_7_days": soon,
        "record_emergency_attendances": len(context.by_kind.get(Kind.EMERGENCY_ATTENDANCE, ())),
        "record_admissions": len(context.by_kind.get(Kind.ADMISSION, ())),
        "most_in_window_surest": dense.surest,
        "most_in_window_widest": dense.widest,
        "window_months": months,
        "uncertain_dates": sum(not item.reach.exact for item in evidence),
    }
    sentences = (
        f"The child left before care was complete {times(len(evidence))} {when_words(evidence)}: {what}.",
        f"The most in any {many(months, 'month')} is {dense.widest:,}." if certain and len(evidence) > 1 else "",
        "" if certain else depends(dense, months),
        _beside(measures),
        _soon_words(evidence, soon),
    )
    title = "Left before care was complete" if left == len(evidence) else "Taken home against advice"
    if left and against:
        title = "Left before being seen, or taken home against advice,"
    finding = found(
        context, rule, f"{title} {times(len(evidence))}", sentences, evidence,
        _level(context.policy, evidence, dense, certain=certain), certain=certain, measures=measures, out=out, area="Urgent care",
    )  # fmt: skip
    return replace(finding, badges=placed_badges(((item.event.id, item.reach) for item in evidence), months))


def _level(policy: Policy, evidence: Sequence[Counted], dense: Density, *, certain: bool) -> Level:
    def level(most: int, *, against: bool) -> Level:
        if against and most >= policy.count(LEFT_STRONG):
            return Level.STRONG
        return Level.CONSIDER if against or most >= policy.count(LEFT_CONSIDER) else Level.NOTE

    against = [item.reach for item in evidence if item.event.kind is _AGAINST]
    surest = level(dense.surest, against=any(reach.sure for reach in against)) if certain else None
    return level_of(surest, level(dense.widest, against=bool(against)))


def _seen_soon(context: RuleContext, evidence: Sequence[Counted]) -> int:
    """Return after how many of the sure entries another entry shows care on one of the days after."""
    days = sorted(r.first for e in context.of_kinds(*_CARE) if (r := Reach.of(e.when, context.as_of, start_only=True)).exact)

    def seen(reach: Reach) -> bool:
        place = bisect_left(days, reach.last + 1)
        return place < len(days) and days[place] <= reach.first + SOON_DAYS

    return sum(item.reach.sure and seen(item.reach) for item in evidence)


def _soon_words(evidence: Sequence[Counted], soon: int) -> str:
    if not soon:
        return f"No entry shows that the child was seen in the {SOON_DAYS} days after; the record may not hold it."
    if soon == len(evidence):
        which = "it" if soon == 1 else "each of them"
        return f"In the {SOON_DAYS} days after {which} the child was seen by a health service."
    return f"After {soon:,} of them the child was seen by a health service within {SOON_DAYS} days."


def _beside(measures: dict[str, Measure]) -> str:
    counts = [
        (words, value)
        for words, name in (("emergency attendance", "record_emergency_attendances"), ("admission", "record_admissions"))
        if isinstance(value := measures[name], int) and value
    ]
    return f"The whole record holds {' and '.join(many(value, words) for words, value in counts)}." if counts else ""


def _not_found(context: RuleContext, rule: Rule, counted: Sequence[Counted], out: tuple[Excluded, ...]) -> Finding:
    own = sum(item.why == OWN_CHOICE for item in out)
    looked = len(context.of_kinds(*_RECORDS))
    sentences = (
        f"Looked at {many(looked, 'entry', 'entries')} on appointments and urgent care.",
        f"{many(len(counted), 'entry says', 'entries say')} that the child left before care was complete."
        if counted
        else f"No {'other ' if own else ''}entry says that the child left before being seen, or was taken home against advice.",
        f"Not counted, as the young person's own decision: {many(own, 'entry', 'entries')}. {OWN_HEALTH}" if own else "",
    )
    measures: dict[str, Measure] = {"entries": len(counted), "looked_at": looked}
    return not_found(context, rule, "Left before care was complete: not recorded", sentences, measures, out)


def _not_assessable(context: RuleContext, rule: Rule) -> Finding:
    return not_assessable(
        context,
        rule,
        "Leaving before care was complete cannot be assessed",
        "No contact with urgent care, GP or clinic is recorded at which the child could have left.",
        ("no urgent care or clinic contacts are recorded: ask hospitals and the GP for attendances and how each of them ended",),
    )


RULE = Rule(
    id="left-before-care-complete",
    version=1,
    family="urgent care",
    name="Left before care was complete",
    limits=(LEFT_SINGLE, LEFT_WINDOW_MONTHS, LEFT_CONSIDER, LEFT_STRONG),
    find=_find,
    alternatives=(
        "the wait may have been long, and the child better by then",
        "other children, work or the last bus may have called the carer home",
        "what staying was for may not have been clear, or may have been said differently by different staff",
        "the family may have gone to another service, or been told that they could go",
        "the ward or waiting room may have been hard to bear for this child",
    ),
    questions=(
        "What was the child's condition on leaving, and what happened afterwards?",
        "What did staff say about the risk of leaving, and did the family understand it the same way?",
        "What would have made it possible to stay?",
        "Was the child seen later, by whom, and was the care completed?",
    ),
    considerations=(
        "ask the service for its record of the departure and of what was done to reach the family",
        "ask the family what happened, and record their answer beside the entry",
        "if a child is away from care that they need now, follow the local procedure today",
    ),
    sources=("no published figure could be verified: the rule and its numbers are common practice or our choice",),
)
