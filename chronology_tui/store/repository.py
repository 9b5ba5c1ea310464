"""Reading and writing records inside a transaction. Every write records its history in the same transaction."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar, cast
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, or_, text, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, select

from chronology_tui.domain.records import Child, Event, Record, Source
from chronology_tui.domain.search_texts import search_texts
from chronology_tui.domain.search_words import SearchQuery
from chronology_tui.store import history, purge, search
from chronology_tui.store.errors import RecordMoved, RecordStillNeeded
from chronology_tui.store.history import Action, Change, Stamp, Step
from chronology_tui.store.mapping import EVENT_COLUMNS, TABLES, event_from_row, event_to_row, record_from_row, record_to_row
from chronology_tui.store.purge import Purge
from chronology_tui.store.search import Hit
from chronology_tui.store.tables import (
    ChildRow,
    DraftRow,
    EventChildRow,
    EventRow,
    HistoryRow,
    SettingRow,
    SourceRow,
)
from chronology_tui.store.verification import Fault, faults

RecordT = TypeVar("RecordT", bound=Record)

_TABLES = {kind: table for kind, table in TABLES.items() if kind is not Event}
"""The table of each record that has one of its own; an event has two (itself, and its children).

SQLModel does not declare ``__table__`` for a class that is chosen at run time, hence the two ignored types below.
"""


_EVENT_COLUMNS = ", ".join(f'event."{name}"' for name in EVENT_COLUMNS)
_EVENTS = EventRow.__table__  # type: ignore[attr-defined]
_LINKS = EventChildRow.__table__  # type: ignore[attr-defined]
_MANY = 500
"""How many identifiers go into one statement; SQLite's own limit is higher."""


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Keep the garbage collector from walking thousands of new values again and again while they are made: half of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


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


class Repository:
    """Records of one store as seen by one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.changes: list[Change] = []
        """What was written through this repository, in order."""

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
        shared = self._shared_children(child)
        alone = (child,)
        # Straight from the driver: wrapping each of thousands of rows costs a tenth of the whole.
        driver = self._session.connection().connection.driver_connection
        assert driver is not None  # noqa: S101 - the connection is open
        rows = driver.execute(
            f"SELECT {_EVENT_COLUMNS} FROM event JOIN event_child ON event_child.event_id = event.id "  # noqa: S608 - fixed names
            "WHERE event_child.child_id = ? ORDER BY event.id",
            (child.hex,),
        )
        with _collector_resting():
            return tuple([event_from_row(row, shared.get(row[0], alone)) for row in rows])

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

    def records(self, kind: type[Record], ids: Sequence[UUID]) -> dict[UUID, Record]:
        """Return the records of a kind that have one of ``ids``; those that are not there are left out."""
        found: dict[UUID, Record] = {}
        for start in range(0, len(ids), _MANY):
            some = [i.hex for i in ids[start : start + _MANY]]
            if kind is Event:
                found.update((event.id, event) for event in self._events_where("event.id IN :ids", some))
            else:
                table = _TABLES[kind]
                rows = self._session.exec(select(table).where(table.__table__.c.id.in_(some)))  # type: ignore[attr-defined]
                found.update((UUID(row.id), record_from_row(kind, row)) for row in rows)  # type: ignore[attr-defined]
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
        for start in range(0, len(rows), _MANY):
            some = [row[0] for row in rows[start : start + _MANY]]
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

    def deletions(self, record: type[Record]) -> tuple[HistoryRow, ...]:
        """Return the deletion of every record of a kind that is deleted; see :func:`history.deletions`."""
        return history.deletions(self._session, record)

    def faults(self) -> tuple[Fault, ...]:
        """Return everything that is wrong with the store; see :mod:`chronology_tui.store.verification`."""
        return tuple(faults(self._session, self._everything, index_is_current=self.index_is_current))

    def _everything(self) -> tuple[Record, ...]:
        return (*(record for kind in _TABLES for record in self.all(kind)), *self.events())

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

    # --- writing

    def apply(self, changes: Sequence[Change], stamp: Stamp) -> None:
        """Write ``changes`` in their order, with their history and the search index.

        Raises:
            RecordMoved: a record is not what its ``before`` says; the caller's transaction must not be committed.
            RecordStillNeeded: a record that was to be deleted is referred to by another; likewise.
        """
        self._write(changes)
        history.record_changes(self._session, stamp, changes)
        self.changes.extend(changes)
        self._follow_in_index(changes)

    def _write(self, changes: Sequence[Change]) -> None:
        for (kind, action), run in groupby(changes, key=lambda change: (type(change.record), change.action)):
            batch = list(run)
            self._require(kind, action, batch)
            try:
                if kind is Event:
                    self._write_events(action, batch)
                else:
                    self._write_records(_TABLES[kind], action, batch)
            except IntegrityError as error:
                if "FOREIGN KEY" in str(error.orig):
                    raise RecordStillNeeded from None
                raise
        self._session.flush()

    def add(self, records: Sequence[Record], stamp: Stamp) -> None:
        """Add records, in one step."""
        self.apply([Change(None, record) for record in records], stamp)

    def change(self, before: Record, after: Record, stamp: Stamp) -> None:
        """Put ``after`` in place of ``before``; both have the same identifier."""
        self.apply([Change(before, after)], stamp)

    def _require(self, kind: type[Record], action: Action, batch: Sequence[Change]) -> None:
        """Refuse to write over what is not there as the caller read it, or is there already."""
        held = self.records(kind, [change.id for change in batch]) if action is not Action.ADDED else {}
        if any(held.get(change.id) != change.before for change in batch):
            raise RecordMoved

    def _write_records(self, kind: type[SQLModel], action: Action, batch: Sequence[Change]) -> None:
        connection = self._session.connection()
        table = kind.__table__  # type: ignore[attr-defined]
        if action is Action.ADDED:
            connection.execute(insert(table), [record_to_row(change.record) for change in batch])
        elif action is Action.DELETED:
            connection.execute(delete(table).where(table.c.id == bindparam("old")), [{"old": c.id.hex} for c in batch])
            if kind is ChildRow:
                for change in batch:
                    self.drop_drafts(child=change.id)
        else:
            for change in batch:
                row = record_to_row(change.record)
                connection.execute(update(table).where(table.c.id == row["id"]).values(row))

    def _write_events(self, action: Action, batch: Sequence[Change]) -> None:
        connection = self._session.connection()
        if action is not Action.ADDED:
            ids = [(change.id.hex,) for change in batch]
            connection.exec_driver_sql("DELETE FROM event_child WHERE event_id = ?", ids)
            if action is Action.DELETED:
                connection.exec_driver_sql("DELETE FROM event WHERE id = ?", ids)
                return
        events = [cast("Event", change.after) for change in batch]
        rows = [event_to_row(event) for event in events]
        if action is Action.ADDED:
            connection.execute(insert(_EVENTS), rows)
        else:
            changed = update(_EVENTS).where(_EVENTS.c.id == bindparam("old"))
            connection.execute(changed, [{**row, "old": row["id"]} for row in rows])
        links = [
            {"event_id": event.id.hex, "child_id": child.hex, "position": n}
            for event in events
            for n, child in enumerate(event.children)
        ]
        connection.execute(insert(_LINKS), links)

    # --- purging a child

    def purge_plan(self, child: UUID) -> Purge:
        """Return what :meth:`purge` would do."""
        return purge.plan(child, self._everything(), self.history())

    def purge(self, child: UUID, stamp: Stamp) -> Purge:
        """Take a child and its history out of the store for good; the file must be written anew when this is committed.

        That is remembered in the same transaction, for the next opening to do if this program cannot.
        """
        planned = self.purge_plan(child)
        self._write(planned.changes)
        purge.bury(self._session, planned, stamp)
        self.drop_drafts(*(draft.id for draft in self.drafts_touched_by(planned)))
        for setting in self._session.exec(select(SettingRow)).all():
            if any(name in f"{setting.name} {setting.value}" for name in (str(child), child.hex)):
                self._session.delete(setting)
        self.fill_index()
        self.set_setting(purge.REWRITE_DUE, "yes")
        self.changes.extend(planned.changes)
        return planned

    def drafts_touched_by(self, planned: Purge) -> tuple[Draft, ...]:
        """Return the drafts that a purge drops: about the child, naming something that goes, or all when no child is left."""
        gone = {words for change in planned.changes if change.after is None for words in (str(change.id), change.id.hex)}
        return tuple(
            draft
            for draft in self.drafts()
            if planned.alone or draft.child == planned.child or any(words in draft.content for words in gone)
        )

    def rewrite_due(self) -> bool:
        """Whether a child was purged and the file was not written anew since."""
        return bool(self.setting(purge.REWRITE_DUE))

    def rewrite_done(self) -> None:
        """Note that the file was written anew."""
        self.set_setting(purge.REWRITE_DUE, "")

    # --- drafts and settings: no records, and no part of the history

    def drafts(self) -> tuple[Draft, ...]:
        """Return what was typed and is not saved yet, the latest last."""
        rows = self._session.exec(select(DraftRow).order_by(col(DraftRow.at), col(DraftRow.id)))
        return tuple(
            Draft(UUID(row.id), UUID(row.child_id) if row.child_id else None, row.place, row.content, row.at) for row in rows
        )

    def keep_draft(self, draft: Draft) -> None:
        """Keep a draft in place of the one with its identifier."""
        row = DraftRow(
            id=draft.id.hex, child_id=draft.child.hex if draft.child else "", place=draft.place, content=draft.content,
            at=draft.at,
        )  # fmt: skip
        self._session.merge(row)

    def drop_drafts(self, *ids: UUID, child: UUID | None = None) -> None:
        """Drop drafts by identifier, and with ``child`` all those about a child."""
        wanted: list[ColumnElement[bool]] = [col(DraftRow.id).in_([i.hex for i in ids])]
        if child is not None:
            wanted.append(col(DraftRow.child_id) == child.hex)
        self._session.execute(delete(DraftRow).where(or_(*wanted)))

    def setting(self, name: str) -> str:
        """Return what the store remembers under ``name``, or an empty text."""
        return self._session.exec(select(SettingRow.value).where(col(SettingRow.name) == name)).first() or ""

    def set_setting(self, name: str, value: str) -> None:
        """Remember ``value`` under ``name``."""
        self._session.merge(SettingRow(name=name, value=value))

    # --- the search index

    def search(self, query: SearchQuery, child: UUID | None, limit: int | None) -> tuple[Hit, ...]:
        """Return the entries that hold the words of ``query``, the best first."""
        return search.find(self._session, query, child, limit)

    def index_is_current(self) -> bool:
        """Whether the search index holds what this version of the program puts there."""
        return self.setting(_INDEX) == str(search.VERSION)

    def fill_index(self) -> None:
        """Make the search index anew from all entries."""
        titles = {source.id: source.title for source in self.sources()}
        search.rebuild(self._session, ((event, titles[event.source]) for event in self.events()))
        self.set_setting(_INDEX, str(search.VERSION))

    def _follow_in_index(self, changes: Sequence[Change]) -> None:
        last: dict[UUID, Event | None] = {}
        for change in changes:
            if isinstance(change.record, Event):
                if change.id in last or not _indexed_alike(change):
                    last[change.id] = cast("Event | None", change.after)
            elif isinstance(change.record, Source) and change.action is Action.CHANGED:
                last.update({event.id: event for event in self._events_from(change.id)})
        if len(last) > _MANY and len(last) > self._session.exec(select(func.count()).select_from(EventRow)).one() // 2:
            self.fill_index()  # cheaper than taking out, word by word, most of what is there
            return
        kept = {event_id: event for event_id, event in last.items() if event is not None}
        search.remove(self._session, [event_id for event_id, event in last.items() if event is None])
        if kept:
            titles = {source.id: source.title for source in self.sources()}
            search.index(self._session, ((event, titles[event.source]) for event in kept.values()))


def _indexed_alike(change: Change) -> bool:
    """Whether a changed event has the same words in the search index: taking it out and in again is the costliest part by far."""
    before, after = change.before, change.after
    if not (isinstance(before, Event) and isinstance(after, Event)) or before.source != after.source:
        return False
    return tuple(search_texts(before, "")) == tuple(search_texts(after, ""))


_INDEX = "search-index"
