"""Specification of cumulative vulnerability and of protective factors."""

from __future__ import annotations

from datetime import date

import pytest

from chronology_tui.analysis.finding import Certainty, Level, Outcome
from chronology_tui.domain.records import Child, HouseholdRisk, Vulnerability
from chronology_tui.domain.vocabulary import HouseholdRiskKind, VulnerabilityKind
from tests.support.cases import CHILD, case

DISABLED = Vulnerability(kind=VulnerabilityKind.DISABILITY)
PREMATURE = Vulnerability(kind=VulnerabilityKind.PREMATURE)
CARER = Vulnerability(kind=VulnerabilityKind.YOUNG_CARER, start=date(2026, 6, 30))
ABUSE = HouseholdRisk(kind=HouseholdRiskKind.DOMESTIC_ABUSE, start=date(2024, 1, 1), end=date(2026, 6, 30))
POVERTY = HouseholdRisk(kind=HouseholdRiskKind.POVERTY, start=date(2025, 1, 1))
HOUSING = HouseholdRisk(kind=HouseholdRiskKind.HOUSING)


def having(*items: Vulnerability | HouseholdRisk) -> Child:
    return CHILD.changed(
        vulnerabilities=tuple(item for item in items if isinstance(item, Vulnerability)),
        household_risks=tuple(item for item in items if isinstance(item, HouseholdRisk)),
    )


TABLE = (
    ("two together", having(DISABLED, ABUSE), None),
    ("three together", having(DISABLED, ABUSE, POVERTY), Level.NOTE),
    ("three of one sort", having(ABUSE, POVERTY, HOUSING), Level.NOTE),
    ("the same twice is one", having(DISABLED, DISABLED, ABUSE), None),
    ("four together", having(DISABLED, CARER, ABUSE, POVERTY), Level.CONSIDER),
    ("three risks and one more of their sort", having(ABUSE, POVERTY, HOUSING, HouseholdRisk(kind=HouseholdRiskKind.ISOLATION)),
     Level.NOTE),
    ("one ended the day before", having(DISABLED, POVERTY, ABUSE.changed(end=date(2026, 6, 29))), None),
    ("one begins the day after", having(DISABLED, POVERTY, CARER.changed(start=date(2026, 7, 1))), None),
)  # fmt: skip


@pytest.mark.parametrize(("name", "child", "level"), TABLE, ids=[row[0] for row in TABLE])
def test_together(name: str, child: Child, level: Level | None) -> None:
    (finding,) = case("", child=child).findings("cumulative-vulnerability")
    assert (finding.outcome, finding.level) == (Outcome.FOUND if level else Outcome.NOT_FOUND, level)
    assert finding.certainty is Certainty.CERTAIN


def test_words_and_the_entries_that_tell_of_the_risks() -> None:
    own_words = Vulnerability(kind=VulnerabilityKind.OTHER, note="Waits for [a] school place")
    small = case("2024-02-01 domestic_abuse #a\n2024-03-01 substance_misuse", child=having(DISABLED, own_words, ABUSE, POVERTY))
    (finding,) = small.found("cumulative-vulnerability")
    assert finding.title == "4 vulnerabilities and household risks together"
    assert small.named(finding.evidence) == "a"
    assert finding.explanation == (
        "On 30 June 2026, 4 circumstances hold together. For the child: disability and Waits for [a] school place. In the"
        " household: domestic abuse and money difficulties."
        " Those with a date have held together since 1 January 2025. For 2 the record gives no"
        " beginning. 1 entry of the chronology tells of these risks. These are circumstances in which care is harder to give."
        " They say nothing about the care that was given."
    )


def test_nothing_listed_is_not_assessable() -> None:
    (finding,) = case("2024-02-01 domestic_abuse").findings("cumulative-vulnerability")
    assert finding.outcome is Outcome.NOT_ASSESSABLE
    assert "1 entry of the chronology is about the family" in finding.explanation


STRENGTHS = (
    ("one", "2026-01-10 support_accepted #a", "a"),
    ("every kind, dated or not", "- protective_factor #a\n2020-01-10 engagement #b\n2026-01-10 improvement #c", "a b c"),
    ("written down twice", "2026-01-10 support_accepted #a\n2026-01-10 support_accepted src:Letter", "a"),
    ("two of one day that say different things", ('2026-01-10 support_accepted #a "Nana helps"\n'
     '2026-01-10 support_accepted #b "Baby group"'), "a b"),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "evidence"), STRENGTHS, ids=[row[0] for row in STRENGTHS])
def test_strengths(name: str, lines: str, evidence: str) -> None:
    small = case(lines)
    (finding,) = small.found("protective-factors")
    assert (small.named(finding.evidence), finding.level) == (evidence, Level.STRENGTH)


def test_strengths_in_words() -> None:
    (finding,) = case("2024-01-10 support_accepted\n2025-07-01 improvement").found("protective-factors")
    assert finding.title == "2 strengths recorded"
    assert finding.explanation == (
        "2 entries tell of what goes well between 10 January 2024 and 1 July 2025: support accepted 1, improvement 1."
        " 1 of them is from the last 12 months."
    )


def test_none_recorded_says_nothing_against_the_family() -> None:
    (finding,) = case("2024-01-10 injury").findings("protective-factors")
    assert finding.outcome is Outcome.NOT_ASSESSABLE
    assert "says nothing against the family" in finding.explanation
