"""Named parts of a year: "summer 2018", "Christmas 2017/18", "Q1 2018/19", "2018 summer holidays", "academic year 2018/19"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from chronology_tui.domain.dates import almanac
from chronology_tui.domain.dates.numeric import Read
from chronology_tui.domain.dates.parts import Parts
from chronology_tui.domain.dates.tokens import Tokens, index_phrases
from chronology_tui.domain.dates.value import Precision
from chronology_tui.domain.dates.years import read_year

_NAMED = index_phrases(almanac.NAMED)
_YEAR_PAIRS = index_phrases(almanac.YEAR_PAIRS)


def read_name_last(tokens: Tokens, index: int, year: int) -> Read:
    """Read "2018 Q3", "2018/19 Q1", "2018 summer holidays", "2018 (spring)"."""
    at = index + 1
    over = _next_year(tokens, at, year, short=False)
    opened = tokens.text(over or at) == "(" and tokens.full
    name_at = (over or at) + opened
    name = tokens.phrase(name_at, _NAMED)
    after = name_at + len(name)
    quarter = bool(name) and name[0] in {"q", "h", "quarter"}
    if not name or not (quarter or tokens.full) or (opened and tokens.text(after) != ")"):
        return None
    parts, _ = _plain_name(tokens, index, name, after + opened)
    if over and not quarter:
        return None
    if over:
        parts = replace(parts, named=_fiscal_quarter(_quarter(name)))
    return replace(parts, year=year), after + opened


def read_named(tokens: Tokens, index: int) -> Read:
    """Read "summer 2018", "Christmas Day", "autumn term 2017/18"."""
    name = tokens.phrase(index, _NAMED)
    if not name:
        return None
    at = index + len(name)
    if tokens.text(at) == "-" and tokens.text(at + 1) == "time":
        at += 2
    parts, key = _plain_name(tokens, index, name, at)
    precision = parts.precision
    year = read_year(tokens, at, lone=False)
    pair = tokens.number(at)
    if year is None and len(pair) == 2 and _next_year(tokens, at + 1, int(pair), short=True):
        year = int(pair), True, at + 1
    if year is None:
        return (
            (parts, at) if tokens.full or key in almanac.SEASONS or precision is Precision.DAY or "quarter" not in key else None
        )
    return _dated_name(tokens, index, name, parts, year)


def _plain_name(tokens: Tokens, index: int, name: tuple[str, ...], after: int) -> tuple[Parts, str]:
    """Return a named part of a year as yet without its year, and its name."""
    key = " ".join(name)
    days = almanac.NAMED[key]
    first, last = days(2001)
    precision = Precision.DAY if first == last else Precision.SEASON
    vague = first != last and (key.endswith((*almanac.VAGUE, "holidays")) or key.startswith("half "))
    return Parts(tokens.shown(index, after), precision, named=days, about=vague), key


def _dated_name(
    tokens: Tokens, index: int, name: tuple[str, ...], parts: Parts, year: tuple[int, bool, int]
) -> tuple[Parts, int]:
    """Read the year of a named part of it: "winter 2018/19" is one winter, "Q1 2018/19" begins in April."""
    number, short, after = year
    parts = replace(parts, year=number, short_year=short, shown=tokens.shown(index, after))
    over = _next_year(tokens, after, number, short=short)
    if not over and name == ("winter",) and tokens.word(after) in {"to", "into"}:
        over = _next_year(tokens, after, number, short=short, signs=("to", "into"))
    if over and name == ("winter",):
        return replace(parts, shown=tokens.shown(index, over)), over
    if over and (name[0] in {"q", "quarter"} or "quarter" in name):
        return replace(parts, named=_fiscal_quarter(_quarter(name)), shown=tokens.shown(index, over)), over
    if over and parts.named is not None:
        return replace(parts, named=_school_part(parts.named), shown=tokens.shown(index, over)), over
    return parts, after


def _quarter(name: tuple[str, ...]) -> int:
    return next(
        (n for n, keys in enumerate((("1", "first"), ("2", "second"), ("3", "third")), 1) if not set(keys).isdisjoint(name)), 4
    )


def _school_part(named: Callable[[int], almanac.Days]) -> Callable[[int], almanac.Days]:
    """Return a name with two years: "autumn term 2017/18" lies in the first, "Easter 2017/18" in the second."""

    def days(year: int) -> almanac.Days:
        first, last = named(year)
        if named in almanac.CORES and first.month == 12:
            return first, almanac.shift(last, 7)  # "Christmas 2017/18" runs into the new year
        return (first, last) if first.month >= 8 else named(min(year + 1, date.max.year))

    return days


def _fiscal_quarter(quarter: int) -> Callable[[int], almanac.Days]:
    def days(year: int) -> almanac.Days:
        first = 1 if quarter == 4 else 3 * quarter + 1
        return almanac.month_days(min(year + (quarter == 4), date.max.year), first, first + 2)

    return days


def _next_year(tokens: Tokens, index: int, year: int, *, short: bool, signs: tuple[str, ...] = ("/", "-")) -> int:
    """Return the index after "/19" or "-2019" that follows 2018; 0 when the year after does not follow."""
    if tokens.text(index) not in signs:
        return 0
    digits = tokens.number(index + 1)
    if len(digits) == 2 and int(digits) == (year + 1) % 100:
        return index + 2
    if len(digits) == 4 and not short and int(digits) == year + 1:
        return index + 2
    return 0


def read_year_pair(tokens: Tokens, index: int) -> Read:
    """Read "academic year 2018/19", "2018-19 school year", "FY 2018/19", "2018/19"."""
    name = tokens.phrase(index, _YEAR_PAIRS)
    at = index + len(name)
    if tokens.text(at) in {",", ":", "of"}:
        at += 1
    digits = tokens.number(at)
    if len(digits) not in {2, 4} or (len(digits) == 2 and not name):
        return None
    year = int(digits)
    after = _next_year(tokens, at + 1, year, short=len(digits) == 2)
    if not after and (not name or len(digits) == 2):
        return None
    after = after or at + 1
    if not name:
        name = tokens.phrase(after, _YEAR_PAIRS)
        after += len(name)
    if not name:
        return None
    shown = tokens.shown(index, after)
    return Parts(shown, Precision.SEASON, year=year, short_year=len(digits) == 2, named=almanac.YEAR_PAIRS[" ".join(name)]), after
