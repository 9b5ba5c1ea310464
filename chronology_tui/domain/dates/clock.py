"""Times of day beside a date: taken with it and left aside, never mistaken for a year, refused when there is no such time."""

from __future__ import annotations

import re

from chronology_tui.domain.dates.context import DateRefused
from chronology_tui.domain.dates.tokens import NUMBER, SIGN, TIME, Tokens, index_phrases

_NEAR = frozenset({"at", "@", ",", "around", "about", "approx", "approximately", "."})
_FAR = _NEAR | {
    ";", ":", "-", "(", "|", "c", "circa", "shortly", "just", "soon", "some", "time", "sometime", "before", "after", "by", "from",
    "between", "the", "in", "during", "of", "on", "that", "roughly", "~",
}  # fmt: skip
"""What may stand between a date and its time where the whole text is a date; on a typed line only the first few may."""
_LOOSE = frozenset({";", ":", "-", "(", "|"})
_TO = frozenset({"-", "to", "until", "till", "and", "or", "/"})
_PARTS_OF_DAY = index_phrases(
    (
        "noon", "midnight", "midday", "am", "pm", "a . m .", "p . m .", "lunchtime", "lunch time", "lunch", "teatime", "bedtime",
        "morning", "mornings", "afternoon", "evening", "night", "overnight", "daytime", "night time", "nighttime", "day time",
        "early hours", "small hours", "early morning", "late morning", "mid morning", "mid - morning", "early afternoon",
        "late afternoon", "mid afternoon", "mid - afternoon", "early evening", "late evening", "late night", "late at night",
        "at night", "early am", "late pm", "early", "late", "daytime hours", "night shift", "late in the evening",
        "early in the morning",
    )
)  # fmt: skip
_CLOCK_WORDS = frozenset({
    "h", "hr", "hrs", "hour", "hours", "m", "min", "mins", "minute", "minutes", "s", "sec", "secs", "second", "seconds", "am",
    "pm", "noon", "midnight", "midday", "morning", "afternoon", "evening", "night", "overnight", "lunchtime", "o'clock",
})  # fmt: skip
_BESIDE_CLOCK = _FAR | _TO | {"utc", "gmt", "bst", "pst", "est", "until"}
_HMS = re.compile(r"t?(\d{1,2})[:.]?(\d{2})?(?:[:.]?(\d{2}))?")


def is_clock(number: int) -> bool:
    """Whether a four-digit number can be a time of day."""
    return number // 100 <= 23 and number % 100 <= 59


def skip_time(tokens: Tokens, index: int) -> int:
    """Return the index after a time of day that follows a date, with the "at" before it; the same index when none does."""
    at = index
    leads = _FAR if tokens.full else _NEAR
    most = 5 if tokens.full else 3
    while tokens.text(at) in leads and at - index < most and not (tokens.phrase(at, _PARTS_OF_DAY)):
        at += 1
    between = {tokens.text(n) for n in range(index, at)}
    after = _time(tokens, at, loose=not _LOOSE.isdisjoint(between))
    if after == at:
        return index
    if "(" in between:
        return after + 1 if tokens.text(after) == ")" else index
    if "-" in between and (tokens.number(after) or tokens.text(after) == "on"):
        return index  # "14 June – 06:00 on 15 June": the time belongs to the other end
    return after


def _time(tokens: Tokens, at: int, *, loose: bool) -> int:
    """Return the index after a time, or from one time to another; the same index when none stands there."""
    if tokens[at].kind == TIME:
        at += 1
        while tokens.text(at) in _TO and (tokens[at + 1].kind == TIME or (tokens.full and _bare(tokens, at + 1))):
            at += 2
        return at + (tokens.full and tokens.text(at) in {"hrs", "hours", "approx"})
    if part := tokens.phrase(at, _PARTS_OF_DAY):
        return at + len(part)
    if loose or not tokens.number(at) or tokens.joined(at):
        return at
    if tokens.text(at + 1) == "." and len(tokens.number(at)) <= 2 and len(tokens.number(at + 2)) == 2:
        possible = int(tokens.number(at)) < 24 and int(tokens.number(at + 2)) < 60
        return at + 3 if possible else at
    if not _bare(tokens, at):
        return at
    more = tokens.full and tokens.text(at + 1) in {"-", "to"} and _bare(tokens, at + 2)
    return at + (3 if more else 1)


def _bare(tokens: Tokens, at: int) -> bool:
    """Whether "1030" or "103000" stands there."""
    digits = tokens.number(at)
    return len(digits) in {4, 6} and is_clock(int(digits[:4]))


def clock_before(tokens: Tokens, index: int) -> int:
    """Return the index of the date that follows "08.15 on"; 0 when no such time stands there."""
    hour, minute = tokens.number(index), tokens.number(index + 2)
    if not 0 < len(hour) <= 2 or len(minute) != 2 or int(hour) > 23 or int(minute) > 59 or tokens.text(index + 3) != "on":
        return 0
    return index + 4


def all_clock(tokens: Tokens) -> bool:
    """Whether a whole text speaks of a time of day and of nothing else ("36 m 5 s", "about 2 pm", "overnight")."""
    told = False
    for n in range(tokens.count):
        token = tokens[n]
        told |= token.kind == TIME or token.text in _CLOCK_WORDS
        if token.kind not in {TIME, NUMBER, SIGN} and token.text not in _CLOCK_WORDS and token.text not in _BESIDE_CLOCK:
            return False
    return told


def clock_or_end(tokens: Tokens, index: int) -> bool:
    """Whether nothing but a time of day follows."""
    after = skip_time(tokens, index)
    return index >= tokens.count or (after > index and after >= tokens.count)


def refuse_impossible(tokens: Tokens) -> None:
    """Refuse a text that holds 25:16 or 22:64: it was not typed as it was meant.

    Raises:
        DateRefused: naming the time.
    """
    for n in range(tokens.count):
        token = tokens[n]
        if token.kind != TIME or (found := _HMS.match(token.text)) is None:
            continue
        hour, minute, second = (int(part or 0) for part in found.groups())
        if hour > 24 or minute > 59 or second > 60 or (hour == 24 and minute + second):
            raise DateRefused(f"{token.text.lstrip('t')}: there is no such time of day; check it")
