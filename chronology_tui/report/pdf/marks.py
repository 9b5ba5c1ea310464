"""Small marks for figures, told apart by their form alone: disc, half disc, cross, diamond, square, triangle."""

from __future__ import annotations

import math

from chronology_tui.report.pdf.shapes import Box, Disc, Polygon, Shape, Stroke
from chronology_tui.report.pdf.theme import WHITE, Colour

_LINE = 0.9
_ARC_STEPS = 10


def disc(x: float, y: float, radius: float, ink: Colour) -> tuple[Shape, ...]:
    """Return a full disc."""
    return (Disc(x, y, radius, fill=ink),)


def half_disc(x: float, y: float, radius: float, ink: Colour) -> tuple[Shape, ...]:
    """Return an open disc whose left half is full."""
    inner = radius - _LINE / 2
    angles = (math.pi / 2 + math.pi * step / _ARC_STEPS for step in range(_ARC_STEPS + 1))
    half = tuple((x + inner * math.cos(angle), y + inner * math.sin(angle)) for angle in angles)
    return (Disc(x, y, inner, fill=WHITE, edge=ink, line=_LINE), Polygon(half, fill=ink))


def cross(x: float, y: float, radius: float, ink: Colour) -> tuple[Shape, ...]:
    """Return a heavy cross."""
    arm = radius * 0.85
    return (
        Stroke(((x - arm, y - arm), (x + arm, y + arm)), ink, 1.5),
        Stroke(((x - arm, y + arm), (x + arm, y - arm)), ink, 1.5),
    )


def diamond(x: float, y: float, radius: float, ink: Colour) -> tuple[Shape, ...]:
    """Return an open diamond."""
    return (Polygon(((x - radius, y), (x, y - radius), (x + radius, y), (x, y + radius)), fill=WHITE, edge=ink, line=_LINE),)


def square(x: float, y: float, radius: float, ink: Colour) -> tuple[Shape, ...]:
    """Return a small open square."""
    half = radius * 0.75
    return (Box(x - half, y - half, 2 * half, 2 * half, fill=WHITE, edge=ink, line=_LINE),)


def triangle(x: float, y: float, radius: float, ink: Colour) -> tuple[Shape, ...]:
    """Return an open triangle."""
    return (
        Polygon(
            ((x - radius, y + radius * 0.8), (x, y - radius), (x + radius, y + radius * 0.8)), fill=WHITE, edge=ink, line=_LINE
        ),
    )
