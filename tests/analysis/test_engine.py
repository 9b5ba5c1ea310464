"""The engine: order, faults of a rule, looking back, and what every finding carries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from chronology_tui.analysis.engine import analyse
from chronology_tui.analysis.finding import Finding, Level, Outcome
from chronology_tui.analysis.policy import DEFAULT_POLICY
from chronology_tui.analysis.registry import RULES
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.kinds import Kind
from tests.support.cases import AS_OF, CHILD, case, on_plan

SMALL = case("""2024-01-10 was_not_brought @ENT
                2024-02-10 was_not_brought @ENT
                2024-03-10 was_not_brought @Dentist
                2024-04-10 was_not_brought @Dentist "Secret words of the case" """)


def saying(rule: str, *found: tuple[Outcome, Level | None, str]) -> Rule:
    """Return a rule that always says the same."""

    def find(context: RuleContext, this: Rule) -> tuple[Finding, ...]:
        return tuple(
            replace(this.finding(context, outcome, rule, rule), level=level, subject=subject) for outcome, level, subject in found
        )

    return replace(RULES[0], id=rule, find=find)


def failing(fault: BaseException) -> Rule:
    def find(context: RuleContext, this: Rule) -> tuple[Finding, ...]:
        raise fault

    return replace(RULES[0], id="faulty", name="A faulty rule", find=find)


def test_strongest_first_then_strengths_then_what_was_not_found_and_equals_by_rule_and_subject() -> None:
    first = saying(
        "first", (Outcome.NOT_FOUND, None, ""), (Outcome.FOUND, Level.NOTE, ""), (Outcome.FOUND, Level.STRENGTH, ""),
        (Outcome.FOUND, Level.CONSIDER, "B"), (Outcome.FOUND, Level.CONSIDER, "a"),
    )  # fmt: skip
    second = saying(
        "second", (Outcome.FOUND, Level.CONSIDER, "A"), (Outcome.NOT_ASSESSABLE, None, ""), (Outcome.FOUND, Level.STRONG, ""),
        (Outcome.NOT_FOUND, None, ""),
    )  # fmt: skip
    analysis = analyse(SMALL.chronology, DEFAULT_POLICY, AS_OF, rules=(failing(RuntimeError()), first, second))
    assert [(f.rule, f.level and f.level.value, f.outcome.value, f.subject) for f in analysis.findings] == [
        ("second", "strong", "found", ""),
        ("first", "consider", "found", "a"),
        ("first", "consider", "found", "B"),
        ("second", "consider", "found", "A"),
        ("first", "note", "found", ""),
        ("first", "strength", "found", ""),
        ("first", None, "not_found", ""),
        ("second", None, "not_found", ""),
        ("second", None, "not_assessable", ""),
        ("faulty", None, "failed", ""),
    ]


def test_a_rule_that_raises_is_reported_by_name_and_the_others_still_run() -> None:
    fault = ValueError("Secret words of the case")
    analysis = analyse(SMALL.chronology, DEFAULT_POLICY, AS_OF, rules=(failing(fault), *RULES))
    (failed,) = analysis.of(Outcome.FAILED)
    assert failed.rule == "faulty"
    assert failed.title == "A faulty rule: this check failed"
    assert "ValueError" in failed.explanation
    assert "Secret" not in repr(failed)
    assert not failed.found
    assert len(analysis.found) == 2


def test_a_request_to_stop_is_not_swallowed() -> None:
    with pytest.raises(KeyboardInterrupt):
        analyse(SMALL.chronology, DEFAULT_POLICY, AS_OF, rules=(failing(KeyboardInterrupt()),))


def test_without_entries_every_rule_says_what_is_missing() -> None:
    analysis = case("").analysed()
    assert [f.outcome for f in analysis.findings] == [Outcome.NOT_ASSESSABLE] * len(RULES)
    assert all(f.missing for f in analysis.findings)


def test_the_analysis_carries_day_and_policy() -> None:
    analysis = SMALL.analysed(as_of=date(2024, 2, 1))
    assert analysis.as_of == date(2024, 2, 1)
    assert analysis.policy == "Chronology defaults, version 1"
    assert analysis.summary.entries == 1


def test_badges_of_the_strongest_finding_win() -> None:
    two = case("2024-01-10 was_not_brought @ENT\n2024-02-10 was_not_brought @ENT", child=on_plan("2024-01-01"))
    analysis = two.analysed()
    assert sorted(analysis.badges.values()) == ["2nd in 5 weeks", "while on a plan"]


def test_rules_have_their_own_names_and_words_that_can_be_read() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    blame = ("fail", "refus", "non-complian", "did not attend", "dna", "neglectful", "disengage", "hard to reach", "manipulat")
    for rule in RULES:
        words = (rule.name, *rule.alternatives, *rule.questions, *rule.considerations)
        assert all(words)
        assert all(question.endswith("?") for question in rule.questions)
        assert not any(text.endswith(".") for text in (*rule.alternatives, *rule.considerations))
        assert not any(blamed in text.casefold() for text in words for blamed in blame), rule.id


def test_a_source_that_is_not_known_is_not_taken_for_a_gp_record() -> None:
    two = case("2024-01-10 note src:GP-record\n2024-01-11 note src:GP-letter")
    known = list(two.chronology.sources.values())
    assert RuleContext.of(two.chronology, DEFAULT_POLICY, AS_OF).only_gp_sources
    for sources in (known[:1], []):
        fewer = Chronology.of(CHILD, two.chronology.events, sources)
        assert not RuleContext.of(fewer, DEFAULT_POLICY, AS_OF).only_gp_sources
    assert not RuleContext.of(case("").chronology, DEFAULT_POLICY, AS_OF).only_gp_sources


def test_context_indexes_hold_every_entry_in_order() -> None:
    context = RuleContext.of(SMALL.chronology, DEFAULT_POLICY, AS_OF)
    assert [e.id for events in context.by_kind.values() for e in events] == [e.id for e in SMALL.chronology.events]
    assert {key: len(events) for key, events in context.by_service.items()} == {"ent": 2, "dentist": 2}


def test_an_entry_of_a_view_that_looks_back_is_found_by_its_identifier() -> None:
    view = SMALL.chronology.up_to(date(2024, 2, 15))
    assert [view.event(event.id) for event in view.events] == list(view.events)
    for later in SMALL.chronology.events[2:]:
        with pytest.raises(KeyError):
            view.event(later.id)
    with pytest.raises(KeyError):
        view.event(UUID(int=5))


def test_entries_of_several_kinds_come_in_order_and_once() -> None:
    mixed = case("2024-03-10 attended @ENT\n2024-01-10 admission\n2024-02-10 attended @ENT\n2024-02-11 note todo:ring")
    context = RuleContext.of(mixed.chronology, DEFAULT_POLICY, AS_OF)
    assert [e.when.text for e in context.of_kinds(Kind.ADMISSION, Kind.ATTENDED, Kind.ADMISSION)] == [
        "2024-01-10", "2024-02-10", "2024-03-10",
    ]  # fmt: skip
    assert [e.when.text for e in context.with_actions] == ["2024-02-11"]
