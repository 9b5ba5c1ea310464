"""How an agreed action stands on a day: done, overdue, open, or without a day. Lists, print-outs and rules all ask here."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from chronology_tui.domain.records import PlannedAction


class ActionState(StrEnum):
    """How an agreed action stands on a day."""

    OVERDUE = "overdue"
    """Not recorded as done, and the last day on which it was due has passed."""
    OPEN = "open"
    """Not recorded as done, and still within its time, or with an uncertain date that may still be to come."""
    NO_DATE = "no_date"
    """Not recorded as done, and no date was agreed."""
    DONE = "done"
    """Recorded as done."""


def done_by(action: PlannedAction, day: date) -> bool:
    """Return whether an action is recorded as done by ``day``; a day of doing that may have come by then counts as done."""
    return action.done is not None and (action.done.earliest is None or action.done.earliest <= day)


def state_on(action: PlannedAction, day: date) -> ActionState:
    """Return how an action stands on ``day``: overdue only when every day on which it may have been due has passed."""
    if done_by(action, day):
        return ActionState.DONE
    if action.due is None or action.due.is_undated:
        return ActionState.NO_DATE
    return ActionState.OVERDUE if action.due.latest is not None and action.due.latest < day else ActionState.OPEN


def perhaps_overdue(action: PlannedAction, day: date) -> bool:
    """Return whether an action that is not done has a day, and some day on which it may have been due has passed."""
    state = state_on(action, day)
    if state is not ActionState.OPEN:
        return state is ActionState.OVERDUE
    return action.due is not None and (action.due.earliest is None or action.due.earliest < day)
