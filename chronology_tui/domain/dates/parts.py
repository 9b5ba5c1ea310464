"""One end of a date, first as it is written (:class:`Parts`), then as days (:class:`Bounds`).

A part may lack its year, or even its month ("2 to 5 December 2019"): the other end of a range lends it. What is still lacking
afterwards comes from the context or is refused with a question; nothing is ever filled in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from chronology_tui.domain.dates import almanac
from chronology_tui.domain.dates.almanac import Days
from chronology_tui.domain.dates.clock import is_clock
from chronology_tui.domain.dates.context import DateContext, DateRefused
from chronology_tui.domain.dates.value import Precision, Qualifier, Remark, RemarkCode
from chronology_tui.domain.dates.words import MONTH_NAMES, WEEKDAY_NAMES, Hint

PLACEHOLDERS = frozenset({date(1900, 1, 1), date(1970, 1, 1), date(1899, 12, 30), date(1899, 12, 31), date(9999, 12, 31)})
"""Days that systems write when they know none: the first days of Windows, Unix and spreadsheet calendars."""


@dataclass(frozen=True, slots=True)
class Parts:
    """One end of a date as written.

    Attributes:
        shown: the words it was read from, for messages.
        precision: the unit it names; None for a mere "early" or day number that waits for the other end.
        day: day of the month.
        month: month.
        year: year; for a two-digit year, its two digits.
        short_year: whether the year has two digits.
        named: a named part of a year, as a function from the year to its days.
        fixed: days already known (a relative date, an age, an EDTF form).
        hint: "early", "first half", "week commencing"…
        weekday: the weekday that is written, Monday 0.
        swapped: month and day in the other order, when only that order can be right.
        about: whether this end is hedged as approximate.
        uncertain: whether this end is doubted.
        ask: the question to put when no year turns up, where a general one would not do.
        fault: why it was refused already when it was read; raised once it is the best reading.
        qualifier: how it speaks of its days when nothing hedges it ("4-10yo" lasts, "in the last 3 weeks" is once).
        slack: days by which "about" widens fixed days on either side ("about 3 weeks ago").
        month_first: whether the month was written before the day ("June 14"), so that another day may follow it.
        time_like: whether a hedge before it also fits a time of day ("about 1700").
        remarks: how it was read.
    """

    shown: str
    precision: Precision | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    short_year: bool = False
    named: Callable[[int], Days] | None = None
    fixed: tuple[date | None, date | None] | None = None
    hint: Hint | None = None
    weekday: int | None = None
    swapped: bool = False
    about: bool = False
    uncertain: bool = False
    ask: str = ""
    fault: str = ""
    qualifier: Qualifier = Qualifier.EXACT
    slack: int = 0
    month_first: bool = False
    time_like: bool = False
    remarks: tuple[Remark, ...] = ()

    @property
    def lacks_year(self) -> bool:
        """Whether a year must come from elsewhere."""
        return self.year is None and self.fixed is None


@dataclass(frozen=True, slots=True)
class Bounds:
    """One end of a date as days. A missing bound is open (a half-open EDTF interval)."""

    earliest: date | None
    latest: date | None
    precision: Precision
    about: bool = False
    uncertain: bool = False
    remarks: tuple[Remark, ...] = ()


def core(parts: Parts) -> Parts:
    """Return ``parts`` as what is counted from: "before Christmas" means before the 25th, though "at Christmas" allows more."""
    if parts.named is None or parts.named not in almanac.CORES:
        return parts
    return replace(parts, named=almanac.CORES[parts.named])


def resolve(parts: Parts, context: DateContext) -> Bounds:
    """Return the days that ``parts`` allows.

    Raises:
        DateRefused: there is no such date, or its year is nowhere to be found.
    """
    if parts.fault:
        raise DateRefused(parts.fault)
    remarks = list(parts.remarks)
    if parts.fixed is not None:
        return _fixed(parts)
    if parts.precision is None:
        raise DateRefused(f"{parts.shown}: a day number alone is no date; type the month and the year too")
    year = _year(parts, context, remarks)
    precision = parts.precision
    if parts.named is not None:
        days = parts.named(year)
    elif precision is Precision.YEAR:
        _refuse_time(parts, year)
        days = almanac.year_days(year)
    elif precision is Precision.MONTH:
        days = almanac.month_days(year, _month(parts))
    else:
        day = _day(parts, year, remarks)
        days = (day, day)
    about = parts.about
    if parts.hint is not None:
        days, precision, about = _narrowed(parts.hint, days, precision, about=about)
    if parts.short_year and not context.planned and days[0] > context.today:
        raise DateRefused(
            f"{parts.shown}: {plain(days[0])} would be after today, {plain(context.today)}; type the year in four digits, "
            "or mark the entry as planned"
        )
    return Bounds(*days, precision, about, parts.uncertain, tuple(remarks))


def _fixed(parts: Parts) -> Bounds:
    first, last = parts.fixed or (None, None)
    precision, about = parts.precision or Precision.DAY, parts.about
    if parts.hint is not None and first is not None and last is not None:
        (first, last), precision, about = _narrowed(parts.hint, (first, last), precision, about=about)
    if about and parts.slack and first is not None and last is not None:
        first, last = almanac.shift(first, -parts.slack), almanac.shift(last, parts.slack)
    return Bounds(first, last, precision, about, parts.uncertain, parts.remarks)


def _year(parts: Parts, context: DateContext, remarks: list[Remark]) -> int:
    year = parts.year
    if year is None:
        if parts.ask and context.year is None:
            raise DateRefused(parts.ask)
        year = context.given_year
        if year is None:
            age = f"; for an age of {parts.day} days type “aged {parts.shown}”" if parts.month == 7 and "/" in parts.shown else ""
            raise DateRefused(f"{parts.shown}: which year? Type it too, as in “{_with_year(parts, context)}”{age}")
        if not 1 <= year <= date.max.year:
            raise DateRefused(f"{year} is no year of the calendar; type a year from 1 to {date.max.year}")
        source = "heading" if context.year is not None else "entry before"
        remarks.append(Remark(RemarkCode.INHERITED_YEAR, f"No year was written: {year} is taken from the {source}."))
    elif parts.short_year:
        written, year = year, full_year(year, context)
        remarks.append(Remark(RemarkCode.TWO_DIGIT_YEAR, f"The year {written:02} is read as {year}."))
    if year == 0:
        raise DateRefused(f"{parts.shown}: there is no such date; when the date is not known, type “undated”")
    if not 1 <= year <= date.max.year:
        raise DateRefused(f"{parts.shown}: the year {year} is outside the calendar; check it")
    return year


def _with_year(parts: Parts, context: DateContext) -> str:
    return f"{parts.shown}{'/' if parts.shown[-1:].isdigit() and '/' in parts.shown else ' '}{context.today.year}"


def full_year(digits: int, context: DateContext) -> int:
    """Return the year that two digits stand for: at most the current year is 20xx, else 19xx; a plan may lie ahead."""
    century = context.today.year // 100 * 100
    if digits <= context.today.year % 100 or (context.planned and century + digits <= context.today.year + 50):
        return century + digits
    return century - 100 + digits


def _month(parts: Parts) -> int:
    month = parts.month or 0
    if not 1 <= month <= 12:
        raise DateRefused(f"{parts.shown}: there is no month {month}; the months are 1 to 12")
    return month


def _day(parts: Parts, year: int, remarks: list[Remark]) -> date:
    day, month = parts.day or 0, parts.month or 0
    if day == 0 and month == 0:
        raise DateRefused(f"{parts.shown}: there is no day 0; when the date is not known, type “undated”")
    if parts.swapped and month > 12 >= day and month <= 31:
        day, month = month, day
        remarks.append(
            Remark(RemarkCode.MONTH_FIRST, f"Read with the month first, {day} {MONTH_NAMES[month - 1]}: no other order fits.")
        )
    month = _month(replace(parts, month=month))
    name = MONTH_NAMES[month - 1]
    if day == 0:
        raise DateRefused(f"{parts.shown}: there is no day 0; when the day is not known, type “{name} {year}”")
    last = almanac.month_days(year, month)[1].day
    if day > last:
        if (month, day) == (2, 29):
            raise DateRefused(f"{parts.shown}: {year} was not a leap year; check the day, or type “February {year}”")
        held = f"{name} {year}" if month == 2 else name
        raise DateRefused(f"{parts.shown}: {held} has {last} days; check the day, or type “{name} {year}”")
    found = date(year, month, day)
    if parts.weekday is not None and found.weekday() != parts.weekday:
        remarks.append(
            Remark(
                RemarkCode.WEEKDAY,
                f"{plain(found)} was a {WEEKDAY_NAMES[found.weekday()]}, not a {WEEKDAY_NAMES[parts.weekday]}.",
            )
        )
    if found in PLACEHOLDERS:
        remarks.append(Remark(RemarkCode.PLACEHOLDER, f"{plain(found)} is what many systems write when the date is not known."))
    return found


def _refuse_time(parts: Parts, year: int) -> None:
    """Refuse a hedged year that is a time of day in fact: "about 1700", "at 1845"."""
    if parts.time_like and year < 1900 and is_clock(year):
        raise DateRefused(
            f"{parts.shown}: this may be a time, {year // 100:02}:{year % 100:02}, not a year; type the date before the time"
        )


_FRACTIONS: dict[Hint, tuple[float, float]] = {
    Hint.EARLY: (0, 0.5), Hint.MID: (0.25, 0.75), Hint.LATE: (0.5, 1),
    Hint.START: (0, 0.34), Hint.CLOSE: (0.66, 1),
    Hint.FIRST_HALF: (0, 0.5), Hint.SECOND_HALF: (0.5, 1),
}  # fmt: skip
_YEAR_MONTHS: dict[Hint, tuple[int, int]] = {
    Hint.EARLY: (1, 6), Hint.MID: (4, 9), Hint.LATE: (7, 12), Hint.START: (1, 4), Hint.CLOSE: (9, 12),
    Hint.FIRST_HALF: (1, 6), Hint.SECOND_HALF: (7, 12),
}  # fmt: skip
_MONTH_DAYS: dict[Hint, tuple[int, int]] = {
    Hint.EARLY: (1, 15), Hint.MID: (8, 24), Hint.LATE: (15, 31), Hint.START: (1, 12), Hint.CLOSE: (19, 31),
    Hint.FIRST_HALF: (1, 15), Hint.SECOND_HALF: (15, 31),
    Hint.FORTNIGHT_1: (1, 14), Hint.WEEK_1: (1, 7), Hint.WEEK_2: (8, 14), Hint.WEEK_3: (15, 21), Hint.WEEK_4: (22, 28),
}  # fmt: skip


def part_days(hint: Hint, days: Days) -> Days | None:
    """Return the generous part of a year, month or other unit that "early", "mid", "end of"… leaves; None when it fits none."""
    first, last = days
    if (first.day, first.month, last.day, last.month) == (1, 1, 31, 12) and first.year == last.year:
        if hint in _YEAR_MONTHS:
            return almanac.month_days(first.year, *_YEAR_MONTHS[hint])
        if hint in _FRACTIONS or hint in {Hint.WEEK_LAST, Hint.FORTNIGHT_LAST}:
            return None
        return (
            None
            if hint not in _MONTH_DAYS
            else (almanac.shift(first, _MONTH_DAYS[hint][0] - 1), almanac.shift(first, _MONTH_DAYS[hint][1] - 1))
        )
    if first.day == 1 and (first.year, first.month) == (last.year, last.month) and last.day >= 28:
        if hint is Hint.WEEK_LAST:
            return almanac.shift(last, -6), last
        if hint is Hint.FORTNIGHT_LAST:
            return almanac.shift(last, -13), last
        if hint not in _MONTH_DAYS:
            return None
        start, stop = _MONTH_DAYS[hint]
        return first.replace(day=start), first.replace(day=min(stop, last.day))
    if hint in _FRACTIONS and (first.day, first.month, last.day, last.month) == (1, 1, 31, 12):
        count = last.year - first.year + 1
        low, high = _FRACTIONS[hint]
        return almanac.year_days(first.year + int(count * low), first.year + min(-int(-count * high // 1), count) - 1)
    if hint in _FRACTIONS:
        return almanac.fraction(days, *_FRACTIONS[hint])
    return None


def _narrowed(hint: Hint, days: Days, precision: Precision, *, about: bool) -> tuple[Days, Precision, bool]:
    first = days[0]
    if hint is Hint.COMMENCING:
        return (first, almanac.shift(first, 6)), Precision.WEEK, about
    if hint is Hint.FORTNIGHT_FROM:
        return (first, almanac.shift(first, 13)), Precision.WEEK, about
    if hint is Hint.ENDING:
        return (almanac.shift(first, -6), first), Precision.WEEK, about
    if hint in {Hint.WEEK_OF, Hint.WEEKEND} and precision is Precision.DAY:
        monday, sunday = almanac.week_days(first)
        return (monday if hint is Hint.WEEK_OF else almanac.shift(sunday, -1), sunday), Precision.WEEK, about
    if precision is Precision.DAY:
        return days, precision, True
    narrowed = part_days(hint, days)
    if narrowed is None:
        return days, precision, True
    if hint in {Hint.FIRST_HALF, Hint.SECOND_HALF}:
        return narrowed, Precision.SEASON, about
    if hint in {Hint.FORTNIGHT_1, Hint.FORTNIGHT_LAST, Hint.WEEK_1, Hint.WEEK_2, Hint.WEEK_3, Hint.WEEK_4, Hint.WEEK_LAST}:
        return narrowed, Precision.WEEK, True
    return narrowed, precision, True


def plain(day: date) -> str:
    """The UK form of a day in a sentence: "3 April 2021"."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
