"""Counting with uncertain dates, held against every way in which the dates can fall."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.analysis.reach import (
    FIRST_DAY,
    Counter,
    Crowds,
    Reach,
    Windows,
    density,
    possible_counts,
    runs,
    sure_counts,
    window_end,
)
from tests.support.cases import when

BASE = date(2024, 1, 30).toordinal()
AS_OF = date(2024, 6, 1)


def reach(first: int, width: int = 0) -> Reach:
    return Reach(BASE + first, BASE + first + width, sure=True, exact=width == 0)


reaches = st.lists(st.builds(reach, st.integers(0, 70), st.integers(0, 4) | st.just(0)), max_size=5)
few = st.lists(st.builds(reach, st.integers(0, 14), st.integers(0, 3) | st.just(0)), max_size=4)
fewer = st.lists(st.builds(reach, st.integers(0, 14), st.integers(0, 3) | st.just(0)), max_size=3)


def readings(entries: Sequence[Reach]) -> list[tuple[int, ...]]:
    return list(product(*(range(r.first, r.last + 1) for r in entries)))


def most_in_a_month(days: Sequence[int]) -> int:
    return max((sum(start <= day <= window_end(start, 1) for day in days) for start in days), default=0)


@given(reaches)
def test_the_widest_count_is_the_most_in_any_reading(entries: list[Reach]) -> None:
    assert density(entries, 1, 2).widest == max((most_in_a_month(days) for days in readings(entries)), default=0)


@given(reaches)
def test_the_surest_count_holds_in_every_reading(entries: list[Reach]) -> None:
    least = min((most_in_a_month(days) for days in readings(entries)), default=0)
    surest = density(entries, 1, 2).surest
    assert surest <= least
    if all(r.exact for r in entries):
        assert surest == least


@given(reaches, st.integers(2, 3))
def test_possible_windows_hold_exactly_the_entries_that_can_take_part(entries: list[Reach], threshold: int) -> None:
    can = {
        place
        for days in readings(entries)
        for start in days
        if sum(start <= day <= window_end(start, 1) for day in days) >= threshold
        for place, day in enumerate(days)
        if start <= day <= window_end(start, 1)
    }
    found = density(entries, 1, threshold)
    assert {place for place, r in enumerate(entries) if found.possible.meet(r)} == can


def most_in_a_row(counted: Sequence[int], breaking: Sequence[int]) -> int:
    edges = [FIRST_DAY - 1, *sorted(breaking), AS_OF.toordinal() + 1]
    return max(sum(before < day < after for day in counted) for before, after in pairwise(edges))


@given(few, fewer)
def test_rows_hold_in_the_readings_that_they_claim(counted: list[Reach], breaking: list[Reach]) -> None:
    found = runs(counted, breaking, AS_OF, 2)
    everything = [most_in_a_row(days[: len(counted)], days[len(counted) :]) for days in readings([*counted, *breaking])]
    assert found.widest == max(everything)
    assert found.surest <= min(everything)
    if all(r.exact for r in (*counted, *breaking)):
        assert found.surest == found.widest


@given(few, fewer)
def test_entries_of_one_sure_row_are_never_parted(counted: list[Reach], breaking: list[Reach]) -> None:
    for row in runs(counted, breaking, AS_OF, 2).sure:
        first, last = min(counted[p].first for p in row), max(counted[p].last for p in row)
        assert not any(b.meets(first, last) for b in breaking)


@given(reaches, st.integers(0, 70), st.integers(0, 30))
def test_counter_counts_what_may_lie_there(entries: list[Reach], start: int, length: int) -> None:
    first, last = BASE + start, BASE + start + length
    assert Counter(entries).possible(first, last) == sum(r.meets(first, last) for r in entries)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 10)), max_size=6), st.integers(0, 40), st.integers(0, 5))
def test_windows_answer_as_a_search_through_all_would(pairs: list[tuple[int, int]], first: int, width: int) -> None:
    stretches = [(start, start + length) for start, length in pairs]
    windows = Windows.of(stretches)
    asked = Reach(first, first + width, sure=True, exact=width == 0)
    other = Reach(first + 3, first + 3, sure=True, exact=True)
    assert windows.meet(asked) == any(asked.meets(*stretch) for stretch in stretches)
    assert windows.hold(asked) == any(start <= asked.first and asked.last <= end for start, end in stretches)
    assert windows.join(asked, other) == any(asked.meets(*s) and other.meets(*s) for s in stretches)
    assert bool(windows) == bool(stretches)


@given(reaches, st.integers(0, 70), st.integers(0, 4))
def test_crowds_answer_as_a_search_through_all_would(entries: list[Reach], first: int, width: int) -> None:
    asked = reach(first, width)
    for counts in (sure_counts(entries, 1), possible_counts(entries, 1)):
        holding = [count for count, (start, end) in counts if start <= asked.first and asked.last <= end]
        meeting = [count for count, window in counts if asked.meets(*window)]
        assert Crowds(counts).holding(asked) == max(holding, default=0)
        assert Crowds(counts).meeting(asked) == max(meeting, default=0)


# (date, sure, exact, begins, ends by 1 June 2024)
READ = (
    ("2024-03-01", True, True, date(2024, 3, 1), date(2024, 3, 1)),
    ("2024-03", True, False, date(2024, 3, 1), date(2024, 3, 31)),
    ("?2024-03-01", False, False, date(2024, 3, 1), date(2024, 3, 1)),
    ("<2024-03-01", False, False, date.min, date(2024, 3, 1)),
    (">2024-03-01", False, False, date(2024, 3, 1), AS_OF),
    ("-", False, False, date.min, AS_OF),
    ("2024", False, False, date(2024, 1, 1), AS_OF),
    ("2024-06-01", True, True, AS_OF, AS_OF),
)


@pytest.mark.parametrize(("text", "sure", "exact", "first", "last"), READ, ids=[row[0] for row in READ])
def test_reading_dates(text: str, sure: bool, exact: bool, first: date, last: date) -> None:
    read = Reach.of(when(text), AS_OF)
    assert (read.sure, read.exact) == (sure, exact)
    assert (read.first, read.last) == (first.toordinal(), last.toordinal())


def test_a_stay_counts_by_its_first_day_when_asked() -> None:
    stay = when("2024-05-30=2024-06-04")
    began = date(2024, 5, 30).toordinal()
    assert Reach.of(stay, AS_OF, start_only=True) == Reach(began, began, sure=True, exact=True)
    assert not Reach.of(stay, AS_OF).sure


WINDOWS = (
    (date(2024, 3, 14), 12, date(2025, 3, 13)),
    (date(2024, 2, 29), 12, date(2025, 2, 27)),
    (date(2024, 1, 31), 1, date(2024, 2, 28)),
    (date(9999, 6, 1), 12, date.max),
)


@pytest.mark.parametrize(("start", "months", "end"), WINDOWS)
def test_windows_end_the_day_before_the_same_day(start: date, months: int, end: date) -> None:
    assert window_end(start.toordinal(), months) == end.toordinal()


def test_doubted_entries_are_no_part_of_sure_counts() -> None:
    doubted = Reach(BASE, BASE, sure=False, exact=False)
    assert sure_counts([doubted, reach(0)], 1) == [(1, (BASE, window_end(BASE, 1)))]
