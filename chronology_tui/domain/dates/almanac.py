"""The calendar behind the words: month ends, seasons, terms, feasts and weeks, as first and last days.

Seasons are the meteorological ones (Met Office: spring is March to May), winter beginning in the December of its year. School
terms and holidays differ by council; the days here are the widest that state schools in the UK use.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from dateutil.easter import easter

Days = tuple[date, date]
"""A first and a last day, both included."""

DAY = timedelta(days=1)


def month_days(year: int, month: int, last_month: int | None = None) -> Days:
    """Return the days of a month, or of a run of months of one year."""
    last = month if last_month is None else last_month
    return date(year, month, 1), date(year, last, monthrange(year, last)[1])


def year_days(first: int, last: int | None = None) -> Days:
    """Return the days of a year, or of a run of years."""
    return date(first, 1, 1), date(first if last is None else last, 12, 31)


def winter_days(year: int) -> Days:
    """Return December of ``year`` to the February after it."""
    if year == date.max.year:
        return date(year, 12, 1), date(year, 12, 31)
    return date(year, 12, 1), month_days(year + 1, 2)[1]


def week_days(day: date) -> Days:
    """Return the week from Monday to Sunday that holds ``day``."""
    monday = max(day.toordinal() - day.weekday(), 1)
    return date.fromordinal(monday), date.fromordinal(min(monday + 6, date.max.toordinal()))


def shift(day: date, days: int) -> date:
    """Return ``day`` moved by ``days``, held inside the calendar."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))


def _months(first: int, last: int) -> Callable[[int], Days]:
    return lambda year: month_days(year, first, last)


def _fixed(month: int, day: int, last_month: int, last: int) -> Callable[[int], Days]:
    def days(year: int) -> Days:
        over = last_month < month and year < date.max.year
        return date(year, month, day), date(year + over, last_month if over or last_month >= month else 12, last)

    return days


def _last_monday(month: int) -> Callable[[int], Days]:
    """Bank holidays of England and Wales (Banking and Financial Dealings Act 1971, schedule 1)."""

    def days(year: int) -> Days:
        last = month_days(year, month)[1]
        return shift(last, -last.weekday()), shift(last, -last.weekday())

    return days


def _first_monday(month: int) -> Callable[[int], Days]:
    def days(year: int) -> Days:
        first = date(year, month, 1)
        return shift(first, -first.weekday() % 7), shift(first, -first.weekday() % 7)

    return days


def _easter(first: int, last: int) -> Callable[[int], Days]:
    return lambda year: (shift(_easter_sunday(year), first), shift(_easter_sunday(year), last))


def _easter_sunday(year: int) -> date:
    return easter(min(max(year, 1583), 4099))  # the range for which the Gregorian rule is defined


def _first_year(first: int, last: int, last_day: int = 0) -> Callable[[int], Days]:
    def days(year: int) -> Days:
        if year == date.max.year:
            return date(year, first, 1), date(year, 12, 31)
        end = month_days(year + 1, last)[1]
        return date(year, first, 1), end.replace(day=last_day) if last_day else end

    return days


SEASONS: dict[str, Callable[[int], Days]] = {
    "spring": _months(3, 5), "summer": _months(6, 8), "autumn": _months(9, 11), "fall": _months(9, 11),
    "autum": _months(9, 11), "winter": winter_days,
}  # fmt: skip

_FEASTS = ("christmas", "xmas")
_TIES = ("and", "/", "&", "-", "to")
_HALF_TERMS = {
    "autumn": (10, 8, 11, 8), "october": (10, 8, 11, 8), "november": (10, 8, 11, 8), "february": (2, 8, 2, 28),
    "spring": (2, 8, 2, 28), "may": (5, 20, 6, 10), "summer": (5, 20, 6, 10), "june": (5, 20, 6, 10),
}  # fmt: skip

NAMED: dict[str, Callable[[int], Days]] = {
    **SEASONS,
    "christmas day": _fixed(12, 25, 12, 25), "xmas day": _fixed(12, 25, 12, 25),
    "christmas eve": _fixed(12, 24, 12, 24), "xmas eve": _fixed(12, 24, 12, 24),
    "boxing day": _fixed(12, 26, 12, 26),
    "new year's eve": _fixed(12, 31, 12, 31), "new years eve": _fixed(12, 31, 12, 31), "nye": _fixed(12, 31, 12, 31),
    "new year's day": _fixed(1, 1, 1, 1), "new years day": _fixed(1, 1, 1, 1), "new year": _fixed(1, 1, 1, 7),
    "the new year": _fixed(1, 1, 1, 7),
    **dict.fromkeys((f"{feast} {sign} new year" for feast in _FEASTS for sign in _TIES), _fixed(12, 20, 1, 7)),
    **dict.fromkeys((f"between {feast} {sign} new year" for feast in _FEASTS for sign in ("and", "&")), _fixed(12, 25, 1, 1)),
    "christmas": _fixed(12, 20, 12, 31), "xmas": _fixed(12, 20, 12, 31), "christmas time": _fixed(12, 15, 12, 31),
    "christmas period": _fixed(12, 15, 12, 31), "the christmas period": _fixed(12, 15, 12, 31),
    "festive period": _fixed(12, 15, 12, 31), "the festive period": _fixed(12, 15, 12, 31),
    "may day": _fixed(5, 1, 5, 1), "august bank holiday": _last_monday(8), "late may bank holiday": _last_monday(5),
    "spring bank holiday": _last_monday(5), "whitsun bank holiday": _last_monday(5), "summer bank holiday": _last_monday(8),
    "early may bank holiday": _first_monday(5), "may day bank holiday": _first_monday(5),
    **{f"{name} months": days for name, days in SEASONS.items()}, "halloween": _fixed(10, 31, 10, 31),
    "bonfire night": _fixed(11, 5, 11, 5), "guy fawkes": _fixed(11, 5, 11, 5),
    "valentine's day": _fixed(2, 14, 2, 14), "valentines day": _fixed(2, 14, 2, 14),
    "st patrick's day": _fixed(3, 17, 3, 17), "burns night": _fixed(1, 25, 1, 25),
    "good friday": _easter(-2, -2), "easter sunday": _easter(0, 0), "easter day": _easter(0, 0),
    "easter monday": _easter(1, 1), "easter": _easter(-2, 1), "easter weekend": _easter(-2, 1),
    "the easter weekend": _easter(-2, 1), "shrove tuesday": _easter(-47, -47), "pancake day": _easter(-47, -47),
    "ash wednesday": _easter(-46, -46), "maundy thursday": _easter(-3, -3), "palm sunday": _easter(-7, -7),
    "easter holidays": _easter(-21, 21), "easter holiday": _easter(-21, 21), "easter break": _easter(-21, 21),
    "whitsun": _easter(49, 56), "whit monday": _easter(50, 50), "whit sunday": _easter(49, 49),
    "school summer holidays": _fixed(6, 20, 9, 10), "school summer holiday": _fixed(6, 20, 9, 10),
    "summer holidays": _fixed(6, 20, 9, 10), "summer holiday": _fixed(6, 20, 9, 10), "summer break": _fixed(6, 20, 9, 10),
    "christmas holidays": _fixed(12, 15, 1, 10), "christmas holiday": _fixed(12, 15, 1, 10),
    "christmas break": _fixed(12, 15, 1, 10), "autumn half term": _fixed(10, 8, 11, 8),
    "october half term": _fixed(10, 8, 11, 8), "february half term": _fixed(2, 8, 2, 28),
    **{f"half {sep}term {name}": _fixed(*days) for sep in ("", "- ") for name, days in _HALF_TERMS.items()},
    **{f"half {sep}term in {name}": _fixed(*days) for sep in ("", "- ") for name, days in _HALF_TERMS.items()},
    **{f"{name} half - term": _fixed(*days) for name, days in _HALF_TERMS.items()},
    "may half term": _fixed(5, 20, 6, 10), "spring half term": _fixed(2, 8, 2, 28), "summer half term": _fixed(5, 20, 6, 10),
    "autumn term": _fixed(8, 15, 12, 31), "winter term": _fixed(8, 15, 12, 31), "michaelmas term": _fixed(8, 15, 12, 31),
    "spring term": _fixed(1, 1, 4, 25), "lent term": _fixed(1, 1, 4, 25),
    "summer term": _fixed(4, 1, 7, 31), "trinity term": _fixed(4, 1, 7, 31),
    **{f"q {n}": _months(3 * n - 2, 3 * n) for n in (1, 2, 3, 4)},
    **{f"quarter {n}": _months(3 * n - 2, 3 * n) for n in (1, 2, 3, 4)},
    **{f"{word} quarter": _months(3 * n - 2, 3 * n) for n, word in enumerate(("first", "second", "third", "fourth"), 1)},
    **{f"{word} quarter": _months(3 * n - 2, 3 * n) for n, word in enumerate(("1 st", "2 nd", "3 rd", "4 th"), 1)},
    "last quarter": _months(10, 12), "h 1": _months(1, 6), "h 2": _months(7, 12),
}  # fmt: skip
"""Named parts of a year, by their tokens."""

CORES: dict[Callable[[int], Days], Callable[[int], Days]] = {
    **dict.fromkeys((NAMED["christmas"], NAMED["xmas"], NAMED["christmas time"]), NAMED["christmas day"]),
    **dict.fromkeys((NAMED["new year"], NAMED["the new year"]), NAMED["new year's day"]),
}
"""What "before", "after" and "the week before" count from, where the name alone allows more days."""

VAGUE = ("holiday", "break", "half term", "term", "period", "time")
"""Endings of names whose days differ by council or family: read as "about"."""

YEAR_PAIRS: dict[str, Callable[[int], Days]] = {
    **dict.fromkeys(("academic year", "school year", "academic session", "school session"), _first_year(9, 8)),
    **dict.fromkeys(("financial year", "fiscal year", "fy", "budget year", "reporting year"), _first_year(4, 3)),
    "tax year": lambda year: (date(year, 4, 6), date(min(year + 1, date.max.year), 4, 5)),
    "calendar year": year_days,
}
"""Years that do not begin in January: England's school year, the financial year of public bodies, the tax year."""

EDTF_SEASONS: dict[int, Callable[[int], Days]] = {
    21: SEASONS["spring"], 22: SEASONS["summer"], 23: SEASONS["autumn"], 24: winter_days,
    25: SEASONS["spring"], 26: SEASONS["summer"], 27: SEASONS["autumn"], 28: winter_days,
    29: SEASONS["autumn"], 30: winter_days, 31: SEASONS["spring"], 32: SEASONS["summer"],
    33: _months(1, 3), 34: _months(4, 6), 35: _months(7, 9), 36: _months(10, 12),
    37: _months(1, 4), 38: _months(5, 8), 39: _months(9, 12), 40: _months(1, 6), 41: _months(7, 12),
}  # fmt: skip
"""Sub-year groupings of EDTF (ISO 8601-2:2019, 4.8): seasons, those of each hemisphere, quarters, thirds and halves."""


def fraction(days: Days, start: float, stop: float) -> Days:
    """Return the part of ``days`` between two fractions of its length, rounded outwards."""
    first, last = days
    length = (last - first).days + 1
    return shift(first, int(length * start)), shift(first, min(-int(-length * stop // 1), length) - 1)
