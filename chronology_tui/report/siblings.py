"""Brothers and sisters side by side: one column a child, one row an entry, a shared entry in one row of all whom it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import Event
from chronology_tui.report.case import Case
from chronology_tui.report.document import Cell, Column, ColumnKind, Line, Row, Run, Table, Tone
from chronology_tui.report.entries import EMPTY, beyond, cell, date_text, headline, year_group
from chronology_tui.report.selection import is_significant
from chronology_tui.report.wording import said, sentence

SIBLINGS_A_TABLE = 4
"""Most brothers and sisters beside the child in one table; more stand in further tables."""


@dataclass(frozen=True, slots=True)
class Sibling:
    """One child of the table: the heading of the column, the chronology, and the entries that are shown, by identifier."""

    label: str
    chronology: Chronology
    entries: Mapping[UUID, Event]


def children_of(case: Case, start: date) -> tuple[Sibling, ...]:
    """Return the child of the report first, then the others in the order given, each under initials that tell them apart.

    ``start`` is the first day of the entries shown: a sibling's may begin before the child's own.
    """
    chronologies = (case.chronology, *case.request.siblings)
    return tuple(
        Sibling(label, chronology, {event.id: event for event in chronology.events if _shown(case, start, event)})
        for label, chronology in zip(_labels(chronologies), chronologies, strict=True)
    )


def _shown(case: Case, start: date, event: Event) -> bool:
    return event.when.possibly_within(start, case.end) and (event.key if case.request.key_only else is_significant(event))


def _labels(chronologies: Sequence[Chronology]) -> Iterator[str]:
    """Yield the initials of each child, with a number behind those that several share."""
    initials = [said(chronology.child.initials) for chronology in chronologies]
    shared, seen = Counter(initials), Counter[str]()
    for label in initials:
        seen[label] += 1
        yield f"{label} ({seen[label]})" if shared[label] > 1 else label


def sibling_tables(case: Case, children: Sequence[Sibling], *, rated: bool) -> tuple[Table, ...]:
    """Return the first child beside up to :data:`SIBLINGS_A_TABLE` others, in as many tables as are needed.

    ``rated`` says whether the severity of an entry is told.
    """
    child, *others = children
    groups = (others[start : start + SIBLINGS_A_TABLE] for start in range(0, len(others), SIBLINGS_A_TABLE))
    tables = (_table(case, (child, *group), rated=rated) for group in groups)
    return tuple(table for table in tables if table.rows)


def _table(case: Case, children: Sequence[Sibling], *, rated: bool) -> Table:
    events = {event.id: event for child in children for event in child.entries.values()}
    columns = (Column("Date", ColumnKind.DATE), *(Column(child.label, ColumnKind.TEXT) for child in children))
    rows = tuple(_row(case, children, event, rated=rated) for event in sorted(events.values(), key=lambda event: event.sort_key))
    names = ", ".join(child.label for child in children)
    return Table(f"Significant entries of {names}, side by side in order of date", columns, rows)


def _row(case: Case, children: Sequence[Sibling], event: Event, *, rated: bool) -> Row:
    cells = [cell(date_text(event))]
    told = ""
    for child in children:
        if event.id not in child.entries:
            cells.append(EMPTY)
            continue
        words = (Run(f" {told}"),) if told else _words(event, rated=rated)
        cells.append(Cell(((*_lead(case, child, event), *words),)))
        told = told or sentence(f"The same entry as {child.label}")
    return Row(tuple(cells), group=year_group(event))


def _lead(case: Case, child: Sibling, event: Event) -> Line:
    """Return the child's initials with the entry's number in that child's own chronology, as a link where it is listed here."""
    if child.chronology is case.chronology:
        number = case.number(event.id, Tone.STRONG)
        number = Run(f"{child.label}\u00a0{number.text}", Tone.STRONG, number.target)
    else:
        number = Run(f"{child.label}\u00a0{child.chronology.number(event.id)}", Tone.STRONG)
    age = child.chronology.age_at(event.when)
    return (number, Run(f", {age.short}" if age else "", Tone.QUIET), Run("."))


def _words(event: Event, *, rated: bool) -> Line:
    head = headline(event)
    runs = [Run(f" {sentence(head)}", Tone.STRONG)]
    more = beyond(event, head)
    if more:
        runs.append(Run(f" {sentence(more)}"))
    if rated and event.severity.rated:
        runs += [Run(" "), Run("Severity:", Tone.LABEL), Run(f" {event.severity.word}.")]
    return tuple(runs)


def quiet_children(children: Sequence[Sibling]) -> str:
    """Return a sentence that names the children without a significant entry in the period; empty when all have one."""
    silent = [child.label for child in children if not child.entries]
    if not silent:
        return ""
    return f"No significant entry of this period is recorded about {' or '.join(silent)}. That is not reassurance."
