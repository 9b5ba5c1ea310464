"""Making a store on the screen: never silently, passphrases judged and never blocked, the recovery key confirmed or put off."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from chronology_tui.services import open_casebook
from chronology_tui.services.places import proposed_store
from chronology_tui.services.recovery_keys import key_groups, recovery_key_of
from chronology_tui.tui.app import ChronologyApp
from chronology_tui.tui.screens.caseload import AddChildScreen
from chronology_tui.tui.screens.new_store import NewStoreScreen
from chronology_tui.tui.widgets.new_passphrase import NewPassphrase
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.recovery_key import RecoveryKeySheet
from chronology_tui.tui.widgets.says import Says
from tests.tui.screens import screen_text, settle, type_text, until
from tests.tui.terminal import Terminal

PASSPHRASE = "three quiet otters swim"


async def type_twice(pilot: Pilot[Any], words: str) -> None:
    for field in pilot.app.screen.query_one(NewPassphrase).fields:
        field.value = words
        pilot.app.screen.set_focus(field)
    await pilot.press("enter")
    await settle(pilot)


async def test_a_missing_store_is_made_only_when_asked_for_and_the_key_is_confirmed(tmp_path: Path) -> None:
    path = tmp_path / "new [x].chron"
    app = ChronologyApp(path)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        assert "There is no store at this place. Nothing was made." in screen_text(app)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, NewStoreScreen))
        assert not path.exists()
        await type_text(pilot, "letmein")
        await settle(pilot)
        assert "very weak" in screen_text(app)
        assert "You may use it all the same." in screen_text(app)
        await type_twice(pilot, PASSPHRASE)
        await until(pilot, lambda: bool(app.screen.query(RecoveryKeySheet)))
        await settle(pilot)
        sheet = app.screen.query_one(RecoveryKeySheet)
        groups = key_groups(sheet._key)
        assert all(group in screen_text(app) for group in groups)
        await pilot.press("enter")
        assert not any(f" {group} " in screen_text(app) for group in groups), "what is asked does not stand there"
        await type_text(pilot, "zzzz")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: "not as shown" in sheet.query_one("#sheet-answer", Says).words)
        await pilot.press("escape")
        assert groups[0] in screen_text(app)
        await pilot.press("enter")
        for group in sheet.asked:
            await type_text(pilot, groups[group - 1].lower())
            await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AddChildScreen))
        assert app.casebook is not None
        assert "-".join(groups) == recovery_key_of(app.casebook)
    open_casebook(path, PASSPHRASE).close()


async def test_a_weak_passphrase_is_never_blocked_and_confirming_can_wait(tmp_path: Path) -> None:
    path = tmp_path / "new.chron"
    app = ChronologyApp(path, new=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_twice(pilot, "abc")
        await until(pilot, lambda: bool(app.screen.query(RecoveryKeySheet)))
        await settle(pilot)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, AddChildScreen))
        told = " ".join(str(notification.message) for notification in app._notifications)
        assert f"chronology recovery-key {path}" in told
    open_casebook(path, "abc").close()


async def test_passphrases_that_differ_or_are_empty_make_nothing(tmp_path: Path) -> None:
    path = tmp_path / "new.chron"
    app = ChronologyApp(path, new=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "enter")
        await until(pilot, lambda: "empty" in app.screen.query_one("#answer", Says).words)
        first, again = app.screen.query_one(NewPassphrase).fields
        first.value, again.value = PASSPHRASE, PASSPHRASE + "x"
        await pilot.press("enter")
        await until(pilot, lambda: "differ" in app.screen.query_one("#answer", Says).words)
        await pilot.press("escape")
        assert (first.value, again.value) == ("", "")
        await pilot.press("escape")
    assert not path.exists()


async def test_the_place_is_judged_while_it_is_typed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    taken = tmp_path / "taken.chron"
    taken.write_text("x")
    app = ChronologyApp(tmp_path / "new.chron", new=True)
    async with app.run_test(size=(100, 30)) as pilot:
        place = app.screen.query_one("#path", PlainInput)
        said = app.screen.query_one("#place", Says)
        place.value = str(tmp_path / "Dropbox" / "new.chron")
        await until(pilot, lambda: "Dropbox" in said.words)
        place.value = str(taken)
        await until(pilot, lambda: "already" in said.words)
        place.value = str(tmp_path / "new.chron")
        await until(pilot, lambda: said.words == "")
        place.value = str(taken)
        await type_twice(pilot, PASSPHRASE)
        await until(pilot, lambda: "already exists" in app.screen.query_one("#answer", Says).words)
    assert taken.read_text() == "x"


async def test_leaving_before_the_key_was_confirmed_closes_the_store(tmp_path: Path) -> None:
    path = tmp_path / "new.chron"
    app = ChronologyApp(path, new=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await type_twice(pilot, PASSPHRASE)
        await until(pilot, lambda: bool(app.screen.query(RecoveryKeySheet)))
        await pilot.press("ctrl+q")
    with open_casebook(path, PASSPHRASE) as casebook:
        assert not casebook.read_only


@pytest.mark.terminal
def test_the_first_start_offers_to_make_a_store_and_takes_keys_as_fast_as_they_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = {"HOME": str(tmp_path), **dict.fromkeys(("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), str(tmp_path))}
    for name, folder in folders.items():
        monkeypatch.setenv(name, folder)
    with Terminal([sys.executable, "-m", "chronology_tui"], 80, 24, folders) as terminal:
        assert terminal.wait_for("make a store") is not None, terminal.text
        terminal.send(f"{PASSPHRASE}\r{PASSPHRASE}\r")
        assert terminal.wait_for("recovery key of the store") is not None, terminal.text
        terminal.send("\x1bOQ")
        assert terminal.wait_for("add a child") is not None, terminal.text
        terminal.send("ctrl+q")
        assert terminal.wait_exit() == 0
    open_casebook(proposed_store(), PASSPHRASE).close()
    with Terminal([sys.executable, "-m", "chronology_tui"], 80, 24, folders) as terminal:
        assert terminal.wait_for("passphrase") is not None, terminal.text
        assert "make a store" not in terminal.text


async def test_what_was_said_of_the_passphrase_goes_when_another_is_typed(tmp_path: Path) -> None:
    app = ChronologyApp(tmp_path / "new.chron", new=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await type_text(pilot, "one thing")
        await pilot.press("enter")
        await type_text(pilot, "another")
        await pilot.press("enter")
        await until(pilot, lambda: "differ" in screen_text(app))
        await type_text(pilot, "x")
        await until(pilot, lambda: "differ" not in screen_text(app))
