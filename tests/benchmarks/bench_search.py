"""Times and sizes of the search index, printed and never asserted: machines differ, so read them side by side.

    python tests/benchmarks/bench_search.py [ENTRIES]

A store of 20,000 invented entries by default: what the index adds to the file and to writing it, the time of each search in the
index beside a plain regular expression over all texts, and the time that changing one entry spends on the index.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from sqlmodel import Session

from chronology_tui.domain.records import Event
from chronology_tui.domain.search_texts import search_texts
from chronology_tui.domain.search_words import parse_query
from chronology_tui.services import Casebook, create_casebook
from chronology_tui.store import search
from tests.tui.invented import CHILD, SOURCE, many

QUERIES = (
    "s", "wn", "physio", "splints", "zebrafinch", "letter unanswered", '"was not brought"', '"second letter unanswered"',
    "neuro wheez", "taxi -card", "clinic",
)  # fmt: skip
TIMES = 25


def timed(work: Callable[[], object]) -> float:
    """Return the milliseconds that some work takes."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def spread(times: Sequence[float]) -> str:
    """Return the median and the 95th percentile in words."""
    ordered = sorted(times)
    return f"{statistics.median(ordered):8.2f} ms, 95th percentile {ordered[int(len(ordered) * 0.95)]:8.2f} ms"


def pages(session: Session) -> int:
    """Return the bytes of the store's pages in use."""
    count, free, size = (
        int(session.connection().exec_driver_sql(f"PRAGMA {name}").scalar_one())
        for name in ("page_count", "freelist_count", "page_size")
    )
    return (count - free) * size


def fill(casebook: Casebook, events: Sequence[Event]) -> None:
    """Write the entries with their index, then time the index alone."""
    with casebook.writing() as writing:
        writing.repository.add([CHILD], writing.stamp)
        writing.repository.add([SOURCE], writing.stamp)
        writing.repository.add(events, writing.stamp)
    entries = [(event, SOURCE.title) for event in events]
    letters = sum(len(found.text) for entry in entries for found in search_texts(*entry))
    with casebook.ledger.database.writing() as session:
        search.clear(session)
    with casebook.ledger.database.reading() as session:
        without = pages(session)

    def rebuild() -> None:
        with casebook.ledger.database.writing() as session:
            search.rebuild(session, entries)

    seconds = timed(rebuild) / 1000
    with casebook.ledger.database.reading() as session:
        added = pages(session) - without
    print(
        f"{len(events):,} entries, {letters / 1e6:.1f} million characters; the store without the index {without / 1e6:.1f} MB, "
        f"the index {added / 1e6:.1f} MB more; made anew in {seconds:.2f} s"
    )


def change_entries(casebook: Casebook, events: Sequence[Event]) -> None:
    """Time what the index takes of the change of one entry, each in a transaction of its own that is taken back."""

    def once(session: Session, event: Event) -> None:
        search.index(session, [(event.changed(summary=f"{event.summary} again"), SOURCE.title)])
        search.find(session, parse_query("again zebrafinch"))  # writes out what waits

    times = []
    for event in events[:: len(events) // TIMES]:
        with casebook.ledger.database.reading() as session:
            times.append(timed(partial(once, session, event)))
            session.rollback()
    print(f"  one entry changed, in the index            {spread(times)}")


def search_all(casebook: Casebook, events: Sequence[Event]) -> None:
    """Time every search in the index, and a regular expression over all texts beside it."""
    texts = [" \n ".join(found.text for found in search_texts(event, SOURCE.title)) for event in events]

    def plainly(patterns: Sequence[re.Pattern[str]]) -> list[int]:
        return [n for n, text in enumerate(texts) if all(pattern.search(text) for pattern in patterns)]

    for typed in QUERIES:
        query = parse_query(typed)
        patterns = [
            re.compile(r"\b" + r"\W+".join(term.words) + ("" if term.open else r"\b"), re.IGNORECASE) for term in query.wanted
        ]
        with casebook.ledger.database.reading() as session:
            indexed = [timed(partial(search.find, session, query, CHILD.id, 51)) for _ in range(TIMES)]
            found = len(search.find(session, query, CHILD.id))
        plain = [timed(partial(plainly, patterns)) for _ in range(3)]
        print(f"  {typed:28} {found:6} found  index {spread(indexed)}  regular expression {statistics.median(plain):8.1f} ms")


def main(count: int) -> None:
    """Measure on a store of ``count`` entries."""
    events = many(count).events
    with (
        tempfile.TemporaryDirectory() as folder,
        create_casebook(Path(folder) / "bench.chron", "invented horse battery") as casebook,
    ):
        fill(casebook, events)
        search_all(casebook, events)
        change_entries(casebook, events)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
