"""Closed and referred again: several referrals closed with no further action within two years.

Counted: entries "referral closed, no further action". Possible duplicates are left out. It says how services answered, not what a
family did: the level is *note*, and *consider* from 3 in one window.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chronology_tui.analysis.attendance import placed_badges
from chronology_tui.analysis.counted import Counted, depends, found, not_assessable, not_found, read_once, when_words
from chronology_tui.analysis.finding import Excluded, Finding, Level, Measure
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import CLOSED_CONSIDER, CLOSED_IN_WINDOW, CLOSED_WINDOW_MONTHS
from chronology_tui.analysis.reach import Density, Reach, density
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import many
from chronology_tui.domain.kinds import Kind


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    events = context.by_kind.get(Kind.REFERRAL_CLOSED, ())
    counted, out = read_once(events, context.as_of, lambda e: e.kind)
    referrals = context.by_kind.get(Kind.REFERRAL, ())
    if not counted and not referrals:
        return (_not_assessable(context, rule),)
    policy = context.policy
    dense = density([c.reach for c in counted], policy.count(CLOSED_WINDOW_MONTHS), policy.count(CLOSED_IN_WINDOW))
    evidence = [c for c in counted if dense.possible.meet(c.reach)]
    if not evidence:
        return (_not_found(context, rule, counted, dense, out),)
    return (_found(context, rule, evidence, dense, out),)


def _found(context: RuleContext, rule: Rule, evidence: Sequence[Counted], dense: Density, out: Iterable[Excluded]) -> Finding:
    policy = context.policy
    months = policy.count(CLOSED_WINDOW_MONTHS)
    certain = bool(dense.sure)
    first = min((c.reach.last for c in evidence if c.reach.sure), default=None)
    referrals = [Reach.of(e.when, context.as_of) for e in context.by_kind.get(Kind.REFERRAL, ())]
    after = 0 if first is None else sum(r.sure and r.first > first for r in referrals)
    measures: dict[str, Measure] = {
        "closed": len(evidence),
        "most_in_window_surest": dense.surest,
        "most_in_window_widest": dense.widest,
        "window_months": months,
        "referrals": len(referrals),
        "referrals_after_first_closure": after,
    }
    words = (
        (
            f"{many(len(evidence), 'referral')} {'was' if len(evidence) == 1 else 'were'} closed with no further action"
            f" {when_words(evidence)}, of {many(len(referrals), 'referral')} on record."
        ),
        f"The most in any {many(months, 'month')} is {dense.widest:,}.",
        f"{many(after, 'referral')} followed the first of these closures." if after else "",
        "Each referral may have been looked at by itself: together they may say more.",
        "" if certain else depends(dense, months),
    )
    consider = policy.count(CLOSED_CONSIDER)
    surest, widest = (Level.CONSIDER if n >= consider else Level.NOTE for n in (dense.surest, dense.widest))
    return found(
        context, rule, f"{many(len(evidence), 'referral')} closed with no further action", words, evidence,
        level_of(surest if certain else None, widest), certain=certain, measures=measures, out=out, area="Referrals",
        badges=placed_badges(((c.event.id, c.reach) for c in evidence), months),
    )  # fmt: skip


def _not_found(context: RuleContext, rule: Rule, counted: Sequence[Counted], dense: Density, out: Iterable[Excluded]) -> Finding:
    months = many(context.policy.count(CLOSED_WINDOW_MONTHS), "month")
    threshold = f"{context.policy.count(CLOSED_IN_WINDOW):,}"
    some = (
        f"{many(len(counted), 'referral')} closed with no further action: at most {dense.widest:,} in any {months}; the threshold"
    )
    none = f"No referral is recorded as closed with no further action; in any {months} the threshold"
    words = (f"{some if counted else none} is {threshold}.",)
    measures: dict[str, Measure] = {"closed": len(counted), "most_in_window_widest": dense.widest}
    return not_found(context, rule, f"{rule.name}: below the threshold", words, measures, out)


def _not_assessable(context: RuleContext, rule: Rule) -> Finding:
    why = "No referral is recorded, nor that one was closed, and the record does not show that social care was asked."
    missing = "no referrals are recorded: ask children's social care for each referral and what came of it"
    return not_assessable(context, rule, f"{rule.name} cannot be assessed", why, (missing,))


RULE = Rule(
    id="closed-and-referred-again",
    version=1,
    family="engagement",
    name="Closed and referred again",
    limits=(CLOSED_IN_WINDOW, CLOSED_WINDOW_MONTHS, CLOSED_CONSIDER),
    find=_find,
    alternatives=(
        "each referral may have been about something else, and each decision right",
        "help may have been given without a referral being taken on",
        "the family may have accepted early help in place of an assessment",
    ),
    questions=(
        "Was each referral read together with the earlier ones, and with a chronology?",
        "What was said to the family and to the referrer each time?",
        "What would have to happen for the answer to be another one?",
    ),
    considerations=(
        "send the whole chronology with the next referral, and ask for the decision and its reasons in writing",
        "use the local procedure for professional disagreement where you think the child needs more",
    ),
    sources=(
        "Ealing: start-again syndrome, each referral looked at as if it were the first",
        "the number and the window are common practice, no published figure",
    ),
)
