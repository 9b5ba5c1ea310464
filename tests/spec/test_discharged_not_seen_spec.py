"""Specification of "discharged, not seen": closed for non-attendance with no later contact in that service."""

from __future__ import annotations

import pytest

from chronology_tui.analysis.appointments import Role
from chronology_tui.analysis.finding import Certainty, Level, Outcome
from chronology_tui.analysis.rules import discharged_not_seen
from tests.support.cases import case, on_plan

RULE = "discharged-not-seen"

TABLE: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("closed and nothing since", """2024-01-10 was_not_brought @physio
                                    2024-05-03 discharged_non_attendance @Physiotherapy #a""", {"Physiotherapy": "a"}),
    ("attended afterwards", """2024-05-03 discharged_non_attendance @Physiotherapy
                               2025-05-03 attended @physio clinic""", {}),
    ("attended before only", """2024-05-02 attended @physio
                                2024-05-03 discharged_non_attendance @physio #a""", {"Physiotherapy": "a"}),
    ("seen on the day of closing", """2024-05-03 attended @physio
                                      2024-05-03 discharged_non_attendance @physio #a""", {"Physiotherapy": "a"}),
    ("seen in another service", """2024-05-03 discharged_non_attendance @physio #a
                                   2025-05-03 attended @ENT""", {"Physiotherapy": "a"}),
    ("a contact that was not an appointment", """2024-05-03 discharged_non_attendance @ENT
                                                 2025-05-03 specialist_contact @ENT clinic""", {}),
    ("a contact without the child", """2024-05-03 discharged_non_attendance @ENT #a
                                       2025-05-03 specialist_contact @ENT clinic unseen""", {"ENT": "a"}),
    ("missed again afterwards is no contact", """2024-05-03 discharged_non_attendance @ENT #a
                                                 2025-05-03 was_not_brought @ENT""", {"ENT": "a"}),
    ("closed again after being seen", """2022-05-03 discharged_non_attendance @ENT #old
                                         2023-05-03 attended @ENT
                                         2024-05-03 discharged_non_attendance @ENT #a""", {"ENT": "a"}),
    ("two services", """2024-05-03 discharged_non_attendance @ENT #a
                        2024-06-03 discharged_non_attendance @dentist #b""", {"ENT": "a", "Dentist": "b"}),
    ("the service is read from the words", """2024-05-03 discharged_non_attendance #a "Orthopaedics closed the referral"
                                              2024-06-03 attended @ENT""", {"Orthopaedics": "a"}),
    ("the young person's own booking", "2024-05-03 discharged_non_attendance @physio own\n2023-05-03 attended @physio", {}),
    ("the words of a missed appointment close", """2024-03-10 was_not_brought @ENT
                                                   2024-05-03 was_not_brought @ENT #a "Again; discharged from clinic" """,
     {"ENT": "a"}),
    ("back to the GP", '2024-05-03 was_not_brought @ENT #a "No message. Discharged back to the GP."', {"ENT": "a"}),
    ("closed in words, and seen since", """2024-05-03 was_not_brought @ENT "Discharged from the service"
                                           2025-05-03 attended @ENT""", {}),
    ("the closure's own entry comes before the words", """2024-05-03 was_not_brought @ENT "Discharged from clinic"
                                                          2024-05-20 discharged_non_attendance @ENT #a""", {"ENT": "a"}),
    ("not discharged", '2024-05-03 was_not_brought @ENT "Not discharged from clinic: one more date offered"', {}),
    ("discharged from hospital", '2024-05-03 was_not_brought @ENT "Check after he was discharged from hospital"', {}),
    ("not closed", "2024-05-03 was_not_brought @physio", {}),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "found"), TABLE, ids=[row[0] for row in TABLE])
def test_what_is_found(name: str, lines: str, found: dict[str, str]) -> None:
    small = case(lines)
    findings = small.found(RULE)
    assert {f.subject: small.named(f.evidence) for f in findings} == found
    assert {(f.level, f.certainty) for f in findings} <= {(Level.CONSIDER, Certainty.CERTAIN)}
    if not found:
        (finding,) = small.findings(RULE)
        assert finding.outcome is Outcome.NOT_FOUND
        assert "not reassurance" in finding.explanation


def test_words_and_numbers() -> None:
    small = case("""2023-11-10 attended @physio
                    2024-01-10 was_not_brought @physio
                    2024-03-10 was_not_brought @physio
                    2024-05-03 discharged_non_attendance @physio #a""")
    (finding,) = small.found(RULE)
    assert finding.title == "Closed by Physiotherapy, not seen there since 3 May 2024"
    assert finding.explanation == (
        "Physiotherapy closed the child's care because appointments were not kept, on 3 May 2024."
        " No later contact in this service is recorded."
        " Up to then, 2 appointments in this service are recorded as missed."
        " The child was last seen there on 10 November 2023."
        " Closing for non-attendance is the service's decision; the health need may still be there."
    )
    assert finding.measures["days_since"] == 788


def test_critical_care_or_a_plan_make_it_strong() -> None:
    (critical,) = case("2024-01-10 was_not_brought @ENT critical\n2024-05-03 discharged_non_attendance @ENT").found(RULE)
    assert critical.level is Level.STRONG
    child = on_plan("2024-01-01", "2024-05-03")
    (planned,) = case("2024-05-03 discharged_non_attendance @ENT", child=child).found(RULE)
    assert planned.level is Level.STRONG
    (later,) = case("2024-05-04 discharged_non_attendance @ENT", child=child).found(RULE)
    assert later.level is Level.CONSIDER


@pytest.mark.parametrize(
    ("lines", "certainty", "uncertain"),
    [
        ("2024-05-03 discharged_non_attendance @ENT #a\n2024 attended @ENT #b", Certainty.DEPENDS_ON_UNCERTAIN_DATES, "b"),
        ("2024-05-03 discharged_non_attendance @ENT #a\n- attended @ENT #b", Certainty.DEPENDS_ON_UNCERTAIN_DATES, "b"),
        ("2024-05 discharged_non_attendance @ENT #a\n2024-05-20 attended @ENT", Certainty.DEPENDS_ON_UNCERTAIN_DATES, "a"),
        ("2024-05 discharged_non_attendance @ENT #a\n2024-04-20 attended @ENT", Certainty.CERTAIN, ""),
        ("2024-05-03 discharged_non_attendance @ENT #a\n2024-04 attended @ENT", Certainty.CERTAIN, ""),
    ],
)
def test_uncertain_dates(lines: str, certainty: Certainty, uncertain: str) -> None:
    small = case(lines)
    (finding,) = small.found(RULE)
    assert (finding.certainty, small.named(finding.uncertain_events)) == (certainty, uncertain)
    assert finding.level is (Level.CONSIDER if certainty is Certainty.CERTAIN else Level.NOTE)


def test_a_closure_without_a_service_cannot_be_assessed_and_is_named() -> None:
    small = case("2024-05-03 discharged_non_attendance #a\n2024-06-03 attended @ENT")
    (finding,) = small.findings(RULE)
    assert finding.outcome is Outcome.NOT_ASSESSABLE
    assert "which service" in finding.missing[0]
    assert [(small.named([e.event]), e.why) for e in finding.excluded] == [("a", discharged_not_seen.NO_SERVICE)]


def test_what_is_left_out_is_named() -> None:
    small = case("""2022-05-03 discharged_non_attendance @ENT #old
                    2023-05-03 attended @ENT
                    2024-05-03 discharged_non_attendance @ENT #a
                    2024-06-03 discharged_non_attendance @ENT own #own""")
    (finding,) = small.found(RULE)
    assert {small.named([e.event]): e.why for e in finding.excluded} == {
        "old": discharged_not_seen.SEEN_SINCE, "own": Role.OWN_CHOICE.why,
    }  # fmt: skip


def test_nothing_recorded_is_not_assessable() -> None:
    (finding,) = case("2024-01-10 note").findings(RULE)
    assert finding.outcome is Outcome.NOT_ASSESSABLE
    assert "ask each service" in finding.missing[0]
