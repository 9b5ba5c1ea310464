"""Reading and writing records inside a transaction. Every write records its history in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar
from uuid import UUID

from sqlalchemy import insert, or_, text, update
from sqlmodel import Session, SQLModel, col, select

from chronology_tui.domain.records import Child, Disagreement, Event, ExportRecord, Person, Record, Source
from chronology_tui.store import history
from chronology_tui.store.history import Change, Stamp
from chronology_tui.store.mapping import EVENT_COLUMNS, event_from_row, event_to_row, record_from_row, record_to_row
from chronology_tui.store.tables import (
    ChildRow,
    DisagreementRow,
    EventChildRow,
    EventRow,
    ExportRecordRow,
    HistoryRow,
    PersonRow,
    SourceRow,
)
from chronology_tui.store.verification import Fault, faults

RecordT = TypeVar("RecordT", bound=Record)

_TABLES: Mapping[type[Record], type[SQLModel]] = {
    Child: ChildRow,
    Person: PersonRow,
    Source: SourceRow,
    Disagreement: DisagreementRow,
    ExportRecord: ExportRecordRow,
}
"""The table of each record that has one of its own; an event has two (itself, and its children).

SQLModel does not declare ``__table__`` for a class that is chosen at run time, hence the two ignored types below.
"""


class Repository:
    """Records of one store as seen by one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # --- reading

    def all(self, record: type[RecordT]) -> tuple[RecordT, ...]:
        """Return all records of a kind other than events, in order of entry."""
        table = _TABLES[record]
        rows = self._session.exec(select(table).order_by(table.__table__.c.id))  # type: ignore[attr-defined]
        return tuple(record_from_row(record, row) for row in rows)

    def children(self) -> tuple[Child, ...]:
        """Return all children in order of entry."""
        return self.all(Child)

    def sources(self) -> tuple[Source, ...]:
        """Return all sources in order of entry."""
        return self.all(Source)

    def sources_for(self, child: UUID, *, unused: bool) -> tuple[Source, ...]:
        """Return the sources of entries about ``child``, and with ``unused`` those of no entry at all, in order of entry.

        A source of another child's entries is never among them: its title may name that child.
        """
        mine = (
            select(EventRow.source_id)
            .join(EventChildRow, col(EventChildRow.event_id) == col(EventRow.id))
            .where(col(EventChildRow.child_id) == child.hex)
        )
        wanted = [col(SourceRow.id).in_(mine)]
        if unused:
            wanted.append(col(SourceRow.id).not_in(select(EventRow.source_id)))
        rows = self._session.exec(select(SourceRow).where(or_(*wanted)).order_by(col(SourceRow.id)))
        return tuple(record_from_row(Source, row) for row in rows)

    def events_of(self, child: UUID) -> tuple[Event, ...]:
        """Return the events about ``child`` in order of entry, read as tuples in one pass."""
        columns = ", ".join(f'event."{name}"' for name in EVENT_COLUMNS)
        rows = self._session.execute(
            text(
                f"SELECT {columns} FROM event JOIN event_child ON event_child.event_id = event.id "  # noqa: S608 - fixed names
                "WHERE event_child.child_id = :child ORDER BY event.id"
            ),
            {"child": child.hex},
        )
        shared = self._shared_children(child)
        alone = (child,)
        return tuple(event_from_row(row, shared.get(row[0], alone)) for row in rows)

    def _shared_children(self, child: UUID) -> dict[str, tuple[UUID, ...]]:
        """Return the children, in order, of those events about ``child`` that are about other children too."""
        mine = select(EventChildRow.event_id).where(col(EventChildRow.child_id) == child.hex)
        others = (
            select(EventChildRow.event_id)
            .where(col(EventChildRow.event_id).in_(mine), col(EventChildRow.child_id) != child.hex)
            .distinct()
        )
        links = self._session.exec(
            select(EventChildRow)
            .where(col(EventChildRow.event_id).in_(others))
            .order_by(col(EventChildRow.event_id), col(EventChildRow.position))
        )
        found: dict[str, tuple[UUID, ...]] = {}
        for link in links:
            found[link.event_id] = (*found.get(link.event_id, ()), UUID(link.child_id))
        return found

    def events(self) -> tuple[Event, ...]:
        """Return all events in order of entry, each once however many children it is about."""
        found: dict[UUID, Event] = {}
        for child in self.children():
            found.update((event.id, event) for event in self.events_of(child.id))
        return tuple(sorted(found.values(), key=lambda event: event.id))

    def history(self, record: UUID | None = None) -> tuple[HistoryRow, ...]:
        """Return every change in the order made, or those of one record."""
        wanted = select(HistoryRow).order_by(col(HistoryRow.number))
        if record is not None:
            wanted = wanted.where(col(HistoryRow.record_id) == record.hex)
        rows = self._session.exec(wanted).all()
        self._session.expunge_all()
        return tuple(rows)

    def faults(self) -> tuple[Fault, ...]:
        """Return everything that is wrong with the store; see :mod:`chronology_tui.store.verification`."""
        return faults(self._session, lambda: (*(r for kind in _TABLES for r in self.all(kind)), *self.events()))

    def history_head(self) -> str:
        """Return the head of the history chain."""
        return history.head(self._session)

    def content_head(self) -> str:
        """Return the head of the history chain, passing over the records of exports; see :func:`history.content_head`."""
        return history.content_head(self._session)

    # --- writing

    def add(self, records: Sequence[Record], stamp: Stamp) -> None:
        """Add records other than events, in one step; all are of one kind."""
        if not records:
            return
        self._session.execute(insert(_TABLES[type(records[0])]), [record_to_row(record) for record in records])
        self._record(stamp, [Change(None, record) for record in records])

    def change(self, before: Record, after: Record, stamp: Stamp) -> None:
        """Put ``after`` in place of ``before``, a record other than an event; both have the same identifier."""
        table = _TABLES[type(after)]
        row = record_to_row(after)
        self._session.execute(update(table).where(table.__table__.c.id == row["id"]).values(row))  # type: ignore[attr-defined]
        self._record(stamp, [Change(before, after)])

    def add_events(self, events: Iterable[Event], stamp: Stamp) -> None:
        """Add events in one step."""
        batch = list(events)
        if not batch:
            return
        self._session.flush()
        self._session.execute(insert(EventRow), [event_to_row(event) for event in batch])
        self._session.execute(
            insert(EventChildRow),
            [
                {"event_id": event.id.hex, "child_id": child.hex, "position": n}
                for event in batch
                for n, child in enumerate(event.children)
            ],
        )
        self._record(stamp, [Change(None, event) for event in batch])

    def _record(self, stamp: Stamp, changes: Sequence[Change]) -> None:
        self._session.flush()
        history.record_changes(self._session, stamp, changes)
