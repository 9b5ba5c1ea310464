"""Finding entries by words, in the index of the store: best match first, each with where it stands and what matched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import Child, Event
from chronology_tui.domain.search_texts import search_texts
from chronology_tui.domain.search_words import SearchQuery, Span, parse_query, spans
from chronology_tui.services.errors import SearchNotReady, UsageError

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook
    from chronology_tui.store.search import Hit

NO_WORD = "There is no word to look for: type letters or digits. A word after a hyphen is only left out."


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry stands: the child, and its number in that child's chronology."""

    child: Child
    number: int


@dataclass(frozen=True, slots=True)
class Match:
    """A text of an entry in which wanted words stand: its name for a reader, the text, and where they stand in it."""

    label: str
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """An entry that was found.

    Attributes:
        event: the entry.
        chronology: that of the child of its first place, for its number, its age and its source.
        places: where it stands, for each child that was searched.
        rank: the lower, the better the match; only for comparison within one search.
        matches: the texts that hold wanted words.
    """

    event: Event
    chronology: Chronology
    places: tuple[Place, ...]
    rank: float
    matches: tuple[Match, ...]


def search(casebook: Casebook, text: str, child_id: UUID | None = None, limit: int | None = None) -> tuple[Found, ...]:
    """Return the entries that hold the words of ``text``, the best match first.

    Args:
        casebook: the open store.
        text: what was typed; see :func:`chronology_tui.domain.search_words.parse_query` for what it means.
        child_id: search the entries about this child only; those of every child when None.
        limit: at most so many; all when None.

    Raises:
        UsageError: there is no word to look for.
        ChildUnknown: the store holds no such child.
        SearchNotReady: the index is out of date and the store is open for reading only.
    """
    query = _asked(text)
    with casebook.ledger.lock:  # no change may come between the index and the entries
        hits = _hits(casebook, query, child_id, limit)
        wanted = (child_id,) if child_id is not None else tuple(child.id for child in casebook.children())
        chronologies = [casebook.chronology(child) for child in wanted] if hits else []
    found = []
    for hit in hits:
        about = [chronology for chronology in chronologies if hit.event in chronology.numbers]
        event = about[0].event(hit.event)
        places = tuple(Place(chronology.child, chronology.number(hit.event)) for chronology in about)
        found.append(Found(event, about[0], places, hit.rank, matches_in(event, about[0], query)))
    return tuple(found)


def found_in(casebook: Casebook, text: str, child_id: UUID) -> frozenset[UUID]:
    """Return which entries about a child hold the words of ``text``.

    Raises:
        UsageError: there is no word to look for.
        SearchNotReady: as for :func:`search`.
    """
    return frozenset(hit.event for hit in _hits(casebook, _asked(text), child_id))


def matches_in(event: Event, chronology: Chronology, query: SearchQuery) -> tuple[Match, ...]:
    """Return the texts of an entry that hold wanted words, in the order of its fields."""
    texts = search_texts(event, chronology.sources[event.source].title)
    told = ((found, spans(found.text, query)) for found in texts)
    return tuple(Match(found.label, found.text, where) for found, where in told if where)


def _hits(casebook: Casebook, query: SearchQuery, child_id: UUID | None, limit: int | None = None) -> tuple[Hit, ...]:
    with casebook.ledger.reading() as repository:
        if not repository.index_is_current():
            raise SearchNotReady(casebook.path)
        return repository.search(query, child_id, limit)


def _asked(text: str) -> SearchQuery:
    query = parse_query(text)
    if query.empty:
        raise UsageError(NO_WORD)
    return query
