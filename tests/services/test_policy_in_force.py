"""The local policy file: in force for screen, command line and packs; changed value by value; refused when faulty."""

from __future__ import annotations

import os
import tomllib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.analysis.limits import (
    LIMITS,
    WNB_IN_WINDOW,
    WNB_STRONG_IN_WINDOW,
    WNB_STRONG_SHARE,
    WNB_STRONG_SHARE_OFFERED,
    Limit,
)
from chronology_tui.analysis.policy import DEFAULT_POLICY
from chronology_tui.config import policy_path, read_settings, settings_path
from chronology_tui.services import Casebook
from chronology_tui.services.errors import BadPolicy, ChronologyError, InvalidRecord
from chronology_tui.services.policies import (
    effect_of,
    limit_named,
    planned_change,
    planned_name,
    policy_in_force,
    read_policy,
    tables,
    taken_back,
    write_policy,
)
from chronology_tui.services.policy_text import NEW_POLICY, with_label, with_value
from tests.conftest import TODAY

OWN = """\
# Agreed by the partnership in May.
name = "Northfield thresholds" # as minuted
version = "2026-1"

[was-not-brought]
in-window = 4   # agreed 3 May
"window-months" = 6

[cluster]
ratio = 2.5
"""


def put(text: str) -> Path:
    path = policy_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# ------------------------------------------------------------------------------------------------------------ in force


def test_without_a_file_the_values_of_the_program_hold_and_with_one_its_own(casebook: Casebook) -> None:
    child = casebook.add_child("Sam Tarn", "3/4/2019")
    for month, service in ((1, "physio"), (3, "dentist"), (5, "neuro")):
        casebook.add_line(child.id, f"14/{month}/24 wnb @{service} letter src:letter")
    assert policy_in_force() is DEFAULT_POLICY
    assert any(finding.rule == "was-not-brought" for finding in casebook.analyse(child.id).found)
    put(OWN)
    analysis = casebook.analyse(child.id)
    assert analysis.policy == "Northfield thresholds, version 2026-1"
    assert not any(finding.rule == "was-not-brought" for finding in analysis.found)
    assert casebook.analyse(child.id, policy=DEFAULT_POLICY).policy == DEFAULT_POLICY.label


def test_a_changed_file_is_in_force_at_once() -> None:
    path = put(OWN)
    assert policy_in_force().value(WNB_IN_WINDOW) == 4
    path.write_text(OWN.replace("in-window = 4", "in-window = 2"), encoding="utf-8")
    os.utime(path, ns=(1, 1))
    assert policy_in_force().value(WNB_IN_WINDOW) == 2
    path.unlink()
    assert policy_in_force() is DEFAULT_POLICY


@pytest.mark.parametrize("text", ["name = ", 'name = "x"\nversion = 1\n[no-such-rule]\na = 1\n', "\0"])
def test_a_faulty_file_is_never_passed_over(casebook: Casebook, text: str) -> None:
    child = casebook.add_child("Sam Tarn", "3/4/2019")
    put(text)
    with pytest.raises(ChronologyError, match="policy"):
        casebook.analyse(child.id)


def test_the_settings_may_name_another_file() -> None:
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text('policy = "team.toml"\n', encoding="utf-8")
    assert policy_path() == settings_path().with_name("team.toml")
    put(OWN)
    assert policy_in_force().name == "Northfield thresholds"
    settings_path().write_text("policy = 3\n", encoding="utf-8")
    assert policy_path().name == "policy.toml"
    assert "policy must be the name of a file" in read_settings().faults[0]


def test_every_threshold_stands_once_under_a_rule_that_has_a_name() -> None:
    listed = [limit for table in tables() for limit in table.limits]
    assert sorted(listed, key=str) == sorted(LIMITS, key=str)
    assert all(table.name for table in tables())
    assert limit_named("was-not-brought.in-window") is WNB_IN_WINDOW
    with pytest.raises(InvalidRecord, match="chronology policy list"):
        limit_named("was-not-brought.none")


# ------------------------------------------------------------------------------------------------------------ changing


def test_the_first_change_makes_the_file_and_taking_it_back_takes_it_away() -> None:
    change = planned_change(WNB_IN_WINDOW, "4", TODAY)
    assert not change.path.exists(), "planning writes nothing"
    assert write_policy(change) == change.policy
    assert policy_in_force().value(WNB_IN_WINDOW) == 4
    assert policy_in_force().label == "Local policy, version 1"
    write_policy(taken_back(change))
    assert not change.path.exists()
    assert policy_in_force() is DEFAULT_POLICY


def test_a_change_keeps_every_other_line_and_raises_the_version() -> None:
    path = put(OWN)
    write_policy(planned_change(WNB_IN_WINDOW, " 2 ", date(2026, 11, 20)))
    assert path.read_text(encoding="utf-8") == OWN.replace("in-window = 4   #", "in-window = 2  #").replace(
        '"2026-1"', '"2026-1, changed 20/11/2026"'
    )
    write_policy(planned_change(WNB_STRONG_SHARE, "60%", date(2026, 11, 21)))
    policy = read_policy(path)
    assert policy.value(WNB_STRONG_SHARE) == 0.6
    assert policy.version == "2026-1, changed 21/11/2026"
    assert "# Agreed by the partnership in May." in path.read_text(encoding="utf-8")


def test_a_number_that_is_the_version_is_counted_up() -> None:
    write_policy(planned_change(WNB_IN_WINDOW, "4", TODAY))
    write_policy(planned_change(WNB_IN_WINDOW, "2", TODAY))
    assert policy_in_force().version == "2"


def test_an_empty_value_goes_back_to_the_default() -> None:
    write_policy(planned_change(WNB_IN_WINDOW, "4", TODAY))
    write_policy(planned_change(WNB_STRONG_IN_WINDOW, "6", TODAY))
    write_policy(planned_change(WNB_IN_WINDOW, "", TODAY))
    policy = policy_in_force()
    assert dict(policy.local) == {WNB_STRONG_IN_WINDOW: 6}
    assert policy.version == "3"


def test_what_is_in_force_already_is_no_change() -> None:
    for typed in ("", "3"):
        change = planned_change(WNB_IN_WINDOW, typed, TODAY)
        assert (change.before is change.after) is (typed == ""), "a default that is written down holds when the program's changes"


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("four", "number from 2 to 100"),
        ("1", "from 2 to 100"),
        ("101", "2 to 100"),
        ("2.5", "whole number"),
        ("nan", "from 2"),
        ("inf", "from 2"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_in_plain_words(typed: str, why: str) -> None:
    with pytest.raises(InvalidRecord, match=why):
        planned_change(WNB_IN_WINDOW, typed, TODAY)


def test_a_stronger_level_cannot_start_below_the_finding() -> None:
    with pytest.raises(InvalidRecord, match="“strong from this many missed in one window” is 2 and must not be below"):
        planned_change(WNB_STRONG_IN_WINDOW, "2", TODAY)


@pytest.mark.parametrize(
    "text",
    [
        'name = "x"\nversion = 1\nwas-not-brought = { in-window = 4 }\n',
        'name = "x"\nversion = 1\nwas-not-brought.in-window = 4\n',
    ],
)
def test_a_file_that_is_laid_out_otherwise_is_left_for_an_editor(text: str) -> None:
    path = put(text)
    with pytest.raises(InvalidRecord, match="text editor"):
        planned_change(WNB_IN_WINDOW, "2", TODAY)
    assert path.read_text(encoding="utf-8") == text


def test_a_file_that_was_changed_meanwhile_is_not_written_over() -> None:
    path = put(OWN)
    change = planned_change(WNB_IN_WINDOW, "2", TODAY)
    path.write_text(OWN + "# more\n", encoding="utf-8")
    with pytest.raises(BadPolicy, match="changed meanwhile"):
        write_policy(change)
    assert path.read_text(encoding="utf-8").endswith("# more\n")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    settings_path().parent.mkdir(parents=True, exist_ok=True)
    settings_path().write_text(f'policy = "{blocked}/policy.toml"\n', encoding="utf-8")
    with pytest.raises(BadPolicy):
        write_policy(planned_change(WNB_IN_WINDOW, "2", TODAY))


@pytest.mark.parametrize("name", ['Team "A" \\ #1', "Überprüfung [x]", "two\nlines"])
def test_the_policy_takes_any_name(name: str) -> None:
    write_policy(planned_change(WNB_IN_WINDOW, "4", TODAY))
    write_policy(planned_name(name, "2026"))
    policy = policy_in_force()
    assert policy.label == f"{' '.join(name.split())}, version 2026"
    assert policy.value(WNB_IN_WINDOW) == 4
    with pytest.raises(InvalidRecord, match="name"):
        planned_name(" ", "1")


@given(st.lists(st.tuples(st.sampled_from(LIMITS), st.one_of(st.none(), st.floats(1, 50))), max_size=12))
def test_any_run_of_changes_says_exactly_what_was_meant(changes: list[tuple[Limit, float | None]]) -> None:
    text = NEW_POLICY
    meant: dict[Limit, float | None] = {}
    for limit, value in changes:
        text = with_value(text, limit, value)
        meant[limit] = value
    values = tomllib.loads(with_label(text, "name", "n"))
    said = {(rule, key): v for rule, table in values.items() if isinstance(table, dict) for key, v in table.items()}
    assert said == {(limit.rule, limit.key): v for limit, v in meant.items() if v is not None}


# ------------------------------------------------------------------------------------------------------------ the effect


def test_the_effect_names_what_appears_vanishes_and_changes(casebook: Casebook) -> None:
    child = casebook.add_child("Sam Tarn", "3/4/2019")
    for month, service in enumerate(("physio", "dentist", "neuro", "eyes"), 1):
        casebook.add_line(child.id, f"14/{month}/24 wnb @{service} letter src:letter")
    head = casebook.history_head()

    def effect(limit: Limit, typed: str) -> tuple[list[str], list[str], list[str]]:
        found = effect_of(casebook, child.id, planned_change(limit, typed, TODAY).policy)
        return [f.rule for f in found.appear], [f.rule for f in found.vanish], [after.rule for _, after in found.changed]

    assert effect(WNB_IN_WINDOW, "") == ([], [], [])
    write_policy(planned_change(WNB_STRONG_IN_WINDOW, "9", TODAY))
    assert effect(WNB_STRONG_SHARE_OFFERED, "9")[2] == ["was-not-brought"], "strong by share no more"
    assert "was-not-brought" in effect(WNB_IN_WINDOW, "5")[1]
    write_policy(planned_change(WNB_IN_WINDOW, "5", TODAY))
    assert "was-not-brought" in effect(WNB_IN_WINDOW, "3")[0]
    assert casebook.history_head() == head
