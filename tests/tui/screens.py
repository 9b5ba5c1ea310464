"""What a test sees of the screen: its text, and whether anything on it could harm a terminal."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from textual import on
from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.widget import Widget
from textual.worker import WorkerCancelled

from chronology_tui.services import Casebook
from chronology_tui.tui.app import ChronologyApp
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.theme import PALETTES, textual_theme
from chronology_tui.tui.widgets.page import Page
from chronology_tui.tui.widgets.timeline import Timeline
from chronology_tui.tui.widgets.typed_line import TypedLine

STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


def screen_lines(app: App[Any]) -> list[str]:
    """Return the lines that are on the screen."""
    return [strip.text for strip in app.screen._compositor.render_strips()]


def screen_text(app: App[Any]) -> str:
    return "\n".join(screen_lines(app))


def assert_harmless(app: App[Any]) -> None:
    """Assert that every line is as wide as the screen and holds nothing that steers a terminal."""
    for strip in app.screen._compositor.render_strips():
        assert not STEERING.search(strip.text), repr(strip.text)
        assert strip.cell_length == app.size.width


class One(App[None]):
    """Shows one widget."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.shown = widget
        self.opened: list[Timeline.Opened] = []
        self.chosen: list[Page.Chosen] = []
        self.submitted: list[TypedLine.Submitted] = []
        self.rested: list[TypedLine.Rested] = []
        self.left = 0
        for palette in PALETTES:
            self.register_theme(textual_theme(palette))
        self.theme = PALETTES[0].name

    def compose(self) -> ComposeResult:
        yield self.shown

    @on(Timeline.Opened)
    def _opened(self, message: Timeline.Opened) -> None:
        self.opened.append(message)

    @on(Page.Chosen)
    def _chosen(self, message: Page.Chosen) -> None:
        self.chosen.append(message)

    @on(TypedLine.Submitted)
    def _submitted(self, message: TypedLine.Submitted) -> None:
        self.submitted.append(message)

    @on(TypedLine.Rested)
    def _rested(self, message: TypedLine.Rested) -> None:
        self.rested.append(message)

    @on(TypedLine.Left)
    def _left(self) -> None:
        self.left += 1


def app_of(pilot: Pilot[Any]) -> One:
    assert isinstance(pilot.app, One)
    return pilot.app


@asynccontextmanager
async def one(widget: Widget, size: tuple[int, int] = (100, 30)) -> AsyncIterator[Pilot[None]]:
    """Show one widget with the focus in it."""
    app = One(widget)
    async with app.run_test(size=size) as pilot:
        if widget.can_focus:
            widget.focus()
        await pilot.pause()
        yield pilot


@asynccontextmanager
async def running(casebook: Casebook, size: tuple[int, int] = (140, 40)) -> AsyncIterator[Pilot[int]]:
    """Run the app on an open casebook until its first analysis is shown."""
    app = ChronologyApp(None, casebook=casebook)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        yield pilot


async def settle(pilot: Pilot[Any]) -> None:
    """Let messages and workers come to rest; no clock is waited for."""
    for _ in range(3):
        with suppress(WorkerCancelled):  # a later one of its group has made it needless, and is waited for in the next round
            await pilot.app.workers.wait_for_complete()
        await pilot.pause()


async def until(pilot: Pilot[Any], met: Callable[[], bool], limit: int = 400) -> None:
    """Let the app run on until a condition is met; fail when it never is."""
    for _ in range(limit):
        if met():
            return
        await pilot.pause(0.01)
    raise AssertionError(f"it never came to be; on the screen:\n{screen_text(pilot.app)}")


def main_screen(pilot: Pilot[Any]) -> MainScreen:
    screen = next((s for s in pilot.app.screen_stack if isinstance(s, MainScreen)), None)
    assert screen is not None, screen_text(pilot.app)
    return screen


async def type_text(pilot: Pilot[Any], text: str) -> None:
    """Press one key a character."""
    names = {" ": "space"}
    await pilot.press(*(names.get(character, character) for character in text))
