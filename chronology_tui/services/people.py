"""People around the children of a store: family members and professionals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chronology_tui.domain.records import Person, Relation
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
    """

    kind: str | None = None
    role: str | None = None
    agency: str | None = None
    third_party: bool | None = None
    pseudonym: str | None = None
    notes: str | None = None
    relations: Sequence[str] = ()


def add_person(casebook: Casebook, name: str, fields: PersonFields) -> Person:
    """Add a person and return the record.

    Raises:
        InvalidRecord: a value does not fit, or a person of that name is there already; nothing was changed.
        ChildUnknown: a relation names no one child.
    """
    values = {"id": casebook.ledger.new_id(), "name": name, **_values(casebook, fields, ())}
    person = valid(Person, values)
    with casebook.writing() as writing:
        if any(fold(other.name) == fold(person.name) for other in writing.repository.all(Person)):
            raise InvalidRecord("A person of that name is there already. Change the record with: chronology person set")
        writing.repository.add([person], writing.stamp)
    return person


def set_person(casebook: Casebook, name: str, fields: PersonFields) -> Person:
    """Change fields of a person, add or replace relations, and return the record.

    Raises:
        InvalidRecord: a value does not fit, or nobody has that name; nothing was changed.
        ChildUnknown: a relation names no one child.
    """
    before = next((person for person in people(casebook) if fold(person.name) == fold(name)), None)
    if before is None:
        raise InvalidRecord(f"There is no person {name!r}. The people are listed by: chronology person list")
    after = valid(Person, {**dict(before), **_values(casebook, fields, before.relations)})
    if after != before:
        with casebook.writing() as writing:
            writing.repository.change(before, after, writing.stamp)
    return after


def people(casebook: Casebook, child_id: UUID | None = None) -> tuple[Person, ...]:
    """Return the people who are related to a child, or all, in order of entry."""
    with casebook.ledger.reading() as repository:
        everyone = repository.all(Person)
    return tuple(p for p in everyone if child_id is None or any(r.child == child_id for r in p.relations))


def _values(casebook: Casebook, fields: PersonFields, there: Sequence[Relation]) -> dict[str, Any]:
    names = ("role", "agency", "third_party", "pseudonym", "notes")
    values: dict[str, Any] = {name: getattr(fields, name) for name in names if getattr(fields, name) is not None}
    if fields.kind is not None:
        values["kind"] = member(PersonKind, fields.kind, "kind of person")
    relations = {relation.child: relation for relation in there}
    for typed in fields.relations:
        left, _, child = typed.partition(":")
        kind, _, words = left.partition("=")
        relation = valid(
            Relation,
            {"child": casebook.child(child.strip()).id, "kind": member(RelationKind, kind, "relation"), "words": words},
        )
        relations[relation.child] = relation
    values["relations"] = tuple(relations.values())
    return values
