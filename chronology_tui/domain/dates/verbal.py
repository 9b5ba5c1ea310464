"""Dates with words in them: 3 April 2021, March 2021, summer 2018, the late 1990s, academic year 2018/19."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from chronology_tui.domain.dates import almanac, words
from chronology_tui.domain.dates.blocks import read_block, read_ordinal
from chronology_tui.domain.dates.clock import skip_time
from chronology_tui.domain.dates.context import DateContext
from chronology_tui.domain.dates.named import read_name_last, read_named, read_year_pair
from chronology_tui.domain.dates.numeric import Read, read_numeric, skip_era
from chronology_tui.domain.dates.parts import Parts, full_year
from chronology_tui.domain.dates.tokens import END, TIME, Tokens
from chronology_tui.domain.dates.value import Precision, Remark, RemarkCode
from chronology_tui.domain.dates.years import counted, read_year

_SEPARATORS = frozenset("-/.")


def read_verbal(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Return the longest date in words at ``index``."""
    day_of_week, start = words.weekday(tokens, index)
    found = _from_year(tokens, start) or _from_day(tokens, start) or _from_month(tokens, start, context)
    if day_of_week is not None:
        found = found or read_numeric(tokens, start, context)
        if found is None or found[0].precision is not Precision.DAY:
            return None
        return _on_weekday(tokens, index, day_of_week, *found)
    others = (read_named(tokens, index), read_block(tokens, index, context), read_year_pair(tokens, index))
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
        plain_year = tokens.full and len(tokens.number(index + 1)) == 4 and tokens.number(index - 1)
        found = words.misspelt_month(word, least=4 if plain_year else 5)
    if not found:
        return 0, index, ()
    name = words.MONTH_NAMES[found - 1]
    return found, index + 1, (Remark(RemarkCode.REPAIRED, f"“{word}” is read as {name}."),)


def _from_day(tokens: Tokens, index: int) -> Read:
    day, at = read_ordinal(tokens, index)
    if day < 0:
        return None
    ordinal = at - index > 1 or not tokens.number(index)
    gap = _gap(tokens, at)
    if gap is None:
        return None
    month, after, remarks = _month_at(tokens, gap, sure=ordinal)
    if not month:
        return _year_between(tokens, index, day, at) if tokens.full else None
    return _with_year(tokens, index, after, day, month, remarks + _ordinal_slip(tokens, index, day))


def _ordinal_slip(tokens: Tokens, index: int, day: int) -> tuple[Remark, ...]:
    """Return the remark on "7rd" or "1th"."""
    ending = tokens.word(index + 1) if tokens.number(index) else ""
    right = "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    if ending not in words.ORDINAL_ENDINGS or ending == right:
        return ()
    return (Remark(RemarkCode.REPAIRED, f"“{day}{ending}” is read as {day}{right}."),)


def _year_between(tokens: Tokens, index: int, day: int, at: int) -> Read:
    """Read "25-2003-Sep", "25 2003 September": the month in words leaves no doubt about the order."""
    sign = tokens.text(at) if tokens.text(at) in _SEPARATORS else ""
    year_at = at + bool(sign)
    year = tokens.number(year_at)
    month_at = year_at + 1 + bool(sign)
    if len(year) != 4 or (sign and tokens.text(year_at + 1) != sign):
        return None
    month, after = words.month(tokens, month_at)
    if not month:
        return None
    return Parts(tokens.shown(index, after), Precision.DAY, day, month, int(year)), after


def _from_month(tokens: Tokens, index: int, context: DateContext) -> Read:
    month, at, remarks = _month_at(tokens, index, sure=tokens.full)
    if not month:
        return None
    month_only = Parts(tokens.shown(index, at), Precision.MONTH, month=month, remarks=remarks)
    lone = read_year(tokens, at, lone=True)
    if lone is not None:
        year, short, after = lone
        if tokens.full and not short and (day_last := _day_last(tokens, at, after)) is not None:
            day, end = day_last
            return Parts(tokens.shown(index, end), Precision.DAY, day, month, year, remarks=remarks), end
        return replace(month_only, shown=tokens.shown(index, after), year=year, short_year=short), after
    gap = _gap(tokens, at)
    if gap is not None:
        day, after = read_ordinal(tokens, gap)
        if day >= 0 and not counted(tokens, after - 1 if tokens.number(after - 1) else after):
            return _after_month(tokens, index, after, day, month, remarks, context)
    return month_only, at


def _day_last(tokens: Tokens, month_end: int, after: int) -> tuple[int, int] | None:
    """Return (day, next index) for the "25" of "Sep-2003-25", "Sep 2003 25": the separators agree and nothing else follows."""
    sign = tokens.text(after - 2) if after - 2 >= month_end - 1 else ""
    sign = sign if sign in _SEPARATORS else ""
    at = after + bool(sign)
    day = tokens.number(at)
    if (sign and (tokens.text(after) != sign or not tokens.joined(at))) or not 0 < len(day) <= 2 or tokens[at + 1].kind != END:
        return None
    return (int(day), at + 1) if 1 <= int(day) <= 31 else None


def _after_month(
    tokens: Tokens, index: int, after: int, day: int, month: int, remarks: tuple[Remark, ...], context: DateContext
) -> Read:
    """Read what follows "March 5": a time and a year; two digits alone ("March 24") may be either, so they are asked about."""
    found = _with_year(tokens, index, after, day, month, remarks, month_first=True)
    if found[0].year is None:
        found = replace(found[0], month_first=True), found[1]
        digits = tokens.number(after - 1)
        if len(digits) == 2 and tokens.text(after - 2) != "the":
            name = words.MONTH_NAMES[month - 1]
            year = full_year(int(digits), context)
            if _settled_day(day, month, year, context):
                return found
            ask = f"{tokens.shown(index, after)}: day or year? Type “{day} {name} {context.today.year}” or “{name} {year}”"
            return replace(found[0], ask=ask), after
        if not tokens.full and not tokens.word(after - 1):
            return None
    return found


def _settled_day(day: int, month: int, year: int, context: DateContext) -> bool:
    """Whether the table settles that "March 24" is a day: it follows the entry before, and March 2024 lies before that entry."""
    before = context.previous.earliest if context.previous is not None else None
    if context.year is not None:
        return True
    if before is None or not 1 <= month <= 12 or not 1 <= day <= almanac.month_days(before.year, month)[1].day:
        return False
    return date(before.year, month, day) >= before > almanac.month_days(year, month)[1]


def _with_year(
    tokens: Tokens, index: int, after: int, day: int, month: int, remarks: tuple[Remark, ...], *, month_first: bool = False
) -> tuple[Parts, int]:
    year = read_year(tokens, after, lone=False, month_first=month_first)
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
    timed = skip_time(tokens, index + 1) if tokens.full and tokens[index + 1].kind == TIME else index + 1
    if timed > index + 1 and tokens.word(timed) and not words.month(tokens, timed)[0]:
        timed += 1  # a zone: "2003 10:36:28 BRST 25 Sep"
    gap = _gap(tokens, timed)
    if gap is None:
        return None
    month, at = words.month(tokens, gap)
    if month:
        next_gap = _gap(tokens, at)
        day, after = (-1, at) if next_gap is None else read_ordinal(tokens, next_gap)
        if (
            day > 0
            and (tokens.full or not counted(tokens, after - 1))
            and not (tokens.text(after) == ":" and tokens.joined(after))
        ):
            return Parts(tokens.shown(index, after), Precision.DAY, day, month, int(digits)), skip_era(tokens, after)
        return Parts(tokens.shown(index, at), Precision.MONTH, month=month, year=int(digits)), at
    day, at = read_ordinal(tokens, gap)
    if day > 0 and (gap := _gap(tokens, at) or 0):
        month, after = words.month(tokens, gap)
        if month:
            return Parts(tokens.shown(index, after), Precision.DAY, day, month, int(digits)), after
    return read_name_last(tokens, index, int(digits))
