"""Selecting entries and changing, deleting or copying all of them: one undo takes it back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from chronology_tui.domain.kinds import Area
from chronology_tui.domain.records import Event
from chronology_tui.domain.vocabulary import Handling
from chronology_tui.services import Access, Casebook, create_casebook, open_casebook
from chronology_tui.services.editing import edit_entries
from chronology_tui.services.listing import Choice
from chronology_tui.tui.modals.bulk import BulkScreen
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.widgets.chips import Chips
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.tui.screens import assert_harmless, main_screen, running, screen_text, settle, type_text

both_sizes = pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with create_casebook(tmp_path / "case.chron", PASSPHRASE, FixedDayClock(TODAY)) as casebook:
        child = casebook.add_child("S. Tarn", "3/4/2019")
        for day in range(10, 16):
            casebook.add_line(child.id, f"{day}/3/24 wnb @physio missed {day} !2 src:letter")
        yield casebook


def entries(casebook: Casebook) -> tuple[Event, ...]:
    return casebook.chronology(casebook.children()[0].id).events


def marked(pilot: Pilot[Any]) -> list[int]:
    """Return the numbers of the entries that are selected."""
    main = main_screen(pilot)
    assert main.chronology is not None
    return sorted(main.chronology.number(event) for event in main.timeline.marked)


def chips(pilot: Pilot[Any]) -> str:
    line = main_screen(pilot).query_one(Chips)
    return line.render_line(0).text if line.display else ""


def answer(pilot: Pilot[Any]) -> str:
    return pilot.app.screen.query_one("#answer", Says).words


def told(pilot: Pilot[Any]) -> list[str]:
    return [note.message for note in pilot.app._notifications]


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


@both_sizes
async def test_space_selects_one_by_one_and_escape_visibly_selects_none(book: Casebook, size: tuple[int, int]) -> None:
    async with running(book, size) as pilot:
        await press(pilot, "home", "space", "down", "space")
        assert marked(pilot) == [1, 3]
        assert "■ 2 selected" in chips(pilot)
        assert sum("■" in line for line in screen_text(pilot.app).splitlines()) == 3, "two entries and the count"
        assert_harmless(pilot.app)
        await press(pilot, "up", "space")
        assert marked(pilot) == [1]
        await press(pilot, "escape")
        assert marked(pilot) == []
        assert chips(pilot) == ""
        assert "■" not in screen_text(pilot.app)


async def test_a_range_follows_the_keys_until_it_is_ended(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "home", "V", "down", "down", "down", "up")
        assert marked(pilot) == [1, 2, 3]
        assert "V ends" in chips(pilot)
        await press(pilot, "V", "end")
        assert marked(pilot) == [1, 2, 3]
        await press(pilot, "shift+up")
        assert marked(pilot) == [1, 2, 3, 5, 6]
        await press(pilot, "escape")
        assert marked(pilot) == [1, 2, 3], "the range that followed the keys goes first"
        await press(pilot, "A")
        assert marked(pilot) == [1, 2, 3, 4, 5, 6]
        await press(pilot, "A")
        assert marked(pilot) == []


async def test_only_what_is_shown_is_selected(book: Casebook) -> None:
    edit_entries(book, book.children()[0].id, [entries(book)[1].id], {"key": "yes"})
    async with running(book) as pilot:
        main = main_screen(pilot)
        await press(pilot, "A")
        main.show_choice(Choice(key=True))
        await settle(pilot)
        assert marked(pilot) == [2], "nothing is changed that cannot be seen"
        await press(pilot, "delete")
        assert len(entries(book)) == 5


@both_sizes
async def test_all_are_changed_in_one_undo_step_with_a_preview(book: Casebook, size: tuple[int, int]) -> None:
    before = entries(book)
    edit_entries(book, book.children()[0].id, [before[0].id], {"severity": "3"})
    start = entries(book)
    async with running(book, size) as pilot:
        await press(pilot, "home", "space", "space", "space", "b")
        assert isinstance(pilot.app.screen, BulkScreen)
        assert "change 3 entries" in screen_text(pilot.app)
        await press(pilot, *["right"] * 4)
        assert answer(pilot) == "2 of 3 would change: severity 2. One u takes it all back."
        await press(pilot, "down", "down", *["right"] * 3, "down", "right", "down", *["right"] * 2)
        pilot.app.screen.query_one(PlainInput).value = "discharge summary"
        await settle(pilot)
        assert answer(pilot).startswith("3 of 3 would change: ")
        assert "source 3" in answer(pilot)
        assert_harmless(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, MainScreen)
        assert told(pilot)[-1] == "Changed 3 entries. u takes it back."
        after = entries(book)
        assert [event.severity.value for event in after] == [3, 3, 3, 2, 2, 2]
        assert {event.area for event in after[:3]} == {Area.CARE}
        assert {event.key for event in after[:3]} == {True}
        assert {event.handling for event in after[:3]} == {(Handling.RESTRICTED,)}
        titles = book.chronology(book.children()[0].id).sources
        assert {titles[event.source].title for event in after[:3]} == {"discharge summary"}
        assert after[3:] == start[3:]
        assert marked(pilot) == [1, 2, 3], "what was selected stays so for the next change"
        await press(pilot, "u")
        assert entries(book) == start


async def test_a_value_can_be_taken_away_from_all(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "A", "b", "left")
        assert answer(pilot).startswith("6 of 6 would change: severity 6.")
        await press(pilot, "enter")
        assert {event.severity.rated for event in entries(book)} == {False}


async def test_leaving_the_dialogue_asks_once_where_something_was_chosen(book: Casebook) -> None:
    before = entries(book)
    async with running(book) as pilot:
        await press(pilot, "A", "b", "enter")
        assert "Nothing would change yet" in answer(pilot)
        await press(pilot, "right", "escape")
        assert isinstance(pilot.app.screen, BulkScreen)
        assert "Esc again" in answer(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MainScreen)
        await press(pilot, "b", *["right"] * 3, "enter")
        assert entries(book) == before


async def test_what_says_that_already_is_not_changed(book: Casebook) -> None:
    head = book.history_head()
    async with running(book) as pilot:
        await press(pilot, "A", "b", *["right"] * 3)
        assert answer(pilot) == "Nothing would change: they say that already."
        await press(pilot, "enter")
        assert told(pilot)[-1].startswith("Changed 0 entries")
        assert book.history_head() == head


async def test_all_that_are_selected_are_deleted_and_come_back_together(book: Casebook) -> None:
    before = entries(book)
    async with running(book) as pilot:
        await press(pilot, "home", "down", "V", "down", "down", "delete")
        assert entries(book) == (before[0], *before[4:])
        assert told(pilot)[-1] == "Deleted 3 entries. u brings them back."
        assert marked(pilot) == []
        event = main_screen(pilot).timeline.event
        assert event == before[4], "the neighbour takes the place"
        await press(pilot, "u")
        assert entries(book) == before


async def test_keys_are_letters_in_the_typed_line(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "n")
        await type_text(pilot, "A V b 1 y.f")
        assert main_screen(pilot).typed_line.input.value == "A V b 1 y.f"
        assert marked(pilot) == []


async def test_nothing_is_changed_in_a_store_for_reading_only(book: Casebook) -> None:
    with open_casebook(book.path, PASSPHRASE, access=Access.READ) as reader:
        async with running(reader) as pilot:
            await press(pilot, "A", "b")
            assert isinstance(pilot.app.screen, MainScreen)
            assert "reading only" in told(pilot)[-1]
            await press(pilot, "full_stop")
            assert "reading only" in told(pilot)[-1]
