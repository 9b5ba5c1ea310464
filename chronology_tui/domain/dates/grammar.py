"""The date grammar: a typed or printed phrase in, an :class:`UncertainDate` or a refusal with its reason out.

Rules (domain design, "Uncertain dates"): the day comes first, always; a month stays a month; nothing is invented; slips are
mended and shown; impossible dates are refused with the reason. All work is bounded by :data:`~.tokens.MAX_LENGTH`.
"""

from __future__ import annotations

import re
from dataclasses import replace

from chronology_tui.domain.dates.almanac import year_days
from chronology_tui.domain.dates.blocks import read_ordinal
from chronology_tui.domain.dates.clock import all_clock, clock_or_end, is_clock, refuse_impossible
from chronology_tui.domain.dates.context import DateContext, DateRefused
from chronology_tui.domain.dates.edtf import read_edtf
from chronology_tui.domain.dates.format import format_date
from chronology_tui.domain.dates.joining import Reading
from chronology_tui.domain.dates.offsets import ANCHORS, refuse_anchor
from chronology_tui.domain.dates.parts import plain
from chronology_tui.domain.dates.ranges import Phrase, read_phrase
from chronology_tui.domain.dates.tidying import mended, tidied, with_slashes
from chronology_tui.domain.dates.tokens import MAX_LENGTH, NUMBER, TIME, WORD, Tokens, fold
from chronology_tui.domain.dates.value import Precision, Qualifier, Remark, RemarkCode, UncertainDate
from chronology_tui.domain.dates.words import WEEKDAY_NAMES, WEEKDAYS, weekday

__all__ = ["DateContext", "DateRefused", "date_prefix", "parse_date", "parse_dates"]


_UNDATED = re.compile(
    r"(?:undated|not dated|no dates?(?: given| recorded| known| stated| available)?|n\.?d\.?|n[/.]?k\.?|unk|"
    r"(?:(?:exact |precise )?dates? )?(?:is |was |are )?"
    r"(?:not (?:known|given|recorded|stated|specified|available|clear|provided|noted)|"
    r"unknown|unclear|unspecified|illegible|missing|unrecorded|unavailable|tb[ca]|"
    r"to be (?:confirmed|advised)|n/?k|n/?a|null|none|nil))"
    r"(?: date| dates)?(?![^\W\d_])"
)
_UNDATED_PREFIX = re.compile(
    r"(?:undated|not dated|no dates?(?: given| recorded| known| stated)?|n/k|"
    r"(?:exact )?date (?:is |was )?(?:not (?:known|given|recorded|stated|clear)|unknown|unclear|missing|illegible))(?![\w/-])"
)
_NOTHING = re.compile(r"[?\-–—.\s]*\Z")
_BRACKETED_PART = re.compile(r"\(\d[\d-]*\)[?~%]?(?:-|\Z|/)|-\(\d")
_BEYOND = "outside the calendar of the years 1 to 9999; check the year"
_OUTER = ("()", "[]", "{}", "<>", '""', "''", "“”", "‘’", "**")


def parse_date(text: str, context: DateContext) -> UncertainDate:
    """Return the date that the whole of ``text`` is.

    Raises:
        DateRefused: it is no date, or no possible one; the reason says what to type instead.
    """
    try:
        return _finished(text, _whole(text, context, depth=0), context)
    except (ValueError, OverflowError) as fault:  # a day beyond the years 1 to 9999 that no rule has caught
        raise DateRefused(_BEYOND) from fault


def parse_dates(text: str, context: DateContext) -> tuple[UncertainDate, ...]:
    """Return the several dates of a list ("15, 18 and 30 September 2020"), in the order written; one date where there is no list.

    Each carries its own words as text, so that an entry made of it reads the same again. A run within the list stays one date.

    Raises:
        DateRefused: it is no date, or no possible one.
    """
    try:
        reading = _whole(text, context, depth=0)
        if len(reading.items) < 2:
            return (_finished(text, reading, context),)
        shared = tuple(r for r in reading.remarks if r.code is RemarkCode.REPAIRED)
        values = [_finished("", replace(item, remarks=item.remarks + shared), context) for item in reading.items]
        return tuple(replace(value, text=format_date(value)) for value in values)
    except (ValueError, OverflowError) as fault:
        raise DateRefused(_BEYOND) from fault


def _whole(text: str, context: DateContext, depth: int) -> Reading:
    if len(text) > 4 * MAX_LENGTH or len(text.strip()) > MAX_LENGTH:
        raise DateRefused(f"too long for a date; type at most {MAX_LENGTH} characters")
    plain_text = fold(text)[0].strip()
    if not plain_text:
        raise DateRefused("no date; type one, or “undated”")
    if _NOTHING.match(plain_text):
        return Reading(Qualifier.UNDATED, Precision.NONE, None, None)
    if (slashed := with_slashes(plain_text)) is not None:
        remark = Remark(RemarkCode.REPAIRED, f"“{plain_text}” is read as {slashed}.")
        mended_reading = _whole(slashed, context, depth + 1)
        return replace(mended_reading, remarks=(*mended_reading.remarks, remark))
    formal = read_edtf(plain_text, context)
    if formal is not None:
        return Reading(*formal)
    typed = text.strip()
    if depth < 3:
        undated = _undated(plain_text, context, depth)
        if undated is not None:
            return undated
        if len(typed) > 2 and typed[0] + typed[-1] in _OUTER and typed[1:-1].strip():
            return _whole(typed[1:-1], context, depth + 1)
    repaired, remarks = mended(plain_text)
    tokens = Tokens(typed if repaired is plain_text else repaired, full=True)
    found = read_phrase(tokens, 0, context)
    stop = tokens.count
    while stop > 1 and tokens.text(stop - 1) in {".", ",", ";", ":"}:
        stop -= 1
    if found is None or found[1] < stop:
        return _set_aside(plain_text, context, depth, _not_a_date(tokens, found))
    reading = found[0]
    if isinstance(reading, DateRefused):
        raise reading
    refuse_impossible(tokens)
    return replace(reading, remarks=reading.remarks + remarks)


def _set_aside(text: str, context: DateContext, depth: int, refusal: DateRefused) -> Reading:
    """Read a text without what is no part of the date: a label, an editor's brackets, a note that the exact day is unknown.

    Raises:
        DateRefused: ``refusal``, where that leaves no date either.
    """
    rest = tidied(text) if depth < 2 else None
    if rest is None:
        raise refusal
    try:
        reading = _whole(rest.text, context, depth + 1)
    except DateRefused as second:
        raise (second if "not understood" in refusal.reason and "not understood" not in second.reason else refusal) from None
    if not rest.doubted or reading.qualifier in {Qualifier.BEFORE, Qualifier.AFTER}:
        return reading
    return replace(reading, qualifier=Qualifier.UNCERTAIN)


def _undated(text: str, context: DateContext, depth: int) -> Reading | None:
    """Read "undated", "n/k", "undated, before 2.6.08", "undated background"; no bound is invented where none is given."""
    match = _UNDATED.match(text)
    if match is None:
        return None
    nothing = Reading(Qualifier.UNDATED, Precision.NONE, None, None)
    rest = text[match.end() :].strip(" ,;:-.()[]")
    if not rest:
        return nothing
    for _ in range(4):
        tokens = Tokens(rest, full=True)
        found = read_phrase(tokens, 0, context)
        if found is not None and found[1] >= tokens.count:
            return _whole(rest, context, depth + 1)
        rest = rest.partition(" ")[2].strip(" ,;:-.()[]")  # "undated letter, June 2013", "undated but before June 2013"
    return nothing if match[0].endswith("dated") or match[0].startswith(("no date", "date", "exact")) else None


def _not_a_date(tokens: Tokens, found: Phrase) -> DateRefused:
    """Name the fault of a text that is no date. The text is not repeated: it may hold anything."""
    if found is not None and isinstance(found[0], DateRefused):
        return found[0]
    if found is None and all_clock(tokens):
        return DateRefused("a time of day is not a date; type the date, such as 14/3/2024")
    if _BRACKETED_PART.search(tokens.folded):
        return DateRefused(
            "round brackets within a date are not understood; type it without them, such as 2004-06-11 or June 2004"
        )
    anchor = next((tokens.text(n) for n in range(tokens.count) if tokens.text(n) in ANCHORS), "")
    if anchor and not any(tokens[n].kind == NUMBER for n in range(tokens.count)):
        return refuse_anchor(anchor)
    if found is not None and found[1] > 0:
        return DateRefused(f"“{tokens.shown(0, found[1])}” is a date, but what follows it is not understood; leave it out")
    day_of_week, after = weekday(tokens, 1 if tokens.word(0) == "on" else 0)
    if day_of_week is not None and clock_or_end(tokens, after):
        name = WEEKDAY_NAMES[day_of_week]
        return DateRefused(f"which {name}? Type the date, or “last {name}”")
    if tokens.count == 1 and tokens.number(0):
        return DateRefused(f"“{tokens.text(0)[:20]}” alone is no date; type day, month and year, such as 14/3/2024")
    day, after = read_ordinal(tokens, 2 if tokens.word(1) == "the" else 1 if tokens.word(0) in {"on", "the"} else 0)
    if 1 <= day <= 31 and after >= tokens.count:
        return DateRefused(f"{tokens.shown(0, after)}: of which month and year? Type them too, such as 14/3/2024")
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
        if found is None or isinstance(found, DateRefused):
            return found
        reading, end = found
        return _finished(text[start:end], reading, context), end
    except DateRefused as refusal:
        return refusal
    except (ValueError, OverflowError):
        return DateRefused(_BEYOND)


def _prefix(head: str, start: int, context: DateContext) -> tuple[Reading, int] | DateRefused | None:
    if head[start : start + 1] in {"[", "{"}:
        close = head.find("]" if head[start] == "[" else "}", start)
        return _bracketed(head, start, close, context) if close > 0 else None
    lowered = head.lower()
    if len(lowered) != len(head):  # a few letters grow when lowered ("İ"); then only what is typed in small letters is found
        lowered = head
    match = _UNDATED_PREFIX.match(lowered, start)
    if match is not None:
        return Reading(Qualifier.UNDATED, Precision.NONE, None, None), match.end()
    repaired, remarks = mended(lowered[start:])
    tokens = Tokens(head if repaired == lowered[start:] else " " * start + repaired, full=False)
    found = read_phrase(tokens, 0, context)
    formal = _formal(head, start, context)
    if formal is not None and (found is None or formal[1] >= tokens.offset(found[1])):
        return formal
    if found is None:
        return _bare_weekday(tokens)
    reading, after = found
    if not _at_boundary(tokens, after):
        return None
    if isinstance(reading, DateRefused):
        return reading
    return replace(reading, remarks=reading.remarks + remarks), tokens.offset(after)


def _bracketed(head: str, start: int, close: int, context: DateContext) -> tuple[Reading, int] | DateRefused | None:
    """Read a date in brackets; brackets that hold anything else are left to the line."""
    try:
        return _whole(head[start : close + 1], context, 0), close + 1
    except DateRefused:
        inner = _prefix(head[:close], start + 1, context)
        return inner if isinstance(inner, DateRefused) else None


def _bare_weekday(tokens: Tokens) -> DateRefused | None:
    """Ask which Tuesday is meant; abbreviations ("sat up") are left to the line."""
    day_of_week = WEEKDAYS.get(tokens.word(0))
    if day_of_week is None or len(tokens.word(0)) < 6:
        return None
    name = WEEKDAY_NAMES[day_of_week]
    return DateRefused(f"which {name}? Type the date, or “last {name}”")


def _formal(head: str, start: int, context: DateContext) -> tuple[Reading, int] | None:
    """Read an EDTF string at the head of a line: everything up to the first blank."""
    words = head[start:].split(None, 1)
    word = words[0].rstrip(",;:") if words else ""
    if len(word) < 4 or not (word[:2].isdigit() or word.startswith(("../", "/"))) or not (set(word) & set("XxUu~%?/W-")):
        return None
    found = read_edtf(word, context)
    return None if found is None else (Reading(*found), start + len(word))


def _at_boundary(tokens: Tokens, index: int) -> bool:
    if not tokens.joined(index):
        return True
    token = tokens[index]
    if token.kind in {WORD, NUMBER, TIME}:
        return False
    tied = tokens.joined(index + 1) and tokens[index + 1].kind in {NUMBER, WORD}
    return not (tied and token.text in "/-_.:'\\") and token.text not in "%°"


# ── the value ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _refuse_year(reading: Reading, context: DateContext) -> None:
    """Refuse a bare year that lies ahead or a lifetime before the child: it is a time of day, a slip, or a plan."""
    first, last = reading.earliest, reading.latest
    open_ended = reading.qualifier in {Qualifier.BEFORE, Qualifier.AFTER}
    if reading.qualifier is Qualifier.UNDATED:
        return
    if open_ended and reading.precision not in {Precision.YEAR, Precision.DECADE}:
        return
    year = first.year if first is not None else last.year if last is not None else 0
    if first is not None and last is not None and (first, last) != year_days(year):
        return
    clock = f"{year // 100:02}:{year % 100:02}" if is_clock(year) else ""
    # "After 2026" begins in 2027, and may be said in 2026.
    if not context.planned and year > context.today.year + (reading.qualifier is Qualifier.AFTER):
        time = f"; if it is the time {clock}, type the date too" if clock else ""
        raise DateRefused(f"the year {year:04} is after today{time}; if it is planned, mark the entry as planned")
    if context.birth is not None and clock and not open_ended and year < min(context.birth.year - 120, 1900):
        raise DateRefused(f"this may be a time, {clock}, rather than the year {year:04}; type the date before the time")


def _finished(text: str, reading: Reading, context: DateContext) -> UncertainDate:
    """Return the value, with the remarks that depend on today and on the date of birth."""
    _refuse_year(reading, context)
    remarks = list(dict.fromkeys(reading.remarks))
    first, last = reading.earliest, reading.latest
    start = first or (last if reading.qualifier is Qualifier.BEFORE else None)
    ends_later = (
        last is not None and reading.qualifier is Qualifier.SPAN and reading.precision is Precision.DAY and last > context.today
    )
    if not context.planned and ((start is not None and start > context.today) or ends_later):
        remarks.append(Remark(RemarkCode.FUTURE, f"This lies after today, {plain(context.today)}."))
    aged = any(remark.code is RemarkCode.FROM_AGE for remark in remarks)
    if context.birth is not None and last is not None and last < context.birth and not aged:
        remarks.append(Remark(RemarkCode.BEFORE_BIRTH, f"This lies before the child's birth, {plain(context.birth)}."))
    return UncertainDate(text, reading.qualifier, reading.precision, first, last, remarks=tuple(remarks))
