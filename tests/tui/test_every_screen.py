"""Every screen of the program, walked one after another: hostile words do no harm, Esc leads back, every look shows it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from textual.pilot import Pilot

from chronology_tui.tui.screens.main import MainScreen
from tests.tui.every_screen import ROUTES, Route, fresh, go, make_case, name_of, screen_classes, shown
from tests.tui.screens import assert_harmless, screen_text, settle

STARTS = tuple(dict.fromkeys(route.start for route in ROUTES))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_case(tmp_path_factory.mktemp("made"))


def test_there_is_a_way_to_every_screen() -> None:
    assert {route.screen for route in ROUTES} == {cls.__name__ for cls in screen_classes()}


def is_back(pilot: Pilot[int], back: object) -> bool:
    return pilot.app.screen is back and (not isinstance(back, MainScreen) or back.timeline.has_focus)


async def leave(pilot: Pilot[int], route: Route, back: object) -> None:
    """Press Esc until the start is shown again; each press shows that something happened."""
    for _ in range(route.esc):
        if is_back(pilot, back):
            break
        before = screen_text(pilot.app)
        await pilot.press("escape")
        await settle(pilot)
        assert pilot.app.is_running, "Esc never leaves the program"
        assert screen_text(pilot.app) != before, f"Esc shows nothing:\n{before}"
        assert_harmless(pilot.app)
    assert is_back(pilot, back), f"Esc does not lead back from\n{screen_text(pilot.app)}"


async def walk(routes: list[Route], store: Path, size: tuple[int, int], wrong: list[str]) -> list[Route]:
    """Follow the routes in one run of the app until one fails; return those that are left."""
    async with shown(store, routes[0].start, size) as pilot:
        back = pilot.app.screen
        for n, route in enumerate(routes):
            t = time.perf_counter()
            try:
                await go(pilot, route, store.parent)
                assert_harmless(pilot.app)
                if route.keys:
                    await leave(pilot, route, back)
            except AssertionError as error:
                wrong.append(f"{name_of(route)}: {error}")
                print(wrong[-1])
                return routes[n + 1 :]
            finally:
                print(name_of(route), time.perf_counter() - t)
    return []


@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
@pytest.mark.parametrize("start", STARTS)
async def test_every_screen_takes_hostile_words_and_esc_leads_back(
    made: Path, tmp_path: Path, start: str, size: tuple[int, int]
) -> None:
    store = fresh(made, tmp_path)
    wrong: list[str] = []
    routes = [route for route in ROUTES if route.start == start]
    while routes:
        routes = await walk(routes, store, size, wrong)
    assert not wrong, "\n".join(wrong)
