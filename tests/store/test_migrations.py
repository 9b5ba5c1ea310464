"""The released migrations lead to exactly the tables that the program uses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel

from chronology_tui.domain.records import Bundle
from chronology_tui.importing.bundle_reader import read_bundle
from chronology_tui.services import Access, Casebook, open_casebook
from chronology_tui.services.bundles import make_bundle
from chronology_tui.services.errors import StoreInUse
from chronology_tui.services.searching import search
from chronology_tui.services.trust import history_of, verify_store
from chronology_tui.services.undoing import undo
from chronology_tui.store import migrations, tables
from chronology_tui.store.lock import Holder, WriterLock
from chronology_tui.store.migrations import APPLICATION_ID, LATEST, MIGRATIONS
from tests.conftest import PASSPHRASE


def test_the_steps_lead_to_the_tables_in_use(casebook: Casebook) -> None:
    assert tables.EventRow.__tablename__ == "event"
    with casebook.ledger.database.reading() as session:
        connection = session.connection()
        for name, table in SQLModel.metadata.tables.items():
            found = {row[1]: (bool(row[3]), bool(row[5])) for row in connection.exec_driver_sql(f'PRAGMA table_info("{name}")')}
            wanted = {c.name: (not c.nullable, c.primary_key) for c in table.columns}
            assert found == wanted, name


def test_each_step_is_booked_once(casebook: Casebook) -> None:
    for _ in range(2):
        with casebook.ledger.database.reading() as session:
            connection = session.connection()
            rows = connection.exec_driver_sql("SELECT number, name FROM migration").all()
            assert [tuple(row) for row in rows] == [(number, name) for number, name, _ in MIGRATIONS]
            assert connection.exec_driver_sql("PRAGMA application_id").scalar() == APPLICATION_ID
        casebook.close()
        casebook = open_casebook(casebook.path, PASSPHRASE)
    assert [number for number, _, _ in MIGRATIONS] == list(range(1, LATEST + 1))
    casebook.close()


STORED = Path(__file__).parents[1] / "data" / "stores"


@pytest.fixture(params=range(1, LATEST), ids=lambda version: f"version {version}")
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A store as an earlier version of the program left it; its record bundle as that version exported it lies beside it."""
    for suffix in (".chron", ".json"):
        shutil.copy(STORED / f"version-{request.param}{suffix}", tmp_path / f"old{suffix}")
    return tmp_path / "old.chron"


def _records(casebook: Casebook) -> Bundle:
    with casebook.ledger.reading() as repository:
        return make_bundle(repository)


def test_every_record_and_change_of_an_earlier_store_is_there(earlier: Path) -> None:
    exported = read_bundle(earlier.with_suffix(".json"))
    with open_casebook(earlier, PASSPHRASE) as book:
        records = _records(book)
        assert records.exports[: len(exported.exports)] == exported.exports  # the bundle's own export was recorded after it
        assert records.changed(exports=exported.exports) == exported
        assert verify_store(book) == ()
        assert len(history_of(book)) > len(exported.events)
        assert search(book, "physiotherapy")
        book.add_line(book.children()[0].id, "14/3/26 gp seen src:letter")
        assert undo(book).words == "added 1 entry"
        assert _records(book) == records
        assert verify_store(book) == ()


def test_opening_for_reading_brings_an_earlier_store_up_to_date_too(earlier: Path) -> None:
    with open_casebook(earlier, PASSPHRASE, access=Access.READ) as book:
        assert book.read_only
        assert len(_records(book).events) == len(read_bundle(earlier.with_suffix(".json")).events)


def test_an_earlier_store_that_somebody_has_open_is_not_touched(earlier: Path) -> None:
    before = earlier.read_bytes()
    lock = WriterLock(earlier, Holder("kim", "ward-3", 7, "2026-11-20T09:00:00Z"))
    lock.take()
    for access in Access:
        with pytest.raises(StoreInUse, match="kim on ward-3"):
            open_casebook(earlier, PASSPHRASE, access=access)
    lock.drop()
    assert earlier.read_bytes() == before


def test_a_step_that_fails_leaves_the_earlier_store_as_it_was(earlier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    number, name, statements = MIGRATIONS[-1]
    broken = (*MIGRATIONS[:-1], (number, name, (*statements, "INSERT INTO nowhere VALUES (1)")))
    monkeypatch.setattr(migrations, "MIGRATIONS", broken)
    with pytest.raises(OperationalError, match="nowhere"):
        open_casebook(earlier, PASSPHRASE)
    monkeypatch.undo()
    with open_casebook(earlier, PASSPHRASE) as book:
        assert verify_store(book) == ()


def test_there_is_a_stored_file_of_every_earlier_version() -> None:
    assert {path.stem for path in STORED.glob("*.chron")} >= {f"version-{n}" for n in range(1, LATEST)}
