"""People around the child: family members and professionals."""

from __future__ import annotations

from typing import Self
from uuid import UUID

from pydantic import model_validator

from chronology_tui.domain.records.base import KeptRecord, Record, Text, Words
from chronology_tui.domain.vocabulary import PersonKind, RelationKind


class Relation(Record):
    """What a person is to one child, with the worker's own words where the list is too short."""

    child: UUID
    kind: RelationKind
    words: Text = ""


class Person(KeptRecord):
    """A family member or a professional.

    Attributes:
        id: UUIDv7.
        name: as the worker writes it.
        kind: family or professional.
        role: "health visitor", "class teacher".
        agency: where a professional works.
        relations: what the person is to each child.
        third_party: whether the person is somebody other than the child and carers, whose details are kept out of packs.
        pseudonym: the words that stand for the person where the name may not, such as "Mother's partner".
        notes: anything else.
    """

    name: Words
    kind: PersonKind = PersonKind.FAMILY
    role: Text = ""
    agency: Text = ""
    relations: tuple[Relation, ...] = ()
    third_party: bool = False
    pseudonym: Text = ""
    notes: Text = ""

    @model_validator(mode="after")
    def _one_relation_a_child(self) -> Self:
        if len({r.child for r in self.relations}) != len(self.relations):
            raise ValueError("a child is named twice")
        return self
