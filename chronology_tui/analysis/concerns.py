"""Concerns over time: entries rated low or worse, as the summary and every rule on the course of a case read them.

Left out, and named: what a service cancelled, a young person's own choice, and appointments that another entry contradicts or
repeats; of several entries on one appointment the one that is rated worst is the concern. Entries of one certain day are one
**occasion**, so that one episode with several entries (an emergency attendance, the admission that followed, a letter on it) is
not read as several. A stay counts by its first day, but the time of a stay is never time without a concern.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType

from dateutil.relativedelta import relativedelta

from chronology_tui.analysis.appointments import Appointment, Role
from chronology_tui.analysis.counted import Counted
from chronology_tui.analysis.finding import Excluded
from chronology_tui.analysis.reach import FIRST_DAY, Reach
from chronology_tui.analysis.rule import RuleContext
from chronology_tui.domain.agreed import done_by
from chronology_tui.domain.dates.value import Qualifier
from chronology_tui.domain.kinds import Area
from chronology_tui.domain.scales import Likelihood, Severity

_NEVER = (Role.CANCELLED_BY_SERVICE, Role.OWN_CHOICE, Role.DUPLICATE, Role.CONFLICT)
SURVEILLANCE = (
    "A record often gets denser because people look more closely, above all after a referral, so part of this may be closer"
    " watching."
)
NOT_RATED = "No entry is rated for severity, so nothing can be said about the course."
RATE = (
    "no entry is rated: rate each by what it meant for the child, and ask the clinician who saw the child where you cannot tell"
)
SAME_ENTRIES = "Other findings may rest on the same entries: they look at them in another way, and are not further concerns."
MONTHS_BACK = 12
"""The course looks at this many calendar months, the month of the as-at day included."""


@dataclass(frozen=True, slots=True)
class Extent:
    """The time from the first to the last concern, and the longest time without one between two; in days, as far as is sure.

    Attributes:
        first, last: first and last day, as ordinals; whole stays included.
        respite: the most whole days that surely lie between the end of all earlier concerns and the next; None with one alone.
    """

    first: int
    last: int
    respite: int | None

    @property
    def days(self) -> int:
        """Days from the first to the last."""
        return self.last - self.first


@dataclass(slots=True)
class Course:
    """Some concerns over time, of the whole or of one area; filled while the entries are read, and then only asked.

    Attributes:
        number: how many concerns.
        days: the certain days with a concern, each with its worst severity.
        stays: of stays, their first and last day.
        loose: concerns without a certain day.
        still: open concerns by likelihood, see :func:`is_open`.
    """

    number: int = 0
    days: dict[int, Severity] = field(default_factory=dict)
    stays: list[tuple[int, int]] = field(default_factory=list)
    loose: list[Counted] = field(default_factory=list)
    still: dict[Likelihood, int] = field(default_factory=dict)

    def add(self, concern: Counted, last: int, severity: Severity, likelihood: Likelihood | None) -> None:
        """Count a concern that lasts until ``last``; ``likelihood`` is None where it is not open."""
        self.number += 1
        reach = concern.reach
        if reach.exact:
            day = reach.first
            if severity > self.days.get(day, Severity.NOT_RATED):
                self.days[day] = severity
        else:
            self.loose.append(concern)
        if last > reach.last and reach.sure:
            self.stays.append((reach.first, last))
        if likelihood is not None:
            self.still[likelihood] = self.still.get(likelihood, 0) + 1

    def reaches(self) -> list[Reach]:
        """Return the days with a concern: each certain day once, and every concern without one."""
        return [*(Reach.on(day) for day in self.days), *(c.reach for c in self.loose)]

    def months(self, as_of: date) -> Months:
        """Return the months with a concern."""
        return concern_months(self.reaches(), as_of)

    def extent(self) -> Extent | None:
        """Return the time over which concerns with both a first and a last day reach; None without any."""
        sure = [(c.reach.first, c.reach.last) for c in self.loose if c.reach.sure]
        spans = sorted({*((day, day) for day in self.days), *self.stays, *sure})
        if not spans:
            return None
        longest, end = 0, spans[0][1]
        for first, last in spans:
            longest, end = max(longest, first - end - 1), max(end, last)
        return Extent(spans[0][0], end, longest if self.number - len(self.loose) + len(sure) > 1 else None)

    def placed(self) -> list[Reach]:
        """Return the days with a concern that can be placed in a trend."""
        return [*(Reach.on(day) for day in self.days), *(c.reach for c in self.loose if placeable(c))]

    def latest(self) -> tuple[int, Severity] | None:
        """Return the latest day on which a concern may have been, and the worst severity then; None where none has a day."""
        dated = [(c.reach.last, c.event.severity) for c in self.loose if placeable(c)]
        return max((*self.days.items(), *dated), default=None)


@dataclass(frozen=True)
class Concerns:
    """The concerns of a chronology.

    Attributes:
        all: entries rated low or worse, in order.
        rated: how many entries are rated at all.
        left_out: rated low or worse and not counted, and why.
        course: all of them over time. by_area: those of each area.
    """

    all: tuple[Counted, ...]
    rated: int
    left_out: tuple[Excluded, ...]
    course: Course
    by_area: Mapping[Area, Course]

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
    never = _never(context.care.all)
    kept: list[Counted] = []
    out: list[Excluded] = []
    whole = Course()
    areas: defaultdict[Area, Course] = defaultdict(Course)
    rated, as_of, since = 0, context.as_of, _months_back(context.as_of)
    for event in context.chronology.events:
        severity = event.severity
        rated += severity is not Severity.NOT_RATED
        if severity < Severity.LOW:
            continue
        why = never.get(event.id.int)
        if why is not None:
            out.append(Excluded(event.id, why))
            continue
        concern = Counted(event, Reach.of(event.when, as_of, start_only=True))
        kept.append(concern)
        last = concern.reach.last
        if event.when.qualifier is Qualifier.SPAN:
            last = Reach.of(event.when, as_of).last
        likelihood = event.likelihood if is_open(concern, since, as_of) else None
        whole.add(concern, last, severity, likelihood)
        areas[event.area].add(concern, last, severity, likelihood)
    return Concerns(tuple(kept), rated, tuple(out), whole, MappingProxyType(dict(areas)))


def is_open(concern: Counted, since: int, as_of: date) -> bool:
    """Return whether a concern is open on a day.

    It is while an action agreed at it is not done; where none was agreed, it is when it may lie on or after ``since``. It is
    settled when every action agreed at it is done.
    """
    planned = concern.event.planned
    return not all(done_by(action, as_of) for action in planned) if planned else concern.reach.last >= since


def _months_back(as_of: date) -> int:
    """Return the first day of the 12 months that end with the day looked back from."""
    try:
        return (as_of + relativedelta(months=-MONTHS_BACK, days=1)).toordinal()
    except (OverflowError, ValueError):  # the calendar begins with the year 1
        return FIRST_DAY


def _never(appointments: Iterable[Appointment]) -> Mapping[int, str]:
    """Return why some entries on appointments are no concern, by the number of the entry."""
    never: dict[int, str] = {}
    for a in appointments:
        if a.role in _NEVER:
            never.setdefault(a.event.id.int, a.role.why)
            never.update((event.id.int, a.role.why) for event in a.twins)
        elif a.twins:
            worst = max(a.entries, key=lambda event: event.severity)
            never.update((event.id.int, Role.DUPLICATE.why) for event in a.entries if event is not worst)
    # A duplicate that is rated worse than the entry that is counted stands for it here.
    for a in appointments:
        if a.twins and a.role not in _NEVER:
            never.pop(max(a.entries, key=lambda event: event.severity).id.int, None)
    return never


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
    starts = [_first_of_month(as_of, months).toordinal() for months in range(back - 1, -1, -1)]
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


def _first_of_month(day: date, back: int) -> date:
    """Return the first day of the month ``back`` months before that of ``day``; the calendar begins with the year 1."""
    months = max(day.year * 12 + day.month - 1 - back, 12)
    return date(months // 12, months % 12 + 1, 1)


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


def placeable(concern: Counted) -> bool:
    """Whether a concern can be placed in a trend: its date has both a beginning and an end."""
    return concern.reach.exact or (concern.reach.bounded and concern.event.when.latest is not None)
