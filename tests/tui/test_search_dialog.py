"""Searching while typing: what is found, what is lit, and where Enter leads, on a small and on an ordinary terminal."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from threading import Event
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from textual.pilot import Pilot
from textual.widgets import Input

from chronology_tui.domain.dates import UncertainDate
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.search_words import parse_query, spans
from chronology_tui.errors import ChronologyError
from chronology_tui.services import Casebook, open_demo, searching
from chronology_tui.services.searching import Found, Match, Place
from chronology_tui.tui.glyphs import UNICODE
from chronology_tui.tui.modals.search import SearchScreen, found_blocks
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.says import Says
from tests.tui.invented import CHILD, TODAY, chronology, event
from tests.tui.screens import assert_harmless, main_screen, one, running, screen_lines, screen_text, settle, type_text, until
from tests.tui.test_hostile_text import NASTY, hostile

both_sizes = pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])


@pytest.fixture
def demo() -> Iterator[Casebook]:
    with open_demo() as casebook:
        yield casebook


def lit_words(pilot: Pilot[Any]) -> list[str]:
    """Return what is underlined in the results, from top to bottom."""
    page = pilot.app.screen.query_one(Page)
    strips = (page.render_line(y) for y in range(page.scrollable_content_region.height))
    return [segment.text.strip() for strip in strips for segment in strip if segment.style and segment.style.underline]


def answer(pilot: Pilot[Any]) -> str:
    return pilot.app.screen.query_one("#answer", Says).words


async def look_for(pilot: Pilot[Any], text: str) -> None:
    await pilot.press("slash")
    await settle(pilot)
    assert isinstance(pilot.app.screen, SearchScreen)
    pilot.app.screen.query_one(Input).value = text
    await settle(pilot)


@both_sizes
async def test_entries_are_found_while_typing_and_enter_goes_to_the_chosen_one(demo: Casebook, size: tuple[int, int]) -> None:
    found = searching.search(demo, "spl", demo.child().id)
    assert len(found) > 1
    async with running(demo, size) as pilot:
        await pilot.press("slash")
        await settle(pilot)
        assert "beginnings of words" in screen_text(pilot.app)
        await type_text(pilot, "spl")
        await settle(pilot)
        assert answer(pilot) == f"{len(found)} entries."
        assert {word.casefold() for word in lit_words(pilot)} == {"spl"}
        assert any(f" {found[0].places[0].number} " in line for line in screen_lines(pilot.app))
        assert_harmless(pilot.app)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, MainScreen)
        chosen = main_screen(pilot).timeline.event
        assert chosen is not None
        assert chosen.id == found[1].event.id
        assert main_screen(pilot).timeline.has_focus


async def test_escape_leaves_the_timeline_as_it_was(demo: Casebook) -> None:
    async with running(demo) as pilot:
        before = main_screen(pilot).timeline.event
        await look_for(pilot, "spl")
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, MainScreen)
        assert main_screen(pilot).timeline.event is before


async def test_the_slash_is_a_letter_in_the_typed_line(demo: Casebook) -> None:
    async with running(demo) as pilot:
        await pilot.press("n", "1", "slash", "2")
        assert main_screen(pilot).typed_line.input.value == "1/2"


async def test_nothing_found_and_nothing_to_look_for_are_said(demo: Casebook) -> None:
    async with running(demo) as pilot:
        await look_for(pilot, "zebrafinch")
        assert answer(pilot) == "No entry holds all of these words."
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, SearchScreen), "there is nowhere to go to"
        pilot.app.screen.query_one(Input).value = '-"('
        await settle(pilot)
        assert answer(pilot).startswith("There is no word to look for yet.")
        assert pilot.app.screen.query_one(Page).blocks == ()


async def test_an_answer_that_comes_late_is_dropped(demo: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    first, waiting = Event(), Event()
    real = searching.search

    def slow(casebook: Casebook, text: str, *more: Any) -> tuple[Found, ...]:
        found = real(casebook, text, *more)
        if text == "spl":
            first.set()
            assert waiting.wait(10)
        return found

    monkeypatch.setattr(searching, "search", slow)
    async with running(demo) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        words = pilot.app.screen.query_one(Input)
        words.value = "spl"
        await until(pilot, first.is_set)
        words.value = "zebrafinch"
        await until(pilot, lambda: answer(pilot).startswith("No entry"))
        waiting.set()
        await settle(pilot)
        assert answer(pilot).startswith("No entry")
        assert pilot.app.screen.query_one(Page).blocks == ()


async def test_enter_before_the_answer_goes_to_the_best_entry_once_it_is_there(
    demo: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = Event()
    real = searching.search

    def slow(*given: Any) -> tuple[Found, ...]:
        assert waiting.wait(10)
        return real(*given)

    monkeypatch.setattr(searching, "search", slow)
    async with running(demo) as pilot:
        await pilot.press("slash")
        await pilot.pause()
        pilot.app.screen.query_one(Input).value = "spl"
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, SearchScreen)
        waiting.set()
        await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))
        await settle(pilot)
        chosen = main_screen(pilot).timeline.event
        assert chosen is not None
        assert chosen.id == real(demo, "spl", demo.child().id)[0].event.id


async def test_a_search_that_fails_is_told_in_the_dialogue(demo: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_given: Any) -> tuple[Found, ...]:
        raise ChronologyError("The store [/] is damaged.")

    monkeypatch.setattr(searching, "search", failing)
    async with running(demo) as pilot:
        await look_for(pilot, "spl")
        assert "The store [/] is damaged." in screen_text(pilot.app)


async def test_matches_beside_the_summary_are_named_and_lit(casebook: Casebook) -> None:
    child = casebook.add_child("S. Tarn", "3/4/2019")
    fields = {"when": UncertainDate.on(TODAY), "kind": Kind.NOTE, "area": Kind.NOTE.area, "summary": "seen"}
    casebook.add_event(child.id, {**fields, "notes": f"{'word ' * 90} Zoë\u0301 came by taxi {'word ' * 90}"}, "letter")
    casebook.add_event(child.id, {**fields, "service": "Taxi service"}, "letter")
    async with running(casebook) as pilot:
        await look_for(pilot, "ta zoe")
        assert lit_words(pilot) == ["Zoë\u0301", "ta"]
        assert "notes: … word" in screen_text(pilot.app)
        pilot.app.screen.query_one(Input).value = "taxi"
        await settle(pilot)
        assert answer(pilot) == "2 entries."
        assert sorted(lit_words(pilot)) == ["Taxi", "taxi"]
        assert_harmless(pilot.app)


async def test_more_than_fit_are_counted_and_scrolled_to(casebook: Casebook) -> None:
    child = casebook.add_child("S. Tarn", "3/4/2019")
    for n in range(53):
        fields = {"when": UncertainDate.on(TODAY), "kind": Kind.NOTE, "area": Kind.NOTE.area, "summary": f"taxi {n}"}
        casebook.add_event(child.id, fields, "letter")
    async with running(casebook, (80, 24)) as pilot:
        await look_for(pilot, "taxi")
        assert answer(pilot).startswith("The best 50 entries are shown.")
        page = pilot.app.screen.query_one(Page)
        assert len(page.targets) == 50
        await pilot.press(*(["down"] * 30))
        assert page.target == page.targets[30]
        assert page.scroll_offset.y > 0
        await pilot.press("pageup", "x")
        assert pilot.app.screen.query_one(Input).value == "taxix", "typing goes on in the words"


@settings(max_examples=15)
@given(hostile)
@example(NASTY)
@example("[/] taxi [on red]taxi[/on red] \u202etaxi")
def test_any_text_that_is_found_is_shown_harmlessly(text: str) -> None:
    async def show() -> None:
        entries = chronology([event(TODAY, Kind.NOTE, f"taxi {text}", service=text, notes=text)])
        query = parse_query(f"taxi {text}")
        texts = {"what happened": f"taxi {text}", "notes": text, "professional": text}
        matches = tuple(Match(label, said, spans(said, query)) for label, said in texts.items())
        found = Found(entries.events[0], entries, (Place(CHILD, 1),), 0.0, matches)
        page = Page(found_blocks((found,), query, UNICODE))
        async with one(page, (60, 20)) as pilot:
            assert_harmless(pilot.app)
            assert "taxi" in screen_text(pilot.app)

    asyncio.run(show())


@settings(max_examples=60)
@given(st.text(max_size=80).filter(str.isprintable), st.integers(4, 40))
@example("一二三 四五 taxi\u0301 👨\u200d👩\u200d👧 " * 3, 7)
def test_lit_words_are_lit_wherever_the_lines_break(text: str, width: int) -> None:
    async def show() -> None:
        shown = " ".join(f"{text} planted words".split())
        lit = spans(shown, parse_query('"planted words"'))
        async with one(Page([Block(shown, lit=lit)]), (width, 60)) as pilot:
            assert "plantedwords" in "".join("".join(lit_words(pilot)).split())

    asyncio.run(show())
