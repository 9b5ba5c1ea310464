"""The date grammar: a typed or printed phrase in, an :class:`UncertainDate` or a refusal with its reason out.

Rules (domain design, "Uncertain dates"): the day comes first, always; a month stays a month; nothing is invented; slips are
mended and shown; impossible dates are refused with the reason. All work is bounded by :data:`~.tokens.MAX_LENGTH`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from chronology_tui.domain.dates.almanac import shift
from chronology_tui.domain.dates.context import DateContext, DateRefused
from chronology_tui.domain.dates.edtf import read_edtf
from chronology_tui.domain.dates.numeric import Read, skip_time
from chronology_tui.domain.dates.parts import Bounds, Parts, plain, resolve
from chronology_tui.domain.dates.phrases import Joint, joint, read_bare, read_end
from chronology_tui.domain.dates.tokens import MAX_LENGTH, NUMBER, TIME, WORD, Tokens, fold, index_phrases
from chronology_tui.domain.dates.value import Precision, Qualifier, Remark, RemarkCode, UncertainDate
from chronology_tui.domain.dates.words import (
    HINT_PHRASES,
    HINTS,
    OPENER_PHRASES,
    OPENERS,
    WEEKDAY_NAMES,
    Hint,
    Opener,
    weekday,
)

__all__ = ["DateContext", "DateRefused", "date_prefix", "parse_date"]


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a phrase says, before the remarks that depend on today and on birth."""

    qualifier: Qualifier
    precision: Precision
    earliest: date | None
    latest: date | None
    remarks: tuple[Remark, ...] = ()


Phrase = tuple[_Reading | DateRefused, int] | None

_UNDATED = re.compile(
    r"(?:undated|not dated|no dates?(?: given| recorded| known| stated| available)?|n\.?d\.?|n[/.]?k\.?|unk|"
    r"(?:(?:exact |precise )?dates? )?(?:is |was |are )?(?:not (?:known|given|recorded|stated|specified|available|clear|provided|noted)|"
    r"unknown|unclear|unspecified|illegible|missing|unrecorded|unavailable|tbc|to be confirmed|n/?k|n/?a))"
    r"(?: date| dates)?(?![^\W\d_])"
)
_UNDATED_PREFIX = re.compile(
    r"(?:undated|not dated|no dates?(?: given| recorded| known| stated)?|n/k|"
    r"(?:exact )?date (?:is |was )?(?:not (?:known|given|recorded|stated|clear)|unknown|unclear|missing|illegible))(?![\w/-])"
)
_NOTHING = re.compile(r"[?\-–—.\s]*\Z")
_SLIPPED_DIGITS = re.compile(r"(?<!\w)(?=[oil\d./-]*\d)(?=[\d./-]*[oil])[oil\d]{1,2}([./-])[oil\d]{1,2}\1(?:[oil\d]{4}|[oil\d]{2})(?!\w)")
_UNKNOWN_DAY = re.compile(r"(?:\?{1,2}|x{1,2}|_{1,2}|--|\*{1,2})\s?([./-])\s?(?=(?:(?:\?\?|xx|__|--|\*\*)\s?\1\s?)?\d)(?:(?:\?\?|xx|__|--|\*\*)\s?\1\s?)?")
_OUTER = ("()", "[]", "{}", "<>", "\"\"", "''", "“”", "‘’", "**")
_ONWARDS = index_phrases((
    "onwards", "onward", "or later", "or after", "to date", "to present", "- present", "to now", "- now", "- ongoing", "ongoing",
    "and after", "and onwards", "to the present", "to present day", "- to date", "until now", "until present", "to today",
    "to the present day", "- date", "at the earliest", "and ongoing", "( ongoing )", "till now", "till date", "- current", "on",
    "to current", "and later", "+", "-", "up to the present", "up to now", "until the present", "up to date", "or afterwards",
    "and thereafter", "- onwards", "and since", "- today",
))
_ONWARDS_PREFIX = index_phrases(("onwards", "onward", "to date", "to present", "- present", "to now", "- now", "- ongoing", "or later"))
_EARLIER = index_phrases(("or earlier", "or before", "and before", "at the latest", "and earlier", "or sooner", "and prior"))


def parse_date(text: str, context: DateContext) -> UncertainDate:
    """Return the date that the whole of ``text`` is.

    Raises:
        DateRefused: it is no date, or no possible one; the reason says what to type instead.
    """
    reading = _whole(text, context, depth=0)
    return _finished(text, reading, context)


def _whole(text: str, context: DateContext, depth: int) -> _Reading:
    if len(text) > 4 * MAX_LENGTH or len(text.strip()) > MAX_LENGTH:
        raise DateRefused(f"too long for a date; type at most {MAX_LENGTH} characters")
    plain_text = fold(text)[0].strip()
    if not plain_text:
        raise DateRefused("no date; type one, or “undated”")
    if _NOTHING.match(plain_text):
        return _Reading(Qualifier.UNDATED, Precision.NONE, None, None)
    found = read_edtf(plain_text, context)
    if found is not None:
        return _Reading(*found)
    typed = text.strip()
    if depth < 3:
        undated = _undated(plain_text, context, depth)
        if undated is not None:
            return undated
        if len(typed) > 2 and typed[0] + typed[-1] in _OUTER and typed[1:-1].strip():
            return _whole(typed[1:-1], context, depth + 1)
    mended, remarks = _mended(plain_text)
    tokens = Tokens(typed if mended is plain_text else mended, full=True)
    found_phrase = _phrase(tokens, 0, context)
    stop = tokens.count
    while stop > 1 and tokens.text(stop - 1) in {".", ",", ";", ":"}:
        stop -= 1
    if found_phrase is None or found_phrase[1] < stop:
        raise _not_a_date(tokens, found_phrase)
    reading = found_phrase[0]
    if isinstance(reading, DateRefused):
        raise reading
    return replace(reading, remarks=reading.remarks + remarks)


def _undated(text: str, context: DateContext, depth: int) -> _Reading | None:
    """Read "undated", "n/k", "undated, before 2.6.08", "undated background"; no bound is invented where none is given."""
    match = _UNDATED.match(text)
    if match is None:
        return None
    nothing = _Reading(Qualifier.UNDATED, Precision.NONE, None, None)
    rest = text[match.end() :].strip(" ,;:-.()[]")
    if not rest:
        return nothing
    tokens = Tokens(rest, full=True)
    found = _phrase(tokens, 0, context)
    if found is not None and found[1] >= tokens.count:
        return _whole(rest, context, depth + 1)
    return nothing if match[0].endswith("dated") or match[0].startswith(("no date", "date", "exact")) else None


def _mended(text: str) -> tuple[str, tuple[Remark, ...]]:
    """Mend letters typed for digits (l4/O3/2024), and days written as unknown (??/03/2014); the length stays the same."""
    if (match := _SLIPPED_DIGITS.match(text)) is not None:
        digits = match[0].translate(str.maketrans("oil", "011"))
        remark = Remark(RemarkCode.REPAIRED, f"“{match[0]}” is read as {digits}.")
        return digits + text[match.end() :], (remark,)
    if (match := _UNKNOWN_DAY.match(text)) is not None and any(c.isdigit() for c in text):
        return " " * match.end() + text[match.end() :], ()
    return text, ()


def _not_a_date(tokens: Tokens, found: Phrase) -> DateRefused:
    """Name the fault of a text that is no date. The text is not repeated: it may hold anything."""
    if found is not None and isinstance(found[0], DateRefused):
        return found[0]
    if found is not None and found[1] > 0:
        return DateRefused(f"“{tokens.shown(0, found[1])}” is a date, but what follows it is not understood; leave it out")
    day_of_week, after = weekday(tokens, 0)
    if day_of_week is not None and after >= tokens.count:
        name = WEEKDAY_NAMES[day_of_week]
        return DateRefused(f"which {name}? Type the date, or “last {name}”")
    kinds = {tokens[n].kind for n in range(tokens.count)}
    if TIME in kinds and NUMBER not in kinds:
        return DateRefused("a time of day is not a date; type the date, such as 14/3/2024")
    if kinds == {NUMBER} and tokens.count == 1:
        return DateRefused(f"“{tokens.text(0)[:20]}” alone is no date; type day, month and year, such as 14/3/2024")
    return DateRefused("not understood as a date; type one such as 14/3/2024, March 2021, about 2019 or undated")


def date_prefix(text: str, context: DateContext) -> tuple[UncertainDate, int] | DateRefused | None:
    """Return the date that a typed line begins with, and the offset of its end.

    The longest reading wins, but numbers that no joint ties to the date are left ("14/3/24 2 seizures"). A beginning that has the
    form of a date and is impossible gives its refusal; None when no date stands there.
    """
    head = text[:MAX_LENGTH]
    start = len(head) - len(head.lstrip())
    try:
        found = _prefix(head, start, context)
    except DateRefused as refusal:
        return refusal
    if found is None or isinstance(found, DateRefused):
        return found
    reading, end = found
    return _finished(text[start:end], reading, context), end


def _prefix(head: str, start: int, context: DateContext) -> tuple[_Reading, int] | DateRefused | None:
    if head[start : start + 1] in {"[", "{"}:
        close = head.find("]" if head[start] == "[" else "}", start)
        return (_whole(head[start : close + 1], context, 0), close + 1) if close > 0 else None
    lowered = head.lower()
    if len(lowered) != len(head):  # a few letters grow when lowered ("İ"); then only what is typed in small letters is found
        lowered = head
    match = _UNDATED_PREFIX.match(lowered, start)
    if match is not None:
        return _Reading(Qualifier.UNDATED, Precision.NONE, None, None), match.end()
    mended, remarks = _mended(lowered[start:])
    tokens = Tokens(head if mended == lowered[start:] else " " * start + mended, full=False)
    found = _phrase(tokens, 0, context)
    formal = _formal(head, start, context)
    if formal is not None and (found is None or formal[1] >= tokens.offset(found[1])):
        return formal
    if found is None:
        return None
    reading, after = found
    if not _at_boundary(tokens, after):
        return None
    if isinstance(reading, DateRefused):
        return reading
    return replace(reading, remarks=reading.remarks + remarks), tokens.offset(after)


def _formal(head: str, start: int, context: DateContext) -> tuple[_Reading, int] | None:
    """Read an EDTF string at the head of a line: everything up to the first blank."""
    words = head[start:].split(None, 1)
    word = words[0].rstrip(",;:") if words else ""
    if len(word) < 5 or not (word[:2].isdigit() or word.startswith(("../", "/"))) or not (set(word) & set("XxUu~%?/W-")):
        return None
    found = read_edtf(word, context)
    return None if found is None else (_Reading(*found), start + len(word))


def _at_boundary(tokens: Tokens, index: int) -> bool:
    if not tokens.joined(index):
        return True
    token = tokens[index]
    if token.kind in {WORD, NUMBER, TIME}:
        return False
    tied = tokens.joined(index + 1) and tokens[index + 1].kind in {NUMBER, WORD}
    return not (tied and token.text in "/-_.:'\\") and token.text not in "%°"


# ── phrases ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _phrase(tokens: Tokens, index: int, context: DateContext) -> Phrase:
    """Return the longest date phrase at ``index``."""
    best = _range(tokens, index, context)
    at, uncertain = index, False
    for _ in range(3):
        opener = tokens.phrase(at, OPENER_PHRASES)
        if opener:
            opened = _opened(tokens, at + len(opener), OPENERS[opener], context)
            if opened is not None and (best is None or opened[1] >= best[1]):
                best = _doubted(opened) if uncertain else opened
        hint = tokens.phrase(at, HINT_PHRASES)
        if not hint or HINTS[hint] not in {Hint.NOISE, Hint.ABOUT, Hint.UNCERTAIN}:
            break
        uncertain |= HINTS[hint] is Hint.UNCERTAIN
        at += len(hint)
        while tokens.text(at) in {",", ":"}:
            at += 1
    return best


def _doubted(phrase: tuple[_Reading | DateRefused, int]) -> Phrase:
    reading, after = phrase
    if isinstance(reading, DateRefused) or reading.qualifier in {Qualifier.BEFORE, Qualifier.AFTER}:
        return phrase
    return replace(reading, qualifier=Qualifier.UNCERTAIN), after


def _opened(tokens: Tokens, index: int, opener: Opener, context: DateContext) -> Phrase:
    """Read what follows "between", "before", "until", "after" or "since"."""
    if opener is Opener.BETWEEN:
        ends = _ends(tokens, index, context)
        if ends is None or len(ends[0]) < 2:
            return None
        return _attempt(lambda: _joined(ends[0], [Joint.OR], context)), ends[1]
    if opener is Opener.SINCE:
        ends = _ends(tokens, index, context)
        if ends is not None and len(ends[0]) == 2 and ends[2] == [Joint.TO]:
            return _attempt(lambda: _joined(ends[0], [Joint.TO], context)), ends[1]
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
    if not phrase or OPENERS[phrase] not in {Opener.BEFORE, Opener.UNTIL} or (at == index and OPENERS[phrase] is Opener.UNTIL
                                                                             and phrase[0] == "to" and not tokens.full):
        return None
    end = read_end(tokens, at + len(phrase), context)
    return None if end is None else (end[0], OPENERS[phrase], end[1])


def _enclosed(first: Parts, opener: Opener, second: Parts, closer: Opener, context: DateContext) -> _Reading:
    if first.lacks_year and not second.lacks_year:
        first = replace(first, year=second.year, short_year=second.short_year)
    low, high = _half_open(first, opener, context), _half_open(second, closer, context)
    if low.earliest and high.latest and low.earliest > high.latest:
        raise DateRefused(f"{second.shown} leaves no day after {first.shown}; check both")
    precision = _finer(low.precision, high.precision)
    return _Reading(Qualifier.BETWEEN, precision, low.earliest, high.latest, low.remarks + high.remarks)


def _half_open(parts: Parts, opener: Opener, context: DateContext) -> _Reading:
    """Apply "before", "until", "after" or "since".

    "Before X" ends the day before X begins. "After" a day may be later that day; "after" a longer unit begins when it is over.
    """
    bounds = resolve(parts, context)
    first, last = bounds.earliest, bounds.latest
    if opener in {Opener.BEFORE, Opener.UNTIL}:
        known = first if opener is Opener.BEFORE else last
        if known is None or (opener is Opener.BEFORE and known == date.min):
            raise DateRefused(f"{parts.shown}: nothing lies before it; check the date")
        latest = shift(known, -1) if opener is Opener.BEFORE else known
        return _Reading(Qualifier.BEFORE, bounds.precision, None, latest, bounds.remarks)
    if first is None or last is None:
        raise DateRefused(f"{parts.shown}: nothing lies after it; check the date")
    if opener is Opener.AFTER and first != last:
        if last == date.max:
            raise DateRefused(f"{parts.shown}: nothing lies after it; check the date")
        return _Reading(Qualifier.AFTER, bounds.precision, shift(last, 1), None, bounds.remarks)
    return _Reading(Qualifier.AFTER, bounds.precision, first, None, bounds.remarks)


def _attempt(build) -> _Reading | DateRefused:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Return what ``build`` gives or its refusal, so that the longest reading decides whether the refusal counts."""
    try:
        reading: _Reading = build()
    except DateRefused as refusal:
        return refusal
    return reading


def _range(tokens: Tokens, index: int, context: DateContext) -> Phrase:
    """Read one date, or several with joints between them, or one that runs on or back without end."""
    found = _ends(tokens, index, context)
    if found is None:
        return None
    ends, after, joints = found
    if len(ends) == 1:
        for table, opener in ((_ONWARDS if tokens.full else _ONWARDS_PREFIX, Opener.SINCE), (_EARLIER, Opener.UNTIL)):
            tail = tokens.phrase(after, table)
            if tail and (tail not in {("+",), ("-",), ("on",)} or after + 1 >= tokens.count):
                return _attempt(lambda opener=opener: _half_open(ends[0], opener, context)), after + len(tail)
        return _attempt(lambda: _single(ends[0], context)), after
    return _attempt(lambda: _joined(ends, joints, context)), after


def _single(parts: Parts, context: DateContext) -> _Reading:
    bounds = resolve(parts, context)
    return _Reading(_hedge((bounds,), parts.qualifier), bounds.precision, bounds.earliest, bounds.latest, bounds.remarks)


def _hedge(ends: Sequence[Bounds], otherwise: Qualifier) -> Qualifier:
    if any(end.uncertain for end in ends):
        return Qualifier.UNCERTAIN
    return Qualifier.ABOUT if any(end.about for end in ends) else otherwise


Ends = tuple[list[Parts], int, list[Joint]]


def _ends(tokens: Tokens, index: int, context: DateContext) -> Ends | None:
    """Return the dates at ``index`` that joints tie together; of two readings the longer, of equals the plainer."""
    plain_read = _complete_ends(tokens, index, context)
    bare_read = _bare_ends(tokens, index, context)
    if bare_read is not None and (plain_read is None or bare_read[1] > plain_read[1]):
        return bare_read
    return plain_read


def _complete_ends(tokens: Tokens, index: int, context: DateContext) -> Ends | None:
    first = read_end(tokens, index, context)
    if first is None:
        return None
    return _continued(tokens, [first[0]], first[1], [], context)


def _continued(tokens: Tokens, ends: list[Parts], at: int, joints: list[Joint], context: DateContext) -> Ends:
    """Read the further dates that joints tie to the ones read so far."""
    while len(ends) < 12:
        tie = joint(tokens, at)
        if tie is None:
            if tokens.text(at) == "," and (more := _listed(tokens, at, ends, context)):
                ends.append(more[0])
                joints.append(Joint.AND)
                at = more[1]
                continue
            break
        more = read_end(tokens, tie[1], context) or _short_end(tokens, at, tie, ends[-1])
        if more is None or not _may_follow(tokens, at, tie[1], ends[-1], more[0]):
            break
        ends.append(more[0])
        joints.append(tie[0])
        at = more[1]
    return ends, at, joints


def _listed(tokens: Tokens, at: int, ends: list[Parts], context: DateContext) -> Read:
    """Read ", June 2020" of a list; only whole texts list by commas."""
    more = read_end(tokens, at + 1, context) if tokens.full else None
    return more if more is not None and more[0].precision is ends[-1].precision and not more[0].fault else None


def _short_end(tokens: Tokens, at: int, tie: tuple[Joint, int], left: Parts) -> Read:
    """Read the "30" of "1910-30" and the "5" of "3 March 2019-5"? Only years may be shortened so, and only when joined."""
    digits = tokens.number(tie[1])
    if left.precision is not Precision.YEAR or left.year is None or left.short_year or len(digits) != 2:
        return None
    if not (tokens.joined(at) and tokens.joined(tie[1])) or tie[0] is Joint.AND:
        return None
    year = left.year // 100 * 100 + int(digits)
    if year <= left.year:
        if (left.year + 1) % 100 or int(digits):
            return None
        year += 100  # 1999/00
    return Parts(tokens.shown(tie[1], tie[1] + 1), Precision.YEAR, year=year), tie[1] + 1


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
        if not hint or HINTS[hint] not in {Hint.NOISE, Hint.ABOUT, Hint.UNCERTAIN, Hint.WEEKEND}:
            break
        about |= HINTS[hint] is Hint.ABOUT
        uncertain |= HINTS[hint] is Hint.UNCERTAIN
        at += len(hint)
    first = read_bare(tokens, at)
    if first is None:
        return None
    ends, at, joints = [replace(first[0], about=about, uncertain=uncertain)], first[1], list[Joint]()
    while len(ends) < 12:
        tie = joint(tokens, at) or ((Joint.AND, at + 1) if tokens.text(at) in {",", "+"} else None)
        if tie is None:
            return None
        joints.append(tie[0])
        last = read_end(tokens, tie[1], context)
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


def _joined(ends: list[Parts], joints: Sequence[Joint], context: DateContext) -> _Reading:
    """Return the reading of several dates: a stay, a choice of days, or the days of a list."""
    bounds = [resolve(part, context) for part in _completed(ends, context)]
    lows = [b.earliest for b in bounds if b.earliest is not None]
    highs = [b.latest for b in bounds if b.latest is not None]
    stay = Joint.TO in joints and Joint.OR not in joints
    if stay and lows and highs and lows[0] > highs[-1]:
        raise DateRefused(f"the end, {plain(highs[-1])}, is before the start, {plain(lows[0])}; swap them or check the years")
    precision = bounds[0].precision
    for bound in bounds[1:]:
        precision = _finer(precision, bound.precision)
    kind = Qualifier.BETWEEN if Joint.OR in joints else Qualifier.SPAN
    remarks = tuple(remark for bound in bounds for remark in bound.remarks)
    return _Reading(_hedge(bounds, kind), precision, min(lows), max(highs), remarks)


_ORDER = {precision: rank for rank, precision in enumerate(Precision)}


def _finer(a: Precision, b: Precision) -> Precision:
    return min(a, b, key=lambda p: _ORDER[p])


def _completed(ends: list[Parts], context: DateContext) -> list[Parts]:
    """Lend each date what it lacks: the month and year of the next, or the year of the one before."""
    done = list(ends)
    for n in range(len(done) - 2, -1, -1):
        part, donor = done[n], done[n + 1]
        if part.precision is None:
            done[n] = replace(donor, shown=f"{part.shown} {donor.shown}", day=part.day or donor.day, hint=part.hint or donor.hint,
                              weekday=part.weekday, about=part.about, uncertain=part.uncertain, remarks=())  # fmt: skip
        elif part.lacks_year and donor.year is not None:
            done[n] = _before(replace(part, year=donor.year, short_year=donor.short_year), donor, context)
    for n in range(1, len(done)):
        part, donor = done[n], done[n - 1]
        if part.lacks_year:
            year = donor.year if donor.year is not None else (context.given_year if donor.lacks_year else None)
            if year is None and donor.fixed is not None and donor.fixed[0] is not None:
                year = donor.fixed[0].year
            if year is not None and donor.year is not None:
                part = replace(part, year=year, short_year=donor.short_year)
            done[n] = part
            if year is not None and _starts(part, context) < _starts(donor, context):
                done[n] = replace(part, year=year + 1, short_year=False)
    return done


def _before(part: Parts, donor: Parts, context: DateContext) -> Parts:
    """Put a date whose year was lent into the year before, where it would otherwise follow its successor."""
    if _starts(part, context) <= _starts(donor, context) or part.year is None:
        return part
    return replace(part, year=(part.year - 1) % 100 if part.short_year else part.year - 1)


def _starts(parts: Parts, context: DateContext) -> date:
    return resolve(parts, context).earliest or date.min


# ── the value ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _finished(text: str, reading: _Reading, context: DateContext) -> UncertainDate:
    """Return the value, with the remarks that depend on today and on the date of birth."""
    remarks = list(dict.fromkeys(reading.remarks))
    first, last = reading.earliest, reading.latest
    start = first or (last if reading.qualifier is Qualifier.BEFORE else None)
    ends_later = last is not None and reading.qualifier is Qualifier.SPAN and reading.precision is Precision.DAY and last > context.today
    if not context.planned and ((start is not None and start > context.today) or ends_later):
        remarks.append(Remark(RemarkCode.FUTURE, f"This lies after today, {plain(context.today)}."))
    aged = any(remark.code is RemarkCode.FROM_AGE for remark in remarks)
    if context.birth is not None and last is not None and last < context.birth and not aged:
        remarks.append(Remark(RemarkCode.BEFORE_BIRTH, f"This lies before the child's birth, {plain(context.birth)}."))
    return UncertainDate(text, reading.qualifier, reading.precision, first, last, remarks=tuple(remarks))
