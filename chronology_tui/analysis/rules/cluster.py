"""Cluster: the 60 days that hold the most days with a concern, against the rest of the record.

Counted: days with at least one entry rated low or worse (entries of one certain day are one). A cluster is reported when it holds
at least a few, and several times as many as the rest of the record gives in the same length of time. It is always a *note*: it
says where to look, and a record gets denser when people look more closely.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from chronology_tui.analysis.attendance import hull
from chronology_tui.analysis.concerns import NOT_RATED, RATE, SAME_ENTRIES, SURVEILLANCE, Occasion, occasions, read_concerns
from chronology_tui.analysis.counted import found, not_assessable, not_found
from chronology_tui.analysis.finding import Finding, Level, Measure
from chronology_tui.analysis.limits import CLUSTER_DAYS, CLUSTER_FEWEST, CLUSTER_RATIO
from chronology_tui.analysis.policy import Policy
from chronology_tui.analysis.reach import Reach, possible_counts, sure_counts
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import between_words, joined, many


@dataclass(frozen=True, slots=True)
class _Dense:
    """The window with the most days of concern.

    Attributes:
        inside: how many days of concern it holds; ``rest``: how many lie elsewhere.
        window: its first and last day.
        rest_days: days of the record outside it.
    """

    inside: int
    rest: int
    window: tuple[int, int]
    rest_days: int

    def rest_rate(self, days: int) -> float | None:
        """How many days of concern the rest gives in one window's time; None where the record is no longer than a window."""
        return None if self.rest_days < days else self.rest / self.rest_days * days

    def is_cluster(self, policy: Policy) -> bool:
        """Whether it holds enough, and enough more than the rest."""
        rate = self.rest_rate(policy.count(CLUSTER_DAYS))
        return (
            rate is not None and self.inside >= policy.count(CLUSTER_FEWEST) and self.inside >= policy.value(CLUSTER_RATIO) * rate
        )


def _densest(every: Sequence[Occasion], policy: Policy, *, sure: bool) -> _Dense | None:
    """Return the densest window, the latest of equals; None without a usable date."""
    reaches = [o.reach for o in every if o.reach.sure or not sure]
    days = policy.count(CLUSTER_DAYS)
    counts = sure_counts(reaches, 0, days) if sure else possible_counts([r for r in reaches if r.bounded], 0, days)
    ends = hull(reaches)
    if not counts or ends is None:
        return None
    inside, window = max(counts)
    whole = max(ends[1], window[1]) - min(ends[0], window[0]) + 1
    return _Dense(inside, sum(_elsewhere(r, window) for r in reaches) if sure else len(reaches) - inside, window, whole - days)


def _elsewhere(reach: Reach, window: tuple[int, int]) -> bool:
    return not (window[0] <= reach.first and reach.last <= window[1])


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    concerns = context.once(read_concerns)
    if not concerns.rated:
        return (not_assessable(context, rule, f"{rule.name} cannot be assessed", NOT_RATED, (RATE,)),)
    days = occasions(concerns.all)
    surest, widest = _densest(days, context.policy, sure=True), _densest(days, context.policy, sure=False)
    if surest is not None and surest.is_cluster(context.policy):
        return (_found(context, rule, days, surest, certain=True),)
    if widest is not None and widest.is_cluster(context.policy):
        return (_found(context, rule, days, widest, certain=False),)
    return (_not_found(context, rule, days, widest),)


def _found(context: RuleContext, rule: Rule, every: Sequence[Occasion], dense: _Dense, *, certain: bool) -> Finding:
    days = context.policy.count(CLUSTER_DAYS)
    inside = [
        o
        for o in every
        if (not _elsewhere(o.reach, dense.window) if certain else o.reach.meets(*dense.window)) and o.reach.bounded
    ]
    if certain:
        inside = [o for o in inside if o.reach.sure]
    evidence = tuple(sorted((c for o in inside for c in o.entries), key=lambda c: c.event.sort_key))
    first, last = date.fromordinal(dense.window[0]), date.fromordinal(dense.window[1])
    rate = dense.rest_rate(days) or 0.0
    areas = sorted({c.event.area.label for c in evidence})
    measures: dict[str, Measure] = {
        "days_with_concern": dense.inside,
        "entries": len(evidence),
        "rest_days_with_concern": dense.rest,
        "rest_days": dense.rest_days,
        "rest_per_window": round(rate, 2),
        "window_days": days,
        "window_start": first.isoformat(),
        "window_end": last.isoformat(),
    }
    words = (
        (
            f"{many(dense.inside, 'day')} with a concern fall{'s' if dense.inside == 1 else ''} within the {days:,} days"
            f" {between_words(first, last)}, with {many(len(evidence), 'entry', 'entries')} in {many(len(areas), 'area')}:"
            f" {joined(areas)}."
        ),
        (
            f"The other {dense.rest_days:,} days from the first to the last concern hold {dense.rest:,}, or {rate:.1f} in every"
            f" {days:,} days."
        ),
        SURVEILLANCE,
        SAME_ENTRIES,
        "" if certain else "Whether they fall together depends on uncertain dates.",
    )
    title = f"{many(dense.inside, 'day')} with a concern in {days:,} days; elsewhere {rate:.1f} in {days:,}"
    return found(
        context, rule, title, words, evidence, Level.NOTE, certain=certain, measures=measures, area="Course", spanned=False
    )


def _not_found(context: RuleContext, rule: Rule, every: Sequence[Occasion], widest: _Dense | None) -> Finding:
    policy = context.policy
    most = widest.inside if widest is not None else 0
    words = (
        (
            f"At most {many(most, 'day')} with a concern fall within any {policy.count(CLUSTER_DAYS):,} days. A cluster is"
            f" {policy.count(CLUSTER_FEWEST):,} or more, and at least {policy.value(CLUSTER_RATIO):g} times what the rest of the"
            " record gives."
        ),
        "Entries that are not rated cannot be counted.",
    )
    measures: dict[str, Measure] = {"days_with_concern": len(every), "most_in_window_widest": most}
    return not_found(context, rule, f"{rule.name}: no cluster seen", words, measures)


RULE = Rule(
    id="cluster",
    version=1,
    family="course",
    name="Concerns close together",
    limits=(CLUSTER_DAYS, CLUSTER_FEWEST, CLUSTER_RATIO),
    find=_find,
    alternatives=(
        "one illness, injury or event may have brought several entries",
        "people may have looked or written down more in that time, above all after a referral",
        "the rest of the record may be incomplete",
    ),
    questions=(
        "What happened in the child's life just before?",
        "Did the services that met the child in this time know of one another?",
        "What was done, and did it calm down because of that?",
    ),
    considerations=("read the entries of this time together, and the weeks before them",),
    sources=("our choice, no published figure: the window, the number and the comparison can be changed",),
)
