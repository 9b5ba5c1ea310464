"""Reading and writing records inside a transaction. Every write records its history in the same transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlalchemy import delete, insert, or_, text
from sqlmodel import Session, col, select

from chronology_tui.domain.records import Child, Event, Source
from chronology_tui.store import history
from chronology_tui.store.history import Change, Stamp
from chronology_tui.store.mapping import (
    EVENT_COLUMNS,
    child_from_rows,
    child_to_rows,
    event_from_row,
    event_to_row,
    source_from_row,
    source_to_row,
)
from chronology_tui.store.tables import ChildRow, ChildStatusRow, EventChildRow, EventRow, SourceRow


class Repository:
    """Records of one store as seen by one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    # --- reading

    def children(self) -> tuple[Child, ...]:
        """Return all children in order of entry."""
        statuses: dict[str, list[ChildStatusRow]] = defaultdict(list)
        for status in self._session.exec(select(ChildStatusRow).order_by(col(ChildStatusRow.position))):
            statuses[status.child_id].append(status)
        rows = self._session.exec(select(ChildRow).order_by(col(ChildRow.id)))
        return tuple(child_from_rows(row, statuses[row.id]) for row in rows)

    def sources(self) -> tuple[Source, ...]:
        """Return all sources in order of entry."""
        return tuple(source_from_row(row) for row in self._session.exec(select(SourceRow).order_by(col(SourceRow.id))))

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
        return tuple(source_from_row(row) for row in rows)

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

    def history_head(self) -> str:
        """Return the head of the history chain."""
        return history.head(self._session)

    # --- writing

    def add_child(self, child: Child, stamp: Stamp) -> None:
        """Add a child with its statuses."""
        row, statuses = child_to_rows(child)
        self._session.add(row)
        self._session.flush()
        self._session.add_all(statuses)
        self._record(stamp, [Change(None, child)])

    def change_child(self, before: Child, after: Child, stamp: Stamp) -> None:
        """Put ``after`` in place of ``before``; both have the same identifier."""
        row, statuses = child_to_rows(after)
        self._session.execute(delete(ChildStatusRow).where(col(ChildStatusRow.child_id) == row.id))
        self._session.merge(row)
        self._session.flush()
        self._session.add_all(statuses)
        self._record(stamp, [Change(before, after)])

    def add_sources(self, sources: Sequence[Source], stamp: Stamp) -> None:
        """Add sources whose titles are new to the store."""
        self._session.add_all([source_to_row(source) for source in sources])
        self._record(stamp, [Change(None, source) for source in sources])

    def change_source(self, before: Source, after: Source, stamp: Stamp) -> None:
        """Put ``after`` in place of ``before``; both have the same identifier."""
        self._session.merge(source_to_row(after))
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
