"""Years in bulk and by number: decades, centuries, years of an era ("AD 17"), weeks of the ISO calendar ("week 23 of 2019")."""

from __future__ import annotations

from datetime import date

from chronology_tui.domain.dates import almanac, words
from chronology_tui.domain.dates.almanac import Days
from chronology_tui.domain.dates.context import DateContext, DateRefused
from chronology_tui.domain.dates.numeric import Read, skip_era
from chronology_tui.domain.dates.parts import Parts
from chronology_tui.domain.dates.tokens import END, SIGN, Tokens
from chronology_tui.domain.dates.value import Precision

_TENS = {
    "twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90,
    "noughties": 0,
}  # fmt: skip
_WEEK = frozenset({"week", "wk", "w", "weeks"})


def read_block(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Return the decade, century, year of an era or ISO week at ``index``."""
    at = index
    apostrophe = tokens.text(at) == "'"
    at += apostrophe
    digits, after = tokens.number(at), at + 1
    if not digits:
        return _named_decade(tokens, index, context) or _era_first(tokens, index) or _week(tokens, index) or _century(tokens, at)
    if tokens.text(after) == "'" and tokens.word(after + 1) == "s":
        after += 1
    if tokens.word(after) == "s" and tokens.joined(after) and digits.endswith("0") and len(digits) in {2, 4}:
        led = apostrophe or (index > 0 and tokens.text(index - 1) in {"the", "early", "mid", "late", "-"})
        if len(digits) == 2 and not led and not tokens.full:
            return None
        return _decade(int(digits), tokens.shown(index, after + 1), context, after + 1, short=len(digits) == 2), after + 1
    return _era_last(tokens, index) or _week_last(tokens, index) or _century(tokens, at)


def _named_decade(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read "the nineties"; on a typed line the article must stand before it."""
    at = index + (tokens.word(index) == "the")
    if tokens.word(at) not in _TENS or (at == index and not tokens.full):
        return None
    return _decade(_TENS[tokens.word(at)], tokens.shown(index, at + 1), context, at + 1, short=True), at + 1


def _decade(first: int, shown: str, context: DateContext, after: int, *, short: bool) -> Parts:
    if short:
        century = context.today.year // 100 * 100
        first += century if century + first <= context.today.year else century - 100
    if first < 1:
        raise DateRefused(f"{shown}: outside the calendar; check the year", after)
    length = 100 if first % 100 == 0 and first < 2000 else 10
    return Parts(shown, Precision.DECADE, fixed=almanac.year_days(first, first + length - 1))


def _century(tokens: Tokens, index: int) -> Read:
    """Read "19th century", "17th to 19th centuries", "19c"."""
    number, after = read_ordinal(tokens, index)
    last = number
    if number > 0 and tokens.text(after) in {"-", "to", "or", "and"}:
        more, end = read_ordinal(tokens, after + 1)
        if more > number and tokens.word(end) in {"century", "centuries"}:
            last, after = more, end
    short = tokens.full and tokens.word(after) == "c" and tokens.joined(after) and 1 <= number <= 21
    if not 1 <= number <= 99 or not (short or tokens.word(after) in {"century", "centuries", "cent"}):
        return None
    end = skip_era(tokens, after + 1 + (short and tokens.text(after + 1) == "."))
    years = almanac.year_days(max(number * 100 - 100, 1), last * 100 - 1)
    return Parts(tokens.shown(index, end), Precision.DECADE, fixed=years), end


def read_ordinal(tokens: Tokens, index: int) -> tuple[int, int]:
    """Return (number, next index) for "5", "5th", "22 nd", "fifth"; (-1, index) when none stands there."""
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


def _era_first(tokens: Tokens, index: int) -> Read:
    """Read "AD 2001", "AD2001", "A.D. 17"."""
    at = skip_era(tokens, index) if tokens.full and tokens.word(index) in {"ad", "a"} else index
    digits = tokens.number(at)
    if at == index or not 0 < len(digits) <= 4:
        return None
    return Parts(tokens.shown(index, at + 1), Precision.YEAR, year=int(digits)), at + 1


def _era_last(tokens: Tokens, index: int) -> Read:
    """Read "17 CE", "1270 AD"."""
    digits = tokens.number(index)
    after = skip_era(tokens, index + 1) if tokens.full and len(digits) <= 4 else index + 1
    if after == index + 1:
        return None
    return Parts(tokens.shown(index, after), Precision.YEAR, year=int(digits)), after


# ── weeks of the ISO calendar ────────────────────────────────────────────────────────────────────────────────────────────


def _week(tokens: Tokens, index: int) -> Read:
    """Read "week 23 of 2019", "wk 23 2019", "W23/2019"; a whole text may leave the year to its context."""
    at = index + (tokens.word(index) == "the")
    number = tokens.number(at + 1)
    if tokens.word(at) not in _WEEK or not 0 < len(number) <= 2:
        return None
    after = at + 2
    year_at = after
    while tokens.text(year_at) in {"of", ",", "/", "-", "in", "("} and year_at - after < 2:
        year_at += 1
    digits = tokens.number(year_at)
    if len(digits) == 4:
        end = year_at + 1 + (tokens.text(year_at - 1) == "(" and tokens.text(year_at + 1) == ")")
        return _of_year(tokens.shown(index, end), int(number), end, int(digits)), end
    if tokens.full and tokens[after].kind in {END, SIGN} and not digits and tokens.word(at) != "w":
        return _of_year(tokens.shown(index, after), int(number), after, None), after
    return None


def _week_last(tokens: Tokens, index: int) -> Read:
    """Read "2019 week 23", "2019 wk 23"."""
    year, number = tokens.number(index), tokens.number(index + 2)
    if len(year) != 4 or tokens.word(index + 1) not in _WEEK or not 0 < len(number) <= 2:
        return None
    return _of_year(tokens.shown(index, index + 3), int(number), index + 3, int(year)), index + 3


def _of_year(shown: str, number: int, after: int, year: int | None) -> Parts:
    def days(of_year: int) -> Days:
        try:
            first = date.fromisocalendar(of_year, number, 1)
        except ValueError:
            raise DateRefused(f"{shown}: {of_year} has no week {number}; check the week and the year", after) from None
        return first, almanac.shift(first, 6)

    return Parts(shown, Precision.WEEK, year=year, named=days)
