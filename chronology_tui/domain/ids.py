"""Identifiers: UUID version 7 (RFC 9562), so that identifiers made on different machines never collide and sort by time."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from uuid import UUID


class IdMaker:
    """Makes UUIDv7 values that only ever grow within one maker, even inside one millisecond or if the clock steps back."""

    def __init__(self, random_bits: Callable[[int], int] = secrets.randbits) -> None:
        self._random_bits = random_bits
        self._last = 0

    def new(self, now: datetime) -> UUID:
        """Return a new identifier for the moment ``now`` (time-zone aware)."""
        millis = int(now.timestamp() * 1000) & ((1 << 48) - 1)
        # 74 random bits, of which the top 12 ("rand_a") count up when two identifiers fall in one millisecond (RFC 9562, 6.2).
        value = (millis << 74) | self._random_bits(73)
        if value <= self._last:
            value = self._last + 1 + self._random_bits(32)
        self._last = value
        millis, rand = value >> 74, value & ((1 << 74) - 1)
        return UUID(int=(millis << 80) | (0x7 << 76) | ((rand >> 62) << 64) | (0b10 << 62) | (rand & ((1 << 62) - 1)))
