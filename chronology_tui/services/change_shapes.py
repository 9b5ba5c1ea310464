"""The JSON documents of ``edit``, ``delete``, ``undelete``, ``undo`` and ``redo``."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from pydantic import Field

from chronology_tui.domain.records import Event
from chronology_tui.services.shapes import EventShape, Shape
from chronology_tui.services.undeleting import DeletedEntry
from chronology_tui.services.undoing import Direction, Undone
from chronology_tui.store.history import Action


class ChangedEntriesShape(Shape):
    """What ``edit --json`` and ``undelete ENTRY --json`` print: the entries as they are now."""

    events: tuple[EventShape, ...]


class DeletedEntryShape(Shape):
    """An entry that can be brought back, as the record holds it."""

    event: Event
    source: str = Field(description="title of its source as it was")
    at: datetime = Field(description="when it was deleted")
    actor: str
    undone: bool = Field(description="whether it went because the action that had added it was undone")

    @classmethod
    def of(cls, gone: DeletedEntry) -> DeletedEntryShape:
        """Return the shape of a deleted entry."""
        return cls(event=gone.event, source=gone.source, at=datetime.fromisoformat(gone.at), actor=gone.actor, undone=gone.undone)


class DeletedEntriesShape(Shape):
    """What ``delete --json`` prints, and ``undelete --json`` without an entry."""

    deleted: tuple[DeletedEntryShape, ...]

    @classmethod
    def of(cls, gone: Iterable[DeletedEntry]) -> DeletedEntriesShape:
        """Return the shape of deleted entries."""
        return cls(deleted=tuple(DeletedEntryShape.of(one) for one in gone))


class ChangeCountShape(Shape):
    """How many records of a kind an action had added, changed or deleted."""

    action: Action
    record: str
    number: int


class UndoneShape(Shape):
    """What ``undo --json`` and ``redo --json`` print: the action that was taken back or made again."""

    direction: Direction
    at: datetime = Field(description="when the action was done")
    actor: str
    counts: tuple[ChangeCountShape, ...]
    entries: tuple[UUID, ...] = Field(description="the entries that it was about")

    @classmethod
    def of(cls, undone: Undone) -> UndoneShape:
        """Return the shape of a step."""
        counts = tuple(ChangeCountShape(action=action, record=kind, number=number) for action, kind, number in undone.counts)
        return cls(
            direction=undone.direction, at=datetime.fromisoformat(undone.at), actor=undone.actor, counts=counts,
            entries=undone.events,
        )  # fmt: skip
