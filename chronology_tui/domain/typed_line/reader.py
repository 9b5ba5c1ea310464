"""Reading a typed line: the steps in their order, and the fields of an entry that come of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import time
from types import MappingProxyType
from typing import Any
from uuid import UUID

from chronology_tui.domain.ages import age_on
from chronology_tui.domain.dates import UncertainDate, weekday_date
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import AppointmentDetails, MeasurementDetails, MedicineDetails, PlannedAction
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.text import clean, fold
from chronology_tui.domain.typed_line.kind_words import take_kind
from chronology_tui.domain.typed_line.marks import take_marks
from chronology_tui.domain.typed_line.measures import take_measure
from chronology_tui.domain.typed_line.opening import take_opening
from chronology_tui.domain.typed_line.particular import missing, take_due, take_medicine, take_service
from chronology_tui.domain.typed_line.reading import MAX_LINE, SOURCE_NOT_RECORDED, LineContext, LineReading, Planned
from chronology_tui.domain.typed_line.working import MAX_HINTS, Working


def read_line(text: str, context: LineContext) -> LineReading:
    """Read ``text`` as one entry. Never raises: what cannot be read is said in ``problems`` or stays in the summary."""
    if len(text) > MAX_LINE:
        problem = f"the line has {len(text):,} characters; the longest that can be typed as one entry is {MAX_LINE:,}"
        return LineReading(text, (), None, Kind.NOTE, "", "", "", (problem,), (), problem)
    line = Working(text)
    when = take_opening(line, context.dates)
    take_marks(line, context, when)
    kind = take_measure(line, take_kind(line))
    take_service(line, kind)
    take_medicine(line, kind)
    summary = line.take_words()
    planned = take_due(line, kind, summary)
    problems = _problems(line, when, kind, summary)
    hints = [remark.text.rstrip(".") for remark in when.remarks if remark.needs_a_look] if when else []
    hints += line.hints
    hints += _due_before(planned, when)
    _keep_source(line, context)
    reading = kind or Kind.NOTE
    lacks = missing(line, reading, summary) if text.strip() else ()
    if not line.source and text.strip():
        # A source is required on every entry, and typing is never refused: the gap is kept visible under this name.
        line.source = SOURCE_NOT_RECORDED
        hints.append('no source named: add src:"clinic letter"')
    return LineReading(
        text,
        tuple(sorted(line.spans, key=lambda span: span.start)),
        when,
        reading,
        summary,
        line.source,
        line.page,
        problems,
        tuple(dict.fromkeys(hints))[: MAX_HINTS + 2],
        _said(when, reading, line, planned, context),
        MappingProxyType(line.fields),
        lacks,
        tuple(line.siblings),
        planned,
    )


def _keep_source(line: Working, context: LineContext) -> None:
    """Keep the source of the entry before where none is typed, and its page with it: a page belongs to its source."""
    kept = clean(context.source)
    if kept and not line.page and not line.no_page and fold(line.source or kept) == fold(kept):
        line.page = clean(context.page)
    line.source = line.source or kept


def _problems(line: Working, when: UncertainDate | None, kind: Kind | None, summary: str) -> tuple[str, ...]:
    if not line.text.strip():
        return ("nothing typed yet",)
    if line.problems:
        return tuple(line.problems)
    problems = []
    if when is None:
        problems.append("start with a date, such as 14/3/24, March 2021, about 2019 or undated")
    if kind is None and not summary and not set(line.fields) - {"at"}:
        problems.append("say what happened")
    return tuple(problems)


def _due_before(planned: Planned | None, when: UncertainDate | None) -> list[str]:
    due = planned.due if planned else None
    if due is None or when is None or due.latest is None or when.earliest is None or due.latest >= when.earliest:
        return []
    return ["what was agreed is due before the entry's own date"]


def _said(when: UncertainDate | None, kind: Kind, line: Working, planned: Planned | None, context: LineContext) -> str:
    fields = line.fields
    parts: list[str] = []
    if when is not None:
        at = fields.get("at")
        parts.append(f"{weekday_date(when)}, {at:%H:%M}" if isinstance(at, time) else weekday_date(when))
        birth = context.dates.birth
        if birth is not None and when.earliest is not None:
            parts.append(age_on(birth, when.earliest).short)
    parts.append(kind.label.lower() if kind is not Kind.NOTE else "note")
    if fields.get("service"):
        parts.append(str(fields["service"]))
    parts += _said_details(fields)
    if "severity" in fields:
        parts.append(Severity(fields["severity"]).word)
    if "likelihood" in fields:
        parts.append(f"likelihood {Likelihood(fields['likelihood']).word}")
    if fields.get("key"):
        parts.append("key event")
    if line.siblings:
        parts.append(f"also {', '.join(line.siblings)}")
    if planned is not None:
        parts.append(f"agreed: {planned.words}")
    parts += [handling.replace("_", " ") for handling in fields.get("handling", ())]
    if "presentation" in fields:
        parts.append(f"signs {', '.join(map(str, fields['presentation']))}")
    if line.source:
        title = "not recorded" if line.source == SOURCE_NOT_RECORDED else line.source
        parts.append(f"source: {title}, page {line.page}" if line.page else f"source: {title}")
    return " · ".join(parts)


def _said_details(fields: Mapping[str, Any]) -> list[str]:
    details = fields.get("details")
    if isinstance(details, MeasurementDetails):
        return [f"{details.value} {details.unit}".strip()]
    said = []
    if isinstance(details, MedicineDetails):
        if details.medicine:
            said.append(f"{details.medicine} {details.dose}".strip())
        if details.days_supplied is not None:
            said.append(f"{details.days_supplied} days supplied")
    due = getattr(details, "due", None)
    if isinstance(due, UncertainDate):
        said.append(f"due {weekday_date(due)}")
    return said


def event_fields(reading: LineReading, new_id: Callable[[], UUID] | None = None) -> dict[str, Any]:
    """Return the fields of :class:`Event` that the line gives, except identifiers, children and source.

    Args:
        reading: a line as read.
        new_id: makes the identifier of an agreed action. Without it the agreed action is written out in the field ``action``, so
            that it is never lost.
    """
    values: dict[str, Any] = dict(reading.fields)
    if reading.kind.area is Area.APPOINTMENTS:
        values.setdefault("details", AppointmentDetails())
    if reading.planned is not None:
        if new_id is None:
            values["action"] = f"Agreed: {reading.planned.words}"
        else:
            values["planned"] = (PlannedAction(id=new_id(), **reading.planned._asdict()),)
    return {
        **values,
        "when": reading.when,
        "kind": reading.kind,
        "area": reading.kind.area,
        "summary": reading.summary,
        "page": reading.page,
    }
