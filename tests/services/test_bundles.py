"""The whole record, out and in again: without loss, without doubles, and never over what a store holds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event, Involvement, PlannedAction
from chronology_tui.domain.vocabulary import PartTaken
from chronology_tui.importing.candidates import IssueCode, UnreadableFile
from chronology_tui.services import Casebook, create_casebook, open_demo
from chronology_tui.services.bundles import make_bundle
from chronology_tui.services.child_fields import ChildFields, set_child
from chronology_tui.services.disagreements import DisagreementFields, add_disagreement
from chronology_tui.services.errors import ChildUnknown, StoreNotWritten
from chronology_tui.services.people import PersonFields, add_person
from chronology_tui.services.sources import SourceFields, set_source
from chronology_tui.store.repository import Repository
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock


@contextmanager
def another(folder: Path, name: str = "other.chron") -> Iterator[Casebook]:
    """An empty store beside the first."""
    with create_casebook(folder / name, PASSPHRASE, FixedDayClock(TODAY)) as book:
        yield book


def family(casebook: Casebook) -> tuple[UUID, UUID]:
    """Two children with something of everything, some of it shared."""
    sam, robin = casebook.add_child("Sam Tarn", "3/4/2019"), casebook.add_child("Robin Tarn", "1/1/2021")
    set_child(
        casebook, sam.id, ChildFields(gestation="32+4", vulnerabilities=("disability:3/4/2019",), conditions="asthma; eczema")
    )
    nana = add_person(casebook, "Nana", PersonFields(relations=("grandparent:Sam", "grandparent:Robin")))
    add_person(casebook, "Robin's nursery teacher", PersonFields(relations=("professional:Robin",)))
    add_disagreement(casebook, sam.id, DisagreementFields("Social care", "Threshold [/x]", raised="May 2024"))
    set_source(casebook, "Never seen", SourceFields(available=False))
    casebook.add_line(sam.id, '14/3/24 wnb @physio !2 src:"Letter about Sam"')
    casebook.add_line(robin.id, '15/3/24 gp rash src:"Letter about Robin"')
    event = casebook.ledger.make_event(
        (sam.id, robin.id),
        {
            "when": casebook.read_line(sam.id, "2024 n x").when, "kind": Kind.NOTE, "area": Kind.NOTE.area,
            "summary": "both\n“seen”",
            "people": (Involvement(person=nana.id, part=PartTaken.PRESENT),),
            "planned": (PlannedAction(id=casebook.ledger.new_id(), what="ring the school"),),
        },
        casebook.sources()[0].id,
    )  # fmt: skip
    with casebook.writing() as writing:
        writing.repository.add([event], writing.stamp)
    return sam.id, robin.id


def exported(casebook: Casebook, out: Path, child: UUID | None = None) -> dict[str, Any]:
    casebook.export_bundle(child, out)
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def test_export_import_export_gives_the_same_bytes(casebook: Casebook, tmp_path: Path) -> None:
    family(casebook)
    first, second = tmp_path / "first.json", tmp_path / "second.json"
    casebook.export_bundle(None, first, recipient="Another agency")
    with another(tmp_path) as other:
        report = other.import_bundle(first)
        other.export_bundle(None, second)
        assert [(c.name, c.added, c.there) for c in report.records] == [
            ("children", 2, 0), ("people", 2, 0), ("sources", 3, 0), ("events", 3, 0), ("disagreements", 1, 0), ("exports", 0, 0),
            ("reviews", 0, 0),
        ]  # fmt: skip
        assert not report.needs_a_look
        assert [other.chronology(c.id) for c in other.children()] == [casebook.chronology(c.id) for c in casebook.children()]
    assert first.read_bytes() == second.read_bytes()


def test_the_invented_case_goes_round_without_loss(tmp_path: Path) -> None:
    with open_demo() as demo, another(tmp_path) as other:
        demo.export_bundle(None, tmp_path / "demo.json")
        other.import_bundle(tmp_path / "demo.json")
        (child,) = demo.children()
        assert other.chronology(child.id) == demo.chronology(child.id)


def test_the_record_of_an_earlier_export_travels_with_the_record(casebook: Casebook, tmp_path: Path) -> None:
    family(casebook)
    exported(casebook, tmp_path / "first.json")
    again = exported(casebook, tmp_path / "second.json")
    assert [x["file"] for x in again["exports"]] == ["first.json", "first.json"]  # one for each child whom it is about


def test_the_same_bundle_twice_adds_nothing(casebook: Casebook, tmp_path: Path) -> None:
    sam, _ = family(casebook)
    out = tmp_path / "out.json"
    casebook.export_bundle(None, out)
    head = casebook.history_head()
    report = casebook.import_bundle(out)
    assert (report.added, len(report.duplicates), report.issues) == ((), 3, ())
    assert all(count.added == 0 for count in report.records)
    assert casebook.history_head() == head
    alone = tmp_path / "sam.json"
    casebook.export_bundle(sam, alone)
    again = casebook.import_bundle(alone)  # says less of what is shared, and nothing that contradicts it
    assert (again.issues, [c.added for c in again.records]) == ((), [0] * 7)


def test_one_child_leaves_without_brothers_and_sisters(casebook: Casebook, tmp_path: Path) -> None:
    sam, robin = family(casebook)
    found = exported(casebook, tmp_path / "sam.json", sam)
    assert [c["name"] for c in found["children"]] == ["Sam Tarn"]
    assert [p["name"] for p in found["people"]] == ["Nana"]
    assert [r["child"] for p in found["people"] for r in p["relations"]] == [str(sam)]
    assert [s["title"] for s in found["sources"]] == ["Never seen", "Letter about Sam"]  # the first is named by the shared entry
    assert [e["children"] for e in found["events"]] == [[str(sam)], [str(sam)]]
    assert str(robin) not in json.dumps(found)
    assert [d["child"] for d in found["disagreements"]] == [str(sam)]


def test_a_record_with_other_content_is_a_conflict_and_stays_as_it_is(casebook: Casebook, tmp_path: Path) -> None:
    sam, _ = family(casebook)
    out = tmp_path / "out.json"
    found = exported(casebook, out)
    found["children"][0]["name"] = "Somebody Else"
    found["events"][0]["summary"] = "changed elsewhere"
    found["sources"][0]["agency"] = "changed elsewhere"
    out.write_text(json.dumps(found))
    before = casebook.chronology(sam)
    head = casebook.history_head()
    report = casebook.import_bundle(out)
    assert [(i.column, i.row, i.code) for i in report.issues] == [
        ("children", 1, IssueCode.CONFLICT), ("sources", 1, IssueCode.CONFLICT), ("events", 1, IssueCode.CONFLICT),
    ]  # fmt: skip
    assert "elsewhere" not in "".join(i.message + i.value for i in report.issues)
    assert report.needs_a_look
    assert report.skipped == 3
    assert casebook.chronology(sam) == before
    assert casebook.history_head() == head


def test_a_source_is_one_by_its_title(casebook: Casebook, tmp_path: Path) -> None:
    family(casebook)
    out = tmp_path / "out.json"
    casebook.export_bundle(None, out)
    with another(tmp_path) as other:
        mine = set_source(other, "letter  ABOUT sam", SourceFields(checked=True))
        report = other.import_bundle(out)
        assert [(i.column, i.row) for i in report.issues] == [("sources", 2)]  # its particulars differ: said, not taken over
        (sam, _) = other.children()
        event = next(e for e in other.chronology(sam.id).events if e.kind is Kind.WAS_NOT_BROUGHT)
        assert event.source == mine.id
        assert {s.title for s in other.sources()} == {"letter  ABOUT sam", "Never seen", "Letter about Robin"}
        assert len(other.import_bundle(out).duplicates) == 3


def test_two_titles_that_differ_only_in_case_are_one_source(casebook: Casebook, tmp_path: Path) -> None:
    family(casebook)
    found = exported(casebook, tmp_path / "out.json")
    twin = {**found["sources"][1], "id": "01900000-0000-7000-8000-00000000000a", "title": "LETTER about sam"}
    found["sources"].append(twin)
    found["events"][0]["source"] = twin["id"]
    (tmp_path / "twin.json").write_text(json.dumps(found))
    with another(tmp_path) as other:
        report = other.import_bundle(tmp_path / "twin.json")
        assert report.issues == ()
        assert len(other.sources()) == 3
        with other.ledger.reading() as repository:
            make_bundle(repository)  # every reference leads somewhere


def test_a_dry_run_says_what_would_be_and_changes_nothing(casebook: Casebook, tmp_path: Path) -> None:
    family(casebook)
    out = tmp_path / "out.json"
    casebook.export_bundle(None, out)
    with another(tmp_path) as other:
        head = other.history_head()
        report = other.import_bundle(out, dry_run=True)
        assert (len(report.added), report.dry_run, other.children(), other.history_head()) == (3, True, (), head)


@pytest.mark.parametrize("failing", ["add", "apply"])
def test_a_store_that_fails_half_way_keeps_nothing_of_a_bundle(
    casebook: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    family(casebook)
    out = tmp_path / "out.json"
    casebook.export_bundle(None, out)

    def fails(*_: object) -> None:
        raise StoreNotWritten(tmp_path, "the disk is full")

    with another(tmp_path) as other:
        with monkeypatch.context() as patched:
            patched.setattr(Repository, failing, fails)
            with pytest.raises(StoreNotWritten):
                other.import_bundle(out)
        assert (other.children(), other.sources(), other.history_head()) == ((), (), "0" * 64)


def test_a_file_that_is_no_bundle_changes_nothing(casebook: Casebook, tmp_path: Path) -> None:
    head = casebook.history_head()
    (tmp_path / "x.json").write_text("{}")
    with pytest.raises(UnreadableFile):
        casebook.import_bundle(tmp_path / "x.json")
    assert casebook.history_head() == head


def test_an_empty_store_has_nothing_to_export(casebook: Casebook, tmp_path: Path) -> None:
    with pytest.raises(ChildUnknown):
        casebook.export_bundle(None, tmp_path / "x.json")
    assert not (tmp_path / "x.json").exists()


def test_an_export_says_that_nothing_is_withheld(casebook: Casebook, tmp_path: Path) -> None:
    child = casebook.add_child("Sam Tarn", "3/4/2019")
    casebook.add_line(child.id, "14/3/24 gp rash #restricted src:x")
    result = casebook.export_bundle(None, tmp_path / "x.json")
    assert result.notes == ("The file is not encrypted, and nothing is withheld: 1 entry, 1 of them marked for handling.",)


def test_seconds_of_a_time_are_kept(casebook: Casebook, tmp_path: Path) -> None:
    child = casebook.add_child("Sam Tarn", "3/4/2019")
    casebook.add_line(child.id, "14/3/24 gp rash src:x")
    found = exported(casebook, tmp_path / "x.json")
    found["events"][0] |= {"at": "14:30:05.000250", "id": "01900000-0000-7000-8000-00000000000b"}
    (tmp_path / "y.json").write_text(json.dumps(found))
    casebook.import_bundle(tmp_path / "y.json")
    times = {event.at.isoformat() for event in casebook.chronology(child.id).events if event.at}
    assert times == {"14:30:05.000250"}


def test_shared_events_are_stored_once(casebook: Casebook) -> None:
    sam, robin = family(casebook)
    with casebook.ledger.reading() as repository:
        events: tuple[Event, ...] = repository.events()
    assert len(events) == 3
    assert [e.id for e in events] == sorted(e.id for e in events)
    assert sum(robin in e.children and sam in e.children for e in events) == 1
    assert date(2024, 1, 1) in {e.when.earliest for e in events}
