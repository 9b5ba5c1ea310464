"""A purge takes a child out of the store with every word about it, and the rest stays whole, readable and word for word."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from chronology_tui.domain.records import Event, Person
from chronology_tui.domain.search_words import parse_query
from chronology_tui.services import Access, Casebook, create_casebook, open_casebook
from chronology_tui.services.errors import StoreNotWritten
from chronology_tui.services.purging import purge_child
from chronology_tui.services.trust import history_of, verify_store
from chronology_tui.services.undoing import lines
from chronology_tui.store.database import Database
from chronology_tui.store.history import Action
from chronology_tui.store.purge import NOBODY, Tombstone
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.support.families import PLANTED, Family, change, make_family, person
from tests.support.pages import decrypt_block, decrypted, round_keys


@pytest.fixture
def family(casebook: Casebook, tmp_path: Path) -> Family:
    return make_family(casebook, tmp_path)


def no_backups(_mark: str) -> tuple[Path, ...]:
    return ()


def everything_in(casebook: Casebook) -> str:
    """Return every value of every table, those behind the search index too."""
    with casebook.ledger.database.reading() as session:
        query = session.connection().exec_driver_sql
        names = [row[0] for row in query("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return "\n".join(repr(row) for name in names for row in query(f"SELECT * FROM {name}").all())  # noqa: S608


def pages_of(casebook: Casebook) -> bytes:
    return decrypted(casebook.path, casebook.ledger.database.key.raw).lower()


def test_the_decrypted_pages_hold_what_was_typed(casebook: Casebook, family: Family) -> None:
    """What the other tests rely on: every kind of planted word is found before the purge."""
    assert family.first.name.casefold().startswith(PLANTED)
    pages = pages_of(casebook)
    assert b"create table child" in pages
    words = "name reference household clinic summary letter notes quote deleted undone undonesource gran uncle guest visit"
    for word in (*words.split(), "manager", "threshold", "pack", "recipient", "draft", "form", "looked"):
        assert f"{PLANTED}{word}".encode() in pages, word


def test_no_word_about_the_child_is_left_on_any_page(casebook: Casebook, family: Family) -> None:
    purge_child(casebook, family.first.id, no_backups)
    pages = pages_of(casebook)
    assert b"quiet day" in pages
    for trace in (PLANTED, str(family.first.id), family.first.id.hex):
        assert trace.encode() not in pages, trace
        assert trace.encode() not in casebook.path.read_bytes()
        assert trace not in everything_in(casebook).casefold()
    left = {path.name for path in casebook.path.parent.iterdir() if path.name.startswith(casebook.path.name)}
    assert not any(name.endswith(("-journal", "-wal", "-shm")) for name in left), left


def test_the_store_is_whole_afterwards_also_when_it_is_opened_again(casebook: Casebook, family: Family) -> None:
    purge_child(casebook, family.first.id, no_backups)
    assert verify_store(casebook) == ()
    casebook.close()
    with open_casebook(casebook.path, PASSPHRASE) as again:
        assert verify_store(again) == ()
        again.add_line(family.second.id, "18/3/24 n afterwards src:nursery record")
        assert verify_store(again) == ()


def test_what_is_about_the_other_child_stays_word_for_word(casebook: Casebook, family: Family) -> None:
    before = casebook.chronology(family.second.id)
    purge_child(casebook, family.first.id, no_backups)
    after = casebook.chronology(family.second.id)
    assert casebook.children() == (family.second,)
    assert after.child == before.child
    assert [event.model_copy(update={"children": ()}) for event in after.events] == [
        event.model_copy(update={"children": ()}) for event in before.events
    ]
    assert all(event.children == (family.second.id,) for event in after.events)
    assert after.sources == before.sources
    with casebook.ledger.reading() as repository:
        (gran,) = repository.all(Person)
        (draft,) = repository.drafts()
        assert [relation.child for relation in gran.relations] == [family.second.id]
        assert gran.relations[0].words == "gran"
        assert draft.content == "a draft of the second child"
        assert len(repository.search(parse_query("seen"), family.second.id, None)) == 1
        assert not repository.search(parse_query(PLANTED), None, None)


def test_the_history_stays_readable_and_says_nothing_of_the_case(casebook: Casebook, family: Family) -> None:
    before = history_of(casebook)
    heads = {line.number: line.digest for line in before}
    purge_child(casebook, family.first.id, no_backups)
    after = history_of(casebook)
    erased = [line for line in after if line.action is Action.ERASED]
    assert [line.number for line in after] == list(range(1, len(after) + 1))
    assert all(after[number - 1].digest == digest for number, digest in heads.items()), "the chain is the same"
    assert {(line.change, line.at, line.actor, line.record, line.id, line.before, line.after) for line in erased} == {
        (None, "", "", "", None, None, None)
    }
    kept = [line for line in after[: len(before)] if line.action is not Action.ERASED]
    assert kept == [before[line.number - 1] for line in kept]
    tombstone = after[-1]
    assert (tombstone.action, tombstone.id, tombstone.before) == (Action.PURGED, NOBODY, None)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\.000\+00:00", tombstone.at), "the day, not the hour"
    assert tombstone.change is not None
    assert tombstone.change.version == 4, "an identifier of version 7 would tell the moment"
    said = Tombstone.model_validate_json(json.dumps(tombstone.after))
    assert {n for first, last in said.erased for n in range(first, last + 1)} == {line.number for line in erased}
    assert said.records == {"child": 1, "disagreement": 1, "event": 3, "exportrecord": 1, "person": 2, "source": 2}
    assert set(tombstone.after or {}) == {"erased", "fingerprint", "changes", "records"}


def test_an_entry_shared_with_another_child_is_told_anew(casebook: Casebook, family: Family) -> None:
    shared = next(event for event in casebook.chronology(family.second.id).events if len(event.children) == 2)
    purge_child(casebook, family.first.id, no_backups)
    (line,) = history_of(casebook, str(shared.id))
    assert (line.action, line.before) == (Action.CHANGED, None)
    assert line.after == json.loads(shared.changed(children=(family.second.id,)).model_dump_json())


def test_nothing_before_a_purge_can_be_undone(casebook: Casebook, family: Family) -> None:
    purge_child(casebook, family.first.id, no_backups)
    with casebook.ledger.reading() as repository:
        assert lines(repository.steps()) == ([], [])


def test_a_person_who_took_part_in_what_stays_is_kept_without_the_relation(casebook: Casebook, family: Family) -> None:
    aunt = person(casebook, "Aunt Invented", (family.first.id, "aunt"))
    shared = next(event for event in casebook.chronology(family.second.id).events if len(event.children) == 2)
    change(casebook, shared, shared.changed(people=({"person": aunt.id, "part": "present"},)))
    purge_child(casebook, family.first.id, no_backups)
    with casebook.ledger.reading() as repository:
        assert aunt.changed(relations=()) in repository.all(Person)
    assert verify_store(casebook) == ()


def test_an_entry_that_was_shared_once_stays_with_its_later_history(casebook: Casebook, family: Family) -> None:
    shared = next(event for event in casebook.chronology(family.second.id).events if len(event.children) == 2)
    alone = shared.changed(children=(family.second.id,))
    change(casebook, shared, alone)
    change(casebook, alone, alone.changed(notes="seen again"))
    purge_child(casebook, family.first.id, no_backups)
    with casebook.ledger.reading() as repository:
        assert repository.records(Event, [shared.id]) == {shared.id: alone.changed(notes="seen again")}
    assert [line.action for line in history_of(casebook, str(shared.id))] == [Action.CHANGED, Action.CHANGED]
    assert verify_store(casebook) == ()


def test_an_entry_that_was_deleted_and_named_the_child_leaves_nothing(casebook: Casebook, family: Family) -> None:
    shared = next(event for event in casebook.chronology(family.second.id).events if len(event.children) == 2)
    alone = shared.changed(children=(family.second.id,))
    change(casebook, shared, alone)
    change(casebook, alone, None)
    purge_child(casebook, family.first.id, no_backups)
    assert history_of(casebook, str(shared.id)) == ()
    assert verify_store(casebook) == ()


def test_one_child_after_the_other_until_none_is_left(casebook: Casebook, family: Family) -> None:
    purge_child(casebook, family.first.id, no_backups)
    purge_child(casebook, family.second.id, no_backups)
    assert casebook.children() == ()
    assert casebook.sources() == ()
    assert verify_store(casebook) == ()
    assert {line.action for line in history_of(casebook)} == {Action.ERASED, Action.PURGED}
    pages = pages_of(casebook)
    for words in ("quiet day", "nursery", "invented", "second", PLANTED):
        assert words.encode() not in pages, words


def test_a_source_of_no_entry_stays_while_there_is_another_child(casebook: Casebook, family: Family) -> None:
    casebook.add_sources(({"title": "School file, asked for", "available": False},))
    purge_child(casebook, family.first.id, no_backups)
    assert "School file, asked for" in {source.title for source in casebook.sources()}


@pytest.fixture
def stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store whose child was purged by a program that stopped between the commit and writing the file anew."""
    path = tmp_path / "stopped.chron"
    with create_casebook(path, PASSPHRASE, FixedDayClock(TODAY)) as casebook:
        child = make_family(casebook, tmp_path).first

        def killed(_database: Database) -> None:
            raise StoreNotWritten(path, "the program was stopped here")

        with monkeypatch.context() as patched:
            patched.setattr(Database, "rewrite", killed)
            assert not purge_child(casebook, child.id, no_backups).rewritten
            casebook.close()
    return path


def test_what_a_stopped_program_left_undone_is_done_at_the_next_opening(stopped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rewritten: list[Path] = []
    real = Database.rewrite

    def rewrite(database: Database) -> None:
        rewritten.append(database.path)
        real(database)

    monkeypatch.setattr(Database, "rewrite", rewrite)
    with open_casebook(stopped, PASSPHRASE, access=Access.READ) as casebook:
        assert verify_store(casebook) == ()
    assert rewritten == [], "nothing is written for somebody who only reads"
    for _ in range(2):
        with open_casebook(stopped, PASSPHRASE) as casebook:
            assert verify_store(casebook) == ()
            assert PLANTED.encode() not in pages_of(casebook)
    assert rewritten == [stopped], "once is enough"


def test_a_store_opens_also_when_writing_it_anew_fails_again(stopped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(database: Database) -> None:
        raise StoreNotWritten(database.path, "the disk is full")

    monkeypatch.setattr(Database, "rewrite", full)
    with open_casebook(stopped, PASSPHRASE) as casebook:
        assert [child.name for child in casebook.children()] == ["B. Reed"]


def test_the_page_reader_reads_pages_as_the_published_cipher_has_them() -> None:
    """FIPS 197, appendix C.3."""
    key = bytes(range(32))
    block = bytes.fromhex("8ea2b7ca516745bfeafc49904b496089")
    assert bytes(decrypt_block(block, round_keys(key))).hex() == "00112233445566778899aabbccddeeff"
