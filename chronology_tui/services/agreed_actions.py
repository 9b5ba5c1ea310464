"""The actions that were agreed at events: who was to do what by when, what is overdue, and what came of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chronology_tui.domain.agreed import ActionState, state_on
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import Child, Event, PlannedAction
from chronology_tui.domain.text import counted, one_line
from chronology_tui.services.errors import InvalidRecord, UsageError
from chronology_tui.services.ledger import valid
from chronology_tui.services.typed import optional_date

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


@dataclass(frozen=True, slots=True)
class ActionFields:
    """Typed values of an agreed action; None leaves a field as it is, and an empty text clears it where it may be empty.

    Attributes:
        what, owner, outcome: in the worker's words.
        due: the words of a date, which may lie ahead.
        done: the words of a date; empty opens the action again.
    """

    what: str | None = None
    owner: str | None = None
    due: str | None = None
    done: str | None = None
    outcome: str | None = None


def save_action(
    casebook: Casebook,
    child_id: UUID,
    event_id: UUID,
    action_id: UUID | None,
    fields: ActionFields,
    *,
    draft: UUID | None = None,
) -> AgreedAction:
    """Change fields of an agreed action, or agree one where ``action_id`` is None, in one user action; its ``draft`` goes.

    Args:
        casebook: the open store.
        child_id: in whose chronology the entry stands.
        event_id: the entry at which it was agreed.
        action_id: which of its actions.
        fields: what was typed.
        draft: what it was typed as.

    Raises:
        UsageError: there is no such entry or action.
        InvalidRecord, DateRefused: a value does not fit; nothing was changed.
        RecordMoved: the entry was changed meanwhile; nothing was changed.
    """
    with casebook.ledger.lock:
        chronology = casebook.chronology(child_id)
        if event_id not in chronology.numbers:
            raise UsageError("The entry of that action is not there any more, so nothing was changed. Look at the list again.")
        event = chronology.event(event_id)
        before = next((action for action in event.planned if action.id == action_id), None)
        if before is None and action_id is not None:
            raise UsageError("That action is not agreed in this entry. Look at it again.")
        start: dict[str, Any] = {"id": casebook.ledger.new_id(), "what": ""} if before is None else dict(before)
        action = valid(PlannedAction, {**start, **_typed(casebook, chronology.child, fields)})
        planned = (*event.planned, action) if before is None else tuple(action if a.id == action.id else a for a in event.planned)
        after = valid(Event, {**dict(event), "planned": planned})
        with casebook.writing() as writing:
            if after != event:
                writing.repository.change(event, after, writing.stamp)
            if draft is not None:
                writing.repository.drop_drafts(draft)
        entries = _entries(after, [casebook.chronology(child) for child in after.children])
    return AgreedAction(action, after, state_on(action, casebook.today()), entries)


def _typed(casebook: Casebook, child: Child, fields: ActionFields) -> dict[str, Any]:
    values: dict[str, Any] = {name: text for name in ("what", "owner", "outcome") if (text := getattr(fields, name)) is not None}
    dates = casebook.date_context(child)
    if fields.due is not None:
        values["due"] = optional_date(fields.due, replace(dates, planned=True))
    if fields.done is not None:
        values["done"] = done = optional_date(fields.done, dates)
        if done is not None and done.earliest is not None and done.earliest > dates.today:
            raise InvalidRecord("Done: that day has not come yet. An action is done on a day that is past, or today.")
    return values


def entry_numbered(casebook: Casebook, child_id: UUID, number: int) -> Event:
    """Return the entry of a number in a child's chronology.

    Raises:
        UsageError: there is none.
    """
    events = casebook.chronology(child_id).events
    if not 1 <= number <= len(events):
        raise UsageError(f"There is no entry {number}. The entries are numbered from 1 to {len(events)} by: chronology list")
    return events[number - 1]


def action_at(event: Event, which: int | None = None) -> PlannedAction:
    """Return one of the actions agreed at an entry: by its place from 1, or with None the only one.

    Raises:
        UsageError: there is none of that place, or there are several and None names none of them.
    """
    if which is None and len(event.planned) > 1:
        listed = "; ".join(f"{n} {one_line(action.what)}" for n, action in enumerate(event.planned, 1))
        raise UsageError(f"Several actions were agreed at that entry: say which with --which. They are: {listed}.")
    if not 1 <= (which or 1) <= len(event.planned):
        raise UsageError(f"No such action was agreed at that entry: it has {counted(len(event.planned), 'action')}.")
    return event.planned[(which or 1) - 1]
