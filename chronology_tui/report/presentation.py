"""The perplexing presentations form: each contact as what was reported and what was observed, with the signs that were coded.

The form is in use as the "Wilmslow" form; its signs and the way to read them are those of the Royal College of Paediatrics and
Child Health, Perplexing presentations / fabricated or induced illness in children (2021). Signs are indicators, not evidence.
Nothing here asks for a motive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import format_date
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Event
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.vocabulary import Basis, Impact, PartTaken
from chronology_tui.report.case import Case
from chronology_tui.report.document import Cell, Column, ColumnKind, Line, Row, Run, Table, Tone
from chronology_tui.report.entries import (
    EMPTY,
    beyond,
    cell,
    date_text,
    headline,
    quoted,
    severity_cell,
    source_words,
    year_group,
)
from chronology_tui.report.request import ReportRequest
from chronology_tui.report.selection import child_words
from chronology_tui.report.wording import IMPACT_WORDS, capital, listed, many, said, sentence

SIGNS: Mapping[int, str] = MappingProxyType(
    {
        1: "Reported symptoms, or signs that were found, are not explained by any condition the child is known to have",
        2: "Examination or tests do not explain the reported symptoms or signs",
        3: "Response to prescribed treatment is poor and cannot be explained",
        4: "New symptoms are reported as earlier ones resolve",
        5: "Reported symptoms are not seen to begin in the carer's absence",
        6: "The child's activities are curtailed beyond what would be expected for the condition",
        7: "The child is brought repeatedly with a range of symptoms",
        8: "Illness, deaths or surgery in the family that are not explained",
        9: "Symptoms fade when the carer's access to the child is restricted",
        10: "Catastrophes or bereavements in the family are reported and seem exaggerated",
        11: "The seriousness of what is told does not fit what the parent does",
        12: "Information that was given is erroneous or misleading",
    }
)
"""The signs of the form by code."""

NO_CONCERN = 0
"""The code of a contact that somebody looked at and found no sign in."""

CONTACT_AREAS = frozenset({Area.URGENT_CARE, Area.CARE, Area.INJURY})
CONTACT_KINDS = frozenset(
    {
        Kind.ATTENDED, Kind.ATTENDED_LATE, Kind.REVIEW_DONE, Kind.SCHOOL_OBSERVATION, Kind.CHILD_OBSERVED, Kind.CHILD_WORDS,
        Kind.MEDICINE_REVIEW_DONE, Kind.STOPPED_BY_FAMILY, Kind.WRONGLY_GIVEN, Kind.TREATMENT_REFUSED,
    }
)  # fmt: skip
CONTACTS_COUNT = (
    "Counted as contacts are appointments that the child was brought to, urgent and hospital care, primary and specialist care "
    "with tests and procedures, injuries and symptoms, reviews of health and medicines, treatment refused or stopped, what was "
    "seen at school or elsewhere, the child's own words, and every other entry for which a sign is coded. Telephone and video "
    "contacts count. Missed appointments and meetings of professionals do not."
)

REPORTED = frozenset({Basis.REPORTED_BY_CARER, Basis.REPORTED_BY_CHILD, Basis.THIRD_PARTY})
_REPORTERS = {Basis.REPORTED_BY_CARER: "carer", Basis.REPORTED_BY_CHILD: "the child", Basis.THIRD_PARTY: "somebody else"}
_RESULTS = {
    Kind.INVESTIGATION_NORMAL: "Normal",
    Kind.INVESTIGATION_ABNORMAL: "Abnormal",
    Kind.INVESTIGATION_INCONCLUSIVE: "Inconclusive",
    Kind.DIAGNOSIS: "Diagnosis recorded",
}
INVESTIGATIONS = frozenset({Kind.INVESTIGATION_NORMAL, Kind.INVESTIGATION_ABNORMAL, Kind.INVESTIGATION_INCONCLUSIVE})
_SCHOOL = re.compile(
    r"\b(?:off|missed|missing|absent from|absence from|away from|out of|home from) school\b|\bschool (?:missed|absence)",
    re.IGNORECASE,
)


def is_contact(event: Event) -> bool:
    """Whether an entry counts as a contact on the form."""
    in_area = not CONTACT_AREAS.isdisjoint((event.area, event.kind.area))
    return bool(event.presentation) or event.kind in CONTACT_KINDS or in_area


def records_harm(event: Event) -> bool:
    """Whether an entry records harm to the child, or is rated as high or critical."""
    return event.impact is Impact.HARM or event.severity >= Severity.HIGH


def school_missed(event: Event) -> bool:
    """Whether the words of an entry speak of time missed from school."""
    return any(_SCHOOL.search(words) for words in (event.summary, event.impact_note, event.action, event.quote))


def whole_record(_request: ReportRequest, chronology: Chronology) -> date:
    """Return the first day of the whole record: a form of this kind leaves no years out."""
    return min((e.when.earliest for e in chronology.events if e.when.earliest), default=chronology.child.birth or date.min)


def harm_entries(request: ReportRequest, chronology: Chronology) -> Iterable[UUID]:
    """Return the entries of the period asked for that the section on harm names."""
    first, last = request.from_day or date.min, min(request.to_day or request.as_of, request.as_of)
    for event in chronology.events:
        if (records_harm(event) or school_missed(event)) and (event.when.is_undated or event.when.possibly_within(first, last)):
            yield event.id


def code_words(event: Event) -> str:
    """Return the codes of a contact: its signs, 0 where it was looked at and none was coded, or that nobody coded it.

    The record keeps no 0. An entry that somebody has rated as no harm to the child was looked at; one without a rating was
    perhaps not, and a form must not say that there was no concern where nobody looked.
    """
    if event.presentation:
        return ", ".join(map(str, sorted(event.presentation)))
    return str(NO_CONCERN) if looked_at(event) else "not coded"


def looked_at(event: Event) -> bool:
    """Whether a contact without a sign was looked at: rated as no harm, and not recorded as harmful."""
    return event.severity is Severity.NONE and event.impact is not Impact.HARM


# -------------------------------------------------------------------------------------------------------------- the tables


def contact_table(case: Case, caption: str, events: Iterable[Event]) -> Table:
    """Return the contacts with what was reported and what was observed in columns of their own, each with who said so."""
    columns = (
        Column("No.", ColumnKind.NUMBER),
        Column("Date", ColumnKind.DATE),
        Column("Reported, and by whom", ColumnKind.TEXT),
        Column("Observed or recorded, and by whom", ColumnKind.TEXT),
        Column("Result", ColumnKind.TEXT),
        Column("Action", ColumnKind.TEXT),
        Column("Codes", ColumnKind.NUMBER),
    )
    return Table(caption, columns, tuple(_contact_row(case, event) for event in events))


def _contact_row(case: Case, event: Event) -> Row:
    number, age = case.printed[event.id], case.age_at(event.when)
    aged = ((Run("before birth" if age.days < 0 else f"aged {age.words}", Tone.QUIET),),) if age else ()
    date_cell = Cell(((Run(date_text(event)),), *aged))
    cells = (cell(str(number)), date_cell, *_accounts(case, event), _result(event), _action(event), cell(code_words(event)))
    return Row(cells, anchor=f"entry-{number}", group=year_group(event))


def _accounts(case: Case, event: Event) -> tuple[Cell, Cell]:
    """Return what was reported and what was observed, each with by whom; the child's own words are a report by the child."""
    head, words = headline(event), child_words(event)
    line = (Run(sentence(head), Tone.STRONG), *((Run(f" {sentence(more)}"),) if (more := beyond(event, head)) else ()))
    source = (Run(f"From: {source_words(case, event)}", Tone.QUIET),)
    spoken: tuple[Line, ...] = ((Run("Child said:", Tone.LABEL), Run(f" {quoted(words)}")),) if words else ()
    if is_reported(event):
        return Cell((line, *spoken, _by(_reporter(case, event)), source)), EMPTY
    return Cell((*spoken, _by("the child")) if spoken else ()), Cell((line, _by(_observer(case, event)), source))


def _by(who: str) -> Line:
    return (Run("By:", Tone.LABEL), Run(f" {who}"))


def is_reported(event: Event) -> bool:
    """Whether the fact is known by somebody's report; a symptom told to a clinician is one though the clinician wrote it down."""
    told = event.kind is Kind.SYMPTOM_REPORTED and event.basis is not Basis.OBSERVED
    return event.basis in REPORTED or told


def _reporter(case: Case, event: Event) -> str:
    named = _involved(case, event, PartTaken.REPORTED)
    return named or _REPORTERS.get(event.basis, "not recorded by whom")


def _observer(case: Case, event: Event) -> str:
    who = said(event.professional) or _involved(case, event, PartTaken.PROFESSIONAL) or said(event.service)
    if event.basis is Basis.NOT_KNOWN:
        return f"{who or 'not recorded by whom'}; how it is known is not recorded"
    return who or "not recorded by whom"


def _involved(case: Case, event: Event, part: PartTaken) -> str:
    people = {person.id: person for person in case.request.people}
    return listed(said(people[i.person].name) for i in event.people if i.part is part and i.person in people)


def _result(event: Event) -> Cell:
    lines = [sentence(words) for words in (_RESULTS.get(event.kind, ""), IMPACT_WORDS.get(event.impact, "")) if words]
    if event.impact_note:
        lines.append(sentence(said(event.impact_note)))
    return cell(*map(capital, lines)) if lines else EMPTY


def _action(event: Event) -> Cell:
    lines = [sentence(said(event.action))] if event.action else []
    for action in event.planned:
        due = f", by {format_date(action.due)}" if action.due is not None and not action.due.is_undated else ""
        lines.append(sentence(f"Agreed: {said(action.what).rstrip('.')}{due}"))
    return cell(*lines) if lines else EMPTY


def sign_table(case: Case, contacts: list[Event]) -> Table:
    """Return the key of the signs with how many contacts each is coded for, and who those are known from."""
    columns = (
        Column("Code", ColumnKind.NUMBER),
        Column("Sign", ColumnKind.TEXT),
        Column("Reported", ColumnKind.NUMBER),
        Column("Observed", ColumnKind.NUMBER),
        Column("Contacts", ColumnKind.SHORT),
    )
    rows = [_sign_row(case, str(code), words, [e for e in contacts if code in e.presentation]) for code, words in SIGNS.items()]
    none = [e for e in contacts if not e.presentation and looked_at(e)]
    words = "No concern: somebody rated the contact as no harm to the child, and coded no sign"
    rows.insert(0, _sign_row(case, str(NO_CONCERN), words, none, numbered=False))
    left = [e for e in contacts if not e.presentation and not looked_at(e)]
    words = "Nobody has coded the contact, or rated it as no harm; this says nothing either way"
    rows.append(_sign_row(case, "not coded", words, left, numbered=False))
    return Table("The signs, their codes, and the contacts that they are coded for", columns, tuple(rows))


def sign_key() -> Table:
    """Return the key of the signs alone, for contacts of which none is coded: a column of noughts says nothing more."""
    columns = (Column("Code", ColumnKind.NUMBER), Column("Sign", ColumnKind.TEXT))
    return Table("The signs and their codes", columns, tuple(Row((cell(str(code)), cell(sign))) for code, sign in SIGNS.items()))


def uncoded_words(contacts: list[Event]) -> str:
    """Return how contacts stand of which none is coded for a sign."""
    none = sum(map(looked_at, contacts))
    rated, unrated = (
        f"rated as no harm to the child (code {NO_CONCERN})",
        "neither coded nor rated so, which says nothing either way",
    )
    if len(contacts) == 1:
        return f"1 contact is listed. It was {rated if none else unrated}."
    counts = ((none, rated), (len(contacts) - none, unrated))
    parts = [f"{number:,} {'was' if number == 1 else 'were'} {words}" for number, words in counts if number]
    return f"{many(len(contacts), 'contact')} are listed; none is coded for a sign. Of these, {listed(parts)}."


def _sign_row(case: Case, code: str, words: str, events: list[Event], *, numbered: bool = True) -> Row:
    reported = sum(map(is_reported, events))
    numbers: Line = case.numbers([e.id for e in events]) if numbered and events else ()
    entries = Cell((numbers,)) if numbers else cell(f"{len(events):,} in all" if events else "none")
    return Row((cell(code), cell(words), cell(f"{reported:,}"), cell(f"{len(events) - reported:,}"), entries))


def harm_table(case: Case, events: Iterable[Event]) -> Table:
    """Return the entries that record harm: what it meant for the child, and how severe it is rated."""
    columns = (
        Column("No.", ColumnKind.NUMBER),
        Column("Date", ColumnKind.DATE),
        Column("What happened", ColumnKind.TEXT),
        Column("What it meant for the child", ColumnKind.TEXT),
        Column("Severity", ColumnKind.SEVERITY),
    )
    caption = "Entries that record harm to the child, or are rated high or critical"
    return Table(caption, columns, tuple(_harm_rows(case, events)))


def _harm_rows(case: Case, events: Iterable[Event]) -> Iterable[Row]:
    for event in events:
        contact, number = is_contact(event), case.printed[event.id]
        first = Cell(((case.number(event.id),),)) if contact else cell(str(number))
        impact = [capital(sentence(words)) for words in (IMPACT_WORDS.get(event.impact, ""), said(event.impact_note)) if words]
        head = headline(event)
        what = (Run(sentence(head), Tone.STRONG), *((Run(f" {sentence(more)}"),) if (more := beyond(event, head)) else ()))
        cells = (first, cell(date_text(event)), Cell((what,)), cell(*(impact or ["not recorded"])), severity_cell(event.severity))
        # An entry that is no contact has its only row here, so that links to it lead here.
        yield Row(cells, anchor="" if contact else f"entry-{number}", group=year_group(event))
