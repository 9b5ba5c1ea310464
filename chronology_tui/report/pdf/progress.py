"""How far the writing of a file has come, told about a hundred times however long the report is."""

from __future__ import annotations

from collections.abc import Callable

_STEPS = 97
"""Steps until every part is placed; the rest is for what is written at the end."""


class Progress:
    """Counts the parts of a report that are placed.

    Args:
        parts: how many there are.
        tell: called with the part done, from 0 to 1, at the start, now and then, and at the end; what it raises passes through.
    """

    def __init__(self, parts: int, tell: Callable[[float], None] | None) -> None:
        self._parts = max(1, parts)
        self._tell = tell
        self._done = 0
        self._next = self._at(1)
        self._say(0.0)

    def part_done(self) -> None:
        """Count one more part."""
        self._done += 1
        if self._done >= self._next and self._tell is not None:
            step = min(_STEPS, self._done * _STEPS // self._parts)
            self._next = self._at(step + 1)
            self._say(step / 100)

    def finished(self) -> None:
        """Say that the file is whole."""
        self._say(1.0)

    def _at(self, step: int) -> int:
        """Return how many parts must be done for a step."""
        return -(-step * self._parts // _STEPS)

    def _say(self, part: float) -> None:
        if self._tell is not None:
            self._tell(part)
