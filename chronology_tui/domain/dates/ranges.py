"""Whole date phrases: one date, a stay, a choice of days, or a time that is open at one end.

Each function returns the longest reading that begins at a token; a refusal is carried along and told only if its reading wins.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

from chronology_tui.domain.dates import almanac, words
from chronology_tui.domain.dates.almanac import shift
from chronology_tui.domain.dates.blocks import read_ordinal
from chronology_tui.domain.dates.context import DateContext, DateRefused
from chronology_tui.domain.dates.joining import Reading, between, finer, hedge, joined
from chronology_tui.domain.dates.numeric import Read
from chronology_tui.domain.dates.parts import Parts, core, resolve
from chronology_tui.domain.dates.phrases import Joint, joint, read_bare, read_end
from chronology_tui.domain.dates.tokens import Tokens, index_phrases
from chronology_tui.domain.dates.value import Precision, Qualifier, UncertainDate
from chronology_tui.domain.dates.words import HINT_PHRASES, HINTS, OPENER_PHRASES, OPENERS, Hint, Opener
from chronology_tui.domain.dates.years import read_year

Phrase = tuple[Reading | DateRefused, int] | None

_ONWARDS = index_phrases(
    (
        "onwards",
        "onward",
        "or later",
        "or after",
        "to date",
        "to present",
        "- present",
        "to now",
        "- now",
        "- ongoing",
        "ongoing",
        "and after",
        "and onwards",
        "to the present",
        "to present day",
        "- to date",
        "until now",
        "until present",
        "to today",
        "to the present day",
        "- date",
        "at the earliest",
        "and ongoing",
        "( ongoing )",
        "till now",
        "till date",
        "- current",
        "on",
        "to current",
        "and later",
        "+",
        "-",
        "up to the present",
        "up to now",
        "until the present",
        "up to date",
        "or afterwards",
        "and thereafter",
        "- onwards",
        "and since",
        "- today",
    )
)
_ONWARDS_PREFIX = index_phrases(
    ("onwards", "onward", "to date", "to present", "- present", "to now", "- now", "- ongoing", "or later")
)
_BETWEEN_NAMES = index_phrases(name for name in almanac.NAMED if name.startswith("between "))
_EARLIER = index_phrases(("or earlier", "or before", "and before", "at the latest", "and earlier", "or sooner", "and prior"))


_MOST_ENDS = 12


def read_phrase(tokens: Tokens, index: int, context: DateContext) -> Phrase:
    """Return the longest date phrase at ``index``."""
    best = _range(tokens, index, context)
    at, uncertain = index, False
    for _ in range(3):
        opener = tokens.phrase(at, OPENER_PHRASES)
        if opener and not (opener == ("between",) and tokens.phrase(at, _BETWEEN_NAMES)):
            opened = _opened(tokens, at + len(opener), OPENERS[opener], context)
            if opened is not None and (best is None or opened[1] >= best[1] + (at > index)):
                best = _doubted(opened) if uncertain else opened
        hint = tokens.phrase(at, HINT_PHRASES)
        if not hint or HINTS[hint] not in {Hint.NOISE, Hint.ABOUT, Hint.UNCERTAIN}:
            break
        uncertain |= HINTS[hint] is Hint.UNCERTAIN
        at += len(hint)
        while tokens.text(at) in {",", ":"}:
            at += 1
    return best


def _doubted(phrase: tuple[Reading | DateRefused, int]) -> Phrase:
    reading, after = phrase
    if isinstance(reading, DateRefused) or reading.qualifier in {Qualifier.BEFORE, Qualifier.AFTER}:
        return phrase
    return replace(reading, qualifier=Qualifier.UNCERTAIN), after


def _opened(tokens: Tokens, index: int, opener: Opener, context: DateContext) -> Phrase:
    """Read what follows "between", "before", "until", "after" or "since"."""
    if opener is Opener.BETWEEN:
        found = _ends(tokens, index, context)
        if found is None or len(found[0]) < 2:
            return None
        choice = found[0]
        return _attempt(lambda: between(choice, context)), found[1]
    if opener is Opener.SINCE:
        found = _ends(tokens, index, context)
        if found is not None and len(found[0]) == 2 and found[2] == [Joint.TO]:
            stay = found[0]
            return _attempt(lambda: joined(stay, [Joint.TO], context)), found[1]
    end = read_end(tokens, index, context)
    if end is None:
        return None
    parts, after = end
    second = _second_opener(tokens, after, context) if opener in {Opener.AFTER, Opener.SINCE} else None
    if second is not None:
        return _attempt(lambda: _enclosed(parts, opener, second[0], second[1], context)), second[2]
    onwards = tokens.phrase(after, _ONWARDS) if tokens.full and opener in {Opener.AFTER, Opener.SINCE} else ()
    return _attempt(lambda: _half_open(parts, opener, context)), after + len(onwards)


def _second_opener(tokens: Tokens, index: int, context: DateContext) -> tuple[Parts, Opener, int] | None:
    """Read the second half of "after 19.08.08 and before 2.6.09"."""
    at = index
    while tokens.text(at) in {"and", "but", ",", "then"} and at - index < 3:
        at += 1
    phrase = tokens.phrase(at, OPENER_PHRASES)
    if (
        not phrase
        or OPENERS[phrase] not in {Opener.BEFORE, Opener.UNTIL}
        or (at == index and OPENERS[phrase] is Opener.UNTIL and phrase[0] == "to" and not tokens.full)
    ):
        return None
    end = read_end(tokens, at + len(phrase), context)
    return None if end is None else (end[0], OPENERS[phrase], end[1])


def _enclosed(first: Parts, opener: Opener, second: Parts, closer: Opener, context: DateContext) -> Reading:
    if first.lacks_year and not second.lacks_year:
        first = replace(first, year=second.year, short_year=second.short_year)
    low, high = _half_open(first, opener, context), _half_open(second, closer, context)
    if low.earliest and high.latest and low.earliest > high.latest:
        raise DateRefused(f"{second.shown} leaves no day after {first.shown}; check both")
    precision = finer(low.precision, high.precision)
    return Reading(Qualifier.BETWEEN, precision, low.earliest, high.latest, low.remarks + high.remarks)


def _half_open(parts: Parts, opener: Opener, context: DateContext) -> Reading:
    """Apply "before", "until", "after" or "since".

    "Before X" ends the day before X begins. "After" a day may be later that day; "after" a longer unit begins when it is over.
    """
    if parts.precision is Precision.YEAR:
        parts = replace(parts, time_like=True)  # "by 1800"
    bounds = resolve(core(parts), context)
    first, last = bounds.earliest, bounds.latest
    if opener in {Opener.BEFORE, Opener.UNTIL}:
        known = first if opener is Opener.BEFORE else last
        if known is None or (opener is Opener.BEFORE and known == date.min):
            raise DateRefused(f"{parts.shown}: nothing lies before it; check the date")
        latest = shift(known, -1) if opener is Opener.BEFORE else known
        return Reading(Qualifier.BEFORE, bounds.precision, None, latest, bounds.remarks)
    if first is None or last is None:
        raise DateRefused(f"{parts.shown}: nothing lies after it; check the date")
    if opener is Opener.AFTER and first != last:
        if last == date.max:
            raise DateRefused(f"{parts.shown}: nothing lies after it; check the date")
        return Reading(Qualifier.AFTER, bounds.precision, shift(last, 1), None, bounds.remarks)
    return Reading(Qualifier.AFTER, bounds.precision, first, None, bounds.remarks)


def _attempt(build: Callable[[], Reading]) -> Reading | DateRefused:
    """Return what ``build`` gives or its refusal, so that the longest reading decides whether the refusal counts."""
    try:
        return build()
    except DateRefused as refusal:
        return refusal


def _range(tokens: Tokens, index: int, context: DateContext) -> Phrase:
    """Read one date, or several with joints between them, or one that runs on or back without end."""
    found = _ends(tokens, index, context)
    if found is None:
        return None
    ends, after, joints = found
    if len(ends) == 1:
        if not tokens.full:
            if _mere_word(tokens, ends[0], after):
                return None
            ends = [replace(ends[0], time_like=True)] if ends[0].precision is Precision.YEAR else ends
        for table, opener in ((_ONWARDS if tokens.full else _ONWARDS_PREFIX, Opener.SINCE), (_EARLIER, Opener.UNTIL)):
            tail = tokens.phrase(after, table)
            if tail and (tail not in {("+",), ("-",), ("on",)} or after + 1 >= tokens.count):
                return _attempt(partial(_half_open, ends[0], opener, context)), after + len(tail)
        return _attempt(lambda: _single(ends[0], context)), after
    return _attempt(lambda: joined(ends, joints, context)), after


_COMMON_WORDS = frozenset(
    {"may", "May", "march", "mar", "sep", "oct", "dec", "jan", "mai", "awst", "medi", "Medi", "spring", "fall"}
)
_LENGTHS = frozenset({"of", "history", "hx", "h", "course", "hour", "hours", "care"})


def _mere_word(tokens: Tokens, parts: Parts, after: int) -> bool:
    """Whether a typed line begins with a common word or a length of time rather than a date ("may have", "5/7 of")."""
    if not parts.lacks_year:
        return False
    length = "/" in parts.shown and tokens.word(after) in _LENGTHS
    return parts.shown in _COMMON_WORDS or length


def _single(parts: Parts, context: DateContext) -> Reading:
    bounds = resolve(parts, context)
    return Reading(hedge((bounds,), parts.qualifier), bounds.precision, bounds.earliest, bounds.latest, bounds.remarks)


Ends = tuple[list[Parts], int, list[Joint]]


def _ends(tokens: Tokens, index: int, context: DateContext) -> Ends | None:
    """Return the dates at ``index`` that joints tie together; of two readings the longer, of equals the plainer."""
    plain_read = _complete_ends(tokens, index, context)
    if plain_read is not None and plain_read[0][0].year is not None and not tokens.joined(plain_read[1]):
        return plain_read  # complete already: there is nothing that another end could lend
    mixed = plain_read is not None and _mixed(plain_read[0])
    if plain_read is not None and plain_read[1] >= tokens.count and not mixed:
        return plain_read  # nothing can be longer
    bare_read = _bare_ends(tokens, index, context)
    if bare_read is not None and (plain_read is None or bare_read[1] >= plain_read[1] + (not mixed)):
        return bare_read
    return plain_read


def _mixed(ends: list[Parts]) -> bool:
    """Whether "13/14 and 16 June 2018" was read as the 13th of a 14th month: a month in words makes both numbers days."""
    in_digits = ends[0].lacks_year and ends[0].fixed is None and not any(char.isalpha() for char in ends[0].shown)
    return len(ends) > 1 and in_digits and any(char.isalpha() for char in ends[-1].shown)


def _complete_ends(tokens: Tokens, index: int, context: DateContext) -> Ends | None:
    first = read_end(tokens, index, context)
    if first is None:
        return None
    return _continued(tokens, [first[0]], first[1], [], context)


def _continued(tokens: Tokens, ends: list[Parts], at: int, joints: list[Joint], context: DateContext) -> Ends:
    """Read the further dates that joints tie to the ones read so far."""
    while len(ends) < _MOST_ENDS:
        tie = joint(tokens, at)
        if tie is None and tokens.text(at) in {",", ";"}:
            tie = (Joint.AND, at + 1) if tokens.full or ends[-1].ask or ends[-1].lacks_year else None
        if tie is None:
            break
        listed = tokens.text(at) in {",", ";"}
        more = _short_end(tokens, at, tie, ends[-1]) or read_end(tokens, tie[1], _counted_on(tokens, tie[1], ends[-1], context))
        bare = _bare_ends(tokens, tie[1], context) if tie[0] is not Joint.OR else None
        if bare is not None and (more is None or bare[1] > more[1]):  # "3 March and 4 and 5 April"
            if not tokens.full and not ends[-1].lacks_year:
                break
            return [*ends, *bare[0]], bare[1], [*joints, tie[0], *bare[2]]
        if more is None or not _may_follow(tokens, at, tie[1], ends[-1], more[0]):
            break
        unlike = more[0].precision is not ends[-1].precision or (not tokens.full and "/" in more[0].shown)
        if listed and (more[0].fault or unlike):
            break
        ends.append(_month_too(ends[-1], more[0]))
        joints.append(tie[0])
        at = more[1]
    return ends, at, joints


_COUNTING_ON = frozenset({
    "the", "following", "next", "same", "that", "later", "a", "an", "one", "two", "three", "day", "week", "days", "weeks",
    "hours",
})  # fmt: skip


def _counted_on(tokens: Tokens, index: int, left: Parts, context: DateContext) -> DateContext:
    """Return the context in which "14 March 2024 and the following day" counts from 14 March."""
    cue = tokens.word(index) in _COUNTING_ON or tokens.word(index + 1) in _COUNTING_ON
    if not cue or left.fault or (left.lacks_year and context.given_year is None):
        return context
    try:
        bounds = resolve(left, context)
    except DateRefused:
        return context
    before = UncertainDate("", Qualifier.EXACT, bounds.precision, bounds.earliest, bounds.latest)
    return replace(context, previous=before)


def _month_too(left: Parts, right: Parts) -> Parts:
    """Read the "Oct 14" of "Sept/Oct 14" as a month and its year: the month before it shows that no day is meant."""
    written = right.month_first and right.year is None and right.shown[-2:].isdigit()
    if not written or left.precision is not Precision.MONTH or not left.lacks_year:
        return right
    return replace(right, precision=Precision.MONTH, day=None, year=right.day, short_year=True, ask="")


def _short_end(tokens: Tokens, at: int, tie: tuple[Joint, int], left: Parts) -> Read:
    """Read the "30" of "1910-30" and the "5" of "3 March 2019-5"? Only years may be shortened so, and only when joined."""
    if left.precision is Precision.DAY and left.month_first and (found := _day_after(tokens, tie[1], left)):
        return found
    digits = tokens.number(tie[1])
    if left.precision is not Precision.YEAR or left.year is None or left.short_year or len(digits) not in {1, 2}:
        return None
    if not (tokens.joined(at) and tokens.joined(tie[1])) or tie[0] is Joint.AND:
        return None
    if len(digits) == 1:  # "1995/6"
        if int(digits) != (left.year + 1) % 10:
            return None
        return Parts(tokens.shown(tie[1], tie[1] + 1), Precision.YEAR, year=left.year + 1), tie[1] + 1
    year = left.year // 100 * 100 + int(digits)
    if year <= left.year:
        if (left.year + 1) % 100 or int(digits):
            return None
        year += 100  # 1999/00
    return Parts(tokens.shown(tie[1], tie[1] + 1), Precision.YEAR, year=year), tie[1] + 1


def _day_after(tokens: Tokens, index: int, left: Parts) -> Read:
    """Read the "16, 2013" of "June 14 - 16, 2013": a day of the month that was named before the first."""
    day, at = read_ordinal(tokens, index)
    if not 1 <= day <= 31 or words.month(tokens, at)[0] or tokens.text(at) in {"/", "."} or left.year is not None:
        return None
    year = read_year(tokens, at, lone=False)
    if year is not None and not year[1]:
        return Parts(tokens.shown(index, year[2]), Precision.DAY, day, left.month, year[0]), year[2]
    return Parts(tokens.shown(index, at), Precision.DAY, day, left.month, ask=left.ask, month_first=True), at


def _may_follow(tokens: Tokens, at: int, after: int, left: Parts, right: Parts) -> bool:
    """Whether a second date really continues the first: on a typed line, numbers that follow may mean something else."""
    if tokens.full:
        return True
    spaced = not tokens.joined(at)
    if right.fault or (right.fixed is not None and right.precision is Precision.AGE):
        return False
    if right.lacks_year and not left.lacks_year:
        return not spaced or right.precision is not Precision.DAY or not tokens.number(after) or "/" not in right.shown
    return not (spaced and right.precision is Precision.YEAR and left.precision is Precision.DAY)


def _bare_ends(tokens: Tokens, index: int, context: DateContext) -> Ends | None:
    """Read "2 to 9 July 2024", "13/14 June 2012", "4th, 5th and 6th May", "early to mid 2012"."""
    at, about, uncertain = index, False, False
    for _ in range(3):
        hint = tokens.phrase(at, HINT_PHRASES)
        if not hint or HINTS[hint] not in {Hint.NOISE, Hint.ABOUT, Hint.UNCERTAIN, Hint.WEEKEND, Hint.WEEK_OF}:
            break
        about |= HINTS[hint] is Hint.ABOUT
        uncertain |= HINTS[hint] is Hint.UNCERTAIN
        at += len(hint)
    first = read_bare(tokens, at)
    if first is None:
        return None
    ends, at, joints = [replace(first[0], about=about, uncertain=uncertain)], first[1], list[Joint]()
    slashed: list[bool] = []
    while len(ends) < _MOST_ENDS:
        tie = joint(tokens, at) or ((Joint.AND, at + 1) if tokens.text(at) in {",", "+"} else None)
        if tie is None:
            return None
        if tokens.text(at) == "/" and joints and tokens.text(at - 2) == "/" and not words.month(tokens, at + 2)[0]:
            return None  # "14/3/24/5" is no list of days, "4/5/6 March" is
        joints.append(tie[0])
        slashed.append(tokens.text(at) == "/")
        last = read_end(tokens, tie[1], context)
        if last is not None and any(slashed) and not all(slashed) and "/" in last[0].shown:
            return None  # "14/3, 5/7/2018" is no list of days of July
        if last is not None and _completes(ends[0], last[0]):
            return _continued(tokens, [*ends, last[0]], last[1], joints, context)
        more = read_bare(tokens, tie[1])
        if more is None:
            return None
        ends.append(more[0])
        at = more[1]
    return None


def _completes(bare: Parts, last: Parts) -> bool:
    if last.fault or last.fixed is not None:
        return False
    if bare.day is None:
        return last.hint is not None
    return last.precision is Precision.DAY and last.day is not None and last.month is not None and last.hint is None
