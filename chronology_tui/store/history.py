"""History: every change to every record, before and after, in the same transaction, each chained to the one before.

``digest`` of a change is SHA-256 over the digest before it and the canonical JSON of the change, so that an edit of history made
behind the program's back breaks the chain from there on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, insert
from sqlalchemy import select as select_columns  # SQLModel's own takes four columns at most
from sqlmodel import Session, col, select

from chronology_tui.domain.records import Child, Disagreement, Event, ExportRecord, FindingReview, KeptRecord, Person, Source
from chronology_tui.store.tables import HistoryRow

EMPTY_HEAD = "0" * 64
"""Head of the chain before the first change."""

Key = tuple[str, str]
"""Kind and identifier of a record, as history has them."""


class Action(StrEnum):
    """What happened to a record."""

    ADDED = "added"
    """The record was made."""
    CHANGED = "changed"
    """Some of its fields were changed."""
    DELETED = "deleted"
    """The record was taken out of the chronology; history keeps it."""
    ERASED = "erased"
    """A change of a child who was purged since: only its place and its digest are left."""
    PURGED = "purged"
    """A child was purged: which changes were erased for it, and nothing else."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who makes a change and when; ``change`` names the user action, so that everything it did can be undone as one.

    Attributes:
        change: UUIDv7 of the user action.
        at: ISO 8601 instant in UTC.
        actor: who, as the operating system or the worker names them.
        undoes: the user action that this one takes back or, when that took one back, makes again.
    """

    change: UUID
    at: str
    actor: str
    undoes: UUID | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; ``before`` is None when it was added, ``after`` None when it was deleted."""

    before: KeptRecord | None
    after: KeptRecord | None

    @property
    def record(self) -> KeptRecord:
        """The record as it is after the change, or was before it was deleted."""
        record = self.after or self.before
        if record is None:
            raise ValueError("a change needs a record before or after it")
        return record

    @property
    def id(self) -> UUID:
        """Identifier of the record."""
        return self.record.id

    @property
    def action(self) -> Action:
        """What happens to the record."""
        if self.before is None:
            return Action.ADDED
        return Action.DELETED if self.after is None else Action.CHANGED

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.after, self.before)


def record_changes(session: Session, stamp: Stamp, changes: Sequence[Change]) -> None:
    """Append ``changes`` to the history in the caller's transaction."""
    append(session, stamp, (told(change, change.action) for change in changes))


def told(change: Change, action: Action) -> dict[str, str | None]:
    """Return what history says of a change, but for its place, its stamp and its digest."""
    return {
        "action": action.value,
        "record": name_of(type(change.record)),
        "record_id": change.id.hex,
        "before": change.before.model_dump_json() if change.before else None,
        "after": change.after.model_dump_json() if change.after else None,
    }


def append(session: Session, stamp: Stamp, told_changes: Iterable[Mapping[str, str | None]]) -> None:
    """Append what :func:`told` returns to the history, chained and stamped."""
    number, digest = _last(session)
    rows = []
    for words in told_changes:
        number += 1
        row: dict[str, object] = {
            "number": number,
            "change": stamp.change.hex,
            "at": stamp.at,
            "actor": stamp.actor,
            **words,
            "undoes": stamp.undoes.hex if stamp.undoes else None,
        }
        digest = chain(digest, row)
        rows.append({**row, "digest": digest})
    if rows:
        session.execute(insert(HistoryRow), rows)


def chain(previous: str, row: dict[str, object]) -> str:
    """Return the digest of a history row (without its own digest) that follows the digest ``previous``.

    ``undoes`` counts only where it says something, so that the history of a store of version 1 keeps its digests.
    """
    said = {name: value for name, value in row.items() if name != "undoes" or value is not None}
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Step:
    """One user action in the history.

    Attributes:
        change: the identifier that its changes share.
        at: moment, ISO 8601 in UTC. actor: who.
        undoes: the action that this one takes back or makes again; None for an action of its own.
        purge: whether it purged a child.
    """

    change: UUID
    at: str
    actor: str
    undoes: UUID | None
    purge: bool


def steps(session: Session) -> tuple[Step, ...]:
    """Return the user actions in order; those that only recorded an export, and what was erased, are passed over."""
    number, change = col(HistoryRow.number), col(HistoryRow.change)
    rows = session.execute(
        select_columns(change, func.min(HistoryRow.at), func.min(HistoryRow.actor), func.max(HistoryRow.undoes),
                       func.max(col(HistoryRow.action) == Action.PURGED.value))
        .where(col(HistoryRow.record) != EXPORT, col(HistoryRow.action) != Action.ERASED.value)
        .group_by(change)
        .order_by(func.min(number))
    ).all()  # fmt: skip
    return tuple(Step(UUID(c), at, actor, UUID(undoes) if undoes else None, bool(purge)) for c, at, actor, undoes, purge in rows)


def changes_of(session: Session, change: UUID) -> tuple[Change, ...]:
    """Return what one user action changed, in its order, without records of exports."""
    rows = session.exec(
        select(HistoryRow.record, HistoryRow.before, HistoryRow.after)
        .where(col(HistoryRow.change) == change.hex, col(HistoryRow.record) != EXPORT)
        .order_by(col(HistoryRow.number))
    )
    return tuple(
        Change(record_of(name, before) if before else None, record_of(name, after) if after else None)
        for name, before, after in rows
    )


def deletions(session: Session, record: type[KeptRecord]) -> tuple[HistoryRow, ...]:
    """Return the last change of every record of a kind that it deleted, in the order made; what was erased is not among them."""
    last = (
        select(func.max(HistoryRow.number)).where(col(HistoryRow.record) == name_of(record)).group_by(col(HistoryRow.record_id))
    )
    deleted = col(HistoryRow.action) == Action.DELETED.value
    rows = session.exec(
        select(HistoryRow).where(col(HistoryRow.number).in_(last), deleted).order_by(col(HistoryRow.number))
    ).all()
    session.expunge_all()
    return tuple(rows)


def head(session: Session) -> str:
    """Return the digest of the latest change, or :data:`EMPTY_HEAD`."""
    return _last(session)[1]


def content_head(session: Session) -> str:
    """Return the digest of the latest change to what the record says, or :data:`EMPTY_HEAD`.

    That an export was made is recorded too, and moves :func:`head`; it says nothing new about a child. The head that packs print
    passes over such changes, so that the same record gives the same pack however often it is exported. It is a link of the same
    chain, and covers every change before it.
    """
    latest = select(HistoryRow.digest).where(col(HistoryRow.record) != EXPORT).order_by(col(HistoryRow.number).desc()).limit(1)
    return session.exec(latest).first() or EMPTY_HEAD


def place(session: Session) -> tuple[int, str]:
    """Return how many changes the history holds, and the digest of the latest."""
    return _last(session)


def digest_at(session: Session, number: int) -> str:
    """Return the digest of a change by its number; :data:`EMPTY_HEAD` for 0, and an empty text when there is no such change."""
    if number == 0:
        return EMPTY_HEAD
    return session.exec(select(HistoryRow.digest).where(col(HistoryRow.number) == number)).first() or ""


def all_changes(session: Session) -> tuple[HistoryRow, ...]:
    """Return every change in the order made."""
    rows = tuple(session.exec(select(HistoryRow).order_by(col(HistoryRow.number))))
    session.expunge_all()
    return rows


def broken_link(changes: Iterable[HistoryRow]) -> int | None:
    """Return the number of the first change whose digest does not follow from those before it, or None.

    Of a change that was erased nothing is left to follow from: its digest is taken as it stands, for the next change to follow.
    Whether it may stand there is for its tombstone to say (:func:`chronology_tui.store.purge.erasure_faults`).
    """
    digest = EMPTY_HEAD
    for expected, row in enumerate(changes, 1):
        try:
            erased = row.action == Action.ERASED.value
            digest = row.digest if erased else chain(digest, row.model_dump(exclude={"digest"}, warnings=False))
        except (TypeError, ValueError):  # bytes where words belong, or half a character: this program never wrote that
            return row.number
        if digest != row.digest or row.number != expected:
            return row.number
    return None


def name_of(record: type[KeptRecord]) -> str:
    """Return the name by which history calls a kind of record."""
    return record.__name__.lower()


def key_of_record(record: KeptRecord) -> Key:
    """Return the kind and the identifier of a record, as history has them."""
    return name_of(type(record)), record.id.hex


def record_of(name: str, text: str) -> KeptRecord:
    """Return the record of a kind that history calls ``name`` from the JSON that history keeps.

    Raises:
        ValueError, KeyError: the text is no such record.
    """
    return _BY_NAME[name].model_validate_json(text)


_NAMED: tuple[type[KeptRecord], ...] = (Child, Person, Source, Event, Disagreement, ExportRecord, FindingReview)
_BY_NAME = {name_of(kind): kind for kind in _NAMED}
EXPORT = name_of(ExportRecord)


def _last(session: Session) -> tuple[int, str]:
    newest = select(func.max(HistoryRow.number)).scalar_subquery()
    row = session.exec(select(HistoryRow.number, HistoryRow.digest).where(col(HistoryRow.number) == newest)).first()
    return (row[0], row[1]) if row else (0, EMPTY_HEAD)
