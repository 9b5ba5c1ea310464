"""Small cases for the quality check: lines of the language of cases, each with the fields that it has no mark for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from chronology_tui.analysis.engine import analyse
from chronology_tui.analysis.policy import DEFAULT_POLICY, Policy
from chronology_tui.analysis.quality import PageCap, QualityCase, QualityCode, QualityIssue, check
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import Child, Person, Relation
from chronology_tui.domain.vocabulary import PersonKind, RelationKind
from tests.support.cases import AS_OF, CHILD, Case, case

GLOSSARY = {"GP": "general practitioner", "CAMHS": "child and adolescent mental health services"}


@dataclass(frozen=True)
class Entry:
    """One entry: a line of the small language, and further fields by name."""

    line: str
    fields: Mapping[str, object]


def entry(line: str, **fields: object) -> Entry:
    """Return an entry."""
    return Entry(line, fields)


def case_of(entries: Iterable[Entry], child: Child = CHILD) -> Case:
    """Return the chronology of some entries, with the names that their lines give them."""
    entries = list(entries)
    plain = case([e.line for e in entries], child=child)
    by_id = {event.id: event for event in plain.chronology.events}
    changed = [by_id[UUID(int=0x1000 + n)].changed(**e.fields) for n, e in enumerate(entries, 1)]
    return Case(Chronology.of(child, changed, plain.chronology.sources.values()), plain.names)


def person(name: str, number: int = 1, *, relation: RelationKind | None = None, **fields: object) -> Person:
    """Return a person on record."""
    relations = (Relation(child=CHILD.id, kind=relation),) if relation else ()
    kind = fields.pop("kind", PersonKind.FAMILY)
    values = {"id": UUID(int=0x7000 + number), "name": name, "kind": kind, "relations": relations, **fields}
    return Person.model_validate(values)


@dataclass(frozen=True)
class Around:
    """What goes with a chronology: see :class:`QualityCase`."""

    child: Child = CHILD
    people: tuple[Person, ...] = ()
    other_children: tuple[str, ...] = ()
    page_caps: tuple[PageCap, ...] = ()
    policy: Policy = DEFAULT_POLICY
    as_of: date = AS_OF
    glossary: Mapping[str, str] = field(default_factory=lambda: GLOSSARY)

    def case(self, chronology: Chronology) -> QualityCase:
        """Return the case that the check is given."""
        return QualityCase(
            chronology, analyse(chronology, self.policy, self.as_of), self.as_of, self.people, self.other_children, self.glossary,
            self.policy, self.page_caps,
        )  # fmt: skip


def issues_of(code: QualityCode, chronology: Chronology, around: Around) -> list[QualityIssue]:
    """Return the issues with one code."""
    return [issue for issue in check(around.case(chronology)) if issue.code is code]
