"""Purging a child on the screen: it says what goes, wants the name typed, and the caseload is shorter afterwards."""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot

from chronology_tui.errors import ChronologyError
from chronology_tui.services import Casebook, purging
from chronology_tui.tui.modals.purge import PurgeScreen
from chronology_tui.tui.screens.caseload import CaseloadScreen
from chronology_tui.tui.widgets.page import Page
from tests.tui.screens import assert_harmless, running, screen_text, settle, type_text

both_sizes = pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])


@pytest.fixture
def two(casebook: Casebook) -> Casebook:
    first = casebook.add_child("S. Tarn", "3/4/2019")
    second = casebook.add_child("B. Reed", "1/2/2021")
    casebook.add_line(first.id, "14/3/24 wnb @physio first src:letter")
    casebook.add_line(second.id, "15/3/24 n quiet src:nursery record")
    return casebook


async def ask(pilot: Pilot[Any]) -> PurgeScreen:
    await settle(pilot)
    assert isinstance(pilot.app.screen, CaseloadScreen), screen_text(pilot.app)
    await pilot.press("delete")
    await settle(pilot)
    assert isinstance(pilot.app.screen, PurgeScreen)
    return pilot.app.screen


@both_sizes
async def test_the_name_is_typed_and_the_child_is_gone(two: Casebook, size: tuple[int, int]) -> None:
    async with running(two, size) as pilot:
        await ask(pilot)
        text = screen_text(pilot.app)
        assert "1 entry, 1 source" in text
        assert "cannot be undone" in " ".join(text.split())
        assert_harmless(pilot.app)
        await type_text(pilot, "S. Tarn")
        await pilot.press("enter")
        await settle(pilot)
        assert [child.name for child in two.children()] == ["B. Reed"]
        assert "The child was purged." in screen_text(pilot.app)
        assert_harmless(pilot.app)
        await pilot.press("enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, CaseloadScreen)
        assert "S. Tarn" not in screen_text(pilot.app)
        assert pilot.app.screen.query_one(Page).target == str(two.child().id)


async def test_another_name_changes_nothing_and_escape_leaves(two: Casebook) -> None:
    async with running(two) as pilot:
        await ask(pilot)
        for words in ("", "B. Reed", "yes"):
            await type_text(pilot, words)
            await pilot.press("enter")
            await settle(pilot)
            assert "That is not the name" in screen_text(pilot.app)
        await pilot.press("escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, CaseloadScreen)
        assert len(two.children()) == 2


async def test_a_purge_that_fails_is_told_in_the_dialogue(two: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_given: Any) -> None:
        raise ChronologyError("The store [/] cannot be written to.")

    monkeypatch.setattr(purging, "purge_child", failing)
    async with running(two) as pilot:
        await ask(pilot)
        await type_text(pilot, "S. Tarn")
        await pilot.press("enter")
        await settle(pilot)
        assert "The store [/] cannot be written to." in screen_text(pilot.app)
        await pilot.press("escape")
        await settle(pilot)
        assert len(two.children()) == 2


async def test_the_palette_has_it(two: Casebook) -> None:
    async with running(two) as pilot:
        await settle(pilot)
        await pilot.press("ctrl+p")
        await settle(pilot)
        await type_text(pilot, "purge")
        await settle(pilot)
        await pilot.pause(0.3)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PurgeScreen), screen_text(pilot.app)


async def test_the_name_of_a_child_is_shown_as_it_is(casebook: Casebook) -> None:
    casebook.add_child("[bold]S.[/bold] {Tarn} \u202eX", "3/4/2019")
    casebook.add_child("B. Reed", "1/2/2021")
    async with running(casebook) as pilot:
        await ask(pilot)
        assert "[bold]S.[/bold] {Tarn}" in screen_text(pilot.app)
        assert_harmless(pilot.app)
