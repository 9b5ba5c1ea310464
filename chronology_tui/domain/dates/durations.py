"""Lengths of time as records write them: 3 weeks, 18/12, 4y 11m, a couple of days, 4-10."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta

from chronology_tui.domain.dates import words
from chronology_tui.domain.dates.almanac import shift
from chronology_tui.domain.dates.tokens import Tokens

_UNITS: dict[str, tuple[str, int]] = {}
for _spellings, _unit, _factor in (
    ("decade decades", "months", 120),
    ("y yr yrs year years year's years'", "months", 12),
    ("m mo mos mth mths month months month's months'", "months", 1),
    ("fortnight fortnights", "days", 14),
    ("w wk wks week weeks week's weeks'", "days", 7),
    ("d day days day's days'", "days", 1),
    ("hour hours hr hrs h min mins minute minutes", "hours", 1),
):
    _UNITS |= dict.fromkeys(_spellings.split(), (_unit, _factor))

_MEDICAL = {"7": ("days", 1), "52": ("days", 7), "12": ("months", 1)}
"""The prescriber's fractions: 5/7 is five days, 3/52 three weeks, 18/12 eighteen months."""

_VAGUE = {"couple": (2, 2), "few": (2, 5), "several": (3, 7)}
_MOST = 9999


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time, from its least to its greatest reading.

    Attributes:
        least: (months, days) at least.
        most: (months, days) at most.
        unit: the finest unit named, as (months, days): one year is (12, 0), one week (0, 7).
        vague: "a few", "a couple".
        medical: the form "18/12", which may also be a day and month.
        joined: no blank between number and unit ("18m").
        long: the unit is a whole word ("months"), not a letter.
        hours: counted in hours or minutes, of which only the days matter here.
    """

    least: tuple[int, int]
    most: tuple[int, int]
    unit: tuple[int, int]
    vague: bool = False
    medical: bool = False
    joined: bool = False
    long: bool = False
    hours: bool = False


def read_duration(tokens: Tokens, index: int) -> tuple[Duration, int] | None:
    """Return the length of time at ``index`` and the index after it; compounds ("1 year 2 months") are added up."""
    if index in tokens.lengths:
        known: tuple[Duration, int] | None = tokens.lengths[index]
        return known
    tokens.lengths[index] = found = _read_duration(tokens, index)
    return found


def _read_duration(tokens: Tokens, index: int) -> tuple[Duration, int] | None:
    found = _simple(tokens, index)
    if found is None:
        return None
    total, at = found
    while not total.medical and total.unit != (0, 1):
        skip = at
        while tokens.text(skip) in {",", "and"} and skip - at < 2:
            skip += 1
        more = _simple(tokens, skip)
        if more is None or more[0].medical or sum(_scale(more[0].unit)) >= sum(_scale(total.unit)):
            break
        extra, at = more
        total = Duration(
            _add(total.least, extra.least),
            _add(total.most, extra.most),
            extra.unit,
            total.vague or extra.vague,
            joined=total.joined and extra.joined,
            long=total.long or extra.long,
        )
    return total, at


def _scale(unit: tuple[int, int]) -> tuple[int, int]:
    return unit[0] * 30, unit[1]


def _add(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
    return a[0] + b[0], a[1] + b[1]


def _simple(tokens: Tokens, index: int) -> tuple[Duration, int] | None:
    counted = read_count(tokens, index)
    if counted is None:
        return None
    least, most, vague, at = counted
    if least == most and tokens.text(at) == "/" and tokens.joined(at) and tokens.joined(at + 1) and tokens.number(index):
        unit = _MEDICAL.get(tokens.number(at + 1))
        following = tokens.text(at + 2)
        if unit is not None and not (following and following in "/.-" and tokens.number(at + 3) and tokens.joined(at + 2)):
            one = (unit[1], 0) if unit[0] == "months" else (0, unit[1])
            return Duration(_times(one, least), _times(one, most), one, medical=True), at + 2
    half, at = read_half(tokens, index, at)
    hyphen = tokens.text(at) == "-" and tokens.joined(at) and tokens.joined(at + 1)
    word = tokens.word(at + hyphen)
    unit = _UNITS.get(word)
    if unit is None:
        return None
    if unit[0] == "hours":
        one = (0, 1)
        days = -(-most // 24) if word[0] == "h" else 1
        return Duration(
            (0, least // 24 if word[0] == "h" else 0), (0, days), one, vague=vague, long=len(word) > 2, hours=True
        ), at + hyphen + 1
    one = (unit[1], 0) if unit[0] == "months" else (0, unit[1])
    if half:
        return _with_half(one, least), at + hyphen + 1
    joined = tokens.joined(at)
    after = at + hyphen + 1
    if tokens.text(after) == "." and tokens.joined(after) and len(word) <= 4:
        after += 1
    return Duration(_times(one, least), _times(one, most), one, vague, joined=joined, long=len(word) > 1), after


def read_half(tokens: Tokens, index: int, at: int) -> tuple[bool, int]:
    """Return whether ".5", "½", " 1/2" or "and a half" follows a count, and the index after it."""
    if tokens.text(at) == "½":
        return True, at + 1
    if tokens.number(index) and tokens.number(at) == "1" and tokens.text(at + 1) == "/" and tokens.number(at + 2) == "2":
        return True, at + 3
    if tokens.number(index) and tokens.text(at) == "." and tokens.number(at + 1) == "5":
        return True, at + 2
    if tokens.word(at) == "and" and tokens.word(at + 1) == "a" and tokens.word(at + 2) == "half":
        return True, at + 3
    return False, at


def _with_half(one: tuple[int, int], count: int) -> Duration:
    """Return a count and a half: of years in months, of months and weeks in days."""
    months, days = one
    extra, unit = ((months // 2, 0), (1, 0)) if months > 1 else ((0, 15 if months else days // 2), (0, 7))
    length = _add(_times(one, count), extra)
    return Duration(length, length, unit, long=True)


def _times(one: tuple[int, int], count: int) -> tuple[int, int]:
    return one[0] * count, one[1] * count


def read_count(tokens: Tokens, index: int) -> tuple[int, int, bool, int] | None:
    """Return (least, most, vague, next index) for "3", "three", "a", "a few", "2-3", "2 or 3"; None for none."""
    at = index
    if tokens.word(at) in {"a", "the", "last", "past"} and tokens.word(at + 1) in _VAGUE:
        at += 1
    if tokens.word(at) in _VAGUE:
        least, most = _VAGUE[tokens.word(at)]
        return least, most, True, at + (2 if tokens.word(at + 1) == "of" else 1)
    least_read = _number(tokens, at)
    if least_read is None:
        return None
    least, at = least_read
    if tokens.text(at) in {"-", "to", "or", "/"}:
        more = _number(tokens, at + 1)
        attached = tokens.joined(at) == tokens.joined(at + 1)
        medical = tokens.text(at) == "/" and tokens.number(at + 1) in _MEDICAL
        if (
            more is not None
            and attached
            and not medical
            and more[0] > least
            and (tokens.word(more[1]) or tokens.text(more[1]) == "/")
        ):
            return least, more[0], False, more[1]
    return least, least, False, at


def _number(tokens: Tokens, index: int) -> tuple[int, int] | None:
    digits = tokens.number(index)
    if digits:
        return (int(digits), index + 1) if len(digits) <= 3 else None
    word = tokens.word(index)
    return (words.COUNT_WORDS[word], index + 1) if word in words.COUNT_WORDS else None


def move(day: date, length: tuple[int, int], sign: int = 1) -> date:
    """Return ``day`` moved by months and days, held inside the calendar.

    A 29 February that the new year lacks becomes 28 February, as dateutil reckons it.
    """
    months, days = min(length[0], _MOST * 12), min(length[1], _MOST * 366)
    try:
        moved = day + relativedelta(months=sign * months) if months else day
    except (ValueError, OverflowError):
        return date.max if sign > 0 else date.min
    return shift(moved, sign * days)


def birthday(birth: date, length: tuple[int, int]) -> date:
    """Return the day on which a child born on ``birth`` reaches an age; born on 29 February ages on 1 March, as in UK law."""
    reached = move(birth, (length[0], 0))
    if (birth.month, birth.day) == (2, 29) and (reached.month, reached.day) == (2, 28) and length[0] % 12 == 0:
        reached = shift(reached, 1)
    return shift(reached, min(length[1], _MOST * 366))
