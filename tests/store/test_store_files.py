"""What lies beside a store, what mode it works in, and what a reader sees while another program writes."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from chronology_tui.services import Access, Casebook, create_casebook, open_casebook
from chronology_tui.services.errors import StoreInUse, StoreReadOnly
from chronology_tui.services.trust import verify_store
from chronology_tui.store.keys import StoreKey, salt_of
from tests.conftest import PASSPHRASE

LINE = "14/3/24 gp seen src:letter"


def raw(path: Path) -> sqlcipher.Connection:
    """Open a store as another tool would that has its key."""
    connection = sqlcipher.connect(str(path), isolation_level=None)
    connection.execute(f"PRAGMA key = {StoreKey.derive(PASSPHRASE, salt_of(path)).words}")
    return connection


def pragma(casebook: Casebook, name: str) -> object:
    with casebook.ledger.database.reading() as session:
        return session.connection().exec_driver_sql(f"PRAGMA {name}").scalar()


def test_the_safe_settings_are_in_force(casebook: Casebook) -> None:
    found = {
        name: pragma(casebook, name) for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "temp_store")
    }
    assert found == {"journal_mode": "delete", "synchronous": 3, "secure_delete": 1, "foreign_keys": 1, "temp_store": 2}


def test_a_store_that_another_tool_put_in_wal_mode_is_brought_back(casebook: Casebook) -> None:
    casebook.add_child("S. Tarn", "3/4/2019")
    casebook.close()
    other = raw(casebook.path)
    assert other.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
    other.close()
    with open_casebook(casebook.path, PASSPHRASE) as again:
        assert pragma(again, "journal_mode") == "delete"
        assert [child.name for child in again.children()] == ["S. Tarn"]
        assert verify_store(again) == ()


def test_a_stray_write_ahead_log_is_set_aside_and_never_read_into_the_store(tmp_path: Path) -> None:
    # Two stores with one key, as a store and its restored backup are; one leaves a log of committed changes behind.
    path = tmp_path / "case.chron"
    create_casebook(path, PASSPHRASE).close()
    whole = path.read_bytes()
    other = raw(path)
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("CREATE TABLE smuggled (words TEXT)")
    log = (tmp_path / "case.chron-wal").read_bytes()
    assert log
    other.close()
    path.write_bytes(whole)
    (tmp_path / "case.chron-wal").write_bytes(log)
    (tmp_path / "case.chron-shm").write_bytes(b"")
    with open_casebook(path, PASSPHRASE) as casebook:
        assert any("another program had left case.chron-wal" in notice.lower() for notice in casebook.notices)
        assert verify_store(casebook) == ()
        with casebook.ledger.database.reading() as session:
            tables = session.connection().exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
        assert "smuggled" not in tables
    (kept,) = tmp_path.glob("case.chron-wal.aside-*")
    assert kept.read_bytes() == log


def test_strays_are_set_aside_for_a_reader_too_and_stay_where_they_are_when_it_cannot_be_opened(casebook: Casebook) -> None:
    stray = casebook.path.with_name("case.chron-wal")
    stray.write_bytes(b"from elsewhere")
    with pytest.raises(StoreInUse):
        open_casebook(casebook.path, PASSPHRASE, access=Access.READ)
    assert stray.read_bytes() == b"from elsewhere"
    casebook.close()
    with open_casebook(casebook.path, PASSPHRASE, access=Access.READ) as reader:
        assert reader.children() == ()
    assert not stray.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_store_that_others_could_read_is_made_private_and_the_worker_is_told(casebook: Casebook) -> None:
    casebook.close()
    casebook.path.chmod(0o644)
    with open_casebook(casebook.path, PASSPHRASE) as again:
        assert any("private to you now" in notice for notice in again.notices)
    assert stat.S_IMODE(casebook.path.stat().st_mode) == 0o600


def test_a_reader_sees_what_a_writer_commits_and_changes_nothing(casebook: Casebook) -> None:
    child = casebook.add_child("S. Tarn", "3/4/2019")
    casebook.add_line(child.id, LINE)
    with open_casebook(casebook.path, PASSPHRASE, access=Access.READ) as reader:
        assert reader.read_only
        assert len(reader.chronology(child.id)) == 1
        casebook.add_line(child.id, "15/3/24 gp seen again src:letter")
        assert len(reader.chronology(child.id)) == 2
        with pytest.raises(StoreReadOnly) as refused:
            reader.add_line(child.id, LINE)
        assert "reading only" in str(refused.value)
        assert len(reader.chronology(child.id)) == 2
        casebook.add_line(child.id, "16/3/24 gp and again src:letter")  # a reader keeps no writer waiting
    assert verify_store(casebook) == ()
