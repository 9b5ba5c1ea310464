"""What of a store belongs to some children: who is around them, and what a shared record says of them alone.

A store may hold several families. Nothing that is made about one child may name somebody whom only another child has to do with.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import TypeVar
from uuid import UUID

from chronology_tui.domain.records import Event, KeptRecord, Person

KeptT = TypeVar("KeptT", bound=KeptRecord)


def about(record: KeptT, children: AbstractSet[UUID]) -> KeptT:
    """Return what an event or a person says of ``children``; any other record as it is."""
    if isinstance(record, Event):
        own = tuple(child for child in record.children if child in children)
        return record if own == record.children else record.changed(children=own)
    if isinstance(record, Person):
        relations = tuple(relation for relation in record.relations if relation.child in children)
        return record if relations == record.relations else record.changed(relations=relations)
    return record


def people_around(people: Iterable[Person], events: Iterable[Event], children: AbstractSet[UUID]) -> tuple[Person, ...]:
    """Return who is related to one of ``children`` or took part in one of ``events``; related to those children only."""
    took_part = {involved.person for event in events for involved in event.people}
    around = (about(person, children) for person in people)
    return tuple(person for person in around if person.relations or person.id in took_part)
