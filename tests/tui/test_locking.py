"""Locking: nothing of the case stays on the screen or in memory, nothing that was typed is lost, and one comes back to it."""

from __future__ import annotations

import gc
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event as Flag
from types import CellType
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.screen import Screen

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import Event
from chronology_tui.errors import ChronologyError
from chronology_tui.services import Access, Casebook, create_casebook, drafts, open_casebook, open_demo
from chronology_tui.services.drafts import all_drafts
from chronology_tui.tui.app import ChronologyApp
from chronology_tui.tui.locking import IdleWatch, left_words
from chronology_tui.tui.screens.caseload import CaseloadScreen
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.screens.unlock import UnlockScreen
from chronology_tui.tui.widgets.plain_input import PlainInput
from tests.conftest import PASSPHRASE
from tests.tui.screens import main_screen, screen_lines, screen_text, settle, type_text, until
from tests.tui.terminal import Terminal


class Time:
    """Two clocks that a test moves."""

    def __init__(self) -> None:
        self.steady = 100.0
        self.wall = 5_000.0

    def __call__(self) -> tuple[float, float]:
        return self.steady, self.wall

    def goes_on(self, seconds: float) -> None:
        self.steady += seconds
        self.wall += seconds


@pytest.fixture
def now() -> Time:
    return Time()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "case.chron"
    with create_casebook(path, PASSPHRASE) as made:
        child = made.add_child("Sam Test", "3/4/2019").id
        for day in (1, 2, 3):
            made.add_line(child, f"{day}/3/24 note heron {day} src:letter")
    return path


@asynccontextmanager
async def opened(store: Path, now: Time, minutes: float = 10) -> AsyncIterator[Pilot[int]]:
    app = ChronologyApp(store, passphrase=PASSPHRASE, idle=IdleWatch(minutes, now))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MainScreen | CaseloadScreen))
        await settle(pilot)
        yield pilot


def own(pilot: Pilot[int]) -> ChronologyApp:
    assert isinstance(pilot.app, ChronologyApp)
    return pilot.app


async def locked(pilot: Pilot[int]) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, UnlockScreen) and not own(pilot).locker.busy)
    await settle(pilot)


async def unlock(pilot: Pilot[int]) -> None:
    await type_text(pilot, PASSPHRASE)
    await pilot.press("enter")
    await until(pilot, lambda: not isinstance(pilot.app.screen, UnlockScreen))
    await settle(pilot)


# --- the time


def test_the_time_runs_from_the_last_touch_on_either_clock(now: Time) -> None:
    watch = IdleWatch(10, now)
    now.goes_on(599)
    assert not watch.is_up
    watch.touched()
    now.goes_on(599)
    assert not watch.is_up
    now.wall += 3600  # the computer slept: its steady clock stood still
    assert watch.is_up
    watch.touched()
    now.wall -= 7200  # the clock was set back
    now.steady += 600
    assert watch.is_up


def test_zero_minutes_is_never(now: Time) -> None:
    watch = IdleWatch(0, now)
    now.goes_on(1e9)
    assert watch.left is None
    assert not watch.is_up


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(None, ""), (600.0, ""), (120.5, ""), (120.0, "locks in 120 s"), (89.2, "locks in 90 s"), (9.5, "locks in 10 s"),
     (0.4, "locks in 1 s"), (-3.0, "locks in 0 s")],
)  # fmt: skip
def test_what_is_left_is_told_near_the_end(seconds: float | None, words: str) -> None:
    assert left_words(seconds) == words


# --- locking


async def test_ten_minutes_without_a_key_lock_and_the_last_two_are_counted_down(store: Path, now: Time) -> None:
    async with opened(store, now) as pilot:
        app = own(pilot)
        now.goes_on(479)
        app.look_at_time()
        assert "locks in" not in screen_lines(app)[0]
        now.goes_on(31)
        app.look_at_time()
        await pilot.pause()
        assert "locks in 90 s" in screen_lines(app)[0]
        await pilot.press("up")
        app.look_at_time()
        await pilot.pause()
        assert "locks in" not in screen_lines(app)[0]
        now.goes_on(600)
        app.look_at_time()
        await locked(pilot)
        assert "Locked after 10 minutes without key or mouse." in screen_text(app)
        assert "heron" not in screen_text(app)
        assert str(store) in "".join(line.strip(" │") for line in screen_lines(app)), "the store is named, however it is wrapped"


async def test_the_key_that_wakes_a_computer_reaches_nothing(store: Path, now: Time) -> None:
    async with opened(store, now) as pilot:
        now.wall += 3600
        await pilot.press("x")
        await locked(pilot)
        assert pilot.app.screen.query_one(PlainInput).value == ""


async def test_the_lock_key_works_in_a_field_and_in_a_dialogue(store: Path, now: Time) -> None:
    async with opened(store, now) as pilot:
        await pilot.press("enter")
        await settle(pilot)
        assert len(pilot.app.screen_stack) > 2, "the entry is open"
        await pilot.press("ctrl+l")
        await locked(pilot)
        assert len(pilot.app.screen_stack) == 2, "nothing lies below the unlock screen but the ground"
        assert own(pilot).casebook is None
        await unlock(pilot)
        await pilot.press("n", "x", "ctrl+l")
        await locked(pilot)


async def test_the_store_is_free_for_others_while_locked(store: Path, now: Time) -> None:
    async with opened(store, now) as pilot:
        await pilot.press("ctrl+l")
        await locked(pilot)
        with open_casebook(store, PASSPHRASE) as other:
            assert not other.read_only


async def test_unlocking_comes_back_to_the_child_the_entry_and_the_words(store: Path, now: Time) -> None:
    with open_casebook(store, PASSPHRASE) as casebook:
        casebook.add_child("Kit Example", "1/1/2021")
    async with opened(store, now) as pilot:
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))
        await settle(pilot)
        await pilot.press("home", "down")
        await settle(pilot)
        before = main_screen(pilot).timeline.event
        await pilot.press("n")
        await type_text(pilot, "4/3/24 note kingfisher")
        await pilot.press("ctrl+l")
        await locked(pilot)
        await unlock(pilot)
        main = main_screen(pilot)
        assert before is not None
        assert main.timeline.event == before
        assert main.typed_line.input.value == "4/3/24 note kingfisher"
        await pilot.press("enter")
        await settle(pilot)
        assert len(main.timeline.chronology or ()) == 4


async def test_the_caseload_comes_back_as_the_caseload(store: Path, now: Time) -> None:
    async with opened(store, now) as pilot:
        await pilot.press("c")
        await until(pilot, lambda: isinstance(pilot.app.screen, CaseloadScreen))
        await pilot.press("ctrl+l")
        await locked(pilot)
        await unlock(pilot)
        assert isinstance(pilot.app.screen, CaseloadScreen)


async def test_what_is_being_saved_is_saved_behind_an_empty_screen(
    store: Path, now: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Flag()
    add_line = Casebook.add_line

    def slow(*given: Any, **more: Any) -> Any:
        assert go_on.wait(10)
        return add_line(*given, **more)

    monkeypatch.setattr(Casebook, "add_line", slow)
    async with opened(store, now) as pilot:
        await pilot.press("n")
        await type_text(pilot, "4/3/24 note kingfisher src:letter")
        await pilot.press("enter", "ctrl+l")
        await until(pilot, lambda: "heron" not in screen_text(pilot.app))
        assert "kingfisher" not in screen_text(pilot.app)
        await pilot.press("q", "x")
        go_on.set()
        await locked(pilot)
        assert pilot.app.screen.query_one(PlainInput).value == ""
    with open_casebook(store, PASSPHRASE) as casebook:
        assert casebook.chronology(casebook.child().id).events[-1].summary == "kingfisher"
        assert all_drafts(casebook) == ()


async def test_words_that_cannot_be_kept_as_a_draft_are_not_lost_by_locking(
    store: Path, now: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise ChronologyError("The disk is full.")

    monkeypatch.setattr(drafts, "keep", refuse)
    async with opened(store, now) as pilot:
        await pilot.press("n")
        await type_text(pilot, "kingfisher")
        await pilot.press("ctrl+l")
        await locked(pilot)
        await unlock(pilot)
        assert main_screen(pilot).typed_line.input.value == "kingfisher"


def _alive() -> list[str]:
    held = (MainScreen, Chronology, Event, Casebook)
    return [type(found).__name__ for found in gc.get_objects() if isinstance(found, held)]


def _held_words(words: str) -> Iterator[object]:
    """Yield what holds a text with these words, apart from lists of constants and the test itself."""
    for found in gc.get_objects():
        if not isinstance(found, list | tuple | type(sys)):
            yield from (
                found
                for text in gc.get_referents(found)
                if isinstance(text, str) and words in text and len(text) < 400 and not isinstance(found, CellType)
            )


async def test_nothing_of_the_case_is_held_in_memory_while_locked(tmp_path: Path, now: Time) -> None:
    path = tmp_path / "case.chron"
    words = "heron" + "feather"  # not one constant of this module
    with create_casebook(path, PASSPHRASE) as made:
        made.add_line(made.add_child("Sam Test", "3/4/2019").id, f"14/3/24 wnb physio; {words} src:letter")
    del made
    async with opened(path, now) as pilot:
        assert words in screen_text(pilot.app)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("escape", "n")
        await type_text(pilot, f"2/3/22 {words}")
        gc.freeze()
        await pilot.press("ctrl+l")
        await locked(pilot)
        await until(pilot, lambda: not _alive() and not any(_held_words(words)))


async def test_the_demonstration_does_not_lock_and_says_why(now: Time) -> None:
    with open_demo() as demo:
        app = ChronologyApp(None, casebook=demo, idle=IdleWatch(10, now))
        async with app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await pilot.press("ctrl+l")
            now.goes_on(10_000)
            app.look_at_time()
            await settle(pilot)
            assert isinstance(app.screen, MainScreen)
            assert "does not lock" in " ".join(str(told.message) for told in app._notifications)


async def test_a_store_open_for_reading_locks_too(store: Path, now: Time) -> None:
    with open_casebook(store, PASSPHRASE):
        reader = open_casebook(store, PASSPHRASE, access=Access.READ)
        app = ChronologyApp(None, casebook=reader, idle=IdleWatch(10, now))
        async with app.run_test(size=(100, 30)) as pilot:
            await settle(pilot)
            await pilot.press("n")
            await type_text(pilot, "kingfisher")
            await pilot.press("ctrl+l")
            await locked(pilot)
            assert "heron" not in screen_text(app)


async def test_locking_keeps_a_backup_of_a_store_that_was_changed(store: Path, now: Time) -> None:
    from chronology_tui.services.backups import backups_at  # noqa: PLC0415

    async with opened(store, now) as pilot:
        await pilot.press("n")
        await type_text(pilot, "4/3/24 note kingfisher src:letter")
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("ctrl+l")
        await locked(pilot)
        changes = max(backup.changes for backup in backups_at(store))
    with open_casebook(store, PASSPHRASE) as casebook, casebook.ledger.reading() as repository:
        assert changes == len(repository.history())


async def test_the_lock_key_on_the_unlock_screen_does_nothing(store: Path) -> None:
    app = ChronologyApp(store)
    async with app.run_test(size=(80, 24)) as pilot:
        before: Screen[Any] = app.screen
        await pilot.press("ctrl+l")
        await settle(pilot)
        assert app.screen is before


@pytest.mark.terminal
def test_the_lock_key_clears_a_real_terminal(store: Path, tmp_path: Path) -> None:
    (tmp_path / "pw").write_text(PASSPHRASE)
    command = [sys.executable, "-m", "chronology_tui", str(store), "--passphrase-file", str(tmp_path / "pw")]
    environ = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    with Terminal(command, 80, 24, environ) as terminal:
        assert terminal.wait_for("heron 3") is not None, terminal.text
        terminal.send("n", "4/3/24 note kingfisher", "\x0c")
        assert terminal.wait_for("Locked.") is not None, terminal.text
        assert "heron" not in terminal.text
        assert "kingfisher" not in terminal.text
        terminal.send(PASSPHRASE, "enter")
        assert terminal.wait_for("Unsaved, typed") is not None, terminal.text
        assert "4/3/24 note kingfisher" in terminal.text
        terminal.send("ctrl+q", "ctrl+q")
        assert terminal.wait_exit() == 0
