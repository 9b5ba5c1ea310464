"""The columns of a table of entries: what ``import`` reads and ``export`` writes, and which field of the details each fills.

Two groups. :data:`FIELDS` are what a worker types, in a table or in a form. :data:`RECORD_COLUMNS` are what an export adds, so
that a table holds every field of an entry: what no column of the first group has room for, how each date was read, and the
identifier.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import (
    AdmissionDetails,
    AppointmentDetails,
    ImmunisationDetails,
    InjuryDetails,
    InvestigationDetails,
    MeasurementDetails,
    MedicineDetails,
    MeetingDetails,
    Record,
    ReviewDetails,
    UrgentCareDetails,
)

FIELDS: tuple[str, ...] = (
    "date", "time", "kind", "attendance", "service", "place", "summary", "quote", "source", "page", "basis", "professional",
    "brought_by", "present", "child_seen", "child_voice", "impact", "impact_note", "action", "family_response", "response_note",
    "severity", "likelihood", "key", "children", "measure", "value", "unit", "medicine", "dose", "days_supplied", "reliever",
    "vaccine", "review", "due", "onset", "site", "explanation", "mobility", "test", "result", "handling", "presentation",
    "critical", "notice_days", "mode", "reason", "nights", "planned", "booked_by_young_person", "notes",
)  # fmt: skip
"""The columns that a worker fills; only ``date`` and ``summary`` are needed."""

WORDS = (
    "service", "place", "summary", "quote", "page", "professional", "brought_by", "present", "child_voice", "impact_note",
    "action", "response_note",
)  # fmt: skip
"""Columns whose text is the field of the same name as it stands."""

DETAIL_FIELDS = (
    "measure", "value", "unit", "medicine", "dose", "days_supplied", "reliever", "vaccine", "review", "due", "onset", "site",
    "explanation", "mobility", "test", "result", "critical", "notice_days", "mode", "reason", "nights", "planned",
    "booked_by_young_person",
)  # fmt: skip
"""Columns that only entries of some kinds have a field for."""

MEETING_COLUMNS: Mapping[str, str] = {
    "meeting_agency": "agency", "meeting_outcome": "outcome", "meeting_attended_by": "attended_by",
}  # fmt: skip
"""The field of the details of a meeting that each column fills."""
SOURCE_COLUMNS: Mapping[str, str] = {
    "source_kind": "kind", "source_agency": "agency", "source_reference": "reference", "source_date": "dated",
    "source_checked": "checked", "source_available": "available", "source_notes": "notes",
}  # fmt: skip
"""The field of the source that each column fills; its title stands in ``source``."""

READINGS = "dates_read_as"
"""The column that says how each date of the row was read; its heading marks a table that this program wrote."""
IDENTITY = "id"
"""The column of identifiers; read only in a table that this program wrote, since many tables number their rows."""

RECORD_COLUMNS: tuple[str, ...] = (
    "area_of_health", "details_type", "explanation_fits", *MEETING_COLUMNS, "agreed_actions", "people_records", *SOURCE_COLUMNS,
    READINGS, IDENTITY,
)  # fmt: skip
"""The columns that an export adds; a table from elsewhere may have them too."""
LINED = frozenset({"agreed_actions", "people_records", READINGS})
"""Columns of several lines, each with parts; the parts are texts of their own, so the whole may be longer than a text."""

TABLE_COLUMNS: tuple[str, ...] = (*(name for name in FIELDS if name != "attendance"), *RECORD_COLUMNS)
"""The columns that an export writes, in their order; ``attendance`` says in another system's codes what ``kind`` says."""

_CONTINUED = re.compile(r"(.+) continued (\d{1,4})")

COLUMNS_OF: Mapping[type[Record], Mapping[str, str]] = {
    AppointmentDetails: {n: n for n in ("mode", "booked_by_young_person", "critical", "notice_days", "reason")},
    AdmissionDetails: {n: n for n in ("reason", "planned", "nights")},
    UrgentCareDetails: {"reason": "reason", "onset": "onset", "planned": "planned_return"},
    MeasurementDetails: {n: n for n in ("measure", "value", "unit")},
    MedicineDetails: {n: n for n in ("medicine", "dose", "days_supplied", "critical", "reliever", "due")},
    ImmunisationDetails: {n: n for n in ("vaccine", "dose", "due")},
    ReviewDetails: {n: n for n in ("review", "due")},
    InjuryDetails: {"site": "site", "explanation": "explanation_given", "mobility": "mobility"},
    InvestigationDetails: {n: n for n in ("test", "result")},
    MeetingDetails: {},
}
"""The field of the details that each column fills. The explanation of an injury has two fields for one column: our word for
how it fits goes to ``explanation``, anything else is what was said; ``explanation_fits`` of an export keeps the two apart."""

DETAILS_TYPES: Mapping[str, type[Record]] = {details.model_fields["type"].default: details for details in COLUMNS_OF}
"""The class of details by the name that ``details_type`` gives it."""

_STAYS = frozenset({Kind.ADMISSION, Kind.INTENSIVE_CARE, Kind.NEONATAL_STAY})
_IMMUNISATIONS = frozenset({Kind.IMMUNISATION_GIVEN, Kind.IMMUNISATION_DECLINED, Kind.IMMUNISATION_MISSED})
_REVIEWS = frozenset({Kind.REVIEW_DONE, Kind.REVIEW_MISSED, Kind.SCREENING, Kind.VISION, Kind.HEARING})
_INVESTIGATIONS = frozenset({Kind.INVESTIGATION_NORMAL, Kind.INVESTIGATION_ABNORMAL, Kind.INVESTIGATION_INCONCLUSIVE})
_OF_AREA: Mapping[Area, type[Record]] = {
    Area.APPOINTMENTS: AppointmentDetails, Area.GROWTH: MeasurementDetails, Area.URGENT_CARE: UrgentCareDetails,
    Area.MEDICINES: MedicineDetails, Area.INJURY: InjuryDetails,
}  # fmt: skip


def details_type(kind: Kind) -> type[Record] | None:
    """Return the class of the details that entries of ``kind`` have; None for kinds without details of their own."""
    for kinds, found in (
        (_STAYS, AdmissionDetails), (_IMMUNISATIONS, ImmunisationDetails), (_REVIEWS, ReviewDetails),
        (_INVESTIGATIONS, InvestigationDetails),
    ):  # fmt: skip
        if kind in kinds:
            return found
    return _OF_AREA.get(kind.area)


def heading(column: str, piece: int) -> str:
    """Return the heading of the n-th cell, from 1, of a text that is longer than one cell holds."""
    return column if piece == 1 else f"{column} continued {piece}"


def continued(name: str) -> tuple[str, int] | None:
    """Return which heading a heading continues and as which piece; None when it continues none."""
    match = _CONTINUED.fullmatch(name)
    return (match[1], int(match[2])) if match and int(match[2]) > 1 else None
