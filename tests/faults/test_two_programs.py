"""Two programs at once: one writes, the other is told who holds the store, and whoever reads sees whole states only."""

from __future__ import annotations

import getpass
import json
import os
import platform
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from chronology_tui.services import Access, create_casebook, open_casebook
from chronology_tui.store import connection
from chronology_tui.store.errors import StoreInUse
from tests.conftest import PASSPHRASE

if sys.platform == "win32":
    pytest.skip("SIGKILL and symbolic links", allow_module_level=True)

_WORKER = Path(__file__).with_name("holder_worker.py")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "case.chron"
    with create_casebook(path, PASSPHRASE) as book:
        child = book.add_child("Sam Tarn", "3/4/2019")
        for number in range(12):
            book.add_line(child.id, f"{number + 1}/3/2024 gp Seen {number}", "letter")
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    return path


@contextmanager
def holding(store: Path, what: str = "hold") -> Iterator[subprocess.Popen[str]]:
    """Have a real process hold the store."""
    process = subprocess.Popen(
        [sys.executable, str(_WORKER), what, str(store), PASSPHRASE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        yield process


def chronology(store: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the real command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "chronology_tui", arguments[0], str(store), *arguments[1:]],
        check=False, capture_output=True, text=True,
        env={**os.environ, "CHRONOLOGY_PASSPHRASE_FILE": str(store.with_name("passphrase"))},
    )  # fmt: skip


def test_who_writes_second_is_told_who_holds_the_store_and_may_read(store: Path) -> None:
    before = store.read_bytes()
    with holding(store) as holder:
        ran = chronology(store, "add", "14/3/2024 gp More src:x")
        assert ran.returncode == 5
        assert ran.stdout == ""
        for words in (getpass.getuser(), platform.node(), "since 2", f"(process {holder.pid})", "nothing was changed"):
            assert words in ran.stderr
        assert len(ran.stderr.strip().splitlines()) == 1
        for reading in ("list", "verify"):
            assert chronology(store, reading).returncode == 0, reading
        assert store.read_bytes() == before
    assert chronology(store, "add", "14/3/2024 gp More src:x").returncode == 0


def test_a_store_reached_by_a_link_is_the_same_store(store: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "elsewhere" / "link.chron"
    link.symlink_to(store)
    (tmp_path / "elsewhere" / "passphrase").symlink_to(tmp_path / "passphrase")
    with holding(store) as holder:
        ran = chronology(link, "add", "14/3/2024 gp More src:x")
        assert ran.returncode == 5
        assert f"(process {holder.pid})" in ran.stderr
    with holding(link) as holder:
        ran = chronology(store, "add", "14/3/2024 gp More src:x")
        assert ran.returncode == 5
        assert f"(process {holder.pid})" in ran.stderr
    assert {path.name for path in link.parent.iterdir()} == {"link.chron", "passphrase"}


def test_who_reads_while_another_writes_sees_whole_states_only(store: Path) -> None:
    seen: set[str] = set()
    with holding(store, "write"):
        for _ in range(16):
            with open_casebook(store, PASSPHRASE, access=Access.READ) as book:
                (child,) = book.children()
                notes = {event.notes for event in book.chronology(child.id).events}
            assert len(notes) == 1
            seen |= notes
    assert len(seen) > 3


def test_one_open_reader_follows_what_another_writes(store: Path) -> None:
    with open_casebook(store, PASSPHRASE, access=Access.READ) as book:
        (child,) = book.children()
        seen: set[str] = set()
        with holding(store, "write"):
            until = time.monotonic() + 30
            while len(seen) < 4 and time.monotonic() < until:
                notes = {event.notes for event in book.chronology(child.id).events}
                assert len(notes) == 1
                seen |= notes
    assert len(seen) == 4


def test_a_lock_that_a_killed_process_left_locks_nobody_out(store: Path) -> None:
    with holding(store) as holder:
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    note = store.with_name(f".{store.name}.holder")
    assert note.exists(), "the killed process left its note"
    reading = chronology(store, "list")
    assert reading.returncode == 0
    assert str(holder.pid) not in reading.stdout + reading.stderr
    writing = chronology(store, "add", "14/3/2024 gp More src:x")
    assert writing.returncode == 0
    assert str(holder.pid) not in writing.stderr
    assert not note.exists()


def test_the_note_of_a_killed_process_is_not_shown_for_the_next_holder(store: Path) -> None:
    with holding(store) as killed:
        killed.send_signal(signal.SIGKILL)
        killed.wait()
    with holding(store) as holder:
        ran = chronology(store, "add", "14/3/2024 gp More src:x")
    assert ran.returncode == 5
    assert f"(process {holder.pid})" in ran.stderr
    assert f"(process {killed.pid})" not in ran.stderr


def test_of_two_that_start_at_the_same_instant_exactly_one_wins(store: Path) -> None:
    ran = subprocess.run(
        [sys.executable, str(_WORKER), "race", str(store), PASSPHRASE, "50"], check=True, capture_output=True, text=True
    )
    rounds = json.loads(ran.stdout)
    assert len(rounds) == 50
    assert all(sorted(codes) == [0, 5] for codes in rounds), rounds


def test_who_is_kept_waiting_by_a_reader_is_not_told_to_wait_for_itself(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.1)
    with open_casebook(store, PASSPHRASE) as writer, open_casebook(store, PASSPHRASE, access=Access.READ) as reader:
        child = writer.children()[0]
        with reader.ledger.reading() as repository:
            assert repository.children()  # from here on it reads one state
            with pytest.raises(StoreInUse) as refused:
                writer.add_line(child.id, "14/3/2024 gp More", "x")
        assert refused.value.holder is None
        assert "in use by another program" in str(refused.value)
        writer.add_line(child.id, "14/3/2024 gp More", "x")
