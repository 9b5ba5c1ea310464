"""A record with every free text of it swept. All texts of a record are found by their type, so that no field is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from chronology_tui.domain.dates.value import UncertainDate
from chronology_tui.domain.records import Record
from chronology_tui.domain.text import clean

Look = Callable[[str, str, bool], str]
"""Given the place inside the record in words, a text, and whether it is a date as typed, returns the text to stand there."""

RecordT = TypeVar("RecordT", bound=Record)

_CODES = frozenset({"type", "nhs_number", "format"})
"""Text fields that hold a code and no words."""
_LABELS = {
    "child_voice": "child's words", "brought_by": "brought by", "impact_note": "impact", "response_note": "family response",
    "when": "date as typed", "due": "due date as typed", "done": "done date as typed", "dated": "date as typed",
    "onset": "onset as typed", "planned": "agreed action", "what": "what", "household_risks": "household risk",
    "vulnerabilities": "vulnerability", "conditions": "condition", "lead_professional": "lead professional",
    "parental_responsibility": "parental responsibility", "family_group": "family group", "sharing_basis": "sharing basis",
    "relations": "relation", "explanation_given": "explanation given", "attended_by": "attended by",
}  # fmt: skip


def swept_record(record: RecordT, look: Look, place: str = "", leave: frozenset[str] = frozenset()) -> RecordT:
    """Return a record with its texts replaced by what ``look`` returns; the same one where nothing changes.

    Args:
        record: any record.
        look: see :data:`Look`.
        place: words before the place of each text.
        leave: fields that are not looked at.
    """
    changed: dict[str, object] = {}
    for name, value in record.__dict__.items():
        if not value or name in _CODES or name in leave:
            continue
        kind = type(value)
        if kind is str:
            text = look(f"{place}{_LABELS.get(name, name)}", value, False)  # noqa: FBT003 - a callback's own argument
            if text is not value and text != value:
                changed[name] = clean(text)
        elif kind is UncertainDate or kind is tuple or isinstance(value, Record):
            after = _swept(value, look, f"{place}{_LABELS.get(name, name)}")
            if after is not value:
                changed[name] = after
    return record.model_copy(update=changed) if changed else record


def _swept(value: object, look: Look, place: str) -> object:
    """Return a value inside a record with its texts swept; the same one where nothing changes."""
    match value:
        case UncertainDate():
            return _swept_date(value, look, place)
        case Record():
            return swept_record(value, look, f"{place}, ")
        case tuple():
            after = tuple(
                _swept(item, look, f"{place} {number}" if len(value) > 1 else place) for number, item in enumerate(value, 1)
            )
            return value if all(a is b for a, b in zip(after, value, strict=True)) else after
    if type(value) is str:
        text = look(place, value, False)  # noqa: FBT003 - a callback's own argument
        return value if text == value else clean(text)
    return value


def _swept_date(value: UncertainDate, look: Look, place: str) -> UncertainDate:
    """Return a date with its typed text and the remarks on it swept; the days stay."""
    text = look(place, value.text, True) if value.text else ""  # noqa: FBT003 - a callback's own argument
    remarks = tuple(
        remark if (words := look(f"{place}, remark", remark.text, True)) == remark.text else replace(remark, text=words)  # noqa: FBT003
        for remark in value.remarks
    )
    if text == value.text and remarks == value.remarks:
        return value
    return replace(value, text=text, remarks=remarks)
