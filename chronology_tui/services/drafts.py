"""Drafts: what was typed and is not saved yet, kept in the encrypted store so that a crash loses none of it.

A draft is no record: it has no place in the history, is never exported, and goes with what it becomes (``draft=`` of
:meth:`Casebook.add_line`) or with its child. Every call waits for the disk: a screen makes it from a worker thread.

A form keeps its fields as JSON under a place of its own, such as ``form:edit``::

    draft = keep(casebook, child_id, "form:edit", json.dumps(fields), draft)
"""

from __future__ import annotations

from uuid import UUID

from chronology_tui.services.casebook import Casebook
from chronology_tui.services.ledger import instant
from chronology_tui.store.reader import Draft

__all__ = ["LINE", "Draft", "all_drafts", "drafts_of", "drop", "keep"]

LINE = "line"
"""The place of drafts of the typed line; their content is the words."""


def keep(casebook: Casebook, child_id: UUID | None, place: str, content: str, draft_id: UUID | None = None) -> UUID:
    """Keep what was typed and return the draft's identifier; with ``draft_id``, in place of what that draft held.

    Raises:
        StoreReadOnly, StoreInUse, StoreNotWritten: it was not kept; what was kept before still is.
    """
    ledger = casebook.ledger
    draft_id = draft_id or ledger.new_id()
    with ledger.writing() as writing:
        writing.repository.keep_draft(Draft(draft_id, child_id, place, content, instant(ledger.clock)))
    return draft_id


def drop(casebook: Casebook, *draft_ids: UUID) -> None:
    """Drop drafts; one that is gone already is passed over.

    Raises:
        StoreReadOnly, StoreInUse, StoreNotWritten: they are still there.
    """
    with casebook.ledger.writing() as writing:
        writing.repository.drop_drafts(*draft_ids)


def drafts_of(casebook: Casebook, child_id: UUID | None, place: str = "") -> tuple[Draft, ...]:
    """Return the drafts about a child (None: about none), with ``place`` only those typed there; the latest last."""
    return tuple(d for d in all_drafts(casebook) if d.child == child_id and (not place or d.place == place))


def all_drafts(casebook: Casebook) -> tuple[Draft, ...]:
    """Return every draft of the store, the latest last."""
    with casebook.ledger.reading() as repository:
        return repository.drafts()
