"""What a meeting with the family looks at: when the last one was, what has changed in what was agreed, and each entry since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType

from chronology_tui.analysis.finding import Finding, Level
from chronology_tui.domain.agreed import ActionState, done_by, state_on
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import format_date
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event, PlannedAction
from chronology_tui.domain.vocabulary import FamilyResponse, Impact
from chronology_tui.report.agreed import agreed_actions
from chronology_tui.report.case import Case
from chronology_tui.report.document import Cell, Column, ColumnKind, Line, Row, Run, Table, Tone
from chronology_tui.report.entries import EMPTY, cell, date_text, happened, quoted, year_group
from chronology_tui.report.plain_words import called
from chronology_tui.report.request import ReportRequest
from chronology_tui.report.selection import child_words, months_before
from chronology_tui.report.wording import capital, day_words, said, sentence

MEETINGS: Mapping[Kind, str] = MappingProxyType(
    {Kind.CIN_MEETING: "Child in Need or core group meeting", Kind.CONFERENCE: "child protection conference"}
)
"""The meetings from one of which to the next a family looks back, in words."""

WITHOUT_A_MEETING = 6
"""Calendar months looked back over where no meeting is recorded: our choice, the longest time between two reviews."""

CARE_FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "attendance": "Getting to appointments",
        "urgent care": "Urgent and hospital care",
        "delay": "Getting help in time",
        "medicines": "Medicine",
        "advice": "Treatment at home",
        "prevention": "Immunisations and health checks",
        "dental": "Teeth",
        "growth": "Growth",
    }
)
"""Findings that a family reads: those of care that the child needs, by family of rules, with a heading.

Findings of other families speak of the record as a whole (how often something was written down, how plans ran), or, as with
injuries and presentations, are first for professionals to decide on. They stand in the packs for professionals.
"""

WORRY_MONTHS = 12
"""A worry that nothing was recorded of in this many calendar months is not repeated to the family: our choice."""

ANSWERS: Mapping[FamilyResponse, str] = MappingProxyType(
    {
        FamilyResponse.AGREED: "agreed",
        FamilyResponse.ACCEPTED_WITH_DIFFICULTY: "agreed, and said what makes it hard",
        FamilyResponse.MINIMISED: "saw it differently",
        FamilyResponse.DECLINED: "said no",
        FamilyResponse.AGREED_NO_FOLLOW_THROUGH: "agreed, and it did not happen",
        FamilyResponse.NO_RESPONSE: "no answer reached us",
    }
)
"""The family's answer as it is told to the family."""

STANDS: Mapping[ActionState, str] = MappingProxyType(
    {
        ActionState.OVERDUE: "Not written down as done; its day has passed",
        ActionState.OPEN: "Not done yet; there is still time",
        ActionState.NO_DATE: "Not done yet; no day was agreed",
        ActionState.DONE: "Done",
    }
)


def last_meeting(chronology: Chronology, as_of: date) -> Event | None:
    """Return the latest meeting or conference that may have begun before ``as_of``; one on that day is the meeting to come."""
    dated = [(e.when.earliest, e.sort_key, e) for e in chronology.events if e.kind in MEETINGS and e.when.earliest]
    return max((item for item in dated if item[0] < as_of), key=lambda item: item[:2], default=(None, None, None))[2]


def since_last_meeting(request: ReportRequest, chronology: Chronology) -> date:
    """Return the first day that the last meeting may have been, or some months back where none is recorded."""
    meeting = last_meeting(chronology, request.as_of)
    if meeting is None or meeting.when.earliest is None:
        return months_before(request.as_of, WITHOUT_A_MEETING)
    return meeting.when.earliest


def told_to_family(request: ReportRequest, finding: Finding) -> bool:
    """Whether a finding is one that the family reads: a strength, or a worry about care that is not long past."""
    if finding.level is Level.STRENGTH:
        return True
    recent = finding.end is None or finding.end >= months_before(request.as_of, WORRY_MONTHS)
    return recent and finding.family in CARE_FAMILIES and finding.level in {Level.STRONG, Level.CONSIDER}


# ---------------------------------------------------------------------------------------------------------- what was agreed


def actions_table(case: Case) -> Table | None:
    """Return every agreed action, those that changed in the period first; None when nothing is recorded as agreed."""
    pairs = agreed_actions(case)
    if not pairs:
        return None
    columns = (
        Column("What was agreed", ColumnKind.TEXT),
        Column("Who", ColumnKind.SHORT),
        Column("By when", ColumnKind.DATE),
        Column("How it stands", ColumnKind.TEXT),
    )
    groups = sorted(((_action_group(case, event, action), event, action) for event, action in pairs), key=lambda item: item[0])
    rows = tuple(_action_row(case, event, action, group) for group, event, action in groups)
    return Table("What was agreed, by whom, by when, and how it stands", columns, rows)


_STILL_TO_DO, _DONE_BEFORE = "Still to be done", "Done before that"


def _action_group(case: Case, event: Event, action: PlannedAction) -> int:
    done = done_by(action, case.request.as_of)
    if _changed(case, event, action):
        return 0
    return 2 if done else 1


def _changed(case: Case, event: Event, action: PlannedAction) -> bool:
    """Whether it was agreed in the period, was done in it, or its day passed in it."""
    day = case.request.as_of
    if case.in_period(event) and not event.when.is_undated:
        return True
    if done_by(action, day):
        return action.done is not None and not action.done.is_undated and action.done.possibly_within(case.start, day)
    overdue = state_on(action, day) is ActionState.OVERDUE and action.due is not None and action.due.latest is not None
    return overdue and action.due is not None and action.due.possibly_within(case.start, day - timedelta(days=1))


def _action_row(case: Case, event: Event, action: PlannedAction, group: int) -> Row:
    agreed: Line = (Run(f"Agreed {date_text(event)}", Tone.QUIET),)
    if event.id in case.shown:
        agreed = (*agreed, *case.entry(event.id, Tone.QUIET))
    state = state_on(action, case.request.as_of)
    stands: list[Line] = [(Run(sentence(_stands_words(action, state)), Tone.STRONG),)]
    # What came of an action that is done only later is not known on the day.
    if action.outcome and (state is ActionState.DONE or action.done is None):
        stands.append((Run(sentence(said(action.outcome))),))
    due = "no day agreed" if action.due is None or action.due.is_undated else format_date(action.due)
    return Row(
        (
            Cell(((Run(sentence(said(action.what))),), agreed)),
            cell(said(action.owner) or "nobody is named"),
            cell(due),
            Cell(tuple(stands)),
        ),
        group=(f"New or changed since {day_words(case.start)}", _STILL_TO_DO, _DONE_BEFORE)[group],
    )


def _stands_words(action: PlannedAction, state: ActionState) -> str:
    if state is ActionState.DONE and action.done is not None and not action.done.is_undated:
        return f"Done {format_date(action.done)}"
    return STANDS[state]


# -------------------------------------------------------------------------------------------------------- what has happened


def meeting_table(case: Case, caption: str, events: Iterable[Event]) -> Table:
    """Return entries for a meeting: what happened, how it was for the child, what was done, what comes next."""
    name = called(case.chronology.child)
    columns = (
        Column("No.", ColumnKind.NUMBER),
        Column("Date", ColumnKind.DATE),
        Column("What happened", ColumnKind.TEXT),
        Column(f"What {name} said, or how it was for {name}", ColumnKind.TEXT),
        Column("What was done", ColumnKind.TEXT),
        Column("What was agreed next", ColumnKind.TEXT),
    )
    return Table(caption, columns, tuple(_meeting_row(case, event, name) for event in events))


def _meeting_row(case: Case, event: Event, name: str) -> Row:
    number = case.printed[event.id]
    told = (Cell(happened(case, event)), _for_child(event, name), _done(event), _next(event))
    return Row((cell(str(number)), cell(date_text(event)), *told), anchor=f"entry-{number}")


def _for_child(event: Event, name: str) -> Cell:
    lines = [quoted(words)] if (words := child_words(event)) else []
    if event.impact_note:
        lines.append(sentence(capital(said(event.impact_note))))
    elif event.impact in {Impact.HARM, Impact.BENEFIT}:
        good = event.impact is Impact.BENEFIT
        lines.append(f"It did {name} good." if good else f"It harmed {name}, or {name} missed something.")
    return cell(*lines) if lines else EMPTY


def _done(event: Event) -> Cell:
    lines: list[Line] = [(Run(sentence(said(event.action))),)] if event.action else []
    answer = ". ".join(filter(None, (ANSWERS.get(event.family_response, ""), capital(said(event.response_note)))))
    if answer:
        lines.append((Run("Family:", Tone.LABEL), Run(f" {sentence(answer)}")))
    return Cell(tuple(lines))


def _next(event: Event) -> Cell:
    lines = []
    for action in event.planned:
        by = f"by {format_date(action.due)}" if action.due is not None and not action.due.is_undated else ""
        who = ", ".join(filter(None, (said(action.owner), by)))
        lines.append(sentence(said(action.what).rstrip(".") + (f" ({who})" if who else "")))
    return cell(*lines) if lines else EMPTY


def brief_table(case: Case, caption: str, events: Iterable[Event]) -> Table:
    """Return entries in one line each, by year: the earlier ones that a document for a family speaks of."""
    columns = (Column("No.", ColumnKind.NUMBER), Column("Date", ColumnKind.DATE), Column("What happened", ColumnKind.TEXT))
    rows = []
    for event in events:
        number = case.printed[event.id]
        cells = (cell(str(number)), cell(date_text(event)), Cell(happened(case, event)))
        rows.append(Row(cells, anchor=f"entry-{number}", group=year_group(event)))
    return Table(caption, columns, tuple(rows))
