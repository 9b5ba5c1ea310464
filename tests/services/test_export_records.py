"""What leaves the store is recorded: file and record come about together, and a pack does not change because of it."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from sqlalchemy import event as engine_event
from sqlalchemy.exc import OperationalError

from chronology_tui.services import Casebook
from chronology_tui.services.child_fields import ChildFields, set_child
from chronology_tui.services.errors import FileExists, InvalidRecord, StoreNotWritten
from chronology_tui.services.export_choices import ExportChoices
from chronology_tui.services.exports import export_records
from chronology_tui.services.files import Aside
from chronology_tui.store import history
from chronology_tui.store.repository import Repository
from tests.conftest import TODAY


@pytest.fixture
def case(casebook: Casebook) -> Casebook:
    child = casebook.add_child("Sam Tarn", "3/4/2019")
    casebook.add_line(child.id, "14/3/24 wnb @physio !2 src:letter")
    casebook.add_line(child.id, "21/3/24 gp rash #restricted src:letter")
    return casebook


def test_an_export_is_recorded_with_what_was_shared_and_why(case: Casebook, tmp_path: Path) -> None:
    (child,) = case.children()
    out = tmp_path / "referral.pdf"
    result = case.export(child.id, out, ExportChoices(recipient="Social care", purpose="Referral", sharing_basis="Public task"))
    (record,) = export_records(case, child.id)
    assert record.digest == result.digest == hashlib.sha256(out.read_bytes()).hexdigest()
    assert (record.file, record.pack, record.as_of, record.child) == ("referral.pdf", "referral", TODAY, child.id)
    assert (record.recipient, record.purpose, record.basis) == ("Social care", "Referral", "Public task")
    assert (record.entries, record.withheld, record.redaction) == (2, 1, "")
    assert record.head == case.content_head()
    assert str(tmp_path) not in record.model_dump_json()


def test_the_same_record_gives_the_same_bytes_however_often_it_is_exported(case: Casebook, tmp_path: Path) -> None:
    (child,) = case.children()
    for suffix in ("pdf", "txt"):
        first, second = tmp_path / f"first.{suffix}", tmp_path / f"second.{suffix}"
        case.export(child.id, first)
        case.export(child.id, second)
        assert first.read_bytes() == second.read_bytes()
    assert len(export_records(case)) == 4


def test_the_head_of_the_content_passes_over_exports_and_nothing_else(case: Casebook, tmp_path: Path) -> None:
    (child,) = case.children()
    content, head = case.content_head(), case.history_head()
    assert content == head
    case.export(child.id, tmp_path / "a.txt")
    assert (case.content_head(), case.history_head() == head) == (content, False)
    case.add_line(child.id, "22/3/24 gp rash src:letter")
    assert case.content_head() == case.history_head() != content
    with case.ledger.database.reading() as session:
        assert history.broken_link(history.all_changes(session)) is None


def test_an_empty_history_has_the_empty_head(casebook: Casebook) -> None:
    assert casebook.content_head() == history.EMPTY_HEAD


def _untouched(case: Casebook, out: Path, before: bytes | None) -> None:
    assert (out.read_bytes() if out.exists() else None) == before
    assert export_records(case) == ()
    assert [p.name for p in out.parent.iterdir() if p.suffix in {".part", ".old"}] == []


@pytest.mark.parametrize("before", [None, b"older"])
@pytest.mark.parametrize("suffix", [".pdf", ".json"])
def test_without_its_record_no_file_appears(
    case: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, before: bytes | None
) -> None:
    (child,) = case.children()
    out = tmp_path / f"out{suffix}"
    if before is not None:
        out.write_bytes(before)

    def fails(*_: object) -> None:
        raise StoreNotWritten(case.path, "the disk is full")

    with monkeypatch.context() as patched, pytest.raises(StoreNotWritten):
        patched.setattr(Repository, "add", fails)
        if suffix == ".json":
            case.export_bundle(None, out, overwrite=True)
        else:
            case.export(child.id, out, overwrite=True)
    _untouched(case, out, before)


@pytest.mark.parametrize("before", [None, b"older"])
@pytest.mark.parametrize("links", [True, False])
def test_a_commit_that_fails_takes_the_file_away_again(
    case: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: bytes | None, links: bool
) -> None:
    (child,) = case.children()
    out = tmp_path / "out.txt"
    if before is not None:
        out.write_bytes(before)
    if not links:  # as on a memory stick
        monkeypatch.setattr(os, "link", _no_links)
    engine = case.ledger.database._engine
    seen = []

    def fails(_: object) -> None:
        if (out.read_bytes() if out.exists() else None) == before:
            return  # a commit that notes the export before its file has its name, or after it was taken away
        seen.append(out.read_bytes())
        raise OperationalError("COMMIT", {}, Exception("disk I/O error"))

    engine_event.listen(engine, "commit", fails)
    try:
        with pytest.raises(StoreNotWritten):
            case.export(child.id, out, overwrite=before is not None)
    finally:
        engine_event.remove(engine, "commit", fails)
    assert seen
    assert seen[0] not in (before, b"")  # the file had its name when the commit failed
    _untouched(case, out, before)


def _no_links(*_: object, **__: object) -> None:
    raise OSError(1, "Operation not permitted")


def test_a_name_that_is_taken_meanwhile_leaves_no_record(case: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (child,) = case.children()
    out = tmp_path / "out.txt"
    finish = Aside.finish

    def slow(aside: Aside) -> str:
        out.write_bytes(b"somebody else's")
        return finish(aside)

    monkeypatch.setattr(Aside, "finish", slow)
    with pytest.raises(FileExists):
        case.export(child.id, out)
    _untouched(case, out, b"somebody else's")


def test_words_that_do_not_fit_the_record_leave_no_file(case: Casebook, tmp_path: Path) -> None:
    (child,) = case.children()
    with pytest.raises(InvalidRecord):
        case.export(child.id, tmp_path / "out.txt", ExportChoices(purpose="x" * 1_000_001))
    _untouched(case, tmp_path / "out.txt", None)


def test_the_childs_own_marking_and_basis_are_used_unless_others_are_given(case: Casebook, tmp_path: Path) -> None:
    (child,) = case.children()
    set_child(case, child.id, ChildFields(marking="OFFICIAL", sharing_basis="Consent of the mother"))
    case.export(child.id, tmp_path / "own.txt")
    case.export(child.id, tmp_path / "given.txt", ExportChoices(sharing_basis="Public task", marking="SECRET TEST"))
    own, given = ((tmp_path / name).read_text(encoding="utf-8") for name in ("own.txt", "given.txt"))
    assert "Consent of the mother" in own
    assert "Public task" in given
    assert "SECRET TEST" in given
    assert [record.basis for record in export_records(case)] == ["Consent of the mother", "Public task"]


def test_what_is_in_memory_stays_there_when_a_pack_is_exported(case: Casebook, tmp_path: Path) -> None:
    (child,) = case.children()
    before = case.chronology(child.id)
    case.export(child.id, tmp_path / "out.txt")
    assert case.chronology(child.id) is before
