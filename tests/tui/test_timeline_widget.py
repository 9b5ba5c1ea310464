"""The timeline: what a row says, how it moves, and that it keeps its place."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from rich.cells import cell_len

from chronology_tui.analysis.finding import Finding, Level, Outcome
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.scales import Severity
from chronology_tui.tui.glyphs import ASCII
from chronology_tui.tui.widgets.rows import columns_for, height_of, lay_out
from chronology_tui.tui.widgets.timeline import Timeline
from tests.tui.invented import chronology, event, many
from tests.tui.screens import app_of, assert_harmless, one, screen_lines, screen_text, until


def found(*evidence: UUID, name: str = "rule") -> Finding:
    return Finding(
        rule=name, version=1, family="test", outcome=Outcome.FOUND, title=name, explanation="", level=Level.STRONG,
        evidence=evidence,
    )  # fmt: skip


SMALL = chronology(
    [
        event(None, summary="Letter without a date."),
        event(date(2023, 2, 12), Kind.ATTENDED, "Check and varnish.", service="Dentist", severity=Severity.NONE),
        event(date(2024, 3, 14), Kind.WAS_NOT_BROUGHT, "Second letter.", service="Physiotherapy", severity=Severity.HIGH),
        event(date(2024, 5, 2), Kind.ADMISSION, "Three days.", severity=Severity.CRITICAL, key=True),
        event(date(2024, 5, 9), Kind.CHILD_WORDS, child_voice="I do not like the shaking."),
        event(date(2024, 6, 1), Kind.SUPPORT_ACCEPTED, "Taxi card."),
        event(date(2024, 6, 2), Kind.NOTE, "A call."),
    ]
)


def line_with(words: str, lines: list[str]) -> str:
    return next(line for line in lines if words in line)


async def test_rows_say_date_age_severity_and_what_in_words_and_shapes() -> None:
    timeline = Timeline()
    async with one(timeline, (100, 30)) as pilot:
        timeline.show(SMALL)
        timeline.show_findings((), {SMALL.events[2].id: "3rd in 6 months"})
        await pilot.pause()
        lines = screen_lines(pilot.app)
    assert "── undated ──" in lines[0]
    assert [line.split()[1] for line in lines if line.strip().startswith("──")] == ["undated", "2023", "2024"]
    missed = line_with("Was not brought", lines)
    assert missed.split("Was not brought")[0].split() == ["14", "Mar", "4y", "11m", "▮▮▮▯", "high"]
    assert missed.rstrip().endswith("3rd in 6 months")
    assert "▮▮▮▮ critical" in line_with("Admitted", lines)
    assert "◆ Admitted" in line_with("Admitted", lines)
    assert "▯▯▯▯ none" in line_with("Attended", lines)
    assert "“    voice" in line_with("Child's words", lines)
    assert "“I do not like the shaking.”" in "\n".join(lines)
    assert "+    strength" in line_with("Support accepted", lines)
    assert "not rated" in line_with("Note", lines)
    assert line_with("A call.", lines).startswith("▌"), "the last entry is selected, told by a mark"


async def test_the_ascii_set_draws_no_other_character() -> None:
    timeline = Timeline(glyphs=ASCII)
    async with one(timeline, (100, 30)) as pilot:
        timeline.show(SMALL)
        timeline.show_findings((found(SMALL.events[1].id, SMALL.events[3].id),), {})
        await pilot.pause()
        drawn = "\n".join(line[:36] for line in screen_lines(pilot.app))
    assert drawn.isascii()
    assert "##-" not in drawn.replace("###-", "")
    assert "o " in drawn


async def test_keys_move_and_the_selected_entry_is_always_in_sight() -> None:
    timeline = Timeline()
    async with one(timeline, (100, 20)) as pilot:
        timeline.show(many(300))
        await pilot.pause()
        assert timeline.selected == 299
        for key, expected in (("up", 298), ("k", 297), ("j", 298), ("home", 0), ("down", 1), ("end", 299), ("down", 299)):
            await pilot.press(key)
            assert timeline.selected == expected, key
            assert any(line.startswith("▌") for line in screen_lines(pilot.app)), key
        await pilot.press("home", "pagedown", "pagedown")
        assert 0 < timeline.selected < 30
        top = timeline.scroll_offset.y
        await pilot.press("pageup")
        assert timeline.scroll_offset.y < top
        for _ in range(6):
            timeline.action_page(-1)
        assert timeline.selected == 0
        assert timeline.scroll_offset.y == 0


async def test_heights_that_are_counted_are_those_that_are_drawn() -> None:
    shown = many(400, low=0, high=600)
    for width in (60, 80, 140):
        columns = columns_for(width, 4)
        for place in range(len(shown)):
            badge = "7th in 12 months" if place % 3 == 0 else ""
            assert height_of(shown, place, columns, badge) == lay_out(shown, place, columns, badge).height


async def test_an_entry_taller_than_the_window_is_scrolled_through_before_the_next() -> None:
    tall = "walking on toes " * 400
    shown = chronology([event(date(2024, 1, 1), summary="First."), event(date(2024, 1, 2), summary=tall + "END")])
    timeline = Timeline()
    async with one(timeline, (100, 20)) as pilot:
        timeline.show(shown, shown.events[0].id)
        await pilot.press("down")
        assert timeline.selected == 1
        for _ in range(20):
            timeline.action_move(1)
        await pilot.pause()
        assert "END" in screen_text(pilot.app)
        await pilot.press("home")
        assert timeline.selected == 0
        assert "First." in screen_text(pilot.app)


async def test_a_summary_of_100_000_characters_stays_aligned() -> None:
    shown = chronology([event(date(2024, 1, 1), summary="splints outgrown 王芳 😀 " * 4500)])
    timeline = Timeline()
    async with one(timeline, (90, 24)) as pilot:
        timeline.show(shown)
        await pilot.press("end", "pageup", "pageup")
        assert_harmless(pilot.app)


async def test_the_selected_entry_keeps_its_row_when_heights_settle() -> None:
    timeline = Timeline()
    async with one(timeline, (100, 24)) as pilot:
        timeline.show(many(3000))
        before = screen_lines(pilot.app)
        await until(pilot, lambda: timeline.settled)
        await pilot.pause()
        assert [line[:98] for line in screen_lines(pilot.app)] == [line[:98] for line in before]
        assert timeline.scroll_offset.y == timeline.max_scroll_y


@pytest.mark.parametrize("size", [(70, 20), (140, 40), (200, 60), (80, 24)])
async def test_the_selected_entry_stays_in_sight_under_resize(size: tuple[int, int]) -> None:
    timeline = Timeline()
    async with one(timeline, (100, 24)) as pilot:
        timeline.show(many(500))
        timeline.selected -= 60
        await pilot.pause()
        selected = timeline.event
        await pilot.resize_terminal(*size)
        await pilot.pause()
        assert timeline.event is selected
        assert any(line.startswith("▌") for line in screen_lines(pilot.app))
        assert_harmless(pilot.app)


async def test_new_entries_above_do_not_move_the_page() -> None:
    timeline = Timeline()
    async with one(timeline, (100, 24)) as pilot:
        shown = many(300)
        timeline.show(shown)
        timeline.selected -= 50
        await pilot.pause()
        before = screen_lines(pilot.app)[1:]
        earlier = [event(date(2019, 4, 4) + timedelta(days=n), summary="Found in an older file.") for n in range(20)]
        timeline.show(Chronology.of(shown.child, [*shown.events, *earlier], shown.sources.values()))
        await pilot.pause()
        assert [line[:98] for line in screen_lines(pilot.app)[1:]] == [line[:98] for line in before]


async def test_the_top_line_tells_the_year() -> None:
    timeline = Timeline()
    async with one(timeline, (100, 24)) as pilot:
        timeline.show(many(300))
        for _ in range(5):
            await pilot.press("pageup")
            year = str(timeline.chronology.events[timeline._index.locate(timeline.scroll_offset.y)[0]].when.earliest.year)  # type: ignore[union-attr]
            assert f"── {year} ──" in screen_lines(pilot.app)[0]


async def test_the_mouse_selects_and_opens() -> None:
    timeline = Timeline()
    async with one(timeline, (100, 30)) as pilot:
        timeline.show(SMALL)
        await pilot.pause()
        row = next(n for n, line in enumerate(screen_lines(pilot.app)) if "Admitted" in line)
        await pilot.click(Timeline, offset=(60, row))
        assert timeline.event is SMALL.events[3]
        await pilot.click(Timeline, offset=(60, row), times=2)
        assert [message.event for message in app_of(pilot).opened] == [SMALL.events[3]]


async def test_after_the_wheel_the_keys_go_on_from_what_is_in_sight() -> None:
    timeline = Timeline()
    async with one(timeline, (100, 24)) as pilot:
        timeline.show(many(300))
        await pilot.press("home")
        timeline.scroll_to(y=400, animate=False)
        await pilot.pause()
        await pilot.press("down")
        assert timeline.selected > 10
        assert any(line.startswith("▌") for line in screen_lines(pilot.app))


async def test_a_lit_lane_differs_in_shape_and_steps_through_its_evidence() -> None:
    timeline = Timeline()
    async with one(timeline, (100, 30)) as pilot:
        first, second = (
            found(SMALL.events[1].id, SMALL.events[3].id, name="a"),
            found(SMALL.events[2].id, SMALL.events[5].id, name="b"),
        )
        timeline.show(SMALL, SMALL.events[1].id)
        timeline.show_findings((first, second), {})
        await pilot.pause()
        assert "●" in line_with("Attended", screen_lines(pilot.app))
        timeline.light("b")
        await pilot.pause()
        assert "○" in line_with("Attended", screen_lines(pilot.app))[:8]
        assert "┊ ●" in line_with("Was not brought", screen_lines(pilot.app))[:8]
        assert "┃" in line_with("Three days.", screen_lines(pilot.app))[:8]
        await pilot.press("right_square_bracket")
        assert timeline.event is SMALL.events[2]
        await pilot.press("right_square_bracket")
        assert timeline.event is SMALL.events[5]
        await pilot.press("left_square_bracket")
        assert timeline.event is SMALL.events[2]


async def test_an_empty_chronology_is_shown_as_nothing_and_takes_keys() -> None:
    timeline = Timeline()
    async with one(timeline, (80, 24)) as pilot:
        timeline.show(chronology([]))
        await pilot.press("down", "up", "pagedown", "end", "home", "enter", "right_square_bracket")
        assert timeline.event is None
        assert "No entries yet: n types" in screen_text(pilot.app)
        timeline.show(SMALL)
        await pilot.pause()
        assert "A call." in screen_text(pilot.app)


@pytest.mark.large
async def test_20_000_entries_are_not_measured_before_the_first_paint() -> None:
    timeline = Timeline()
    async with one(timeline, (140, 40)) as pilot:
        shown = many(20_000)
        measured = 0
        measure = timeline._measure

        def counting(start: int, stop: int) -> list[int]:
            nonlocal measured
            measured += stop - start
            return measure(start, stop)

        timeline._measure = counting  # type: ignore[method-assign]
        timeline.show(shown)
        assert 0 < measured < 1000
        await until(pilot, lambda: timeline.settled)
        await pilot.press("home")
        assert timeline.event is shown.events[0]
        total = timeline._index.total
        columns = timeline._columns
        assert total == sum(height_of(shown, place, columns, "") for place in range(len(shown)))
        assert all(cell_len(line) == 140 for line in screen_lines(pilot.app))
