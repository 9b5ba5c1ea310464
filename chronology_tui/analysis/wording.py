"""Words for numbers, days and spans in findings: plain British English that a parent and a court can both read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

# Not from the calendar module: its names follow the machine's language.
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip

NOT_REASSURANCE = "This is not reassurance: a record can be incomplete, and what is not written down cannot be counted."


def day_words(day: date) -> str:
    """Return a day as "14 March 2024"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


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


def many(number: int, noun: str, plural: str = "") -> str:
    """Return "1 appointment", "4 appointments"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def was(number: int) -> str:
    """Return the verb that goes with a number: "1 was", "2 were"."""
    return f"{number:,} was" if number == 1 else f"{number:,} were"


def times(number: int) -> str:
    """Return "once", "twice", "6 times"."""
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def ordinal(number: int) -> str:
    """Return "1st", "2nd", "3rd", "11th"."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{ending}"


def joined(parts: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


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
