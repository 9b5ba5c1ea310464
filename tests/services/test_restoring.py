"""Restoring a backup: checked before anything is touched, the old store kept whole, and never a moment with nothing left."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from chronology_tui.services import Access, Casebook, create_casebook, open_casebook
from chronology_tui.services.backups import backup_now
from chronology_tui.services.errors import ChronologyError, ExitCode, NothingRestored, RecoveryKeyNotOfStore, StoreInUse
from chronology_tui.services.opening import key_from_recovery
from chronology_tui.services.recovery_keys import change_passphrase, recovery_key_of
from chronology_tui.services.restoring import restore_backup
from chronology_tui.services.trust import verify_store
from chronology_tui.store.database import Database
from chronology_tui.store.errors import StoreNotWritten
from chronology_tui.store.keys import StoreKey, salt_of
from tests.conftest import PASSPHRASE
from tests.support.clock import FixedDayClock

CLOCK = FixedDayClock(date(2024, 8, 30))
STORED = Path(__file__).parents[1] / "data" / "stores" / "version-1.chron"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "case.chron"
    with create_casebook(path, PASSPHRASE, CLOCK) as casebook:
        casebook.add_sources(({"title": "old letter"},))
    return path


@pytest.fixture
def backup(store: Path, tmp_path: Path) -> Path:
    """A backup, after which the store was changed."""
    (tmp_path / "away").mkdir()
    with open_casebook(store, PASSPHRASE, CLOCK) as casebook:
        made = backup_now(casebook, tmp_path / "away" / "backup.chron")
        casebook.add_sources(({"title": "new letter"},))
    return made.path


def titles(path: Path, passphrase: str = PASSPHRASE) -> list[str]:
    with open_casebook(path, passphrase, CLOCK) as casebook:
        assert verify_store(casebook) == ()
        return [source.title for source in casebook.sources()]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith(".") and path.is_file())


def test_a_backup_takes_the_place_of_the_store_which_is_kept(store: Path, backup: Path) -> None:
    before = store.read_bytes()
    done = restore_backup(backup, store, PASSPHRASE, CLOCK)
    assert titles(store) == ["old letter"]
    assert done.kept is not None
    assert done.kept.read_bytes() == before
    assert titles(done.kept) == ["old letter", "new letter"]
    assert done.kept.name.startswith("case.kept-")
    assert done.kept.suffix == ".chron"
    assert (done.facts.changes, done.facts.entries, done.faults) == (1, 0, ())
    assert not store.samefile(done.kept)
    if sys.platform != "win32":
        assert stat.S_IMODE(store.stat().st_mode) == 0o600


def test_a_backup_is_restored_where_no_store_is(store: Path, backup: Path) -> None:
    store.unlink()
    assert restore_backup(backup, store, PASSPHRASE, CLOCK).kept is None
    assert titles(store) == ["old letter"]
    assert restore_backup(backup, store.with_name("second.chron"), PASSPHRASE, CLOCK).kept is None


def test_two_restores_within_a_second_keep_both(store: Path, backup: Path) -> None:
    kept = {restore_backup(backup, store, PASSPHRASE, CLOCK).kept for _ in range(3)}
    assert len(kept) == 3
    assert len(names(store.parent)) == 4


def test_the_backup_itself_is_not_touched(tmp_path: Path, backup: Path, store: Path) -> None:
    old = tmp_path / "away" / "version-1.chron"
    shutil.copy(STORED, old)
    before = {path: path.read_bytes() for path in (backup, old)}
    restore_backup(backup, store, PASSPHRASE, CLOCK)
    restore_backup(old, tmp_path / "from-old.chron", PASSPHRASE, CLOCK)
    assert {path: path.read_bytes() for path in before} == before
    assert names(tmp_path / "away") == ["backup.chron", "version-1.chron"]


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(tmp_path: Path) -> None:
    done = restore_backup(STORED, tmp_path / "case.chron", PASSPHRASE, CLOCK)
    assert done.facts.version == 1
    with open_casebook(tmp_path / "case.chron", PASSPHRASE, CLOCK, access=Access.READ) as casebook:
        assert sum(len(casebook.chronology(child.id)) for child in casebook.children()) >= done.facts.entries > 0
        assert verify_store(casebook) == ()


def test_a_store_that_is_cut_short_makes_way(store: Path, backup: Path) -> None:
    store.write_bytes(store.read_bytes()[:5000])
    done = restore_backup(backup, store, PASSPHRASE, CLOCK)
    assert titles(store) == ["old letter"]
    assert done.kept is not None
    assert done.kept.stat().st_size == 5000


# --- what opens it


def test_a_backup_opens_with_the_passphrase_of_its_time(store: Path, backup: Path) -> None:
    with open_casebook(store, PASSPHRASE, CLOCK) as casebook:
        change_passphrase(casebook, "another one entirely")
    before = store.read_bytes()
    with pytest.raises(NothingRestored, match="in force when it was made") as refused:
        restore_backup(backup, store, "another one entirely", CLOCK)
    assert refused.value.exit_code is ExitCode.LOCKED
    assert store.read_bytes() == before
    restore_backup(backup, store, PASSPHRASE, CLOCK)
    assert titles(store) == ["old letter"]


def test_a_backup_opens_with_the_recovery_key_of_its_time(store: Path, backup: Path) -> None:
    with open_casebook(store, PASSPHRASE, CLOCK) as casebook:
        old = recovery_key_of(casebook)
        new = change_passphrase(casebook, "another one entirely")
    with pytest.raises(NothingRestored, match="in force when it was made"):
        restore_backup(backup, store, key_from_recovery(backup, new), CLOCK)
    restore_backup(backup, store, key_from_recovery(backup, old), CLOCK)
    assert titles(store) == ["old letter"]


def test_the_recovery_key_of_another_store_is_told(store: Path, backup: Path, tmp_path: Path) -> None:
    with create_casebook(tmp_path / "other.chron", PASSPHRASE, CLOCK) as other, pytest.raises(RecoveryKeyNotOfStore):
        key_from_recovery(backup, recovery_key_of(other))


# --- refusals


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (_flip, "damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[:-4096]), "damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[:-100]), "cut short"),
        (lambda path: path.write_bytes(b""), "not a chronology store"),
        (Path.unlink, "no backup at"),
        (lambda path: path.with_name(f"{path.name}-wal").write_bytes(b"of another program"), "would be read into it"),
    ],
    ids=["a byte", "a page", "cut", "empty", "gone", "a foreign log"],
)
def test_a_backup_that_is_not_whole_changes_nothing(store: Path, backup: Path, spoil: Callable[[Path], object], why: str) -> None:
    spoil(backup)
    before = store.read_bytes()
    with pytest.raises(NothingRestored, match=why):
        restore_backup(backup, store, PASSPHRASE, CLOCK)
    assert store.read_bytes() == before
    assert names(store.parent) == ["case.chron"]
    assert not (store.parent / ".case.chron.part").exists()


def test_any_flipped_byte_in_a_backup_is_refused(store: Path, backup: Path) -> None:
    whole = backup.read_bytes()
    for place in range(0, len(whole), len(whole) // 23):
        data = bytearray(whole)
        data[place] ^= 0x10
        backup.write_bytes(data)
        with pytest.raises(NothingRestored):
            restore_backup(backup, store, PASSPHRASE, CLOCK)
    assert titles(store) == ["old letter", "new letter"]


def test_an_edited_history_is_refused_unless_it_is_wanted(store: Path, backup: Path) -> None:
    database = Database(backup, StoreKey.derive(PASSPHRASE, salt_of(backup)), Access.WRITE)
    with database.writing() as session:
        session.connection().exec_driver_sql("UPDATE history SET actor = 'nobody'")
    database.close()
    with pytest.raises(NothingRestored, match="history-broken: change 1"):
        restore_backup(backup, store, PASSPHRASE, CLOCK)
    assert titles(store) == ["old letter", "new letter"]
    assert restore_backup(backup, store, PASSPHRASE, CLOCK, despite_faults=True).faults
    with open_casebook(store, PASSPHRASE, CLOCK) as casebook:
        assert [source.title for source in casebook.sources()] == ["old letter"]


def test_a_store_that_is_held_is_left_alone(store: Path, backup: Path) -> None:
    with open_casebook(store, PASSPHRASE, CLOCK) as casebook:
        with pytest.raises(StoreInUse, match=f"process {os.getpid()}"):
            restore_backup(backup, store, PASSPHRASE, CLOCK)
        casebook.add_sources(({"title": "third letter"},))
    assert titles(store) == ["old letter", "new letter", "third letter"]


def test_another_store_is_not_written_over(backup: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.chron"
    create_casebook(other, PASSPHRASE, CLOCK).close()
    with pytest.raises(NothingRestored, match="belongs to another store"):
        restore_backup(backup, other, PASSPHRASE, CLOCK)


def test_a_place_that_is_no_place(backup: Path, tmp_path: Path) -> None:
    for place, why in ((backup, "same file"), (tmp_path, "a folder"), (tmp_path / "none" / "x.chron", "no folder")):
        with pytest.raises(NothingRestored, match=why):
            restore_backup(backup, place, PASSPHRASE, CLOCK)
    assert not (tmp_path / "none").exists()


def test_a_full_disk_changes_nothing(store: Path, backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Database, out: Path) -> None:
        out.write_bytes(b"half")
        raise StoreNotWritten(out, "the disk is full")

    before = store.read_bytes()
    with monkeypatch.context() as broken, pytest.raises(NothingRestored, match="disk is full"):
        broken.setattr(Database, "copy_to", full)
        restore_backup(backup, store, PASSPHRASE, CLOCK)
    assert store.read_bytes() == before
    assert [path.name for path in store.parent.iterdir() if ".part" in path.name or "kept" in path.name] == []


def test_a_file_system_without_hard_links_keeps_the_old_store_too(
    store: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(self: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", none)
    before = store.read_bytes()
    done = restore_backup(backup, store, PASSPHRASE, CLOCK)
    assert done.kept is not None
    assert done.kept.read_bytes() == before
    store.unlink()
    restore_backup(backup, store, PASSPHRASE, CLOCK)
    assert titles(store) == ["old letter"]


# --- journals


_HALF_DONE = """
import os, signal, sys
from pathlib import Path
from chronology_tui.services import open_casebook
from tests.conftest import PASSPHRASE
casebook = open_casebook(Path(sys.argv[1]), PASSPHRASE)
with casebook.ledger.database.writing() as session:
    connection = session.connection()
    connection.exec_driver_sql("PRAGMA cache_size = 1")
    connection.exec_driver_sql("UPDATE source SET title = 'half done'")
    connection.exec_driver_sql("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60) "
        "INSERT INTO setting (name, value) SELECT 'x' || i, hex(randomblob(3000)) FROM n")
    os.kill(os.getpid(), signal.SIGKILL)
"""


def half_done(store: Path) -> None:
    """Leave a store in the middle of a transaction, with the journal that puts it right."""
    subprocess.run([sys.executable, "-c", _HALF_DONE, str(store)], check=False, env={**os.environ, "PYTHONPATH": "."})
    assert store.with_name(f"{store.name}-journal").stat().st_size > 4096


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_the_journal_of_the_old_store_goes_with_it_and_not_into_the_restored_one(store: Path, backup: Path) -> None:
    half_done(store)
    done = restore_backup(backup, store, PASSPHRASE, CLOCK)
    assert not store.with_name("case.chron-journal").exists()
    assert titles(store) == ["old letter"]
    assert done.kept is not None
    assert titles(done.kept) == ["old letter", "new letter"], "its journal undid the half of a change"


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_a_journal_without_its_store_is_moved_away(store: Path, backup: Path) -> None:
    half_done(store)
    journal = store.with_name("case.chron-journal").read_bytes()
    store.unlink()
    done = restore_backup(backup, store, PASSPHRASE, CLOCK)
    assert titles(store) == ["old letter"]
    assert done.kept is not None
    assert done.kept.with_name(f"{done.kept.name}-journal").read_bytes() == journal


def test_a_log_of_another_program_is_kept_and_not_read(store: Path, backup: Path) -> None:
    for suffix in ("-wal", "-shm"):
        store.with_name(store.name + suffix).write_bytes(b"of another program")
    done = restore_backup(backup, store, PASSPHRASE, CLOCK)
    assert titles(store) == ["old letter"]
    assert done.kept is not None
    assert done.kept.with_name(f"{done.kept.name}-wal").read_bytes() == b"of another program"


# --- kills


_KILLED = """
import os, signal, sys
from pathlib import Path
from chronology_tui.services.restoring import restore_backup
from tests.conftest import PASSPHRASE
nth, seen = int(sys.argv[3]), 0
def hook(event, arguments):
    global seen
    if event in {"os.link", "os.rename", "os.remove"}:
        seen += 1
        if seen == nth:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(hook)
restore_backup(Path(sys.argv[1]), Path(sys.argv[2]), PASSPHRASE)
"""
OLD, RESTORED = ["old letter", "new letter"], ["old letter"]


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
@pytest.mark.parametrize("journal", [False, True], ids=["closed", "with a journal"])
def test_a_kill_at_any_step_loses_nothing(store: Path, backup: Path, tmp_path: Path, *, journal: bool) -> None:
    if journal:
        half_done(store)
    start = tmp_path / "start"
    shutil.copytree(store.parent, start, ignore=shutil.ignore_patterns("start", "away", ".*"))
    under_its_name = []
    for nth in range(1, 60):
        folder = tmp_path / f"kill-{nth}"
        shutil.copytree(start, folder)
        place = folder / "case.chron"
        ran = subprocess.run(
            [sys.executable, "-c", _KILLED, str(backup), str(place), str(nth)], check=False, env={**os.environ, "PYTHONPATH": "."}
        )
        whole = [titles(path) for path in (place, *folder.glob("*.kept-*.chron"), folder / ".case.chron.part") if path.exists()]
        under_its_name.append(titles(place) if place.exists() else [])
        assert under_its_name[-1] in (OLD, RESTORED, [])
        assert OLD in whole, f"the old store is lost at step {nth}"
        if not under_its_name[-1]:
            assert RESTORED in whole, "the store is gone from its name, and the restored one is not beside it"
        restore_backup(backup, place, PASSPHRASE, CLOCK)  # and the next restore finds its way
        assert titles(place) == RESTORED
        assert all(not place.samefile(path) for path in folder.glob("*.kept-*.chron"))
        assert not (folder / ".case.chron.part").exists()
        if ran.returncode == 0:
            break
        assert ran.returncode == -9
    else:
        pytest.fail("the restore never came to its end")
    assert under_its_name[0] == OLD
    assert under_its_name[-1] == RESTORED
    assert ([] in under_its_name) is journal, "only a store with a journal is for a moment without its name"


def test_wrong_passphrases_slow_down(store: Path, backup: Path) -> None:
    waited: list[float] = []
    for _ in range(4):
        with pytest.raises(ChronologyError):
            restore_backup(backup, store, "wrong", CLOCK, wait=waited.append)
    assert len(waited) == 1
    assert isinstance(waited[0], float)


def test_the_store_can_be_worked_with_afterwards(store: Path, backup: Path) -> None:
    restore_backup(backup, store, PASSPHRASE, CLOCK)
    with open_casebook(store, PASSPHRASE, CLOCK) as casebook:
        assert isinstance(casebook, Casebook)
        casebook.add_sources(({"title": "next letter"},))
    assert titles(store) == ["old letter", "next letter"]
    connection = sqlcipher.connect(str(store))
    with pytest.raises(sqlcipher.DatabaseError):
        connection.execute("SELECT count(*) FROM source")
    connection.close()
