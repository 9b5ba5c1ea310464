"""What is typed anywhere is there again, word for word: after Esc, a resize, the lock key and the idle lock."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, TextArea

from chronology_tui.tui.app import ChronologyApp
from chronology_tui.tui.locking import IdleWatch
from chronology_tui.tui.screens.caseload import CaseloadScreen
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.screens.unlock import UnlockScreen
from tests.conftest import PASSPHRASE
from tests.tui.around import press, type_in
from tests.tui.screens import assert_harmless, screen_text, settle, until
from tests.tui.typed_fields import FIELDS, LINE, Field, make_typed_case

SIZES = ((200, 60), (80, 24))
IDLE = {LINE, *(field for field in FIELDS if field.name in {"entry", "source", "analysis"})}
"""Where the idle lock is tried too: one of each way of keeping what is typed. It is the lock of the key, begun by a clock."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_typed_case(tmp_path_factory.mktemp("made"))


class Clock:
    """The time without key or mouse, moved by the test."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> tuple[float, float]:
        return self.seconds, self.seconds


def typed_on(screen: Screen[Any]) -> list[str]:
    return [*(field.value for field in screen.query(Input)), *(area.text for area in screen.query(TextArea))]


async def home(pilot: Pilot[int]) -> None:
    """Back to the timeline, wherever one is, without leaving words unsaid."""
    await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen | CaseloadScreen))
    await settle(pilot)
    if isinstance(pilot.app.screen, CaseloadScreen):
        await press(pilot, "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen) and pilot.app.screen.analysis is not None)
    assert isinstance(pilot.app.screen, MainScreen)
    pilot.app.screen.timeline.focus()
    await press(pilot, "home")


async def offered(pilot: Pilot[int], field: Field) -> None:
    """Assert that a field holds its words again."""
    await press(pilot, *(key for key in field.back_there if key != "ctrl+u"))
    await until(pilot, lambda: any(field.words in text for text in typed_on(pilot.app.screen)), 100)
    assert_harmless(pilot.app)


async def unlock(pilot: Pilot[int]) -> None:
    app = pilot.app
    assert isinstance(app, ChronologyApp)
    await until(pilot, lambda: isinstance(app.screen, UnlockScreen) and not app.locker.busy)
    await settle(pilot)
    app.screen.query_one("#passphrase", Input).value = PASSPHRASE
    await press(pilot, "enter")
    await home(pilot)


@pytest.mark.parametrize("field", [LINE, *FIELDS], ids=lambda field: field.name)
async def test_words_outlast_a_resize_the_lock_key_the_idle_lock_and_esc(made: Path, tmp_path: Path, field: Field) -> None:
    store, clock = tmp_path / made.name, Clock()
    shutil.copy(made, store)
    app = ChronologyApp(store, passphrase=PASSPHRASE, idle=IdleWatch(10, clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await home(pilot)
        await press(pilot, *field.keys)
        await type_in(pilot, field.words)
        assert any(field.words in text for text in typed_on(app.screen)), f"{typed_on(app.screen)}\n{screen_text(app)}"
        for size in SIZES:
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert any(field.words in text for text in typed_on(app.screen)), size
            assert field.words in screen_text(app), size
        await press(pilot, "ctrl+l")
        await unlock(pilot)
        await offered(pilot, field)
        if field in IDLE:
            clock.seconds += 601
            app.look_at_time()
            await unlock(pilot)
            await offered(pilot, field)
        await press(pilot, "escape")
        if field is LINE:
            assert "Press up to have it back" in screen_text(app)
            await press(pilot, "up")
        elif not any(field.words in text for text in typed_on(app.screen)):
            while not isinstance(app.screen, MainScreen | CaseloadScreen):
                await press(pilot, "escape")
            await home(pilot)
            await offered(pilot, field)
        assert any(field.words in text for text in typed_on(app.screen))
