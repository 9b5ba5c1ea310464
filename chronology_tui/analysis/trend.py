"""Whether things come closer together or further apart: the Laplace test of trend, and median gaps.

The days between the first and the last of n entries are taken; the test asks whether the others lie late in that time (closer
together) or early in it (further apart). Cox and Lewis, "The statistical analysis of series of events", 1966. The number is
compared with a threshold and never shown as a probability.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from statistics import median

from chronology_tui.analysis.reach import Reach


def laplace(days: Sequence[int]) -> float:
    """Return the trend of some days in any order: above 0 closer together, below 0 further apart; 0 with fewer than 3."""
    ordered = sorted(days)
    inner = len(ordered) - 2
    length = ordered[-1] - ordered[0] if ordered else 0
    if inner < 1 or length == 0:
        return 0.0
    mean = sum(day - ordered[0] for day in ordered[1:-1]) / inner / length
    return (mean - 0.5) * sqrt(12 * inner)


@dataclass(frozen=True, slots=True)
class TrendRange:
    """The least and the most trend over the placements of uncertain days that were tried."""

    least: float
    most: float


def trend_range(reaches: Sequence[Reach]) -> TrendRange:
    """Return the trends with every entry on its first day, on its last, and with the ends drawn apart or together.

    Entries whose first day is open cannot be placed and must not be given.
    """
    firsts, lasts = [r.first for r in reaches], [r.last for r in reaches]
    if firsts == lasts:
        trend = laplace(firsts)
        return TrendRange(trend, trend)
    ordered = sorted(reaches, key=lambda r: (r.first + r.last, r.first))
    inner = ordered[1:-1]
    tried = [
        laplace(days)
        for days in (
            firsts,
            lasts,
            [ordered[0].last, *(r.first for r in inner), ordered[-1].last],
            [ordered[0].first, *(r.last for r in inner), ordered[-1].first],
        )
    ]
    return TrendRange(min(tried), max(tried))


def median_gaps(days: Sequence[int]) -> tuple[float, float] | None:
    """Return the median gap in days of the earlier and of the later half of the gaps; None with fewer than 3 days."""
    ordered = sorted(days)
    gaps = [later - earlier for earlier, later in pairwise(ordered)]
    if len(gaps) < 2:
        return None
    half = len(gaps) // 2
    return float(median(gaps[:half])), float(median(gaps[-half:]))
