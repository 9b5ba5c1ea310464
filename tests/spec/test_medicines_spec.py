"""Specification of the rules on medicines: supply gap, doses missed, reliever overuse, review overdue."""

from __future__ import annotations

from datetime import date

import pytest

from chronology_tui.analysis.finding import Certainty, Level, Outcome
from chronology_tui.analysis.policy import policy_from_mapping
from chronology_tui.analysis.rules import supply_gap
from chronology_tui.analysis.supplies import DUPLICATE
from tests.support.cases import CHILD, case

GAP = "supply-gap"
DOSES = "doses-missed"
RELIEVER = "reliever-overuse"
REVIEW = "review-overdue"

# 28 days from 1 January cover to 28 January; the last supply ends the time and its own days are not counted.
SUPPLIES: tuple[tuple[str, str, str | None], ...] = (
    ("79 of 100 days", """2024-01-01 supplied med:montelukast days:50 #a
                          2024-03-12 supplied med:montelukast days:29 #b
                          2024-04-10 supplied med:montelukast days:28 #c""", "a b c"),
    ("80 of 100 days", """2024-01-01 supplied med:montelukast days:51
                          2024-03-12 supplied med:montelukast days:29
                          2024-04-10 supplied med:montelukast days:28""", None),
    ("below 80% over 90 days", """2024-01-01 supplied med:montelukast days:71 #a
                                  2024-03-31 supplied med:montelukast days:28 #b""", "a b"),
    ("below 80% over 89 days", """2024-01-01 supplied med:montelukast days:60
                                  2024-03-30 supplied med:montelukast days:28""", "not assessable"),
    ("one supply", "2024-01-01 supplied med:montelukast days:28", "not assessable"),
    ("nothing recorded after the last supply is no gap", """2023-01-01 supplied med:montelukast days:100
                                                            2023-04-11 supplied med:montelukast days:28""", None),
    ("what is left over is carried forward", """2024-01-01 supplied med:montelukast days:56
                                                2024-01-10 supplied med:montelukast days:30
                                                2024-04-10 supplied med:montelukast days:28""", None),
    ("two names of one medicine are one", """2024-01-01 supplied med:Keppra-250-mg days:28 #a
                                             2024-04-20 supplied med:levetiracetam-liquid days:28 #b""", "a b"),
    ("names that are not surely one stay apart", """2024-01-01 supplied med:brown-inhaler days:28
                                                    2024-04-20 supplied med:Clenil days:28""", "not assessable"),
    ("a supply of unknown length breaks the time", """2024-01-01 supplied med:montelukast days:28
                                                      2024-02-10 supplied med:montelukast
                                                      2024-04-20 supplied med:montelukast days:28""", "not assessable"),
    ("lengths are not read from words", """2024-01-01 supplied "Montelukast, 28 days."
                                           2024-04-20 supplied "Montelukast, 28 days, late." """, "not assessable"),
    ("stopped by a prescriber in between", """2024-01-01 supplied med:montelukast days:28
                                              2024-01-29 gp_contact @GP "Montelukast stopped by Dr Rill"
                                              2024-04-20 supplied med:montelukast days:28""", "not assessable"),
    ("stopped by the family is no stop", """2024-01-01 supplied med:montelukast days:28 #a
                                            2024-01-29 gp_contact @GP "Mother stopped montelukast"
                                            2024-04-20 supplied med:montelukast days:28 #b""", "a b"),
    ("a possible duplicate that would fill the gap", """2024-01-01 supplied med:montelukast days:50
                                                        2024-01-01 supplied med:montelukast days:50
                                                        2024-04-10 supplied med:montelukast days:28""", None),
    ("90 days without any supply", """2024-01-01 supplied med:montelukast days:28 #a
                                      2024-04-28 supplied med:montelukast days:28 #b""", "a b"),
    ("91 days without any supply may be a stop", """2024-01-01 supplied med:montelukast days:28
                                                    2024-04-29 supplied med:montelukast days:28""", "not assessable"),
    ("hay fever, by season", """2023-05-01 supplied med:cetirizine days:30
                                2024-05-01 supplied med:cetirizine days:30""", "not assessable"),
    ("short courses", """2024-01-01 supplied med:amoxicillin days:7
                         2024-04-01 supplied med:amoxicillin days:7""", "not assessable"),
    ("short supplies of a critical medicine", """2024-01-01 supplied med:Keppra days:7 #a
                                                 2024-04-01 supplied med:Keppra days:7 #b""", "a b"),
    ("a bad stretch within a good record", """2023-01-01 supplied med:montelukast days:300
                                              2023-10-28 supplied med:montelukast days:28 #a
                                              2024-02-01 supplied med:montelukast days:300 #b
                                              2024-11-27 supplied med:montelukast days:28""", "a b"),
    ("nothing about medicines", "2024-01-01 gp_contact @GP", "not assessable"),
    ("no entries", "", "not assessable"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "evidence"), SUPPLIES, ids=[row[0] for row in SUPPLIES])
def test_supplies(name: str, lines: str, evidence: str | None) -> None:
    small = case(lines)
    (finding,) = small.findings(GAP)
    if evidence is None:
        assert finding.outcome is Outcome.NOT_FOUND
        assert "not reassurance" in finding.explanation
    elif evidence == "not assessable":
        assert finding.outcome is Outcome.NOT_ASSESSABLE
        assert "ask the pharmacy" in finding.missing[0]
    else:
        assert small.named(finding.evidence) == evidence


def test_supply_words_and_measures() -> None:
    small = case("""2024-01-01 supplied med:Keppra-250-mg days:28 #a
                    2024-02-20 supplied med:levetiracetam days:28 #b
                    2024-02-20 supplied med:levetiracetam days:28 src:GP-letter #twice
                    2024-04-20 supplied med:Keppra days:28 #c
                    2024-04-01 not_collected med:Keppra""")
    (finding,) = small.found(GAP)
    assert finding.subject == "Levetiracetam"
    assert finding.title == "Levetiracetam: supplies cover 56 of 110 days (50%)"
    assert finding.level is Level.CONSIDER
    assert "cover 56 of 110 days (50%) between 1 January 2024 and 20 April 2024." in finding.explanation
    assert supply_gap.METHOD in finding.explanation
    assert "It is a critical medicine (an anti-seizure medicine)." in finding.explanation
    assert "On the whole record 1 prescription of it is recorded as not collected." in finding.explanation
    assert {small.named([i.event]): i.why for i in finding.excluded} == {"twice": DUPLICATE}
    assert [(small.named([b.event]), b.text) for b in finding.badges] == [
        ("b", "22 days without supply"), ("c", "32 days without supply"),
    ]  # fmt: skip


def test_level_of_a_supply_gap() -> None:
    def level(days: int, mark: str = "") -> Level | None:
        (finding,) = case(f"""2024-01-01 supplied med:montelukast days:{days} {mark}
                              2024-04-10 supplied med:montelukast days:28""").found(GAP)
        return finding.level

    assert (level(79), level(49), level(79, "critical")) == (Level.NOTE, Level.NOTE, Level.CONSIDER)
    three = """2024-01-01 supplied med:montelukast days:{}
               2024-02-01 supplied med:montelukast days:14
               2024-04-10 supplied med:montelukast days:28"""
    (at_half,), (below,) = case(three.format(36)).found(GAP), case(three.format(35)).found(GAP)
    assert (at_half.level, below.level) == (Level.NOTE, Level.CONSIDER)


def test_a_long_time_without_supply_is_named_and_not_counted() -> None:
    (finding,) = case("""2023-01-01 supplied med:Keppra days:28
                         2024-01-01 supplied med:Keppra days:28""").findings(GAP)
    assert finding.outcome is Outcome.NOT_ASSESSABLE
    hole = "No supply of levetiracetam of a known length is recorded between 29 January 2023 and 1 January 2024: not counted"
    assert hole in finding.explanation


def test_a_supply_without_a_certain_day_that_could_fill_the_gap() -> None:
    filled = """2024-01-01 supplied med:montelukast days:50
                2024-03    supplied med:montelukast days:31 #u
                2024-04-10 supplied med:montelukast days:28"""
    (finding,) = case(filled).found(GAP)
    assert finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES
    assert case(filled).named(finding.uncertain_events) == "u"
    assert finding.level is Level.NOTE
    (finding,) = case(filled.replace("2024-03 ", "2022 ")).found(GAP)
    assert finding.certainty is Certainty.CERTAIN


def test_each_medicine_has_its_own_finding() -> None:
    small = case("""2024-01-01 supplied med:montelukast days:28 #a
                    2024-01-02 supplied med:insulin days:28 #b
                    2024-04-20 supplied med:montelukast days:28 #c
                    2024-04-21 supplied med:insulin days:28 #d""")
    assert {f.subject: small.named(f.evidence) for f in small.found(GAP)} == {"Montelukast": "a c", "Insulin": "b d"}


DOSE_ROWS: tuple[tuple[str, str, str, Level | None], ...] = (
    ("one", "2024-01-10 dose_missed med:montelukast", "", None),
    ("two in 3 months", """2024-01-10 dose_missed med:montelukast #a
                           2024-04-09 dose_missed med:montelukast #b""", "a b", Level.NOTE),
    ("three months later to the day", """2024-01-10 dose_missed med:montelukast
                                         2024-04-10 dose_missed med:montelukast""", "", None),
    ("one of a medicine marked critical", "2024-01-10 dose_missed med:hydrocortisone critical #a", "a", Level.CONSIDER),
    ("marked on another entry", """2024-01-01 prescribed med:hydrocortisone critical
                                   2024-01-10 dose_missed med:hydrocortisone #a""", "a", Level.CONSIDER),
    ("one of an anti-seizure medicine", "2024-01-10 dose_missed med:Keppra #a", "a", Level.CONSIDER),
    ("named in the words", '2024-01-10 dose_missed #a "No Epilim for two days"', "a", Level.CONSIDER),
    ("the only medicine on record", """2024-01-01 prescribed med:Keppra
                                       2024-01-10 dose_missed #a""", "a", Level.CONSIDER),
    ("one of two medicines on record, which is not said", """2024-01-01 prescribed med:Keppra
                                                             2024-01-01 prescribed med:montelukast
                                                             2024-01-10 dose_missed""", "", None),
    ("stopped by the family counts", """2024-01-10 dose_missed med:montelukast #a
                                        2024-02-10 stopped_by_family med:montelukast #b""", "a b", Level.NOTE),
    ("not collected and wrongly given are beside it", """2024-01-10 dose_missed med:montelukast
                                                         2024-02-10 not_collected med:montelukast
                                                         2024-02-11 wrongly_given med:montelukast""", "", None),
    ("four in 3 months", """2024-01-10 dose_missed med:montelukast #a
                            2024-01-20 dose_missed med:montelukast #b
                            2024-02-10 dose_missed med:montelukast #c
                            2024-02-20 dose_missed med:montelukast #d""", "a b c d", Level.CONSIDER),
    ("two critical in 3 months", """2024-01-10 dose_missed med:Keppra #a
                                    2024-01-20 dose_missed med:Keppra #b""", "a b", Level.CONSIDER),
    ("three critical in 3 months", """2024-01-10 dose_missed med:Keppra #a
                                      2024-01-20 dose_missed med:Keppra #b
                                      2024-02-20 dose_missed med:Keppra #c""", "a b c", Level.STRONG),
    ("written down twice", """2024-01-10 dose_missed med:montelukast
                              2024-01-10 dose_missed med:montelukast src:GP-letter""", "", None),
    ("two medicines on one day", """2024-01-10 dose_missed med:montelukast #a
                                    2024-01-10 dose_missed med:brown-inhaler #b""", "a b", Level.NOTE),
    ("different times of one day", """2024-01-10 dose_missed med:montelukast at:08:00 #a
                                      2024-01-10 dose_missed med:montelukast at:20:00 #b""", "a b", Level.NOTE),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "evidence", "level"), DOSE_ROWS, ids=[row[0] for row in DOSE_ROWS])
def test_doses(name: str, lines: str, evidence: str, level: Level | None) -> None:
    small = case(lines)
    (finding,) = small.findings(DOSES)
    assert small.named(finding.evidence) == evidence
    assert finding.level is level
    assert finding.outcome is (Outcome.FOUND if evidence else Outcome.NOT_FOUND)
    assert evidence or "not reassurance" in finding.explanation


def test_a_young_persons_own_refusal_of_a_dose_never_counts_but_is_named() -> None:
    lines = '2025-01-10 dose_missed med:insulin #a "Robin refused the evening dose"'
    older = case(lines, child=CHILD.changed(birth=date(2010, 1, 1)))
    (finding,) = older.findings(DOSES)
    assert finding.outcome is Outcome.NOT_FOUND
    assert older.named(item.event for item in finding.excluded) == "a"
    assert "Not counted, as the young person's own refusal: 1 entry." in finding.explanation
    younger = case(lines, child=CHILD.changed(birth=date(2018, 1, 1)))
    assert len(younger.found(DOSES)) == 1
    mother = case(lines.replace("Robin refused", "Mother of Robin refused"), child=CHILD.changed(birth=date(2010, 1, 1)))
    assert len(mother.found(DOSES)) == 1


def test_uncertain_missed_doses_that_decide_and_that_do_not() -> None:
    small = case("""2024-01-10 dose_missed med:montelukast
                    2024       dose_missed med:montelukast #u""")
    (finding,) = small.found(DOSES)
    assert finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES
    assert small.named(finding.uncertain_events) == "u"
    (finding,) = case("""2024-01-10 dose_missed med:montelukast
                         2024-02    dose_missed med:montelukast""").found(DOSES)
    assert finding.certainty is Certainty.CERTAIN
    (finding,) = case("- dose_missed med:Keppra").found(DOSES)
    assert (finding.level, finding.certainty) == (Level.NOTE, Certainty.DEPENDS_ON_UNCERTAIN_DATES)


def test_words_of_missed_doses() -> None:
    small = case("""2024-01-01 prescribed med:Keppra
                    2024-01-10 dose_missed #a
                    2024-02-10 not_collected med:Keppra""")
    (finding,) = small.found(DOSES)
    assert finding.title == "Missed doses recorded once: levetiracetam"
    assert finding.explanation.startswith(
        "1 entry says that doses were not given on 10 January 2024. Medicines: levetiracetam. It is of a medicine for which"
        " even one missed dose can do harm (levetiracetam is an anti-seizure medicine). 1 entry names no medicine and is read as"
        " about levetiracetam, the only one on record. Also on the record, and not added: prescription not collected 1."
    )


@pytest.mark.parametrize("rule", [DOSES, RELIEVER, REVIEW])
def test_no_medicines_on_record_is_not_assessable(rule: str) -> None:
    for lines in ("", "2024-01-10 attended @ENT"):
        (finding,) = case(lines).findings(rule)
        assert finding.outcome is Outcome.NOT_ASSESSABLE
        assert "ask " in finding.missing[0]


def inhalers(number: int, step: int = 20) -> list[str]:
    first = date(2024, 1, 1).toordinal()
    return [f"{date.fromordinal(first + n * step)} supplied med:Ventolin-inhaler #i{n}" for n in range(number)]


@pytest.mark.parametrize(
    ("number", "level"),
    [(3, None), (4, Level.NOTE), (5, Level.NOTE), (6, Level.CONSIDER), (12, Level.CONSIDER), (13, Level.STRONG)],
)
def test_reliever_inhalers_in_12_months(number: int, level: Level | None) -> None:
    (finding,) = case(inhalers(number)).findings(RELIEVER)
    assert finding.level is level
    assert finding.outcome is (Outcome.FOUND if level else Outcome.NOT_FOUND)
    if level:
        assert finding.measures["inhalers"] == finding.measures["number_not_said"] == number
        assert f"For {number} entries the record does not say how many inhalers: each is taken as one." in finding.explanation


RELIEVERS: tuple[tuple[str, str, int], ...] = (
    ("how many is read from the words", """2024-01-10 supplied med:salbutamol "Two inhalers for school and home"
                                           2024-06-10 supplied med:Salamol-x2""", 4),
    ("marked as reliever by the worker", """2024-01-10 supplied reliever "4 inhalers" """, 4),
    ("on the anniversary", """2024-01-10 supplied med:Ventolin "3 inhalers"
                              2025-01-10 supplied med:Ventolin""", 0),
    ("nebules and syrup are no inhalers", """2024-01-10 supplied med:salbutamol-nebules "for the nebuliser"
                                             2024-02-10 supplied med:salbutamol-syrup
                                             2024-03-10 supplied med:salbutamol "3 inhalers" """, 0),
    ("a preventer is no reliever", """2024-01-10 supplied med:Clenil "6 inhalers" """, -1),
    ("supplied and prescribed are not added", """2024-01-10 prescribed med:Ventolin "2 inhalers"
                                                 2024-01-10 supplied med:Ventolin "2 inhalers"
                                                 2024-03-10 supplied med:Ventolin""", 0),
    ("prescriptions count where they give more", """2024-01-10 prescribed med:Ventolin "2 inhalers"
                                                    2024-02-10 prescribed med:Ventolin "2 inhalers"
                                                    2024-02-10 supplied med:Ventolin""", 4),
    ("written down twice", """2024-01-10 supplied med:Ventolin "2 inhalers"
                              2024-01-10 supplied med:Ventolin src:GP-letter "2 inhalers" """, 0),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "number"), RELIEVERS, ids=[row[0] for row in RELIEVERS])
def test_which_inhalers_count(name: str, lines: str, number: int) -> None:
    """``number``: inhalers of the finding, nought for not found, minus one for not assessable."""
    (finding,) = case(lines).findings(RELIEVER)
    expected = Outcome.NOT_ASSESSABLE if number < 0 else Outcome.FOUND if number else Outcome.NOT_FOUND
    assert finding.outcome is expected
    if number > 0:
        assert finding.measures["inhalers"] == number


def test_uncertain_inhalers_that_decide() -> None:
    small = case("""2024-01-10 supplied med:Ventolin "3 inhalers"
                    2024-06-01..2025-06-01 supplied med:Ventolin #u""")
    (finding,) = small.found(RELIEVER)
    assert finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES
    assert small.named(finding.uncertain_events) == "u"
    assert finding.level is Level.NOTE


AS_OF = date(2025, 3, 1)
REVIEWS: tuple[tuple[str, str, str], ...] = (
    ("in use for 12 months", """2024-01-01 prescribed med:montelukast
                                2025-01-01 prescribed med:montelukast""", ""),
    ("in use for 12 months and a day", """2024-01-01 prescribed med:montelukast #a
                                          2025-01-02 prescribed med:montelukast #b""", "a b"),
    ("a supply shows use to its end", """2024-01-01 prescribed med:montelukast #a
                                         2024-12-01 supplied med:montelukast days:56 #b""", "a b"),
    ("not past the day looked back from", """2024-03-05 prescribed med:montelukast
                                             2025-02-01 supplied med:montelukast days:300""", ""),
    ("reviewed in between", """2023-01-01 prescribed med:montelukast
                               2024-03-01 medicine_review_done
                               2025-02-01 prescribed med:montelukast""", ""),
    ("last review over 12 months before", """2022-01-01 prescribed med:montelukast #a
                                             2024-01-01 medicine_review_done
                                             2025-02-01 prescribed med:montelukast #b""", "a b"),
    ("a review of another medicine", """2024-01-01 prescribed med:montelukast #a
                                        2024-09-01 medicine_review_done med:melatonin
                                        2025-02-01 prescribed med:montelukast #b""", "a b"),
    ("a clinic that changed the dose", """2024-01-01 prescribed med:montelukast
                                          2024-09-01 attended @Asthma-clinic "Dose raised for weight"
                                          2025-02-01 prescribed med:montelukast""", ""),
    ("a clinic that does not say so", """2024-01-01 prescribed med:montelukast #a
                                         2024-09-01 attended @Asthma-clinic "Well"
                                         2025-02-01 prescribed med:montelukast #b""", "a b"),
    ("a review missed stands in the evidence", """2024-01-01 prescribed med:montelukast #a
                                                  2024-09-01 medicine_review_missed #m
                                                  2025-02-01 prescribed med:montelukast #b""", "a m b"),
    ("last in use long ago", """2021-01-01 prescribed med:montelukast
                                2023-01-01 prescribed med:montelukast""", ""),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "evidence"), REVIEWS, ids=[row[0] for row in REVIEWS])
def test_reviews(name: str, lines: str, evidence: str) -> None:
    small = case(lines)
    (finding,) = small.findings(REVIEW, as_of=AS_OF)
    assert finding.outcome is (Outcome.FOUND if evidence else Outcome.NOT_FOUND)
    assert small.named(finding.evidence) == evidence
    assert evidence or "not reassurance" in finding.explanation


def test_long_term_is_90_days_or_a_critical_mark() -> None:
    def outcome(lines: str) -> Outcome:
        (finding,) = case(lines).findings(REVIEW, as_of=AS_OF)
        return finding.outcome

    assert outcome("2024-01-01 prescribed med:x\n2024-03-29 prescribed med:x") is Outcome.NOT_ASSESSABLE
    assert outcome("2024-01-01 prescribed med:x\n2024-03-30 prescribed med:x") is Outcome.NOT_FOUND
    assert outcome("2024-01-01 prescribed med:x critical") is Outcome.NOT_FOUND
    assert outcome('2024-01-01 prescribed "Repeat issued"') is Outcome.NOT_ASSESSABLE


def test_words_and_levels_of_reviews() -> None:
    lines = """2022-01-01 prescribed med:montelukast
               2024-01-01 medicine_review_done #last
               2024-06-01 attended @ENT
               2025-02-01 supplied med:montelukast"""
    small = case(lines)
    finding = small.finding(REVIEW, "Montelukast", as_of=AS_OF)
    assert finding.title == "Montelukast: no review recorded in 13 months"
    assert finding.level is Level.NOTE
    assert small.named(item.event for item in finding.excluded) == "last"
    assert "no review of it since the last review on 1 January 2024" in finding.explanation
    assert "1 clinic or GP contact is recorded" in finding.explanation
    assert "Reviews are for the service to offer" in finding.explanation
    critical = case(lines.replace("montelukast", "Keppra")).finding(REVIEW, "Levetiracetam", as_of=AS_OF)
    missed = case(lines + "\n2024-12-01 medicine_review_missed").finding(REVIEW, "Montelukast", as_of=AS_OF)
    assert critical.level is missed.level is Level.CONSIDER


def test_uncertain_dates_that_decide_a_review() -> None:
    small = case("""2024-01-01 prescribed med:montelukast
                    2024       medicine_review_done #u
                    2025-02-15 prescribed med:montelukast""")
    finding = small.finding(REVIEW, "Montelukast", as_of=AS_OF)
    assert finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES
    assert small.named(finding.uncertain_events) == "u"
    early = case("""2022-01-01 prescribed med:montelukast
                    2023       medicine_review_done
                    2025-02-15 prescribed med:montelukast""")
    assert early.finding(REVIEW, "Montelukast", as_of=AS_OF).certainty is Certainty.CERTAIN


def test_thresholds_follow_the_local_policy() -> None:
    policy = policy_from_mapping({
        "name": "N", "version": 1, GAP: {"covered-below": 0.9}, DOSES: {"in-window": 3}, RELIEVER: {"more-than": 2},
        REVIEW: {"months": 6},
    })  # fmt: skip
    supplies = "2024-01-01 supplied med:montelukast days:85\n2024-04-10 supplied med:montelukast days:28"
    doses = "2024-01-10 dose_missed med:montelukast\n2024-01-20 dose_missed med:montelukast"
    assert (len(case(supplies).found(GAP)), len(case(supplies).found(GAP, policy))) == (0, 1)
    assert (len(case(doses).found(DOSES)), len(case(doses).found(DOSES, policy))) == (1, 0)
    assert (len(case(inhalers(3)).found(RELIEVER)), len(case(inhalers(3)).found(RELIEVER, policy))) == (0, 1)
    use = case("2024-01-01 prescribed med:x\n2024-12-01 prescribed med:x")
    assert (len(use.found(REVIEW, as_of=AS_OF)), len(use.found(REVIEW, policy, as_of=AS_OF))) == (0, 1)


def test_a_missed_dose_that_a_second_entry_marks_critical_is_critical() -> None:
    small = case("""2024-03-10 dose_missed med:vitamin-D #a
                    2024-03-10 dose_missed med:vitamin-D src:Letter critical #x""")
    (finding,) = small.found("doses-missed")
    assert (finding.level, small.named(finding.evidence)) == (Level.CONSIDER, "a")
    assert finding.measures["critical"] == 1
