"""``purge`` as its users call it: the child is named, on a terminal twice; and ``verify`` of damaged stores."""

from __future__ import annotations

import io
import sys

import pytest

from chronology_tui.services import open_casebook
from tests.conftest import PASSPHRASE
from tests.support.cli import Cli, Ran
from tests.support.schemas import conforms


@pytest.fixture
def two(cli: Cli) -> Cli:
    cli.with_child()
    assert cli("child", "add", cli.store, "--name", "B. Reed", "--dob", "1/2/2021").code == 0
    assert cli("add", cli.store, "14/3/24 wnb @physio planted src:letter", "--child", "S. Tarn").code == 0
    assert cli("add", cli.store, "15/3/24 n quiet src:nursery record", "--child", "B. Reed").code == 0
    return cli


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def typed(cli: Cli, monkeypatch: pytest.MonkeyPatch, words: str, *more: str) -> Ran:
    """Run the command on a terminal at which ``words`` are typed."""
    monkeypatch.setattr(sys, "stdin", _Terminal(words))
    return cli("purge", cli.store, "--child", "S. Tarn", *more)


def names(cli: Cli) -> list[str]:
    return [child["name"] for child in cli("child", "list", cli.store, "--json").json["children"]]


def test_without_a_terminal_naming_the_child_is_the_confirmation(two: Cli) -> None:
    ran = two("purge", two.store, "--child", "S. Tarn")
    assert ran.code == 0, ran.err
    assert ran.out.startswith("Purged S. Tarn from ")
    assert names(two) == ["B. Reed"]
    assert two("verify", two.store).code == 0
    history = two("history", two.store)
    assert history.code == 0
    assert "planted" not in history.out
    assert "quiet" in two("list", two.store).out


@pytest.mark.parametrize("arguments", [(), ("--child", ""), ("--child", "  "), ("--child", "T. Nobody")])
def test_the_child_must_be_named_even_when_it_is_the_only_one(cli: Cli, arguments: tuple[str, ...]) -> None:
    cli.with_child()
    assert cli("purge", cli.store, *arguments).code == 2
    assert names(cli) == ["S. Tarn"]


def test_on_a_terminal_it_says_what_goes_and_asks_for_the_name(two: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = typed(two, monkeypatch, "S. Tarn\n")
    assert ran.code == 0
    assert "1 entry, 1 source" in ran.err
    assert "cannot be undone" in ran.err
    assert "Type the name to go on: S. Tarn" in ran.err
    assert names(two) == ["B. Reed"]


@pytest.mark.parametrize("answer", ["", "\n", "yes\n", "s. tarn\n", "B. Reed\n"])
def test_on_a_terminal_another_answer_changes_nothing(two: Cli, monkeypatch: pytest.MonkeyPatch, answer: str) -> None:
    ran = typed(two, monkeypatch, answer)
    assert ran.code == 2
    assert "nothing was changed" in ran.err
    assert "S. Tarn" in names(two)


def test_yes_asks_nothing_on_a_terminal(two: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = typed(two, monkeypatch, "", "--yes")
    assert ran.code == 0
    assert "Type the name" not in ran.err
    assert names(two) == ["B. Reed"]


def test_the_document_follows_its_schema_and_says_nothing_of_the_case(two: Cli) -> None:
    ran = two("purge", two.store, "--child", "S. Tarn", "--json")
    conforms(ran.json, "purge")
    assert ran.json["gone"]["entries"] == 1
    assert ran.json["rewritten"]
    assert "Tarn" not in ran.out
    assert "planted" not in ran.out
    held = ran.json["backups_holding"]
    assert held, "the backups that the commands before made on their way"
    assert all(path.endswith(".chron") for path in held)


def test_the_backups_that_hold_the_child_are_named(two: Cli) -> None:
    ran = two("purge", two.store, "--child", "S. Tarn")
    assert "These backups still hold the child. Delete the files" in ran.out
    assert any(line.endswith(".chron") for line in ran.out.splitlines())


def test_the_history_with_a_purge_follows_its_schema(two: Cli) -> None:
    two("purge", two.store, "--child", "S. Tarn")
    document = two("history", two.store, "--json").json
    conforms(document, "history")
    assert document["changes"][-1]["action"] == "purged"
    assert "planted" not in str(document)


def test_verify_of_a_damaged_store_says_what_to_do_and_returns_4(two: Cli) -> None:
    data = bytearray(two.store.read_bytes())
    data[-5000] ^= 1
    two.store.write_bytes(data)
    said = two("verify", two.store)
    assert said.code == 4
    assert "chronology restore" in said.out + said.err or "restore it from a backup" in said.out + said.err
    assert two.store.read_bytes() == data, "nothing was changed"


def test_verify_of_an_edited_store_prints_a_document_with_every_fault(two: Cli) -> None:
    with open_casebook(two.store, PASSPHRASE) as book, book.ledger.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE history SET after = CAST(x'ff' AS TEXT) WHERE number = 1")
        session.connection().exec_driver_sql("UPDATE event SET severity = 77")
    ran = two("verify", two.store, "--json")
    assert ran.code == 4
    conforms(ran.json, "verify")
    assert {fault["code"] for fault in ran.json["faults"]} >= {"history-broken", "record-unreadable"}


def test_verify_changes_nothing_in_the_store_or_its_folder(two: Cli) -> None:
    before = (two.store.read_bytes(), sorted(path.name for path in two.folder.iterdir()))
    assert two("verify", two.store).code == 0
    assert (two.store.read_bytes(), sorted(path.name for path in two.folder.iterdir())) == before
