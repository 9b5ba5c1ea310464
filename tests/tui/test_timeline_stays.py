"""What the reader looks at stays in its row, whatever is edited, filtered or found, and before all heights are known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from textual.pilot import Pilot

from chronology_tui.analysis.finding import Finding, Level, Outcome
from chronology_tui.domain.chronology import Chronology
from chronology_tui.tui.widgets.heights import BLOCK
from chronology_tui.tui.widgets.timeline import Timeline
from tests.tui.invented import event, many
from tests.tui.screens import one, screen_lines

SIZE = (100, 24)
SHOWN = many(8 * BLOCK)
SHORT_ABOVE = Chronology.of(
    SHOWN.child,
    [event(date(2016, 1, 1) + timedelta(days=n), summary="Short.") for n in range(3 * BLOCK)] + list(SHOWN.events[-2 * BLOCK :]),
    SHOWN.sources.values(),
)
"""Low entries above tall ones, so that a height that is guessed from others is far off."""
PLACES = [BLOCK - 2, BLOCK, BLOCK + 1, 2 * BLOCK + 60, 3 * BLOCK, 4 * BLOCK + 1]
"""Most of them where blocks of heights meet."""
FINDING = Finding(
    rule="rule", version=1, family="test", outcome=Outcome.FOUND, title="A pattern", explanation="", level=Level.STRONG,
    evidence=(SHOWN.events[3].id, SHOWN.events[-3].id),
)  # fmt: skip


def sight(pilot: Pilot[None]) -> list[str]:
    """Return the lines of the window without the scroll bar."""
    return [line[: SIZE[0] - 2] for line in screen_lines(pilot.app)]


async def from_above(pilot: Pilot[None], timeline: Timeline, place: int) -> None:
    """Come to an entry from above, so that it stands low in the window."""
    timeline.selected = 0
    timeline.selected = place
    await pilot.pause()
    row = timeline._row_of(place)
    assert row is not None
    assert row > SIZE[1] // 3


def unchanged(timeline: Timeline, shown: Chronology) -> None:
    timeline.show(shown)


def with_one_more(timeline: Timeline, shown: Chronology) -> None:
    timeline.show(Chronology.of(shown.child, [*shown.events, event(date(2014, 5, 5), summary="Found.")], shown.sources.values()))


def with_the_tall_changed(timeline: Timeline, shown: Chronology) -> None:
    first, *rest = shown.events
    taller = first.changed(summary="A longer account of what was said on the day. " * 40)
    timeline.show(Chronology.of(shown.child, [taller, *rest], shown.sources.values()))


@pytest.mark.parametrize("change", [unchanged, with_one_more, with_the_tall_changed])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("shown", [SHOWN, SHORT_ABOVE], ids=["even", "short above"])
async def test_the_page_does_not_move(shown: Chronology, place: int, change: Callable[[Timeline, Chronology], None]) -> None:
    timeline = Timeline()
    async with one(timeline, SIZE) as pilot:
        timeline.show(shown)
        await from_above(pilot, timeline, place)
        await pilot.pause()
        before = sight(pilot)
        change(timeline, shown)
        await pilot.pause()
        assert sight(pilot) == before


@pytest.mark.parametrize("place", PLACES)
async def test_a_filter_leaves_the_selected_entry_in_its_row(place: int) -> None:
    timeline = Timeline()
    async with one(timeline, SIZE) as pilot:
        timeline.show(SHORT_ABOVE)
        await from_above(pilot, timeline, place)
        row, selected = timeline._row_of(timeline.selected), timeline.event
        assert selected is not None
        timeline.show(SHORT_ABOVE.where(lambda one: one is selected or one.id.int % 3 == 0))
        assert timeline.event is selected
        assert timeline._row_of(timeline.selected) == row
        timeline.show(SHORT_ABOVE)
        assert timeline.event is selected
        assert timeline._row_of(timeline.selected) == row


@pytest.mark.parametrize("place", PLACES)
async def test_findings_that_come_leave_the_selected_entry_in_its_row(place: int) -> None:
    timeline = Timeline()
    async with one(timeline, SIZE) as pilot:
        timeline.show(SHOWN)
        await from_above(pilot, timeline, place + 1)
        timeline.selected = place  # with room below it: it may become taller
        row, selected = timeline._row_of(timeline.selected), timeline.event
        badges = {one.id: "a badge that needs a line of its own" for one in SHOWN.events[::2]}
        timeline.show_findings((FINDING,), badges)
        assert timeline.event is selected
        assert timeline._row_of(timeline.selected) == row


@pytest.mark.parametrize("place", [*PLACES, 0, 1, 4 * BLOCK - 1])
@pytest.mark.parametrize("start", [0, 3 * BLOCK, 5 * BLOCK - 1])
async def test_wherever_the_reader_goes_the_entry_is_wholly_in_sight(start: int, place: int) -> None:
    timeline = Timeline()
    async with one(timeline, SIZE) as pilot:
        timeline.show(SHORT_ABOVE)
        timeline.selected = start
        assert timeline.go_to(SHORT_ABOVE.events[place].id)
        await pilot.pause()
        row = timeline._row_of(place)
        assert row is not None
        assert 0 <= row <= SIZE[1] - timeline._index.height(place)
        assert any(line.startswith("▌") for line in sight(pilot))
