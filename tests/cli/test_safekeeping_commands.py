"""``init``, ``backup``, ``restore``, ``passphrase``, ``recovery-key`` as people call them, with and without a terminal."""

from __future__ import annotations

import getpass
import io
import os
import re
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chronology_tui.services import Access, open_casebook
from chronology_tui.services.attempts import Attempts
from chronology_tui.services.backups import backups_at
from chronology_tui.services.recovery_keys import recovery_key_of
from tests.conftest import PASSPHRASE
from tests.support.cli import Cli
from tests.support.schemas import conforms
from tests.tui.terminal import Terminal

NEW = "seven unlikely teapots"
KEY = re.compile(r"[0-9A-HJKMNP-TV-Z]{4}(?:-[0-9A-HJKMNP-TV-Z]{4}){15}")
GROUPS = re.compile(r"^ +\d+  [0-9A-Z]{4}", re.MULTILINE)


@pytest.fixture
def new_file(tmp_path: Path) -> Path:
    path = tmp_path / "new-passphrase"
    path.write_text(f"{NEW}\n", encoding="utf-8")
    return path


def key_of(store: Path, passphrase: str = PASSPHRASE) -> str:
    with open_casebook(store, passphrase, access=Access.READ) as casebook:
        return recovery_key_of(casebook)


def nothing_said_of(key: str, *texts: str) -> None:
    for text in texts:
        assert key not in text
        assert not GROUPS.search(text)


class Person:
    """Somebody at a terminal: types passphrases, and reads the groups of the recovery key off the screen."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, passphrases: list[str], answers: list[str] | None = None) -> None:
        self.passphrases = iter(passphrases)
        self.answers = answers
        self.asked: list[str] = []
        self._screen = io.StringIO()
        self._keys: Iterator[str] = iter(())
        monkeypatch.setattr(getpass, "getpass", self._secret)
        monkeypatch.setattr(sys, "stdin", self)
        monkeypatch.setattr(type(sys.stdout), "isatty", lambda _: True, raising=False)
        monkeypatch.delenv("CHRONOLOGY_PASSPHRASE_FILE", raising=False)
        write = sys.stdout.write

        def seen(text: str) -> int:
            self._screen.write(text)
            return write(text)

        monkeypatch.setattr(sys.stdout, "write", seen)
        tell = sys.stderr.write

        def told(text: str) -> int:
            self._screen.write(text)
            return tell(text)

        monkeypatch.setattr(sys.stderr, "write", told)

    def isatty(self) -> bool:
        return True

    def _secret(self, prompt: str = "") -> str:
        self.asked.append(prompt)
        return next(self.passphrases)

    def readline(self) -> str:
        screen = self._screen.getvalue()
        number = re.findall(r"type group (\d+)", screen)[-1]
        self.asked.append(f"group {number}")
        if self.answers is not None:
            return self.answers.pop(0) + "\n"
        group = re.findall(rf"(?<!\d){number}  ([0-9A-Z]{{4}})", screen)[-1]
        return f" {group.lower()} \n"


# --- init


def test_init_without_a_terminal_asks_nothing_and_shows_no_key(cli: Cli) -> None:
    ran = cli("init", cli.store)
    assert ran.code == 0
    assert f"chronology recovery-key {cli.store}" in ran.err
    nothing_said_of(key_of(cli.store), ran.out, ran.err)


def test_init_writes_the_key_to_a_private_file_when_asked(cli: Cli, tmp_path: Path) -> None:
    out = tmp_path / "key.txt"
    ran = cli("init", cli.store, "--recovery-key-file", out)
    assert ran.code == 0
    assert out.read_text().strip() == key_of(cli.store)
    nothing_said_of(key_of(cli.store), ran.out, ran.err)
    if sys.platform != "win32":
        assert stat.S_IMODE(out.stat().st_mode) == 0o600


@pytest.mark.parametrize("place", ["passphrase", "none/key.txt"])
def test_init_makes_no_store_when_the_key_cannot_be_written(cli: Cli, tmp_path: Path, place: str) -> None:
    ran = cli("init", cli.store, "--recovery-key-file", tmp_path / place)
    assert ran.code == 2
    assert not cli.store.exists()
    assert (tmp_path / "passphrase").read_text() == PASSPHRASE + "\n"


def test_init_explains_a_weak_passphrase_and_makes_the_store_all_the_same(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "weak").write_text("password\n")
    ran = cli("init", cli.store, "--passphrase-file", tmp_path / "weak")
    assert ran.code == 0
    assert "very weak" in ran.err
    assert "You may use it all the same" in ran.err
    assert cli.store.exists()


def test_init_without_any_passphrase_and_terminal(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHRONOLOGY_PASSPHRASE_FILE")
    ran = cli("init", cli.store)
    assert ran.code == 3
    assert "--passphrase-file" in ran.err
    assert not cli.store.exists()


def test_init_on_a_terminal_asks_twice_and_two_groups_back(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    person = Person(monkeypatch, [NEW, NEW])
    ran = cli("init", cli.store)
    assert ran.code == 0, ran.err
    assert len([ask for ask in person.asked if ask.startswith("group")]) == 2
    assert "Confirmed" in ran.out
    assert "This passphrase is" in ran.err
    assert len(GROUPS.findall(ran.out)) == 4
    assert NEW not in ran.out + ran.err
    open_casebook(cli.store, NEW).close()


def test_init_on_a_terminal_offers_to_choose_another_instead_of_a_weak_one(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    person = Person(monkeypatch, ["password", NEW, NEW])
    assert cli("init", cli.store).code == 0
    assert "press enter to use it" in person.asked[1].lower()
    open_casebook(cli.store, NEW).close()


def test_init_on_a_terminal_lets_a_weak_one_through(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    Person(monkeypatch, ["password", "", "password"])
    assert cli("init", cli.store).code == 0
    open_casebook(cli.store, "password").close()


def test_init_on_a_terminal_with_two_different_passphrases_makes_nothing(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    Person(monkeypatch, [NEW, NEW + "x"])
    ran = cli("init", cli.store)
    assert ran.code == 3
    assert "differ" in ran.err
    assert not cli.store.exists()


@pytest.mark.parametrize("answers", [[""], ["0000", "1111", "2222"]])
def test_a_key_that_was_not_written_down_is_said_and_the_store_is_there(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, answers: list[str]
) -> None:
    Person(monkeypatch, [NEW, NEW], answers)
    ran = cli("init", cli.store)
    assert ran.code == 1
    assert "not confirmed" in ran.err
    open_casebook(cli.store, NEW).close()


# --- recovery-key


def test_the_recovery_key_on_demand(cli: Cli, tmp_path: Path) -> None:
    cli.with_child()
    shown = cli("recovery-key", cli.store)
    assert shown.code == 0
    assert KEY.fullmatch(shown.out.strip())
    assert shown.out.strip() == key_of(cli.store)
    assert cli("recovery-key", cli.store, "--to", tmp_path / "key").code == 0
    assert (tmp_path / "key").read_text() == shown.out
    again = cli("recovery-key", cli.store, "--to", tmp_path / "key")
    assert again.code == 2
    assert "already exists" in again.err
    assert cli("recovery-key", cli.store, "--to", "a", "--check", "b").code == 2


def test_a_recovery_key_is_checked(cli: Cli, tmp_path: Path, new_file: Path) -> None:
    cli.with_child()
    other = tmp_path / "other.chron"
    assert cli("init", other).code == 0
    mine, others = key_of(cli.store), key_of(other)
    key = tmp_path / "key"

    def check(text: str) -> tuple[int, str]:
        key.write_text(text)
        ran = cli("recovery-key", cli.store, "--check", key)
        nothing_said_of(mine, ran.out, ran.err)
        return ran.code, ran.out + ran.err

    code, said = check(f"{mine.lower().replace('-', ' ')}\n")
    assert (code, "opens it" in said) == (0, True)
    code, said = check(others)
    assert (code, "another store" in said) == (3, True)
    code, said = check(mine[:-1] + ("0" if mine[-1] != "0" else "1"))
    assert (code, "one character in group 16 is wrong" in said) == (2, True)
    assert cli("passphrase", cli.store, "--new-passphrase-file", new_file).code == 0
    code, said = check(mine)
    assert (code, "passphrase was changed after" in said) == (3, True)
    assert cli("recovery-key", cli.store, "--check", tmp_path / "none").code == 2


def test_the_recovery_key_on_a_terminal_is_asked_back(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.with_child()
    Person(monkeypatch, [PASSPHRASE])
    ran = cli("recovery-key", cli.store)
    assert ran.code == 0
    assert "Confirmed" in ran.out


# --- passphrase


def test_the_passphrase_is_changed(cli: Cli, tmp_path: Path, new_file: Path) -> None:
    cli.with_child()
    cli("add", cli.store, "14/3/24 wnb @physio src:letter")
    old = key_of(cli.store)
    assert cli("backup", cli.store).code == 0
    ran = cli("passphrase", cli.store, "--new-passphrase-file", new_file, "--new-recovery-key-file", tmp_path / "key")
    assert ran.code == 0, ran.err
    new = key_of(cli.store, NEW)
    assert (tmp_path / "key").read_text().strip() == new != old
    assert "old passphrase and the old recovery key open the store no more" in ran.out
    nothing_said_of(old, ran.out, ran.err)
    nothing_said_of(new, ran.out, ran.err)
    still = re.findall(r"^  .*changes: (\S+)$", ran.out, re.MULTILINE)
    kinds = {str(one.path): one.kind for one in backups_at(cli.store)}
    assert sorted(kinds[path] for path in still) == ["daily", "manual"]
    assert "passphrase" in kinds.values()
    assert cli("list", cli.store).code == 3
    listed = cli("list", cli.store, "--passphrase-file", new_file)
    assert len(listed.out.splitlines()) == 1


def test_a_lost_passphrase_is_replaced_with_the_recovery_key(
    cli: Cli, tmp_path: Path, new_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.with_child()
    cli("recovery-key", cli.store, "--to", tmp_path / "key")
    monkeypatch.delenv("CHRONOLOGY_PASSPHRASE_FILE")
    ran = cli("passphrase", cli.store, "--recovery-key-file", tmp_path / "key", "--new-passphrase-file", new_file)
    assert ran.code == 0, ran.err
    assert cli("child", "list", cli.store, "--passphrase-file", new_file).code == 0
    again = cli("passphrase", cli.store, "--recovery-key-file", tmp_path / "key", "--new-passphrase-file", new_file)
    assert again.code == 3


def test_the_passphrase_without_a_terminal_and_file_stays(cli: Cli) -> None:
    cli.with_child()
    before = cli.store.read_bytes()
    ran = cli("passphrase", cli.store)
    assert ran.code == 3
    assert "--new-passphrase-file" in ran.err
    assert cli.store.read_bytes() == before


def test_the_passphrase_on_a_terminal(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.with_child()
    person = Person(monkeypatch, [PASSPHRASE, NEW, NEW])
    ran = cli("passphrase", cli.store)
    assert ran.code == 0, ran.err
    assert [ask.split()[0] for ask in person.asked] == ["Passphrase", "New", "The", "group", "group"]
    assert "Confirmed" in ran.out


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits of POSIX")
def test_a_full_disk_leaves_the_old_passphrase(cli: Cli, new_file: Path) -> None:
    cli.with_child()
    script = (
        "import resource, signal, sys\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))\n"
        "from chronology_tui.__main__ import main\nsys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", script, "passphrase", str(cli.store), "--new-passphrase-file", str(new_file)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 4, ran.stderr
    assert f"{cli.store}: " in ran.stderr
    assert cli("child", "list", cli.store).code == 0
    assert [path.name for path in cli.store.parent.iterdir() if ".part" in path.name] == []


# --- backup and restore


def test_a_backup_is_made_listed_and_restored(cli: Cli) -> None:
    cli.with_child()
    cli("add", cli.store, "14/3/24 wnb @physio src:letter")
    made = cli("backup", cli.store)
    assert made.code == 0
    path = made.out.removeprefix("Made ").split(" (")[0]
    cli("add", cli.store, "21/3/24 wnb @physio src:letter")
    listed = cli("backup", cli.store, "--list")
    assert path in listed.out
    assert ", manual, 3 changes: " in listed.out
    done = cli("restore", path, cli.store)
    assert done.code == 0, done.err
    assert "1 entries, 3 changes" in done.out
    assert "in force when it was made" in done.err
    assert len(cli("list", cli.store).out.splitlines()) == 1
    kept = done.out.split("is kept as ")[1].strip().rstrip(".")
    assert len(cli("list", kept).out.splitlines()) == 2


def test_backups_as_json(cli: Cli, tmp_path: Path) -> None:
    cli.with_child()
    made = cli("backup", cli.store, "--json").json
    conforms(made, "backups")
    assert made["made"]["kind"] == "manual"
    assert made["made"] in made["backups"]
    listed = cli("backup", cli.store, "--list", "--json").json
    conforms(listed, "backups")
    assert listed["made"] is None
    assert listed["backups"] == made["backups"]
    out = cli("backup", cli.store, tmp_path / "copy.chron", "--json").json
    assert out["made"]["file"] == str(tmp_path / "copy.chron")
    assert cli("backup", cli.store, tmp_path / "copy.chron").code == 2
    assert cli("backup", cli.store, tmp_path / "x.chron", "--list").code == 2


def test_backups_are_listed_without_the_passphrase(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.with_child()
    monkeypatch.delenv("CHRONOLOGY_PASSPHRASE_FILE")
    ran = cli("backup", cli.store, "--list")
    assert (ran.code, ran.out) == (0, "")
    assert "no backup of this store" in ran.err
    cli.store.unlink()
    gone = cli("backup", cli.store, "--list")
    assert gone.code == 4
    assert "They are kept in" in gone.err


def test_a_restore_that_is_refused_says_why(cli: Cli, tmp_path: Path) -> None:
    cli.with_child()
    assert cli("restore", tmp_path / "none.chron", cli.store).code == 4
    assert cli("backup", cli.store, tmp_path / "copy.chron").code == 0
    (tmp_path / "wrong").write_text("wrong\n")
    wrong = cli("restore", tmp_path / "copy.chron", cli.store, "--passphrase-file", tmp_path / "wrong")
    assert wrong.code == 3
    assert "in force when it was made" in wrong.err
    with open_casebook(cli.store, PASSPHRASE):
        held = cli("restore", tmp_path / "copy.chron", cli.store)
    assert held.code == 5
    assert f"process {os.getpid()}" in held.err


def test_a_restore_with_the_recovery_key(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.with_child()
    cli("recovery-key", cli.store, "--to", tmp_path / "key")
    cli("backup", cli.store, tmp_path / "copy.chron")
    monkeypatch.delenv("CHRONOLOGY_PASSPHRASE_FILE")
    ran = cli("restore", tmp_path / "copy.chron", cli.store, "--recovery-key-file", tmp_path / "key")
    assert ran.code == 0, ran.err


# --- who may work at the same time

READING = [
    ("list",), ("patterns",), ("history",), ("verify",), ("search", "letter"), ("shared",), ("actions",), ("child", "list"),
    ("person", "list"), ("source", "list"), ("disagreement", "list"), ("backup",), ("backup", "--list"), ("recovery-key",),
]  # fmt: skip
WRITING = [
    ("add", "14/3/24 wnb @physio src:letter"), ("child", "set", "--father", "known"),
    ("person", "add", "Nana Tarn"), ("source", "set", "letter", "--checked"), ("passphrase", "--new-passphrase-file", "NEW"),
    ("disagreement", "add", "--with", "Social care", "--about", "Threshold"), ("export", "OUT.pdf"),
    ("child", "status", "child_in_need", "--from", "9/12/2023"), ("child", "add", "--name", "T. Tarn"),
]  # fmt: skip


def with_store(command: tuple[str, ...], store: Path, folder: Path) -> list[str]:
    words = 2 if command[0] in {"child", "person", "source", "disagreement"} else 1
    rest = [
        {"NEW": str(folder / "new-passphrase"), "OUT.pdf": str(folder / "out.pdf")}.get(word, word) for word in command[words:]
    ]
    return [*command[:words], str(store), *rest]


def test_commands_that_read_work_while_the_store_is_held_and_those_that_write_say_who_holds_it(
    cli: Cli, tmp_path: Path, new_file: Path
) -> None:
    cli.with_child()
    cli("add", cli.store, "14/3/24 wnb @physio src:letter")
    table = tmp_path / "rows.csv"
    table.write_text("date,summary\n1/3/2024,a visit\n")
    with open_casebook(cli.store, PASSPHRASE) as casebook:
        head = casebook.history_head()
        for command in (*READING, ("import", str(table), "--dry-run")):
            ran = cli(*with_store(command, cli.store, tmp_path))
            assert ran.code in {0, 1}, (command, ran.err)
        for command in (*WRITING, ("import", str(table))):
            ran = cli(*with_store(command, cli.store, tmp_path))
            assert ran.code == 5, (command, ran.err)
            assert f"process {os.getpid()}" in ran.err, command
            assert ran.out == ""
            assert ("An export is recorded in the store" in ran.err) is (command[0] == "export")
        assert casebook.history_head() == head
    for command in (*READING, *WRITING):
        assert cli(*with_store(command, cli.store, tmp_path)).code in {0, 1}, command
        if command[0] == "passphrase":
            (tmp_path / "passphrase").write_text(NEW + "\n")


def test_notices_are_told_once_and_leave_json_alone(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.with_child()
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("CHRONOLOGY_BACKUPS", str(tmp_path / "file"))
    ran = cli("add", cli.store, "14/3/24 wnb @physio src:letter", "--json")
    assert ran.code == 0
    assert ran.json["event"]
    assert ran.err.count("The backup of today was not made") == 1


def test_waiting_after_wrong_passphrases_is_explained(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.with_child()
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    monkeypatch.setattr(Attempts, "wait_seconds", lambda *_: 4.0)
    ran = cli("list", cli.store)
    assert ran.code == 0
    assert slept == [4.0]
    assert "Several wrong passphrases" in ran.err
    assert "4 seconds" in ran.err


@pytest.mark.terminal
@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals of POSIX")
def test_init_on_a_real_terminal(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHRONOLOGY_PASSPHRASE_FILE")
    with Terminal([sys.executable, "-m", "chronology_tui", "init", str(cli.store)], 120, 40) as terminal:
        assert terminal.wait_for("New passphrase for") is not None
        terminal.send(NEW, "enter")
        assert terminal.wait_for("The same again:") is not None
        terminal.send(NEW, "enter")
        for times in (1, 2):
            assert terminal.wait_for("type group") is not None
            while len(asked := re.findall(r"type group (\d+)", terminal.text)) < times:
                terminal.pump(quiet=0.05, limit=5.0)
            group = re.findall(rf"(?<!\d){asked[-1]}  ([0-9A-Z]{{4}})", terminal.text)[0]
            terminal.send(group, "enter")
        assert terminal.wait_for("Confirmed") is not None
        assert NEW not in terminal.text
        assert terminal.wait_exit() == 0
    open_casebook(cli.store, NEW).close()
