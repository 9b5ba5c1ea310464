"""The program on a real pseudo-terminal, as a person starts it: types an entry, sees it, leaves."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from chronology_tui.services import create_casebook, open_casebook
from tests.conftest import PASSPHRASE
from tests.tui.terminal import Terminal

pytestmark = pytest.mark.terminal


def test_the_demonstration_takes_an_entry_and_leaves(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "chronology_tui", "demo"]
    with Terminal(command, 140, 40, {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}) as terminal:
        assert terminal.wait_for("FINDINGS") is not None, terminal.text
        terminal.send("n", '18/11/26 wnb physio; nobody came to the door !2 src:"clinic letter"')
        assert terminal.wait_for("Wed 18 November 2026") is not None, terminal.text
        terminal.send("enter")
        assert terminal.wait_for("Saved: ") is not None, terminal.text
        assert terminal.wait_for("nobody came to the door") is not None, terminal.text
        terminal.send("ctrl+q")
        assert terminal.wait_exit() == 0
    assert list(tmp_path.iterdir()) == [], "nothing is kept"


def test_an_old_console_without_colour_is_drawn_in_ascii(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "chronology_tui", "demo"]
    environ = {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path), "TERM": "linux", "NO_COLOR": "1"}
    with Terminal(command, 80, 24, environ) as terminal:
        assert terminal.wait_for("moderate") is not None, terminal.text
        assert "##-- moderate" in terminal.text
        cells = [cell for row in terminal.screen.buffer.values() for cell in row.values()]
        assert {(cell.fg, cell.bg) for cell in cells} == {("default", "default")}
        terminal.send("q")
        assert terminal.wait_exit() == 0


def test_a_form_takes_keys_as_fast_as_they_come(tmp_path: Path) -> None:
    store = tmp_path / "case.chron"
    create_casebook(store, PASSPHRASE).close()
    (tmp_path / "pw").write_text(PASSPHRASE)
    command = [sys.executable, "-m", "chronology_tui", str(store), "--passphrase-file", str(tmp_path / "pw")]
    with Terminal(command, 100, 30, {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}) as terminal:
        assert terminal.wait_for("add a child") is not None, terminal.text
        terminal.send("S.T.\t3/4/2019\tmale\r\r")
        assert terminal.wait_for("born 3 Apr 2019") is not None, terminal.text
        terminal.send("ctrl+q")
        assert terminal.wait_exit() == 0
    with open_casebook(store, PASSPHRASE) as kept:
        assert [(c.name, c.sex.value) for c in kept.children()] == [("S.T.", "male")]


def test_letters_typed_fast_come_in_order_and_stay_in_sight(tmp_path: Path) -> None:
    store = tmp_path / "case.chron"
    with create_casebook(store, PASSPHRASE) as made:
        made.add_child(name="S.T.", birth="3/4/2019", sex="", nhs_number="")
    (tmp_path / "pw").write_text(PASSPHRASE)
    command = [sys.executable, "-m", "chronology_tui", str(store), "--passphrase-file", str(tmp_path / "pw")]
    with Terminal(command, 100, 30, {"HOME": str(tmp_path), "XDG_STATE_HOME": str(tmp_path)}) as terminal:
        assert terminal.wait_for("No entries yet") is not None, terminal.text
        terminal.send("n", "mistaken\x151/3/22 note firxx\x7f\x7fst\r2/3/22 note second\r3/3/22 note third\r")
        assert terminal.wait_for("3 entries") is not None, terminal.text
        words = "4/3/22 note words that are not saved and that reach to the far end of the typed line"
        terminal.send(words)
        assert terminal.wait_for("the typed line") is not None, terminal.text
        terminal.send("ctrl+q")
        assert terminal.wait_for("Press ctrl+q again") is not None, terminal.text
        assert words in terminal.text, "no message covers what is being typed"
        terminal.send("ctrl+q")
        assert terminal.wait_exit() == 0
    with open_casebook(store, PASSPHRASE) as kept:
        assert [event.summary for event in kept.chronology(kept.child().id).events] == ["first", "second", "third"]


@pytest.mark.parametrize("moment", ["Opening", "FINDINGS"])
def test_told_to_end_the_program_keeps_nothing_of_the_demonstration(tmp_path: Path, moment: str) -> None:
    command = [sys.executable, "-m", "chronology_tui", "demo"]
    with Terminal(command, 140, 40, {"HOME": str(tmp_path), "TMPDIR": str(tmp_path)}) as terminal:
        assert terminal.wait_for(moment) is not None, terminal.text
        terminal.signal(signal.SIGTERM)
        assert terminal.wait_exit() == 128 + signal.SIGTERM
        assert terminal.echoes, "the terminal is as it was before"
    assert list(tmp_path.iterdir()) == []
