"""What is written comes back the same: any valid event, in every field."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.domain.dates import Precision, Qualifier, Remark, RemarkCode, UncertainDate
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import AdmissionDetails, AppointmentDetails, Event, MeasurementDetails
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.vocabulary import Basis, ChildSeen, ContactMode, FamilyResponse, Handling, Impact
from chronology_tui.services import Casebook
from chronology_tui.store.mapping import EVENT_COLUMNS, event_from_row, event_to_row

WORDS = st.text(max_size=40)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def whens(draw: st.DrawFn) -> UncertainDate:
    qualifier = draw(st.sampled_from(Qualifier))
    remarks = tuple(draw(st.lists(st.builds(Remark, st.sampled_from(RemarkCode), WORDS), max_size=2)))
    first, last = sorted((draw(DAYS), draw(DAYS)))
    text, order = draw(WORDS.map(lambda w: w.encode("utf-8", "replace").decode())), draw(st.integers(0, 9))
    remarks = tuple(Remark(r.code, r.text.encode("utf-8", "replace").decode()) for r in remarks)
    precision = draw(st.sampled_from(Precision))
    bounds = {
        Qualifier.UNDATED: (None, None), Qualifier.BEFORE: (None, last), Qualifier.AFTER: (first, None),
    }.get(qualifier, (first, last))  # fmt: skip
    return UncertainDate(text, qualifier, precision, *bounds, order, remarks)


DETAILS = st.one_of(
    st.none(),
    st.builds(AppointmentDetails, mode=st.sampled_from(ContactMode), critical=st.booleans(), notice_days=st.integers(0, 99)),
    st.builds(AdmissionDetails, reason=WORDS, planned=st.booleans(), nights=st.none() | st.integers(0, 99)),
    st.builds(MeasurementDetails, measure=WORDS, value=st.decimals(0, 1000, places=2), unit=WORDS),
)

EVENTS: st.SearchStrategy[Event] = st.builds(
    Event, id=st.uuids(), children=st.lists(st.uuids(), min_size=1, max_size=3, unique=True).map(tuple), when=whens(),
    at=st.none() | st.builds(time, st.integers(0, 23), st.integers(0, 59)), kind=st.sampled_from(Kind), area=st.sampled_from(Area),
    service=WORDS, place=WORDS, summary=WORDS, quote=WORDS, source=st.uuids(), page=WORDS, basis=st.sampled_from(Basis),
    professional=WORDS, brought_by=WORDS, present=WORDS, child_seen=st.sampled_from(ChildSeen), child_voice=WORDS,
    impact=st.sampled_from(Impact), impact_note=WORDS, action=WORDS, family_response=st.sampled_from(FamilyResponse),
    response_note=WORDS, severity=st.sampled_from(Severity), likelihood=st.sampled_from(Likelihood), details=DETAILS,
    key=st.booleans(), handling=st.lists(st.sampled_from(Handling), unique=True).map(tuple), notes=WORDS,
)  # fmt: skip


@given(EVENTS)
def test_a_row_gives_back_the_event(event: Event) -> None:
    row = event_to_row(event)
    back = event_from_row([row[name] for name in EVENT_COLUMNS], event.children)
    assert back == event
    assert back.model_dump() == event.model_dump()
    assert back.model_fields_set == set(Event.model_fields)
    assert Event.model_validate_json(event.model_dump_json()) == event


def test_every_field_survives_the_store(casebook: Casebook) -> None:
    child = casebook.add_child("S. Tarn", "3/4/2019")
    fields: dict[str, Any] = {
        "when": UncertainDate("2-9/7/24", Qualifier.SPAN, Precision.DAY, date(2024, 7, 2), date(2024, 7, 9), 3),
        "at": time(14, 30), "kind": Kind.ADMISSION, "area": Area.URGENT_CARE, "service": "Ward", "place": "Northfield",
        "summary": "line one\nline two [/b] %s", "quote": "“quoted”", "page": "2", "basis": Basis.RECORDED, "professional": "P",
        "brought_by": "Nana", "present": "Father", "child_seen": ChildSeen.SEEN_ALONE, "child_voice": "it hurts",
        "impact": Impact.HARM, "impact_note": "pain", "action": "plan", "family_response": FamilyResponse.MINIMISED,
        "response_note": "said it was fine", "severity": Severity.CRITICAL, "likelihood": Likelihood.LIKELY,
        "details": AdmissionDetails(reason="seizures", nights=7), "key": True, "handling": (Handling.RESTRICTED,), "notes": "n",
    }  # fmt: skip
    saved = casebook.add_event(child.id, fields, "Discharge summary")
    (back,) = casebook.chronology(child.id).events
    assert back == saved
    assert {name: getattr(back, name) for name in fields} == fields


def test_an_event_about_two_children_is_shared_and_not_copied(casebook: Casebook) -> None:
    first, second = casebook.add_child("S. Tarn", "3/4/2019"), casebook.add_child("R. Tarn", "1/1/2021")
    with casebook.writing() as writing:
        source = casebook.ledger.make_source("Visit note")
        writing.repository.add([source], writing.stamp)
        fields = {"when": UncertainDate.on(date(2024, 3, 14)), "kind": Kind.NOTE, "area": Kind.NOTE.area, "summary": "both seen"}
        event = casebook.ledger.make_event((second.id, first.id), fields, source.id)
        writing.repository.add_events([event], writing.stamp)
    for child in (first, second):
        (seen,) = casebook.chronology(child.id).events
        assert seen == event
        assert seen.children == (second.id, first.id)


def test_sources_of_another_childs_entries_are_not_shown(casebook: Casebook) -> None:
    first, second = casebook.add_child("S. Tarn", "3/4/2019"), casebook.add_child("R. Other", "1/1/2021")
    casebook.add_line(first.id, '14/3/24 gp seen src:"Letter about S"')
    casebook.add_line(second.id, '14/3/24 gp seen src:"Letter about R"')
    casebook.add_sources(({"title": "Optician", "available": False},))
    assert [s.title for s in casebook.chronology(first.id).sources.values()] == ["Letter about S"]


def test_moments_and_decimals_are_exact() -> None:
    assert (
        MeasurementDetails(value=Decimal("8.20")).model_dump_json()
        == '{"type":"measurement","measure":"","value":"8.20","unit":""}'
    )
    assert UUID(int=7).version is None
    assert datetime.fromisoformat("2024-03-14T09:00:00+00:00").tzinfo is not None
