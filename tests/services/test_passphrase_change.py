"""Another passphrase: the old one opens nothing, nothing else changes, and at any moment one of the two opens the store."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from chronology_tui.services import Access, Casebook, create_casebook, open_casebook, open_demo
from chronology_tui.services.backups import BackupKind, backup_now, backups_at, keep_closing_backup
from chronology_tui.services.errors import BadPassphrase, RecoveryKeyNotOfStore, WrongPassphrase
from chronology_tui.services.opening import open_with_recovery_key
from chronology_tui.services.passphrase_change import renew_passphrase
from chronology_tui.services.recovery_keys import recovery_key_of
from chronology_tui.services.trust import history_of, verify_store
from chronology_tui.store.database import Database
from chronology_tui.store.errors import StoreNotWritten, StoreReadOnly
from tests.conftest import PASSPHRASE
from tests.support.clock import FixedDayClock

CLOCK = FixedDayClock(date(2024, 8, 30))
NEW = "seven unlikely teapots"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "case.chron"
    with create_casebook(path, PASSPHRASE, CLOCK) as casebook:
        child = casebook.add_child("S. Tarn", "3/4/2019")
        for n in range(1, 13):
            casebook.add_line(child.id, f"{n}/3/24 wnb @physio entry {n} src:letter")
        casebook.add_status(child.id, "protection_plan", "3/3/2024", category="neglect")
    return path


def content(casebook: Casebook) -> object:
    """Return all that a store holds."""
    (child,) = casebook.children()
    assert verify_store(casebook) == ()
    return child, casebook.chronology(child.id).events, casebook.sources(), history_of(casebook), casebook.history_head()


def test_everything_is_there_with_the_new_passphrase_and_nothing_with_the_old(store: Path) -> None:
    with open_casebook(store, PASSPHRASE, CLOCK) as casebook:
        before, mark, number = content(casebook), casebook.ledger.database.mark, casebook.ledger.database.version()
        renew_passphrase(casebook, NEW)
        assert content(casebook) == before, "also in the program that changed it"
        casebook.add_sources(({"title": "after the change"},))
    with pytest.raises(WrongPassphrase):
        open_casebook(store, PASSPHRASE, CLOCK)
    with open_casebook(store, NEW, CLOCK) as casebook:
        assert [source.title for source in casebook.sources()] == ["letter", "after the change"]
        assert verify_store(casebook) == ()
        assert (casebook.ledger.database.mark, casebook.ledger.database.version()) == (mark, number)
    if sys.platform != "win32":
        assert stat.S_IMODE(store.stat().st_mode) == 0o600


def test_no_page_of_the_file_stays_as_it_was(store: Path) -> None:
    before = store.read_bytes()
    with open_casebook(store, PASSPHRASE, CLOCK) as casebook:
        renew_passphrase(casebook, NEW)
    after = store.read_bytes()
    pages = range(0, min(len(before), len(after)), 4096)
    assert [start for start in pages if before[start + 16 : start + 4096] == after[start + 16 : start + 4096]] == []


def test_the_recovery_key_changes_with_it(store: Path) -> None:
    with open_casebook(store, PASSPHRASE, CLOCK) as casebook:
        old = recovery_key_of(casebook)
        done = renew_passphrase(casebook, NEW)
        assert done.recovery_key == recovery_key_of(casebook)
    assert done.recovery_key != old
    assert done.recovery_key not in repr(done)
    with pytest.raises(RecoveryKeyNotOfStore, match="passphrase was changed after"):
        open_with_recovery_key(store, old, CLOCK)
    with open_with_recovery_key(store, done.recovery_key, CLOCK) as casebook:
        renew_passphrase(casebook, "a third passphrase")  # which is what a recovery key is for
    open_casebook(store, "a third passphrase", CLOCK).close()


def test_a_fresh_backup_is_made_and_the_old_ones_are_named(store: Path) -> None:
    with open_casebook(store, PASSPHRASE, CLOCK) as casebook:
        first = backup_now(casebook)
        assert renew_passphrase(casebook, "the second").old_backups[-1:] == (first,)
        (second,) = [one for one in backups_at(store) if one.kind is BackupKind.PASSPHRASE]
        done = renew_passphrase(casebook, NEW)
        assert done.old_backups == (second,), "the first opens with the passphrase before that one"
        assert done.backup is not None
        assert done.notices == ()
        assert keep_closing_backup(casebook) == ()
    with open_casebook(done.backup.path, NEW, CLOCK, access=Access.READ) as casebook:
        assert verify_store(casebook) == ()


def test_the_change_holds_when_that_backup_cannot_be_made(store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("in the way")
    with open_casebook(store, PASSPHRASE, CLOCK) as casebook:
        monkeypatch.setenv("CHRONOLOGY_BACKUPS", str(tmp_path / "file"))
        done = renew_passphrase(casebook, NEW)
    assert done.backup is None
    assert any("no backup with the new one was made" in notice for notice in done.notices)
    open_casebook(store, NEW, CLOCK).close()


def test_the_demonstration_can_do_it_and_makes_no_backup() -> None:
    with open_demo() as casebook:
        assert renew_passphrase(casebook, NEW).backup is None


@pytest.mark.parametrize("passphrase", ["", "tab\there", "x" * 2000])
def test_a_passphrase_that_cannot_be_typed_again_changes_nothing(store: Path, passphrase: str) -> None:
    before = store.read_bytes()
    with open_casebook(store, PASSPHRASE, CLOCK) as casebook, pytest.raises(BadPassphrase):
        renew_passphrase(casebook, passphrase)
    assert store.read_bytes() == before


def test_a_store_that_is_open_for_reading_keeps_its_passphrase(store: Path) -> None:
    with open_casebook(store, PASSPHRASE, CLOCK, access=Access.READ) as casebook, pytest.raises(StoreReadOnly):
        renew_passphrase(casebook, NEW)
    open_casebook(store, PASSPHRASE, CLOCK).close()


@pytest.mark.parametrize("step", ["copy_to", "change_key", "check_copy", "take_place"])
def test_a_failure_at_any_step_leaves_the_old_passphrase(store: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    def fails(*arguments: object) -> None:
        if step == "take_place":
            raise OSError(28, "No space left on device")
        raise StoreNotWritten(store, "the disk is full")

    with open_casebook(store, PASSPHRASE, CLOCK) as casebook:
        before = content(casebook)
        with monkeypatch.context() as broken:
            if step == "copy_to":
                broken.setattr(Database, step, fails)
            else:
                broken.setattr(f"chronology_tui.store.database.{step}", fails)
            with pytest.raises(StoreNotWritten, match=rf"{store.name}: (the disk is full|No space)"):
                renew_passphrase(casebook, NEW)
        assert content(casebook) == before
        casebook.add_sources(({"title": "work goes on"},))
    assert [path.name for path in store.parent.iterdir() if "part" in path.name] == []
    with open_casebook(store, PASSPHRASE, CLOCK) as casebook:
        assert len(casebook.sources()) == 2


_LIMITED = """
import resource, signal, sys
from pathlib import Path
from chronology_tui.services import open_casebook
from chronology_tui.services.passphrase_change import renew_passphrase
from chronology_tui.store.errors import StoreNotWritten
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_casebook(Path(sys.argv[1]), sys.argv[2]) as casebook:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]), resource.RLIM_INFINITY))
    try:
        renew_passphrase(casebook, sys.argv[3])
    except StoreNotWritten:
        sys.exit(4)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits of POSIX")
@pytest.mark.parametrize("part", [0.01, 0.3, 0.7, 0.99])
def test_a_disk_that_runs_full_leaves_the_old_passphrase(store: Path, part: float) -> None:
    limit = int(store.stat().st_size * part)
    ran = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(store), PASSPHRASE, NEW, str(limit)], check=False, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": "."},
    )  # fmt: skip
    assert ran.returncode == 4, ran.stderr
    with open_casebook(store, PASSPHRASE, CLOCK) as casebook:
        assert content(casebook)
    assert [path.name for path in store.parent.iterdir() if "part" in path.name] == []


_KILLED = """
import os, signal, sys
from pathlib import Path
from chronology_tui.services import open_casebook
from chronology_tui.services.passphrase_change import renew_passphrase
import chronology_tui.store.database as database
step = sys.argv[4]
def die(*arguments):
    os.kill(os.getpid(), signal.SIGKILL)
if step == "in the middle of encrypting":  # the journal of the copy is there and some of its pages are new
    import chronology_tui.store.copying as copying
    def half(path, old, new):
        connection = copying.connect(path, old)
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE event SET summary = 'half'")
        connection.execute("CREATE TABLE junk AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) "
                           "SELECT hex(randomblob(900)) AS b FROM n")
        die()
    database.change_key = half
elif step == "after it took its place":
    take = database.take_place
    def taken(part, place):
        take(part, place)
        die()
    database.take_place = taken
else:
    setattr(database, step, die)
with open_casebook(Path(sys.argv[1]), sys.argv[2]) as casebook:
    renew_passphrase(casebook, sys.argv[3])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
@pytest.mark.parametrize(
    ("step", "passphrase"),
    [
        ("change_key", PASSPHRASE), ("in the middle of encrypting", PASSPHRASE), ("check_copy", PASSPHRASE),
        ("take_place", PASSPHRASE), ("after it took its place", NEW),
    ],
)  # fmt: skip
def test_a_kill_at_any_step_leaves_one_passphrase_that_opens_it_whole(store: Path, step: str, passphrase: str) -> None:
    with open_casebook(store, PASSPHRASE, CLOCK) as casebook:
        before = content(casebook)
    ran = subprocess.run(
        [sys.executable, "-c", _KILLED, str(store), PASSPHRASE, NEW, step], check=False, env={**os.environ, "PYTHONPATH": "."}
    )
    assert ran.returncode == -9
    with open_casebook(store, passphrase, CLOCK) as casebook:
        assert content(casebook) == before
        assert [path.name for path in store.parent.iterdir() if ".part" in path.name] == [], "the half copy is cleared away"
        renew_passphrase(casebook, "and once more")
    open_casebook(store, "and once more", CLOCK).close()
    with pytest.raises(WrongPassphrase):
        open_casebook(store, NEW if passphrase == PASSPHRASE else PASSPHRASE, CLOCK)
