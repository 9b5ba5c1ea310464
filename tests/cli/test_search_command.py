"""``search`` as its users call it, and ``list --find``, which finds the same."""

from __future__ import annotations

import pytest

from tests.support.cli import Cli
from tests.support.schemas import conforms

LINES = (
    '14/3/24 wnb @physio; second letter unanswered src:"clinic letter"',
    '2/5/24 adm; seizures, "did not wake" src:"ward record"',
    "3/5/24 n; rang the physio about Zoë's splints; splints outgrown src:call",
)


@pytest.fixture
def filled(cli: Cli) -> Cli:
    return cli.with_lines(*LINES)


def test_entries_are_printed_with_their_numbers_the_best_first(filled: Cli) -> None:
    said = filled("search", filled.store, "physio")
    assert said.code == 0
    assert [line.split(".")[0] for line in said.out.splitlines()] == ["3", "1"]
    assert "Physiotherapy" in said.out
    assert filled("search", filled.store, "ZOE spl").out.startswith("3. 3 May 2024")
    assert filled("search", filled.store, "physio -splints").out.count("\n") == 1


def test_a_match_that_the_line_does_not_show_is_told(filled: Cli) -> None:
    assert "[short forms of the kind: wnb dna notbrought]" in filled("search", filled.store, "dna").out


def test_nothing_found_and_no_word_to_look_for_are_said(filled: Cli) -> None:
    nothing = filled("search", filled.store, "wheelchair")
    assert (nothing.code, nothing.out) == (0, "")
    assert "No entries answer to that" in nothing.err
    for command in (("search", filled.store, "()"), ("list", filled.store, "--find", "()")):
        no_word = filled(*command)
        assert (no_word.code, no_word.out) == (2, "")
        assert "no word to look for" in no_word.err


def test_json_is_shaped_by_its_schema_and_tells_where_the_matches_stand(filled: Cli) -> None:
    document = filled("search", filled.store, "splints", "--json").json
    conforms(document, "search")
    (found,) = document["found"]
    assert [(place["name"], place["number"]) for place in found["places"]] == [("S. Tarn", 3)]
    (match,) = found["matches"]
    assert [match["text"][start:end] for start, end in match["spans"]] == ["splints", "splints"]


def test_every_child_is_searched_unless_one_is_named(filled: Cli) -> None:
    assert filled("child", "add", filled.store, "--name", "J. Hollin", "--dob", "1/2/2020").code == 0
    assert filled("add", filled.store, "4/4/24 n; splints fit src:letter", "--child", "J. Hollin").code == 0
    lines = filled("search", filled.store, "splints").out.splitlines()
    assert {line.split(". ")[0] + ". " + line.split(". ")[1] for line in lines} == {"S. Tarn, 3", "J. Hollin, 1"}
    (line,) = filled("search", filled.store, "splints", "--child", "J. Hollin").out.splitlines()
    assert line.startswith("1. 4 Apr")
    assert filled("search", filled.store, "splints", "--child", "nobody").code == 2


def test_the_list_finds_what_the_search_finds_in_order_of_date(filled: Cli) -> None:
    for text in ("physio", "zoe", '"did not wake"', '"not did"', "letter -second", "wnb", "eizures"):
        listed = [e["number"] for e in filled("list", filled.store, "--json", "--find", text).json["events"]]
        found = [f["places"][0]["number"] for f in filled("search", filled.store, "--json", "--", text).json["found"]]
        assert listed == sorted(found), text


def test_a_pasted_letter_is_searched_by_its_first_words_and_that_is_said(filled: Cli) -> None:
    said = filled("search", filled.store, "seizures " * 40)
    assert said.code == 0
    assert "its last 8 words were not looked for" in said.err
