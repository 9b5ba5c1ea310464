"""The command that gives a verdict on a finding."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from chronology_tui.services.schemas import SCHEMAS
from tests.support.cli import Cli
from tests.support.schemas import conforms

KEY = "was-not-brought:physiotherapy"
DAY = ("--as-of", "30/8/2024")


@pytest.fixture
def case(cli: Cli) -> Cli:
    cli.with_child()
    for line in ("14/3/24 wnb @physio !2 src:letter", "21/3/24 wnb @physio src:letter", "2/4/24 wnb @dentist src:letter"):
        assert cli("add", cli.store, line).code == 0
    return cli


def test_a_finding_is_accepted_dismissed_opened_and_shown(case: Cli) -> None:
    ran = case("review", case.store, "was-not-brought:p", *DAY)
    assert (ran.code, ran.out.splitlines()[0].partition(":p")[0], ran.err) == (0, "was-not-brought", "")
    assert "  Verdict: open\n" in ran.out
    ran = case("review", case.store, KEY, "--accept", *DAY)
    assert ran.code == 0
    assert "Verdict: accepted on " in ran.out
    assert ran.err.startswith("Undo takes it back: chronology undo")
    ran = case("review", case.store, KEY.upper(), "--dismiss", "letters went astray", "--analysis", "mine\nalone", *DAY)
    assert ran.out.endswith(": letters went astray\n  Analysis by the worker: mine\n    alone\n")
    assert case("review", case.store, KEY, *DAY).out == ran.out
    ran = case("review", case.store, KEY, "--open", *DAY)
    assert "  Verdict: open\n  Analysis by the worker: mine\n" in ran.out
    assert case("undo", case.store).code == 0
    assert "dismissed on" in case("review", case.store, KEY, *DAY).out


def test_patterns_shows_the_verdict_beside_the_finding(case: Cli) -> None:
    assert "  Verdict: open\n  Key: was-not-brought:physiotherapy\n" in case("patterns", case.store, *DAY).out
    case("review", case.store, KEY, "--dismiss", "letters", "--analysis", "mine", *DAY)
    out = case("patterns", case.store, *DAY).out
    assert ": letters\n  Analysis by the worker: mine\n  Key: was-not-brought:physiotherapy\n" in out
    case("add", case.store, "28/3/24 wnb @physio src:letter")
    out = " ".join(case("patterns", case.store, *DAY).out.split())
    assert "Verdict: open again: dismissed on" in out
    assert "on other evidence (1 entry more), so look again: letters Analysis by the worker: mine" in out
    case("delete", case.store, "1-3")
    out = " ".join(case("patterns", case.store, *DAY).out.split())
    assert "Reviewed before, and not found now: - was-not-brought:physiotherapy: dismissed on" in out
    assert "not found at present" in case("review", case.store, KEY, *DAY).out


def test_the_json_documents_say_the_verdict(case: Cli) -> None:
    findings = {f["key"]: f for f in case("patterns", case.store, *DAY, "--json").json["findings"]}
    assert findings[KEY]["review"] is None
    ran = case("review", case.store, KEY, "--dismiss", "letters", *DAY, "--json")
    conforms(ran.json, "review")
    assert (ran.json["key"], ran.json["title"]) == (KEY, findings[KEY]["title"])
    said = ran.json["review"]
    assert {name: said[name] for name in ("verdict", "standing", "stale", "change", "found", "reason", "as_of")} == {
        "verdict": "dismissed", "standing": "dismissed", "stale": False, "change": "", "found": True, "reason": "letters",
        "as_of": "2024-08-30",
    }  # fmt: skip
    assert said["evidence"] == findings[KEY]["evidence"]
    case("edit", case.store, "1", "--set", "severity=4")
    document = case("patterns", case.store, *DAY, "--json").json
    conforms(document, "patterns")
    (found,) = [f for f in document["findings"] if f["key"] == KEY]
    assert (found["review"]["standing"], found["review"]["change"]) == ("open", "an entry was changed")
    earlier = {name for name in findings[KEY] if name not in {"key", "review"}}
    assert earlier == set(SCHEMAS["patterns"]()["$defs"]["FindingShape"]["properties"]) - {"key", "review"}


def test_the_whole_record_holds_it(case: Cli, tmp_path: Path) -> None:
    case("review", case.store, KEY, "--accept", *DAY)
    assert case("export", case.store, tmp_path / "x.json").code == 0
    document = json.loads((tmp_path / "x.json").read_text(encoding="utf-8"))
    conforms(document, "bundle")
    conforms(document["reviews"][0], "finding-review")
    assert [(r["finding"], r["verdict"]) for r in document["reviews"]] == [(KEY, "accepted")]
    assert case("verify", case.store).code == 0


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ((KEY, "--accept", "--open"), "Give one verdict"),
        ((KEY, "--accept", "--dismiss", "x"), "Give one verdict"),
        ((KEY, "--dismiss", ""), "dismissed with a reason"),
        ((KEY, "--dismiss", "  "), "dismissed with a reason"),
        (("was", "--accept"), "findings begin so"),
        (("no-such-rule", "--accept"), "No finding has that key"),
        ((KEY, "--accept", "--as-of", "31/2/24"), "February"),
    ],
)
def test_what_cannot_be_is_wrong_usage_and_changes_nothing(case: Cli, arguments: tuple[str, ...], why: str) -> None:
    case("add", case.store, "9/4/24 wnb @dentist src:letter")
    before = case("history", case.store).out
    ran = case("review", case.store, *arguments, *(() if "--as-of" in arguments else DAY))
    assert (ran.code, ran.out) == (2, "")
    assert why in ran.err
    assert case("history", case.store).out == before


def test_a_local_policy_is_named_with_the_verdict(case: Cli, tmp_path: Path) -> None:
    (tmp_path / "local.toml").write_text('name = "Northfield"\nversion = "2"\n')
    ran = case("review", case.store, KEY, "--accept", "--policy", tmp_path / "local.toml", *DAY, "--json")
    assert "Northfield" in ran.json["review"]["policy"]


def test_words_of_a_verdict_never_steer_the_terminal(case: Cli) -> None:
    ran = case("review", case.store, KEY, "--dismiss", "a\x1b[31mb", "--analysis", "c\u202ed", *DAY)
    assert ran.code == 0
    out = case("patterns", case.store, *DAY).out
    assert "\x1b" not in ran.out + out
    assert "\u202e" not in ran.out + out
