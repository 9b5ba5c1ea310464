"""How many keys the entries of a GP summary take: in the app, and in a Word table. Printed; a test holds the aim of 12 an entry.

    python tests/benchmarks/bench_keys.py [--every-key] [--each]

The sample is an invented GP print-out with 60 entries of six years (``data/gp_summary.psv``): how it is printed, what a
practised worker types for it, and the entry that must be in the store afterwards. In ``typed`` an arrow to the right is Tab
(takes the marked suggestion), an arrow down marks the next one; Enter ends each line. The real app takes these keys on an
encrypted store; then every field of every entry is compared. Without ``--every-key`` what stands between two such keys is put
in at once, which gives the same line, sooner.

What is counted
---------------
*Keys* are all key presses of a line with its Enter. *The words themselves* are the summary as it is stored, blanks among them:
what no program can know before somebody types it. All else counts as keys: dates, kinds, services, sources with their titles,
pages, measured values, severity, days supplied, every mark and every Tab. Three counts:

- *beyond the words*: keys less the characters of the summary. This is the figure that the aim is about.
- *stricter, Shift counted*: each press of Shift is one more key, within the words too (British keyboard).
- *less figures too*: a measured value with its unit ("4.9kg") is taken for words where the entry is nothing else.

The Word table
--------------
Five columns, Date, Event, Service, Source, Rating, a row an entry, by a worker who is as practised and leaves out what can be
left out: the date in full as d/m/yy, each time, since a table knows no entry before; the same short form of the kind with a
colon; the words; the service only where it does not stand in the words, by its shortest name that the app knows too; the source
pasted with one key as it was copied, and typed where it is new; the page as "p3"; the rating as one digit; a measured value;
"28d" where days are supplied. Tab ends each cell, and the row. Saving, sorting by date, working out ages and a second look at
what was pasted are not counted.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import re
import statistics
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from textual.pilot import Pilot

from chronology_tui.domain.care_services import CARE_SERVICES
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.kinds import kind_for
from chronology_tui.domain.records import Event
from chronology_tui.services import create_casebook, open_casebook
from tests.support.clock import FixedDayClock
from tests.tui.screens import main_screen, running, settle

SAMPLE = Path(__file__).parent / "data" / "gp_summary.psv"
TODAY = date(2024, 11, 20)
PASSPHRASE = "invented horse battery"
TAB, DOWN = "→", "↓"
_NAMED_KEYS = {" ": "space", TAB: "tab", DOWN: "down"}
_PIECES = re.compile(f"[{TAB}{DOWN}]|[^{TAB}{DOWN}]+")
_SHIFTED = frozenset('!"£$%^&*()_+{}:@~<>?|')
"""Signs that take Shift on a British keyboard; capitals do too."""


@dataclass(frozen=True)
class Sampled:
    """One entry of the sample: what is typed, and what must be stored."""

    typed: str
    stored: dict[str, str]

    @property
    def summary(self) -> str:
        """The words as they are stored."""
        return self.stored["summary"]

    @property
    def figure(self) -> str:
        """What was measured as it is typed, where the entry is nothing else."""
        said = dict(part.split("=") for part in self.stored["details"].split("; ") if part)
        if "value" not in said:
            return ""
        whole = said["value"] + said["unit"]
        return whole if whole in self.typed else said["value"]

    @property
    def keys(self) -> int:
        """All key presses."""
        return len(self.typed) + 1

    @property
    def beyond(self) -> int:
        """Keys beyond the words themselves."""
        return self.keys - len(self.summary)

    @property
    def less_figure(self) -> int:
        """Keys beyond the words and a measured value."""
        return self.beyond - len(self.figure)

    @property
    def with_shift(self) -> int:
        """Keys beyond the words, Shift counted."""
        return self.beyond + sum(character.isupper() or character in _SHIFTED for character in self.typed)


def sample(path: Path = SAMPLE) -> list[Sampled]:
    """Read the sample."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="|", quoting=csv.QUOTE_NONE))
    return [Sampled(row["typed"], {name: row[name] for name in row if name not in {"typed", "printed"}}) for row in rows]


def word_keys(entries: Sequence[Sampled]) -> list[int]:
    """Return the keys of each entry in a Word table, beyond the words themselves; the model stands at the top of this file."""
    found = []
    known: set[str] = set()
    for entry in entries:
        stored = entry.stored
        when = date.fromisoformat(stored["date"])
        kind = kind_for(stored["kind"])
        assert kind is not None
        keys = len(f"{when.day}/{when.month}/{when:%y}") + 1
        keys += len(kind.aliases[0]) + 2 + len(entry.figure) + (4 if "days_supplied" in stored["details"] else 0) + 1
        keys += _service_keys(stored["service"], stored["summary"]) + 1
        keys += (1 if stored["source"] in known else len(stored["source"])) + len(f" p{stored['page']}") + 1
        keys += len(stored["severity"]) + 1
        known.add(stored["source"])
        found.append(keys)
    return found


def _service_keys(service: str, summary: str) -> int:
    if not service:
        return 0
    known = next((each for each in CARE_SERVICES if each.name == service), None)
    names = [service] if known is None else [known.name, *known.whole, *(phrase.rstrip("*") for phrase in known.phrases)]
    return 0 if any(name.casefold() in summary.casefold() for name in names) else min(map(len, names))


# --- in the app


async def type_all(store: Path, entries: Sequence[Sampled], *, every_key: bool = False) -> list[str]:
    """Type all entries into the app on a new store, and return what then differs from the sample in the store, opened anew."""
    book = create_casebook(store, PASSPHRASE, FixedDayClock(TODAY))
    book.add_child("Robin Tarn", "2/9/2019")
    async with running(book) as pilot:  # closes the store when it leaves
        await pilot.press("n")
        for entry in entries:
            await _type(pilot, entry, every_key=every_key)
        await settle(pilot)
    with open_casebook(store, PASSPHRASE) as saved:
        return _differing(saved.chronology(saved.child().id), entries)


async def _type(pilot: Pilot[Any], entry: Sampled, *, every_key: bool) -> None:
    line = main_screen(pilot).typed_line
    for piece in _PIECES.findall(entry.typed):
        if every_key or piece in _NAMED_KEYS:
            await pilot.press(*(_NAMED_KEYS.get(character, character) for character in piece))
        else:
            line.input.insert_text_at_cursor(piece)
    await pilot.press("enter")
    assert line.input.value == "", f"{entry.typed}: it was not taken; it stands there as {line.input.value}"


def _as_stored(event: Event, chronology: Chronology) -> dict[str, str]:
    """Return an entry in the words of the sample, with any other field that is set as well."""
    when = event.when
    details = event.details.model_dump(exclude_defaults=True, exclude={"type"}) if event.details is not None else {}
    said = {
        "date": when.earliest.isoformat() if when.is_certain_day and when.earliest is not None else f"not one day: {when.text}",
        "kind": event.kind.value,
        "service": event.service,
        "summary": event.summary,
        "source": chronology.sources[event.source].title,
        "page": event.page,
        "severity": str(int(event.severity)) if event.severity.rated else "",
        "details": "; ".join(f"{name}={value}" for name, value in details.items()),
    }
    others = event.model_dump(exclude_defaults=True, exclude={"id", "children", "when", "area", "details", *said})
    return {**said, **{name: str(value) for name, value in others.items()}}


def _differing(chronology: Chronology, entries: Sequence[Sampled]) -> list[str]:
    """Return what differs between the entries, in the order in which they were added, and the sample."""
    found = [_as_stored(event, chronology) for event in sorted(chronology.events, key=lambda event: event.id.int)]
    differing = [
        f"{entry.typed}\n  intended {entry.stored}\n  stored   {got}"
        for entry, got in zip(entries, found, strict=False)
        if got != entry.stored
    ]
    if len(found) != len(entries):
        differing.append(f"{len(entries)} entries were typed, {len(found)} are stored")
    if any(event.area is not event.kind.area for event in chronology.events):
        differing.append("an entry has another area than its kind")
    return differing


def _tell(name: str, counts: Sequence[int]) -> None:
    ordered = sorted(counts)
    p95 = ordered[max(0, -(-len(ordered) * 95 // 100) - 1)]
    print(
        f"  {name:34} mean {statistics.mean(counts):5.2f}   median {statistics.median(counts):5.1f}   "
        f"95th percentile {p95:3}   worst {ordered[-1]:3}"
    )


def main() -> None:
    """Type the sample, compare, and print the counts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every-key", action="store_true", help="press every single key")
    parser.add_argument("--each", action="store_true", help="print every entry")
    given = parser.parse_args()
    entries = sample()
    with tempfile.TemporaryDirectory() as name:
        differing = asyncio.run(type_all(Path(name) / "case.chron", entries, every_key=given.every_key))
    print("\n".join(differing) or f"{len(entries)} entries typed in the app, all stored as intended")
    table = word_keys(entries)
    if given.each:
        for entry, keys in zip(entries, table, strict=True):
            print(f"{entry.beyond:4} {entry.with_shift:4} {entry.less_figure:4} {keys:6}   {entry.typed}")
    words = statistics.mean(len(entry.summary) for entry in entries)
    print(f"keys an entry; the words themselves are {words:.1f} characters on average")
    _tell("the app, beyond the words", [entry.beyond for entry in entries])
    _tell("  stricter, Shift counted", [entry.with_shift for entry in entries])
    _tell("  less figures too", [entry.less_figure for entry in entries])
    _tell("a Word table, beyond the words", table)
    if differing:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
