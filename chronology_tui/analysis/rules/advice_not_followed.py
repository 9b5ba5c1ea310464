"""Advice not followed: in one area twice within some months, or treatment declined by a person with parental responsibility.

Counted: advice not followed; equipment or a feeding plan not used; monitoring missed; treatment declined. One finding for each
area of health that the entries are filed under. Never counted: a young person's own refusal or decision (of treatment at any age,
of the rest from 12), an immunisation declined (listed in its own rule), possible duplicates. Advice that was followed is counted
beside it, and weighs as much.

**Level**: *strong* from 4 in one window; else *consider*.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from chronology_tui.analysis.attendance import hull, placed_badges
from chronology_tui.analysis.counted import Counted, depends, found, not_assessable, not_found, read_once, when_words
from chronology_tui.analysis.finding import Excluded, Finding, Level, Measure
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import (
    ADVICE_IN_WINDOW,
    ADVICE_OWN_AGE,
    ADVICE_REFUSED,
    ADVICE_STRONG,
    ADVICE_WINDOW_MONTHS,
)
from chronology_tui.analysis.own_choice import OWN_CHOICE, OWN_HEALTH, own_refusal, surely_younger
from chronology_tui.analysis.reach import Density, Reach, density
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import listed, many
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Event
from chronology_tui.domain.vocabulary import FamilyResponse

_REFUSED = Kind.TREATMENT_REFUSED
_WORDS = {
    Kind.ADVICE_NOT_FOLLOWED: ("not_followed", "advice not followed"),
    Kind.EQUIPMENT_NOT_USED: ("not_used", "equipment or feeding plan not used"),
    Kind.MONITORING_MISSED: ("monitoring_missed", "monitoring missed"),
    _REFUSED: ("treatment_declined", "treatment declined by a carer"),
}
_BESIDE = (Kind.ADVICE_GIVEN, Kind.ADVICE_FOLLOWED)


def _own(item: Counted, context: RuleContext) -> bool:
    child = context.chronology.child
    if not any(own_refusal(event, child) for event in item.entries):
        return False
    return item.event.kind is _REFUSED or not surely_younger(item.reach, child, context.policy.count(ADVICE_OWN_AGE))


def _read(context: RuleContext) -> tuple[tuple[Counted, ...], tuple[Excluded, ...]]:
    kept, out = read_once(context.of_kinds(*_WORDS), context.as_of, lambda event: (event.kind, event.area))
    own = {item.event.id for item in kept if _own(item, context)}
    left_out = (*out, *(Excluded(item.event.id, OWN_CHOICE) for item in kept if item.event.id in own))
    order = context.chronology.numbers
    counted = tuple(item for item in kept if item.event.id not in own)
    return counted, tuple(sorted(left_out, key=lambda item: order[item.event]))


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    counted, out = _read(context)
    if not counted and not out and not context.of_kinds(*_BESIDE, Kind.CARE_PLAN_GIVEN):
        return (_not_assessable(context, rule),)
    areas: dict[Area, list[Counted]] = {}
    for item in counted:
        areas.setdefault(item.event.area, []).append(item)
    findings = [f for area, items in areas.items() if (f := _one_area(context, rule, area, items, out)) is not None]
    return tuple(findings) or (_not_found(context, rule, areas, out),)


def _one_area(
    context: RuleContext, rule: Rule, area: Area, items: Sequence[Counted], out: tuple[Excluded, ...]
) -> Finding | None:
    policy = context.policy
    months = policy.count(ADVICE_WINDOW_MONTHS)
    dense = density([item.reach for item in items], months, policy.count(ADVICE_IN_WINDOW))
    refused = [item for item in items if item.event.kind is _REFUSED]
    alone = frozenset(i.event.id for i in refused) if len(refused) >= policy.count(ADVICE_REFUSED) else frozenset()
    evidence = [item for item in items if dense.possible.meet(item.reach) or item.event.id in alone]
    if not evidence:
        return None
    certain = bool(dense.sure) or sum(item.reach.sure for item in refused) >= policy.count(ADVICE_REFUSED)
    measures = _measures(context, area, evidence, items, dense)
    label = "" if area is Area.ADVICE else area.label
    finding = found(
        context, rule, _title(evidence, measures, label), _sentences(context, evidence, measures, dense, out, certain=certain),
        evidence, _level(context, dense, certain=certain), certain=certain, measures=measures,
        out=(item for item in out if context.chronology.event(item.event).area is area), area=area.label, subject=label,
    )  # fmt: skip
    return replace(finding, badges=placed_badges(((item.event.id, item.reach) for item in evidence), months))


def _measures(
    context: RuleContext, area: Area, evidence: Sequence[Counted], items: Sequence[Counted], dense: Density
) -> dict[str, Measure]:
    ends = hull([item.reach for item in evidence])

    def inside(events: Sequence[Event]) -> int:
        if ends is None:
            return len(events)
        return sum(Reach.of(event.when, context.as_of).meets(ends[0], ends[1]) for event in events)

    followed = [e for e in context.by_kind.get(Kind.ADVICE_FOLLOWED, ()) if e.area is area]
    given = [e for e in context.by_kind.get(Kind.ADVICE_GIVEN, ()) if e.area is area]
    return {
        "entries": len(evidence),
        **{name: sum(item.event.kind is kind for item in evidence) for kind, (name, _) in _WORDS.items()},
        "followed": inside(followed),
        "given": inside(given),
        "record_entries": len(items),
        "record_followed": len(followed),
        "most_in_window_surest": dense.surest,
        "most_in_window_widest": dense.widest,
        "window_months": context.policy.count(ADVICE_WINDOW_MONTHS),
        "uncertain_dates": sum(not item.reach.exact for item in evidence),
    }


def _title(evidence: Sequence[Counted], measures: dict[str, Measure], label: str) -> str:
    where = f" ({label.lower()})" if label else ""
    if measures["treatment_declined"] == len(evidence):
        return f"Treatment declined by a carer: {many(len(evidence), 'entry', 'entries')}{where}"
    one_kind = next((name for name in ("not_used", "monitoring_missed") if measures[name] == len(evidence)), "")
    what = {"not_used": "Equipment or plan not used", "monitoring_missed": "Monitoring missed"}.get(one_kind)
    return f"{what or 'Advice or treatment not followed'}: {many(len(evidence), 'entry', 'entries')}{where}"


def _level(context: RuleContext, dense: Density, *, certain: bool) -> Level:
    strong = context.policy.count(ADVICE_STRONG)
    surest = Level.STRONG if dense.surest >= strong else Level.CONSIDER
    return level_of(surest if certain else None, Level.STRONG if dense.widest >= strong else Level.CONSIDER)


def _sentences(
    context: RuleContext, evidence: Sequence[Counted], measures: dict[str, Measure], dense: Density,
    out: Sequence[Excluded], *, certain: bool,
) -> tuple[str, ...]:  # fmt: skip
    months = context.policy.count(ADVICE_WINDOW_MONTHS)
    tally = {kind: sum(item.event.kind is kind for item in evidence) for kind in _WORDS}
    what = listed((words, tally[kind]) for kind, (_, words) in _WORDS.items())
    beside = listed(
        (words, value)
        for words, name in (("advice given", "given"), ("advice followed", "followed"))
        if isinstance(value := measures[name], int)
    )
    agreed = sum(item.event.family_response is FamilyResponse.AGREED_NO_FOLLOW_THROUGH for item in evidence)
    return (
        f"{many(len(evidence), 'entry', 'entries')} {when_words(evidence)}: {what}.",
        f"The most in any {many(months, 'month')} is {dense.widest:,}." if certain and len(evidence) > 1 else "",
        "" if certain else depends(dense, months),
        f"In the same time: {beside}." if beside else "In the same time no entry tells of advice given or followed.",
        f"In {agreed:,} of them the family had agreed, and it did not happen." if agreed else "",
        "Carers may decline treatment; what matters is what it meant for the child, and whether another way was offered."
        if tally[_REFUSED]
        else "",
        _own_words(out),
    )


def _own_words(out: Sequence[Excluded]) -> str:
    own = sum(item.why == OWN_CHOICE for item in out)
    if not own:
        return ""
    return f"Not counted, as the child's or young person's own decision: {many(own, 'entry', 'entries')}. {OWN_HEALTH}"


def _not_found(context: RuleContext, rule: Rule, areas: dict[Area, list[Counted]], out: tuple[Excluded, ...]) -> Finding:
    policy = context.policy
    months = policy.count(ADVICE_WINDOW_MONTHS)
    number = sum(map(len, areas.values()))
    window = many(months, "month")
    most = max((density([i.reach for i in items], months, 2).widest for items in areas.values()), default=0)
    given, followed, plans = (len(context.by_kind.get(kind, ())) for kind in (*_BESIDE, Kind.CARE_PLAN_GIVEN))
    beside = listed((("advice given", given), ("advice followed", followed), ("care plan given", plans)))
    sentences = (
        f"{many(number, 'entry says', 'entries say') if number else 'No entry says'} that advice was not followed.",
        f"Beside that the record holds: {beside}." if beside else "",
        (
            f"{f'At most {most:,} in one area in any {window}; the' if number else 'The'} threshold is"
            f" {policy.count(ADVICE_IN_WINDOW):,}{'' if number else f' in one area in any {window}'}, or"
            f" {policy.count(ADVICE_REFUSED):,} of treatment declined by a carer."
        ),
        _own_words(out),
    )
    measures: dict[str, Measure] = {
        "record_entries": number, "most_in_window_widest": most, "record_given": given, "record_followed": followed,
    }  # fmt: skip
    return not_found(context, rule, "Advice not followed: below the threshold", sentences, measures, out)


def _not_assessable(context: RuleContext, rule: Rule) -> Finding:
    return not_assessable(
        context,
        rule,
        "Whether advice was followed cannot be assessed",
        "The record holds no entry on advice given, care plans given, or advice followed or not.",
        ("no entries on advice: ask each service what was advised, how it was explained, and what came of it",),
    )


RULE = Rule(
    id="advice-not-followed",
    version=1,
    family="advice",
    name="Advice or treatment not followed",
    limits=(ADVICE_IN_WINDOW, ADVICE_WINDOW_MONTHS, ADVICE_REFUSED, ADVICE_STRONG, ADVICE_OWN_AGE),
    find=_find,
    alternatives=(
        "the advice may not have been clear, or may have differed between professionals",
        "the equipment may hurt, be outgrown, broken or late, or the treatment hard to bear for the child",
        "money, space, time, sleep or a carer's own health may stand in the way",
        "the family may have had good reason, a second opinion or another plan, and the record not say so",
        "how it is known may be second hand: look at the basis of each entry",
    ),
    questions=(
        "What did it mean for the child, then and since?",
        "What was advised, in which words, and did the family understand and agree?",
        "What does the family say got in the way, and what have they tried instead?",
        "What does the child say about it?",
        "What was followed, and what made that possible?",
    ),
    considerations=(
        "go through the plan again with the family and the service, one step at a time, and write down who does what",
        "ask the service whether the plan can be made easier to keep",
        "where a carer declines treatment that the child needs soon, ask the responsible doctor and the named doctor today",
    ),
    sources=("no published figure could be verified: the rule and its numbers are common practice or our choice",),
)
