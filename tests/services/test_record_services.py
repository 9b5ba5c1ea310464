"""People, disagreements, sources, a child's fields and agreed actions: typed, refused in words, kept with their history."""

from __future__ import annotations

from datetime import date
from uuid import NAMESPACE_URL, uuid5

import pytest
from sqlmodel import select

from chronology_tui.domain.agreed import ActionState, state_on
from chronology_tui.domain.dates import DateContext, parse_date
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Child, Gestation, PlannedAction
from chronology_tui.domain.vocabulary import CaseState, EscalationStage, FatherKnown, PersonKind, RelationKind, SourceKind
from chronology_tui.services import Casebook
from chronology_tui.services.agreed_actions import agreed_actions
from chronology_tui.services.child_fields import ChildFields, set_child
from chronology_tui.services.disagreements import DisagreementFields, add_disagreement, disagreements, set_disagreement
from chronology_tui.services.errors import ChildUnknown, DateRefused, InvalidRecord
from chronology_tui.services.people import PersonFields, add_person, people, set_person
from chronology_tui.services.sources import SourceFields, counted_sources, set_source
from chronology_tui.services.typed import gestation
from chronology_tui.store.tables import HistoryRow
from tests.conftest import TODAY


@pytest.fixture
def sam(casebook: Casebook) -> Child:
    return casebook.add_child("Sam Tarn", "3/4/2019")


def history(casebook: Casebook) -> list[tuple[str, str]]:
    with casebook.ledger.database.reading() as session:
        return [(row.action, row.record) for row in session.exec(select(HistoryRow).order_by(HistoryRow.number))]  # type: ignore[arg-type]


# --- the child


def test_every_field_of_a_child_can_be_set_and_the_rest_stays(casebook: Casebook, sam: Child) -> None:
    fields = ChildFields(
        gestation="32+4", father="known", family_group="Tarn", household="Mother, Nana", conditions="asthma; eczema;",
        lead_professional="A. Worker", parental_responsibility="Mother", marking="OFFICIAL", sharing_basis="Consent",
        state="reopened", vulnerabilities=("Disability:3/4/2019", "other=wears a brace:1/1/2020:1/1/2021"),
        risks=("poverty", "domestic-abuse:1/2/2020"), reference="R-7", nhs_number="943 476 5919",
    )  # fmt: skip
    child = set_child(casebook, sam.id, fields)
    assert child == casebook.child()
    assert (child.name, child.birth) == (sam.name, sam.birth)
    assert (child.gestation, child.father, child.state) == (
        Gestation(weeks=32, days=4), FatherKnown.KNOWN, CaseState.REOPENED,
    )  # fmt: skip
    assert (child.conditions, child.family_group, child.nhs_number) == (("asthma", "eczema"), "Tarn", "9434765919")
    assert [(v.kind, v.note, v.start, v.end) for v in child.vulnerabilities] == [
        ("disability", "", date(2019, 4, 3), None), ("other", "wears a brace", date(2020, 1, 1), date(2021, 1, 1)),
    ]  # fmt: skip
    assert [(r.kind, r.start) for r in child.household_risks] == [("poverty", None), ("domestic_abuse", date(2020, 2, 1))]
    again = set_child(casebook, sam.id, ChildFields(household=""))
    assert again == child.changed(household="")
    assert history(casebook) == [("added", "child"), ("changed", "child"), ("changed", "child")]


def test_a_period_is_replaced_by_its_kind_and_first_day_and_can_be_taken_off(casebook: Casebook, sam: Child) -> None:
    set_child(casebook, sam.id, ChildFields(vulnerabilities=("in_care:1/1/2022", "in_care:1/1/2024", "teenager")))
    ended = set_child(casebook, sam.id, ChildFields(vulnerabilities=("in_care:1/1/2022:3/6/2022",)))
    assert [(v.start, v.end) for v in ended.vulnerabilities if v.kind == "in_care"] == [
        (date(2022, 1, 1), date(2022, 6, 3)), (date(2024, 1, 1), None),
    ]  # fmt: skip
    without = set_child(casebook, sam.id, ChildFields(without_vulnerabilities=("in care",)))
    assert [v.kind for v in without.vulnerabilities] == ["teenager"]
    with pytest.raises(InvalidRecord, match="no vulnerability in_care to take off"):
        set_child(casebook, sam.id, ChildFields(without_vulnerabilities=("in_care",)))


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (ChildFields(gestation="50+1"), "gestation"),
        (ChildFields(gestation="32+7"), "gestation"),
        (ChildFields(father="perhaps"), "known, unknown, not_asked"),
        (ChildFields(state="purged"), "purged"),
        (ChildFields(state="lost"), "active"),
        (ChildFields(name=" "), "Name"),
        (ChildFields(nhs_number="9434765918"), "check digit"),
        (ChildFields(vulnerabilities=("brave",)), "not one of"),
        (ChildFields(vulnerabilities=("disability:2019",)), "not one day"),
        (ChildFields(vulnerabilities=("disability:1:2:3",)), "not written as"),
        (ChildFields(vulnerabilities=("disability:2/1/2020:1/1/2020",)), "end is before the start"),
        (ChildFields(birth="March 2019"), "not one day"),
    ],
)
def test_a_value_that_does_not_fit_changes_nothing(casebook: Casebook, sam: Child, fields: ChildFields, why: str) -> None:
    with pytest.raises(InvalidRecord, match=why):
        set_child(casebook, sam.id, fields)
    assert casebook.child() == sam
    assert history(casebook) == [("added", "child")]


@pytest.mark.parametrize(
    ("typed", "weeks", "days"),
    [
        ("32+4", 32, 4),
        ("32", 32, 0),
        ("32/40", 32, 0),
        ("32+4/40", 32, 4),
        (" 32 weeks", 32, 0),
        ("32 + 4 WEEKS", 32, 4),
        ("40w", 40, 0),
    ],
)
def test_gestations_as_they_are_written(typed: str, weeks: int, days: int) -> None:
    assert gestation(typed) == Gestation(weeks=weeks, days=days)


@pytest.mark.parametrize("typed", ["", "19", "45", "3+2", "32+44", "32/41", "32.4", "٣٢", "term"])
def test_what_is_no_gestation_is_refused(typed: str) -> None:
    with pytest.raises(InvalidRecord):
        gestation(typed)


# --- people


def test_people_are_kept_with_their_relations(casebook: Casebook, sam: Child) -> None:
    robin = casebook.add_child("Robin Tarn", "1/1/2021")
    nana = add_person(casebook, "Nana", PersonFields(relations=("grandparent=Mum's mother:Sam",), third_party=True))
    assert (nana.kind, nana.third_party) == (PersonKind.FAMILY, True)
    assert [(r.child, r.kind, r.words) for r in nana.relations] == [(sam.id, RelationKind.GRANDPARENT, "Mum's mother")]
    nurse = add_person(casebook, "J. Hale", PersonFields(kind="professional", role="health visitor", agency="0-19 service"))
    changed = set_person(casebook, "NANA", PersonFields(relations=("grandparent:Robin",), pseudonym="Grandmother"))
    assert [r.child for r in changed.relations] == [sam.id, robin.id]
    assert changed.third_party
    assert people(casebook) == (changed, nurse)
    assert people(casebook, robin.id) == (changed,)
    assert history(casebook)[2:] == [("added", "person"), ("added", "person"), ("changed", "person")]


def test_a_person_that_does_not_fit_is_refused(casebook: Casebook, sam: Child) -> None:
    add_person(casebook, "Nana", PersonFields(relations=("grandparent",)))  # the only child
    casebook.add_child("Robin Tarn", "1/1/2021")
    before = history(casebook)
    with pytest.raises(InvalidRecord, match="there already"):
        add_person(casebook, "nana ", PersonFields())
    with pytest.raises(InvalidRecord, match="no person 'Nobody'"):
        set_person(casebook, "Nobody", PersonFields())
    with pytest.raises(InvalidRecord, match="not one of mother"):
        add_person(casebook, "X", PersonFields(relations=("cousin:Sam",)))
    with pytest.raises(ChildUnknown):
        add_person(casebook, "X", PersonFields(relations=("mother",)))
    with pytest.raises(InvalidRecord, match="Name"):
        add_person(casebook, "  ", PersonFields())
    with pytest.raises(InvalidRecord, match="kind of person"):
        add_person(casebook, "X", PersonFields(kind="robot"))
    assert history(casebook) == before


# --- disagreements


def test_a_disagreement_is_taken_further_and_settled(casebook: Casebook, sam: Child) -> None:
    first = add_disagreement(casebook, sam.id, DisagreementFields("Social care", "No meeting", raised="May 2024"))
    second = add_disagreement(casebook, sam.id, DisagreementFields("School", "Attendance"))
    assert (first.stage, first.raised.text, first.settled) == (EscalationStage.PRACTITIONERS, "May 2024", None)
    assert second.raised.earliest == TODAY
    done = set_disagreement(
        casebook, sam.id, 1, DisagreementFields(stage="senior managers", settled="about 3/6/2024", outcome="Meeting held")
    )
    assert (done.stage, done.outcome, done.about) == (EscalationStage.SENIOR_MANAGERS, "Meeting held", "No meeting")
    assert disagreements(casebook, sam.id) == (done, second)
    opened = set_disagreement(casebook, sam.id, 1, DisagreementFields(settled=""))
    assert opened.settled is None
    assert history(casebook)[1:] == [("added", "disagreement")] * 2 + [("changed", "disagreement")] * 2


def test_a_disagreement_that_does_not_fit_is_refused(casebook: Casebook, sam: Child) -> None:
    for fields in (DisagreementFields("", "x"), DisagreementFields("x", " "), DisagreementFields("x", "y", stage="war")):
        with pytest.raises(InvalidRecord):
            add_disagreement(casebook, sam.id, fields)
    with pytest.raises(DateRefused):
        add_disagreement(casebook, sam.id, DisagreementFields("x", "y", raised="31/2/2024"))
    with pytest.raises(InvalidRecord, match="no disagreement 1"):
        set_disagreement(casebook, sam.id, 1, DisagreementFields(outcome="x"))
    assert disagreements(casebook, sam.id) == ()


# --- sources


def test_sources_are_checked_or_asked_for_and_not_seen(casebook: Casebook, sam: Child) -> None:
    casebook.add_line(sam.id, '14/3/24 gp rash src:"Clinic letter"')
    checked = set_source(casebook, "clinic LETTER", SourceFields(checked=True, agency="Clinic", dated="about March 2024"))
    assert (checked.title, checked.checked, checked.dated.text if checked.dated else "") == (
        "Clinic letter", True, "about March 2024",
    )  # fmt: skip
    absent = set_source(casebook, "School record", SourceFields(available=False, kind="report"))
    assert (absent.kind, absent.available) == (SourceKind.REPORT, False)
    assert counted_sources(casebook) == ((checked, 1), (absent, 0))
    assert set_source(casebook, "Clinic letter", SourceFields(dated="")).dated is None
    assert history(casebook)[3:] == [("changed", "source"), ("added", "source"), ("changed", "source")]
    with pytest.raises(InvalidRecord):
        set_source(casebook, " ", SourceFields())
    with pytest.raises(InvalidRecord, match="kind of source"):
        set_source(casebook, "x", SourceFields(kind="rumour"))


def test_sources_of_another_child_are_left_out(casebook: Casebook, sam: Child) -> None:
    robin = casebook.add_child("Robin Tarn", "1/1/2021")
    casebook.add_line(sam.id, '14/3/24 gp rash src:"Letter about Sam"')
    set_source(casebook, "Never seen", SourceFields(available=False))
    assert [(s.title, n) for s, n in counted_sources(casebook, robin.id)] == [("Never seen", 0)]


# --- agreed actions


def _planned(what: str, due: str | None = None, done: str | None = None) -> PlannedAction:
    dates = DateContext(today=TODAY, planned=True)
    read = {name: parse_date(typed, dates) for name, typed in (("due", due), ("done", done)) if typed}
    return PlannedAction.model_validate({"id": uuid5(NAMESPACE_URL, what), "what": what, **read})


@pytest.mark.parametrize(
    ("due", "done", "state"),
    [
        ("29/8/2024", None, ActionState.OVERDUE),
        ("30/8/2024", None, ActionState.OPEN),
        ("August 2024", None, ActionState.OPEN),
        ("July 2024", None, ActionState.OVERDUE),
        ("before 1/8/2024", None, ActionState.OVERDUE),
        ("after 1/8/2024", None, ActionState.OPEN),
        (None, None, ActionState.NO_DATE),
        ("undated", None, ActionState.NO_DATE),
        ("1/1/2020", "2/1/2020", ActionState.DONE),
        (None, "undated", ActionState.DONE),
    ],
)
def test_an_action_is_overdue_when_no_day_on_which_it_may_be_due_is_left(
    due: str | None, done: str | None, state: ActionState
) -> None:
    assert state_on(_planned("x", due, done), TODAY) is state


def test_agreed_actions_are_listed_once_overdue_first(casebook: Casebook, sam: Child) -> None:
    robin = casebook.add_child("Robin Tarn", "1/1/2021")
    actions = (
        _planned("done", "1/1/2024", "2/1/2024"), _planned("no date"), _planned("late", "July 2024"),
        _planned("later", "1/12/2024"), _planned("earlier", "1/2/2024"),
    )  # fmt: skip
    fields = {"when": parse_date("14/3/24", DateContext(today=TODAY)), "kind": Kind.NOTE, "area": Kind.NOTE.area}
    casebook.add_line(robin.id, "1/1/24 gp rash src:x")
    casebook.add_event(sam.id, {**fields, "planned": actions}, "Meeting", (robin.id,))
    found = agreed_actions(casebook)
    assert [a.action.what for a in found] == ["earlier", "late", "later", "no date", "done"]
    assert [(c.name, number) for c, number in found[0].entries] == [("Sam Tarn", 1), ("Robin Tarn", 2)]
    assert [len(a.entries) for a in agreed_actions(casebook, sam.id)] == [1] * 5
    assert [a.state for a in agreed_actions(casebook, as_of=date(2024, 1, 1))][:3] == [ActionState.OPEN] * 3


def test_a_typed_line_about_two_children_is_one_entry_with_its_action(casebook: Casebook, sam: Child) -> None:
    robin = casebook.add_child("Robin Brook", "1/1/2021")
    event = casebook.add_line(sam.id, '14/3/24 n both seen at home +Robin action:"ring the school" due:21/3/24 src:visit')
    assert event.children == (sam.id, robin.id)
    assert casebook.chronology(robin.id).events == casebook.chronology(sam.id).events == (event,)
    (agreed,) = agreed_actions(casebook)
    assert (agreed.action.what, agreed.state) == ("ring the school", ActionState.OVERDUE)
    again = casebook.add_child("Kit Ash", "1/1/2022")
    assert casebook.add_line(sam.id, "15/3/24 n seen +Kit src:visit").children == (sam.id, again.id)
