"""Dates that a few digits mean after the entry before: "14/3", "143" or "14" for 14 March 2024, "s" for the same day.

They are only offered by completion, with the whole date in view, and never read by themselves: a year that was not typed and not
accepted is nobody's. The year of the entry before comes first, so that one who types on knows what is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from chronology_tui.domain.dates import DateContext, UncertainDate, format_date, weekday_date

SAME_DAY = "same day"
"""What begins with the first letters of this is the date of the entry before."""

_DIGITS = re.compile(r"(?P<first>\d{1,2})(?:[./-](?P<second>\d{1,2}))?|(?P<run>\d{3,4})", re.ASCII)
_SAME_YEAR, _NEXT_YEAR, _YEAR_BEFORE = "the year of the entry before", "the year after", "the year before"


def short_dates(typed: str, context: DateContext) -> list[tuple[str, str, str]]:
    """Return (text, label, detail) of the dates that ``typed`` may mean after the entry before, the likeliest first.

    Empty where no entry came before, or its date tells no year. No date before birth or after the day of typing is offered.
    """
    before = context.previous
    known = (before.latest or before.earliest) if before is not None else None
    if before is None or known is None or not typed:
        return []
    if SAME_DAY.startswith(typed.casefold()):
        text = _text(known) if before.is_certain_day else format_date(before)
        return [(text, text, f"{weekday_date(before)}: the same as the entry before")]
    return [
        (_text(day), _text(day), f"{weekday_date(UncertainDate.on(day))}: {why}")
        for day, why in _days(typed, known)
        if day <= context.today and (context.birth is None or day >= context.birth)
    ]


def _text(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"


def _days(typed: str, known: date) -> Iterator[tuple[date, str]]:
    found = _DIGITS.fullmatch(typed)
    if found is None:
        return
    if found["run"]:
        splits = [(typed[:2], typed[2:])] + ([(typed[:1], typed[1:])] if len(typed) == 3 else [])
    elif found["second"]:
        splits = [(str(found["first"]), str(found["second"]))]
    else:
        last_month = known.replace(day=1) - timedelta(days=1)
        next_month = known.replace(day=28) + timedelta(days=4)
        months = ((known, "the month of the entry before"), (next_month, "the month after"), (last_month, "the month before"))
        for within, why in months:
            yield from _day(int(found["first"]), within.month, within.year, why)
        return
    for by, why in ((0, _SAME_YEAR), (1, _NEXT_YEAR), (-1, _YEAR_BEFORE)):
        for day, month in splits:
            yield from _day(int(day), int(month), known.year + by, why)


def _day(day: int, month: int, year: int, why: str) -> Iterator[tuple[date, str]]:
    try:
        yield date(year, month, day), why
    except ValueError:
        return  # no such day: nothing to offer
