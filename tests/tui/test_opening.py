"""Opening a store: unlocking, refusing plainly, never making one; the first child."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest
from textual.widgets import Input

from chronology_tui.errors import ExitCode
from chronology_tui.services import create_casebook
from chronology_tui.tui import app as app_module
from chronology_tui.tui.app import ChronologyApp
from chronology_tui.tui.screens.caseload import AddChildScreen, CaseloadScreen
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.screens.unlock import UnlockScreen
from chronology_tui.tui.widgets.says import Says
from tests.tui.screens import screen_text, settle, type_text, until

PASSPHRASE = "three quiet otters swim"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "case [a].chron"
    with create_casebook(path, PASSPHRASE) as casebook:
        casebook.add_child("Sam Test", "3/4/2019")
        casebook.add_line(casebook.child().id, "14/3/24 wnb physio; second letter !3 src:letter")
    return path


async def test_the_right_passphrase_opens_the_only_child(store: Path) -> None:
    app = ChronologyApp(store)
    async with app.run_test(size=(100, 30)) as pilot:
        assert isinstance(app.screen, UnlockScreen)
        await type_text(pilot, PASSPHRASE)
        assert PASSPHRASE not in screen_text(app)
        assert "•••" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        await settle(pilot)
        assert "second letter" in screen_text(app)
        await pilot.press("q")
    assert app.return_value == ExitCode.DONE


async def test_a_wrong_passphrase_is_said_and_can_be_tried_again(store: Path) -> None:
    app = ChronologyApp(store)
    async with app.run_test(size=(100, 30)) as pilot:
        await type_text(pilot, "wrong")
        await pilot.press("enter")
        await settle(pilot)
        answer = app.screen.query_one("#answer", Says)
        assert "passphrase" in answer.words.lower()
        assert app.screen.query_one(Input).value == ""
        await pilot.press("ctrl+q")
    assert app.return_value == ExitCode.LOCKED


async def test_escape_clears_and_then_leaves(store: Path) -> None:
    app = ChronologyApp(store)
    async with app.run_test(size=(100, 30)) as pilot:
        await type_text(pilot, "wrong")
        await pilot.press("escape")
        assert app.screen.query_one(Input).value == ""
        await pilot.press("escape")
    assert app.return_value == ExitCode.DONE


async def test_a_missing_store_is_said_and_never_made(tmp_path: Path) -> None:
    path = tmp_path / "none [x].chron"
    app = ChronologyApp(path)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert "There is no store at this place. Nothing was made." in screen_text(app)
        assert "unlock" not in screen_text(app)
        await pilot.press("enter", "escape")
    assert app.return_value == ExitCode.UNREADABLE
    assert not path.exists()


async def test_a_file_that_is_no_store_is_refused_plainly(tmp_path: Path) -> None:
    path = tmp_path / "letter.chron"
    path.write_text("not a store " * 500, encoding="utf-8")
    app = ChronologyApp(path, passphrase=PASSPHRASE)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: bool(app.screen.query_one("#answer", Says).words))
        await pilot.press("q")
    assert app.return_value in {ExitCode.LOCKED, ExitCode.UNREADABLE}


async def test_a_given_passphrase_opens_without_asking(store: Path) -> None:
    app = ChronologyApp(store, passphrase=PASSPHRASE)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        await settle(pilot)
        assert "Sam" not in screen_text(app).splitlines()[0], "the top line shows initials"


@pytest.mark.parametrize("passphrase", [PASSPHRASE, "wrong"])
async def test_the_garbage_collector_works_again_once_a_store_is_open_or_refused(store: Path, passphrase: str) -> None:
    app = ChronologyApp(store, passphrase=passphrase)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MainScreen) or bool(app.screen.query_one("#answer", Says).words))
        await settle(pilot)
        assert (app.casebook is not None) is (passphrase == PASSPHRASE)
        assert gc.isenabled()


async def test_an_empty_store_asks_for_the_first_child(tmp_path: Path) -> None:
    path = tmp_path / "new.chron"
    create_casebook(path, PASSPHRASE).close()
    app = ChronologyApp(path, passphrase=PASSPHRASE)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, AddChildScreen))
        await pilot.press("enter", "enter", "enter", "enter")
        assert "A name or initials are needed." in screen_text(app)
        await type_text(pilot, "S.T.")
        await pilot.press("enter")
        await type_text(pilot, "31/9/2019")
        await pilot.press("enter", "enter", "enter")
        await settle(pilot)
        assert "30" in app.screen.query_one("#answer", Says).words, "the reason why that day cannot be"
        app.screen.query_one("#birth", Input).value = "3/4/2019"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        await settle(pilot)
        assert "born 3 Apr 2019" in screen_text(app)
        assert "0 entries" in screen_text(app)


async def test_several_children_are_chosen_from_the_caseload(store: Path) -> None:
    with_two = ChronologyApp(store, passphrase=PASSPHRASE)
    from chronology_tui.services import open_casebook  # noqa: PLC0415

    with open_casebook(store, PASSPHRASE) as casebook:
        casebook.add_child("Kit Example", "1/1/2021")
    async with with_two.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(with_two.screen, CaseloadScreen))
        await settle(pilot)
        text = screen_text(with_two)
        assert "Sam Test" in text
        assert "born 1 Jan 2021" in text
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(with_two.screen, MainScreen))
        await settle(pilot)
        assert "K.E." in screen_text(with_two)


def test_a_fault_leaves_without_showing_values_and_reaches_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Faulty(ChronologyApp):
        def on_mount(self) -> None:
            secret = "words of a child"
            raise RuntimeError(secret)

        def run(self, **_: object) -> int | None:
            return super().run(headless=True)

    monkeypatch.setattr(app_module, "ChronologyApp", Faulty)
    with pytest.raises(RuntimeError):
        app_module.run(None, demo=True)
    shown = capsys.readouterr()
    assert "words of a child" not in shown.out + shown.err


def test_a_store_or_the_demonstration_is_needed() -> None:
    with pytest.raises(ValueError, match="a store or the demonstration"):
        app_module.run(None)
