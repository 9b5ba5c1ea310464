"""Showing only some entries: chips, what they count, how they go, and where the reader is meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from textual.pilot import Pilot

from chronology_tui.domain.dates import format_date
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.scales import Severity
from chronology_tui.services import Casebook, create_casebook, open_demo
from chronology_tui.services.listing import Choice
from chronology_tui.services.searching import found_in
from chronology_tui.tui.modals.filter import FilterScreen
from chronology_tui.tui.modals.go_to_date import GoToDateScreen
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.widgets.chips import Chips
from chronology_tui.tui.widgets.months import MonthsStrip
from chronology_tui.tui.widgets.says import Says
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.tui.screens import assert_harmless, main_screen, running, screen_lines, screen_text, settle, type_text
from tests.tui.test_hostile_text import NASTY

both_sizes = pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])


@pytest.fixture
def demo() -> Iterator[Casebook]:
    with open_demo() as casebook:
        yield casebook


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with create_casebook(tmp_path / "case.chron", PASSPHRASE, FixedDayClock(TODAY)) as casebook:
        child = casebook.add_child("S. Tarn", "3/4/2019")
        for line in (
            "14/3/24 wnb @physio splints !2 src:letter",
            "15/3/24 gp seen with cough !1 src:notes",
            "2/6/24 adm seizure !4 #key src:letter",
            "undated n house cold src:notes",
        ):
            casebook.add_line(child.id, line)
        yield casebook


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


def shown(pilot: Pilot[Any]) -> list[str]:
    chronology = main_screen(pilot).timeline.chronology
    assert chronology is not None
    return [event.summary for event in chronology.events]


def told(pilot: Pilot[Any]) -> list[str]:
    return [note.message for note in pilot.app._notifications]


def chip_line(pilot: Pilot[Any]) -> str:
    chips = main_screen(pilot).query_one(Chips)
    return chips.render_line(0).text if chips.display else ""


def lit_words(pilot: Pilot[Any]) -> list[str]:
    timeline = main_screen(pilot).timeline
    strips = (timeline.render_line(y) for y in range(timeline.size.height))
    return [segment.text.strip() for strip in strips for segment in strip if segment.style and segment.style.underline]


@both_sizes
async def test_chips_say_what_is_asked_and_how_many_answer_and_go_one_by_one(demo: Casebook, size: tuple[int, int]) -> None:
    whole = demo.chronology(demo.child().id)
    missed = [event for event in whole.events if event.kind is Kind.WAS_NOT_BROUGHT]
    bad = [event for event in missed if event.severity.rated and event.severity >= Severity.HIGH]
    assert 0 < len(bad) < len(missed) < len(whole)
    async with running(demo, size) as pilot:
        main = main_screen(pilot)
        assert chip_line(pilot) == ""
        main.timeline.go_to(missed[0].id)
        await press(pilot, "f", "k", "enter")  # the kind of the entry that was selected is highlighted
        assert isinstance(pilot.app.screen, FilterScreen)
        await press(pilot, "v", "home", "down", "enter", "escape")
        assert isinstance(pilot.app.screen, MainScreen)
        assert f"{len(bad)} of {len(whole)} shown" in chip_line(pilot)
        assert "1 kind: Was not brought ×" in chip_line(pilot)
        assert "2 severity: high or more ×" in chip_line(pilot)
        assert chip_line(pilot).strip() in screen_text(pilot.app)
        assert_harmless(pilot.app)
        await press(pilot, "1")
        assert "1 severity: high or more ×" in chip_line(pilot)
        assert "kind" not in chip_line(pilot)
        await press(pilot, "escape")
        assert chip_line(pilot) == ""
        assert told(pilot)[-1] == f"All {len(whole)} entries are shown again."
        assert len(shown(pilot)) == len(whole)


async def test_escape_takes_one_step_at_a_time_selection_then_finding_then_chips(demo: Casebook) -> None:
    async with running(demo) as pilot:
        main = main_screen(pilot)
        main.show_choice(Choice(areas=(Area.APPOINTMENTS,), key=True))
        await settle(pilot)
        await press(pilot, "p", "escape", "space")
        assert main.timeline.marked
        assert main.panel.target is not None
        await press(pilot, "escape")
        assert (len(main.timeline.marked), main.panel.target is not None, len(main.chips)) == (0, True, 2)
        await press(pilot, "escape")
        assert main.panel.target is None
        assert len(main.chips) == 2
        await press(pilot, "escape")
        assert [chip.words for chip in main.chips] == ["area: Appointments"]
        await press(pilot, "escape")
        assert main.choice == Choice()


async def test_the_selected_entry_stays_or_its_neighbour_takes_its_place(demo: Casebook) -> None:
    whole = demo.chronology(demo.child().id)
    async with running(demo) as pilot:
        main = main_screen(pilot)
        admitted = [event for event in whole.events if event.kind is Kind.ADMISSION]
        main.timeline.go_to(admitted[0].id)
        main.show_choice(Choice(kinds=(Kind.ADMISSION,)))
        await settle(pilot)
        assert main.timeline.event == admitted[0]
        await press(pilot, "escape")
        assert main.timeline.event == admitted[0]
        before = whole.events[whole.number(admitted[-1].id) - 2]
        assert before.kind is not Kind.ADMISSION
        main.timeline.go_to(before.id)
        main.show_choice(Choice(kinds=(Kind.ADMISSION,)))
        await settle(pilot)
        assert main.timeline.event == admitted[-1], "the first that is shown from there on"


async def test_text_is_searched_and_lit_in_the_timeline(demo: Casebook) -> None:
    wanted = found_in(demo, "spl", demo.child().id)
    async with running(demo) as pilot:
        await press(pilot, "f", "t")
        await type_text(pilot, "spl")
        await press(pilot, "enter", "escape")
        chronology = main_screen(pilot).timeline.chronology
        assert chronology is not None
        assert {event.id for event in chronology.events} == wanted
        assert "text: spl" in chip_line(pilot)
        assert {word.casefold() for word in lit_words(pilot)} == {"spl"}
        await press(pilot, "escape")
        assert lit_words(pilot) == []


async def test_toggles_and_a_period(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "f", "e", "escape")
        assert shown(pilot) == ["seizure"]
        await press(pilot, "f", "e", "u", "escape")
        assert shown(pilot) == ["house cold"]
        await press(pilot, "f", "u", "p")
        await type_text(pilot, "15/3/24")
        await press(pilot, "tab")
        await type_text(pilot, "april 2024")
        await settle(pilot)
        assert (
            pilot.app.screen.query_one("#answer", Says).words == "Entries from 15 March 2024 to 30 April 2024; undated ones too."
        )
        await press(pilot, "enter", "escape")
        assert shown(pilot) == ["house cold", "seen with cough"]
        assert "from 15 March 2024 to 30 April 2024" in chip_line(pilot)
        await press(pilot, "f", "p")
        await type_text(pilot, "x")
        await press(pilot, "enter")
        assert pilot.app.screen.query_one("#answer", Says).words.startswith("From: ")
        await press(pilot, "escape", "c", "escape")
        assert len(shown(pilot)) == 4


async def test_sources_services_and_the_entries_of_a_finding(demo: Casebook) -> None:
    async with running(demo) as pilot:
        main = main_screen(pilot)
        assert main.analysis is not None
        finding = main.analysis.found[0]
        await press(pilot, "f", "o", "home", "enter", "escape")
        chronology = main.timeline.chronology
        assert chronology is not None
        assert {event.id for event in chronology.events} == set(finding.evidence)
        assert "finding: " in chip_line(pilot)
        await press(pilot, "f", "c", "s", "home", "space", "down", "space", "enter", "w", "home", "enter", "escape")
        assert len(main.choice.sources) == 2
        assert len(main.choice.services) == 1
        assert all(event.source in main.choice.sources for event in (main.timeline.chronology or chronology).events)


async def test_other_screens_can_show_some_entries_by_words(book: Casebook) -> None:
    async with running(book) as pilot:
        main = main_screen(pilot)
        first = book.chronology(main.child).events[0]
        main.show_entries((first.id,), f"source: {NASTY}")
        await settle(pilot)
        assert shown(pilot) == [first.summary]
        assert "1 of 4 shown" in chip_line(pilot)
        assert_harmless(pilot.app)


async def test_nothing_answers_is_said_where_the_entries_would_be(book: Casebook) -> None:
    async with running(book) as pilot:
        main_screen(pilot).show_choice(Choice(areas=(Area.DENTAL,)))
        await settle(pilot)
        assert "No entry answers to this. Esc takes the last of it away." in screen_text(pilot.app)
        assert "0 of 4 shown" in chip_line(pilot)
        await press(pilot, "e", "delete", "space", "y", "enter", "d")
        assert len(book.chronology(main_screen(pilot).child)) == 4


async def test_what_is_added_and_not_shown_is_told(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "f", "e", "escape", "n")
        await type_text(pilot, "1/7/24 n new src:letter")
        await press(pilot, "enter")
        assert shown(pilot) == ["seizure"]
        assert "not among the entries that are shown" in told(pilot)[-1]
        assert "1 of 5 shown" in chip_line(pilot)


async def test_a_search_leads_to_an_entry_that_was_not_shown(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "f", "e", "escape", "slash")
        await type_text(pilot, "cough")
        await press(pilot, "enter")
        event = main_screen(pilot).timeline.event
        assert event is not None
        assert event.summary == "seen with cough"
        assert chip_line(pilot) == ""
        assert told(pilot)[-1].startswith("All entries are shown again")


async def test_a_chip_goes_by_the_mouse(demo: Casebook) -> None:
    async with running(demo) as pilot:
        main = main_screen(pilot)
        main.show_choice(Choice(areas=(Area.APPOINTMENTS,), key=True))
        await settle(pilot)
        column = chip_line(pilot).index("key events")
        await pilot.click("#chips", offset=(column, 0))
        await settle(pilot)
        assert main.choice == Choice(areas=(Area.APPOINTMENTS,))


# ---------------------------------------------------------------------- going to a date


@both_sizes
async def test_a_date_is_read_while_it_is_typed_and_gone_to(book: Casebook, size: tuple[int, int]) -> None:
    async with running(book, size) as pilot:
        await press(pilot, "g")
        assert isinstance(pilot.app.screen, GoToDateScreen)
        await type_text(pilot, "march 2024")
        await settle(pilot)
        assert pilot.app.screen.query_one("#answer", Says).words == "March 2024. 2 entries there."
        await press(pilot, "enter")
        event = main_screen(pilot).timeline.event
        assert event is not None
        assert event.summary == "splints"
        assert told(pilot) == []


async def test_where_nothing_is_the_nearest_entry_is_gone_to_and_that_is_said(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "g")
        await type_text(pilot, "1/6/24")
        await press(pilot, "enter")
        event = main_screen(pilot).timeline.event
        assert event is not None
        assert event.summary == "seizure"
        assert told(pilot)[-1] == "Nothing at 1 June 2024. The nearest is entry 4, 2 June 2024."
        await press(pilot, "g")
        await type_text(pilot, "nonsense")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, GoToDateScreen)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, GoToDateScreen), "the first Esc clears what was typed"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MainScreen)


async def test_a_click_on_a_month_without_entries_leads_to_the_nearest(book: Casebook) -> None:
    async with running(book) as pilot:
        strip = main_screen(pilot).query_one(MonthsStrip)
        bar = next(bar for bar in strip.strip_shown.bars if not bar.entries)
        await pilot.click("#months", offset=(bar.column + 1, 0))
        await settle(pilot)
        assert told(pilot)[-1].startswith(f"Nothing at {format_date(bar.when)}. The nearest is entry")


def test_ids_of_a_finding_are_kept_apart_from_what_a_search_finds() -> None:
    one, two = UUID(int=1), UUID(int=2)
    choice = Choice(only=frozenset({one}), words="x").looked_up(frozenset({two}))
    assert (choice.only, choice.found) == (frozenset({one}), frozenset({two}))
    assert not choice.any
    assert Choice().any


async def test_at_80_columns_every_line_of_the_dialogue_is_to_be_seen(demo: Casebook) -> None:
    async with running(demo, (80, 24)) as pilot:
        await press(pilot, "f")
        text = "\n".join(screen_lines(pilot.app))
        for words in ("kind", "area of health", "severity at least", "period", "entries of a finding", "with agreed actions"):
            assert words in text
        assert f"{len(demo.chronology(demo.child().id))} entries are shown." in text
