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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Self
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, ValidationError
from sqlalchemy import bindparam, update
from sqlmodel import Session, col, select

from chronology_tui.domain.records import Child, Disagreement, Event, ExportRecord, FindingReview, KeptRecord, Person, Source
from chronology_tui.store import history
from chronology_tui.store.history import Action, Change, Key, Stamp, key_of_record, name_of, told
from chronology_tui.store.tables import HistoryRow, table_of

REWRITE_DUE = "rewrite-due"
"""Setting of a store whose child was purged and whose file was not written anew since."""

_BLANK: dict[str, object] = {
    "change": "", "at": "", "actor": "", "action": Action.ERASED.value, "record": "", "record_id": "",
    "before": None, "after": None, "undoes": None,
}  # fmt: skip
"""What is left of an erased change, besides its number and its digest."""
NOBODY = UUID(int=0)
"""Stands in a tombstone in place of the child."""
_ORDER: tuple[type[KeptRecord], ...] = (Event, Disagreement, ExportRecord, FindingReview, Person, Source, Child)
"""In this order records can go without any that stays behind referring to one that is gone."""


@dataclass(frozen=True, slots=True)
class Purge:
    """What the purge of a child does.

    Attributes:
        child: whom it is about.
        changes: records that go (``after`` is None) and records that stay without the child, in an order to write them in.
        told_anew: every record that stays and whose changes were erased, as it then is.
        erased: numbers of the changes that are erased, in order.
        alone: whether no other child is in the store.
    """

    child: UUID
    changes: tuple[Change, ...]
    told_anew: tuple[KeptRecord, ...]
    erased: tuple[int, ...]
    alone: bool

    @property
    def gone(self) -> tuple[KeptRecord, ...]:
        """The records that go."""
        return tuple(change.record for change in self.changes if change.after is None)


def plan(child: UUID, records: Sequence[KeptRecord], past: Sequence[HistoryRow]) -> Purge:
    """Return what the purge of ``child`` does to the ``records`` of a store and to its history.

    With the child go its entries, disagreements, exports and reviews of findings. A person or a source goes that belonged to it,
    now or earlier, and that nothing needs which stays: no entry about another child, now or in the history, and for a person no
    relation to one.
    When no child is left, people and sources that nothing needs go too: there is nobody else whom they could be about.

    Args:
        child: the child.
        records: every record of the store.
        past: every change of the history.
    """
    others = {record.id for record in records if isinstance(record, Child)} - {child}
    present = {key_of_record(record): record for record in records}
    named = {row.number for row in past if str(child) in f"{row.before} {row.after}"}
    left = {key: rest for key, record in present.items() if (rest := _without(record, child)) is not None}
    gone = (present.keys() | {_row_key(row) for row in past if row.number in named}) - left.keys()
    tied, needed = _named_by_entries(present, left, past, named, gone)
    for key in present.keys() | {_row_key(row) for row in past}:
        held = present.get(key)
        if key[0] not in {_PERSON, _SOURCE} or key in needed or (key not in tied and others):
            continue
        if not (isinstance(held, Person) and any(relation.child in others for relation in held.relations)):
            gone.add(key)
            left.pop(key, None)
    erased = {row.number for row in past if row.number in named or _row_key(row) in gone}
    retold = {_row_key(row) for row in past if row.number in erased} | {key for key in left if left[key] != present[key]}
    changes = [Change(record, left.get(key)) for key, record in present.items() if left.get(key) != record]
    return Purge(
        child,
        tuple(sorted(changes, key=lambda c: (_ORDER.index(type(c.record)), c.action.value, c.id))),
        tuple(left[key] for key in sorted(left.keys() & retold)),
        tuple(sorted(erased)),
        alone=not others,
    )


def _without(record: KeptRecord, child: UUID) -> KeptRecord | None:
    """Return what a record says without ``child``; None when it says nothing then."""
    if isinstance(record, Event):
        rest = tuple(c for c in record.children if c != child)
        if rest == record.children:
            return record
        return record.changed(children=rest) if rest else None
    if isinstance(record, Person):
        relations = tuple(relation for relation in record.relations if relation.child != child)
        return record if relations == record.relations else record.changed(relations=relations)
    if isinstance(record, Child):
        return None if record.id == child else record
    if isinstance(record, Disagreement | ExportRecord | FindingReview):
        return None if record.child == child else record
    return record


def _named_by_entries(
    present: Mapping[Key, KeptRecord],
    left: Mapping[Key, KeptRecord],
    past: Iterable[HistoryRow],
    named: AbstractSet[int],
    gone: AbstractSet[Key],
) -> tuple[set[Key], set[Key]]:
    """Return the people and sources that belong to what goes, and those that entries need which stay, now or in the history."""
    tied: set[Key] = set()
    needed: set[Key] = set()
    for key, record in present.items():
        if isinstance(record, Event):
            (needed if key in left else tied).update(_names(record.source, (p.person for p in record.people)))
    for row in past:
        if row.record in {_PERSON, _SOURCE} and row.number in named:
            tied.add(_row_key(row))
        elif row.record == _EVENT:
            to = tied if row.number in named or _row_key(row) in gone else needed
            for values in (json.loads(text) for text in (row.before, row.after) if text):
                to.update(_names(UUID(values["source"]), (UUID(p["person"]) for p in values["people"])))
    return tied, needed


def _names(source: UUID, people: Iterable[UUID]) -> Iterator[Key]:
    yield _SOURCE, source.hex
    for person in people:
        yield _PERSON, person.hex


def _row_key(row: HistoryRow) -> Key:
    return row.record, row.record_id


_EVENT, _PERSON, _SOURCE = name_of(Event), name_of(Person), name_of(Source)


# ---------------------------------------------------------------- the history


class Tombstone(BaseModel):
    """What the history says of a purge: nothing of the case.

    Attributes:
        erased: first and last number of each run of changes that were erased.
        fingerprint: SHA-256 over their digests, in order, each run after the digest of the change before it: that change has no
            other to follow it that could tell that it was edited.
        changes: how many they were.
        records: how many records of each kind went.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    erased: tuple[tuple[int, int], ...]
    fingerprint: str
    changes: int
    records: dict[str, int]

    @classmethod
    def of(cls, erased: Iterable[int], digests: Mapping[int, str], records: Mapping[str, int]) -> Self:
        """Return the tombstone of changes, given the digests of all changes by number, and of records, counted by kind."""
        runs: list[tuple[int, int]] = []
        for number in sorted(erased):
            if runs and runs[-1][1] == number - 1:
                runs[-1] = (runs[-1][0], number)
            else:
                runs.append((number, number))
        covered = [digests.get(n, history.EMPTY_HEAD) for first, last in runs for n in range(first - 1, last + 1)]
        fingerprint = hashlib.sha256("\n".join(covered).encode()).hexdigest()
        changes = sum(last - first + 1 for first, last in runs)
        return cls(erased=tuple(runs), fingerprint=fingerprint, changes=changes, records=dict(sorted(records.items())))


def bury(session: Session, purge: Purge, stamp: Stamp) -> None:
    """Erase the changes of ``purge``, tell anew what stays, and set the tombstone, which comes last.

    Were it not the last, a telling that alters nothing could be cut off after it unseen. What is written has the day of the purge
    and not the hour, and an identifier that tells no time.
    """
    digests = dict(session.exec(select(HistoryRow.number, HistoryRow.digest)).all())
    tombstone = Tombstone.of(purge.erased, digests, Counter(name_of(type(record)) for record in purge.gone))
    if purge.erased:
        erase = update(table_of(HistoryRow)).where(col(HistoryRow.number) == bindparam("erased")).values(_BLANK)
        session.connection().execute(erase, [{"erased": number} for number in purge.erased])
    dated = replace(stamp, change=uuid4(), at=f"{stamp.at[:10]}T00:00:00.000+00:00", undoes=None)
    history.append(session, dated, [told(Change(None, record), Action.CHANGED) for record in purge.told_anew])
    history.append(
        session,
        dated,
        [
            {
                "action": Action.PURGED.value, "record": name_of(Child), "record_id": NOBODY.hex, "before": None,
                "after": tombstone.model_dump_json(),
            }
        ],
    )  # fmt: skip


def erasure_faults(changes: Sequence[HistoryRow]) -> Iterator[int]:
    """Yield the numbers of erased changes that no tombstone explains or that still say something, and of tombstones that lie."""
    digests = {row.number: row.digest for row in changes}
    rows = [row for row in changes if row.action in {Action.ERASED.value, Action.PURGED.value}]
    erased = {row.number for row in rows if row.action == Action.ERASED.value}
    yield from (
        row.number
        for row in rows
        if row.number in erased and row.model_dump(exclude={"number", "digest"}, warnings=False) != _BLANK
    )
    explained: set[int] = set()
    for row in rows:
        if row.number not in erased:
            numbers = _explained(row, erased, digests)
            if numbers is None or explained & numbers:
                yield row.number
            explained |= numbers or set()
    yield from sorted(erased - explained)


def _explained(row: HistoryRow, erased: AbstractSet[int], digests: Mapping[int, str]) -> set[int] | None:
    """Return the changes whose erasure a tombstone explains, or None when it is not what :func:`bury` would have written."""
    try:
        tombstone = Tombstone.model_validate_json(row.after or "")
    except ValidationError:
        return None
    if any(not 0 < first <= last < row.number for first, last in tombstone.erased):
        return None
    numbers = {number for first, last in tombstone.erased for number in range(first, last + 1)}
    if not numbers or not numbers <= erased:
        return None
    return numbers if Tombstone.of(numbers, digests, tombstone.records) == tombstone else None
