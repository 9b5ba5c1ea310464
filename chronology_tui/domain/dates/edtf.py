"""EDTF, the Library of Congress's extended date format (ISO 8601-2:2019, levels 0 to 2): writing it and reading it.

The string is the form of interchange; the text as typed travels beside it, since no standard says "early" or "w/c".
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from chronology_tui.domain.dates import almanac
from chronology_tui.domain.dates.almanac import Days
from chronology_tui.domain.dates.context import DateContext, DateRefused
from chronology_tui.domain.dates.parts import Bounds, Parts, resolve
from chronology_tui.domain.dates.value import Precision, Qualifier, Remark, UncertainDate

Found = tuple[Qualifier, Precision, date | None, date | None, tuple[Remark, ...]]
"""Qualifier, precision, bounds and remarks of an EDTF string."""

_ALPHABET = re.compile(r"[0-9XxuUYESyes?~%/.,\[\]{} +-]{4,}\Z")
_DATE = re.compile(
    r"(?P<q1>[?~%]?)(?P<year>[0-9XxUu]{4})(?P<q2>[?~%]?)"
    r"(?:-(?P<q3>[?~%]?)(?P<month>[0-9XxUu]{2})(?P<q4>[?~%]?)(?:-(?P<q5>[?~%]?)(?P<day>[0-9XxUu]{2})(?P<q6>[?~%]?))?)?\Z"
)
_FAR_YEAR = re.compile(r"(?:Y-?\d+(?:E\d+)?(?:S\d+)?|-\d{4}(?:-\d\d(?:-\d\d)?)?)[?~%]?\Z", re.IGNORECASE)
_SIGNIFICANT = re.compile(r"(\d{4})S([123])\Z", re.IGNORECASE)
_WEEK = re.compile(r"(\d{4})-?W(\d{2})(?:-?([1-7]))?\Z", re.IGNORECASE)
_DAY_OF_YEAR = re.compile(r"(\d{4})-(\d{3})\Z")
_UNKNOWN = frozenset({"XXXX", "XXXX-XX", "XXXX-XX-XX"})
"""Dates of which no digit is specified; X is EDTF's own notation for such a digit."""
_WHOLE = {
    Precision.DECADE: 5, Precision.YEAR: 4, Precision.SEASON: 3, Precision.MONTH: 2, Precision.DAY: 1,
}  # fmt: skip


def read_edtf(text: str, context: DateContext) -> Found | None:
    """Return what an EDTF string says, None when ``text`` is none; plain day-first dates are left to the grammar.

    Raises:
        DateRefused: it has the form but no such date exists, or the calendar does not reach it.
    """
    text = text.strip()
    if (week := _week(text)) is not None:
        return week
    if not _ALPHABET.match(text):
        return None
    if text.upper().rstrip("?~%") in _UNKNOWN:
        return Qualifier.UNDATED, Precision.NONE, None, None, ()
    if text[0] in "[{" and text[-1] in "]}":
        return _set(text, context)
    if "/" in text:
        return _interval(text, context)
    bounds = _element(text, context)
    if bounds is None:
        return None
    return _hedge((bounds,), Qualifier.EXACT), bounds.precision, bounds.earliest, bounds.latest, bounds.remarks


def _hedge(ends: tuple[Bounds, ...], otherwise: Qualifier) -> Qualifier:
    if any(end.uncertain for end in ends):
        return Qualifier.UNCERTAIN
    return Qualifier.ABOUT if any(end.about for end in ends) else otherwise


def _week(text: str) -> Found | None:
    match = _WEEK.match(text) or _DAY_OF_YEAR.match(text)
    if match is None:
        return None
    year = int(match[1])
    try:
        if match.re is _DAY_OF_YEAR:
            if not 1 <= int(match[2]) <= 366:
                return None
            day = date.fromordinal(date(year, 1, 1).toordinal() + int(match[2]) - 1)
            if day.year != year:
                raise DateRefused(f"{text}: {year} has no day {int(match[2])}")
            return Qualifier.EXACT, Precision.DAY, day, day, ()
        first = date.fromisocalendar(year, int(match[2]), int(match[3] or 1))
    except (ValueError, OverflowError):
        raise DateRefused(f"{text}: there is no such week; check the week and the year") from None
    if match[3]:
        return Qualifier.EXACT, Precision.DAY, first, first, ()
    return Qualifier.EXACT, Precision.WEEK, first, almanac.shift(first, 6), ()


def _set(text: str, context: DateContext) -> Found | None:
    if (text[0], text[-1]) not in {("[", "]"), ("{", "}")}:
        return None
    ends: list[Bounds] = []
    open_start = open_end = False
    for part in text[1:-1].split(","):
        before, dots, after = part.strip().partition("..")
        if dots:
            open_start, open_end = open_start or not before, open_end or not after
        for piece in (before, after):
            if piece:
                bounds = _element(piece.strip(), context)
                if bounds is None:
                    return None
                ends.append(bounds)
    if open_start and open_end:
        raise DateRefused(f"{text}: open at both ends, so it names no time; type a date")
    if not ends:
        return None
    first = None if open_start else min((e.earliest for e in ends if e.earliest), default=None)
    last = None if open_end else max((e.latest for e in ends if e.latest), default=None)
    precision = ends[0].precision
    if first is None or last is None:
        return (Qualifier.AFTER if last is None else Qualifier.BEFORE), precision, first, last, ()
    kind = Qualifier.BETWEEN if text[0] == "[" else Qualifier.SPAN
    return _hedge(tuple(ends), kind if len(ends) > 1 else Qualifier.EXACT), precision, first, last, ()


def _interval(text: str, context: DateContext) -> Found | None:
    before, _, after = text.partition("/")
    left = None if before in {"", ".."} else _element(before, context)
    right = None if after in {"", ".."} else _element(after, context)
    if (left is None and before not in {"", ".."}) or (right is None and after not in {"", ".."}):
        return None
    if left is None:
        return None if right is None else (Qualifier.BEFORE, right.precision, None, right.latest, right.remarks)
    if right is None:
        return Qualifier.AFTER, left.precision, left.earliest, None, left.remarks
    if left.earliest and right.latest and left.earliest > right.latest:
        raise DateRefused(f"{text}: the end is before the start; swap them or check the years")
    finest = min(left.precision, right.precision, key=lambda p: _WHOLE.get(p, 0))
    return _hedge((left, right), Qualifier.SPAN), finest, left.earliest, right.latest, left.remarks + right.remarks


def _element(text: str, context: DateContext) -> Bounds | None:
    if _FAR_YEAR.match(text):
        if text[0] in "yY" and text[1:].isdigit() and len(text) <= 5:
            raise DateRefused(f"{text.upper()}: type the year alone, “{text[1:]}”; Y stands before years of five digits or more")
        raise DateRefused(f"{text.upper()}: years before 1 or after 9999 are outside the calendar; check the year")
    if match := _SIGNIFICANT.match(text):
        size = 10 ** (4 - int(match[2]))
        first = int(match[1]) // size * size
        return Bounds(*almanac.year_days(max(first, 1), max(first + size - 1, 1)), Precision.DECADE)
    match = _DATE.match(text)
    if match is None:
        return None
    marks = "".join(match[f"q{n}"] or "" for n in range(1, 7))
    about, uncertain = "~" in marks, "?" in marks or "%" in marks
    year, month, day = match["year"].upper(), (match["month"] or "").upper(), (match["day"] or "").upper()
    year, month, day = (part.replace("U", "X") for part in (year, month, day))
    if "X" in year + month + day:
        days, precision = _unspecified(text, year, month, day)
        return Bounds(*days, precision, about, uncertain)
    number = int(month or 0)
    if number > 12 and not day:
        if number not in almanac.EDTF_SEASONS or (number > 24 and year < "2000"):
            return None
        parts = Parts(
            text, Precision.SEASON, year=int(year), named=almanac.EDTF_SEASONS[number], about=about, uncertain=uncertain
        )
    elif not month:
        parts = Parts(text, Precision.YEAR, year=int(year), about=about, uncertain=uncertain)
    else:
        parts = Parts(
            text,
            Precision.DAY if day else Precision.MONTH,
            int(day) if day else None,
            number,
            int(year),
            about=about,
            uncertain=uncertain,
        )
    return resolve(parts, context)


def _unspecified(text: str, year: str, month: str, day: str) -> tuple[Days, Precision]:
    """Return the first and last day that a date with X for unknown digits allows."""
    if year == "XXXX":  # EDTF's notation for a year of which no digit is specified
        raise DateRefused(f"{text.upper()}: which year? Type it too, or “undated”")
    first_year, last_year = max(int(year.replace("X", "0")), 1), int(year.replace("X", "9"))
    lows = [m for m in range(1, 13) if _fits(month, m)] if month else [1, 12]
    if not lows:
        raise DateRefused(f"{text}: there is no month {month}; the months are 01 to 12")
    longest = (
        monthrange(last_year, lows[-1])[1] if first_year == last_year else 29 if lows == [2] else monthrange(2000, lows[-1])[1]
    )
    days = [d for d in range(1, longest + 1) if _fits(day, d)] if day else []
    if day and not days:
        raise DateRefused(f"{text}: no such day; check it")
    try:
        first = date(first_year, lows[0], days[0] if days else 1)
        last = date(last_year, lows[-1], min(days[-1], longest) if days else monthrange(last_year, lows[-1])[1])
    except ValueError:
        raise DateRefused(f"{text}: no such day in every year; check it") from None
    if "X" in year:
        return (first, last), Precision.DECADE
    if "X" in month:
        return (first, last), Precision.YEAR
    return (first, last), Precision.MONTH


def _fits(pattern: str, number: int) -> bool:
    return all(p in {"X", d} for p, d in zip(pattern, f"{number:02}", strict=True))


def to_edtf(value: UncertainDate) -> str:
    """Return the EDTF string of a date; reading it back gives the same bounds.

    "Before" and "after" become one-of sets with an open end, a stay an interval, "between" a one-of set; hedges "~" and "?".
    """
    first, last = value.earliest, value.latest
    if first is None:
        if last is None:
            return "XXXX-XX-XX"  # EDTF's notation for a date of which no digit is specified
        return f"[..{_end(last, value.precision, close=True)}]"
    if last is None:
        return f"[{_end(first, value.precision, close=False)}..]"
    mark = {Qualifier.ABOUT: "~", Qualifier.UNCERTAIN: "?"}.get(value.qualifier, "")
    unit = _unit(first, last, value.precision)
    if unit and not (mark and value.precision is Precision.SEASON):
        return unit + mark
    start, end = _end(first, value.precision, close=False), _end(last, value.precision, close=True)
    if len(start) != len(end):
        start, end = _iso(first), _iso(last)
    if mark:
        return f"{start}{mark}/{end}{mark}"
    if value.qualifier is Qualifier.SPAN or value.precision is Precision.WEEK:
        return f"{start}/{end}"
    return f"[{start}..{end}]"


def _iso(day: date) -> str:
    return f"{day.year:04}-{day.month:02}-{day.day:02}"


def _unit(first: date, last: date, precision: Precision) -> str:
    """Return the shortest EDTF form whose days are exactly these; empty when there is none."""
    if first == last:
        return _iso(first)
    whole_months = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    if whole_months and (first.year, first.month) == (last.year, last.month):
        return f"{first.year:04}-{first.month:02}"
    if precision is Precision.SEASON and first.year >= 1:
        for code in (21, 22, 23, 24):
            if almanac.EDTF_SEASONS[code](first.year) == (first, last):
                return f"{first.year:04}-{code}"
    if (first.month, first.day, last.month, last.day) != (1, 1, 12, 31):
        return ""
    if first.year == last.year:
        return f"{first.year:04}"
    for size, digits in ((10, 3), (100, 2), (1000, 1)):
        if first.year % size == 0 and last.year == first.year + size - 1:
            return f"{first.year:04}"[:digits] + "X" * (4 - digits)
    return ""


def _end(day: date, precision: Precision, *, close: bool) -> str:
    at_year = (day.month, day.day) == ((12, 31) if close else (1, 1))
    at_month = day.day == (monthrange(day.year, day.month)[1] if close else 1)
    if at_year and precision in {Precision.YEAR, Precision.DECADE}:
        return f"{day.year:04}"
    if at_month and precision in {Precision.MONTH, Precision.SEASON}:
        return f"{day.year:04}-{day.month:02}"
    return _iso(day)
