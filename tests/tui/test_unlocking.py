"""Unlocking: attempts that are held back, a store that another program holds, a lost passphrase."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from chronology_tui.errors import ExitCode
from chronology_tui.services import create_casebook, open_casebook
from chronology_tui.services.attempts import attempts_of_user
from chronology_tui.services.clock import SystemClock
from chronology_tui.services.recovery_keys import key_groups, recovery_key_of
from chronology_tui.store.errors import WrongPassphrase
from chronology_tui.tui.app import ChronologyApp
from chronology_tui.tui.modals.recovery import RecoveryScreen
from chronology_tui.tui.screens import main_loading as main_module
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.screens.unlock import UnlockScreen
from chronology_tui.tui.widgets.new_passphrase import NewPassphrase
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.recovery_key import RecoveryKeySheet
from chronology_tui.tui.widgets.says import Says
from tests.conftest import PASSPHRASE
from tests.tui.screens import main_screen, screen_lines, screen_text, settle, type_text, until

NEW = "four gentle newts paddle"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "case.chron"
    with create_casebook(path, PASSPHRASE) as made:
        made.add_line(made.add_child("Sam Test", "3/4/2019").id, "14/3/24 wnb physio; heron src:letter")
    return path


def answer(pilot: Pilot[Any]) -> str:
    return pilot.app.screen.query_one("#answer", Says).words


async def try_passphrase(pilot: Pilot[Any], words: str) -> None:
    pilot.app.screen.query_one("#passphrase", PlainInput).value = words
    await pilot.press("enter")


# --- attempts that are held back


async def test_after_several_wrong_passphrases_the_wait_is_counted_down_and_escape_leaves(store: Path) -> None:
    attempts = attempts_of_user(SystemClock())
    for _ in range(7):
        attempts.failed(store)
    app = ChronologyApp(store)
    async with app.run_test(size=(100, 30)) as pilot:
        await try_passphrase(pilot, PASSPHRASE)
        await until(pilot, lambda: "seconds. Esc leaves." in answer(pilot))
        assert app.screen.query_one("#passphrase", PlainInput).disabled
        await pilot.press("escape")
    assert app.return_value == ExitCode.DONE
    assert attempts.wait_seconds(store) > 0, "leaving is no attempt, and forgets none"


async def test_the_passphrase_is_tried_once_the_wait_is_over(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    attempts = attempts_of_user(SystemClock())
    for _ in range(7):
        attempts.failed(store)
    app = ChronologyApp(store)
    async with app.run_test(size=(100, 30)) as pilot:
        screen = app.screen
        assert isinstance(screen, UnlockScreen)
        monkeypatch.setattr(screen._left, "wait", lambda _: False)  # time flies
        await try_passphrase(pilot, PASSPHRASE)
        await until(pilot, lambda: isinstance(app.screen, MainScreen))


# --- a store that another program holds


async def test_a_store_that_is_held_is_opened_for_reading_by_one_key_and_follows_the_writer(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_module, "FOLLOW_SECONDS", 0.05)
    with open_casebook(store, PASSPHRASE) as writer:
        app = ChronologyApp(store)
        async with app.run_test(size=(140, 40)) as pilot:
            await try_passphrase(pilot, PASSPHRASE)
            await until(pilot, lambda: "press r" in answer(pilot))
            assert "held by" in answer(pilot)
            assert "since" in answer(pilot)
            await pilot.press("r")
            await until(pilot, lambda: isinstance(app.screen, MainScreen))
            await settle(pilot)
            assert "READ ONLY" in screen_lines(app)[0]
            await pilot.press("home")
            before = main_screen(pilot).timeline.event
            writer.add_line(writer.child().id, "15/3/24 note kingfisher src:letter")
            await until(pilot, lambda: "kingfisher" in screen_text(app))
            assert main_screen(pilot).timeline.event == before, "what the reader looks at stays"
        assert app.return_value in {None, ExitCode.DONE}


async def test_a_store_that_is_free_again_is_opened_by_enter(store: Path) -> None:
    writer = open_casebook(store, PASSPHRASE)
    app = ChronologyApp(store)
    async with app.run_test(size=(100, 30)) as pilot:
        await try_passphrase(pilot, PASSPHRASE)
        await until(pilot, lambda: "press r" in answer(pilot))
        writer.close()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        assert app.casebook is not None
        assert not app.casebook.read_only


async def test_a_wrong_passphrase_for_reading_is_refused_as_ever(store: Path) -> None:
    with open_casebook(store, PASSPHRASE):
        app = ChronologyApp(store)
        async with app.run_test(size=(100, 30)) as pilot:
            await try_passphrase(pilot, "wrong")
            await until(pilot, lambda: "press r" in answer(pilot))
            await pilot.press("r")
            await until(pilot, lambda: "does not open" in answer(pilot))
            field = app.screen.query_one("#passphrase", PlainInput)
            assert (field.value, field.disabled) == ("", False)


async def test_escape_goes_back_to_typing(store: Path) -> None:
    with open_casebook(store, PASSPHRASE):
        app = ChronologyApp(store)
        async with app.run_test(size=(100, 30)) as pilot:
            await try_passphrase(pilot, PASSPHRASE)
            await until(pilot, lambda: "press r" in answer(pilot))
            await pilot.press("escape")
            await type_text(pilot, "raven")
            assert app.screen.query_one("#passphrase", PlainInput).value == "raven"


async def test_a_passphrase_that_was_given_offers_reading_too(store: Path) -> None:
    with open_casebook(store, PASSPHRASE):
        app = ChronologyApp(store, passphrase=PASSPHRASE)
        async with app.run_test(size=(100, 30)) as pilot:
            await until(pilot, lambda: "press r" in answer(pilot))
            await pilot.press("r")
            await until(pilot, lambda: isinstance(app.screen, MainScreen))
            assert app.casebook is not None
            assert app.casebook.read_only


async def test_what_is_to_be_known_about_the_store_is_told_once_it_is_open(store: Path) -> None:
    os.chmod(store, 0o644)  # noqa: PTH101 - the screen does not wait for it
    app = ChronologyApp(store, passphrase=PASSPHRASE)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        await until(pilot, lambda: "private to you now" in " ".join(str(told.message) for told in app._notifications))
        await settle(pilot)


# --- the passphrase is lost


async def recovering(pilot: Pilot[Any], key: str) -> RecoveryScreen:
    await pilot.press("ctrl+r")
    await until(pilot, lambda: isinstance(pilot.app.screen, RecoveryScreen))
    screen = pilot.app.screen
    assert isinstance(screen, RecoveryScreen)
    screen.query_one("#typed-key", PlainInput).value = key
    await pilot.press("enter")
    await settle(pilot)
    return screen


async def test_the_recovery_key_opens_the_store_for_a_new_passphrase_and_makes_a_new_key(store: Path) -> None:
    with open_casebook(store, PASSPHRASE) as casebook:
        key = recovery_key_of(casebook)
    app = ChronologyApp(store)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await recovering(pilot, key.lower().replace("-", " "))
        await until(pilot, lambda: screen.query_one(NewPassphrase).display)
        await type_text(pilot, NEW)
        await settle(pilot)
        assert "strong: guessing it" in screen_text(app)
        await pilot.press("enter")
        await type_text(pilot, "something else")
        await pilot.press("enter")
        await until(pilot, lambda: "differ" in answer(pilot))
        for field in screen.query_one(NewPassphrase).fields:
            field.value = NEW
        await pilot.press("enter")
        await until(pilot, lambda: bool(screen.query(RecoveryKeySheet)))
        await settle(pilot)
        sheet = screen.query_one(RecoveryKeySheet)
        new_key = sheet._key
        assert new_key != key
        assert key_groups(new_key)[4] in screen_text(app)
        await pilot.press("enter")
        assert key_groups(new_key)[4] not in screen_text(app)
        for group in sheet.asked:
            await type_text(pilot, key_groups(new_key)[group - 1].lower())
            await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
    with pytest.raises(WrongPassphrase):
        open_casebook(store, PASSPHRASE)
    with open_casebook(store, NEW) as casebook:
        assert recovery_key_of(casebook) == new_key


async def test_a_recovery_key_that_does_not_fit_is_refused_in_plain_words_and_changes_nothing(
    store: Path, tmp_path: Path
) -> None:
    with create_casebook(tmp_path / "other.chron", PASSPHRASE) as other:
        strange = recovery_key_of(other)
    app = ChronologyApp(store)
    async with app.run_test(size=(100, 40)) as pilot:
        await recovering(pilot, "ABCD")
        await until(pilot, lambda: "too short" in answer(pilot))
        app.screen.query_one("#typed-key", PlainInput).value = strange
        await pilot.press("enter")
        await until(pilot, lambda: "another store" in answer(pilot))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
        assert app.casebook is None


async def test_giving_up_before_a_new_passphrase_closes_the_store_and_changes_nothing(store: Path) -> None:
    with open_casebook(store, PASSPHRASE) as casebook:
        key = recovery_key_of(casebook)
    app = ChronologyApp(store)
    async with app.run_test(size=(100, 40)) as pilot:
        screen = await recovering(pilot, key)
        await until(pilot, lambda: screen.query_one(NewPassphrase).display)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
        with open_casebook(store, PASSPHRASE) as casebook:
            assert recovery_key_of(casebook) == key
