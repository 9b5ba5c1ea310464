"""The quality check of a store: what goes with the chronology, fixes in one step of undo, the reflective questions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

import pytest

from chronology_tui.analysis.policy import policy_from_mapping
from chronology_tui.analysis.quality import Fix, QualityCode, QualityIssue
from chronology_tui.analysis.questions import NOTHING_RECORDED
from chronology_tui.report.wording import GLOSSARY
from chronology_tui.services import Access, Casebook, open_casebook
from chronology_tui.services.checking import (
    USEFUL_FIRST,
    apply_fix,
    apply_fixes,
    check_chronology,
    checked,
    done_words,
    place_words,
    reflections,
)
from chronology_tui.services.editing import edit_entries
from chronology_tui.services.errors import ChildUnknown, ChronologyError, RecordMoved, UsageError
from chronology_tui.services.people import PersonFields, add_person
from chronology_tui.services.undoing import redo, undo
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock

HOSTILE = "[/] [on red]x[/on red] \x1b[2J \u202eevil\u202c {0} %s"


def tarn(casebook: Casebook, *lines: str) -> UUID:
    """Add a child with some entries."""
    child = casebook.add_child("Sam Tarn", "3/4/2019").id
    for line in lines:
        casebook.add_line(child, f"{line} src:letter")
    return child


def of_code(issues: Iterable[QualityIssue], code: QualityCode) -> list[QualityIssue]:
    return [issue for issue in issues if issue.code is code]


def summaries(casebook: Casebook, child: UUID) -> list[str]:
    return [event.summary for event in casebook.chronology(child).events]


# ------------------------------------------------------------------------------------------------------------ checking


def test_every_code_has_its_place_in_the_order_in_which_people_are_shown_issues() -> None:
    assert sorted(USEFUL_FIRST) == sorted(QualityCode)
    assert len(set(USEFUL_FIRST)) == len(USEFUL_FIRST)


def test_issues_come_the_most_useful_first_and_then_in_the_order_of_the_chronology(casebook: Casebook) -> None:
    child = tarn(casebook, "16/3/24 wnb @physio DNA !2", '14/3/24 wnb @physio DNA "again" XYZ !2')
    found = checked(casebook, child)
    codes = [issue.code for issue in found.issues]
    assert codes == sorted(codes, key=USEFUL_FIRST.index)
    assert codes.index(QualityCode.DID_NOT_ATTEND) < codes.index(QualityCode.NO_ACTION) < codes.index(QualityCode.JARGON)
    first, second = of_code(found.issues, QualityCode.DID_NOT_ATTEND)
    assert [found.chronology.number(issue.events[0]) for issue in (first, second)] == [1, 2]
    assert [issue for _, issues in found.groups for issue in issues] == list(found.issues)
    assert check_chronology(casebook, child) == found.issues


def test_an_empty_chronology_is_asked_only_what_can_be_asked_of_it(casebook: Casebook) -> None:
    child = casebook.add_child("Sam Tarn", "3/4/2019").id
    (issue,) = check_chronology(casebook, child)
    assert issue.code is QualityCode.FATHER_NOT_ASKED
    assert place_words(issue, casebook.chronology(child)) == "the child's record"


def test_a_child_who_is_not_there_is_refused(casebook: Casebook) -> None:
    with pytest.raises(ChildUnknown):
        check_chronology(casebook, UUID(int=1))


def test_the_check_knows_the_people_on_record_and_the_meanings_that_packs_print(casebook: Casebook) -> None:
    child = tarn(casebook, "14/3/24 n Seen with Ruth Hollis, a CAMHS letter and an XYZ form", "15/3/24 n EEG")
    assert {"CAMHS", "EEG"} <= GLOSSARY.keys()
    assert of_code(check_chronology(casebook, child), QualityCode.THIRD_PARTY) == []
    fields = PersonFields(third_party=True, pseudonym="a neighbour", relations=("other",))
    add_person(casebook, "Ruth Hollis", fields)
    add_person(casebook, "Pat Tarn", PersonFields(relations=("father",)))
    issues = check_chronology(casebook, child)
    (named,) = of_code(issues, QualityCode.THIRD_PARTY)
    assert named.fix is not None
    assert of_code(issues, QualityCode.FATHER_NOT_ASKED) == []
    assert [issue.subject for issue in of_code(issues, QualityCode.JARGON)] == ["XYZ"]


def test_the_people_of_another_family_are_not_read_unless_the_children_share_an_entry(casebook: Casebook) -> None:
    child = tarn(casebook, "14/3/24 n Ruth Hollis called")
    other = casebook.add_child("Ada Reed", "1/2/2021").id
    add_person(casebook, "Ruth Hollis", PersonFields(third_party=True, relations=("other:Ada Reed",)))
    assert of_code(check_chronology(casebook, child), QualityCode.THIRD_PARTY) == []
    casebook.add_line(child, '15/3/24 n both seen "+Ada Reed" src:letter')
    edit_entries(casebook, child, [casebook.chronology(child).events[1].id], {"children": "Ada Reed"})
    assert len(of_code(check_chronology(casebook, child), QualityCode.THIRD_PARTY)) == 1
    assert other in casebook.chronology(child).events[1].children


def test_the_name_of_another_child_is_nobodys_misspelling(casebook: Casebook) -> None:
    child = tarn(casebook, "14/3/24 n seen by:Marten", "15/3/24 n seen by:Marton")
    assert len(of_code(check_chronology(casebook, child), QualityCode.NAME_SPELT_TWO_WAYS)) == 1
    casebook.add_child("Ada Marten", "1/2/2021")
    casebook.add_child("Bo Marton", "1/2/2022")
    assert of_code(check_chronology(casebook, child), QualityCode.NAME_SPELT_TWO_WAYS) == []


def test_the_check_is_made_as_at_a_day(casebook: Casebook) -> None:
    child = tarn(casebook, "14/3/24 gp seen")
    assert of_code(check_chronology(casebook, child), QualityCode.FUTURE_DATE) == []
    (issue,) = of_code(check_chronology(casebook, child, date(2024, 3, 13)), QualityCode.FUTURE_DATE)
    assert issue.events == (casebook.chronology(child).events[0].id,)
    assert checked(casebook, child).as_of == TODAY


def test_a_local_policy_changes_what_is_asked(casebook: Casebook) -> None:
    child = tarn(casebook, f"14/3/24 n {'word ' * 30}")
    assert of_code(check_chronology(casebook, child), QualityCode.LONG_SUMMARY) == []
    policy = policy_from_mapping({"name": "Ours", "version": "1", "quality-check": {"summary-words": 20}})
    found = checked(casebook, child, policy=policy)
    assert len(of_code(found.issues, QualityCode.LONG_SUMMARY)) == 1
    assert found.policy.label == "Ours, version 1"


def test_the_court_cap_counts_the_last_two_years_and_key_entries_of_any_date(casebook: Casebook) -> None:
    long = "word " * 290
    child = tarn(casebook, f"14/8/2022 n old {long}", f"14/8/2024 n new {long}", f"undated n undated {long}")
    policy = policy_from_mapping({"name": "Ours", "version": "1", "quality-check": {"court-pages": 3}})
    assert of_code(check_chronology(casebook, child, policy=policy), QualityCode.TOO_LONG) == []
    old = next(event for event in casebook.chronology(child).events if event.summary.startswith("old"))
    edit_entries(casebook, child, [old.id], {"key": "yes"})
    (issue,) = of_code(check_chronology(casebook, child, policy=policy), QualityCode.TOO_LONG)
    assert issue.reason.startswith("The court chronology comes to about 4 pages; its cap is 3.")
    assert of_code(check_chronology(casebook, child), QualityCode.TOO_LONG) == []


def test_a_source_is_named_by_its_title(casebook: Casebook) -> None:
    child = tarn(casebook, "14/3/24 gp seen")
    (issue,) = of_code(check_chronology(casebook, child), QualityCode.SOURCE_UNCHECKED)
    assert place_words(issue, casebook.chronology(child)) == "source “letter”"


def test_a_store_that_is_open_for_reading_is_checked_and_not_fixed(casebook: Casebook) -> None:
    child = tarn(casebook, "14/3/24 wnb @physio DNA !2")
    path = casebook.path
    casebook.close()
    with open_casebook(path, PASSPHRASE, FixedDayClock(TODAY), access=Access.READ) as reading:
        found = checked(reading, child)
        with pytest.raises(ChronologyError):
            apply_fixes(reading, child, found.fixable)
        assert checked(reading, child).issues == found.issues


def test_hostile_words_are_checked_like_any_others(casebook: Casebook) -> None:
    child = casebook.add_child("Sam Tarn", "3/4/2019").id
    event = casebook.add_line(child, "14/3/24 wnb @physio DNA !2 src:letter")
    edit_entries(casebook, child, [event.id], {"summary": f"DNA. {HOSTILE}", "source": HOSTILE, "professional": HOSTILE})
    found = checked(casebook, child)
    (issue,) = found.fixable
    apply_fix(casebook, child, issue)
    assert summaries(casebook, child)[0].startswith("Was not brought. [/] [on red]x")
    assert checked(casebook, child).fixable == ()


# ------------------------------------------------------------------------------------------------------------ fixing


def test_a_fix_changes_the_one_text_and_undo_brings_it_back(casebook: Casebook) -> None:
    child = tarn(casebook, "14/3/24 wnb @physio DNA, no message !2", "15/3/24 wnb @dentist DNA !2")
    before = casebook.chronology(child).events
    issue = checked(casebook, child).fixable[0]
    after = apply_fix(casebook, child, issue)
    assert after == before[0].changed(summary="Was not brought, no message")
    assert casebook.chronology(child).events == (after, before[1])
    assert after.id not in {event_id for issue in checked(casebook, child).fixable for event_id in issue.events}
    undo(casebook)
    assert casebook.chronology(child).events == before
    redo(casebook)
    assert casebook.chronology(child).events == (after, before[1])


def test_all_fixes_together_are_one_step_of_undo(casebook: Casebook) -> None:
    child = tarn(casebook, *(f"{day}/3/24 wnb @physio DNA again !2" for day in range(1, 6)), "9/3/24 n quiet")
    before = casebook.chronology(child).events
    events = apply_fixes(casebook, child, checked(casebook, child).fixable)
    assert {event.summary for event in events} == {"Was not brought again"}
    assert summaries(casebook, child) == ["Was not brought again"] * 5 + ["quiet"]
    assert checked(casebook, child).fixable == ()
    assert undo(casebook).words == "changed 5 entries"
    assert casebook.chronology(child).events == before


def test_two_fixes_of_one_text_are_both_applied(casebook: Casebook) -> None:
    child = tarn(casebook, "14/3/24 wnb @physio DNA. Ruth Hollis rang !2")
    fields = PersonFields(third_party=True, pseudonym="a neighbour", relations=("other",))
    add_person(casebook, "Ruth Hollis", fields)
    found = checked(casebook, child)
    assert {issue.code for issue in found.fixable} == {QualityCode.THIRD_PARTY, QualityCode.DID_NOT_ATTEND}
    for order in (found.fixable, found.fixable[::-1]):
        (event,) = apply_fixes(casebook, child, order)
        assert event.summary == "Was not brought. a neighbour rang"
        undo(casebook)
    apply_fixes(casebook, child, found.fixable)
    assert checked(casebook, child).fixable == ()


def test_a_text_that_was_changed_meanwhile_is_not_written_over(casebook: Casebook) -> None:
    child = tarn(casebook, "14/3/24 wnb @physio DNA !2", "15/3/24 wnb @dentist DNA !2")
    found = checked(casebook, child)
    edit_entries(casebook, child, [found.fixable[0].events[0]], {"summary": "DNA, and mother rang"})
    before = casebook.chronology(child).events
    with pytest.raises(RecordMoved):
        apply_fixes(casebook, child, found.fixable)
    assert casebook.chronology(child).events == before
    apply_fix(casebook, child, found.fixable[1])
    assert summaries(casebook, child) == ["DNA, and mother rang", "Was not brought"]


def test_a_fix_is_not_applied_twice_nor_where_there_is_none(casebook: Casebook) -> None:
    child = tarn(casebook, "14/3/24 wnb @physio DNA !2")
    found = checked(casebook, child)
    (sure,) = found.fixable
    unsure = next(issue for issue in found.issues if issue.fix is None)
    before = casebook.history_head()
    for issues in ([unsure], [sure, unsure], []):
        with pytest.raises(UsageError):
            apply_fixes(casebook, child, issues)
    assert casebook.history_head() == before
    apply_fix(casebook, child, sure)
    with pytest.raises(RecordMoved):
        apply_fix(casebook, child, sure)


def test_a_fix_that_the_check_did_not_give_is_refused(casebook: Casebook) -> None:
    child = tarn(casebook, "14/3/24 wnb @physio DNA !2")
    (sure,) = checked(casebook, child).fixable
    invented = QualityIssue(sure.code, sure.reason, sure.events, sure.place, Fix.of("Write something", summary="else"))
    with pytest.raises(RecordMoved):
        apply_fix(casebook, child, invented)
    assert summaries(casebook, child) == ["DNA"]


def test_fixes_of_one_child_leave_another_child_alone(casebook: Casebook) -> None:
    child = tarn(casebook, "14/3/24 wnb @physio DNA !2")
    other = casebook.add_child("Ada Reed", "1/2/2021").id
    casebook.add_line(other, "14/3/24 wnb @physio DNA !2 src:letter")
    before = casebook.chronology(other).events
    apply_fixes(casebook, child, checked(casebook, child).fixable)
    assert casebook.chronology(other).events == before
    with pytest.raises(RecordMoved):
        apply_fixes(casebook, child, checked(casebook, other).fixable)


def test_what_a_fix_did_is_told_in_words() -> None:
    assert done_words(Fix.of("Write “a” instead of “b”", summary="a")) == "Wrote “a” instead of “b”"
    assert done_words(Fix.of("Mark it", key="yes")) == "Done: Mark it"


# ------------------------------------------------------------------------------------------------------------ questions


def test_questions_are_asked_with_the_entries_that_bear_on_them(casebook: Casebook) -> None:
    child = tarn(casebook, "14/3/24 admitted seizures !4", "20/3/24 n quiet")
    found = {one.question.id: one for one in reflections(casebook, child)}
    first, _ = casebook.chronology(child).events
    assert found["significant-harm"].events == (first.id,)
    assert found["daily-life"].recorded == NOTHING_RECORDED


def test_questions_look_only_back(casebook: Casebook) -> None:
    child = tarn(casebook, "14/3/24 admitted seizures !4")
    assert all(not one.events for one in reflections(casebook, child, date(2024, 3, 13)))
