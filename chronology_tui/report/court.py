"""The facts of a chronology as a court asks for them: serial number, date, event, reference (Practice Direction 12A).

Nothing here judges: no severity, no likelihood, no impact, no finding, no worker's opinion. What a carer or a child said is told
as their report; words of a source stand in quotation marks and are called verbatim.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import format_date
from chronology_tui.domain.kinds import Area
from chronology_tui.domain.particulars import particulars
from chronology_tui.domain.records import AppointmentDetails, Event, MeasurementDetails, MedicineDetails, Source
from chronology_tui.domain.vocabulary import Basis, FamilyResponse
from chronology_tui.report.background import outside
from chronology_tui.report.case import Case
from chronology_tui.report.document import Cell, Column, ColumnKind, Line, Row, Run, Table, Tone
from chronology_tui.report.entries import beyond, cell, date_cell, headline, quoted, year_group
from chronology_tui.report.request import ReportRequest
from chronology_tui.report.wording import BASIS_WORDS, SEEN_WORDS, capital, day_words, listed, many, said, sentence

ACTS = {
    FamilyResponse.AGREED: "agreed",
    FamilyResponse.DECLINED: "declined",
    FamilyResponse.NO_RESPONSE: "no answer was received",
}
"""Responses that are acts of the family; the others are how somebody read them, and stand outside a court's chronology."""

_BY_REPORT = frozenset({Basis.REPORTED_BY_CARER, Basis.REPORTED_BY_CHILD, Basis.THIRD_PARTY})


def key_events(request: ReportRequest, chronology: Chronology) -> Iterable[UUID]:
    """Return the key events up to the last day shown, those before the period among them: they are listed whenever they were."""
    end = min(request.to_day, request.as_of) if request.to_day else request.as_of
    return (event.id for event in chronology.events if event.key and event.when.possibly_within(date.min, end))


def listed_events(case: Case) -> tuple[Event, ...]:
    """Return the events that are listed, in order; undated ones come first."""
    return tuple(event for event in case.events if event.id in case.shown)


def event_table(case: Case, caption: str, events: Iterable[Event]) -> Table:
    """Return the events under the columns of Practice Direction 12A, by year."""
    columns = (
        Column("No.", ColumnKind.NUMBER),
        Column("Date", ColumnKind.DATE),
        Column("Event", ColumnKind.TEXT),
        Column("Reference", ColumnKind.SHORT),
    )
    return Table(caption, columns, tuple(_row(case, event) for event in events))


def _row(case: Case, event: Event) -> Row:
    number = case.printed[event.id]
    cells = (cell(str(number)), date_cell(event), Cell(tuple(_event_lines(event))), Cell((reference(case, event),)))
    return Row(cells, anchor=f"entry-{number}", group=year_group(event))


def _event_lines(event: Event) -> Iterable[Line]:
    head = headline(event)
    runs = [Run(sentence(head), Tone.STRONG)]
    if event.basis in _BY_REPORT:
        runs += [Run(" "), Run(f"{capital(BASIS_WORDS[event.basis])}:", Tone.LABEL)]
    parts = [beyond(event, head), *_facts(event)]
    runs += [Run(f" {sentence(words)}") for words in parts if words]
    if event.action:
        runs += [Run(" "), Run("Action taken:", Tone.LABEL), Run(f" {sentence(said(event.action))}")]
    if event.family_response in ACTS:
        runs += [Run(" "), Run("Family:", Tone.LABEL), Run(f" {ACTS[event.family_response]}.")]
    yield tuple(runs)
    if event.child_voice:
        yield (Run("Child's words as recorded:", Tone.LABEL), Run(f" {sentence(quoted(event.child_voice))}"))
    if event.quote:
        yield (Run("Verbatim from the source:", Tone.LABEL), Run(f" {sentence(quoted(event.quote))}"))


def _facts(event: Event) -> Iterable[str]:
    """Yield what the details record, but for marks that are somebody's judgement of how much hangs on the care."""
    details = event.details
    if isinstance(details, AppointmentDetails | MedicineDetails) and details.critical:
        details = details.changed(critical=False)
        event = event.model_copy(update={"details": details})
    if event.presentation:
        event = event.model_copy(update={"presentation": ()})
    if not isinstance(details, MeasurementDetails):  # a measure stands in the headline
        yield from (said(particular.sentence) for particular in particulars(event))
    if event.brought_by:
        yield f"Brought by {said(event.brought_by)}"
    yield SEEN_WORDS.get(event.child_seen, "")


def reference(case: Case, event: Event) -> Line:
    """Return the source of an event as it is cited: title, agency, page."""
    source = case.chronology.sources[event.source]
    page = f"p.\u00a0{said(event.page)}" if event.page else ""
    return (Run(", ".join(filter(None, (said(source.title), said(source.agency), page)))),)


def contents(events: Sequence[Event], case: Case) -> Line:
    """Return the years of the events, each as a link to its first, with the serial numbers they hold."""
    runs: list[Run] = []
    for year, group in groupby(events, key=year_group):
        first, *rest = [case.printed[event.id] for event in group]
        numbers = f"{first} to {rest[-1]}" if rest else f"{first}"
        runs += [Run("; " if runs else ": "), Run(year, target=f"entry-{first}"), Run(f" (No.\u00a0{numbers})")]
    return tuple(runs)


def statement(case: Case) -> str:
    """Return what the document is, and from what it was made."""
    seen = sum(source.available for source in case.chronology.sources.values())
    return (
        f"A summary of the significant dates and events in the child's life as health and other records hold them, up to "
        f"{day_words(case.request.as_of)}. It was made from {many(len(case.events), 'entry')} of a chronology kept from "
        f"{many(seen, 'source')}; the documents it refers to are listed at the end. It states what those documents record. It "
        "gives no opinion and draws no conclusion."
    )


def selection_words(case: Case) -> str:
    """Return which events are listed."""
    start = day_words(case.start)
    words = ["key events"] if case.request.key_only else ["significant events"]
    listed_now = listed_events(case)
    undated = sum(event.when.is_undated for event in listed_now)
    others = len(case.events) - len(listed_now)
    lines = [f"Listed are {words[0]} from {start}, and key events before that day; earlier years are counted after them."]
    if undated:
        lines.append(f"{capital(many(undated, 'event'))} without a date {'stands' if undated == 1 else 'stand'} first.")
    if others:
        lines.append(f"{many(others, 'other entry')} of the chronology {'is' if others == 1 else 'are'} not listed.")
    return " ".join(lines)


HOW_TOLD = (
    "Words in quotation marks are verbatim from the source or the child, as the record gives them. Where an event is known only "
    "because somebody reported it, it says by whom. Dates are given as closely as the source gives them."
)


# ------------------------------------------------------------------------------------------------------------ earlier years


def earlier_years(case: Case) -> Table | None:
    """Return the entries outside the period by year and area, counted, with the numbers of those listed; None for none."""
    years: defaultdict[int, list[Event]] = defaultdict(list)
    for event in case.events:
        if not event.when.is_undated and not case.in_period(event):
            years[(event.when.earliest or event.when.latest or case.start).year].append(event)
    if not years:
        return None
    columns = (
        Column("Year", ColumnKind.NUMBER),
        Column("Entries", ColumnKind.NUMBER),
        Column("What is recorded", ColumnKind.TEXT),
        Column("Listed above", ColumnKind.SHORT),
    )
    rows = tuple(_year(case, year, events) for year, events in sorted(years.items()))
    return Table(f"Entries {outside(case)}, by year", columns, rows)


def _year(case: Case, year: int, events: Sequence[Event]) -> Row:
    counts = Counter(event.area for event in events)
    words = "; ".join(f"{area.label.lower()} {counts[area]:,}" for area in Area if counts[area])
    shown = [event.id for event in events if event.id in case.shown]
    numbers = Cell(((Run("No. "), *case.numbers(shown)),)) if shown else cell("none")
    return Row((cell(str(year)), cell(f"{len(events):,}"), cell(f"{capital(words)}."), numbers))


# ---------------------------------------------------------------------------------------------------------------- documents


def documents_table(case: Case) -> Table | None:
    """Return the documents that the events listed refer to, with agency, reference, date and the numbers of the events."""
    cited: defaultdict[Source, list[Event]] = defaultdict(list)
    for event in listed_events(case):
        cited[case.chronology.sources[event.source]].append(event)
    if not cited:
        return None
    columns = (
        Column("Document", ColumnKind.TEXT),
        Column("Agency, reference and date", ColumnKind.TEXT),
        Column("Events", ColumnKind.SHORT),
    )
    rows = tuple(
        Row(
            (
                cell(said(source.title)),
                cell(_origin(source) or "not recorded"),
                Cell(((Run("No. "), *case.numbers(event.id for event in events)),)),
            )
        )
        for source, events in sorted(cited.items(), key=lambda pair: (said(pair[0].title).casefold(), pair[0].id))
    )
    return Table("Documents referred to", columns, rows)


def _origin(source: Source) -> str:
    dated = f"dated {format_date(source.dated)}" if source.dated else ""
    return ", ".join(filter(None, (said(source.agency), said(source.reference), dated)))


def unavailable(case: Case) -> str:
    """Return a sentence that names the sources that were asked for and not seen; empty when there are none."""
    missing = sorted(said(source.title) for source in case.chronology.sources.values() if not source.available)
    return f"Asked for and not available when this was made: {listed(missing)}." if missing else ""
