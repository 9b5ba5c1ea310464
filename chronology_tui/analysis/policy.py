"""Every threshold of every rule: named, frozen, with its unit and where it comes from; and how a local policy changes them.

A threshold with no published figure says so. A local policy is a mapping (parsed from TOML by the caller) with a name, a version
and one table per rule; each finding then says that the local value was used, and what the default is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from types import MappingProxyType

from chronology_tui.analysis.finding import Threshold
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ChronologyError

COMMON = "common practice, no published figure"
OURS = "our choice, no published figure"

LONGEST_LABEL = 80
"""Longest name or version of a local policy, in characters: both are printed with every finding."""


class PolicyRefused(ChronologyError):
    """A local policy names something that does not exist, or gives a value that cannot be meant."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"The local policy cannot be used: {problem}. Nothing was analysed; mend the policy file and try again.")


@dataclass(frozen=True, slots=True)
class Limit:
    """One threshold.

    Attributes:
        rule: the rule whose table it stands in, such as "was-not-brought".
        key: its name in a policy file, such as "in-a-row".
        default: its value unless a local policy changes it.
        unit: what it counts.
        words: what it is, as a reader meets it before the number.
        source: where the default comes from.
        minimum, maximum: the values that can be meant, both allowed.
        whole: whether only whole numbers can be meant.
    """

    rule: str
    key: str
    default: float
    unit: str
    words: str
    source: str
    minimum: float = 1
    maximum: float = 100
    whole: bool = True


# fmt: off
# --- was-not-brought
WNB_IN_A_ROW = Limit("was-not-brought", "in-a-row", 2, "appointments",
    "fewest missed in a row in one service, none attended between", COMMON, minimum=2)
WNB_IN_WINDOW = Limit("was-not-brought", "in-window", 3, "appointments", "fewest missed in any one window", COMMON, minimum=2)
WNB_WINDOW_MONTHS = Limit("was-not-brought", "window-months", 12, "months", "window of missed appointments", COMMON, maximum=60)
WNB_SINGLE = Limit("was-not-brought", "single", 1, "appointments",
    "fewest missed while on a child protection plan, or where the care is marked critical",
    "RCGP, for a plan for neglect; for any plan and for critical care, common practice, no published figure", maximum=10)
WNB_STRONG_IN_WINDOW = Limit("was-not-brought", "strong-in-window", 4, "appointments",
    "strong from this many missed in one window", OURS, minimum=2)
WNB_STRONG_SHARE = Limit("was-not-brought", "strong-share", 0.5, "of those offered",
    "strong from this share missed in one window, the fewest in a window being met", OURS, minimum=0.05, maximum=1, whole=False)
WNB_STRONG_SHARE_OFFERED = Limit("was-not-brought", "strong-share-offered", 4, "appointments",
    "fewest offered in the window for that share", OURS, minimum=2)
# --- cancelled-by-family
CBF_IN_WINDOW = Limit("cancelled-by-family", "in-window", 3, "appointments",
    "fewest cancelled or moved by the family in any one window", COMMON, minimum=2)
CBF_WINDOW_MONTHS = Limit("cancelled-by-family", "window-months", 12, "months",
    "window of cancelled appointments", COMMON, maximum=60)
CBF_SHORT_NOTICE = Limit("cancelled-by-family", "short-notice", 2, "appointments",
    "fewest cancelled or moved at short notice in any one window", COMMON, minimum=2)
CBF_NOTICE_DAYS = Limit("cancelled-by-family", "notice-days", 2, "days before the appointment",
    "short notice is at most", COMMON, minimum=0, maximum=31)
CBF_CONSIDER_IN_WINDOW = Limit("cancelled-by-family", "consider-in-window", 5, "appointments",
    "consider from this many in one window", OURS, minimum=2)
# --- frequent-emergency
EMERGENCY_IN_12_MONTHS = Limit("frequent-emergency", "in-12-months", 4, "attendances",
    "fewest emergency attendances in any 12 months", "Emergency Medicine Journal 38:146: 9.1% of attending children", minimum=2)
EMERGENCY_MORE_THAN_IN_6_MONTHS = Limit("frequent-emergency", "more-than-in-6-months", 3, "attendances",
    "or, in any 6 months, more than", "a local protocol (Leeds), planned returns left out")
# --- repeat-admission
ADMISSION_SAME_CONDITION = Limit("repeat-admission", "same-condition", 2, "admissions",
    "fewest unplanned admissions for one condition in any 12 months", COMMON, minimum=2)
ADMISSION_READMISSION_DAYS = Limit("repeat-admission", "readmission-days", 30, "days",
    "or admitted again after going home, within", "readmission within 30 days (Calderdale)", maximum=365)
ADMISSION_STRONG = Limit("repeat-admission", "strong", 3, "admissions",
    "strong from this many for one condition in any 12 months", OURS, minimum=2)
# --- sustained-engagement
ENGAGED_IN_A_ROW = Limit("sustained-engagement", "in-a-row", 4, "appointments",
    "fewest attended in a row in one service, none missed between", OURS, minimum=2)
# fmt: on

LIMITS: tuple[Limit, ...] = (
    WNB_IN_A_ROW, WNB_IN_WINDOW, WNB_WINDOW_MONTHS, WNB_SINGLE, WNB_STRONG_IN_WINDOW, WNB_STRONG_SHARE, WNB_STRONG_SHARE_OFFERED,
    CBF_IN_WINDOW, CBF_WINDOW_MONTHS, CBF_SHORT_NOTICE, CBF_NOTICE_DAYS, CBF_CONSIDER_IN_WINDOW,
    EMERGENCY_IN_12_MONTHS, EMERGENCY_MORE_THAN_IN_6_MONTHS,
    ADMISSION_SAME_CONDITION, ADMISSION_READMISSION_DAYS, ADMISSION_STRONG,
    ENGAGED_IN_A_ROW,
)  # fmt: skip
"""Every threshold, in the order in which a policy file lists them."""

_AT_LEAST = (
    (WNB_STRONG_IN_WINDOW, WNB_IN_WINDOW),
    (CBF_CONSIDER_IN_WINDOW, CBF_IN_WINDOW),
    (ADMISSION_STRONG, ADMISSION_SAME_CONDITION),
)
"""Pairs of which the first must not be below the second: a stronger level cannot start before the finding does."""


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
    for upper, lower in _AT_LEAST:
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
