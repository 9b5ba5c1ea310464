"""Reading records and their history inside a transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import bindparam, or_, text
from sqlmodel import Session, col, select

from chronology_tui.collector import collector_resting
from chronology_tui.domain.records import Child, Event, KeptRecord, Source
from chronology_tui.domain.search_words import SearchQuery
from chronology_tui.store import history, search
from chronology_tui.store.history import Change, Step
from chronology_tui.store.mapping import EVENT_COLUMNS, TABLES, event_from_row, record_from_row
from chronology_tui.store.search import Hit
from chronology_tui.store.tables import (
    DraftRow,
    EventChildRow,
    EventRow,
    HistoryRow,
    SettingRow,
    SourceRow,
    table_of,
)
from chronology_tui.store.verification import Fault, faults

RecordT = TypeVar("RecordT", bound=KeptRecord)

OWN_TABLES = {kind: table for kind, table in TABLES.items() if kind is not Event}
"""The table of each record that has one of its own; an event has two (itself, and its children)."""

_EVENT_COLUMNS = ", ".join(f'event."{name}"' for name in EVENT_COLUMNS)
INDEX = "search-index"
"""Setting that says which version of the search index the store holds."""
MANY = 500
"""How many identifiers go into one statement; SQLite's own limit is higher."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was typed and is not saved yet.

    Attributes:
        id: of the draft.
        child: whom it is about, None when no child is chosen.
        place: where it was typed: "line" for the typed line, or the name of a form.
        content: the words, or the fields of a form as JSON.
        at: ISO 8601 instant of the last key.
    """

    id: UUID
    child: UUID | None
    place: str
    content: str
    at: str


class Reader:
    """Records of one store as seen by one session; nothing is changed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # --- reading

    def all(self, record: type[RecordT]) -> tuple[RecordT, ...]:
        """Return all records of a kind other than events, in order of entry."""
        table = OWN_TABLES[record]
        rows = self._session.exec(select(table).order_by(table_of(table).c.id))
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
        shared = self._shared_children(child)
        alone = (child,)
        rows = self._rows(
            f"SELECT {_EVENT_COLUMNS} FROM event JOIN event_child ON event_child.event_id = event.id "  # noqa: S608 - fixed names
            "WHERE event_child.child_id = ? ORDER BY event.id",
            child.hex,
        )
        with collector_resting():
            return tuple([event_from_row(row, shared.get(row[0], alone)) for row in rows])

    def newest_events_of(self, child: UUID, most: int) -> tuple[Event, ...]:
        """Return at most ``most`` events about ``child``, in order of entry, later than which there are no others.

        Nothing where there are not more than ``most`` events altogether, or where so many lie on the last day.
        """
        days = self._rows(
            "SELECT event.id, coalesce(earliest, latest, '') AS day "
            "FROM event JOIN event_child ON event_child.event_id = event.id "
            "WHERE event_child.child_id = ? ORDER BY day DESC LIMIT ?",
            child.hex, most + 1,
        ).fetchall()  # fmt: skip
        if len(days) <= most:
            return ()
        # Of the earliest of these days there may be more. What was "before" a day stands before all of the day after it.
        events = self.records(Event, [UUID(id_) for id_, day in days if day > days[-1][1]])
        return tuple(event for _, event in sorted(events.items()) if isinstance(event, Event))

    def _rows(self, statement: str, *values: object) -> sqlcipher.Cursor:
        """Return what a statement finds, straight from the driver: wrapping each of thousands of rows costs a tenth."""
        driver = self._session.connection().connection.driver_connection
        assert driver is not None  # noqa: S101 - the connection is open
        return driver.execute(statement, values)

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

    def records(self, kind: type[KeptRecord], ids: Sequence[UUID]) -> dict[UUID, KeptRecord]:
        """Return the records of a kind that have one of ``ids``; those that are not there are left out."""
        found: dict[UUID, KeptRecord] = {}
        for start in range(0, len(ids), MANY):
            some = [i.hex for i in ids[start : start + MANY]]
            if kind is Event:
                found.update((event.id, event) for event in self._events_where("event.id IN :ids", some))
            else:
                table = OWN_TABLES[kind]
                rows = self._session.exec(select(table).where(table_of(table).c.id.in_(some)))
                found.update((record.id, record) for record in (record_from_row(kind, row) for row in rows))
        self._session.expunge_all()
        return found

    def _events_from(self, source: UUID) -> tuple[Event, ...]:
        return self._events_where("event.source_id IN :ids", [source.hex])

    def _events_where(self, condition: str, ids: Sequence[str]) -> tuple[Event, ...]:
        """Return the events that ``condition``, fixed words on ``:ids``, chooses."""
        chosen = text(f"SELECT {_EVENT_COLUMNS} FROM event WHERE {condition}").bindparams(  # noqa: S608 - fixed words
            bindparam("ids", expanding=True)
        )
        rows = self._session.execute(chosen, {"ids": list(ids)}).all()
        links: dict[str, list[UUID]] = {}
        for start in range(0, len(rows), MANY):
            some = [row[0] for row in rows[start : start + MANY]]
            pairs = select(EventChildRow.event_id, EventChildRow.child_id).where(col(EventChildRow.event_id).in_(some))
            for event_id, child in self._session.exec(pairs.order_by(col(EventChildRow.position))):
                links.setdefault(event_id, []).append(UUID(child))
        return tuple(event_from_row(row, tuple(links.get(row[0], ()))) for row in rows)

    def history(self, record: UUID | None = None) -> tuple[HistoryRow, ...]:
        """Return every change in the order made, or those of one record; of what a purge erased, place and digest are left."""
        wanted = select(HistoryRow).order_by(col(HistoryRow.number))
        if record is not None:
            wanted = wanted.where(col(HistoryRow.record_id) == record.hex)
        rows = self._session.exec(wanted).all()
        self._session.expunge_all()
        return tuple(rows)

    def steps(self) -> tuple[Step, ...]:
        """Return the user actions in the order made; see :func:`history.steps`."""
        return history.steps(self._session)

    def changes_of(self, change: UUID) -> tuple[Change, ...]:
        """Return what one user action changed; see :func:`history.changes_of`."""
        return history.changes_of(self._session, change)

    def deletions(self, record: type[KeptRecord]) -> tuple[HistoryRow, ...]:
        """Return the deletion of every record of a kind that is deleted; see :func:`history.deletions`."""
        return history.deletions(self._session, record)

    def faults(self) -> tuple[Fault, ...]:
        """Return everything that is wrong with the store; see :mod:`chronology_tui.store.verification`."""
        return tuple(faults(self._session, self._everything, index_is_current=self.index_is_current))

    def _everything(self) -> tuple[KeptRecord, ...]:
        return (*(record for kind in OWN_TABLES for record in self.all(kind)), *self.events())

    def history_head(self) -> str:
        """Return the head of the history chain."""
        return history.head(self._session)

    def history_place(self) -> tuple[int, str]:
        """Return how many changes the history holds, and its head."""
        return history.place(self._session)

    def digest_at(self, number: int) -> str:
        """Return the digest of a change by its number; see :func:`history.digest_at`."""
        return history.digest_at(self._session, number)

    def content_head(self) -> str:
        """Return the head of the history chain, passing over the records of exports; see :func:`history.content_head`."""
        return history.content_head(self._session)

    # --- drafts and settings: no records, and no part of the history

    def drafts(self) -> tuple[Draft, ...]:
        """Return what was typed and is not saved yet, the latest last."""
        rows = self._session.exec(select(DraftRow).order_by(col(DraftRow.at), col(DraftRow.id)))
        return tuple(
            Draft(UUID(row.id), UUID(row.child_id) if row.child_id else None, row.place, row.content, row.at) for row in rows
        )

    def setting(self, name: str) -> str:
        """Return what the store remembers under ``name``, or an empty text."""
        return self._session.exec(select(SettingRow.value).where(col(SettingRow.name) == name)).first() or ""

    # --- the search index

    def search(self, query: SearchQuery, child: UUID | None, limit: int | None) -> tuple[Hit, ...]:
        """Return the entries that hold the words of ``query``, the best first."""
        return search.find(self._session, query, child, limit)

    def index_is_current(self) -> bool:
        """Whether the search index holds what this version of the program puts there."""
        return self.setting(INDEX) == str(search.VERSION)
