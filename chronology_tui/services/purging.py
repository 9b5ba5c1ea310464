"""Purging a child: what would go, doing it, and which backups still hold the child.

A purge cannot be undone. It takes the child out of the store with its entries, its history and whatever is about nobody else,
writes the file anew so that no page keeps a word of it, and leaves a dated note in the history that says nothing of the case.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui.domain.records import Child, Disagreement, Event, ExportRecord, FindingReview, KeptRecord, Person, Source
from chronology_tui.domain.text import clean, counted
from chronology_tui.services.backups import backups_of
from chronology_tui.services.casebook import child_among
from chronology_tui.services.errors import StoreInUse, StoreNotWritten
from chronology_tui.store.copying import check_copy
from chronology_tui.store.errors import StoreError
from chronology_tui.store.keys import StoreKey

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook
    from chronology_tui.store.purge import Purge

ListBackups = Callable[[str], Iterable[Path]]
"""Returns the backup files of the store that has a mark."""


@dataclass(frozen=True, slots=True)
class PurgePlan:
    """What the purge of a child takes away and what it changes, in numbers.

    Attributes:
        child: whom it is about.
        entries: entries that go, being about this child only. shared: entries that stay, for the other children they are about.
        disagreements, exports, reviews: of the child; they go.
        people: people who go. people_kept: people who stay and are no longer related to this child.
        sources: sources that go.
        drafts: what was typed about the child and not saved.
        changes: changes of the history that are erased.
        last: whether no child is left in the store then.
    """

    child: Child
    entries: int
    shared: int
    disagreements: int
    exports: int
    reviews: int
    people: int
    people_kept: int
    sources: int
    drafts: int
    changes: int
    last: bool

    @property
    def words(self) -> tuple[str, ...]:
        """What goes and what stays, one plain sentence each."""
        gone = [
            counted(number, one, many)
            for number, one, many in (
                (self.entries, "entry", "entries"),
                (self.disagreements, "disagreement", "disagreements"),
                (self.exports, "record of an export", "records of exports"),
                (self.reviews, "review of a finding", "reviews of findings"),
                (self.people, "person", "people"),
                (self.sources, "source", "sources"),
                (self.drafts, "draft", "drafts"),
                (self.changes, "change in the history", "changes in the history"),
            )
            if number
        ]
        said = [f"This goes for good: the child's record, {', '.join(gone)}."]
        if self.shared:
            one = self.shared == 1
            said.append(
                f"{counted(self.shared, 'entry', 'entries')} about other children too {'stays' if one else 'stay'} with them, "
                "with the words as they are."
            )
        if self.people_kept:
            one = self.people_kept == 1
            said.append(
                f"{counted(self.people_kept, 'person', 'people')} whom other entries or children need "
                f"{'stays' if one else 'stay'}, without the relation to this child."
            )
        return (*said, "It cannot be undone, and nothing done before it can be undone afterwards.")


@dataclass(frozen=True, slots=True)
class Purged:
    """What came of a purge.

    Attributes:
        plan: what went.
        rewritten: whether the file was written anew already; else the next opening does it.
        holding: backups that still hold the child.
        may_hold: backups that cannot be opened with the present passphrase, so that nobody can say.
    """

    plan: PurgePlan
    rewritten: bool
    holding: tuple[Path, ...]
    may_hold: tuple[Path, ...]

    @property
    def words(self) -> tuple[str, ...]:
        """What is still to be done, one plain sentence each; the paths stand on their own."""
        said: list[str] = []
        if not self.rewritten:
            said.append("The file could not be written anew at once. The next opening does it; open the store again soon.")
        if self.holding:
            said.append("These backups still hold the child. Delete the files to be rid of it there too:")
            said += map(str, self.holding)
        if self.may_hold:
            said.append(
                "These backups do not open with the present passphrase and may hold the child. Delete those you do not need:"
            )
            said += map(str, self.may_hold)
        said.append("Exported files and copies of the store elsewhere are not touched; nor is the child in any other store.")
        return tuple(said)


def what_would_go(casebook: Casebook, child_id: UUID) -> PurgePlan:
    """Return what the purge of a child would take away; nothing is changed.

    Raises:
        ChildUnknown: the store holds no such child.
    """
    with casebook.ledger.reading() as repository:
        child, purge = child_among(repository.children(), child_id), repository.purge_plan(child_id)
        return _counts(child, purge, len(repository.drafts_touched_by(purge)))


def purge_child(casebook: Casebook, child_id: UUID, backups: ListBackups | None = None) -> Purged:
    """Take a child and its history out of the store for good, and say which backups still hold it.

    Args:
        casebook: the store.
        child_id: the child.
        backups: lists the backup files of the store; those in the program's own folder when None.

    Raises:
        ChildUnknown: the store holds no such child.
        StoreReadOnly, StoreInUse, StoreNotWritten: nothing was changed.
        BackupsUnknown: the folder of backups cannot be read; nothing was changed.
    """
    database = casebook.ledger.database
    files = tuple((backups or _own_backups)(database.mark))
    with casebook.ledger.lock:
        with casebook.writing() as writing:
            child = child_among(writing.repository.children(), child_id)
            drafts = len(writing.repository.drafts())
            purge = writing.repository.purge(child_id, writing.stamp)
            plan = _counts(child, purge, drafts - len(writing.repository.drafts()))
        try:
            database.finish_purge()
            rewritten = True
        except (StoreInUse, StoreNotWritten):  # the purge itself is committed; the next opening finishes it
            rewritten = False
    holding, may_hold = _backups_holding(files, child_id, database.key)
    return Purged(plan, rewritten, holding, may_hold)


def named_rightly(child: Child, typed: str) -> bool:
    """Whether what was typed to confirm a purge is the child's name as it is recorded; blanks do not count."""
    return " ".join(clean(typed).split()) == " ".join(child.name.split())


def _counts(child: Child, purge: Purge, drafts: int) -> PurgePlan:
    def gone(kind: type[KeptRecord]) -> int:
        return sum(isinstance(record, kind) for record in purge.gone)

    kept = [change.after for change in purge.changes if change.after is not None]
    return PurgePlan(
        child=child,
        entries=gone(Event),
        shared=sum(isinstance(record, Event) for record in kept),
        disagreements=gone(Disagreement),
        exports=gone(ExportRecord),
        reviews=gone(FindingReview),
        people=gone(Person),
        people_kept=sum(isinstance(record, Person) for record in kept),
        sources=gone(Source),
        drafts=drafts,
        changes=len(purge.erased),
        last=purge.alone,
    )


def _own_backups(mark: str) -> Iterable[Path]:
    return (backup.path for backup in backups_of(mark))


def _backups_holding(files: Iterable[Path], child: UUID, key: StoreKey) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Return the backups that hold a child, and those that do not open with the store's key or cannot be read."""
    holding: list[Path] = []
    may_hold: list[Path] = []
    for path in files:
        try:
            if child.hex in check_copy(path, key).children:
                holding.append(path)
        except StoreError:
            may_hold.append(path)
    return tuple(holding), tuple(may_hold)
