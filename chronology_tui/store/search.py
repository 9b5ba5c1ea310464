"""Full-text search: an FTS5 index inside the encrypted file.

The index holds words that :mod:`chronology_tui.domain.search_words` has folded already, parted by blanks; its tokenizer only has
to part them again: ``ascii`` takes every character beyond ASCII as part of a word. So the index and the lighting of matches never
disagree, whatever version of Unicode either library knows.

FTS5 keeps a copy of the folded words, since only so can it take an entry's words out of the index again; with ``secure-delete``
they are removed from its pages at once rather than marked as gone, and the store's own ``secure_delete`` wipes freed bytes.
Beginnings of one letter have an index of their own; longer ones gain nothing from one (``tests/benchmarks/bench_search.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar
from uuid import UUID

from sqlalchemy import text
from sqlmodel import Session

from chronology_tui.domain.records import Event
from chronology_tui.domain.search_texts import Weighed, search_texts
from chronology_tui.domain.search_words import SearchQuery, Term, folded_words
from chronology_tui.store.migrations.m0002_search import STATEMENTS

T = TypeVar("T")

VERSION = 1
"""What is indexed, and how it is folded. When this grows, every entry is indexed anew."""

_WEIGHTS = {
    Weighed.KIND: 3.0, Weighed.WHERE: 4.0, Weighed.SUMMARY: 5.0, Weighed.SAID: 5.0, Weighed.PEOPLE: 3.0, Weighed.RESPONSE: 3.0,
    Weighed.DETAILS: 3.0, Weighed.SOURCE: 1.0, Weighed.NOTES: 1.0,
}  # fmt: skip
"""How much a match weighs: what happened and what was said most; titles of sources, which many entries share, and notes least."""

_BETWEEN = "\u00b6"
"""Stands between two texts of a column: no search asks for it, so that no phrase reaches from one text into the next."""
_BATCH = 500
"""Entries that are indexed, or identifiers that are looked up, at one time."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found; a lower ``rank`` is a better match (FTS5's ``bm25`` with weights)."""

    event: UUID
    rank: float


def index(session: Session, entries: Iterable[tuple[Event, str]]) -> None:
    """Index events, each with the title of its source, in place of what is indexed for them."""
    columns = ", ".join(Weighed)
    values = ", ".join(f":{name}" for name in Weighed)
    next_number = int(session.execute(text("SELECT coalesce(max(number), 0) FROM search_entry")).scalar_one()) + 1
    for batch in _batches(entries):
        remove(session, (event.id for event, _ in batch))
        latest = {event.id.hex: _columns(event, title) for event, title in batch}
        rows = [{"number": n, "event_id": name, **words} for n, (name, words) in enumerate(latest.items(), next_number)]
        next_number += len(rows)
        session.execute(text("INSERT INTO search_entry (number, event_id) VALUES (:number, :event_id)"), rows)
        session.execute(text(f"INSERT INTO search_words (rowid, {columns}) VALUES (:number, {values})"), rows)  # noqa: S608 - fixed names


def remove(session: Session, ids: Iterable[UUID]) -> None:
    """Take entries out of the index; those that are not in it are passed over."""
    for batch in _batches(ids):
        marks = {f"id{n}": event_id.hex for n, event_id in enumerate(batch)}
        named = ", ".join(f":{name}" for name in marks)
        wanted = text(f"SELECT number FROM search_entry WHERE event_id IN ({named})")  # noqa: S608 - marks only
        rows = [{"number": number} for (number,) in session.execute(wanted, marks)]
        if rows:
            session.execute(text("DELETE FROM search_words WHERE rowid = :number"), rows)
            session.execute(text("DELETE FROM search_entry WHERE number = :number"), rows)


def clear(session: Session) -> None:
    """Empty the index. Its tables are made anew, so that none of their pages is kept."""
    for table in ("search_words", "search_entry"):
        session.execute(text(f"DROP TABLE {table}"))
    for statement in STATEMENTS:
        session.execute(text(statement))


def rebuild(session: Session, entries: Iterable[tuple[Event, str]]) -> None:
    """Index ``entries`` and nothing else, in one piece."""
    clear(session)
    index(session, entries)
    session.execute(text("INSERT INTO search_words (search_words) VALUES ('optimize')"))


def find(session: Session, query: SearchQuery, child: UUID | None = None, limit: int | None = None) -> tuple[Hit, ...]:
    """Return the entries that hold the words of ``query``, the best match first, ties in order of entry.

    Args:
        session: the store.
        query: what is looked for; one without a wanted word finds nothing.
        child: only entries about this child; of every child when None.
        limit: at most so many; all when None.
    """
    if query.empty:
        return ()
    about = "JOIN event_child ON event_child.event_id = search_entry.event_id AND event_child.child_id = :child " if child else ""
    weights = ", ".join(str(_WEIGHTS[group]) for group in Weighed)
    rows = session.execute(
        text(
            f"SELECT search_entry.event_id, bm25(search_words, {weights}) AS score "  # noqa: S608 - fixed names and numbers
            f"FROM search_words JOIN search_entry ON search_entry.number = search_words.rowid {about}"
            "WHERE search_words MATCH :match ORDER BY score, search_entry.event_id LIMIT :limit"
        ),
        {"match": _match(query), "limit": -1 if limit is None else limit, **({"child": child.hex} if child else {})},
    )
    return tuple(Hit(UUID(name), float(score)) for name, score in rows)


def indexed_words(session: Session) -> dict[str, tuple[str | None, ...]]:
    """Return the words that are indexed for each entry by its identifier; words of no entry stand under an empty one."""
    columns = ", ".join(f"search_words.{name}" for name in Weighed)
    rows = session.execute(
        text(
            f"SELECT search_entry.event_id, {columns} FROM search_entry "  # noqa: S608 - fixed names
            "LEFT JOIN search_words ON search_words.rowid = search_entry.number"
        )
    )
    held = {row[0]: tuple(row[1:]) for row in rows}
    nameless = "SELECT count(*) FROM search_words WHERE rowid NOT IN (SELECT number FROM search_entry)"
    return held | ({"": ()} if session.execute(text(nameless)).scalar_one() else {})


def disagreements(indexed: Mapping[str, tuple[str | None, ...]], entries: Iterable[tuple[Event, str]]) -> Iterator[str]:
    """Yield where what is indexed is not exactly the words of ``entries``, each given with the title of its source."""
    left = dict(indexed)
    for event, title in entries:
        words = _columns(event, title)
        if left.pop(event.id.hex, None) != tuple(words[name] for name in Weighed):
            yield f"entry {event.id}"
    yield from (f"entry {name}, which is not there" if name else "words of no entry" for name in left)


def _match(query: SearchQuery) -> str:
    """Return a query of FTS5: every word in quotes, so that nothing a user types is ever its syntax."""
    wanted = " AND ".join(map(_phrase, query.wanted))
    unwanted = " OR ".join(map(_phrase, query.unwanted))
    return f"({wanted}) NOT ({unwanted})" if unwanted else wanted


def _phrase(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + (" *" if term.open else "")  # folded words hold letters and digits only


def _columns(event: Event, title: str) -> dict[str, str]:
    """Return the folded words of an entry by column."""
    words: dict[str, list[str]] = {group: [] for group in Weighed}
    for found in search_texts(event, title):
        column = words[found.group]
        if column:
            column.append(_BETWEEN)
        column += folded_words(found.text)
    return {group: " ".join(column) for group, column in words.items()}


def _batches(items: Iterable[T]) -> Iterator[Sequence[T]]:
    waiting = iter(items)
    while batch := list(islice(waiting, _BATCH)):
        yield batch
