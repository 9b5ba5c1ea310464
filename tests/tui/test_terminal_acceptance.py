"""On a real pseudo-terminal, by keys alone at 80 columns: from nothing to an exported file, and nothing typed is lost."""

from __future__ import annotations

import re
import shutil
import signal
import stat
import sys
from pathlib import Path

import pikepdf
import pytest

from chronology_tui.services import open_casebook
from chronology_tui.services.drafts import all_drafts
from chronology_tui.services.export_checks import GOOD, check_export
from chronology_tui.tui.drafting import LONGEST
from tests.conftest import PASSPHRASE
from tests.tui.every_screen import HOSTILE, make_case
from tests.tui.terminal import Terminal
from tests.tui.typed_fields import FIELDS, LINE, Field, make_typed_case

pytestmark = pytest.mark.terminal
PROGRAM = (sys.executable, "-m", "chronology_tui")
FOLDERS = ("XDG_STATE_HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The environment of somebody who has never used the program; the test looks at the same places."""
    environ = {"HOME": str(tmp_path), **{name: str(tmp_path / name.lower()) for name in FOLDERS}}
    for name, value in environ.items():
        monkeypatch.setenv(name, value)
    return environ


def see(terminal: Terminal, *words: str) -> None:
    """Wait until words are on the screen."""
    for one in words:
        assert terminal.wait_for(one) is not None, f"“{one}” never came:\n{terminal.text}"


def gone(terminal: Terminal, words: str) -> None:
    """Wait until words are no longer on the screen."""
    for _ in range(200):
        terminal.pump(quiet=0.05, limit=0.1)
        if words not in terminal.text:
            return
    raise AssertionError(f"“{words}” stays:\n{terminal.text}")


def press(terminal: Terminal, *keys: str, quiet: float = 0.3) -> None:
    """Press keys, each once the one before has been painted."""
    for key in keys:
        terminal.send(key)
        terminal.pump(quiet=quiet, limit=2.0)


def make_store(terminal: Terminal, passphrase: str) -> None:
    """Make the store that is proposed, and confirm its recovery key from the paper."""
    see(terminal, "make a store")
    terminal.send("letmein")
    see(terminal, "very weak", "You may use it all the same.")
    terminal.send("\x15", passphrase)
    see(terminal, "very strong")
    terminal.send("enter", passphrase, "enter")
    see(terminal, "recovery key of the store", "16  ")
    paper = dict(re.findall(r"\b(\d+)  ([0-9A-Z]{4})\b", terminal.text))
    assert len(paper) == 16
    terminal.send("enter")
    see(terminal, "Type groups")
    asked = re.search(r"Type groups (\d+) and (\d+)", terminal.text)
    assert asked is not None
    assert not set(paper.values()) & set(terminal.text.split()), "what is asked does not stand there"
    terminal.send(paper[asked[1]], "enter", paper[asked[2]], "enter")


def test_from_an_empty_machine_to_an_exported_file_by_keys_alone(machine: dict[str, str]) -> None:
    passphrase = "three quiet otters swim"
    with Terminal(PROGRAM, 80, 24, machine) as terminal:
        make_store(terminal, passphrase)
        see(terminal, "add a child")
        terminal.send("S.T.\t3/4/2019\tmale\r\r")
        see(terminal, "No entries yet", "born 3 Apr 2019")
        terminal.send("n", '14/3/24 wnb physio; first letter !2 src:"clinic letter"')
        see(terminal, "Thu 14 March 2024")
        terminal.send("enter")
        see(terminal, "1 entry")
        terminal.send("14/5/24 wnb physio; second letter !2\r")
        see(terminal, "2 entries")
        terminal.send("14/7/24 wnb phy")
        see(terminal, "tab take", "› Physiotherapy")
        terminal.send("tab", "third letter !3")
        see(terminal, "@Physiotherapy", "3rd in 4 months")
        terminal.send("enter")
        see(terminal, "3 entries", "third letter", "Saved: ")
        press(terminal, "escape", "p")  # Esc and a letter in one breath are another key
        see(terminal, "EXTENT", "Not brought to 3 of 3")
        terminal.send("enter")
        see(terminal, "EVIDENCE")
        press(terminal, "escape")
        gone(terminal, "EVIDENCE")
        press(terminal, "escape")
        gone(terminal, "EXTENT")
        press(terminal, "x")
        see(terminal, "F2  Pack")
        terminal.send("enter")
        see(terminal, "WHAT GOES IN", "pages to read, print and check")
        terminal.send("enter")
        see(terminal, "Medical chronology: S.T.")
        terminal.send("enter")
        see(terminal, "Written and recorded.", "Check code")
        shown = re.search(r"Check code ([0-9A-Z-]+):", terminal.text)
        assert shown is not None
        terminal.send("enter")
        see(terminal, "Written:", "n new entry")
        terminal.send("ctrl+q")
        assert terminal.wait_exit() == 0
        assert terminal.echoes, "the terminal is as it was before"
    home = Path(machine["HOME"])
    (store,) = home.rglob("caseload.chron")
    (made,) = home.rglob("*.pdf")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    with pikepdf.open(made) as pdf:
        assert len(pdf.pages) >= 1
        assert pdf.Root["/MarkInfo"]["/Marked"], "it can be read aloud"
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
    with open_casebook(store, passphrase) as kept:
        child = kept.child()
        entries = kept.chronology(child.id).events
        assert [(e.summary, e.service) for e in entries] == [
            (f"{nth} letter", "Physiotherapy") for nth in ("first", "second", "third")
        ]
        assert all_drafts(kept) == ()
        check = check_export(made, kept)
        assert check.standing in GOOD
        assert (check.code, len(check.records)) == (shown[1], 1)


# ------------------------------------------------------------------ kill and hang-up

KILLED = tuple(
    f for f in (LINE, *FIELDS) if f.name in {"typed line", "entry", "date of an entry", "source", "analysis", "child", "export"}
)
HUNG_UP = tuple(f for f in KILLED if f.name in {"typed line", "entry", "source"})
ENDS = (
    *(pytest.param(field, signal.SIGKILL, id=f"{field.name}-killed") for field in KILLED),
    *(pytest.param(field, signal.SIGHUP, id=f"{field.name}-window closed") for field in HUNG_UP),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_typed_case(tmp_path_factory.mktemp("made"))


def opened(store: Path, machine: dict[str, str], columns: int = 80, rows: int = 24) -> Terminal:
    (store.parent / "pw").write_text(PASSPHRASE)
    return Terminal([*PROGRAM, str(store), "--passphrase-file", str(store.parent / "pw")], columns, rows, machine)


@pytest.mark.parametrize(("field", "end"), ENDS)
def test_words_outlast_a_kill_and_a_closed_window(
    tmp_path: Path, machine: dict[str, str], made: Path, field: Field, end: signal.Signals
) -> None:
    store = tmp_path / made.name
    shutil.copy(made, store)
    with opened(store, machine) as terminal:
        see(terminal, "letter 3", "3rd in 9 weeks")
        press(terminal, *field.keys)
        terminal.send(field.words)
        see(terminal, field.words)
        if end == signal.SIGKILL:
            terminal.pump(quiet=LONGEST + 0.4, limit=LONGEST + 0.4)
            terminal.signal(end)
            assert terminal.wait_exit() == -end
        else:
            terminal.hang_up()
            assert terminal.wait_exit() == 128 + end
    left = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert field.words.encode() not in left, "what is typed lies nowhere unencrypted"
    with opened(store, machine) as terminal:
        see(terminal, "letter 3", "3rd in 9 weeks")
        if field is not LINE:
            press(terminal, *(key for key in field.keys if key != "ctrl+u"))
        see(terminal, field.words)


# ------------------------------------------------------------------ hostile text on a real terminal

KNOWN_OSC = re.compile(rb"52;c;[A-Za-z0-9+/=]*|22;[a-z-]+")
"""What the program tells a terminal beside painting: what was copied, and the shape of the pointer."""
AROUND: tuple[tuple[str, ...], ...] = (
    ("enter",), ("e",), ("d",), ("h",), ("slash", "e", "n", "d"), ("f", "s"), ("g",), ("l",), ("a",), ("s",), ("o",),
    ("w",), ("v",), ("D",), ("x",), ("f2",), ("question_mark",), ("ctrl+p",), ("y",),
)  # fmt: skip


def test_hostile_words_neither_steer_a_terminal_nor_break_a_frame(tmp_path: Path, machine: dict[str, str]) -> None:
    with opened(make_case(tmp_path), machine, 140, 40) as terminal:
        see(terminal, "a add a child")
        press(terminal, "enter")
        see(terminal, "FINDINGS")
        press(terminal, "home")
        for keys in AROUND:
            press(terminal, *keys, quiet=0.15)
            frames_are_whole(terminal)
            press(terminal, *("escape",) * (len(keys) + 1), quiet=0.15)
        press(terminal, "n", HOSTILE.replace("\x1b", "").replace("\x07", "").replace("\t", " "))
        frames_are_whole(terminal)
        press(terminal, "ctrl+u", "escape", "ctrl+q", "ctrl+q")
        assert terminal.wait_exit() == 0
        sent = bytes(terminal.received)
    told = re.findall(rb"\x1b\](.*?)(?:\x07|\x1b\\)", sent, re.DOTALL)
    assert {code for code in told if not KNOWN_OSC.fullmatch(code)} == set(), "no command of the words reaches the terminal"
    painted = re.sub(rb"\x1b\](?:" + KNOWN_OSC.pattern + rb")(?:\x07|\x1b\\)", b"", sent)
    for mark in ("\u202e", "\u2066", "\u200e", "\x9b", "\x07"):
        assert mark.encode() not in painted, f"{mark!r} reaches the terminal"


def frames_are_whole(terminal: Terminal) -> None:
    """Assert that the right edge of every frame stands in one column."""
    lines = [[terminal.screen.buffer[y][x].data for x in range(terminal.screen.columns)] for y in range(terminal.screen.lines)]
    for top, line in enumerate(lines):
        for right in (x for x, mark in enumerate(line) if mark == "╮"):
            # A message may lie over the edge for a while.
            below = ["│" if "▌" in other[right - 50 : right] else other[right] for other in lines[top + 1 :]]
            end = next((n for n, mark in enumerate(below) if mark == "╯"), None)
            assert end is not None, f"a frame without its corner:\n{terminal.text}"
            assert set(below[:end]) <= set("│┤"), f"a frame is broken:\n{terminal.text}"
