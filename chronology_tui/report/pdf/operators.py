"""PDF operators for shapes (ISO 32000-1, 8.5)."""

from __future__ import annotations

from chronology_tui.report.pdf.shapes import Box, Disc, Drawing, Polygon, Shape, Stroke
from chronology_tui.report.pdf.theme import Colour

_ROUND = 0.5523
"""How far the handles of a cubic curve lie along a quarter circle of radius 1."""


def number(value: float) -> str:
    """Return ``value`` with at most two decimals and nothing idle."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def rgb(ink: Colour) -> str:
    """Return the three operands of a colour."""
    return " ".join(f"{part:.3f}".rstrip("0").rstrip(".") for part in ink)


def drawing_operators(drawing: Drawing) -> str:
    """Return the operators that draw ``drawing`` in its own coordinates."""
    code: list[str] = []
    for shape in drawing.shapes:
        code.extend(_shape(shape))
    return "\n".join(code)


def _shape(shape: Shape) -> list[str]:
    if isinstance(shape, Stroke):
        return [f"{rgb(shape.ink)} RG {number(shape.line)} w", _path(shape.points) + " S"]
    code = _inks(shape.fill, shape.edge, shape.line)
    paint = {(True, True): "B", (True, False): "f", (False, True): "S", (False, False): "n"}[
        shape.fill is not None, shape.edge is not None
    ]
    if isinstance(shape, Polygon):
        return [*code, f"{_path(shape.points)} h {paint}"]
    if isinstance(shape, Disc):
        return [*code, f"{_circle(shape.x, shape.y, shape.radius)} {paint}"]
    return [*code, f"{_box(shape)} {paint}"]


def _inks(fill: Colour | None, edge: Colour | None, line: float) -> list[str]:
    code: list[str] = []
    if fill is not None:
        code.append(f"{rgb(fill)} rg")
    if edge is not None:
        code.append(f"{rgb(edge)} RG {number(line)} w")
    return code


def _path(points: tuple[tuple[float, float], ...]) -> str:
    return " ".join(f"{number(x)} {number(y)} {'l' if index else 'm'}" for index, (x, y) in enumerate(points))


def _box(box: Box) -> str:
    if not box.radius:
        return f"{number(box.x)} {number(box.y)} {number(box.width)} {number(box.height)} re"
    radius = min(box.radius, box.width / 2, box.height / 2)
    handle = radius * (1 - _ROUND)
    left, top, right, foot = box.x, box.y, box.x + box.width, box.y + box.height
    return " ".join(
        (
            f"{number(left + radius)} {number(top)} m {number(right - radius)} {number(top)} l",
            _curve(right - handle, top, right, top + handle, right, top + radius),
            f"{number(right)} {number(foot - radius)} l",
            _curve(right, foot - handle, right - handle, foot, right - radius, foot),
            f"{number(left + radius)} {number(foot)} l",
            _curve(left + handle, foot, left, foot - handle, left, foot - radius),
            f"{number(left)} {number(top + radius)} l",
            _curve(left, top + handle, left + handle, top, left + radius, top),
            "h",
        )
    )


def _circle(x: float, y: float, radius: float) -> str:
    handle = radius * _ROUND
    return " ".join(
        (
            f"{number(x - radius)} {number(y)} m",
            _curve(x - radius, y + handle, x - handle, y + radius, x, y + radius),
            _curve(x + handle, y + radius, x + radius, y + handle, x + radius, y),
            _curve(x + radius, y - handle, x + handle, y - radius, x, y - radius),
            _curve(x - handle, y - radius, x - radius, y - handle, x - radius, y),
            "h",
        )
    )


def _curve(*values: float) -> str:
    return " ".join(map(number, values)) + " c"
