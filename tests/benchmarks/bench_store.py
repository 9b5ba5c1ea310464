"""The store at 20,000 entries: opening beside plain SQLite, one edit until it is on the disk, the history of one entry.

Run: ``python tests/benchmarks/bench_store.py [entries]``. Each figure is the median of runs taken in turn, in one process:

- *open*: opening with the key at hand (its derivation is slow on purpose and is told apart) and reading every entry as a record,
  beside ``sqlite3`` opening an unencrypted file of the same rows and reading them as tuples;
- *edit*: one field of one entry changed through the service until the call returns, beside the disk's own work: a file written
  and forced to the disk as often as one transaction of SQLite with a rollback journal does (journal, folder, file, folder);
- *history*: all changes of one entry.
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random

import sqlcipher3.dbapi2 as sqlcipher

from chronology_tui.domain.dates import UncertainDate
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event
from chronology_tui.services import Casebook, create_casebook, open_casebook
from chronology_tui.services.trust import history_of
from chronology_tui.store.database import Access, open_database
from chronology_tui.store.keys import StoreKey, salt_of
from chronology_tui.store.lock import Holder
from chronology_tui.store.repository import Repository

PASSPHRASE = "invented horse battery"
WORDS = (
    "seen",
    "mother",
    "father",
    "clinic",
    "letter",
    "physiotherapy",
    "school",
    "reported",
    "child",
    "arrived",
    "late",
    "again",
    "home",
    "visit",
    "plan",
    "agreed",
    "follow",
    "up",
    "advice",
    "given",
    "rash",
    "cough",
    "inhaler",
    "used",
    "review",
    "next",
    "week",
    "discussed",
    "with",
)
KINDS = (Kind.ATTENDED, Kind.WAS_NOT_BROUGHT, Kind.GP_CONTACT, Kind.EMERGENCY_ATTENDANCE, Kind.NOTE, Kind.CANCELLED_BY_FAMILY)
ROUNDS = 9


def main() -> None:
    """Measure and print."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = os.environ["XDG_STATE_HOME"] = folder
        store, plain = Path(folder, "big.chron"), Path(folder, "plain.db")
        fill(store, entries)
        copy_plain(store, plain)
        key = StoreKey.derive(PASSPHRASE, salt_of(store))
        with timed("key derivation"):
            StoreKey.derive(PASSPHRASE, salt_of(store))
        ours, theirs = in_turn(lambda: open_ours(store, key), lambda: open_plain(plain))
        ratio = ours / theirs
        print(f"open and read {entries:,}: ours {ours:.0f} ms, plain SQLite {theirs:.0f} ms, ratio {ratio:.2f} (goal: 3)")
        with open_casebook(store, PASSPHRASE) as casebook:
            edits(casebook, Path(folder))
            child = casebook.children()[0]
            event = casebook.chronology(child.id).events[entries // 2]
            (took,) = in_turn(lambda: history_of(casebook, str(event.id)))
            print(f"history of one entry: {took:.2f} ms")


def edits(casebook: Casebook, folder: Path) -> None:
    """Measure one edit beside the disk's own work."""
    child = casebook.children()[0]
    events = list(casebook.chronology(child.id).events)
    chosen: Iterator[Event] = iter(Random(7).sample(events, 4 * ROUNDS))  # noqa: S311 - nothing here is secret

    def one() -> None:
        event = next(chosen)
        with casebook.writing() as writing:
            writing.repository.change(event, event.changed(summary=event.summary + " again"), writing.stamp)

    edit, disk = in_turn(one, lambda: sync_as_sqlite(folder))
    beyond = edit - disk
    print(f"one edit until durable: {edit:.1f} ms, the disk's own work {disk:.1f} ms, beyond it {beyond:.1f} ms (goal: 30)")


def sync_as_sqlite(folder: Path) -> None:
    """Do the disk's work of one small transaction with a rollback journal: 40 pages written twice, four times forced."""
    page = os.urandom(4096 * 40)
    for name in ("journal", "file"):
        handle = os.open(folder / f"sync-{name}", os.O_CREAT | os.O_WRONLY)
        os.write(handle, page)
        os.fsync(handle)
        os.close(handle)
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)
    (folder / "sync-journal").unlink()


def fill(store: Path, entries: int) -> None:
    """Make a store with so many entries of 30 to 60 words."""
    random = Random(3)  # noqa: S311 - nothing here is secret
    with create_casebook(store, PASSPHRASE) as casebook:
        child = casebook.add_child("S. Tarn", "3/4/2009")
        ledger = casebook.ledger
        sources = [ledger.make_source(title) for title in ("GP record", "Clinic letter", "Discharge summary")]
        events = []
        for n in range(entries):
            kind = random.choice(KINDS)
            summary = " ".join(random.choices(WORDS, k=random.randint(30, 60))) + f" {n}"
            when = UncertainDate.on(date(2010, 1, 1) + timedelta(days=n * 5500 // entries))
            fields = {"when": when, "kind": kind, "area": kind.area, "summary": summary}
            events.append(ledger.make_event((child.id,), fields, random.choice(sources).id))
        with casebook.writing() as writing:
            writing.repository.add(sources, writing.stamp)
            writing.repository.add(events, writing.stamp)


def copy_plain(store: Path, plain: Path) -> None:
    """Put the same rows of entries into an unencrypted file."""
    source = sqlcipher.connect(str(store))
    source.execute(f"PRAGMA key = {StoreKey.derive(PASSPHRASE, salt_of(store)).words}")
    target = sqlite3.connect(plain)
    for table in ("event", "event_child"):
        (statement,) = source.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        target.execute(statement)
        rows = source.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608 - fixed names
        target.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608
    target.commit()
    target.close()
    source.close()


def open_ours(store: Path, key: StoreKey) -> None:
    """Open with the key at hand and read every entry."""
    holder = Holder("bench", "here", os.getpid(), "2026-11-21T00:00:00Z")
    database = open_database(store, key.copy(), now=holder.since, program="bench", holder=holder, access=Access.WRITE)
    with database.reading() as session:
        repository = Repository(session)
        repository.events_of(repository.children()[0].id)
    database.close()


def open_plain(plain: Path) -> None:
    """Open with the standard library and read the same rows."""
    connection = sqlite3.connect(plain)
    connection.execute(
        "SELECT event.* FROM event JOIN event_child ON event_child.event_id = event.id ORDER BY event.id"
    ).fetchall()
    connection.close()


def in_turn(*works: Callable[[], object]) -> list[float]:
    """Return the median time of each in milliseconds, run one after the other so that noise meets all."""
    times: list[list[float]] = [[] for _ in works]
    for turn in range(ROUNDS + 1):
        for work, taken in zip(works, times, strict=True):
            start = time.perf_counter()
            work()
            if turn:  # the first round warms up
                taken.append(1000 * (time.perf_counter() - start))
    return [statistics.median(taken) for taken in times]


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long the block took."""
    start = time.perf_counter()
    yield
    print(f"{what}: {1000 * (time.perf_counter() - start):.0f} ms")


if __name__ == "__main__":
    main()
