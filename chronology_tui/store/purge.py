"""Purging a child: what goes with it, what stays, and what the history says of it afterwards.

Every change in the history that names the child, or belongs to a record that goes, is *erased*: only its number and its digest
are left, so that the chain still holds. A *tombstone* at the end of the history says which changes were erased, with a
fingerprint of their digests; it is a change of the chain like any other. Nobody who edits the history can pass that off as a
purge: an erased change that no tombstone names is a fault, and so is a tombstone that does not fit.

A record that stays and whose changes were erased is told anew as it stands, so that the records still agree with the history.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session, col, select

from chronology_tui.domain.records import Child, Disagreement, Event, ExportRecord, Person, Record, Source
from chronology_tui.store.history import Action, Change, Stamp, name_of
from chronology_tui.store.tables import HistoryRow

REWRITE_DUE = "rewrite-due"
"""Setting of a store whose child was purged and whose file was not written anew since."""

_BLANK: dict[str, object] = {
    "change": "", "at": "", "actor": "", "action": Action.ERASED.value, "record": "", "record_id": "",
    "before": None, "after": None, "undoes": None,
}  # fmt: skip
"""What is left of an erased change, besides its number and its digest."""
_NOBODY = UUID(int=0)
_ORDER: tuple[type[Record], ...] = (Event, Disagreement, ExportRecord, Person, Source, Child)
"""In this order records can go without any that stays behind referring to one that is gone."""

Key = tuple[str, str]
"""Kind and identifier of a record, as history has them."""


@dataclass(frozen=True, slots=True)
class Purge:
    """What the purge of a child does.

    Attributes:
        child: whom it is about.
        changes: records that go (``after`` is None) and records that stay without the child, in an order to write them in.
        told_anew: every record that stays and whose changes were erased, as it then is; and whether some of its changes stay.
        erased: numbers of the changes that are erased, in order.
        alone: whether no other child is in the store.
    """

    child: UUID
    changes: tuple[Change, ...]
    told_anew: tuple[Record, ...]
    erased: tuple[int, ...]
    alone: bool

    @property
    def gone(self) -> tuple[Record, ...]:
        """The records that go."""
        return tuple(change.record for change in self.changes if change.after is None)


def plan(child: UUID, records: Sequence[Record], past: Sequence[HistoryRow]) -> Purge:
    """Return what the purge of ``child`` does to the ``records`` of a store and to its history.

    With the child go its entries, disagreements and exports. A person or a source goes that belonged to it, now or earlier, and
    that nothing needs which stays: no entry about another child, now or in the history, and for a person no relation to one.
    When no child is left, the people and sources of the store go too.

    Args:
        child: the child.
        records: every record of the store.
        past: every change of the history that was not erased before.
    """
    others = frozenset(record.id for record in records if isinstance(record, Child)) - {child}
    present = {_key(record): record for record in records}
    named = {row.number for row in past if str(child) in f"{row.before} {row.after}"}
    after = {key: _without(record, child, others) for key, record in present.items()}
    gone = {key for key, record in after.items() if record is None}
    gone |= {_row_key(row) for row in past if row.number in named} - present.keys()  # deleted earlier
    tied, needed = _named_by_entries(after, present, past, named, gone)
    for key in present.keys() | {_row_key(row) for row in past}:
        if key[0] not in {_PERSON, _SOURCE} or key in needed or not (key in tied or key in gone or not others):
            continue
        held = after.get(key)
        if not (isinstance(held, Person) and held.relations):
            gone.add(key)
    # Somebody who was related to this child only, and took part in what stays, stays without the relation.
    for key in needed & gone & present.keys():
        gone.discard(key)
    erased = {row.number for row in past if row.action != Action.PURGED.value and (row.number in named or _row_key(row) in gone)}
    left = {key: after[key] or _unrelated(present[key], child) for key in present.keys() - gone}
    retold = {_row_key(row) for row in past if row.number in erased} | {k for k, r in left.items() if r != present[k]}
    changes = [Change(present[key], None) for key in present.keys() & gone]
    changes += [Change(present[key], record) for key, record in left.items() if record != present[key]]
    return Purge(
        child,
        tuple(sorted(changes, key=lambda c: (_ORDER.index(type(c.record)), c.action.value, c.id))),
        tuple(left[key] for key in sorted(left.keys() & retold)),
        tuple(sorted(erased)),
        not others,
    )


def _without(record: Record, child: UUID, others: frozenset[UUID]) -> Record | None:
    """Return what a record says without ``child``; None when it says nothing then."""
    if isinstance(record, Event) and child in record.children:
        rest = tuple(c for c in record.children if c != child)
        return record.changed(children=rest) if rest else None
    if isinstance(record, Person) and any(relation.child == child for relation in record.relations):
        rest_of = _unrelated(record, child)
        return rest_of if any(relation.child in others for relation in rest_of.relations) else None
    if isinstance(record, Child):
        return None if record.id == child else record
    if isinstance(record, Disagreement | ExportRecord):
        return None if record.child == child else record
    return record


def _unrelated(record: Record, child: UUID) -> Any:
    if not isinstance(record, Person):
        return record
    return record.changed(relations=tuple(relation for relation in record.relations if relation.child != child))


def _named_by_entries(
    after: dict[Key, Record | None], present: dict[Key, Record], past: Iterable[HistoryRow], named: set[int], gone: set[Key]
) -> tuple[set[Key], set[Key]]:
    """Return the people and sources named by entries that go, and those named by entries that stay, now and in the history."""
    tied: set[Key] = set()
    needed: set[Key] = set()
    for key, record in present.items():
        if isinstance(record, Event):
            (tied if after[key] is None else needed).update(_names(record.source, (p.person for p in record.people)))
    for row in past:
        if row.record in {_PERSON, _SOURCE} and row.number in named:
            tied.add(_row_key(row))
        elif row.record == _EVENT:
            to = tied if row.number in named or _row_key(row) in gone else needed
            for text in filter(None, (row.before, row.after)):
                values = json.loads(text)
                to.update(_names(UUID(values["source"]), (UUID(p["person"]) for p in values.get("people", ()))))
    return tied, needed


def _names(source: UUID, people: Iterable[UUID]) -> Iterator[Key]:
    yield _SOURCE, source.hex
    for person in people:
        yield _PERSON, person.hex


def _key(record: Record) -> Key:
    return name_of(type(record)), record.id.hex  # type: ignore[attr-defined]


def _row_key(row: HistoryRow) -> Key:
    return row.record, row.record_id


_EVENT, _PERSON, _SOURCE = name_of(Event), name_of(Person), name_of(Source)


# ---------------------------------------------------------------- the history


class Tombstone(BaseModel):
    """What the history says of a purge: nothing of the case.

    Attributes:
        erased: first and last number of each run of changes that were erased.
        fingerprint: SHA-256 over their digests, in order.
        changes: how many they were.
        records: how many records of each kind went.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    erased: Annotated[tuple[tuple[int, int], ...], Field(strict=False)]
    fingerprint: str
    changes: int
    records: dict[str, int]

    @classmethod
    def of(cls, erased: Sequence[tuple[int, str]], gone: Iterable[Record]) -> Self:
        """Return the tombstone of changes, given as number and digest, and of records."""
        runs: list[tuple[int, int]] = []
        for number, _ in erased:
            if runs and runs[-1][1] == number - 1:
                runs[-1] = (runs[-1][0], number)
            else:
                runs.append((number, number))
        counts = Counter(name_of(type(record)) for record in gone)
        fingerprint = hashlib.sha256("\n".join(digest for _, digest in erased).encode()).hexdigest()
        return cls(erased=tuple(runs), fingerprint=fingerprint, changes=len(erased), records=dict(sorted(counts.items())))


def bury(session: Session, purge: Purge, stamp: Stamp) -> None:
    """Erase the changes of ``purge``, tell anew what stays, and set the tombstone, which comes last.

    Were it not the last, changes after it that alter nothing could be cut off unseen. It has the day of the purge, not the hour,
    and an identifier that tells no time.
    """
    rows = session.execute(
        select(HistoryRow.number, HistoryRow.digest).where(col(HistoryRow.number).in_(purge.erased)).order_by(col(HistoryRow.number))
    ).all() if len(purge.erased) < _MANY else [
        row for row in session.execute(select(HistoryRow.number, HistoryRow.digest).order_by(col(HistoryRow.number)))
        if row[0] in set(purge.erased)
    ]  # fmt: skip
    raise NotImplementedError
