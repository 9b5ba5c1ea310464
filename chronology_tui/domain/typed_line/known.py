"""What completion knows: the names that a chronology already holds, the likeliest first, ready to be searched at every key press.

All names of a list are kept in one folded text, so that a search over thousands of them is one search in one string.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import TypeVar

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.text import fold
from chronology_tui.domain.typed_line.reading import SOURCE_NOT_RECORDED

_T = TypeVar("_T", bound=str)

_RECENT = 50
"""Entries after which one use counts half as much as the newest."""

_WORD_STARTS = str.maketrans(dict.fromkeys("-/('\"&.,:;’“[", " "))


def plain(text: str) -> str:
    """Return ``text`` for comparison without case and accents: "Siân" and "sian" are the same."""
    folded = fold(text)
    if folded.isascii():
        return folded
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


class Names:
    """Names to search, each under one or more keys, in the order in which they are to be offered."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Make the index of (key, name) pairs; a name may come again under another key."""
        keys = []
        self._names: list[str] = []
        for key, name in names:
            keys.append(plain(key).translate(_WORD_STARTS))
            self._names.append(name)
        # A line end stands before each key, so that it marks a beginning; a blank before a word marks a word's beginning.
        self._text = "\n" + "\n".join(keys)
        self._starts: list[int] = []
        position = 0
        for key in keys:
            self._starts.append(position)
            position += len(key) + 1

    def search(self, typed: str, most: int) -> list[str]:
        """Return at most ``most`` names: those that begin with ``typed``, then those of which a later word does."""
        wanted = plain(typed).translate(_WORD_STARTS)
        if not wanted.strip():
            return list(dict.fromkeys(self._names[: most * 3]))[:most]
        wanted = wanted.lstrip()
        found: dict[str, None] = {}
        for place in chain(self._places("\n" + wanted), self._places(" " + wanted)):
            found.setdefault(self._names[bisect_right(self._starts, place) - 1])
            if len(found) == most:
                break
        return list(found)

    def _places(self, wanted: str) -> Iterator[int]:
        place = self._text.find(wanted)
        while place >= 0:
            yield place
            place = self._text.find(wanted, place + 1)


@dataclass(frozen=True)
class Known:
    """Names for completion, the likeliest first.

    Attributes:
        services, sources: names in use.
        people: professionals who recorded entries.
        carers: people who brought the child.
        children: names of the other children in the store.
        kinds: kinds in use.

    The searchable form is made at the first search and kept; make another value when the names change.
    """

    services: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    carers: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()

    @cached_property
    def service_names(self) -> Names:
        """The services in use."""
        return _index(self.services)

    @cached_property
    def source_names(self) -> Names:
        """The sources in use."""
        return _index(self.sources)

    @cached_property
    def professional_names(self) -> Names:
        """Professionals, then everybody else."""
        return _index((*self.people, *self.carers))

    @cached_property
    def carer_names(self) -> Names:
        """Those who brought the child, then everybody else."""
        return _index((*self.carers, *self.people))

    @cached_property
    def child_names(self) -> Names:
        """The other children."""
        return _index(self.children)


def _index(names: Sequence[str]) -> Names:
    return Names((name, name) for name in names)


def known_from(chronology: Chronology, children: Iterable[str] = ()) -> Known:
    """Return the names that a chronology holds, those used often and lately first; ``children`` are the other children's names.

    One pass over the entries from the newest: each use counts less the older its time of entry is.
    """
    services: dict[str, float] = {}
    sources: dict[str, float] = {}
    people: dict[str, float] = {}
    carers: dict[str, float] = {}
    kinds: dict[Kind, float] = {}
    titles = {key: source.title for key, source in chronology.sources.items()}
    newest_first = sorted(chronology.events, key=lambda event: event.id.int, reverse=True)
    for age, event in enumerate(newest_first):
        weight = _RECENT / (_RECENT + age)
        for counts, name in (
            (services, event.service),
            (sources, titles.get(event.source, "")),
            (people, event.professional),
            (carers, event.brought_by),
        ):
            if name:
                counts[name] = counts.get(name, 0.0) + weight
        kinds[event.kind] = kinds.get(event.kind, 0.0) + weight
    for title in titles.values():
        sources.setdefault(title, 0.0)
    sources.pop(SOURCE_NOT_RECORDED, None)
    return Known(_ranked(services), _ranked(sources), _ranked(people), _ranked(carers), tuple(children), _ranked(kinds))


def _ranked(counts: dict[_T, float]) -> tuple[_T, ...]:
    return tuple(sorted(counts, key=lambda name: -counts[name]))
