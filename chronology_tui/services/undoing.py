"""Undo and redo: one step a user action, whatever it changed, across restarts.

Both read the history and write to it: taking an action back is a change like any other, in one transaction, with its own place
in the chain. The steps form one line: the latest action that still stands is undone first; a new action ends what could be
redone. That an export was made is no change to a record and cannot be undone; nothing before the purge of a child can be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui.domain.records import Child, Disagreement, Event, FindingReview, Person, Source
from chronology_tui.domain.text import counted
from chronology_tui.services.errors import CannotUndo
from chronology_tui.store.errors import RecordMoved, RecordStillNeeded
from chronology_tui.store.history import Action, Step, name_of

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook


class Direction(StrEnum):
    """Which way a step goes."""

    UNDO = "undo"
    REDO = "redo"


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back or made again.

    Attributes:
        direction: undo or redo.
        at: moment of the action, ISO 8601 in UTC. actor: who did it.
        counts: how many records of a kind it had added, changed or deleted, as (action, kind, number).
        events: the entries that it was about.
    """

    direction: Direction
    at: str
    actor: str
    counts: tuple[tuple[Action, str, int], ...]
    events: tuple[UUID, ...]

    @property
    def words(self) -> str:
        """What the action had done, such as "added 3 entries and 1 source"."""
        said: dict[Action, list[str]] = {}
        for action, kind, number in self.counts:
            said.setdefault(action, []).append(counted(number, *RECORD_WORDS[kind]))
        return "; ".join(f"{action.value} {' and '.join(parts)}" for action, parts in said.items())


RECORD_WORDS = {
    name_of(Event): ("entry", "entries"), name_of(Source): ("source", "sources"), name_of(Child): ("child", "children"),
    name_of(Person): ("person", "people"), name_of(Disagreement): ("disagreement", "disagreements"),
    name_of(FindingReview): ("review of a finding", "reviews of findings"),
}  # fmt: skip
"""One and many of each kind of record in the history, for people."""


def undo(casebook: Casebook) -> Undone:
    """Take back the latest action that still stands.

    Raises:
        CannotUndo: there is none, or something that it made is still needed; nothing was changed.
    """
    return _step(casebook, Direction.UNDO)


def redo(casebook: Casebook) -> Undone:
    """Make the action again that was undone last.

    Raises:
        CannotUndo: nothing was undone since the last change.
    """
    return _step(casebook, Direction.REDO)


def _step(casebook: Casebook, direction: Direction) -> Undone:
    with casebook.ledger.lock:
        with casebook.ledger.reading() as repository:
            done, undone = lines(repository.steps())
        line = done if direction is Direction.UNDO else undone
        if not line:
            raise CannotUndo("There is nothing to undo." if direction is Direction.UNDO else "There is nothing to redo.")
        step = line[-1]
        try:
            with casebook.writing(undoes=step.change) as writing:
                changes = writing.repository.changes_of(step.change)
                todo = [c.inverse for c in reversed(changes)] if direction is Direction.UNDO else list(changes)
                writing.repository.apply(todo, writing.stamp)
        except RecordMoved:
            raise CannotUndo("A record is no longer as that action left it, so nothing was changed.") from None
        except RecordStillNeeded:
            raise CannotUndo("Something that was recorded since needs it, such as an export, so nothing was changed.") from None
    counts = Counter((change.action, name_of(type(change.record))) for change in changes)
    return Undone(
        direction,
        step.at,
        step.actor,
        tuple((action, kind, number) for (action, kind), number in counts.items()),
        tuple(change.id for change in changes if isinstance(change.record, Event)),
    )


def lines(steps: Iterable[Step]) -> tuple[list[Step], list[Step]]:
    """Return the actions that can be undone and those that can be redone, the next one last."""
    done: list[Step] = []
    undone: list[Step] = []
    for step in steps:
        if step.purge:
            done, undone = [], []
        elif step.undoes is None:
            done.append(step)
            undone = []
        elif done and done[-1].change == step.undoes:
            undone.append(done.pop())
        elif undone and undone[-1].change == step.undoes:
            done.append(undone.pop())
    return done, undone
