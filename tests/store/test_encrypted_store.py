"""The store is encrypted from its first byte, and refuses what it should, in one plain line."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlmodel import Session

from chronology_tui.domain.dates import UncertainDate
from chronology_tui.domain.kinds import Kind
from chronology_tui.services import Casebook, create_casebook, open_casebook
from chronology_tui.services.errors import (
    BadPassphrase,
    ExitCode,
    NotAStore,
    PlainBuild,
    StoreDamaged,
    StoreExists,
    StoreInUse,
    StoreMissing,
    StoreTooNew,
    WrongPassphrase,
)
from chronology_tui.store import connection as connection_module
from tests.conftest import PASSPHRASE, TODAY

PLANTED = "zebrafinch-planted-word"


def _add(casebook: Casebook, summary: str) -> None:
    child = casebook.children()[0] if casebook.children() else casebook.add_child(f"{PLANTED} child", "3/4/2019")
    fields = {"when": UncertainDate.on(TODAY), "kind": Kind.NOTE, "area": Kind.NOTE.area, "summary": summary}
    casebook.add_event(child.id, fields, f"{PLANTED} letter")


def test_no_planted_word_can_be_read_in_any_file(casebook: Casebook) -> None:
    for n in range(30):
        _add(casebook, f"{PLANTED} {n}")
    casebook.close()
    for file in casebook.path.parent.iterdir():
        data = file.read_bytes()
        assert PLANTED.encode() not in data
        assert PLANTED.encode("utf-16-le") not in data
        assert not data.startswith(b"SQLite format 3")


def test_plain_sqlite_cannot_open_it(casebook: Casebook) -> None:
    casebook.close()
    connection = sqlite3.connect(casebook.path)
    with pytest.raises(sqlite3.DatabaseError):
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    connection.close()


def test_entries_come_back_after_reopening(casebook: Casebook) -> None:
    _add(casebook, "Splints outgrown")
    casebook.close()
    with open_casebook(casebook.path, PASSPHRASE) as again:
        (child,) = again.children()
        assert [e.summary for e in again.chronology(child.id).events] == ["Splints outgrown"]


@pytest.mark.parametrize("passphrase", ["wrong", "", PASSPHRASE.upper(), PASSPHRASE + " ", "' OR 1=1 --"])
def test_wrong_passphrase_is_told_and_changes_nothing(casebook: Casebook, passphrase: str) -> None:
    casebook.close()
    before = casebook.path.read_bytes()
    with pytest.raises(WrongPassphrase) as refused:
        open_casebook(casebook.path, passphrase)
    assert refused.value.exit_code is ExitCode.LOCKED
    assert casebook.path.read_bytes() == before


@pytest.mark.parametrize("passphrase", ["it's o'clock", 'double " quote', "Siân £5 – 王芳", "semi; colon -- dash", "   "])
def test_any_passphrase_that_can_be_typed_works(tmp_path: Path, passphrase: str) -> None:
    create_casebook(tmp_path / "s.chron", passphrase).close()
    open_casebook(tmp_path / "s.chron", passphrase).close()


def test_a_composed_and_a_decomposed_passphrase_are_the_same(tmp_path: Path) -> None:
    create_casebook(tmp_path / "s.chron", "Si\u00e2n").close()
    open_casebook(tmp_path / "s.chron", "Sia\u0302n").close()


@pytest.mark.parametrize("passphrase", ["", "tab\there", "nul\x00", "x" * 2000])
def test_a_passphrase_that_cannot_be_typed_again_is_refused(tmp_path: Path, passphrase: str) -> None:
    with pytest.raises(BadPassphrase):
        create_casebook(tmp_path / "s.chron", passphrase)
    assert not (tmp_path / "s.chron").exists()


def test_a_missing_store_is_never_made(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        open_casebook(tmp_path / "none.chron", PASSPHRASE)
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "letter.chron").write_text("a letter")
    with pytest.raises(StoreExists):
        create_casebook(tmp_path / "letter.chron", PASSPHRASE)
    assert (tmp_path / "letter.chron").read_text() == "a letter"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"just a text file", "another kind of file"),
        (b"SQLite format 3\x00" + b"\x00" * 4080, "without encryption"),
    ],
)
def test_what_cannot_be_a_store_is_named(tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "thing.chron"
    path.write_bytes(content)
    with pytest.raises(NotAStore, match=why) as refused:
        open_casebook(path, PASSPHRASE)
    assert refused.value.exit_code is ExitCode.UNREADABLE
    assert path.read_bytes() == content


def test_a_directory_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotAStore, match="directory"):
        open_casebook(tmp_path, PASSPHRASE)


def test_an_encrypted_file_that_is_no_chronology_is_refused(tmp_path: Path) -> None:
    connection = sqlcipher.connect(str(tmp_path / "other.db"))
    connection.execute(f"PRAGMA key = '{PASSPHRASE}'")
    connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.commit()
    connection.close()
    with pytest.raises(StoreDamaged, match="holds no chronology"):
        open_casebook(tmp_path / "other.db", PASSPHRASE)


def test_a_store_from_a_newer_version_is_refused_by_version(casebook: Casebook) -> None:
    with casebook.ledger.database.writing() as session:
        session.connection().exec_driver_sql(
            "INSERT INTO migration (number, name, applied_at, program) VALUES (99, 'later', '2030-01-01', '9.9.9')"
        )
    casebook.close()
    before = casebook.path.read_bytes()
    with pytest.raises(StoreTooNew, match=r"version 99, made by chronology 9\.9\.9") as refused:
        open_casebook(casebook.path, PASSPHRASE)
    assert refused.value.exit_code is ExitCode.UNREADABLE
    assert casebook.path.read_bytes() == before


def test_a_build_without_encryption_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection_module, "sqlcipher", sqlite3)
    with pytest.raises(PlainBuild):
        create_casebook(tmp_path / "s.chron", PASSPHRASE)
    assert not (tmp_path / "s.chron").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_the_store_is_private_to_its_owner(casebook: Casebook) -> None:
    assert stat.S_IMODE(casebook.path.stat().st_mode) == 0o600


def test_a_second_writer_is_told_that_the_store_is_in_use(casebook: Casebook) -> None:
    with pytest.raises(StoreInUse, match=rf"is held by .* since \d{{4}}-.*process {os.getpid()}") as refused:
        open_casebook(casebook.path, PASSPHRASE)
    assert refused.value.exit_code is ExitCode.IN_USE


def test_a_change_that_fails_half_way_leaves_nothing(casebook: Casebook) -> None:
    child = casebook.add_child("S. Tarn", "3/4/2019")
    head = casebook.history_head()
    source = casebook.ledger.make_source("Letter")
    with pytest.raises(RuntimeError, match="power"), casebook.writing() as writing:
        writing.repository.add([source], writing.stamp)
        raise RuntimeError("power cut")
    assert casebook.sources() == ()
    assert casebook.history_head() == head
    assert casebook.children() == (child,)


def test_a_flipped_byte_is_reported_and_never_shown_as_data(casebook: Casebook) -> None:
    for n in range(60):
        _add(casebook, f"entry {n} " + "words " * 40)
    casebook.close()
    data = bytearray(casebook.path.read_bytes())
    data[len(data) // 2] ^= 0x01
    casebook.path.write_bytes(data)
    with pytest.raises((StoreDamaged, WrongPassphrase)), open_casebook(casebook.path, PASSPHRASE) as damaged:
        for child in damaged.children():
            damaged.chronology(child.id)
        with damaged.ledger.reading() as repository:
            assert isinstance(repository, object)
            _read_everything(damaged)


def _read_everything(casebook: Casebook) -> None:
    with casebook.ledger.database.reading() as session:
        _read_tables(session)


def _read_tables(session: Session) -> None:
    for (name,) in session.connection().exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").all():
        session.connection().exec_driver_sql(f'SELECT * FROM "{name}"').all()  # noqa: S608
