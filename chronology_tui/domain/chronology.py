"""A child's chronology as a value: entries in order, numbered, with their sources; filters that return values."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from uuid import UUID

from chronology_tui.domain.ages import Age, age_on
from chronology_tui.domain.dates.value import UncertainDate
from chronology_tui.domain.records import Child, Event, Source


@dataclass(frozen=True)
class Chronology:
    """All entries about one child, in total order, each with the number that packs and screens print.

    Build with :meth:`of`. ``events`` is sorted by :attr:`Event.sort_key`; the number of an entry is its place in the whole
    chronology from 1, and stays the same in filtered views.
    """

    child: Child
    events: tuple[Event, ...]
    sources: Mapping[UUID, Source]
    numbers: Mapping[UUID, int] = field(repr=False)

    @classmethod
    def of(cls, child: Child, events: Iterable[Event], sources: Iterable[Source]) -> Chronology:
        """Return the chronology of ``child`` from its events in any order."""
        ordered = tuple(sorted(events, key=lambda event: event.sort_key))
        return cls(
            child,
            ordered,
            MappingProxyType({source.id: source for source in sources}),
            MappingProxyType({event.id: n for n, event in enumerate(ordered, 1)}),
        )

    def followed(self, changed: Mapping[UUID, Event | None], sources: Iterable[Source]) -> Chronology:
        """Return the whole chronology after a few changes: for each identifier the entry as it is now, or None when it is gone.

        The same value as :meth:`of` gives for all entries, without sorting and numbering thousands of entries again for one.

        Raises:
            ValueError: this is a filtered view, which does not hold all entries.
        """
        if len(self.events) != len(self.numbers):
            raise ValueError("a filtered view cannot follow changes")
        events, numbers = list(self.events), dict(self.numbers)
        touched = sorted(numbers[event_id] - 1 for event_id in changed if event_id in numbers)
        for event_id in changed:
            numbers.pop(event_id, None)
        for place in reversed(touched):
            del events[place]
        first, last = (touched[0], touched[-1]) if touched else (len(events), 0)
        for event in sorted((event for event in changed.values() if event is not None), key=lambda event: event.sort_key):
            place = bisect_left(events, event.sort_key, key=lambda other: other.sort_key)
            events.insert(place, event)
            first, last = min(first, place), max(last, place)
        if len(events) != len(self.events):
            last = len(events)
        for place in range(first, min(last + 1, len(events))):
            numbers[events[place].id] = place + 1
        return Chronology(
            self.child, tuple(events), MappingProxyType({source.id: source for source in sources}), MappingProxyType(numbers)
        )

    def __len__(self) -> int:
        return len(self.events)

    def number(self, event_id: UUID) -> int:
        """Return the number of an entry, from 1.

        Raises:
            KeyError: the entry is not about this child.
        """
        return self.numbers[event_id]

    def event(self, event_id: UUID) -> Event:
        """Return the entry with that identifier.

        Raises:
            KeyError: the entry is not about this child.
        """
        number = self.numbers[event_id]
        if len(self.events) == len(self.numbers):
            return self.events[number - 1]
        # A filtered view keeps the order of the whole.
        place = bisect_left(self.events, number, key=lambda event: self.numbers[event.id])
        if place == len(self.events) or self.events[place].id != event_id:
            raise KeyError(event_id)
        return self.events[place]

    def source_title(self, event: Event) -> str:
        """Return the title of the event's source with its page, such as "Clinic letter, p. 2"."""
        title = self.sources[event.source].title
        return f"{title}, p. {event.page}" if event.page else title

    def where(self, keep: Callable[[Event], bool]) -> Chronology:
        """Return the entries that ``keep`` accepts; numbers stay those of the whole."""
        return Chronology(self.child, tuple(e for e in self.events if keep(e)), self.sources, self.numbers)

    def up_to(self, day: date) -> Chronology:
        """Return the entries that may have happened on or before ``day`` (an analysis "as at" a day looks only back)."""
        # In order of date, only those from the next day on can have begun later: "before X" stands there too, and stays.
        from_then = bisect_left(self.events, day.toordinal() + 1, key=lambda event: event.when.sort_key[0])
        if from_then == len(self.events):
            return self
        later = (e for e in self.events[from_then:] if e.when.earliest is None or e.when.earliest <= day)
        return Chronology(self.child, (*self.events[:from_then], *later), self.sources, self.numbers)

    def age_at(self, when: UncertainDate) -> Age | None:
        """Return the child's age at the first day that ``when`` allows; None without a birth date or an earliest day."""
        if self.child.birth is None or when.earliest is None:
            return None
        return age_on(self.child.birth, when.earliest)
