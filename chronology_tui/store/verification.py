"""Looking a store over: pages, structure, tables, references, history, records, exports, search index.

Nothing is repaired or written. Each fault names a place and never holds case data. Whatever cannot be read because it was damaged
or edited is a fault too, not an error; only that another program holds the file at this moment is an error.

What it cannot see: somebody with the key who cuts the last changes off the history and sets every record, and the search index,
back to what they were before, leaves a store that was whole once. The head of the history printed in packs made since, and the
backups, are what shows that. The same holds for a history that was chained anew from the first edited change on, except that
exports recorded in the store then name a head that is no longer there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache, partial
from itertools import groupby
from typing import Any, cast

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from chronology_tui.domain.records import Event, ExportRecord, KeptRecord, Source
from chronology_tui.store import history, search
from chronology_tui.store.history import EMPTY_HEAD, Action, Key, key_of_record
from chronology_tui.store.mapping import TABLES, fixed_columns
from chronology_tui.store.migrations import APPLICATION_ID, MIGRATIONS
from chronology_tui.store.purge import erasure_faults
from chronology_tui.store.tables import HistoryRow


class FaultCode(StrEnum):
    """What is wrong with a store."""

    PAGE_DAMAGED = "page-damaged"
    """A page does not pass the cipher's own check: the file was damaged on the disk or on its way."""
    STRUCTURE_DAMAGED = "structure-damaged"
    """The pages pass their check and do not fit together."""
    TABLES_EDITED = "tables-edited"
    """The tables, or what says of which version they are, are not as this program makes them."""
    REFERENCE_BROKEN = "reference-broken"
    """A record refers to another that is not there."""
    HISTORY_BROKEN = "history-broken"
    """A change in the history does not follow from those before it: the history was edited."""
    ERASURE_BROKEN = "erasure-broken"
    """What was erased from the history is not what the purges of children say that they erased."""
    RECORD_EDITED = "record-edited"
    """A record is not what the last change in its history left: it was edited behind the program's back."""
    RECORD_UNREADABLE = "record-unreadable"
    """A record does not hold what a record of its kind must."""
    EXPORT_UNKNOWN = "export-unknown"
    """An export was made from a state of the history that the history does not hold: the history was replaced."""
    INDEX_WRONG = "index-wrong"
    """The search index does not hold what the entries say."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: its code, and where, without case data."""

    code: FaultCode
    where: str


Read = Callable[[], Sequence[KeptRecord]]
"""Gives every record as it stands in its table."""

_UNREADABLE = (DatabaseError, sqlcipher.DatabaseError, ValueError, KeyError, TypeError, AttributeError)
"""What reading a damaged or edited file can raise."""


def faults(session: Session, read: Read, *, index_is_current: Callable[[], bool]) -> Iterator[Fault]:
    """Yield everything that is wrong with the store, the gravest kind first; nothing when nothing is.

    What is needed is read as one state of the store; then the session lets go of the file, so that another program that writes
    need not wait while it is compared.

    Args:
        session: reads the store.
        read: gives every record.
        index_is_current: whether the search index is of this version; an older one is made anew, so it is not looked at.

    Raises:
        DatabaseError: another program bars reading at this moment.
    """
    pages = list(_guarded(FaultCode.PAGE_DAMAGED, "a page", _pages(session)))
    yield from pages
    if pages:
        return  # what stands on the other pages cannot be told from what is missing
    for code, where, found in (
        (FaultCode.STRUCTURE_DAMAGED, "the structure", _structure(session)),
        (FaultCode.TABLES_EDITED, "the tables", _tables(session)),
        (FaultCode.REFERENCE_BROKEN, "a reference", _references(session)),
    ):
        yield from _guarded(code, where, found)
    content = _Content()
    for code, where, filling in (
        (FaultCode.HISTORY_BROKEN, "the history", _read_history),
        (FaultCode.RECORD_UNREADABLE, "a record", partial(_read_records, read=read)),
        (FaultCode.INDEX_WRONG, "the index", partial(_read_index, index_is_current=index_is_current)),
    ):
        yield from _guarded(code, where, filling(session, content))
    session.rollback()
    for code, where, compare in (
        (FaultCode.HISTORY_BROKEN, "the history", _history),
        (FaultCode.RECORD_UNREADABLE, "a record", _records),
        (FaultCode.EXPORT_UNKNOWN, "an export", _exports),
        (FaultCode.INDEX_WRONG, "the index", _index),
    ):
        yield from _guarded(code, where, compare(content))


@dataclass(slots=True)
class _Content:
    """What a store holds; None where it could not be read, which is a fault told already."""

    changes: Sequence[HistoryRow] | None = None
    records: Mapping[Key, KeptRecord] | None = None
    rows: Mapping[Key, Mapping[str, Any]] = field(default_factory=dict)
    links: Mapping[str, Sequence[tuple[Any, Any]]] = field(default_factory=dict)
    indexed: Mapping[str, tuple[str | None, ...]] | None = None


def _read_history(session: Session, content: _Content) -> Iterator[Fault]:
    content.changes = history.all_changes(session)
    yield from ()


def _read_records(session: Session, content: _Content, *, read: Read) -> Iterator[Fault]:
    """Read every record, and its row apart: reading takes a row for what it is meant to say."""
    query = session.connection().exec_driver_sql
    content.rows = {
        (history.name_of(kind), row["id"]): dict(row)
        for kind, table in TABLES.items()
        for row in query(f"SELECT * FROM {table.__tablename__}").mappings()  # noqa: S608 - fixed names
    }
    links: dict[str, list[tuple[Any, Any]]] = {}
    for event, child, position in query("SELECT event_id, child_id, position FROM event_child"):
        links.setdefault(event, []).append((position, child))
    content.links = links
    content.records = {key_of_record(record): record for record in read()}
    yield from ()


def _read_index(session: Session, content: _Content, *, index_is_current: Callable[[], bool]) -> Iterator[Fault]:
    if index_is_current():
        content.indexed = search.indexed_words(session)
    yield from ()


def _guarded(code: FaultCode, where: str, found: Iterator[Fault]) -> Iterator[Fault]:
    """Yield what is found; what stops the finding is a fault itself."""
    try:
        yield from found
    except _UNREADABLE as error:
        said = str(error.orig if isinstance(error, DatabaseError) else error)
        if isinstance(error, DatabaseError | sqlcipher.DatabaseError) and ("locked" in said or "busy" in said):
            raise
        yield Fault(code, f"{where} cannot be read ({type(error).__name__})")


# ---------------------------------------------------------------- the file


def _pages(session: Session) -> Iterator[Fault]:
    connection = session.connection()
    connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").all()  # from here on nobody changes the file under us
    for row in connection.exec_driver_sql("PRAGMA cipher_integrity_check"):
        yield Fault(FaultCode.PAGE_DAMAGED, str(row[0]))


def _structure(session: Session) -> Iterator[Fault]:
    """Say what does not fit together: ``integrity_check`` has FTS5 look its own index over too, and writes nothing."""
    connection = session.connection()
    with suppress(DatabaseError):  # what stops this query stops the check too, which tells it
        # FTS5 looks its index over with what it remembers of it, and only a query makes it see what others wrote since.
        connection.exec_driver_sql("SELECT rowid FROM search_words LIMIT 1").all()
    for row in connection.exec_driver_sql("PRAGMA integrity_check"):
        said = str(row[0])
        if said != "ok":
            yield Fault(FaultCode.INDEX_WRONG if "fts5" in said.casefold() else FaultCode.STRUCTURE_DAMAGED, said)


def _tables(session: Session) -> Iterator[Fault]:
    connection = session.connection()
    if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
        yield Fault(FaultCode.TABLES_EDITED, "mark of the program")
    steps = [tuple(row) for row in connection.exec_driver_sql("SELECT number, name FROM migration ORDER BY number")]
    if steps != [(number, name) for number, name, _ in MIGRATIONS]:
        yield Fault(FaultCode.TABLES_EDITED, "store version")
    found, made = _schema(connection.exec_driver_sql), _made_schema()
    for kind, name in sorted(key for key in found.keys() | made.keys() if found.get(key) != made.get(key)):
        yield Fault(FaultCode.TABLES_EDITED, f"{kind} {name}" if (kind, name) in made else f"{kind} that this program never made")


def _schema(query: Callable[[str], Iterable[Any]]) -> dict[tuple[str, str], str]:
    """Return what makes each table and index. Those of the search index are left out: whenever it is made anew, they are too."""
    rows = query("SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {(row[0], row[1]): row[2] for row in rows if row[0] not in {"table", "index"} or not row[1].startswith("search_")}


@cache
def _made_schema() -> dict[tuple[str, str], str]:
    connection = sqlcipher.connect(":memory:")
    try:
        for _, _, statements in MIGRATIONS:
            for statement in statements:
                connection.execute(statement)
        return _schema(connection.execute)
    finally:
        connection.close()


def _references(session: Session) -> Iterator[Fault]:
    for row in session.connection().exec_driver_sql("PRAGMA foreign_key_check"):
        yield Fault(FaultCode.REFERENCE_BROKEN, f"{row[0]} {row[1]}")


# ---------------------------------------------------------------- history and records


def _history(content: _Content) -> Iterator[Fault]:
    if content.changes is None:
        return
    broken = history.broken_link(content.changes)
    if broken is not None:
        yield Fault(FaultCode.HISTORY_BROKEN, f"change {broken}")
    for number in erasure_faults(content.changes):
        yield Fault(FaultCode.ERASURE_BROKEN, f"change {number}")


def _records(content: _Content) -> Iterator[Fault]:
    if content.changes is None or content.records is None:
        return
    last: dict[Key, str | None] = {}
    for row in content.changes:
        if row.action not in {Action.ERASED.value, Action.PURGED.value}:
            last[row.record, row.record_id] = row.after
    left = {key: after for key, after in last.items() if after is not None}
    wrong = {key for key in content.records.keys() | left.keys() if not _same(content.records.get(key), key, left.get(key))}
    wrong |= content.rows.keys() ^ left.keys()
    # What reads as it should may still not stand there as this program writes it.
    wrong |= {key for key, record in content.records.items() if key in content.rows and not _stands(record, content)}
    wrong |= {(history.name_of(Event), event) for event in content.links} - content.records.keys()
    for kind, identifier in sorted(wrong, key=str):
        yield Fault(FaultCode.RECORD_EDITED, f"{kind} {identifier}")


def _same(held: KeptRecord | None, key: Key, after: str | None) -> bool:
    """Whether a record is what its last change left, read by the present version, so that a field added later is no edit."""
    if held is None or after is None:
        return False
    said = _said(held)
    return said == after or said == _said(history.record_of(key[0], after))


def _said(record: KeptRecord) -> str:
    return record.model_dump_json(warnings=False)  # a warning would show the value


def _stands(record: KeptRecord, content: _Content) -> bool:
    """Whether the row of a record, and for an entry its children, hold value for value what this program writes for it."""
    key = key_of_record(record)
    if isinstance(record, Event):
        wanted = [(n, child.hex) for n, child in enumerate(record.children)]
        if sorted(content.links.get(key[1], ()), key=str) != sorted(wanted, key=str):
            return False
    return all(content.rows[key][column] == value for column, value in fixed_columns(record).items())


# ---------------------------------------------------------------- exports and search index

_AT_ONCE = timedelta(seconds=10)
"""An export is recorded within this time of being made; a record of an export that came with a bundle names another history."""


def _exports(content: _Content) -> Iterator[Fault]:
    heads = {EMPTY_HEAD}
    for _, run in groupby(content.changes or (), key=lambda row: row.change):
        rows = list(run)
        if all(row.record == history.EXPORT and row.after for row in rows):
            for row in rows:
                export = cast("ExportRecord", history.record_of(row.record, row.after or ""))
                made_here = timedelta(0) <= datetime.fromisoformat(row.at) - export.made.replace(microsecond=0) <= _AT_ONCE
                if export.head and export.head not in heads and made_here:
                    yield Fault(FaultCode.EXPORT_UNKNOWN, f"change {row.number}")
        heads.update(row.digest for row in rows)


def _index(content: _Content) -> Iterator[Fault]:
    if content.indexed is None or content.records is None:
        return
    titles = {record.id: record.title for record in content.records.values() if isinstance(record, Source)}
    entries = [record for record in content.records.values() if isinstance(record, Event)]
    for name in search.disagreements(content.indexed, ((entry, titles.get(entry.source, "")) for entry in entries)):
        yield Fault(FaultCode.INDEX_WRONG, f"index of {name}")
