"""What an entry says by column, and the entry that other texts make of it: for the form, for ``edit --set``, for fixes.

The columns are those of a table of entries (:mod:`chronology_tui.domain.entry_columns`) that belong to the entry itself. What is
not named stays exactly as it is, also the reading of each date whose words did not change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from chronology_tui.domain.cell_text import line_of, parts_of
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.date_readings import cell_of_date
from chronology_tui.domain.dates import DateContext, DateRefused, UncertainDate, format_date, parse_date
from chronology_tui.domain.entry_columns import FIELDS, MEETING_COLUMNS
from chronology_tui.domain.entry_texts import field_texts, planned_date, texts_of_entry
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Child, Details, Event, InjuryDetails, Involvement, MeetingDetails, Person, PlannedAction
from chronology_tui.domain.text import clean, fold
from chronology_tui.domain.typed_line import SOURCE_NOT_RECORDED, LineReading, Part, event_fields
from chronology_tui.domain.vocabulary import Explanation, PartTaken, PersonKind
from chronology_tui.importing.candidates import Issue, IssueCode, NamedPart
from chronology_tui.importing.row_changes import changed_details
from chronology_tui.importing.row_records import people_of, planned_of
from chronology_tui.importing.row_values import RowValues
from chronology_tui.importing.rows import read_typed
from chronology_tui.services.casebook import answering
from chronology_tui.services.errors import InvalidRecord
from chronology_tui.services.imports import named_children
from chronology_tui.services.ledger import valid
from chronology_tui.services.typed import member

AREA, FITS, AGREED, PEOPLE = "area_of_health", "explanation_fits", "agreed_actions", "people_records"
EDITABLE: tuple[str, ...] = (*FIELDS, AREA, FITS, *MEETING_COLUMNS, AGREED, PEOPLE)
"""The columns by which an entry is changed."""

_NO_REFUSAL = frozenset({IssueCode.DATE_REMARK, IssueCode.UNDATED})
"""What there is to say of a date that can be read: the remarks stay with it."""
_NEEDED = {
    "date": "an entry keeps a date; type undated where the source gives none",
    "kind": "an entry keeps a kind; type note for none in particular",
    "source": "an entry keeps a source",
}
"""Columns that cannot be empty."""


@dataclass(frozen=True)
class Around:
    """What an entry is read with.

    Attributes:
        chronology: that of the child whose entry is shown.
        children: the children of the store, by whose names the column ``children`` calls the others.
        people: the people of the store, by whose names ``people_records`` calls those who took part.
        dates: what the grammar of dates may lean on.
    """

    chronology: Chronology
    children: tuple[Child, ...]
    people: tuple[Person, ...]
    dates: DateContext


@dataclass(frozen=True, slots=True)
class Edit:
    """One entry before and after, with what goes into the store beside it.

    Attributes:
        before: as the store holds it; None for one that is new.
        after: as it is to be.
        source: title of its source where that changes.
        people: people whom it names and the store does not hold yet.
    """

    before: Event | None
    after: Event
    source: str = ""
    people: tuple[Person, ...] = ()


def entry_values(
    event: Event, chronology: Chronology, children: Iterable[Child] = (), people: Iterable[Person] = ()
) -> dict[str, str]:
    """Return one text for each of :data:`EDITABLE`; an edit with all of them unchanged changes nothing.

    Args:
        event: the entry.
        chronology: that of the child whose entry is shown.
        children: the children of the store; a child who is not among them, or to whose name more than one answers, is called by
            identifier.
        people: the people of the store; the same holds for them.
    """
    source = chronology.sources.get(event.source)
    return _values(event, chronology.child.id, source.title if source is not None else "", tuple(children), tuple(people))


def _values(event: Event, child_id: UUID, source: str, children: tuple[Child, ...], people: tuple[Person, ...]) -> dict[str, str]:
    others = (_called(other, children) for other in event.children if other != child_id)
    texts = dict.fromkeys(EDITABLE, "") | texts_of_entry(event, source, others)
    details = event.details
    if isinstance(details, InjuryDetails):
        fits = details.explanation
        texts |= {"explanation": details.explanation_given, FITS: "" if fits is Explanation.NOT_RECORDED else fits.value}
    elif isinstance(details, MeetingDetails):
        texts |= {column: getattr(details, name) for column, name in MEETING_COLUMNS.items()}
    texts[AREA] = event.area.value if event.area is not event.kind.area else ""
    texts[AGREED] = "\n".join(map(action_line, event.planned))
    texts[PEOPLE] = "\n".join(line_of((_named(one.person, people), one.part.value)) for one in event.people)
    return texts


def action_line(action: PlannedAction) -> str:
    """Return an agreed action as a line: ``what | owner | due | done | outcome``."""
    due, done = ("" if when is None else cell_of_date(when) for when in (action.due, action.done))
    return line_of((action.what, action.owner, due, done, action.outcome))


def _called(child_id: UUID, children: tuple[Child, ...]) -> str:
    name = next((child.name for child in children if child.id == child_id), "")
    plain = name and ";" not in name and [child.id for child in answering(children, name)] == [child_id]
    return name if plain else str(child_id)


def _named(person_id: UUID, people: tuple[Person, ...]) -> str:
    name = next((person.name for person in people if person.id == person_id), "")
    return name if name and [one.id for one in people if fold(one.name) == fold(name)] == [person_id] else str(person_id)


def blank_entry(event_id: UUID, child_id: UUID) -> Event:
    """Return an entry that says nothing yet; its source is still to be named."""
    return Event(
        id=event_id, children=(child_id,), when=UncertainDate.undated(), kind=Kind.NOTE, area=Kind.NOTE.area, source=event_id
    )


def line_values(reading: LineReading, around: Around, new_id: Callable[[], UUID]) -> dict[str, str]:
    """Return what a typed line says by column, for filling a form with it; no word of the line is lost.

    A date whose words mean it only where they stood, such as "+2w" after the date of the entry, is written out.
    """
    child = around.chronology.child
    fields = event_fields(reading, new_id)
    when = fields.pop("when") or UncertainDate.undated()
    event = valid(Event, {**dict(blank_entry(new_id(), child.id)), **fields, "when": when})
    ahead = replace(around.dates, planned=True, previous=None if when.is_undated else when)
    planned = tuple(action.changed(due=_stated(action.due, ahead)) for action in event.planned)
    due = getattr(event.details, "due", None)
    details = (
        event.details.changed(due=_stated(due, replace(around.dates, planned=True))) if due and event.details else event.details
    )
    event = event.changed(planned=planned, details=details, when=_stated(when, around.dates))
    source = "" if reading.source == SOURCE_NOT_RECORDED else reading.source
    texts = _values(event, child.id, source, around.children, around.people) | {"children": "; ".join(reading.siblings)}
    odd = " ".join(reading.text[span.start : span.end] for span in reading.spans if span.part is Part.PROBLEM)
    if reading.when is None:
        texts["date"] = odd
    elif odd:
        texts["summary"] = f"{texts['summary']} {odd}".strip()
    return texts


def _stated(when: UncertainDate | None, dates: DateContext) -> UncertainDate | None:
    """Return a date with words that are read as it wherever they stand."""
    if when is None or when.is_undated:
        return when
    try:
        same = parse_date(when.text, dates).sort_key == when.sort_key
    except DateRefused:
        same = False
    return when if same else replace(when, text=format_date(when))


def dates_for(dates: DateContext, event: Event) -> DateContext:
    """Return what the reading of a new date of ``event`` may lean on: a year that is not typed is that of its present date."""
    return dates if event.when.is_undated else replace(dates, previous=event.when)


def new_entry(blank: Event, around: Around, typed: Mapping[str, str], new_id: Callable[[], UUID]) -> Edit:
    """Return the entry that some columns make.

    Raises:
        InvalidRecord: a value does not fit, or one is missing that an entry needs.
    """
    typed = {column: text for column, text in typed.items() if text}
    if "date" not in typed:
        raise InvalidRecord(f"{label('date')}: {_NEEDED['date'].replace('keeps', 'needs')}.")
    said = {"summary", "quote", "child_voice", "kind", "attendance"} & typed.keys()
    if not said:
        raise InvalidRecord("Summary: say what happened, or what kind of entry it is.")
    edit = edited(blank, around, {"kind": Kind.NOTE.value, "source": SOURCE_NOT_RECORDED, **typed}, new_id)
    return replace(edit, before=None)


def edited(event: Event, around: Around, typed: Mapping[str, str], new_id: Callable[[], UUID]) -> Edit:
    """Return an entry with the columns changed that say something else than they do now.

    Raises:
        InvalidRecord: a value does not fit.
    """
    now = entry_values(event, around.chronology, around.children, around.people)
    named = {column: text for column, text in typed.items() if text != clean(now[column])}
    for column, why in _NEEDED.items():
        if named.get(column) == "":
            raise InvalidRecord(f"{label(column)}: {why}.")
    dates = dates_for(around.dates, event)
    fields, issues = read_typed(named, dates)
    _refuse(issues)
    kind: Kind = fields.get("kind", event.kind)
    if AREA in named:
        fields["area"] = member(Area, named[AREA], "area of health") if named[AREA] else kind.area
    elif kind is not event.kind and event.area is event.kind.area:
        fields["area"] = kind.area
    changed = changed_details(event, kind, named, dates)
    _refuse(changed.issues)
    fields["details"], left = _with_more(changed.details, kind, named)
    if notes := (*changed.notes, *left):
        fields["notes"] = "; ".join(filter(None, (fields.get("notes", event.notes), *notes)))
    if "children" in named:
        fields["children"] = _about(event, around.chronology.child.id, named["children"], around.children)
    if AGREED in named:
        when = fields.get("when", event.when)
        fields["planned"] = _agreed(
            event.planned, named[AGREED], dates if when.is_undated else replace(dates, previous=when), new_id
        )
    people: tuple[Person, ...] = ()
    if PEOPLE in named:
        fields["people"], people = _taking_part(event, named[PEOPLE], around.people, new_id)
    title = named.get("source", "")
    if fold(title) == fold(now["source"]):
        title = ""
    return Edit(event, valid(Event, {**dict(event), **fields}), title, people)


def _with_more(details: Details | None, kind: Kind, named: Mapping[str, str]) -> tuple[Details | None, tuple[str, ...]]:
    """Return the details with the columns that a table of entries keeps apart, and what has no place in them any more."""
    left: tuple[str, ...] = ()
    if FITS in named:
        fits = member(Explanation, named[FITS], "explanation") if named[FITS] else Explanation.NOT_RECORDED
        if details is None and kind.area is Area.INJURY:
            details = InjuryDetails()
        if isinstance(details, InjuryDetails):
            details = details.changed(explanation=fits)
            if details == InjuryDetails():
                details = None
        elif named[FITS]:
            raise InvalidRecord(f"{label(FITS)}: an entry of the kind {kind.label!r} has no place for it.")
    meeting = {MEETING_COLUMNS[column]: text for column, text in named.items() if column in MEETING_COLUMNS}
    if meeting and (isinstance(details, MeetingDetails) or any(meeting.values())):
        if kind.area is not Area.SAFEGUARDING and not isinstance(details, MeetingDetails):
            column = next(column for column in named if column in MEETING_COLUMNS)
            raise InvalidRecord(f"{label(column)}: an entry of the kind {kind.label!r} has no place for it.")
        if details is not None and not isinstance(details, MeetingDetails):
            left = tuple(f"{name.replace('_', ' ')}: {text}" for name, text in field_texts(details).items())
            details = None
        details = (details or MeetingDetails()).changed(**meeting)
        if details == MeetingDetails():
            details = None
    return details, left


def _agreed(
    there: Sequence[PlannedAction], typed: str, dates: DateContext, new_id: Callable[[], UUID]
) -> tuple[PlannedAction, ...]:
    """Return the agreed actions that lines say; one that was there before stays the same record."""
    lines = [line for line in typed.split("\n") if line.strip()]
    was = _were(there, lines)
    readings = {
        planned_date(number, which): when
        for number, old in enumerate(was, 1)
        if old is not None
        for which, when in (("due", old.due), ("done", old.done))
        if when is not None
    }
    row = RowValues(0, {AGREED: typed}, typed=True, readings=readings)
    found = planned_of(row, dates)
    _refuse(row.issues)
    return tuple(
        valid(PlannedAction, {"id": old.id if old is not None else new_id(), **action})
        for old, action in zip(was, found, strict=True)
    )


def _were(there: Sequence[PlannedAction], lines: Sequence[str]) -> list[PlannedAction | None]:
    """Return for each line the action that it was: by the whole line, then by what is to be done, then those left in order."""
    left = list(there)
    was: list[PlannedAction | None] = [None] * len(lines)

    def take(same: Callable[[PlannedAction, str], bool]) -> None:
        for n, line in enumerate(lines):
            if was[n] is None and (old := next((one for one in left if same(one, line)), None)) is not None:
                was[n] = old
                left.remove(old)

    take(lambda old, line: action_line(old) == line)
    take(lambda old, line: fold(old.what) == fold(clean(parts_of(line)[0])))
    if len(left) == was.count(None):
        take(lambda _old, _line: True)
    return was


def _taking_part(
    event: Event, typed: str, people: tuple[Person, ...], new_id: Callable[[], UUID]
) -> tuple[tuple[Involvement, ...], tuple[Person, ...]]:
    """Return who took part, and those of them whom the store does not hold yet."""
    row = RowValues(0, {PEOPLE: typed}, typed=True)
    parts = people_of(row)
    _refuse(row.issues)
    there = {one.person for one in event.people}
    known: dict[str, Person] = {}
    for person in sorted(people, key=lambda one: one.id in there):  # of two with one name, who is in the entry already
        known[fold(person.name)] = known[str(person.id)] = person
    new: dict[str, Person] = {}
    found: dict[tuple[UUID, PartTaken], Involvement] = {}
    for named in parts:
        key = fold(clean(named.person["name"]))
        by_id = next((one for one in there if str(one) == key), None)
        if by_id is None and key not in known:
            known[key] = new[key] = _new_person(named, new_id())
        person_id = by_id or known[key].id
        found[person_id, named.part] = Involvement(person=person_id, part=named.part)
    return tuple(found.values()), tuple(new.values())


def _new_person(named: NamedPart, person_id: UUID) -> Person:
    kind = PersonKind.PROFESSIONAL if named.part is PartTaken.PROFESSIONAL else PersonKind.FAMILY
    return valid(Person, {"id": person_id, "kind": kind, **named.person})


def _about(event: Event, child_id: UUID, typed: str, children: tuple[Child, ...]) -> tuple[UUID, ...]:
    """Return whom an entry is about: those who are there already stay in their order."""
    others, unknown = named_children(typed, child_id, children)
    if unknown:
        raise InvalidRecord(f"Children: no one child of the store answers to {unknown[0]!r}.")
    wanted = (child_id, *others)
    return tuple(child for child in dict.fromkeys((*event.children, *wanted)) if child in wanted)


def _refuse(issues: Iterable[Issue]) -> None:
    for issue in issues:
        if issue.code not in _NO_REFUSAL:
            raise InvalidRecord(f"{label(issue.column)}: {issue.message}.")


def label(column: str) -> str:
    """Return a column as a refusal names it."""
    return column.replace("_", " ").capitalize()
