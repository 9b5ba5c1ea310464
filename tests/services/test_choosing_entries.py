"""Choosing entries by what they are, and where going to a date leads; the command line asks for the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from chronology_tui.domain.dates import parse_date
from chronology_tui.domain.kinds import Area
from chronology_tui.domain.scales import Severity
from chronology_tui.errors import UsageError
from chronology_tui.services import Casebook, create_casebook
from chronology_tui.services.editing import edit_entries
from chronology_tui.services.foreseeing import ENTRIES, foreseen
from chronology_tui.services.listing import Choice, landing_at, narrowed
from tests.conftest import PASSPHRASE, TODAY
from tests.support.cli import Cli
from tests.support.clock import FixedDayClock

LINES = (
    "14/3/24 wnb @physio a !2 src:letter",
    "15/3/24 gp b !1 @Surgery src:notes",
    "2/6/24 adm c !4 #key src:letter",
    "undated n d src:notes",
    "march 2024 ref e action:call due:1/4/24 src:notes",
)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with create_casebook(tmp_path / "case.chron", PASSPHRASE, FixedDayClock(TODAY)) as casebook:
        child = casebook.add_child("S. Tarn", "3/4/2019")
        for line in LINES:
            casebook.add_line(child.id, line)
        yield casebook


def chosen(book: Casebook, choice: Choice) -> str:
    chronology = book.chronology(book.child().id)
    return "".join(sorted(event.summary for event in choice.apply(chronology).events))


@pytest.mark.parametrize(
    ("choice", "summaries"),
    [
        (Choice(), "abcde"),
        (Choice(areas=(Area.APPOINTMENTS, Area.URGENT_CARE)), "ac"),
        (Choice(severity=Severity.MODERATE), "ac"),
        (Choice(severity=Severity.NONE), "abc"),
        (Choice(services=("surgery",)), "b"),
        (Choice(key=True), "c"),
        (Choice(undated=True), "d"),
        (Choice(agreed=True), "e"),
        (Choice(start=date(2024, 3, 15), end=date(2024, 3, 31)), "bde"),
        (Choice(areas=(Area.APPOINTMENTS,), key=True), ""),
        (Choice(found=frozenset()), ""),
    ],
)
def test_entries_answer_to_everything_that_is_asked(book: Casebook, choice: Choice, summaries: str) -> None:
    assert chosen(book, choice) == summaries


def test_words_name_areas_severity_sources_and_services(book: Casebook) -> None:
    chronology = book.chronology(book.child().id)
    choice = narrowed(Choice(), chronology, areas=["urgent care"], severity="high", sources=["LETTER"])
    assert chosen(book, choice) == "c"
    for bad in ({"areas": ["x"]}, {"severity": "9"}, {"sources": ["none"]}):
        with pytest.raises(UsageError):
            narrowed(Choice(), chronology, **bad)


@pytest.mark.parametrize(
    ("typed", "summary", "there", "count"),
    [
        ("15/3/24", "b", True, 2),
        ("march 2024", "e", True, 3),
        ("1/6/24", "c", False, 0),
        ("1/1/2001", "e", False, 0),
        ("30/8/24", "c", False, 0),
        ("undated", "d", True, 1),
    ],
)
def test_going_to_a_date_leads_to_what_is_there_or_is_nearest(
    book: Casebook, typed: str, summary: str, there: bool, count: int
) -> None:
    chronology = book.chronology(book.child().id)
    landing = landing_at(chronology, parse_date(typed, book.date_context(chronology.child)))
    assert landing.event is not None
    assert (landing.event.summary, landing.there, landing.count) == (summary, there, count)


def test_what_a_change_of_many_would_do_is_what_it_does(book: Casebook) -> None:
    child = book.child().id
    before = book.chronology(child).events
    ids = [event.id for event in before]
    values = {"severity": "2", "source": "letter", "area_of_health": "dental"}
    counts = foreseen(book, child, ids, values)
    head = book.history_head()
    assert book.history_head() == head, "nothing is written"
    edit_entries(book, child, ids, values)
    after = {event.id: event for event in book.chronology(child).events}
    changed = [(event, after[event.id]) for event in before]
    assert counts[ENTRIES] == sum(one != other for one, other in changed) == 5
    assert counts["severity"] == sum(one.severity != other.severity for one, other in changed) == 4
    assert counts["source"] == sum(one.source != other.source for one, other in changed) == 3
    assert counts["area_of_health"] == 5
    assert foreseen(book, child, ids, values) == {}


def test_the_command_lists_by_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cli = Cli(tmp_path, capsys, monkeypatch).with_lines(*LINES)

    def listed(*more: str) -> str:
        done = cli("list", cli.store, *more)
        assert done.code == 0, done.err
        return "".join(letter for letter in "abcde" if f": {letter} " in done.out)

    assert listed() == "abcde"
    assert listed("--area", "appointments", "--area", "urgent care") == "ac"
    assert listed("--severity", "moderate", "--source", "letter") == "ac"
    assert listed("--service", "surgery") == "b"
    assert listed("--key-only") == "c"
    assert listed("--undated") == "d"
    assert listed("--agreed") == "e"
    refused = cli("list", cli.store, "--source", "none")
    assert refused.code == 2
    assert "There is no source 'none'" in refused.err
