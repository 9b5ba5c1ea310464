"""Thresholds and local policies."""

from __future__ import annotations

import tomllib
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from chronology_tui.analysis.limits import LIMITS, QUALITY_LIMITS, WNB_IN_A_ROW, WNB_STRONG_SHARE
from chronology_tui.analysis.policy import DEFAULT_POLICY, PolicyRefused, policy_from_mapping, policy_schema
from chronology_tui.analysis.registry import RULES
from chronology_tui.errors import ChronologyError, ExitCode

LOCAL = """
name = "Northfield Safeguarding Partnership"
version = "2026.1"
[was-not-brought]
in-a-row = 3
strong-share = 0.75
[cancelled-by-family]
notice-days = 0
"""


def test_a_local_policy_changes_what_it_names_and_nothing_else() -> None:
    policy = policy_from_mapping(tomllib.loads(LOCAL))
    assert policy.label == "Northfield Safeguarding Partnership, version 2026.1"
    changed = {(limit.rule, limit.key): policy.value(limit) for limit in LIMITS if policy.value(limit) != limit.default}
    assert changed == {
        ("was-not-brought", "in-a-row"): 3, ("was-not-brought", "strong-share"): 0.75, ("cancelled-by-family", "notice-days"): 0,
    }  # fmt: skip
    threshold = policy.threshold(WNB_IN_A_ROW)
    assert threshold.value == 3
    assert threshold.source == "local policy Northfield Safeguarding Partnership version 2026.1; default 2"


def test_a_local_value_equal_to_the_default_is_still_shown_as_local() -> None:
    policy = policy_from_mapping({"name": "N", "version": 1, "was-not-brought": {"in-a-row": 2}})
    assert policy.threshold(WNB_IN_A_ROW).source == "local policy N version 1; default 2"


REFUSED: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("no name", {"version": "1"}, "it has no name"),
    ("no version", {"name": "N"}, "it has no version"),
    ("empty name", {"name": " ", "version": "1"}, "its name must be a few words"),
    ("name of another kind", {"name": ["N"], "version": "1"}, "its name must be a few words"),
    ("version true", {"name": "N", "version": True}, "its version must be a few words"),
    ("long name", {"name": "N" * 81, "version": "1"}, "longer than 80 characters"),
    ("unknown rule", {"was-not-brough": {}}, "'was-not-brough'; did you mean 'was-not-brought'?"),
    ("nothing like it", {"xyzzy": {}}, "no rule with thresholds is called 'xyzzy'; there are 'was-not-brought'"),
    ("unknown threshold", {"was-not-brought": {"in_row": 2}}, "did you mean 'in-a-row'?"),
    ("not a table", {"was-not-brought": 3}, "must be a table"),
    ("text", {"was-not-brought": {"in-a-row": "3"}}, "in-a-row must be a number"),
    ("true", {"was-not-brought": {"in-a-row": True}}, "in-a-row must be a number"),
    ("half an appointment", {"was-not-brought": {"in-a-row": 2.5}}, "must be a whole number"),
    ("too small", {"was-not-brought": {"in-a-row": 1}}, "must be from 2 to 100"),
    ("negative", {"cancelled-by-family": {"notice-days": -1}}, "must be from 0 to 31"),
    ("too large", {"was-not-brought": {"window-months": 61}}, "must be from 1 to 60"),
    ("infinite", {"was-not-brought": {"strong-share": float("inf")}}, "must be from 0.05 to 1"),
    ("not a number at all", {"was-not-brought": {"strong-share": float("nan")}}, "must be from 0.05 to 1"),
    ("infinitely many", {"was-not-brought": {"in-a-row": float("inf")}}, "must be a whole number"),
    ("strong below the threshold", {"was-not-brought": {"strong-in-window": 2}}, "is 2, below in-window, which is 3"),
)


@pytest.mark.parametrize(("name", "values", "problem"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_meant_is_refused_in_one_line(name: str, values: dict[str, Any], problem: str) -> None:
    whole = values if {"name", "version"} & values.keys() else {"name": "N", "version": "1", **values}
    with pytest.raises(ChronologyError) as refused:
        policy_from_mapping(whole)
    assert isinstance(refused.value, PolicyRefused)
    assert problem in str(refused.value)
    assert "\n" not in str(refused.value)
    assert refused.value.exit_code is ExitCode.UNREADABLE


def test_a_name_from_the_file_is_shown_without_its_line_ends() -> None:
    with pytest.raises(PolicyRefused) as refused:
        policy_from_mapping({"name": "N", "version": "1", "a\nb\x1b[31m": {}})
    assert "\n" not in str(refused.value)
    assert "\x1b" not in str(refused.value)


def test_the_schema_is_valid_and_accepts_and_refuses_as_the_reader_does() -> None:
    schema = policy_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert validator.is_valid(tomllib.loads(LOCAL))
    beyond_a_schema = {"strong below the threshold", "not a number at all"}
    for name, values, _ in REFUSED:
        whole = values if {"name", "version"} & values.keys() else {"name": "N", "version": "1", **values}
        assert validator.is_valid(whole) == (name in beyond_a_schema), name


def test_every_threshold_has_words_unit_and_source_and_a_default_within_its_bounds() -> None:
    assert len({(limit.rule, limit.key) for limit in LIMITS}) == len(LIMITS)
    assert len({limit.words for limit in LIMITS}) == len(LIMITS)
    for limit in LIMITS:
        assert limit.words
        assert limit.unit
        assert limit.source
        assert limit.minimum <= limit.default <= limit.maximum
        assert not limit.whole or limit.default == int(limit.default)


def test_every_threshold_belongs_to_the_rule_that_applies_it() -> None:
    applied = {rule.id: rule.limits for rule in RULES} | {"quality-check": QUALITY_LIMITS}
    assert {limit.rule for limit in LIMITS} == set(applied)
    for rule, limits in applied.items():
        assert limits == tuple(limit for limit in LIMITS if limit.rule == rule)


def test_policies_and_thresholds_are_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        DEFAULT_POLICY.version = "2"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        WNB_STRONG_SHARE.default = 1  # type: ignore[misc]
    with pytest.raises(TypeError):
        policy_from_mapping(tomllib.loads(LOCAL)).local[WNB_IN_A_ROW] = 9  # type: ignore[index]
