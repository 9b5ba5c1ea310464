"""Can the record be trusted: who changed what and when, and whether the store is whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chronology_tui.services.errors import StoreDamaged
from chronology_tui.services.listing import entry_ids, identifier
from chronology_tui.store.history import Action
from chronology_tui.store.verification import Fault, FaultCode

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook

_RESTORE = "restore the store from a backup with: chronology restore"
_COMPARE = "compare with a backup or an earlier export before relying on it, or go back with: chronology restore"
FAULT_WORDS = {
    FaultCode.PAGE_DAMAGED: f"part of the file is damaged; {_RESTORE}",
    FaultCode.STRUCTURE_DAMAGED: f"the file's structure is damaged; {_RESTORE}",
    FaultCode.TABLES_EDITED: f"the tables were changed outside this program; {_RESTORE}",
    FaultCode.REFERENCE_BROKEN: f"a record refers to another that is not there; {_RESTORE}",
    FaultCode.HISTORY_BROKEN: f"the history was edited from here on; {_COMPARE}",
    FaultCode.ERASURE_BROKEN: f"what was erased here is not what the purge of a child erased: the history was edited; {_COMPARE}",
    FaultCode.RECORD_EDITED: f"the record is not what its history left: it was edited outside this program; {_COMPARE}",
    FaultCode.RECORD_UNREADABLE: f"a record cannot be read; {_RESTORE}",
    FaultCode.EXPORT_UNKNOWN: f"this export was made from a history that is no longer there: it was replaced; {_COMPARE}",
    FaultCode.INDEX_WRONG: f"searching may miss entries or find wrong ones; the entries have their own check; {_RESTORE}",
}
"""What each fault means and what to do. Nothing is ever repaired by the program itself."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change of one record.

    Attributes:
        number: place in the history of the whole store, from 1.
        change: the user action it belongs to; several lines share one. None for a change that a purge erased.
        at: moment in UTC, ISO 8601. actor: who made it. Both are empty for a change that a purge erased, and so is ``record``.
        action: added, changed or deleted; erased or purged where a child was purged. record: kind of record. id: its identifier.
        before, after: the record as JSON values, None where there was or is none.
        digest: the link of the hash chain.
        undoes: the user action that this one takes back or makes again; None for an action of its own.
    """

    number: int
    change: UUID | None
    at: str
    actor: str
    action: Action
    record: str
    id: UUID | None
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    digest: str
    undoes: UUID | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of the fields that a change changed; empty when the record was added or deleted."""
        if self.before is None or self.after is None:
            return ()
        return tuple(name for name in self.after if self.before.get(name) != self.after[name])


def history_of(casebook: Casebook, entry: str = "", child: str = "") -> tuple[HistoryLine, ...]:
    """Return every change in the order made; with ``entry``, a number or identifier, only those of that entry.

    Raises:
        UsageError: there is no such entry.
        ChildUnknown: a number was given and no one child answers to ``child``.
    """
    wanted = _entry_id(casebook, entry, child) if entry else None
    with casebook.ledger.reading() as repository:
        rows = repository.history(wanted)
    return tuple(
        HistoryLine(
            row.number, _id(row.change), row.at, row.actor, Action(row.action), row.record, _id(row.record_id),
            json.loads(row.before) if row.before else None, json.loads(row.after) if row.after else None, row.digest,
            _id(row.undoes),
        )
        for row in rows
    )  # fmt: skip


def _id(digits: str | None) -> UUID | None:
    return UUID(digits) if digits else None


def _entry_id(casebook: Casebook, entry: str, child: str) -> UUID:
    if entry.isdecimal():
        (found,) = entry_ids(casebook.chronology(casebook.child(child).id), [entry])
        return found
    return identifier(entry)


def verify_store(casebook: Casebook) -> tuple[Fault, ...]:
    """Return what is wrong with the store; see :mod:`chronology_tui.store.verification` for what is looked at.

    A damaged store raises nothing: its damage is what is returned.

    Raises:
        StoreInUse: another program bars reading at this moment.
    """
    with casebook.ledger.reading() as repository:
        return repository.faults()


def readable_head(casebook: Casebook) -> str:
    """Return the head of the history chain, or an empty text where damage keeps it from being read."""
    try:
        return casebook.history_head()
    except StoreDamaged:
        return ""
