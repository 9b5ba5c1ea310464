"""The values of the typed line: what a stretch was understood as, how a whole line was read, and what the reader leans on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any, NamedTuple

from chronology_tui.domain.dates import DateContext, UncertainDate, format_date
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.scales import Severity

MAX_LINE = 120_000
"""Longest line that is read, in characters; beyond it the line is refused rather than cut."""

SOURCE_NOT_RECORDED = "Source not recorded"
"""Title of the source of entries that were typed without one."""


class Part(StrEnum):
    """What a stretch of the typed line was understood as."""

    DATE = "date"
    """The date."""
    TIME = "time"
    """The time of day."""
    KIND = "kind"
    """The kind of event."""
    WORDS = "words"
    """Free words: the summary."""
    SEVERITY = "severity"
    """A severity mark."""
    LIKELIHOOD = "likelihood"
    """A likelihood mark."""
    SERVICE = "service"
    """The service."""
    SOURCE = "source"
    """The source."""
    PAGE = "page"
    """The page of the source."""
    PROFESSIONAL = "professional"
    """The professional who recorded it."""
    BROUGHT_BY = "brought_by"
    """Who brought the child."""
    VOICE = "voice"
    """The child's words."""
    IMPACT = "impact"
    """The effect on the child."""
    ACTION = "action"
    """What was done, or was agreed to be done."""
    RESPONSE = "response"
    """How the family responded."""
    KEY = "key"
    """The mark of a key event."""
    SIBLING = "sibling"
    """Another child whom the entry is about too."""
    HANDLING = "handling"
    """Who may see the entry."""
    PRESENTATION = "presentation"
    """A sign of the perplexing presentations form."""
    DUE = "due"
    """When something is due."""
    OWNER = "owner"
    """Who is to do what was agreed."""
    MEASURE = "measure"
    """A measured value with its unit."""
    MEDICINE = "medicine"
    """A medicine, its dose, or the days that a supply covers."""
    PROBLEM = "problem"
    """Something that stops the entry from being saved, such as an impossible date."""


@dataclass(frozen=True, slots=True)
class LineSpan:
    """A stretch ``text[start:end]`` of the line, what it was understood as, and its meaning in words."""

    start: int
    end: int
    part: Part
    meaning: str


class Planned(NamedTuple):
    """Something that was agreed to be done, as typed: it becomes a :class:`PlannedAction` with an identifier when saved."""

    what: str
    owner: str
    due: UncertainDate | None

    @property
    def words(self) -> str:
        """The action in words, such as "letter to the GP (school nurse, due 3 June 2024)"."""
        more = [self.owner] if self.owner else []
        if self.due is not None:
            more.append(f"due {format_date(self.due)}")
        return f"{self.what} ({', '.join(more)})" if more else self.what


@dataclass(frozen=True, slots=True)
class LineReading:
    """How a typed line was read.

    Attributes:
        text: the line as typed.
        spans: its understood parts in order, not overlapping; white space between them is not covered.
        when, kind: date and kind; ``kind`` is :attr:`Kind.NOTE` when none was named.
        summary: the free words in order.
        fields: every other field of :class:`Event` that was typed, by field name, except the source.
        source, page: title of the source and page, as typed or as taken over from the entry before.
        problems: what stops saving, in words; empty when ``complete``.
        hints: what is worth another look and does not stop saving.
        said: the reading in one line, such as "Thu 14 March 2024 · 4y 11m · was not brought · high".
        missing: what a good entry of this kind still lacks, in single words; never stops saving.
        siblings: names of the other children whom the entry is about too, as :attr:`LineContext.siblings` writes them.
        planned: what was agreed to be done, when ``due:`` or ``owner:`` was typed for it.
    """

    text: str
    spans: tuple[LineSpan, ...]
    when: UncertainDate | None
    kind: Kind
    summary: str
    source: str
    page: str
    problems: tuple[str, ...]
    hints: tuple[str, ...]
    said: str
    fields: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    missing: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()
    planned: Planned | None = None

    @property
    def complete(self) -> bool:
        """Whether the line can be saved as an entry."""
        return not self.problems

    @property
    def service(self) -> str:
        """The service, empty when none was named."""
        return str(self.fields.get("service", ""))

    @property
    def severity(self) -> Severity:
        """The severity that was typed."""
        return Severity(self.fields.get("severity", Severity.NOT_RATED))


@dataclass(frozen=True, slots=True)
class LineContext:
    """What the reader may lean on.

    Attributes:
        dates: what the date grammar may lean on.
        source: source of the entry before, kept when none is typed.
        siblings: names of the other children in the store, whom ``+name`` may mean.
        page: page of the entry before, kept with its source until another page or source is typed.
    """

    dates: DateContext
    source: str = ""
    siblings: tuple[str, ...] = ()
    page: str = ""
