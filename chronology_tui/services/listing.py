"""Choosing entries of a chronology by date, kind, and what a search found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import DateContext, parse_date
from chronology_tui.domain.kinds import Kind, kind_for
from chronology_tui.domain.records import Event
from chronology_tui.services.errors import UsageError


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
