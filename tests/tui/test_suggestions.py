"""Completion in the typed line: shown above it while a word is begun, taken by Tab, never in the way of typing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chronology_tui.services import Casebook, open_demo
from chronology_tui.tui.app import ChronologyApp
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.widgets.suggestions import Suggestions
from tests.tui.screens import screen_text, settle, type_text, until


@pytest.fixture
def demo() -> Iterator[Casebook]:
    with open_demo() as casebook:
        yield casebook


@pytest.fixture
def app(demo: Casebook) -> ChronologyApp:
    return ChronologyApp(Path("demo"), casebook=demo)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_services_in_use_come_first_and_tab_takes_one(app: ChronologyApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        await settle(pilot)
        await pilot.press("n")
        await type_text(pilot, "18/11/26 wnb @ph")
        assert "Physiotherapy" in screen_text(app)
        assert "in use" in screen_text(app)
        await pilot.press("tab")
        await type_text(pilot, "splints lost")
        line = app.screen.query_one("#line-input")
        assert getattr(line, "value", "") == "18/11/26 wnb @Physiotherapy splints lost"
        assert not app.screen.query_one(Suggestions).display


async def test_up_and_down_choose_and_escape_puts_the_list_away_and_nothing_else(app: ChronologyApp) -> None:
    async with app.run_test(size=(140, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        await settle(pilot)
        await pilot.press("n")
        await type_text(pilot, "18/11/26 wnb !")
        suggestions = app.screen.query_one(Suggestions)
        assert suggestions.marked is not None
        first = suggestions.marked.text
        await pilot.press("down", "down", "up")
        assert suggestions.marked is not None
        assert suggestions.marked.text != first
        await pilot.press("escape")
        assert not suggestions.display
        assert getattr(app.screen.query_one("#line-input"), "value", "") == "18/11/26 wnb !"
        await type_text(pilot, "2")
        assert "moderate" in screen_text(app)


async def test_nothing_is_suggested_while_free_words_are_typed_or_the_line_is_left(app: ChronologyApp) -> None:
    async with app.run_test(size=(140, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        await settle(pilot)
        await pilot.press("n")
        await type_text(pilot, "18/11/26 wnb @physio mother rang")
        assert not app.screen.query_one(Suggestions).display
        await type_text(pilot, " src:")
        assert app.screen.query_one(Suggestions).display
        await pilot.press("escape", "escape", "escape")
        await pilot.pause()
        assert not app.screen.query_one(Suggestions).display


async def test_the_empty_line_suggests_nothing_and_tab_goes_on(app: ChronologyApp) -> None:
    async with app.run_test(size=(140, 40)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        await settle(pilot)
        await pilot.press("n")
        assert not app.screen.query_one(Suggestions).display
        before = app.screen.focused
        await pilot.press("tab")
        assert app.screen.focused is not before
