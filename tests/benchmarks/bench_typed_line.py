"""How long the typed line takes at a key press: reading it, completing it, and making the names known.

Run: python tests/benchmarks/bench_typed_line.py. Nothing is asserted: figures are for people. The aims are 500 µs for a line and
1,000 µs for a completion with thousands of names.
"""

from __future__ import annotations

import timeit
from collections.abc import Callable
from datetime import date
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import DateContext, UncertainDate
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Child, Event, Source
from chronology_tui.domain.typed_line import Known, LineContext, complete, known_from, read_line

SIBLINGS = ("Ava Lark", "Sam Brook", "Bo-Mae Tern")
CONTEXT = LineContext(DateContext(date(2026, 11, 21), date(2019, 4, 3)), "Clinic letter", SIBLINGS)
LINES = [
    "14/3/24 wnb physio; second letter unanswered !3 src:letter",
    "14/3/24 10:30 ed fall from sofa, seen and sent home",
    "2/7/24 9/7/24 adm seizures; level below range !4 +Ava",
    "about April 2021 he was often tired at school and said that he had no breakfast",
    "14/3/24 rx levetiracetam 250mg bd x28d due:+4w",
    '14/3/24 Concern that his weight has not changed in six months !2 ~3 action:"letter to GP" due:+2w owner:HV',
    (
        '14/3/24 wnb !3 @physio ~4 src:"clinic letter" p:2 by:"A. Physio" with:Nana voice:"it hurts" impact:harm '
        'action:"letter sent" response:declined #key #restricted splints outgrown'
    ),
]
NAMES = tuple(
    f"{word} {number}" for number in range(1_250) for word in ("Clinic letter", "School report", "Élan centre", "Dr Lark")
)
KNOWN = Known(NAMES, NAMES, NAMES, NAMES, SIBLINGS, (Kind.GP_CONTACT, Kind.WAS_NOT_BROUGHT))
CURSORS = [
    "14/3/24 ", "14/3/24 was not b", "14/3/24 wnb @", "14/3/24 wnb @lark 1249", "14/3/24 wnb @zz", "14/3/24 wnb src:rep",
    '14/3/24 wnb by:"dr lark 9', "14/3/24 wnb phys", "14/3/24 wnb physio; second letter +s",
    "14/3/24 wnb physio; second letter !",
]  # fmt: skip


def best(statement: Callable[[], object], number: int = 300) -> float:
    """Return the best time of one call in microseconds."""
    return min(timeit.repeat(statement, number=number, repeat=5)) / number * 1e6


def _chronology(entries: int) -> Chronology:
    child = Child(id=UUID(int=1), name="T.C.")
    sources = [Source(id=UUID(int=10 + n), title=name) for n, name in enumerate(NAMES[:200])]
    when = UncertainDate.on(date(2024, 3, 14))
    events = [
        Event(
            id=UUID(int=10_000 + n), children=(child.id,), when=when, kind=Kind.NOTE, area=Kind.NOTE.area, service=NAMES[n % 300],
            source=sources[n % 200].id, professional=NAMES[n % 70],
        )
        for n in range(entries)
    ]  # fmt: skip
    return Chronology.of(child, events, sources)


def main() -> None:
    """Print one line for each case."""
    print(f"reading a line{'µs':>10}")
    for line in LINES:
        print(f"{best(lambda line=line: read_line(line, CONTEXT)):24.0f}  {line[:100]}")  # type: ignore[misc]
    print(f"completing with {len(NAMES):,} names of each sort{'µs':>10}")
    complete("14/3/24 wnb @x", 14, KNOWN)
    for line in CURSORS:
        print(f"{best(lambda line=line: complete(line, len(line), KNOWN)):24.0f}  {line}")  # type: ignore[misc]
    chronology = _chronology(5_000)
    print(f"known_from {len(chronology):,} entries: {best(lambda: known_from(chronology), 3) / 1000:.1f} ms")
    index = best(lambda: Known(services=NAMES).service_names, 3)
    print(f"index of {len(NAMES):,} names: {index / 1000:.1f} ms, once after each change")


if __name__ == "__main__":
    main()
