"""The head of a typed line: the date, a second date that makes a span, the time of day, and a sign that ends them."""

from __future__ import annotations

import re
from datetime import time

from chronology_tui.domain.dates import DateContext, DateRefused, Precision, Qualifier, UncertainDate, date_prefix, format_date
from chronology_tui.domain.typed_line.reading import Part
from chronology_tui.domain.typed_line.working import Working

_WORD = re.compile(r"\S+")
_SECOND = re.compile(
    r",?[ \t\xa0]{1,20}(?=(?:\d{1,2}[./-]\d{1,2}[./-]\d{2}(?:\d{2})?|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}(?:st|nd|rd|th)? [a-z]{3,9}\.? \d{4})(?![^\s,;:]))",
    re.IGNORECASE,
)
"""What stands before a day with its year: the last day of a span when it follows the first day directly."""

_TIME = re.compile(
    r"(?P<comma>,?)[ \t\xa0]{1,20}(?P<clock>(?P<lead>at |@ ?)?(?:"
    r"(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)(?::[0-5]\d)?(?: ?(?:(?P<half>[ap])\.?m\.?|hrs?|hours|h))?"
    r"|(?P<dotted>(?P<dh>[01]?\d|2[0-3])\.(?P<dm>[0-5]\d))(?: ?(?:(?P<dhalf>[ap])\.?m\.?|(?P<dhrs>hrs?|hours)))?"
    r"|(?P<digits>(?P<ch>[01]\d|2[0-3])(?P<cm>[0-5]\d)) ?(?P<chrs>hrs?|hours|h)?"
    r"|(?P<fh>1[0-2]|0?[1-9]) ?(?P<fhalf>[ap])\.?m\.?"
    r"|(?P<noon>noon|midday)"
    r"))(?=[,;:.]?(?!\S))",
    re.IGNORECASE,
)
_TIME_IN_DATE = re.compile(r"\dT(?P<h>[01]\d|2[0-3]):?(?P<m>[0-5]\d)")
_GLUED = re.compile(r"[-/~%?]{0,3}\([\d?~%]\S*|[-/~%?]{1,3}[\dX]\S*", re.IGNORECASE)
"""What is tied to a date and was not read with it: "2004-06" is not the date in "2004-06-(11)~"."""
_NOT_WHOLE = "the first word begins like a date and cannot be read to its end; type a date such as 14/3/24 or March 2021"
_SEPARATOR = re.compile(r"\s{0,20}(?:[,;:.]{1,3}|[-–—|]{1,3})(?!\S)")


def take_opening(line: Working, context: DateContext) -> UncertainDate | None:
    """Take the date with what belongs to it, and return it; None when the line does not begin with one."""
    text = line.text
    start = len(text) - len(text.lstrip())
    found = date_prefix(text[start:], context)
    if isinstance(found, DateRefused):
        word = _WORD.search(text)
        line.problems.append(found.reason)
        line.take(start, word.end() if word else len(text), Part.PROBLEM, found.reason)
        return None
    if found is None:
        return None
    when, length = found
    if glued := _GLUED.match(text, start + length):
        line.problems.append(_NOT_WHOLE)
        line.take(start, glued.end(), Part.PROBLEM, _NOT_WHOLE)
        return None
    when, end = _with_second(line, when, start, start + length, context)
    clock = _TIME.match(text, end) if when.precision is Precision.DAY else None
    at = _time(clock) if clock else None
    if clock is None or at is None:
        within = _TIME_IN_DATE.search(when.text)
        if within:
            line.fields["at"] = time(int(within["h"]), int(within["m"]))
        line.take(start, _past_separator(text, end), Part.DATE, format_date(when))
    else:
        line.fields["at"] = at
        line.take(start, clock.end("comma"), Part.DATE, format_date(when))
        line.take(clock.start("clock"), _past_separator(text, clock.end()), Part.TIME, f"time: {at:%H:%M}")
    return when


def _past_separator(text: str, end: int) -> int:
    separator = _SEPARATOR.match(text, end)
    return separator.end() if separator else end


def _with_second(line: Working, when: UncertainDate, start: int, end: int, context: DateContext) -> tuple[UncertainDate, int]:
    """Return the span that a second day directly after the first makes, with its end; else what was given."""
    before = _SECOND.match(line.text, end)
    if before is None or when.earliest is None or when.qualifier is not Qualifier.EXACT or not when.is_certain_day:
        return when, end
    found = date_prefix(line.text[before.end() :], context)
    if found is None or isinstance(found, DateRefused):
        return when, end
    last, length = found
    if last.qualifier is not Qualifier.EXACT or not last.is_certain_day or last.latest is None:
        return when, end
    if last.latest <= when.earliest:
        line.hint(f"the second date, {format_date(last)}, is not after the first: it stays in the words")
        return when, end
    stop = before.end() + length
    remarks = tuple(dict.fromkeys(when.remarks + last.remarks))
    text = line.text[start:stop]
    return UncertainDate(text, Qualifier.SPAN, Precision.DAY, when.earliest, last.latest, remarks=remarks), stop


def _time(clock: re.Match[str]) -> time | None:
    """Return the time of day that was typed; None for numbers that may as well be something else ("8.20", "1430")."""
    if clock["noon"]:
        return time(12)
    if clock["h"]:
        return _of_day(int(clock["h"]), int(clock["m"]), clock["half"])
    if clock["dotted"]:
        sure = clock["dhalf"] or clock["dhrs"] or clock["lead"]
        return _of_day(int(clock["dh"]), int(clock["dm"]), clock["dhalf"]) if sure else None
    if clock["digits"]:
        return time(int(clock["ch"]), int(clock["cm"])) if clock["chrs"] or clock["lead"] else None
    return _of_day(int(clock["fh"]), 0, clock["fhalf"])


def _of_day(hour: int, minute: int, half: str | None) -> time | None:
    if not half:
        return time(hour, minute)
    if not 1 <= hour <= 12:
        return None if hour == 0 else time(hour, minute)  # "14:30 pm" says the same twice
    return time(hour % 12 + (12 if half.lower() == "p" else 0), minute)
