"""Each area of health in full: how far it reaches, its pattern and severity in words, its findings, its significant entries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from chronology_tui.analysis.finding import AreaSummary
from chronology_tui.domain.kinds import Area
from chronology_tui.domain.records import Event
from chronology_tui.domain.scales import Severity
from chronology_tui.report.case import Case, Lettered
from chronology_tui.report.document import Block, Bullets, Fact, Facts, Line, Paragraph, Run, Subheading, Tone
from chronology_tui.report.entries import brief
from chronology_tui.report.findings import finding_line
from chronology_tui.report.summary import area_years
from chronology_tui.report.wording import SEVERITY_BY_WORD, capital, day_words, length_words, listed, many, said

NAMED_ENTRIES = 5
"""Significant entries of an area that are named in words; the others stand as numbers."""
WHOLE_RECORD = "The record as a whole"


def areas_in_full(case: Case) -> tuple[Block, ...]:
    """Return a part for each area that holds an entry, then the findings that rest on no entry of any area."""
    events: defaultdict[str, list[Event]] = defaultdict(list)
    for event in case.events:
        if event.id in case.shown:
            events[event.area.value].append(event)
    findings = findings_by_area(case)
    blocks: list[Block] = []
    for area in case.request.analysis.summary.areas:
        if area.entries:
            blocks += _area(case, area, findings.get(Area(area.area), ()), events[area.area])
    whole = findings.get(None, ())
    if whole:
        blocks += [Subheading(WHOLE_RECORD), Bullets(tuple(map(finding_line, whole)))]
    return tuple(blocks)


def findings_by_area(case: Case) -> Mapping[Area | None, tuple[Lettered, ...]]:
    """Return each finding under the area that holds most of its evidence, the first of them in a tie; None for no evidence."""
    found: defaultdict[Area | None, list[Lettered]] = defaultdict(list)
    order = {area: place for place, area in enumerate(Area)}
    for item in case.findings:
        counts = Counter(case.by_id[event].area for event in item.finding.evidence)
        found[min(counts, key=lambda area: (-counts[area], order[area])) if counts else None].append(item)
    return {area: tuple(items) for area, items in found.items()}


def _area(case: Case, area: AreaSummary, findings: Sequence[Lettered], events: Sequence[Event]) -> list[Block]:
    facts = (("Extent", _extent(area)), ("Pattern", _pattern(area)), ("Severity", _severity(area)))
    blocks: list[Block] = [
        Subheading(area.label, anchor=f"area-{area.area.replace('_', '-')}"),
        Facts(tuple(Fact(label, (Run(words),)) for label, words in facts)),
    ]
    if findings:
        blocks += [Paragraph((Run("Findings:", Tone.LABEL),)), Bullets(tuple(map(finding_line, findings)))]
    return [*blocks, *_significant(case, events)]


def _significant(case: Case, events: Sequence[Event]) -> list[Block]:
    """Return the worst and latest entries of an area in words, and the numbers of all that are listed."""
    if not events:
        return [Paragraph((Run("No entry of this area is listed in this document."),))]
    ranked = sorted(range(len(events)), key=lambda n: (events[n].severity, events[n].key, n), reverse=True)
    named = sorted(ranked[:NAMED_ENTRIES])
    some = len(events) > len(named)
    lead = Run("The most serious or most recent entries:" if some else "Entries:", Tone.LABEL)
    blocks: list[Block] = [Paragraph((lead,)), Bullets(tuple(_named(case, events[n]) for n in named))]
    if some:
        every = Run(f"All {len(events):,} listed entries: ", Tone.LABEL)
        blocks.append(Paragraph((every, *case.numbers(event.id for event in events), Run("."))))
    return blocks


def _named(case: Case, event: Event) -> Line:
    rated = (Run(f", {event.severity.word}"),) if event.severity >= Severity.LOW else ()
    return (*brief(case, event), *rated)


def _extent(area: AreaSummary) -> str:
    parts = [f"{many(area.entries, 'entry')}, {area_years(area)}"]
    if area.sources:
        agencies = f" ({many(area.agencies, 'agency')})" if area.agencies else ""
        parts.append(f"from {many(area.sources, 'source')}{agencies}")
    if area.offered:
        parts.append(f"{area.missed or 0:,} of {many(area.offered, 'offered appointment')} missed")
    return f"{'; '.join(parts)}."


def _pattern(area: AreaSummary) -> str:
    if not area.concerns:
        if area.entries == area.by_severity.get(Severity.NOT_RATED.word, 0):
            return "Not known: no entry is rated."
        return "No entry is rated low or worse."
    count = f"{many(area.concerns, 'entry')} rated low or worse"
    parts = [f"{count}, in {many(area.concern_months, 'month')} of the last 12"]
    if area.span_days:
        parts.append(f"over {length_words(area.span_days)}")
    if area.longest_respite_days is not None:
        parts.append(f"longest time between two {length_words(area.longest_respite_days)}")
    if area.trend:
        parts.append(said(area.trend))
    return f"{'; '.join(parts)}."


def _severity(area: AreaSummary) -> str:
    words = sorted(area.by_severity, key=lambda word: -SEVERITY_BY_WORD[word])
    counts = [f"{word} {area.by_severity[word]:,}" for word in words if area.by_severity[word]]
    parts = [capital(listed(counts)) if counts else "Not rated"]
    if area.latest_concern:
        parts.append(f"latest concern {area.latest_severity}, {day_words(area.latest_concern)}")
    if area.open_concerns:
        likely = [f"{word} {number:,}" for word, number in area.open_by_likelihood.items() if number]
        judged = f" (harm if nothing changes: {listed(likely)})" if likely else ""
        parts.append(f"{many(area.open_concerns, 'open concern')}{judged}")
    return f"{'; '.join(parts)}."
