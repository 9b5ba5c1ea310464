"""Colours can be read, and every mark takes one cell."""

from __future__ import annotations

from dataclasses import astuple

import pytest
from rich.cells import cell_len

from chronology_tui.tui.glyphs import ASCII, UNICODE, Glyphs, choose_glyphs
from chronology_tui.tui.theme import PALETTES, Paint, Palette, palette_named, textual_theme


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    channels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_words_reach_a_contrast_of_4_5_on_every_ground(palette: Palette) -> None:
    roles = {role: colour for role, colour in Paint(palette).roles.items() if role not in {"ground", "faint", "rule"}}
    least = 7.0 if palette.name.endswith("high-contrast") else 4.5
    low = {
        (role, ground): round(contrast(colour, shade), 2)
        for role, colour in roles.items()
        for ground, shade in Paint(palette).grounds.items()
        if contrast(colour, shade) < least
    }
    assert low == {}


@pytest.mark.parametrize("palette", PALETTES, ids=lambda palette: palette.name)
def test_each_palette_makes_a_theme(palette: Palette) -> None:
    assert textual_theme(palette).name == palette.name
    assert palette_named(palette.name) is palette


@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_every_mark_takes_one_cell(glyphs: Glyphs) -> None:
    marks = [mark for field in astuple(glyphs) for mark in field]
    assert [mark for mark in marks if cell_len(mark) != 1] == []


def test_the_ascii_set_is_ascii_and_lit_and_dim_lanes_differ_in_shape() -> None:
    assert "".join(astuple(ASCII)).isascii()
    for glyphs in (UNICODE, ASCII):
        assert len({glyphs.line, glyphs.line_lit, glyphs.line_dim}) == 3
        assert glyphs.dot_lit != glyphs.dot_dim


@pytest.mark.parametrize(
    ("environ", "encoding", "expected"),
    [
        ({"TERM": "xterm-256color"}, "utf-8", UNICODE),
        ({"TERM": "linux"}, "utf-8", ASCII),
        ({"TERM": "xterm-256color"}, "iso-8859-1", ASCII),
        ({"TERM": "xterm-256color", "CHRONOLOGY_ASCII": "1"}, "utf-8", ASCII),
        ({"TERM": "linux", "CHRONOLOGY_ASCII": "0"}, "utf-8", UNICODE),
    ],
)
def test_old_consoles_get_ascii(environ: dict[str, str], encoding: str, expected: Glyphs) -> None:
    assert choose_glyphs(environ, encoding) is expected
