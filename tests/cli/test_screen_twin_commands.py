"""What the screens about people, sources, actions and thresholds change, from the command line: lines, JSON, exit codes."""

from __future__ import annotations

import pytest

from tests.support.cli import Cli, Ran
from tests.support.schemas import shaped


def refused(ran: Ran, *words: str) -> None:
    assert (ran.code, ran.out) == (2, ""), ran.err
    assert len(ran.err.strip().splitlines()) == 1
    for word in words:
        assert word in ran.err


# ------------------------------------------------------------------------------------------------------------ actions


def test_an_action_is_added_done_and_opened_again(cli: Cli) -> None:
    cli.with_lines("14/3/24 meeting Plan agreed src:minutes")
    added = cli("action", "add", cli.store, "1", "Chase the [/] splints", "--owner", "GP", "--due", "1/5/2024")
    assert added.out == "Overdue: Chase the [/] splints, by GP, due 1 May 2024. Agreed in entry 1 of S. Tarn.\n"
    done = cli("action", "set", cli.store, "1", "--done", "3/6/2024", "--outcome", "New splints fit")
    assert done.out == (
        "Done: Chase the [/] splints, by GP, due 1 May 2024, done 3 June 2024, New splints fit. Agreed in entry 1 of S. Tarn.\n"
    )
    ran = cli("action", "set", cli.store, "1", "--reopen", "--owner", "School nurse", "--json")
    shaped(ran, "actions")
    (shape,) = ran.json["actions"]
    assert (shape["state"], shape["done"], shape["owner"], shape["outcome"]) == (
        "overdue", None, "School nurse", "New splints fit",
    )  # fmt: skip
    assert cli("undo", cli.store).code == 0
    assert cli("actions", cli.store).out == done.out


def test_one_of_several_actions_is_named_by_its_place(cli: Cli) -> None:
    cli.with_lines("14/3/24 meeting Plan agreed src:minutes")
    for what in ("First", "Second"):
        assert cli("action", "add", cli.store, "1", what).code == 0
    refused(cli("action", "set", cli.store, "1", "--owner", "GP"), "--which", "1 First; 2 Second")
    assert "Second, by GP" in cli("action", "set", cli.store, "1", "--which", "2", "--owner", "GP").out


def test_what_cannot_be_done_to_an_action_is_wrong_usage(cli: Cli) -> None:
    cli.with_lines("14/3/24 meeting Plan agreed src:minutes")
    assert cli("action", "add", cli.store, "1", "Ring").code == 0
    before = cli.store.read_bytes()
    refused(cli("action", "set", cli.store, "1", "--done", "today", "--reopen"), "not both")
    refused(cli("action", "set", cli.store, "9", "--done", "today"), "no entry 9")
    refused(cli("action", "set", cli.store, "1", "--done", "31/2/2024"))
    refused(cli("action", "add", cli.store, "1", ""), "What")
    assert cli.store.read_bytes() == before


# ------------------------------------------------------------------------------------------------------------ statuses


def test_a_status_is_ended_by_saying_it_again_and_taken_off(cli: Cli) -> None:
    cli.with_child()
    assert cli("child", "status", cli.store, "protection_plan", "--from", "3/3/2024", "--category", "neglect").code == 0
    ended = cli(
        "child", "status", cli.store, "protection_plan", "--from", "3/3/2024", "--to", "1/9/2024", "--category", "neglect"
    )  # fmt: skip
    assert ended.out == "S. Tarn: protection plan from 03/03/2024 to 01/09/2024.\n"
    (child,) = cli("child", "list", cli.store, "--json").json["children"]
    assert len(child["statuses"]) == 1
    refused(cli("child", "status", cli.store, "protection_plan", "--from", "4/3/2024", "--take-off"), "no status")
    assert cli("child", "status", cli.store, "protection_plan", "--from", "3/3/2024", "--take-off").code == 0
    (child,) = cli("child", "list", cli.store, "--json").json["children"]
    assert child["statuses"] == []


# ------------------------------------------------------------------------------------------------------ sources, people


def test_a_source_and_a_person_are_renamed(cli: Cli) -> None:
    cli.with_lines("14/3/24 wnb physio src:letter")
    assert "Clinic letter" in cli("source", "set", cli.store, "letter", "--rename", "Clinic letter", "--checked").out
    refused(cli("source", "set", cli.store, "fax", "--rename", "Letter"), "no source 'fax'")
    assert cli("person", "add", cli.store, "Nana", "--relation", "grandparent").code == 0
    changed = cli("person", "set", cli.store, "Nana", "--rename", "Joan Tarn", "--without-relation", "S. Tarn")
    assert changed.out == "Joan Tarn; family.\n"


# ------------------------------------------------------------------------------------------------------------ policy


def test_the_thresholds_are_listed_changed_and_reset_and_every_answer_names_the_policy(cli: Cli) -> None:
    cli.with_lines("14/1/24 wnb @physio src:letter", "14/3/24 wnb @dentist src:letter", "14/5/24 wnb @neuro src:letter")
    listed = cli("policy", "list")
    assert listed.out.startswith("Policy in force: Chronology defaults, version 1\nLocal policy file: ")
    assert "- was-not-brought.in-window = 3 appointments" in listed.out
    changed = cli("policy", "set", "was-not-brought.in-window", "4")
    assert (changed.code, changed.out) == (0, "Policy in force: Local policy, version 1\n")
    ran = cli("policy", "list", "--json")
    shaped(ran, "policy-in-force")
    document = ran.json
    assert document["there"] is True
    (value,) = [one for table in document["rules"] for one in table["thresholds"] if one["local"]]
    assert (value["key"], value["value"], value["default"]) == ("in-window", 4, 3)
    assert value["source"] == "local policy Local policy version 1; default 3"
    patterns = cli("patterns", cli.store, "--json", "--as-of", "1/6/2024").json
    assert patterns["policy"] == "Local policy, version 1"
    out = cli.folder / "pack.txt"
    assert cli("export", cli.store, out, "--as-of", "1/6/2024").code in {0, 1}
    assert "Local policy, version 1" in out.read_text(encoding="utf-8")
    assert cli("policy", "name", "Northfield", "2026").out == "Policy in force: Northfield, version 2026\n"
    assert cli("policy", "reset", "was-not-brought.in-window").out == "Policy in force: Northfield, version 2027\n"
    assert "local policy Northfield" not in cli("policy", "list").out
    again = cli("policy", "reset", "was-not-brought.in-window")
    assert (again.code, again.out) == (0, "")
    assert "in force already" in again.err


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("set", "was-not-brought.in-window", "0"), "from 2 to 100"),
        (("set", "was-not-brought.in-window", "9"), "Change the other one first"),
        (("set", "was-not-brought.never", "3"), "chronology policy list"),
        (("name", "", "1"), "name"),
    ],
)
def test_a_threshold_that_cannot_be_is_wrong_usage(cli: Cli, arguments: tuple[str, ...], word: str) -> None:
    refused(cli("policy", *arguments), word)
    assert "(not there" in cli("policy", "list").out
