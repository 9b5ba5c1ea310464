"""Searching a store: the index follows every change, and each entry comes with where it stands and what matched."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from chronology_tui.domain.dates import UncertainDate
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Child, Event
from chronology_tui.services import Casebook, open_casebook
from chronology_tui.services.errors import SearchNotReady, UsageError
from chronology_tui.services.listing import choose
from chronology_tui.services.searching import Found, found_in, search
from chronology_tui.store.history import Change
from tests.conftest import PASSPHRASE

LETTER = "Clinic letter"


@pytest.fixture
def child(casebook: Casebook) -> Child:
    return casebook.add_child("S. Tarn", "3/4/2019")


def add(casebook: Casebook, child: Child, summary: str, *siblings: Child, day: int = 1, **more: Any) -> Event:
    fields = {"when": UncertainDate.on(date(2024, 3, day)), "kind": Kind.NOTE, "area": Kind.NOTE.area, "summary": summary}
    return casebook.add_event(child.id, {**fields, **more}, more.pop("title", LETTER), tuple(s.id for s in siblings))


def summaries(found: tuple[Found, ...]) -> list[str]:
    return [one.event.summary for one in found]


def test_an_entry_is_found_as_soon_as_it_is_saved_and_after_reopening(casebook: Casebook, child: Child) -> None:
    add(casebook, child, "splints outgrown")
    assert summaries(search(casebook, "spl out")) == ["splints outgrown"]
    casebook.close()
    with open_casebook(casebook.path, PASSPHRASE) as again:
        assert summaries(search(again, "spl out")) == ["splints outgrown"]


def test_each_entry_tells_its_number_and_what_matched(casebook: Casebook, child: Child) -> None:
    add(casebook, child, "splints outgrown", day=2)
    add(casebook, child, "seen", day=1)
    (found,) = search(casebook, "SPLINTS clinic")
    assert [(place.child.name, place.number) for place in found.places] == [("S. Tarn", 2)]
    assert [(match.label, [match.text[a:b] for a, b in match.spans]) for match in found.matches] == [
        ("what happened", ["splints"]), ("source", ["Clinic"]),
    ]  # fmt: skip


def test_an_entry_about_siblings_is_found_once_with_a_place_for_each(casebook: Casebook, child: Child) -> None:
    sibling = casebook.add_child("J. Tarn", "5/6/2021")
    add(casebook, sibling, "born at home", day=1)
    add(casebook, child, "no heating", sibling, day=3)
    (found,) = search(casebook, "heating")
    assert {(place.child.name, place.number) for place in found.places} == {("S. Tarn", 1), ("J. Tarn", 2)}
    (found,) = search(casebook, "heating", sibling.id)
    assert [(place.child.name, place.number) for place in found.places] == [("J. Tarn", 2)]
    assert search(casebook, "born", child.id) == ()


def test_the_best_come_first_and_no_more_than_asked_for(casebook: Casebook, child: Child) -> None:
    add(casebook, child, "seen", notes="taxi", day=1)
    add(casebook, child, "the taxi never came", day=2)
    add(casebook, child, "glasses", day=3)
    found = search(casebook, "taxi")
    assert summaries(found) == ["the taxi never came", "seen"]
    assert found[0].rank < found[1].rank
    assert summaries(search(casebook, "taxi", child.id, 1)) == ["the taxi never came"]


@pytest.mark.parametrize("text", ["", "  ", "-", '""', "-splints", "()", "\x00", "👩"])
def test_text_without_a_word_to_look_for_says_so(casebook: Casebook, child: Child, text: str) -> None:
    with pytest.raises(UsageError, match="no word to look for"):
        search(casebook, text)
    with pytest.raises(UsageError, match="no word to look for"):
        found_in(casebook, text, child.id)


def test_a_list_keeps_its_order_and_numbers_and_takes_what_the_search_finds(casebook: Casebook, child: Child) -> None:
    add(casebook, child, "a taxi was sent", day=9)
    add(casebook, child, "seen", notes="taxi", day=3)
    add(casebook, child, "glasses", day=5)
    whole = casebook.chronology(child.id)
    chosen = choose(casebook.date_context(child), found=found_in(casebook, "tax", child.id)).apply(whole)
    assert [(event.summary, chosen.number(event.id)) for event in chosen.events] == [("seen", 1), ("a taxi was sent", 3)]
    assert {one.event.id for one in search(casebook, "tax")} == {event.id for event in chosen.events}


def test_a_renamed_source_is_found_by_its_new_title_only(casebook: Casebook, child: Child) -> None:
    add(casebook, child, "seen")
    (source,) = casebook.sources()
    with casebook.writing() as writing:
        writing.repository.change(source, source.changed(title="Ward round"), writing.stamp)
    assert search(casebook, "clinic") == ()
    assert summaries(search(casebook, "ward")) == ["seen"]


def test_an_index_that_is_out_of_date_is_never_searched_and_is_made_when_the_store_is_next_opened(
    casebook: Casebook, child: Child
) -> None:
    add(casebook, child, "splints")
    with casebook.writing() as writing:
        writing.repository.set_setting("search-index", "0")
    with pytest.raises(SearchNotReady, match="Open it once for writing"):
        search(casebook, "splints")
    with pytest.raises(SearchNotReady):
        found_in(casebook, "splints", child.id)
    casebook.close()
    with open_casebook(casebook.path, PASSPHRASE) as again:
        assert summaries(search(again, "splints")) == ["splints"]


def test_a_deleted_entry_is_no_longer_found(casebook: Casebook, child: Child) -> None:
    event = add(casebook, child, "splints")
    with casebook.writing() as writing:
        writing.repository.apply([Change(event, None)], writing.stamp)
    assert search(casebook, "splints") == ()


def test_what_a_failed_change_would_have_written_is_not_found(casebook: Casebook, child: Child) -> None:
    event = add(casebook, child, "splints")
    with pytest.raises(RuntimeError), casebook.writing() as writing:
        writing.repository.add([event.changed(id=child.id, summary="glasses")], writing.stamp)
        raise RuntimeError
    assert search(casebook, "glasses") == ()
    assert summaries(search(casebook, "splints")) == ["splints"]
