"""The records of a chronology: immutable, validated values, free of database and screen.

Identifiers are UUIDv7. Text is stored as typed, in Unicode NFC, with no mark-up: every user string is data. A record that
exists is valid; to change one, make another with :meth:`Record.changed`.
"""

from chronology_tui.domain.records.base import KeptRecord, Record, Text, Words
from chronology_tui.domain.records.bundle import Bundle
from chronology_tui.domain.records.child import (
    Child,
    ChildStatus,
    Gestation,
    HouseholdRisk,
    Vulnerability,
    nhs_number_is_valid,
)
from chronology_tui.domain.records.details import (
    AdmissionDetails,
    AppointmentDetails,
    Details,
    ImmunisationDetails,
    InjuryDetails,
    InvestigationDetails,
    MeasurementDetails,
    MedicineDetails,
    MeetingDetails,
    ReviewDetails,
    UrgentCareDetails,
)
from chronology_tui.domain.records.event import SUMMARY_ADVISED_WORDS, Event, Involvement, PlannedAction
from chronology_tui.domain.records.person import Person, Relation
from chronology_tui.domain.records.process import Disagreement, ExportRecord, FindingReview
from chronology_tui.domain.records.source import Source

__all__ = [
    "SUMMARY_ADVISED_WORDS", "AdmissionDetails", "AppointmentDetails", "Bundle", "Child", "ChildStatus", "Details",
    "Disagreement", "Event", "ExportRecord", "FindingReview", "Gestation", "HouseholdRisk", "ImmunisationDetails",
    "InjuryDetails", "InvestigationDetails", "Involvement", "KeptRecord", "MeasurementDetails", "MedicineDetails",
    "MeetingDetails", "Person", "PlannedAction", "Record", "Relation", "ReviewDetails", "Source", "Text", "UrgentCareDetails",
    "Vulnerability", "Words", "nhs_number_is_valid",
]  # fmt: skip
