"""What an entry says in each column: the inverse of reading a row, for filling a form and for writing a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import time
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from chronology_tui.domain.cell_text import line_of
from chronology_tui.domain.date_readings import cell_of_date, reading_line, when_text
from chronology_tui.domain.dates import UncertainDate
from chronology_tui.domain.entry_columns import COLUMNS_OF, FIELDS, IDENTITY, MEETING_COLUMNS, READINGS, SOURCE_COLUMNS, WORDS
from chronology_tui.domain.records import Details, Event, InjuryDetails, MeetingDetails, Person, Source
from chronology_tui.domain.vocabulary import Basis, ChildSeen, Explanation, FamilyResponse, Impact


def texts_of_entry(event: Event, source: str, others: Iterable[str] = ()) -> dict[str, str]:
    """Return one text for each column that a worker fills, empty where nothing is recorded.

    Args:
        event: the entry.
        source: the title of its source.
        others: the other children whom it is about, as the ``children`` column names them.
    """
    texts = dict.fromkeys(FIELDS, "")
    texts |= {name: getattr(event, name) for name in (*WORDS, "notes")}
    texts |= {
        "date": when_text(event.when),
        "time": f"{event.at:%H:%M}" if event.at is not None else "",
        "kind": event.kind.value,
        "source": source,
        "basis": _unless(event.basis, Basis.NOT_KNOWN),
        "child_seen": _unless(event.child_seen, ChildSeen.NOT_RECORDED),
        "impact": _unless(event.impact, Impact.UNKNOWN),
        "family_response": _unless(event.family_response, FamilyResponse.UNKNOWN),
        "severity": str(int(event.severity)) if event.severity.rated else "",
        "likelihood": str(int(event.likelihood)) if event.likelihood.rated else "",
        "key": "yes" if event.key else "",
        "children": "; ".join(others),
        "handling": "; ".join(event.handling),
        "presentation": "; ".join(map(str, event.presentation)),
    }
    return texts | (texts_of_details(event.details) if event.details is not None else {})


def texts_of_details(details: Details) -> dict[str, str]:
    """Return the text of each column that holds something of the details."""
    fields = field_texts(details)
    texts = {column: fields[field] for column, field in COLUMNS_OF[type(details)].items() if field in fields}
    if isinstance(details, InjuryDetails) and "explanation" not in texts:
        texts |= {"explanation": _unless(details.explanation, Explanation.NOT_RECORDED)}
    return texts


def field_texts(details: Details) -> dict[str, str]:
    """Return the text of each field of the details that holds something."""
    fields = type(details).model_fields
    values = {name: getattr(details, name) for name, field in fields.items() if name != "type"}
    return {name: _text(value) for name, value in values.items() if value != fields[name].default}


def record_texts(event: Event, source: Source, others: Iterable[str], people: Mapping[UUID, Person]) -> dict[str, str]:
    """Return the texts from which the whole entry can be read back, by column; columns that say nothing may be left out.

    Args:
        event: the entry.
        source: its source.
        others: the other children whom it is about, as the ``children`` column names them.
        people: the people who took part, by identifier; one who is not among them is called by it.
    """
    details = event.details
    texts = texts_of_entry(event, source.title, others)
    texts |= {
        "date": cell_of_date(event.when),
        "time": _exact_time(event.at) if event.at is not None else "",
        "area_of_health": event.area.value if event.area is not event.kind.area else "",
        "details_type": details.type if details is not None else "",
        "agreed_actions": "\n".join(
            line_of((action.what, action.owner, _date_text(action.due), _date_text(action.done), action.outcome))
            for action in event.planned
        ),
        "people_records": "\n".join(_person_line(people, i.person, i.part.value) for i in event.people),
        IDENTITY: str(event.id),
    }
    texts |= {column: _text(getattr(source, field)) for column, field in SOURCE_COLUMNS.items() if field != "dated"}
    texts["source_date"] = _date_text(source.dated)
    if isinstance(details, MeetingDetails):
        texts |= {column: getattr(details, field) for column, field in MEETING_COLUMNS.items()}
    elif isinstance(details, InjuryDetails):
        texts |= {"explanation": details.explanation_given, "explanation_fits": details.explanation.value}
    dates = {"date": event.when, "source_date": source.dated}
    for name in ("due", "onset"):
        if (when := getattr(details, name, None)) is not None:
            dates[name] = when
            texts[name] = cell_of_date(when)
    for n, action in enumerate(event.planned, 1):
        dates |= {planned_date(n, "due"): action.due, planned_date(n, "done"): action.done}
    texts[READINGS] = "\n".join(reading_line(name, when) for name, when in dates.items() if when is not None)
    return texts


def planned_date(number: int, which: str) -> str:
    """Return the name of a date of the n-th agreed action, from 1, among the readings of a row."""
    return f"agreed_{number}_{which}"


def _person_line(people: Mapping[UUID, Person], person_id: UUID, part: str) -> str:
    person = people.get(person_id)
    if person is None:
        return line_of((str(person_id), part))
    third = "third party" if person.third_party else ""
    return line_of((person.name, part, person.kind.value, person.role, person.agency, third, person.pseudonym))


def _exact_time(at: time) -> str:
    whole_minutes = at.tzinfo is None and not (at.second or at.microsecond)
    return f"{at:%H:%M}" if whole_minutes else at.isoformat()


def _date_text(when: UncertainDate | None) -> str:
    return "" if when is None else cell_of_date(when)


def _unless(member: StrEnum, unknown: StrEnum) -> str:
    return "" if member is unknown else member.value


def _text(value: object) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case UncertainDate():
            return when_text(value)
        case Decimal():
            return f"{value:f}"
        case StrEnum():
            return value.value
        case _:
            return str(value)
