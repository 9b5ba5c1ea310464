"""Specification of the rules on urgent care: frequent emergency attendance, repeat admission."""

from __future__ import annotations

import pytest

from chronology_tui.analysis.finding import Certainty, Level, Outcome
from chronology_tui.analysis.policy import policy_from_mapping
from chronology_tui.analysis.rules import frequent_emergency, repeat_admission
from tests.support.cases import case

EMERGENCY = "frequent-emergency"
ADMISSION = "repeat-admission"

ATTENDANCES = (
    ("three in 12 months", """2024-01-10 emergency_attendance
                              2024-02-10 emergency_attendance
                              2024-03-10 emergency_attendance""", ""),
    ("four in 12 months", """2024-01-10 emergency_attendance #a
                             2024-02-10 emergency_attendance #b
                             2024-03-10 emergency_attendance #c
                             2025-01-09 emergency_attendance #d""", "a b c d"),
    ("the fourth on the anniversary", """2024-01-10 emergency_attendance
                                         2024-02-10 emergency_attendance
                                         2024-03-10 emergency_attendance
                                         2025-01-10 emergency_attendance""", ""),
    ("a planned return is left out", """2024-01-10 emergency_attendance
                                        2024-02-10 emergency_attendance
                                        2024-02-17 emergency_attendance planned
                                        2024-02-18 emergency_attendance "Planned return for dressing"
                                        2024-02-19 emergency_attendance return
                                        2024-03-10 emergency_attendance""", ""),
    ("an unplanned return counts", """2024-01-10 emergency_attendance #a
                                      2024-02-10 emergency_attendance #b
                                      2024-02-18 emergency_attendance #c "Unplanned return, still in pain"
                                      2024-03-10 emergency_attendance #d""", "a b c d"),
    ("one attendance written down twice", """2024-01-10 emergency_attendance
                                             2024-01-10 emergency_attendance src:GP-letter
                                             2024-02-10 emergency_attendance
                                             2024-03-10 emergency_attendance""", ""),
    ("written down three times, with two places and once without", """2024-01-10 emergency_attendance
                                                                      2024-01-10 emergency_attendance place:Northtown #a
                                                                      2024-01-10 emergency_attendance place:Westby #b
                                                                      2024-02-10 emergency_attendance #c
                                                                      2024-03-10 emergency_attendance #d""", "a b c d"),
    ("twice on one day at different times", """2024-01-10 emergency_attendance at:02:10 #a
                                               2024-01-10 emergency_attendance at:21:40 #b
                                               2024-02-10 emergency_attendance #c
                                               2024-03-10 emergency_attendance #d""", "a b c d"),
    ("ambulances, out-of-hours and admissions are not added", """2024-01-10 emergency_attendance
                                                                 2024-02-10 emergency_attendance
                                                                 2024-03-10 emergency_attendance
                                                                 2024-03-10 ambulance
                                                                 2024-03-11 admission
                                                                 2024-04-10 out_of_hours""", ""),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "evidence"), ATTENDANCES, ids=[row[0] for row in ATTENDANCES])
def test_emergency_attendances(name: str, lines: str, evidence: str) -> None:
    small = case(lines)
    (finding,) = small.findings(EMERGENCY)
    assert finding.outcome is (Outcome.FOUND if evidence else Outcome.NOT_FOUND)
    assert small.named(finding.evidence) == evidence
    assert finding.level is (Level.CONSIDER if evidence else None)
    assert evidence or "not reassurance" in finding.explanation


def test_more_than_three_in_six_months_is_its_own_threshold() -> None:
    lines = [f"2024-0{month}-10 emergency_attendance" for month in range(1, 5)]
    policy = policy_from_mapping({"name": "N", "version": 1, EMERGENCY: {"in-12-months": 9}})
    assert len(case(lines).found(EMERGENCY, policy)) == 1
    assert case([*lines[:3], "2024-07-10 emergency_attendance"]).found(EMERGENCY, policy) == ()


def test_emergency_words_and_what_is_left_out() -> None:
    small = case("""2021-01-10 emergency_attendance
                    2024-01-10 emergency_attendance #a
                    2024-02-10 emergency_attendance #b
                    2024-02-10 emergency_attendance #twice
                    2024-02-17 emergency_attendance planned #planned
                    2024-03-10 emergency_attendance #c
                    2024-03-10 ambulance
                    2024-05-10 emergency_attendance #d""")
    (finding,) = small.found(EMERGENCY)
    assert finding.title == "4 emergency attendances in 4 months"
    assert finding.explanation == (
        "4 emergency attendances are recorded between 10 January 2024 and 10 May 2024, of 5 on the whole record."
        " The most in any 12 months is 4, in any 6 months 4. Also recorded in this time, and not added: ambulance 1."
        " For comparison: 9.1% of children who attend reach 4 or more in a year."
        " Coming to an emergency department may be just what was advised: read each entry for its reason."
    )
    assert {small.named([item.event]): item.why for item in finding.excluded} == {
        "twice": frequent_emergency.DUPLICATE, "planned": frequent_emergency.PLANNED,
    }  # fmt: skip
    assert [b.text for b in finding.badges] == ["2nd in 5 weeks", "3rd in 9 weeks", "4th in 4 months"]


def test_an_uncertain_attendance_that_decides() -> None:
    small = case("""2024-01-10 emergency_attendance
                    2024-02-10 emergency_attendance
                    2024-03-10 emergency_attendance
                    2025       emergency_attendance #u""")
    (finding,) = small.found(EMERGENCY)
    assert finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES
    assert small.named(finding.uncertain_events) == "u"
    assert finding.level is Level.NOTE


@pytest.mark.parametrize("rule", [EMERGENCY, ADMISSION])
def test_none_recorded_is_not_assessable(rule: str) -> None:
    for lines in ("", "2024-01-10 gp_contact @GP", "2024-01-10 out_of_hours"):
        (finding,) = case(lines).findings(rule)
        assert finding.outcome is Outcome.NOT_ASSESSABLE
        assert "ask for" in finding.missing[0]


STAYS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("one stay", "2024-01-10 admission reason:seizure", {}),
    ("two for one condition in 12 months", """2024-01-10 admission reason:prolonged-seizure #a
                                              2025-01-09 admission reason:status-epilepticus #b""", {"Seizures": "a b"}),
    ("on the anniversary", """2024-01-10 admission reason:seizure
                              2025-01-10 admission reason:seizure""", {}),
    ("two for different conditions", """2024-01-10 admission reason:seizure
                                        2024-05-10 admission reason:wheeze""", {}),
    ("the condition is read from the words", """2024-01-10 admission #a "Admitted with seizures, 3 days"
                                                2024-05-10 admission #b "Convulsion at school" """, {"Seizures": "a b"}),
    ("seizures that did not happen are none", """2024-01-10 admission "Admitted, fever, no seizures"
                                                 2024-05-10 admission "Convulsion at school" """, {}),
    ("a reason of its own", """2024-01-10 admission reason:periodic-paralysis #a
                               2024-05-10 admission reason:Periodic-paralysis #b""", {"Periodic paralysis": "a b"}),
    ("planned stays are left out", """2024-01-10 admission reason:seizure planned
                                      2024-05-10 admission reason:seizure
                                      2024-05-20 admission "Elective admission for seizure monitoring" """, {}),
    ("again 30 days after going home", """2024-01-10=2024-01-12 admission reason:wheeze #a
                                          2024-02-11 admission reason:fall #b""", {"": "a b"}),
    ("again 31 days after going home", """2024-01-10=2024-01-12 admission reason:wheeze
                                          2024-02-12 admission reason:fall""", {}),
    ("going home is a discharge entry", """2024-01-10 admission reason:wheeze #a
                                           2024-01-20 discharge
                                           2024-02-19 admission reason:fall #b""", {"": "a b"}),
    ("no day of going home: not longer than from the first day", """2024-01-10 admission reason:wheeze
                                                                    2024-02-10 admission reason:fall""", {}),
    ("a transfer is the same stay", """2024-01-10=2024-01-20 admission reason:wheeze
                                       2024-01-15 admission reason:wheeze""", {}),
    ("a new stay on the day that the other ended is a transfer", """2024-01-10=2024-01-20 admission reason:wheeze
                                                                    2024-01-20 admission reason:wheeze""", {}),
    ("written down twice", """2024-01-10 admission reason:wheeze
                              2024-01-10 admission reason:wheeze src:GP-letter""", {}),
    ("soon again for one condition is one finding", """2024-01-10=2024-01-12 admission reason:wheeze #a
                                                       2024-01-20 admission reason:wheeze #b""", {"Asthma or wheeze": "a b"}),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "found"), STAYS, ids=[row[0] for row in STAYS])
def test_admissions(name: str, lines: str, found: dict[str, str]) -> None:
    small = case(lines)
    findings = small.found(ADMISSION)
    assert {f.subject: small.named(f.evidence) for f in findings} == found
    assert {f.level for f in findings} <= {Level.CONSIDER}
    if not found:
        (finding,) = small.findings(ADMISSION)
        assert finding.outcome in {Outcome.NOT_FOUND, Outcome.NOT_ASSESSABLE}


def test_three_for_one_condition_are_strong() -> None:
    (finding,) = case("""2024-01-10=2024-01-12 admission reason:seizure
                         2024-03-10 admission reason:seizure
                         2024-04-01 admission reason:seizure""").found(ADMISSION)
    assert finding.level is Level.STRONG
    assert finding.title == "3 unplanned admissions for seizures in 12 weeks"
    assert "The child was admitted again within 30 days of going home once." in finding.explanation
    assert "The day of going home is not recorded, so the first day of the stay is used." in finding.explanation


def test_admissions_recorded_as_planned_returns_are_not_counted() -> None:
    small = case("""2024-01-10 admission reason:seizure
                    2024-03-10 admission reason:seizure return #p""")
    (finding,) = small.findings(ADMISSION)
    assert finding.outcome is Outcome.NOT_FOUND
    assert [(small.named([item.event]), item.why) for item in finding.excluded] == [("p", repeat_admission.PLANNED)]


def test_a_reason_given_by_a_second_entry_on_the_same_stay_counts() -> None:
    small = case("""2024-01-10 admission #a
                    2024-01-10 admission src:Letter reason:seizure #x
                    2024-03-10 admission reason:seizure #b""")
    (finding,) = small.found(ADMISSION)
    assert (finding.subject, small.named(finding.evidence)) == ("Seizures", "a b")
    assert [(small.named([item.event]), item.why) for item in finding.excluded] == [("x", repeat_admission.DUPLICATE)]


def test_what_is_left_out_of_admissions_is_named() -> None:
    small = case("""2024-01-10=2024-01-20 admission reason:wheeze #a
                    2024-01-10 admission reason:wheeze #twice
                    2024-01-15 admission reason:wheeze #moved
                    2024-02-01 admission reason:wheeze planned #planned
                    2024-03-01 admission reason:wheeze #b""")
    (finding,) = small.found(ADMISSION)
    assert {small.named([item.event]): item.why for item in finding.excluded} == {
        "twice": repeat_admission.DUPLICATE, "moved": repeat_admission.SAME_STAY, "planned": repeat_admission.PLANNED,
    }  # fmt: skip
    assert finding.measures["planned"] == finding.measures["duplicates"] == finding.measures["same_stay"] == 1


def test_uncertain_admissions_that_decide() -> None:
    small = case("""2023-06-10 admission reason:seizure
                    2024       admission reason:seizure #u""")
    (finding,) = small.found(ADMISSION)
    assert finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES
    assert small.named(finding.uncertain_events) == "u"
    small = case("""2023-12-10=2023-12-15 admission reason:fall
                    2024-01 admission reason:seizure #u""")
    (finding,) = small.found(ADMISSION)
    assert finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES
    assert small.named(finding.uncertain_events) == "u"
    assert finding.level is Level.NOTE
