"""What a purge would take away, what it took, and which backups still hold the child."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from chronology_tui.services import Access, Casebook, create_casebook, open_casebook
from chronology_tui.services.backups import backup_now
from chronology_tui.services.errors import CannotUndo, ChildUnknown, StoreNotWritten, StoreReadOnly
from chronology_tui.services.purging import Purged, named_rightly, purge_child, what_would_go
from chronology_tui.services.trust import verify_store
from chronology_tui.services.undoing import redo, undo
from chronology_tui.store.database import Database
from tests.conftest import PASSPHRASE
from tests.support.families import PLANTED, Family, make_family


@pytest.fixture
def family(casebook: Casebook, tmp_path: Path) -> Family:
    return make_family(casebook, tmp_path)


def no_backups(_mark: str) -> tuple[Path, ...]:
    return ()


def test_what_would_go_is_what_goes(casebook: Casebook, family: Family) -> None:
    before = casebook.history_head()
    plan = what_would_go(casebook, family.first.id)
    assert casebook.history_head() == before
    assert (plan.entries, plan.shared, plan.disagreements, plan.exports) == (3, 1, 1, 1)
    assert (plan.people, plan.people_kept, plan.sources, plan.drafts, plan.last) == (2, 1, 2, 2, False)
    assert purge_child(casebook, family.first.id, no_backups) == Purged(plan, rewritten=True, holding=(), may_hold=())


def test_the_plan_says_in_numbers_what_goes_and_what_stays(casebook: Casebook, family: Family) -> None:
    plan = what_would_go(casebook, family.first.id)
    gone, entries, people, never = plan.words
    assert "3 entries, 1 disagreement, 1 record of an export, 2 people, 2 sources, 2 drafts" in gone
    assert entries.startswith("1 entry about other children too stays with them")
    assert people.startswith("1 person whom other entries or children need stays")
    assert "cannot be undone" in never
    assert PLANTED not in " ".join(plan.words)


def test_the_casebook_knows_the_child_no_more(casebook: Casebook, family: Family) -> None:
    casebook.chronology(family.first.id)
    casebook.chronology(family.second.id)
    purge_child(casebook, family.first.id, no_backups)
    with pytest.raises(ChildUnknown):
        casebook.chronology(family.first.id)
    with pytest.raises(ChildUnknown):
        purge_child(casebook, family.first.id, no_backups)
    with pytest.raises(ChildUnknown):
        what_would_go(casebook, family.first.id)
    assert casebook.child() == family.second
    assert not casebook.read_line(family.second.id, "1/5/24 n seen").problems


def test_nothing_before_the_purge_can_be_undone_and_what_comes_after_can(casebook: Casebook, family: Family) -> None:
    purge_child(casebook, family.first.id, no_backups)
    for step in (undo, redo):
        with pytest.raises(CannotUndo):
            step(casebook)
    casebook.add_line(family.second.id, "1/5/24 n afterwards src:nursery record")
    before = casebook.chronology(family.second.id)
    undo(casebook)
    assert len(casebook.chronology(family.second.id)) == len(before) - 1
    redo(casebook)
    assert casebook.chronology(family.second.id).events == before.events
    assert verify_store(casebook) == ()


def test_a_store_that_is_open_for_reading_is_not_purged(casebook: Casebook, family: Family) -> None:
    casebook.close()
    with open_casebook(casebook.path, PASSPHRASE, access=Access.READ) as reading:
        assert what_would_go(reading, family.first.id).entries == 3
        with pytest.raises(StoreReadOnly):
            purge_child(reading, family.first.id, no_backups)
        assert family.first in reading.children()


def test_a_purge_that_fails_half_way_changes_nothing(casebook: Casebook, family: Family, monkeypatch: pytest.MonkeyPatch) -> None:
    head, before = casebook.history_head(), casebook.chronology(family.first.id)

    class Stop(Exception):
        pass

    def stopped(*_given: object) -> None:
        raise Stop

    monkeypatch.setattr("chronology_tui.store.search.rebuild", stopped)
    with pytest.raises(Stop):
        purge_child(casebook, family.first.id, no_backups)
    monkeypatch.undo()
    assert casebook.history_head() == head
    assert casebook.chronology(family.first.id) == before
    assert verify_store(casebook) == ()


def test_backups_that_hold_the_child_are_named(casebook: Casebook, family: Family, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    database = casebook.ledger.database
    holding, without, other_key, damaged, no_store = (folder / f"{n}.chron" for n in range(5))
    database.copy_to(holding)
    with create_casebook(tmp_path / "other.chron", "another invented passphrase") as other:
        other.ledger.database.copy_to(other_key)
    no_store.write_bytes(b"nothing")
    data = bytearray(holding.read_bytes())
    data[-5000] ^= 1
    damaged.write_bytes(data)
    marks: list[str] = []

    def listed(mark: str) -> tuple[Path, ...]:
        marks.append(mark)
        return holding, other_key, damaged, no_store

    purged = purge_child(casebook, family.first.id, listed)
    assert purged.holding == (holding,)
    assert purged.may_hold == (other_key, damaged, no_store)
    assert marks == [database.mark]
    database.copy_to(without)
    again = purge_child(casebook, family.second.id, lambda _mark: (without, holding))
    assert again.holding == (without, holding)
    assert all(str(path) in again.words for path in again.holding)


def test_the_programs_own_backups_are_looked_at(casebook: Casebook, family: Family) -> None:
    backup = backup_now(casebook)
    assert backup.path in purge_child(casebook, family.first.id).holding
    assert backup.path.exists(), "removing it is for the worker"


def test_a_file_that_cannot_be_written_anew_at_once_is_said(
    casebook: Casebook, family: Family, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(database: Database) -> None:
        raise StoreNotWritten(database.path, "the disk is full")

    monkeypatch.setattr(Database, "rewrite", full)
    purged = purge_child(casebook, family.first.id, no_backups)
    assert not purged.rewritten
    assert "The next opening does it" in purged.words[0]
    assert casebook.children() == (family.second,)


@pytest.mark.parametrize("typed", ["Zqplantname Reed", " Zqplantname  Reed\n"])
def test_the_name_confirms(family: Family, typed: str) -> None:
    assert named_rightly(family.first, typed)


@pytest.mark.parametrize("typed", ["", "zqplantname reed", "Z.R.", "yes", "Zqplantname"])
def test_nothing_but_the_name_confirms(family: Family, typed: str) -> None:
    assert not named_rightly(family.first, typed)


def test_a_purged_store_can_be_copied_and_read_elsewhere(casebook: Casebook, family: Family, tmp_path: Path) -> None:
    purge_child(casebook, family.first.id, no_backups)
    casebook.close()
    shutil.copy(casebook.path, tmp_path / "copy.chron")
    with open_casebook(tmp_path / "copy.chron", PASSPHRASE, access=Access.READ) as copy:
        assert copy.children() == (family.second,)
        assert verify_store(copy) == ()
