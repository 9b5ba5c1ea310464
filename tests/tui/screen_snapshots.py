"""What each screen looks like, kept as text that can be read in a diff.

A snapshot is one file a screen and size. It holds the lines of the screen; then what letter stands for which style, in the names
of the palette's colours, and each line's styles as runs of letters ("a4 b12": four cells of style a, twelve of style b); then the
same without colour. The words must be the same with and without colour, so that they are kept once.

The cells come from the compositor, as in :mod:`tests.tui.screens`: the public door, ``App.export_screenshot``, gives a drawing
with made-up class names, in which one changed colour changes most lines.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from string import ascii_letters
from typing import Any

from rich.style import Style
from textual.app import App
from textual.filter import LineFilter, NoColor
from textual.pilot import Pilot
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, TextArea

from chronology_tui.tui.theme import palette_named
from chronology_tui.tui.widgets.settling import SettlingList
from tests.tui.screens import settle, until

FOLDER = Path(__file__).with_name("snapshots")
"""Where the snapshots are kept."""
REWRITE = "pytest tests/tui/test_snapshots.py --rewrite-screens"
"""How they are written anew."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One screen at one moment.

    Attributes:
        lines: its words, without the spaces at the end of a line.
        styles: what it is painted with, a legend and the runs of each line.
    """

    lines: tuple[str, ...]
    styles: tuple[str, ...]


def look(app: App[Any]) -> Seen:
    """Return what is on the screen."""
    strips: Sequence[Strip] = app.screen._compositor.render_strips()
    names = _names(app.theme)
    letters: dict[str, str] = {}
    rows = [_runs(strip, names, letters) for strip in strips]
    legend = tuple(f"  {letter} = {style}" for style, letter in letters.items())
    return Seen(tuple(strip.text.rstrip() for strip in strips), (*legend, *_joined(rows)))


async def without_colour(pilot: Pilot[Any]) -> Seen:
    """Return what would be on the screen if the app had been started with NO_COLOR; it goes on in colour.

    One run shows both, which takes half the time of two; a test starts the app with NO_COLOR and compares.
    """
    app = pilot.app
    filters: list[LineFilter] = list(app._filters)
    try:
        _paint_anew(app, [*filters, NoColor()], no_color=True)
        await pilot.pause()
        return look(app)
    finally:
        _paint_anew(app, filters, no_color=False)


def _paint_anew(app: App[Any], filters: list[LineFilter], *, no_color: bool) -> None:
    app.no_color = no_color
    app._filters = filters
    app.refresh_css(animate=False)
    for screen in app.screen_stack:
        for node in screen.walk_children(Widget, with_self=True):
            node.refresh()


def _names(theme: str) -> Mapping[str, str]:
    """Return the names of a palette's colours, the first for each colour."""
    palette = palette_named(theme)
    named = [
        (field, getattr(palette, field))
        for field in ("ground", "panel", "select", "rule", "text", "mute", "faint", "accent", "good")
    ]
    named += [(f"severity {n}", colour) for n, colour in enumerate(palette.severity)]
    named += [(f"lane {n}", colour) for n, colour in enumerate(palette.lanes)]
    return {colour.lower(): name for name, colour in reversed(named)}


def _runs(strip: Strip, names: Mapping[str, str], letters: dict[str, str]) -> str:
    """Return the styles of one line; a new style gets the next letter."""
    cells = [(_described(segment.style, names), segment.cell_length) for segment in strip]
    runs = []
    for style, group in groupby(cells, key=lambda cell: cell[0]):
        width = sum(length for _, length in group)
        if width:
            letter = letters.setdefault(style, _letter(len(letters)))
            runs.append(f"{letter}{width}")
    return " ".join(runs)


def _letter(n: int) -> str:
    return ascii_letters[n] if n < len(ascii_letters) else f"{ascii_letters[n % 52]}{'*' * (n // 52)}"


def _described(style: Style | None, names: Mapping[str, str]) -> str:
    if style is None:
        return "plain"
    extra = [name for name in ("bold", "dim", "italic", "underline", "reverse", "strike") if getattr(style, name)]
    words = [_colour(style.color, names), "on", _colour(style.bgcolor, names), *extra]
    return " ".join(words if style.color or style.bgcolor else extra or ["plain"])


def _colour(colour: Any, names: Mapping[str, str]) -> str:
    if colour is None or colour.is_default:
        return "default"
    shade = colour.get_truecolor().hex.lower()
    return names.get(shade, shade)


def _joined(rows: Iterable[str]) -> tuple[str, ...]:
    """Return the rows with their numbers, equal neighbours as one."""
    lines, first = [], 1
    for row, group in groupby(rows):
        last = first + len(list(group)) - 1
        lines.append(f"{first}: {row}" if first == last else f"{first}-{last}: {row}")
        first = last + 1
    return tuple(lines)


async def at_rest(pilot: Pilot[Any]) -> None:
    """Wait until nothing will change by itself: no cursor blinks, no preview is still to come, no notice is shown."""
    app = pilot.app
    for field in app.screen.query(Input):
        field.cursor_blink = False
    for area in app.screen.query(TextArea):
        area.cursor_blink = False
    await until(pilot, lambda: not _waiting(app))
    app.clear_notifications()
    await settle(pilot)
    await until(pilot, lambda: not _waiting(app) and all(found.settled for found in app.screen.query(SettlingList)))
    await pilot.pause()


def _waiting(app: App[Any]) -> bool:
    """Tell whether something is to happen on the screen after a short rest; told by nothing but the timers themselves."""
    timers = [timer for node in app.screen.walk_children(with_self=True) for timer in node._timers]
    return any(timer._repeat == 0 and timer._task is not None and not timer._task.done() for timer in timers)


def written(lines: Sequence[str], parts: Mapping[str, Seen]) -> str:
    """Return the text of a snapshot: the words once, then each look's styles."""
    text = ["\n".join(lines)]
    for look_name, seen in parts.items():
        text += [f"---- {look_name}", "\n".join(seen.styles)]
    return "\n".join(text) + "\n"


def compared(path: Path, found: str, *, rewrite: bool) -> str:
    """Return what differs from the snapshot that is kept, or nothing; write it instead where that is asked for."""
    if rewrite:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8", newline="\n")
        return ""
    name = f"{path.parent.name}/{path.name}"
    if not path.exists():
        return f"{name}: there is no snapshot. Look at the screen, then: {REWRITE}"
    kept = path.read_text(encoding="utf-8")
    if kept == found:
        return ""
    return "\n".join(
        difflib.unified_diff(kept.splitlines(), found.splitlines(), f"{name} as kept", f"{name} now", lineterm="", n=2)
    )
