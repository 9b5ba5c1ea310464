"""Bringing deleted entries back from the history, though other things have happened since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from chronology_tui.domain.records import Child, Event, KeptRecord, Person, Source
from chronology_tui.domain.text import fold
from chronology_tui.services.errors import UsageError
from chronology_tui.store.history import Change, record_of
from chronology_tui.store.repository import Repository

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook

RecordT = TypeVar("RecordT", bound=KeptRecord)


@dataclass(frozen=True, slots=True)
class DeletedEntry:
    """An entry that can be brought back.

    Attributes:
        event: as it was.
        at: when it was deleted, ISO 8601 in UTC. actor: by whom.
        undone: whether it went because the action that had added it was undone.
        source: title of its source as it was.
    """

    event: Event
    at: str
    actor: str
    undone: bool
    source: str


def deleted_entries(casebook: Casebook, child_id: UUID) -> tuple[DeletedEntry, ...]:
    """Return the entries about a child that are deleted and can be brought back, the latest deletion first."""
    with casebook.ledger.reading() as repository:
        rows = repository.deletions(Event)
        titles = {source.id: source.title for source in _gone(repository, Source).values()}
        titles |= {source.id: source.title for source in repository.sources()}
    found = []
    for row in reversed(rows):
        event = record_of(row.record, row.before) if row.before else None
        if isinstance(event, Event) and child_id in event.children:
            found.append(DeletedEntry(event, row.at, row.actor, row.undoes is not None, titles.get(event.source, "")))
    return tuple(found)


def restore_entry(casebook: Casebook, event_id: UUID) -> Event:
    """Bring a deleted entry back as it was, with its source and the people in it where those are gone too.

    Where another source has the title of the one that is gone, the entry gets that one. A child or a person who is not in the
    store any more, nor in its history, is left out.

    Raises:
        UsageError: there is no such deleted entry, or none of its children is in the store; nothing was changed.
    """
    with casebook.writing() as writing:
        repository = writing.repository
        if event_id in repository.records(Event, [event_id]):
            raise UsageError("That entry is not deleted: it is in the chronology.")
        event = _gone(repository, Event).get(event_id)
        if event is None:
            raise UsageError("There is no deleted entry with that identifier.")
        there = repository.records(Child, event.children)
        children = tuple(child for child in event.children if child in there)
        if not children:
            raise UsageError("The child of that entry is not in the store any more, so the entry cannot come back.")
        source, missing = _source(repository, event.source)
        people = _people(repository, event)
        known = repository.records(Person, [i.person for i in event.people]).keys() | {person.id for person in people}
        involved = tuple(i for i in event.people if i.person in known)
        event = event.changed(children=children, source=source, people=involved)
        repository.apply([Change(None, record) for record in (*missing, *people, event)], writing.stamp)
    return event


def _source(repository: Repository, source_id: UUID) -> tuple[UUID, tuple[Source, ...]]:
    """Return the source that an entry comes back with, and it again where it must come back too."""
    if source_id in repository.records(Source, [source_id]):
        return source_id, ()
    source = _gone(repository, Source).get(source_id)
    if source is None:
        raise UsageError("The source of that entry is not in the store any more, so the entry cannot come back.")
    same = next((other for other in repository.sources() if fold(other.title) == fold(source.title)), None)
    return (same.id, ()) if same is not None else (source_id, (source,))


def _people(repository: Repository, event: Event) -> tuple[Person, ...]:
    """Return the people in an entry who must come back with it; their relations to children who are gone are left out."""
    wanted = [involved.person for involved in event.people]
    there = repository.records(Person, wanted)
    gone = _gone(repository, Person) if len(there) < len(set(wanted)) else {}
    children = {child.id for child in repository.children()}
    return tuple(
        gone[person].changed(relations=tuple(r for r in gone[person].relations if r.child in children))
        for person in dict.fromkeys(wanted)
        if person not in there and person in gone
    )


def _gone(repository: Repository, kind: type[RecordT]) -> dict[UUID, RecordT]:
    """Return the deleted records of a kind as they were."""
    found: dict[UUID, RecordT] = {}
    for row in repository.deletions(kind):
        record = record_of(row.record, row.before) if row.before else None
        if isinstance(record, kind):
            found[UUID(row.record_id)] = record
    return found
