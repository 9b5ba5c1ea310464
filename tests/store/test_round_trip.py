"""What is written comes back the same: any valid event, in every field."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings

from chronology_tui.domain.dates import Precision, Qualifier, UncertainDate
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import AdmissionDetails, Bundle, Child, Event, MeasurementDetails
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.vocabulary import Basis, ChildSeen, FamilyResponse, Handling, Impact
from chronology_tui.services import Casebook
from chronology_tui.services.bundles import bundle_bytes, make_bundle
from chronology_tui.store.mapping import EVENT_COLUMNS, event_from_row, event_to_row
from tests.support.records import ANY_EVENT, bundles


class Undone(Exception):
    """Takes back what a test wrote."""


@given(ANY_EVENT)
def test_a_row_gives_back_the_event(event: Event) -> None:
    row = event_to_row(event)
    back = event_from_row([row[name] for name in EVENT_COLUMNS], event.children)
    assert back == event
    assert back.model_dump() == event.model_dump()
    assert back.model_dump_json() == event.model_dump_json()
    assert back.model_fields_set == set(Event.model_fields)
    assert Event.model_validate_json(event.model_dump_json()) == event


@settings(max_examples=50)
@given(bundle=bundles())
def test_every_record_of_a_generated_case_survives_the_store(casebook: Casebook, bundle: Bundle) -> None:
    with pytest.raises(Undone), casebook.writing() as writing:
        for records in (bundle.children, bundle.people, bundle.sources):
            writing.repository.add(records, writing.stamp)
        writing.repository.add(bundle.events, writing.stamp)
        for later in (bundle.disagreements, bundle.exports, bundle.reviews):
            writing.repository.add(later, writing.stamp)
        back = make_bundle(writing.repository)
        assert back == bundle
        assert bundle_bytes(back) == bundle_bytes(bundle)
        raise Undone
    assert casebook.children() == ()


@settings(max_examples=30)
@given(bundle=bundles())
def test_a_changed_record_reads_back_as_changed(casebook: Casebook, bundle: Bundle) -> None:
    child = bundle.children[0]
    with pytest.raises(Undone), casebook.writing() as writing:
        before = Child(id=child.id, name="Somebody else")
        writing.repository.add([before], writing.stamp)
        writing.repository.change(before, child, writing.stamp)
        assert writing.repository.children() == (child,)
        raise Undone


def test_every_field_survives_the_store(casebook: Casebook) -> None:
    child = casebook.add_child("S. Tarn", "3/4/2019")
    fields: dict[str, Any] = {
        "when": UncertainDate("2-9/7/24", Qualifier.SPAN, Precision.DAY, date(2024, 7, 2), date(2024, 7, 9), 3),
        "at": time(14, 30, 5), "kind": Kind.ADMISSION, "area": Area.URGENT_CARE, "service": "Ward", "place": "Northfield",
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
        writing.repository.add([event], writing.stamp)
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
