"""``check`` and ``questions`` as their users call them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.cli import Cli
from tests.support.schemas import shaped

LINES = ("14/3/24 wnb @physio DNA, no message !2 src:letter", "16/3/24 n Seen; XYZ form src:other")


@pytest.fixture
def case(cli: Cli) -> Cli:
    return cli.with_lines(*LINES)


def settled(cli: Cli) -> Cli:
    """Return a store with a child of whom there is nothing to ask."""
    cli.with_child()
    assert cli("child", "set", cli.store, "--father", "known").code == 0
    return cli


def test_issues_are_grouped_with_entry_place_reason_and_fix_and_the_exit_code_says_so(case: Cli) -> None:
    ran = case("check", case.store)
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert lines[0].startswith("S. Tarn, as at ")
    assert lines[0].endswith(" issues, 1 with a sure fix (--fix)")
    group = lines.index("“Did not attend” of a child (did-not-attend): 1")
    assert lines[group + 1].startswith("  - Entry 1, 14 March 2024, summary. “DNA” says that the child chose;")
    assert "    Fix: Write “was not brought” instead of “DNA”" in lines
    assert "Source not checked (source-unchecked): 2" in lines
    assert any(line.startswith("  - Entry 2, 16 March 2024, source “other”. ") for line in lines)
    assert any(line.startswith("  - The child's record. ") for line in lines)
    assert lines.index("Source not checked (source-unchecked): 2") < lines.index("Short form without a meaning (jargon): 1")
    assert lines[-1] == "Policy: Chronology defaults, version 1"


def test_nothing_to_look_at_is_exit_code_0_and_is_not_called_complete(cli: Cli) -> None:
    ran = settled(cli)("check", cli.store)
    assert ran.code == 0
    assert ran.out.splitlines()[0].endswith(": no issues")
    assert "does not make a chronology complete" in ran.out


def test_the_document_has_the_published_shape_and_the_same_issues(case: Cli) -> None:
    ran = shaped(case("check", case.store, "--json"), "check", code=1)
    document = ran.json
    assert document["child"]["name"] == "S. Tarn"
    assert sum(count["issues"] for count in document["counts"]) == len(document["issues"])
    (issue,) = (issue for issue in document["issues"] if issue["code"] == "did-not-attend")
    events = case("list", case.store, "--json").json["events"]
    assert issue["events"] == [{"id": events[0]["id"], "number": 1}]
    assert (issue["place"], issue["about"]) == ("summary", "summary")
    assert issue["fix"] == {
        "words": "Write “was not brought” instead of “DNA”", "values": {"summary": "Was not brought, no message"},
    }  # fmt: skip
    assert document["fixed"] == []
    assert case("check", case.store, "--json").out == ran.out, "the same store gives the same document"


def test_fix_applies_the_sure_fixes_says_what_changed_and_how_to_undo(case: Cli) -> None:
    assert case("add", case.store, "18/3/24 wnb @dentist DNA !1 src:letter").code == 0
    before = case("list", case.store).out
    ran = case("check", case.store, "--fix")
    assert ran.code == 1, "there is more to look at than what could be fixed"
    assert ran.out.splitlines()[:2] == [
        "Fixed: Entry 1, 14 March 2024, summary. Wrote “was not brought” instead of “DNA”.",
        "Fixed: Entry 3, 18 March 2024, summary. Wrote “was not brought” instead of “DNA”.",
    ]
    assert "did-not-attend" not in ran.out
    assert ran.err == f"Undo takes all of these fixes back: chronology undo {case.store}\n"
    assert "Was not brought, no message" in case("list", case.store).out
    assert case("undo", case.store).out.startswith("Undid: changed 2 entries, by ")
    assert case("list", case.store).out == before
    assert case("verify", case.store).code == 0


def test_fix_in_a_document_holds_what_was_fixed_and_what_is_left(case: Cli) -> None:
    ran = shaped(case("check", case.store, "--fix", "--json"), "check", code=1)
    assert [issue["code"] for issue in ran.json["fixed"]] == ["did-not-attend"]
    assert "did-not-attend" not in {issue["code"] for issue in ran.json["issues"]}


def test_fix_where_nothing_is_sure_changes_nothing_and_says_so(case: Cli) -> None:
    assert case("check", case.store, "--fix").code == 1
    head = case("history", case.store).out
    again = case("check", case.store, "--fix")
    assert again.code == 1
    assert again.err == "No issue has a sure fix, so nothing was changed.\n"
    assert case("history", case.store).out == head


def test_checking_only_reads(case: Cli) -> None:
    history = case("history", case.store).out
    case("check", case.store)
    case("questions", case.store)
    assert case("history", case.store).out == history


def test_the_day_and_the_policy_are_those_that_were_asked_for(case: Cli, tmp_path: Path) -> None:
    ran = case("check", case.store, "--as-of", "15/3/2024")
    assert ran.out.startswith("S. Tarn, as at 15 March 2024: ")
    assert "(future-date): 1" in ran.out
    policy = tmp_path / "local.toml"
    policy.write_text('name = "Ours"\nversion = "2"\n[quality-check]\nexpected-from-severity = 4\n', encoding="utf-8")
    local = case("check", case.store, "--as-of", "30/8/2024", "--policy", policy)
    assert "(no-impact)" not in local.out
    assert local.out.endswith("Policy: Ours, version 2\n")


def test_a_store_without_a_child_with_several_and_with_an_unknown_one(cli: Cli) -> None:
    assert cli("init", cli.store).code == 0
    for command in ("check", "questions"):
        ran = cli(command, cli.store)
        assert (ran.code, ran.out) == (2, "")
        assert "The store holds no child yet." in ran.err
    for name in ("S. Tarn", "A. Reed"):
        assert cli("child", "add", cli.store, "--name", name, "--dob", "3/4/2019").code == 0
    assert cli("add", cli.store, LINES[0], "--child", "A. Reed").code == 0
    assert cli("check", cli.store).code == 2
    assert cli("check", cli.store, "--child", "nobody").code == 2
    assert "did-not-attend" in cli("check", cli.store, "--child", "A. Reed").out
    assert "did-not-attend" not in cli("check", cli.store, "--child", "S. Tarn", "--fix").out
    assert "DNA" in cli("list", cli.store, "--child", "A. Reed").out, "another child's entries are left alone"


def test_hostile_words_reach_the_terminal_harmlessly(cli: Cli) -> None:
    cli.with_child()
    words = "DNA [/] [on red]x \x1b[2J \u202eevil {0} %s"
    assert cli("add", cli.store, f'14/3/24 wnb @physio {words} !2 src:"\x1b[2Jletter"').code == 0
    for arguments in (("check",), ("check", "--fix"), ("questions",)):
        ran = cli(arguments[0], cli.store, *arguments[1:])
        assert ran.code in {0, 1}
        assert not {"\x1b", "\u202e"} & set(ran.out + ran.err)


def test_questions_are_printed_with_their_entries_and_nothing_recorded_is_said(case: Cli) -> None:
    ran = case("questions", case.store)
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert "The program answers none of them." in lines[1]
    place = lines.index("What is daily life like for the child?")
    assert lines[place + 1] == "  Nothing recorded."
    assert lines[place + 2].startswith("  Looked at: ")
    assert any(line.startswith("  Source: Bradford") for line in lines)


def test_the_document_of_questions_has_the_published_shape(case: Cli) -> None:
    assert case("add", case.store, "20/3/24 admitted seizures !4 src:letter").code == 0
    document = shaped(case("questions", case.store, "--as-of", "30/8/2024", "--json"), "questions").json
    assert document["as_of"] == "2024-08-30"
    harm = next(one for one in document["questions"] if one["id"] == "significant-harm")
    assert [event["number"] for event in harm["events"]] == [3]
    assert harm["recorded"] == "1 entry"
