"""Handing entries out as text, entering one again for a new date, and pasting a block of lines."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from chronology_tui.domain.entry_line import entry_line
from chronology_tui.domain.records import Event
from chronology_tui.services import Casebook, create_casebook
from chronology_tui.services.pasting import add_lines, read_lines, split_block
from chronology_tui.services.repeating import line_of
from chronology_tui.services.trust import history_of
from chronology_tui.tui.modals.copy_file import CopyFileScreen
from chronology_tui.tui.modals.paste_block import PasteScreen
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.widgets.page import Page
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.tui.screens import assert_harmless, main_screen, running, screen_text, settle, type_text
from tests.tui.test_hostile_text import NASTY

both_sizes = pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
BLOCK = """14/3/24 wnb physio; second letter unanswered !2 src:"GP summary"
20/3/24 gp seen with cough,
no wheeze heard
• 1 April 2024\tadm\tseizure !4
nothing that says when
"""


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with create_casebook(tmp_path / "case.chron", PASSPHRASE, FixedDayClock(TODAY)) as casebook:
        child = casebook.add_child("S. Tarn", "3/4/2019")
        missed = '10/3/24 wnb @physio splints "!3" fell: twice !2 ~3 src:"clinic letter" by:"Dr Reed" with:Nana'
        for line in (
            f"{missed} action:rang #restricted",
            "11/3/24 16.4kg src:notes",
            "12/3/24 cw voice:hello src:notes",
        ):
            casebook.add_line(child.id, line)
        yield casebook


def entries(casebook: Casebook) -> tuple[Event, ...]:
    return casebook.chronology(casebook.children()[0].id).events


def told(pilot: Pilot[Any]) -> list[str]:
    return [note.message for note in pilot.app._notifications]


def answer(pilot: Pilot[Any]) -> str:
    return pilot.app.screen.query_one("#answer", Says).words


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def paste(pilot: Pilot[Any], text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await settle(pilot)


# ---------------------------------------------------------------------- copying


async def test_an_entry_is_copied_as_the_command_line_prints_it_and_the_second_time_written_to_a_private_file(
    book: Casebook, tmp_path: Path
) -> None:
    chronology = book.chronology(book.children()[0].id)
    text = f"{entry_line(chronology.events[0], chronology)}\n"
    out = tmp_path / "copy.txt"
    async with running(book) as pilot:
        await press(pilot, "home", "y")
        assert pilot.app.clipboard == text
        assert told(pilot)[-1].startswith("Copied the entry as text, 1 line. Take care who sees it: 1 restricted.")
        await press(pilot, "y")
        assert isinstance(pilot.app.screen, CopyFileScreen)
        pilot.app.screen.query_one(PlainInput).value = str(out)
        await press(pilot, "enter")
        assert out.read_text(encoding="utf-8") == text
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
        assert "not encrypted" in answer(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, MainScreen)


async def test_no_file_is_written_over(book: Casebook, tmp_path: Path) -> None:
    out = tmp_path / "copy.txt"
    out.write_text("mine", encoding="utf-8")
    async with running(book) as pilot:
        await press(pilot, "y", "y")
        pilot.app.screen.query_one(PlainInput).value = str(out)
        await press(pilot, "enter")
        assert "exists" in answer(pilot)
        assert out.read_text(encoding="utf-8") == "mine"


async def test_what_is_selected_all_that_is_shown_and_a_finding_are_copied(book: Casebook) -> None:
    child = book.children()[0].id
    for day in range(1, 5):
        book.add_line(child, f"{day}/2/24 wnb @physio missed src:letter")
    async with running(book) as pilot:
        await press(pilot, "home", "space", "space", "y")
        assert pilot.app.clipboard.count("\n") == 2
        assert told(pilot)[-1].startswith("Copied 2 selected entries as text, 2 lines.")
        await press(pilot, "escape", "Y")
        chronology = book.chronology(child)
        assert pilot.app.clipboard == "".join(f"{entry_line(event, chronology)}\n" for event in chronology.events)
        await press(pilot, "p", "y")
        main = main_screen(pilot)
        assert main.analysis is not None
        finding = next(f for f in main.analysis.findings if f.key == main.panel.target)
        assert pilot.app.clipboard.startswith(f"{finding.title}\n")
        assert "OTHER EXPLANATIONS TO EXPLORE" in pilot.app.clipboard
        assert told(pilot)[-1].startswith("Copied the finding as text")


# ---------------------------------------------------------------------- once more


@both_sizes
async def test_an_entry_is_repeated_for_a_new_date(book: Casebook, size: tuple[int, int]) -> None:
    first = entries(book)[0]
    async with running(book, size) as pilot:
        await press(pilot, "home", "full_stop")
        line = main_screen(pilot).typed_line
        assert pilot.app.focused is line.input
        assert "type its new date" in screen_text(pilot.app)
        await type_text(pilot, "17/3/24")
        await press(pilot, "enter")
        again = entries(book)[-1]
        assert again.when.text == "17/3/24"
        same = ("kind", "service", "summary", "severity", "likelihood", "professional", "brought_by", "handling", "source")
        assert {name: getattr(again, name) for name in same} == {name: getattr(first, name) for name in same}
        assert (first.action, again.action) == ("rang", "")
        assert book.chronology(main_screen(pilot).child).sources[again.source].title == "clinic letter"


async def test_words_that_stand_in_the_line_are_not_written_over(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "n")
        await type_text(pilot, "half a word")
        main = main_screen(pilot)
        main.timeline.focus()
        await press(pilot, "full_stop")
        assert main.typed_line.input.value == "half a word"
        assert "holds words already" in screen_text(pilot.app)


@pytest.mark.parametrize("words", ["!4 and @home", "src:x +Robin", 'said "no" twice', "x28d of it", r"back\slash", "#key fact"])
def test_words_that_look_like_marks_are_words_again(book: Casebook, words: str) -> None:
    child = book.children()[0].id
    event = book.add_event(child, {**dict(entries(book)[2]), "id": book.ledger.new_id(), "summary": words}, "notes")
    reading = book.read_line(child, f"1/1/24{line_of(book, child, event)}")
    assert reading.summary == words
    assert (reading.kind, reading.source) == (event.kind, "notes")


# ---------------------------------------------------------------------- a block of lines


@both_sizes
async def test_a_pasted_block_is_read_line_by_line_and_added_in_one_undo_step(book: Casebook, size: tuple[int, int]) -> None:
    before = entries(book)
    async with running(book, size) as pilot:
        await press(pilot, "n")
        await paste(pilot, BLOCK)
        assert isinstance(pilot.app.screen, PasteScreen)
        assert answer(pilot) == "3 entries will be added."
        assert_harmless(pilot.app)
        assert "second letter unanswered" in screen_text(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, MainScreen)
        added = [event for event in entries(book) if event not in before]
        assert [event.summary for event in added] == [
            "second letter unanswered", "seen with cough, no wheeze heard", "seizure nothing that says when",
        ]  # fmt: skip
        sources = book.chronology(book.children()[0].id).sources
        assert {sources[event.source].title for event in added} == {"GP summary"}, "the source is kept from line to line"
        assert told(pilot)[-1] == "Added 3 entries. u takes them back together."
        assert len({line.change for line in history_of(book)[-4:]}) == 1
        await press(pilot, "u")
        assert entries(book) == before


async def test_lines_are_left_out_changed_and_known_ones_are_not_added_twice(book: Casebook) -> None:
    book.add_line(book.children()[0].id, "20/3/24 gp cough src:notes")
    async with running(book) as pilot:
        await paste(pilot, "19/3/24 gp one src:notes\n20/3/24 gp cough\n31/2/24 gp three")
        assert isinstance(pilot.app.screen, PasteScreen)
        assert answer(pilot) == "1 entry will be added; 1 there already; 1 cannot be read as they are."
        assert "The same entry is there already." in screen_text(pilot.app)
        await press(pilot, "space")
        assert answer(pilot).startswith("0 entries will be added")
        await press(pilot, "space", "down", "down", "e")
        pilot.app.screen.query_one("#line", PlainInput).value = "28/2/24 gp three"
        await press(pilot, "enter")
        assert answer(pilot) == "2 entries will be added; 1 there already."
        await press(pilot, "up", "space")
        assert answer(pilot).startswith("3 entries will be added"), "the worker may know better"
        await press(pilot, "space", "enter")
        assert sorted(event.summary for event in entries(book))[-4:] == ["cough", "one", 'splints "!3" fell: twice', "three"]


async def test_a_block_can_be_one_entry_and_leaving_keeps_it_for_recall(book: Casebook) -> None:
    async with running(book) as pilot:
        await paste(pilot, "19/3/24 gp one\n20/3/24 gp two")
        await press(pilot, "o")
        main = main_screen(pilot)
        assert main.typed_line.input.value == "19/3/24 gp one 20/3/24 gp two"
        assert "2 pasted lines stand here as one entry" in screen_text(pilot.app)
        await press(pilot, "escape")
        await paste(pilot, "21/3/24 gp three\n22/3/24 gp four")
        await press(pilot, "escape")
        assert "Esc again leaves" in answer(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MainScreen)
        await press(pilot, "up")
        assert main.typed_line.input.value == "21/3/24 gp three 22/3/24 gp four"


async def test_the_dialogue_can_be_opened_first_and_pasted_into(book: Casebook) -> None:
    async with running(book) as pilot:
        main_screen(pilot).action_paste_lines()
        await settle(pilot)
        assert "Paste the lines here now" in answer(pilot)
        await paste(pilot, "19/3/24 gp one")
        await paste(pilot, "20/3/24 gp two")
        assert answer(pilot) == "2 entries will be added."


async def test_hostile_lines_are_shown_harmlessly(book: Casebook) -> None:
    async with running(book, (80, 24)) as pilot:
        await paste(pilot, f"19/3/24 gp [/] [on file] {NASTY}\n{NASTY}\n20/3/24 n {'x' * 5000}")
        assert isinstance(pilot.app.screen, PasteScreen)
        assert pilot.app.screen.query_one(Page).blocks
        assert_harmless(pilot.app)


def test_a_block_is_split_where_dates_begin_and_nothing_is_added_by_reading(book: Casebook) -> None:
    child = book.children()[0].id
    head = book.history_head()
    texts = split_block(book, child, BLOCK)
    assert len(texts) == 3
    lines = read_lines(book, child, texts)
    assert [line.reading.complete for line in lines] == [True, True, True]
    assert [line.there for line in read_lines(book, child, [*texts, texts[0]])] == [False, False, False, True]
    assert book.history_head() == head
    add_lines(book, child, lines)
    assert all(line.there for line in read_lines(book, child, texts))
