"""What the child process does to a store, and what each of these operations must leave behind.

``run`` works through the services, as the command line and the screen do, in the process that will be killed. ``effect`` is
worked out in the process that kills, from the arguments alone.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import UUID

from chronology_tui.domain.records import Child, Disagreement, ExportRecord, Person, Source
from chronology_tui.services import Casebook, create_casebook, drafts, open_casebook
from chronology_tui.services.backups import BackupKind, backup_now, backups_at
from chronology_tui.services.editing import delete_entries, edit_entries
from chronology_tui.services.export_choices import ExportChoices
from chronology_tui.services.purging import purge_child
from chronology_tui.services.recovery_keys import change_passphrase
from chronology_tui.services.restoring import restore_backup
from chronology_tui.services.undoing import redo, undo
from tests.faults.expected import PLANTED, Content, Entry, Expected, content_of_bundle

STORE = "case.chron"
CHILD = f"Sam {PLANTED}"
OTHER_CHILD = f"Robin {PLANTED}"
DAY = "14/3/2024"
LEFT_CLOSED = ("close", "restore")
"""Operations after which no store is open."""


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

    def chosen(self, summaries: Sequence[str]) -> list[UUID]:
        return [event.id for event in self.open.chronology(self.child()).events if event.summary in summaries]


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


def _restored(expected: Expected, _passphrase: str) -> Expected:
    """The one backup that was asked for takes the place of what came after it."""
    return replace(expected, content=expected.backups[0], past=(), future=(), history=False)


def _purged(expected: Expected) -> Expected:
    """All entries, sources and drafts are of the one child; nothing before its purge can be undone."""
    return replace(expected, content=Content(children=expected.content.children - {CHILD}), past=(), future=())


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
    drafts.keep(desk.open, desk.child(), drafts.LINE, words)


@_operation(_noted)
def edit(desk: Desk, notes: str, summaries: Sequence[str]) -> None:
    edit_entries(desk.open, desk.child(), desk.chosen(summaries), {"notes": notes})


@_operation(_without)
def delete(desk: Desk, summaries: Sequence[str]) -> None:
    delete_entries(desk.open, desk.child(), desk.chosen(summaries))


@_operation(_imported)
def import_table(desk: Desk, summaries: Sequence[str], source: str) -> None:
    rows = "".join(f"{DAY},{summary},{source}\n" for summary in summaries)
    table = desk.folder.parent / f"{desk.folder.name}-table.csv"
    table.write_text(f"date,summary,source\n{rows}", encoding="utf-8")
    desk.open.import_table(desk.child(), table)


@_operation(_merged)
def import_bundle(desk: Desk, bundle: str) -> None:
    desk.open.import_bundle(Path(bundle))


@_operation(_exported)
def export(desk: Desk, name: str) -> None:
    desk.open.export(desk.child(), desk.folder / "out" / name, ExportChoices(as_of=date(2024, 8, 30)))


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
    change_passphrase(desk.open, passphrase)


@_operation(lambda expected: replace(expected, backups=(*expected.backups, expected.content)))
def backup(desk: Desk) -> None:
    backup_now(desk.open)


@_operation(_purged)
def purge(desk: Desk) -> None:
    purge_child(desk.open, desk.child())


@_operation(_restored)
def restore(desk: Desk, passphrase: str) -> None:
    (made,) = [made for made in backups_at(desk.store) if made.kind is BackupKind.MANUAL]
    restore_backup(made.path, desk.store, passphrase)
    desk.book = None


@dataclass(frozen=True)
class Picture:
    """Everything a store shows: records as kind and JSON values, drafts, and the history as numbers and digests."""

    records: list[tuple[str, dict[str, object]]]
    drafts: list[str]
    history: list[tuple[int, str]]

    @classmethod
    def of(cls, book: Casebook) -> Picture:
        with book.ledger.reading() as repository:
            records = [r for kind in (Child, Person, Source, Disagreement, ExportRecord) for r in repository.all(kind)]
            everything = [*records, *repository.events()]
            return cls(
                [(type(record).__name__.lower(), json.loads(record.model_dump_json())) for record in everything],
                [draft.content for draft in repository.drafts()],
                [(row.number, row.digest) for row in repository.history()],
            )
