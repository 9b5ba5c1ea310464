"""Specification of the rules on engagement: around meetings, contact fading, frequent moves, closed and referred again."""

from __future__ import annotations

from datetime import date

import pytest

from chronology_tui.analysis.appointments import Role
from chronology_tui.analysis.counted import DUPLICATE
from chronology_tui.analysis.finding import Certainty, Level, Outcome
from chronology_tui.analysis.policy import policy_from_mapping
from chronology_tui.analysis.rules import engagement_around_meetings, frequent_moves
from chronology_tui.domain.records import Child, Vulnerability
from chronology_tui.domain.vocabulary import VulnerabilityKind
from tests.support.cases import CHILD, case, on_plan

# --- engagement around meetings: near is 11 January to 21 February 2024, later 22 February to 15 May

MEETING = "2024-01-10 conference #m"
MEETINGS = (
    ("2 of 2 near, 0 of 2 later", ("2024-01-11 attended #a\n2024-02-21 attended #b\n2024-02-22 was_not_brought #c\n"
     "2024-05-15 was_not_brought #d"), "m a b c d"),
    ("the day of the meeting is neither", ("2024-01-10 attended\n2024-02-21 attended\n2024-02-22 was_not_brought\n"
     "2024-05-15 was_not_brought"), ""),
    ("after the later weeks is neither", ("2024-01-11 attended\n2024-02-21 attended\n2024-02-22 was_not_brought\n"
     "2024-05-16 was_not_brought"), ""),
    ("three contacts are too few", "2024-01-11 attended\n2024-02-21 attended\n2024-02-22 was_not_brought", ""),
    ("exactly half again: 3 of 4 and 1 of 2", ("2024-01-11 attended #a\n2024-01-12 attended #b\n2024-01-13 attended #c\n"
     "2024-01-14 was_not_brought #d\n2024-03-01 attended #e\n2024-03-02 was_not_brought #f"), "m a b c d e f"),
    ("less than half again: 2 of 3 and 1 of 2", ("2024-01-11 attended\n2024-01-12 attended\n2024-01-14 was_not_brought\n"
     "2024-03-01 attended\n2024-03-02 was_not_brought"), ""),
    ("never kept at all", ("2024-01-11 was_not_brought\n2024-01-12 was_not_brought\n2024-03-01 was_not_brought\n"
     "2024-03-02 was_not_brought"), ""),
    ("cancelled by the service never counts", ("2024-01-11 attended\n2024-02-21 attended\n2024-02-22 cancelled_by_service @ENT\n"
     "2024-03-15 cancelled_by_service @ENT"), ""),
    ("another meeting makes later ones near", ("2024-01-11 attended\n2024-02-21 attended\n2024-03-01 cin_meeting\n"
     "2024-03-02 was_not_brought\n2024-03-03 was_not_brought"), ""),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "evidence"), MEETINGS, ids=[row[0] for row in MEETINGS])
def test_around_meetings(name: str, lines: str, evidence: str) -> None:
    small = case(f"{MEETING}\n{lines}")
    (finding,) = small.findings("engagement-around-meetings")
    assert finding.outcome is (Outcome.FOUND if evidence else Outcome.NOT_FOUND)
    assert small.named(finding.evidence) == evidence
    assert finding.level is (Level.NOTE if evidence else None)


def test_the_caveat_is_always_printed_and_shares_are_told() -> None:
    small = case(f"{MEETING}\n{MEETINGS[0][1]}\n2024-03-01 cancelled_by_family @ENT #x")
    (finding,) = small.found("engagement-around-meetings")
    assert finding.title == "2 of 2 appointments kept after meetings, none of 2 later"
    assert finding.explanation == (
        "In the 6 weeks after a meeting or concern raised, 2 of 2 appointments were kept (100%); in the 12 weeks after that, none"
        " of 2 appointments were (0%). These weeks follow 1 meeting or concern raised on 10 January 2024. "
        + engagement_around_meetings.CAVEAT
    )
    assert [(small.named([e.event]), e.why) for e in finding.excluded] == [("x", Role.CANCELLED_BY_FAMILY.why)]


def test_eight_contacts_make_it_consider() -> None:
    near = "\n".join(f"2024-01-{day} attended" for day in range(11, 15))
    for number, level in ((3, Level.NOTE), (4, Level.CONSIDER)):
        later = "\n".join(f"2024-03-{day} was_not_brought" for day in range(11, 11 + number))
        (finding,) = case(f"{MEETING}\n{near}\n{later}").found("engagement-around-meetings")
        assert finding.level is level


def test_an_appointment_that_may_be_near_or_later() -> None:
    small = case(f"{MEETING}\n2024-01-11 attended\n2024-02-20..2024-03-20 attended #u\n2024-03-21 was_not_brought\n"
                 "2024-03-22 was_not_brought")  # fmt: skip
    (finding,) = small.found("engagement-around-meetings")
    assert finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES
    assert small.named(finding.uncertain_events) == "u"


@pytest.mark.parametrize(("lines", "word"), [(MEETING, "appointments"), ("2024-01-11 attended", "meetings"), ("", "meetings")])
def test_without_meetings_or_appointments_it_is_not_assessable(lines: str, word: str) -> None:
    (finding,) = case(lines).findings("engagement-around-meetings")
    assert finding.outcome is Outcome.NOT_ASSESSABLE
    assert word in finding.missing[0]


# --- contact fading; looked back from 30 June 2026


def aged(years: int, **fields: object) -> Child:
    return CHILD.changed(birth=date(2026 - years, 1, 10), **fields)


UNSEEN = (
    ("under 1, six months ago to the day", aged(0).changed(birth=date(2025, 9, 1)), "2025-12-30", ""),
    ("under 1, a day more", aged(0).changed(birth=date(2025, 9, 1)), "2025-12-29", "a"),
    ("aged 2, a year ago to the day", aged(2), "2025-06-30", ""),
    ("aged 2, a day more", aged(2), "2025-06-29", "a"),
    ("aged 8, two years ago to the day", aged(8), "2024-06-30", ""),
    ("aged 8, a day more", aged(8), "2024-06-29", "a"),
    ("aged 8 with a long-term condition, a year ago to the day", aged(8, conditions=("Asthma",)), "2025-06-30", ""),
    ("aged 8 with a long-term condition, a day more", aged(8, conditions=("Asthma",)), "2025-06-29", "a"),
    ("aged 8, ongoing need", aged(8, vulnerabilities=(Vulnerability(kind=VulnerabilityKind.DISABILITY),)), "2025-06-29", "a"),
    ("aged 11 on a protection plan", on_plan("2026-01-01"), "2025-06-29", "a"),
    ("age not known", CHILD.changed(birth=None), "2025-06-29", ""),
)  # fmt: skip


@pytest.mark.parametrize(("name", "child", "day", "evidence"), UNSEEN, ids=[row[0] for row in UNSEEN])
def test_not_seen_for_longer_than_the_limit(name: str, child: Child, day: str, evidence: str) -> None:
    small = case(f"{day} gp_contact @GP #a", child=child)
    (finding,) = small.findings("contact-fading")
    assert finding.outcome is (Outcome.FOUND if evidence else Outcome.NOT_FOUND)
    assert small.named(finding.evidence) == evidence
    assert finding.level is (Level.CONSIDER if evidence else None)


def test_who_saw_the_child() -> None:
    old = "2023-01-10 gp_contact @GP"
    for line, found in (
        ("2026-01-10 gp_contact @GP unseen", True),
        ("2026-01-10 telephone_contact @GP", True),
        ("2026-01-10 telephone_contact @GP seen", False),
        ("2026-01-10 school_observation @School", True),
        ("2026-01-10 was_not_brought @ENT", True),
        ("2026-01-10 dental_check", False),
    ):
        assert bool(case(f"{old}\n{line}").found("contact-fading")) is found, line


def test_words_of_not_being_seen() -> None:
    (finding,) = case("2024-01-10 gp_contact @GP").found("contact-fading")
    assert finding.title == "No health contact recorded since 10 January 2024"
    assert "A record that was not kept up looks the same as contact that stopped" in finding.explanation


def test_contacts_further_and_further_apart_are_a_note() -> None:
    lines = [f"2024-{month:02}-10 gp_contact @GP" for month in (8, 9, 10, 11, 12)]
    (finding,) = case([*lines, "2025-08-10 gp_contact @GP"]).found("contact-fading")
    assert (finding.title, finding.level) == ("Health contacts further and further apart", Level.NOTE)
    assert finding.measures["recent_contacts"] == 6
    (fewer,) = case([*lines[1:], "2025-08-10 gp_contact @GP"]).findings("contact-fading")
    assert fewer.outcome is Outcome.NOT_FOUND
    even = [f"202{5 + n // 12}-{n % 12 + 1:02}-10 gp_contact @GP" for n in range(0, 18, 3)]
    assert case(even).findings("contact-fading")[0].outcome is Outcome.NOT_FOUND


def test_planned_contacts_of_the_first_years_thin_out_by_themselves() -> None:
    child = aged(2)
    lines = [f"2024-{month:02}-10 review_done" for month in (8, 9, 10, 11, 12)]
    (finding,) = case([*lines, "2025-08-10 review_done"], child=child).findings("contact-fading")
    assert finding.outcome is Outcome.NOT_FOUND


def test_a_contact_of_uncertain_date_may_be_recent() -> None:
    small = case("2023-01-10 gp_contact @GP\n>2023-06-01 gp_contact @GP #u")
    (finding,) = small.found("contact-fading")
    assert (finding.certainty, finding.level) == (Certainty.DEPENDS_ON_UNCERTAIN_DATES, Level.NOTE)
    assert small.named(finding.uncertain_events) == "u"


def test_contacts_without_a_date_are_not_assessable() -> None:
    (finding,) = case("- gp_contact @GP\n<2024-01-10 admission").findings("contact-fading")
    assert finding.outcome is Outcome.NOT_ASSESSABLE
    assert "when the child was seen" in finding.missing[0]


def test_no_contact_recorded_is_not_assessable() -> None:
    for lines in ("", "2026-01-10 was_not_brought @ENT"):
        (finding,) = case(lines).findings("contact-fading")
        assert finding.outcome is Outcome.NOT_ASSESSABLE
        assert "ask the GP" in finding.missing[0]


# --- frequent moves

MOVES = (
    ("one move", "2024-01-10 move", ""),
    ("two moves in 12 months", "2024-01-10 move #a\n2025-01-09 move #b", "a b"),
    ("the second on the anniversary", "2024-01-10 move\n2025-01-10 move", ""),
    ("a new home with its GP and school is one", "2024-01-10 move\n2024-02-10 change_of_gp\n2024-03-10 change_of_school", ""),
    ("60 days are one change", "2024-01-10 move\n2024-03-10 change_of_gp", ""),
    ("61 days are two", "2024-01-10 move #a\n2024-03-11 change_of_gp #b", "a b"),
    ("a change of GP and of school apart", "2024-01-10 change_of_gp #a\n2024-08-10 change_of_school #b", "a b"),
    ("starting secondary school is not counted", "2026-01-10 move\n2026-09-02 change_of_school", ""),
    ("another change of school counts", "2025-01-10 move #a\n2025-09-02 change_of_school #b", "a b"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "evidence"), MOVES, ids=[row[0] for row in MOVES])
def test_moves(name: str, lines: str, evidence: str) -> None:
    small = case(lines)
    (finding,) = small.findings("frequent-moves", as_of=date(2026, 12, 1))
    assert finding.outcome is (Outcome.FOUND if evidence else Outcome.NOT_FOUND)
    assert small.named(finding.evidence) == evidence
    assert finding.level is (Level.NOTE if evidence else None)
    assert finding.certainty is Certainty.CERTAIN


def test_four_changes_in_a_year_are_consider() -> None:
    lines = "\n".join(f"2024-{month:02}-10 move" for month in (1, 4, 7, 10))
    (finding,) = case(lines).found("frequent-moves")
    assert (finding.title, finding.level) == ("4 changes of home within 12 months", Level.CONSIDER)


def test_the_usual_start_of_school_is_named_as_left_out() -> None:
    small = case("2024-01-10 move\n2026-09 change_of_school #x\n2024-05-10 move")
    (finding,) = small.found("frequent-moves", as_of=date(2026, 12, 1))
    assert [(small.named([e.event]), e.why) for e in finding.excluded] == [("x", frequent_moves.USUAL)]


def test_a_move_of_uncertain_date() -> None:
    small = case("2024-01-10 move\n2024-03-01..2024-04-01 move #u")
    (finding,) = small.found("frequent-moves")
    assert (finding.certainty, finding.level) == (Certainty.DEPENDS_ON_UNCERTAIN_DATES, Level.NOTE)
    assert small.named(finding.uncertain_events) == "u"
    (sure,) = case("2024-01-10 move\n2024-05 move").found("frequent-moves")
    assert sure.certainty is Certainty.CERTAIN


def test_no_moves_recorded_is_not_assessable() -> None:
    (finding,) = case("2024-01-10 note").findings("frequent-moves")
    assert finding.outcome is Outcome.NOT_ASSESSABLE


# --- closed and referred again

CLOSED = (
    ("one", "2023-01-10 referral\n2023-02-10 referral_closed", "", None),
    ("two in 24 months", "2023-01-10 referral_closed #a\n2025-01-09 referral_closed #b", "a b", Level.NOTE),
    ("the second two years later", "2023-01-10 referral_closed\n2025-01-10 referral_closed", "", None),
    ("three", "2023-01-10 referral_closed #a\n2024-01-10 referral_closed #b\n2024-06-10 referral_closed #c",
     "a b c", Level.CONSIDER),
    ("written down twice", "2023-01-10 referral_closed\n2023-01-10 referral_closed src:Letter", "", None),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "evidence", "level"), CLOSED, ids=[row[0] for row in CLOSED])
def test_closed_and_referred_again(name: str, lines: str, evidence: str, level: Level | None) -> None:
    small = case(lines)
    (finding,) = small.findings("closed-and-referred-again")
    assert finding.outcome is (Outcome.FOUND if evidence else Outcome.NOT_FOUND)
    assert (small.named(finding.evidence), finding.level) == (evidence, level)


def test_closed_words_duplicates_and_uncertain_dates() -> None:
    small = case("2023-01-05 referral\n2023-01-10 referral_closed\n2023-01-10 referral_closed #x\n2023-06-01 referral\n"
                 "2023-07-01 referral_closed")  # fmt: skip
    (finding,) = small.found("closed-and-referred-again")
    assert finding.title == "2 referrals closed with no further action in 6 months"
    assert "1 referral followed the first of these closures." in finding.explanation
    assert [(small.named([e.event]), e.why) for e in finding.excluded] == [("x", DUPLICATE)]
    small = case("2023-01-10 referral_closed\n2025 referral_closed #u")
    (depends,) = small.found("closed-and-referred-again")
    assert depends.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES
    assert small.named(depends.uncertain_events) == "u"


def test_no_referral_recorded_is_not_assessable() -> None:
    (finding,) = case("2024-01-10 note").findings("closed-and-referred-again")
    assert finding.outcome is Outcome.NOT_ASSESSABLE


def test_a_local_policy_moves_the_threshold() -> None:
    policy = policy_from_mapping({"name": "N", "version": 1, "frequent-moves": {"one-change-days": 0}})
    assert case("2024-01-10 move\n2024-01-11 change_of_gp").found("frequent-moves", policy)
