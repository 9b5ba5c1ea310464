"""Specification of the rule "cancelled by family"."""

from __future__ import annotations

import pytest

from chronology_tui.analysis.appointments import Role
from chronology_tui.analysis.finding import Certainty, Level, Outcome
from tests.support.cases import case

RULE = "cancelled-by-family"

ROWS = (
    ("two in 12 months are no pattern", """2024-01-10 cancelled_by_family @ENT
                                           2024-05-10 rescheduled_by_family @ENT""", "", None),
    ("three in 12 months, over services, cancelled or moved", """2024-01-10 cancelled_by_family @ENT #a
                                                                 2024-05-10 rescheduled_by_family @GP #b
                                                                 2025-01-09 cancelled_by_family #c""", "a b c", Level.NOTE),
    ("the third on the anniversary", """2024-01-10 cancelled_by_family @ENT
                                        2024-05-10 cancelled_by_family @ENT
                                        2025-01-10 cancelled_by_family @ENT""", "", None),
    ("two at two days' notice", """2024-01-10 cancelled_by_family @ENT notice:2 #a
                                   2024-05-10 rescheduled_by_family @ENT notice:0 #b""", "a b", Level.NOTE),
    ("two at three days' notice", """2024-01-10 cancelled_by_family @ENT notice:3
                                     2024-05-10 cancelled_by_family @ENT notice:2""", "", None),
    ("short notice does not add up over years", """2022-01-10 cancelled_by_family @ENT notice:1
                                                   2024-05-10 cancelled_by_family @ENT notice:1""", "", None),
    ("three in 12 months, two at short notice", """2024-01-10 cancelled_by_family @ENT notice:2 #a
                                                   2024-05-10 cancelled_by_family @ENT notice:2 #b
                                                   2024-06-10 cancelled_by_family @ENT notice:9 #c""", "a b c", Level.CONSIDER),
    ("four in 12 months are a note", """2024-01-10 cancelled_by_family @ENT #a
                                        2024-02-10 cancelled_by_family @ENT #b
                                        2024-03-10 cancelled_by_family @ENT #c
                                        2024-04-10 cancelled_by_family @ENT #d""", "a b c d", Level.NOTE),
    ("five in 12 months are to be considered", """2024-01-10 cancelled_by_family @ENT #a
                                                  2024-02-10 cancelled_by_family @ENT #b
                                                  2024-03-10 cancelled_by_family @ENT #c
                                                  2024-04-10 cancelled_by_family @ENT #d
                                                  2024-05-10 cancelled_by_family @ENT #e""", "a b c d e", Level.CONSIDER),
    ("cancelled by the service never counts", """2024-01-10 cancelled_by_service @ENT
                                                 2024-02-10 cancelled_by_service @ENT
                                                 2024-03-10 cancelled_by_family @ENT""", "", None),
    ("a young person's own booking never counts", """2024-01-10 cancelled_by_family @ENT own
                                                     2024-02-10 cancelled_by_family @ENT own
                                                     2024-03-10 cancelled_by_family @ENT""", "", None),
    ("written down twice counts once", """2024-01-10 cancelled_by_family @ENT
                                          2024-01-10 cancelled_by_family @ENT src:Letter
                                          2024-03-10 cancelled_by_family @ENT""", "", None),
    ("missed ones are not cancelled ones", """2024-01-10 was_not_brought @ENT
                                              2024-02-10 was_not_brought @ENT
                                              2024-03-10 was_not_brought @ENT""", "", None),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "evidence", "level"), ROWS, ids=[row[0] for row in ROWS])
def test_what_is_found(name: str, lines: str, evidence: str, level: Level | None) -> None:
    small = case(lines)
    (finding,) = small.findings(RULE)
    assert finding.outcome is (Outcome.FOUND if evidence else Outcome.NOT_FOUND)
    assert small.named(finding.evidence) == evidence
    assert finding.level is level
    assert finding.certainty is Certainty.CERTAIN
    if not evidence:
        assert "not reassurance" in finding.explanation


def test_uncertain_dates_that_decide() -> None:
    small = case("""2024-01-10 cancelled_by_family @ENT #a
                    2024-05-10 cancelled_by_family @ENT #b
                    2025       cancelled_by_family @ENT #c""")
    (finding,) = small.found(RULE)
    assert finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES
    assert small.named(finding.uncertain_events) == "c"
    assert "in the surest reading there are at most 2 in any 12 months" in finding.explanation


def test_nothing_recorded_is_not_assessable() -> None:
    (finding,) = case("2024-01-10 admission").findings(RULE)
    assert finding.outcome is Outcome.NOT_ASSESSABLE
    assert finding.missing


def test_words_numbers_and_what_is_left_out() -> None:
    small = case("""2024-01-10 cancelled_by_family   @ENT notice:1 #a
                    2024-02-10 attended              @ENT
                    2024-03-10 rescheduled_by_family @ENT notice:0 #b
                    2024-04-10 cancelled_by_service  @ENT #s
                    2024-05-10 cancelled_by_family   @GP #c
                    2024-05-10 was_not_brought       @Dentist""")
    (finding,) = small.found(RULE)
    assert finding.title == "Family cancelled or moved 3 of 5, 2 at short notice"
    assert finding.detail == "2 services · 4 months"
    assert finding.explanation == (
        "The family cancelled or moved 3 of the 5 appointments arranged between 10 January 2024 and 10 May 2024: cancelled 2,"
        " moved to another day 1. The most in any 12 months is 3. 2 of them were at most 2 days before the appointment."
        " For 1 entry the notice given is not recorded."
        " In the same time: attended 1, missed 1, cancelled by the service 1."
        " Cancelling or moving is not missing: letting a service know is what families are asked to do."
    )
    assert [(small.named([item.event]), item.why) for item in finding.excluded] == [("s", Role.CANCELLED_BY_SERVICE.why)]
    assert {small.named([b.event]): b.text for b in finding.badges} == {"a": "1 day before", "b": "same day"}
