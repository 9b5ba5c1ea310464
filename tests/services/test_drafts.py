"""Drafts: in the store, no part of the record; and the recovery key's questions, and where a new store goes."""

from __future__ import annotations

from pathlib import Path

import pytest

from chronology_tui.config import read_settings
from chronology_tui.services import Access, Casebook, create_casebook, open_casebook
from chronology_tui.services.drafts import LINE, all_drafts, drafts_of, drop, keep
from chronology_tui.services.places import about_place, make_store, proposed_store
from chronology_tui.services.recovery_keys import asked_groups, confirms, key_groups, key_lines, recovery_key_of
from chronology_tui.store.errors import StoreReadOnly
from tests.conftest import PASSPHRASE
from tests.support.cli import Cli


def test_a_draft_is_there_after_the_store_was_closed_and_is_no_part_of_the_history(tmp_path: Path) -> None:
    path = tmp_path / "case.chron"
    with create_casebook(path, PASSPHRASE) as casebook:
        child = casebook.add_child("S. Tarn", "3/4/2019").id
        head = casebook.history_head()
        keep(casebook, child, LINE, "14/3/24 wnb physio")
        assert casebook.history_head() == head
        assert len(casebook.chronology(child)) == 0
    with open_casebook(path, PASSPHRASE) as casebook:
        assert [draft.content for draft in drafts_of(casebook, child)] == ["14/3/24 wnb physio"]
    assert b"wnb physio" not in path.read_bytes()


def test_a_draft_that_is_kept_again_takes_the_place_of_what_it_held(casebook: Casebook) -> None:
    child = casebook.add_child("S. Tarn").id
    draft = keep(casebook, child, "form:edit", '{"summary": "first"}')
    assert keep(casebook, child, "form:edit", '{"summary": "second"}', draft) == draft
    keep(casebook, child, LINE, "words")
    keep(casebook, None, LINE, "of no child")
    assert [d.content for d in drafts_of(casebook, child, "form:edit")] == ['{"summary": "second"}']
    assert [d.content for d in drafts_of(casebook, None)] == ["of no child"]
    assert len(all_drafts(casebook)) == 3
    drop(casebook, draft)
    drop(casebook, draft)
    assert len(all_drafts(casebook)) == 2


def test_a_draft_goes_with_the_entry_that_it_becomes(casebook: Casebook) -> None:
    child = casebook.add_child("S. Tarn", "3/4/2019").id
    draft = keep(casebook, child, LINE, "14/3/24 wnb physio src:letter")
    casebook.add_line(child, "14/3/24 wnb physio src:letter", draft=draft)
    assert all_drafts(casebook) == ()


def test_keeping_a_draft_leaves_what_is_in_memory_alone(casebook: Casebook) -> None:
    child = casebook.add_child("S. Tarn", "3/4/2019").id
    before = casebook.chronology(child)
    keep(casebook, child, LINE, "words")
    assert casebook.chronology(child) is before


def test_nothing_is_kept_in_a_store_that_is_open_for_reading_only(casebook: Casebook) -> None:
    child = casebook.add_child("S. Tarn").id
    with open_casebook(casebook.path, PASSPHRASE, access=Access.READ) as reader, pytest.raises(StoreReadOnly):
        keep(reader, child, LINE, "words")


def test_the_command_lists_drafts(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    cli = Cli(tmp_path, capsys, monkeypatch).with_child()
    assert "everything that was typed is saved" in cli("drafts", cli.store).err
    with open_casebook(cli.store, PASSPHRASE) as casebook:
        keep(casebook, casebook.child().id, LINE, "14/3/24 wnb physio")
        keep(casebook, None, "form:child", "{}")
    assert "S. Tarn, typed line: 14/3/24 wnb physio" in cli("drafts", cli.store).out
    listed = cli("drafts", cli.store, "--json").json["drafts"]
    assert [(d["name"], d["place"], d["content"]) for d in listed] == [
        ("S. Tarn", "line", "14/3/24 wnb physio"),
        ("", "form:child", "{}"),
    ]


# --- recovery keys


def test_two_groups_are_asked_and_confirmed_as_people_type_them(casebook: Casebook) -> None:
    key = recovery_key_of(casebook)
    first, second = asked_groups(7)
    assert 1 <= first < second <= 16
    assert asked_groups(7) == (first, second)
    groups = key_groups(key)
    typed = groups[first - 1].lower().replace("0", "o").replace("1", "l")
    assert confirms(key, {first: f" {typed} ", second: groups[second - 1]})
    assert not confirms(key, {first: typed, second: "zzzz" if groups[second - 1] != "ZZZZ" else "yyyy"})
    assert not confirms(key, {})
    assert not confirms(key, {17: groups[0]})
    assert not confirms(key, {first: "ü"})
    assert [part for line in key_lines(key) for part in line.split()[1::2]] == list(groups)


# --- places and settings


def test_a_first_store_is_proposed_in_the_local_folder_of_the_user_and_made_private(tmp_path: Path) -> None:
    path = proposed_store()
    assert about_place(path) == ()
    make_store(path, PASSPHRASE).close()
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    assert "already" in about_place(path)[0]
    assert "no folder" in about_place(tmp_path / "none" / "case.chron")[0]
    (tmp_path / "Dropbox").mkdir()
    assert "Dropbox" in about_place(tmp_path / "Dropbox" / "case.chron")[0]


@pytest.mark.parametrize(
    ("text", "minutes", "fault"),
    [
        ("idle_minutes = 3", 3, ""),
        ("idle_minutes = 0", 0, ""),
        ("idle_minutes = 0.5", 0.5, ""),
        ("idle_minutes = -1", 10, "idle_minutes must be"),
        ("idle_minutes = true", 10, "idle_minutes must be"),
        ("idle_minutes = nan", 10, "idle_minutes must be"),
        ("idle_minutes = 'ten'", 10, "idle_minutes must be"),
        ("idle_minute = 3", 10, "no setting"),
        ("idle_minutes = ", 10, "is not TOML"),
        ("", 10, ""),
    ],
)
def test_a_fault_in_the_settings_is_told_and_stops_nothing(tmp_path: Path, text: str, minutes: float, fault: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(text, encoding="utf-8")
    settings = read_settings(path)
    assert settings.idle_minutes == minutes
    assert (fault in settings.faults[0]) if fault else not settings.faults


def test_settings_that_are_missing_or_unreadable_stop_nothing(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "none.toml").faults == ()
    assert "cannot be read" in read_settings(tmp_path).faults[0]
    (tmp_path / "latin").write_bytes(b"idle_minutes = 3 # \xff")
    assert "not UTF-8" in read_settings(tmp_path / "latin").faults[0]
    (tmp_path / "large").write_bytes(b"#" * 70_000)
    assert "larger" in read_settings(tmp_path / "large").faults[0]
