"""The JSON document about the thresholds in force."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pydantic import Field

from chronology_tui.analysis.limits import Limit
from chronology_tui.analysis.policy import Policy
from chronology_tui.services.policies import Table
from chronology_tui.services.shapes import Shape


class LimitShape(Shape):
    """One threshold."""

    key: str
    value: float
    default: float
    unit: str
    words: str
    source: str = Field(
        description="where the value comes from: a published figure, a choice of the program, or the local policy"
    )
    local: bool = Field(description="whether the local policy names it")
    minimum: float
    maximum: float

    @classmethod
    def of(cls, limit: Limit, policy: Policy) -> LimitShape:
        """Return the shape of a threshold as a policy has it."""
        own = {"value": policy.value(limit), "source": policy.threshold(limit).source, "local": limit in policy.local}
        return cls(**{name: own[name] if name in own else getattr(limit, name) for name in cls.model_fields})


class TableShape(Shape):
    """The thresholds of one rule."""

    rule: str
    name: str
    thresholds: tuple[LimitShape, ...]


class PolicyShape(Shape):
    """What ``policy list --json`` prints."""

    policy: str
    file: str = Field(description="where the local policy file lies, or would")
    there: bool = Field(description="whether there is one")
    rules: tuple[TableShape, ...]

    @classmethod
    def of(cls, policy: Policy, tables: Iterable[Table], path: Path) -> PolicyShape:
        """Return the shape of the thresholds in force."""
        rules = tuple(
            TableShape(rule=table.rule, name=table.name, thresholds=tuple(LimitShape.of(limit, policy) for limit in table.limits))
            for table in tables
        )
        return cls(policy=policy.label, file=str(path), there=path.exists(), rules=rules)
