"""What a worker does, from opening to leaving, on a small and on an ordinary terminal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.events import Paste
from textual.widgets import Input

from chronology_tui.errors import ChronologyError
from chronology_tui.services import Casebook, open_demo
from chronology_tui.tui.modals.entry import EntryScreen
from chronology_tui.tui.modals.export import ExportScreen
from chronology_tui.tui.modals.finding import FindingScreen
from chronology_tui.tui.screens.caseload import AddChildScreen, CaseloadScreen
from chronology_tui.tui.screens.help import HelpScreen
from chronology_tui.tui.widgets.page import Page
from chronology_tui.tui.widgets.says import Says
from tests.tui.screens import (
    assert_harmless,
    main_screen,
    running,
    screen_lines,
    screen_text,
    settle,
    type_text,
    until,
)

SIZES = [(80, 24), (140, 40)]
both_sizes = pytest.mark.parametrize("size", SIZES, ids=["80x24", "140x40"])
LINE = '9/11/26 wnb physio; nobody answered the door !2 src:"clinic letter"'


@pytest.fixture
def demo() -> Iterator[Casebook]:
    with open_demo() as casebook:
        yield casebook


@both_sizes
async def test_the_main_screen_tells_who_what_and_how_to_go_on(demo: Casebook, size: tuple[int, int]) -> None:
    async with running(demo, size) as pilot:
        text = screen_text(pilot.app)
        lines = screen_lines(pilot.app)
        assert_harmless(pilot.app)
        assert "S.T." in lines[0]
        assert "born 3 Apr 2019 · 7y 7m" in lines[0]
        assert f"{len(demo.chronology(demo.child().id))} entries" in lines[0]
        assert "DEMO · nothing is kept" in lines[0]
        assert "▮▮" in text
        assert "? keys" in lines[-1]
        if size == (140, 40):
            assert "as at 20 Nov 2026" in lines[0]
            assert "protection plan (neglect) since" in lines[0]
            assert "EXTENT · PATTERN · SEVERITY" in text
            assert "strong" in text
        else:
            assert "EXTENT" not in text


@both_sizes
async def test_an_entry_is_typed_saved_seen_and_counted(demo: Casebook, size: tuple[int, int]) -> None:
    async with running(demo, size) as pilot:
        child = demo.child().id
        before = len(demo.chronology(child))
        await pilot.press("n")
        main_screen(pilot).typed_line.input.insert_text_at_cursor(LINE[:-12])
        await type_text(pilot, LINE[-12:])
        assert "Mon 9 November 2026 · 7y 7m · was not brought" in screen_text(pilot.app)
        await pilot.press("enter")
        await settle(pilot)
        assert len(demo.chronology(child)) == before + 1
        line = main_screen(pilot).typed_line
        assert line.input.value == ""
        assert line.input.has_focus, "the line stays open for the next entry"
        assert line.source == "clinic letter"
        assert "nobody answered the door" in screen_text(pilot.app)
        selected = main_screen(pilot).timeline.event
        assert selected is not None
        assert selected.summary == "nobody answered the door"
        line.input.value = "10/11/26 n rang back"
        await pilot.press("enter")
        await settle(pilot)
        added = demo.chronology(child).events
        note = next(event for event in added if event.summary == "rang back")
        assert demo.chronology(child).source_title(note) == "clinic letter"


async def test_lines_typed_faster_than_they_are_saved_are_all_saved_in_order(
    demo: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = demo.child().id
    waiting = Event()
    add_line = demo.add_line

    def slow(*given: Any, **more: Any) -> Any:
        assert waiting.wait(10)
        return add_line(*given, **more)

    monkeypatch.setattr(demo, "add_line", slow)
    async with running(demo) as pilot:
        await pilot.press("n")
        line = main_screen(pilot).typed_line
        for word in ("first", "second", "third"):
            line.input.value = f'19/11/26 n {word} src:"{word} letter"'
            await pilot.press("enter")
            assert line.input.value == ""
        assert main_screen(pilot).unsaved_words
        waiting.set()
        await settle(pilot)
        await until(pilot, lambda: not main_screen(pilot).unsaved_words)
        await settle(pilot)
        chronology = demo.chronology(child)
        added = [event for event in chronology.events if event.summary in {"first", "second", "third"}]
        assert [event.summary for event in added] == ["first", "second", "third"]
        assert [chronology.source_title(event) for event in added] == ["first letter", "second letter", "third letter"]


async def test_a_save_that_fails_keeps_the_words(demo: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ChronologyError("The disk is full: nothing was changed. Free some room and press Enter again.")

    async with running(demo) as pilot:
        await pilot.press("n")
        main_screen(pilot).typed_line.input.value = LINE
        await pilot.pause()
        monkeypatch.setattr(demo, "add_line", refuse)
        await pilot.press("enter")
        await settle(pilot)
        assert "The disk is full" in screen_text(pilot.app)
        assert main_screen(pilot).typed_line.input.value == LINE
        monkeypatch.undo()
        await pilot.press("enter")
        await settle(pilot)
        assert main_screen(pilot).typed_line.input.value == ""


async def test_the_pattern_effect_is_shown_while_typing(demo: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "preview_line", lambda *_: "8th in 12 months")
    async with running(demo) as pilot:
        await pilot.press("n")
        main_screen(pilot).typed_line.input.value = LINE
        await until(pilot, lambda: "8th in 12 months" in screen_text(pilot.app))


@both_sizes
async def test_a_finding_lights_its_lane_opens_and_leads_to_an_entry(demo: Casebook, size: tuple[int, int]) -> None:
    async with running(demo, size) as pilot:
        main = main_screen(pilot)
        assert main.analysis is not None
        first, second = main.analysis.found[:2]
        await pilot.press("p")
        assert "EXTENT · PATTERN · SEVERITY" in screen_text(pilot.app)
        assert main.timeline.lit == first.key
        await pilot.press("down")
        assert main.timeline.lit == second.key
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, FindingScreen)
        page = pilot.app.screen.query_one(Page)
        said = " ".join(block.text for block in page.blocks)
        for words in ("EVIDENCE", "OTHER EXPLANATIONS", "QUESTIONS TO ASK", "THRESHOLD", "SOURCES", "never proof"):
            assert words in said
        assert second.explanation in said
        await pilot.press("down", "enter")
        await settle(pilot)
        assert main.timeline.has_focus
        assert main.timeline.event is not None
        assert main.timeline.event.id in second.evidence
        await pilot.press("left_square_bracket")
        assert main.timeline.event.id in second.evidence
        await pilot.press("escape")
        assert main.timeline.lit is None


@both_sizes
async def test_escape_backs_out_of_the_panel(demo: Casebook, size: tuple[int, int]) -> None:
    async with running(demo, size) as pilot:
        await pilot.press("p", "escape")
        main = main_screen(pilot)
        assert main.timeline.has_focus
        assert ("EXTENT" in screen_text(pilot.app)) == (size == (140, 40))


@both_sizes
async def test_an_entry_opens_with_every_field(demo: Casebook, size: tuple[int, int]) -> None:
    async with running(demo, size) as pilot:
        await pilot.press("enter")
        assert isinstance(pilot.app.screen, EntryScreen)
        text = screen_text(pilot.app)
        for words in ("date", "severity", "what happened", "source", "impact", "not recorded"):
            assert words in text
        assert_harmless(pilot.app)
        await pilot.press("escape")
        assert main_screen(pilot).timeline.has_focus


@both_sizes
async def test_help_shows_keys_and_turns_pages(demo: Casebook, size: tuple[int, int]) -> None:
    async with running(demo, size) as pilot:
        await pilot.press("question_mark")
        await settle(pilot)
        assert isinstance(pilot.app.screen, HelpScreen)
        assert "Keys" in screen_text(pilot.app)
        await pilot.press("right")
        await settle(pilot)
        assert "help · index · 2 of" in screen_text(pilot.app)
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, HelpScreen)


async def test_export_asks_before_it_writes_over_a_file(demo: Casebook, tmp_path: Path) -> None:
    out = tmp_path / "pack.txt"
    out.write_text("something else", encoding="utf-8")
    async with running(demo) as pilot:
        await pilot.press("x", "f6")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ExportScreen)
        pilot.app.screen.query_one("#out", Input).value = str(out)
        await pilot.press("enter")
        await until(pilot, lambda: "already exists" in screen_text(pilot.app))
        assert out.read_text(encoding="utf-8") == "something else"
        await pilot.press("y")
        await until(pilot, lambda: "Written and recorded" in screen_text(pilot.app))
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(pilot.app.screen, ExportScreen))
        assert "S.T." in out.read_text(encoding="utf-8")
        assert [n.message.startswith("Written: ") for n in pilot.app._notifications] == [True]


async def test_an_export_that_cannot_be_written_is_said_in_the_dialogue(demo: Casebook, tmp_path: Path) -> None:
    async with running(demo) as pilot:
        await pilot.press("x", "f6")
        await settle(pilot)
        pilot.app.screen.query_one("#out", Input).value = str(tmp_path / "pack.odt")
        await pilot.press("enter")
        await until(pilot, lambda: "does not end in a format" in pilot.app.screen.query_one("#answer", Says).words)
        await pilot.press("escape")
        assert not isinstance(pilot.app.screen, ExportScreen)


async def test_leaving_speaks_of_unsaved_words_once(demo: Casebook) -> None:
    async with running(demo) as pilot:
        await pilot.press("n")
        await type_text(pilot, "14/3/24")
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert pilot.app.is_running
        assert ["not saved" in n.message for n in pilot.app._notifications] == [True]
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert pilot.app.return_value == 0


async def test_leaving_speaks_again_of_other_words(demo: Casebook) -> None:
    async with running(demo) as pilot:
        await pilot.press("n")
        main_screen(pilot).typed_line.input.value = LINE
        await pilot.press("ctrl+q", "enter")
        await settle(pilot)
        await until(pilot, lambda: not main_screen(pilot).unsaved_words)
        main_screen(pilot).typed_line.input.value = "14/3/24 note other words"
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert pilot.app.is_running
        assert ["not saved" in n.message for n in pilot.app._notifications] == [True, True]


async def test_c_pressed_twice_leaves_unsaved_words(demo: Casebook) -> None:
    async with running(demo) as pilot:
        main_screen(pilot).typed_line.input.value = "14/3/24"
        await pilot.press("c")
        assert main_screen(pilot).typed_line.input.value == "14/3/24"
        await pilot.press("c")
        await settle(pilot)
        assert isinstance(pilot.app.screen, CaseloadScreen)


async def test_text_pasted_on_the_timeline_goes_to_the_typed_line(demo: Casebook) -> None:
    async with running(demo) as pilot:
        pilot.app.post_message(Paste("14/3/24 note pasted"))
        await settle(pilot)
        line = main_screen(pilot).typed_line
        assert line.input.value == "14/3/24 note pasted"
        assert line.input.has_focus


async def test_a_child_that_is_not_saved_is_spoken_of_before_the_form_goes(demo: Casebook) -> None:
    async with running(demo) as pilot:
        await pilot.press("c")
        await settle(pilot)
        await pilot.press("a", "P", "escape")
        assert isinstance(pilot.app.screen, AddChildScreen)
        assert "not saved" in screen_text(pilot.app)
        await pilot.press("escape")
        assert isinstance(pilot.app.screen, CaseloadScreen)
        await pilot.press("a", "escape")
        assert isinstance(pilot.app.screen, CaseloadScreen)


async def test_q_leaves_at_once_when_nothing_is_unsaved(demo: Casebook) -> None:
    async with running(demo) as pilot:
        await pilot.press("q")
        await pilot.pause()
        assert pilot.app.return_value == 0


async def test_the_palette_finds_actions_by_their_words(demo: Casebook) -> None:
    async with running(demo) as pilot:
        await pilot.press("ctrl+p")
        await settle(pilot)
        assert "New entry" in screen_text(pilot.app)
        await type_text(pilot, "high-contrast")
        await until(pilot, lambda: "High-contrast theme" in screen_text(pilot.app))
        await settle(pilot)
        await pilot.press("enter")
        await until(pilot, lambda: pilot.app.theme == "chronology-high-contrast")


async def test_keys_in_the_bottom_line_can_be_clicked(demo: Casebook) -> None:
    async with running(demo) as pilot:
        bottom = screen_lines(pilot.app)[-1]
        await pilot.click("#keys", offset=(bottom.index("patterns"), 0))
        assert main_screen(pilot).panel.has_focus
        await pilot.click("#keys", offset=(bottom.index("new entry"), 0))
        assert main_screen(pilot).typed_line.input.has_focus


async def test_a_click_in_the_months_goes_there(demo: Casebook) -> None:
    async with running(demo) as pilot:
        main = main_screen(pilot)
        await pilot.click("#months", offset=(12, 0))
        await pilot.pause()
        assert main.timeline.selected < 20


async def test_every_theme_is_drawn_and_c_goes_to_the_children(demo: Casebook) -> None:
    async with running(demo) as pilot:
        seen = set()
        for _ in range(3):
            await pilot.press("t")
            seen.add(pilot.app.theme)
            assert_harmless(pilot.app)
        assert len(seen) == 3
        await pilot.press("c")
        await settle(pilot)
        assert isinstance(pilot.app.screen, CaseloadScreen)
        await pilot.press("enter")
        await settle(pilot)
        assert main_screen(pilot).chronology is not None


async def test_without_colour_everything_is_still_told(demo: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(demo) as pilot:
        await pilot.press("p")
        text = screen_text(pilot.app)
        assert pilot.app.no_color
        assert "▮▮▮▯ high" in text
        assert "strong" in text
        assert "▌" in text
        assert "┃" in text


async def test_the_window_may_be_tiny(demo: Casebook) -> None:
    async with running(demo, (40, 10)) as pilot:
        assert_harmless(pilot.app)
        for size in ((20, 5), (200, 60), (1, 1), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert_harmless(pilot.app)
        assert "S.T." in screen_text(pilot.app)
