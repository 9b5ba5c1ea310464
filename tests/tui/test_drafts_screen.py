"""What is typed is kept: in the store within a second, back in the line after a crash, gone once it is saved or cleared."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot

from chronology_tui.errors import ChronologyError
from chronology_tui.services import Access, Casebook, create_casebook, drafts, open_casebook
from chronology_tui.services.drafts import LINE, all_drafts, keep
from chronology_tui.tui.drafting import LONGEST, REST, Drafting
from chronology_tui.tui.screens.caseload import AddChildScreen
from tests.conftest import PASSPHRASE
from tests.tui.screens import main_screen, running, screen_text, settle, type_text, until
from tests.tui.terminal import Terminal

WORDS = "14/3/24 wnb physio; splints outgrown"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "case.chron"
    with create_casebook(path, PASSPHRASE) as made:
        made.add_child("Sam Test", "3/4/2019")
    return path


def contents(casebook: Casebook) -> list[str]:
    return [draft.content for draft in all_drafts(casebook)]


def told(pilot: Pilot[int]) -> str:
    return " ".join(str(notification.message) for notification in pilot.app._notifications)


@pytest.mark.terminal
def test_words_typed_a_second_before_a_kill_stand_in_the_line_again(store: Path, tmp_path: Path) -> None:
    (tmp_path / "pw").write_text(PASSPHRASE)
    command = [sys.executable, "-m", "chronology_tui", str(store), "--passphrase-file", str(tmp_path / "pw")]
    environ = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path)}
    with Terminal(command, 100, 30, environ) as terminal:
        assert terminal.wait_for("No entries yet") is not None, terminal.text
        terminal.send("n", WORDS)
        assert terminal.wait_for("splints outgrown") is not None, terminal.text
        time.sleep(1)
        terminal.signal(signal.SIGKILL)
        assert terminal.wait_exit() == -signal.SIGKILL
    assert b"splints" not in b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    with Terminal(command, 100, 30, environ) as terminal:
        assert terminal.wait_for("Unsaved, typed ") is not None, terminal.text
        assert WORDS in terminal.text
        terminal.send("enter")
        assert terminal.wait_for("1 entry") is not None, terminal.text
        terminal.send("ctrl+q")
        assert terminal.wait_exit() == 0
    with open_casebook(store, PASSPHRASE) as casebook:
        assert contents(casebook) == []


def test_the_longest_a_key_waits_leaves_time_for_the_disk() -> None:
    assert REST < LONGEST < 1.0


async def test_typing_is_kept_and_clearing_the_line_drops_it(store: Path) -> None:
    with open_casebook(store, PASSPHRASE) as casebook:
        async with running(casebook) as pilot:
            await pilot.press("n")
            await type_text(pilot, WORDS)
            await until(pilot, lambda: contents(casebook) == [WORDS])
            await pilot.press("escape")
            await until(pilot, lambda: contents(casebook) == [])
            assert len(casebook.chronology(casebook.child().id)) == 0


async def test_keys_that_never_rest_are_kept_all_the_same(store: Path) -> None:
    with open_casebook(store, PASSPHRASE) as casebook:
        async with running(casebook) as pilot:
            await pilot.press("n")
            typed = 0
            while not contents(casebook):
                await pilot.press("x", "y")
                await pilot.pause(REST / 8)
                typed += 1
                assert typed < 200, "nothing is kept while keys keep coming"


async def test_an_entry_that_is_saved_leaves_no_draft_behind(store: Path) -> None:
    with open_casebook(store, PASSPHRASE) as casebook:
        async with running(casebook) as pilot:
            await pilot.press("n")
            for n in range(3):
                await type_text(pilot, f"{n + 1}/3/24 note words")
                await pilot.press("enter")
            await type_text(pilot, "the next")
            await until(pilot, lambda: contents(casebook) == ["the next"])
            assert len(casebook.chronology(casebook.child().id)) == 3


async def test_lines_that_could_not_be_saved_are_drafts_until_they_can(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = Event()

    def refuse(*_: Any, **__: Any) -> None:
        assert typed.wait(10)
        raise ChronologyError("The disk is full.")

    with open_casebook(store, PASSPHRASE) as casebook:
        async with running(casebook) as pilot:
            line = main_screen(pilot).typed_line
            with monkeypatch.context() as patch:
                patch.setattr(casebook, "add_line", refuse)
                await pilot.press("n")
                await type_text(pilot, "1/3/24 note first")
                await pilot.press("enter")
                await type_text(pilot, "second")
                typed.set()
                await settle(pilot)
                await until(pilot, lambda: len(contents(casebook)) == 2)
                assert {"1/3/24 note first", line.draft_words} == set(contents(casebook))
            await pilot.press("up", "up")
            await until(pilot, lambda: line.input.value == "1/3/24 note first")
            await pilot.press("enter")
            await settle(pilot)
            await until(pilot, lambda: len(contents(casebook)) == 1)
            assert "second" in contents(casebook)[0]
            assert [event.summary for event in casebook.chronology(casebook.child().id).events] == ["first"]


async def test_several_unsaved_lines_come_back_one_in_the_line_the_others_by_up(store: Path) -> None:
    with open_casebook(store, PASSPHRASE) as casebook:
        child = casebook.child().id
        for words in ("1/3/24 note first", "2/3/24 note second"):
            keep(casebook, child, LINE, words)
        keep(casebook, child, "form:edit", "{}")
        async with running(casebook) as pilot:
            line = main_screen(pilot).typed_line
            assert line.input.value == "2/3/24 note second"
            assert "Press up for another unsaved line." in screen_text(pilot.app)
            await pilot.press("enter")
            await settle(pilot)
            await pilot.press("up", "up")
            assert line.input.value == "1/3/24 note first"
            await pilot.press("enter")
            await settle(pilot)
            assert contents(casebook) == ["{}"], "what a form has kept is its own"


async def test_the_source_that_the_line_had_taken_over_comes_back_with_it(store: Path) -> None:
    with open_casebook(store, PASSPHRASE) as casebook:
        async with running(casebook) as pilot:
            await pilot.press("n")
            await type_text(pilot, "1/3/24 note first src:letter")
            await pilot.press("enter")
            await settle(pilot)
            await type_text(pilot, "2/3/24 note second")
            await until(pilot, lambda: contents(casebook) == ['2/3/24 note second src:"letter"'])


async def test_a_draft_that_cannot_be_kept_is_told_once_and_tried_again(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise ChronologyError("The disk is full.")

    with open_casebook(store, PASSPHRASE) as casebook:
        async with running(casebook) as pilot:
            with monkeypatch.context() as patch:
                patch.setattr(drafts, "keep", refuse)
                await pilot.press("n")
                await type_text(pilot, "words")
                await until(pilot, lambda: "could not be kept" in told(pilot))
            await type_text(pilot, " more")
            await until(pilot, lambda: contents(casebook) == ["words more"])


async def test_leaving_says_that_the_words_are_kept_and_keeps_them(store: Path) -> None:
    with open_casebook(store, PASSPHRASE) as casebook:
        async with running(casebook) as pilot:
            await pilot.press("n")
            await type_text(pilot, WORDS)
            await pilot.press("ctrl+q")
            await until(pilot, lambda: "kept as a draft" in told(pilot))
            await pilot.press("ctrl+q")
    with open_casebook(store, PASSPHRASE) as casebook:
        assert contents(casebook) == [WORDS]


async def test_a_store_open_for_reading_only_keeps_nothing_and_says_so(store: Path) -> None:
    with open_casebook(store, PASSPHRASE) as writer, open_casebook(store, PASSPHRASE, access=Access.READ) as reader:
        keep(writer, writer.child().id, LINE, "typed elsewhere")
        async with running(reader) as pilot:
            line = main_screen(pilot).typed_line
            assert line.input.value == "", "the draft is the other program's"
            await pilot.press("n")
            await type_text(pilot, "1/3/24 note words")
            assert "what is typed is not kept" in screen_text(pilot.app)
            await pilot.press("enter")
            await settle(pilot)
            assert line.input.value == "1/3/24 note words"
            await pilot.pause(LONGEST)
            assert contents(writer) == ["typed elsewhere"]


async def test_what_is_typed_is_kept_though_a_busy_computer_lets_the_time_pass_between_two_keys(store: Path) -> None:
    with open_casebook(store, PASSPHRASE) as casebook:
        async with running(casebook) as pilot:
            app, clock, troubles = main_screen(pilot)._own_app, [0.0], list[str]()
            child, draft = casebook.children()[0].id, casebook.ledger.new_id()
            drafting = Drafting(app, casebook, child, "form:x", on_trouble=troubles.append, now=lambda: clock[0])
            drafting.typed(draft, "one")
            for late in (LONGEST, LONGEST - 1e-6, 5.0):
                clock[0] += late
                drafting.typed(draft, f"one {clock[0]:g}")
                await until(pilot, lambda: contents(casebook) == [f"one {clock[0]:g}"])
                drafting.typed(draft, "begun again")
            assert troubles == []


async def test_a_child_that_was_typed_and_not_saved_stands_in_the_form_again(tmp_path: Path) -> None:
    create_casebook(tmp_path / "empty.chron", PASSPHRASE).close()
    with open_casebook(tmp_path / "empty.chron", PASSPHRASE) as casebook:
        async with running(casebook) as pilot:
            await until(pilot, lambda: isinstance(pilot.app.screen, AddChildScreen))
            await settle(pilot)
            await type_text(pilot, "S. Tarn")
            await pilot.press("tab")
            await type_text(pilot, "3/4/2019")
            await until(pilot, lambda: any("3/4/2019" in words for words in contents(casebook)))
            pilot.app.exit()
    with open_casebook(tmp_path / "empty.chron", PASSPHRASE) as casebook:
        async with running(casebook) as pilot:
            await until(pilot, lambda: "typed before and is not saved" in screen_text(pilot.app))
            assert "S. Tarn" in screen_text(pilot.app)
            assert "3/4/2019" in screen_text(pilot.app)
            await pilot.press("tab", "tab", "tab", "enter")
            await until(pilot, lambda: [child.name for child in casebook.children()] == ["S. Tarn"])
            await settle(pilot)
            assert contents(casebook) == []


async def test_a_child_that_is_given_up_leaves_no_draft(tmp_path: Path) -> None:
    with create_casebook(tmp_path / "empty.chron", PASSPHRASE) as casebook:
        async with running(casebook) as pilot:
            await until(pilot, lambda: isinstance(pilot.app.screen, AddChildScreen))
            await settle(pilot)
            await type_text(pilot, "S. Tarn")
            await until(pilot, lambda: any("S. Tarn" in words for words in contents(casebook)))
            await pilot.press("escape", "escape")
            await until(pilot, lambda: not isinstance(pilot.app.screen, AddChildScreen))
            assert contents(casebook) == []
