"""Between records and rows. Rows come out as plain tuples on the hot path: building 20,000 validated objects costs too much.

A row was a validated record when it was written and the cipher authenticates every page, so reading trusts it
(:meth:`Record.trusted`); anything that does not fit raises and is reported as damage, never shown as data.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, time
from functools import lru_cache
from typing import Any
from uuid import UUID

from pydantic import TypeAdapter

from chronology_tui.domain.dates import Precision, Qualifier, Remark, RemarkCode, UncertainDate
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Child, ChildStatus, Details, Event, Source
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.text import fold
from chronology_tui.domain.vocabulary import (
    Basis,
    ChildSeen,
    FamilyResponse,
    Handling,
    Impact,
    PlanCategory,
    Sex,
    SourceKind,
    StatusKind,
)
from chronology_tui.store.tables import ChildRow, ChildStatusRow, EventRow, SourceRow

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
        "at": event.at.isoformat(timespec="minutes") if event.at else None,
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
        "handling": " ".join(event.handling),
        "notes": event.notes,
    }


def event_from_row(row: Sequence[Any], children: tuple[UUID, ...]) -> Event:
    """Return the event of a row whose values stand in the order of :data:`EVENT_COLUMNS`.

    Raises:
        ValueError, KeyError: the row does not hold what was written.
    """
    (
        id_, text, qualifier, precision, earliest, latest, order, remarks, at, kind, area, service, place, summary, quote, source,
        page, basis, professional, brought_by, present, seen, voice, impact, impact_note, action, response, response_note,
        severity, likelihood, details, key, handling, notes,
    ) = row  # fmt: skip
    when = UncertainDate(
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
            "id": UUID(id_),
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
            "child_seen": _SEEN[seen],
            "child_voice": voice,
            "impact": _IMPACTS[impact],
            "impact_note": impact_note,
            "action": action,
            "family_response": _RESPONSES[response],
            "response_note": response_note,
            "severity": _SEVERITIES[severity],
            "likelihood": _LIKELIHOODS[likelihood],
            "details": _DETAILS.validate_json(details) if details else None,
            "key": bool(key),
            "handling": tuple(Handling(h) for h in handling.split()),
            "notes": notes,
        }
    )


def child_to_rows(child: Child) -> tuple[ChildRow, list[ChildStatusRow]]:
    """Return the rows of a child: itself and its statuses."""
    row = ChildRow(
        id=child.id.hex,
        name=child.name,
        birth=child.birth.isoformat() if child.birth else None,
        unborn=child.unborn,
        sex=child.sex.value,
        nhs_number=child.nhs_number,
        reference=child.reference,
        conditions=json.dumps(child.conditions, ensure_ascii=False),
        lead_professional=child.lead_professional,
    )
    statuses = [
        ChildStatusRow(
            child_id=child.id.hex,
            position=n,
            kind=status.kind.value,
            category=status.category.value,
            start=status.start.isoformat(),
            end=status.end.isoformat() if status.end else None,
        )
        for n, status in enumerate(child.statuses)
    ]
    return row, statuses


def child_from_rows(row: ChildRow, statuses: Sequence[ChildStatusRow]) -> Child:
    """Return the child of its rows, validated."""
    return Child(
        id=UUID(row.id),
        name=row.name,
        birth=date.fromisoformat(row.birth) if row.birth else None,
        unborn=row.unborn,
        sex=Sex(row.sex),
        nhs_number=row.nhs_number,
        reference=row.reference,
        conditions=tuple(json.loads(row.conditions)),
        lead_professional=row.lead_professional,
        statuses=tuple(
            ChildStatus(
                kind=StatusKind(status.kind),
                category=PlanCategory(status.category),
                start=date.fromisoformat(status.start),
                end=date.fromisoformat(status.end) if status.end else None,
            )
            for status in statuses
        ),
    )


def source_to_row(source: Source) -> SourceRow:
    """Return the row of a source."""
    return SourceRow(
        id=source.id.hex,
        title=source.title,
        folded=fold(source.title),
        kind=source.kind.value,
        agency=source.agency,
        reference=source.reference,
        dated=source.dated.isoformat() if source.dated else None,
        checked=source.checked,
        available=source.available,
    )


def source_from_row(row: SourceRow) -> Source:
    """Return the source of a row, validated."""
    return Source(
        id=UUID(row.id),
        title=row.title,
        kind=SourceKind(row.kind),
        agency=row.agency,
        reference=row.reference,
        dated=date.fromisoformat(row.dated) if row.dated else None,
        checked=row.checked,
        available=row.available,
    )
