"""Reading and writing records inside a transaction. Every write records its history in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import cast
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, delete, func, insert, or_, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel, col, select

from chronology_tui.domain.records import Event, KeptRecord, Source
from chronology_tui.domain.search_texts import search_texts
from chronology_tui.store import history, purge, search
from chronology_tui.store.errors import RecordMoved, RecordStillNeeded
from chronology_tui.store.history import Action, Change, Stamp
from chronology_tui.store.mapping import event_to_row, record_to_row
from chronology_tui.store.purge import Purge
from chronology_tui.store.reader import INDEX, MANY, OWN_TABLES, Draft, Reader
from chronology_tui.store.tables import (
    ChildRow,
    DraftRow,
    EventChildRow,
    EventRow,
    SettingRow,
    table_of,
)

_EVENTS, _LINKS = table_of(EventRow), table_of(EventChildRow)


class Repository(Reader):
    """Records of one store as seen by one session that may change them."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.changes: list[Change] = []
        """What was written through this repository, in order."""

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
                    self._write_records(OWN_TABLES[kind], action, batch)
            except IntegrityError as error:
                if "FOREIGN KEY" in str(error.orig):
                    raise RecordStillNeeded from None
                raise
        self._session.flush()

    def add(self, records: Sequence[KeptRecord], stamp: Stamp) -> None:
        """Add records, in one step."""
        self.apply([Change(None, record) for record in records], stamp)

    def change(self, before: KeptRecord, after: KeptRecord, stamp: Stamp) -> None:
        """Put ``after`` in place of ``before``; both have the same identifier."""
        self.apply([Change(before, after)], stamp)

    def _require(self, kind: type[KeptRecord], action: Action, batch: Sequence[Change]) -> None:
        """Refuse to write over what is not there as the caller read it, or is there already."""
        held = self.records(kind, [change.id for change in batch]) if action is not Action.ADDED else {}
        if any(held.get(change.id) != change.before for change in batch):
            raise RecordMoved

    def _write_records(self, kind: type[SQLModel], action: Action, batch: Sequence[Change]) -> None:
        connection = self._session.connection()
        table = table_of(kind)
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

    def set_setting(self, name: str, value: str) -> None:
        """Remember ``value`` under ``name``."""
        self._session.merge(SettingRow(name=name, value=value))

    # --- the search index

    def fill_index(self) -> None:
        """Make the search index anew from all entries."""
        titles = {source.id: source.title for source in self.sources()}
        search.rebuild(self._session, ((event, titles[event.source]) for event in self.events()))
        self.set_setting(INDEX, str(search.VERSION))

    def _follow_in_index(self, changes: Sequence[Change]) -> None:
        last: dict[UUID, Event | None] = {}
        for change in changes:
            if isinstance(change.record, Event):
                if change.id in last or not _indexed_alike(change):
                    last[change.id] = cast("Event | None", change.after)
            elif isinstance(change.record, Source) and change.action is Action.CHANGED:
                last.update({event.id: event for event in self._events_from(change.id)})
        if len(last) > MANY and len(last) > self._session.exec(select(func.count()).select_from(EventRow)).one() // 2:
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
