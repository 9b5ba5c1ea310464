"""Words for numbers, days and spans in findings: plain British English that a parent and a court can both read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from chronology_tui.domain import dates, text

NOT_REASSURANCE = "This is not reassurance: a record can be incomplete, and what is not written down cannot be counted."


day_words = dates.day_words
"""Return a day as "14 March 2024"."""
many = text.counted
"""Return "1 appointment", "4 appointments"."""
times = text.times
joined = text.listed


def between_words(start: date, end: date) -> str:
    """Return "on 14 March 2024" or "between 14 March 2024 and 9 July 2024"."""
    return f"on {day_words(start)}" if start == end else f"between {day_words(start)} and {day_words(end)}"


TITLE_LENGTH = 64
"""Characters of a title that a narrow panel can still show in two lines."""


def titled(words: str, *more: str) -> str:
    """Return the words of a title with further ones, as far as they fit: what is left off stands in the explanation."""
    for part in more:
        if len(words) + len(part) <= TITLE_LENGTH:
            words += part
    return words


def was(number: int) -> str:
    """Return the verb that goes with a number: "1 was", "2 were"."""
    return f"{number:,} was" if number == 1 else f"{number:,} were"


def ordinal(number: int) -> str:
    """Return "1st", "2nd", "3rd", "11th"."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def listed(counts: Iterable[tuple[str, int]]) -> str:
    """Return the counts that are not nought: "attended 2, not brought 5"."""
    return ", ".join(f"{words} {number:,}" for words, number in counts if number)


def span_words(start: date, end: date) -> str:
    """Return how long from ``start`` to ``end``, rounded up to a whole unit: "one day", "9 days", "10 weeks", "10 months".

    Rounded up, so that "3rd in 6 months" is true. Units: days below 2 weeks, weeks below 13, months below 2 years, then years
    and months, by the calendar.
    """
    days = (end - start).days
    if days == 0:
        return "one day"
    if days < 14:
        return many(days, "day")
    if days <= 91:
        return many(-(-days // 7), "week")
    # Rounded up: a day of the month that is passed begins another month. By hand, since there is one for each badge.
    months = (end.year - start.year) * 12 + end.month - start.month + (end.day > start.day)
    if months < 24:
        return many(months, "month")
    years, rest = divmod(months, 12)
    return many(years, "year") + (f" {many(rest, 'month')}" if rest else "")
