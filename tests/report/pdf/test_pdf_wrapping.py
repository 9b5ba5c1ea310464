"""Breaking text into lines."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.report.pdf import theme
from chronology_tui.report.pdf.fonts import Typefaces, prepare
from chronology_tui.report.pdf.theme import TextStyle
from chronology_tui.report.pdf.wrap import Line, StyledRun, Wrapper, line_width

PLAIN, STRONG = theme.STANDARD.body.plain, theme.STANDARD.body.strong
TEXT = st.text(st.one_of(st.sampled_from("abc  \n-é王م(\u0301\u200b"), st.characters()), max_size=60)


@pytest.fixture(scope="module")
def wrapper() -> Wrapper:
    return Wrapper(Typefaces())


def shown(lines: list[Line]) -> list[str]:
    """Return the text of each line."""
    return ["".join(fragment.text for fragment in line) for line in lines]


def test_words_go_on_the_next_line_with_their_blank_left_behind(wrapper: Wrapper) -> None:
    width = wrapper.width("one two", PLAIN)
    assert shown(wrapper.wrap([StyledRun("one two three", PLAIN)], width)) == ["one two ", "three"]


def test_runs_with_nothing_between_stay_together(wrapper: Wrapper) -> None:
    runs = [StyledRun("see ", PLAIN), StyledRun("entry", STRONG), StyledRun(".", PLAIN)]
    width = wrapper.width("see ", PLAIN) + wrapper.width("entry", STRONG) + 0.5
    assert shown(wrapper.wrap(runs, width)) == ["see ", "entry."]


def test_a_blank_is_never_part_of_the_link_after_it(wrapper: Wrapper) -> None:
    runs = [StyledRun("Entries", PLAIN), StyledRun(" 97", PLAIN, "entry-97"), StyledRun(" left out", PLAIN)]
    (line,) = wrapper.wrap(runs, 400)
    assert [(fragment.text, fragment.target) for fragment in line] == [("Entries ", ""), ("97", "entry-97"), (" left out", "")]


def test_line_ends_are_kept(wrapper: Wrapper) -> None:
    assert shown(wrapper.wrap([StyledRun("a\n\nb\r\nc", PLAIN)], 400)) == ["a", "", "b", "c"]
    assert shown(wrapper.wrap([StyledRun("a\nb", PLAIN), StyledRun("c\nd", STRONG)], 400)) == ["a", "bc", "d"]


def test_a_word_wider_than_the_column_is_cut(wrapper: Wrapper) -> None:
    lines = wrapper.wrap([StyledRun("W" * 100, PLAIN)], 60)
    assert len(lines) > 10
    assert "".join(shown(lines)) == "W" * 100
    assert all(line_width(line) <= 60.1 for line in lines)


def test_a_combining_mark_is_not_cut_from_its_letter(wrapper: Wrapper) -> None:
    word = "x\u0323\u0301" * 40
    assert not any(text.startswith(("\u0323", "\u0301")) for text in shown(wrapper.wrap([StyledRun(word, PLAIN)], 30)))


def test_chinese_breaks_between_characters_and_not_before_a_full_stop(wrapper: Wrapper) -> None:
    lines = shown(wrapper.wrap([StyledRun("See 王芳说她不想回家。" * 6, PLAIN)], 100))
    assert len(lines) > 3
    assert lines[0].startswith("See 王")
    assert not any(text.startswith("。") for text in lines)


@given(TEXT, TEXT, st.floats(5, 300))
def test_nothing_is_lost_or_too_wide(first: str, second: str, width: float) -> None:
    wrapper = Wrapper(Typefaces())
    for runs in ([StyledRun(first, PLAIN)], [StyledRun(first, PLAIN), StyledRun(second, STRONG, "x"), StyledRun(first, PLAIN)]):
        lines = wrapper.wrap(runs, width)
        wanted = "".join("".join(prepare(run.text).split()) for run in runs)
        assert "".join("".join(text.split()) for text in shown(lines)) == wanted
        for line in lines:
            if len("".join(fragment.text for fragment in line).strip()) > 12:
                assert line_width(line) <= max(width, 120) + 0.1


@given(st.text(st.sampled_from("abcdefg é"), max_size=80), st.floats(20, 200))
def test_ordinary_lines_are_never_wider_than_asked(text: str, width: float) -> None:
    wrapper = Wrapper(Typefaces())
    for line in wrapper.wrap([StyledRun(text, PLAIN)], width):
        assert line_width(line) <= width + 0.1
        for fragment in line:
            assert fragment.width == pytest.approx(wrapper.width(fragment.text.rstrip(" "), PLAIN), abs=0.1)


def test_time_grows_with_the_length_of_a_word_without_blanks() -> None:
    def seconds(length: int) -> float:
        wrapper = Wrapper(Typefaces())
        begun = time.process_time()
        wrapper.wrap([StyledRun("x" * length, PLAIN)], 200)
        return time.process_time() - begun

    seconds(1_000)
    assert seconds(400_000) < 40 * max(seconds(20_000), 0.01)


def test_widths_are_those_of_the_font() -> None:
    wrapper = Wrapper(Typefaces())
    style = TextStyle(10, 14)
    assert wrapper.width("", style) == 0
    assert wrapper.width("aa", style) == pytest.approx(2 * wrapper.width("a", style))
    assert wrapper.width("a", TextStyle(20, 28)) == pytest.approx(2 * wrapper.width("a", style))
