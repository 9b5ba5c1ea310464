"""Changing entries on the screen: the form, the date alone, deleting, undo and redo, the history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from chronology_tui.domain.records import Event
from chronology_tui.services import Access, Casebook, create_casebook, open_casebook
from chronology_tui.services.drafts import drafts_of
from chronology_tui.services.trust import history_of, verify_store
from chronology_tui.tui.modals.edit import DateScreen
from chronology_tui.tui.modals.entry_form import EntryFormScreen
from chronology_tui.tui.modals.history import HistoryScreen
from chronology_tui.tui.screens.caseload import CaseloadScreen
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.widgets.page import Page
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.tui.screens import assert_harmless, main_screen, running, screen_text, settle, type_text, until

both_sizes = pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    casebook = create_casebook(tmp_path / "case.chron", PASSPHRASE, FixedDayClock(TODAY))
    child = casebook.add_child("S. Tarn", "3/4/2019")
    for line in ("14/3/24 wnb @physio splints !2 src:letter", "15/3/24 gp seen src:letter", "16/3/24 n last src:letter"):
        casebook.add_line(child.id, line)
    yield casebook
    casebook.close()


def entries(casebook: Casebook) -> tuple[Event, ...]:
    return casebook.chronology(casebook.children()[0].id).events


def selected(pilot: Pilot[Any]) -> Event:
    event = main_screen(pilot).timeline.event
    assert event is not None
    return event


def date_field(pilot: Pilot[Any]) -> PlainInput:
    return pilot.app.screen.query_one("#date", PlainInput)


def says(pilot: Pilot[Any], name: str) -> str:
    return pilot.app.screen.query_one(f"#{name}", Says).words


def told(pilot: Pilot[Any]) -> list[str]:
    return [note.message for note in pilot.app._notifications]


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def test_the_date_is_read_while_it_is_typed_and_what_is_no_date_is_not_saved(book: Casebook) -> None:
    before = entries(book)
    async with running(book, (80, 24)) as pilot:
        await press(pilot, "home", "d")
        assert isinstance(pilot.app.screen, DateScreen)
        date_field(pilot).value = "31/2/24"
        await settle(pilot)
        assert "February" in says(pilot, "about")
        await press(pilot, "enter")
        assert says(pilot, "answer").startswith("Date: ")
        assert entries(book) == before
        date_field(pilot).value = "20 march"
        await settle(pilot)
        assert says(pilot, "about").startswith("Wed 20 March 2024")
        await press(pilot, "enter")
        assert entries(book)[-1].id == before[0].id
        assert selected(pilot).id == before[0].id, "it stays selected where it now stands"
        assert {line.fields for line in history_of(book)[-1:]} == {("when",)}


@pytest.mark.parametrize("key", ["delete", "backspace"])
async def test_an_entry_is_deleted_at_once_and_undo_brings_it_back_selected(book: Casebook, key: str) -> None:
    before = entries(book)
    async with running(book) as pilot:
        await press(pilot, "home", key)
        assert entries(book) == before[1:]
        assert told(pilot) == ["Deleted. u brings it back."]
        assert selected(pilot) == before[1]
        await press(pilot, "u")
        assert entries(book) == before
        assert selected(pilot) == before[0]
        assert told(pilot)[-1] == "Undone: deleted 1 entry."
        await press(pilot, "ctrl+y")
        assert entries(book) == before[1:]
        assert told(pilot)[-1] == "Done again: deleted 1 entry."
        assert selected(pilot) == before[1]
        await press(pilot, "ctrl+z")
        assert entries(book) == before
        assert verify_store(book) == ()


async def test_the_last_entry_can_go_too(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "end", "delete", "delete", "delete", "delete")
        assert entries(book) == ()
        assert "No entries yet" in screen_text(pilot.app)
        await press(pilot, "u", "u", "u")
        assert len(entries(book)) == 3


async def test_keys_pressed_fast_act_in_their_order(book: Casebook) -> None:
    async with running(book) as pilot:
        await pilot.press("n")
        await type_text(pilot, "17/3/24 n quick src:letter")
        await pilot.press("enter", "escape", "u")
        await settle(pilot)
        assert [event.summary for event in entries(book)] == ["splints", "seen", "last"]
        assert told(pilot)[-1] == "Undone: added 1 entry."


async def test_keys_are_letters_in_the_typed_line(book: Casebook) -> None:
    before = entries(book)
    async with running(book) as pilot:
        await press(pilot, "n", "e", "d", "u", "h", "backspace", "delete", "ctrl+z", "ctrl+y")
        assert main_screen(pilot).typed_line.input.value == "edu"
        assert isinstance(pilot.app.screen, MainScreen)
    with open_casebook(book.path, PASSPHRASE, access=Access.READ) as again:
        assert entries(again) == before


async def test_undo_of_everything_ends_at_the_caseload(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "u", "u", "u", "u")
        assert any(isinstance(screen, CaseloadScreen) for screen in pilot.app.screen_stack)
        assert book.children() == ()


async def test_nothing_to_undo_is_told(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "ctrl+y")
        assert told(pilot) == ["There is nothing to redo."]


@both_sizes
async def test_the_history_tells_what_was_changed_and_brings_a_deleted_entry_back(book: Casebook, size: tuple[int, int]) -> None:
    before = entries(book)
    async with running(book, size) as pilot:
        await press(pilot, "home", "d")
        date_field(pilot).value = "13/3/24"
        await press(pilot, "enter", "delete", "h")
        assert isinstance(pilot.app.screen, HistoryScreen)
        shown = screen_text(pilot.app)
        assert book.ledger.actor in shown
        assert "14/3/24 → 13/3/24" in shown
        assert "Enter brings it back." in shown
        assert shown.index("deleted entry") < shown.index("changed entry") < shown.index("added entry")
        assert_harmless(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, MainScreen)
        assert entries(book)[0].id == before[0].id
        assert selected(pilot).id == before[0].id
        assert told(pilot)[-1] == "Brought back."
        await press(pilot, "h", "end", "enter")
        assert selected(pilot).id == before[0].id


async def test_the_history_of_one_child_does_not_tell_of_another(book: Casebook) -> None:
    robin = book.add_child("Robin Ashdown", "1/1/2020")
    book.add_line(robin.id, '14/3/24 n secret src:"Robin letter"')
    async with running(book) as pilot:
        await press(pilot, "down", "enter")
        main = main_screen(pilot)
        assert main.chronology is not None
        mine = main.chronology.child
        await press(pilot, "h")
        words = " ".join(block.text for block in pilot.app.screen.query_one(Page).blocks)
        assert ("Robin" in words) == (mine.id == robin.id)


async def test_a_store_that_is_open_for_reading_only_is_not_changed(book: Casebook) -> None:
    with open_casebook(book.path, PASSPHRASE, access=Access.READ) as reader:
        async with running(reader) as pilot:
            for key in ("e", "d", "delete"):
                await press(pilot, key)
                assert isinstance(pilot.app.screen, MainScreen)
            assert told(pilot) == ["This store is open for reading only, so nothing can be changed here."] * 3
            await press(pilot, "u")
            assert "reading only" in told(pilot)[-1]


async def test_a_date_that_is_not_saved_waits_as_a_draft(book: Casebook) -> None:
    child = book.children()[0].id
    async with running(book) as pilot:
        await press(pilot, "home", "d", "end", "x")
        await until(pilot, lambda: bool(drafts_of(book, child)))
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MainScreen)
        assert told(pilot)[-1].startswith("The date is not saved; kept as a draft")
        await press(pilot, "d")
        assert date_field(pilot).value == "14/3/24x"
        date_field(pilot).value = "14/3/24"
        await until(pilot, lambda: not drafts_of(book, child))
        await press(pilot, "escape", "down", "d")
        assert date_field(pilot).value == "15/3/24", "nor to another entry"


async def test_where_other_fields_wait_the_whole_form_is_shown(book: Casebook) -> None:
    child = book.children()[0].id
    async with running(book) as pilot:
        await press(pilot, "home", "e")
        await type_text(pilot, "x")
        await press(pilot, "tab", "9")
        await until(pilot, lambda: any("time" in draft.content for draft in drafts_of(book, child)))
        await press(pilot, "escape", "d")
        assert isinstance(pilot.app.screen, EntryFormScreen)
