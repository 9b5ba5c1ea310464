"""Choosing entries of a chronology: by what they are, when they were, where they come from, and what a search found."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import DateContext, UncertainDate, format_date, parse_date
from chronology_tui.domain.kinds import Area, Kind, kind_for
from chronology_tui.domain.records import Event
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.text import counted, fold
from chronology_tui.services.errors import UsageError

_NUMBERS = re.compile(r"(\d{1,9})(?:-(\d{1,9}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which entries are wanted: those that answer to everything that is set; what is not set takes any.

    An entry whose uncertain date may lie in the period is in it; so is an undated one.

    Attributes:
        start, end: first and last day of the period.
        kinds, areas: any of them.
        severity: at least this; an entry that nobody rated is no answer to it.
        sources: any of them, by identifier.
        services: any of them, without regard to case.
        key, undated, agreed: only key events, only undated entries, only entries with agreed actions.
        words: what is looked for in the texts; ``found`` are then the entries that hold it (see :meth:`looked_up`).
        only: the only entries that may be taken, such as those of a finding, and ``only_words``, what they are.
        found: the entries that a search for words found; None takes any.
    """

    start: date | None = None
    end: date | None = None
    kinds: tuple[Kind, ...] = ()
    areas: tuple[Area, ...] = ()
    severity: Severity | None = None
    sources: tuple[UUID, ...] = ()
    services: tuple[str, ...] = ()
    key: bool = False
    undated: bool = False
    agreed: bool = False
    words: str = ""
    only: frozenset[UUID] | None = None
    only_words: str = ""
    found: frozenset[UUID] | None = None

    @property
    def any(self) -> bool:
        """Whether every entry answers, since nothing is set."""
        return self == Choice()

    def looked_up(self, found: frozenset[UUID] | None) -> Choice:
        """Return the choice with what the store's index finds for its words now."""
        return replace(self, found=found)

    def apply(self, chronology: Chronology) -> Chronology:
        """Return the chosen entries; they keep their numbers."""
        return chronology if self.any else chronology.where(self._keeper())

    def _keeper(self) -> Callable[[Event], bool]:
        tests: list[Callable[[Event], bool]] = []
        if self.kinds:
            tests.append(lambda event: event.kind in self.kinds)
        if self.areas:
            tests.append(lambda event: event.area in self.areas)
        if self.severity is not None:
            least = self.severity
            tests.append(lambda event: event.severity.rated and event.severity >= least)
        if self.sources:
            tests.append(lambda event: event.source in self.sources)
        if self.services:
            services = frozenset(map(fold, self.services))
            tests.append(lambda event: fold(event.service) in services)
        if self.start is not None or self.end is not None:
            tests.append(lambda event: event.when.possibly_within(self.start or date.min, self.end or date.max))
        marks = ((self.key, _is_key), (self.undated, _is_undated), (self.agreed, _has_agreed))
        tests += [test for wanted, test in marks if wanted]
        tests += [partial(_is_among, ids) for ids in (self.only, self.found) if ids is not None]
        return lambda event: all(test(event) for test in tests)


def _is_key(event: Event) -> bool:
    return event.key


def _is_undated(event: Event) -> bool:
    return event.when.is_undated


def _has_agreed(event: Event) -> bool:
    return bool(event.planned)


def _is_among(ids: frozenset[UUID], event: Event) -> bool:
    return event.id in ids


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
    return Choice(
        first.earliest if first else None, last.latest if last else None, (known,) if known else (), found=found
    )  # fmt: skip


def narrowed(
    choice: Choice,
    chronology: Chronology,
    *,
    areas: Sequence[str] = (),
    severity: str = "",
    sources: Sequence[str] = (),
    services: Sequence[str] = (),
) -> Choice:
    """Return a choice with more that is wanted, in typed words: areas, severity at least, titles of sources, services.

    Raises:
        UsageError: there is no such area, severity or source.
    """
    from chronology_tui.importing.rows import severity_for  # noqa: PLC0415 - kept off the start-up path
    from chronology_tui.services.export_choices import area_named  # noqa: PLC0415 - likewise

    by_title = {fold(source.title): source.id for source in chronology.sources.values()}
    for title in sources:
        if fold(title) not in by_title:
            raise UsageError(
                f"There is no source {title!r} with entries about this child. They are listed by: chronology source list"
            )
    least = severity_for(severity) if severity else None
    if severity and least is None:
        raise UsageError(f"There is no severity {severity!r}. It is 0 to 4, or none, low, moderate, high, critical.")
    return replace(
        choice,
        areas=tuple(area_named(area) for area in areas),
        severity=least,
        sources=tuple(by_title[fold(title)] for title in sources),
        services=tuple(services),
    )


@dataclass(frozen=True, slots=True)
class Landing:
    """Where going to a date leads: the entry, None where no entry has a date; whether it lies on that date; how many do."""

    event: Event | None
    there: bool
    count: int


def landing_at(chronology: Chronology, when: UncertainDate) -> Landing:
    """Return where going to a date leads: the first entry that may lie on it, else the dated entry that is nearest.

    Of two entries that are equally near the later one is taken: the reader asked for what comes from that day on.
    """
    if when.is_undated:
        undated = [event for event in chronology.events if event.when.is_undated]
        return Landing(undated[0] if undated else _first(chronology), bool(undated), len(undated))
    start, end = when.earliest or date.min, when.latest or date.max
    dated = [event for event in chronology.events if not event.when.is_undated]
    there = [event for event in dated if event.when.possibly_within(start, end)]
    if there:
        begins = [event for event in there if event.when.earliest is not None and event.when.earliest >= start]
        return Landing((begins or there)[0], there=True, count=len(there))
    nearest = min(dated, key=lambda event: (_days_apart(event, start, end), -_start_of(event)), default=None)
    return Landing(nearest, there=False, count=0)


def landing_words(landing: Landing, when: UncertainDate, chronology: Chronology) -> str:
    """Return where going to a date leads, in words."""
    if landing.there:
        return f"{counted(landing.count, 'entry', 'entries')} there."
    if landing.event is None:
        return "There is no entry with a date."
    number, nearest = chronology.number(landing.event.id), format_date(landing.event.when)
    return f"Nothing at {format_date(when)}. The nearest is entry {number}, {nearest}."


def _first(chronology: Chronology) -> Event | None:
    return chronology.events[0] if chronology.events else None


def _start_of(event: Event) -> int:
    return (event.when.earliest or event.when.latest or date.min).toordinal()


def _days_apart(event: Event, start: date, end: date) -> int:
    first, last = event.when.earliest or date.min, event.when.latest or date.max
    return (start - last).days if last < start else (first - end).days


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
