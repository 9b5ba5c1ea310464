"""Time as a thing that is passed in: no service reads the clock by itself, so that every result can be repeated."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the time to services."""

    def now(self) -> datetime:
        """Return the present moment, time-zone aware."""
        ...

    def today(self) -> date:
        """Return the calendar day where the worker is."""
        ...


class SystemClock:
    """The computer's clock and time zone."""

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Return the local calendar day."""
        return datetime.now().astimezone().date()


class SteppingClock:
    """A clock that starts at a fixed moment and moves on by a millisecond each time it is read.

    Everything stamped by it is the same in every run, as the gallery of example packs needs.
    """

    def __init__(self, start: datetime) -> None:
        self._next = start

    def now(self) -> datetime:
        """Return the next moment."""
        self._next += timedelta(milliseconds=1)
        return self._next

    def today(self) -> date:
        """Return the day of the fixed moment."""
        return self._next.date()
