"""Changing entries on the screen: the form, the date alone, deleting, undo and redo, the history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from chronology_tui.domain.records import Event
from chronology_tui.domain.text import clean
from chronology_tui.services import Access, Casebook, create_casebook, open_casebook
from chronology_tui.services.drafts import drafts_of
from chronology_tui.services.trust import history_of, verify_store
from chronology_tui.tui.modals.edit import EditScreen, Field
from chronology_tui.tui.modals.history import HistoryScreen
from chronology_tui.tui.screens.caseload import CaseloadScreen
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.widgets.page import Page
from chronology_tui.tui.widgets.says import Says
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.tui.screens import assert_harmless, main_screen, running, screen_text, settle, type_text, until
from tests.tui.test_hostile_text import NASTY

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


def field(pilot: Pilot[Any], column: str) -> Field:
    return pilot.app.screen.query_one(f"#field-{column}", Field)


def says(pilot: Pilot[Any], name: str) -> str:
    return pilot.app.screen.query_one(f"#{name}", Says).words


def told(pilot: Pilot[Any]) -> list[str]:
    return [note.message for note in pilot.app._notifications]


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


@both_sizes
async def test_an_entry_is_changed_in_the_form_by_keys_alone(book: Casebook, size: tuple[int, int]) -> None:
    before = entries(book)
    async with running(book, size) as pilot:
        await press(pilot, "home", "e")
        assert isinstance(pilot.app.screen, EditScreen)
        assert pilot.app.focused is field(pilot, "date")
        assert says(pilot, "about").startswith("Thu 14 March 2024")
        shown = screen_text(pilot.app)
        assert all(words in shown for words in ("change entry 1", "date", "what happened", "severity", "save", "esc"))
        assert_harmless(pilot.app)
        await press(pilot, "tab", "tab", "tab", "tab", "end")
        await type_text(pilot, " outgrown")
        await press(pilot, "down", "backspace", "3")
        assert says(pilot, "about") == "0 none, 1 low, 2 moderate, 3 high, 4 critical"
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, MainScreen)
        changed = before[0].changed(summary="splints outgrown", severity=3)
        assert entries(book) == (changed, *before[1:])
        assert selected(pilot) == changed
        assert "outgrown" in screen_text(pilot.app)
        assert len({line.change for line in history_of(book)[-1:]}) == 1


async def test_the_date_is_read_while_it_is_typed_and_what_is_no_date_is_not_saved(book: Casebook) -> None:
    before = entries(book)
    async with running(book, (80, 24)) as pilot:
        await press(pilot, "home", "d")
        assert [f.column for f in pilot.app.screen.query(Field)] == ["date"]
        field(pilot, "date").value = "31/2/24"
        await settle(pilot)
        assert "February" in says(pilot, "about")
        await press(pilot, "enter")
        assert says(pilot, "answer").startswith("Date: ")
        assert entries(book) == before
        field(pilot, "date").value = "20 march"
        await settle(pilot)
        assert says(pilot, "about").startswith("Wed 20 March 2024")
        await press(pilot, "enter")
        assert entries(book)[-1].id == before[0].id
        assert selected(pilot).id == before[0].id, "it stays selected where it now stands"
        assert {line.fields for line in history_of(book)[-1:]} == {("when",)}


async def test_a_refused_value_is_told_at_its_field_and_nothing_is_lost(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "home", "e")
        field(pilot, "summary").value = "other"
        field(pilot, "severity").value = "9"
        await press(pilot, "enter")
        assert says(pilot, "answer").startswith("Severity: not a severity")
        assert pilot.app.focused is field(pilot, "severity")
        assert field(pilot, "summary").value == "other"
        field(pilot, "severity").value = "high"
        await press(pilot, "ctrl+s")
        assert (entries(book)[0].summary, entries(book)[0].severity.word) == ("other", "high")


async def test_escape_leaves_at_once_where_nothing_was_typed_and_asks_once_where_words_would_be_lost(book: Casebook) -> None:
    head = book.history_head()
    async with running(book) as pilot:
        await press(pilot, "e", "escape")
        assert isinstance(pilot.app.screen, MainScreen)
        await press(pilot, "e", "x", "escape")
        assert isinstance(pilot.app.screen, EditScreen)
        assert "Esc again leaves" in says(pilot, "answer")
        await press(pilot, "y", "escape")
        assert isinstance(pilot.app.screen, EditScreen), "other words, so it is asked again"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MainScreen)
        await press(pilot, "e", "enter")
        assert isinstance(pilot.app.screen, MainScreen)
    with open_casebook(book.path, PASSPHRASE) as again:
        assert again.history_head() == head


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
        field(pilot, "date").value = "13/3/24"
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


async def test_hostile_words_are_shown_harmlessly_in_form_and_history(book: Casebook) -> None:
    child = book.children()[0]
    book.add_event(child.id, {**dict(entries(book)[0]), "id": book.ledger.new_id(), "summary": NASTY, "notes": NASTY}, NASTY)
    async with running(book, (80, 24)) as pilot:
        await press(pilot, "home", "down", "e")
        assert_harmless(pilot.app)
        assert field(pilot, "notes").value == clean(NASTY)
        await press(pilot, "x", "enter")
        await press(pilot, "escape", "escape")
        await press(pilot, "h")
        assert_harmless(pilot.app)


async def test_a_store_that_is_open_for_reading_only_is_not_changed(book: Casebook) -> None:
    with open_casebook(book.path, PASSPHRASE, access=Access.READ) as reader:
        async with running(reader) as pilot:
            for key in ("e", "d", "delete"):
                await press(pilot, key)
                assert isinstance(pilot.app.screen, MainScreen)
            assert told(pilot) == ["This store is open for reading only, so nothing can be changed here."] * 3
            await press(pilot, "u")
            assert "reading only" in told(pilot)[-1]


async def test_what_was_typed_in_the_form_is_there_again_after_the_program_ended(book: Casebook) -> None:
    first, *_ = entries(book)
    child = book.children()[0].id
    async with running(book) as pilot:
        await press(pilot, "home", "e")
        await press(pilot, "tab", "tab", "tab", "tab", "end")
        await type_text(pilot, " outgrown")
        await until(pilot, lambda: bool(drafts_of(book, child)))
    with open_casebook(book.path, PASSPHRASE) as again:
        (draft,) = drafts_of(again, child)
        assert "outgrown" in draft.content
        async with running(again) as pilot:
            assert main_screen(pilot).typed_line.input.value == "", "it belongs to its form"
            await press(pilot, "home", "down", "e")
            assert field(pilot, "summary").value == "seen", "nor to another entry"
            await press(pilot, "escape", "up", "d")
            assert field(pilot, "summary").value == "splints outgrown"
            assert pilot.app.focused is field(pilot, "summary")
            assert says(pilot, "answer").startswith("Not saved yet")
            await press(pilot, "enter")
            assert entries(again)[0] == first.changed(summary="splints outgrown")
            assert drafts_of(again, child) == ()


async def test_leaving_the_form_without_saving_drops_what_was_kept_of_it(book: Casebook) -> None:
    child = book.children()[0].id
    async with running(book) as pilot:
        await press(pilot, "home", "d", "end", "x")
        await until(pilot, lambda: bool(drafts_of(book, child)))
        await press(pilot, "escape", "escape")
        await until(pilot, lambda: not drafts_of(book, child))
        await press(pilot, "d")
        assert field(pilot, "date").value == "14/3/24"


async def test_codes_are_shown_as_words_and_read_again(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "home", "e")
        assert field(pilot, "kind").value == "Was not brought"
        field(pilot, "child_seen").value = "seen alone"
        await press(pilot, "enter", "e")
        assert field(pilot, "child_seen").value == "seen alone"
        assert entries(book)[0].child_seen == "seen_alone"
        await press(pilot, "enter")
        assert [line.fields for line in history_of(book)[-1:]] == [("child_seen",)]
