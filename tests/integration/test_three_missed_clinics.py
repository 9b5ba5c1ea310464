"""The real case of the teaching slides, from its file to the findings and the PDF."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.support.cli import Cli

CASES = Path(__file__).parent.parent / "data" / "cases"


def _store(cli: Cli) -> None:
    cli.with_child("K", "1/2/1996")
    ran = cli("import", cli.store, CASES / "three-missed-clinics.csv", "--map", CASES / "three-missed-clinics.map.toml", "--json")
    assert ran.code == 0
    assert (ran.json["added"], ran.json["duplicates"], ran.json["skipped"]) == (9, 0, 0)


def test_every_row_comes_in_with_the_dates_it_allows(cli: Cli) -> None:
    _store(cli)
    events = cli("list", cli.store, "--json").json["events"]
    with (CASES / "three-missed-clinics.expected.csv").open(newline="") as file:
        expected = list(csv.DictReader(file))
    assert len(events) == len(expected) == 9
    for event, row in list(zip(events, expected, strict=True))[1:]:
        assert (event["when"]["earliest"] or "", event["when"]["latest"] or "") == (row["earliest"], row["latest"]), row
    # The expectation gives the undated background a last day, inferred from its place in the table; we keep it undated.
    assert (events[0]["when"]["earliest"], events[0]["when"]["latest"]) == (None, None)


def test_not_brought_is_found_in_both_services_with_exactly_its_rows(cli: Cli) -> None:
    _store(cli)
    events = {e["id"]: e for e in cli("list", cli.store, "--json").json["events"]}
    findings = cli("patterns", cli.store, "--as-of", "30/9/2008", "--json").json["findings"]
    found = {f["subject"]: f for f in findings if f["rule"] == "was-not-brought" and f["outcome"] == "found"}
    paediatrics = found["Paediatrics"]
    assert [events[i]["when"]["text"] for i in paediatrics["evidence"]] == ["17.6.08", "15.7.08", "19.08.08"]
    orthopaedics = found["Orthopaedics"]
    assert [events[i]["when"]["text"] for i in orthopaedics["evidence"]] == ["2.6.08", "11.08.08"]
    left_out = {events[x["event"]]["when"]["text"]: x["why"] for x in orthopaedics["excluded"]}
    assert "family" in left_out["30.6.08"]
    assert all(f["certainty"] == "certain" for f in found.values())


def test_the_same_file_again_adds_nothing(cli: Cli) -> None:
    _store(cli)
    again = cli(
        "import", cli.store, CASES / "three-missed-clinics.csv", "--map", CASES / "three-missed-clinics.map.toml", "--json"
    )
    assert (again.json["added"], again.json["duplicates"]) == (0, 9)


def test_nothing_is_called_missed_where_no_appointment_is_recorded(cli: Cli) -> None:
    cli.with_child()
    cli("add", cli.store, "14/3/24 gp ear infection src:record")
    findings = cli("patterns", cli.store, "--json").json["findings"]
    (attendance,) = [f for f in findings if f["rule"] == "was-not-brought"]
    assert attendance["outcome"] == "not_assessable"
    assert attendance["missing"]
