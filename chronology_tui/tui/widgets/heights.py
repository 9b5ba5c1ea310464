"""Heights of a long list of entries, measured only where needed: pure, no screen.

Entries lie in blocks. A block is either measured (every height known) or estimated from the mean of what was measured. Finding
the entry at a line, or the line of an entry, is two binary searches, so it costs the same at the top and at the end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

BLOCK = 128
"""Entries in a block: small enough to measure within a few milliseconds, large enough that 20,000 entries make few blocks."""

Measure = Callable[[int, int], list[int]]
"""Return the heights, each at least 1, of the entries from the first number up to, but not including, the second."""


class HeightIndex:
    """Maps lines to entries and back for ``count`` entries whose heights ``measure`` tells."""

    def __init__(self, count: int, measure: Measure, guess: float = 4.0) -> None:
        self.count = count
        self._measure = measure
        self._blocks: list[list[int] | None] = [None] * (-(-count // BLOCK))
        """For each measured block, the line within it on which each of its entries ends."""
        self._guess = guess
        self._entries = 0
        self._totals: list[int] = []
        self._ends: list[int] = []
        self._estimate()

    @property
    def total(self) -> int:
        """Number of lines of all entries, estimated where not measured."""
        return self._ends[-1] if self._ends else 0

    @property
    def complete(self) -> bool:
        """Whether every block is measured."""
        return self._entries == self.count

    @property
    def blocks(self) -> int:
        """Number of blocks."""
        return len(self._blocks)

    def _size(self, block: int) -> int:
        return min(BLOCK, self.count - block * BLOCK)

    def _estimate(self) -> None:
        """Set the totals: known ones, and the mean height for all other blocks."""
        lines = sum(ends[-1] for ends in self._blocks if ends is not None)
        mean = lines / self._entries if self._entries else self._guess
        self._totals = [
            ends[-1] if ends is not None else max(self._size(block), round(mean * self._size(block)))
            for block, ends in enumerate(self._blocks)
        ]
        self._ends = list(accumulate(self._totals))

    def _measured(self, block: int) -> list[int]:
        ends = self._blocks[block]
        if ends is None:
            ends = list(accumulate(self._measure(block * BLOCK, block * BLOCK + self._size(block))))
            self._blocks[block] = ends
            self._entries += len(ends)
            self._totals[block] = ends[-1]
            self._ends = list(accumulate(self._totals))
        return ends

    def _start(self, block: int) -> int:
        return self._ends[block - 1] if block else 0

    def measure_block(self, block: int) -> bool:
        """Measure one block; return whether it was not measured before."""
        new = self._blocks[block] is None
        self._measured(block)
        return new

    def adopt(self, other: HeightIndex) -> None:
        """Take over what another index of the same entries has measured."""
        for block, ends in enumerate(other._blocks):
            if ends is not None and self._blocks[block] is None:
                self._blocks[block] = ends
                self._entries += len(ends)
        self._estimate()

    def height(self, entry: int) -> int:
        """Return the height of an entry, measuring its block if need be."""
        block, within = divmod(entry, BLOCK)
        ends = self._measured(block)
        return ends[within] - (ends[within - 1] if within else 0)

    def offset(self, entry: int) -> int:
        """Return the line on which an entry starts, measuring its block if need be."""
        block, within = divmod(entry, BLOCK)
        ends = self._measured(block)
        return self._start(block) + (ends[within - 1] if within else 0)

    def locate(self, line: int) -> tuple[int, int]:
        """Return (entry, line within it) at a line, measuring its block if need be; lines beyond either end are clamped.

        Measuring changes the total of the block, so where nothing was measured before, the answer is the first line of the
        entry that the estimate put there.

        Raises:
            IndexError: there are no entries.
        """
        line = max(0, min(line, self.total - 1))
        block = bisect_right(self._ends, line)
        line -= self._start(block)
        if self._blocks[block] is None:
            total = self._totals[block]
            self._measured(block)
            return block * BLOCK + line * self._size(block) // total, 0
        ends = self._measured(block)
        within = bisect_right(ends, line)
        return block * BLOCK + within, line - (ends[within - 1] if within else 0)

    def settle(self, line: int, before: int, after: int) -> int:
        """Measure all within ``before`` lines above and ``after`` lines below ``line``.

        Returns:
            The line that now shows what ``line`` showed: it differs where something above was measured for the first time.
        """
        if not self.count:
            return 0
        entry, within = self.locate(line)
        line = self.offset(entry) + within
        above = below = entry // BLOCK
        while above > 0 and line - self._start(above) < before:
            above -= 1
            self._measured(above)
            line = self.offset(entry) + within
        while below < len(self._blocks) - 1 and self._ends[below] - line < after:
            below += 1
            self._measured(below)
        return line
