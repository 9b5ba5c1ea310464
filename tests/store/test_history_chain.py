"""Every change is kept with what was before and after, in the same transaction, chained."""

from __future__ import annotations

import json

from sqlmodel import Session, select

from chronology_tui.services import Casebook
from chronology_tui.store import history
from chronology_tui.store.tables import HistoryRow


def _rows(casebook: Casebook) -> list[HistoryRow]:
    with casebook.ledger.database.reading() as session:
        return [HistoryRow.model_validate(row) for row in session.exec(select(HistoryRow)).all()]


def _broken(casebook: Casebook) -> int | None:
    with casebook.ledger.database.reading() as session:
        return history.broken_link(history.all_changes(session))


def _tamper(session: Session, statement: str) -> None:
    session.connection().exec_driver_sql(statement)


def test_each_change_is_recorded_before_and_after(casebook: Casebook) -> None:
    child = casebook.add_child("S. Tarn", "3/4/2019")
    casebook.add_line(child.id, "14/3/24 wnb @physiotherapy src:letter")
    casebook.add_status(child.id, "protection_plan", "3/3/2024", category="neglect")
    rows = _rows(casebook)
    assert [(r.action, r.record) for r in rows] == [
        ("added", "child"), ("added", "source"), ("added", "event"), ("changed", "child"),
    ]  # fmt: skip
    assert rows[1].change == rows[2].change  # one user action
    changed = rows[3]
    assert json.loads(changed.before or "")["statuses"] == []
    assert json.loads(changed.after or "")["statuses"][0]["category"] == "neglect"


def test_the_head_moves_with_each_change_and_the_chain_holds(casebook: Casebook) -> None:
    heads = [casebook.history_head()]
    assert heads == [history.EMPTY_HEAD]
    child = casebook.add_child("S. Tarn", "3/4/2019")
    for n in range(3):
        heads.append(casebook.history_head())
        casebook.add_line(child.id, f"14/3/24 n entry {n} src:letter")
    heads.append(casebook.history_head())
    assert len(set(heads)) == len(heads)
    assert _broken(casebook) is None


def test_an_edit_of_history_behind_the_programs_back_breaks_the_chain(casebook: Casebook) -> None:
    child = casebook.add_child("S. Tarn", "3/4/2019")
    casebook.add_line(child.id, "14/3/24 n first src:letter")
    casebook.add_line(child.id, "15/3/24 n second src:letter")
    with casebook.ledger.database.writing() as session:
        _tamper(session, "UPDATE history SET after = replace(after, 'first', 'other') WHERE number = 3")
    assert _broken(casebook) == 3


def test_a_change_taken_out_of_history_breaks_the_chain(casebook: Casebook) -> None:
    child = casebook.add_child("S. Tarn", "3/4/2019")
    casebook.add_line(child.id, "14/3/24 n first src:letter")
    casebook.add_line(child.id, "15/3/24 n second src:letter")
    with casebook.ledger.database.writing() as session:
        _tamper(session, "DELETE FROM history WHERE number = 2")
    assert _broken(casebook) == 3
