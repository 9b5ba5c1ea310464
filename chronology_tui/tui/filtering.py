"""A filter in words: one chip for each thing that is asked of the entries, each of which can be taken away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import day_words
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.text import one_line
from chronology_tui.services.listing import Choice

_NAMED = 2
"""So many values of one kind are named; of more, their number is."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that is asked of the entries, in words, and the filter without it."""

    words: str
    without: Choice


def chips_of(choice: Choice, chronology: Chronology) -> tuple[Chip, ...]:
    """Return the chips of a filter, in the order in which they are shown."""
    return tuple(_chips(choice, chronology))


def _chips(choice: Choice, chronology: Chronology) -> Iterator[Chip]:
    if choice.only is not None:
        yield Chip(one_line(choice.only_words), replace(choice, only=None, only_words=""))
    if choice.kinds:
        yield Chip(_listed("kind", "kinds", [kind.label for kind in choice.kinds]), replace(choice, kinds=()))
    if choice.areas:
        yield Chip(_listed("area", "areas", [area.label for area in choice.areas]), replace(choice, areas=()))
    if choice.severity is not None:
        yield Chip(severity_words(choice.severity), replace(choice, severity=None))
    if choice.sources:
        titles = [chronology.sources[source].title for source in choice.sources if source in chronology.sources]
        yield Chip(_listed("source", "sources", titles), replace(choice, sources=()))
    if choice.services:
        yield Chip(_listed("service", "services", choice.services), replace(choice, services=()))
    if choice.start is not None or choice.end is not None:
        yield Chip(period_words(choice), replace(choice, start=None, end=None))
    if choice.key:
        yield Chip("key events", replace(choice, key=False))
    if choice.undated:
        yield Chip("undated", replace(choice, undated=False))
    if choice.agreed:
        yield Chip("with agreed actions", replace(choice, agreed=False))
    if choice.words:
        yield Chip(f"text: {one_line(choice.words)}", replace(choice, words="", found=None))


def _listed(one: str, many: str, names: Sequence[str]) -> str:
    if len(names) > _NAMED:
        return f"{len(names)} {many}"
    return f"{one}: {' or '.join(one_line(name) for name in names) or 'none there'}"


def severity_words(severity: Severity) -> str:
    """Return what is asked of the severity, such as "high or critical"."""
    above = [one.word for one in Severity if one.rated and one >= severity]
    return f"severity: {above[0]}" if len(above) == 1 else f"severity: {above[0]} or more"


def period_words(choice: Choice) -> str:
    """Return a period, such as "from 1 Apr 2024", "to 3 May 2024" or both."""
    start, end = (day_words(day) if day is not None else "" for day in (choice.start, choice.end))
    if choice.start == choice.end:
        return start
    return " ".join(filter(None, (f"from {start}" if start else "", f"to {end}" if end else "")))
