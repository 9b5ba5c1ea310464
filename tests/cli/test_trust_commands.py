"""``history`` and ``verify`` as their users call them."""

from __future__ import annotations

from chronology_tui.services import open_casebook
from tests.conftest import PASSPHRASE
from tests.support.cli import Cli
from tests.support.schemas import conforms


def test_history_in_words_and_in_json(cli: Cli) -> None:
    cli.with_child()
    cli("add", cli.store, "14/3/24 wnb @physio src:letter")
    said = cli("history", cli.store)
    assert said.code == 0
    assert [line.split(": ")[1].split(".")[0] for line in said.out.splitlines()] == ["child added", "source added", "event added"]
    document = cli("history", cli.store, "--entry", "1", "--json").json
    conforms(document, "history")
    assert [change["record"] for change in document["changes"]] == ["event"]
    assert cli("history", cli.store, "--entry", "9").code == 2


def test_verify_a_whole_and_an_edited_store(cli: Cli) -> None:
    cli.with_child()
    cli("add", cli.store, "14/3/24 wnb @physio src:letter")
    whole = cli("verify", cli.store)
    assert whole.code == 0
    assert "No fault found" in whole.out
    with open_casebook(cli.store, PASSPHRASE) as book, book.ledger.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE event SET severity = 0")
    edited = cli("verify", cli.store)
    assert edited.code == 4
    assert "edited outside this program" in edited.out
    document = cli("verify", cli.store, "--json").json
    conforms(document, "verify")
    assert not document["whole"]
