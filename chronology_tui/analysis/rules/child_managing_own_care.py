"""Child left to manage their own care: any such entry, read against the child's age on that day.

There is no published age at which a child can manage medicine or treatment alone: it depends on the child, the treatment and the
help at hand. The age bands are our choice and editable: *strong* below 8 years, *consider* below 13, *note* from 13 on. Without a
date of birth, or where the age is not known, the level is *note* and the finding says so. Possible duplicates are counted once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from chronology_tui.analysis.counted import DUPLICATE, Counted, depends, found, not_assessable, not_found, read_once, when_words
from chronology_tui.analysis.finding import Badge, Excluded, Finding, Level, Measure
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import OWN_CARE_CONSIDER_BELOW, OWN_CARE_STRONG_BELOW
from chronology_tui.analysis.policy import Policy
from chronology_tui.analysis.reach import Density, density
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import many
from chronology_tui.domain.ages import age_on
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Child

_MONTHS = 12
_TREATED = tuple(
    kind for kind in Kind if kind.area in {Area.MEDICINES, Area.ADVICE} or kind in {Kind.CARE_PLAN_GIVEN, Kind.DIAGNOSIS}
)


def _ages(item: Counted, child: Child) -> tuple[int, int] | None:
    """Return the youngest and the oldest age in years that the date allows, or None when the age is not known."""
    if child.birth is None or child.unborn or not item.reach.bounded:
        return None
    born, reach = child.birth.toordinal(), item.reach
    first, last = max(reach.first, born), reach.last
    if last < born:
        return None
    return age_on(child.birth, date.fromordinal(first)).years, age_on(child.birth, date.fromordinal(last)).years


def _level_at(years: int | None, policy: Policy) -> Level:
    if years is None or years >= policy.count(OWN_CARE_CONSIDER_BELOW):
        return Level.NOTE
    return Level.STRONG if years < policy.count(OWN_CARE_STRONG_BELOW) else Level.CONSIDER


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    evidence, out = read_once(context.of_kinds(Kind.CHILD_MANAGING_OWN_CARE), context.as_of, lambda e: e.kind)
    if evidence:
        return (_found(context, rule, evidence, out),)
    looked = len(context.of_kinds(*_TREATED))
    return (_not_found(context, rule, looked) if looked else _not_assessable(context, rule),)


def _found(context: RuleContext, rule: Rule, evidence: Sequence[Counted], out: tuple[Excluded, ...]) -> Finding:
    policy, child = context.policy, context.chronology.child
    dense = density([item.reach for item in evidence], _MONTHS, 1)
    certain = bool(dense.sure)
    ages = [age for item in evidence if (age := _ages(item, child)) is not None]
    measures: dict[str, Measure] = {
        "entries": len(evidence),
        "youngest_years": min((age[0] for age in ages), default=None),
        "oldest_years": max((age[1] for age in ages), default=None),
        "age_not_known": len(evidence) - len(ages),
        "duplicates": sum(item.why == DUPLICATE for item in out),
        "uncertain_dates": sum(not item.reach.exact for item in evidence),
    }
    sentences = (
        (
            f"{many(len(evidence), 'entry says', 'entries say')} that the child managed treatment or care themselves"
            f" {when_words(evidence)}{_at_age(ages)}."
        ),
        _band_words(min((age[0] for age in ages), default=None), policy),
        "The age is not known for all of them." if ages and len(ages) < len(evidence) else "",
        "" if certain else depends(dense, _MONTHS),
        (
            "No published age says when a child can manage alone: the age bands are our choice, and a clinician who knows"
            " the child and the treatment is the one to ask."
        ),
    )
    finding = found(
        context, rule, f"Child managing own care: {many(len(evidence), 'entry', 'entries')}{_at_age(ages)}", sentences, evidence,
        _level(policy, child, evidence, dense), certain=certain, measures=measures, out=out, area="Following advice",
    )  # fmt: skip
    return replace(finding, badges=_badges(evidence, child))


def _level(policy: Policy, child: Child, evidence: Sequence[Counted], dense: Density) -> Level:
    order = (Level.NOTE, Level.CONSIDER, Level.STRONG)
    read = [(item.reach.sure, _ages(item, child)) for item in evidence]
    surest = max((order.index(_level_at(age[1] if age else None, policy)) for sure, age in read if sure), default=0)
    widest = max(order.index(_level_at(age[0] if age else None, policy)) for _, age in read)
    return level_of(order[surest] if dense.sure else None, order[widest])


def _at_age(ages: Sequence[tuple[int, int]]) -> str:
    if not ages:
        return ""
    youngest, oldest = min(age[0] for age in ages), max(age[1] for age in ages)
    if youngest == oldest:
        return f", aged {youngest}" if youngest else ", under 1 year old"
    return f", aged {youngest} to {oldest}"


def _band_words(youngest: int | None, policy: Policy) -> str:
    if youngest is None:
        return "The child's age then is not known, so the entries are not read against it."
    strong, consider = policy.count(OWN_CARE_STRONG_BELOW), policy.count(OWN_CARE_CONSIDER_BELOW)
    if youngest < strong:
        return f"Below {strong:,} years a child depends on an adult for every dose and every step of treatment."
    if youngest < consider:
        return f"From {strong:,} to {consider - 1:,} years a child can learn to help, with an adult who watches."
    return (
        f"From {consider:,} years many young people take over more of their own care: what matters is whether this was"
        " planned with them, and whether an adult still helps."
    )


def _badges(evidence: Sequence[Counted], child: Child) -> tuple[Badge, ...]:
    return tuple(
        Badge(item.event.id, f"aged {age[0]}")
        for item in evidence
        if (age := _ages(item, child)) is not None and age[0] == age[1] and item.reach.sure
    )


def _not_found(context: RuleContext, rule: Rule, looked: int) -> Finding:
    sentences = (
        (f"None of {many(looked, 'entry', 'entries')} on medicines, treatment and advice says that the child managed it alone."),
        "Who gives the care at home is often not written down.",
    )
    return not_found(context, rule, "Child managing own care: not recorded", sentences, {"looked_at": looked})


def _not_assessable(context: RuleContext, rule: Rule) -> Finding:
    return not_assessable(
        context,
        rule,
        "Whether the child manages their own care cannot be assessed",
        "The record holds no entry on medicines, treatment or advice.",
        ("no entries on treatment: ask the child, the family and school who gives medicine and does the care each day",),
    )


RULE = Rule(
    id="child-managing-own-care",
    version=1,
    family="advice",
    name="Child managing own care",
    limits=(OWN_CARE_STRONG_BELOW, OWN_CARE_CONSIDER_BELOW),
    find=_find,
    alternatives=(
        "the child may have been learning a step under an adult's eye, as part of a plan",
        "a step towards managing alone may have been agreed with the clinic, at the right age and with help",
        "it may have happened once, on a day when an adult was ill or kept away",
        "the child may have told of what they can do, rather than of what they do each day",
    ),
    questions=(
        "What exactly does the child do alone, how often, and what could go wrong?",
        "What does the child say about it: is it a pride, a worry, or just how it is?",
        "Which adult is there at those times, and what keeps them from doing it?",
        "What did the clinic agree with the family about who does what?",
    ),
    considerations=(
        "agree who gives each dose or does each step, in each place where the child sleeps, and who steps in",
        "ask the clinic or school nurse to look at what the child does, and to make it safe now",
        "look at what else the child may be carrying: care of others, meals, getting to school",
    ),
    sources=(
        "Norfolk and Calderdale reviews: responsibility put on a child beyond their age",
        "the age bands are our choice, no published figure",
    ),
)
