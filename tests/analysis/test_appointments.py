"""Reading entries as appointments: one role each, and the service that they belong to."""

from __future__ import annotations

import pytest

from chronology_tui.analysis.appointments import Role, read_care
from chronology_tui.domain.kinds import Area, Kind
from tests.support.cases import AS_OF, CHILD, case, on_plan

ROLES = (
    ("attended @ENT", Role.SEEN, "ENT"),
    ("attended_late @ENT", Role.SEEN, "ENT"),
    ("was_not_brought @ENT", Role.MISSED, "ENT"),
    ("was_not_brought @ENT own", Role.OWN_CHOICE, "ENT"),
    ("late_not_seen @ENT", Role.MISSED, "ENT"),
    ("no_access @HV", Role.MISSED, "Health visiting"),
    ("left_before_seen @ENT", Role.LEFT, "ENT"),
    ("cancelled_by_family @ENT", Role.CANCELLED_BY_FAMILY, "ENT"),
    ("cancelled_by_family @ENT own", Role.OWN_CHOICE, "ENT"),
    ("rescheduled_by_family @ENT", Role.MOVED_BY_FAMILY, "ENT"),
    ("cancelled_by_service @ENT", Role.CANCELLED_BY_SERVICE, "ENT"),
    ("declined_by_young_person @ENT", Role.OWN_CHOICE, "ENT"),
    ("discharged_non_attendance @ENT", Role.DISCHARGED, "ENT"),
    ("therapy @physio", Role.SEEN, "Physiotherapy"),
    ('therapy "Physiotherapy at school"', Role.SEEN, "Physiotherapy"),
    ("dental_check", Role.SEEN, "Dentist"),
    ("review_done", Role.SEEN, "Health visiting"),
    ("review_done @School nurse", Role.SEEN, "School nursing"),
    ("review_missed @HV", Role.NOT_SAID, "Health visiting"),
    ("gp_contact @GP seen", Role.SEEN, "GP"),
    ("specialist_contact @ENT seen", Role.SEEN, "ENT"),
    ("antenatal_missed @Midwifery", Role.MISSED, "Antenatal care"),
    ("booking @Midwifery", Role.SEEN, "Antenatal care"),
    ("was_not_brought", Role.MISSED, ""),
    ("attended @Gait   laboratory", Role.SEEN, "Gait laboratory"),
)


@pytest.mark.parametrize(("line", "role", "service"), ROLES, ids=[row[0] for row in ROLES])
def test_role_and_service(line: str, role: Role, service: str) -> None:
    care = read_care(case(f"2024-03-01 {line}").chronology.events, CHILD, AS_OF)
    (appointment,) = care.all
    assert appointment.role is role
    assert care.services[appointment.service].name == service


NO_APPOINTMENTS = (
    "gp_contact @GP",
    "specialist_contact @ENT",
    "admission @Ward",
    "note @ENT",
    "telephone_contact @ENT seen",
    "therapy @physio unseen",
    "gp_contact @GP unseen",
)


@pytest.mark.parametrize("line", NO_APPOINTMENTS)
def test_entries_that_are_no_appointments(line: str) -> None:
    assert read_care(case(f"2024-03-01 {line}").chronology.events, CHILD, AS_OF).all == ()


def test_every_kind_of_appointment_has_a_role() -> None:
    for kind in Kind:
        if kind.area is Area.APPOINTMENTS:
            assert read_care(case(f"2024-03-01 {kind.value} @ENT").chronology.events, CHILD, AS_OF).all, kind


def test_every_role_that_is_left_out_says_why() -> None:
    assert {role for role in Role if not role.why} == {Role.SEEN, Role.MISSED}


PLANS = (
    ("2024-03-01", True, True),
    ("2024-02-29", False, False),
    ("2024-03", True, True),
    ("2024-02", False, False),
    ("2024", False, True),
    ("2024-09", False, True),
    ("-", False, True),
    ("?2024-03-05", False, True),
    (">2024-03-05", False, True),
    ("<2024-02-05", False, False),
)


@pytest.mark.parametrize(("when", "surely", "maybe"), PLANS)
def test_on_a_plan_that_day(when: str, surely: bool, maybe: bool) -> None:
    child = on_plan("2024-03-01", "2024-09-15")
    (appointment,) = read_care(case(f"{when} was_not_brought @ENT", child=child).chronology.events, child, AS_OF).all
    assert (appointment.on_plan, appointment.maybe_on_plan) == (surely, maybe)


def test_uncertain_days_are_never_taken_for_duplicates() -> None:
    care = read_care(case("2024-03 was_not_brought @ENT\n2024-03 was_not_brought @ENT").chronology.events, CHILD, AS_OF)
    assert [a.role for a in care.all] == [Role.MISSED, Role.MISSED]


def test_entries_that_name_no_service_are_never_taken_for_duplicates() -> None:
    care = read_care(case("2024-03-01 was_not_brought\n2024-03-01 was_not_brought").chronology.events, CHILD, AS_OF)
    assert [a.role for a in care.all] == [Role.MISSED, Role.MISSED]


def test_a_service_is_shown_as_it_is_most_often_written() -> None:
    lines = ("Gait lab", "gait lab clinic", "gait lab clinic")
    care = read_care(case([f"2024-03-0{n} attended @{name}" for n, name in enumerate(lines, 1)]).chronology.events, CHILD, AS_OF)
    assert [service.name for service in care.services.values()] == ["gait lab clinic"]
