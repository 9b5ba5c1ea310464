"""A long invented case, written to a store in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from chronology_tui.domain.dates import UncertainDate
from chronology_tui.domain.kinds import Kind
from chronology_tui.services import Casebook

FIRST_DAY = date(2021, 1, 1)


def add_entries(casebook: Casebook, dates: Sequence[UncertainDate], *, child: str = "S. Tarn") -> UUID:
    """Add a child with one entry a date; the summary of each says which it is ("entry 0" first). Return the child."""
    child_id = casebook.add_child(child, "3/4/2019").id
    source = casebook.ledger.make_source(f"GP record of {child}")
    kinds = (Kind.ATTENDED, Kind.WAS_NOT_BROUGHT, Kind.NOTE)
    events = [
        casebook.ledger.make_event(
            (child_id,),
            {"when": when, "kind": kinds[n % 3], "area": kinds[n % 3].area, "summary": f"entry {n}"},
            source.id,
        )
        for n, when in enumerate(dates)
    ]
    with casebook.writing() as writing:
        writing.repository.add([source], writing.stamp)
        writing.repository.add(events, writing.stamp)
    return child_id


def day_by_day(entries: int) -> list[UncertainDate]:
    """Return so many days in turn."""
    return [UncertainDate.on(FIRST_DAY + timedelta(days=n)) for n in range(entries)]
