"""Which thresholds are in force, and how a local policy changes them.

A local policy is a mapping (parsed from TOML by the caller) with a name, a version
and one table per rule; each finding then says that the local value was used, and what the default is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType

from chronology_tui.analysis.finding import Threshold
from chronology_tui.analysis.limits import AT_LEAST, LIMITS, Limit
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ChronologyError

LONGEST_LABEL = 80
"""Longest name or version of a local policy, in characters: both are printed with every finding."""


class PolicyRefused(ChronologyError):
    """A local policy names something that does not exist, or gives a value that cannot be meant.

    Attributes:
        problem: what is wrong, in the middle of a sentence.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(f"The local policy cannot be used: {problem}. Nothing was analysed; mend the policy file and try again.")
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Policy:
    """The thresholds in force, under a name and a version that every finding and export carries.

    Attributes:
        name, version: what the policy is called.
        local: the values that differ from the defaults by the local policy's own word, by limit.
    """

    name: str
    version: str
    local: Mapping[Limit, float] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def label(self) -> str:
        """Name and version in one line, such as "Chronology defaults, version 1"."""
        return f"{self.name}, version {self.version}"

    def value(self, limit: Limit) -> float:
        """Return the value in force."""
        return self.local.get(limit, limit.default)

    def count(self, limit: Limit) -> int:
        """Return the value in force of a limit that holds only whole numbers."""
        return int(self.value(limit))

    def threshold(self, limit: Limit) -> Threshold:
        """Return the threshold as a finding carries it; a local value says so and names the default."""
        if limit not in self.local:
            return Threshold(limit.words, limit.default, limit.unit, limit.source)
        source = f"local policy {self.name} version {self.version}; default {limit.default:g}"
        return Threshold(limit.words, self.local[limit], limit.unit, source)

    def thresholds(self, limits: tuple[Limit, ...]) -> tuple[Threshold, ...]:
        """Return several thresholds in order."""
        return tuple(self.threshold(limit) for limit in limits)


DEFAULT_POLICY = Policy("Chronology defaults", "1")
"""The thresholds as the product ships them."""


def policy_from_mapping(values: Mapping[str, object]) -> Policy:
    """Return the policy that a local policy file describes.

    Args:
        values: ``name``, ``version`` and one table of thresholds per rule, as a TOML reader returns them.

    Raises:
        PolicyRefused: a name is unknown, or a value is of the wrong kind or out of range.
    """
    policy = Policy(_label(values, "name"), _label(values, "version"), MappingProxyType(dict(_local_values(values))))
    for upper, lower in AT_LEAST:
        if policy.value(upper) < policy.value(lower):
            raise PolicyRefused(
                f"{upper.rule}: {upper.key} is {policy.value(upper):g}, below {lower.key}, which is {policy.value(lower):g}"
            )
    return policy


def _label(values: Mapping[str, object], key: str) -> str:
    if key not in values:
        raise PolicyRefused(f"it has no {key}")
    value = values[key]
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not one_line(value):
        raise PolicyRefused(f"its {key} must be a few words in quotation marks")
    if len(value) > LONGEST_LABEL:
        raise PolicyRefused(f"its {key} is longer than {LONGEST_LABEL} characters")
    return one_line(value)


def _local_values(values: Mapping[str, object]) -> Iterator[tuple[Limit, float]]:
    by_rule: dict[str, dict[str, Limit]] = {}
    for limit in LIMITS:
        by_rule.setdefault(limit.rule, {})[limit.key] = limit
    for rule, table in values.items():
        if rule in {"name", "version"}:
            continue
        if rule not in by_rule:
            raise PolicyRefused(f"no rule with thresholds is called {_unknown(rule, by_rule)}")
        if not isinstance(table, Mapping):
            raise PolicyRefused(f"{rule} must be a table of thresholds")
        for key, value in table.items():
            if key not in by_rule[rule]:
                raise PolicyRefused(f"{rule} has no threshold called {_unknown(str(key), by_rule[rule])}")
            yield by_rule[rule][key], _number(by_rule[rule][key], value)


def _unknown(name: str, known: Mapping[str, object]) -> str:
    near = get_close_matches(name, known, n=1)
    shown = one_line(name)[:LONGEST_LABEL]
    return f"{shown!r}; did you mean {near[0]!r}?" if near else f"{shown!r}; there are {', '.join(map(repr, known))}"


def _number(limit: Limit, value: object) -> float:
    name = f"{limit.rule}: {limit.key}"
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PolicyRefused(f"{name} must be a number")
    if limit.whole and value != value // 1:
        raise PolicyRefused(f"{name} must be a whole number")
    if not limit.minimum <= value <= limit.maximum:
        raise PolicyRefused(f"{name} must be from {limit.minimum:g} to {limit.maximum:g}")
    return value


def policy_schema() -> dict[str, object]:
    """Return the JSON Schema (draft 2020-12) of a local policy, the same that :func:`policy_from_mapping` accepts.

    One thing it cannot say: a stronger level must not start below the finding's own threshold.
    """
    rules: dict[str, dict[str, object]] = {}
    for limit in LIMITS:
        rules.setdefault(limit.rule, {})[limit.key] = {
            "type": "integer" if limit.whole else "number",
            "minimum": limit.minimum,
            "maximum": limit.maximum,
            "default": limit.default,
            "description": f"{limit.words[0].upper()}{limit.words[1:]} ({limit.unit}). Source of the default: {limit.source}.",
        }
    label = {"type": ["string", "integer"], "minLength": 1, "maxLength": LONGEST_LABEL, "pattern": r"\S"}
    closed = {"type": "object", "additionalProperties": False}
    tables = {rule: {**closed, "description": f"Thresholds of {rule}.", "properties": keys} for rule, keys in rules.items()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:chronology:schema:policy:1",
        "title": "Local policy",
        "description": "Thresholds of the pattern rules that a local policy changes. Every finding says which policy was used.",
        "type": "object",
        "required": ["name", "version"],
        "additionalProperties": False,
        "properties": {
            "name": {**label, "description": "What the policy is called; printed with every threshold that it changes."},
            "version": {**label, "description": "Its version; printed with its name."},
            **tables,
        },
    }
