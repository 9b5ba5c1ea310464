"""The agreed actions on the screen: overdue first, done on a typed date with what came of it, opened again, added."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chronology_tui.domain.agreed import ActionState
from chronology_tui.domain.dates import format_date
from chronology_tui.services import Access, Casebook, create_casebook, open_casebook
from chronology_tui.services.agreed_actions import ActionFields, AgreedAction, agreed_actions, save_action
from chronology_tui.services.drafts import all_drafts
from chronology_tui.tui.modals.agreed import AgreedScreen
from chronology_tui.tui.working import READ_ONLY
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.tui.around import choose, fill, form, page_text, press, records, said, store_of, type_in
from tests.tui.screens import assert_harmless, main_screen, running, screen_text
from tests.tui.test_hostile_text import NASTY

both_sizes = pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    casebook = create_casebook(tmp_path / "case.chron", PASSPHRASE, FixedDayClock(TODAY))
    child = casebook.add_child("S. Tarn", "3/4/2019")
    first = casebook.add_line(child.id, "14/3/24 meeting Plan agreed src:minutes")
    second = casebook.add_line(child.id, "2/4/24 gp Seen src:record")
    for event, fields in (
        (first, ActionFields("Book splints", "Physio", "30/11/24")),
        (first, ActionFields("Chase the pharmacy", "GP", "15/8/24")),
        (first, ActionFields("Ring school", "", "")),
        (second, ActionFields("Write to Mother", "GP", "1/5/24", "20/4/24", "She answered")),
    ):
        save_action(casebook, child.id, event.id, None, fields)
    yield casebook
    casebook.close()


def action(casebook: Casebook, what: str) -> AgreedAction:
    return next(agreed for agreed in agreed_actions(casebook) if agreed.action.what == what)


@both_sizes
async def test_the_overdue_stand_first_with_who_by_when_and_from_which_entry(book: Casebook, size: tuple[int, int]) -> None:
    async with running(book, size) as pilot:
        await press(pilot, "w")
        assert said(pilot, "count") == "4 actions: 1 overdue, 1 done."
        shown = page_text(pilot)
        places = [shown.index(words) for words in ("OVERDUE · 1", "OPEN · 1", "OPEN, NO DATE AGREED · 1", "DONE · 1")]
        assert places == sorted(places)
        assert "GP · due 15 August 2024, 15 days ago" in shown
        assert "nobody is named · no date agreed" in shown
        assert "GP · due 1 May 2024 · done 20 April 2024\nwhat came of it: She answered" in shown
        assert "agreed at entry 1, 14 March 2024" in shown
        assert_harmless(pilot.app)


@both_sizes
async def test_d_marks_an_action_done_with_what_came_of_it_in_one_step(book: Casebook, size: tuple[int, int]) -> None:
    before = store_of(book)
    async with running(book, size) as pilot:
        await press(pilot, "w", "d")
        assert pilot.app.focused is list(form(pilot).fields)[1], "the day is there already: today"
        await type_in(pilot, "Supply is back")
        assert_harmless(pilot.app)
        await press(pilot, "enter")
        done = action(book, "Chase the pharmacy")
        assert done.state is ActionState.DONE
        assert done.action.done is not None
        assert (done.action.done.earliest, done.action.outcome) == (TODAY, "Supply is back")
        assert said(pilot) == "Done 30 August 2024: Chase the pharmacy. u undoes."
        assert said(pilot, "count") == "4 actions: 0 overdue, 2 done."
        assert records(pilot).page.target == str(action(book, "Book splints").action.id), "the next one that is open is chosen"
        await press(pilot, "u")
        assert store_of(book) == before


async def test_the_day_of_doing_is_typed_in_any_words_and_refused_in_plain_ones(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "w", "d")
        await fill(pilot, done="31/2/24")
        await press(pilot, "enter")
        assert "February" in said(pilot)
        await fill(pilot, done="")
        await press(pilot, "enter")
        assert said(pilot).startswith("Done on: type when it was done")
        await fill(pilot, done="about June 2024", outcome="Supply is back")
        await press(pilot, "enter")
        done = action(book, "Chase the pharmacy").action.done
        assert done is not None
        assert format_date(done) == "about June 2024"


async def test_r_opens_an_action_again_and_what_came_of_it_stays(book: Casebook) -> None:
    before = store_of(book)
    async with running(book) as pilot:
        await press(pilot, "w")
        choose(pilot, action(book, "Write to Mother").action.id)
        await press(pilot, "r")
        opened = action(book, "Write to Mother")
        assert (opened.state, opened.action.outcome) == (ActionState.OVERDUE, "She answered")
        assert said(pilot) == "Open again: Write to Mother. u undoes."
        await press(pilot, "r")
        assert said(pilot) == "That action is open already."
        await press(pilot, "u")
        assert store_of(book) == before


async def test_enter_changes_who_and_by_when(book: Casebook) -> None:
    before = store_of(book)
    async with running(book) as pilot:
        await press(pilot, "w", "enter")
        await fill(pilot, owner="School nurse", due="in 2 weeks", what="Chase the chemist")
        await press(pilot, "enter")
        changed = action(book, "Chase the chemist")
        assert (changed.action.owner, changed.state) == ("School nurse", ActionState.OPEN)
        assert said(pilot) == "Changed: Chase the chemist. u undoes."
        await press(pilot, "u")
        assert store_of(book) == before


@both_sizes
async def test_g_goes_to_the_entry_and_a_adds_an_action_to_the_selected_one(book: Casebook, size: tuple[int, int]) -> None:
    events = book.chronology(book.children()[0].id).events
    before = store_of(book)
    async with running(book, size) as pilot:
        await press(pilot, "w")
        choose(pilot, action(book, "Write to Mother").action.id)
        await press(pilot, "g")
        assert main_screen(pilot).timeline.event == events[1]
        await press(pilot, "w", "a")
        assert "Agreed at entry 2: 2 April 2024" in screen_text(pilot.app)
        await type_in(pilot, "Ask again")
        await press(pilot, "enter")
        assert action(book, "Ask again").event.id == events[1].id
        assert said(pilot) == "Added to entry 2: Ask again. u undoes."
        await press(pilot, "u", "escape")
        assert store_of(book) == before


async def test_half_typed_words_come_back(book: Casebook) -> None:
    path = book.path
    async with running(book) as pilot:
        await press(pilot, "w", "d")
        await type_in(pilot, "Supply is")
        await pilot.app.saved()  # type: ignore[attr-defined]
    with open_casebook(path, PASSPHRASE, FixedDayClock(TODAY)) as again:
        async with running(again) as pilot:
            await press(pilot, "w", "d")
            assert form(pilot).changed == {"outcome": "Supply is"}
            await press(pilot, "enter")
            assert action(again, "Chase the pharmacy").action.outcome == "Supply is"
            assert all_drafts(again) == ()


async def test_without_an_action_or_an_entry_it_is_said_what_helps(tmp_path: Path) -> None:
    with create_casebook(tmp_path / "case.chron", PASSPHRASE, FixedDayClock(TODAY)) as book:
        book.add_child("S. Tarn", "3/4/2019")
        async with running(book) as pilot:
            await press(pilot, "w")
            assert said(pilot, "count").startswith("No action is recorded")
            for key in ("d", "r", "g"):
                await press(pilot, key)
                assert isinstance(pilot.app.screen, AgreedScreen)
            await press(pilot, "a")
            assert "select the entry on the main screen first" in said(pilot)


async def test_a_store_that_is_open_for_reading_is_listed_and_not_changed(book: Casebook) -> None:
    path = book.path
    book.close()
    with open_casebook(path, PASSPHRASE, FixedDayClock(TODAY), access=Access.READ) as reading:
        async with running(reading) as pilot:
            await press(pilot, "w")
            for key in ("d", "r", "enter", "a"):
                await press(pilot, key)
                assert said(pilot) == READ_ONLY
                assert isinstance(pilot.app.screen, AgreedScreen)


@both_sizes
async def test_hostile_words_are_shown_as_they_are(book: Casebook, size: tuple[int, int]) -> None:
    child = book.children()[0]
    event = book.chronology(child.id).events[0]
    save_action(book, child.id, event.id, None, ActionFields(f"A {NASTY}", NASTY, "1/4/24", None, NASTY * 100))
    async with running(book, size) as pilot:
        await press(pilot, "w")
        assert_harmless(pilot.app)
        assert "[/]" in screen_text(pilot.app)
        await press(pilot, "d")
        assert_harmless(pilot.app)
        await press(pilot, "enter")
        assert_harmless(pilot.app)
        await press(pilot, "escape", "w", "a", "escape")
        assert_harmless(pilot.app)
