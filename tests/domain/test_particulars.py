"""Every type of details is put in words, once, for screen, command line and packs."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args
from uuid import UUID

import pytest

from chronology_tui.domain.dates import UncertainDate
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.particulars import particulars
from chronology_tui.domain.records import (
    AdmissionDetails,
    AppointmentDetails,
    Details,
    Event,
    ImmunisationDetails,
    InjuryDetails,
    InvestigationDetails,
    MeasurementDetails,
    MedicineDetails,
    MeetingDetails,
    PlannedAction,
    ReviewDetails,
    UrgentCareDetails,
)
from chronology_tui.domain.vocabulary import ContactMode, Explanation, Mobility

DAY = UncertainDate.on(date(2024, 3, 14))


def _event(details: Details | None, kind: Kind = Kind.NOTE, **values: object) -> Event:
    return Event.model_validate(
        {"id": UUID(int=9), "children": (UUID(int=1),), "when": DAY, "kind": kind, "area": kind.area, "source": UUID(int=2),
         "details": details, **values}
    )  # fmt: skip


CASES: list[tuple[Details, Kind, list[str]]] = [
    (AppointmentDetails(mode=ContactMode.TELEPHONE, critical=True, notice_days=0, reason="no bus"), Kind.CANCELLED_BY_FAMILY,
     ["By telephone", "Marked as critical care", "Notice given: on the day", "Reason given: no bus"]),
    (AppointmentDetails(mode=ContactMode.HOME_VISIT, notice_days=1, booked_by_young_person=True), Kind.NO_ACCESS,
     ["Booked by the young person", "Notice given: 1 day"]),
    (AdmissionDetails(reason="seizures", planned=True, nights=1), Kind.ADMISSION,
     ["Reason: seizures", "Planned", "Stayed 1 night"]),
    (UrgentCareDetails(reason="fall", onset=DAY, planned_return=True), Kind.EMERGENCY_ATTENDANCE,
     ["Reason: fall", "Began: 14 March 2024", "A return that the service had planned"]),
    (MeasurementDetails(measure="weight", value=Decimal("8.20"), unit="kg"), Kind.WEIGHT, ["Weight: 8.20 kg"]),
    (MedicineDetails(medicine="Levetiracetam", dose="250 mg", days_supplied=28, critical=True, reliever=True, due=DAY),
     Kind.SUPPLIED,
     ["Medicine: Levetiracetam 250 mg", "Supply for: 28 days", "Marked as a critical medicine", "A reliever inhaler",
      "Due: 14 March 2024"]),
    (ImmunisationDetails(vaccine="MMR", dose="2", due=DAY), Kind.IMMUNISATION_MISSED, ["Vaccine: MMR 2", "Due: 14 March 2024"]),
    (ReviewDetails(review="2 year review", due=DAY), Kind.REVIEW_MISSED, ["Review: 2 year review", "Due: 14 March 2024"]),
    (InjuryDetails(site="left arm", explanation_given="fell", explanation=Explanation.INCONSISTENT,
                   mobility=Mobility.NOT_MOBILE),
     Kind.BRUISE, ["Where: left arm", "Explanation given: fell", "Explanation: recorded as not fitting the injury, or as changed",
                   "The child was: not yet mobile"]),
    (InvestigationDetails(test="EEG", result="slow"), Kind.INVESTIGATION_ABNORMAL, ["Test: EEG", "Result: slow"]),
    (MeetingDetails(agency="Northfield", outcome="plan continues", attended_by="Nana"), Kind.CONFERENCE,
     ["Agency: Northfield", "Outcome: plan continues", "Attended by: Nana"]),
]  # fmt: skip


@pytest.mark.parametrize(("details", "kind", "sentences"), CASES, ids=[c[0].type for c in CASES])
def test_details_in_words(details: Details, kind: Kind, sentences: list[str]) -> None:
    assert [p.sentence for p in particulars(_event(details, kind)) if p.sentence] == sentences


def test_every_type_of_details_is_covered() -> None:
    union = get_args(get_args(Details)[0])
    assert {type(c[0]) for c in CASES} == set(union)
    for details in union:
        if details is not MeasurementDetails:
            assert particulars(_event(details())) == ()


def test_signs_and_agreed_actions_are_said() -> None:
    action = PlannedAction(id=UUID(int=3), what="Book eye test", owner="Mother", due=DAY, done=DAY, outcome="glasses")
    said = particulars(_event(None, presentation=(1, 12), planned=(action,)))
    assert [(p.label, p.words) for p in said] == [
        ("signs (perplexing presentations form)", "1, 12"),
        ("agreed action", "Book eye test, by Mother, due 14 March 2024, done 14 March 2024, glasses"),
    ]


def test_a_measure_stands_in_the_headline() -> None:
    event = _event(MeasurementDetails(value=Decimal("16.4"), unit="kg"), Kind.WEIGHT, service="School")
    assert event.headline == "Weight 16.4 kg · School"
