"""What the child process does to a store, and what each of these operations must leave behind.

``run`` works through the services, as the command line and the screen do, in the process that will be killed. ``effect`` is worked
out in the process that kills, from the arguments alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from chronology_tui.domain.records import Event
from chronology_tui.services import Casebook, create_casebook, open_casebook
from chronology_tui.services.undoing import redo, undo
from chronology_tui.store.history import Change
from chronology_tui.store.repository import Draft
from tests.faults.expected import PLANTED, Content, Entry, Expected, content_of_bundle

STORE = "case.chron"
CHILD = f"Sam {PLANTED}"
OTHER_CHILD = f"Robin {PLANTED}"
DAY = "14/3/2024"


@dataclass
class Desk:
    """What the child process has open."""

    folder: Path
    book: Casebook | None = None

    @property
    def store(self) -> Path:
        return self.folder / STORE

    @property
    def open(self) -> Casebook:
        assert self.book is not None
        return self.book

    def child(self) -> UUID:
        return next(child.id for child in self.open.children() if child.name == CHILD)

    def chosen(self, summaries: Sequence[str]) -> list[Event]:
        return [event for event in self.open.chronology(self.child()).events if event.summary in summaries]


Run = Callable[..., None]
Effect = Callable[..., Expected]


@dataclass(frozen=True)
class Operation:
    """One thing that a worker does."""

    run: Run
    effect: Effect


OPERATIONS: dict[str, Operation] = {}


def _operation(effect: Effect) -> Callable[[Run], Run]:
    def book(run: Run) -> Run:
        OPERATIONS[run.__name__] = Operation(run, effect)
        return run

    return book


# --- what each leaves behind


def _same(expected: Expected, *_: object) -> Expected:
    return expected


def _with_entries(expected: Expected, *entries: Entry) -> Expected:
    content = expected.content
    made = replace(
        content, entries=content.entries | set(entries), sources=content.sources | {source for _, _, _, source, _ in entries}
    )
    return expected.after(made)


def _with_child(expected: Expected, name: str) -> Expected:
    return expected.after(replace(expected.content, children=expected.content.children | {name}))


def _noted(expected: Expected, notes: str, summaries: Sequence[str]) -> Expected:
    entries = expected.content.entries
    changed = {(e[0], e[1], notes if e[1] in summaries else e[2], *e[3:]) for e in entries}
    return expected.after(replace(expected.content, entries=frozenset(changed)))


def _without(expected: Expected, summaries: Sequence[str]) -> Expected:
    return expected.after(
        replace(expected.content, entries=frozenset(e for e in expected.content.entries if e[1] not in summaries))
    )


def _imported(expected: Expected, summaries: Sequence[str], source: str) -> Expected:
    return _with_entries(expected, *((DAY, summary, "", source, CHILD) for summary in summaries))


def _merged(expected: Expected, bundle: str) -> Expected:
    added, content = content_of_bundle(Path(bundle)), expected.content
    return expected.after(Content(*(getattr(content, name) | getattr(added, name) for name in vars(content))))


def _drafted(expected: Expected, words: str) -> Expected:
    return replace(expected, content=replace(expected.content, drafts=expected.content.drafts | {words}))


def _exported(expected: Expected, name: str, children: Sequence[str] = (CHILD,)) -> Expected:
    made = frozenset(f"{name} of {child}" for child in children)
    return replace(expected, content=replace(expected.content, exports=expected.content.exports | made))


# --- what the child process does


@_operation(_same)
def create(desk: Desk, passphrase: str) -> None:
    desk.book = create_casebook(desk.store, passphrase)


@_operation(_same)
def open_store(desk: Desk, passphrase: str) -> None:
    desk.book = open_casebook(desk.store, passphrase)


@_operation(_same)
def close(desk: Desk) -> None:
    desk.open.close()


@_operation(_with_child)
def child(desk: Desk, name: str) -> None:
    desk.open.add_child(name, "3/4/2019")


@_operation(lambda expected, summary, source: _with_entries(expected, (DAY, summary, "", source, CHILD)))
def add(desk: Desk, summary: str, source: str) -> None:
    desk.open.add_line(desk.child(), f"{DAY} gp {summary}", source)


@_operation(_drafted)
def draft(desk: Desk, words: str) -> None:
    made = Draft(uuid4(), desk.child(), "line", words, datetime.now(UTC).isoformat())
    with desk.open.ledger.writing() as writing:
        writing.repository.keep_draft(made)


@_operation(_noted)
def edit(desk: Desk, notes: str, summaries: Sequence[str]) -> None:
    events = desk.chosen(summaries)
    with desk.open.writing() as writing:
        writing.repository.apply([Change(event, event.changed(notes=notes)) for event in events], writing.stamp)


@_operation(_without)
def delete(desk: Desk, summaries: Sequence[str]) -> None:
    events = desk.chosen(summaries)
    with desk.open.writing() as writing:
        writing.repository.apply([Change(event, None) for event in events], writing.stamp)


@_operation(_imported)
def import_table(desk: Desk, summaries: Sequence[str], source: str) -> None:
    rows = "".join(f"{DAY},{summary},{source}\n" for summary in summaries)
    table = desk.folder.parent / f"{desk.folder.name}-table.csv"
    table.write_text(f"date,summary,source\n{rows}", encoding="utf-8")
    desk.open.import_file(desk.child(), table)


@_operation(_merged)
def import_bundle(desk: Desk, bundle: str) -> None:
    desk.open.import_bundle(Path(bundle))


@_operation(_exported)
def export(desk: Desk, name: str) -> None:
    desk.open.export(desk.child(), desk.folder / "out" / name, as_of=datetime(2024, 8, 30, tzinfo=UTC).date())


@_operation(lambda expected, name: _exported(expected, name, sorted(expected.content.children)))
def export_bundle(desk: Desk, name: str) -> None:
    desk.open.export_bundle(None, desk.folder / "out" / name)


@_operation(lambda expected: expected.undone())
def undo_last(desk: Desk) -> None:
    undo(desk.open)


@_operation(lambda expected: expected.redone())
def redo_last(desk: Desk) -> None:
    redo(desk.open)


@_operation(lambda expected, passphrase: replace(expected, passphrase=passphrase))
def passphrase(desk: Desk, passphrase: str) -> None:
    desk.open.ledger.database.change_passphrase(passphrase)


@dataclass(frozen=True)
class Picture:
    """Everything a store shows: records as kind and JSON values, drafts, and the history as numbers and digests."""

    records: list[tuple[str, dict[str, object]]]
    drafts: list[str]
    history: list[tuple[int, str]]

    @classmethod
    def of(cls, book: Casebook) -> Picture:
        from chronology_tui.domain.records import Child, Disagreement, ExportRecord, Person, Source  # noqa: PLC0415

        with book.ledger.reading() as repository:
            records = [r for kind in (Child, Person, Source, Disagreement, ExportRecord) for r in repository.all(kind)]
            everything = [*records, *repository.events()]
            return cls(
                [(type(record).__name__.lower(), json.loads(record.model_dump_json())) for record in everything],
                [draft.content for draft in repository.drafts()],
                [(row.number, row.digest) for row in repository.history()],
            )
