"""Choosing entries of a chronology by date, kind, and what a search found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import DateContext, parse_date
from chronology_tui.domain.kinds import Kind, kind_for
from chronology_tui.domain.records import Event
from chronology_tui.services.errors import UsageError

_NUMBERS = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which entries are wanted. An entry whose uncertain date may lie in the period is in it; so is an undated one.

    ``found`` are the only entries that may be taken, such as those that a search for words found; None takes any.
    """

    start: date | None = None
    end: date | None = None
    kind: Kind | None = None
    found: frozenset[UUID] | None = None

    def apply(self, chronology: Chronology) -> Chronology:
        """Return the chosen entries; they keep their numbers."""

        def keep(event: Event) -> bool:
            if self.kind is not None and event.kind is not self.kind:
                return False
            if not event.when.possibly_within(self.start or date.min, self.end or date.max):
                return False
            return self.found is None or event.id in self.found

        return chronology.where(keep)


def choose(dates: DateContext, start: str = "", end: str = "", kind: str = "", found: frozenset[UUID] | None = None) -> Choice:
    """Return the choice that typed words describe; a month or year as an end means its last day.

    Raises:
        UsageError: the kind is not known.
        DateRefused: a date cannot be read.
    """
    known = kind_for(kind) if kind else None
    if kind and known is None:
        raise UsageError(f"There is no kind {kind!r}. The kinds are listed by: chronology schema kinds")
    first = parse_date(start, dates) if start else None
    last = parse_date(end, dates) if end else None
    return Choice(first.earliest if first else None, last.latest if last else None, known, found)


def entry_ids(chronology: Chronology, typed: Sequence[str]) -> tuple[UUID, ...]:
    """Return the entries that are named, each once: by number as a list prints it, by a range of numbers, or by identifier.

    Raises:
        UsageError: there is no such entry.
    """
    found: dict[UUID, None] = {}
    for text in typed:
        match = _NUMBERS.fullmatch(text.strip())
        if match is None:
            found[identifier(text)] = None
            continue
        first, last = int(match[1]), int(match[2] or match[1])
        for number in (first, last):
            if not 1 <= number <= len(chronology):
                raise UsageError(f"There is no entry {number}: {_numbered(len(chronology))}.")
        if first > last:
            raise UsageError(f"{text!r} runs backwards. Give the smaller number first.")
        found |= dict.fromkeys(event.id for event in chronology.events[first - 1 : last])
    return tuple(found)


def _numbered(count: int) -> str:
    return f"the entries are numbered 1 to {count}" if count else "there are no entries yet"


def identifier(typed: str) -> UUID:
    """Return the identifier of an entry that is typed.

    Raises:
        UsageError: it is none.
    """
    try:
        return UUID(typed.strip())
    except ValueError:
        raise UsageError(f"{typed!r} is neither the number nor the identifier of an entry.") from None


def day_of(typed: str, dates: DateContext) -> date:
    """Return the one day that is typed; of a month or year its last day, since an analysis looks back from it.

    Raises:
        UsageError: it has no last day.
        DateRefused: it cannot be read.
    """
    when = parse_date(typed, dates)
    if when.latest is None:
        raise UsageError(f"{typed!r} has no last day to look back from. Give a day, such as 30/8/2024.")
    return when.latest
