"""Keys in the settings file, the list of keys, the palette that forgets nothing, the settings that can be switched."""

from __future__ import annotations

import importlib
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen

import chronology_tui.tui as tui_package
from chronology_tui.config import read_settings, save_setting, settings_path
from chronology_tui.services import Casebook, create_casebook, open_casebook
from chronology_tui.tui.app import ChronologyApp
from chronology_tui.tui.commands import ACTIONS
from chronology_tui.tui.key_list import HERE, SCREEN, listed_actions, usable
from chronology_tui.tui.keymap import named_actions, read_keymap
from chronology_tui.tui.modals.go_to_date import GoToDateScreen
from chronology_tui.tui.modals.settings import SettingsScreen
from chronology_tui.tui.screens.help import HelpScreen
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.widgets.page import Page
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.tui.screens import assert_harmless, main_screen, running, screen_text, settle, type_text

MOVES = {"back", "drop_chip", "app.focus_next", "app.focus_previous", "screen.copy_text"}
"""Actions that only keys and the mouse do: moving about, taking one chip away, and Textual's own copying of a selected text."""


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with create_casebook(tmp_path / "case.chron", PASSPHRASE, FixedDayClock(TODAY)) as casebook:
        child = casebook.add_child("S. Tarn", "3/4/2019")
        for line in ("14/3/24 wnb @physio splints !2 src:letter", "15/3/24 gp seen src:letter"):
            casebook.add_line(child.id, line)
        yield casebook


def write_settings(text: str) -> None:
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text(text, encoding="utf-8")


def told(pilot: Pilot[Any]) -> list[str]:
    return [note.message for note in pilot.app._notifications]


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


def screens_of_the_program() -> list[type[Screen[Any]]]:
    for module in pkgutil.walk_packages(tui_package.__path__, f"{tui_package.__name__}."):
        importlib.import_module(module.name)
    found: list[type[Screen[Any]]] = []
    waiting: list[type[Screen[Any]]] = [Screen]
    while waiting:
        for one in waiting.pop().__subclasses__():
            waiting.append(one)
            if one.__module__.startswith("chronology_tui."):
                found.append(one)
    return found


# ---------------------------------------------------------------------- the palette


def test_every_key_of_the_main_screen_is_in_the_palette_and_every_key_of_the_palette_works() -> None:
    bound: dict[str, set[str]] = {}
    for key, binding in MainScreen._merged_bindings or ():
        bound.setdefault(binding.action.partition("(")[0], set()).add(key)
    listed = {action.partition("(")[0] for _, _, action, _ in ACTIONS}
    assert set(bound) - listed <= MOVES
    own = {"app.lock": "ctrl+l", "open": "enter", "timeline_ends": "home end"}
    short = {"/": "slash", "?": "question_mark", ".": "full_stop", "]": "right_square_bracket", "[": "left_square_bracket"}
    for title, key, action, _ in ACTIONS:
        keys = bound.get(action.partition("(")[0], set())
        assert not key or short.get(key, key) in keys or key in own.get(action.partition("(")[0], ""), title


def test_every_action_of_every_screen_has_words_for_the_palette() -> None:
    for screen in screens_of_the_program():
        for key, binding in screen._merged_bindings or ():
            if key != "escape" and binding.action.startswith("screen.") is False:
                assert binding.description.strip(), f"{screen.__name__}: {key} does {binding.action}, which no list could name"


async def test_the_palette_of_a_dialogue_holds_what_its_keys_do(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "f")
        actions = {one.action for one in usable(pilot.app.screen)}
        assert {"ask('kinds')", "ask('period')", "clear"} <= actions
        await press(pilot, "ctrl+p")
        await type_text(pilot, "period")
        await settle(pilot)
        assert "Period  (p)" in screen_text(pilot.app)


async def test_an_action_that_is_chosen_in_the_palette_while_typing_is_done(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "n", "ctrl+p")
        await type_text(pilot, "go to a date")
        await settle(pilot)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, GoToDateScreen)


# ---------------------------------------------------------------------- the list of keys


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
async def test_the_keys_of_what_has_the_focus_come_first_and_are_found_and_done(book: Casebook, size: tuple[int, int]) -> None:
    async with running(book, size) as pilot:
        listed = usable(pilot.app.screen)
        assert listed[0].group == HERE
        assert {one.group for one in listed if one.action == "filter"} == {SCREEN}
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        text = screen_text(pilot.app)
        assert text.index("HERE") < text.index("Next entry")
        await type_text(pilot, "go date")
        await settle(pilot)
        assert re.search(r"▌ g +Go to a date", screen_text(pilot.app))
        assert_harmless(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, GoToDateScreen)
        await press(pilot, "escape", "f1", "x", "escape")
        assert isinstance(pilot.app.screen, HelpScreen), "the first Esc clears what is looked for"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MainScreen)


async def test_the_question_mark_is_a_letter_where_one_types(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "n", "question_mark")
        assert main_screen(pilot).typed_line.input.value == "?"
        await press(pilot, "f1")
        assert isinstance(pilot.app.screen, HelpScreen)
        assert any(one.action == "recall(-1)" and one.group == HERE for one in usable(main_screen(pilot)))
        await press(pilot, "f1")
        assert isinstance(pilot.app.screen, MainScreen)


async def test_keys_can_be_clicked_in_the_bottom_line(book: Casebook) -> None:
    async with running(book) as pilot:
        bar = main_screen(pilot).query_one("#keys")
        column = bar.render_line(0).text.index("go to date")
        await pilot.click("#keys", offset=(column, 0))
        await settle(pilot)
        assert isinstance(pilot.app.screen, GoToDateScreen)


# ---------------------------------------------------------------------- other keys


async def test_a_key_of_the_settings_works_and_is_shown_everywhere(book: Casebook) -> None:
    write_settings('[keys]\ngo-to-a-date = "G f5"\nfilter = "g"\n')
    async with running(book) as pilot:
        assert told(pilot) == []
        await press(pilot, "G")
        assert isinstance(pilot.app.screen, GoToDateScreen)
        await press(pilot, "escape", "f5")
        assert isinstance(pilot.app.screen, GoToDateScreen)
        await press(pilot, "escape", "f")
        assert isinstance(pilot.app.screen, MainScreen), "its own key does it no more"
        assert "g filter" in screen_text(pilot.app)
        assert "G f5 go to date" in screen_text(pilot.app)
        listed = {one.action: one.keys for one in usable(pilot.app.screen)}
        assert listed["go_to_date"] == ("G", "f5")
        await press(pilot, "g")
        assert pilot.app.screen.__class__.__name__ == "FilterScreen"
        await press(pilot, "escape", "f2")
        assert "instead of f" in screen_text(pilot.app)


async def test_keys_that_cannot_be_are_refused_one_by_one_and_the_rest_works(book: Casebook) -> None:
    write_settings('[keys]\nserch = "ctrl+s"\nsearch = "x"\nhistory = "escape"\ncopy = "ctrl+nonsense"\npolicy = "P"\n')
    async with running(book) as pilot:
        assert sorted(pilot.app.refused_settings) == [  # type: ignore[attr-defined]
            "The settings give copy the key “ctrl+nonsense”, which cannot be used for it; it keeps y.",
            "The settings give history the key “escape”, which cannot be used for it; it keeps h.",
            "The settings give search the key “x”, which is that of Export; it keeps /.",
            "The settings give “serch” a key, but there is no such action; F2 lists the names.",
        ]
        await press(pilot, "slash")
        assert pilot.app.screen.__class__.__name__ == "SearchScreen"
        await press(pilot, "escape", "P")
        assert pilot.app.screen.__class__.__name__ == "PolicyScreen"


def test_two_actions_may_change_keys_with_each_other_but_not_share_one() -> None:
    actions = (("One", "a", "one", ""), ("Two", "b", "two", ""), ("Three", "c", "three", ""))
    own = {"one": ("a",), "two": ("b",), "three": ("c",)}
    keymap, faults = read_keymap({"one": "b", "two": "a"}, actions, own)
    assert (dict(keymap.keys), faults) == ({"one": ("b",), "two": ("a",)}, ())
    keymap, faults = read_keymap({"one": "z", "two": "z"}, actions, own)
    assert len(keymap.keys) == 1
    assert len(faults) == 1
    keymap, faults = read_keymap({"one": "b", "two": "c"}, actions, own)
    assert dict(keymap.keys) == {}, "two may not have c, so b is not free for one"
    assert len(faults) == 2


def test_the_names_of_actions_are_plain_and_each_its_own() -> None:
    names = [one.name for one in named_actions(ACTIONS)]
    assert len(set(names)) == len(names)
    assert {"search", "change-only-the-date", "the-childs-details"} <= set(names)


# ---------------------------------------------------------------------- settings


async def test_settings_are_switched_remembered_and_the_rest_of_the_file_stays(book: Casebook) -> None:
    write_settings('# mine\nidle_minutes = 3 # short\n\n[keys]\nfilter = "F"\n')
    async with running(book) as pilot:
        await press(pilot, "f2")
        assert isinstance(pilot.app.screen, SettingsScreen)
        text = screen_text(pilot.app)
        assert "3 minutes" in text
        assert settings_path().name in " ".join(block.text for block in pilot.app.screen.query_one(Page).blocks)
        await press(pilot, "enter")
        assert pilot.app.theme == "chronology-light"
        await press(pilot, "down", "down", "enter", "down", "enter", "escape")
        assert pilot.app.animation_level == "none"
        assert isinstance(pilot.app.screen, MainScreen)
    text = settings_path().read_text(encoding="utf-8")
    assert text.startswith("# mine\nidle_minutes = 3 # short\n")
    assert tomllib.loads(text) == {
        "idle_minutes": 3, "theme": "light", "animations": False, "ascii": True, "keys": {"filter": "F"},
    }  # fmt: skip
    with open_casebook(book.path, PASSPHRASE) as again:
        async with running(again) as pilot:
            await look_again(pilot)


async def look_again(pilot: Pilot[Any]) -> None:
    assert pilot.app.theme == "chronology-light"
    assert pilot.app.animation_level == "none"
    assert pilot.app.has_class("-ascii")
    assert screen_text(pilot.app).isascii() or "·" in screen_text(pilot.app)
    await press(pilot, "t")
    assert read_settings().theme == "high-contrast"


def test_a_file_that_is_no_toml_is_not_written_to(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text("idle_minutes = \n", encoding="utf-8")
    assert "mend it first" in save_setting("theme", "light", path)
    assert path.read_text(encoding="utf-8") == "idle_minutes = \n"
    folder = tmp_path / "file"
    folder.write_text("", encoding="utf-8")
    assert "was not changed" in save_setting("theme", "light", folder / "settings.toml")


@pytest.mark.parametrize(
    ("before", "name", "value", "after"),
    [
        ("", "theme", "light", 'theme = "light"\n'),
        ("a = 1", "ascii", True, "a = 1\nascii = true\n"),
        ("theme = 'dark'  # mine\n", "theme", "light", 'theme = "light"  # mine\n'),
        ('[keys]\ntheme = "x"\n', "theme", "light", None),
    ],
)
def test_one_setting_is_written_and_nothing_else_changes(
    tmp_path: Path, before: str, name: str, value: str | bool, after: str | None
) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(before, encoding="utf-8")
    assert save_setting(name, value, path) == ""
    text = path.read_text(encoding="utf-8")
    if after is not None:
        assert text == after
    assert tomllib.loads(text) == {**tomllib.loads(before), name: value}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('theme = "blue"', "theme must be one of dark, light, high-contrast"),
        ('ascii = "yes"', "ascii must be true or false"),
        ("animations = 1", "animations must be true or false"),
        ("keys = 3", "keys must be a table"),
        ("[keys]\nsearch = 3", "must stand in quotation marks"),
    ],
)
def test_a_fault_is_told_in_one_plain_line(tmp_path: Path, text: str, fault: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    settings = read_settings(path)
    assert fault in settings.faults[0]
    assert (settings.theme, settings.ascii, settings.animations, dict(settings.keys)) == ("dark", None, True, {})


async def test_lists_of_the_palette_belong_to_their_screens(book: Casebook) -> None:
    async with running(book) as pilot:
        assert set(listed_actions(pilot.app.screen)) == {action for _, _, action, _ in ACTIONS}
        assert isinstance(pilot.app, App)
        assert isinstance(pilot.app, ChronologyApp)
