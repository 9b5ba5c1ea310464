"""The marks drawn on screen: one cell wide everywhere, with an ASCII set for consoles that cannot show the others."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Glyphs:
    """One set of marks. ``lit`` and ``dim`` forms differ in shape, so that a lit lane shows without colour.

    Attributes:
        full, empty: one step of the severity gauge.
        dot, dot_lit, dot_dim: an entry of a finding's evidence in its lane.
        line, line_lit, line_dim: a lane that runs on.
        bar: the mark beside a finding in the panel, and beside the selected entry.
        rule: a horizontal line.
        steps: bars of rising height for the months strip, the first for none.
        voice, strength, unrated, key: marks in the severity column and of key events.
        here, prompt, point, more: the place in the strip, the typed line's prompt, a list point, text cut short.
        marked, remove: an entry that is marked for a change of many, and what takes a chip away.
    """

    full: str = "▮"
    empty: str = "▯"
    dot: str = "●"
    dot_lit: str = "●"
    dot_dim: str = "○"
    line: str = "│"
    line_lit: str = "┃"
    line_dim: str = "┊"
    bar: str = "▌"
    rule: str = "─"
    steps: str = " ▁▂▃▄▅▆▇█"
    voice: str = "“"
    strength: str = "+"
    unrated: str = "·"
    key: str = "◆"
    here: str = "▲"
    prompt: str = "›"
    point: str = "•"
    more: str = "…"
    marked: str = "■"
    remove: str = "×"


UNICODE = Glyphs()
ASCII = Glyphs(
    full="#", empty="-", dot="o", dot_lit="O", dot_dim=".", line="|", line_lit="H", line_dim=":", bar=">", rule="-",
    steps=" .:-=+*#@", voice='"', strength="+", unrated=".", key="*", here="^", prompt=">", point="-", more="~",
    marked="x", remove="x",
)  # fmt: skip

_OLD_TERMINALS = frozenset({"linux", "dumb", "vt100", "vt102", "vt220", "ansi", "cons25"})


def choose_glyphs(
    environ: Mapping[str, str] | None = None, encoding: str | None = None, *, ascii_set: bool | None = None
) -> Glyphs:
    """Return the marks that the terminal can show.

    The ASCII set is taken when ``CHRONOLOGY_ASCII`` is set to anything but "0"; else as the settings say (``ascii_set``); else
    on old terminal types, and when the output is not UTF-8.
    """
    environ = os.environ if environ is None else environ
    forced = environ.get("CHRONOLOGY_ASCII")
    if forced is not None:
        return UNICODE if forced in {"", "0"} else ASCII
    if ascii_set is not None:
        return ASCII if ascii_set else UNICODE
    stream = getattr(sys.__stdout__, "encoding", None) or "utf-8"
    encoding = (stream if encoding is None else encoding).lower().replace("-", "").replace("_", "")
    if environ.get("TERM", "").lower() in _OLD_TERMINALS or encoding not in {"utf8", "cp65001"}:
        return ASCII
    return UNICODE
