"""Frequent moves: several changes of home, GP or school within a year.

Counted: changes of home, of GP and of school or nursery. Changes within some weeks of one another are one change, since a new
home often brings a new GP and a new school. Never counted: starting primary or secondary school in late summer at the usual age,
and possible duplicates. In the surest reading entries that may be part of one change are one; in the widest they are as many as
can lie apart.

The level is *note*: moving is part of life, and what matters is whether care followed the child. It is *consider* where there are
at least twice as many as the fewest.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from chronology_tui.analysis.counted import Counted, found, not_assessable, not_found, read_once
from chronology_tui.analysis.finding import Excluded, Finding, Level, Measure
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import MOVES_IN_WINDOW, MOVES_ONE_DAYS, MOVES_WINDOW_MONTHS
from chronology_tui.analysis.reach import Reach, Windows, window_end
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import joined, many
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Child, Event

USUAL = "starting primary or secondary school at the usual age: not counted"
_KINDS = ((Kind.MOVE, "home"), (Kind.CHANGE_OF_GP, "GP"), (Kind.CHANGE_OF_SCHOOL, "school or nursery"))
_STARTS = (4, 11)
"""Age in years on 31 August before reception and before secondary school, in England; close enough elsewhere in the UK."""
_SUMMER = (8, 9)


def usual_start(event: Event, child: Child) -> bool:
    """Whether a change of school is the usual start of primary or secondary school."""
    first, last = event.when.earliest, event.when.latest
    if event.kind is not Kind.CHANGE_OF_SCHOOL or child.birth is None or first is None or last is None:
        return False
    if first.year != last.year or first.month not in _SUMMER or last.month not in _SUMMER:
        return False
    born = child.birth.year + ((child.birth.month, child.birth.day) > (8, 31))
    return first.year - born in _STARTS


def fewest_changes(reaches: Iterable[Reach], apart: int) -> int:
    """Return into how few changes the entries fit, each within ``apart`` days: each stretch begins where it must."""
    number, end = 0, -1
    for reach in sorted(reaches, key=lambda r: (r.last, r.first)):
        if number == 0 or reach.first > end:
            number, end = number + 1, reach.last + apart
    return number


def most_changes(reaches: Iterable[Reach], apart: int, window: tuple[int, int]) -> int:
    """Return how many of the entries can lie more than ``apart`` days from one another within a window."""
    number, free = 0, window[0]
    for reach in sorted(reaches, key=lambda r: (r.last, r.first)):
        day = max(free, reach.first)
        if day <= min(reach.last, window[1]):
            number, free = number + 1, day + apart + 1
    return number


_SHORT_DAYS = 62
"""An entry that allows at most so many days stands near its first day in a list."""


def _windows(counted: Sequence[Counted], context: RuleContext, *, widest: bool) -> list[tuple[int, tuple[int, int]]]:
    """Return the number of changes in each window that may hold the most."""
    months, apart = context.policy.count(MOVES_WINDOW_MONTHS), context.policy.count(MOVES_ONE_DAYS)
    reaches = sorted({c.reach for c in counted if widest or c.reach.sure}, key=lambda r: (r.first, r.last))
    windows = {(day, window_end(day, months)) for day in (r.last if widest else r.first for r in reaches)}
    # An entry of a known day or month is found by its place; only those that allow longer are looked at in every window.
    short = [r for r in reaches if r.last - r.first <= _SHORT_DAYS]
    long = [r for r in reaches if r.last - r.first > _SHORT_DAYS]
    firsts = [r.first for r in short]
    counts = []
    for window in sorted(windows):
        near = short[bisect_left(firsts, window[0] - _SHORT_DAYS) : bisect_right(firsts, window[1])]
        if widest:
            inside = [r for r in (*near, *long) if r.meets(*window)]
            counts.append((most_changes(inside, apart, window), window))
        else:
            inside = [r for r in (*near, *long) if window[0] <= r.first and r.last <= window[1]]
            counts.append((fewest_changes(inside, apart), window))
    return counts


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    events = context.of_kinds(*(kind for kind, _ in _KINDS))
    child = context.chronology.child
    usual = [e for e in events if usual_start(e, child)]
    left = {e.id for e in usual}
    counted, doubled = read_once((e for e in events if e.id not in left), context.as_of, lambda e: e.kind)
    out = (*(Excluded(e.id, USUAL) for e in usual), *doubled)
    if not counted:
        return (_not_assessable(context, rule, out),)
    fewest = context.policy.count(MOVES_IN_WINDOW)
    surest, widest = _windows(counted, context, widest=False), _windows(counted, context, widest=True)
    possible = Windows.of(window for count, window in widest if count >= fewest)
    certain = any(count >= fewest for count, _ in surest)
    most = max((count for count, _ in surest), default=0), max(count for count, _ in widest)
    evidence = [c for c in counted if possible.meet(c.reach)]
    if not evidence:
        return (_not_found(context, rule, counted, most, out),)
    return (_found(context, rule, evidence, most, out, certain=certain),)


def _found(
    context: RuleContext,
    rule: Rule,
    evidence: Sequence[Counted],
    most: tuple[int, int],
    out: Iterable[Excluded],
    *,
    certain: bool,
) -> Finding:
    policy = context.policy
    months, apart = many(policy.count(MOVES_WINDOW_MONTHS), "month"), policy.count(MOVES_ONE_DAYS)
    counts = {words: sum(c.event.kind is kind for c in evidence) for kind, words in _KINDS}
    measures: dict[str, Measure] = {
        "changes_surest": most[0],
        "changes_widest": most[1],
        "entries": len(evidence),
        "home": counts["home"],
        "gp": counts["GP"],
        "school": counts["school or nursery"],
        "window_months": policy.count(MOVES_WINDOW_MONTHS),
    }
    number = most[0] if certain else most[1]
    kinds = joined([f"{words} {count:,}" for words, count in counts.items() if count])
    words = (
        (
            f"{many(number, 'change')} within {months}{'' if certain else ' at most'}, from"
            f" {many(len(evidence), 'entry', 'entries')}:"
            f" {kinds}."
        ),
        f"Changes within {apart:,} days of one another are counted as one, since a new home often brings a new GP or school.",
        "After a change, letters may go to the old address and records may take months to follow.",
        ""
        if certain
        else f"This depends on uncertain dates: in the surest reading there {'is' if most[0] == 1 else 'are'} {most[0]:,}, in the"
        f" widest {most[1]:,}.",
    )
    level = [Level.CONSIDER if n >= 2 * policy.count(MOVES_IN_WINDOW) else Level.NOTE for n in most]
    title = f"{many(number, 'change')} of {joined([w for w, count in counts.items() if count])} within {months}"
    return found(
        context, rule, title, words, evidence, level_of(level[0] if certain else None, level[1]), certain=certain,
        measures=measures, out=out, area="Moves", spanned=False,
    )  # fmt: skip


def _not_found(
    context: RuleContext, rule: Rule, counted: Sequence[Counted], most: tuple[int, int], out: Iterable[Excluded]
) -> Finding:
    words = (
        (
            f"{many(len(counted), 'change')} of home, GP or school recorded: at most {most[1]:,} in any"
            f" {many(context.policy.count(MOVES_WINDOW_MONTHS), 'month')}; the threshold is"
            f" {context.policy.count(MOVES_IN_WINDOW):,}."
        ),
    )
    measures: dict[str, Measure] = {"changes_surest": most[0], "changes_widest": most[1], "entries": len(counted)}
    return not_found(context, rule, f"{rule.name}: below the threshold", words, measures, out)


def _not_assessable(context: RuleContext, rule: Rule, out: Iterable[Excluded]) -> Finding:
    why = "No change of home, GP or school is recorded, nor that addresses and registrations were asked for."
    missing = "no changes are recorded: ask for the dates of each address, GP registration and school"
    return not_assessable(context, rule, f"{rule.name} cannot be assessed", why, (missing,), out)


RULE = Rule(
    id="frequent-moves",
    version=1,
    family="engagement",
    name="Frequent moves",
    limits=(MOVES_IN_WINDOW, MOVES_WINDOW_MONTHS, MOVES_ONE_DAYS),
    find=_find,
    alternatives=(
        "housing that the family could not choose: temporary places, rent, eviction",
        "leaving somebody who was a danger, which protects the child",
        "work, family or a better school",
        "a practice that closed or merged, which changes the GP without a move",
    ),
    questions=(
        "Did records, waiting lists and appointments follow the child, and who checked?",
        "Why did the family move, and where does the child sleep now?",
        "What did the child lose and gain with each change?",
    ),
    considerations=(
        "check that every service has the present address, GP and school",
        "ask the earlier services for their records",
    ),
    sources=("common practice, no published figure: the number, the window and what is one change can be changed",),
)
