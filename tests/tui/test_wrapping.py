"""Wrapping: nothing lost, nothing added, never too wide, and counted as it is wrapped."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, get_character_cell_size

from chronology_tui.tui.widgets.wrapping import count_lines, fit, is_simple, pad, prepare, wrap

STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
PIECES = [
    "a", "walking", " ", "  ", "\n", "\t", "-", "“", "’", "–", "…", "é", "e\u0301", "ŵ", "王芳", "한글", "😀",
    "👨\u200d👩\u200d👧", "🏽", "❤\ufe0f", "\u200d", "\ufe0f", "\u200b", "\u0301" * 3, "محمد", "שלום", "\u202e", "\x1b[31m",
    "\x00", "\r\n", "[/]", "[on red]", "https://example.org/a-long-address",
]  # fmt: skip
hostile = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.text(max_size=120), st.text(alphabet=" ab\n", max_size=200)
)
widths = st.integers(2, 90)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("", 10, [""]),
        ("one two three", 80, ["one two three"]),
        ("one two three", 7, ["one two", "three"]),
        ("one two  three", 7, ["one two", "three"]),
        ("  indented words", 80, ["indented words"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("to abcdefghij end", 5, ["to", "abcde", "fghij", "end"]),
        ("first\nsecond", 80, ["first", "second"]),
        ("first\n\nthird", 80, ["first", "", "third"]),
        ("王芳 went home", 6, ["王芳", "went", "home"]),
        ("王芳王芳", 5, ["王芳", "王芳"]),
        ("exactly ten", 11, ["exactly ten"]),
    ],
)
def test_breaks_at_blanks_and_only_in_words_that_are_too_long(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@given(hostile, widths)
def test_no_line_is_too_wide_or_steers_the_terminal(text: str, width: int) -> None:
    for line in wrap(prepare(text), width):
        assert cell_len(line) <= width
        assert not STEERING.search(line)
        assert line == line.strip(" ")


@given(hostile, widths)
def test_no_character_is_lost_or_added(text: str, width: int) -> None:
    def kept(words: str) -> str:
        return re.sub("[ \n]", "", words)

    assert kept("".join(wrap(prepare(text), width))) == kept(prepare(text))


@given(hostile, widths)
def test_counting_agrees_with_wrapping(text: str, width: int) -> None:
    shown = prepare(text, compact=True)
    assert count_lines(shown, width) == len(wrap(shown, width))


@given(st.lists(st.text(alphabet="abc", min_size=1, max_size=12), max_size=60).map(" ".join), widths)
def test_words_that_fit_stay_on_one_line(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    for line, following in pairwise(lines):
        first = following.split(" ")[0]
        assert len(line) + 1 + len(first) > width or len(line) == width


def test_simple_characters_take_one_cell_each() -> None:
    wrong = [hex(code) for code in range(0x20, 0x3000) if is_simple(chr(code)) and get_character_cell_size(chr(code)) != 1]
    assert wrong == []


def test_compact_text_has_no_blank_lines() -> None:
    assert prepare("first\n\n \t\nsecond\n", compact=True) == "first\nsecond"


def test_a_summary_of_100_000_characters_is_wrapped_whole() -> None:
    text = "walking on toes " * 6250
    lines = wrap(text, 47)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert count_lines(text, 47) == len(lines)


@given(hostile, st.integers(0, 30))
def test_fitting_never_takes_more_than_asked(text: str, width: int) -> None:
    shown = prepare(text).replace("\n", " ")
    assert cell_len(fit(shown, width)) <= width
    if cell_len(shown) <= width:
        assert fit(shown, width) == shown


def test_padding_counts_cells() -> None:
    assert pad("王", 4) == "王  "
    assert pad("long", 2) == "long"
