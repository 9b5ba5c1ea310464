"""Specification of the strength "sustained engagement"."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chronology_tui.analysis.appointments import Role
from chronology_tui.analysis.finding import Certainty, Level, Outcome
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import MeasurementDetails
from tests.support.cases import Case, case

RULE = "sustained-engagement"

ROWS = (
    ("three in a row", """2024-01-10 attended @ENT
                          2024-02-10 attended @ENT
                          2024-03-10 attended @ENT""", ""),
    ("four in a row, one of them late", """2024-01-10 attended @ENT #a
                                           2024-02-10 attended_late @ENT #b
                                           2024-03-10 attended @ENT #c
                                           2024-04-10 attended @ENT #d""", "a b c d"),
    ("missed between", """2024-01-10 attended @ENT
                          2024-02-10 attended @ENT
                          2024-02-20 was_not_brought @ENT
                          2024-03-10 attended @ENT
                          2024-04-10 attended @ENT""", ""),
    ("left before being seen between", """2024-01-10 attended @ENT
                                          2024-02-10 attended @ENT
                                          2024-02-20 left_before_seen @ENT
                                          2024-03-10 attended @ENT
                                          2024-04-10 attended @ENT""", ""),
    ("moved or cancelled between does not break the row", """2024-01-10 attended @ENT #a
                                                             2024-02-10 attended @ENT #b
                                                             2024-02-20 rescheduled_by_family @ENT
                                                             2024-02-25 cancelled_by_service @ENT
                                                             2024-03-10 attended @ENT #c
                                                             2024-04-10 attended @ENT #d""", "a b c d"),
    ("four over two services", """2024-01-10 attended @ENT
                                  2024-02-10 attended @ENT
                                  2024-03-10 attended @GP
                                  2024-04-10 attended @GP""", ""),
    ("four that name no service", """2024-01-10 attended
                                     2024-02-10 attended
                                     2024-03-10 attended
                                     2024-04-10 attended""", ""),
    ("one written down twice", """2024-01-10 attended @ENT
                                  2024-01-10 attended @ENT src:Letter
                                  2024-02-10 attended @ENT
                                  2024-03-10 attended @ENT""", ""),
    ("dental checks and treatment count with the dentist", """2022-01-10 dental_check #a
                                                              2022-07-10 attended @Dentist #b
                                                              2023-01-10 dental_check #c
                                                              2023-07-10 dental_treatment @dental #d""", "a b c d"),
    ("the longest row is told", """2021-01-10 attended @ENT
                                   2021-02-10 attended @ENT
                                   2021-03-10 attended @ENT
                                   2021-04-10 attended @ENT
                                   2021-05-10 was_not_brought @ENT
                                   2022-01-10 attended @ENT #a
                                   2022-02-10 attended @ENT #b
                                   2022-03-10 attended @ENT #c
                                   2022-04-10 attended @ENT #d
                                   2022-05-10 attended @ENT #e""", "a b c d e"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "evidence"), ROWS, ids=[row[0] for row in ROWS])
def test_what_is_found(name: str, lines: str, evidence: str) -> None:
    small = case(lines)
    (finding,) = small.findings(RULE)
    assert finding.outcome is (Outcome.FOUND if evidence else Outcome.NOT_FOUND)
    assert small.named(finding.evidence) == evidence
    assert finding.level is (Level.STRENGTH if evidence else None)
    assert finding.certainty is Certainty.CERTAIN
    if not evidence:
        assert "says nothing against the family" in finding.explanation


def test_a_lapse_recovered_is_told() -> None:
    small = case("""2023-01-10 attended @physio
                    2023-02-10 was_not_brought @physio
                    2023-03-10 was_not_brought @physio
                    2024-01-10 attended @physio #a
                    2024-02-10 attended @physio #b
                    2024-02-20 cancelled_by_family @physio #x
                    2024-03-10 attended @physio #c
                    2024-04-10 attended @physio #d
                    2024-06-10 was_not_brought @physio""")
    (finding,) = small.found(RULE)
    assert finding.title == "4 physiotherapy appointments kept in a row in 13 weeks, after 2 missed ones"
    assert finding.explanation == (
        "The child was seen at 4 physiotherapy appointments in a row between 10 January 2024 and 10 April 2024,"
        " with none recorded as missed between."
        " This follows 2 missed appointments in a row: the lapse was recovered."
        " Over the whole record, 5 of 9 offered were attended. Since then: missed 1."
    )
    assert [(small.named([item.event]), item.why) for item in finding.excluded] == [("x", Role.CANCELLED_BY_FAMILY.why)]


LAPSE = "2023-02-10 was_not_brought @physio\n2023-03-10 was_not_brought @physio\n"
RECOVERED = (
    ("two kept since", LAPSE + "2024-01-10 attended @physio\n2024-02-10 attended @physio", ""),
    ("three kept since", LAPSE + "2024-01-10 attended @physio #a\n2024-02-10 attended @physio #b\n2024-03-10 attended @physio #c",
     "a b c"),
    ("one missed before is no lapse", """2023-03-10 was_not_brought @physio
                                         2024-01-10 attended @physio
                                         2024-02-10 attended @physio
                                         2024-03-10 attended @physio""", ""),
    ("missed again since", LAPSE + """2024-01-10 attended @physio
                                      2024-02-10 attended @physio
                                      2024-03-10 attended @physio
                                      2024-04-10 was_not_brought @physio""", ""),
    ("closed for non-attendance since", LAPSE + """2024-01-10 attended @physio
                                                   2024-02-10 attended @physio
                                                   2024-03-10 attended @physio
                                                   2024-04-10 discharged_non_attendance @physio""", ""),
    ("another missed one that may lie between", LAPSE + """2024 was_not_brought @physio
                                                           2024-01-10 attended @physio
                                                           2024-02-10 attended @physio
                                                           2024-03-10 attended @physio""", ""),
    ("one kept without a certain place in the row", LAPSE + """2023-01-01..2024-01-01 attended @physio
                                                               2024-02-10 attended @physio
                                                               2024-03-10 attended @physio""", ""),
    ("kept in another service", LAPSE + """2024-01-10 attended @ENT
                                           2024-02-10 attended @ENT
                                           2024-03-10 attended @ENT""", ""),
    ("cancelled by the service between changes nothing", LAPSE + """2024-01-10 attended @physio #a
                                                                    2024-01-20 cancelled_by_service @physio
                                                                    2024-02-10 attended @physio #b
                                                                    2024-03-10 attended @physio #c""", "a b c"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "evidence"), RECOVERED, ids=[row[0] for row in RECOVERED])
def test_a_shorter_row_counts_where_it_surely_recovers_a_lapse(name: str, lines: str, evidence: str) -> None:
    small = case(lines)
    (finding,) = small.findings(RULE)
    assert finding.outcome is (Outcome.FOUND if evidence else Outcome.NOT_FOUND)
    assert small.named(finding.evidence) == evidence
    assert finding.certainty is Certainty.CERTAIN
    assert finding.measures.get("after_missed") == (2 if evidence else None)


def test_two_missed_with_care_between_are_no_lapse() -> None:
    before = ["2023-01-10 was_not_brought @physio", "2023-02-10 attended @physio", "2023-03-10 was_not_brought @physio"]
    (finding,) = case([*before, *(f"2024-0{month}-10 attended @physio" for month in range(1, 5))]).found(RULE)
    assert finding.measures["after_missed"] == 0


def test_a_single_missed_one_before_is_no_lapse() -> None:
    lines = ["2023-03-10 was_not_brought @physio", *(f"2024-0{month}-10 attended @physio" for month in range(1, 5))]
    (finding,) = case(lines).found(RULE)
    assert finding.measures["after_missed"] == 0
    assert "The row goes on to the last appointment on record." in finding.explanation


def test_a_missed_one_of_uncertain_date_leaves_it_open() -> None:
    small = case(["2024 was_not_brought @physio #u", *(f"2024-0{month}-10 attended @physio" for month in range(1, 5))])
    (finding,) = small.found(RULE)
    assert finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES
    assert small.named(finding.uncertain_events) == "u"


def test_care_that_by_its_kind_was_received_is_enough_for_a_strength() -> None:
    (finding,) = case([f"202{year}-01-10 dental_check" for year in range(4)]).found(RULE)
    assert finding.subject == "Dentist"


def hba1c(*values: tuple[str, str]) -> Case:
    """Return a case with these measures by day, in mmol/mol unless a unit is given."""
    small = case([f"{day} hba1c @Diabetes" for day, _ in values])
    kept = []
    for event, (_, text) in zip(small.chronology.events, values, strict=True):
        value, _, unit = text.partition(" ")
        kept.append(event.changed(details=MeasurementDetails(measure="HbA1c", value=Decimal(value), unit=unit or "mmol/mol")))
    return Case(Chronology.of(small.chronology.child, kept, small.chronology.sources.values()), small.names)


@pytest.mark.parametrize(
    ("values", "number"),
    [
        ((("2025-01-10", "80"), ("2025-04-10", "70")), 0),
        ((("2025-01-10", "80"), ("2025-04-10", "78"), ("2025-07-10", "75")), 3),
        ((("2025-01-10", "80"), ("2025-04-10", "78"), ("2025-07-10", "75.1")), 0),
        ((("2025-01-10", "80"), ("2025-04-10", "70"), ("2025-07-10", "60"), ("2025-10-10", "60")), 0),
        ((("2024-10-10", "70"), ("2025-01-10", "80"), ("2025-04-10", "70"), ("2025-07-10", "60")), 3),
        ((("2025-01-10", "80"), ("2025-04-10", "9 %"), ("2025-07-10", "60")), 0),
        ((("2025-01-10", "80"), ("2025-04", "70"), ("2025-07-10", "60")), 3),
        ((("2025-01-10", "80"), ("2025", "70"), ("2025-07-10", "60")), 0),
    ],
)
def test_hba1c_that_falls_is_a_strength(values: tuple[tuple[str, str], ...], number: int) -> None:
    findings = hba1c(*values).found(RULE)
    assert [f.measures["measures_in_a_row"] for f in findings] == ([number] if number else [])
    assert {f.level for f in findings} <= {Level.STRENGTH}


def test_hba1c_in_words() -> None:
    (finding,) = hba1c(("2025-01-10", "80"), ("2025-04-10", "71"), ("2025-07-10", "64")).found(RULE)
    assert (finding.subject, finding.title) == ("HbA1c", "HbA1c fell from 80 to 64 mmol/mol over 3 measures in 6 months")
    assert "from 80 to 64 mmol/mol." in finding.explanation


def test_nothing_recorded_is_not_assessable() -> None:
    (finding,) = case("2024-01-10 dental_check\n2024-02-10 admission").findings(RULE)
    assert finding.outcome is Outcome.NOT_ASSESSABLE
    assert "says nothing against the family" in finding.explanation
