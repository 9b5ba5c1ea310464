"""Dates with words in them: 3 April 2021, March 2021, summer 2018, the late 1990s, academic year 2018/19."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from chronology_tui.domain.dates import almanac, words
from chronology_tui.domain.dates.context import DateContext, DateRefused
from chronology_tui.domain.dates.numeric import Read, read_numeric, skip_time
from chronology_tui.domain.dates.parts import Parts, full_year
from chronology_tui.domain.dates.tokens import TIME, Tokens, index_phrases
from chronology_tui.domain.dates.value import Precision, Remark, RemarkCode

_NAMED = index_phrases(almanac.NAMED)
_YEAR_PAIRS = index_phrases(almanac.YEAR_PAIRS)


def read_verbal(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Return the longest date in words at ``index``."""
    day_of_week, start = words.weekday(tokens, index)
    found = _from_year(tokens, start) or _from_day(tokens, start) or _from_month(tokens, start, context)
    if day_of_week is not None:
        found = found or read_numeric(tokens, start, context)
        if found is None or found[0].precision is not Precision.DAY:
            return None
        return _on_weekday(tokens, index, day_of_week, *found)
    others = (_named(tokens, index), _block(tokens, index, context), _year_pair(tokens, index))
    for other in others:
        if other is not None and (found is None or other[1] > found[1]):
            found = other
    return found


def _on_weekday(tokens: Tokens, index: int, day_of_week: int, parts: Parts, after: int) -> tuple[Parts, int]:
    """Return a day with the weekday that stands before it."""
    word = tokens.word(index)
    remarks = parts.remarks
    if word not in words.WEEKDAYS:
        remarks += (Remark(RemarkCode.REPAIRED, f"“{word}” is read as {words.WEEKDAY_NAMES[day_of_week]}."),)
    return replace(parts, weekday=day_of_week, shown=tokens.shown(index, after), remarks=remarks), after


def read_day(tokens: Tokens, index: int) -> tuple[int, int]:
    """Return (day of the month, next index) for "5", "5th", "22 nd", "fifth"; (-1, index) when none stands there."""
    digits = tokens.number(index)
    if digits:
        if len(digits) > 2:
            return -1, index
        after = index + 1
        if tokens.word(after) in words.ORDINAL_ENDINGS:
            after += 1
        return int(digits), after
    word = tokens.word(index)
    if word in words.ORDINAL_WORDS:
        return words.ORDINAL_WORDS[word], index + 1
    tens = {"twenty": 20, "thirty": 30}.get(word)
    if tens:
        at = index + 2 if tokens.text(index + 1) == "-" else index + 1
        units = words.ORDINAL_WORDS.get(tokens.word(at), 99)
        if units < 10:
            return tens + units, at + 1
    return -1, index


def read_year(tokens: Tokens, index: int, *, lone: bool) -> tuple[int, bool, int] | None:
    """Return (year, two digits, next index). ``lone``: no day stands before, so two bare digits might be a day."""
    at = index
    sign = ""
    while tokens.text(at) in {",", ".", "-", "/", "of", "in", "year"} and at - index < 2:
        sign = tokens.text(at)
        if sign in "-/" and not tokens.joined(at + 1) and tokens.joined(at):
            return None
        at += 1
    spaced_dash = sign in {"-", "/"} and not tokens.joined(at)
    if tokens.text(at) == "'" and len(tokens.number(at + 1)) == 2:
        return int(tokens.number(at + 1)), True, at + 2
    digits = tokens.number(at)
    if len(digits) == 4:
        after = at + 1
        if tokens.joined(after) and tokens.text(after) in {":", "s"}:
            return None
        return int(digits), False, after + (tokens.word(after) in {"ad", "ce", "year"})
    if len(digits) != 2 or spaced_dash or (sign == "," and not tokens.full) or _counted(tokens, at):
        return None
    if lone and tokens.text(at + 1) in {"-", "/"} and tokens.joined(at + 1) and tokens.joined(at + 2) and tokens.number(at + 2):
        return None  # "Sep-25-2003"
    if lone and sign not in {"-", "/", "of", "."} and int(digits) <= 31 and not (tokens.joined(at) and sign != ","):
        return None
    return int(digits), True, at + 1


def _counted(tokens: Tokens, at: int) -> bool:
    """Whether a two-digit number belongs to what follows it ("14 March 24/7 care")."""
    after = at + 1
    if not tokens.joined(after):
        return tokens.text(after) in {"%", "kg", "of"}
    return (
        tokens.text(after) in {"%", "°", ":"}
        or (
            tokens.text(after) in "/.-"
            and bool(tokens.number(after + 1))
            and tokens.joined(after + 1)
            and tokens.text(after) != "-"
        )
        or bool(tokens.word(after) and tokens.word(after) != "to")
    )


def _gap(tokens: Tokens, index: int) -> int | None:
    """Return the index after what may stand between day and month; None when something else stands there."""
    at = index
    while tokens.text(at) in {"of", "the", "day", ".", "-", "/", ",", "in"}:
        if at - index > 3:
            return None
        if tokens.text(at) in "-/" and tokens.joined(at) != tokens.joined(at + 1):
            return None
        at += 1
    return at


def _month_at(tokens: Tokens, index: int, *, sure: bool) -> tuple[int, int, tuple[Remark, ...]]:
    found, after = words.month(tokens, index)
    if found:
        return found, after, ()
    word = tokens.word(index)
    if sure or tokens.number(index + 1):
        found = words.misspelt_month(word)
    if not found:
        return 0, index, ()
    name = words.MONTH_NAMES[found - 1]
    return found, index + 1, (Remark(RemarkCode.REPAIRED, f"“{word}” is read as {name}."),)


def _from_day(tokens: Tokens, index: int) -> Read:
    day, at = read_day(tokens, index)
    if day < 0:
        return None
    ordinal = at - index > 1 or not tokens.number(index)
    gap = _gap(tokens, at)
    if gap is None:
        return None
    month, after, remarks = _month_at(tokens, gap, sure=ordinal)
    if not month:
        return None
    return _with_year(tokens, index, after, day, month, remarks)


def _from_month(tokens: Tokens, index: int, context: DateContext) -> Read:
    month, at, remarks = _month_at(tokens, index, sure=tokens.full)
    if not month:
        return None
    month_only = Parts(tokens.shown(index, at), Precision.MONTH, month=month, remarks=remarks)
    lone = read_year(tokens, at, lone=True)
    if lone is not None:
        year, short, after = lone
        return replace(month_only, shown=tokens.shown(index, after), year=year, short_year=short), after
    gap = _gap(tokens, at)
    if gap is not None:
        day, after = read_day(tokens, gap)
        if day >= 0 and not _counted(tokens, after - 1 if tokens.number(after - 1) else after):
            return _after_month(tokens, index, after, day, month, remarks, context)
    return month_only, at


def _after_month(
    tokens: Tokens, index: int, after: int, day: int, month: int, remarks: tuple[Remark, ...], context: DateContext
) -> Read:
    """Read what follows "March 5": a time and a year; two digits alone ("March 24") may be either, so they are asked about."""
    found = _with_year(tokens, index, after, day, month, remarks)
    if found[0].year is None:
        digits = tokens.number(after - 1)
        if len(digits) == 2 and tokens.text(after - 2) != "the":
            name = words.MONTH_NAMES[month - 1]
            year = full_year(int(digits), context)
            ask = f"{tokens.shown(index, after)}: is {digits} the day or the year? Type “{day} {name} …” or “{name} {year}”"
            return replace(found[0], ask=ask), after
        if not tokens.full and not tokens.word(after - 1):
            return None
    return found


def _with_year(tokens: Tokens, index: int, after: int, day: int, month: int, remarks: tuple[Remark, ...]) -> tuple[Parts, int]:
    year = read_year(tokens, after, lone=False)
    if year is None:
        timed = skip_time(tokens, after)
        if timed > after and tokens[timed - 1].kind == TIME:
            if tokens.word(timed) and len(tokens.number(timed + 1)) == 4 and len(tokens.word(timed)) <= 5:
                timed += 1  # a zone that is not on the list: "10:36:28 BRST 2003"
            year = read_year(tokens, timed, lone=True)
    if year is None:
        return Parts(tokens.shown(index, after), Precision.DAY, day, month, remarks=remarks), after
    number, short, after = year
    return Parts(tokens.shown(index, after), Precision.DAY, day, month, number, short, remarks=remarks), after


def _from_year(tokens: Tokens, index: int) -> Read:
    """Read "2021 March 5", "2004 10 Apr", "2003-Sep-25", "2021 March"."""
    digits = tokens.number(index)
    if len(digits) != 4:
        return None
    gap = _gap(tokens, index + 1)
    if gap is None:
        return None
    month, at = words.month(tokens, gap)
    if month:
        next_gap = _gap(tokens, at)
        day, after = (-1, at) if next_gap is None else read_day(tokens, next_gap)
        if (
            day > 0
            and (tokens.full or not _counted(tokens, after - 1))
            and not (tokens.text(after) == ":" and tokens.joined(after))
        ):
            return Parts(tokens.shown(index, after), Precision.DAY, day, month, int(digits)), after
        return Parts(tokens.shown(index, at), Precision.MONTH, month=month, year=int(digits)), at
    day, at = read_day(tokens, gap)
    if day > 0 and (gap := _gap(tokens, at) or 0):
        month, after = words.month(tokens, gap)
        if month:
            return Parts(tokens.shown(index, after), Precision.DAY, day, month, int(digits)), after
    quarter = tokens.phrase(index + 1, _NAMED)
    if quarter and quarter[0] in {"q", "h", "quarter"}:
        after = index + 1 + len(quarter)
        return Parts(
            tokens.shown(index, after), Precision.SEASON, year=int(digits), named=almanac.NAMED[" ".join(quarter)]
        ), after
    return None


def _named(tokens: Tokens, index: int) -> Read:
    name = tokens.phrase(index, _NAMED)
    if not name:
        return None
    at = index + len(name)
    if tokens.text(at) == "-" and tokens.text(at + 1) == "time":
        at += 2
    key = " ".join(name)
    days = almanac.NAMED[key]
    first, last = days(2001)
    precision = Precision.DAY if first == last else Precision.SEASON
    vague = key.endswith(almanac.VAGUE) or (key.endswith("s") and "holiday" in key)
    parts = Parts(tokens.shown(index, at), precision, named=days, about=vague)
    year = read_year(tokens, at, lone=False)
    pair = tokens.number(at)
    if year is None and len(pair) == 2 and _next_year(tokens, at + 1, int(pair), short=True):
        year = int(pair), True, at + 1
    if year is None:
        return (
            (parts, at) if tokens.full or key in almanac.SEASONS or precision is Precision.DAY or "quarter" not in key else None
        )
    return _dated_name(tokens, index, name, parts, year)


def _dated_name(
    tokens: Tokens, index: int, name: tuple[str, ...], parts: Parts, year: tuple[int, bool, int]
) -> tuple[Parts, int]:
    """Read the year of a named part of it: "winter 2018/19" is one winter, "Q1 2018/19" begins in April."""
    number, short, after = year
    parts = replace(parts, year=number, short_year=short, shown=tokens.shown(index, after))
    over = _next_year(tokens, after, number, short=short)
    if over and name == ("winter",):
        return replace(parts, shown=tokens.shown(index, over)), over
    if over and name[0] in {"q", "quarter", "first", "second", "third", "fourth"}:
        quarter = {"1": 1, "first": 1, "2": 2, "second": 2, "3": 3, "third": 3}.get(name[0] if len(name[0]) > 1 else name[1], 4)
        return replace(parts, named=_fiscal_quarter(quarter), shown=tokens.shown(index, over)), over
    return parts, after


def _fiscal_quarter(quarter: int) -> Callable[[int], almanac.Days]:
    def days(year: int) -> almanac.Days:
        first = 1 if quarter == 4 else 3 * quarter + 1
        return almanac.month_days(min(year + (quarter == 4), date.max.year), first, first + 2)

    return days


def _next_year(tokens: Tokens, index: int, year: int, *, short: bool) -> int:
    """Return the index after "/19" or "-2019" that follows 2018; 0 when the year after does not follow."""
    if tokens.text(index) not in {"/", "-"}:
        return 0
    digits = tokens.number(index + 1)
    if len(digits) == 2 and int(digits) == (year + 1) % 100:
        return index + 2
    if len(digits) == 4 and not short and int(digits) == year + 1:
        return index + 2
    return 0


def _year_pair(tokens: Tokens, index: int) -> Read:
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


def _block(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read a decade or a century: "1920s", "the '90s", "2010's", "19th century"."""
    at = index
    apostrophe = tokens.text(at) == "'"
    at += apostrophe
    digits, after = tokens.number(at), at + 1
    if digits and tokens.text(after) == "'" and tokens.word(after + 1) == "s":
        after += 1
    if digits and tokens.word(after) == "s" and tokens.joined(after) and digits.endswith("0") and len(digits) in {2, 4}:
        led = apostrophe or (index > 0 and tokens.text(index - 1) in {"the", "early", "mid", "late", "-"})
        if len(digits) == 2 and not led and not tokens.full:
            return None
        return _decade(int(digits), tokens.shown(index, after + 1), context, after + 1, short=len(digits) == 2), after + 1
    return _century(tokens, at)


def _century(tokens: Tokens, index: int) -> Read:
    """Read "19th century", "17th to 19th centuries"."""
    number, after = read_day(tokens, index)
    last = number
    if number > 0 and tokens.text(after) in {"-", "to", "or", "and"}:
        more, end = read_day(tokens, after + 1)
        if more > number and tokens.word(end) in {"century", "centuries"}:
            last, after = more, end
    if number < 1 or tokens.word(after) not in {"century", "centuries", "cent"}:
        return None
    shown = tokens.shown(index, after + 1)
    years = almanac.year_days(max(number * 100 - 100, 1), last * 100 - 1)
    return Parts(shown, Precision.DECADE, fixed=years), after + 1


def _decade(first: int, shown: str, context: DateContext, after: int, *, short: bool) -> Parts:
    if short:
        century = context.today.year // 100 * 100
        first += century if century + first <= context.today.year else century - 100
    if first < 1:
        raise DateRefused(f"{shown}: outside the calendar; check the year", after)
    length = 100 if first % 100 == 0 and first < 2000 else 10
    return Parts(shown, Precision.DECADE, fixed=almanac.year_days(first, first + length - 1))
