"""How analysis grows: 2,000 and 20,000 entries side by side in one run, the ratio printed and nothing asserted.

Run from the repository root: ``python tests/benchmarks/bench_analysis.py [repeats]``. Goals (design, speed): at most 12 times
from 2,000 to 20,000, under 1 s at 20,000, under 100 ms at 2,000 after one edit. Times are of the processor, the best of several
runs, with the garbage collector at rest as the service has it.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from chronology_tui.analysis.concerns import read_concerns
from chronology_tui.analysis.engine import analyse, run_rule
from chronology_tui.analysis.finding import Outcome
from chronology_tui.analysis.policy import DEFAULT_POLICY
from chronology_tui.analysis.registry import RULES
from chronology_tui.analysis.rule import RuleContext
from chronology_tui.analysis.summary import summarise
from chronology_tui.collector import collector_resting
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates.value import Precision, Qualifier, UncertainDate
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import AdmissionDetails, Child, Event, Source
from chronology_tui.domain.scales import Severity

BIRTH, AS_OF = date(2008, 1, 1), date(2026, 1, 1)
SERVICES = ("Physiotherapy", "physio", "Dentist", "ENT", "Gait laboratory", "Epilepsy clinic", "")
WORDS = "Second letter unanswered; splints now outgrown, walking on toes; school asks what the plan is and who leads on it."


def chronology(number: int, seed: int = 7) -> Chronology:
    """Return an invented case: half of it appointments, one entry in ten with an uncertain date."""
    rng = random.Random(seed)  # noqa: S311  not for secrets
    child = Child(id=UUID(int=1), name="Robin Ashdown", birth=BIRTH)
    source = Source(id=UUID(int=2), title="Letters")
    kinds = [kind for kind in Kind for _ in range(8 if kind.area.value == "appointments" else 1)]
    days = (AS_OF - BIRTH).days

    def event(n: int) -> Event:
        day = BIRTH + timedelta(days=rng.randrange(days))
        when = UncertainDate.on(day)
        if n % 10 == 0:
            when = UncertainDate("about", Qualifier.ABOUT, Precision.MONTH, day, day + timedelta(days=40))
        if n % 97 == 0:
            when = UncertainDate.undated()
        kind = rng.choice(kinds)
        return Event(
            id=UUID(int=100 + n), children=(child.id,), when=when, kind=kind, area=kind.area, service=rng.choice(SERVICES),
            summary=f"{WORDS} ({n})", source=source.id, severity=Severity(rng.randrange(-1, 5)),
            details=AdmissionDetails(reason=rng.choice(("seizure", "wheeze", "fall"))) if kind is Kind.ADMISSION else None,
        )  # fmt: skip

    return Chronology.of(child, (event(n) for n in range(number)), [source])


@dataclass(frozen=True)
class Timed:
    """One run: how long the whole took, and each part of it, in seconds of the processor."""

    whole: float
    parts: dict[str, float]


def timed(case: Chronology) -> Timed:
    """Analyse a case as the engine does, one part after the other: what several rules share counts for the first that asks."""
    parts: dict[str, float] = {}
    begin = last = time.process_time()

    def lap(name: str) -> None:
        nonlocal last
        now = time.process_time()
        parts[name], last = now - last, now

    with collector_resting():
        context = RuleContext.of(case, DEFAULT_POLICY, AS_OF)
        assert context.by_kind
        lap("(entries by kind)")
        assert context.care.all
        lap("(appointments)")
        assert context.once(read_concerns).all
        lap("(concerns)")
        for rule in RULES:
            assert all(finding.outcome is not Outcome.FAILED for finding in run_rule(rule, context))
            lap(rule.id)
        assert summarise(context).entries == len(case)
        lap("summary")
    return Timed(time.process_time() - begin, parts)


def best(call: Callable[[], object], repeats: int) -> float:
    """Return the least time of a call in seconds of the processor: what the machine can do when nobody else asks it."""
    times = []
    for _ in range(repeats):
        start = time.process_time()
        with collector_resting():
            call()
        times.append(time.process_time() - start)
    return min(times)


def after_an_edit(case: Chronology) -> Callable[[], object]:
    """Return a call that changes one entry in the middle of a case and analyses it again, as the screen does."""
    event = case.events[len(case) // 2]
    edited = event.changed(when=UncertainDate.on(AS_OF - timedelta(days=30)))

    def again() -> object:
        return analyse(case.followed({event.id: edited}, case.sources.values()), DEFAULT_POLICY, AS_OF)

    return again


def main() -> None:
    """Print the tables."""
    repeats = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    small, large = chronology(2_000), chronology(20_000)
    print(f"{'':28}{'2,000':>12}{'20,000':>12}{'ratio':>8}")
    for name, call in (
        ("whole analysis", lambda case: partial(analyse, case, DEFAULT_POLICY, AS_OF)),
        ("again after one edit", after_an_edit),
    ):
        first, second = best(call(small), repeats), best(call(large), repeats)
        print(f"{name:28}{first * 1000:>9.1f} ms{second * 1000:>9.1f} ms{second / first:>7.1f}x")
    few, many = (min((timed(case) for _ in range(repeats)), key=lambda t: t.whole) for case in (small, large))
    print(f"\n{'parts, in one run':28}{'2,000':>12}{'20,000':>12}{'ratio':>8}{'share':>8}")
    for name in sorted(many.parts, key=lambda part: -many.parts[part]):
        first, second = few.parts[name], many.parts[name]
        ratio = f"{second / first:.1f}x" if first else "-"
        print(f"{name:28}{first * 1000:>9.1f} ms{second * 1000:>9.1f} ms{ratio:>8}{second / many.whole:>8.1%}")


if __name__ == "__main__":
    main()
