"""The quality check and the questions to ask on the screen, on a small and on an ordinary terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event as Signal
from typing import Any

import pytest
from textual.pilot import Pilot

from chronology_tui.analysis.quality import QualityCode, check
from chronology_tui.domain.records import Event
from chronology_tui.services import Access, Casebook, checking, create_casebook, open_casebook
from chronology_tui.services.checking import NOT_ALL, checked
from chronology_tui.services.editing import edit_entries
from chronology_tui.services.undoing import undo
from chronology_tui.tui.modals import quality
from chronology_tui.tui.modals.entry_fields import AreaField
from chronology_tui.tui.modals.entry_form import EntryFormScreen
from chronology_tui.tui.modals.quality import QualityScreen, following
from chronology_tui.tui.modals.questions import QuestionsScreen
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.widgets.page import Page
from chronology_tui.tui.widgets.says import Says
from chronology_tui.tui.working import READ_ONLY
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.tui.screens import assert_harmless, main_screen, running, screen_text, settle, until
from tests.tui.test_hostile_text import NASTY

both_sizes = pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
LINES = (
    "14/3/24 wnb @physio DNA, no message !2",
    "15/3/24 wnb @dentist DNA again !2",
    "16/3/24 n Seen; XYZ form",
    "17/3/24 gp XYZ form again",
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    casebook = create_casebook(tmp_path / "case.chron", PASSPHRASE, FixedDayClock(TODAY))
    child = casebook.add_child("S. Tarn", "3/4/2019")
    for line in LINES:
        casebook.add_line(child.id, f"{line} src:letter")
    yield casebook
    casebook.close()


def entries(casebook: Casebook) -> tuple[Event, ...]:
    return casebook.chronology(casebook.children()[0].id).events


def summaries(casebook: Casebook) -> list[str]:
    return [event.summary for event in entries(casebook)]


def check_of(pilot: Pilot[Any]) -> QualityScreen:
    screen = pilot.app.screen
    assert isinstance(screen, QualityScreen), screen_text(pilot.app)
    return screen


def says(pilot: Pilot[Any], name: str) -> str:
    return pilot.app.screen.query_one(f"#{name}", Says).words


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


def select(pilot: Pilot[Any], code: QualityCode, which: int = 0) -> None:
    """Choose an issue by its code."""
    page = check_of(pilot).page
    page.target = [target for target in page.targets if target.startswith(code.value)][which]


# ------------------------------------------------------------------------------------------------------------ looking


@both_sizes
async def test_the_check_is_shown_by_group_with_counts_and_enter_goes_to_the_entry(book: Casebook, size: tuple[int, int]) -> None:
    async with running(book, size) as pilot:
        await press(pilot, "l")
        found = check_of(pilot).found
        assert found is not None
        assert says(pilot, "count") == f"{len(found.issues)} issues, 2 with a sure fix."
        shown = screen_text(pilot.app)
        assert "“DID NOT ATTEND” OF A CHILD · 2" in shown
        assert "14 March 2024 · Was not brought" in shown
        assert "f: Write “was not brought” instead of “DNA”" in shown
        assert_harmless(pilot.app)
        await press(pilot, "down", "enter")
        assert isinstance(pilot.app.screen, MainScreen)
        assert main_screen(pilot).timeline.event == entries(book)[1]
        assert main_screen(pilot).timeline.has_focus


async def test_the_most_useful_stands_first_and_what_the_check_cannot_say_last(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "l")
        page = check_of(pilot).page
        assert page.target == page.targets[0]
        assert page.targets[0].startswith("did-not-attend")
        assert page.blocks[-1].text == NOT_ALL


async def test_coming_back_leads_to_the_same_place(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "l")
        select(pilot, QualityCode.NO_IMPACT, 1)
        at = check_of(pilot).page.target
        await press(pilot, "enter")
        await press(pilot, "l")
        assert check_of(pilot).page.target == at
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MainScreen)
        await press(pilot, "l")
        assert check_of(pilot).page.target == at


async def test_each_entry_of_an_issue_can_be_gone_to(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "l")
        select(pilot, QualityCode.JARGON, 2)
        await press(pilot, "enter")
        assert main_screen(pilot).timeline.event == entries(book)[3]


async def test_what_is_about_no_entry_leads_nowhere_and_says_so(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "l")
        select(pilot, QualityCode.FATHER_NOT_ASKED)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, QualityScreen)
        assert says(pilot, "answer") == quality.NO_ENTRY_BUT_RECORD
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, QualityScreen)
        assert quality.HOW["father-not-asked"] in " ".join(block.text for block in check_of(pilot).page.blocks)


async def test_a_child_of_whom_there_is_nothing_to_ask(tmp_path: Path) -> None:
    with create_casebook(tmp_path / "case.chron", PASSPHRASE, FixedDayClock(TODAY)) as book:
        book.add_child("S. Tarn", "3/4/2019")
        async with running(book) as pilot:
            await press(pilot, "l")
            assert says(pilot, "count") == "1 issue."
            await press(pilot, "f", "a")
            assert says(pilot, "answer") == quality.NO_FIXES
            await press(pilot, "escape")
            assert isinstance(pilot.app.screen, MainScreen)


async def test_many_issues_of_one_code_are_cut_short_and_the_rest_is_counted(
    book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quality, "MOST", 1)
    async with running(book) as pilot:
        await press(pilot, "l")
        texts = [block.text for block in check_of(pilot).page.blocks]
        assert "“DID NOT ATTEND” OF A CHILD · 2" in texts
        assert any(text.startswith("1 more of “") for text in texts)
        assert sum(target.startswith("did-not-attend") for target in check_of(pilot).page.targets) == 1


async def test_the_letters_are_letters_in_the_typed_line_and_the_palette_knows_both(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "n", "l", "a")
        assert main_screen(pilot).typed_line.input.value == "la"
        await press(pilot, "escape", "escape")
        await press(pilot, "ctrl+p")
        await pilot.press(*"questions")
        await until(pilot, lambda: "Questions to ask" in screen_text(pilot.app))


# ------------------------------------------------------------------------------------------------------------ fixing


@both_sizes
async def test_a_fix_is_one_key_it_is_told_and_u_takes_it_back(book: Casebook, size: tuple[int, int]) -> None:
    before = entries(book)
    async with running(book, size) as pilot:
        await press(pilot, "l", "f")
        assert summaries(book)[:2] == ["Was not brought, no message", "DNA again"]
        assert says(pilot, "answer") == (
            "Entry 1, what happened: Wrote “was not brought” instead of “DNA”. u undoes."
        )  # fmt: skip
        assert says(pilot, "count").endswith(" 1 with a sure fix.")
        target = check_of(pilot).page.target
        assert target is not None
        assert target.startswith("did-not-attend"), "the next issue is chosen"
        assert_harmless(pilot.app)
        await press(pilot, "u")
        assert entries(book) == before
        assert says(pilot, "answer") == "Undone: changed 1 entry."
        await press(pilot, "ctrl+y")
        assert summaries(book)[0] == "Was not brought, no message"
        await press(pilot, "escape")
        assert "Was not brought, no message" in screen_text(pilot.app), "the timeline shows what was changed"
        await press(pilot, "u")
        assert entries(book) == before


async def test_keys_pressed_fast_act_in_their_order(book: Casebook) -> None:
    before = entries(book)
    async with running(book) as pilot:
        await press(pilot, "l")
        await press(pilot, "f", "f", "u")
        assert summaries(book)[:2] == ["Was not brought, no message", "DNA again"]
        await press(pilot, "u")
        assert entries(book) == before


async def test_all_sure_fixes_are_one_key_and_one_step(book: Casebook) -> None:
    before = entries(book)
    async with running(book) as pilot:
        await press(pilot, "l", "a")
        assert summaries(book)[:2] == ["Was not brought, no message", "Was not brought again"]
        assert says(pilot, "answer") == "2 issues fixed; 2 entries were changed. u undoes all of it."
        await press(pilot, "u")
        assert entries(book) == before


async def test_where_no_fix_is_sure_the_key_says_what_helps(book: Casebook) -> None:
    head = book.history_head()
    async with running(book) as pilot:
        await press(pilot, "l")
        select(pilot, QualityCode.NO_IMPACT)
        await press(pilot, "f")
        assert says(pilot, "answer") == quality.NO_FIX
    with open_casebook(book.path, PASSPHRASE) as again:
        assert again.history_head() == head


async def test_undo_in_the_check_takes_back_only_what_was_done_there(book: Casebook) -> None:
    before = entries(book)
    async with running(book) as pilot:
        await press(pilot, "l", "u")
        assert says(pilot, "answer") == quality.NOTHING_HERE
        await press(pilot, "f", "u", "u")
        assert says(pilot, "answer") == quality.NOTHING_HERE
        assert entries(book) == before


async def test_a_fix_of_what_was_changed_meanwhile_is_refused_and_the_check_is_shown_anew(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "l")
        edit_entries(book, book.child().id, [entries(book)[0].id], {"summary": "Mother rang"})
        await press(pilot, "f")
        assert says(pilot, "answer").startswith("The record was changed meanwhile")
        assert summaries(book)[0] == "Mother rang"
        assert says(pilot, "count").endswith(" 1 with a sure fix.")
        await press(pilot, "u")
        assert says(pilot, "answer") == quality.NOTHING_HERE, "what was refused is nothing to take back"
        assert summaries(book)[0] == "Mother rang"


@both_sizes
async def test_e_opens_the_form_in_the_field_in_question_and_what_is_saved_is_checked(
    book: Casebook, size: tuple[int, int]
) -> None:
    before = entries(book)
    async with running(book, size) as pilot:
        await press(pilot, "l")
        select(pilot, QualityCode.NO_ACTION)
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, EntryFormScreen)
        assert isinstance(pilot.app.focused, AreaField)
        assert pilot.app.focused.spec.column == "action"
        pilot.app.focused.put("New date sent")
        await press(pilot, "ctrl+s")
        assert entries(book)[0].action == "New date sent"
        found = check_of(pilot).found
        assert found is not None
        assert [issue.events for issue in found.issues if issue.code is QualityCode.NO_ACTION] == [(before[1].id,)]
        await press(pilot, "u")
        assert entries(book) == before
        await press(pilot, "e", "escape")
        assert isinstance(pilot.app.screen, QualityScreen), "a form that is left leads back to the check"


async def test_a_store_that_is_open_for_reading_is_checked_and_not_changed(book: Casebook) -> None:
    path, found = book.path, checked(book, book.child().id)
    book.close()
    with open_casebook(path, PASSPHRASE, FixedDayClock(TODAY), access=Access.READ) as reading:
        async with running(reading) as pilot:
            await press(pilot, "l")
            assert says(pilot, "count").startswith(f"{len(found.issues)} issues")
            for key in ("f", "a", "e"):
                await press(pilot, key)
                assert says(pilot, "answer") == READ_ONLY
                assert isinstance(pilot.app.screen, QualityScreen)


async def test_leaving_while_the_check_runs_leaves_nothing_behind(book: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, waiting = Signal(), Signal()

    def slow(*values: Any, **more: Any) -> Any:
        begun.set()
        assert waiting.wait(10)
        return check(*values, **more)

    monkeypatch.setattr(checking, "check", slow)
    async with running(book) as pilot:
        await pilot.press("l")
        await until(pilot, begun.is_set)
        assert says(pilot, "count") == quality.CHECKING
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))
        waiting.set()
        await settle(pilot)
        assert isinstance(pilot.app.screen, MainScreen)


@both_sizes
async def test_hostile_words_are_shown_as_they_are(book: Casebook, size: tuple[int, int]) -> None:
    child = book.child().id
    first = entries(book)[0]
    edit_entries(book, child, [first.id], {"summary": f"DNA. {NASTY}", "service": NASTY, "source": NASTY, "professional": NASTY})
    async with running(book, size) as pilot:
        await press(pilot, "l")
        assert_harmless(pilot.app)
        select(pilot, QualityCode.SOURCE_UNCHECKED)
        await settle(pilot)
        assert "[on red]file[/on red]" in screen_text(pilot.app)
        assert_harmless(pilot.app)
        await press(pilot, "home", "f")
        assert "u undoes" in says(pilot, "answer")
        assert_harmless(pilot.app)
        await press(pilot, "escape", "a")
        assert_harmless(pilot.app)
        undo(book)
        assert entries(book)[0].summary.startswith("DNA. [/]")


@pytest.mark.parametrize(
    ("at", "now", "expected"),
    [("b", "abc", "b"), ("b", "ac", "c"), ("c", "ab", "b"), ("b", "xy", "x"), ("b", "", None), (None, "abc", "a")],
)
def test_what_is_chosen_after_a_change(at: str | None, now: str, expected: str | None) -> None:
    assert following(list("abc"), at, list(now)) == expected


# ------------------------------------------------------------------------------------------------------------ questions


@both_sizes
async def test_the_questions_are_asked_with_their_entries_and_enter_goes_to_one(book: Casebook, size: tuple[int, int]) -> None:
    book.add_line(book.child().id, "20/3/24 admitted seizures !4 src:letter")
    async with running(book, size) as pilot:
        await press(pilot, "home", "a")
        assert isinstance(pilot.app.screen, QuestionsScreen)
        shown = screen_text(pilot.app)
        assert "Is the child at risk of significant harm?" in shown
        assert_harmless(pilot.app)
        page = pilot.app.screen.query_one(Page)
        assert "Nothing recorded." in [block.text for block in page.blocks]
        page.target = page.targets[0]
        await press(pilot, "enter")
        assert main_screen(pilot).timeline.event == entries(book)[4]


async def test_a_question_with_many_entries_shows_the_latest_and_escape_leads_back(book: Casebook) -> None:
    child = book.child().id
    for day in range(1, 26):
        book.add_line(child, f"{day}/4/24 admitted seizures !4 src:letter")
    async with running(book) as pilot:
        before = main_screen(pilot).timeline.event
        await press(pilot, "a")
        page = pilot.app.screen.query_one(Page)
        assert sum(target.startswith("significant-harm ") for target in page.targets) == 20
        assert page.targets[19].endswith(str(entries(book)[-1].id))
        assert any(block.text.startswith("25 entries; the latest 20 are shown.") for block in page.blocks)
        await press(pilot, "escape")
        assert main_screen(pilot).timeline.event is before
