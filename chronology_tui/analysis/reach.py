"""Counting over time when dates are uncertain: in the surest reading and in the widest.

An entry *reaches* from the first to the last day that its date allows, clipped to the day looked back from. The **surest**
reading counts an entry only where every day that it allows fits; the **widest** counts it wherever some day does. Days are
proleptic ordinals here (``date.toordinal``), so that comparing is arithmetic. All functions are O(n log n).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import accumulate

from dateutil.relativedelta import relativedelta

from chronology_tui.domain.dates.value import Qualifier, UncertainDate

FIRST_DAY = date.min.toordinal()


@dataclass(frozen=True, slots=True)
class Reach:
    """The days that one entry allows.

    Attributes:
        first, last: first and last day, as ordinals; open ends reach to the beginning of time and to the day looked back from.
        sure: the source gives both ends, does not doubt them, and both lie on or before the day looked back from. Only such
            entries are counted in the surest reading; undated ones, "before", "after" and "?22 May" count in the widest only.
        exact: one day, not doubted.
    """

    first: int
    last: int
    sure: bool
    exact: bool

    @classmethod
    def of(cls, when: UncertainDate, as_of: date, *, start_only: bool = False) -> Reach:
        """Return the reach of a date that begins on or before ``as_of``.

        Args:
            when: the date.
            as_of: the day looked back from.
            start_only: a span counts by its first day alone, as an admission does.
        """
        day = when.earliest
        if day is not None and day == when.latest and day <= as_of and when.qualifier is not Qualifier.UNCERTAIN:
            return cls.on(day.toordinal())  # most entries have a day: one value serves all entries of it
        latest = when.earliest if start_only and when.qualifier is Qualifier.SPAN else when.latest
        first = FIRST_DAY if when.earliest is None else when.earliest.toordinal()
        last = as_of.toordinal() if latest is None or latest > as_of else latest.toordinal()
        known = when.earliest is not None and latest is not None and latest <= as_of
        sure = known and when.qualifier is not Qualifier.UNCERTAIN
        return cls(first, last, sure, sure and first == last)

    @classmethod
    def on(cls, day: int) -> Reach:
        """Return the reach of one certain day."""
        return _on(day)

    @property
    def bounded(self) -> bool:
        """Whether it has a first day at all; an open beginning cannot give a span its length."""
        return self.first > FIRST_DAY

    def meets(self, first: int, last: int) -> bool:
        """Whether some day that it allows lies from ``first`` to ``last``, both inclusive."""
        return self.first <= last and self.last >= first


@cache  # bounded by the days of a childhood; holds days only, no case data
def _on(day: int) -> Reach:
    """Return the reach of one certain day."""
    return Reach(day, day, sure=True, exact=True)


@cache  # bounded by the days of a childhood; holds days only, no case data
def window_end(start: int, months: int, days: int = 0) -> int:
    """Return the last day of a window of ``months`` and ``days`` that starts on ``start``: 14 March to 13 March for 12 months."""
    try:
        return (date.fromordinal(start) + relativedelta(months=months, days=days - 1)).toordinal()
    except (OverflowError, ValueError):  # the calendar ends with the year 9999
        return date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Windows:
    """Stretches of days, each from a first to a last day inclusive, sorted so that both ends only ever grow."""

    firsts: tuple[int, ...]
    lasts: tuple[int, ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[int, int]]) -> Windows:
        """Return the stretches, sorted; those that lie within another are left out."""
        firsts: list[int] = []
        lasts: list[int] = []
        for first, last in sorted(set(pairs), key=lambda pair: (pair[0], -pair[1])):
            if not lasts or last > lasts[-1]:
                firsts.append(first)
                lasts.append(last)
        return cls(tuple(firsts), tuple(lasts))

    def __bool__(self) -> bool:
        return bool(self.firsts)

    def meet(self, reach: Reach) -> bool:
        """Whether some day of ``reach`` lies in some stretch."""
        place = bisect_left(self.lasts, reach.first)
        return place < len(self.firsts) and self.firsts[place] <= reach.last

    def hold(self, reach: Reach) -> bool:
        """Whether one stretch holds every day of ``reach``."""
        place = bisect_right(self.firsts, reach.first) - 1
        return place >= 0 and self.lasts[place] >= reach.last

    def join(self, one: Reach, other: Reach) -> bool:
        """Whether one stretch meets both."""
        place = bisect_right(self.firsts, min(one.last, other.last)) - 1
        return place >= 0 and self.lasts[place] >= max(one.first, other.first)


@dataclass(frozen=True, slots=True)
class Density:
    """The most entries in any window of some months, in both readings, and the windows that reach a threshold.

    Attributes:
        surest, widest: the most entries in one window.
        sure: windows that reach the threshold in the surest reading.
        possible: windows that reach it in the widest.
    """

    surest: int
    widest: int
    sure: Windows
    possible: Windows


class Counter:
    """Counts entries that possibly lie in a stretch of days, each question in O(log n)."""

    def __init__(self, reaches: Iterable[Reach]) -> None:
        kept = list(reaches)
        self._firsts = sorted(r.first for r in kept)
        self._lasts = sorted(r.last for r in kept)

    def possible(self, first: int, last: int) -> int:
        """Return how many entries possibly lie from ``first`` to ``last``."""
        return bisect_right(self._firsts, last) - bisect_left(self._lasts, first)


class Crowds:
    """The most entries in any window around a given one, each question in O(1) after O(n log n)."""

    def __init__(self, counts: Iterable[tuple[int, tuple[int, int]]]) -> None:
        """Take windows of one length in months, each with the number of entries in it."""
        ordered = sorted((window, count) for count, window in counts)
        self._firsts = [window[0] for window, _ in ordered]
        self._lasts = [window[1] for window, _ in ordered]
        self._most = [[count for _, count in ordered]]  # row n holds the most in each stretch of 2**n windows
        while 1 << len(self._most) <= len(ordered):
            row, half = self._most[-1], 1 << (len(self._most) - 1)
            self._most.append([max(pair) for pair in zip(row, row[half:], strict=False)])

    def holding(self, reach: Reach) -> int:
        """Return the most entries in a window that holds every day of ``reach``."""
        return self._range(bisect_left(self._lasts, reach.last), bisect_right(self._firsts, reach.first))

    def meeting(self, reach: Reach) -> int:
        """Return the most entries in a window that holds some day of ``reach``."""
        return self._range(bisect_left(self._lasts, reach.first), bisect_right(self._firsts, reach.last))

    def _range(self, start: int, end: int) -> int:
        if start >= end:
            return 0
        level = (end - start).bit_length() - 1
        return max(self._most[level][start], self._most[level][end - (1 << level)])


def density(reaches: Sequence[Reach], months: int, threshold: int) -> Density:
    """Return the most entries in any window of ``months``, and the windows that hold ``threshold`` or more."""
    surest, widest = sure_counts(reaches, months), possible_counts(reaches, months)
    return Density(
        max((count for count, _ in surest), default=0),
        max((count for count, _ in widest), default=0),
        Windows.of(window for count, window in surest if count >= threshold),
        Windows.of(window for count, window in widest if count >= threshold),
    )


def possible_counts(reaches: Sequence[Reach], months: int, days: int = 0) -> list[tuple[int, tuple[int, int]]]:
    """Return windows of ``months`` and ``days`` among which is one that possibly holds the most, each with its possible number.

    A window that holds the most can be moved later until it starts on the last day of one of its entries.
    """
    counter = Counter(reaches)
    windows = [(day, window_end(day, months, days)) for day in sorted({r.last for r in reaches})]
    return [(counter.possible(*window), window) for window in windows]


def sure_counts(reaches: Sequence[Reach], months: int, days: int = 0) -> list[tuple[int, tuple[int, int]]]:
    """Return each window that starts with a sure entry, and how many sure entries lie wholly within it."""
    counts: list[tuple[int, tuple[int, int]]] = []
    ends: list[int] = []  # last days, negated: entries come in falling order, so that each is put near the end of the list
    for reach in sorted((r for r in reaches if r.sure), key=lambda r: (-r.first, -r.last)):
        ends.insert(bisect_left(ends, -reach.last), -reach.last)
        window = (reach.first, window_end(reach.first, months, days))
        counts.append((len(ends) - bisect_left(ends, -window[1]), window))
    return counts


@dataclass(frozen=True, slots=True)
class Runs:
    """Entries in a row with nothing that breaks the row between them.

    Attributes:
        sure: the places of entries that are in a row in every reading, one tuple a row, in order.
        possible: stretches of days with nothing in them that surely breaks a row, and at least the threshold of entries.
        widest: the most entries in a row in any reading.
        free: the same stretches without regard to the threshold.
    """

    sure: tuple[tuple[int, ...], ...]
    possible: Windows
    widest: int
    free: Windows

    @property
    def surest(self) -> int:
        """The most entries that are in a row in every reading."""
        return max(map(len, self.sure), default=0)


def runs(counted: Sequence[Reach], breaking: Sequence[Reach], as_of: date, threshold: int) -> Runs:
    """Return the rows of ``counted`` entries that no ``breaking`` entry interrupts."""
    counter = Counter(counted)
    free = _free_stretches(breaking, as_of.toordinal())
    counts = [(counter.possible(*stretch), stretch) for stretch in free]
    return Runs(
        _sure_rows(counted, breaking),
        Windows.of(stretch for count, stretch in counts if count >= threshold),
        max((count for count, _ in counts), default=0),
        Windows.of(free),
    )


def _sure_rows(counted: Sequence[Reach], breaking: Sequence[Reach]) -> tuple[tuple[int, ...], ...]:
    """Group the sure entries by the gap between all days on which something may break the row."""
    merged: list[list[int]] = []
    for reach in sorted(breaking, key=lambda r: r.first):
        if merged and reach.first <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], reach.last)
        else:
            merged.append([reach.first, reach.last])
    lasts = [last for _, last in merged]
    rows: dict[int, list[int]] = {}
    for place, reach in enumerate(counted):
        gap = bisect_left(lasts, reach.first)
        if reach.sure and (gap == len(merged) or reach.last < merged[gap][0]):
            rows.setdefault(gap, []).append(place)
    ordered = (sorted(rows[gap], key=lambda p: (counted[p].first, counted[p].last, p)) for gap in sorted(rows))
    return tuple(tuple(row) for row in ordered)


def _free_stretches(breaking: Sequence[Reach], end: int) -> list[tuple[int, int]]:
    """Return every longest stretch of days in which no breaking entry must lie."""
    ordered = sorted(breaking, key=lambda r: r.first)
    firsts = [r.first for r in ordered]
    soonest = list(accumulate(reversed([r.last for r in ordered]), min))[::-1]  # the soonest last day from each place on
    stretches = []
    for start in sorted({FIRST_DAY, *(first + 1 for first in firsts)}):
        place = bisect_left(firsts, start)
        last = soonest[place] - 1 if place < len(soonest) else end
        if start <= last:
            stretches.append((start, last))
    return stretches
