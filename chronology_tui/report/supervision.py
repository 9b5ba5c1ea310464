"""What supervision looks at beside the patterns: drift, gaps, what nobody has asked, and verdicts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chronology_tui.analysis.questions import QUESTIONS
from chronology_tui.domain.agreed import ActionState, state_on
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import format_date
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event
from chronology_tui.domain.text import fold
from chronology_tui.domain.vocabulary import ChildSeen, FatherKnown, RelationKind, Verdict
from chronology_tui.report.agreed import agreed_actions
from chronology_tui.report.case import Case, Lettered
from chronology_tui.report.document import Cell, Column, ColumnKind, Line, Row, Run, Table, Tone
from chronology_tui.report.entries import cell, date_text, headline
from chronology_tui.report.request import ReportRequest
from chronology_tui.report.selection import child_words, months_before
from chronology_tui.report.wording import day_words, length_words, listed, many, month_words, said, sentence

SILENT_MONTHS = 6
"""A service that two or more entries name is shown as silent when nothing was recorded from it in this many calendar months.

Our choice, no published figure.
"""
GAPS_SHOWN = 5
SILENT_SHOWN = 20

REVIEWS = frozenset({Kind.PLAN_REVIEWED, Kind.CIN_MEETING, Kind.CONFERENCE, Kind.PLAN_MADE})
"""At these the plan is made or looked at again."""

_VERDICTS = {Verdict.ACCEPTED: "Accepted", Verdict.DISMISSED: "Dismissed"}


def bears_on_a_question(event: Event) -> bool:
    """Whether an entry bears on a reflective question by what it records."""
    return any(question.bears(event) for question in QUESTIONS)


# ------------------------------------------------------------------------------------------------------------------- drift

_DRIFTING = {
    ActionState.OVERDUE: "Past its day, not recorded as done: ",
    ActionState.NO_DATE: "Open, with no day agreed: ",
}


def left_open(request: ReportRequest, chronology: Chronology) -> Iterable[UUID]:
    """Return the entries at which something was agreed that is past its day, or that has none."""
    for event in chronology.events:
        if any(state_on(action, request.as_of) in _DRIFTING for action in event.planned):
            yield event.id


def drift_lines(case: Case) -> tuple[Line, ...]:
    """Return how long ago the plan was looked at, which agreed actions are past their day, and which have none."""
    lines = [_last_review(case)]
    pairs = [(event, action, state_on(action, case.request.as_of)) for event, action in agreed_actions(case)]
    for state, words in _DRIFTING.items():
        for event, action, stands in pairs:
            if stands is state:
                due = f", due {format_date(action.due)}" if state is ActionState.OVERDUE and action.due else ""
                who = f" ({said(action.owner)})" if action.owner else " (no owner)"
                what = Run(f"{said(action.what).rstrip('.')}{who}{due}, agreed {date_text(event)}")
                lines.append((Run(words, Tone.STRONG), what, *case.entry(event.id)))
    return tuple(lines)


def _last_review(case: Case) -> Line:
    dated = [(e.when.earliest, e) for e in case.events if e.kind in REVIEWS and e.when.earliest]
    if not dated:
        return (Run("No plan, review or meeting is recorded. "), Run("Who is looking at this child's plan, and when?"))
    day, event = max(dated, key=lambda item: (item[0], item[1].sort_key))
    ago = length_words((case.request.as_of - day).days)
    when = f"{headline(event)}, {date_text(event)}, {ago} before {day_words(case.request.as_of)}"
    return (Run("Last looked at: ", Tone.STRONG), Run(when), *case.entry(event.id))


# -------------------------------------------------------------------------------------------------------------------- gaps


@dataclass(frozen=True, slots=True)
class Gap:
    """Whole calendar months, counted from year 0, in which nothing may have happened as far as the record shows."""

    first: int
    last: int

    @property
    def months(self) -> int:
        """How many months."""
        return self.last - self.first + 1

    @property
    def words(self) -> str:
        """The months in words."""
        ends = [month_words(month // 12, month % 12 + 1) for month in (self.first, self.last)]
        return ends[0] if self.first == self.last else f"{ends[0]} to {ends[1]}"


def empty_months(case: Case) -> tuple[Gap, ...]:
    """Return the runs of whole months without an entry, from birth or the first entry up to the day, in order.

    An entry whose date is uncertain fills every month in which it may lie, so that no gap is made up; one that leaves more than a
    year open fills none, so that one vague date does not close all gaps.
    """
    filled: set[int] = set()
    for event in case.events:
        first, last = event.when.earliest, event.when.latest
        if first and last and (last - first).days <= 366:
            filled.update(range(_month(first), _month(last) + 1))
    if not filled:
        return ()
    born = case.chronology.child.birth
    begin = _month(born) if born and born <= case.request.as_of else min(filled)
    gaps: list[Gap] = []
    for month in range(begin, _month(case.request.as_of)):
        if month in filled:
            continue
        if gaps and gaps[-1].last == month - 1:
            gaps[-1] = Gap(gaps[-1].first, month)
        else:
            gaps.append(Gap(month, month))
    return tuple(gaps)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def gap_lines(case: Case) -> tuple[Line, ...]:
    """Return the longest stretches without an entry, and how many months are empty in all."""
    gaps = empty_months(case)
    if not gaps:
        words = "Every month holds an entry." if any(not e.when.is_undated for e in case.events) else "No entry has a date."
        return ((Run(words),),)
    longest = sorted(sorted(gaps, key=lambda gap: (-gap.months, -gap.first))[:GAPS_SHOWN], key=lambda gap: gap.first)
    total = sum(gap.months for gap in gaps)
    lead = f"{many(total, 'whole month')} {'holds' if total == 1 else 'hold'} no entry. The longest stretches: "
    stretches = listed(f"{gap.words} ({many(gap.months, 'month')})" for gap in longest)
    return ((Run(lead), Run(f"{stretches}.")),)


def silent_services(case: Case) -> Table | None:
    """Return the services that nothing was recorded from for some months, the latest first; None when there are none.

    A service that only one entry names, such as a single test, cannot be said to have gone silent.
    """
    since = months_before(case.request.as_of, SILENT_MONTHS)
    last: dict[str, tuple[date, Event, int]] = {}
    for event in case.events:
        day = event.when.latest or event.when.earliest
        if not event.service or day is None:
            continue
        key = fold(event.service)
        known = last.get(key)
        count = (known[2] if known else 0) + 1
        last[key] = (day, event, count) if known is None or day >= known[0] else (known[0], known[1], count)
    quiet = [item for item in last.values() if item[0] < since and item[2] > 1]
    silent = sorted(quiet, key=lambda item: (item[0], item[1].sort_key), reverse=True)[:SILENT_SHOWN]
    if not silent:
        return None
    columns = (
        Column("Service", ColumnKind.TEXT),
        Column("Entries", ColumnKind.NUMBER),
        Column("Last recorded", ColumnKind.DATE),
        Column("What it was", ColumnKind.TEXT),
    )
    rows = tuple(
        Row((cell(said(event.service)), cell(f"{count:,}"), cell(date_text(event)), cell(headline(event))))
        for _, event, count in silent
    )
    return Table(f"Services with nothing recorded in the last {SILENT_MONTHS} months", columns, rows)


def not_asked(case: Case) -> tuple[Line, ...]:
    """Return what the record holds nothing of, and so perhaps nobody has asked: father, household, daily life, school."""
    child, period = case.chronology.child, [e for e in case.events if case.in_period(e) and not e.when.is_undated]
    kin = {relation.kind for person in case.request.people for relation in person.relations if relation.child == child.id}
    known = child.father is FatherKnown.KNOWN or RelationKind.FATHER in kin
    since = day_words(case.start)
    school = any(_of_school(case, event) for event in period)
    alone = any(event.child_seen is ChildSeen.SEEN_ALONE for event in period)
    father = "asked about, and not known" if child.father is FatherKnown.UNKNOWN else "nobody is recorded as having asked"
    day_in_life = any(event.kind is Kind.DAY_IN_LIFE for event in period)
    checks = (
        (not known, "Father", father),
        (not child.household, "Household", "who lives with the child is not recorded"),
        (not child.parental_responsibility, "Parental responsibility", "who holds it is not recorded"),
        (not child.lead_professional, "Lead professional", "nobody is named"),
        (not day_in_life, "Daily life", f"no day in the child's life is recorded since {since}"),
        (not any(child_words(e) for e in period), "The child's words", f"none are recorded since {since}"),
        (not alone, "Seen alone", f"no entry says that the child was seen alone since {since}"),
        (not school, "School or nursery", f"nothing from a school or nursery is recorded since {since}"),
    )
    return tuple((Run(f"{label}: ", Tone.STRONG), Run(sentence(words))) for missing, label, words in checks if missing)


def _of_school(case: Case, event: Event) -> bool:
    source = case.chronology.sources[event.source]
    words = fold(f"{event.service} {source.agency} {source.title}")
    return event.kind is Kind.SCHOOL_OBSERVATION or any(word in words for word in ("school", "nursery", "academy", "college"))


# ------------------------------------------------------------------------------------------- the worker's verdicts


def verdict_table(case: Case) -> Table | None:
    """Return each verdict of the worker with its reason, when and by whom; None when none was given."""
    if not case.verdicts:
        return None
    letters = {item.finding.key: item for item in case.findings}
    columns = (
        Column("Finding", ColumnKind.TEXT),
        Column("Verdict", ColumnKind.SHORT),
        Column("Reason", ColumnKind.TEXT),
        Column("Given", ColumnKind.SHORT),
    )
    rows = []
    for finding, reviewed in case.verdicts:
        item: Lettered | None = letters.get(finding.key)
        title = (*((item.link, Run(". ")) if item else ()), Run(said(finding.title)))
        stale = ((Run("Given on other evidence than there is now: look again.", Tone.QUIET),),) if reviewed.stale else ()
        by = f" by {said(reviewed.by)}" if reviewed.by else ""
        rows.append(
            Row(
                (
                    Cell((title,)),
                    cell(_VERDICTS[reviewed.verdict]),
                    Cell(((Run(sentence(said(reviewed.reason)) or "No reason was written."),), *stale)),
                    cell(f"{day_words(reviewed.when.date())}{by}"),
                )
            )
        )
    return Table("The worker's verdicts on findings, with their reasons", columns, tuple(rows))


def course_findings(case: Case) -> Iterable[Lettered]:
    """Yield the findings that speak of how things ran over time."""
    return (item for item in case.findings if item.finding.family == "course")
