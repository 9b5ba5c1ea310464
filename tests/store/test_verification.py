"""verify reports every damaged byte and every edit behind the program's back, changes nothing, and never fails itself."""

# ruff: noqa: S608 - the statements are the edits that are tried

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from chronology_tui.domain.records import KeptRecord
from chronology_tui.services import Access, Casebook, create_casebook, open_casebook
from chronology_tui.services.clock import SystemClock
from chronology_tui.services.drafts import keep
from chronology_tui.services.errors import StoreDamaged, StoreInUse, WrongPassphrase
from chronology_tui.services.ledger import Ledger
from chronology_tui.services.purging import purge_child
from chronology_tui.services.trust import verify_store
from chronology_tui.store import history
from chronology_tui.store.database import open_database
from chronology_tui.store.keys import StoreKey
from chronology_tui.store.lock import Holder
from chronology_tui.store.repository import Repository
from chronology_tui.store.tables import HistoryRow
from chronology_tui.store.verification import Fault, FaultCode
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.support.families import PLANTED, Family, make_family

PAGE = 4096
_ME = Holder("tester", "here", 1, "2024-01-01T00:00:00+00:00")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, StoreKey, bytes]:
    """A store with one child purged and one left; its raw key; its bytes."""
    folder = tmp_path_factory.mktemp("whole")
    with create_casebook(folder / "case.chron", PASSPHRASE, FixedDayClock(TODAY)) as casebook:
        family = make_family(casebook, folder)
        purge_child(casebook, family.first.id, lambda _mark: ())
        casebook.add_line(family.second.id, "20/3/24 n after the purge src:nursery record")
        casebook.export(family.second.id, folder / "third.txt")
        key = casebook.ledger.database.key.copy()
    return casebook.path, key, casebook.path.read_bytes()


@pytest.fixture
def copied(whole: tuple[Path, StoreKey, bytes], tmp_path: Path) -> Iterator[Casebook]:
    """The same store, for editing."""
    shutil.copy(whole[0], tmp_path / "copy.chron")
    with _opened(tmp_path / "copy.chron", whole[1], Access.WRITE) as casebook:
        assert verify_store(casebook) == ()
        yield casebook


def _opened(path: Path, key: StoreKey, access: Access = Access.READ) -> Casebook:
    database = open_database(path, key.copy(), now=_ME.since, program="test", holder=_ME, access=access)
    return Casebook(Ledger(database, SystemClock()))


def _records(casebook: Casebook) -> tuple[KeptRecord, ...]:
    with casebook.ledger.reading() as repository:
        return repository._everything()


def edit(casebook: Casebook, *statements: str) -> None:
    """Change the store with SQL and the right key."""
    with casebook.ledger.database.writing() as session:
        query = session.connection().exec_driver_sql
        query("PRAGMA defer_foreign_keys = ON")
        for statement in statements:
            query(statement)


def tried(casebook: Casebook, *statements: str) -> tuple[Fault, ...] | None:
    """Return what verify finds after an edit that is taken back at once; None when the tables refuse it or nothing changed."""
    with Session(casebook.ledger.database._engine.execution_options(chronology_writing=True)) as session:
        query = session.connection().exec_driver_sql
        query("PRAGMA defer_foreign_keys = ON")
        try:
            changed = [query(statement).rowcount for statement in statements]
        except IntegrityError:
            return None
        return Repository(session).faults() if any(changed) else None


def codes(casebook: Casebook) -> set[FaultCode]:
    return {fault.code for fault in verify_store(casebook)}


def _rows(casebook: Casebook, statement: str) -> list[tuple[object, ...]]:
    with casebook.ledger.database.reading() as session:
        return [tuple(row) for row in session.connection().exec_driver_sql(statement)]


# ---------------------------------------------------------------- damage


def test_a_flipped_byte_anywhere_is_reported_or_every_record_reads_as_before(
    whole: tuple[Path, StoreKey, bytes], tmp_path: Path
) -> None:
    path, key, data = whole
    with _opened(path, key) as casebook:
        before = _records(casebook)
    last = len(data) - PAGE
    chosen = [
        16,
        17,
        100,
        PAGE - 81,
        PAGE - 80,
        PAGE - 65,
        PAGE - 64,
        PAGE - 1,
        PAGE,
        last,
        last + 8,
        last + PAGE - 80,
        len(data) - 1,
    ]
    chosen += random.Random(4).sample(range(16, len(data)), 300)  # noqa: S311 - a fixed choice
    reported = 0
    damaged = tmp_path / "damaged.chron"
    for place in chosen:
        flipped = bytearray(data)
        flipped[place] ^= 1 << place % 8
        damaged.write_bytes(flipped)
        try:
            with _opened(damaged, key) as casebook:
                if not verify_store(casebook):
                    assert _records(casebook) == before, f"byte {place}"
                    continue
        except (StoreDamaged, WrongPassphrase):
            pass
        reported += 1
    assert reported == len(chosen), "every byte behind the salt is covered by the check of its page"


@pytest.mark.parametrize("place", [0, 7, 15])
def test_a_flipped_byte_of_the_salt_is_reported_by_opening(
    whole: tuple[Path, StoreKey, bytes], tmp_path: Path, place: int
) -> None:
    flipped = bytearray(whole[2])
    flipped[place] ^= 1
    (tmp_path / "damaged.chron").write_bytes(flipped)
    with pytest.raises(WrongPassphrase):
        open_casebook(tmp_path / "damaged.chron", PASSPHRASE)


@pytest.mark.parametrize(
    "cut", [lambda data: data[:-PAGE], lambda data: data + bytes(PAGE), lambda data: data + data[PAGE : 2 * PAGE]]
)
def test_pages_missing_or_added_are_reported(
    whole: tuple[Path, StoreKey, bytes], tmp_path: Path, cut: Callable[[bytes], bytes]
) -> None:
    (tmp_path / "damaged.chron").write_bytes(cut(whole[2]))
    try:
        with _opened(tmp_path / "damaged.chron", whole[1]) as casebook:
            assert verify_store(casebook) != ()
    except StoreDamaged:
        pass


def test_two_pages_that_were_exchanged_are_reported(whole: tuple[Path, StoreKey, bytes], tmp_path: Path) -> None:
    data = whole[2]
    exchanged = data[: 3 * PAGE] + data[4 * PAGE : 5 * PAGE] + data[3 * PAGE : 4 * PAGE] + data[5 * PAGE :]
    (tmp_path / "damaged.chron").write_bytes(exchanged)
    with _opened(tmp_path / "damaged.chron", whole[1]) as casebook:
        assert codes(casebook) == {FaultCode.PAGE_DAMAGED}


# ---------------------------------------------------------------- edits of the history

_HISTORY = ("number", "change", "at", "actor", "action", "record", "record_id", "before", "after", "digest", "undoes")


@pytest.mark.parametrize("column", _HISTORY)
@pytest.mark.parametrize("value", ["'x'", "NULL", "x'00ff'", "CAST(x'ff' AS TEXT)"])
def test_every_value_of_every_change_is_guarded(copied: Casebook, column: str, value: str) -> None:
    """Of changes that a purge erased too."""
    new = "number + 1000" if column == "number" else value
    numbers = [number for (number,) in _rows(copied, f"SELECT number FROM history WHERE {column} IS NOT {value}")]
    found = {n: tried(copied, f"UPDATE history SET {column} = {new} WHERE number = {n}") for n in numbers}
    if value == "NULL" and column not in {"number", "before", "after", "undoes"}:
        assert set(found.values()) == {None}, "the table refuses it"
        return
    missed = [number for number, faults in found.items() if not faults]
    assert missed == []
    assert not any(PLANTED in fault.where or "Reed" in fault.where for faults in found.values() for fault in faults or ())


def test_every_change_that_is_taken_out_is_missed(copied: Casebook) -> None:
    numbers = [number for (number,) in _rows(copied, "SELECT number FROM history")]
    assert [n for n in numbers if not tried(copied, f"DELETE FROM history WHERE number = {n}")] == []


def test_the_last_changes_cannot_be_cut_off_while_their_records_stay(copied: Casebook) -> None:
    numbers = [number for (number,) in _rows(copied, "SELECT number FROM history")]
    assert [n for n in numbers if not tried(copied, f"DELETE FROM history WHERE number >= {n}")] == []


_COPY = (
    "INSERT INTO history SELECT {number}, change, at, actor, action, record, record_id, before, after, digest, undoes "
    "FROM history"
)


@pytest.mark.parametrize(
    "statements",
    [
        (_COPY.format(number=1000) + " WHERE number = 1",),
        (_COPY.format(number=0) + " WHERE number = 1",),
        ("UPDATE history SET number = -1 WHERE number = 1", "UPDATE history SET number = 1 WHERE number = 2",
         "UPDATE history SET number = 2 WHERE number = -1"),
        ("UPDATE history SET number = number + 1000",),
        ("DELETE FROM history",),
    ],
    ids=["added at the end", "added at the start", "exchanged", "renumbered", "emptied"],
)  # fmt: skip
def test_added_exchanged_and_renumbered_changes_are_reported(copied: Casebook, statements: tuple[str, ...]) -> None:
    edit(copied, *statements)
    assert codes(copied) & {FaultCode.HISTORY_BROKEN, FaultCode.RECORD_EDITED, FaultCode.ERASURE_BROKEN}


_ERASE = (
    "UPDATE history SET change = '', at = '', actor = '', action = 'erased', record = '', record_id = '', before = NULL, "
    "after = NULL, undoes = NULL WHERE number = {number}"
)


def _kept_entry(casebook: Casebook) -> tuple[int, str]:
    row = _rows(casebook, "SELECT number, record_id FROM history WHERE record = 'event' AND action = 'added' ORDER BY number")[0]
    assert isinstance(row[0], int)
    return row[0], str(row[1])


def test_an_edit_cannot_be_passed_off_as_a_purge(copied: Casebook) -> None:
    """The change and its record are both taken away, so that the records agree with the history."""
    number, entry = _kept_entry(copied)
    edit(
        copied,
        _ERASE.format(number=number),
        f"DELETE FROM event_child WHERE event_id = '{entry}'",
        f"DELETE FROM event WHERE id = '{entry}'",
        "UPDATE setting SET value = '' WHERE name = 'search-index'",
    )
    found = verify_store(copied)
    assert [(fault.code, fault.where) for fault in found] == [(FaultCode.ERASURE_BROKEN, f"change {number}")]


@pytest.mark.parametrize(
    "edited",
    [
        "json_set(after, '$.erased', json('[[1,2]]'))",
        "json_set(after, '$.erased', json('[[1,99999999999]]'))",
        "json_set(after, '$.erased', json('[]'))",
        "json_set(after, '$.fingerprint', '00')",
        "json_set(after, '$.changes', 1)",
        "json_set(after, '$.more', 1)",
        "'nonsense'",
        "NULL",
    ],
)
def test_a_tombstone_that_was_altered_and_chained_anew_is_reported(copied: Casebook, edited: str) -> None:
    edit(copied, f"UPDATE history SET after = {edited} WHERE action = 'purged'")
    _chain_anew(copied)
    assert FaultCode.ERASURE_BROKEN in codes(copied)


def test_a_tombstone_that_was_taken_away_and_one_that_stands_twice_are_reported(copied: Casebook) -> None:
    (row,) = _rows(copied, "SELECT number FROM history WHERE action = 'purged'")
    found = tried(copied, f"DELETE FROM history WHERE number = {row[0]}")
    assert FaultCode.ERASURE_BROKEN in {fault.code for fault in found or ()}
    edit(copied, _COPY.format(number="(SELECT max(number) + 1 FROM history)") + f" WHERE number = {row[0]}")
    _chain_anew(copied)
    assert FaultCode.ERASURE_BROKEN in codes(copied)


def _chain_anew(casebook: Casebook) -> None:
    """Give every change that was not erased the digest that it should have: whoever knows the program and the key can."""
    with casebook.ledger.database.writing() as session:
        query = session.connection().exec_driver_sql
        digest = history.EMPTY_HEAD
        for row in query("SELECT * FROM history ORDER BY number").mappings().all():
            values = {name: row[name] for name in _HISTORY if name != "digest"}
            digest = row["digest"] if row["action"] == "erased" else history.chain(digest, values)
            query("UPDATE history SET digest = ? WHERE number = ?", (digest, row["number"]))


def test_a_history_that_was_chained_anew_is_given_away_by_the_exports_made_before(casebook: Casebook, tmp_path: Path) -> None:
    make_family(casebook, tmp_path)
    assert verify_store(casebook) == ()
    _rewrite_an_entry(casebook)
    assert codes(casebook) == {FaultCode.EXPORT_UNKNOWN}


def test_a_change_before_an_erased_one_cannot_be_edited_with_its_own_digest(copied: Casebook) -> None:
    _rewrite_an_entry(copied)
    assert codes(copied) == {FaultCode.ERASURE_BROKEN}


def _rewrite_an_entry(casebook: Casebook) -> None:
    """Say something else in an entry, its history, its place in the index, and every digest that can be made anew."""
    edit(
        casebook,
        "UPDATE history SET after = replace(after, 'quiet day', 'loud day') WHERE record = 'event'",
        "UPDATE event SET summary = replace(summary, 'quiet day', 'loud day')",
        "UPDATE setting SET value = '' WHERE name = 'search-index'",
    )
    _chain_anew(casebook)


def test_exports_that_came_with_a_bundle_name_another_history_and_are_no_fault(
    whole: tuple[Path, StoreKey, bytes], casebook: Casebook, tmp_path: Path
) -> None:
    with _opened(whole[0], whole[1], Access.WRITE) as other:
        other.export_bundle(None, tmp_path / "bundle.json")
    casebook.import_bundle(tmp_path / "bundle.json")
    assert _rows(casebook, "SELECT count(*) FROM export_record") != [(0,)]
    assert verify_store(casebook) == ()


# ---------------------------------------------------------------- edits of the records

_RECORDS = ("child", "person", "source", "event", "event_child", "disagreement", "export_record")


@pytest.mark.parametrize("table", _RECORDS)
def test_every_value_of_every_record_is_guarded(casebook: Casebook, tmp_path: Path, table: str) -> None:
    make_family(casebook, tmp_path)
    columns = [str(row[1]) for row in _rows(casebook, f"PRAGMA table_info({table})")]
    missed = []
    for column in columns:
        ((held,),) = _rows(casebook, f'SELECT "{column}" FROM {table} WHERE rowid = (SELECT min(rowid) FROM {table})')
        for new in ("'x'", f"\"{column}\" || ' '", f'"{column}" + 7', "x'00'", "CAST(x'ff' AS TEXT)"):
            if new.endswith("' '") and _is_json(held):
                continue
            where = f'rowid = (SELECT min(rowid) FROM {table}) AND "{column}" IS NOT {new}'
            if tried(casebook, f'UPDATE {table} SET "{column}" = {new} WHERE {where}') == ():
                missed.append((column, new))
    assert missed == []


def _is_json(value: object) -> bool:
    """A blank after JSON text changes nothing that is read."""
    return isinstance(value, str) and value.strip()[:1] in {"[", "{", "n"}


@pytest.mark.parametrize("table", _RECORDS)
def test_every_row_that_is_taken_out_or_put_in_twice_is_noticed(casebook: Casebook, tmp_path: Path, table: str) -> None:
    make_family(casebook, tmp_path)
    columns = [str(row[1]) for row in _rows(casebook, f"PRAGMA table_info({table})")]
    copy = ", ".join(
        {"id": "'00000000000000000000000000000001'", "folded": "'x'", "event_id": "'x'"}.get(c, f'"{c}"') for c in columns
    )
    assert tried(casebook, f"DELETE FROM {table} WHERE rowid = (SELECT min(rowid) FROM {table})")
    assert tried(casebook, f"INSERT INTO {table} SELECT {copy} FROM {table} LIMIT 1")


def test_drafts_and_settings_are_no_part_of_the_record(casebook: Casebook, tmp_path: Path) -> None:
    family: Family = make_family(casebook, tmp_path)
    keep(casebook, family.first.id, "line", "14/3/24 n typ")
    edit(
        casebook,
        "UPDATE draft SET content = 'other'",
        "DELETE FROM draft WHERE rowid = 1",
        "DELETE FROM setting WHERE name = 'x'",
    )
    assert verify_store(casebook) == ()


# ---------------------------------------------------------------- tables, references, index


@pytest.mark.parametrize(
    "statement",
    [
        "PRAGMA application_id = 1",
        "UPDATE migration SET name = 'other' WHERE number = 1",
        "DELETE FROM migration WHERE number = 1",
        "CREATE TRIGGER hide AFTER INSERT ON history BEGIN DELETE FROM history WHERE number = NEW.number; END",
        "CREATE VIEW quiet AS SELECT * FROM event",
        "CREATE TABLE more (x)",
        "DROP INDEX history_by_record",
        "ALTER TABLE child ADD COLUMN more TEXT",
    ],
)
def test_tables_that_are_not_as_this_program_makes_them_are_reported(copied: Casebook, statement: str) -> None:
    edit(copied, statement)
    assert FaultCode.TABLES_EDITED in codes(copied)


def test_a_reference_to_nothing_is_reported(copied: Casebook) -> None:
    copied.ledger.database._driver().execute("PRAGMA foreign_keys = OFF")
    edit(copied, "UPDATE event SET source_id = '00000000000000000000000000000001'")
    assert FaultCode.REFERENCE_BROKEN in codes(copied)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE search_words_content SET c2 = 'zebra' WHERE id = 1",
        "UPDATE search_words SET summary = 'zebra' WHERE rowid = (SELECT min(rowid) FROM search_words)",
        "DELETE FROM search_words WHERE rowid = (SELECT min(rowid) FROM search_words)",
        "DELETE FROM search_entry",
        "INSERT INTO search_words (rowid, summary) VALUES (999, 'zebra')",
        "INSERT INTO search_entry VALUES (999, '00000000000000000000000000000001')",
        "DELETE FROM search_words_data WHERE id > 10",
    ],
)
@pytest.mark.parametrize("access", [Access.WRITE, Access.READ])
def test_an_index_that_does_not_hold_the_words_of_the_entries_is_reported(
    copied: Casebook, whole: tuple[Path, StoreKey, bytes], statement: str, access: Access
) -> None:
    edit(copied, statement)
    if access is Access.WRITE:
        assert codes(copied) == {FaultCode.INDEX_WRONG}
        return
    copied.close()
    with _opened(copied.path, whole[1]) as reading:
        assert codes(reading) == {FaultCode.INDEX_WRONG}


def test_an_index_of_another_version_is_no_fault(copied: Casebook) -> None:
    edit(
        copied,
        "DELETE FROM search_entry",
        "DELETE FROM search_words",
        "UPDATE setting SET value = '0' WHERE name = 'search-index'",
    )
    assert verify_store(copied) == ()


# ---------------------------------------------------------------- reading only


def test_a_store_that_may_only_be_read_is_looked_over_too(whole: tuple[Path, StoreKey, bytes], tmp_path: Path) -> None:
    shutil.copy(whole[0], tmp_path / "copy.chron")
    (tmp_path / "copy.chron").chmod(0o400)
    tmp_path.chmod(0o500)
    before = (tmp_path / "copy.chron").read_bytes()
    try:
        with _opened(tmp_path / "copy.chron", whole[1]) as casebook:
            assert verify_store(casebook) == ()
    finally:
        tmp_path.chmod(0o700)
    assert (tmp_path / "copy.chron").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["copy.chron"]


def test_a_store_that_another_program_writes_to_is_looked_over_between_its_changes(
    copied: Casebook, whole: tuple[Path, StoreKey, bytes]
) -> None:
    (child,) = copied.children()
    with _opened(copied.path, whole[1]) as reading:
        for day in range(1, 4):
            copied.add_line(child.id, f"{day}/4/24 n another src:nursery record")
            assert verify_store(reading) == ()
            with copied.ledger.writing():  # the change has begun and is not committed
                assert verify_store(reading) == ()


def test_another_program_need_not_wait_while_what_was_read_is_compared(
    copied: Casebook, whole: tuple[Path, StoreKey, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    (child,) = copied.children()
    real = history.broken_link
    copied.ledger.database._driver().execute("PRAGMA busy_timeout = 0")

    def meanwhile(changes: Iterable[HistoryRow]) -> int | None:
        copied.add_line(child.id, "1/4/24 n another src:nursery record")
        return real(changes)

    monkeypatch.setattr(history, "broken_link", meanwhile)
    with _opened(copied.path, whole[1]) as reading:
        assert verify_store(reading) == ()


def test_a_store_that_is_barred_at_this_moment_is_in_use_and_not_damaged(
    copied: Casebook, whole: tuple[Path, StoreKey, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("chronology_tui.store.connection.BUSY_SECONDS", 0.0)
    with _opened(copied.path, whole[1]) as reading:
        driver = copied.ledger.database._driver()
        driver.execute("BEGIN EXCLUSIVE")
        try:
            with pytest.raises(StoreInUse):
                verify_store(reading)
        finally:
            driver.execute("ROLLBACK")
        assert verify_store(reading) == ()
