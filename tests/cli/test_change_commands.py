"""``edit``, ``delete``, ``undelete``, ``undo`` and ``redo`` as their users call them."""

from __future__ import annotations

import pytest

from tests.support.cli import Cli
from tests.support.schemas import shaped

LINES = ("14/3/24 wnb @physio splints !2 src:letter", "15/3/24 gp seen src:letter", "16/3/24 n note src:other")


@pytest.fixture
def case(cli: Cli) -> Cli:
    return cli.with_lines(*LINES)


def listed(cli: Cli) -> str:
    return cli("list", cli.store).out


def test_entries_are_changed_by_number_range_and_identifier_in_one_step(case: Cli) -> None:
    before = listed(case)
    third = case("list", case.store, "--json").json["events"][2]["id"]
    done = case("edit", case.store, "1-2", third, "2", "--set", "severity=3", "--set", "Child seen=seen", "--set", "source=New")
    assert done.code == 0
    assert len(done.out.splitlines()) == 3
    assert all("[high]" in line and "Source: New" in line for line in done.out.splitlines())
    assert "by undo or redo" not in case("history", case.store).out
    undone = case("undo", case.store)
    assert undone.out.startswith("Undid: added 1 source; changed 3 entries, by ")
    assert listed(case) == before
    assert "event changed, by undo or redo: " in case("history", case.store).out
    assert case("redo", case.store).out.startswith("Did again: added 1 source; changed 3 entries, by ")
    assert "[high]" in listed(case)
    assert case("verify", case.store).code == 0


def test_an_edit_that_says_nothing_new_and_a_date_to_look_at(case: Cli) -> None:
    same = case("edit", case.store, "1", "--set", "severity=2")
    assert (same.code, same.out) == (0, "")
    assert "Nothing was changed" in same.err
    moved = case("edit", case.store, "1", "--set", "date=17 March")
    assert moved.code == 0
    assert "17 March 2024" in moved.out
    assert "Look again:" in moved.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("edit", "9", "--set", "severity=2"), ("edit", "0-2", "--set", "severity=2"), ("edit", "3-1", "--set", "severity=2"),
        ("edit", "one", "--set", "severity=2"), ("edit", "1", "--set", "severity"), ("edit", "1", "--set", "colour=red"),
        ("edit", "1", "--set", "severity=9"), ("edit", "1", "--set", "date=31/2/2024"), ("delete", "9"), ("undelete", "1"),
        ("undelete", "0195e3a0-0000-7000-8000-000000000000"), ("redo",),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_in_one_line_and_changes_nothing(case: Cli, arguments: tuple[str, ...]) -> None:
    before = case("history", case.store).out
    command, *rest = arguments
    refused = case(command, case.store, *rest)
    assert refused.code == 2
    assert len(refused.err.splitlines()) == 1
    assert refused.out == ""
    assert case("history", case.store).out == before


def test_a_deleted_entry_is_listed_and_comes_back(case: Cli) -> None:
    before = listed(case)
    gone = case("delete", case.store, "1", "3")
    assert [line.partition(":")[0] for line in gone.out.splitlines()] == ["Deleted", "Deleted"]
    assert f"chronology undo {case.store}" in gone.err
    assert len(listed(case).splitlines()) == 1
    assert case("add", case.store, "17/3/24 n later src:letter").code == 0
    offered = case("undelete", case.store).out.splitlines()
    assert len(offered) == 2
    assert all(" Deleted 20" in line for line in offered)
    (identifier,) = (line.split()[-1] for line in offered if "splints" in line)
    assert case("undelete", case.store, identifier).out.startswith("Brought back: 1. 14 March 2024")
    assert case("undelete", case.store, "1").code == 0
    assert case("undelete", case.store).err.strip() == "No deleted entry can be brought back."
    case("delete", case.store, "4")
    assert listed(case) == before


def test_an_entry_of_two_children_says_so_when_it_goes(case: Cli) -> None:
    assert case("child", "add", case.store, "--name", "Robin Tarn", "--dob", "1/1/2020").code == 0
    assert case("edit", case.store, "1", "--set", "children=Robin Tarn", "--child", "S. Tarn").code == 0
    assert len(case("list", case.store, "--child", "Robin").out.splitlines()) == 1
    assert "other children" in case("delete", case.store, "1", "--child", "Robin").err
    assert case("edit", case.store, "1", "--set", "severity=1").code == 2, "which child is not said"


def test_each_document_has_the_shape_of_its_schema(case: Cli) -> None:
    changed = shaped(case("edit", case.store, "1", "--set", "severity=4", "--json"), "changed")
    assert changed.json["events"][0]["severity"] == 4
    gone = shaped(case("delete", case.store, "1", "--json"), "deleted").json["deleted"]
    assert [(one["source"], one["undone"]) for one in gone] == [("letter", False)]
    assert shaped(case("undelete", case.store, "--json"), "deleted").json["deleted"] == gone
    back = shaped(case("undelete", case.store, "1", "--json"), "changed")
    assert back.json["events"][0]["id"] == gone[0]["event"]["id"]
    undone = shaped(case("undo", case.store, "--json"), "undone").json
    assert (undone["direction"], undone["counts"]) == ("undo", [{"action": "added", "record": "event", "number": 1}])
    assert undone["entries"] == [gone[0]["event"]["id"]]
    assert shaped(case("redo", case.store, "--json"), "undone").json["direction"] == "redo"
    shaped(case("history", case.store, "--json"), "history")


def test_everything_is_undone_to_an_empty_store(case: Cli) -> None:
    for _ in range(1 + len(LINES)):
        assert case("undo", case.store).code == 0
    assert case("undo", case.store).code == 2
    assert case("child", "list", case.store).out == ""
    assert case("verify", case.store).code == 0
