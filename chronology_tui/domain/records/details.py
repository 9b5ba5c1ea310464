"""What each kind of event adds to the common fields. Absent values mean that the source does not say."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from chronology_tui.domain.dates.value import UncertainDate
from chronology_tui.domain.records.base import Record, Text
from chronology_tui.domain.vocabulary import ContactMode, Explanation, Mobility


class AppointmentDetails(Record):
    """What an appointment adds to an event.

    Attributes:
        mode: how it was to take place.
        booked_by_young_person: the young person books and decides for themselves (RCGP): not the family's omission.
        critical: the worker marks the care as critical: one missed appointment then counts.
        notice_days: whole days between the cancellation and the appointment, when known.
        reason: the reason given, as recorded.
    """

    type: Literal["appointment"] = "appointment"
    mode: ContactMode = ContactMode.NOT_RECORDED
    booked_by_young_person: bool = False
    critical: bool = False
    notice_days: int | None = Field(default=None, ge=0, le=3650)
    reason: Text = ""


class AdmissionDetails(Record):
    """What a stay in hospital adds: the reason, whether planned, and nights when the source gives them."""

    type: Literal["admission"] = "admission"
    reason: Text = ""
    planned: bool = False
    nights: int | None = Field(default=None, ge=0, le=36500)


class UrgentCareDetails(Record):
    """What an unplanned contact adds: the reason, when it began, and whether the return was planned by the service."""

    type: Literal["urgent_care"] = "urgent_care"
    reason: Text = ""
    onset: UncertainDate | None = None
    planned_return: bool = False


class MeasurementDetails(Record):
    """A measured value with its unit as the source writes it: ``value`` is exact (decimal), ``unit`` in SI or clinical use."""

    type: Literal["measurement"] = "measurement"
    measure: Text = ""
    value: Decimal = Field(ge=0, le=1_000_000, allow_inf_nan=False)
    unit: Text = ""


class MedicineDetails(Record):
    """What an entry about a medicine adds.

    Attributes:
        medicine: name as written. dose: as written.
        days_supplied: days that a supply covers at the prescribed dose.
        critical: missing even one dose is dangerous, such as anti-seizure medicine or insulin.
        reliever: a reliever inhaler, counted a year.
        due: when a review or the next supply is due.
    """

    type: Literal["medicine"] = "medicine"
    medicine: Text = ""
    dose: Text = ""
    days_supplied: int | None = Field(default=None, ge=0, le=3650)
    critical: bool = False
    reliever: bool = False
    due: UncertainDate | None = None


class ImmunisationDetails(Record):
    """Which vaccine and dose, and when it was due."""

    type: Literal["immunisation"] = "immunisation"
    vaccine: Text = ""
    dose: Text = ""
    due: UncertainDate | None = None


class ReviewDetails(Record):
    """Which health visiting or other review, and when it was due."""

    type: Literal["review"] = "review"
    review: Text = ""
    due: UncertainDate | None = None


class InjuryDetails(Record):
    """What an injury adds: where, the explanation given and how it fits, and whether the child could move about alone."""

    type: Literal["injury"] = "injury"
    site: Text = ""
    explanation_given: Text = ""
    explanation: Explanation = Explanation.NOT_RECORDED
    mobility: Mobility = Mobility.NOT_RECORDED


class InvestigationDetails(Record):
    """Which test, and its result as written."""

    type: Literal["investigation"] = "investigation"
    test: Text = ""
    result: Text = ""


class MeetingDetails(Record):
    """What a meeting, referral or plan adds: which agency, its outcome, and who took part in the worker's words."""

    type: Literal["meeting"] = "meeting"
    agency: Text = ""
    outcome: Text = ""
    attended_by: Text = ""


Details = Annotated[
    AppointmentDetails
    | AdmissionDetails
    | UrgentCareDetails
    | MeasurementDetails
    | MedicineDetails
    | ImmunisationDetails
    | ReviewDetails
    | InjuryDetails
    | InvestigationDetails
    | MeetingDetails,
    Field(discriminator="type"),
]
"""The typed details that go with the kind of event."""
