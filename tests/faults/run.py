"""Kills a working process again and again and counts what was lost: ``python tests/faults/run.py --kills 300 --seed 1``."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.faults import trials
from tests.faults.expected import Expected, content_of
from tests.faults.operations import STORE, Picture
from tests.faults.scenarios import VERSION_1, Scenario, Start, names, names_in_turn, scenario, template, version_1
from tests.faults.trials import Found, Left, Run, Worker
from tests.faults.worker import remember_keys

Name = str


@dataclass
class Totals:
    """What many kills came to."""

    kills: Counter[Name] = field(default_factory=Counter)
    middle: Counter[Name] = field(default_factory=Counter)
    took_effect: Counter[Name] = field(default_factory=Counter)
    """Kills in the middle after which the change was there, whole."""
    acknowledged: int = 0
    found: Found = field(default_factory=Found)

    def add(self, other: Totals) -> None:
        for counts, more in ((self.kills, other.kills), (self.middle, other.middle), (self.took_effect, other.took_effect)):
            counts.update(more)
        self.acknowledged += other.acknowledged
        for name, whats in other.found.lists.items():
            getattr(self.found, name).extend(whats)

    @property
    def lines(self) -> list[str]:
        """The counts, for people."""
        found, kills, middle = self.found, self.kills, self.middle
        parts = [f"  {name}: {kills[name]} kills, {middle[name]} in the middle" for name in names() if kills[name]]
        return [
            f"{kills.total()} kills, {middle.total()} of them in the middle of an operation",
            *parts,
            f"after {self.took_effect.total()} of these the change was there whole, after the others not at all",
            f"{self.acknowledged} acknowledged changes checked: {len(found.lost)} lost",
            f"{len(found.half)} half visible, {len(found.faults)} faults found by verify",
            f"{len(found.leaks)} files with plain text, {len(found.left_over)} files left over",
            f"{len(found.shut_out)} times shut out by a lock of a killed process",
            *(f"{n} × {what}" for what, n in Counter(found.everything).items()),
        ]


class Lane:
    """Trials one after the other, with a worker of their own."""

    def __init__(self, folder: Path, seed: int, broken: str = "") -> None:
        self._folder = folder
        self._rng = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self._mark = f"s{seed}"
        self._broken = broken
        self._count = 0
        self.totals = Totals()
        (folder / "state").mkdir(parents=True)
        os.environ["XDG_STATE_HOME"] = os.environ["XDG_DATA_HOME"] = str(folder / "state")
        remember_keys()
        self._worker = Worker(folder / "state")
        self._start = {
            Start.NOTHING: Expected(), Start.VERSION_1: version_1(),
        }  # fmt: skip
        self._files: dict[Start, Path | None] = {Start.NOTHING: None, Start.VERSION_1: VERSION_1}
        self._pictures: dict[Start, Picture] = {}
        self._make_template()
        self._measured: dict[Name, tuple[float, int]] = {}

    def _make_template(self) -> None:
        made = Scenario("template", Start.NOTHING, template(), -1)
        case = self._folder / "template"
        trials.set_up(case, None)
        run = trials.run_and_kill(self._worker, case, made, delay=None)
        self._start[Start.STORE] = trials.expectations(Expected(), made.plan)[-1]
        self._pictures[Start.STORE] = run.pictures[len(made.plan) - 2]
        self._files[Start.STORE] = case / STORE

    def _measure(self, name: Name) -> tuple[float, int]:
        """Return how long an operation takes in seconds, and how many moments it has, from working it once to its end."""
        if name not in self._measured:
            wanted = scenario(name, self._rng, f"{self._mark}m")
            run, case = self._work(wanted, None, 0)
            shutil.rmtree(case)
            self._measured[name] = run.seconds[wanted.target], run.moments[wanted.target]
        return self._measured[name]

    def _work(self, wanted: Scenario, delay: float | None, moment: int) -> tuple[Run, Path]:
        self._count += 1
        case = self._folder / f"{self._count}" / "case"
        trials.set_up(case, self._files[wanted.start])
        return trials.run_and_kill(self._worker, case, wanted, delay=delay, moment=moment, broken=self._broken), case

    def trial(self, name: Name) -> Found:
        """Kill once in the middle of the operation ``name``, or just beside, and look over what is left."""
        wanted = scenario(name, self._rng, f"{self._mark}t{self._count}")
        seconds, moments = self._measure(name)
        run, case = self._work(wanted, *trials.pick(self._rng, seconds, moments))
        if run.acked >= wanted.target:
            known = self._measured[name]
            self._measured[name] = 0.7 * known[0] + 0.3 * run.seconds[wanted.target], known[1]
        before, after = self._expected(wanted, run)
        seen = run.pictures[max(run.pictures)] if run.pictures else self._pictures.get(wanted.start)
        if run.acked >= 0 and run.acked not in run.pictures:
            seen = None  # acknowledged, and killed before it was shown: held against the model alone
        left = Left(case, before, after, seen, wanted.start is Start.NOTHING and run.acked < 0, self._rng.random() < 0.5)
        found = trials.look_over(left)
        self._book(name, run, found)
        shutil.rmtree(case.parent)
        return found

    def _expected(self, wanted: Scenario, run: Run) -> tuple[Expected, Expected]:
        expected = trials.expectations(self._start[wanted.start], wanted.plan)
        for number, picture in run.pictures.items():
            if content_of(picture.records, picture.drafts) != expected[number + 1].content:
                raise AssertionError(f"{wanted.plan[number][0]} did something else than it should, without any kill")
        before = expected[run.acked + 1]
        return before, expected[run.acked + 2] if run.in_flight else before

    def _book(self, name: Name, run: Run, found: Found) -> None:
        totals = Totals(
            Counter({name: 1}), Counter({name: int(run.in_flight)}), Counter({name: int(found.took_effect)}), run.acked + 1
        )
        for what, texts in found.lists.items():
            getattr(totals.found, what).extend(f"{text} (killed in {name})" for text in texts)
        self.totals.add(totals)

    def close(self) -> None:
        self._worker.__exit__()


def run_lane(folder: Path, wanted: list[Name], seed: int, broken: str = "") -> Totals:
    """Kill once for each name and return the counts."""
    lane = Lane(folder, seed, broken)
    try:
        for name in wanted:
            lane.trial(name)
    finally:
        lane.close()
    return lane.totals


def run(kills: int, seed: int, folder: Path, lanes: int = 2) -> Totals:
    """Kill ``kills`` times, in ``lanes`` processes side by side."""
    wanted = names_in_turn(kills)
    totals = Totals()
    with ProcessPoolExecutor(lanes, multiprocessing.get_context("spawn")) as pool:
        jobs = [pool.submit(run_lane, folder / f"lane-{n}", wanted[n::lanes], seed * 1000 + n) for n in range(lanes)]
        for job in jobs:
            totals.add(job.result())
    return totals


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="chronology-kills-") as folder:
        totals = run(given.kills, given.seed, Path(folder))
    print(*totals.lines, f"{time.monotonic() - started:.0f} s, seed {given.seed}", sep="\n")
    return int(bool(totals.found.everything))


if __name__ == "__main__":
    sys.exit(main())
