"""The record itself in words: every field of every entry, of the child, of sources, people and disagreements.

Nothing is judged to be worth leaving out. What an entry does not say is not printed for it; what is not recorded of the child is
said to be not recorded, since its absence is something to ask about.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from chronology_tui.domain.dates import UncertainDate, format_date
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.particulars import action_words, particulars
from chronology_tui.domain.records import Child, Event, MeasurementDetails, Person, Source
from chronology_tui.domain.records.child import ChildStatus, Dated
from chronology_tui.domain.text import fold
from chronology_tui.domain.vocabulary import (
    Basis,
    ChildSeen,
    FamilyResponse,
    FatherKnown,
    Handling,
    Impact,
    PartTaken,
    PlanCategory,
    Sex,
)
from chronology_tui.report.agreed import state_words
from chronology_tui.report.case import Case
from chronology_tui.report.document import Cell, Column, ColumnKind, Fact, Facts, Line, Row, Run, Table, Tone
from chronology_tui.report.entries import EMPTY, cell, date_cell, headline, quoted, severity_cell, year_group
from chronology_tui.report.people import relation_words
from chronology_tui.report.wording import (
    CATEGORY_WORDS,
    IMPACT_WORDS,
    LIKELIHOOD_WORDS,
    RESPONSE_WORDS,
    STATUS_WORDS,
    capital,
    day_words,
    listed,
    nhs_words,
    said,
    sentence,
)

NOT_RECORDED = "not recorded"
_HANDLING = {
    Handling.THIRD_PARTY: "information about somebody other than the child and carers",
    Handling.RESTRICTED: "not to be shared outside the recording agency without agreement",
    Handling.PRIVILEGED: "legally privileged",
    Handling.NOT_FOR_CARERS: "not to be shared with carers",
}
_BASIS = {
    Basis.OBSERVED: "seen or heard by a professional",
    Basis.RECORDED: "recorded by a clinician",
    Basis.REPORTED_BY_CARER: "reported by carer",
    Basis.REPORTED_BY_CHILD: "reported by the child",
    Basis.THIRD_PARTY: "reported by somebody else",
    Basis.NOT_KNOWN: "",
}
_SEEN = {
    ChildSeen.NOT_RECORDED: "",
    ChildSeen.NO: "not seen",
    ChildSeen.SEEN: "seen",
    ChildSeen.SEEN_AND_SPOKEN_TO: "seen and spoken to",
    ChildSeen.SEEN_ALONE: "seen alone",
}
_PARTS = {
    PartTaken.BROUGHT_CHILD: "brought the child",
    PartTaken.PRESENT: "present",
    PartTaken.PROFESSIONAL: "professional who saw, recorded or acted",
    PartTaken.REPORTED: "reported it",
    PartTaken.MENTIONED: "spoken of",
}
_FATHER = {FatherKnown.KNOWN: "known", FatherKnown.UNKNOWN: "asked, and not known", FatherKnown.NOT_ASKED: "not asked yet"}


def plain_value(value: str) -> str:
    """Return the code of a closed list as words: "protection_plan" as "protection plan"."""
    return value.replace("_", " ")


# ------------------------------------------------------------------------------------------------------------------- entries


@dataclass(frozen=True)
class RecordWriter:
    """Writes entries of one case in full; what it looks up for each of them is gathered once."""

    case: Case

    @cached_property
    def people(self) -> Mapping[UUID, str]:
        """The names of the people, as they may be named to this reader."""
        return {person.id: said(person.name) for person in self.case.request.people}

    @cached_property
    def children(self) -> Mapping[UUID, str]:
        """The initials of the children whose chronologies go with the request."""
        chronologies = (self.case.chronology, *self.case.request.siblings)
        return {chronology.child.id: said(chronology.child.initials) for chronology in chronologies}

    def table(self, caption: str, events: Iterable[Event]) -> Table:
        """Return the table of entries that come in order, by year; no age column without a birth date."""
        aged = self.case.chronology.child.birth is not None
        columns = (
            Column("No.", ColumnKind.NUMBER),
            Column("Date", ColumnKind.DATE),
            *([Column("Age", ColumnKind.AGE)] if aged else []),
            Column("Entry", ColumnKind.TEXT),
            Column("Source", ColumnKind.SHORT),
            Column("Severity", ColumnKind.SEVERITY),
        )
        return Table(caption, columns, tuple(self._row(event, aged=aged) for event in events))

    def _row(self, event: Event, *, aged: bool) -> Row:
        number = self.case.printed[event.id]
        cells = [cell(str(number)), self._date(event)]
        if aged:
            age = self.case.age_at(event.when)
            cells.append(cell(age.short) if age else EMPTY)
        cells += [Cell(tuple(self._lines(event))), self._source(event), severity_cell(event.severity)]
        return Row(tuple(cells), anchor=f"entry-{number}", group=year_group(event))

    def _date(self, event: Event) -> Cell:
        """Return the date with what was typed, where that says it otherwise, and what to know of how it was read."""
        found = date_cell(event)
        typed = said(event.when.text)
        more = [said(remark.text) for remark in event.when.remarks if remark.needs_a_look]
        if typed and not event.when.is_undated and not _same_date(typed, event.when):
            more.insert(0, f"as written: {typed}")
        return Cell((*found.lines, *((Run(words, Tone.QUIET),) for words in more)))

    def _source(self, event: Event) -> Cell:
        source = self.case.chronology.sources[event.source]
        page = f", p.\u00a0{said(event.page)}" if event.page else ""
        lines: list[Line] = [(Run(said(source.title) + page),)]
        if _BASIS[event.basis]:
            lines.append((Run(_BASIS[event.basis], Tone.QUIET),))
        return Cell(tuple(lines))

    def _lines(self, event: Event) -> Iterable[Line]:
        """Yield the entry: headline and summary; the labelled parts in one line; then words and actions, each a line."""
        head = headline(event)
        first = [Run("Key event. ", Tone.LABEL)] if event.key else []
        first.append(Run(sentence(head), Tone.STRONG))
        if event.summary:
            first.append(Run(f" {sentence(said(event.summary))}"))
        yield tuple(first)
        parts = _labelled(self._parts(event, head))
        if parts:
            yield parts
        for label, words in self._own_lines(event):
            yield (Run(f"{label}:", Tone.LABEL), Run(f" {sentence(words)}"))

    def _parts(self, event: Event, head: str) -> Iterable[tuple[str, str]]:
        if isinstance(event.details, MeasurementDetails) and event.kind.label not in head:
            yield "Kind", event.kind.label
        if event.area is not event.kind.area:
            yield "Area", event.area.label
        yield "Place", said(event.place)
        yield from _details(event)
        yield "Professional", said(event.professional)
        yield "Brought by", said(event.brought_by)
        yield "Present", said(event.present)
        yield "People", "; ".join(self._person(i.person, i.part) for i in event.people)
        yield "Child", _SEEN[event.child_seen]
        yield (
            "Impact",
            _with_note(IMPACT_WORDS.get(event.impact, "") if event.impact is not Impact.UNKNOWN else "", event.impact_note),
        )
        yield "Action", said(event.action)
        response = RESPONSE_WORDS.get(event.family_response, "") if event.family_response is not FamilyResponse.UNKNOWN else ""
        yield "Response", _with_note(response, event.response_note)
        yield "Harm if nothing changes", LIKELIHOOD_WORDS.get(event.likelihood, "")

    def _person(self, person: UUID, part: PartTaken) -> str:
        return f"{self.people.get(person, 'somebody not listed here')}, {_PARTS[part]}"

    def _own_lines(self, event: Event) -> Iterable[tuple[str, str]]:
        if event.child_voice:
            yield "Child said", quoted(event.child_voice)
        if event.quote:
            yield "Verbatim from the source", quoted(event.quote)
        for action in event.planned:
            yield "Agreed action", f"{said(action_words(action))} ({state_words(action, self.case)})"
        others = [child for child in event.children if child != self.case.chronology.child.id]
        if others:
            named = sorted(self.children[child] for child in others if child in self.children)
            rest = len(others) - len(named)
            more = [f"{rest} more {'child' if rest == 1 else 'children'} of the family"] if rest else []
            yield "Also about", listed([*named, *more])
        if event.handling:
            yield "Handling", "; ".join(_HANDLING[mark] for mark in event.handling)
        if event.notes:
            yield "Notes", said(event.notes)


def _details(event: Event) -> Iterable[tuple[str, str]]:
    """Yield what the typed details and the signs of the perplexing presentations form say; agreed actions stand apart.

    A home visit without access says how it was to take place too, which goes without saying elsewhere.
    """
    found = particulars(event.model_copy(update={"kind": Kind.ATTENDED}) if event.kind is Kind.NO_ACCESS else event)
    for particular in found[: len(found) - len(event.planned)]:
        if particular.words == "yes":
            yield capital(said(particular.label)), "yes"
        elif not isinstance(event.details, MeasurementDetails) or particular.label.startswith("signs"):
            yield capital(said(particular.label)), said(particular.words)


def _labelled(parts: Iterable[tuple[str, str]]) -> Line:
    runs: list[Run] = []
    for label, words in parts:
        if words:
            runs += [*([Run(" ")] if runs else []), Run(f"{label}:", Tone.LABEL), Run(f" {sentence(words)}")]
    return tuple(runs)


def _with_note(coded: str, note: str) -> str:
    note = said(note)
    return f"{coded}. {capital(note)}" if coded and note else coded or note


def _same_date(typed: str, when: UncertainDate) -> bool:
    """Whether what was typed says no more than the date as it is printed: a calendar day in figures, or the same words."""
    return (when.is_certain_day and _FIGURES.fullmatch(typed) is not None) or fold(typed) == fold(format_date(when))


_FIGURES = re.compile(r"[\d./ -]+")


# --------------------------------------------------------------------------------------------------------------------- child


def child_record(case: Case) -> Facts:
    """Return every fact that is recorded of the child, and which are not."""
    child = case.chronology.child
    shown_birth = case.request.births
    facts = [
        ("Name", said(child.name)),
        ("Expected birth" if child.unborn else "Date of birth", _birth(child) if shown_birth else "not shown"),
        ("Sex", "" if child.sex is Sex.NOT_KNOWN else plain_value(child.sex.value)),
        ("Gestation at birth", f"{child.gestation.weeks}+{child.gestation.days} weeks" if child.gestation else ""),
        ("NHS number", (nhs_words(child.nhs_number) if child.nhs_number else "") if shown_birth else "not shown"),
        ("Reference", said(child.reference)),
        ("Family", said(child.family_group)),
        ("Household", said(child.household)),
        ("Parental responsibility", said(child.parental_responsibility)),
        ("Father", _FATHER[child.father]),
        ("Lead professional", said(child.lead_professional)),
        ("Conditions", "; ".join(map(said, child.conditions))),
        ("Plans and legal statuses", "; ".join(map(_status, child.statuses))),
        ("What makes the child more vulnerable", "; ".join(_dated(v.kind.value, v.note, v) for v in child.vulnerabilities)),
        ("Risks in the household", "; ".join(_dated(r.kind.value, r.note, r) for r in child.household_risks)),
        ("Marking of documents", said(child.marking)),
        ("Basis for sharing", said(child.sharing_basis)),
        ("This chronology is", plain_value(child.state.value)),
    ]
    return Facts(tuple(Fact(label, (Run(words or NOT_RECORDED),)) for label, words in facts))


def _birth(child: Child) -> str:
    return day_words(child.birth) if child.birth else ""


def _status(status: ChildStatus) -> str:
    category = "" if status.category is PlanCategory.NOT_RECORDED else f" ({CATEGORY_WORDS[status.category]})"
    return f"{STATUS_WORDS[status.kind]}{category}{_span(status)}"


def _dated(kind: str, note: str, dated: Dated) -> str:
    words = f": {said(note)}" if note else ""
    return f"{plain_value(kind)}{words}{_span(dated)}"


def _span(dated: Dated) -> str:
    since = f"from {day_words(dated.start)}" if dated.start else ""
    until = f"to {day_words(dated.end)}" if dated.end else ""
    return f", {' '.join(filter(None, (since, until)))}" if since or until else ""


# ------------------------------------------------------------------------------------------------------- people and sources


def people_record(case: Case) -> Table | None:
    """Return everything recorded of the people around the child; None where nobody is."""
    if not case.request.people:
        return None
    columns = (
        Column("Name and notes", ColumnKind.TEXT),
        Column("Role and agency", ColumnKind.TEXT),
        Column("To the child", ColumnKind.TEXT),
        Column("In documents", ColumnKind.TEXT),
    )
    ordered = sorted(case.request.people, key=lambda person: (person.kind.value, fold(person.name), person.id))
    children = RecordWriter(case).children
    return Table("People", columns, tuple(_person_row(person, children) for person in ordered))


def _person_row(person: Person, children: Mapping[UUID, str]) -> Row:
    role = [plain_value(person.kind.value), said(person.role), said(person.agency)]
    relations = [f"{children.get(r.child, 'another child of the family')}: {relation_words(r)}" for r in person.relations]
    naming = ["somebody other than the child and carers"] if person.third_party else []
    if person.pseudonym:
        naming.append(f"named as {said(person.pseudonym)}")
    return Row((_with_notes(person.name, person.notes), cell(*map(capital, role)), cell(*relations), cell(*naming)))


def _with_notes(name: str, notes: str) -> Cell:
    lines: list[Line] = [(Run(said(name)),)]
    if notes:
        lines.append((Run("Notes:", Tone.LABEL), Run(f" {sentence(said(notes))}")))
    return Cell(tuple(lines))


def sources_record(case: Case) -> Table | None:
    """Return everything recorded of the sources, with the number of entries that rest on each; None where there are none."""
    if not case.chronology.sources:
        return None
    entries = Counter(event.source for event in case.events)
    columns = (
        Column("Source and notes", ColumnKind.TEXT),
        Column("Kind", ColumnKind.SHORT),
        Column("Agency, reference, date", ColumnKind.TEXT),
        Column("Seen, and entries compared with it", ColumnKind.SHORT),
        Column("Entries", ColumnKind.NUMBER),
    )
    ordered = sorted(case.chronology.sources.values(), key=lambda source: (fold(source.title), source.id))
    return Table("Sources", columns, tuple(_source_row(source, entries[source.id]) for source in ordered))


def _source_row(source: Source, entries: int) -> Row:
    seen = "seen" if source.available else "not available"
    checked = "compared" if source.checked else "not compared"
    dated = f"dated {format_date(source.dated)}" if source.dated else ""
    return Row(
        (
            _with_notes(source.title, source.notes),
            cell(plain_value(source.kind.value)),
            cell(", ".join(filter(None, (said(source.agency), said(source.reference), dated)))),
            cell(f"{seen}, {checked}"),
            cell(f"{entries:,}"),
        )
    )
