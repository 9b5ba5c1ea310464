"""What the form of an entry saves, by columns: actions, people, meetings, the area; new entries; what changed meanwhile."""

from __future__ import annotations

from datetime import date

import pytest

from chronology_tui.analysis.quality import QualityCode
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import AdmissionDetails, Child, Event, InjuryDetails, MeetingDetails
from chronology_tui.domain.typed_line import SOURCE_NOT_RECORDED
from chronology_tui.domain.vocabulary import Explanation, PartTaken, PersonKind
from chronology_tui.services import Casebook
from chronology_tui.services.drafts import drafts_of, keep
from chronology_tui.services.editing import ChangedMeanwhile, edit_entries, entry_values, save_entry
from chronology_tui.services.entry_forms import NEW_FORM, TypedBefore, entry_form, typed_before
from chronology_tui.services.entry_preview import preview_entry
from chronology_tui.services.errors import InvalidRecord, UsageError
from chronology_tui.services.people import PersonFields, add_person, people
from chronology_tui.services.trust import history_of, verify_store
from chronology_tui.services.undoing import undo


@pytest.fixture
def child(casebook: Casebook) -> Child:
    return casebook.add_child("S. Tarn", "3/4/2019")


def put(casebook: Casebook, child: Child, line: str = "14/3/24 wnb @physio splints !2 src:letter") -> Event:
    return casebook.add_line(child.id, line)


def edit(casebook: Casebook, event: Event, **values: str) -> Event:
    (changed,) = edit_entries(casebook, event.children[0], [event.id], values)
    return changed


# ------------------------------------------------------------------ agreed actions


def test_agreed_actions_are_lines_and_those_that_stay_are_the_same_records(casebook: Casebook, child: Child) -> None:
    event = edit(casebook, put(casebook, child), agreed_actions="Letter to GP | nurse | 3 june\nRing school\nVisit")
    letter, school, visit = event.planned
    assert (letter.what, letter.owner) == ("Letter to GP", "nurse")
    assert letter.due is not None
    assert letter.due.earliest == date(2024, 6, 3), "the year is that of the entry"
    again = edit(
        casebook, event, agreed_actions="Visit\nLetter to GP | Ms Ash | 3 june | 30/3/24 | sent\nRing the school | nurse"
    )
    assert [action.id for action in again.planned] == [visit.id, letter.id, school.id]
    assert again.planned[1].due == letter.due, "its words are the same, so it is read as it was"
    assert edit(casebook, again, agreed_actions="").planned == ()


def test_a_bar_and_a_line_end_within_an_action_are_kept(casebook: Casebook, child: Child) -> None:
    event = edit(casebook, put(casebook, child), agreed_actions="a \\| b\\nc | d")
    assert (event.planned[0].what, event.planned[0].owner) == ("a | b\nc", "d")
    values = entry_values(event, casebook.chronology(child.id))
    assert edit(casebook, event, **values) == event


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("Ring | nurse | 31/2/24", r"^Agreed actions: line 1 cannot be read \(.*February"),
        ("Ring\n | nurse", r"^Agreed actions: line 2 cannot be read \(an agreed action says what is to be done\)"),
    ],
)
def test_an_action_that_cannot_be_read_is_refused_and_nothing_is_changed(
    casebook: Casebook, child: Child, typed: str, why: str
) -> None:
    event = put(casebook, child)
    head = casebook.history_head()
    with pytest.raises(InvalidRecord, match=why):
        edit(casebook, event, agreed_actions=typed)
    assert casebook.history_head() == head


# ------------------------------------------------------------------ people


def test_people_are_found_by_name_or_made_in_the_same_action(casebook: Casebook, child: Child) -> None:
    ash = add_person(casebook, "Ms Ash", PersonFields(kind="professional"))
    event = edit(
        casebook, put(casebook, child), people_records="ms  ASH | professional\nDr Elm | professional\nKim | brought_child"
    )
    elm, kim = (person for person in people(casebook) if person.id != ash.id)
    assert [(one.person, one.part) for one in event.people] == [
        (ash.id, PartTaken.PROFESSIONAL), (elm.id, PartTaken.PROFESSIONAL), (kim.id, PartTaken.BROUGHT_CHILD),
    ]  # fmt: skip
    assert (elm.kind, kim.kind) == (PersonKind.PROFESSIONAL, PersonKind.FAMILY)
    assert len({line.change for line in history_of(casebook)[-3:]}) == 1
    around = (casebook.chronology(child.id), casebook.children(), people(casebook))
    assert entry_values(event, *around)["people_records"] == "Ms Ash | professional\nDr Elm | professional\nKim | brought_child"
    undo(casebook)
    assert people(casebook) == (ash,)
    assert verify_store(casebook) == ()


def test_a_new_person_in_several_entries_is_one_record(casebook: Casebook, child: Child) -> None:
    first, second = put(casebook, child), put(casebook, child, "15/3/24 gp seen src:letter")
    edit_entries(casebook, child.id, [first.id, second.id], {"people_records": "Kim | present"})
    assert len(people(casebook)) == 1


def test_a_part_that_is_none_is_refused(casebook: Casebook, child: Child) -> None:
    with pytest.raises(InvalidRecord, match=r"^People records: line 1 cannot be read"):
        edit(casebook, put(casebook, child), people_records="Kim | driver")


# ------------------------------------------------------------------ area and details


def test_the_area_is_set_apart_and_given_back(casebook: Casebook, child: Child) -> None:
    event = edit(casebook, put(casebook, child), area_of_health="dental")
    assert event.area is Area.DENTAL
    assert edit(casebook, event, kind="attended").area is Area.DENTAL
    assert edit(casebook, event, area_of_health="").area is Area.APPOINTMENTS
    with pytest.raises(InvalidRecord, match="area of health"):
        edit(casebook, event, area_of_health="elbows")


def test_a_meeting_has_its_details_and_other_kinds_have_no_place_for_them(casebook: Casebook, child: Child) -> None:
    event = put(casebook, child)
    with pytest.raises(InvalidRecord, match=r"^Meeting agency: "):
        edit(casebook, event, meeting_agency="School")
    meeting = edit(casebook, event, kind="strategy_meeting", meeting_agency="School", meeting_outcome="Plan")
    assert meeting.details == MeetingDetails(agency="School", outcome="Plan")
    assert edit(casebook, meeting, meeting_agency="", meeting_outcome="").details is None
    stay = put(casebook, child, "1/3/24 adm src:letter")
    stay = edit(casebook, stay, reason="seizure", nights="2")
    moved = edit(casebook, stay, kind="strategy_meeting", meeting_agency="School")
    assert (moved.details, moved.notes) == (MeetingDetails(agency="School"), "reason: seizure; nights: 2")
    assert isinstance(stay.details, AdmissionDetails)


def test_what_was_said_of_an_injury_and_how_it_fits_are_two_columns(casebook: Casebook, child: Child) -> None:
    event = edit(casebook, put(casebook, child, "14/3/24 injury src:letter"), explanation_fits="inconsistent")
    assert event.details == InjuryDetails(explanation=Explanation.INCONSISTENT)
    event = edit(casebook, event, explanation="fell", explanation_fits="none given")
    assert event.details == InjuryDetails(explanation_given="fell", explanation=Explanation.NONE_GIVEN)
    with pytest.raises(InvalidRecord, match=r"^Explanation fits: "):
        edit(casebook, put(casebook, child), explanation_fits="consistent")


# ------------------------------------------------------------------ new entries, and what changed meanwhile


def test_a_new_entry_is_one_action_with_its_source_and_its_draft(casebook: Casebook, child: Child) -> None:
    draft = keep(casebook, child.id, NEW_FORM, TypedBefore({"date": "3/5/22"}).words())
    values = {"date": "3/5/22", "kind": "wnb", "summary": "rang", "source": "School file", "people_records": "Kim"}
    event = save_entry(casebook, child.id, values, draft=draft)
    assert (event.kind, event.area, event.summary) == (Kind.WAS_NOT_BROUGHT, Area.APPOINTMENTS, "rang")
    assert drafts_of(casebook, child.id) == ()
    later = save_entry(casebook, child.id, {"date": "9 june", "summary": "next"}, previous=event.when)
    assert later.when.earliest == date(2022, 6, 9)
    assert casebook.chronology(child.id).source_title(later) == SOURCE_NOT_RECORDED
    undo(casebook)
    undo(casebook)
    assert casebook.chronology(child.id).events == ()
    assert people(casebook) == ()


@pytest.mark.parametrize(
    ("values", "why"),
    [({"summary": "rang"}, "^Date: "), ({"date": "3/5/22"}, "^Summary: "), ({"date": "3/5/22", "kind": "zebra"}, "^Kind: ")],
)
def test_a_new_entry_that_lacks_something_is_refused(casebook: Casebook, child: Child, values: dict[str, str], why: str) -> None:
    with pytest.raises(InvalidRecord, match=why):
        save_entry(casebook, child.id, values)
    assert casebook.sources() == ()


def test_what_was_changed_since_it_was_seen_is_not_written_over(casebook: Casebook, child: Child) -> None:
    seen = put(casebook, child)
    now = edit(casebook, seen, summary="theirs", page="9")
    with pytest.raises(ChangedMeanwhile) as moved:
        save_entry(casebook, child.id, {"summary": "mine", "place": "here"}, seen=seen)
    assert (moved.value.event, moved.value.columns) == (now, ("summary",))
    assert casebook.chronology(child.id).event(seen.id) == now
    assert save_entry(casebook, child.id, {"summary": "mine"}, seen=now).page == "9"
    undo(casebook)
    undo(casebook)
    undo(casebook)
    with pytest.raises(UsageError, match="not there any more"):
        save_entry(casebook, child.id, {"summary": "mine"}, seen=now)


# ------------------------------------------------------------------ the form's own needs


def test_a_preview_says_what_saving_would_do_and_changes_nothing(casebook: Casebook, child: Child) -> None:
    for line in ("14/1/24 wnb @physio src:letter", "14/2/24 wnb @physio src:letter"):
        put(casebook, child, line)
    head = casebook.history_head()
    values = {"date": "14/3/24", "kind": "wnb", "service": "Physiotherapy", "source": "letter"}
    preview = preview_entry(casebook, child.id, values)
    assert preview.effect.startswith("3rd in ")
    assert QualityCode.NO_ACTION in {issue.code for issue in preview.remarks}
    done = preview_entry(casebook, child.id, {**values, "action": "rang", "source": "a new one"})
    assert QualityCode.NO_ACTION not in {issue.code for issue in done.remarks}
    assert preview_entry(casebook, child.id, {**values, "date": "31/2/24"}).refused.startswith("Date: ")
    assert casebook.history_head() == head


def test_a_typed_line_fills_the_form_so_that_saving_gives_the_same_entry(casebook: Casebook, child: Child) -> None:
    lines = (
        '14/3/24 wnb @physio rang !2 ~3 src:letter p:4 by:"Ms Ash" with:aunt voice:"it hurts" impact:harm response:declined #key',
        "about March 2021 weight 16.4kg src:letter",
        "2/7/24 9/7/24 adm seizure src:letter",
        "3/3/24 supplied med:Levetiracetam x28d due:+1m src:letter",
        '3/3/24 meeting plan agreed action:"letter to GP" owner:nurse due:+2w src:letter #pp3 #privileged',
    )
    for line in lines:
        form = entry_form(casebook, child.id, line=line)
        saved = save_entry(casebook, child.id, form.typed)
        typed = casebook.add_line(child.id, line)
        same = {"id": typed.id, "planned": tuple(a.changed(id=b.id) for a, b in zip(saved.planned, typed.planned, strict=True))}
        ours, theirs = dict(saved.changed(**same)), dict(typed)
        for one in (ours, theirs):  # a date that leans on where it stood is written out
            one["when"] = one["when"].sort_key
            one["planned"] = [(a.what, a.owner, a.due.sort_key if a.due else None) for a in one["planned"]]
            one["details"] = str(getattr(one["details"], "due", None) and one["details"].due.sort_key) or one["details"]
        assert ours == theirs, line


def test_a_draft_that_cannot_be_read_holds_nothing() -> None:
    assert typed_before("{") == typed_before("[1]") == TypedBefore()
    assert typed_before('{"summary": "old form"}').fields == {"summary": "old form"}
    kept = TypedBefore({"summary": "a"}, {"summary": "b"}, "c")
    assert typed_before(kept.words()) == kept
