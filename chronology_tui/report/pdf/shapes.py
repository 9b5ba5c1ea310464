"""Shapes as values: boxes, lines and polygons with colours, and the small drawings made of them.

Coordinates run right and down from the top left corner of the drawing, in points.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from chronology_tui.domain.scales import Severity
from chronology_tui.report.pdf.theme import LEVEL, QUIET_INK, SEVERITY, WHITE, Colour


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle, filled, outlined or both; ``radius`` rounds its corners."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None = None
    edge: Colour | None = None
    line: float = 0.6
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    ink: Colour
    line: float = 0.6


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed shape, filled, outlined or both."""

    points: tuple[tuple[float, float], ...]
    fill: Colour | None = None
    edge: Colour | None = None
    line: float = 0.6


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle, filled, outlined or both."""

    x: float
    y: float
    radius: float
    fill: Colour | None = None
    edge: Colour | None = None
    line: float = 0.8


Shape = Box | Stroke | Polygon | Disc


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """Shapes that belong together. Compared by identity, so that a painter can keep what it made of one."""

    shapes: tuple[Shape, ...]


GAUGE_BOX, GAUGE_GAP, GAUGE_HEIGHT = 6.2, 1.6, 6.6
GAUGE_WIDTH = 4 * GAUGE_BOX + 3 * GAUGE_GAP


@lru_cache(maxsize=3 * len(Severity))
def gauge(severity: Severity, scale: float = 1.0) -> Drawing:
    """Return four boxes, as many filled as the severity has steps; broken outlines when nobody rated it."""
    look = SEVERITY[severity]
    shapes: list[Shape] = []
    box, full = GAUGE_BOX * scale, GAUGE_HEIGHT * scale
    for index in range(4):
        x = index * (GAUGE_BOX + GAUGE_GAP) * scale
        if severity is Severity.NOT_RATED:
            # Corners only: an empty scale, plainly different from the four empty boxes of "none".
            left, right, foot = x + 0.3, x + box - 0.3, full - 0.3
            shapes.append(Stroke(((left, foot), (right, foot)), look.mark, 0.8))
        elif index < severity:
            shapes.append(Box(x, 0, box, full, fill=look.mark, edge=look.mark, line=0.6))
        else:
            shapes.append(Box(x + 0.3, 0.3, box - 0.6, full - 0.6, fill=WHITE, edge=look.mark, line=0.6))
    return Drawing(tuple(shapes))


LEVEL_BAR, LEVEL_GAP, LEVEL_HEIGHT = 4.0, 1.8, 9.0
LEVEL_WIDTH = 3 * LEVEL_BAR + 2 * LEVEL_GAP


@lru_cache(maxsize=32)
def level_bars(level: str, bars: int) -> Drawing:
    """Return three bars that rise, ``bars`` of them filled; a plus for a strength."""
    ink = LEVEL.get(level, QUIET_INK)
    if bars <= 0:
        middle_x, middle_y, arm = LEVEL_WIDTH / 2, LEVEL_HEIGHT / 2, 4.2
        return Drawing(
            (
                Stroke(((middle_x - arm, middle_y), (middle_x + arm, middle_y)), ink, 2.0),
                Stroke(((middle_x, middle_y - arm), (middle_x, middle_y + arm)), ink, 2.0),
            )
        )
    shapes: list[Shape] = []
    for index in range(3):
        height = LEVEL_HEIGHT * (0.5 + 0.25 * index)
        x, y = index * (LEVEL_BAR + LEVEL_GAP), LEVEL_HEIGHT - height
        if index < bars:
            shapes.append(Box(x, y, LEVEL_BAR, height, fill=ink, edge=ink, line=0.6))
        else:
            shapes.append(Box(x + 0.3, y + 0.3, LEVEL_BAR - 0.6, height - 0.6, edge=ink, line=0.6))
    return Drawing(tuple(shapes))
