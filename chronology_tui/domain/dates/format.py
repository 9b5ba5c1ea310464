"""Dates in words, UK style: in full, short for the timeline's column, and with the weekday for the live reading.

What :func:`format_date` writes, the grammar reads back to the same days.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from chronology_tui.domain.dates import almanac
from chronology_tui.domain.dates.almanac import shift
from chronology_tui.domain.dates.clock import is_clock
from chronology_tui.domain.dates.parts import part_days
from chronology_tui.domain.dates.value import Precision, Qualifier, UncertainDate
from chronology_tui.domain.dates.words import MONTH_NAMES, WEEKDAY_NAMES, Hint

_SEASON_NAMES = ("spring", "summer", "autumn", "winter")
_PART_WORDS = {
    Hint.EARLY: "early", Hint.MID: "mid", Hint.LATE: "late", Hint.START: "beginning of", Hint.CLOSE: "end of",
}  # fmt: skip


def format_date(value: UncertainDate) -> str:
    """Return the date in full: "3 April 2021", "about 2019", "between January and March 2020", "undated"."""
    first, last = value.earliest, value.latest
    if first is None and last is None:
        return "undated"
    if first is None or last is None:
        return _half_open(value)
    unit = _unit(first, last, value.precision)
    if value.qualifier is Qualifier.UNCERTAIN:
        return f"possibly {unit or _run(first, last, value.precision)}"
    if value.qualifier is Qualifier.ABOUT:
        return _about(first, last, unit, value.precision)
    if value.qualifier is Qualifier.SPAN:
        return unit if unit and first == last else _run(first, last, value.precision)
    if value.qualifier is Qualifier.BETWEEN and first != last:
        return _between(first, last, value.precision)
    return unit or _between(first, last, value.precision)


def weekday_date(value: UncertainDate) -> str:
    """Return the date with its weekday where it is one day: "Thu 14 March 2024"; else as :func:`format_date`."""
    text = format_date(value)
    if value.earliest is None or value.earliest != value.latest or value.qualifier in {Qualifier.BEFORE, Qualifier.AFTER}:
        return text
    day = day_words(value.earliest)
    return text.replace(day, f"{WEEKDAY_NAMES[value.earliest.weekday()][:3]} {day}", 1)


def _year(day: date) -> str:
    return f"{day.year:04}"


def day_words(day: date) -> str:
    """Return a day as "14 March 2024", whatever the machine's language."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {_year(day)}"


def _month(day: date) -> str:
    return f"{MONTH_NAMES[day.month - 1]} {_year(day)}"


def _whole_month(first: date, last: date) -> bool:
    return first.day == 1 and last.day == monthrange(last.year, last.month)[1]


def _whole_year(first: date, last: date) -> bool:
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)


def _season(first: date, last: date) -> str:
    for name in _SEASON_NAMES:
        if almanac.SEASONS[name](first.year) == (first, last):
            return name
    return ""


def _unit(first: date, last: date, precision: Precision) -> str:
    """Return the name of the unit that has exactly these days; empty when there is none."""
    if first == last:
        return day_words(first)
    if _whole_year(first, last):
        if first.year == last.year:
            return _year(first)
        if first.year % 10 == 0 and last.year == first.year + 9 and (first.year % 100 or first.year >= 2000):
            return f"the {_year(first)}s"
        if first.year % 100 == 0 and last.year == first.year + 99 and 1000 <= first.year < 9900:
            return f"the {first.year // 100 + 1}th century" if first.year // 100 != 20 else "the 21st century"
        return ""
    if _whole_month(first, last) and (first.year, first.month) == (last.year, last.month):
        return _month(first)
    if precision is Precision.SEASON and (name := _season(first, last)):
        return f"{name} {_year(first)}"
    if precision is Precision.WEEK and (last - first).days == 6:
        return f"week commencing {day_words(first)}"
    return ""


def _coarse(first: date, last: date, precision: Precision) -> Precision:
    """Return the unit in which both ends can be named without losing a day."""
    if _whole_year(first, last) and precision in {Precision.YEAR, Precision.DECADE}:
        return Precision.YEAR
    if _whole_month(first, last) and precision in {Precision.MONTH, Precision.SEASON, Precision.YEAR, Precision.DECADE}:
        return Precision.MONTH
    return Precision.DAY


def _pair(first: date, last: date, precision: Precision) -> tuple[str, str]:
    """Return the words for two ends, what they share written once."""
    unit = _coarse(first, last, precision)
    if unit is Precision.YEAR:
        return _year(first), _year(last)
    if unit is Precision.MONTH:
        start = MONTH_NAMES[first.month - 1] if first.year == last.year else _month(first)
        return start, _month(last)
    if (first.year, first.month) == (last.year, last.month):
        return str(first.day), day_words(last)
    if first.year == last.year:
        return f"{first.day} {MONTH_NAMES[first.month - 1]}", day_words(last)
    return day_words(first), day_words(last)


def _run(first: date, last: date, precision: Precision) -> str:
    start, end = _pair(first, last, precision)
    if start == end or (start in MONTH_NAMES and end.startswith(start)):
        return end
    return f"{start} to {end}"


def _between(first: date, last: date, precision: Precision) -> str:
    start, end = _pair(first, last, precision)
    if start == end or (start in MONTH_NAMES and end.startswith(start)):
        return end
    return f"between {start} and {end}"


def _part(first: date, last: date) -> tuple[Hint, str] | None:
    """Return the part of a month or year that has exactly these days: "early 2012", "late March 2020"."""
    for whole, name in (((first.replace(day=1), shift(first.replace(day=1), monthrange(first.year, first.month)[1] - 1)),
                         _month(first)), (almanac.year_days(first.year), _year(first))):  # fmt: skip
        for hint in _PART_WORDS:
            if part_days(hint, whole) == (first, last):
                return hint, name
    return None


def _about(first: date, last: date, unit: str, precision: Precision) -> str:
    if unit:
        # "about 1700" would be read as a time of day; "circa" is said of years only.
        return f"circa {unit}" if unit.isdigit() and first.year < 1900 else f"about {unit}"
    part = _part(first, last)
    if part is not None:
        return f"{_PART_WORDS[part[0]]} {part[1]}"
    run = _run(first, last, precision)
    return f"circa {run}" if run[:4].isdigit() and first.year < 1900 else f"about {run}"


def _half_open(value: UncertainDate) -> str:
    if value.earliest is not None:
        return _from(value.earliest, value)
    last = value.latest or date.max
    if last == date.max:
        return f"until {day_words(last)}"
    point = shift(last, 1)
    if (
        value.precision in {Precision.YEAR, Precision.DECADE}
        and (point.month, point.day) == (1, 1)
        and not _time_like(point.year)
    ):
        return f"before {_year(point)}"
    if point.day == 1 and value.precision in {Precision.MONTH, Precision.SEASON, Precision.YEAR, Precision.DECADE}:
        return f"before {_month(point)}"
    return f"before {day_words(point)}"


def _time_like(year: int) -> bool:
    """Whether "before 1830" would be read as a time of day."""
    return year < 1900 and is_clock(year)


def _from(first: date, value: UncertainDate) -> str:
    if first > date.min:
        over = shift(first, -1)
        if (
            value.precision in {Precision.YEAR, Precision.DECADE}
            and (first.month, first.day) == (1, 1)
            and not _time_like(over.year)
        ):
            return f"after {_year(over)}"
        if first.day == 1 and value.precision in {Precision.MONTH, Precision.SEASON, Precision.YEAR, Precision.DECADE}:
            return f"after {_month(over)}"
    return f"after {day_words(first)}"


# ── short ────────────────────────────────────────────────────────────────────────────────────────────────────────────────


def short_date(value: UncertainDate) -> str:
    """Return the date in at most 12 cells, for a column under year rules: "14 Mar", "c. Apr", "2–9 Jul", "<2 Jun 08"."""
    first, last = value.earliest, value.latest
    if first is None and last is None:
        return "undated"
    if first is None or last is None:
        return _short_half_open(value)
    text = _short_unit(first, last, value)
    if value.qualifier is Qualifier.UNCERTAIN:
        return f"?{text}"[:12]
    if value.qualifier is Qualifier.ABOUT and (part := _part(first, last)) is not None:
        word = {Hint.START: "start", Hint.CLOSE: "end"}.get(part[0], _PART_WORDS[part[0]])
        return f"{word} {part[1][:3] if part[1][0].isalpha() else part[1]}"
    if value.qualifier is Qualifier.ABOUT:
        if _whole_month(first, last) and (first.year, first.month) == (last.year, last.month) and first != last:
            text = MONTH_NAMES[first.month - 1][:3]
        return _short_about(first, last, text)
    return text


def _short_about(first: date, last: date, text: str) -> str:
    if text.startswith(_SEASON_NAMES):
        text = f"{text[:3]} {_year(first)}"
    if len(text) > 10 and first.year != last.year:
        text = f"{_year(first)}–{_year(last)}"
    elif len(text) > 10:
        text = f"{MONTH_NAMES[first.month - 1][:3]}–{MONTH_NAMES[last.month - 1][:3]}"
    return f"c. {text}" if len(text) <= 9 else f"c.{text}"


def _short(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1][:3]}"


def _tiny(day: date) -> str:
    return f"{MONTH_NAMES[day.month - 1][:3]}{day.year % 100:02}"


def _short_unit(first: date, last: date, value: UncertainDate) -> str:
    if first == last:
        return _short(first)
    unit = _unit(first, last, value.precision)
    if unit and value.precision is Precision.WEEK:
        return f"w/c {_short(first)}"
    if unit.startswith("the "):
        return unit.removeprefix("the ").replace("century", "c.")
    if unit:
        return unit if unit[0].isdigit() or unit[0].islower() else f"{unit[:3]} {_year(first)}"
    return _short_run(first, last, value)


def _short_run(first: date, last: date, value: UncertainDate) -> str:
    if _whole_year(first, last):
        return f"{_year(first)}–{_year(last)}"
    if _whole_month(first, last):
        if first.year == last.year:
            return f"{MONTH_NAMES[first.month - 1][:3]}–{MONTH_NAMES[last.month - 1][:3]}"
        return f"{_tiny(first)}–{_tiny(last)}"
    if first.year != last.year:
        return f"{_tiny(first)}–{_tiny(last)}"
    if first.month == last.month:
        mark = "/" if value.qualifier is Qualifier.BETWEEN and (last - first).days == 1 else "–"
        return f"{first.day}{mark}{_short(last)}"
    text = f"{_short(first)}–{_short(last)}"
    return text if len(text) <= 12 else text.replace(" ", "")


def _short_half_open(value: UncertainDate) -> str:
    text = _half_open(value)
    mark = ">" if text.startswith("after") else "<" if text.startswith("before") else "≤"
    rest = text.split(" ", 1)[1].split()
    if len(rest) == 3:
        return f"{mark}{rest[0]} {rest[1][:3]} {rest[2][-2:]}"
    if len(rest) == 2:
        return f"{mark}{rest[0][:3]} {rest[1]}"
    return f"{mark}{rest[0]}"
