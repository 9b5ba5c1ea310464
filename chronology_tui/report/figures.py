"""The life-line: every month of the child's life as a bar, and the evidence of findings as lanes, with the same said in words.

A bar is drawn only where the month is known closely enough; an entry whose date allows more than a season is counted in the
caption instead, so that the picture never invents a month.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from chronology_tui.analysis.finding import Level
from chronology_tui.domain.dates.value import Qualifier, UncertainDate
from chronology_tui.domain.records import Event
from chronology_tui.domain.scales import Severity
from chronology_tui.report.case import Case, Lettered
from chronology_tui.report.document import Lane, LifeLine, MonthBar
from chronology_tui.report.selection import months_before
from chronology_tui.report.wording import capital, day_words, listed, many, month_words, said

DRAWN_WITHIN_DAYS = 92
"""A date that allows more days than this (a season) is not drawn."""
LONGEST_YEARS = 25
"""The life-line goes back at most this far, so that one mistyped or placeholder date does not flatten all the rest."""
PREGNANCY_MONTHS = 10
"""Months before the birth that are drawn when something was recorded in them."""
LANES_SHOWN = 4


def life_line(case: Case) -> LifeLine:
    """Return the life-line of the case with lanes for its findings."""
    first = _first_day(case)
    by_month: defaultdict[tuple[int, int], list[Event]] = defaultdict(list)
    not_drawn = 0
    for event in case.events:
        day = drawn_day(event.when)
        if day is None or not first <= day <= case.request.as_of:
            not_drawn += 1
        else:
            by_month[day.year, day.month].append(event)
    birth = case.chronology.child.birth
    starts = [*by_month] + ([(birth.year, birth.month)] if birth and first <= birth <= case.request.as_of else [])
    months = tuple(_bar(*month, by_month.get(month, [])) for month in _months(min(starts), case.request.as_of)) if starts else ()
    lanes = _lanes(case)
    caption = "Each bar is a month." + (" Lines below are the entries of the first findings, by letter." if lanes else "")
    if not_drawn:
        one = not_drawn == 1
        caption += f" {many(not_drawn, 'entry')} without a close date {'is' if one else 'are'} not drawn."
    return LifeLine(caption, _in_words(months, lanes), months, lanes)


def _lanes(case: Case) -> tuple[Lane, ...]:
    """Return the lanes of the first findings, one of them a strength where there is one: what goes well is shown as well."""
    concerns = [lane for lane in (_lane(case, item) for item in case.findings if item.finding.level in _CONCERNS) if lane.days]
    strengths = [
        lane for lane in (_lane(case, item) for item in case.findings if item.finding.level is Level.STRENGTH) if lane.days
    ]
    first = concerns[: LANES_SHOWN - bool(strengths)]
    return (*first, *strengths[: LANES_SHOWN - len(first)])


_CONCERNS = {Level.STRONG, Level.CONSIDER}


def drawn_day(when: UncertainDate) -> date | None:
    """Return the day at which a date is drawn, None when it is too wide: a span's start, else the middle of what it allows."""
    if when.earliest is None or when.latest is None:
        return None
    if when.qualifier is Qualifier.SPAN:
        return when.earliest
    width = (when.latest - when.earliest).days
    return when.earliest + timedelta(days=width // 2) if width <= DRAWN_WITHIN_DAYS else None


def _first_day(case: Case) -> date:
    """Return the first day drawn: some months before birth, and never more than :data:`LONGEST_YEARS` back."""
    far = months_before(case.request.as_of, LONGEST_YEARS * 12)
    birth = case.chronology.child.birth
    if birth is None or birth < far or birth > case.request.as_of:
        return far
    return max(far, months_before(birth, PREGNANCY_MONTHS))


def _months(start: tuple[int, int], as_of: date) -> Iterable[tuple[int, int]]:
    index, end = start[0] * 12 + start[1] - 1, as_of.year * 12 + as_of.month - 1
    return ((n // 12, n % 12 + 1) for n in range(index, end + 1))


def _bar(year: int, month: int, events: list[Event]) -> MonthBar:
    highest = max((event.severity for event in events), default=Severity.NOT_RATED)
    return MonthBar(year, month, len(events), sum(event.severity >= Severity.LOW for event in events), highest)


def _lane(case: Case, item: Lettered) -> Lane:
    finding = item.finding
    drawn = (drawn_day(case.by_id[event].when) for event in finding.evidence)
    name = capital(finding.rule.replace("-", " ")) + (f": {said(finding.subject)}" if finding.subject else "")
    return Lane(
        f"{item.letter}. {name}", finding.level.value if finding.level else "", tuple(sorted(day for day in drawn if day))
    )


def _in_words(months: tuple[MonthBar, ...], lanes: tuple[Lane, ...]) -> str:
    """Return what the figure shows: its span, its tallest and most severe months, each year, each lane."""
    if not any(bar.entries for bar in months):
        return "A time line by month. No entry has a date that is known closely enough to be drawn."
    tallest = max(months, key=lambda bar: bar.entries)
    first, last = (month_words(bar.year, bar.month) for bar in (months[0], months[-1]))
    parts = [
        f"A bar chart of entries by month from {first} to {last}.",
        f"The most in one month is {tallest.entries}, in {month_words(tallest.year, tallest.month)}.",
    ]
    worst = max(bar.highest for bar in months)
    if worst >= Severity.LOW:
        when = [month_words(bar.year, bar.month) for bar in months if bar.highest == worst]
        where = listed(when) if len(when) <= 4 else f"{len(when)} months, the latest {when[-1]}"
        parts.append(f"The highest severity is {worst.word}, in {where}.")
    years: defaultdict[int, list[MonthBar]] = defaultdict(list)
    for bar in months:
        years[bar.year].append(bar)
    parts.append("By year: " + "; ".join(_year_words(year, bars) for year, bars in years.items()) + ".")
    parts += [f"{lane.label}: {many(len(lane.days), 'entry')} drawn, {_days_words(lane.days)}." for lane in lanes]
    return " ".join(parts)


def _year_words(year: int, bars: list[MonthBar]) -> str:
    entries = sum(bar.entries for bar in bars)
    if not entries:
        return f"{year}, none"
    return f"{year}, {many(entries, 'entry')}, highest severity {max(bar.highest for bar in bars).word}"


def _days_words(days: tuple[date, ...]) -> str:
    first, last = day_words(days[0]), day_words(days[-1])
    return f"on {first}" if first == last else f"from {first} to {last}"
