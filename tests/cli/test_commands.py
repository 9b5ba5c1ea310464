"""The command line as its users call it: what each command prints, in words and in JSON, and its exit code."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from chronology_tui.services.schemas import SCHEMAS
from tests.support.cli import Cli
from tests.support.schemas import conforms


def test_a_case_from_nothing_to_patterns(cli: Cli) -> None:
    assert "Made the encrypted store" in cli("init", cli.store).out
    added = cli(
        "child", "add", cli.store, "--name", "S. Tarn", "--dob", "3/4/2019", "--sex", "male", "--nhs-number", "943 476 5919"
    )
    assert "Added S. Tarn, born 03/04/2019." in added.out
    assert "S. Tarn" in cli("child", "list", cli.store).out
    said = cli("add", cli.store, "14/3/24 wnb physiotherapy; second missed !2 src:letter")
    assert said.code == 0
    assert "14 March 2024 (4y 11m) [moderate] Was not brought · Physiotherapy: second missed Source: letter" in said.out
    assert said.err == ""
    assert cli("add", cli.store, "21/3/24 wnb @physio !2 src:letter").code == 0
    listed = cli("list", cli.store)
    assert [line[:2] for line in listed.out.splitlines()] == ["1.", "2."]
    patterns = cli("patterns", cli.store, "--as-of", "30/8/2024")
    assert patterns.code == 0
    assert "physiotherapy" in patterns.out.lower()
    assert "not proof" in patterns.out


def test_every_json_document_is_shaped_by_its_schema(cli: Cli, tmp_path: Path) -> None:
    cli.with_child()
    table = tmp_path / "rows.csv"
    table.write_text(
        "date,kind,service,summary\n1/2/2024,wnb,Physio,one\n1/3/2024,wnb,Physio,two\nrubbish,wnb,Physio,three\n,note,,kept\n"
    )
    imported = cli("import", cli.store, table, "--json")
    assert imported.code == 1
    conforms(imported.json, "import")
    assert (imported.json["added"], imported.json["duplicates"], imported.json["skipped"]) == (3, 0, 1)
    assert [(i["row"], i["column"], i["code"]) for i in imported.json["issues"]] == [
        (4, "date", "date-refused"),
        (5, "date", "undated"),
    ]
    for arguments, schema in (
        (("list", cli.store), "list"),
        (("patterns", cli.store, "--as-of", "2024-08-30"), "patterns"),
        (("child", "list", cli.store), "children"),
        (("add", cli.store, "about April 2024 gp seen src:record"), "add"),
    ):
        ran = cli(*arguments, "--json")
        assert ran.code == 0
        conforms(ran.json, schema)


def test_list_json_holds_what_the_contract_names(cli: Cli) -> None:
    cli.with_child()
    cli("add", cli.store, 'about March 2021 wnb @physio !3 ~2 src:"clinic letter" p:2')
    document = cli("list", cli.store, "--json").json
    assert set(document) == {"child", "events"}
    (event,) = document["events"]
    assert event["number"] == 1
    assert event["when"] | {"remarks": []} == {
        "text": "about March 2021", "qualifier": "about", "precision": "month", "earliest": "2021-03-01", "latest": "2021-03-31",
        "edtf": "2021-03~", "remarks": [],
    }  # fmt: skip
    assert (event["kind"], event["area"], event["severity"], event["likelihood"]) == ("was_not_brought", "appointments", 3, 2)
    assert (event["source"], event["page"], event["service"]) == ("clinic letter", "2", "Physiotherapy")


def test_list_chooses_by_date_kind_and_words(cli: Cli) -> None:
    cli.with_child()
    for line in ("14/3/24 wnb @physio src:a", "2/5/24 adm seizures src:b", "March 2025 gp rash src:c", "undated n knee src:d"):
        cli("add", cli.store, line)

    def numbers(*options: str) -> list[int]:
        return [e["number"] for e in cli("list", cli.store, "--json", *options).json["events"]]

    assert numbers("--kind", "adm") == [3]
    assert numbers("--find", "SEIZ") == [3]
    assert numbers("--from", "April 2024") == [1, 3, 4]
    assert numbers("--to", "2024") == [1, 2, 3]
    assert numbers("--find", "nothing like it") == []
    assert cli("list", cli.store, "--kind", "telepathy").code == 2


def test_a_line_that_cannot_be_saved_is_refused_with_the_reason(cli: Cli) -> None:
    cli.with_child()
    refused = cli("add", cli.store, "31/02/2024 wnb @physio src:letter")
    assert refused.code == 2
    assert "February" in refused.err
    assert refused.out == ""
    assert cli("list", cli.store, "--json").json["events"] == []


def test_a_missing_source_is_asked_for_and_the_entry_is_kept(cli: Cli) -> None:
    cli.with_child()
    said = cli("add", cli.store, "14/3/24 gp seen")
    assert said.code == 0
    assert "no source named" in said.err


def test_one_child_needs_no_name_and_two_do(cli: Cli) -> None:
    cli.with_child()
    cli("child", "add", cli.store, "--name", "Robin Tarn", "--dob", "1/1/2021")
    asked = cli("add", cli.store, "14/3/24 gp seen src:x")
    assert asked.code == 2
    assert "--child" in asked.err
    assert cli("add", cli.store, "14/3/24 gp seen src:x", "--child", "Robin").code == 0
    assert cli("add", cli.store, "14/3/24 gp seen src:x", "--child", "s. tarn").code == 0
    assert cli("add", cli.store, "14/3/24 gp seen src:x", "--child", "Tarn").code == 2
    assert cli("list", cli.store, "--child", "nobody").code == 2


@pytest.mark.parametrize(
    "options",
    [
        ("--name", "S", "--dob", "March 2019"),
        ("--name", "S", "--dob", "31/2/2019"),
        ("--name", "  "),
        ("--name", "S", "--nhs-number", "9434765918"),
        ("--name", "S", "--sex", "blue"),
    ],
)
def test_a_child_that_does_not_fit_is_refused(cli: Cli, options: tuple[str, ...]) -> None:
    cli("init", cli.store)
    refused = cli("child", "add", cli.store, *options)
    assert refused.code == 2
    assert len(refused.err.strip().splitlines()) == 1
    assert cli("child", "list", cli.store, "--json").json == {"children": []}


def test_a_plan_is_recorded_with_its_dates(cli: Cli) -> None:
    cli.with_child()
    assert cli("child", "status", cli.store, "protection_plan", "--from", "3/3/2024", "--category", "neglect").code == 0
    (status,) = cli("child", "list", cli.store, "--json").json["children"][0]["statuses"]
    assert status == {"kind": "protection_plan", "category": "neglect", "start": "2024-03-03", "end": None}
    assert cli("child", "status", cli.store, "no_such_plan", "--from", "3/3/2024").code == 2


def test_export_writes_a_private_file_and_never_over_another(cli: Cli, tmp_path: Path) -> None:
    cli.with_child()
    cli("add", cli.store, "14/3/24 wnb @physio !2 src:letter")
    out = tmp_path / "referral.pdf"
    wrote = cli("export", cli.store, out, "--as-of", "30/8/2024")
    assert wrote.code == 0
    assert out.read_bytes().startswith(b"%PDF-1.7")
    again = cli("export", cli.store, out, "--as-of", "30/8/2024")
    assert again.code == 2
    assert "left as it is" in again.err
    first = out.read_bytes()
    assert cli("export", cli.store, out, "--as-of", "30/8/2024", "--overwrite").code == 0
    assert out.read_bytes() == first


@pytest.mark.parametrize("arguments", [("x.docm",), ("x.pdf", "--pack", "nonsense"), ("x.pdf", "--as-of", "never")])
def test_an_export_that_cannot_be_is_wrong_usage(cli: Cli, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    cli.with_child()
    assert cli("export", cli.store, tmp_path / arguments[0], *arguments[1:]).code == 2
    assert not (tmp_path / arguments[0]).exists()


def test_schemas_are_printed(cli: Cli) -> None:
    assert set(cli("schema").out.split()) == set(SCHEMAS)
    for name in SCHEMAS:
        schema = json.loads(cli("schema", name).out)
        jsonschema.Draft202012Validator.check_schema(schema)
    assert cli("schema", "nonsense").code == 2


def test_the_manual_is_printed(cli: Cli) -> None:
    assert cli("manual").out.startswith("# ")
    assert "!" in cli("manual", "typed-line").out
    assert cli("manual", "nonsense").code == 2


def test_a_local_policy_changes_the_threshold_and_says_so(cli: Cli, tmp_path: Path) -> None:
    cli.with_child()
    cli("add", cli.store, "14/3/24 wnb @physio src:letter")
    policy = tmp_path / "policy.toml"
    policy.write_text("nonsense = [")
    assert cli("patterns", cli.store, "--policy", policy).code == 4
    policy.write_text('name = "x"\nversion = "1"\n[thresholds]\nno-such-threshold = 3\n')
    assert cli("patterns", cli.store, "--policy", policy).code == 4


@pytest.mark.parametrize("arguments", [(), ("demo",), ("demo.chron",)])
def test_the_app_is_not_opened_without_a_terminal(cli: Cli, arguments: tuple[str, ...]) -> None:
    refused = cli(*arguments)
    assert refused.code == 2
    assert "terminal" in refused.err


def test_help_names_an_example_for_every_command(cli: Cli) -> None:
    for command in ("init", "add", "list", "import", "patterns", "export", "demo", "schema", "manual"):
        shown = cli(command, "--help")
        assert shown.code == 0
        assert "Example: chronology" in " ".join(shown.out.split())
    for command in ("add", "list", "status"):
        assert "Example: chronology child" in " ".join(cli("child", command, "--help").out.split())


def test_unknown_commands_and_options_are_wrong_usage(cli: Cli) -> None:
    for arguments in (("frobnicate",), ("list",), ("list", "x.chron", "--nonsense"), ("--nonsense",)):
        ran = cli(*arguments)
        assert ran.code == 2, arguments
        assert ran.err.startswith("chronology: ")
        assert len(ran.err.strip().splitlines()) == 1
