"""The typed line: read at every key, never loses words, says what it needs."""

from __future__ import annotations

import pytest
from textual.events import Paste

from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.typed_line import SOURCE_NOT_RECORDED, LineContext, LineReading, Part, read_line
from chronology_tui.tui.widgets import typed_line as typed_line_widget
from chronology_tui.tui.widgets.line_colours import PART_ROLES
from chronology_tui.tui.widgets.typed_line import TypedLine
from tests.tui.invented import CHILD, TODAY
from tests.tui.screens import app_of, one, screen_text, type_text, until

LINE = "14/3/24 wnb physio; second letter !3 src:letter"


def read(text: str, source: str, page: str) -> LineReading:
    return read_line(text, LineContext(DateContext(today=TODAY, birth=CHILD.birth), source, page=page))


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


async def test_enter_asks_to_save_and_is_ready_for_the_next_line(line: TypedLine) -> None:
    async with one(line, (120, 10)) as pilot:
        line.input.focus()
        line.input.value = LINE
        await pilot.press("enter")
        assert [(message.text, message.source) for message in app_of(pilot).submitted] == [(LINE, "")]
        assert line.input.value == ""
        assert line.has_words, "it is not saved yet"
        assert line.source == "letter", "the source stays for the next line"
        line.saved(LINE, "Thu 14 March 2024")
        await pilot.pause()
        assert not line.has_words
        assert "Saved: Thu 14 March 2024" in screen_text(pilot.app)


async def test_enter_says_what_is_missing_and_keeps_the_words(line: TypedLine) -> None:
    async with one(line, (120, 10)) as pilot:
        line.input.focus()
        line.input.value = "31/9/24 wnb physio"
        await pilot.press("enter")
        assert app_of(pilot).submitted == []
        assert line.input.value == "31/9/24 wnb physio"
        assert "Not saved yet: " in screen_text(pilot.app)


async def test_a_line_that_could_not_be_saved_comes_back_with_the_reason(line: TypedLine) -> None:
    async with one(line, (120, 10)) as pilot:
        line.input.focus()
        line.input.value = LINE
        await pilot.press("enter")
        line.not_saved(LINE, "The disk is full: nothing was changed.", app_of(pilot).submitted[-1].draft)
        await pilot.pause()
        assert line.input.value == LINE
        assert "The disk is full" in screen_text(pilot.app)


async def test_words_typed_while_saving_stay_and_the_failed_line_is_a_key_away(line: TypedLine) -> None:
    async with one(line, (120, 10)) as pilot:
        line.input.focus()
        line.input.value = LINE
        await pilot.press("enter")
        await type_text(pilot, "15/3/24")
        line.not_saved(LINE, "The disk is full.", app_of(pilot).submitted[-1].draft)
        await pilot.pause()
        assert line.input.value == "15/3/24"
        assert "The disk is full. Press up" in screen_text(pilot.app)
        await pilot.press("up")
        assert line.input.value == LINE
        await pilot.press("down")
        assert line.input.value == "15/3/24"


async def test_the_words_for_a_missing_source_are_never_kept_as_a_source(line: TypedLine) -> None:
    async with one(line, (120, 10)) as pilot:
        line.input.focus()
        line.input.value = "14/3/24 wnb physio"
        await pilot.pause()
        assert line.reading is not None
        assert line.reading.source == SOURCE_NOT_RECORDED
        await pilot.press("enter")
        assert line.source == ""


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
        for text in ("1/1/24 first", "2/1/24 second"):
            line.input.value = text
            await pilot.press("enter")
            line.saved(text, text)
        await pilot.pause()
        await type_text(pilot, "third")
        seen = []
        for key in ("up", "up", "up", "down", "down"):
            await pilot.press(key)
            seen.append(line.input.value)
        assert seen == ["2/1/24 second", "1/1/24 first", "1/1/24 first", "2/1/24 second", "third"]


async def test_the_pattern_effect_is_asked_for_once_typing_rests(line: TypedLine, monkeypatch: pytest.MonkeyPatch) -> None:
    async with one(line, (120, 10)) as pilot:
        line.input.focus()
        # The pause that counts as rest is set here, so that a slow machine cannot rest between two keys.
        monkeypatch.setattr(typed_line_widget, "REST", 600.0)
        await type_text(pilot, "14/3/24 wnb physi")
        assert app_of(pilot).rested == []
        monkeypatch.setattr(typed_line_widget, "REST", 0.01)
        await type_text(pilot, "o")
        await until(pilot, lambda: bool(app_of(pilot).rested))
        assert [message.text for message in app_of(pilot).rested] == ["14/3/24 wnb physio"]
        line.show_effect("14/3/24 wnb physio", "3rd in 6 months")
        await pilot.pause()
        assert "3rd in 6 months" in screen_text(pilot.app)
        line.show_effect("something else", "not this")
        await pilot.pause()
        assert "not this" not in screen_text(pilot.app)


def test_every_part_has_its_colour() -> None:
    assert set(PART_ROLES) == set(Part)


async def test_every_mark_is_painted_without_a_fault(line: TypedLine) -> None:
    marks = (
        '14/3/24 10:30 wnb @physio !2 ~3 src:x p:2 by:A with:B voice:"c" impact:harm action:d response:agreed '
        "due:+2w owner:E #key"
    )
    async with one(line, (160, 10)) as pilot:
        line.input.focus()
        for text in (marks, "14/3/24 sup med:X x28d #restricted #pp3 +Nobody", "14/3/24 wt 8.2kg"):
            line.input.value = text
            await pilot.pause()
            assert line.reading is not None
            assert line.reading.complete


async def test_a_line_that_was_brought_back_and_changed_is_kept_when_another_is_wanted(line: TypedLine) -> None:
    async with one(line, (120, 10)) as pilot:
        line.input.focus()
        for text in ("1/1/24 first", "2/1/24 second"):
            line.input.value = text
            await pilot.press("escape")
        await pilot.press("up")
        await type_text(pilot, " mended")
        await pilot.press("up")
        assert line.input.value == "1/1/24 first"
        seen = []
        for _ in range(2):
            await pilot.press("down")
            seen.append(line.input.value)
        assert seen == ["2/1/24 second", "2/1/24 second mended"]


async def test_tab_with_nothing_to_take_stays_among_the_words(line: TypedLine) -> None:
    async with one(line, (120, 10)) as pilot:
        line.input.focus()
        await type_text(pilot, "14/3/24 wnb ")
        await pilot.press("tab", "q")
        assert line.input.value == "14/3/24 wnb q"


async def test_pasted_lines_can_be_taken_as_one_entry_and_that_is_said(line: TypedLine) -> None:
    async with one(line, (120, 10)) as pilot:
        line.input.focus()
        line.input.post_message(Paste("1/3/24 note one\r\n\r\n2/3/24 note two\r\n"))
        await pilot.pause()
        assert line.input.value == "", "whoever shows the line looks at them one by one"
        line.input.put_in_as_one("1/3/24 note one\r\n\r\n2/3/24 note two\r\n")
        await pilot.pause()
        assert line.input.value == "1/3/24 note one 2/3/24 note two"
        assert "2 pasted lines stand here as one entry" in screen_text(pilot.app)


async def test_the_page_is_kept_with_the_source_and_said(line: TypedLine) -> None:
    async with one(line, (120, 10)) as pilot:
        line.input.focus()
        line.input.value = "14/3/24 gp seen src:print-out p:3"
        await pilot.press("enter")
        line.input.value = "15/3/24 gp again"
        await pilot.pause()
        assert "source: print-out, page 3" in screen_text(pilot.app)
        assert line.draft_words == '15/3/24 gp again p:"3" src:"print-out"', "another run reads the same"
        await pilot.press("enter")
        assert [(message.source, message.page) for message in app_of(pilot).submitted] == [("", ""), ("print-out", "3")]
        line.input.value = "16/3/24 gp other src:letter"
        await pilot.press("enter")
        assert (line.source, line.page) == ("letter", "")
