"""Extent, pattern and severity as cards and as a table by area: three axes side by side, never one score."""

from __future__ import annotations

from chronology_tui.analysis.finding import AreaSummary, Summary
from chronology_tui.domain.scales import Severity
from chronology_tui.report.case import Case
from chronology_tui.report.document import Card, Cards, Column, ColumnKind, Row, Run, Table
from chronology_tui.report.entries import cell, date_text, severity_cell
from chronology_tui.report.wording import LIKELIHOOD_WORDS, SEVERITY_BY_WORD, capital, length_words, many, times


def cards(case: Case) -> Cards:
    """Return the three cards."""
    return Cards((_extent(case.request.analysis.summary), _pattern(case.request.analysis.summary), _severity(case)))


def _extent(summary: Summary) -> Card:
    if summary.areas_touched:
        headline = f"{many(summary.areas_touched, 'area')} of health"
        lead = "holds a concern; " if summary.areas_touched == 1 else "hold a concern; "
    else:
        headline, lead = ("No area holds a concern" if _rated(summary) else "No entry is rated"), ""
    services = f" and {many(summary.services, 'service')}" if summary.services else ""
    care = "no offered appointments are recorded, so attendance cannot be assessed"
    if summary.offered:
        care = f"{summary.missed or 0:,} of {many(summary.offered, 'offered appointment')} missed"
    return Card(
        "Extent",
        headline,
        (Run(f"{lead}{many(summary.entries, 'entry')} from {many(summary.sources, 'source')}{services}; {care}."),),
    )


def _pattern(summary: Summary) -> Card:
    if not _rated(summary):
        return Card("Pattern", "Not known", (Run("no entry is rated, so months with a concern cannot be counted."),))
    parts = ["holds a concern" if summary.concern_months == 1 else "hold a concern"]
    if summary.span_days is not None:
        parts.append(f"concerns span {length_words(summary.span_days)}" if summary.span_days else "all concerns fall on one day")
    if summary.longest_respite_days is not None:
        parts.append(f"longest time between two concerns {length_words(summary.longest_respite_days)}")
    return Card("Pattern", f"{summary.concern_months} of the last 12 months", (Run(f"{'; '.join(parts)}."),))


def _rated(summary: Summary) -> bool:
    """Whether anybody has rated an entry; without that no concern can be counted, and none may be said to be absent."""
    return any(number for word, number in summary.by_severity.items() if word != Severity.NOT_RATED.word)


def _severity(case: Case) -> Card:
    counts = case.request.analysis.summary.by_severity
    worst = [word for word in ("critical", "high") if counts.get(word)]
    if worst:
        headline = capital(", ".join(f"{word} {times(counts[word])}" for word in worst))
    else:
        highest = next((word for word in ("moderate", "low", "none") if counts.get(word)), "")
        headline = f"Highest: {highest}" if highest else "Not rated"
    runs: list[Run] = []
    if case.serious:
        latest = case.serious[0]
        runs += [Run(f"most recent high or critical: {date_text(latest)}"), *case.entry(latest.id), Run("; ")]
    if case.judged:
        words = f"harm if nothing changes: {LIKELIHOOD_WORDS[case.judged.likelihood]}"
        runs += [Run(words), *case.entry(case.judged.id), Run("; ")]
    unrated = counts.get(Severity.NOT_RATED.word, 0)
    runs.append(
        Run(f"{many(unrated, 'entry')} not rated." if unrated else "every entry is rated." if len(case.events) else "no entries.")
    )
    return Card("Severity", headline, tuple(runs))


def area_table(summary: Summary) -> Table | None:
    """Return the table by area of health, or None when no area holds an entry."""
    areas = [area for area in summary.areas if area.entries]
    if not areas:
        return None
    columns = (
        Column("Area of health", ColumnKind.TEXT),
        Column("Entries", ColumnKind.NUMBER),
        Column("Concerns", ColumnKind.NUMBER),
        Column("Years", ColumnKind.DATE),
        Column("Highest severity", ColumnKind.SEVERITY),
    )
    return Table("Extent, pattern and severity by area of health", columns, tuple(_area_row(area) for area in areas))


def _area_row(area: AreaSummary) -> Row:
    return Row(
        (
            cell(area.label),
            cell(f"{area.entries:,}"),
            cell(f"{area.concerns:,}"),
            cell(area_years(area)),
            severity_cell(SEVERITY_BY_WORD[area.highest]),
        )
    )


def area_years(area: AreaSummary) -> str:
    """Return the years of the dated entries; years only, since the ends may come from dates that name no day."""
    if area.first is None or area.last is None:
        return "undated"
    return str(area.first.year) if area.first.year == area.last.year else f"{area.first.year} to {area.last.year}"
