"""Can the record be trusted: who changed what and when, and whether the store is whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chronology_tui.services.errors import UsageError
from chronology_tui.store.history import Action
from chronology_tui.store.verification import Fault, FaultCode

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook

FAULT_WORDS = {
    FaultCode.PAGE_DAMAGED: "part of the file is damaged: restore the store from a copy",
    FaultCode.STRUCTURE_DAMAGED: "the file's structure is damaged: restore the store from a copy",
    FaultCode.REFERENCE_BROKEN: "a record refers to another that is not there: restore the store from a copy",
    FaultCode.HISTORY_BROKEN: "the history was edited from here on: compare with a copy or an earlier export",
    FaultCode.RECORD_EDITED: "the record is not what its history left: it was edited outside this program",
    FaultCode.RECORD_UNREADABLE: "a record cannot be read: restore the store from a copy",
}
"""What each fault means and what to do. Nothing is ever repaired by the program itself."""


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One change of one record.

    Attributes:
        number: place in the history of the whole store, from 1.
        change: the user action it belongs to; several lines share one.
        at: moment in UTC, ISO 8601. actor: who made it.
        action: added, changed or deleted. record: kind of record. id: its identifier.
        before, after: the record as JSON values, None where there was or is none.
        digest: the link of the hash chain.
    """

    number: int
    change: UUID
    at: str
    actor: str
    action: Action
    record: str
    id: UUID
    before: dict[str, Any] | None
    after: dict[str, Any] | None
    digest: str

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
            row.number, UUID(row.change), row.at, row.actor, Action(row.action), row.record, UUID(row.record_id),
            json.loads(row.before) if row.before else None, json.loads(row.after) if row.after else None, row.digest,
        )
        for row in rows
    )  # fmt: skip


def _entry_id(casebook: Casebook, entry: str, child: str) -> UUID:
    if entry.isdecimal():
        chronology = casebook.chronology(casebook.child(child).id)
        number = int(entry)
        if not 1 <= number <= len(chronology):
            raise UsageError(f"There is no entry {number}: the entries are numbered 1 to {len(chronology)}.")
        return chronology.events[number - 1].id
    try:
        return UUID(entry)
    except ValueError:
        raise UsageError(f"{entry!r} is neither the number nor the identifier of an entry.") from None


def verify_store(casebook: Casebook) -> tuple[Fault, ...]:
    """Return what is wrong with the store: pages, structure, references, history chain, records edited from outside."""
    with casebook.ledger.reading() as repository:
        return repository.faults()
