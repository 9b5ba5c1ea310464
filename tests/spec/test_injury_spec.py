"""Specification of "repeated injury": three in 12 months, and any bruise or injury in a child not yet mobile."""

from __future__ import annotations

from datetime import date

import pytest

from chronology_tui.analysis.finding import Certainty, Level, Outcome
from chronology_tui.analysis.rules import repeated_injury as rule
from chronology_tui.domain.records import Gestation
from tests.support.cases import CHILD, case

RULE = "repeated-injury"
BABY = CHILD.changed(birth=date(2024, 1, 10))

TABLE = (
    ("two in 12 months", """2024-01-10 injury
                            2024-02-10 burn""", ""),
    ("three in 12 months", """2024-01-10 injury #a
                              2024-02-10 burn #b
                              2025-01-09 bruise #c""", "a b c"),
    ("the third on the anniversary", """2024-01-10 injury
                                        2024-02-10 burn
                                        2025-01-10 bruise""", ""),
    ("an ingestion counts, self-harm does not", """2024-01-10 injury #a
                                                   2024-02-10 burn #b
                                                   2024-03-10 self_harm
                                                   2024-04-10 ingestion #c""", "a b c"),
    ("a planned procedure is left out", """2024-01-10 injury
                                           2024-02-10 burn
                                           2024-03-10 injury planned
                                           2024-04-10 bruise "Bruise at the cannula site"
                                           2024-05-10 injury "Wound after the operation" """, ""),
    ("written down twice", """2024-01-10 injury
                              2024-01-10 injury src:School
                              2024-02-10 burn""", ""),
    ("two on one day at different places", """2024-01-10 bruise site:cheek #a
                                              2024-01-10 bruise site:shin #b
                                              2024-02-10 burn #c""", "a b c"),
    ("the same place again within a week", """2024-01-10 bruise site:shin
                                              2024-01-17 bruise site:shin
                                              2024-02-10 burn""", ""),
    ("the same place again after 8 days", """2024-01-10 bruise site:shin #a
                                             2024-01-18 bruise site:shin #b
                                             2024-02-10 burn #c""", "a b c"),
    ("the same injury seen again", """2024-01-10 burn
                                      2024-01-20 burn "Burn follow-up, healing well"
                                      2024-02-10 bruise""", ""),
    ("a new injury found at a follow-up counts", """2024-01-10 burn #a
                                                    2024-01-20 bruise #b "New bruise seen at burn follow-up"
                                                    2024-02-10 bruise #c""", "a b c"),
    ("a follow-up with nothing before it counts", """2024-01-10 bruise #a "Seen at hip clinic follow-up"
                                                     2024-03-10 burn #b
                                                     2024-05-10 bruise #c""", "a b c"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "evidence"), TABLE, ids=[row[0] for row in TABLE])
def test_repeated(name: str, lines: str, evidence: str) -> None:
    small = case(lines)
    (finding,) = small.findings(RULE)
    assert finding.outcome is (Outcome.FOUND if evidence else Outcome.NOT_FOUND)
    assert small.named(finding.evidence) == evidence
    assert finding.level is (Level.CONSIDER if evidence else None)
    assert finding.certainty is Certainty.CERTAIN
    assert evidence or "not reassurance" in finding.explanation


STILL = (
    ("recorded as not mobile, whatever the age", CHILD, "2024-03-10 bruise still #a", "a"),
    ("recorded as mobile, though young", BABY, "2024-03-10 bruise mobile", ""),
    ("the day before 6 months", BABY, "2024-07-09 bruise #a", "a"),
    ("6 months old", BABY, "2024-07-10 bruise", ""),
    ("a burn and another injury count", BABY, "2024-03-10 burn #a\n2024-04-10 injury #b", "a b"),
    ("an ingestion does not", BABY, "2024-03-10 ingestion", ""),
    ("said to come from the birth", BABY, '2024-01-12 bruise "Bruise from forceps"', ""),
    ("a birth mark of 29 days is looked at", BABY, '2024-02-08 bruise "Bruise, forceps at birth"', "1"),
    ("born 8 weeks early, counted from term", BABY.changed(gestation=Gestation(weeks=32)), "2024-09-03 bruise #a", "a"),
    ("born 8 weeks early, 6 months from term", BABY.changed(gestation=Gestation(weeks=32)), "2024-09-06 bruise", ""),
    ("no date of birth", CHILD.changed(birth=None), "2024-03-10 bruise", ""),
)  # fmt: skip


@pytest.mark.parametrize(("name", "child", "lines", "evidence"), STILL, ids=[row[0] for row in STILL])
def test_not_yet_mobile(name: str, child: object, lines: str, evidence: str) -> None:
    small = case(lines, child=child)  # type: ignore[arg-type]
    (finding,) = small.findings(RULE)
    assert small.named(finding.evidence) == evidence
    assert finding.level is (Level.STRONG if evidence else None)


def test_the_assumption_is_stated() -> None:
    (assumed,) = case("2024-03-10 bruise", child=BABY).found(RULE)
    assert assumed.title == "A bruise in a child not yet mobile"
    assert "mobility is not recorded: a child under 6 months of age is taken as not yet mobile" in assumed.explanation
    assert [b.text for b in assumed.badges] == ["not yet mobile"]
    (recorded,) = case("2024-03-10 bruise still", child=BABY).found(RULE)
    assert "mobility is not recorded" not in recorded.explanation
    source = next(t.source for t in assumed.thresholds if t.unit == "months of age")
    assert source.startswith("NICE CG89 gives no age")


def test_an_explanation_that_does_not_fit_makes_repeated_injury_strong() -> None:
    small = case("2024-01-10 injury\n2024-02-10 bruise site:ear unfit mobile\n2024-03-10 burn")
    (finding,) = small.found(RULE)
    assert finding.level is Level.STRONG
    assert "Explanation recorded as not fitting, or as changed: 1." in finding.explanation
    assert finding.title == "3 injuries in 9 weeks"


def test_what_is_left_out_is_named() -> None:
    small = case("""2024-01-10 bruise site:shin #a
                    2024-01-10 bruise site:shin #twice
                    2024-01-12 bruise site:shin #place
                    2024-01-20 bruise #again "Seen again"
                    2024-02-10 injury planned #planned
                    2024-03-10 burn #b
                    2024-04-10 burn #c""")
    (finding,) = small.found(RULE)
    assert small.named(finding.evidence) == "a b c"
    assert {small.named([e.event]): e.why for e in finding.excluded} == {
        "twice": rule.DUPLICATE, "place": rule.SAME_PLACE, "again": rule.AGAIN, "planned": rule.PLANNED,
    }  # fmt: skip
    assert [b.text for b in finding.badges] == ["2nd in 9 weeks", "3rd in 13 weeks"]


def test_uncertain_dates_that_decide_and_that_do_not() -> None:
    small = case("2024-01-10 injury\n2024-02-10 burn\n2025 bruise #u")
    (finding,) = small.found(RULE)
    assert (finding.certainty, finding.level) == (Certainty.DEPENDS_ON_UNCERTAIN_DATES, Level.NOTE)
    assert small.named(finding.uncertain_events) == "u"
    (sure,) = case("2024-01-10 injury\n2024-02-10 burn\n2024-06 bruise").found(RULE)
    assert (sure.certainty, sure.level) == (Certainty.CERTAIN, Level.CONSIDER)
    small = case("2024 bruise #u", child=BABY)
    (young,) = small.found(RULE)
    assert (young.certainty, young.level) == (Certainty.DEPENDS_ON_UNCERTAIN_DATES, Level.CONSIDER)


@pytest.mark.parametrize("lines", ["", "2024-01-10 gp_contact @GP", "2024-01-10 injury planned"])
def test_none_recorded_is_not_assessable(lines: str) -> None:
    (finding,) = case(lines).findings(RULE)
    assert finding.outcome is Outcome.NOT_ASSESSABLE
    assert "ask for" in finding.missing[0]


def test_what_a_second_entry_on_one_injury_says_counts_for_the_one_that_is_counted() -> None:
    small = case("""2024-03-10 bruise #a
                    2024-03-10 bruise src:Letter still #x""")
    (finding,) = small.found(RULE)
    assert (finding.level, small.named(finding.evidence)) == (Level.STRONG, "a")
    (without,) = small.without(small.names["a"]).found(RULE)
    assert (without.level, small.named(without.evidence)) == (Level.STRONG, "x")


def test_one_entry_without_a_place_does_not_hide_that_two_others_name_two() -> None:
    small = case("""2024-01-10 bruise
                    2024-01-10 bruise site:cheek #a
                    2024-01-10 bruise site:shin #b
                    2024-02-10 burn #c""")
    (finding,) = small.found(RULE)
    assert small.named(finding.evidence) == "a b c"
