"""Time as a thing that is passed in: no service reads the clock by itself, so that every result can be repeated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
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


@dataclass(frozen=True, slots=True)
class FixedDayClock:
    """A clock whose day stands still, for the demonstration and for reports "as at" a day; moments still move on."""

    day: date

    def now(self) -> datetime:
        """Return the present moment in UTC."""
        return datetime.now(UTC)

    def today(self) -> date:
        """Return the fixed day."""
        return self.day
