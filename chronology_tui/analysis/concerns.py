"""Concerns over time: entries rated low or worse, as every rule on the course of a case reads them.

Left out, and named: what a service cancelled, a young person's own choice, and appointments that another entry contradicts or
repeats. Entries of one certain day are one **occasion**, so that one episode with several entries (an emergency attendance, the
admission that followed, a letter on it) is not read as several. A span counts by its first day.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from dateutil.relativedelta import relativedelta

from chronology_tui.analysis.appointments import Role
from chronology_tui.analysis.counted import Counted
from chronology_tui.analysis.finding import Excluded
from chronology_tui.analysis.reach import Reach
from chronology_tui.analysis.rule import RuleContext
from chronology_tui.domain.scales import Severity

_NEVER = (Role.CANCELLED_BY_SERVICE, Role.OWN_CHOICE, Role.DUPLICATE, Role.CONFLICT)
SURVEILLANCE = (
    "A record often gets denser because people look more closely, above all after a referral, so part of this may be closer"
    " watching."
)
NOT_RATED = "No entry is rated for severity, so nothing can be said about the course."
RATE = "the severity of harm to the child is not rated: rate the entries"
MONTHS_BACK = 12
"""The course looks at this many calendar months, the month of the as-at day included."""


@dataclass(frozen=True)
class Concerns:
    """The concerns of a chronology.

    Attributes:
        all: entries rated low or worse, in order.
        rated: how many entries are rated at all.
        left_out: rated low or worse and not counted, and why.
    """

    all: tuple[Counted, ...]
    rated: int
    left_out: tuple[Excluded, ...]

    @cached_property
    def moderate(self) -> tuple[Counted, ...]:
        """The concerns of moderate severity or worse."""
        return tuple(c for c in self.all if c.event.severity >= Severity.MODERATE)


@dataclass(frozen=True, slots=True)
class Occasion:
    """The entries of one certain day, or one entry without one."""

    entries: tuple[Counted, ...]

    @property
    def reach(self) -> Reach:
        """The days that it allows."""
        return self.entries[0].reach

    @property
    def severity(self) -> Severity:
        """The worst severity of its entries."""
        return max(c.event.severity for c in self.entries)


def read_concerns(context: RuleContext) -> Concerns:
    """Return the concerns of a chronology."""
    never: Mapping[UUID, str] = {a.event.id: a.role.why for a in context.care.with_role(*_NEVER)}
    kept: list[Counted] = []
    out: list[Excluded] = []
    rated = 0
    for event in context.chronology.events:
        severity = event.severity
        rated += severity is not Severity.NOT_RATED
        if severity < Severity.LOW:
            continue
        if event.id in never:
            out.append(Excluded(event.id, never[event.id]))
        else:
            kept.append(Counted(event, Reach.of(event.when, context.as_of, start_only=True)))
    return Concerns(tuple(kept), rated, tuple(out))


def occasions(concerns: Iterable[Counted]) -> tuple[Occasion, ...]:
    """Return the occasions of some concerns, in order of their first entry."""
    days: dict[int, list[Counted]] = {}
    found: list[list[Counted]] = []
    for concern in concerns:
        if concern.reach.exact and concern.reach.first in days:
            days[concern.reach.first].append(concern)
            continue
        found.append([concern])
        if concern.reach.exact:
            days[concern.reach.first] = found[-1]
    return tuple(Occasion(tuple(entries)) for entries in found)


@dataclass(frozen=True, slots=True)
class Months:
    """How many of the last calendar months hold a concern: in the surest and in the widest reading."""

    surest: int
    widest: int


def concern_months(reaches: Iterable[Reach], as_of: date, back: int = MONTHS_BACK) -> Months:
    """Return the months with a concern: surely in it, and at most if each falls in the month that makes the number largest."""
    this = as_of.replace(day=1)
    starts = [(this - relativedelta(months=months)).toordinal() for months in range(back - 1, -1, -1)]
    sure: set[int] = set()
    spans: list[tuple[int, int]] = []
    for reach in reaches:
        if reach.last < starts[0]:
            continue
        first, last = bisect_right(starts, reach.first) - 1, bisect_right(starts, reach.last) - 1
        spans.append((max(first, 0), last))
        if reach.sure and first == last:
            sure.add(first)
    return Months(len(sure), _most_months(spans))


def _most_months(spans: Sequence[tuple[int, int]]) -> int:
    """Return the most months that spans can fill, one month each: the one that must be placed soonest goes first."""
    waiting = sorted(set(spans), key=lambda span: (span[1], span[0]))
    # A month is filled at most once: only as many of one span as it has months can matter, and there are few months.
    tally: dict[tuple[int, int], int] = {}
    for span in spans:
        tally[span] = tally.get(span, 0) + 1
    filled: set[int] = set()
    for first, last in waiting:
        for _ in range(min(tally[first, last], last - first + 1)):
            free = next((month for month in range(first, last + 1) if month not in filled), None)
            if free is not None:
                filled.add(free)
    return len(filled)


def longest_respite(reaches: Sequence[Reach]) -> int | None:
    """Return the most whole days that surely lie between the end of all earlier concerns and the next; None with fewer than two.

    Only entries with both a first and a last day are read.
    """
    spans = sorted((r.first, r.last) for r in reaches if r.sure)
    if len(spans) < 2:
        return None
    longest, end = 0, spans[0][1]
    for first, last in spans[1:]:
        longest = max(longest, first - end - 1)
        end = max(end, last)
    return longest
