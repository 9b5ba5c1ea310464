"""The year that follows a day, a month or a name: four digits, two, or none where the digits belong to something else."""

from __future__ import annotations

from chronology_tui.domain.dates import words
from chronology_tui.domain.dates.numeric import skip_era
from chronology_tui.domain.dates.tokens import Tokens


def read_year(tokens: Tokens, index: int, *, lone: bool, month_first: bool = False) -> tuple[int, bool, int] | None:
    """Return (year, two digits, next index).

    Args:
        tokens: the text.
        index: where to look.
        lone: no day stands before, so two bare digits might be a day.
        month_first: a month and a day stand before, so that "-14, 2021" runs on to another day.
    """
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
    if tokens.word(at) == "ad" and tokens.number(at + 1):
        at += 1
    digits = tokens.number(at)
    if len(digits) == 4:
        after = at + 1
        if tokens.joined(after) and (tokens.text(after) == "s" or (tokens.text(after) == ":" and tokens.joined(after + 1))):
            return None
        return int(digits), False, skip_era(tokens, after + (tokens.word(after) == "year"))
    if (
        len(digits) != 2
        or spaced_dash
        or (sign == "," and not tokens.full)
        or counted(tokens, at)
        or _no_year(tokens, at, "" if month_first and sign != "," else sign)
    ):
        return None
    if (
        lone
        and tokens.text(at + 1) in {"-", "/", "."}
        and tokens.joined(at + 1)
        and tokens.joined(at + 2)
        and tokens.number(at + 2)
    ):
        return None  # "Sep-25-2003"
    if lone and sign not in {"-", "/", "of", "."} and int(digits) <= 31 and not (tokens.joined(at) and sign != ","):
        return None
    return int(digits), True, at + 1


def _no_year(tokens: Tokens, at: int, sign: str) -> bool:
    """Whether two digits cannot be a year because of what follows: another day of a list, a month, or the real year."""
    after = at + 1
    following = tokens.text(after)
    if following in words.MONTHS or following in words.ORDINAL_ENDINGS or (following == "?" and tokens.text(after + 1) == "?"):
        return True  # "4 March, 18 April", "14 March 20??"
    if sign == "," and (following in {"and", "&", "or"} or (following == "," and len(tokens.number(after + 1)) in {1, 2})):
        return True  # "4 March, 18 and 20 April 2018"
    year = tokens.number(after + (following == ","))
    return sign not in {"-", "/", "."} and len(year) == 4 and year[:2] in {"19", "20"}  # "Mar 5 06 2009"


def counted(tokens: Tokens, at: int) -> bool:
    """Whether a two-digit number belongs to what follows it ("14 March 24/7 care")."""
    after = at + 1
    if not tokens.joined(after):
        return tokens.text(after) in {"%", "kg", "of"}
    return (
        tokens.text(after) in {"%", "°", ":"}
        or (tokens.text(after) in "/." and 0 < len(tokens.number(after + 1)) < 4 and tokens.joined(after + 1))
        or bool(tokens.word(after) and tokens.word(after) != "to")
    )
