"""Drift: agreed actions past their day, and actions still open after a plan was reviewed twice.

Counted: actions agreed at an entry that are not recorded as done by the day looked back from. An action agreed again later in the
same words is one action, with the day that was last agreed for it; agreeing it again without a day does not take its day away. An
action is **past due** where every day on which it may have been due has passed, and **possibly** so where some day has. An action
without any day is **carried over** where the plan was reviewed twice since it was agreed (a review, a conference, a Child in Need
or core group meeting) and it is still open.

An action may belong to a service as well as to the family: the owner is named. The level is *note*, and *consider* where two or
more actions are not carried out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chronology_tui.analysis.counted import Counted, found, not_assessable, not_found
from chronology_tui.analysis.finding import Badge, Finding, Level, Measure
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import DRIFT_CONSIDER, DRIFT_OVERDUE, DRIFT_REVIEWS
from chronology_tui.analysis.policy import Policy
from chronology_tui.analysis.reach import Reach
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import day_words, many
from chronology_tui.domain.agreed import ActionState, done_by, perhaps_overdue, state_on
from chronology_tui.domain.dates.value import Qualifier
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event, PlannedAction
from chronology_tui.domain.text import fold, one_line

REVIEWS = (Kind.PLAN_REVIEWED, Kind.CONFERENCE, Kind.CIN_MEETING)
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class _Agreed:
    """One action by its words.

    Attributes:
        event: the entry at which its day was last agreed, failing that, it itself; ``action`` as it stands there.
        entries: every entry at which it was agreed since it was last done.
        overdue, maybe_overdue: whether its day has passed in every reading, or in some.
        reviews, maybe_reviews: how many reviews surely, or possibly, found it open.
    """

    event: Event
    action: PlannedAction
    entries: tuple[Counted, ...]
    overdue: bool
    maybe_overdue: bool
    reviews: tuple[Counted, ...]
    maybe_reviews: tuple[Counted, ...]


def _open_actions(context: RuleContext) -> tuple[list[_Agreed], int, int]:
    """Return the open actions in order, how many actions there are by their words, and how many of them are done."""
    chains: dict[str, list[tuple[Event, PlannedAction]]] = {}
    for event in context.with_actions:
        for action in event.planned:
            chains.setdefault(fold(action.what), []).append((event, action))
    reviews = [Counted(e, Reach.of(e.when, context.as_of)) for e in context.of_kinds(*REVIEWS)]
    still = []
    done = 0
    for chain in chains.values():
        since: list[tuple[Event, PlannedAction]] = []
        for event, action in chain:
            since = [] if done_by(action, context.as_of) else [*since, (event, action)]
        if since:
            still.append(_agreed(since, reviews, context))
        else:
            done += 1
    return still, len(chains), done


def _agreed(since: Sequence[tuple[Event, PlannedAction]], reviews: Sequence[Counted], context: RuleContext) -> _Agreed:
    today = context.as_of
    event, action = next(((e, a) for e, a in reversed(since) if a.due is not None and not a.due.is_undated), since[-1])
    due = action.due if action.due is not None and not action.due.is_undated else None
    maybe = perhaps_overdue(action, today)
    # A day that the source doubts is no sure day, even when it has passed.
    doubted = due is not None and due.qualifier is Qualifier.UNCERTAIN
    overdue = state_on(action, today) is ActionState.OVERDUE and not doubted
    entries = tuple(Counted(e, Reach.of(e.when, today)) for e, _ in since)
    if due is not None:
        return _Agreed(event, action, entries, overdue, maybe, (), ())
    surely = min((c.reach.last for c in entries if c.reach.sure), default=today.toordinal())
    firsts = sorted((c.reach.first, c.event.id) for c in entries)
    reviewed = tuple(r for r in reviews if r.reach.sure and r.reach.first > surely)
    # An entry that is itself a review does not review what was agreed there for the first time.
    possible = tuple(r for r in reviews if any(first < r.reach.last and agreed != r.event.id for first, agreed in firsts[:2]))
    return _Agreed(event, action, entries, overdue, maybe, reviewed, possible)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What stands open in one reading: past due, and carried over."""

    overdue: tuple[_Agreed, ...]
    carried: tuple[_Agreed, ...]

    @classmethod
    def of(cls, actions: Iterable[_Agreed], policy: Policy, *, widest: bool) -> _Reading:
        """Return the surest or the widest reading."""
        every = tuple(actions)
        fewest = policy.count(DRIFT_REVIEWS)
        return cls(
            tuple(a for a in every if (a.maybe_overdue if widest else a.overdue)),
            tuple(a for a in every if len(a.maybe_reviews if widest else a.reviews) >= fewest),
        )

    def level(self, policy: Policy) -> Level | None:
        """Return the level of this reading, or None below the threshold."""
        open_now = len(self.overdue) + len(self.carried)
        if not self.carried and len(self.overdue) < policy.count(DRIFT_OVERDUE):
            return None
        return Level.CONSIDER if open_now >= policy.count(DRIFT_CONSIDER) else Level.NOTE


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    actions, number, done = _open_actions(context)
    if not number:
        return (_not_assessable(context, rule),)
    surest = _Reading.of(actions, context.policy, widest=False)
    widest = _Reading.of(actions, context.policy, widest=True)
    level = widest.level(context.policy)
    counts: dict[str, Measure] = {"actions": number, "done": done, "open": len(actions)}
    if level is None:
        return (_not_found(context, rule, counts),)
    return (_found(context, rule, surest, widest, counts),)


def _found(context: RuleContext, rule: Rule, surest: _Reading, widest: _Reading, counts: dict[str, Measure]) -> Finding:
    policy = context.policy
    sure_level, wide_level = surest.level(policy), widest.level(policy)
    certain = sure_level is not None
    told = surest if certain else widest
    reviews = {r.event.id: r for a in told.carried for r in (a.reviews if certain else a.maybe_reviews)}
    held = {c.event.id: c for a in (*told.overdue, *told.carried) for c in a.entries} | reviews
    evidence = tuple(sorted(held.values(), key=lambda c: c.event.sort_key))
    longest = min((due for a in told.overdue if (due := _due(a)) is not None), default=None)
    measures: dict[str, Measure] = {
        **counts,
        "overdue": len(told.overdue),
        "not_carried_out_widest": len({id(a) for a in (*widest.overdue, *widest.carried)}),
        "overdue_widest": len(widest.overdue),
        "carried_over": len(told.carried),
        "carried_over_widest": len(widest.carried),
        "reviews": len(reviews),
        "put_back": sum(len(a.entries) > 1 for a in (*told.overdue, *told.carried)),
        "oldest_due": longest.isoformat() if longest else None,
    }
    of = f"of {many(int(counts['actions'] or 0), 'agreed action')}"
    words = (
        f"{len(told.overdue):,} {of} {'is' if len(told.overdue) == 1 else 'are'} past the day agreed and not recorded as done."
        if told.overdue
        else "",
        f"The oldest was due on {day_words(longest)}." if longest and longest < context.as_of else "",
        f"{len(told.carried):,} {of}, without a day to be done by, {'was' if len(told.carried) == 1 else 'were'} still open after"
        f" {many(len(reviews), 'review')} of the plan."
        if told.carried
        else "",
        _named((*told.overdue, *told.carried)),
        f"{many(int(counts['done'] or 0), 'action')} of the {counts['actions']:,} {'is' if counts['done'] == 1 else 'are'}"
        " recorded as done."
        if counts["done"]
        else "No action is recorded as done.",
        "An action may belong to a service as well as to the family, and may have been done without being written down.",
        "" if certain else "Whether an action is past due, or was open at a review, depends on uncertain dates.",
    )
    parts = [f"{len(told.overdue):,} past due"] if told.overdue else []
    parts += [f"{len(told.carried):,} open after {many(policy.count(DRIFT_REVIEWS), 'review')}"] if told.carried else []
    title = f"{of[0].upper()}{of[1:]}: {', '.join(parts)}"
    badges = tuple(Badge(c.event.id, "action past due") for c in evidence if any(a.event.id == c.event.id for a in told.overdue))
    loose = [c.event.id for a in told.carried for c in (*a.entries, *a.maybe_reviews) if not c.reach.exact]
    # What is uncertain may be the day an action is due, which stands in an entry whose own day is certain.
    loose += [a.event.id for a in told.overdue if not a.overdue]
    return found(
        context, rule, title, words, evidence, level_of(sure_level, wide_level or Level.NOTE), certain=certain, measures=measures,
        area="Plans", badges=badges, also_uncertain=loose, spanned=False,
    )  # fmt: skip


def _due(agreed: _Agreed) -> date | None:
    return agreed.action.due.latest or agreed.action.due.earliest if agreed.action.due is not None else None


def _named(actions: Sequence[_Agreed]) -> str:
    """Return the first three actions with their owners, as they were written."""
    shown = []
    for agreed in actions[:3]:
        what, owner = one_line(agreed.action.what), one_line(agreed.action.owner)
        what = what if len(what) <= _LONGEST else f"{what[:_LONGEST].rstrip()}…"
        shown.append(f"“{what}” ({f'owner {owner[:_LONGEST]}' if owner else 'no owner named'})")
    rest = len(actions) - len(shown)
    return f"Open: {'; '.join(shown)}{f'; and {rest:,} more' if rest else ''}."


def _not_found(context: RuleContext, rule: Rule, counts: dict[str, Measure]) -> Finding:
    words = (
        (
            f"{many(int(counts['actions'] or 0), 'agreed action')}, {counts['done']:,} done; none is past its day, and none"
            f" without a day was still open after {many(context.policy.count(DRIFT_REVIEWS), 'review')}."
        ),
    )
    return not_found(context, rule, "Agreed actions: none past due", words, counts)


def _not_assessable(context: RuleContext, rule: Rule) -> Finding:
    why = "No agreed action is recorded with what is to be done, so nothing can be said about what was carried out."
    missing = (
        "no agreed actions are recorded: ask the lead professional for each plan: who does what by when, and what came of it"
    )
    return not_assessable(context, rule, "Agreed actions cannot be assessed", why, (missing,))


RULE = Rule(
    id="drift",
    version=1,
    family="course",
    name="Agreed actions not carried out",
    limits=(DRIFT_OVERDUE, DRIFT_CONSIDER, DRIFT_REVIEWS),
    find=_find,
    alternatives=(
        "the action may have been done and not written down here",
        "it may no longer be needed, or another step may have taken its place",
        "it may be waiting for another service, or for a place on a list",
        "what was agreed may not have been clear, or possible, for those who were to do it",
    ),
    questions=(
        "Who holds each open action, and do they know?",
        "What stood in the way, and what would make it possible?",
        "What has the waiting meant for the child?",
        "If an action keeps being carried over, is it the right one?",
    ),
    considerations=(
        "ask each owner what came of the action, and record it with its day",
        "agree a new day, or another step, at the next review",
        "take it further by the local procedure for professional disagreement where a service does not act",
    ),
    sources=(
        "practice: what is the plan and what difference is it making? (Bradford)",
        "the numbers are common practice or our choice, no published figure",
    ),
)
