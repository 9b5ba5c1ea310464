"""Changing, deleting and restoring entries: what is named changes, all else stays, a refusal changes nothing."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology_tui.domain.dates import Qualifier, RemarkCode, UncertainDate
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import (
    AdmissionDetails,
    AppointmentDetails,
    Child,
    Event,
    ImmunisationDetails,
    InjuryDetails,
    Involvement,
    MeasurementDetails,
    MedicineDetails,
    MeetingDetails,
    Person,
    Source,
    UrgentCareDetails,
)
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.vocabulary import ChildSeen, Explanation, Handling, PartTaken
from chronology_tui.services import Casebook, open_casebook
from chronology_tui.services.editing import EDITABLE, delete_entries, edit_entries, entry_values, read_new_date
from chronology_tui.services.errors import InvalidRecord, UsageError
from chronology_tui.services.searching import search
from chronology_tui.services.trust import history_of, verify_store
from chronology_tui.services.undeleting import deleted_entries, restore_entry
from chronology_tui.services.undoing import undo
from chronology_tui.store.history import Change
from tests.conftest import PASSPHRASE, TODAY
from tests.support.records import events as any_events


def put(casebook: Casebook, child: Child, kind: Kind = Kind.NOTE, source: str = "Letter", **fields: Any) -> Event:
    """Put an entry in the store as it is given."""
    values = {"when": UncertainDate.on(date(2024, 3, 14), "14/3/24"), "kind": kind, "area": kind.area, **fields}
    return casebook.add_event(child.id, values, source)


def edit(casebook: Casebook, event: Event, **values: str) -> Event:
    """Change one entry and return it as the store then holds it."""
    child = event.children[0]
    (changed,) = edit_entries(casebook, child, [event.id], values)
    assert casebook.chronology(child).event(event.id) == changed
    return changed


@pytest.fixture
def child(casebook: Casebook) -> Child:
    return casebook.add_child("S. Tarn", "3/4/2019")


def test_many_entries_are_changed_in_one_action_and_nothing_else_is(casebook: Casebook, child: Child) -> None:
    made = [put(casebook, child, summary=f"words {n}", page=str(n)) for n in range(3)]
    changed = edit_entries(casebook, child.id, [e.id for e in made[:2]], {"severity": "3", "service": "Physiotherapy"})
    assert changed == tuple(e.changed(severity=Severity.HIGH, service="Physiotherapy") for e in made[:2])
    assert casebook.chronology(child.id).events == (*changed, made[2])
    lines = history_of(casebook)[-2:]
    assert [(line.action.value, line.fields) for line in lines] == [("changed", ("service", "severity"))] * 2
    assert lines[0].change == lines[1].change
    assert {found.event.id for found in search(casebook, "physiotherapy")} == {e.id for e in changed}
    assert verify_store(casebook) == ()


@pytest.mark.parametrize(
    ("column", "text", "field", "value"),
    [
        ("time", "2.30pm", "at", time(14, 30)), ("kind", "wnb", "kind", Kind.WAS_NOT_BROUGHT),
        ("attendance", "3", "kind", Kind.WAS_NOT_BROUGHT), ("summary", "  other [words] ", "summary", "other [words]"),
        ("quote", "=1+1", "quote", "=1+1"), ("child_seen", "seen", "child_seen", ChildSeen.SEEN),
        ("handling", "third party; privileged", "handling", (Handling.THIRD_PARTY, Handling.PRIVILEGED)),
        ("severity", "high", "severity", Severity.HIGH), ("key", "yes", "key", True),
        ("presentation", "3 7", "presentation", (3, 7)),
        ("notes", "a\r\nb", "notes", "a\nb"), ("page", "4", "page", "4"),
    ],
)  # fmt: skip
def test_a_column_is_read_as_an_import_reads_it_and_cleared_by_an_empty_text(
    casebook: Casebook, child: Child, column: str, text: str, field: str, value: object
) -> None:
    event = put(casebook, child, summary="words")
    changed = edit(casebook, event, **{column: text})
    assert getattr(changed, field) == value
    assert changed.changed(**{field: getattr(event, field), "area": event.area, "details": event.details}) == event
    if field != "kind":
        assert getattr(edit(casebook, changed, **{column: ""}), field) == Event.model_fields[field].default


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("date", "31/2/2024", "Date: "), ("date", "", "Date: an entry keeps a date"), ("kind", "telepathy", "Kind: not a kind"),
        ("kind", "", "Kind: "), ("source", "", "Source: an entry keeps a source"), ("time", "25:99", "Time: not a time"),
        ("severity", "9", "Severity: not a severity"), ("likelihood", "0", "Likelihood: "),
        ("basis", "rumour", "Basis: not one of"),
        ("key", "perhaps", "Key: not yes or no"), ("handling", "secret", "Handling: not one of"),
        ("presentation", "13", "Presentation: not signs"), ("nights", "3", "Nights: an entry of the kind"),
        ("value", "eight", "Value: "), ("children", "Nobody", "Children: no one child"), ("attendance", "99", "Attendance: "),
        ("summary", "x" * 1_000_001, "Summary: text of"),
    ],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused_by_name_and_nothing_is_changed(
    casebook: Casebook, child: Child, column: str, text: str, said: str
) -> None:
    event = put(casebook, child, summary="words")
    head = casebook.history_head()
    with pytest.raises(InvalidRecord, match=f"^{said}") as refused:
        edit_entries(casebook, child.id, [event.id], {"summary": "other", column: text})
    assert "notes of the entry" not in str(refused.value)
    assert "skipped" not in str(refused.value)
    assert casebook.history_head() == head


def test_one_entry_that_does_not_fit_stops_the_change_of_all(casebook: Casebook, child: Child) -> None:
    first, second = put(casebook, child, Kind.ADMISSION), put(casebook, child, Kind.NOTE)
    head = casebook.history_head()
    with pytest.raises(InvalidRecord, match=r"^Entry 2: Nights: .* Nothing was changed\.$"):
        edit_entries(casebook, child.id, [first.id, second.id], {"nights": "3"})
    assert casebook.history_head() == head


def test_unknown_columns_and_entries_are_refused(casebook: Casebook, child: Child) -> None:
    event = put(casebook, child)
    with pytest.raises(UsageError, match="There is no field 'colour'"):
        edit_entries(casebook, child.id, [event.id], {"colour": "red"})
    with pytest.raises(UsageError, match="not there any more"):
        edit_entries(casebook, child.id, [event.id, child.id], {"summary": "x"})
    with pytest.raises(UsageError, match="No entry was named"):
        edit_entries(casebook, child.id, [], {"summary": "x"})


def test_a_new_date_has_the_remarks_of_its_own_reading_and_the_year_of_the_old_one(casebook: Casebook, child: Child) -> None:
    event = put(casebook, child, at=time(9, 0))
    changed = edit(casebook, event, date="16 March")
    assert (changed.when.text, changed.when.earliest, changed.at) == ("16 March", date(2024, 3, 16), time(9, 0))
    assert [remark.code for remark in changed.when.remarks] == [RemarkCode.INHERITED_YEAR]
    assert read_new_date("16 March", event, casebook.date_context(child)) == changed.when
    assert edit(casebook, changed, date="17/3/2024 14:30").at == time(14, 30)
    assert edit(casebook, changed, date="about 2023").when.qualifier is Qualifier.ABOUT
    assert edit(casebook, changed, date="undated").when.is_undated


def test_a_new_kind_brings_its_area_unless_the_area_was_set_apart(casebook: Casebook, child: Child) -> None:
    assert edit(casebook, put(casebook, child), kind="wnb").area is Area.APPOINTMENTS
    assert edit(casebook, put(casebook, child, area=Area.DENTAL), kind="wnb").area is Area.DENTAL


def test_details_change_by_their_columns_and_the_others_stay(casebook: Casebook, child: Child) -> None:
    due = UncertainDate("spring", Qualifier.ABOUT, UncertainDate.on(TODAY).precision, TODAY, TODAY)
    given = MedicineDetails(medicine="Levetiracetam", dose="5 ml", critical=True, due=due)
    event = put(casebook, child, Kind.SUPPLIED, details=given)
    changed = edit(casebook, event, days_supplied="28", dose="")
    assert changed.details == given.changed(days_supplied=28, dose="")
    weight = put(casebook, child, Kind.WEIGHT, details=MeasurementDetails(measure="weight", value=Decimal("16.40"), unit="kg"))
    assert edit(casebook, weight, unit="lb").details == MeasurementDetails(measure="weight", value=Decimal("16.40"), unit="lb")
    assert edit(casebook, weight, kind="height").details == MeasurementDetails(measure="height or length", value=Decimal("16.40"),
                                                                               unit="lb")  # fmt: skip
    assert edit(casebook, weight, value="").details is None
    with pytest.raises(InvalidRecord, match=r"^Unit: "):
        edit(casebook, put(casebook, child, Kind.WEIGHT), unit="kg")


def test_the_two_explanations_of_an_injury(casebook: Casebook, child: Child) -> None:
    event = put(casebook, child, Kind.INJURY, details=InjuryDetails(explanation_given="fell", explanation=Explanation.CONSISTENT))
    changed = edit(casebook, event, explanation="inconsistent")
    assert changed.details == InjuryDetails(explanation_given="fell", explanation=Explanation.INCONSISTENT)
    cleared = edit(casebook, changed, explanation="")
    assert cleared.details == InjuryDetails(explanation=Explanation.INCONSISTENT)
    assert edit(casebook, cleared, explanation_fits="").details is None


def test_details_that_a_new_kind_has_no_field_for_go_to_the_notes(casebook: Casebook, child: Child) -> None:
    due = UncertainDate.on(TODAY)
    given = MedicineDetails(medicine="Levetiracetam", dose="5 ml", days_supplied=28, critical=True, due=due)
    changed = edit(casebook, put(casebook, child, Kind.SUPPLIED, details=given, notes="rang"), kind="immunisation_given")
    assert changed.details == ImmunisationDetails(dose="5 ml", due=due)
    assert changed.notes == "rang; medicine: Levetiracetam; days supplied: 28; critical: yes"
    stay = put(casebook, child, Kind.ADMISSION, details=AdmissionDetails(reason="seizure", planned=True, nights=2))
    moved = edit(casebook, stay, kind="ed", nights="")
    assert moved.details == UrgentCareDetails(reason="seizure")
    assert moved.notes == "planned: yes"


def test_a_kind_without_details_keeps_those_that_are_there(casebook: Casebook, child: Child) -> None:
    given = AdmissionDetails(reason="seizure", nights=2)
    note = edit(casebook, put(casebook, child, Kind.ADMISSION, details=given), kind="note")
    assert (note.details, note.notes) == (given, "")
    assert edit(casebook, note, kind="admission").details == given
    meeting = put(casebook, child, Kind.STRATEGY_MEETING, details=MeetingDetails(agency="School", outcome="Plan"))
    assert edit(casebook, meeting, kind="note").details == meeting.details
    assert edit(casebook, put(casebook, child, Kind.ATTENDED, details=AppointmentDetails()), kind="note").details is None


def test_a_new_source_is_found_by_its_title_or_made_in_the_same_action(casebook: Casebook, child: Child) -> None:
    event = put(casebook, child, source="Letter")
    other = put(casebook, child, source="GP record")
    assert edit(casebook, event, source="gp  RECORD").source == other.source
    edit_entries(casebook, child.id, [event.id, other.id], {"source": "School file"})
    assert [source.title for source in casebook.sources()] == ["Letter", "GP record", "School file"]
    assert len({line.change for line in history_of(casebook)[-3:]}) == 1
    undo(casebook)
    assert [source.title for source in casebook.sources()] == ["Letter", "GP record"]


def test_other_children_are_named_by_name_and_those_who_stay_keep_their_order(casebook: Casebook, child: Child) -> None:
    robin, ash = casebook.add_child("Robin Tarn"), casebook.add_child("Ash; Tarn")
    event = put(casebook, child)
    both = edit(casebook, event, children=f"{ash.id}; Robin Tarn")
    assert both.children == (child.id, ash.id, robin.id)
    assert entry_values(both, casebook.chronology(child.id), casebook.children())["children"] == f"{ash.id}; Robin Tarn"
    (less,) = edit_entries(casebook, robin.id, [event.id], {"children": "S. Tarn"})
    assert less.children == (child.id, robin.id)
    assert casebook.chronology(ash.id).events == ()
    (alone,) = edit_entries(casebook, robin.id, [event.id], {"children": ""})
    assert alone.children == (robin.id,)


@settings(max_examples=60)
@given(st.data())
def test_the_values_of_an_entry_unchanged_change_nothing(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    casebook, child, robin = _shared(tmp_path_factory)
    about = st.sampled_from([child.id, robin.id])
    new = casebook.ledger.new_id()
    event = data.draw(any_events(st.just(new), about, st.just(casebook.sources()[0].id), st.uuids()))
    with casebook.writing() as writing:
        writing.repository.add([event], writing.stamp)
    head = casebook.history_head()
    mine = event.children[0]
    for children in ((), casebook.children()):
        values = entry_values(event, casebook.chronology(mine), children)
        assert tuple(values) == EDITABLE
        assert edit_entries(casebook, mine, [event.id], values) == (event,)
    assert casebook.history_head() == head
    column = data.draw(st.sampled_from([c for c in sorted(_FIELDS_OF) if values[c] != _NEW[c]]))
    changed = edit(casebook, event, **{column: _NEW[column]})
    assert {name for name in Event.model_fields if getattr(changed, name) != getattr(event, name)} <= _FIELDS_OF[column]


_NEW = {
    "date": "2/1/2024", "time": "10:15", "kind": "note", "service": "New", "place": "New", "summary": "New", "quote": "New",
    "source": "New source", "page": "New", "basis": "observed", "child_seen": "seen", "impact": "harm", "action": "New",
    "severity": "2", "likelihood": "3", "key": "yes", "presentation": "5", "handling": "privileged", "notes": "New",
}  # fmt: skip
_FIELDS_OF = {column: {column} for column in _NEW} | {
    "date": {"when"}, "time": {"at"}, "kind": {"kind", "area", "details"},
}  # fmt: skip
_SHARED: list[tuple[Casebook, Child, Child]] = []


def _shared(folders: pytest.TempPathFactory) -> tuple[Casebook, Child, Child]:
    """Return one store for all examples."""
    from chronology_tui.services import create_casebook  # noqa: PLC0415
    from tests.support.clock import FixedDayClock  # noqa: PLC0415

    if not _SHARED:
        casebook = create_casebook(folders.mktemp("shared") / "shared.chron", PASSPHRASE, FixedDayClock(TODAY))
        child, robin = casebook.add_child("S. Tarn", "3/4/2019"), casebook.add_child("Robin; Tarn")
        put(casebook, child, source="Letter")
        _SHARED.append((casebook, child, robin))
    return _SHARED[0]


@pytest.fixture(scope="module", autouse=True)
def _close_shared() -> Any:
    yield
    while _SHARED:
        _SHARED.pop()[0].close()


# --- deleting and restoring


def test_a_deleted_entry_is_gone_everywhere_and_comes_back_as_it_was(casebook: Casebook, child: Child) -> None:
    first, second = put(casebook, child, summary="splints"), put(casebook, child, summary="other")
    assert delete_entries(casebook, child.id, [first.id]) == (first,)
    assert casebook.chronology(child.id).events == (second,)
    assert search(casebook, "splints") == ()
    (gone,) = deleted_entries(casebook, child.id)
    assert (gone.event, gone.actor, gone.undone, gone.source) == (first, casebook.ledger.actor, False, "Letter")
    put(casebook, child, summary="later")
    assert restore_entry(casebook, first.id) == first
    assert casebook.chronology(child.id).event(first.id) == first
    assert [found.event for found in search(casebook, "splints")] == [first]
    assert deleted_entries(casebook, child.id) == ()
    assert verify_store(casebook) == ()
    with pytest.raises(UsageError, match="not deleted"):
        restore_entry(casebook, first.id)
    with pytest.raises(UsageError, match="no deleted entry"):
        restore_entry(casebook, child.id)


def test_many_are_deleted_in_one_action_for_all_their_children(casebook: Casebook, child: Child) -> None:
    robin = casebook.add_child("Robin Tarn")
    shared = edit(casebook, put(casebook, child), children="Robin Tarn")
    other = put(casebook, child)
    delete_entries(casebook, robin.id, [shared.id])
    assert casebook.chronology(child.id).events == (other,)
    assert [gone.event for gone in deleted_entries(casebook, child.id)] == [shared]
    assert [gone.event for gone in deleted_entries(casebook, robin.id)] == [shared]


def test_an_entry_comes_back_with_its_source_and_its_people(casebook: Casebook, child: Child) -> None:
    person = Person(id=casebook.ledger.new_id(), name="Nana Tarn")
    source = casebook.ledger.make_source("Old letter")
    event = casebook.ledger.make_event(
        (child.id,),
        {
            "when": UncertainDate.undated(), "kind": Kind.NOTE, "area": Area.OTHER,
            "people": (Involvement(person=person.id, part=PartTaken.PRESENT),),
        },
        source.id,
    )  # fmt: skip
    with casebook.writing() as writing:
        writing.repository.add([person, source, event], writing.stamp)
    undo(casebook)
    assert [gone.undone for gone in deleted_entries(casebook, child.id)] == [True]
    casebook.add_status(child.id, "child_in_need", "1/1/2024")
    assert restore_entry(casebook, event.id) == event
    assert [s.title for s in casebook.sources()] == ["Old letter"]
    assert verify_store(casebook) == ()
    undo(casebook)
    put(casebook, child, source="old LETTER")
    back = restore_entry(casebook, event.id)
    assert [back.source] == [s.id for s in casebook.sources()]
    assert back.changed(source=source.id) == event


def test_an_entry_does_not_come_back_without_its_child(casebook: Casebook, child: Child, tmp_path: Path) -> None:
    robin = casebook.add_child("Robin Tarn")
    event = put(casebook, robin)
    shared = edit(casebook, put(casebook, child), children="Robin Tarn")
    delete_entries(casebook, child.id, [shared.id])
    delete_entries(casebook, robin.id, [event.id])
    with casebook.writing() as writing:
        writing.repository.apply([Change(robin, None)], writing.stamp)
    head = casebook.history_head()
    with pytest.raises(UsageError, match="child of that entry is not in the store"):
        restore_entry(casebook, event.id)
    assert casebook.history_head() == head
    assert restore_entry(casebook, shared.id).children == (child.id,)


def test_what_was_deleted_can_be_restored_after_a_restart(casebook: Casebook, child: Child) -> None:
    event = put(casebook, child)
    delete_entries(casebook, child.id, [event.id])
    path = casebook.path
    casebook.close()
    with open_casebook(path, PASSPHRASE) as again:
        assert [gone.event for gone in deleted_entries(again, child.id)] == [event]
        assert restore_entry(again, event.id) == event


def test_a_source_of_another_title_is_no_part_of_an_edit_that_does_not_name_it(casebook: Casebook, child: Child) -> None:
    put(casebook, child)
    (source,) = casebook.sources()
    assert isinstance(source, Source)
    assert entry_values(casebook.chronology(child.id).events[0], casebook.chronology(child.id))["source"] == "Letter"
