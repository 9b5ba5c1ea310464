"""Looking a store over: cipher, pages, references, history chain, and whether the records are what the history left.

Nothing is repaired. Each fault names a place and says what it means; it never holds case data.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from chronology_tui.domain.records import Record
from chronology_tui.store import history
from chronology_tui.store.tables import HistoryRow


class FaultCode(StrEnum):
    """What is wrong with a store."""

    PAGE_DAMAGED = "page-damaged"
    """A page does not pass the cipher's own check: the file was damaged on the disk or on its way."""
    STRUCTURE_DAMAGED = "structure-damaged"
    """The pages pass their check and do not fit together."""
    REFERENCE_BROKEN = "reference-broken"
    """A record refers to another that is not there."""
    HISTORY_BROKEN = "history-broken"
    """A change in the history does not follow from those before it: the history was edited."""
    RECORD_EDITED = "record-edited"
    """A record is not what the last change in its history left: it was edited behind the program's back."""
    RECORD_UNREADABLE = "record-unreadable"
    """A record does not hold what a record of its kind must."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: its code, and where, without case data."""

    code: FaultCode
    where: str


_PRAGMAS = (
    ("cipher_integrity_check", FaultCode.PAGE_DAMAGED),
    ("integrity_check", FaultCode.STRUCTURE_DAMAGED),
    ("foreign_key_check", FaultCode.REFERENCE_BROKEN),
)


def faults(session: Session, read: Callable[[], Iterable[Record]]) -> tuple[Fault, ...]:
    """Return everything that is wrong with the store, the gravest kind first; empty when nothing is.

    ``read`` gives every record as it stands in its table.
    """
    return tuple(_faults(session, read))


def _faults(session: Session, read: Callable[[], Iterable[Record]]) -> Iterator[Fault]:
    connection = session.connection()
    for pragma, code in _PRAGMAS:
        found = [row for row in connection.exec_driver_sql(f"PRAGMA {pragma}") if str(row[0]) != "ok"]
        for row in found:
            yield Fault(code, f"{row[0]} {row[1]}" if code is FaultCode.REFERENCE_BROKEN else str(row[0]))
        if found and code is FaultCode.PAGE_DAMAGED:
            return  # what stands on the other pages cannot be told from what is missing
    broken = history.broken_link(session)
    if broken is not None:
        yield Fault(FaultCode.HISTORY_BROKEN, f"change {broken}")
    try:
        held = dict(_named(record) for record in read())
    except (ValueError, KeyError, TypeError) as error:
        yield Fault(FaultCode.RECORD_UNREADABLE, type(error).__name__)
        return
    left = _left_by_history(session)
    for name in sorted(held.keys() | left.keys()):
        if held.get(name) != left.get(name):
            yield Fault(FaultCode.RECORD_EDITED, f"{name[0]} {UUID(name[1])}")


def _named(record: Record) -> tuple[tuple[str, str], Any]:
    values = json.loads(record.model_dump_json())
    return (history.name_of(type(record)), UUID(values["id"]).hex), values


def _left_by_history(session: Session) -> dict[tuple[str, str], Any]:
    """Return every record as its last change left it; deleted ones are not there."""
    left: dict[tuple[str, str], Any] = {}
    for row in session.exec(select(HistoryRow).order_by(col(HistoryRow.number))):
        name = (row.record, row.record_id)
        if row.after is None:
            left.pop(name, None)
        else:
            # As the present version writes it, so that a field added later is no edit.
            left[name] = json.loads(history.record_of(row.record, row.after).model_dump_json())
    return left
