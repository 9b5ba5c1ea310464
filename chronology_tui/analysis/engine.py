"""The analysis: every rule over one chronology, as at one day. Pure and deterministic: no clock, no randomness, no store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from chronology_tui.analysis.finding import Analysis, Finding, Level, Outcome
from chronology_tui.analysis.policy import Policy
from chronology_tui.analysis.registry import RULES
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.summary import summarise
from chronology_tui.domain.chronology import Chronology

_LEVELS = (Level.STRONG, Level.CONSIDER, Level.NOTE, Level.STRENGTH)
_OUTCOMES = (Outcome.FOUND, Outcome.NOT_FOUND, Outcome.NOT_ASSESSABLE, Outcome.FAILED)


def analyse(chronology: Chronology, policy: Policy, as_of: date, *, rules: Iterable[Rule] = RULES) -> Analysis:
    """Return what the rules say of a chronology, looking only back from ``as_of``.

    Args:
        chronology: all entries about the child; those that begin after ``as_of`` are not looked at.
        policy: the thresholds in force.
        as_of: the day looked back from.
        rules: the rules to run, in order.

    Returns:
        the findings of every outcome: strong, consider, note, strength, then not found, not assessable, failed; equals by the
        order of the rules and then by subject.
    """
    context = RuleContext.of(chronology, policy, as_of)
    ranked = [(place, finding) for place, rule in enumerate(rules) for finding in run_rule(rule, context)]
    ranked.sort(key=lambda item: (_rank(item[1]), item[0], item[1].subject.casefold(), item[1].subject))
    return Analysis(as_of, policy.label, summarise(context), tuple(finding for _, finding in ranked))


def run_rule(rule: Rule, context: RuleContext) -> tuple[Finding, ...]:
    """Return what one rule says; a rule that raises becomes one finding that names the rule and the kind of fault only.

    This is the one place in the analysis where every exception is caught: a fault in one rule must not hide what the others
    found. The message of the exception is left out, since it may quote the case.
    """
    try:
        return rule.run(context)
    except Exception as fault:  # noqa: BLE001  the documented boundary, see above
        return (
            Finding(
                rule=rule.id,
                version=rule.version,
                family=rule.family,
                outcome=Outcome.FAILED,
                title=f"{rule.name}: this check failed",
                explanation=(
                    f"The rule {rule.id} stopped with a fault of the program ({type(fault).__name__}) and says nothing"
                    " either way. The other rules ran."
                ),
            ),
        )


def _rank(finding: Finding) -> int:
    if finding.outcome is Outcome.FOUND and finding.level is not None:
        return _LEVELS.index(finding.level)
    return len(_LEVELS) + _OUTCOMES.index(finding.outcome)
