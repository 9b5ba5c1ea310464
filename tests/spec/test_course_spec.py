"""Specification of the rules on the course of a case: escalation, chronicity, cluster, drift, start again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chronology_tui.analysis.appointments import Role
from chronology_tui.analysis.concerns import SAME_ENTRIES, SURVEILLANCE
from chronology_tui.analysis.finding import Certainty, Level, Outcome
from chronology_tui.analysis.rules import escalation
from tests.support.cases import CHILD, case

EVERY = ("escalation", "chronicity", "cluster")


def days(*gaps: int, start: date = date(2025, 1, 10), severity: int = 2, kind: str = "admission") -> list[str]:
    """Return lines with these gaps in days between them."""
    lines = [f"{start} {kind} !{severity}"]
    for gap in gaps:
        start += timedelta(days=gap)
        lines.append(f"{start} {kind} !{severity}")
    return lines


@pytest.mark.parametrize("rule", EVERY)
def test_without_ratings_the_course_cannot_be_assessed(rule: str) -> None:
    for lines in ("", "2025-01-10 admission\n2025-02-10 admission"):
        (finding,) = case(lines).findings(rule)
        assert finding.outcome is Outcome.NOT_ASSESSABLE
        assert "rate each by what it meant for the child" in finding.missing[0]


@pytest.mark.parametrize("rule", EVERY)
def test_what_a_service_cancelled_and_a_young_person_decided_never_count(rule: str) -> None:
    lines = [f"2026-0{month}-{day} {kind} @ENT !3" for month in range(1, 7) for day, kind in
             (("05", "cancelled_by_service"), ("15", "declined_by_young_person"))]  # fmt: skip
    (finding,) = case([*lines, "2026-01-01 attended @ENT !0"]).findings(rule)
    assert finding.outcome is Outcome.NOT_FOUND


# --- escalation

ESCALATION = (
    ("four only", days(300, 20, 10), False),
    ("five, closer together", days(300, 30, 20, 10), True),
    ("five, evenly spread", days(60, 60, 60, 60), False),
    ("five, further apart", days(10, 20, 30, 300), False),
    ("just below the line", days(100, 22, 10, 11, start=date(2025, 9, 1)), False),
    ("just above the line", days(100, 22, 10, 10, start=date(2025, 9, 1)), True),
    ("low severity does not count", days(300, 30, 20, 10, severity=1), False),
    ("entries of one day are one", [*days(300, 20, 10), *days(300, 20, 10, kind="ambulance")], False),
)


@pytest.mark.parametrize(("name", "lines", "found"), ESCALATION, ids=[row[0] for row in ESCALATION])
def test_closer_together(name: str, lines: list[str], *, found: bool) -> None:
    (finding,) = case(lines).findings("escalation")
    assert finding.outcome is (Outcome.FOUND if found else Outcome.NOT_FOUND)
    assert finding.level is (Level.CONSIDER if found else None)


def test_it_is_said_in_gaps_with_the_caveat_and_never_as_a_probability() -> None:
    lines = ["2025-01-10 injury !2", "2025-11-06 injury !2", "2025-12-06 admission !3", "2025-12-26 admission !3 #c",
             "2026-01-05 admission !4"]  # fmt: skip
    (finding,) = case(lines).found("escalation")
    assert finding.title == "Gaps between concerns: 165 days at first, 15 days later"
    assert finding.explanation == (
        "5 days with an entry rated moderate or worse between 10 January 2025 and 5 January 2026 come closer together: the"
        " middle gap between them was 165 days in the earlier half and 15 days in the later half. The middle severity rose from"
        " moderate in the earlier half to high in the later half. No further one is recorded after 5 January 2026. "
        f"{SURVEILLANCE} {SAME_ENTRIES}"
    )
    assert finding.measures["severity_rising"] is True
    assert "probab" not in finding.explanation


def test_severity_that_did_not_rise_is_said() -> None:
    (finding,) = case(days(300, 30, 20, 10)).found("escalation")
    assert finding.measures["severity_rising"] is False
    assert "it did not rise" in finding.explanation


def test_a_year_of_quiet_makes_it_a_note() -> None:
    lines = days(300, 30, 20, 10)
    last = date(2025, 1, 10) + timedelta(days=360)
    for as_of, level in ((date(2027, 1, 4), Level.CONSIDER), (date(2027, 1, 5), Level.NOTE)):
        assert last == date(2026, 1, 5)
        (finding,) = case(lines).found("escalation", as_of=as_of)
        assert finding.level is level


def test_entries_that_cannot_be_placed_are_named() -> None:
    small = case([*days(300, 30, 20, 10), "- injury !3 #x", "<2024-01-01 injury !3 #y"])
    (finding,) = small.found("escalation")
    assert {small.named([e.event]): e.why for e in finding.excluded} == {
        "x": escalation.NOT_PLACED, "y": escalation.NOT_PLACED,
    }  # fmt: skip


def test_uncertain_days_that_decide_and_that_do_not() -> None:
    (decides,) = case([*days(300, 30, 20)[:3], "2025-12-20..2026-01-20 admission !2 #u", "2026-01-25 admission !2"]).findings(
        "escalation"
    )
    assert decides.certainty is Certainty.CERTAIN
    small = case(["2025-01-10 admission !2", "2025-03-01..2025-12-01 admission !2 #u", *days(20, 10, start=date(2025, 12, 6))])
    (depends,) = small.found("escalation")
    assert depends.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES
    assert small.named(depends.uncertain_events) == "u"
    assert depends.level is Level.NOTE


# --- chronicity


def months(number: int, severity: int = 1) -> list[str]:
    """Return one concern in each of the last months up to June 2026."""
    return [f"{2026 - (n >= 6)}-{(5 - n) % 12 + 1:02}-15 symptom_observed !{severity}" for n in range(number)]


@pytest.mark.parametrize(
    ("number", "severity", "level"),
    [(2, 4, None), (3, 1, Level.NOTE), (5, 4, Level.NOTE), (6, 1, Level.CONSIDER), (9, 1, Level.CONSIDER),
     (8, 2, Level.CONSIDER), (9, 2, Level.STRONG), (12, 4, Level.STRONG)],
)  # fmt: skip
def test_months_with_a_concern(number: int, severity: int, level: Level | None) -> None:
    (finding,) = case(months(number, severity)).findings("chronicity")
    assert (finding.outcome, finding.level) == (Outcome.FOUND if level else Outcome.NOT_FOUND, level)
    if level:
        assert finding.title == f"A concern in {number} of the last 12 months"
        assert len(finding.evidence) == number
    else:
        assert "not reassurance" in finding.explanation


def test_a_month_of_a_year_ago_is_not_counted_and_several_in_one_month_are_one() -> None:
    lines = ["2025-06-30 injury !2", "2025-07-01 injury !2", "2026-06-01 injury !2", "2026-06-02 injury !2"]
    (finding,) = case(lines).findings("chronicity")
    assert finding.outcome is Outcome.NOT_FOUND
    assert finding.measures["months_widest"] == 2


def test_span_areas_respite_ages_and_recurrence_stand_beside_it() -> None:
    (finding,) = case(["2016-01-10 injury !2", "2016-02-10 case_closed", *months(3)]).found("chronicity")
    assert (finding.measures["closures"], finding.measures["closures_followed_by_concern"]) == (1, 1)
    assert finding.measures["longest_respite_days"] == (date(2026, 4, 15) - date(2016, 1, 10)).days - 1
    assert finding.measures["span_days"] == (date(2026, 6, 15) - date(2016, 1, 10)).days
    assert "Ages at which there was a concern: under 1, 5 to 10 and 11 to 15." in finding.explanation
    assert "After 1 of 1 closure or step-down a concern was recorded again." in finding.explanation
    assert finding.measures["areas"] == 1


def test_uncertain_months() -> None:
    small = case([*months(2), "2026-01-20..2026-02-10 injury !2 #u"])
    (finding,) = small.found("chronicity")
    assert (finding.certainty, finding.level) == (Certainty.DEPENDS_ON_UNCERTAIN_DATES, Level.NOTE)
    assert small.named(finding.uncertain_events) == "u"
    assert finding.title == "A concern in up to 3 of the last 12 months"
    (sure,) = case([*months(3), "2026-01-20..2026-02-10 injury !2"]).found("chronicity")
    assert sure.certainty is Certainty.CERTAIN
    assert (sure.measures["months_surest"], sure.measures["months_widest"]) == (3, 4)


# --- cluster

CLUSTERS = (
    ("three close together in a quiet year", [*days(10, 10), "2026-06-01 injury !1"], 0),
    ("four close together in a quiet year", [*days(10, 10, 10), "2026-06-01 injury !1"], 4),
    ("all within 60 days: the 60th day counts", [*days(10, 10, 39), "2026-06-01 injury !1"], 4),
    ("one day beyond", [*days(10, 10, 40), "2026-06-01 injury !1"], 0),
    ("evenly dense all year", days(*[15] * 20), 0),
    ("nothing to compare with", days(10, 10, 10), 0),
    ("entries of one day are one", [*days(10, 10), *days(10, 10, kind="ambulance"), "2026-06-01 injury !1"], 0),
)


@pytest.mark.parametrize(("name", "lines", "inside"), CLUSTERS, ids=[row[0] for row in CLUSTERS])
def test_clusters(name: str, lines: list[str], inside: int) -> None:
    (finding,) = case(lines).findings("cluster")
    assert finding.outcome is (Outcome.FOUND if inside else Outcome.NOT_FOUND)
    if inside:
        assert finding.level is Level.NOTE
        assert len(finding.evidence) == inside
        assert SURVEILLANCE in finding.explanation


def test_a_cluster_is_compared_with_the_rest() -> None:
    (finding,) = case([*days(10, 10, 10), "2026-06-01 injury !1"]).found("cluster")
    assert finding.title == "4 days with a concern in 60 days; elsewhere 0.1 in 60"
    assert "The other 448 days from the first to the last concern hold 1, or 0.1 in every 60 days." in finding.explanation


def test_an_uncertain_day_that_makes_a_cluster() -> None:
    small = case([*days(10, 10), "2025-02-01..2025-08-01 injury !1 #u", "2026-06-01 injury !1"])
    (finding,) = small.found("cluster")
    assert finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES
    assert small.named(finding.uncertain_events) == "u"


# --- drift

DRIFT = (
    ("due yesterday", "2026-01-10 plan_made todo:ring due:2026-06-29 #a", "a", Level.NOTE),
    ("due today", "2026-01-10 plan_made todo:ring due:2026-06-30", "", None),
    ("done", "2026-01-10 plan_made todo:ring due:2026-02-01 done:2026-03-01", "", None),
    ("done after the day looked back from", "2026-01-10 plan_made todo:ring due:2026-02-01 done:2026-07-01 #a", "a", Level.NOTE),
    ("two past due", """2026-01-10 plan_made todo:ring due:2026-02-01 #a
                        2026-01-11 agreement todo:weigh due:2026-02-01 #b""", "a b", Level.CONSIDER),
    ("agreed again and done", """2026-01-10 plan_made todo:ring due:2026-02-01
                                 2026-03-10 plan_reviewed todo:Ring due:2026-04-01 done:2026-03-20""", "", None),
    ("agreed again, both days passed", """2026-01-10 plan_made todo:ring due:2026-02-01 #a
                                                         2026-03-10 plan_reviewed todo:ring due:2026-04-01 #b""",
     "a b", Level.NOTE),
    ("no day, reviewed once", """2026-01-10 plan_made todo:ring
                                 2026-03-10 plan_reviewed""", "", None),
    ("no day, reviewed twice", """2026-01-10 plan_made todo:ring #a
                                  2026-03-10 plan_reviewed #b
                                  2026-05-10 cin_meeting #c""", "a b c", Level.NOTE),
    ("two without a day, reviewed twice", """2026-01-10 plan_made todo:ring #a
                                             2026-01-11 plan_made todo:weigh #b
                                             2026-03-10 plan_reviewed #c
                                             2026-05-10 cin_meeting #d""", "a b c d", Level.CONSIDER),
    ("agreed again without a day keeps its day", """2026-01-10 plan_made todo:ring due:2026-02-01 #a
                                                    2026-03-10 plan_reviewed todo:ring #b""", "a b", Level.NOTE),
    ("no day, reviews before it was agreed", """2025-03-10 plan_reviewed
                                                2025-05-10 plan_reviewed
                                                2026-01-10 plan_made todo:ring""", "", None),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "evidence", "level"), DRIFT, ids=[row[0] for row in DRIFT])
def test_drift(name: str, lines: str, evidence: str, level: Level | None) -> None:
    small = case(lines)
    (finding,) = small.findings("drift")
    assert finding.outcome is (Outcome.FOUND if evidence else Outcome.NOT_FOUND)
    assert (small.named(finding.evidence), finding.level) == (evidence, level)
    assert finding.certainty is Certainty.CERTAIN


def test_drift_names_the_actions_and_says_that_services_own_them_too() -> None:
    (finding,) = case("2026-01-10 plan_made todo:ring-[school]-{now} due:2026-02-01").found("drift")
    assert finding.title == "Of 1 agreed action: 1 past due"
    assert "Open: “ring [school] {now}” (no owner named)." in finding.explanation
    assert "may belong to a service" in finding.explanation
    assert [b.text for b in finding.badges] == ["action past due"]


def test_an_uncertain_day_of_an_action() -> None:
    small = case("2026-01-10 plan_made todo:ring due:2026 #a")
    (finding,) = small.found("drift")
    assert (finding.certainty, finding.level) == (Certainty.DEPENDS_ON_UNCERTAIN_DATES, Level.NOTE)
    assert small.named(finding.uncertain_events) == "a"
    (sure,) = case("2026-01-10 plan_made todo:ring due:2026-02").found("drift")
    assert sure.certainty is Certainty.CERTAIN


def test_without_agreed_actions_drift_is_not_assessable() -> None:
    (finding,) = case("2026-01-10 plan_made").findings("drift")
    assert finding.outcome is Outcome.NOT_ASSESSABLE
    assert "who does what by when" in finding.missing[0]


# --- start again

STARTS = (
    ("nothing before", "2026-01-10 referral #a", "a"),
    ("nothing from more than 90 days before", "2025-10-12 injury\n2026-01-10 referral #a", "a"),
    ("an entry from 91 days before", "2025-10-11 injury\n2026-01-10 referral", ""),
    ("earlier concerns that it does not name", '2025-01-10 injury !2 #i\n2026-01-10 referral #a "Referred by school"', "i a"),
    ("earlier low concerns", '2025-01-10 injury !1\n2026-01-10 referral "Referred by school"', ""),
    ("earlier concerns that it names", '2025-01-10 injury !2\n2026-01-10 referral "Second referral, with the history"', ""),
    ("an earlier referral that it does not name", '2025-01-10 referral #i\n2026-01-10 referral #a "Referred by school"', "i a"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "evidence"), STARTS, ids=[row[0] for row in STARTS])
def test_start_again(name: str, lines: str, evidence: str) -> None:
    small = case(lines)
    (finding,) = small.findings("start-again")
    assert finding.outcome is (Outcome.FOUND if evidence else Outcome.NOT_FOUND)
    assert small.named(finding.evidence) == evidence
    assert finding.level is (Level.NOTE if evidence else None)


def test_a_newborn_has_no_earlier_history() -> None:
    child = CHILD.changed(birth=date(2025, 12, 1))
    (finding,) = case("2026-01-10 referral", child=child).findings("start-again")
    assert finding.outcome is Outcome.NOT_FOUND
    assert "too young" in finding.explanation


def test_an_undated_entry_may_be_history() -> None:
    small = case("- injury #u\n2026-01-10 referral #a")
    (finding,) = small.found("start-again")
    assert finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES
    assert small.named(finding.uncertain_events) == "u"


def test_without_a_referral_there_is_nothing_to_compare() -> None:
    (finding,) = case("2025-01-10 injury").findings("start-again")
    assert finding.outcome is Outcome.NOT_ASSESSABLE


def test_left_out_appointments_are_named_in_the_course() -> None:
    small = case([*months(3, 2), "2026-06-20 cancelled_by_service @ENT !2 #x"])
    (finding,) = small.found("chronicity")
    assert [(small.named([e.event]), e.why) for e in finding.excluded] == [("x", Role.CANCELLED_BY_SERVICE.why)]
