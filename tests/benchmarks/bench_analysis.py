"""How analysis grows: 2,000 and 20,000 entries side by side in one run, the ratio printed and nothing asserted.

Run from the repository root: ``python tests/benchmarks/bench_analysis.py``. Goals (design, speed): at most 12 times from 2,000 to
20,000, under 1 s at 20,000, under 100 ms at 2,000.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from chronology_tui.analysis.engine import analyse, run_rule
from chronology_tui.analysis.policy import DEFAULT_POLICY
from chronology_tui.analysis.registry import RULES
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.summary import summarise
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


def best(call: Callable[[], object], repeats: int = 7) -> float:
    """Return the least time of a call in seconds: what the machine can do when nobody else asks it."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def one_rule(rule: Rule, case: Chronology) -> object:
    """Run one rule on a case, its indexes included."""
    return run_rule(rule, RuleContext.of(case, DEFAULT_POLICY, AS_OF))


def main() -> None:
    """Print the table."""
    small, large = chronology(2_000), chronology(20_000)
    rows: list[tuple[str, Callable[[Chronology], object]]] = [("whole analysis", lambda c: analyse(c, DEFAULT_POLICY, AS_OF))]
    rows += [(rule.id, partial(one_rule, rule)) for rule in RULES]
    rows += [("summary", lambda c: summarise(RuleContext.of(c, DEFAULT_POLICY, AS_OF)))]
    print(f"{'':24}{'2,000':>12}{'20,000':>12}{'ratio':>8}")
    for name, call in rows:
        first, second = best(partial(call, small)), best(partial(call, large))
        print(f"{name:24}{first * 1000:>9.1f} ms{second * 1000:>9.1f} ms{second / first:>7.1f}x")


if __name__ == "__main__":
    main()
