"""History: every change to every record, before and after, in the same transaction, each chained to the one before.

``digest`` of a change is SHA-256 over the digest before it and the canonical JSON of the change, so that an edit of history made
behind the program's back breaks the chain from there on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy import func, insert
from sqlmodel import Session, col, select

from chronology_tui.domain.records import ExportRecord, Record
from chronology_tui.store.tables import HistoryRow

EMPTY_HEAD = "0" * 64
"""Head of the chain before the first change."""


class Action(StrEnum):
    """What happened to a record."""

    ADDED = "added"
    """The record was made."""
    CHANGED = "changed"
    """Some of its fields were changed."""
    DELETED = "deleted"
    """The record was taken out of the chronology; history keeps it."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who makes a change and when; ``change`` names the user action, so that everything it did can be undone as one.

    Attributes:
        change: UUIDv7 of the user action.
        at: ISO 8601 instant in UTC.
        actor: who, as the operating system or the worker names them.
    """

    change: UUID
    at: str
    actor: str


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; ``before`` is None when it was added, ``after`` None when it was deleted."""

    before: Record | None
    after: Record | None


def record_changes(session: Session, stamp: Stamp, changes: Sequence[Change]) -> None:
    """Append ``changes`` to the history in the caller's transaction."""
    number, digest = _last(session)
    rows = []
    for change in changes:
        record = change.after or change.before
        if record is None:
            raise ValueError("a change needs a record before or after it")
        number += 1
        row: dict[str, object] = {
            "number": number,
            "change": stamp.change.hex,
            "at": stamp.at,
            "actor": stamp.actor,
            "action": _action(change).value,
            "record": _name(type(record)),
            "record_id": record.model_dump(include={"id"})["id"].hex,
            "before": change.before.model_dump_json() if change.before else None,
            "after": change.after.model_dump_json() if change.after else None,
        }
        digest = chain(digest, row)
        rows.append({**row, "digest": digest})
    if rows:
        session.execute(insert(HistoryRow), rows)


def chain(previous: str, row: dict[str, object]) -> str:
    """Return the digest of a history row (without its own digest) that follows the digest ``previous``."""
    canonical = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{canonical}".encode()).hexdigest()


def head(session: Session) -> str:
    """Return the digest of the latest change, or :data:`EMPTY_HEAD`."""
    return _last(session)[1]


def content_head(session: Session) -> str:
    """Return the digest of the latest change to what the record says, or :data:`EMPTY_HEAD`.

    That an export was made is recorded too, and moves :func:`head`; it says nothing new about a child. The head that packs print
    passes over such changes, so that the same record gives the same pack however often it is exported. It is a link of the same
    chain, and covers every change before it.
    """
    latest = select(HistoryRow.digest).where(col(HistoryRow.record) != _EXPORT).order_by(col(HistoryRow.number).desc()).limit(1)
    return session.exec(latest).first() or EMPTY_HEAD


def broken_link(session: Session) -> int | None:
    """Return the number of the first change whose digest does not follow from those before it, or None."""
    digest = EMPTY_HEAD
    for expected, row in enumerate(session.exec(select(HistoryRow).order_by(col(HistoryRow.number))), 1):
        values = row.model_dump(exclude={"digest"})
        digest = chain(digest, values)
        if digest != row.digest or row.number != expected:
            return row.number
    return None


def _name(record: type[Record]) -> str:
    return record.__name__.lower()


_EXPORT = _name(ExportRecord)


def _last(session: Session) -> tuple[int, str]:
    newest = select(func.max(HistoryRow.number)).scalar_subquery()
    row = session.exec(select(HistoryRow.number, HistoryRow.digest).where(col(HistoryRow.number) == newest)).first()
    return (row[0], row[1]) if row else (0, EMPTY_HEAD)


def _action(change: Change) -> Action:
    if change.before is None:
        return Action.ADDED
    return Action.DELETED if change.after is None else Action.CHANGED
