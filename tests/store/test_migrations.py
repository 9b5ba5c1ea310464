"""The released migrations lead to exactly the tables that the program uses."""

from __future__ import annotations

from sqlmodel import SQLModel

from chronology_tui.services import Casebook, open_casebook
from chronology_tui.store import tables
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
