"""Reliever overuse: many reliever inhalers within a year, which goes with asthma that is not under control.

Counted: reliever inhalers supplied, or those prescribed where that gives more; the two are never added, since most that is
supplied was prescribed. A reliever is so marked, or is salbutamol or terbutaline that is not said to be a liquid, tablet or for a
nebuliser. How many inhalers an entry holds is read from its words; where they do not say, it is taken as one. Possible duplicates
are counted once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from chronology_tui.analysis.counted import Counted, depends, found, not_assessable, not_found, read_once, when_words
from chronology_tui.analysis.finding import Badge, Excluded, Finding, Level, Measure
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import RELIEVER_CONSIDER, RELIEVER_MORE_THAN, RELIEVER_STRONG_OVER
from chronology_tui.analysis.medicines import inhalers, is_reliever
from chronology_tui.analysis.policy import Policy
from chronology_tui.analysis.reach import Density, density
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import many
from chronology_tui.domain.kinds import Kind

_MONTHS = 12
ATTACKS = (
    "More than 3 in a year goes with attacks; 6 or more asks for a review with priority; more than 12 was the risk line of the"
    " National Review of Asthma Deaths."
)


@dataclass(frozen=True, slots=True)
class _Series:
    """Reliever inhalers supplied, or prescribed."""

    verb: str
    counted: tuple[Counted, ...]
    out: tuple[Excluded, ...]
    dense: Density


def _series(context: RuleContext, kind: Kind, verb: str) -> _Series:
    events = [event for event in context.by_kind.get(kind, ()) if is_reliever(event)]
    counted, out = read_once(events, context.as_of, lambda event: inhalers(event) or 1)
    every = [item.reach for item in counted for _ in range(inhalers(item.event) or 1)]
    return _Series(verb, counted, out, density(every, _MONTHS, context.policy.count(RELIEVER_MORE_THAN) + 1))


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    both = (_series(context, Kind.SUPPLIED, "supplied"), _series(context, Kind.PRESCRIBED, "prescribed"))
    # The same series whatever else changes: so that an entry taken away never gives a greater number.
    series, other = sorted(both, key=lambda s: (-s.dense.widest, -s.dense.surest, -len(s.counted), s.verb != "supplied"))
    if not series.counted:
        return (_not_assessable(context, rule),)
    evidence = tuple(item for item in series.counted if series.dense.possible.meet(item.reach))
    if not evidence:
        return (_not_found(context, rule, series),)
    return (_found(context, rule, series, other, evidence),)


def _found(context: RuleContext, rule: Rule, series: _Series, other: _Series, evidence: Sequence[Counted]) -> Finding:
    dense, certain = series.dense, bool(series.dense.sure or other.dense.sure)
    number = _number(evidence)
    assumed = sum(inhalers(item.event) is None for item in evidence)
    measures: dict[str, Measure] = {
        "inhalers": number,
        "entries": len(evidence),
        "counted": series.verb,
        "number_not_said": assumed,
        "record_inhalers": _number(series.counted),
        "most_in_12_months_surest": dense.surest,
        "most_in_12_months_widest": dense.widest,
        "duplicates": len(series.out),
        "uncertain_dates": sum(not item.reach.exact for item in evidence),
    }
    is_or_are = "is" if number == 1 else "are"
    few = "For 1 entry the record does" if assumed == 1 else f"For {assumed:,} entries the record does"
    sentences = (
        (
            f"{many(number, 'reliever inhaler')} {is_or_are} recorded as {series.verb} {when_words(evidence)},"
            f" in {many(len(evidence), 'entry', 'entries')}."
        ),
        _most(dense) if certain else depends(dense, _MONTHS),
        f"{few} not say how many inhalers: each is taken as one." if assumed else "",
        _other(other),
        ATTACKS,
        "What is supplied need not have been used: an inhaler may be a spare, or lost.",
    )
    finding = found(
        context, rule, f"{many(number, 'reliever inhaler')} {series.verb}", sentences, evidence,
        _level(context.policy, dense, other.dense, certain=certain), certain=certain, measures=measures, out=series.out,
        area="Medicines",
    )  # fmt: skip
    badges = (Badge(i.event.id, f"{n} inhalers") for i in evidence if (n := inhalers(i.event) or 1) > 1)
    return replace(finding, badges=tuple(badges))


def _number(items: Sequence[Counted]) -> int:
    return sum(inhalers(item.event) or 1 for item in items)


def _most(dense: Density) -> str:
    if dense.surest == dense.widest:
        return f"The most in any {_MONTHS} months is {dense.widest:,}."
    return f"The most in any {_MONTHS} months is from {dense.surest:,} to {dense.widest:,}, by how the uncertain dates fall."


def _other(other: _Series) -> str:
    number = _number(other.counted)
    if not number:
        return ""
    return f"{many(number, 'inhaler')} {other.verb} {'is' if number == 1 else 'are'} recorded too, and not added."


def _level(policy: Policy, dense: Density, other: Density, *, certain: bool) -> Level:
    def level(number: int) -> Level:
        if number > policy.count(RELIEVER_STRONG_OVER):
            return Level.STRONG
        return Level.CONSIDER if number >= policy.count(RELIEVER_CONSIDER) else Level.NOTE

    surest = level(max(dense.surest, other.surest)) if certain else None
    return level_of(surest, level(max(dense.widest, other.widest)))


def _not_found(context: RuleContext, rule: Rule, series: _Series) -> Finding:
    number = _number(series.counted)
    sentences = (
        f"{many(number, 'reliever inhaler')} {'is' if number == 1 else 'are'} recorded as {series.verb}.",
        (
            f"At most {series.dense.widest:,} in any {_MONTHS} months; the threshold is more than"
            f" {context.policy.count(RELIEVER_MORE_THAN):,}."
        ),
        "Inhalers from a hospital, a school or another pharmacy may be missing.",
    )
    measures: dict[str, Measure] = {"record_inhalers": number, "most_in_12_months_widest": series.dense.widest}
    return not_found(context, rule, "Reliever inhalers: below the threshold", sentences, measures, series.out)


def _not_assessable(context: RuleContext, rule: Rule) -> Finding:
    return not_assessable(
        context,
        rule,
        "Use of reliever inhalers cannot be assessed",
        "No reliever inhaler is recorded as supplied or prescribed. This matters only for a child with asthma or wheeze.",
        ("no reliever inhalers are recorded: for a child with asthma, ask the GP or pharmacy for those of the last 2 years",),
    )


RULE = Rule(
    id="reliever-overuse",
    version=1,
    family="medicines",
    name="Many reliever inhalers",
    limits=(RELIEVER_MORE_THAN, RELIEVER_CONSIDER, RELIEVER_STRONG_OVER),
    find=_find,
    alternatives=(
        "a spare for school, the car or another home, or one that was lost",
        "a preventer may not have been prescribed, or its use not shown",
        "a season of colds or pollen, smoke, or damp and mould at home",
        "an automatic repeat prescription that nobody has looked at",
    ),
    questions=(
        "How often is the reliever used, and how is the child between attacks, at night and at play?",
        "Is a preventer prescribed, collected and given, and has somebody watched how it is taken?",
        "When was the last asthma review, and is there a written plan at home and at school?",
        "Is there smoke, damp or mould where the child lives?",
    ),
    considerations=(
        "ask the GP or asthma nurse for a review soon, and say how many inhalers the record shows",
        "ask how many are used, before reading anything into how many were supplied",
        "the child must keep a reliever at hand at all times: never hold one back",
    ),
    sources=(
        "asthma guidance: more than 3 relievers a year goes with attacks, 6 or more is a priority for review",
        "National Review of Asthma Deaths: more than 12 relievers in a year",
    ),
)
