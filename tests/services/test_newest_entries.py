"""The newest entries that the first screen shows are the end of the whole chronology, whatever their dates are like."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from chronology_tui.domain.dates import DateContext, UncertainDate, parse_date
from chronology_tui.services import Casebook, create_casebook
from chronology_tui.services.errors import ChildUnknown
from chronology_tui.services.newest import newest_entries
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.support.long_case import add_entries, day_by_day

CONTEXT = DateContext(today=TODAY)
WORDS = (
    "", "1/3/2024", "2/3/2024", "3/3/2024", "3/3/2024 10:30", "before 2/3/2024", "before 3/3/2024", "after 1/3/2024",
    "March 2024", "2024", "2/3/2024 to 3/3/2024", "about March 2024", "spring 2023",
)  # fmt: skip


def when(words: str) -> UncertainDate:
    return parse_date(words, CONTEXT) if words else UncertainDate.undated()


@settings(max_examples=25)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30), st.integers(1, 12))
@example(["before 3/3/2024", "2/3/2024", "3/3/2024", "", "before 2/3/2024", "3/3/2024"], 3)
@example(["before 3/3/2024", "3/3/2024"], 1)
@example(["", "", "1/3/2024"], 1)
def test_they_are_the_last_of_the_whole_in_its_order(dates: list[str], most: int) -> None:
    with TemporaryDirectory() as folder, create_casebook(Path(folder, "a.chron"), PASSPHRASE, FixedDayClock(TODAY)) as casebook:
        child = add_entries(casebook, [when(words) for words in dates])
        whole = casebook.chronology(child).events
        newest = newest_entries(casebook, child, most)
    if newest is None:
        days = [event.when.earliest or event.when.latest for event in whole]
        last = max((day for day in days if day is not None), default=None)
        assert len(whole) <= most or days.count(last) > most or last is None
    else:
        assert 0 < len(newest.entries) <= most
        assert newest.entries.events == whole[-len(newest.entries) :]


def test_entries_of_another_child_are_not_among_them(casebook: Casebook) -> None:
    mine = add_entries(casebook, day_by_day(20))
    add_entries(casebook, day_by_day(40), child="B. Lark")
    newest = newest_entries(casebook, mine, 10)
    assert newest is not None
    assert [event.summary for event in newest.entries.events] == [f"entry {n}" for n in range(10, 20)]
    assert {event.children for event in newest.entries.events} == {(mine,)}
    assert newest.siblings == ("B. Lark",)


def test_a_child_that_is_not_there_is_refused(casebook: Casebook) -> None:
    mine = add_entries(casebook, day_by_day(2))
    with pytest.raises(ChildUnknown):
        newest_entries(casebook, casebook.ledger.new_id(), 1)
    assert newest_entries(casebook, mine, 2) is None, "a short chronology is read whole at once"
