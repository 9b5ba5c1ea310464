"""The index of heights agrees with counting, wherever one starts to look."""

from __future__ import annotations

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.tui.widgets.heights import BLOCK, HeightIndex

heights_lists = st.lists(st.integers(1, 40), min_size=1, max_size=4 * BLOCK)


def index_of(heights: list[int]) -> HeightIndex:
    return HeightIndex(len(heights), lambda start, stop: heights[start:stop])


def measured(heights: list[int]) -> HeightIndex:
    index = index_of(heights)
    for block in range(index.blocks):
        index.measure_block(block)
    return index


@given(heights_lists, st.data())
def test_measured_lines_are_those_of_a_plain_count(heights: list[int], data: st.DataObject) -> None:
    index = measured(heights)
    ends = list(accumulate(heights))
    assert index.complete
    assert index.total == ends[-1]
    entry = data.draw(st.integers(0, len(heights) - 1))
    assert index.offset(entry) == ends[entry] - heights[entry]
    assert index.height(entry) == heights[entry]
    line = data.draw(st.integers(0, ends[-1] - 1))
    found, within = index.locate(line)
    assert ends[found] - heights[found] + within == line
    assert 0 <= within < heights[found]


@given(heights_lists, st.data())
def test_settling_keeps_what_is_at_the_line_and_measures_around_it(heights: list[int], data: st.DataObject) -> None:
    index = index_of(heights)
    line = data.draw(st.integers(0, index.total - 1))
    settled = index.settle(line, 30, 60)
    entry, within = index.locate(settled)
    plain = measured(heights)
    # Everything in sight is exact: from here on the same entries follow at the same distance as in a full count.
    base = plain.offset(entry) + within
    for step in range(-min(30, settled, base), min(60, plain.total - base)):
        assert index.locate(settled + step) == plain.locate(base + step)
    assert index.settle(settled, 30, 60) == settled


@given(heights_lists)
def test_adopting_measures_makes_the_index_exact(heights: list[int]) -> None:
    index = index_of(heights)
    index.locate(0)
    index.adopt(measured(heights))
    assert index.complete
    assert index.total == sum(heights)


def test_lines_beyond_the_ends_are_the_nearest_ones() -> None:
    index = measured([2, 3])
    assert index.locate(-5) == (0, 0)
    assert index.locate(99) == (1, 2)


def test_only_blocks_in_sight_are_measured() -> None:
    asked: list[int] = []

    def measure(start: int, stop: int) -> list[int]:
        asked.append(start // BLOCK)
        return [4] * (stop - start)

    index = HeightIndex(100 * BLOCK, measure)
    index.settle(index.total // 2, 40, 80)
    assert len(asked) <= 2


def test_no_entries_have_no_lines() -> None:
    index = index_of([])
    assert index.total == 0
    assert index.complete
    assert index.settle(3, 1, 1) == 0
    with pytest.raises(IndexError):
        index.locate(0)
