"""The newest entries of a long chronology, for the first screen while the rest is still being read."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.services.casebook import Casebook, child_among

NEWEST = 512
"""Entries that are read first: some dozen screens, read in a tenth of the time of 20,000."""


@dataclass(frozen=True, slots=True)
class Newest:
    """The end of a chronology.

    Attributes:
        entries: the last entries of the whole chronology, in its order, without their sources; their numbers are not those of
            the whole and nothing may be counted by them.
        siblings: names of the other children of the store.
    """

    entries: Chronology
    siblings: tuple[str, ...]


def newest_entries(casebook: Casebook, child_id: UUID, most: int = NEWEST) -> Newest | None:
    """Return at most ``most`` of the last entries about a child; None where reading them first is of no use.

    It is of none where there are no more, or where the days of so many entries cannot be told apart.

    Raises:
        ChildUnknown: the store holds no such child.
    """
    with casebook.ledger.lock, casebook.ledger.reading() as repository:
        children = repository.children()
        child = child_among(children, child_id)
        events = repository.newest_events_of(child_id, most)
    if not events:
        return None
    return Newest(Chronology.of(child, events, ()), tuple(other.name for other in children if other.id != child_id))
