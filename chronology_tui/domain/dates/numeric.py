"""Dates in digits: 3/4/21, 2021-04-03, 20210403, 7/2008, 43905. The day comes first, always, but for ISO order."""

from __future__ import annotations

from datetime import date, timedelta

from chronology_tui.domain.dates import words
from chronology_tui.domain.dates.context import DateContext, DateRefused
from chronology_tui.domain.dates.parts import Parts, plain
from chronology_tui.domain.dates.tokens import TIME, Tokens
from chronology_tui.domain.dates.value import Precision, Remark, RemarkCode

Read = tuple[Parts, int] | None
"""What was read and the index of the token after it; None when nothing was."""

_SIGNS = frozenset("/.-")
_SLIPS = frozenset(",;:\\|_*'+=")
_SERIAL_ZERO = date(1899, 12, 30)
"""Day 0 of Excel's calendar as it counts from March 1900 on (it believes in 29 February 1900)."""
_SERIAL_FROM = date(1930, 1, 1)
_NOT_A_DAY = frozenset({
    "kg", "g", "cm", "mm", "m", "ml", "l", "mg", "mcg", "mmol", "%", "lb", "lbs", "oz", "st", "units", "iu", "hour", "hours",
    "hr", "hrs", "min", "mins", "tablet", "tablets", "dose", "doses", "tab", "tabs", "°", "c", "f", "am", "pm",
})  # fmt: skip


def read_numeric(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Return the longest date in digits at ``index``."""
    if not tokens.number(index):
        return None
    return _triple(tokens, index) or _pair(tokens, index) or _single(tokens, index, context)


def _gap(tokens: Tokens, index: int) -> tuple[str, int, bool]:
    """Return (separator, next index, slip) of the gap before the next number; an empty separator when there is none."""
    sign = tokens.text(index)
    if tokens.number(index):
        return ("" if tokens.joined(index) else " "), index, False
    if sign in _SIGNS:
        after = index + 1
        spaced = not tokens.joined(index) or not tokens.joined(after)
        if tokens.text(after) in _SIGNS and tokens.joined(index) and tokens.joined(after) and tokens.joined(after + 1):
            return sign, after + 1, True
        if spaced and not tokens.full and (sign == "-" or tokens.joined(index) != tokens.joined(after)):
            return "", index, False
        return sign, after, False
    if sign and sign in _SLIPS and tokens.joined(index) and tokens.joined(index + 1):
        return sign, index + 1, True
    return "", index, False


def _triple(tokens: Tokens, index: int) -> Read:
    first, second, third, signs, after, slip = _three(tokens, index)
    if not third:
        return None
    following = tokens.text(after)
    if (
        following
        and tokens.joined(after)
        and tokens.number(after + 1)
        and tokens.joined(after + 1)
        and (following in "/." or (following == "-" and "-" in signs))
    ):
        return None
    shown = tokens.shown(index, after)
    widths = (len(first), len(second), len(third))
    if tokens.word(after) in words.MONTHS:
        return None  # "4/5/6 March 2018": three days
    _refuse_unclear(tokens, shown, widths, signs, after)
    remarks: tuple[Remark, ...] = ()
    if slip or (signs[0] != signs[1]):
        remarks = (Remark(RemarkCode.REPAIRED, f"“{shown}” is read as one date although its separators are irregular."),)
    if widths[0] == 4 and widths[1] <= 2 and widths[2] <= 2:
        day = Parts(shown, Precision.DAY, int(third), int(second), int(first), remarks=remarks)
        return day, skip_era(tokens, _skip_zone(tokens, after))
    if widths[0] > 2 or widths[1] > 2:
        return None
    if signs == (" ", " ") and not tokens.full and widths[2] != 4 and widths != (2, 2, 2):
        return None
    if widths[2] in {2, 4}:
        if widths[2] == 2 and int(first) > 31 and int(second) <= 12:
            year_first = Remark(RemarkCode.REPAIRED, f"“{shown}” is read with the year first: no other order fits.")
            return Parts(
                shown, Precision.DAY, int(third), int(second), int(first), short_year=True, remarks=(*remarks, year_first)
            ), after
        return Parts(
            shown, Precision.DAY, int(first), int(second), int(third), short_year=widths[2] == 2, swapped=True, remarks=remarks
        ), after
    if signs[0] in "/." and signs[0] == signs[1] and not slip:
        raise DateRefused(f"{shown}: the year has {widths[2]} digit{'s' * (widths[2] > 1)}; type it with two or four", after)
    return None


def _refuse_unclear(tokens: Tokens, shown: str, widths: tuple[int, int, int], signs: tuple[str, str], after: int) -> None:
    """Refuse what has a second reading as good as the first.

    Raises:
        DateRefused: "7/2/20??" whose year is half known, "8-12/12" which may be days or months.
    """
    if widths[2] == 2 and tokens.text(after) == "?" and tokens.text(after + 1) == "?" and tokens.joined(after):
        raise DateRefused(f"{shown}??: which year? Type it in four digits, or leave day and month out", after + 2)
    if max(widths) <= 2 and signs[0] == "-" and signs[1] in {"/", "."} and widths[0] <= 2 and tokens.full:
        raise DateRefused(f"{shown}: a run of days, ages in months, or one date? Type the year in four digits", after)


def skip_era(tokens: Tokens, index: int) -> int:
    """Return the index after "AD", "CE" or "A.D." behind a year.

    Raises:
        DateRefused: the year lies before year 1, where the calendar ends.
    """
    word = tokens.word(index)
    if word in {"ad", "ce"}:
        return index + 1
    if word == "a" and [tokens.text(index + n) for n in (1, 2)] == [".", "d"]:
        return index + (4 if tokens.text(index + 3) == "." else 3)
    if word in {"bc", "bce"}:
        raise DateRefused(f"{word.upper()}: before the year 1, where the calendar ends; check the year", index + 1)
    return index


def _skip_zone(tokens: Tokens, index: int) -> int:
    """Return the index after the time zone of an XML date ("2021-02-07Z", "2021-02-07+01:00")."""
    if not tokens.full or not tokens.joined(index):
        return index
    if tokens.word(index) == "z":
        return index + 1
    if tokens.text(index) in {"+", "-"} and tokens[index + 1].kind == TIME and tokens.joined(index + 1):
        return index + 2
    return index


def _three(tokens: Tokens, index: int) -> tuple[str, str, str, tuple[str, str], int, bool]:
    nothing = ("", "", "", ("", ""), index, False)
    first_sign, at, slip = _gap(tokens, index + 1)
    if not first_sign:
        return nothing
    second = at
    second_sign, at, slip_too = _gap(tokens, second + 1)
    if not second_sign or not tokens.number(second) or not tokens.number(at):
        return nothing
    if "+" in {first_sign, second_sign} and first_sign != second_sign:
        return nothing  # "36+4/40"
    if (first_sign == " ") != (second_sign == " ") and (not tokens.full or first_sign == " "):
        return nothing
    return (tokens.number(index), tokens.number(second), tokens.number(at), (first_sign, second_sign), at + 1, slip or slip_too)


def _pair(tokens: Tokens, index: int) -> Read:
    sign, at, slip = _gap(tokens, index + 1)
    first, second = tokens.number(index), tokens.number(at)
    if not sign or sign == " " or slip or not second or sign not in _SIGNS:
        return None
    after = at + 1
    following = tokens.text(after)
    if following and tokens.joined(after) and tokens.number(after + 1) and tokens.joined(after + 1) and following in "/.":
        return None
    if tokens.word(after) in words.MONTHS:
        return None  # "14/15 June"
    shown = tokens.shown(index, after)
    widths = (len(first), len(second))
    if widths[0] == 4 and widths[1] <= 2:
        if (sign == "/" or widths[1] == 1) and int(second) == (int(first) + 1) % 10 ** widths[1]:
            return None  # "2006/07", "1995-6": two years as likely as a month, and two years allow that month too
        if int(second) <= 12:
            return Parts(shown, Precision.MONTH, month=int(second), year=int(first)), after
        return None
    if widths[0] <= 2 and widths[1] == 4 and (sign != "." or int(second) >= 1000):
        return Parts(shown, Precision.MONTH, month=int(first), year=int(second)), after
    if widths[0] > 2 or widths[1] > 2 or not _day_and_month(tokens, shown, (sign, first, second), after):
        return None
    return Parts(shown, Precision.DAY, int(first), int(second), swapped=True), after


def _day_and_month(tokens: Tokens, shown: str, pair: tuple[str, str, str], after: int) -> bool:
    """Whether "14/3" is a day and month without a year, rather than a length, a decimal or a week of pregnancy ("20/40").

    Raises:
        DateRefused: "03/24", "9.30": it has other readings as good as that one.
    """
    sign, first, second = pair
    if not tokens.full and (tokens.text(after) in _NOT_A_DAY or (sign == "." and len(second) == 1)):
        return False
    if sign == "." and not 1 <= int(second) <= 12:
        if not tokens.full or len(second) == 1 or int(first) >= 24 or int(second) >= 60:
            return False
        raise DateRefused(f"{shown}: a time of day, or a month and its year? Type the date, such as 14/3/2024", after)
    if sign == "/" and second == "40":
        return False
    if 1 <= int(first) <= 12 < int(second):
        raise DateRefused(f"{shown}: is {second} a year? Type day, month and year, or the month in words", after)
    return True


def _single(tokens: Tokens, index: int, context: DateContext) -> Read:
    digits, after = tokens.number(index), index + 1
    if len(digits) in {12, 14} and tokens.full:
        after = _skip_offset(tokens, after)
    if tokens.joined(after) and tokens.text(after) in {":", "/", "."} and tokens.number(after + 1):
        years = len(digits) == 4 and tokens.text(after) == "/" and len(tokens.number(after + 1)) in {1, 2}
        if not years and not (len(digits) == 5 and tokens.text(after) == "."):
            return None
    if len(digits) == 4:
        return Parts(digits, Precision.YEAR, year=int(digits)), after
    if len(digits) in {8, 10, 12, 14}:
        return _compact(digits, after)
    if len(digits) == 6:
        return _six(digits, after, tokens)
    if len(digits) == 5 and tokens.full:
        return _serial(tokens, index, context)
    return None


def _skip_offset(tokens: Tokens, index: int) -> int:
    """Return the index after the fraction of a second and the zone of an HL7 time ("20120912143005.123+0100")."""
    at = index
    if tokens.text(at) == "." and tokens.joined(at) and tokens.number(at + 1):
        at += 2
    if tokens.text(at) in {"+", "-"} and tokens.joined(at) and len(tokens.number(at + 1)) == 4:
        at += 2
    return at


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _compact(digits: str, after: int) -> Read:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    if 1800 <= year <= 2199 or len(digits) > 8:
        if len(digits) > 8 and not (1800 <= year <= 2199 and int(digits[8:10]) < 24):
            return None
        if _is_day(year, month, day) or not _is_day(int(digits[4:8]), int(digits[2:4]), int(digits[:2])):
            return Parts(digits, Precision.DAY, day, month, year), after
    year = int(digits[4:8])
    if len(digits) == 8 and 1800 <= year <= 2199 and int(digits[2:4]) <= 12:
        return Parts(digits, Precision.DAY, int(digits[:2]), int(digits[2:4]), year), after
    if int(digits) == 0:
        return Parts(digits, Precision.DAY, 0, 0, 0), after
    return None


def _six(digits: str, after: int, tokens: Tokens) -> Read:
    """Read six digits: day first; year and month, or year first, only where that alone is a date; never a guess."""
    a, b, c = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    day_first = 1 <= a <= 31 and 1 <= b <= 12
    year_month = a in {19, 20} and 1 <= c <= 12
    if day_first and year_month:
        raise DateRefused(f"{digits} can be {a}/{b}/{c:02} or month {c} of {digits[:4]}; type it with separators", after)
    remark = Remark(RemarkCode.REPAIRED, f"The six digits {digits} are read as a date.")
    if day_first:
        return Parts(digits, Precision.DAY, a, b, c, short_year=True, remarks=(remark,)), after
    if not tokens.full:
        return None
    if year_month:
        return Parts(digits, Precision.MONTH, month=c, year=int(digits[:4]), remarks=(remark,)), after
    if 1 <= b <= 12 and 1 <= c <= 31:
        return Parts(digits, Precision.DAY, c, b, a, short_year=True, remarks=(remark,)), after
    return None


def _serial(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read a spreadsheet's day number, such as 43905 for 15 March 2020, where it makes a likely day; a time fraction is cut."""
    digits, after = tokens.number(index), index + 1
    if tokens.text(after) == "." and tokens.number(after + 1):
        after += 2
    found = _SERIAL_ZERO + timedelta(days=int(digits))
    if not found >= _SERIAL_FROM or (found > context.today and not context.planned):
        raise DateRefused(f"{digits}: a number, not a date; type the date as day, month and year", after)
    remark = Remark(RemarkCode.SERIAL, f"The number {digits} is read as a spreadsheet's day number: {plain(found)}.")
    return Parts(digits, Precision.DAY, fixed=(found, found), remarks=(remark,)), after
