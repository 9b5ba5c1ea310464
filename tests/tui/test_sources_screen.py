"""The sources on the screen, on a small and on an ordinary terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chronology_tui.domain.records import Source
from chronology_tui.services import Access, Casebook, create_casebook, open_casebook
from chronology_tui.services.drafts import all_drafts
from chronology_tui.services.sources import SourceFields, set_source
from chronology_tui.tui.modals.sources import SourcesScreen
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.working import READ_ONLY
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.tui.around import choose, fill, form, page_text, press, records, said, store_of, type_in
from tests.tui.screens import assert_harmless, main_screen, running, screen_text, until
from tests.tui.test_hostile_text import NASTY

both_sizes = pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    casebook = create_casebook(tmp_path / "case.chron", PASSPHRASE, FixedDayClock(TODAY))
    child = casebook.add_child("S. Tarn", "3/4/2019")
    for line in ("14/3/24 wnb @physio src:letter", "2/4/24 gp Seen src:record", "9/4/24 wnb @dentist src:letter"):
        casebook.add_line(child.id, line)
    set_source(casebook, "School record", SourceFields(available=False, agency="Fellgate Primary", dated="May 2024"))
    yield casebook
    casebook.close()


def named(casebook: Casebook, title: str) -> Source:
    return next(source for source in casebook.sources() if source.title == title)


@both_sizes
async def test_each_source_stands_with_its_state_its_particulars_and_its_entries(book: Casebook, size: tuple[int, int]) -> None:
    async with running(book, size) as pilot:
        await press(pilot, "s")
        assert said(pilot, "count") == "3 sources: 0 checked, 1 not seen."
        assert page_text(pilot).splitlines()[0] == " not checked letter"
        assert "letter · no date · 2 entries" in page_text(pilot)
        assert " not seen    School record" in page_text(pilot)
        assert "record · Fellgate Primary · dated May 2024 · 0 entries" in page_text(pilot)
        assert_harmless(pilot.app)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MainScreen)


@both_sizes
async def test_one_key_marks_a_source_checked_or_not_seen_and_u_takes_it_back(book: Casebook, size: tuple[int, int]) -> None:
    before = store_of(book)
    async with running(book, size) as pilot:
        await press(pilot, "s", "c")
        assert named(book, "letter").checked
        assert said(pilot) == "letter: checked. u undoes."
        assert said(pilot, "count") == "3 sources: 1 checked, 1 not seen."
        await press(pilot, "m")
        assert (named(book, "letter").checked, named(book, "letter").available) == (False, False)
        await press(pilot, "u", "u")
        assert store_of(book) == before
        await press(pilot, "u")
        assert "nothing" in said(pilot).casefold() or "Earlier changes" in said(pilot)
        await press(pilot, "ctrl+y")
        assert named(book, "letter").checked


async def test_keys_pressed_fast_act_in_their_order(book: Casebook) -> None:
    before = store_of(book)
    async with running(book) as pilot:
        await press(pilot, "s")
        await pilot.press("c", "c", "c", "u", "u", "u")
        await press(pilot, "escape")
        assert store_of(book) == before


async def test_enter_changes_a_source_in_its_form(book: Casebook) -> None:
    before = store_of(book)
    async with running(book) as pilot:
        await press(pilot, "s", "enter")
        assert pilot.app.focused is next(form(pilot).fields)
        await type_in(pilot, " of 3 June")
        await press(pilot, "tab", "right", "tab")
        await type_in(pilot, "Clinic")
        await press(pilot, "tab")
        await type_in(pilot, "3/6/24")
        assert "Mon 3 June 2024" in said(pilot, "about")
        await press(pilot, "enter")
        source = named(book, "letter of 3 June")
        assert (source.agency, source.kind, source.dated is not None) == ("Clinic", "record", True)
        assert said(pilot) == "Changed: letter of 3 June. u undoes."
        await press(pilot, "u")
        assert store_of(book) == before


async def test_a_source_that_was_not_seen_is_added(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "s", "a", "enter")
        assert said(pilot).startswith("Title: must not be empty")
        await fill(pilot, title="Hospital notes", available="no", notes="asked for in May")
        await press(pilot, "enter")
        source = named(book, "Hospital notes")
        assert (source.available, source.notes) == (False, "asked for in May")
        assert records(pilot).found is not None
        assert all_drafts(book) == ()


async def test_what_is_refused_stays_in_the_form_and_esc_leaves_at_the_second_press(book: Casebook) -> None:
    before = store_of(book)
    async with running(book) as pilot:
        await press(pilot, "s", "enter")
        await fill(pilot, title="RECORD", dated="31/2/24")
        await press(pilot, "enter")
        assert "31" in said(pilot)
        await fill(pilot, dated="")
        await press(pilot, "enter")
        assert said(pilot).startswith("Title: another source has that title")
        await press(pilot, "escape")
        assert form(pilot).changed, "the first Esc only warns"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, SourcesScreen)
        assert store_of(book) == before
        await pilot.app.saved()  # type: ignore[attr-defined]
        assert all_drafts(book) == ()


async def test_half_typed_words_come_back_after_a_stop(book: Casebook) -> None:
    path = book.path
    async with running(book) as pilot:
        await press(pilot, "s", "a")
        await type_in(pilot, "Hospital no")
        await pilot.app.saved()  # type: ignore[attr-defined]
        assert len(all_drafts(book)) == 1
    with open_casebook(path, PASSPHRASE, FixedDayClock(TODAY)) as again:
        async with running(again) as pilot:
            await press(pilot, "s", "a")
            assert next(form(pilot).fields).value == "Hospital no"
            await type_in(pilot, "tes")
            await press(pilot, "enter")
            assert named(again, "Hospital notes").available
            assert all_drafts(again) == ()


@both_sizes
async def test_g_leads_to_the_entries_that_rest_on_a_source(book: Casebook, size: tuple[int, int]) -> None:
    child = book.children()[0]
    async with running(book, size) as pilot:
        await press(pilot, "s")
        choose(pilot, named(book, "record").id)
        await press(pilot, "g")
        assert main_screen(pilot).timeline.event == book.chronology(child.id).events[1]
        await press(pilot, "s")
        choose(pilot, named(book, "School record").id)
        await press(pilot, "g")
        assert said(pilot) == "No entry of this chronology rests on it."


async def test_a_store_that_is_open_for_reading_is_listed_and_not_changed(book: Casebook) -> None:
    path = book.path
    book.close()
    with open_casebook(path, PASSPHRASE, FixedDayClock(TODAY), access=Access.READ) as reading:
        async with running(reading) as pilot:
            await press(pilot, "s")
            for key in ("c", "m", "enter", "a"):
                await press(pilot, key)
                assert said(pilot) == READ_ONLY
                assert isinstance(pilot.app.screen, SourcesScreen)


@both_sizes
async def test_hostile_words_are_shown_as_they_are(book: Casebook, size: tuple[int, int]) -> None:
    set_source(book, f"A {NASTY}", SourceFields(agency=NASTY, notes=NASTY * 200, reference=NASTY, checked=True))
    async with running(book, size) as pilot:
        await press(pilot, "s", "end", "home")
        assert_harmless(pilot.app)
        source = next(one for one in book.sources() if one.title.startswith("A "))
        choose(pilot, source.id)
        await press(pilot, "m")
        assert_harmless(pilot.app)
        await press(pilot, "enter")
        assert_harmless(pilot.app)
        assert "[/]" in screen_text(pilot.app)
        await press(pilot, "enter", "escape")
        assert_harmless(pilot.app)


async def test_the_palette_leads_there_and_the_letter_is_a_letter_in_the_typed_line(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "n", "s", "o", "w", "v", "D")
        assert main_screen(pilot).typed_line.input.value == "sowvD"
        await press(pilot, "escape", "escape", "ctrl+p")
        await pilot.press(*"which were")
        await until(pilot, lambda: "Which were checked" in screen_text(pilot.app))
