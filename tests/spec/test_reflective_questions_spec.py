"""Specification of the reflective questions: which entries bear on which question, and when one is asked at all."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from chronology_tui.analysis.engine import analyse
from chronology_tui.analysis.policy import DEFAULT_POLICY
from chronology_tui.analysis.questions import NOTHING_RECORDED, QUESTIONS, reflect
from chronology_tui.domain.records import Child, PlannedAction, Vulnerability
from chronology_tui.domain.scales import Likelihood
from chronology_tui.domain.vocabulary import ChildSeen, FamilyResponse, Impact, VulnerabilityKind
from tests.support.cases import AS_OF, CHILD
from tests.support.quality_cases import Entry, case_of, entry

ILL = CHILD.changed(conditions=("Asthma",))
ACTION = PlannedAction.model_validate({"id": "01890000-0000-7000-8000-000000000001", "what": "Ring the family"})


@dataclass(frozen=True)
class Row:
    """One row of the table: the entries, and those of them that bear on the question, in order."""

    question: str
    entries: tuple[Entry, ...]
    bearing: str
    child: Child = field(default=CHILD)


ROWS = (
    Row(
        "significant-harm",
        (
            entry("2024-01-01 burn !3 #high"),
            entry("2024-02-01 burn !2 #moderate"),
            entry("2024-03-01 burn !2 #likely", likelihood=Likelihood.LIKELY),
            entry("2024-04-01 burn !2 #possible", likelihood=Likelihood.POSSIBLE),
            entry("2024-05-01 strategy_meeting #strategy"),
            entry("2024-06-01 cin_meeting #meeting"),
        ),
        "high likely strategy",
    ),
    Row(
        "significant-harm",
        tuple(entry(f"2024-0{n}-01 was_not_brought @Physiotherapy !1 #{'abcd'[n - 1]}") for n in range(1, 5)),
        "a b c d",  # the evidence of a strong pattern
    ),
    Row(
        "daily-life",
        (
            entry("2024-01-01 child_words #words"),
            entry("2024-02-01 attended @GP #voice", child_voice="I like jumping"),
            entry("2024-03-01 attended @GP #alone", child_seen=ChildSeen.SEEN_ALONE),
            entry("2024-04-01 attended @GP #seen", child_seen=ChildSeen.SEEN),
            entry("2024-05-01 day_in_life #day"),
        ),
        "words voice alone day",
    ),
    Row(
        "impact",
        (
            entry("2024-01-01 burn #harm", impact=Impact.HARM),
            entry("2024-02-01 attended #none", impact=Impact.NONE),
            entry("2024-03-01 attended #words", impact_note="Missed a school day."),
            entry("2024-04-01 burn !4 #rated"),
        ),
        "harm none words",
    ),
    Row(
        "concerns-raised",
        (
            entry("2024-01-01 concern_raised #raised"),
            entry("2024-02-01 cin_meeting #answered", family_response=FamilyResponse.AGREED),
            entry("2024-03-01 cin_meeting #silent"),
            entry("2024-04-01 was_not_brought !2 #moderate", family_response=FamilyResponse.NO_RESPONSE),
            entry("2024-05-01 attended !0 #clinic", family_response=FamilyResponse.AGREED),
        ),
        "raised answered moderate",
    ),
    Row(
        "plan-and-difference",
        (
            entry("2024-01-01 plan_made #plan"),
            entry("2024-02-01 attended #action", planned=(ACTION,)),
            entry("2024-03-01 attended #clinic"),
            entry("2024-04-01 improvement #better"),
        ),
        "plan action better",
    ),
    Row(
        "engagement",
        (
            entry("2024-01-01 was_not_brought @Physiotherapy #a"),
            entry("2024-02-01 was_not_brought @Physiotherapy #b"),
            entry("2024-03-01 was_not_brought @Dentist #alone"),
            entry("2024-04-01 support_accepted #accepted"),
            entry("2024-05-01 cin_meeting #promised", family_response=FamilyResponse.AGREED_NO_FOLLOW_THROUGH),
        ),
        "a b alone accepted promised",  # three missed in a year is a pattern over all services
    ),
    Row("engagement", (entry("2024-03-01 was_not_brought @Dentist #alone"),), ""),
    Row(
        "plain-and-honest",
        (
            entry("2024-01-01 concern_raised #raised"),
            entry("2024-02-01 attended #benefit", impact=Impact.BENEFIT),
            entry("2024-03-01 protective_factor #strength"),
            entry("2024-04-01 referral #referral"),
        ),
        "raised benefit strength",
    ),
    Row(
        "disabled-child",
        (
            entry("2024-01-01 was_not_brought @Physiotherapy #missed"),
            entry("2024-02-01 dental_pain !2 #pain"),
            entry("2024-03-01 attended #kept"),
            entry("2024-04-01 note #harm", impact=Impact.HARM),
        ),
        "missed pain harm",
        ILL,
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.question}: {row.bearing or 'none'}")
def test_the_entries_that_bear_on_a_question(row: Row) -> None:
    case = case_of(row.entries, row.child)
    (reflection,) = [r for r in reflect(case.chronology, case.analysed(), AS_OF) if r.question.id == row.question]
    assert case.named(reflection.events) == row.bearing


def test_an_empty_chronology_says_nothing_recorded_to_every_question() -> None:
    case = case_of([])
    reflections = reflect(case.chronology, case.analysed(), AS_OF)
    assert [r.question.id for r in reflections] == [q.id for q in QUESTIONS if q.id != "disabled-child"]
    assert {r.recorded for r in reflections} == {NOTHING_RECORDED}
    assert all(r.events == () for r in reflections)


def test_how_much_is_recorded_is_said_in_words() -> None:
    lines = [entry("2024-01-01 child_words"), entry("2024-02-01 day_in_life")]
    said = []
    for number in (0, 1, 2):
        case = case_of(lines[:number])
        said += [r.recorded for r in reflect(case.chronology, case.analysed(), AS_OF) if r.question.id == "daily-life"]
    assert said == ["Nothing recorded.", "1 entry", "2 entries"]


@pytest.mark.parametrize(
    ("child", "asked"),
    [
        (CHILD, False),
        (ILL, True),
        (CHILD.changed(vulnerabilities=(Vulnerability(kind=VulnerabilityKind.DISABILITY),)), True),
        (CHILD.changed(vulnerabilities=(Vulnerability(kind=VulnerabilityKind.ONGOING_HEALTH_NEED),)), True),
        (CHILD.changed(vulnerabilities=(Vulnerability(kind=VulnerabilityKind.TEENAGER),)), False),
    ],
    ids=["neither", "a condition", "a disability", "an ongoing need", "a teenager"],
)
def test_the_disabled_child_question_is_asked_only_where_the_record_says_so(child: Child, *, asked: bool) -> None:
    case = case_of([], child)
    assert ("disabled-child" in {r.question.id for r in reflect(case.chronology, case.analysed(), AS_OF)}) == asked


def test_only_what_may_have_happened_by_the_day_is_looked_at() -> None:
    case = case_of(
        [entry("2024-01-01 child_words #then"), entry("2025-01-01 child_words #later"), entry("- child_words #undated")]
    )
    day = date(2024, 6, 30)
    reflections = reflect(case.chronology, analyse(case.chronology, DEFAULT_POLICY, day), day)
    assert {case.named(r.events) for r in reflections if r.question.id == "daily-life"} == {"undated then"}


def test_every_question_has_words_a_source_and_says_what_is_looked_at() -> None:
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS) == 8
    for question in QUESTIONS:
        assert question.words.endswith("?")
        assert question.looked_at
        assert question.source.startswith(("Bradford", "Oxfordshire"))
    assert [q.id for q in QUESTIONS if q.source.startswith("Bradford")] == [q.id for q in QUESTIONS][:6]
