"""A chronology that follows a few changes is the one that all entries make."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import Child, Event, Source
from tests.support.records import events, whens

CHILD = Child(id=UUID(int=1), name="Robin Ashdown")
SOURCE = Source(id=UUID(int=2), title="Letter")
ANY = events(st.uuids(), st.just(CHILD.id), st.just(SOURCE.id), st.uuids())


@given(st.data())
def test_following_changes_is_the_same_as_reading_everything_again(data: st.DataObject) -> None:
    there = {event.id: event for event in data.draw(st.lists(ANY, max_size=8))}
    kept = Chronology.of(CHILD, there.values(), [SOURCE])
    changed: dict[UUID, Event | None] = {event.id: event for event in data.draw(st.lists(ANY, max_size=3))}
    for event in data.draw(st.lists(st.sampled_from(list(there.values())), max_size=4)) if there else ():
        moved = event.changed(when=data.draw(whens()))
        changed[event.id] = data.draw(st.sampled_from([None, moved, event.changed(summary="another")]))
    now = {event_id: event for event_id, event in {**there, **changed}.items() if event is not None}
    followed, whole = kept.followed(changed, [SOURCE]), Chronology.of(CHILD, now.values(), [SOURCE])
    assert followed.events == whole.events
    assert dict(followed.numbers) == dict(whole.numbers)
    assert dict(followed.sources) == dict(whole.sources)


def test_a_filtered_view_follows_nothing() -> None:
    view = Chronology(CHILD, (), MappingProxyType({}), MappingProxyType({UUID(int=3): 1}))
    with pytest.raises(ValueError, match="filtered"):
        view.followed({}, [])


@given(st.lists(ANY, max_size=10), st.dates())
def test_what_may_have_happened_by_a_day_is_found_without_looking_at_all(entries: list[Event], day: date) -> None:
    whole = Chronology.of(CHILD, {event.id: event for event in entries}.values(), [SOURCE])
    wanted = whole.where(lambda e: e.when.earliest is None or e.when.earliest <= day)
    assert whole.up_to(day) == wanted
