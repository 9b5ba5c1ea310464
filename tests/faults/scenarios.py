"""What the killed processes are in the middle of: one kind of scenario for each operation, varied from trial to trial."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import Enum
from itertools import chain, cycle, islice, repeat
from pathlib import Path
from typing import Any

from tests.faults.expected import NEW_PASSPHRASE, OLD_PASSPHRASE, PLANTED, Expected, content_of_bundle
from tests.faults.operations import CHILD, LEFT_CLOSED, OTHER_CHILD

VERSION_1 = Path(__file__).parents[1] / "data" / "stores" / "version-1.chron"
VERSION_1_CONTENT = VERSION_1.with_suffix(".json")
"""What it held when it was exported; the record of that export was added to the store afterwards."""
Step = list[Any]
"""The name of an operation and its arguments."""


class Start(Enum):
    """What lies there before."""

    NOTHING = "nothing"
    STORE = "store"
    VERSION_1 = "version 1"


@dataclass(frozen=True)
class Scenario:
    """Operations one after the other; the process is killed in the one at ``target``.

    Attributes:
        name: of the operation that is aimed at.
        start: what lies there before. plan: the operations. target: which of them is aimed at.
    """

    name: str
    start: Start
    plan: list[Step]
    target: int


def version_1() -> Expected:
    """Return what the stored file of version 1 holds."""
    content = content_of_bundle(VERSION_1_CONTENT)
    exported = {f"v1.json of {child}" for child in content.children}
    return Expected(replace(content, exports=content.exports | exported))


class Words:
    """Makes texts that are all different and all hold the planted word."""

    def __init__(self, mark: str) -> None:
        self._mark = mark
        self._count = 0

    def __call__(self) -> str:
        self._count += 1
        return f"Seen by {PLANTED} {self._mark} {self._count}"

    def many(self, count: int) -> list[str]:
        return [self() for _ in range(count)]


def template() -> list[Step]:
    """Return the operations that make the store that most scenarios start from."""
    words = Words("first")
    return [
        ["create", OLD_PASSPHRASE], ["child", CHILD], ["child", OTHER_CHILD], ["import_table", FIRST, f"Letter {PLANTED} first"],
        *(["add", words(), f"Letter {PLANTED} 0"] for _ in range(3)), ["draft", words()], ["close"],
    ]  # fmt: skip


FIRST = Words("early").many(30)
"""Summaries that the template store holds."""


def _source(rng: random.Random) -> str:
    return f"Letter {PLANTED} {rng.randint(0, 3)}"


def _some(rng: random.Random) -> list[str]:
    return rng.sample(FIRST, rng.randint(5, 25))


Make = Callable[[random.Random, Words], tuple[list[Step], Step]]
"""Returns the operations before the one that is aimed at, and that one."""


def _small(rng: random.Random, words: Words) -> Step:
    return rng.choice([["add", words(), _source(rng)], ["draft", words()], ["edit", words(), [rng.choice(FIRST)]]])


def _any_change(rng: random.Random, words: Words) -> Step:
    return rng.choice(
        [
            ["add", words(), _source(rng)],
            ["edit", words(), _some(rng)],
            ["import_table", words.many(rng.randint(2, 40)), _source(rng)],
        ]
    )


_MAKERS: dict[str, tuple[int, Make]] = {
    "add": (3, lambda rng, words: ([_small(rng, words)], ["add", words(), _source(rng)])),
    "draft": (2, lambda rng, words: ([_small(rng, words)], ["draft", words()])),
    "edit": (2, lambda rng, words: ([_small(rng, words)], ["edit", words(), [rng.choice(FIRST)]])),
    "bulk edit": (3, lambda rng, words: ([_small(rng, words)], ["edit", words(), _some(rng)])),
    "delete": (2, lambda rng, _words: ([], ["delete", _some(rng)])),
    "import": (4, lambda rng, words: ([_small(rng, words)], ["import_table", words.many(rng.randint(2, 60)), _source(rng)])),
    "import bundle": (2, lambda _rng, _words: ([], ["import_bundle", str(VERSION_1_CONTENT)])),
    "export text": (2, lambda rng, words: ([_small(rng, words)], ["export", "trial-pack.txt"])),
    "export pdf": (2, lambda _rng, _words: ([], ["export", "trial-pack.pdf"])),
    "export bundle": (2, lambda _rng, _words: ([], ["export_bundle", "trial-record.json"])),
    "undo": (2, lambda rng, words: ([_any_change(rng, words)], ["undo_last"])),
    "redo": (2, lambda rng, words: ([_any_change(rng, words), ["undo_last"]], ["redo_last"])),
    "passphrase": (4, lambda rng, words: ([_small(rng, words)], ["passphrase", NEW_PASSPHRASE])),
    "backup": (4, lambda rng, words: ([_small(rng, words)], ["backup"])),
    "purge": (3, lambda rng, words: ([_small(rng, words)], ["purge"])),
    "restore": (
        3,
        lambda rng, words: ([["backup"], _any_change(rng, words), ["close"]], ["restore", OLD_PASSPHRASE]),
    ),
}
"""How often each comes in a round, and how it is made."""


def _kinds() -> Iterator[str]:
    weights = {"create": 2, "open": 1, "migrate": 4, **{name: weight for name, (weight, _) in _MAKERS.items()}}
    return cycle(chain.from_iterable(repeat(name, weight) for name, weight in weights.items()))


def names() -> list[str]:
    """Return the names of all scenarios."""
    return ["create", "open", "migrate", *_MAKERS]


def scenario(name: str, rng: random.Random, mark: str) -> Scenario:
    """Return one scenario; ``mark`` sets its texts apart from those of others."""
    words, opening = Words(mark), ["open_store", OLD_PASSPHRASE]
    match name:
        case "create":
            return Scenario(name, Start.NOTHING, [["create", OLD_PASSPHRASE]], 0)
        case "open":
            return Scenario(name, Start.STORE, [opening], 0)
        case "migrate":
            return Scenario(name, Start.VERSION_1, [opening], 0)
    before, target = _MAKERS[name][1](rng, words)
    late = (
        [] if target[0] in {*LEFT_CLOSED, "purge"} else [["add", words(), _source(rng)]]
    )  # for a kill that comes too late for the target
    return Scenario(name, Start.STORE, [opening, *before, target, *late], 1 + len(before))


def names_in_turn(count: int) -> list[str]:
    """Return the names of ``count`` scenarios, each as often as its weight says."""
    return list(islice(_kinds(), count))
