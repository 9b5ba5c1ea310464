"""Specification: left before care was complete, delay in seeking care, advice not followed, a child managing their own care."""

from __future__ import annotations

from datetime import date

import pytest

from chronology_tui.analysis.counted import DUPLICATE
from chronology_tui.analysis.finding import Certainty, Level, Outcome
from chronology_tui.analysis.own_choice import OWN_CHOICE
from chronology_tui.analysis.policy import policy_from_mapping
from chronology_tui.analysis.rules import delayed_presentation
from tests.support.cases import CHILD, case

LEFT = "left-before-care-complete"
DELAY = "delayed-presentation"
ADVICE = "advice-not-followed"
OWN_CARE = "child-managing-own-care"

Row = tuple[str, str, str, Level | None]

LEFT_ROWS: tuple[Row, ...] = (
    ("left before being seen", "2024-01-10 left_before_seen @Emergency-department #a", "a", Level.NOTE),
    ("taken home against advice", "2024-01-10 discharge_against_advice #a", "a", Level.CONSIDER),
    ("two in 12 months", """2024-01-10 left_before_seen #a
                            2025-01-09 left_before_seen #b""", "a b", Level.CONSIDER),
    ("on the anniversary", """2024-01-10 left_before_seen #a
                              2025-01-10 left_before_seen #b""", "a b", Level.NOTE),
    ("three, none against advice", """2024-01-10 left_before_seen #a
                                      2024-02-10 left_before_seen #b
                                      2024-03-10 left_before_seen #c""", "a b c", Level.CONSIDER),
    ("three, one against advice", """2024-01-10 left_before_seen #a
                                     2024-02-10 discharge_against_advice #b
                                     2024-03-10 left_before_seen #c""", "a b c", Level.STRONG),
    ("seen and gone home as agreed", """2024-01-10 emergency_attendance
                                        2024-01-12 discharge""", "", None),
    ("the young person's own booking", """2024-01-10 left_before_seen own""", "", None),
    ("the young person's own decision", '2024-01-10 discharge_against_advice "Young person self-discharged"', "", None),
    ("written down twice", """2024-01-10 left_before_seen @Emergency-department #a
                              2024-01-10 left_before_seen src:GP-letter""", "a", Level.NOTE),
    ("two places on one day", """2024-01-10 left_before_seen @Emergency-department #a
                                 2024-01-10 left_before_seen @Dentist #b""", "a b", Level.CONSIDER),
)  # fmt: skip
DELAYS: tuple[Row, ...] = (
    ("recorded once", "2024-01-10 delay_in_seeking_care #a", "a", Level.NOTE),
    ("two in 12 months", """2024-01-10 delay_in_seeking_care #a
                            2025-01-09 delay_in_seeking_care #b""", "a b", Level.CONSIDER),
    ("on the anniversary", """2024-01-10 delay_in_seeking_care #a
                              2025-01-10 delay_in_seeking_care #b""", "a b", Level.NOTE),
    ("later than advised", """2023-12-01 advice_given "Wheeze: see a doctor within 48 hours"
                              2024-01-10 emergency_attendance onset:2024-01-07 reason:wheeze #a""", "a", Level.NOTE),
    ("within the time advised", """2023-12-01 advice_given "Wheeze: see a doctor within 48 hours"
                                   2024-01-10 emergency_attendance onset:2024-01-08 reason:wheeze""", "", None),
    ("advice on another condition", """2023-12-01 advice_given "Fits: call 999 straight away"
                                       2024-01-10 emergency_attendance onset:2024-01-01 reason:wheeze""", "", None),
    ("advice after the onset", """2024-01-08 advice_given "Wheeze: come the same day"
                                  2024-01-10 emergency_attendance onset:2024-01-07 reason:wheeze""", "", None),
    ("no advice with a time", """2023-12-01 advice_given "Wheeze: keep warm"
                                 2024-01-10 emergency_attendance onset:2024-01-01 reason:wheeze""", "", None),
    ("a planned return is no delay", """2023-12-01 advice_given "Wheeze: come the same day"
                                        2024-01-10 emergency_attendance onset:2024-01-01 reason:wheeze return""", "", None),
    ("one delay in two entries", """2023-12-01 advice_given "Wheeze: come the same day"
                                    2024-01-10 delay_in_seeking_care #a
                                    2024-01-10 emergency_attendance onset:2024-01-01 reason:wheeze""", "a", Level.NOTE),
    ("the young person's own", '2024-01-10 delay_in_seeking_care "The young person did not want to be seen" ', "", None),
)  # fmt: skip
ADVICE_ROWS: tuple[Row, ...] = (
    ("one", "2024-01-10 advice_not_followed", "", None),
    ("two in 6 months", """2024-01-10 advice_not_followed #a
                           2024-07-09 equipment_not_used #b""", "a b", Level.CONSIDER),
    ("six months later to the day", """2024-01-10 advice_not_followed
                                       2024-07-10 equipment_not_used""", "", None),
    ("in two areas", """2024-01-10 advice_not_followed area:dental
                        2024-02-10 advice_not_followed area:growth""", "", None),
    ("treatment declined by a carer", "2024-01-10 treatment_refused #a", "a", Level.CONSIDER),
    ("declined by the young person", '2024-01-10 treatment_refused "Young person refused the injection"', "", None),
    ("refused by the child, whatever the age", '2024-01-10 treatment_refused "Robin refused the injection"', "", None),
    ("declined by the child's mother", '2024-01-10 treatment_refused #a "Child\'s mother refused"', "a", Level.CONSIDER),
    ("treatment for the child refused by a carer", '2024-01-10 treatment_refused #a "Care of the child refused"', "a",
     Level.CONSIDER),
    ("four in 6 months", """2024-01-10 advice_not_followed #a
                            2024-02-10 equipment_not_used #b
                            2024-03-10 monitoring_missed #c
                            2024-04-10 advice_not_followed #d""", "a b c d", Level.STRONG),
    ("an immunisation declined is another matter", """2024-01-10 immunisation_declined
                                                      2024-01-10 advice_given""", "", None),
    ("advice followed", """2024-01-10 advice_followed
                           2024-02-10 advice_given""", "", None),
    ("written down twice", """2024-01-10 advice_not_followed @Dentist
                              2024-01-10 advice_not_followed src:GP-letter""", "", None),
)  # fmt: skip
ROWS = [(rule, *row) for rule, rows in ((LEFT, LEFT_ROWS), (DELAY, DELAYS), (ADVICE, ADVICE_ROWS)) for row in rows]


@pytest.mark.parametrize(("rule", "name", "lines", "evidence", "level"), ROWS, ids=[f"{row[0]}: {row[1]}" for row in ROWS])
def test_findings(rule: str, name: str, lines: str, evidence: str, level: Level | None) -> None:
    small = case(lines)
    (finding,) = small.findings(rule)
    assert finding.outcome is (Outcome.FOUND if evidence else Outcome.NOT_FOUND), finding.explanation
    assert small.named(finding.evidence) == evidence
    assert finding.level is level
    assert evidence or "not reassurance" in finding.explanation


@pytest.mark.parametrize("rule", [LEFT, DELAY, ADVICE, OWN_CARE])
def test_without_such_a_record_it_is_not_assessable(rule: str) -> None:
    for lines in ("", "2024-01-10 school_observation @School"):
        (finding,) = case(lines).findings(rule)
        assert finding.outcome is Outcome.NOT_ASSESSABLE
        assert "ask " in finding.missing[0]


@pytest.mark.parametrize(
    ("rule", "kind"), [(LEFT, "left_before_seen"), (DELAY, "delay_in_seeking_care"), (OWN_CARE, "child_managing_own_care")]
)
def test_an_entry_without_a_date_is_a_question_only(rule: str, kind: str) -> None:
    small = case(f"- {kind} #u")
    (finding,) = small.found(rule)
    assert finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES
    assert small.named(finding.uncertain_events) == "u"
    assert finding.level is Level.NOTE
    (finding,) = case(f"2024-03 {kind}").found(rule)
    assert finding.certainty is Certainty.CERTAIN


def test_an_uncertain_date_of_advice_not_followed_that_decides() -> None:
    small = case("""2024-01-10 advice_not_followed
                    2024       advice_not_followed #u""")
    (finding,) = small.found(ADVICE)
    assert (finding.certainty, finding.level) == (Certainty.DEPENDS_ON_UNCERTAIN_DATES, Level.NOTE)
    assert small.named(finding.uncertain_events) == "u"


def test_what_is_left_out_is_named_with_its_reason() -> None:
    small = case("""2024-01-10 left_before_seen @Emergency-department #a
                    2024-01-10 left_before_seen #twice
                    2024-02-10 left_before_seen own #own""")
    (finding,) = small.found(LEFT)
    assert {small.named([i.event]): i.why for i in finding.excluded} == {"twice": DUPLICATE, "own": OWN_CHOICE}


def test_words_on_leaving_and_whether_the_child_was_seen_after() -> None:
    small = case("""2024-01-10 left_before_seen @Emergency-department
                    2024-01-16 gp_contact @GP
                    2024-03-10 discharge_against_advice
                    2024-03-18 gp_contact @GP
                    2024-05-01 emergency_attendance""")
    (finding,) = small.found(LEFT)
    assert finding.title == "Left before being seen, or taken home against advice, twice"
    assert finding.explanation == (
        "The child left before care was complete twice between 10 January 2024 and 10 March 2024: left before being seen 1, taken"
        " home against advice 1. The most in any 12 months is 2. The whole record holds 1 emergency attendance. After 1 of them"
        " the child was seen by a health service within 7 days."
    )


def test_words_on_a_delay_read_against_advice() -> None:
    small = case("""2023-12-01 advice_given "Wheeze: see a doctor within 48 hours"
                    2024-01-10 emergency_attendance onset:2024-01-05 reason:wheeze #a
                    2024-05-10 emergency_attendance onset:2024-05-09 reason:wheeze #soon
                    2024-06-10 emergency_attendance onset:2024-06-01 reason:rash #rash""")
    (finding,) = small.found(DELAY)
    assert "Once it was 5 days from onset to care, where earlier advice for the same condition was within 2 days." in (
        finding.explanation
    )
    assert [b.text for b in finding.badges] == ["5 days after onset"]
    assert {small.named([i.event]): i.why for i in finding.excluded} == {
        "soon": delayed_presentation.IN_TIME, "rash": delayed_presentation.NO_ADVICE,
    }  # fmt: skip


def test_an_uncertain_onset_that_decides() -> None:
    small = case("""2023-12-01 advice_given "Wheeze: see a doctor within 48 hours"
                    2024-01-10 emergency_attendance onset:2024-01-05..2024-01-09 reason:wheeze #u""")
    (finding,) = small.found(DELAY)
    assert finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES
    assert small.named(finding.uncertain_events) == "u"


TIMES = (
    ("come the same day", 0), ("straight away", 0), ("within 24 hours", 1), ("within 25 hours", 2), ("within a week", 7),
    ("within two days", 2), ("within the hour", None), ("soon", None), ("within 2 days, or straight away if blue", None),
)  # fmt: skip


@pytest.mark.parametrize(("words", "days"), TIMES)
def test_the_time_that_advice_gives(words: str, days: int | None) -> None:
    assert delayed_presentation.advised_days(words) == days


def test_advice_has_a_finding_for_each_area_and_counts_what_was_followed() -> None:
    small = case("""2024-01-10 advice_not_followed area:dental #a
                    2024-02-10 equipment_not_used #b
                    2024-02-20 advice_given
                    2024-03-01 advice_followed
                    2024-03-10 monitoring_missed #c
                    2024-04-10 advice_not_followed area:dental #d""")
    assert {f.subject: small.named(f.evidence) for f in small.found(ADVICE)} == {"": "b c", "Dental": "a d"}
    finding = small.finding(ADVICE)
    assert finding.title == "Advice or treatment not followed: 2 entries in 5 weeks"
    assert "In the same time: advice given 1, advice followed 1." in finding.explanation
    assert small.finding(ADVICE, "Dental").title == "Advice or treatment not followed: 2 entries (dental) in 13 weeks"


def test_a_carers_refusal_is_told_without_blame() -> None:
    (finding,) = case("2024-01-10 treatment_refused").found(ADVICE)
    assert finding.title == "Treatment declined by a carer: 1 entry"
    assert "Carers may decline treatment" in finding.explanation


@pytest.mark.parametrize(
    ("birth", "level", "title"),
    [
        (date(2016, 1, 12), Level.STRONG, "Child managing own care: 1 entry, aged 7"),
        (date(2016, 1, 10), Level.CONSIDER, "Child managing own care: 1 entry, aged 8"),
        (date(2011, 1, 12), Level.CONSIDER, "Child managing own care: 1 entry, aged 12"),
        (date(2011, 1, 10), Level.NOTE, "Child managing own care: 1 entry, aged 13"),
    ],
)
def test_managing_own_care_is_read_against_the_age(birth: date, level: Level, title: str) -> None:
    (finding,) = case("2024-01-11 child_managing_own_care", child=CHILD.changed(birth=birth)).found(OWN_CARE)
    assert (finding.level, finding.title) == (level, title)
    assert "the age bands are our choice" in finding.explanation


def test_managing_own_care_without_a_birth_date_is_a_note_that_says_so() -> None:
    (finding,) = case("2024-01-11 child_managing_own_care", child=CHILD.changed(birth=None)).found(OWN_CARE)
    assert finding.level is Level.NOTE
    assert "The child's age then is not known" in finding.explanation


def test_an_uncertain_age_that_decides_the_level() -> None:
    small = case("2023 child_managing_own_care", child=CHILD.changed(birth=date(2015, 7, 1)))
    (finding,) = small.found(OWN_CARE)
    assert finding.title == "Child managing own care: 1 entry, aged 7 to 8"
    assert finding.level is Level.CONSIDER


def test_managing_own_care_not_recorded_is_not_reassurance() -> None:
    (finding,) = case("2024-01-10 prescribed").findings(OWN_CARE)
    assert finding.outcome is Outcome.NOT_FOUND
    assert "not reassurance" in finding.explanation
    small = case("2024-01-10 child_managing_own_care #a\n2024-01-10 child_managing_own_care src:GP-letter #twice")
    (finding,) = small.found(OWN_CARE)
    assert (small.named(finding.evidence), small.named(i.event for i in finding.excluded)) == ("a", "twice")


def test_thresholds_follow_the_local_policy() -> None:
    policy = policy_from_mapping({
        "name": "N", "version": 1, LEFT: {"single": 2}, DELAY: {"single": 2}, ADVICE: {"in-window": 3, "refused": 2},
        OWN_CARE: {"strong-below": 10},
    })  # fmt: skip
    assert not case("2024-01-10 left_before_seen").found(LEFT, policy)
    assert not case("2024-01-10 delay_in_seeking_care").found(DELAY, policy)
    assert not case("2024-01-10 treatment_refused\n2024-01-11 advice_not_followed").found(ADVICE, policy)
    (finding,) = case("2024-01-11 child_managing_own_care").found(OWN_CARE, policy)
    assert finding.level is Level.STRONG
