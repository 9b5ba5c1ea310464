"""Times of the timeline, printed and never asserted: machines differ, so read them side by side.

    python tests/benchmarks/bench_timeline.py [ENTRIES ...]

For each number of entries (2,000 and 20,000 by default): opening and redrawing inside ``run_test``, and on a real pseudo-terminal
the time to the first painted entry and from key press to painted, beside a bare Textual app as the floor.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from textual.app import App, ComposeResult
from textual.widgets import Static

from chronology_tui.tui.theme import PALETTES, textual_theme
from chronology_tui.tui.widgets.timeline import Timeline
from tests.tui.invented import many
from tests.tui.terminal import Terminal

SIZE = (140, 40)
KEYS = ("down",) * 40 + ("pageup",) * 40 + ("up",) * 40 + ("pagedown",) * 40


class Bare(App[None]):
    """The floor: what Textual itself needs."""

    def compose(self) -> ComposeResult:
        yield Static("ready")


class Only(App[None]):
    """A timeline and nothing else."""

    def __init__(self, entries: int) -> None:
        super().__init__()
        self.chronology_shown = many(entries)

    def compose(self) -> ComposeResult:
        yield Timeline()

    def on_mount(self) -> None:
        for palette in PALETTES:
            self.register_theme(textual_theme(palette))
        self.theme = "chronology-dark"
        timeline = self.query_one(Timeline)
        timeline.show(self.chronology_shown)
        timeline.focus()


async def inside(entries: int) -> None:
    """Time opening, a repaint of a whole window, a page and a resize without a terminal."""
    app = Only(entries)
    started = time.perf_counter()
    async with app.run_test(size=SIZE) as pilot:
        timeline = app.query_one(Timeline)
        opened = time.perf_counter() - started
        while not timeline.settled:
            await pilot.pause(0.02)
        settled = time.perf_counter() - started
        pages = []
        for _ in range(50):
            before = time.perf_counter()
            timeline.action_page(-1)
            for y in range(SIZE[1]):
                timeline.render_line(y)
            pages.append(time.perf_counter() - before)
        before = time.perf_counter()
        timeline.show(app.chronology_shown)
        again = time.perf_counter() - before
    print(
        f"{entries:>7,} entries, inside: open {opened:.3f} s, every height known after {settled:.3f} s, "
        f"page and paint {statistics.median(pages) * 1000:.2f} ms, shown anew {again * 1000:.1f} ms"
    )


def on_a_terminal(entries: int) -> None:
    """Time the first painted entry and key presses on a pseudo-terminal; 0 entries mean the bare app."""
    ready = "▌" if entries else "ready"
    with (
        tempfile.NamedTemporaryFile("w+") as note,
        Terminal([sys.executable, __file__, "--app", str(entries), note.name], *SIZE) as terminal,
    ):
        seconds = terminal.wait_for(ready)
        if seconds is None:
            print(f"{entries:>7,} entries: nothing painted", file=sys.stderr)
            return
        if not entries:
            print(f"  bare app, terminal: ready after {seconds:.3f} s")
            return
        made = float(note.read())
        terminal.pump(quiet=1.0, limit=5.0)
        times = sorted(ms for key in KEYS if (ms := terminal.press(key)) is not None)
    print(
        f"{entries:>7,} entries, terminal: ready after {seconds:.3f} s of which {made:.3f} s made the entries, "
        f"key to painted {statistics.median(times):.1f} ms, 95th percentile {times[int(len(times) * 0.95) - 1]:.1f} ms"
    )


def run_app(entries: int, note: str) -> None:
    """Run on the terminal that this was started on; ``note`` is a file that takes the seconds spent making entries."""
    if not entries:
        Bare().run()
        return
    started = time.perf_counter()
    app = Only(entries)
    Path(note).write_text(f"{time.perf_counter() - started:.3f}", encoding="ascii")
    app.run()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--app"]:
        run_app(int(sys.argv[2]), sys.argv[3])
    else:
        counts = [int(word) for word in sys.argv[1:]] or [2_000, 20_000]
        on_a_terminal(0)
        for count in counts:
            asyncio.run(inside(count))
            on_a_terminal(count)
