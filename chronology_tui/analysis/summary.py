"""Extent, pattern and severity of a chronology, for the whole and by area. Three axes side by side; never one score.

A **concern** is an entry rated low or worse. Months and spans rest on entries whose dates have both a beginning and an end; a
month counts only where a concern surely falls in it. Areas are never added together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType

from chronology_tui.analysis.attendance import Offers
from chronology_tui.analysis.finding import AreaSummary, Summary
from chronology_tui.analysis.rule import RuleContext
from chronology_tui.analysis.wording import many, times
from chronology_tui.domain.kinds import Area
from chronology_tui.domain.records import Event
from chronology_tui.domain.scales import Severity

MONTHS_BACK = 12
"""The pattern looks at this many calendar months, the month of the as-at day included."""

_WORDS = tuple(severity.word for severity in sorted(Severity, reverse=True))


def summarise(context: RuleContext) -> Summary:
    """Return extent, pattern and severity of the entries of a context, in one pass over them and one sort."""
    events = context.chronology.events
    concerns = [event for event in events if is_concern(event)]
    by_area: dict[Area, list[Event]] = {}
    for event in events:
        by_area.setdefault(event.area, []).append(event)
    by_severity = _by_severity(events)
    months = _concern_months(concerns, context.as_of)
    offers = Offers.of(context.care.all) if context.care.recorded else None
    areas_touched = len({event.area for event in concerns})
    sources = len({event.source for event in events})
    return Summary(
        extent=f"{many(areas_touched, 'area')} · {many(sources, 'source')}",
        pattern=f"{months} of the last {MONTHS_BACK} months" if _any_rated(by_severity) else "no entry is rated yet",
        severity=_severity_line(by_severity),
        areas_touched=areas_touched,
        sources=sources,
        services=len(context.by_service),
        offered=offers.offered if offers else None,
        missed=offers.missed if offers else None,
        entries=len(events),
        undated=sum(event.when.is_undated for event in events),
        concern_months=months,
        longest_respite_days=_longest_respite(concerns),
        span_days=_span(concerns),
        by_severity=by_severity,
        highest=_highest(events),
        latest_high=_latest_high(events),
        areas=tuple(_area(area, by_area[area]) for area in Area if area in by_area),
    )


def is_concern(event: Event) -> bool:
    """Whether the entry is rated low or worse."""
    return event.severity >= Severity.LOW


def _area(area: Area, events: Sequence[Event]) -> AreaSummary:
    days = [day for event in events for day in (event.when.earliest, event.when.latest) if day is not None]
    return AreaSummary(
        area=area.value,
        label=area.label,
        entries=len(events),
        concerns=sum(map(is_concern, events)),
        highest=_highest(events),
        by_severity=_by_severity(events),
        first=min(days, default=None),
        last=max(days, default=None),
    )


def _by_severity(events: Iterable[Event]) -> Mapping[str, int]:
    counts = dict.fromkeys(_WORDS, 0)
    for event in events:
        counts[event.severity.word] += 1
    return MappingProxyType(counts)


def _any_rated(by_severity: Mapping[str, int]) -> bool:
    return any(number for word, number in by_severity.items() if word != Severity.NOT_RATED.word)


def _highest(events: Iterable[Event]) -> str:
    return max((event.severity for event in events), default=Severity.NOT_RATED).word


def _severity_line(by_severity: Mapping[str, int]) -> str:
    """Return the two highest levels of harm that occur, such as "critical once, high 6 times"."""
    harm = [word for word in _WORDS if by_severity[word] and word not in {Severity.NONE.word, Severity.NOT_RATED.word}]
    if harm:
        return ", ".join(f"{word} {times(by_severity[word])}" for word in harm[:2])
    return "no harm rated" if by_severity[Severity.NONE.word] else "not rated"


def _latest_high(events: Iterable[Event]) -> date | None:
    days = (event.when.earliest or event.when.latest for event in events if event.severity >= Severity.HIGH)
    return max((day for day in days if day is not None), default=None)


def _concern_months(concerns: Iterable[Event], as_of: date) -> int:
    now = as_of.year * 12 + as_of.month
    months = set()
    for event in concerns:
        earliest, latest = event.when.earliest, event.when.latest
        if earliest is None or latest is None or (earliest.year, earliest.month) != (latest.year, latest.month):
            continue
        month = earliest.year * 12 + earliest.month
        if now - MONTHS_BACK < month <= now:
            months.add(month)
    return len(months)


def _spans(concerns: Iterable[Event]) -> list[tuple[date, date]]:
    both = ((event.when.earliest, event.when.latest) for event in concerns)
    return sorted((earliest, latest) for earliest, latest in both if earliest is not None and latest is not None)


def _longest_respite(concerns: Iterable[Event]) -> int | None:
    """Return the most whole days that lie between the end of all earlier concerns and the next one."""
    spans = _spans(concerns)
    if len(spans) < 2:
        return None
    longest, end = 0, spans[0][1]
    for earliest, latest in spans[1:]:
        longest = max(longest, (earliest - end).days - 1)
        end = max(end, latest)
    return longest


def _span(concerns: Iterable[Event]) -> int | None:
    spans = _spans(concerns)
    return (max(latest for _, latest in spans) - spans[0][0]).days if spans else None
