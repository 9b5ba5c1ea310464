"""The people around the child and the professionals' disagreements, as tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from chronology_tui.domain.dates import format_date
from chronology_tui.domain.records import Disagreement, Person, Relation
from chronology_tui.domain.text import fold
from chronology_tui.domain.vocabulary import EscalationStage, PersonKind, RelationKind
from chronology_tui.report.case import Case
from chronology_tui.report.document import Cell, Column, ColumnKind, Line, Row, Run, Table
from chronology_tui.report.entries import cell
from chronology_tui.report.wording import capital, said

STAGE_WORDS = {
    EscalationStage.PRACTITIONERS: "between practitioners",
    EscalationStage.MANAGERS: "between their managers",
    EscalationStage.SENIOR_MANAGERS: "between senior managers, or named and designated professionals",
    EscalationStage.PARTNERSHIP: "before the safeguarding partnership",
}


def professionals_table(case: Case) -> Table | None:
    """Return the professionals who are recorded as people, by agency; None where none is."""
    people = [person for person in case.request.people if person.kind is PersonKind.PROFESSIONAL]
    people.sort(key=lambda p: (not p.agency, fold(p.agency), fold(p.name), p.id))
    if not people:
        return None
    relations = [_relation(case, person) for person in people]
    # That a professional is a professional to the child needs no column.
    told = any(relations)
    columns = [Column("Name", ColumnKind.SHORT), Column("Role", ColumnKind.TEXT), Column("Agency", ColumnKind.TEXT)]
    if told:
        columns.append(Column("To the child", ColumnKind.TEXT))
    rows = []
    for person, relation in zip(people, relations, strict=True):
        cells = [cell(said(person.name)), cell(said(person.role)), cell(said(person.agency))]
        rows.append(Row((*cells, cell(relation or "not recorded")) if told else tuple(cells)))
    return Table("Professionals, by agency", tuple(columns), tuple(rows))


def _relation(case: Case, person: Person) -> str:
    mine = (relation for relation in person.relations if relation.child == case.chronology.child.id)
    return "; ".join(relation_words(r) for r in mine if r.words or r.kind is not RelationKind.PROFESSIONAL)


def relation_words(relation: Relation) -> str:
    """Return what a person is to a child, the worker's own words beside the list's."""
    kind = relation.kind.value.replace("_", " ")
    words = said(relation.words)
    return f"{kind}: {words}" if words else kind


def agencies(case: Case) -> tuple[str, ...]:
    """Return the agencies of sources that were seen and of professionals, in alphabetical order."""
    named = [source.agency for source in case.chronology.sources.values() if source.available]
    named += [person.agency for person in case.request.people if person.kind is PersonKind.PROFESSIONAL]
    first: dict[str, str] = {}
    for agency in filter(None, map(said, named)):
        first.setdefault(fold(agency), agency)
    return tuple(first[key] for key in sorted(first))


def disagreements_table(disagreements: Iterable[Disagreement]) -> Table | None:
    """Return the professional disagreements in order of the day they were raised; None where there are none."""
    ordered = sorted(disagreements, key=lambda d: (d.raised.sort_key, d.id))
    if not ordered:
        return None
    columns = (
        Column("Raised", ColumnKind.DATE),
        Column("With whom", ColumnKind.SHORT),
        Column("About what", ColumnKind.TEXT),
        Column("How far it was taken", ColumnKind.SHORT),
        Column("What came of it", ColumnKind.SHORT),
    )
    return Table("Professional disagreements, in order of the day raised", columns, tuple(map(_disagreement, ordered)))


def _disagreement(one: Disagreement) -> Row:
    settled = f"settled {format_date(one.settled)}" if one.settled else "open"
    came: Sequence[Line] = [(Run(capital(settled)),), *([(Run(said(one.outcome)),)] if one.outcome else [])]
    return Row(
        (
            cell(format_date(one.raised)),
            cell(said(one.with_whom)),
            cell(said(one.about)),
            cell(capital(STAGE_WORDS[one.stage])),
            Cell(tuple(came)),
        )
    )
