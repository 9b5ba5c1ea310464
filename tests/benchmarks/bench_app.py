"""The whole app on a pseudo-terminal, printed and never asserted: launch, keys, resize and memory, beside other programs.

    python tests/benchmarks/bench_app.py [--peers FOLDER] [--rounds N] [ENTRIES ...]

For each number of entries (2,000 and 20,000 by default) an encrypted store is made and the app is opened on it with its
passphrase in a file. The programs take turns, so that a busy machine meets all alike. Beside the app:

- *floor*: a Textual app that shows one word;
- *VisiData* on the same rows as CSV, and *Harlequin* on them in an unencrypted SQLite file with all rows asked for, where
  ``--peers`` names a virtual environment that has them (``pip install visidata harlequin``).

Launch ends when the first entry is on the screen (the first row; the catalogue of Harlequin, which opens without rows), and is
told in seconds of the clock and of the processor: the second is the better measure on a busy machine. The key derivation of the
store, slow on purpose, is told apart. *All there* is when nothing more is painted: findings and months, all rows.

Every program runs from bytecode, as installed programs do: a launch that writes it is not counted. From a tree of
sources, where the environment forbids Python to keep bytecode, compiling alone takes as long as a third of a launch.
"""

from __future__ import annotations

import argparse
import csv
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from chronology_tui.services import open_casebook
from chronology_tui.store.keys import StoreKey, salt_of
from tests.benchmarks.bench_store import PASSPHRASE, copy_plain, fill
from tests.tui.terminal import Terminal

SIZE = (140, 40)
RUNS = 40
"""Presses of each kind of key in a round."""
KEYS = {"move": ("up", "down"), "letters": ("k", "j"), "page": ("pageup", "pagedown"), "ends": ("home", "end")}
FLOOR = (
    'from textual.app import App\nfrom textual.widgets import Static\nApp.compose = lambda app: [Static("ready")]\nApp().run()\n'
)


@dataclass
class Program:
    """One program under measurement and what was measured of it, in seconds, milliseconds and MiB."""

    name: str
    command: Sequence[str]
    ready: str
    ends: tuple[str, str] = ("home", "end")
    ask: Sequence[str] = ()
    """Keys that have it read all rows, where it does not by itself."""
    keys: bool = True
    environ: Mapping[str, str] = field(default_factory=dict)
    launched: list[float] = field(default_factory=list)
    worked: list[float] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)
    held: list[float] = field(default_factory=list)
    pressed: dict[str, list[float]] = field(default_factory=dict)
    resized: list[float] = field(default_factory=list)

    def warm_up(self) -> None:
        """Launch once and measure nothing: what Python compiles then it finds compiled from then on."""
        with Terminal(self.command, *SIZE, environ=self.environ) as terminal:
            terminal.wait_for(self.ready)
            terminal.pump(quiet=1.5, limit=30)

    def run(self) -> None:
        """Launch once and measure."""
        with Terminal(self.command, *SIZE, environ=self.environ) as terminal:
            seconds = terminal.wait_for(self.ready)
            if seconds is None:
                print(f"{self.name}: never showed {self.ready!r}:\n{terminal.text}", file=sys.stderr)
                return
            self.launched.append(seconds)
            self.worked.append(terminal.cpu)
            last = terminal.pump(quiet=1.5, limit=30)
            self.settled.append((last or terminal.started + seconds) - terminal.started)
            if self.ask:
                terminal.send(*self.ask)
                terminal.pump(quiet=3.0, limit=30)
            self.held.append(terminal.memory)
            if self.keys:
                self._press_keys(terminal)

    def _press_keys(self, terminal: Terminal) -> None:
        for kind, (back, on) in {**KEYS, "ends": self.ends}.items():
            if kind == "move":
                terminal.press(self.ends[1])
            half = 3 if kind == "ends" else RUNS // 2
            for key in (*(back,) * half, *(on,) * half) if kind != "ends" else (back, on) * half:
                if (took := terminal.press(key)) is not None:
                    self.pressed.setdefault(kind, []).append(took)
        for columns, rows in ((120, 40), (140, 40), (100, 30), SIZE):
            if (took := terminal.resize(columns, rows)) is not None:
                self.resized.append(took)

    def tell(self) -> None:
        """Print the medians; of keys and resizes the 95th percentile too."""
        if not self.launched:
            return
        print(
            f"  {self.name:12} launch {statistics.median(self.launched):6.3f} s (best {min(self.launched):.3f}, processor "
            f"{statistics.median(self.worked):.2f}), all there {statistics.median(self.settled):6.3f} s, "
            f"memory {statistics.median(self.held):4.0f} MiB"
        )
        for kind, times in {**self.pressed, "resize": self.resized}.items():
            if times:
                times.sort()
                p95 = times[int(len(times) * 0.95) - 1]
                print(f"  {'':12} {kind:8} {statistics.median(times):6.1f} ms, 95th percentile {p95:6.1f} ms ({len(times)})")


def programs(folder: Path, entries: int, peers: Path | None) -> list[Program]:
    """Make the store and the same rows for the peers, and return what is to be measured on them."""
    store, plain, rows = folder / f"{entries}.chron", folder / f"{entries}.db", folder / f"{entries}.csv"
    fill(store, entries)
    copy_plain(store, plain)
    with open_casebook(store, PASSPHRASE) as casebook, rows.open("w", newline="", encoding="utf-8") as file:
        chronology = casebook.chronology(casebook.children()[0].id)
        table = csv.writer(file)
        table.writerow(("date", "kind", "summary", "source"))
        table.writerows((e.when.text, e.kind.value, e.summary, chronology.source_title(e)) for e in chronology.events)
    (folder / "floor.py").write_text(FLOOR, encoding="ascii")
    found = [
        Program("floor", (sys.executable, str(folder / "floor.py")), "ready", keys=False),
        Program("ours", (sys.executable, "-m", "chronology_tui", str(store)), "▌"),
    ]
    bins = peers / "bin" if peers is not None else None
    if bins is not None and (bins / "vd").exists():
        found.append(Program("VisiData", (str(bins / "vd"), str(rows)), f" {entries} ", ends=("gk", "gj")))
    else:
        print("VisiData is not there: name its virtual environment with --peers", file=sys.stderr)
    if bins is not None and (bins / "harlequin").exists():
        command = (str(bins / "harlequin"), "-a", "sqlite", "--limit", str(10 * entries), str(plain))
        ask = ("select * from event", "\x0a")
        found.append(Program("Harlequin", command, "main db", ask=ask, keys=False))
    else:
        print("Harlequin is not there: name its virtual environment with --peers", file=sys.stderr)
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("entries", type=int, nargs="*", default=[2_000, 20_000])
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "passphrase").write_text(PASSPHRASE, encoding="ascii")
        (folder / "passphrase").chmod(0o600)
        for variable in ("HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"):
            os.environ[variable] = name
        os.environ["CHRONOLOGY_PASSPHRASE_FILE"] = str(folder / "passphrase")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
        os.chdir(Path(__file__).parents[2])
        measured = {entries: programs(folder, entries, given.peers) for entries in given.entries}
        started = time.perf_counter()
        StoreKey.derive(PASSPHRASE, salt_of(folder / f"{given.entries[0]}.chron"))
        print(f"key derivation {time.perf_counter() - started:.3f} s")
        for program in measured[given.entries[0]]:
            program.warm_up()
        for _ in range(given.rounds):
            for programs_here in measured.values():
                for program in programs_here:
                    program.run()
        for entries, programs_here in measured.items():
            print(f"{entries:,} entries")
            for program in programs_here:
                program.tell()


if __name__ == "__main__":
    main()
