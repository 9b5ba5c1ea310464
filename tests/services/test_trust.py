"""History says who changed what; verify finds every edit behind the program's back and every damaged page."""

from __future__ import annotations

from pathlib import Path

import pytest

from chronology_tui.services import Casebook, open_casebook
from chronology_tui.services.errors import StoreDamaged, UsageError, WrongPassphrase
from chronology_tui.services.trust import FAULT_WORDS, history_of, verify_store
from chronology_tui.store.verification import FaultCode
from tests.conftest import PASSPHRASE


@pytest.fixture
def case(casebook: Casebook) -> Casebook:
    child = casebook.add_child("S. Tarn", "3/4/2019")
    casebook.add_line(child.id, "14/3/24 wnb @physio first src:letter")
    casebook.add_line(child.id, "21/3/24 wnb @physio second src:letter")
    casebook.add_status(child.id, "protection_plan", "3/3/2024", category="neglect")
    return casebook


def _edit(casebook: Casebook, statement: str) -> None:
    with casebook.ledger.database.writing() as session:
        session.connection().exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        session.connection().exec_driver_sql(statement)


def test_a_whole_store_has_no_fault(case: Casebook) -> None:
    assert verify_store(case) == ()


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE event SET summary = 'other' WHERE summary = 'first'", FaultCode.RECORD_EDITED),
        ("UPDATE event SET severity = 4", FaultCode.RECORD_EDITED),
        ("UPDATE child SET name = 'T. Tarn'", FaultCode.RECORD_EDITED),
        ("UPDATE source SET checked = 1", FaultCode.RECORD_EDITED),
        ("UPDATE event SET kind = 'telepathy' WHERE summary = 'first'", FaultCode.RECORD_UNREADABLE),
        ("UPDATE history SET actor = 'nobody' WHERE number = 2", FaultCode.HISTORY_BROKEN),
        ("UPDATE history SET after = replace(after, 'second', 'other')", FaultCode.HISTORY_BROKEN),
        ("DELETE FROM history WHERE number = 3", FaultCode.HISTORY_BROKEN),
        ("DELETE FROM history WHERE number = (SELECT max(number) FROM history)", FaultCode.RECORD_EDITED),
    ],
)
def test_an_edit_behind_the_programs_back_is_reported(case: Casebook, statement: str, code: FaultCode) -> None:
    _edit(case, statement)
    found = verify_store(case)
    assert code in {fault.code for fault in found}
    assert all("first" not in fault.where and "Tarn" not in fault.where for fault in found)


def test_every_fault_says_what_to_do() -> None:
    assert set(FAULT_WORDS) == set(FaultCode)


def test_any_flipped_byte_is_reported_by_opening_or_by_verify(case: Casebook, tmp_path: Path) -> None:
    case.close()
    whole = case.path.read_bytes()
    for place in range(20, len(whole), len(whole) // 40):
        data = bytearray(whole)
        data[place] ^= 0x10
        damaged = tmp_path / "damaged.chron"
        damaged.write_bytes(data)
        try:
            with open_casebook(damaged, PASSPHRASE) as book:
                assert verify_store(book), f"byte {place}"
        except (StoreDamaged, WrongPassphrase):
            continue


def test_history_tells_who_what_and_which_fields(case: Casebook) -> None:
    lines = history_of(case)
    assert [(line.record, line.action.value) for line in lines] == [
        ("child", "added"), ("source", "added"), ("event", "added"), ("event", "added"), ("child", "changed"),
    ]  # fmt: skip
    assert lines[-1].fields == ("statuses",)
    assert lines[1].change == lines[2].change
    assert [line.number for line in history_of(case, entry="2")] == [4]
    assert history_of(case, entry=str(lines[2].id))[0].after is not None
    for wrong in ("0", "3", "nonsense"):
        with pytest.raises(UsageError):
            history_of(case, entry=wrong)
