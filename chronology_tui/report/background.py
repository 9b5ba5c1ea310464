"""What stands behind the entries shown: a digest of earlier years, the sources seen and not seen, and the document itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from chronology_tui.domain.dates import format_date
from chronology_tui.domain.kinds import Area
from chronology_tui.domain.records import Event, Source
from chronology_tui.domain.scales import Severity
from chronology_tui.report.case import Case
from chronology_tui.report.document import Cell, Column, ColumnKind, Fact, Facts, Line, Row, Run, Table
from chronology_tui.report.entries import cell, headline, severity_cell
from chronology_tui.report.wording import capital, day_words, listed, many, said

NOTABLE_SHOWN = 3


def digest(case: Case) -> Table | None:
    """Return the entries outside the period by year: counts, highest severity, the most notable; None when there are none.

    An entry belongs to the year of the first day that its date allows (the last, where there is no first).
    """
    years: defaultdict[int, list[Event]] = defaultdict(list)
    for event in case.events:
        if not event.when.is_undated and not case.in_period(event):
            years[(event.when.earliest or event.when.latest or case.start).year].append(event)
    if not years:
        return None
    columns = (
        Column("Year", ColumnKind.NUMBER),
        Column("Entries", ColumnKind.NUMBER),
        Column("Concerns", ColumnKind.NUMBER),
        Column("Notable", ColumnKind.TEXT),
        Column("Highest severity", ColumnKind.SEVERITY),
    )
    rows = tuple(_year_row(case, year, events) for year, events in sorted(years.items()))
    return Table(f"Entries {outside(case)}, by year", columns, rows)


def outside(case: Case) -> str:
    """Return the time outside the period in words, such as "before 3 April 2024"."""
    after = any(event.when.earliest and event.when.earliest > case.end for event in case.events)
    return f"before {day_words(case.start)}{f' and after {day_words(case.end)}' if after else ''}"


def _year_row(case: Case, year: int, events: list[Event]) -> Row:
    notable = sorted((e for e in events if e.key or e.severity >= Severity.MODERATE), key=lambda e: (-e.severity, -e.key))
    lines = tuple(_notable_line(case, event) for event in sorted(notable[:NOTABLE_SHOWN], key=lambda e: e.sort_key))
    if len(notable) > NOTABLE_SHOWN:
        lines += ((Run(f"and {len(notable) - NOTABLE_SHOWN:,} more that are key or rated moderate or worse"),),)
    return Row(
        (
            cell(str(year)),
            cell(f"{len(events):,}"),
            cell(f"{sum(e.severity >= Severity.LOW for e in events):,}"),
            Cell(lines) if lines else cell("no entry marked as key, or rated moderate or worse"),
            severity_cell(max(e.severity for e in events)),
        )
    )


def _notable_line(case: Case, event: Event) -> Line:
    rated = f", {event.severity.word}" if event.severity >= Severity.MODERATE else ""
    return (Run(f"{capital(format_date(event.when))}: {headline(event)}{rated} ("), case.number(event.id), Run(")"))


def sources_table(case: Case) -> Table | None:
    """Return the sources seen, by agency, with how many entries rest on them; None when none are recorded."""
    entries = Counter(event.source for event in case.events)
    by_agency: defaultdict[str, list[Source]] = defaultdict(list)
    for source in case.chronology.sources.values():
        if source.available:
            by_agency[said(source.agency)].append(source)
    if not by_agency:
        return None
    columns = (
        Column("Agency", ColumnKind.TEXT),
        Column("Sources seen", ColumnKind.TEXT),
        Column("Checked", ColumnKind.NUMBER),
        Column("Entries", ColumnKind.NUMBER),
    )
    rows = tuple(
        Row(
            (
                cell(agency or "Agency not recorded"),
                cell(_kinds(sources)),
                cell(f"{sum(source.checked for source in sources):,}"),
                cell(f"{sum(entries[source.id] for source in sources):,}"),
            )
        )
        for agency, sources in sorted(by_agency.items(), key=lambda pair: (not pair[0], pair[0].casefold(), pair[0]))
    )
    return Table("Sources seen, by agency", columns, rows)


def _kinds(sources: Iterable[Source]) -> str:
    counts = Counter(source.kind.value.replace("_", " ") for source in sources)
    return listed(many(number, kind if kind != "other" else "other source") for kind, number in sorted(counts.items()))


def sources_missing(case: Case) -> tuple[Line, ...]:
    """Return the sources that are known and were not available, in alphabetical order."""
    missing = sorted(
        (s for s in case.chronology.sources.values() if not s.available), key=lambda s: (said(s.title).casefold(), s.id)
    )
    return tuple((Run(", ".join(filter(None, (said(s.title), said(s.agency), said(s.reference))))),) for s in missing)


def about_facts(case: Case) -> Facts:
    """Return what the document was made from, as facts."""
    request = case.request
    undated = sum(event.when.is_undated for event in case.events)
    facts = [
        ("Entries", f"{len(case.events):,}, of which {undated:,} undated and {len(case.shown):,} listed in this document"),
        ("As at", day_words(request.as_of)),
        ("Limits used", said(request.analysis.policy) if case.shows_findings else ""),
    ]
    left_out = [many(item.number, item.what, item.plural) for item in request.left_out if item.number]
    if case.withheld:
        left_out.append(f"{many(case.withheld, 'entry')} marked restricted or privileged")
    if case.later:
        left_out.append(f"{many(case.later, 'entry')} dated after {day_words(request.as_of)}")
    if case.findings_withheld:
        left_out.append(f"{many(case.findings_withheld, 'finding')} resting on entries that are left out")
    if case.analyses_withheld:
        left_out.append(f"analysis of {many(case.analyses_withheld, 'finding')} resting on entries that are left out")
    if case.dismissed:
        left_out.append(f"{many(case.dismissed, 'finding')} that the worker has dismissed, with the reason kept in the record")
    if left_out:
        facts.append(("Left out", "; ".join(left_out)))
    if request.redaction:
        facts.append(("Changed for this reader", said(request.redaction)))
    if request.areas:
        facts.append(("Areas of health shown", listed(area.label.lower() for area in Area if area in request.areas)))
    if request.program_version:
        facts.append(("Made with", f"chronology {said(request.program_version)}"))
    return Facts(tuple(Fact(label, (Run(words),)) for label, words in facts if words))
