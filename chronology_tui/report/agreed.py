"""What was agreed to be done, and how each action stands on the day of the report."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from chronology_tui.domain.agreed import ActionState, state_on
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import format_date
from chronology_tui.domain.records import Event, PlannedAction
from chronology_tui.report.case import Case
from chronology_tui.report.document import Cell, Column, ColumnKind, Line, Paragraph, Row, Run, Table, Tone
from chronology_tui.report.entries import cell, date_text
from chronology_tui.report.request import ReportRequest
from chronology_tui.report.wording import day_words, listed, said, sentence

STATE_WORDS = {
    ActionState.OVERDUE: "overdue",
    ActionState.OPEN: "open and still in time",
    ActionState.NO_DATE: "open with no date agreed",
    ActionState.DONE: "done",
}
"""How an action stands, in words. "Overdue" says only that no day of doing is recorded."""


def state_words(action: PlannedAction, case: Case) -> str:
    """Return how an action stands on the day of the report, in words."""
    return STATE_WORDS[state_on(action, case.request.as_of)]


def agreed_actions(case: Case) -> tuple[tuple[Event, PlannedAction], ...]:
    """Return every agreed action with the entry at which it was agreed, in the order of the entries."""
    return tuple((event, action) for event in case.events for action in event.planned)


def where_actions_were_agreed(_request: ReportRequest, chronology: Chronology) -> Iterable[UUID]:
    """Return the entries at which an action was agreed: a pack that lists the actions lists them too."""
    return (event.id for event in chronology.events if event.planned)


def actions_summary(case: Case) -> Paragraph | None:
    """Return how many actions stand in each way; None when none was agreed."""
    states = [state_on(action, case.request.as_of) for _, action in agreed_actions(case)]
    if not states:
        return None
    counts = [f"{states.count(state):,} {words}" for state, words in STATE_WORDS.items() if state in states]
    return Paragraph((Run(f"As at {day_words(case.request.as_of)}: {listed(counts)}."),))


def actions_table(case: Case) -> Table | None:
    """Return every agreed action: where it was agreed, what, by whom, by when, and how it stands; None when none was agreed."""
    rows = tuple(_row(case, event, action) for event, action in agreed_actions(case))
    if not rows:
        return None
    columns = (
        Column("No.", ColumnKind.NUMBER),
        Column("Agreed on", ColumnKind.DATE),
        Column("What was agreed", ColumnKind.TEXT),
        Column("Due", ColumnKind.DATE),
        Column("How it stands", ColumnKind.TEXT),
    )
    return Table("Agreed actions, and how they stand", columns, rows)


def _row(case: Case, event: Event, action: PlannedAction) -> Row:
    what: list[Run] = [Run(sentence(said(action.what)))]
    if action.owner:
        what += [Run(" "), Run("By:", Tone.LABEL), Run(f" {sentence(said(action.owner))}")]
    state = state_on(action, case.request.as_of)
    when = f" {format_date(action.done)}" if action.done is not None and not action.done.is_undated else ""
    stands: list[Line] = [(Run(f"{STATE_WORDS[state]}{when if state is ActionState.DONE else ''}", Tone.STRONG),)]
    if when and state is not ActionState.DONE:
        stands.append((Run(f"day of doing:{when}"),))
    if action.outcome:
        stands.append((Run(sentence(said(action.outcome))),))
    due = format_date(action.due) if action.due is not None else "no date"
    number = Cell(((case.number(event.id),),))
    return Row((number, cell(date_text(event)), Cell((tuple(what),)), cell(due), Cell(tuple(stands))))
