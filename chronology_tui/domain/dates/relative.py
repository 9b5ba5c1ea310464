"""Dates that are counted from another: from today, from the entry before, from another date, or from the child's birth.

Counting in days and weeks gives a day; in months or years it gives that month or year and no day, since none was said.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from chronology_tui.domain.dates import almanac, words
from chronology_tui.domain.dates.almanac import Days, shift
from chronology_tui.domain.dates.context import DateContext, DateRefused
from chronology_tui.domain.dates.durations import move, read_duration
from chronology_tui.domain.dates.numeric import Read
from chronology_tui.domain.dates.offsets import moved
from chronology_tui.domain.dates.parts import Parts, plain
from chronology_tui.domain.dates.tokens import SIGN, Tokens, index_phrases
from chronology_tui.domain.dates.value import Precision, Qualifier, Remark, RemarkCode

_DAYS_FROM_TODAY = {
    "today": 0, "this morning": 0, "this afternoon": 0, "this evening": 0, "tonight": 0, "earlier today": 0, "now": 0,
    "just now": 0,
    "yesterday": -1, "last night": -1, "yesterday morning": -1, "yesterday afternoon": -1, "yesterday evening": -1,
    "the day before yesterday": -2, "day before yesterday": -2, "tomorrow": 1, "the day after tomorrow": 2,
    "day after tomorrow": 2,
}  # fmt: skip
_DAYS_FROM_PREVIOUS = {
    "same day": 0, "the same day": 0, "that day": 0, "ditto": 0, "same date": 0, "the same date": 0, "later that day": 0,
    "later the same day": 0, "as above": 0, "that evening": 0, "that night": 0, "that morning": 0, "that afternoon": 0,
    "next day": 1, "the next day": 1, "the following day": 1, "following day": 1, "the day after": 1, "the following morning": 1,
    "next morning": 1, "the next morning": 1, "the day before": -1, "the previous day": -1, "previous day": -1,
    "the evening before": -1, "the night before": -1, "the previous evening": -1, "the previous night": -1,
    "the following evening": 1, "the following afternoon": 1, "the next evening": 1, "the next afternoon": 1,
    "the morning after": 1, "a week on": 7, '"': 0, "' '": 0, "〃": 0, ", ,": 0, "do .": 0,
}  # fmt: skip
_UNITS = {"week": Precision.WEEK, "month": Precision.MONTH, "year": Precision.YEAR}
_BESIDE_SIDES = {
    **dict.fromkeys(("the following", "following", "the next", "the subsequent", "in the following"), 1),
    **dict.fromkeys(("the previous", "the preceding", "preceding"), -1),
    **dict.fromkeys(("that", "the same", "same", "later that", "later the same", "later in the same", "earlier that",
                     "earlier the same", "that same", "in the same", "later in that", "earlier in the same"), 0),
}  # fmt: skip
_BESIDE = index_phrases(_BESIDE_SIDES)
_TODAY = index_phrases(_DAYS_FROM_TODAY)
_PREVIOUS = index_phrases(_DAYS_FROM_PREVIOUS)

_AGO = index_phrases(("ago", "back", "since"))
_BEFORE = index_phrases(
    (
        "before",
        "earlier",
        "previously",
        "prior",
        "beforehand",
        "before that",
        "before this",
        "prior to that",
        "before then",
    )
)
_AFTER = index_phrases(("later", "after", "afterwards", "after that", "after this", "thereafter", "on", "hence"))
_PAST = index_phrases(
    (
        "within the last",
        "within the past",
        "in the last",
        "in the past",
        "over the last",
        "over the past",
        "for the last",
        "for the past",
        "during the last",
        "during the past",
        "the last",
        "the past",
        "past",
        "in last",
        "within last",
        "last",
    )
)


def read_relative(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Return the date counted from another at ``index``."""
    named = tokens.phrase(index, _TODAY)
    if named and (tokens.full or named != ("now",)):
        day = shift(context.today, _DAYS_FROM_TODAY[" ".join(named)])
        return _fixed(tokens, index, index + len(named), (day, day), Precision.DAY, _from_today(context)), index + len(named)
    named = tokens.phrase(index, _PREVIOUS)
    if named and (tokens.full or named[0][0].isalpha()):
        after = index + len(named)
        return _moved(tokens, index, after, _DAYS_FROM_PREVIOUS[" ".join(named)], context), after
    return (
        _signed(tokens, index, context)
        or _beside(tokens, index, context)
        or _unit(tokens, index, context)
        or _counted(tokens, index, context)
    )


def _fixed(
    tokens: Tokens, index: int, after: int, days: tuple[date | None, date | None], precision: Precision, remark: Remark,
    *, about: bool = False,
) -> Parts:  # fmt: skip
    return Parts(tokens.shown(index, after), precision, fixed=days, remarks=(remark,), about=about)


def _from_today(context: DateContext) -> Remark:
    return Remark(RemarkCode.RELATIVE, f"Counted from today, {plain(context.today)}.")


def _previous(tokens: Tokens, index: int, after: int, context: DateContext) -> tuple[Days, Remark]:
    known = context.previous
    first = known.earliest or known.latest if known is not None else None
    last = known.latest or known.earliest if known is not None else None
    if first is None or last is None:
        raise DateRefused(
            f"{tokens.shown(index, after)}: counted from which date? There is no dated entry before; type the date", after
        )
    return (first, last), Remark(RemarkCode.RELATIVE, f"Counted from the entry before, {plain(first)}.")


def _moved(tokens: Tokens, index: int, after: int, days: int, context: DateContext) -> Parts:
    (first, last), remark = _previous(tokens, index, after, context)
    known = context.previous
    precision = known.precision if known is not None else Precision.DAY
    return _fixed(tokens, index, after, (shift(first, days), shift(last, days)), precision, remark)


def _beside(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read "the following week", "later that month", "the same year", "the next Tuesday": beside the entry before."""
    lead = tokens.phrase(index, _BESIDE)
    at = index + len(lead)
    turned = index + (tokens.word(index) == "the")
    if tokens.word(turned) in _UNITS and tokens.word(turned + 1) in {"before", "after"} and turned > index:
        (first, last), remark = _previous(tokens, index, turned + 2, context)
        side = -1 if tokens.word(turned + 1) == "before" else 1
        days = _unit_beside(tokens.word(turned), (first, last), side)
        return _fixed(tokens, index, turned + 2, days, _UNITS[tokens.word(turned)], remark), turned + 2
    if not lead:
        return None
    side = _BESIDE_SIDES[" ".join(lead)]
    unit = tokens.word(at)
    day_of_week, after_day = words.weekday(tokens, at)
    after = at + 1
    if day_of_week is not None:
        if side not in {-1, 1}:
            return None
        (first, last), remark = _previous(tokens, index, after_day, context)
        day = (
            shift(last, (day_of_week - last.weekday() - 1) % 7 + 1)
            if side > 0
            else shift(first, -((first.weekday() - day_of_week - 1) % 7 + 1))
        )
        return _fixed(tokens, index, after_day, (day, day), Precision.DAY, remark), after_day
    if unit not in _UNITS:
        return None
    trailing = tokens.word(after)
    (first, last), remark = _previous(tokens, index, after, context)
    if not tokens.full and trailing in {"of", "before", "after"}:
        return None
    start, end = _unit_beside(unit, (first, last), side)
    if lead[0] == "later":
        start = first
    elif lead[0] == "earlier":
        end = last
    return _fixed(tokens, index, after, (start, end), _UNITS[unit], remark), after


def _unit_beside(unit: str, days: Days, side: int) -> Days:
    """Return the calendar unit that holds ``days`` (side 0), or the one before (-1) or after (1)."""
    start, end = _unit_days(unit, days[0])[0], _unit_days(unit, days[1])[1]
    if not side:
        return start, end
    return _unit_days(unit, shift(end, 1) if side > 0 else shift(start, -1))


def _unit_days(unit: str, day: date) -> Days:
    if unit == "week":
        return almanac.week_days(day)
    return almanac.month_days(day.year, day.month) if unit == "month" else almanac.year_days(day.year)


def _signed(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read "+2w", "-3d": counted from the entry before."""
    if tokens.text(index) not in {"+", "-"} or not tokens.joined(index + 1) or not tokens.number(index + 1):
        return None
    found = read_duration(tokens, index + 1)
    if found is None:
        return None
    length, after = found
    (first, last), remark = _previous(tokens, index, after, context)
    sign = 1 if tokens.text(index) == "+" else -1
    days = (move(first, length.least, sign), move(last, length.most, sign))
    if days[0] > days[1]:
        days = (days[1], days[0])
    known = context.previous
    precision = known.precision if known is not None else Precision.DAY
    return _fixed(tokens, index, after, days, precision, remark), after


def _unit(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read "last Tuesday", "last week", "this month", "next year", "last summer", "last March"."""
    word = tokens.word(index)
    at = index + 1
    if word == "the" and tokens.word(at) in {"last", "previous"}:
        word, at = "last", at + 1
    if word in {"previous", "past"}:
        word = "last"
    if word not in {"last", "this", "next"}:
        return _weekday_last(tokens, index, context)
    unit = tokens.word(at)
    remark = _from_today(context)
    step = {"last": -1, "this": 0, "next": 1}[word]
    today = context.today
    day_of_week, after = words.weekday(tokens, at)
    month, month_after = words.month(tokens, at)
    if day_of_week is not None:
        day = _weekday(today, day_of_week, step, context)
        return _fixed(tokens, index, after, (day, day), Precision.DAY, remark), after
    days: Days
    if unit in {"week", "fortnight", "weekend"}:
        monday, sunday = almanac.week_days(shift(today, 7 * step))
        if unit == "weekend":
            sunday = shift(sunday, -7 if step == 0 and today.weekday() < 5 and not context.planned else 0)
            monday = shift(sunday, -1)
        elif unit == "fortnight":
            monday, sunday = (shift(today, -14), today) if step <= 0 else (today, shift(today, 14))
        days, precision = (monday, sunday), Precision.WEEK
    elif unit == "month":
        first = move(today.replace(day=1), (1, 0), step)
        days, precision = almanac.month_days(first.year, first.month), Precision.MONTH
    elif unit == "year":
        days, precision = almanac.year_days(min(max(today.year + step, 1), 9999)), Precision.YEAR
    elif month:
        year = _recent(today, step, lambda y: almanac.month_days(y, month))
        return _fixed(tokens, index, month_after, almanac.month_days(year, month), Precision.MONTH, remark), month_after
    elif unit in almanac.NAMED and (tokens.full or unit in almanac.SEASONS):
        year = _recent(today, step, almanac.NAMED[unit])
        days, precision = almanac.NAMED[unit](year), Precision.SEASON
    else:
        return None
    return _fixed(tokens, index, at + 1, days, precision, remark), at + 1


def _recent(today: date, step: int, days: Callable[[int], Days]) -> int:
    """Return the year of the last occurrence that is over, of the one nearest before, or of the next."""
    if step < 0:
        return today.year if days(today.year)[1] < today else max(today.year - 1, 1)
    if step == 0:
        return today.year
    return today.year if days(today.year)[0] > today else min(today.year + 1, 9999)


def _weekday(today: date, day_of_week: int, step: int, context: DateContext) -> date:
    """Return the last such weekday before today; for a plan, "this" and "next" are the first one after."""
    if step < 0 or (step == 0 and not context.planned):
        back = (today.weekday() - day_of_week) % 7
        return shift(today, -(back or (7 if step < 0 else 0)))
    return shift(today, (day_of_week - today.weekday() - 1) % 7 + 1)


def _weekday_last(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read "Tuesday last"."""
    day_of_week, after = words.weekday(tokens, index)
    if day_of_week is None:
        return None
    if tokens.word(after) == "last" and tokens.word(after + 1) not in {"week", "month", "year"}:
        day = _weekday(context.today, day_of_week, -1, context)
        return _fixed(tokens, index, after + 1, (day, day), Precision.DAY, _from_today(context)), after + 1
    if tokens.word(after) in {"last", "this"} and tokens.word(after + 1) == "week":
        monday = almanac.week_days(shift(context.today, -7 if tokens.word(after) == "last" else 0))[0]
        day = shift(monday, day_of_week)
        return _fixed(tokens, index, after + 2, (day, day), Precision.DAY, _from_today(context)), after + 2
    return None


def _counted(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read "3 weeks ago", "2 days later", "3 weeks before 14 March 2024", "in the last 3 weeks", "in 3 weeks"."""
    past = tokens.phrase(index, _PAST)
    if past:
        found = read_duration(tokens, index + len(past))
        if found is not None and (found[0].long or found[0].medical):
            days = (move(context.today, found[0].most, -1), context.today)
            kind = Qualifier.SPAN if {"over", "for", "during"} & set(past) else Qualifier.BETWEEN
            parts = _fixed(tokens, index, found[1], days, Precision.DAY, _from_today(context))
            return replace(parts, qualifier=kind), found[1]
    ahead = tokens.word(index) == "in"
    found = read_duration(tokens, index + ahead)
    if found is None:
        return None
    length, at = found
    if tokens.word(index - 1) in {"over", "than", "least", "under"}:
        return None  # "over a year ago" is not a year ago; it is asked about rather than guessed
    if ahead and tokens.full and not context.planned:
        raise DateRefused(f"{tokens.shown(index, at)}: that lies ahead; type the date, or mark the entry as planned", at)
    if ahead:
        end = at + 1 if tokens.word(at) == "time" else at
        return (
            (moved(tokens, index, end, length, (context.today, context.today), 1, _from_today(context)), end)
            if (context.planned and tokens.full)
            else None
        )
    if tokens.word(at) in {"ago", "back"}:
        return moved(tokens, index, at + 1, length, (context.today, context.today), -1, _from_today(context)), at + 1
    before, after = tokens.phrase(at, _BEFORE), tokens.phrase(at, _AFTER)
    if not before and not after:
        return None
    end = at + len(before or after)
    if not tokens.full and (after == ("on",) or (tokens[end].kind == SIGN and tokens.text(end) not in ",;:.-")):
        return None
    days, remark = _previous(tokens, index, end, context)
    return moved(tokens, index, end, length, days, -1 if before else 1, remark), end
