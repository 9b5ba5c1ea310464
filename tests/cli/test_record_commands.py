"""The commands about the records beside entries: plain lines with words, JSON with a schema, exit codes, nothing half done."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.cli import Cli, Ran
from tests.support.schemas import conforms, shaped


def refused(ran: Ran, code: int, *words: str) -> None:
    assert (ran.code, ran.out) == (code, ""), ran.err
    assert len(ran.err.strip().splitlines()) == 1
    for word in words:
        assert word in ran.err


def test_a_child_is_described_in_one_plain_line(cli: Cli) -> None:
    cli.with_child()
    said = cli(
        "child", "set", cli.store, "--gestation", "32+4", "--father", "unknown", "--household", "Mother; Nana [/x]",
        "--conditions", "asthma; eczema", "--vulnerability", "disability:3/4/2019", "--vulnerability", "other=wears a brace",
        "--risk", "poverty", "--lead", "A. Worker", "--parental-responsibility", "Mother", "--marking", "OFFICIAL",
        "--sharing-basis", "Consent", "--state", "finished", "--family", "Tarn",
    )  # fmt: skip
    assert said.out == (
        "S. Tarn, born 03/04/2019. gestation at birth 32+4 weeks. father unknown. family: Tarn. household: Mother; Nana [/x]. "
        "conditions: asthma; eczema. lead professional: A. Worker. parental responsibility: Mother. marking: OFFICIAL. "
        "sharing basis: Consent. vulnerability: disability from 03/04/2019. vulnerability: other (wears a brace). "
        "risk in the household: poverty. chronology finished.\n"
    )
    (child,) = cli("child", "list", cli.store, "--json").json["children"]
    assert (child["gestation"], child["father"], child["state"]) == ({"weeks": 32, "days": 4}, "unknown", "finished")
    shaped(cli("child", "list", cli.store, "--json"), "children")
    shape = cli("child", "set", cli.store, "--without-vulnerability", "disability", "--household", "", "--json").json
    assert ([v["kind"] for v in shape["vulnerabilities"]], shape["household"], shape["father"]) == (["other"], "", "unknown")


@pytest.mark.parametrize(
    "options",
    [
        ("--gestation", "12"),
        ("--vulnerability", "brave"),
        ("--risk", "poverty:2019"),
        ("--state", "purged"),
        ("--dob", "31/2/19"),
    ],
)
def test_a_field_that_does_not_fit_is_wrong_usage(cli: Cli, options: tuple[str, str]) -> None:
    cli.with_child()
    before = cli.store.read_bytes()
    refused(cli("child", "set", cli.store, *options), 2)
    assert cli.store.read_bytes() == before


def test_people_are_added_and_listed(cli: Cli) -> None:
    cli.with_child()
    assert cli("person", "list", cli.store).err.strip() == "No people are recorded."
    added = cli(
        "person",
        "add",
        cli.store,
        "Nana Tarn",
        "--relation",
        "grandparent=Mum's mother",
        "--third-party",
        "--pseudonym",
        "Grandmother",
    )
    assert added.out == (
        "Nana Tarn; family; grandparent of S. Tarn (Mum's mother); third party; "
        "written as “Grandmother” where the name may not be used.\n"
    )
    cli("person", "add", cli.store, "J. Hale", "--kind", "professional", "--role", "health visitor", "--agency", "0-19 service")
    cli("person", "set", cli.store, "j. hale", "--notes", "works Tuesdays")
    assert cli("person", "list", cli.store).out.splitlines()[1] == (
        "J. Hale; professional; health visitor; 0-19 service; works Tuesdays."
    )
    assert len(cli("person", "list", cli.store, "--child", "S. Tarn", "--json").json["people"]) == 1
    shaped(cli("person", "list", cli.store, "--json"), "people")
    refused(cli("person", "add", cli.store, "Nana Tarn"), 2, "there already")
    refused(cli("person", "add", cli.store, "X", "--relation", "cousin"), 2, "grandparent")


def test_disagreements_are_numbered_and_settled(cli: Cli) -> None:
    cli.with_child()
    added = cli(
        "disagreement", "add", cli.store, "--with", "Social care", "--about", "No strategy meeting", "--raised", "about May 2024"
    )
    assert added.out == ("1. With Social care: No strategy meeting; stage: practitioners; raised about May 2024; not settled.\n")
    settled = cli(
        "disagreement", "set", cli.store, "1", "--settled", "3/6/24", "--outcome", "Meeting held", "--stage", "managers"
    )
    assert settled.out == (
        "1. With Social care: No strategy meeting; stage: managers; raised about May 2024; settled 3 June 2024; "
        "outcome: Meeting held.\n"
    )
    shaped(cli("disagreement", "list", cli.store, "--json"), "disagreements")
    refused(cli("disagreement", "set", cli.store, "2", "--outcome", "x"), 2, "no disagreement 2")
    refused(cli("disagreement", "add", cli.store, "--with", "x", "--about", "y", "--raised", "31/2/24"), 2, "February")
    refused(cli("disagreement", "add", cli.store, "--with", "x"), 2, "--about")


def test_sources_are_set_and_listed(cli: Cli) -> None:
    cli.with_child()
    cli("add", cli.store, '14/3/24 gp rash src:"Clinic letter"')
    assert cli("source", "set", cli.store, "clinic letter", "--checked", "--dated", "March 2024").out == (
        "Clinic letter; letter; dated March 2024; 1 entry; checked.\n"
    )
    assert cli("source", "set", cli.store, "School file", "--not-available").out == (
        "School file; other; 0 entries; not checked; asked for and not seen.\n"
    )
    shaped(cli("source", "list", cli.store, "--json"), "sources")
    listed = cli("source", "list", cli.store, "--child", "S. Tarn", "--json").json["sources"]
    assert [(s["title"], s["entries"], s["available"]) for s in listed] == [
        ("Clinic letter", 1, True), ("School file", 0, False),
    ]  # fmt: skip
    refused(cli("source", "set", cli.store, "x", "--kind", "rumour"), 2, "letter")


def test_agreed_actions_are_listed_as_at_a_day(cli: Cli) -> None:
    cli.with_child()
    assert cli("actions", cli.store).err.strip() == "No agreed actions are recorded."
    cli("add", cli.store, '14/3/24 n seen action:"ring the school" owner:GP due:21/3/24 src:visit')
    assert cli("actions", cli.store, "--as-of", "1/4/24").out == (
        "Overdue: ring the school, by GP, due 21 March 2024. Agreed in entry 1 of S. Tarn.\n"
    )
    assert cli("actions", cli.store, "--as-of", "21/3/24").out.startswith("Open: ")
    ran = cli("actions", cli.store, "--json")
    shaped(ran, "actions")
    (action,) = ran.json["actions"]
    assert (action["state"], action["entries"][0]["number"], action["due"]["earliest"]) == ("overdue", 1, "2024-03-21")


def test_what_was_shared_is_listed(cli: Cli, tmp_path: Path) -> None:
    cli.with_child()
    assert cli("shared", cli.store).err.strip() == "Nothing has been exported."
    cli("add", cli.store, "14/3/24 gp rash src:x")
    cli("export", cli.store, tmp_path / "a.txt", "--recipient", "Social care", "--purpose", "Referral", "--as-of", "30/8/2024")
    cli("export", cli.store, tmp_path / "b.json", "--child", "S. Tarn", "--sharing-basis", "Consent")
    first, second = cli("shared", cli.store).out.splitlines()
    assert (
        "a.txt; referral pack about S. Tarn as at 30/08/2024; made from 1 entry, 0 withheld; for Social care; purpose: Referral; "
        in first
    )
    assert "b.json; full pack about S. Tarn" in second
    assert "recipient not recorded; basis: Consent; SHA-256 " in second
    shaped(cli("shared", cli.store, "--json"), "shared")
    assert [x["pack"] for x in cli("shared", cli.store, "--child", "S. Tarn", "--json").json["exports"]] == ["referral", "full"]


def test_the_whole_record_goes_out_and_in(cli: Cli, tmp_path: Path) -> None:
    cli.with_child()
    cli("child", "add", cli.store, "--name", "Robin Tarn", "--dob", "1/1/2021")
    cli("add", cli.store, "14/3/24 gp [/red] %s \x1b[31m +Robin src:x", "--child", "S. Tarn")
    out, again, other = tmp_path / "out.json", tmp_path / "again.json", tmp_path / "other.chron"
    wrote = cli("export", cli.store, out)
    assert wrote.code == 0
    assert "nothing is withheld: 1 entry" in wrote.err
    conforms(json.loads(out.read_text()), "bundle")
    assert cli("init", other).code == 0
    dry = cli("import", other, out, "--dry-run")
    assert dry.out.startswith("Would add 1; 0 there already; 0 skipped.\nWould add 2 children; 0 there already.\n")
    added = cli("import", other, out, "--json")
    shaped(added, "import")
    assert (added.json["added"], added.json["records"][0]) == (1, {"name": "children", "added": 2, "there": 0})
    assert cli("export", other, again).code == 0
    assert again.read_bytes() == out.read_bytes()
    assert cli("import", other, out, "--format", "json").out.startswith("Added 0; 1 there already; 0 skipped.")


def test_a_conflict_is_told_with_its_place_and_exit_code(cli: Cli, tmp_path: Path) -> None:
    cli.with_child()
    cli("add", cli.store, "14/3/24 gp rash src:x")
    out = tmp_path / "out.json"
    cli("export", cli.store, out)
    out.write_text(out.read_text().replace('"rash"', '"bruise"'))
    ran = cli("import", cli.store, out)
    assert ran.code == 1
    assert ran.out.startswith("Added 0; 0 there already; 1 skipped.")
    assert ran.err.startswith("events 1: the same record is there already with other content")
    assert "bruise" not in ran.err
    assert cli("list", cli.store, "--json").json["events"][0]["summary"] == "rash"


def test_a_bundle_that_cannot_be_read_changes_nothing(cli: Cli, tmp_path: Path) -> None:
    cli.with_child()
    before = cli.store.read_bytes()
    path = tmp_path / "in.json"
    for content, told in ((b"{", "not JSON"), (b"{}", "not a chronology bundle"), (b"[" * 9999, "too deeply"), (b"", "empty")):
        path.write_bytes(content)
        refused(cli("import", cli.store, path), 4, told, "Nothing was added")
    refused(cli("import", cli.store, path, "--child", "S. Tarn"), 2, "leave out --child")
    refused(cli("import", cli.store, path, "--format", "docx"), 2, "csv, xlsx and json")
    assert cli.store.read_bytes() == before


def test_a_json_export_takes_no_options_of_packs(cli: Cli, tmp_path: Path) -> None:
    cli.with_child()
    for options in (
        ("--pack", "referral"), ("--as-of", "2024"), ("--from", "2024"), ("--to", "2024"), ("--marking", "x"),
        ("--prepared-by", "x"), ("--area", "dental"), ("--key-only",), ("--redact", "family"), ("--large-print",),
        ("--page-cap", "4"), ("--preview",),
    ):  # fmt: skip
        refused(cli("export", cli.store, tmp_path / "x.json", *options), 2, "whole record")
    assert cli("export", cli.store, tmp_path / "x.json", "--pack", "full").code == 0
    refused(cli("export", cli.store, tmp_path / "x.json"), 2, "left as it is")
    refused(cli("export", cli.store, tmp_path / "x.txt", "--pack", "chapter"), 2, "no pack 'chapter'")
    assert len(cli("shared", cli.store).out.splitlines()) == 1


def test_kinds_are_printed_with_what_they_mean(cli: Cli) -> None:
    assert cli("kinds", "wnb").out == (
        "wnb, dna, notbrought: Was not brought (Appointments). A child who depends on an adult was not brought to an offered "
        "appointment, without warning (NHS code 3).\n"
    )
    assert len(cli("kinds").out.splitlines()) > 100
    assert cli("kinds", "no such word").err.startswith("No kind has that word.")
    shaped(cli("kinds", "--json"), "kind-list")


def test_the_vocabulary_is_printed_with_its_definitions(cli: Cli) -> None:
    lists = cli("schema", "vocabulary").json["$defs"]
    assert {"const": "not_asked", "title": "not asked", "description": "Nobody has asked yet."} in lists["FatherKnown"]["oneOf"]


def test_the_corrected_age_stands_beside_the_age(cli: Cli) -> None:
    cli.with_child()
    cli("child", "set", cli.store, "--gestation", "31+2")
    for line in ("20/4/2019 n early src:x", "4/10/2020 n later src:x", "5/4/2021 n two src:x"):
        cli("add", cli.store, line)
    shown = cli("list", cli.store).out.splitlines()
    assert "(17d, corrected 33+5 weeks)" in shown[0]
    assert "(18m, corrected 16m)" in shown[1]
    assert "(2y 0m)" in shown[2]
    ran = cli("list", cli.store, "--json")
    shaped(ran, "list")
    assert [e["corrected_age"] for e in ran.json["events"]] == ["33+5 weeks", "16m", None]


def test_help_of_every_record_command_has_an_example(cli: Cli) -> None:
    for command in (
        ("actions",), ("shared",), ("kinds",), ("child", "set"), ("person", "add"), ("person", "set"), ("person", "list"),
        ("disagreement", "add"), ("disagreement", "set"), ("disagreement", "list"), ("source", "set"), ("source", "list"),
    ):  # fmt: skip
        shown = cli(*command, "--help")
        assert shown.code == 0
        assert "Example: chronology" in " ".join(shown.out.split())
