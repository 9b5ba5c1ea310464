"""The typed line: read at every key, never loses words, says what it needs."""

from __future__ import annotations

import pytest

from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.typed_line import SOURCE_NOT_RECORDED, LineContext, LineReading, read_line
from chronology_tui.tui.widgets.typed_line import TypedLine
from tests.tui.invented import CHILD, TODAY
from tests.tui.screens import app_of, one, screen_text, type_text, until

LINE = "14/3/24 wnb physio; second letter !3 src:letter"


def read(text: str, source: str) -> LineReading:
    return read_line(text, LineContext(DateContext(today=TODAY, birth=CHILD.birth), source))


@pytest.fixture
def line() -> TypedLine:
    return TypedLine(read)


async def test_the_reading_is_said_at_every_key(line: TypedLine) -> None:
    async with one(line, (120, 10)) as pilot:
        line.input.focus()
        await type_text(pilot, "14/3/24 wnb")
        assert "Thu 14 March 2024 · 4y 11m · was not brought" in screen_text(pilot.app)
        await type_text(pilot, " !3")
        assert "high" in screen_text(pilot.app)


async def test_understood_parts_are_coloured_and_underlined_and_words_are_not(line: TypedLine) -> None:
    async with one(line, (120, 10)) as pilot:
        line.input.focus()
        line.input.value = LINE
        await pilot.pause()
        underlined = "".join(
            segment.text for segment in line.input.render_line(0) if segment.style is not None and segment.style.underline
        )
    assert underlined == "14/3/24wnbphysio;!3src:letter"


async def test_enter_asks_to_save_what_is_complete(line: TypedLine) -> None:
    async with one(line, (120, 10)) as pilot:
        line.input.focus()
        line.input.value = LINE
        await pilot.press("enter")
        assert [(message.text, message.source) for message in app_of(pilot).submitted] == [(LINE, "")]
        assert line.input.value == LINE, "words stay until they are saved"
        line.saved(LINE, "letter", "Thu 14 March 2024")
        await pilot.pause()
        assert line.input.value == ""
        assert line.source == "letter"
        assert "Saved: Thu 14 March 2024" in screen_text(pilot.app)


async def test_enter_says_what_is_missing_and_keeps_the_words(line: TypedLine) -> None:
    async with one(line, (120, 10)) as pilot:
        line.input.focus()
        line.input.value = "31/9/24 wnb physio"
        await pilot.press("enter")
        assert app_of(pilot).submitted == []
        assert line.input.value == "31/9/24 wnb physio"
        assert "Not saved yet: " in screen_text(pilot.app)


async def test_a_failed_save_keeps_the_words_and_says_why(line: TypedLine) -> None:
    async with one(line, (120, 10)) as pilot:
        line.input.focus()
        line.input.value = LINE
        await pilot.press("enter")
        line.not_saved("The disk is full: nothing was changed.")
        await pilot.pause()
        assert line.input.value == LINE
        assert "The disk is full" in screen_text(pilot.app)


async def test_words_typed_while_saving_stay(line: TypedLine) -> None:
    async with one(line, (120, 10)) as pilot:
        line.input.focus()
        line.input.value = LINE
        await pilot.press("enter")
        await type_text(pilot, " more")
        line.saved(LINE, SOURCE_NOT_RECORDED, "said")
        await pilot.pause()
        assert line.input.value == f"{LINE} more"
        assert line.source == "", "the words for a missing source are never kept as a source"


async def test_escape_clears_then_leaves_and_up_has_it_back(line: TypedLine) -> None:
    async with one(line, (120, 10)) as pilot:
        line.input.focus()
        line.input.value = LINE
        await pilot.press("escape")
        assert line.input.value == ""
        assert app_of(pilot).left == 0
        await pilot.press("up")
        assert line.input.value == LINE
        await pilot.press("escape", "escape")
        assert app_of(pilot).left == 1


async def test_up_and_down_walk_through_saved_lines_and_back_to_what_was_being_typed(line: TypedLine) -> None:
    async with one(line, (120, 10)) as pilot:
        line.input.focus()
        for text in ("first", "second"):
            line.input.value = text
            await pilot.pause()
            line.saved(text, "", text)
        await pilot.pause()
        await type_text(pilot, "third")
        seen = []
        for key in ("up", "up", "up", "down", "down"):
            await pilot.press(key)
            seen.append(line.input.value)
        assert seen == ["second", "first", "first", "second", "third"]


async def test_the_pattern_effect_is_asked_for_once_typing_rests(line: TypedLine) -> None:
    async with one(line, (120, 10)) as pilot:
        line.input.focus()
        await type_text(pilot, "14/3/24 wnb physio")
        assert app_of(pilot).rested == []
        await until(pilot, lambda: bool(app_of(pilot).rested))
        assert [message.text for message in app_of(pilot).rested] == ["14/3/24 wnb physio"]
        line.show_effect("14/3/24 wnb physio", "3rd in 6 months")
        await pilot.pause()
        assert "3rd in 6 months" in screen_text(pilot.app)
        line.show_effect("something else", "not this")
        await pilot.pause()
        assert "not this" not in screen_text(pilot.app)
