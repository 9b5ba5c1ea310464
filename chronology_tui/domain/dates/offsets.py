"""Dates that lie a length of time from another: "3 weeks before 14 March 2024", "the day after Boxing Day", "within a week of …".

Where the other is an event and no date ("3 days before admission"), its date is asked for.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from chronology_tui.domain.dates import almanac
from chronology_tui.domain.dates.almanac import Days, shift
from chronology_tui.domain.dates.child_age import read_age
from chronology_tui.domain.dates.context import DateContext, DateRefused
from chronology_tui.domain.dates.durations import Duration, move, read_duration
from chronology_tui.domain.dates.numeric import Read, read_numeric
from chronology_tui.domain.dates.parts import Parts, core, plain, resolve
from chronology_tui.domain.dates.tokens import Tokens, index_phrases
from chronology_tui.domain.dates.value import Precision, Qualifier, Remark, RemarkCode
from chronology_tui.domain.dates.verbal import read_verbal

_BEFORE = index_phrases(("before", "prior to", "preceding", "earlier than", "pre", "pre -", "leading up to", "ahead of", "prior"))
_AFTER = index_phrases(("after", "from", "following", "post", "post -", "since", "on from", "later than", "subsequent to"))
_NEXT_TO = {
    **dict.fromkeys(("day", "night", "evening", "morning", "afternoon", "eve"), "day"),
    **dict.fromkeys(("week", "fortnight", "month", "year", "weekend"), ""),
}
_TOLD = frozenset({"yesterday", "today", "tomorrow", "last", "this", "that", "then", "now", "next", "it", "which", "and", "or"})
_SKIPPED = frozenset({"the", "his", "her", "their", "on", "about", "approximately", "around", "child's", "baby's"})
ANCHORS = frozenset({
    "admission", "admissions", "discharge", "surgery", "operation", "op", "appointment", "clinic", "review", "visit",
    "injury", "incident", "assault", "death", "delivery", "conference", "referral", "attendance", "presentation", "scan",
    "test", "tests", "diagnosis", "immunisation", "immunisations", "vaccination", "vaccinations", "meeting", "holiday",
    "school", "collapse", "fall", "accident", "event", "treatment", "procedure", "seizure", "episode", "separation",
    "arrest", "transfer", "booking", "removal", "placement", "move", "disclosure", "arrival", "onset",
})  # fmt: skip
"""Events whose dates the grammar cannot know; what is counted from them is asked about."""


def read_offset(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Return the date counted from another at ``index``."""
    if not tokens.word(index) and not tokens.number(index):
        return None
    return (
        _within(tokens, index, context)
        or _window(tokens, index, context)
        or _next_to(tokens, index, context)
        or _ending(tokens, index, context)
        or _counted(tokens, index, context)
    )


def refuse_anchor(word: str, after: int = 0) -> DateRefused:
    """Return the question that an event without its date is answered with."""
    return DateRefused(f"“{word}”: when was that? Type its date, such as 14/3/2024", after)


def _origin(tokens: Tokens, index: int, context: DateContext) -> tuple[Days, int] | None:
    """Return the days that an offset is counted from, and the index after them.

    Raises:
        DateRefused: an event is named and no date, or there is no such date.
    """
    at = index
    while tokens.text(at) in _SKIPPED:
        at += 1
    read = read_verbal(tokens, at, context) or read_numeric(tokens, at, context) or read_age(tokens, at, context)
    if read is None:
        word = tokens.word(at)
        if word in ANCHORS or (tokens.full and word and word not in _TOLD):
            raise refuse_anchor(word, tokens.count if tokens.full else at + 1)
        return None
    bounds = resolve(core(read[0]), context)
    return None if bounds.earliest is None or bounds.latest is None else ((bounds.earliest, bounds.latest), read[1])


def _sign(tokens: Tokens, index: int) -> tuple[int, int]:
    """Return (-1 or 1, next index) for "before" or "after"; (0, index) for neither."""
    if found := tokens.phrase(index, _BEFORE):
        return -1, index + len(found)
    if found := tokens.phrase(index, _AFTER):
        return 1, index + len(found)
    return 0, index


def _from(origin: date) -> Remark:
    return Remark(RemarkCode.RELATIVE, f"Counted from {plain(origin)}.")


def _parts(tokens: Tokens, index: int, after: int, days: Days, precision: Precision, remark: Remark) -> Parts:
    return Parts(tokens.shown(index, after), precision, fixed=days, remarks=(remark,))


def _counted(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read "3 weeks before 14 March 2024", "2 days after birth"."""
    found = read_duration(tokens, index)
    if found is None or found[0].hours:
        return None
    length, at = found
    sign, at = _sign(tokens, at)
    if not sign or (origin := _origin(tokens, at, context)) is None:
        return None
    return moved(tokens, index, origin[1], length, origin[0], sign, _from(origin[0][0])), origin[1]


def moved(tokens: Tokens, index: int, after: int, length: Duration, origin: Days, sign: int, remark: Remark) -> Parts:
    """Return the date that lies ``length`` from ``origin``: a month or a year where it is counted in such, and no day of it."""
    first, last = (length.most, length.least) if sign < 0 else (length.least, length.most)
    days = (move(origin[0], first, sign), move(origin[1], last, sign))
    if length.unit[0] and not length.unit[1]:
        yearly = length.unit[0] >= 12
        whole = (
            almanac.year_days(days[0].year, days[1].year)
            if yearly
            else (days[0].replace(day=1), almanac.month_days(days[1].year, days[1].month)[1])
        )
        precision = Precision.YEAR if yearly else Precision.MONTH
        return replace(_parts(tokens, index, after, whole, precision, remark), about=True)
    precision = Precision.DAY if days[0] == days[1] or length.unit == (0, 1) else Precision.WEEK
    vague = length.vague or length.least != length.most
    return replace(_parts(tokens, index, after, days, precision, remark), about=vague, slack=slack(length))


def slack(length: Duration) -> int:
    """Return half the unit named, in days: "about 3 weeks before" may be three days off."""
    return 0 if length.unit[0] or length.hours else max(length.unit[1] // 2, 1)


def _next_to(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read "the day before 18 April 2018", "the week leading up to Christmas 2012", "the weekend after …"."""
    at = index
    while tokens.text(at) in {"the", "in", "on", "during", "over"} and at - index < 3:
        at += 1
    unit = tokens.word(at)
    if unit not in _NEXT_TO or not (sign_at := _sign(tokens, at + 1))[0]:
        return None
    sign, at = sign_at
    if tokens.word(at - 1) in {"from", "since"} or (origin := _origin(tokens, at, context)) is None:
        return None
    (first, last), after = origin
    remark = _from(first)
    edge = shift(first, -1) if sign < 0 else shift(last, 1)
    if _NEXT_TO[unit] == "day":
        return _parts(tokens, index, after, (edge, edge), Precision.DAY, remark), after
    if unit == "weekend":
        saturday = shift(edge, -((edge.weekday() - 5) % 7) if sign < 0 else (5 - edge.weekday()) % 7)
        return _parts(tokens, index, after, (saturday, shift(saturday, 1)), Precision.WEEK, remark), after
    length = {"week": (0, 7), "fortnight": (0, 14), "month": (1, 0), "year": (12, 0)}[unit]
    far = move(first if sign < 0 else last, length, sign)
    days = (far, edge) if sign < 0 else (edge, far)
    precision = Precision.WEEK if length[1] else Precision.MONTH
    return replace(_parts(tokens, index, after, days, precision, remark), qualifier=Qualifier.BETWEEN), after


def _within(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read "within a week of 18 April 2018", "within 48 hours of admission", "within 10 days after …"."""
    if tokens.word(index) != "within":
        return None
    found = read_duration(tokens, index + 1)
    if found is None:
        return None
    length, at = found
    sign, at = (0, at + 1) if tokens.word(at) == "of" else _sign(tokens, at)
    if at == found[1] or (origin := _origin(tokens, at, context)) is None:
        return None
    (first, last), after = origin
    days = (move(first, length.most, -1) if sign <= 0 else first, move(last, length.most, 1) if sign >= 0 else last)
    return replace(_parts(tokens, index, after, days, Precision.DAY, _from(first)), qualifier=Qualifier.BETWEEN), after


def _window(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read "in the two weeks before 3 August 2007", "the six months prior to …": some day of that time."""
    at = index
    while tokens.text(at) in {"in", "over", "during", "throughout", "for", "within"} and at - index < 2:
        at += 1
    if tokens.text(at) != "the" or (found := read_duration(tokens, at + 1)) is None or found[0].hours:
        return None
    sign, at = _sign(tokens, found[1])
    if not sign or (origin := _origin(tokens, at, context)) is None:
        return None
    (first, last), after = origin
    days = (move(first, found[0].most, -1), shift(first, -1)) if sign < 0 else (shift(last, 1), move(last, found[0].most))
    return replace(_parts(tokens, index, after, days, Precision.DAY, _from(first)), qualifier=Qualifier.BETWEEN), after


def _ending(tokens: Tokens, index: int, context: DateContext) -> Read:
    """Read "year ending March 2018", "in the 12 months to 31 March 2018": the whole of that time."""
    at = index
    while tokens.text(at) in {"the", "in", "over", "during", "for"} and at - index < 3:
        at += 1
    unit = tokens.word(at)
    if unit in {"year", "quarter"}:
        length, at = ((12, 0) if unit == "year" else (3, 0)), at + 1
    elif (found := read_duration(tokens, at)) is not None and found[0].least == found[0].most and found[0].least[0]:
        length, at = found[0].most, found[1]
    else:
        return None
    if tokens.word(at) not in {"ending", "ended", "to"}:
        return None
    read = read_verbal(tokens, at + 1, context) or read_numeric(tokens, at + 1, context)
    if read is None or read[0].year is None or read[0].month is None:
        return None
    last = resolve(read[0], context).latest
    if last is None:
        return None
    first = shift(move(shift(last, 1), length, -1), 0)
    return replace(_parts(tokens, index, read[1], (first, last), Precision.MONTH, _from(last)), qualifier=Qualifier.SPAN), read[1]
