"""Protective factors: recorded strengths, and support that the family accepted. Shown with the same weight as any concern.

Counted: entries of the kinds engagement, improvement, protective factor and support accepted, on any date or none. Possible
duplicates are counted once. How often the family agreed to what was said or offered stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from types import MappingProxyType

from chronology_tui.analysis.counted import Counted, found, not_assessable, read_once, when_words
from chronology_tui.analysis.finding import Excluded, Finding, Level, Measure, Outcome
from chronology_tui.analysis.limits import PROTECTIVE_FEWEST
from chronology_tui.analysis.reach import window_end
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import listed, many
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.vocabulary import FamilyResponse

_KINDS = (
    (Kind.PROTECTIVE_FACTOR, "protective factor"),
    (Kind.SUPPORT_ACCEPTED, "support accepted"),
    (Kind.ENGAGEMENT, "engagement"),
    (Kind.IMPROVEMENT, "improvement"),
)
_SAYS_NOTHING = "This says nothing against the family: what goes well is often not written down."
_AGREED = frozenset({FamilyResponse.AGREED, FamilyResponse.ACCEPTED_WITH_DIFFICULTY})


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    events = context.of_kinds(*(kind for kind, _ in _KINDS))
    counted, out = read_once(events, context.as_of, lambda e: (e.kind, e.summary))
    if not counted:
        return (_not_assessable(context, rule),)
    if len(counted) < context.policy.count(PROTECTIVE_FEWEST):
        return (_not_found(context, rule, counted, out),)
    return (_found(context, rule, counted, out),)


def _found(context: RuleContext, rule: Rule, evidence: Sequence[Counted], out: Iterable[Excluded]) -> Finding:
    today = context.as_of.toordinal()
    recent = sum(c.reach.sure and window_end(c.reach.first, 12) >= today for c in evidence)
    agreed = sum(context.responses.get(response, 0) for response in _AGREED)
    counts = [(words, sum(c.event.kind is kind for c in evidence)) for kind, words in _KINDS]
    measures: dict[str, Measure] = {
        "strengths": len(evidence),
        **{kind.value: sum(c.event.kind is kind for c in evidence) for kind, _ in _KINDS},
        "in_last_12_months": recent,
        "family_agreed": agreed,
    }
    words = (
        (
            f"{many(len(evidence), 'entry', 'entries')} {'tells' if len(evidence) == 1 else 'tell'} of what goes well"
            f" {when_words(evidence)}: {listed(counts)}."
        ),
        f"{recent:,} of them {'is' if recent == 1 else 'are'} from the last 12 months."
        if recent and len(evidence) > 1
        else "It is from the last 12 months."
        if recent
        else "None of them is known to be from the last 12 months.",
        f"In {many(agreed, 'entry', 'entries')} of the chronology the family agreed to what was said or offered."
        if agreed
        else "",
    )
    finding = found(
        context, rule, f"{many(len(evidence), 'strength')} recorded", words, evidence, Level.STRENGTH, certain=True,
        measures=measures, out=out, spanned=False,
    )  # fmt: skip
    return replace(finding, detail=f"Strength · {recent:,} in the last 12 months")


def _not_found(context: RuleContext, rule: Rule, counted: Sequence[Counted], out: Iterable[Excluded]) -> Finding:
    words = f"{many(len(counted), 'strength')} recorded. {_SAYS_NOTHING}"
    finding = rule.finding(context, Outcome.NOT_FOUND, "Strengths: below the number set", words)
    return replace(finding, excluded=tuple(out), measures=MappingProxyType({"strengths": len(counted)}))


def _not_assessable(context: RuleContext, rule: Rule) -> Finding:
    why = f"No strength is recorded. {_SAYS_NOTHING}"
    missing = "no strengths are recorded: ask the family and each service what goes well and who helps"
    return not_assessable(context, rule, "Strengths cannot be assessed", why, (missing,))


RULE = Rule(
    id="protective-factors",
    version=1,
    family="strength",
    name="Strengths and support accepted",
    limits=(PROTECTIVE_FEWEST,),
    find=_find,
    alternatives=(
        "a strength of one time may not hold today: ask whether it still does",
        "a strength does not by itself make up for care that is missed",
    ),
    questions=(
        "Which of these does the child feel in daily life?",
        "What would make each of them last?",
    ),
    considerations=(
        "tell the family that this has been noticed",
        "build the plan on what works already",
    ),
    sources=(
        "Plymouth SCB: a chronology includes positives",
        "Oxfordshire: families want their positives seen",
        "the number is our choice, no published figure",
    ),
)
