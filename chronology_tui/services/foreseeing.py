"""What a change of many entries would do, told before it is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui.domain.text import clean, fold
from chronology_tui.services.editing import around
from chronology_tui.services.entry_edits import edited, entry_values
from chronology_tui.services.errors import InvalidRecord

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook

ENTRIES = ""
"""Counts, in an answer, the entries that would change at all."""


def foreseen(casebook: Casebook, child_id: UUID, ids: Sequence[UUID], values: Mapping[str, str]) -> Counter[str]:
    """Return how many entries :func:`.editing.edit_entries` would change, by the column; nothing is written.

    Raises:
        InvalidRecord: a value does not fit.
    """
    counts: Counter[str] = Counter()
    where = around(casebook, child_id)
    typed = {column: clean(text) for column, text in values.items()}
    for event_id in ids:
        if event_id not in where.chronology.numbers:
            continue
        event = where.chronology.event(event_id)
        try:
            edit = edited(event, where, typed, casebook.ledger.new_id)
        except InvalidRecord as refused:
            raise InvalidRecord(f"Entry {where.chronology.number(event_id)}: {refused}") from None
        before, after = (entry_values(one, where.chronology, where.children, where.people) for one in (event, edit.after))
        if edit.source and fold(edit.source) != fold(before["source"]):
            after = {**after, "source": edit.source}
        changed = [column for column in typed if before[column] != after[column]]
        counts.update([ENTRIES, *changed] if changed else [])
    return counts
