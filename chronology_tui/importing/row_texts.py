"""What an entry says in each column: the inverse of reading a row, for filling a form and for writing a table."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from chronology_tui.domain.dates import UncertainDate, format_date
from chronology_tui.domain.records import Details, Event, InjuryDetails
from chronology_tui.domain.vocabulary import Basis, ChildSeen, Explanation, FamilyResponse, Impact
from chronology_tui.importing.mapping import FIELDS
from chronology_tui.importing.row_details import COLUMNS_OF
from chronology_tui.importing.rows import WORDS


def texts_of_entry(event: Event, source: str, others: Iterable[str] = ()) -> dict[str, str]:
    """Return one text for each column, empty where nothing is recorded.

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


def when_text(when: UncertainDate) -> str:
    """Return a date as it was typed, or in words where nothing was."""
    return when.text.strip() or format_date(when)


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
