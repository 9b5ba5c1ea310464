"""Entries as words: the headline sentence, the line of an entry, and the table of entries with years as groups.

A row holds facts only: what was recorded, with its source. What a pattern makes of an entry stands as a letter that links to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from chronology_tui.domain.dates import format_date
from chronology_tui.domain.kinds import Area
from chronology_tui.domain.particulars import particulars
from chronology_tui.domain.records import Event, MeasurementDetails
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.text import fold
from chronology_tui.domain.vocabulary import ChildSeen
from chronology_tui.report.case import Case, letter_links
from chronology_tui.report.document import Cell, Column, ColumnKind, Line, Row, Run, Table, Tone
from chronology_tui.report.selection import child_words
from chronology_tui.report.wording import (
    BASIS_WORDS,
    HANDLING_WORDS,
    HEADLINES,
    IMPACT_WORDS,
    RESPONSE_WORDS,
    SEEN_WORDS,
    capital,
    in_sentence,
    said,
    sentence,
)

EMPTY = Cell(())
_OPENERS = "“‘\"'«"


def headline(event: Event) -> str:
    """Return what happened in a few words without a full stop, such as "Not brought to physiotherapy"."""
    service = said(event.service)
    if isinstance(event.details, MeasurementDetails):
        measure = capital(said(event.details.measure)) or event.kind.label
        value = f"{measure}: {event.details.value:f} {said(event.details.unit)}".rstrip()
        return f"{value} ({service})" if service else value
    if not service:
        return event.kind.label
    template = HEADLINES.get(event.kind)
    return capital(template.replace("{}", in_sentence(service))) if template else f"{event.kind.label}: {service}"


def quoted(words: str) -> str:
    """Return words in quotation marks, unless they bring their own."""
    words = said(words)
    return words if words[:1] in _OPENERS else f"“{words}”"


def year_group(event: Event) -> str:
    """Return the heading under which an entry is listed: its year, or "Undated"."""
    day = event.when.earliest or event.when.latest
    return str(day.year) if day else "Undated"


def event_line(event: Event) -> Line:
    """Return the facts of an entry as one flowing line: headline, summary, details, then the labelled parts that are recorded."""
    head = headline(event)
    runs = [Run(sentence(head), Tone.STRONG)]
    summary = beyond(event, head)
    if summary:
        runs.append(Run(f" {sentence(summary)}"))
    runs.extend(Run(f" {sentence(words)}") for words in _particulars(event))
    for label, words in _labelled(event):
        runs += [Run(" "), Run(f"{label}:", Tone.LABEL), Run(f" {sentence(words)}")]
    return tuple(runs)


def beyond(event: Event, head: str) -> str:
    """Return what the summary adds to the headline: an opening such as "Not brought." that only repeats it is not said twice."""
    summary, label = said(event.summary), fold(event.kind.label)
    repeated = {label, fold(head)}
    opening = _OPENING.match(summary)
    if opening is None:
        return summary
    first = fold(opening[1])
    if first in repeated or (" " in first and f"{fold(head)} ".startswith(f"{first} ")):
        return capital(summary[opening.end() :])
    return summary


_OPENING = re.compile(r"([^.;:]+)(?:[.;:] |\.?$)")


def _particulars(event: Event) -> Iterable[str]:
    if not isinstance(event.details, MeasurementDetails):  # a measure stands in the headline
        yield from (said(particular.sentence) for particular in particulars(event) if particular.sentence)
    if event.brought_by:
        yield f"Brought by {said(event.brought_by)}"
    if not (event.child_seen is ChildSeen.NO and event.area is Area.APPOINTMENTS):  # a missed appointment says so itself
        yield from filter(None, [SEEN_WORDS.get(event.child_seen, "")])


def _labelled(event: Event) -> Iterable[tuple[str, str]]:
    impact = _joined(IMPACT_WORDS.get(event.impact, ""), event.impact_note)
    response = response_words(event)
    words = child_words(event)
    if impact:
        yield "Impact", impact
    if event.action:
        yield "Action", said(event.action)
    if response:
        yield "Response", response
    if words:
        yield "Child said", quoted(words)


def response_words(event: Event) -> str:
    """Return how the family responded, coded words first and then the worker's, or an empty string."""
    return _joined(RESPONSE_WORDS.get(event.family_response, ""), event.response_note)


def _joined(coded: str, note: str) -> str:
    note = said(note)
    return f"{coded}. {capital(note)}" if coded and note else coded or note


def entry_table(case: Case, caption: str, events: Iterable[Event]) -> Table:
    """Return the table of entries that come in order (undated ones first), by year; no age column without a birth date."""
    aged = case.chronology.child.birth is not None
    columns = [
        Column("No.", ColumnKind.NUMBER),
        Column("Date", ColumnKind.DATE),
        *([Column("Age", ColumnKind.AGE)] if aged else []),
        Column("Event", ColumnKind.TEXT),
        Column("Source", ColumnKind.SHORT),
        Column("Severity", ColumnKind.SEVERITY),
    ]
    return Table(caption, tuple(columns), tuple(_row(case, event, aged=aged) for event in events))


def _row(case: Case, event: Event, *, aged: bool) -> Row:
    number = case.printed[event.id]
    cells = [cell(str(number)), date_cell(event)]
    if aged:
        age = case.age_at(event.when)
        cells.append(cell(age.short) if age else EMPTY)
    cells += [_event_cell(case, event), _source_cell(case, event), severity_cell(event.severity)]
    return Row(tuple(cells), anchor=f"entry-{number}", group=year_group(event))


def short_table(case: Case, caption: str, events: Iterable[Event]) -> Table:
    """Return entries in short, by year: what happened, its source, the findings it bears on, its severity."""
    columns = (
        Column("No.", ColumnKind.NUMBER),
        Column("Date", ColumnKind.DATE),
        Column("Event", ColumnKind.TEXT),
        Column("Severity", ColumnKind.SEVERITY),
    )
    rows = []
    for event in events:
        number, links = case.printed[event.id], _finding_links(case, event)
        told, source = happened(case, event)
        if event.severity >= Severity.HIGH:
            told = event_line(event)  # what was worst is told whole, with what it meant for the child and what was done
        below = (*source, Run(". ", Tone.QUIET), *links) if links else source
        cells = (cell(str(number)), date_cell(event), Cell((told, below)), severity_cell(event.severity))
        rows.append(Row(cells, anchor=f"entry-{number}", group=year_group(event)))
    return Table(caption, columns, tuple(rows))


def happened(case: Case, event: Event) -> tuple[Line, Line]:
    """Return what happened, headline and summary, and the source that says so."""
    head = headline(event)
    runs = [Run(sentence(head), Tone.STRONG)]
    words = beyond(event, head)
    if words:
        runs.append(Run(f" {sentence(words)}"))
    return (tuple(runs), (Run(f"From: {said(case.chronology.sources[event.source].title)}", Tone.QUIET),))


def cell(*lines: str) -> Cell:
    """Return a cell of plain lines."""
    return Cell(tuple((Run(text),) for text in lines if text))


def severity_cell(severity: Severity) -> Cell:
    """Return a cell that shows a severity as its word, with the value for writers that draw a gauge."""
    return Cell(((Run(severity.word),),), severity)


def date_text(event: Event) -> str:
    """Return the date as it is printed; an undated entry says so."""
    return "undated" if event.when.is_undated else format_date(event.when)


def date_cell(event: Event) -> Cell:
    """Return the date of an entry as a cell; an undated one says so, with what was typed."""
    at = f"at {event.at:%H:%M}" if event.at else ""
    typed = said(event.when.text)
    if event.when.is_undated and typed and fold(typed) != "undated":
        return Cell(((Run("undated"),), (Run(f"as written: {typed}", Tone.QUIET),)))
    return cell(date_text(event), at)


def _event_cell(case: Case, event: Event) -> Cell:
    lines = [event_line(event)]
    handling = [HANDLING_WORDS[mark] for mark in event.handling if mark in HANDLING_WORDS]
    if handling:
        lines.append((Run("Handling:", Tone.LABEL), Run(f" {sentence('; '.join(handling))}")))
    links = _finding_links(case, event)
    if links:
        lines.append(links)
    return Cell(tuple(lines))


def _finding_links(case: Case, event: Event) -> Line:
    runs: list[Run] = []
    for words, items in (
        ("Evidence of", case.evidence_of.get(event.id, ())),
        ("Looked at and left out of", case.left_out_of.get(event.id, ())),
    ):
        if items:
            lead = f"{words} finding " if len(items) == 1 else f"{words} findings "
            runs += [Run(f" {lead}" if runs else lead, Tone.QUIET), *letter_links(items), Run(".", Tone.QUIET)]
    return tuple(runs)


def source_words(case: Case, event: Event) -> str:
    """Return the title of an entry's source with the page, such as "Clinic letter, p. 2"."""
    page = f", p.\u00a0{said(event.page)}" if event.page else ""
    return said(case.chronology.sources[event.source].title) + page


def _source_cell(case: Case, event: Event) -> Cell:
    basis = BASIS_WORDS.get(event.basis, "")
    lines: list[Line] = [(Run(source_words(case, event)),)]
    if basis:
        lines.append((Run(basis, Tone.QUIET),))
    return Cell(tuple(lines))


def brief(case: Case, event: Event) -> Line:
    """Return an entry in a few words for a list: headline, date, number."""
    return (Run(f"{headline(event)}, {date_text(event)}"), *case.entry(event.id))
