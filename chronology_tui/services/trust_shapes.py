"""The JSON documents of ``history`` and ``verify``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import Field

from chronology_tui.services.shapes import Shape
from chronology_tui.services.trust import HistoryLine
from chronology_tui.store.history import Action
from chronology_tui.store.verification import Fault, FaultCode


class HistoryLineShape(Shape):
    """One change of one record; ``change`` is the user action that it belongs to.

    Of a change that the purge of a child erased, only its number and its digest are left.
    """

    number: int
    change: UUID | None
    at: datetime | None
    actor: str
    action: Action
    record: str
    id: UUID | None
    fields: tuple[str, ...] = Field(description="names of the fields that were changed")
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    digest: str
    undoes: UUID | None = Field(description="the user action that this change takes back or makes again")


class HistoryShape(Shape):
    """What ``history --json`` prints."""

    changes: tuple[HistoryLineShape, ...]

    @classmethod
    def of(cls, lines: Iterable[HistoryLine]) -> HistoryShape:
        """Return the shape of a history."""
        names = HistoryLineShape.model_fields
        shapes = ({name: getattr(line, name) for name in names} | {"at": line.at or None} for line in lines)
        return cls(changes=tuple(HistoryLineShape(**values) for values in shapes))


class FaultShape(Shape):
    """One thing that is wrong with a store."""

    code: FaultCode
    where: str


class VerifyShape(Shape):
    """What ``verify --json`` prints."""

    whole: bool
    head: str = Field(description="head of the history chain; empty where damage keeps it from being read")
    faults: tuple[FaultShape, ...]

    @classmethod
    def of(cls, head: str, faults: Iterable[Fault]) -> VerifyShape:
        """Return the shape of what was found."""
        found = tuple(FaultShape(code=fault.code, where=fault.where) for fault in faults)
        return cls(whole=not found, head=head, faults=found)
