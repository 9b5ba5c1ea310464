"""Invented children and entries for the tests of the screen: no real person, place or record."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import UncertainDate
from chronology_tui.domain.ids import IdMaker
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Child, Event, Source
from chronology_tui.domain.scales import Severity

TODAY = date(2026, 11, 20)
_IDS = IdMaker()
_NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

CHILD = Child(id=_IDS.new(_NOW), name="Sam Test", birth=date(2019, 4, 3))
SOURCE = Source(id=_IDS.new(_NOW), title="Clinic letter")

_KINDS = (
    Kind.WAS_NOT_BROUGHT,
    Kind.ATTENDED,
    Kind.CANCELLED_BY_FAMILY,
    Kind.ADMISSION,
    Kind.CHILD_WORDS,
    Kind.NOTE,
    Kind.SUPPORT_ACCEPTED,
)
_SERVICES = ("Physiotherapy", "Dentist", "Neurology", "Paediatrics", "Health visiting", "")
_WORDS = (  # noqa: SIM905 - a sentence is easier to read than 60 strings
    "second letter unanswered splints now outgrown walking on toes pharmacy rang twice father said the "
    "bottle had lasted ambulance called by school level below range on arrival discharged with written "
    "plan and a named nurse home warm food in asked for help with transport taxi card applied for check "
    "and fluoride varnish mother brought happy to be seen no access at home visit "
).split()


def new_id() -> UUID:
    return _IDS.new(_NOW)


def event(when: date | UncertainDate | None, kind: Kind = Kind.NOTE, summary: str = "", **more: Any) -> Event:
    dated = UncertainDate.undated() if when is None else UncertainDate.on(when) if isinstance(when, date) else when
    return Event(
        id=new_id(), children=(CHILD.id,), when=dated, kind=kind, area=kind.area, source=SOURCE.id, summary=summary, **more
    )


def chronology(events: Sequence[Event], child: Child = CHILD) -> Chronology:
    return Chronology.of(child, events, [SOURCE])


def many(count: int, *, low: int = 200, high: int = 400, seed: int = 7) -> Chronology:
    """Return ``count`` entries over seven years with summaries of ``low`` to ``high`` characters."""
    rng = random.Random(seed)  # noqa: S311 - reproducible rows, nothing secret
    start = date(2019, 4, 3)
    events = []
    for n in range(count):
        kind = rng.choice(_KINDS)
        words: list[str] = []
        length = rng.randint(low, high)
        while sum(map(len, words)) + len(words) < length:
            words.append(rng.choice(_WORDS))
        events.append(
            event(
                start + timedelta(days=n * 2700 // max(1, count)),
                kind,
                " ".join(words)[:length].capitalize() + ".",
                service=rng.choice(_SERVICES),
                severity=Severity(rng.choice((-1, 0, 1, 1, 2, 2, 3, 4))) if kind is not Kind.CHILD_WORDS else Severity.NOT_RATED,
            )
        )
    return chronology(events)
