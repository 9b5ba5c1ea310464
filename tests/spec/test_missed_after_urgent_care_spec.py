"""Specification: follow-up that was not attended after an emergency attendance or a stay in hospital."""

from __future__ import annotations

import pytest

from chronology_tui.analysis.finding import Certainty, Level, Outcome
from chronology_tui.analysis.policy import policy_from_mapping
from chronology_tui.analysis.rules import missed_after_urgent_care as rule
from tests.support.cases import case

ID = "missed-after-urgent-care"

ROWS: tuple[tuple[str, str, str, Level | None], ...] = (
    ("90 days after an emergency attendance", """2024-01-01 emergency_attendance
                                                 2024-03-31 was_not_brought @ENT #a "Follow-up" """, "a", Level.NOTE),
    ("91 days after", """2024-01-01 emergency_attendance
                         2024-04-01 was_not_brought @ENT "Follow-up" """, "", None),
    ("the day after", """2024-01-01 emergency_attendance
                         2024-01-02 no_access @Health-visiting #a "Follow-up visit" """, "a", Level.NOTE),
    ("on the day of the emergency", """2024-01-01 emergency_attendance
                                       2024-01-01 was_not_brought @ENT "Follow-up" """, "", None),
    ("during the stay", """2024-01-01=2024-01-09 admission
                           2024-01-05 was_not_brought @ENT "Follow-up" """, "", None),
    ("90 days from going home, not from the first day", """2024-01-01=2024-01-31 admission
                                                           2024-04-30 was_not_brought @ENT #a "Follow-up" """, "a",
     Level.CONSIDER),
    ("a discharge entry ends the stay", """2024-01-01 admission
                                           2024-01-31 discharge
                                           2024-04-30 was_not_brought @ENT #a "Follow-up" """, "a", Level.CONSIDER),
    ("after an admission", """2024-01-01 admission
                              2024-02-01 was_not_brought @ENT #a "Follow-up" """, "a", Level.CONSIDER),
    ("critical care", """2024-01-01 emergency_attendance
                         2024-02-01 was_not_brought @Diabetes-clinic critical #a""", "a", Level.CONSIDER),
    ("two of them", """2024-01-01 emergency_attendance
                       2024-02-01 was_not_brought @ENT #a "Follow-up"
                       2024-02-20 late_not_seen @Dentist #b "Follow up" """, "a b", Level.CONSIDER),
    ("nothing says that it was follow-up", """2024-01-01 emergency_attendance
                                              2024-02-01 was_not_brought @Dentist "Routine check" """, "", None),
    ("the service follows up what it was for", """2024-01-01 admission reason:seizure
                                                  2024-02-01 was_not_brought @Epilepsy-clinic #a""", "a", Level.CONSIDER),
    ("the service follows up something else", """2024-01-01 admission reason:fracture
                                                 2024-02-01 was_not_brought @Epilepsy-clinic""", "", None),
    ("an earlier stay is what it follows", """2024-01-01 admission reason:seizure
                                              2024-01-20 emergency_attendance "Cut finger"
                                              2024-02-01 was_not_brought @Epilepsy-clinic #a""", "a", Level.CONSIDER),
    ("general paediatrics", """2024-01-01 emergency_attendance
                               2024-02-01 was_not_brought @Paediatrics #a""", "a", Level.NOTE),
    ("words that say after what", """2024-01-01 emergency_attendance
                                     2024-02-01 was_not_brought @ENT #a "Review after the attendance" """, "a", Level.NOTE),
    ("seen in the service since", """2024-01-01 admission reason:seizure
                                     2024-01-20 attended @Epilepsy-clinic
                                     2024-02-01 was_not_brought @Epilepsy-clinic""", "", None),
    ("seen in another service since", """2024-01-01 admission reason:seizure
                                         2024-01-20 attended @Dentist
                                         2024-02-01 was_not_brought @Epilepsy-clinic #a""", "a", Level.CONSIDER),
    ("cancelled by the service", """2024-01-01 emergency_attendance
                                    2024-02-01 cancelled_by_service @ENT "Follow-up" """, "", None),
    ("the young person's own booking", """2024-01-01 emergency_attendance
                                          2024-01-20 attended @Dentist
                                          2024-02-01 was_not_brought @ENT own "Follow-up" """, "", None),
    ("written down twice", """2024-01-01 emergency_attendance
                              2024-02-01 was_not_brought @ENT #a "Follow-up"
                              2024-02-01 was_not_brought @ENT src:GP-letter "Follow-up" """, "a", Level.NOTE),
    ("before the urgent care", """2024-02-01 emergency_attendance
                                  2024-01-01 was_not_brought @ENT "Follow-up" """, "", None),
    ("after a planned return only", """2024-01-01 emergency_attendance return
                                       2024-02-01 was_not_brought @ENT "Follow-up" """, "", None),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "evidence", "level"), ROWS, ids=[row[0] for row in ROWS])
def test_follow_up(name: str, lines: str, evidence: str, level: Level | None) -> None:
    small = case(lines.replace("@Health-visiting", "@Health visiting").replace("-clinic", " clinic"))
    (finding,) = small.findings(ID)
    assert small.named(finding.evidence) == evidence, finding.explanation
    assert finding.level is level
    if name == "cancelled by the service":
        assert finding.outcome is Outcome.NOT_ASSESSABLE
    else:
        assert finding.outcome is (Outcome.FOUND if evidence else Outcome.NOT_FOUND)
        assert evidence or "not reassurance" in finding.explanation


@pytest.mark.parametrize("lines", ["", "2024-01-01 emergency_attendance", "2024-01-01 was_not_brought @ENT"])
def test_without_both_kinds_of_record_it_is_not_assessable(lines: str) -> None:
    (finding,) = case(lines).findings(ID)
    assert finding.outcome is Outcome.NOT_ASSESSABLE
    assert all("ask " in missing for missing in finding.missing)
    assert len(finding.missing) == (1 if lines else 2)


def test_words_and_what_is_left_out() -> None:
    small = case("""2024-01-01=2024-01-05 admission reason:seizure #stay
                    2024-01-20 was_not_brought @Dentist #dentist
                    2024-02-01 was_not_brought @Epilepsy clinic critical #a
                    2024-02-10 attended @Epilepsy clinic
                    2024-02-20 was_not_brought @Epilepsy clinic #later""")
    (finding,) = small.found(ID)
    assert finding.title == "1 follow-up missed after urgent care"
    assert finding.explanation == (
        "1 follow-up appointment on 1 February 2024 was missed within 90 days of urgent care (admission 1). On the whole"
        " record: 1 urgent contact. It is marked as critical care. 1 other missed appointment within that time of urgent care"
        " does not read as follow-up, and does not count. What was follow-up is read from the words of the entry, its service,"
        " and what the urgent care was for. These are among the appointments that findings on missed appointments count, and not"
        " further ones."
    )
    assert {small.named([i.event]): i.why for i in finding.excluded} == {
        "stay": rule.THE_URGENT_CARE, "dentist": rule.NOT_FOLLOW_UP, "later": rule.SEEN_SINCE,
    }  # fmt: skip
    assert [b.text for b in finding.badges] == ["27 days after going home"]


def test_uncertain_dates_that_decide_and_that_do_not() -> None:
    small = case("""<2024-01-31 admission #before
                    2024-02-10 was_not_brought @Paediatrics #a "Paediatric follow-up" """)
    (finding,) = small.found(ID)
    assert (finding.certainty, finding.level) == (Certainty.DEPENDS_ON_UNCERTAIN_DATES, Level.NOTE)
    assert small.named(finding.uncertain_events) == "before"
    assert finding.title == "1 follow-up missed, perhaps soon after urgent care"
    (finding,) = case("""2024-01 admission
                         2024-02 was_not_brought @Paediatrics""").found(ID)
    assert finding.certainty is Certainty.CERTAIN
    small = case("""2024-01-01 admission reason:seizure
                    2024 attended @Epilepsy clinic #u
                    2024-02-01 was_not_brought @Epilepsy clinic""")
    (finding,) = small.found(ID)
    assert finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES
    assert small.named(finding.uncertain_events) == "u"


def test_thresholds_follow_the_local_policy() -> None:
    small = case("""2024-01-01 emergency_attendance
                    2024-02-15 was_not_brought @ENT "Follow-up" """)
    assert not small.found(ID, policy_from_mapping({"name": "N", "version": 1, ID: {"days": 44}}))
    assert small.found(ID, policy_from_mapping({"name": "N", "version": 1, ID: {"days": 45}}))
    (finding,) = small.found(ID, policy_from_mapping({"name": "N", "version": 1, ID: {"consider": 1}}))
    assert finding.level is Level.CONSIDER
