"""Extent, pattern and severity of a chronology, for the whole and by area. Three axes side by side; never one score.

A **concern** is an entry rated low or worse. Months and spans rest on entries whose dates have both a beginning and an end; a
month counts only where a concern surely falls in it. Areas are never added together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from chronology_tui.analysis.attendance import Offers
from chronology_tui.analysis.finding import AreaSummary, Summary
from chronology_tui.analysis.rule import RuleContext
from chronology_tui.analysis.wording import many, times
from chronology_tui.domain.dates.value import UncertainDate
from chronology_tui.domain.kinds import Area
from chronology_tui.domain.scales import Severity

MONTHS_BACK = 12
"""The pattern looks at this many calendar months, the month of the as-at day included."""

_WORST_FIRST = tuple(sorted(Severity, reverse=True))


@dataclass(slots=True)
class _Tally:
    """Running counts of the whole or of one area; filled in one pass over the entries."""

    entries: int = 0
    by_rank: dict[Severity, int] = field(default_factory=dict)
    days: list[date] = field(default_factory=list)

    def add(self, severity: Severity, when: UncertainDate) -> None:
        """Count one entry."""
        self.entries += 1
        self.by_rank[severity] = self.by_rank.get(severity, 0) + 1
        if when.earliest is not None:
            self.days.append(when.earliest)
        if when.latest is not None:
            self.days.append(when.latest)

    @property
    def concerns(self) -> int:
        """Entries rated low or worse."""
        return sum(number for severity, number in self.by_rank.items() if severity >= Severity.LOW)

    @property
    def highest(self) -> str:
        """The word of the highest severity."""
        return max(self.by_rank, default=Severity.NOT_RATED).word

    @property
    def by_severity(self) -> Mapping[str, int]:
        """Number of entries at each word, the worst first, every word there."""
        return MappingProxyType({severity.word: self.by_rank.get(severity, 0) for severity in _WORST_FIRST})


def summarise(context: RuleContext) -> Summary:
    """Return extent, pattern and severity of the entries of a context: one pass over them, and sorting of days."""
    whole = _Tally()
    areas: dict[Area, _Tally] = {}
    concerns: list[UncertainDate] = []
    undated = 0
    latest_high: date | None = None
    for event in context.chronology.events:
        severity, when = event.severity, event.when
        whole.add(severity, when)
        areas.setdefault(event.area, _Tally()).add(severity, when)
        undated += when.is_undated
        if severity >= Severity.LOW:
            concerns.append(when)
        if severity >= Severity.HIGH and (day := when.earliest or when.latest) is not None:
            latest_high = day if latest_high is None else max(latest_high, day)
    months = _concern_months(concerns, context.as_of)
    spans = _spans(concerns)
    offers = Offers.of(context.care.all) if context.care.recorded else None
    areas_touched = sum(tally.concerns > 0 for tally in areas.values())
    rated = _any_rated(whole.by_severity)
    # Where nothing is rated no area can be said to hold a concern, and none to be free of one.
    extent = many(areas_touched, "area") if rated else f"{many(len(areas), 'area')} recorded"
    return Summary(
        extent=f"{extent} · {many(len(context.sources), 'source')}",
        pattern=f"{months} of the last {MONTHS_BACK} months" if rated else "no entry is rated yet",
        severity=_severity_line(whole.by_severity),
        areas_touched=areas_touched,
        sources=len(context.sources),
        services=len(context.by_service),
        offered=offers.offered if offers else None,
        missed=offers.missed if offers else None,
        entries=whole.entries,
        undated=undated,
        concern_months=months,
        longest_respite_days=_longest_respite(spans),
        span_days=(max(latest for _, latest in spans) - spans[0][0]).days if spans else None,
        by_severity=whole.by_severity,
        highest=whole.highest,
        latest_high=latest_high,
        areas=tuple(_area(area, areas[area]) for area in Area if area in areas),
    )


def _area(area: Area, tally: _Tally) -> AreaSummary:
    return AreaSummary(
        area=area.value,
        label=area.label,
        entries=tally.entries,
        concerns=tally.concerns,
        highest=tally.highest,
        by_severity=tally.by_severity,
        first=min(tally.days, default=None),
        last=max(tally.days, default=None),
    )


def _any_rated(by_severity: Mapping[str, int]) -> bool:
    return any(number for word, number in by_severity.items() if word != Severity.NOT_RATED.word)


def _severity_line(by_severity: Mapping[str, int]) -> str:
    """Return the two highest levels of harm that occur, such as "critical once, high 6 times"."""
    harm = [word for word in by_severity if by_severity[word] and word not in {Severity.NONE.word, Severity.NOT_RATED.word}]
    if harm:
        return ", ".join(f"{word} {times(by_severity[word])}" for word in harm[:2])
    return "no harm rated" if by_severity[Severity.NONE.word] else "not rated"


def _concern_months(concerns: Iterable[UncertainDate], as_of: date) -> int:
    now = as_of.year * 12 + as_of.month
    months = set()
    for when in concerns:
        earliest, latest = when.earliest, when.latest
        if earliest is None or latest is None or (earliest.year, earliest.month) != (latest.year, latest.month):
            continue
        month = earliest.year * 12 + earliest.month
        if now - MONTHS_BACK < month <= now:
            months.add(month)
    return len(months)


def _spans(concerns: Iterable[UncertainDate]) -> list[tuple[date, date]]:
    return sorted((when.earliest, when.latest) for when in concerns if when.earliest is not None and when.latest is not None)


def _longest_respite(spans: Sequence[tuple[date, date]]) -> int | None:
    """Return the most whole days that lie between the end of all earlier concerns and the next one."""
    if len(spans) < 2:
        return None
    longest, end = 0, spans[0][1]
    for earliest, latest in spans[1:]:
        longest = max(longest, (earliest - end).days - 1)
        end = max(end, latest)
    return longest
