"""Between records and rows. Rows come out as plain tuples on the hot path: building 20,000 validated objects costs too much.

A row was a validated record when it was written and the cipher authenticates every page, so reading trusts it
(:meth:`Record.trusted`); anything that does not fit raises and is reported as damage, never shown as data.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date, time
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from pydantic import TypeAdapter
from sqlmodel import SQLModel

from chronology_tui.domain.dates import Precision, Qualifier, Remark, RemarkCode, UncertainDate
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import (
    Child,
    Details,
    Disagreement,
    Event,
    ExportRecord,
    FindingReview,
    Involvement,
    KeptRecord,
    Person,
    PlannedAction,
    Source,
)
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.text import fold
from chronology_tui.domain.vocabulary import Basis, ChildSeen, FamilyResponse, Handling, Impact
from chronology_tui.store.tables import (
    ChildRow,
    DisagreementRow,
    EventRow,
    ExportRecordRow,
    FindingReviewRow,
    PersonRow,
    SourceRow,
)

RecordT = TypeVar("RecordT", bound=KeptRecord)

_PEOPLE: TypeAdapter[tuple[Involvement, ...]] = TypeAdapter(tuple[Involvement, ...])
_PLANNED: TypeAdapter[tuple[PlannedAction, ...]] = TypeAdapter(tuple[PlannedAction, ...])
_DETAILS: TypeAdapter[Any] = TypeAdapter(Details)
EVENT_COLUMNS: tuple[str, ...] = tuple(EventRow.model_fields)
"""Columns of an event row, in the order in which :func:`event_from_row` reads them."""

_KINDS = {k.value: k for k in Kind}
_AREAS = {a.value: a for a in Area}
_QUALIFIERS = {q.value: q for q in Qualifier}
_PRECISIONS = {p.value: p for p in Precision}
_BASES = {b.value: b for b in Basis}
_SEEN = {s.value: s for s in ChildSeen}
_IMPACTS = {i.value: i for i in Impact}
_RESPONSES = {r.value: r for r in FamilyResponse}
_SEVERITIES = {s.value: s for s in Severity}
_LIKELIHOODS = {x.value: x for x in Likelihood}


_SAFE = UUID(int=0).is_safe


def _uuid(digits: str) -> UUID:
    """Return the identifier of 32 hexadecimal digits, past the checks of its class, which cost more than the rest of a row."""
    value = UUID.__new__(UUID)
    object.__setattr__(value, "int", int(digits, 16))
    object.__setattr__(value, "is_safe", _SAFE)
    return value


@lru_cache(maxsize=4096)
def _details(text: str) -> Any:  # noqa: ANN401 - one of ten kinds of details
    """Return details; they are frozen, and many entries say the same."""
    return _DETAILS.validate_json(text)


@lru_cache(maxsize=4096)
def _source_id(digits: str) -> UUID:
    """Return the identifier; thousands of entries share a few sources."""
    return UUID(digits)


def event_to_row(event: Event) -> dict[str, Any]:
    """Return the column values of an event."""
    when = event.when
    return {
        "id": event.id.hex,
        "when_text": when.text,
        "qualifier": when.qualifier.value,
        "precision": when.precision.value,
        "earliest": when.earliest.isoformat() if when.earliest else None,
        "latest": when.latest.isoformat() if when.latest else None,
        "day_order": when.order,
        "remarks": json.dumps([[r.code.value, r.text] for r in when.remarks], ensure_ascii=False) if when.remarks else "",
        "at": event.at.isoformat() if event.at else None,
        "kind": event.kind.value,
        "area": event.area.value,
        "service": event.service,
        "place": event.place,
        "summary": event.summary,
        "quote": event.quote,
        "source_id": event.source.hex,
        "page": event.page,
        "basis": event.basis.value,
        "professional": event.professional,
        "brought_by": event.brought_by,
        "present": event.present,
        "people": _PEOPLE.dump_json(event.people).decode() if event.people else "",
        "child_seen": event.child_seen.value,
        "child_voice": event.child_voice,
        "impact": event.impact.value,
        "impact_note": event.impact_note,
        "action": event.action,
        "family_response": event.family_response.value,
        "response_note": event.response_note,
        "severity": int(event.severity),
        "likelihood": int(event.likelihood),
        "details": event.details.model_dump_json() if event.details else "",
        "key": event.key,
        "presentation": " ".join(map(str, event.presentation)),
        "handling": " ".join(event.handling),
        "planned": _PLANNED.dump_json(event.planned).decode() if event.planned else "",
        "notes": event.notes,
    }


def event_from_row(row: Sequence[Any], children: tuple[UUID, ...]) -> Event:
    """Return the event of a row whose values stand in the order of :data:`EVENT_COLUMNS`.

    Raises:
        ValueError, KeyError: the row does not hold what was written.
    """
    (
        id_, text, qualifier, precision, earliest, latest, order, remarks, at, kind, area, service, place, summary, quote, source,
        page, basis, professional, brought_by, present, people, seen, voice, impact, impact_note, action, response, response_note,
        severity, likelihood, details, key, presentation, handling, planned, notes,
    ) = row  # fmt: skip
    when = UncertainDate.trusted(
        text,
        _QUALIFIERS[qualifier],
        _PRECISIONS[precision],
        date.fromisoformat(earliest) if earliest else None,
        date.fromisoformat(latest) if latest else None,
        order,
        tuple(Remark(RemarkCode(code), words) for code, words in json.loads(remarks)) if remarks else (),
    )
    return Event.trusted(
        {
            "id": _uuid(id_),
            "children": children,
            "when": when,
            "at": time.fromisoformat(at) if at else None,
            "kind": _KINDS[kind],
            "area": _AREAS[area],
            "service": service,
            "place": place,
            "summary": summary,
            "quote": quote,
            "source": _source_id(source),
            "page": page,
            "basis": _BASES[basis],
            "professional": professional,
            "brought_by": brought_by,
            "present": present,
            "people": _PEOPLE.validate_json(people) if people else (),
            "child_seen": _SEEN[seen],
            "child_voice": voice,
            "impact": _IMPACTS[impact],
            "impact_note": impact_note,
            "action": action,
            "family_response": _RESPONSES[response],
            "response_note": response_note,
            "severity": _SEVERITIES[severity],
            "likelihood": _LIKELIHOODS[likelihood],
            "details": _details(details) if details else None,
            "key": bool(key),
            "presentation": tuple(map(int, presentation.split())) if presentation else (),
            "handling": tuple(Handling(h) for h in handling.split()) if handling else (),
            "planned": _PLANNED.validate_json(planned) if planned else (),
            "notes": notes,
        }
    )


TABLES: Mapping[type[KeptRecord], type[SQLModel]] = {
    Child: ChildRow,
    Person: PersonRow,
    Source: SourceRow,
    Event: EventRow,
    Disagreement: DisagreementRow,
    ExportRecord: ExportRecordRow,
    FindingReview: FindingReviewRow,
}
"""The table that holds the rows of each kind of record; which children an event is about stands in one more."""

_JSON_FIELDS: Mapping[type[KeptRecord], frozenset[str]] = {
    Child: frozenset({"gestation", "conditions", "vulnerabilities", "household_risks", "statuses"}),
    Person: frozenset({"relations"}),
    Source: frozenset({"dated"}),
    Disagreement: frozenset({"raised", "settled"}),
    Event: frozenset({"remarks", "people", "details", "planned"}),
    ExportRecord: frozenset(),
    FindingReview: frozenset({"evidence"}),
}
"""Columns that hold JSON text; an event is mapped by hand for speed."""


def record_to_row(record: KeptRecord) -> dict[str, Any]:
    """Return the column values of a record other than an event."""
    values = record.model_dump(mode="json")
    row: dict[str, Any] = {}
    for name, value in values.items():
        if name in _JSON_FIELDS[type(record)]:
            row[name] = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        elif name in {"id", "child"}:
            row["id" if name == "id" else "child_id"] = UUID(value).hex
        else:
            row[name] = value
    if isinstance(record, Source):
        row["folded"] = fold(record.title)
    return row


def fixed_columns(record: KeptRecord) -> dict[str, Any]:
    """Return the columns of a record's row that can hold one value only: all but JSON text, which grows with its fields."""
    row = event_to_row(record) if isinstance(record, Event) else record_to_row(record)
    return {name: value for name, value in row.items() if name not in _JSON_FIELDS[type(record)]}


def record_from_row(record: type[RecordT], row: SQLModel) -> RecordT:
    """Return the record of a row, validated.

    Raises:
        ValueError: the row does not hold what was written.
    """
    values = row.model_dump(exclude={"folded"}, warnings=False)  # a warning would show the value; validation comes next
    if "child_id" in values:
        values["child"] = values.pop("child_id")
    for name in _JSON_FIELDS[record]:
        values[name] = json.loads(values[name])
    return record.model_validate(values)
