"""People around the children of a store: family members and professionals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import Child, Person, Relation
from chronology_tui.domain.text import fold
from chronology_tui.domain.vocabulary import PersonKind, RelationKind
from chronology_tui.services.errors import InvalidRecord
from chronology_tui.services.ledger import valid
from chronology_tui.services.typed import member

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook


@dataclass(frozen=True, slots=True)
class PersonFields:
    """Typed values of a person's fields; None leaves a field as it is.

    Attributes:
        kind: "family" or "professional".
        relations: each ``kind[=words][:child]``, the child by name; the only child of the store when not named.
        name: as the worker writes it.
        related: what the person is to a child, as kind and words, by the child; an empty kind takes the relation off.
    """

    kind: str | None = None
    role: str | None = None
    agency: str | None = None
    third_party: bool | None = None
    pseudonym: str | None = None
    notes: str | None = None
    relations: Sequence[str] = ()
    name: str | None = None
    related: Mapping[UUID, tuple[str, str]] = field(default_factory=dict)


def add_person(casebook: Casebook, name: str, fields: PersonFields) -> Person:
    """Add a person and return the record.

    Raises:
        InvalidRecord: a value does not fit, or a person of that name is there already; nothing was changed.
        ChildUnknown: a relation names no one child.
    """
    return save_person(casebook, None, replace(fields, name=name))


def set_person(casebook: Casebook, name: str, fields: PersonFields) -> Person:
    """Change fields of a person, add or replace relations, and return the record.

    Raises:
        InvalidRecord: a value does not fit, or nobody has that name; nothing was changed.
        ChildUnknown: a relation names no one child.
    """
    before = next((person for person in people(casebook) if fold(person.name) == fold(name)), None)
    if before is None:
        raise InvalidRecord(f"There is no person {name!r}. The people are listed by: chronology person list")
    return save_person(casebook, before.id, fields)


def save_person(casebook: Casebook, person_id: UUID | None, fields: PersonFields, *, draft: UUID | None = None) -> Person:
    """Change fields of a person, or add one where ``person_id`` is None, and return the record; the ``draft`` of it goes.

    Raises:
        InvalidRecord: a value does not fit, or another person has the name; nothing was changed.
        ChildUnknown: a relation names no one child.
    """
    with casebook.ledger.lock:
        everyone = people(casebook)
        before = next((person for person in everyone if person.id == person_id), None)
        if before is None and person_id is not None:
            raise InvalidRecord("That person is not there any more, so nothing was changed. Look at the list again.")
        start: dict[str, Any] = {"id": casebook.ledger.new_id(), "name": ""} if before is None else dict(before)
        after = valid(Person, {**start, **_values(casebook, fields, before.relations if before else ())})
        if any(fold(other.name) == fold(after.name) for other in everyone if other.id != person_id):
            raise InvalidRecord("A person of that name is there already: change that record instead.")
        with casebook.writing() as writing:
            if before is None:
                writing.repository.add([after], writing.stamp)
            elif after != before:
                writing.repository.change(before, after, writing.stamp)
            if draft is not None:
                writing.repository.drop_drafts(draft)
    return after


def people(casebook: Casebook, child_id: UUID | None = None) -> tuple[Person, ...]:
    """Return the people who are related to a child, or all, in order of entry."""
    with casebook.ledger.reading() as repository:
        everyone = repository.all(Person)
    return tuple(p for p in everyone if child_id is None or any(r.child == child_id for r in p.relations))


def people_around(casebook: Casebook, chronology: Chronology) -> tuple[Person, ...]:
    """Return the people whom a screen about one child shows, family first, then in order of entry.

    They are those who are related to the child, those whom its entries name, and those who are related to no child yet. People
    of other families in the store are left out.
    """
    named = {involvement.person for event in chronology.events for involvement in event.people}
    found = [
        person
        for person in people(casebook)
        if person.id in named or not person.relations or any(r.child == chronology.child.id for r in person.relations)
    ]
    return tuple(sorted(found, key=lambda person: person.kind is not PersonKind.FAMILY))


def entries_with(chronology: Chronology, person_id: UUID) -> tuple[UUID, ...]:
    """Return the entries in which a person had a part, in order."""
    return tuple(event.id for event in chronology.events if any(one.person == person_id for one in event.people))


def children_to_ask_about(casebook: Casebook, child: Child, person: Person | None) -> tuple[Child, ...]:
    """Return the children to whom a person's relation is asked: the child first, its family, those already related."""
    related = {relation.child for relation in person.relations} if person else set()

    def wanted(other: Child) -> bool:
        family = bool(child.family_group) and fold(other.family_group) == fold(child.family_group)
        return other.id != child.id and (family or other.id in related)

    return (child, *filter(wanted, casebook.children()))


def _values(casebook: Casebook, fields: PersonFields, there: Sequence[Relation]) -> dict[str, Any]:
    names = ("name", "role", "agency", "third_party", "pseudonym", "notes")
    values: dict[str, Any] = {name: getattr(fields, name) for name in names if getattr(fields, name) is not None}
    if fields.kind is not None:
        values["kind"] = member(PersonKind, fields.kind, "kind of person")
    relations = {relation.child: relation for relation in there}
    for typed in fields.relations:
        left, _, child = typed.partition(":")
        kind, _, words = left.partition("=")
        relation = _relation(casebook.child(child.strip()).id, kind, words)
        relations[relation.child] = relation
    for child_id, (kind, words) in fields.related.items():
        relations.pop(child_id, None)
        if kind:
            relations[child_id] = _relation(child_id, kind, words)
    values["relations"] = tuple(relations.values())
    return values


def _relation(child: UUID, kind: str, words: str) -> Relation:
    return valid(Relation, {"child": child, "kind": member(RelationKind, kind, "relation"), "words": words})
