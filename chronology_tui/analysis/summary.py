"""Extent, pattern and severity of a chronology, for the whole and by area. Three axes side by side; never one score.

A **concern** is what the rules on the course of a case read as one (:mod:`chronology_tui.analysis.concerns`); a month counts only
where a concern surely falls in it. How many entries stand at each severity is told of all entries, as they are rated.

A concern is **open** while an action agreed at it is not done, and, where none was agreed, for 12 months; it is settled when
every action agreed at it is done. Areas are never added together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import TypedDict
from uuid import UUID

from chronology_tui.analysis.appointments import Appointment
from chronology_tui.analysis.attendance import Offers
from chronology_tui.analysis.concerns import MONTHS_BACK, Course, read_concerns
from chronology_tui.analysis.finding import AreaSummary, Summary
from chronology_tui.analysis.limits import ESCALATION_EVENTS, ESCALATION_TREND
from chronology_tui.analysis.policy import Policy
from chronology_tui.analysis.rule import RuleContext
from chronology_tui.analysis.trend import trend_range
from chronology_tui.analysis.wording import many, times
from chronology_tui.domain.dates.value import UncertainDate
from chronology_tui.domain.kinds import Area
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.text import fold

CLOSER, APART, NEITHER, TOO_FEW, UNSURE = (
    "closer together",
    "further apart",
    "neither closer together nor further apart",
    "too few days to speak of a trend",
    "depends on uncertain dates",
)
"""What is said of the trend of days with a concern."""
_WORST_FIRST = tuple(sorted(Severity, reverse=True))
_LIKELIEST_FIRST = tuple(sorted(Likelihood, reverse=True))


@dataclass(slots=True)
class _Tally:
    """Running counts of the whole or of one area; filled in one pass over the entries."""

    entries: int = 0
    by_rank: dict[Severity, int] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    sources: dict[int, UUID] = field(default_factory=dict)

    def add(self, severity: Severity, when: UncertainDate, source: UUID) -> None:
        """Count one entry."""
        self.entries += 1
        self.by_rank[severity] = self.by_rank.get(severity, 0) + 1
        self.sources[source.int] = source
        first, last = when.earliest or when.latest, when.latest or when.earliest
        if first is not None and (self.first is None or first < self.first):
            self.first = first
        if last is not None and (self.last is None or last > self.last):
            self.last = last

    def merge(self, other: _Tally) -> None:
        """Count what another tally counted."""
        self.entries += other.entries
        for severity, number in other.by_rank.items():
            self.by_rank[severity] = self.by_rank.get(severity, 0) + number
        self.sources.update(other.sources)

    @property
    def highest(self) -> str:
        """The word of the highest severity."""
        return max(self.by_rank, default=Severity.NOT_RATED).word

    @property
    def by_severity(self) -> Mapping[str, int]:
        """Number of entries at each word, the worst first, every word there."""
        return MappingProxyType({severity.word: self.by_rank.get(severity, 0) for severity in _WORST_FIRST})


class _Told(TypedDict):
    """What the summary tells of some concerns; see :class:`Summary`."""

    concerns: int
    concern_months: int
    span_days: int | None
    longest_respite_days: int | None
    trend: str
    latest_concern: date | None
    latest_severity: str
    open_concerns: int
    open_by_likelihood: Mapping[str, int]


class _Care(TypedDict):
    """Offered and missed care; None where no appointments are recorded."""

    offered: int | None
    missed: int | None
    share_missed: float | None


def summarise(context: RuleContext) -> Summary:
    """Return extent, pattern and severity of the entries of a context: one pass over them, and sorting of days."""
    concerns = context.once(read_concerns)
    tallies: defaultdict[Area, _Tally] = defaultdict(_Tally)
    undated = 0
    latest_high: date | None = None
    for event in context.chronology.events:
        severity, when = event.severity, event.when
        tallies[event.area].add(severity, when, event.source)
        undated += when.is_undated
        if severity >= Severity.HIGH and (day := when.earliest or when.latest) is not None:
            latest_high = day if latest_high is None else max(latest_high, day)
    whole = _Tally()
    for tally in tallies.values():
        whole.merge(tally)
    told, care = _told(concerns.course, context), _care(context.care.all, recorded=context.care.recorded)
    rated = any(severity is not Severity.NOT_RATED for severity in whole.by_rank)
    # Where nothing is rated no area can be said to hold a concern, and none to be free of one.
    extent = many(len(concerns.by_area), "area") if rated else f"{many(len(tallies), 'area')} recorded"
    return Summary(
        extent=f"{extent} · {many(len(whole.sources), 'source')}",
        pattern=f"{told['concern_months']} of the last {MONTHS_BACK} months" if rated else "no entry is rated yet",
        severity=_severity_line(whole.by_severity),
        areas_touched=len(concerns.by_area),
        sources=len(whole.sources),
        services=len(context.by_service),
        agencies=_agencies(context, whole),
        entries=whole.entries,
        undated=undated,
        by_severity=whole.by_severity,
        highest=whole.highest,
        latest_high=latest_high,
        areas=_areas(context, tallies, concerns.by_area),
        **care,
        **told,
    )


def _areas(context: RuleContext, tallies: Mapping[Area, _Tally], courses: Mapping[Area, Course]) -> tuple[AreaSummary, ...]:
    offered: dict[Area, list[Appointment]] = {}
    for appointment in context.care.all:
        offered.setdefault(appointment.event.area, []).append(appointment)
    found = []
    for area in Area:
        if area not in tallies:
            continue
        tally, told = tallies[area], _told(courses.get(area) or Course(), context)
        care = _care(offered.get(area, ()), recorded=context.care.recorded)
        found.append(
            AreaSummary(
                area=area.value,
                label=area.label,
                entries=tally.entries,
                highest=tally.highest,
                by_severity=tally.by_severity,
                first=tally.first,
                last=tally.last,
                sources=len(tally.sources),
                agencies=_agencies(context, tally),
                **care,
                **told,
            )
        )
    return tuple(found)


def _agencies(context: RuleContext, tally: _Tally) -> int:
    known = (context.chronology.sources.get(source) for source in tally.sources.values())
    return len({agency for source in known if source is not None and (agency := fold(source.agency))})


def _told(course: Course, context: RuleContext) -> _Told:
    extent, latest = course.extent(), course.latest()
    return {
        "concerns": course.number,
        "concern_months": course.months(context.as_of).surest,
        "span_days": extent.days if extent else None,
        "longest_respite_days": extent.respite if extent else None,
        "trend": trend_words(course, context.policy),
        "latest_concern": None if latest is None else date.fromordinal(latest[0]),
        "latest_severity": "" if latest is None else latest[1].word,
        "open_concerns": sum(course.still.values()),
        "open_by_likelihood": MappingProxyType({rank.word: course.still.get(rank, 0) for rank in _LIKELIEST_FIRST}),
    }


def _care(appointments: Iterable[Appointment], *, recorded: bool) -> _Care:
    offers = Offers.of(appointments)
    if not recorded or not (offers.offered or offers.moved or offers.by_service or offers.own_choice):
        return {"offered": None, "missed": None, "share_missed": None}
    share = round(offers.missed / offers.offered, 3) if offers.offered else None
    return {"offered": offers.offered, "missed": offers.missed, "share_missed": share}


def trend_words(course: Course, policy: Policy) -> str:
    """Return whether days with a concern come closer together or further apart, in words; never a number.

    The same test, the same threshold and the same fewest days as the rule on escalation applies; empty without a concern.
    """
    if not course.number:
        return ""
    placed = course.placed()
    sure = [reach for reach in placed if reach.sure]
    fewest, limit = policy.count(ESCALATION_EVENTS), policy.value(ESCALATION_TREND)
    if len(placed) < fewest:
        return TOO_FEW
    if len(sure) < fewest:
        return UNSURE
    readings = [trend_range(sure), *((trend_range(placed),) if len(placed) > len(sure) else ())]
    least, most = min(reading.least for reading in readings), max(reading.most for reading in readings)
    if least > limit:
        return CLOSER
    if most < -limit:
        return APART
    return NEITHER if -limit <= least and most <= limit else UNSURE


def _severity_line(by_severity: Mapping[str, int]) -> str:
    """Return the two highest levels of harm that occur, such as "critical once, high 6 times"."""
    harm = [word for word in by_severity if by_severity[word] and word not in {Severity.NONE.word, Severity.NOT_RATED.word}]
    if harm:
        return ", ".join(f"{word} {times(by_severity[word])}" for word in harm[:2])
    return "no harm rated" if by_severity[Severity.NONE.word] else "not rated"
