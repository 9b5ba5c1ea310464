"""While a long chronology is still being read: what shows already, what is not said yet, and what becomes of the keys."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from threading import Event as Signal
from typing import Any
from uuid import UUID

import pytest
from textual.pilot import Pilot

from chronology_tui.domain.chronology import Chronology
from chronology_tui.services import Casebook
from chronology_tui.services.newest import NEWEST
from chronology_tui.tui.app import ChronologyApp
from chronology_tui.tui.modals.entry import EntryScreen
from chronology_tui.tui.widgets.months import MonthsStrip
from tests.support.long_case import add_entries, day_by_day
from tests.tui.screens import main_screen, screen_lines, screen_text, settle, type_text, until

ENTRIES = NEWEST + 300
LAST = f"entry {ENTRIES - 1}"


class HeldBack:
    """Reading whole chronologies waits until it is let go on."""

    def __init__(self) -> None:
        self.go_on = Signal()

    def hold(self, monkeypatch: pytest.MonkeyPatch) -> None:
        read = Casebook.chronology

        def chronology(casebook: Casebook, child_id: UUID) -> Chronology:
            assert self.go_on.wait(30)
            return read(casebook, child_id)

        monkeypatch.setattr(Casebook, "chronology", chronology)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch, casebook: Casebook) -> Iterator[HeldBack]:
    add_entries(casebook, day_by_day(ENTRIES))
    casebook._forget()
    held = HeldBack()
    held.hold(monkeypatch)
    yield held
    held.go_on.set()


@asynccontextmanager
async def reading(casebook: Casebook, size: tuple[int, int] = (140, 40)) -> AsyncIterator[Pilot[Any]]:
    """Run the app until the newest entries show."""
    app = ChronologyApp(None, casebook=casebook)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: LAST in screen_text(app))
        yield pilot


async def rest_read(pilot: Pilot[Any], held: HeldBack) -> None:
    held.go_on.set()
    await until(pilot, lambda: main_screen(pilot).chronology is not None)
    await settle(pilot)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_nothing_is_said_of_the_whole_before_it_is_read(casebook: Casebook, held: HeldBack, size: tuple[int, int]) -> None:
    async with reading(casebook, size) as pilot:
        top = screen_lines(pilot.app)[0]
        assert "reading …" in top
        assert "entries" not in top
        assert main_screen(pilot).query_one(MonthsStrip).strip_shown.bars == ()
        assert main_screen(pilot).analysis is None
        await pilot.press("p")
        assert "are being worked out" in screen_text(pilot.app)
        await rest_read(pilot, held)
        assert f"{ENTRIES} entries" in screen_lines(pilot.app)[0]
        assert "are being worked out" not in screen_text(pilot.app)


async def test_the_page_does_not_move_when_the_rest_comes(casebook: Casebook, held: HeldBack) -> None:
    async with reading(casebook) as pilot:
        await pilot.press("pageup", "pageup", "up")
        timeline = main_screen(pilot).timeline
        selected = timeline.event
        before = [strip.text.rstrip() for strip in map(timeline.render_line, range(timeline.size.height))]
        timeline.show_findings((), {})
        await rest_read(pilot, held)
        assert timeline.event == selected
        timeline.show_findings((), {})  # the lanes of findings take cells of their own
        await pilot.pause()
        assert [strip.text.rstrip() for strip in map(timeline.render_line, range(timeline.size.height))] == before
        assert timeline.chronology is not None
        assert len(timeline.chronology) == ENTRIES


async def test_who_goes_to_the_first_entry_is_taken_there_when_it_is_read(casebook: Casebook, held: HeldBack) -> None:
    async with reading(casebook) as pilot:
        await pilot.press("home")
        assert "entry 0" not in screen_text(pilot.app)
        await rest_read(pilot, held)
        selected = main_screen(pilot).timeline.event
        assert selected is not None
        assert selected.summary == "entry 0"


async def test_who_goes_on_from_there_stays_where_the_keys_led(casebook: Casebook, held: HeldBack) -> None:
    async with reading(casebook) as pilot:
        await pilot.press("home", "down")
        selected = main_screen(pilot).timeline.event
        await rest_read(pilot, held)
        assert main_screen(pilot).timeline.event == selected


async def test_an_action_on_an_entry_waits_for_the_whole_and_means_that_entry(casebook: Casebook, held: HeldBack) -> None:
    async with reading(casebook) as pilot:
        await pilot.press("up", "enter", "down")
        assert not isinstance(pilot.app.screen, EntryScreen)
        await rest_read(pilot, held)
        await until(pilot, lambda: isinstance(pilot.app.screen, EntryScreen))
        assert f"entry {ENTRIES - 2}" in screen_text(pilot.app)


async def test_a_line_that_is_typed_meanwhile_is_read_and_stays(casebook: Casebook, held: HeldBack) -> None:
    async with reading(casebook) as pilot:
        await pilot.press("n")
        await type_text(pilot, "14/3/24 wnb physio")
        assert "was not brought" in screen_text(pilot.app).lower()
        await rest_read(pilot, held)
        assert main_screen(pilot).typed_line.input.value == "14/3/24 wnb physio"
        assert main_screen(pilot).typed_line.input.has_focus
