"""Specification of the rule "was not brought": small chronologies with what is expected beside them.

``found`` lists subject and evidence by the names of the entries; an empty list means that nothing is found.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from chronology_tui.analysis.appointments import Role
from chronology_tui.analysis.attendance import ALONE
from chronology_tui.analysis.finding import Certainty, Level, Outcome
from chronology_tui.analysis.policy import DEFAULT_POLICY, policy_from_mapping
from chronology_tui.domain.care_services import recognise_service
from chronology_tui.domain.records import Child
from tests.support.cases import CHILD, Case, case, on_plan

RULE = "was-not-brought"
STRONG, CONSIDER, NOTE = Level.STRONG, Level.CONSIDER, Level.NOTE


@dataclass(frozen=True)
class Expect:
    """One row of the table."""

    name: str
    lines: str
    found: dict[str, str]
    level: Level | None = None
    child: Child = field(default=CHILD)


ROWS = (
    # --- in a row, in one service
    Expect("one missed appointment is no pattern", "2024-03-01 was_not_brought @Physiotherapy #a", {}),
    Expect(
        "two in a row in one service",
        """2024-03-01 was_not_brought @Physiotherapy #a
           2024-05-01 was_not_brought @Physiotherapy #b""",
        {"Physiotherapy": "a b"}, CONSIDER,
    ),
    Expect(
        "two in a row although the service is written in two ways",
        """2024-03-01 was_not_brought @physio #a
           2024-05-01 was_not_brought @Physiotherapy clinic #b""",
        {"Physiotherapy": "a b"}, CONSIDER,
    ),
    Expect(
        "attended between: not in a row",
        """2024-03-01 was_not_brought @Physiotherapy #a
           2024-04-01 attended        @Physiotherapy
           2024-05-01 was_not_brought @Physiotherapy #b""",
        {},
    ),
    Expect(
        "attended late between: not in a row",
        """2024-03-01 was_not_brought @Physiotherapy
           2024-04-01 attended_late   @Physiotherapy
           2024-05-01 was_not_brought @Physiotherapy""",
        {},
    ),
    Expect(
        "a therapy session between shows that the child was seen: not in a row",
        """2024-03-01 was_not_brought @Physiotherapy
           2024-04-01 therapy         @physio
           2024-05-01 was_not_brought @Physiotherapy""",
        {},
    ),
    Expect(
        "attended in another service between: still in a row",
        """2024-03-01 was_not_brought @Physiotherapy #a
           2024-04-01 attended        @Dentist
           2024-05-01 was_not_brought @Physiotherapy #b""",
        {"Physiotherapy": "a b"}, CONSIDER,
    ),
    Expect(
        "two services with one each: no row",
        """2024-03-01 was_not_brought @Physiotherapy
           2024-05-01 was_not_brought @Dentist""",
        {},
    ),
    Expect(
        "two that name no service cannot be read as in a row",
        """2024-03-01 was_not_brought
           2024-05-01 was_not_brought""",
        {},
    ),
    Expect(
        "the service may stand in the words of the entry",
        """2024-03-01 was_not_brought #a "Paediatric follow-up: did not attend"
           2024-05-01 was_not_brought #b "Paediatric clinic: did not attend" """,
        {"Paediatrics": "a b"}, CONSIDER,
    ),
    Expect(
        "words that name two services name none",
        """2024-03-01 was_not_brought "Physiotherapist wrote to GP"
           2024-05-01 was_not_brought "Physiotherapist wrote to GP" """,
        {},
    ),
    Expect(
        "in a row over more than 12 months is worth a note",
        """2023-03-01 was_not_brought @Dentist #a
           2024-06-01 was_not_brought @Dentist #b""",
        {"Dentist": "a b"}, NOTE,
    ),
    # --- in any 12 months
    Expect(
        "three in 12 months in one service, each with care between",
        """2024-01-10 was_not_brought @Physiotherapy #a
           2024-02-10 attended        @Physiotherapy
           2024-05-10 was_not_brought @Physiotherapy #b
           2024-06-10 attended        @Physiotherapy
           2024-07-10 attended        @Physiotherapy
           2024-08-10 attended        @Physiotherapy
           2025-01-09 was_not_brought @Physiotherapy #c""",
        {"Physiotherapy": "a b c"}, CONSIDER,
    ),
    Expect(
        "the third on the anniversary falls outside the 12 months",
        """2024-01-10 was_not_brought @Physiotherapy
           2024-02-10 attended        @Physiotherapy
           2024-05-10 was_not_brought @Physiotherapy
           2024-06-10 attended        @Physiotherapy
           2025-01-10 was_not_brought @Physiotherapy""",
        {},
    ),
    Expect(
        "three in 12 months over three services",
        """2024-01-10 was_not_brought @Physiotherapy #a
           2024-05-10 was_not_brought @Dentist #b
           2024-11-10 was_not_brought @ENT #c""",
        {"": "a b c"}, CONSIDER,
    ),
    Expect(
        "three in 12 months of which two are in a row: the whole holds the third",
        """2024-01-10 was_not_brought @Physiotherapy #a
           2024-05-10 was_not_brought @Physiotherapy #b
           2024-11-10 was_not_brought @ENT #c""",
        {"Physiotherapy": "a b", "": "a b c"},
    ),
    Expect(
        "findings of services that hold everything leave nothing to say over all",
        """2024-01-10 was_not_brought @Physiotherapy #a
           2024-05-10 was_not_brought @Physiotherapy #b
           2024-06-10 was_not_brought @ENT #c
           2024-11-10 was_not_brought @ENT #d""",
        {"Physiotherapy": "a b", "ENT": "c d"}, STRONG,
    ),
    Expect(
        "three that name no service count over all",
        """2024-01-10 was_not_brought #a
           2024-05-10 was_not_brought #b
           2024-11-10 was_not_brought #c""",
        {"": "a b c"}, CONSIDER,
    ),
    # --- one is enough
    Expect(
        "one on a child protection plan",
        "2024-03-01 was_not_brought @Physiotherapy #a",
        {"Physiotherapy": "a"}, CONSIDER, on_plan("2024-03-01", "2024-09-01"),
    ),
    Expect("the day before the plan", "2024-02-29 was_not_brought @Physiotherapy", {}, None, on_plan("2024-03-01", "2024-09-01")),
    Expect("the day after the plan", "2024-09-02 was_not_brought @Physiotherapy", {}, None, on_plan("2024-03-01", "2024-09-01")),
    Expect(
        "the last day of the plan",
        "2024-09-01 was_not_brought @Physiotherapy #a",
        {"Physiotherapy": "a"}, CONSIDER, on_plan("2024-03-01", "2024-09-01"),
    ),
    Expect(
        "one on a plan that names no service",
        "2024-03-01 was_not_brought #a", {"": "a"}, CONSIDER, on_plan("2024-03-01"),
    ),
    Expect("one where the care is critical", "2024-03-01 was_not_brought @Cardiology critical #a", {"Cardiology": "a"}, CONSIDER),
    Expect("an attended one on a plan is nothing", "2024-03-01 attended @Physiotherapy", {}, None, on_plan("2024-03-01")),
    Expect(
        "two in a row on a plan is strong",
        """2024-03-01 was_not_brought @Physiotherapy #a
           2024-05-01 was_not_brought @Physiotherapy #b""",
        {"Physiotherapy": "a b"}, STRONG, on_plan("2024-04-01"),
    ),
    Expect(
        "one on a plan is told with another of the same year",
        """2023-11-01 was_not_brought @Physiotherapy #a
           2023-12-01 attended        @Physiotherapy
           2024-03-01 was_not_brought @Physiotherapy #b""",
        {"Physiotherapy": "a b"}, CONSIDER, on_plan("2024-03-01"),
    ),
    # --- how strong
    Expect(
        "three of three is at the threshold, not strong: too few were offered to speak of a share",
        """2024-01-10 was_not_brought @Physiotherapy #a
           2024-02-10 was_not_brought @Physiotherapy #b
           2024-03-10 was_not_brought @Physiotherapy #c""",
        {"Physiotherapy": "a b c"}, CONSIDER,
    ),
    Expect(
        "three of four within 12 months is strong",
        """2024-01-10 was_not_brought @Physiotherapy #a
           2024-02-10 was_not_brought @Physiotherapy #b
           2024-03-10 was_not_brought @Physiotherapy #c
           2024-04-10 attended        @Physiotherapy""",
        {"Physiotherapy": "a b c"}, STRONG,
    ),
    Expect(
        "three of six within 12 months is half: strong",
        """2024-01-10 was_not_brought @Physiotherapy #a
           2024-02-10 was_not_brought @Physiotherapy #b
           2024-03-10 was_not_brought @Physiotherapy #c
           2024-04-10 attended        @Physiotherapy
           2024-05-10 attended        @Physiotherapy
           2024-06-10 attended        @Physiotherapy""",
        {"Physiotherapy": "a b c"}, STRONG,
    ),
    Expect(
        "three of seven within 12 months is below half: not strong",
        """2024-01-10 was_not_brought @Physiotherapy #a
           2024-02-10 was_not_brought @Physiotherapy #b
           2024-03-10 was_not_brought @Physiotherapy #c
           2024-04-10 attended        @Physiotherapy
           2024-05-10 attended        @Physiotherapy
           2024-06-10 attended        @Physiotherapy
           2024-07-10 attended        @Physiotherapy""",
        {"Physiotherapy": "a b c"}, CONSIDER,
    ),
    Expect(
        "four within 12 months is strong however many were attended",
        """2024-01-10 was_not_brought @Physiotherapy #a
           2024-01-20 attended @Physiotherapy
           2024-01-30 attended @Physiotherapy
           2024-02-10 was_not_brought @Physiotherapy #b
           2024-02-20 attended @Physiotherapy
           2024-02-25 attended @Physiotherapy
           2024-03-10 was_not_brought @Physiotherapy #c
           2024-03-20 attended @Physiotherapy
           2024-03-30 attended @Physiotherapy
           2024-06-10 was_not_brought @Physiotherapy #d""",
        {"Physiotherapy": "a b c d"}, STRONG,
    ),
    # --- what counts as missed
    Expect(
        "too late to be seen, and no access, count as missed care",
        """2024-01-10 late_not_seen @Physiotherapy #a
           2024-02-10 no_access     @Physiotherapy #b""",
        {"Physiotherapy": "a b"}, CONSIDER,
    ),
    Expect(
        "left before being seen neither counts nor breaks the row",
        """2024-01-10 was_not_brought  @Physiotherapy #a
           2024-02-10 left_before_seen @Physiotherapy
           2024-03-10 was_not_brought  @Physiotherapy #b""",
        {"Physiotherapy": "a b"}, CONSIDER,
    ),
    Expect(
        "left before being seen twice is for another rule",
        """2024-01-10 left_before_seen @Physiotherapy
           2024-03-10 left_before_seen @Physiotherapy""",
        {},
    ),
    Expect(
        "cancelled by the service never counts",
        """2024-01-10 cancelled_by_service @Physiotherapy
           2024-02-10 cancelled_by_service @Physiotherapy
           2024-03-10 cancelled_by_service @Physiotherapy
           2024-04-10 was_not_brought      @Physiotherapy""",
        {}, None, on_plan("2025-01-01"),
    ),
    Expect(
        "cancelled and moved by the family never count",
        """2024-01-10 cancelled_by_family   @Physiotherapy
           2024-02-10 rescheduled_by_family @Physiotherapy
           2024-03-10 cancelled_by_family   @Physiotherapy""",
        {},
    ),
    Expect(
        "a young person's own choice never counts",
        """2024-01-05 attended @Physiotherapy
           2024-01-10 declined_by_young_person @Physiotherapy
           2024-02-10 was_not_brought @Physiotherapy own
           2024-03-10 was_not_brought @Physiotherapy own""",
        {},
    ),
    Expect(
        "discharge for non-attendance is not itself a missed appointment",
        """2024-01-10 was_not_brought           @Physiotherapy
           2024-02-10 discharged_non_attendance @Physiotherapy""",
        {},
    ),
    Expect(
        "a review or a vaccine missed does not say that the child was not brought",
        """2024-01-10 review_missed       @Health visiting
           2024-02-10 immunisation_missed @Health visiting
           2024-03-10 was_not_brought     @Health visiting""",
        {},
    ),
    Expect(
        "antenatal appointments stand by themselves",
        """2015-01-10 antenatal_missed @Midwifery #a
           2015-02-10 antenatal_missed @Midwifery #b""",
        {"Antenatal care": "a b"}, CONSIDER,
    ),
    Expect(
        "antenatal appointments are not added to the child's",
        """2015-04-10 antenatal_missed @Midwifery
           2015-05-10 was_not_brought  @Health visiting
           2015-06-10 was_not_brought  @GP""",
        {},
    ),
    # --- duplicates and conflicts
    Expect(
        "the same appointment written down twice counts once",
        """2024-03-01 was_not_brought @Physiotherapy
           2024-03-01 was_not_brought @physio src:GP-record""",
        {},
    ),
    Expect(
        "same day in two services is two appointments",
        """2024-03-01 was_not_brought @Physiotherapy
           2024-03-01 was_not_brought @Dentist""",
        {},
    ),
    Expect(
        "recorded as missed and as seen on one day: not counted",
        """2024-03-01 was_not_brought @Physiotherapy
           2024-03-01 attended        @Physiotherapy
           2024-04-01 was_not_brought @Physiotherapy""",
        {},
    ),
    Expect(
        "recorded as missed and as cancelled by the service on one day: not counted",
        """2024-03-01 was_not_brought      @Physiotherapy
           2024-03-01 cancelled_by_service @Physiotherapy src:Hospital-letter
           2024-04-01 was_not_brought      @Physiotherapy""",
        {},
    ),
    # --- one finding with a span, not several
    Expect(
        "five missed appointments in one service are one finding",
        """2023-09-10 was_not_brought @Physiotherapy #a
           2023-10-10 attended        @Physiotherapy
           2023-11-10 was_not_brought @Physiotherapy #b
           2024-01-10 attended        @Physiotherapy
           2024-03-14 was_not_brought @Physiotherapy #c
           2024-05-14 was_not_brought @Physiotherapy #d
           2024-07-09 was_not_brought @Physiotherapy #e""",
        {"Physiotherapy": "a b c d e"}, STRONG,
    ),
)  # fmt: skip


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_what_is_found(row: Expect) -> None:
    small = case(row.lines, child=row.child)
    found = small.found(RULE)
    assert {f.subject: small.named(f.evidence) for f in found} == row.found
    assert all(f.certainty is Certainty.CERTAIN and f.uncertain_events == () for f in found)
    if row.level is not None:
        assert {f.level for f in found} == {row.level}
    if not row.found:
        (finding,) = small.findings(RULE)
        assert finding.outcome is Outcome.NOT_FOUND
        assert "not reassurance" in finding.explanation
        assert finding.level is None
        assert finding.questions == () == finding.alternatives


# --- uncertain dates: evidence, and whether the answer depends on them and on which

UNCERTAIN = (
    ("a month that leaves no doubt", """2024-03    was_not_brought @ENT #a
                                        2024-05-01 was_not_brought @ENT #b""", "a b", "", CONSIDER),
    ("an attended one may lie between", """2024-03    was_not_brought @ENT #a
                                           2024-03-15 attended        @ENT
                                           2024-05-01 was_not_brought @ENT #b""", "a b", "a", NOTE),
    ("the attended one's own date decides", """2024-03-01 was_not_brought @ENT #a
                                               2024       attended        @ENT #seen
                                               2024-05-01 was_not_brought @ENT #b""", "a b", "seen", NOTE),
    ("an undated one counts in the widest reading only", """-          was_not_brought @ENT #a
                                                            2024-05-01 was_not_brought @ENT #b""", "a b", "a", NOTE),
    ("a doubted day counts in the widest reading only", """?2024-03-01 was_not_brought @ENT #a
                                                           2024-05-01  was_not_brought @ENT #b""", "a b", "a", NOTE),
    ("before a day: no beginning", """<2024-03-01 was_not_brought @ENT #a
                                      2024-05-01  was_not_brought @ENT #b""", "a b", "a", NOTE),
    ("after a day: no end", """2024-03-01  was_not_brought @ENT #a
                               >2024-05-01 was_not_brought @ENT #b""", "a b", "b", NOTE),
    ("two certain ones carry the finding; the undated one comes with it", """-          was_not_brought @ENT #u
                                                                             2024-03-01 was_not_brought @ENT #a
                                                                             2024-05-01 was_not_brought @ENT #b""",
     "u a b", "", CONSIDER),
    ("critical care without a date", "- was_not_brought @ENT critical #a", "a", "a", NOTE),
    ("three services within 12 months only if the year falls so", """2024-03-01 was_not_brought @ENT #a
                                                                     2024-05-01 was_not_brought @Dentist #b
                                                                     2025       was_not_brought @GP #c""", "a b c", "c", NOTE),
    ("a year that lies within the 12 months in every reading", """2024-01-01 was_not_brought @ENT #a
                                                                  2024       was_not_brought @Dentist #b
                                                                  2024-12-31 was_not_brought @GP #c""", "a b c", "", CONSIDER),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "evidence", "depends_on", "level"), UNCERTAIN, ids=[row[0] for row in UNCERTAIN])
def test_uncertain_dates(name: str, lines: str, evidence: str, depends_on: str, level: Level) -> None:
    small = case(lines)
    (finding,) = small.found(RULE)
    assert small.named(finding.evidence) == evidence
    assert small.named(finding.uncertain_events) == depends_on
    assert (finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES) == bool(depends_on)
    assert ("depends on uncertain dates" in finding.explanation) == bool(depends_on)
    assert finding.level is level


def test_a_strong_time_elsewhere_does_not_make_an_uncertain_finding_strong() -> None:
    small = case("""2024-01-10 was_not_brought @ENT
                    2024-02-10 was_not_brought @ENT
                    2024-03-10 was_not_brought @GP
                    2024-04-10 was_not_brought @GP
                    2024-05-10 was_not_brought @Dentist
                    -          was_not_brought @Dentist""")
    assert {f.subject: f.level for f in small.found(RULE)} == {"ENT": STRONG, "GP": STRONG, "Dentist": CONSIDER}


def test_a_missed_one_of_uncertain_date_does_not_dilute_the_share_of_the_certain_ones() -> None:
    six = """2024-01-10 was_not_brought @ENT
             2024-02-10 was_not_brought @ENT
             2024-03-10 was_not_brought @ENT
             2024-04-10 attended @ENT
             2024-05-10 attended @ENT
             2024-06-10 attended @ENT"""
    assert case(six).finding(RULE, "ENT").level is STRONG
    assert case(f"{six}\n?2024-02-20 was_not_brought @ENT").finding(RULE, "ENT").level is STRONG


def test_an_uncertain_date_that_cannot_decide_finds_nothing() -> None:
    small = case("""2022-03-01 was_not_brought @ENT
                    2023-03-01 attended        @ENT
                    2024       was_not_brought @ENT""")
    (finding,) = small.findings(RULE)
    assert finding.outcome is Outcome.NOT_FOUND


def test_a_plan_that_begins_within_an_uncertain_month_leaves_it_open() -> None:
    small = case("2024-03 was_not_brought @ENT #a", child=on_plan("2024-03-10"))
    (finding,) = small.found(RULE)
    assert finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES
    assert small.named(finding.uncertain_events) == "a"
    assert "It may have been missed while the child was on a child protection plan." in finding.explanation
    assert finding.level is NOTE


# --- nothing to go on

ASK = "ask each service"
NOTHING = (
    ("an empty chronology", "", ASK),
    ("no appointments", "2024-03-01 admission @Ward 3\n2024-04-01 immunisation_given @GP", ASK),
    ("only contacts that show the child was seen", "2024-03-01 dental_check\n2024-04-01 therapy @Physiotherapy", ASK),
    ("only a discharge", "2024-03-01 discharged_non_attendance @ENT", "without the appointments that came before it"),
    ("only what the service cancelled", "2024-03-01 cancelled_by_service @ENT", ASK),
    ("only a young person's own choices", "2024-03-01 declined_by_young_person @ENT\n2024-04-01 was_not_brought @ENT own", ASK),
    ("only moved appointments", "2024-03-01 rescheduled_by_family @ENT", ASK),
)


@pytest.mark.parametrize(("name", "lines", "missing"), NOTHING, ids=[row[0] for row in NOTHING])
def test_without_offered_appointments_nothing_is_said(name: str, lines: str, missing: str) -> None:
    (finding,) = case(lines).findings(RULE)
    assert finding.outcome is Outcome.NOT_ASSESSABLE
    assert missing in " ".join(finding.missing)
    assert "none missed" not in (finding.title + finding.explanation).casefold()
    assert finding.level is None
    assert not finding.evidence


# --- what is left out, and why


def left_out(small: Case, subject: str) -> dict[str, str]:
    finding = small.finding(RULE, subject)
    return {small.named([item.event]): item.why for item in finding.excluded}


def test_each_entry_left_out_is_named_with_its_reason() -> None:
    small = case("""2022-01-10 was_not_brought           @ENT #lone
                    2022-02-10 attended                  @ENT
                    2024-01-10 was_not_brought           @ENT #a
                    2024-01-10 was_not_brought           @ent clinic #twice
                    2024-02-10 cancelled_by_service      @ENT #service
                    2024-03-10 rescheduled_by_family     @ENT #moved
                    2024-03-20 cancelled_by_family       @ENT #cancelled
                    2024-04-10 declined_by_young_person  @ENT #own
                    2024-04-20 left_before_seen          @ENT #left
                    2024-05-10 was_not_brought           @ENT #b
                    2024-06-10 discharged_non_attendance @ENT #discharged
                    2024-03-15 cancelled_by_service      @Dentist #other""")
    assert left_out(small, "ENT") == {
        "lone": ALONE,
        "twice": Role.DUPLICATE.why,
        "service": Role.CANCELLED_BY_SERVICE.why,
        "moved": Role.MOVED_BY_FAMILY.why,
        "cancelled": Role.CANCELLED_BY_FAMILY.why,
        "own": Role.OWN_CHOICE.why,
        "left": Role.LEFT.why,
        "discharged": Role.DISCHARGED.why,
    }
    finding = small.finding(RULE, "ENT")
    assert small.named(finding.evidence) == "a b"
    assert finding.title == "Not brought to 2 of 4 ENT appointments in 12 months"
    assert "Of 4 offered appointments: missed 2, left before being seen 1, cancelled by the family 1." in finding.explanation


def test_a_duplicate_that_is_marked_critical_makes_the_counted_entry_critical() -> None:
    twice = case("""2022-01-01 was_not_brought @Physiotherapy #a
                    2022-01-02 was_not_brought @Physiotherapy #b
                    2022-01-01 was_not_brought @Physiotherapy src:Letter critical #x""")
    (finding,) = twice.found(RULE)
    assert (finding.level, twice.named(finding.evidence)) == (STRONG, "a b")
    assert finding.measures["critical_care"] == 1
    assert [(twice.named([item.event]), item.why) for item in finding.excluded] == [("x", Role.DUPLICATE.why)]
    (without,) = twice.without(twice.names["a"]).found(RULE)
    assert (without.level, twice.named(without.evidence)) == (STRONG, "x b")


OWN_CHOICES = (
    ("their own booking in a second entry", "2024-03-01 was_not_brought @ENT src:Letter own"),
    ("declined by the young person in a second entry", "2024-03-01 declined_by_young_person @ENT"),
)


@pytest.mark.parametrize(("name", "second"), OWN_CHOICES, ids=[row[0] for row in OWN_CHOICES])
def test_a_young_persons_own_choice_is_never_counted_whichever_entry_says_so(name: str, second: str) -> None:
    lines = ["2024-03-01 was_not_brought @ENT #a", "2024-05-01 was_not_brought @ENT", second]
    for ordered in (lines, lines[::-1]):
        small = case(ordered)
        (finding,) = small.findings(RULE)
        assert finding.outcome is Outcome.NOT_FOUND
        reasons = {small.named([item.event]): item.why for item in finding.excluded}
        assert reasons["a"] == Role.CONFLICT.why


def test_the_place_in_a_row_is_shown_for_windows_that_have_all_gone_by() -> None:
    lines = [f"{year}-{month:02}-01 was_not_brought @ENT #n{year}x{month}" for year in (2021, 2024) for month in (1, 2, 3)]
    small = case([*lines, "2022-06-01..2022-08-31 was_not_brought @ENT", "2025-11-01..2026-01-31 was_not_brought @ENT"])
    (finding,) = small.found(RULE)
    assert {small.named([badge.event]): badge.text for badge in finding.badges} == {
        "n2021x2": "2nd in 5 weeks", "n2021x3": "3rd in 9 weeks", "n2024x2": "2nd in 5 weeks", "n2024x3": "3rd in 9 weeks",
    }  # fmt: skip


def test_badges_of_an_entry_as_long_as_the_window_itself() -> None:
    small = case("""2021-01-01..2022-06-30 was_not_brought @ENT #long
                    2021-02-01 was_not_brought @ENT #a
                    2021-03-01 was_not_brought @ENT #b""")
    (finding,) = small.found(RULE)
    assert small.named(finding.evidence) == "long a b"
    assert {badge.event for badge in finding.badges} <= set(finding.evidence)


def test_a_conflict_is_named_when_nothing_is_found() -> None:
    small = case("""2024-03-01 was_not_brought @ENT #a
                    2024-03-01 attended        @ENT""")
    (finding,) = small.findings(RULE)
    assert [(small.named([e.event]), e.why) for e in finding.excluded] == [("a", Role.CONFLICT.why)]


# --- the case of three missed clinics (shared/data/cases), its services read from the words

THREE_MISSED_CLINICS = (
    ("-", "specialist_contact", "Known knee problem under orthopaedics"),
    ("<2008-06-01", "admission",
     "Pre-operative low calcium, emergency admission, dangerous heart rhythm, treated with calcium and vitamin D"),
    ("2008-06-02", "was_not_brought", "Orthopaedic follow-up: did not attend"),
    ("2008-06-17", "was_not_brought", "Paediatric follow-up: did not attend"),
    ("2008-06-30", "rescheduled_by_family", "Orthopaedic appointment changed by family"),
    ("2008-07-15", "was_not_brought", "Paediatric follow-up: did not attend"),
    ("2008-08-11", "was_not_brought", "Orthopaedic follow-up: did not attend; discharged from clinic"),
    ("2008-08-19", "was_not_brought", "Paediatric follow-up: did not attend"),
    (">2008-08-19", "referral", "Consultant writes to mother and refers because of three missed clinics"),
)  # fmt: skip


@pytest.mark.parametrize("with_service", [True, False], ids=["service filled in on import", "service in the words only"])
def test_three_missed_clinics(with_service: bool) -> None:
    def line(number: int, when: str, kind: str, summary: str) -> str:
        service = recognise_service(summary) if with_service else None
        return f'{when} {kind} {f"@{service} " if service else ""}#r{number} "{summary}"'

    small = case([line(n, *row) for n, row in enumerate(THREE_MISSED_CLINICS, 1)])
    found = {f.subject: f for f in small.found(RULE)}
    assert set(found) == {"Paediatrics", "Orthopaedics"}
    assert small.named(found["Paediatrics"].evidence) == "r4 r6 r8"
    assert found["Paediatrics"].excluded == ()
    assert small.named(found["Orthopaedics"].evidence) == "r3 r7"
    assert left_out(small, "Orthopaedics") == {"r5": Role.MOVED_BY_FAMILY.why}
    assert found["Paediatrics"].title == "Not brought to 3 of 3 paediatric appointments in 9 weeks"
    assert found["Orthopaedics"].title == "Not brought to 2 of 2 orthopaedic appointments in 10 weeks"
    assert all(f.certainty is Certainty.CERTAIN for f in found.values())
    assert all(f.level is STRONG for f in found.values()), "five missed in twelve weeks over all services"
    assert found["Paediatrics"].measures["all_services_most_in_window_surest"] == 5
    assert (
        "Taking all services together, 5 were missed within 12 months, some of these among them."
        in found["Orthopaedics"].explanation
    )
    assert "so the number offered may be incomplete" in found["Orthopaedics"].explanation


# --- the words

FIVE_OF_EIGHT = """2023-09-10 was_not_brought      @physio #a
                   2023-10-10 attended             @physio
                   2023-11-10 was_not_brought      @physio #b
                   2024-01-05 cancelled_by_service @physio #x
                   2024-01-25 attended             @physio
                   2024-03-14 was_not_brought      @physio #c
                   2024-05-14 cancelled_by_family  @physio #y
                   2024-06-14 was_not_brought      @physio #d
                   2024-07-09 was_not_brought      @physio #e"""


def test_title_detail_and_badges() -> None:
    small = case(FIVE_OF_EIGHT)
    finding = small.finding(RULE, "Physiotherapy")
    assert finding.title == "Not brought to 5 of 8 physiotherapy appointments in 10 months"
    assert finding.detail == "Physiotherapy · 10 months"
    assert {small.named([b.event]): b.text for b in finding.badges} == {
        "b": "2nd in 9 weeks", "c": "3rd in 7 months", "d": "4th in 10 months", "e": "5th in 10 months",
    }  # fmt: skip
    assert (finding.start, finding.end) == (date(2023, 9, 10), date(2024, 7, 9))
    assert finding.explanation == (
        "The child was not brought to 5 of the 8 physiotherapy appointments offered between 10 September 2023 and 9 July 2024."
        " 3 of them are in a row, from 14 March 2024 to 9 July 2024, with no attended appointment recorded between."
        " The most missed in any 12 months is 5."
        " Of 8 offered appointments: attended 2, missed 5, cancelled by the family 1."
        " Not counted as offered: cancelled by the service 1."
        " No later physiotherapy appointment is recorded."
    )


TITLES = (
    ("2024-01-10 no_access @HV\n2024-02-10 no_access @HV", "No access at 2 of 2 health visiting appointments in 5 weeks"),
    ("2024-01-10 late_not_seen @GP\n2024-02-10 late_not_seen @GP",
     "Arrived too late to be seen at 2 of 2 GP appointments in 5 weeks"),
    ("2024-01-10 late_not_seen @GP\n2024-02-10 was_not_brought @GP", "2 of 2 GP appointments missed in 5 weeks"),
    ("2015-01-10 antenatal_missed\n2015-02-10 antenatal_missed", "2 of 2 antenatal appointments not kept in 5 weeks"),
    ("2024-01 was_not_brought @GP\n2024-02 was_not_brought @GP", "Not brought to 2 of 2 GP appointments in about 9 weeks"),
    ("- was_not_brought @GP\n- was_not_brought @GP", "Not brought to 2 of 2 GP appointments (2 with an uncertain date)"),
    ("2024-01-10 was_not_brought @Gait [lab] {0}\n2024-01-10 attended @GP\n2024-01-11 was_not_brought @Gait [lab] {0}",
     "Not brought to 2 of 2 Gait [lab] {0} appointments in 1 day"),
    ("2024-01-10 was_not_brought\n2024-02-10 was_not_brought @GP\n2024-03-10 was_not_brought @ENT",
     "Not brought to 3 of 3 appointments in 2 services in 9 weeks"),
)  # fmt: skip


@pytest.mark.parametrize(("lines", "title"), TITLES, ids=[title for _, title in TITLES])
def test_titles(lines: str, title: str) -> None:
    assert [f.title for f in case(lines).found(RULE)] == [title]


def test_one_on_a_plan_is_told_with_the_year_before_it() -> None:
    small = case("""2024-01-10 attended        @ENT
                    2024-02-10 attended        @ENT
                    2024-03-10 was_not_brought @ENT #a""", child=on_plan("2024-03-01"))  # fmt: skip
    finding = small.finding(RULE, "ENT")
    assert finding.title == "Not brought to 1 of 3 ENT appointments in 9 weeks"
    assert [b.text for b in finding.badges] == ["while on a plan"]
    assert "It was missed while the child was on a child protection plan." in finding.explanation


def test_what_came_after_and_the_whole_record_are_said() -> None:
    small = case("""2022-01-10 attended        @ENT
                    2024-01-10 was_not_brought @ENT
                    2024-02-10 was_not_brought @ENT
                    2024-03-10 attended        @ENT
                    2024-04-10 attended        @ENT""")
    words = small.finding(RULE, "ENT").explanation
    assert "Since then: attended 2." in words
    assert "Over the whole record, 3 of 5 offered were attended." in words


def test_only_gp_sources_are_said_to_hold_few_missed_appointments() -> None:
    lines = "2024-01-10 was_not_brought @ENT\n2024-02-10 was_not_brought @ENT"
    caveat = "rarely coded"
    assert caveat in case(lines, source="GP record print-out").finding(RULE, "ENT").explanation
    assert caveat in case("2024-01-10 attended @ENT", source="Fellgate Surgery").finding(RULE).explanation
    assert caveat not in case(lines, source="Hospital letters").finding(RULE, "ENT").explanation
    assert caveat not in case(lines, source="Dental surgery").finding(RULE, "ENT").explanation
    assert caveat not in case(f"{lines}\n2024-03-10 note src:Letter", source="GP record").finding(RULE, "ENT").explanation


def test_dental_findings_show_the_published_rate() -> None:
    lines = "2024-01-10 was_not_brought @dental\n2024-02-10 was_not_brought @dentist"
    assert "10.8%" in case(lines).finding(RULE, "Dentist").explanation


# --- policy


def test_local_policy_moves_the_threshold_and_says_so() -> None:
    policy = policy_from_mapping({"name": "Northfield", "version": 3, "was-not-brought": {"in-a-row": 3, "in-window": 4}})
    two = "2024-01-10 was_not_brought @ENT\n2024-02-10 was_not_brought @ENT"
    assert case(two).found(RULE, policy) == ()
    (finding,) = case(f"{two}\n2024-03-10 was_not_brought @ENT").found(RULE, policy)
    sources = {t.name: (t.value, t.source) for t in finding.thresholds}
    local = (3, "local policy Northfield version 3; default 2")
    assert sources["fewest missed in a row in one service, none attended between"] == local
    assert sources["window of missed appointments"] == (12, "common practice, no published figure")


def test_every_finding_carries_its_thresholds_with_their_sources() -> None:
    for lines in ("", "2024-01-10 attended @ENT", FIVE_OF_EIGHT):
        for finding in case(lines).findings(RULE, DEFAULT_POLICY):
            assert len(finding.thresholds) == 7
            assert all(t.source for t in finding.thresholds)
