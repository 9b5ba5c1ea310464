"""The people around the child and the professionals' disagreements, as tables."""

from __future__ import annotations

from datetime import date

from chronology_tui.domain.dates import format_date
from chronology_tui.domain.dates.value import UncertainDate
from chronology_tui.domain.records import Disagreement, Person, Relation
from chronology_tui.domain.text import fold
from chronology_tui.domain.vocabulary import EscalationStage, PersonKind, RelationKind
from chronology_tui.report.case import Case
from chronology_tui.report.document import Column, ColumnKind, Row, Table
from chronology_tui.report.entries import cell
from chronology_tui.report.wording import capital, said, sentence

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


def disagreements_table(case: Case) -> Table | None:
    """Return the professional disagreements that may have been raised by the day, in order; None where there are none."""
    as_of = case.request.as_of
    raised = [one for one in case.request.disagreements if _by(one.raised, as_of)]
    if not raised:
        return None
    columns = (
        Column("Raised", ColumnKind.DATE),
        Column("With whom", ColumnKind.SHORT),
        Column("About what", ColumnKind.TEXT),
        Column("How far it was taken", ColumnKind.SHORT),
        Column("How it stands", ColumnKind.TEXT),
    )
    rows = tuple(_disagreement(one, as_of) for one in sorted(raised, key=lambda one: (one.raised.sort_key, one.id)))
    return Table("Professional disagreements, how far each was taken, and how it stands", columns, rows)


def _by(when: UncertainDate, day: date) -> bool:
    return when.earliest is None or when.earliest <= day


def _disagreement(one: Disagreement, as_of: date) -> Row:
    settled = one.settled is not None and _by(one.settled, as_of)
    when = f"Settled {format_date(one.settled)}" if settled and one.settled and not one.settled.is_undated else "Settled"
    # What came of one that is settled only later is not known on the day.
    outcome = capital(said(one.outcome)) if settled or one.settled is None else ""
    return Row(
        (
            cell(format_date(one.raised)),
            cell(said(one.with_whom)),
            cell(sentence(said(one.about))),
            cell(capital(STAGE_WORDS[one.stage])),
            cell(sentence(when if settled else "Open"), sentence(outcome)),
        )
    )
