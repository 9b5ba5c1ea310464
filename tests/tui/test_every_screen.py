"""Every screen of the program, walked one after another: hostile words do no harm, Esc leads back, every look shows it.

The palette lists whatever a key does there, and no colour is needed to read it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.command import CommandPalette
from textual.dom import DOMNode
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import OptionList

from chronology_tui.config import settings_path
from chronology_tui.tui.app import ChronologyApp
from chronology_tui.tui.commands import MainCommands
from chronology_tui.tui.glyphs import ASCII, UNICODE
from chronology_tui.tui.keymap import shown_key
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.theme import PALETTES
from tests.tui.around import press
from tests.tui.every_screen import ROUTES, Route, below, fresh, go, make_case, name_of, screen_classes, shown
from tests.tui.screens import assert_harmless, screen_text, settle, until

STARTS = tuple(dict.fromkeys(route.start for route in ROUTES))
GAUGE = re.compile(f"[{UNICODE.full}{UNICODE.empty}]{{4,5}}(.{{3}})")
Look = Callable[[Pilot[int], Route], Any]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_case(tmp_path_factory.mktemp("made"))


def test_there_is_a_way_to_every_screen() -> None:
    assert {route.screen for route in ROUTES} == {cls.__name__ for cls in screen_classes()}


# ------------------------------------------------------------------ walking


def is_back(pilot: Pilot[int], back: object) -> bool:
    return pilot.app.screen is back and (not isinstance(back, MainScreen) or back.timeline.has_focus)


def picture(app: App[Any]) -> list[tuple[str, str]]:
    """What is on the screen, with how it is painted."""
    return [(segment.text, str(segment.style)) for strip in app.screen._compositor.render_strips() for segment in strip]


async def leave(pilot: Pilot[int], route: Route, back: object) -> None:
    """Press Esc until the start is shown again; each press shows that something happened."""
    for _ in range(route.esc):
        if is_back(pilot, back):
            break
        before = picture(pilot.app)
        await press(pilot, "escape")
        assert pilot.app.is_running, "Esc never leaves the program"
        assert picture(pilot.app) != before, f"Esc shows nothing:\n{screen_text(pilot.app)}"
        assert_harmless(pilot.app)
    assert is_back(pilot, back), f"Esc does not lead back from\n{screen_text(pilot.app)}"


async def walk(routes: list[Route], store: Path, size: tuple[int, int], look: Look, wrong: list[str]) -> list[Route]:
    """Follow the routes in one run of the app until one fails; return those that are left."""
    async with shown(store, routes[0].start, size) as pilot:
        back = pilot.app.screen
        for n, route in enumerate(routes):
            try:
                await go(pilot, route, store.parent)
                assert_harmless(pilot.app)
                await look(pilot, route)
                if route.keys:
                    await leave(pilot, route, back)
            except AssertionError as error:
                wrong.append(f"{name_of(route)}: {error}")
                return routes[n + 1 :]
    return []


async def walk_all(store: Path, start: str, size: tuple[int, int], look: Look) -> None:
    wrong: list[str] = []
    routes = [route for route in ROUTES if route.start == start]
    while routes:
        routes = await walk(routes, store, size, look, wrong)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("start", STARTS)
async def test_hostile_words_do_no_harm_in_any_theme_and_esc_leads_back(made: Path, tmp_path: Path, start: str) -> None:
    seen = set[str]()

    async def look(pilot: Pilot[int], route: Route) -> None:
        others = () if route.screen in seen else [palette.name for palette in PALETTES if palette.name != pilot.app.theme]
        seen.add(route.screen)
        for theme in others:
            pilot.app.theme = theme
            await pilot.pause()
            assert_harmless(pilot.app)
        for gauge in GAUGE.finditer(screen_text(pilot.app)):
            assert re.match(r" ?[\w(]| +\w", gauge[1]), f"a severity without its word:\n{screen_text(pilot.app)}"

    await walk_all(fresh(made, tmp_path), start, (80, 24), look)


@pytest.mark.parametrize("start", STARTS)
async def test_an_old_console_without_colour_shows_all_of_it_and_the_palette_lists_every_key(
    made: Path, tmp_path: Path, start: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text("ascii = true\nanimations = false\n", encoding="utf-8")

    seen = set[str]()

    async def look(pilot: Pilot[int], route: Route) -> None:
        app = pilot.app
        assert isinstance(app, ChronologyApp)
        assert (app.glyphs, app.animation_level, app.no_color) == (ASCII, "none", True)
        painted = [segment.style for strip in app.screen._compositor.render_strips() for segment in strip if segment.style]
        assert {colour.name for style in painted for colour in (style.color, style.bgcolor) if colour} <= {"default"}
        drawn = set(screen_text(app)) & set("╭╮╰╯│─┃┊▌▊▎▮▯●○◆▲■×•")
        assert not drawn, f"{drawn}\n{screen_text(app)}"
        if route.screen not in seen:
            seen.add(route.screen)
            await assert_palette_lists_every_key(pilot)

    await walk_all(fresh(made, tmp_path), start, (140, 40), look)


# ------------------------------------------------------------------ keys and palette

QUIET = {
    "command_palette", "help_unless_typing", "screen.copy_text", "app.focus_next", "app.focus_previous", "help_quit",
    "scroll_left", "scroll_right", "page_left", "page_right",
}  # fmt: skip
"""Actions that nobody looks for in a list: what opens the list, what stands there by another name, and moving about."""
MOUSE = {"focus_words", "scroll"}
"""What a click on a key in the bottom line does where the key itself belongs to the field or the page."""


def expected(screen: Screen[Any]) -> Iterator[tuple[str, str, str]]:
    """What the keys of this program do on a screen: key, action, title."""
    for key, active in screen.active_bindings.items():
        ours = isinstance(active.node, App | Screen) or type(active.node).__module__.startswith("chronology_tui.")
        theirs = active.binding in getattr(Screen, "BINDINGS", ()) or active.binding in App.BINDINGS
        if ours and not theirs and active.binding.description and active.binding.action not in QUIET:
            yield active.binding.key_display or shown_key(key), active.binding.action, active.binding.description


async def assert_palette_lists_every_key(pilot: Pilot[int]) -> None:
    wanted = list(expected(pilot.app.screen))
    before = pilot.app.screen
    await press(pilot, "ctrl+p")
    assert isinstance(pilot.app.screen, CommandPalette), f"no palette here:\n{screen_text(pilot.app)}"
    await until(pilot, lambda: pilot.app.screen.query_one(OptionList).option_count > 0)
    await settle(pilot)
    options = pilot.app.screen.query_one(OptionList)
    lines = [str(options.get_option_at_index(n).prompt) for n in range(options.option_count)]
    await press(pilot, "escape")
    if pilot.app.screen is not before:
        await press(pilot, "escape")
    assert pilot.app.screen is before
    keys = {key for line in lines for key in re.findall(r"\(([^()]+)\)\s*(?:\n|$)", line) for key in key.split()}
    missing = [f"{key}: {title} ({action})" for key, action, title in wanted if key not in keys and not _named(title, lines)]
    assert not missing, f"{missing} is not in {lines}"


def _named(title: str, lines: list[str]) -> bool:
    return any(line.casefold().startswith(title.casefold()) for line in lines)


def test_every_action_is_bound_to_a_key_or_stands_in_a_palette() -> None:
    screen_classes()  # has every module loaded
    ours = {cls for cls in below(DOMNode) if cls.__module__.startswith("chronology_tui.")}
    bound = {binding.action for cls in below(DOMNode) for _, binding in cls._merged_bindings or ()}
    providers: tuple[type[MainCommands], ...] = (MainCommands, *below(MainCommands))
    listed = {line[2] for provider in providers for line in provider.ACTIONS}
    reached = {action.partition("(")[0].rpartition(".")[2] for action in bound | listed}
    actions = {
        name.removeprefix("action_")
        for cls in ours
        for name, _ in inspect.getmembers(cls, inspect.isfunction)
        if name.startswith("action_") and name in vars(cls)
    }
    assert actions - reached == MOUSE
