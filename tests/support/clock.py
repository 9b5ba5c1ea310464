"""A clock whose day stands still."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime


@dataclass(frozen=True, slots=True)
class FixedDayClock:
    """Always the same day; moments still move on."""

    day: date

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return self.day
