"""The record bundle: everything about some children as one value, for interchange without loss.

A bundle refers only to records within itself, so that it can be read anywhere.
"""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from chronology_tui.domain.records.base import Record
from chronology_tui.domain.records.child import Child
from chronology_tui.domain.records.event import Event
from chronology_tui.domain.records.person import Person
from chronology_tui.domain.records.process import Disagreement, ExportRecord, FindingReview
from chronology_tui.domain.records.source import Source


class Bundle(Record):
    """All records about some children; identifiers are unique over the bundle, and every reference stays inside it.

    The evidence of a review alone may name entries that are not in the bundle: it is told as it was, and entries may go.
    """

    format: Literal["chronology-bundle"] = "chronology-bundle"
    version: Literal[1] = 1
    children: tuple[Child, ...] = ()
    people: tuple[Person, ...] = ()
    sources: tuple[Source, ...] = ()
    events: tuple[Event, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    exports: tuple[ExportRecord, ...] = ()
    reviews: tuple[FindingReview, ...] = ()

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        groups = (self.children, self.people, self.sources, self.events, self.disagreements, self.exports, self.reviews)
        ids = [record.id for group in groups for record in group]
        if len(set(ids)) != len(ids):
            raise ValueError("two records have the same identifier")
        children, people = {c.id for c in self.children}, {p.id for p in self.people}
        sources = {s.id for s in self.sources}
        for event in self.events:
            if not children.issuperset(event.children):
                raise ValueError(f"event {event.id} is about a child that is not in the bundle")
            if event.source not in sources:
                raise ValueError(f"event {event.id} names a source that is not in the bundle")
            if not people.issuperset(i.person for i in event.people):
                raise ValueError(f"event {event.id} names a person who is not in the bundle")
        for person in self.people:
            if not children.issuperset(r.child for r in person.relations):
                raise ValueError(f"person {person.id} is related to a child that is not in the bundle")
        if not children.issuperset([d.child for d in self.disagreements] + [x.child for x in self.exports]):
            raise ValueError("a disagreement or export is about a child that is not in the bundle")
        if not children.issuperset(r.child for r in self.reviews):
            raise ValueError("the review of a finding is about a child that is not in the bundle")
        if len({(r.child, r.finding) for r in self.reviews}) != len(self.reviews):
            raise ValueError("one finding about a child is reviewed twice")
        return self
