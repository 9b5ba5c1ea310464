"""The actions that were agreed at events: who was to do what by when, and what is overdue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui.domain.agreed import ActionState, state_on
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import Child, Event, PlannedAction

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook


@dataclass(frozen=True, slots=True)
class AgreedAction:
    """An action with the event at which it was agreed.

    Attributes:
        action, event: as recorded.
        state: how it stands on the day asked for.
        entries: each child whom the event is about, with the event's number in that child's chronology.
    """

    action: PlannedAction
    event: Event
    state: ActionState
    entries: tuple[tuple[Child, int], ...]


def agreed_actions(casebook: Casebook, child_id: UUID | None = None, as_of: date | None = None) -> tuple[AgreedAction, ...]:
    """Return the agreed actions of one child or of all: overdue first, then by due date, those without one, those done.

    An action agreed at an event about several children is listed once.
    """
    day = as_of or casebook.today()
    with casebook.ledger.lock:
        chronologies = [casebook.chronology(c.id) for c in casebook.children() if child_id in (None, c.id)]
    events = {event.id: event for chronology in chronologies for event in chronology.events if event.planned}
    found = [
        AgreedAction(action, event, state_on(action, day), _entries(event, chronologies))
        for event in events.values()
        for action in event.planned
    ]
    order = list(ActionState)

    def key(agreed: AgreedAction) -> tuple[int, tuple[int, int, int, int], UUID, UUID]:
        due = agreed.action.due or agreed.event.when
        return order.index(agreed.state), due.sort_key, agreed.event.id, agreed.action.id

    return tuple(sorted(found, key=key))


def _entries(event: Event, chronologies: list[Chronology]) -> tuple[tuple[Child, int], ...]:
    return tuple((c.child, c.number(event.id)) for c in chronologies if event.id in c.numbers)
