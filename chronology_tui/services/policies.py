"""The local policy: which thresholds are in force, reading and changing the TOML file that says so, and what a change would do.

Without a local policy file the product's own thresholds hold. With one, screen, command line and packs all use it, and each
finding and export prints its name and version. A file that cannot be used is refused, never passed over: other thresholds than
those that were agreed must not be used in silence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui.analysis.finding import Analysis, Finding
from chronology_tui.analysis.limits import AT_LEAST, LIMITS, Limit
from chronology_tui.analysis.policy import DEFAULT_POLICY, LONGEST_LABEL, Policy, PolicyRefused, policy_from_mapping
from chronology_tui.config import policy_path
from chronology_tui.domain.text import one_line
from chronology_tui.services.errors import BadPolicy, InvalidRecord
from chronology_tui.services.policy_text import NEW_POLICY, with_label, with_value

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook

_LARGEST = 1024 * 1024
_OTHER_TABLES = {"quality-check": "The quality check"}
"""Tables of thresholds that belong to no rule."""


def read_policy(path: Path) -> Policy:
    """Return the policy of a TOML file.

    Raises:
        BadPolicy: the file cannot be read, or is not TOML.
        ChronologyError: it names a threshold that does not exist, or gives a value that cannot be.
    """
    return _parsed(path, _bytes(path))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise BadPolicy(path.name, error.strerror or "it cannot be opened") from None
    if len(data) > _LARGEST:
        raise BadPolicy(path.name, "it is larger than 1 MB")
    return data


def _parsed(path: Path, data: bytes) -> Policy:
    try:
        return policy_from_mapping(tomllib.loads(data.decode("utf-8-sig")))
    except RecursionError:
        raise BadPolicy(path.name, "it is nested too deeply") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadPolicy(path.name, f"it is not TOML ({error})") from None


# ---------------------------------------------------------------------------------------------------------- in force


class _Known:
    """The policy file as it was last read: a rule preview asks at each key press, and the file hardly ever changes."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._seen: tuple[Path, int, int] | None = None
        self._policy = DEFAULT_POLICY

    def policy(self, path: Path) -> Policy:
        with self._lock:
            try:
                status = path.stat()
            except FileNotFoundError:
                return DEFAULT_POLICY
            except OSError as error:
                raise BadPolicy(path.name, error.strerror or "it cannot be opened") from None
            seen = (path, status.st_mtime_ns, status.st_size)
            if seen != self._seen:
                self._policy = read_policy(path)
                self._seen = seen
            return self._policy


_KNOWN = _Known()


def policy_file() -> Path:
    """Return where the local policy file lies, or would: see :func:`chronology_tui.config.policy_path`."""
    return policy_path()


def policy_in_force() -> Policy:
    """Return the thresholds that hold where no other policy is named: those of the local policy file, else the product's own.

    Raises:
        BadPolicy, ChronologyError: there is a local policy file, and it cannot be used.
    """
    return _KNOWN.policy(policy_path())


@dataclass(frozen=True, slots=True)
class Table:
    """The thresholds of one rule.

    Attributes:
        rule: its stable name.
        name: what it looks for, in plain words.
        limits: its thresholds, in order.
    """

    rule: str
    name: str
    limits: tuple[Limit, ...]


def tables() -> tuple[Table, ...]:
    """Return every threshold, by the rule that uses it, in the order of the rules."""
    from chronology_tui.analysis.registry import RULES  # noqa: PLC0415 - the rules are loaded when first wanted

    names = {rule.id: rule.name for rule in RULES} | _OTHER_TABLES
    own: dict[str, list[Limit]] = {}
    for limit in LIMITS:
        own.setdefault(limit.rule, []).append(limit)
    order = {rule: place for place, rule in enumerate(names)}
    return tuple(Table(rule, names[rule], tuple(limits)) for rule, limits in sorted(own.items(), key=lambda item: order[item[0]]))


def limit_named(name: str) -> Limit:
    """Return the threshold that is called by its table and key, such as "was-not-brought.in-window".

    Raises:
        InvalidRecord: there is none.
    """
    rule, _, key = name.strip().partition(".")
    found = next((limit for limit in LIMITS if (limit.rule, limit.key) == (rule, key)), None)
    if found is None:
        raise InvalidRecord(f"There is no threshold {name!r}. All of them are listed by: chronology policy list")
    return found


# ---------------------------------------------------------------------------------------------------------- changing


@dataclass(frozen=True, slots=True)
class PolicyChange:
    """What a change of the local policy file would make of it, or has made.

    Attributes:
        path: the file.
        before, after: its bytes; None where there is no file.
        policy: the thresholds that then hold.
    """

    path: Path
    before: bytes | None
    after: bytes | None
    policy: Policy


def planned_change(limit: Limit, typed: str, today: date) -> PolicyChange:
    """Return what typing a value for a threshold would change; nothing is written. An empty text means the default.

    A new value raises the version of the policy, so that two exports with different thresholds can be told apart.

    Raises:
        InvalidRecord: the value cannot be meant, or the file is laid out in a way that cannot be changed here.
        BadPolicy, ChronologyError: the file that is there cannot be used.
    """
    path = policy_path()
    before = _bytes(path) if path.exists() else None
    text = before.decode("utf-8-sig") if before is not None else NEW_POLICY
    policy = _parsed(path, before) if before is not None else DEFAULT_POLICY
    value = _number(limit, typed) if typed.strip() else None
    if (value if value is not None else limit.default) == policy.value(limit) and (value is not None) == (limit in policy.local):
        return PolicyChange(path, before, before, policy)
    changed = with_value(text, limit, value)
    if before is not None:
        changed = with_label(changed, "version", _next_version(policy.version, today))
    return _checked(path, before, changed, {**policy.local, limit: value})


def planned_name(name: str, version: str) -> PolicyChange:
    """Return what another name and version of the local policy would change; nothing is written.

    Raises:
        InvalidRecord: they are empty or too long, or the file is laid out in a way that cannot be changed here.
        BadPolicy, ChronologyError: the file that is there cannot be used.
    """
    path = policy_path()
    before = _bytes(path) if path.exists() else None
    local = _parsed(path, before).local if before is not None else DEFAULT_POLICY.local
    text = before.decode("utf-8-sig") if before is not None else NEW_POLICY
    changed = with_label(with_label(text, "name", one_line(name)), "version", one_line(version))
    return _checked(path, before, changed, local)


def _checked(path: Path, before: bytes | None, changed: str, local: Mapping[Limit, float | None]) -> PolicyChange:
    """Read back what would be written: it must say exactly what was meant, however the file was laid out."""
    data = changed.encode()
    _fit_together(local)
    try:
        policy = _parsed(path, data)
    except PolicyRefused as refused:
        raise InvalidRecord(f"{refused.problem[0].upper()}{refused.problem[1:]}.") from None
    except BadPolicy:
        raise InvalidRecord(_LAID_OUT) from None
    if dict(policy.local) != {limit: value for limit, value in local.items() if value is not None}:
        raise InvalidRecord(_LAID_OUT)
    return PolicyChange(path, before, data, policy)


def _fit_together(local: Mapping[Limit, float | None]) -> None:
    """Refuse, by the words that the reader sees, a stronger level that would start below the finding's own threshold."""
    for upper, lower in AT_LEAST:
        high, low = (limit.default if (value := local.get(limit)) is None else value for limit in (upper, lower))
        if high < low:
            said = f"“{upper.words}” is {high:g} and must not be below “{lower.words}”, which is {low:g}."
            raise InvalidRecord(f"{said} Change the other one first.")


_LAID_OUT = "The policy file is laid out in a way that cannot be changed here: change it in a text editor. Nothing was changed."


def write_policy(change: PolicyChange) -> Policy:
    """Write what was planned, whole or not at all, and return the policy that is then in force.

    Raises:
        BadPolicy: the file was changed meanwhile, or cannot be written; it is as it was.
    """
    path = change.path
    try:
        there = path.read_bytes() if path.exists() else None
        if there != change.before:
            raise BadPolicy(path.name, "it was changed meanwhile, so nothing was written; look at it again")
        if change.after is None:
            path.unlink(missing_ok=True)
        elif change.after != change.before:
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f"{path.name}.new")
            beside.write_bytes(change.after)
            beside.replace(path)
    except OSError as error:
        raise BadPolicy(path.name, f"it cannot be written ({error.strerror})") from None
    return policy_in_force()


def taken_back(change: PolicyChange) -> PolicyChange:
    """Return the change that takes another one back, to be written by :func:`write_policy`."""
    policy = DEFAULT_POLICY if change.before is None else _parsed(change.path, change.before)
    return PolicyChange(change.path, change.after, change.before, policy)


def _number(limit: Limit, typed: str) -> float:
    shown = typed.strip().removesuffix("%")
    try:
        value = float(shown) / (100 if typed.strip().endswith("%") else 1)
    except ValueError:
        raise InvalidRecord(f"Type a number from {limit.minimum:g} to {limit.maximum:g}.") from None
    if not limit.minimum <= value <= limit.maximum:  # so that nan is refused too
        raise InvalidRecord(f"It must be from {limit.minimum:g} to {limit.maximum:g}.")
    if limit.whole and value != int(value):
        raise InvalidRecord("It must be a whole number.")
    return int(value) if limit.whole else value


def _next_version(version: str, today: date) -> str:
    """Return the version after one: the next number, else the same with the day of the change."""
    if version.isascii() and version.isdigit():
        return str(int(version) + 1)
    mark = f", changed {today:%d/%m/%Y}"
    return f"{version.partition(', changed ')[0][: LONGEST_LABEL - len(mark)]}{mark}"


# ---------------------------------------------------------------------------------------------------------- the effect


@dataclass(frozen=True, slots=True)
class Effect:
    """What another policy would change in the findings about a child.

    Attributes:
        appear, vanish: findings that would be there, and that would not.
        changed: findings whose level or words would be others, as they are and as they would be.
    """

    appear: tuple[Finding, ...]
    vanish: tuple[Finding, ...]
    changed: tuple[tuple[Finding, Finding], ...]


def effect_of(casebook: Casebook, child_id: UUID, policy: Policy) -> Effect:
    """Return what a policy would change against the one in force, as at today.

    Raises:
        ChildUnknown: the store holds no such child.
        BadPolicy, ChronologyError: the policy in force cannot be used.
    """
    return effect_between(casebook.analyse(child_id), casebook.analyse(child_id, policy=policy))


def effect_between(before: Analysis, after: Analysis) -> Effect:
    """Return what is different between two analyses of the same chronology."""
    old, new = ({finding.key: finding for finding in analysis.found} for analysis in (before, after))
    return Effect(
        tuple(new[key] for key in new if key not in old),
        tuple(old[key] for key in old if key not in new),
        tuple((old[key], new[key]) for key in new if key in old and _said(old[key]) != _said(new[key])),
    )


def _said(finding: Finding) -> tuple[object, ...]:
    return finding.level, finding.title, finding.evidence
