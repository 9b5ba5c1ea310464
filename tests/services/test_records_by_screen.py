"""What screens change around the entries: sources, people, agreed actions and what a child has from a first to a last day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest

from chronology_tui.domain.agreed import ActionState
from chronology_tui.domain.dates import format_date
from chronology_tui.domain.records import Child, Event
from chronology_tui.domain.vocabulary import PlanCategory
from chronology_tui.services import Casebook
from chronology_tui.services.agreed_actions import ActionFields, action_at, agreed_actions, entry_numbered, save_action
from chronology_tui.services.child_fields import DatedFields, DatedList, drop_dated, set_dated
from chronology_tui.services.drafts import drafts_of, keep
from chronology_tui.services.errors import DateRefused, InvalidRecord, UsageError
from chronology_tui.services.people import (
    PersonFields,
    add_person,
    children_to_ask_about,
    entries_with,
    people_around,
    save_person,
)
from chronology_tui.services.sources import SourceFields, entries_on, save_source, set_source
from chronology_tui.services.undoing import redo, undo


@pytest.fixture
def sam(casebook: Casebook) -> Child:
    return casebook.add_child("Sam Tarn", "3/4/2019")


def entry(casebook: Casebook, child: Child, line: str = "14/3/24 meeting Plan agreed src:minutes") -> Event:
    return casebook.add_line(child.id, line)


def undone_exactly(casebook: Casebook, state: Callable[[], object], change: Callable[[], object]) -> None:
    """Assert that a change is one step, which undo takes back and redo makes again."""
    before = state()
    change()
    after = state()
    assert after != before
    undo(casebook)
    assert state() == before
    redo(casebook)
    assert state() == after


# ------------------------------------------------------------------------------------------------------------ sources


def test_a_source_is_renamed_and_its_entries_still_rest_on_it(casebook: Casebook, sam: Child) -> None:
    event = entry(casebook, sam)
    save_source(casebook, event.source, SourceFields(title="Core group minutes", agency="Council"))
    chronology = casebook.chronology(sam.id)
    assert chronology.source_title(chronology.events[0]) == "Core group minutes"
    assert entries_on(chronology, event.source) == (event.id,)
    undone_exactly(
        casebook,
        casebook.sources,
        lambda: set_source(casebook, "core group minutes", SourceFields(title="Minutes", checked=True)),
    )


@pytest.mark.parametrize("title", ["letter", "LETTER ", ""])
def test_two_sources_cannot_have_one_title_and_none_is_without(casebook: Casebook, sam: Child, title: str) -> None:
    event = entry(casebook, sam)
    set_source(casebook, "Letter", SourceFields())
    before = casebook.sources()
    with pytest.raises(InvalidRecord, match="Title"):
        save_source(casebook, event.source, SourceFields(title=title))
    assert casebook.sources() == before


def test_a_source_that_is_gone_or_was_never_there_is_not_changed(casebook: Casebook) -> None:
    with pytest.raises(InvalidRecord, match="not there any more"):
        save_source(casebook, uuid4(), SourceFields(checked=True))
    with pytest.raises(InvalidRecord, match="no source 'Letter' to rename"):
        set_source(casebook, "Letter", SourceFields(title="Note"))
    assert casebook.sources() == ()


def test_what_is_saved_takes_its_draft_with_it_and_what_is_refused_leaves_it(casebook: Casebook, sam: Child) -> None:
    draft = keep(casebook, sam.id, "form:source", '{"title": "Letter"}')
    with pytest.raises(InvalidRecord):
        save_source(casebook, None, SourceFields(title=""), draft=draft)
    assert [one.id for one in drafts_of(casebook, sam.id)] == [draft]
    save_source(casebook, None, SourceFields(title="Letter"), draft=draft)
    assert drafts_of(casebook, sam.id) == ()


# ------------------------------------------------------------------------------------------------------------ people


def test_a_relation_is_set_changed_and_taken_off_by_child(casebook: Casebook, sam: Child) -> None:
    person = add_person(casebook, "Nana Tarn", PersonFields(related={sam.id: ("grandparent", "Mother's mother: lives near")}))
    assert [(r.kind, r.words) for r in person.relations] == [("grandparent", "Mother's mother: lives near")]
    changed = save_person(casebook, person.id, PersonFields(name="Joan Tarn", related={sam.id: ("carer", "")}))
    assert (changed.name, [r.kind for r in changed.relations]) == ("Joan Tarn", ["carer"])
    assert save_person(casebook, person.id, PersonFields(related={sam.id: ("", "")})).relations == ()


def test_the_people_around_a_child_leave_other_families_out(casebook: Casebook, sam: Child) -> None:
    other = casebook.add_child("Alex Vale", "1/1/2020")
    add_person(casebook, "H. Wood", PersonFields(kind="professional"))
    add_person(casebook, "Nana Tarn", PersonFields(related={sam.id: ("grandparent", "")}))
    add_person(casebook, "Mr Vale", PersonFields(related={other.id: ("father", "")}))
    assert [p.name for p in people_around(casebook, casebook.chronology(sam.id))] == ["Nana Tarn", "H. Wood"]
    assert [p.name for p in people_around(casebook, casebook.chronology(other.id))] == ["Mr Vale", "H. Wood"]


def test_relations_are_asked_for_the_child_its_family_and_whoever_is_related(casebook: Casebook, sam: Child) -> None:
    sister = casebook.add_child("Ivy Tarn", "1/1/2021")
    casebook.save_child(sister.changed(family_group="Tarn"))
    sam = casebook.save_child(sam.changed(family_group=" TARN"))
    other = casebook.add_child("Alex Vale", "1/1/2020")
    person = add_person(casebook, "H. Wood", PersonFields(related={other.id: ("professional", "")}))
    assert [c.name for c in children_to_ask_about(casebook, sam, None)] == ["Sam Tarn", "Ivy Tarn"]
    assert [c.name for c in children_to_ask_about(casebook, sam, person)] == ["Sam Tarn", "Ivy Tarn", "Alex Vale"]
    assert entries_with(casebook.chronology(sam.id), person.id) == ()


def test_a_name_belongs_to_one_person(casebook: Casebook) -> None:
    add_person(casebook, "H. Wood", PersonFields())
    second = add_person(casebook, "I. Wood", PersonFields())
    with pytest.raises(InvalidRecord, match="there already"):
        save_person(casebook, second.id, PersonFields(name="h. wood"))
    with pytest.raises(InvalidRecord, match="not there any more"):
        save_person(casebook, uuid4(), PersonFields(role="GP"))


# ------------------------------------------------------------------------------------------------------------ actions


def test_an_action_is_agreed_done_and_opened_again_each_in_one_step(casebook: Casebook, sam: Child) -> None:
    event = entry(casebook, sam)
    added = save_action(casebook, sam.id, event.id, None, ActionFields("Chase splints", "GP", "1/5/2024"))
    assert added.state is ActionState.OVERDUE
    assert [(child.id, number) for child, number in added.entries] == [(sam.id, 1)]

    def state() -> object:
        return casebook.chronology(sam.id).events

    done = ActionFields(done="about June 2024", outcome="New splints fit")
    undone_exactly(casebook, state, lambda: save_action(casebook, sam.id, event.id, added.action.id, done))
    (agreed,) = agreed_actions(casebook, sam.id)
    assert agreed.state is ActionState.DONE
    assert agreed.action.done is not None
    assert (format_date(agreed.action.done), agreed.action.outcome) == ("about June 2024", "New splints fit")
    undone_exactly(casebook, state, lambda: save_action(casebook, sam.id, event.id, added.action.id, ActionFields(done="")))
    (again,) = agreed_actions(casebook, sam.id)
    assert (again.state, again.action.outcome) == (ActionState.OVERDUE, "New splints fit")
    undone_exactly(
        casebook, state,
        lambda: save_action(casebook, sam.id, event.id, added.action.id, ActionFields(owner="School nurse", due="in 3 weeks")),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        (ActionFields(done="31/2/2024"), DateRefused),
        (ActionFields(done="1/1/2031"), (DateRefused, InvalidRecord)),
        (ActionFields(due="soonish"), DateRefused),
        (ActionFields(what=" "), InvalidRecord),
    ],
)
def test_what_does_not_fit_an_action_changes_nothing(
    casebook: Casebook, sam: Child, fields: ActionFields, error: type[Exception] | tuple[type[Exception], ...]
) -> None:
    event = entry(casebook, sam)
    action = save_action(casebook, sam.id, event.id, None, ActionFields("Chase splints")).action
    head = casebook.history_head()
    with pytest.raises(error):
        save_action(casebook, sam.id, event.id, action.id, fields)
    with pytest.raises(UsageError, match="not agreed in this entry"):
        save_action(casebook, sam.id, event.id, uuid4(), ActionFields(owner="GP"))
    with pytest.raises(UsageError, match="not there any more"):
        save_action(casebook, sam.id, uuid4(), None, ActionFields("Ring"))
    assert casebook.history_head() == head


def test_an_action_is_named_by_its_entry_and_its_place_there(casebook: Casebook, sam: Child) -> None:
    event = entry(casebook, sam)
    for what in ("First", "Second"):
        save_action(casebook, sam.id, event.id, None, ActionFields(what))
    event = entry_numbered(casebook, sam.id, 1)
    assert action_at(event, 2).what == "Second"
    with pytest.raises(UsageError, match="1 First; 2 Second"):
        action_at(event)
    with pytest.raises(UsageError, match="it has 2 actions"):
        action_at(event, 3)
    with pytest.raises(UsageError, match="numbered from 1 to 1"):
        entry_numbered(casebook, sam.id, 0)


# ------------------------------------------------------------------------------------------- from a first to a last day


def test_a_status_is_added_ended_and_taken_off(casebook: Casebook, sam: Child) -> None:
    def child() -> Child:
        return casebook.child()

    plan = DatedFields("protection_plan", "3/3/2024", category="neglect")
    undone_exactly(casebook, child, lambda: set_dated(casebook, sam.id, DatedList.STATUS, None, plan))
    (status,) = child().statuses
    assert (status.category, status.start) == (PlanCategory.NEGLECT, date(2024, 3, 3))
    ended = DatedFields("protection_plan", "3/3/2024", "1/9/2024", "neglect")
    set_dated(casebook, sam.id, DatedList.STATUS, status, ended)
    assert [one.end for one in child().statuses] == [date(2024, 9, 1)]
    with pytest.raises(InvalidRecord, match="not there any more"):
        set_dated(casebook, sam.id, DatedList.STATUS, status, plan)
    undone_exactly(casebook, child, lambda: drop_dated(casebook, sam.id, DatedList.STATUS, child().statuses[0]))


def test_one_of_the_kind_and_first_day_is_replaced_and_the_order_is_kept(casebook: Casebook, sam: Child) -> None:
    for kind, note in (("poverty", ""), ("housing", "damp"), ("poverty", "no heating")):
        set_dated(casebook, sam.id, DatedList.RISK, None, DatedFields(kind, note=note))
    assert [(one.kind, one.note) for one in casebook.child().household_risks] == [("housing", "damp"), ("poverty", "no heating")]
    first = casebook.child().household_risks[0]
    set_dated(casebook, sam.id, DatedList.RISK, first, DatedFields("housing", "1/1/2024", note="mould"))
    assert [one.note for one in casebook.child().household_risks] == ["mould", "no heating"]
    with pytest.raises(InvalidRecord, match="another risk in the household of that kind"):
        set_dated(casebook, sam.id, DatedList.RISK, casebook.child().household_risks[0], DatedFields("poverty"))


@pytest.mark.parametrize(
    ("which", "fields", "why"),
    [
        (DatedList.STATUS, DatedFields("protection_plan"), "has a first day"),
        (DatedList.STATUS, DatedFields("protection_plan", "2024"), "not one day"),
        (DatedList.STATUS, DatedFields("plan", "1/1/2024"), "not one of"),
        (DatedList.STATUS, DatedFields("protection_plan", "1/1/2024", category="harm"), "not one of"),
        (DatedList.VULNERABILITY, DatedFields("disability", "2/1/2024", "1/1/2024"), "end is before the start"),
    ],
)
def test_what_does_not_fit_a_period_changes_nothing(
    casebook: Casebook, sam: Child, which: DatedList, fields: DatedFields, why: str
) -> None:
    with pytest.raises(InvalidRecord, match=why):
        set_dated(casebook, sam.id, which, None, fields)
    assert casebook.child() == sam
