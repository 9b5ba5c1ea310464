"""Verdicts on findings on the screen: accept, dismiss with a reason, open again, the worker's own analysis."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import TextArea

from chronology_tui.domain.records import FindingReview
from chronology_tui.domain.vocabulary import Verdict
from chronology_tui.services import Access, Casebook, create_casebook, open_casebook
from chronology_tui.services.drafts import all_drafts
from chronology_tui.services.reviews import kept_reviews, review
from chronology_tui.services.trust import verify_store
from chronology_tui.tui.drafting import REST
from chronology_tui.tui.key_list import usable
from chronology_tui.tui.modals.finding import FindingScreen
from chronology_tui.tui.modals.writing import AnalysisScreen, ReasonScreen
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.widgets.page import Page
from chronology_tui.tui.widgets.says import Says
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.tui.screens import assert_harmless, main_screen, running, screen_text, settle, type_text, until
from tests.tui.test_hostile_text import NASTY

PHYSIO = "was-not-brought:physiotherapy"
LINES = (
    "14/3/24 wnb @physio splints !2 src:letter", "21/3/24 wnb @physio again src:letter",
    "2/4/24 wnb @dentist one src:letter", "9/4/24 wnb @dentist two src:letter",
)  # fmt: skip
both_sizes = pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    casebook = create_casebook(tmp_path / "case.chron", PASSPHRASE, FixedDayClock(TODAY))
    child = casebook.add_child("S. Tarn", "3/4/2019")
    for line in LINES:
        casebook.add_line(child.id, line)
    yield casebook
    casebook.close()


def kept(casebook: Casebook, key: str = PHYSIO) -> FindingReview | None:
    return kept_reviews(casebook, casebook.children()[0].id).get(key)


def given(casebook: Casebook, verdict: Verdict, reason: str = "", analysis: str | None = None, key: str = PHYSIO) -> None:
    review(casebook, casebook.children()[0].id, key, verdict, reason, analysis)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def open_finding(pilot: Pilot[Any], key: str = PHYSIO) -> None:
    """Open the view of a finding as a reader does: to the panel, to the finding, Enter."""
    panel = main_screen(pilot).panel
    if not panel.has_focus:
        await press(pilot, "p")
    panel.target = key
    await press(pilot, "enter")
    assert isinstance(pilot.app.screen, FindingScreen), screen_text(pilot.app)


def page_words(pilot: Pilot[Any]) -> str:
    return "\n".join(block.text for block in pilot.app.screen.query_one(Page).blocks)


def panel_words(pilot: Pilot[Any]) -> str:
    return "\n".join(block.text for block in main_screen(pilot).panel.blocks)


def says(pilot: Pilot[Any], name: str) -> str:
    return pilot.app.screen.query_one(f"#{name}", Says).words


def told(pilot: Pilot[Any]) -> str:
    return [str(note.message) for note in pilot.app._notifications][-1]


@both_sizes
async def test_a_finding_is_accepted_and_opened_again_by_one_key_each(book: Casebook, size: tuple[int, int]) -> None:
    async with running(book, size) as pilot:
        await open_finding(pilot)
        shown = screen_text(pilot.app)
        assert all(words in shown for words in ("a accept", "d dismiss", "o reopen", "w analysis", "enter entry", "esc back"))
        await press(pilot, "a")
        found = kept(book)
        assert found is not None
        assert found.verdict is Verdict.ACCEPTED
        assert f"accepted on {found.made.day} " in page_words(pilot)
        assert told(pilot) == "Accepted. Undo takes it back."
        assert_harmless(pilot.app)
        await press(pilot, "o")
        assert (kept(book) or found).verdict is Verdict.OPEN
        assert "VERDICT" not in page_words(pilot)
        await press(pilot, "o")
        assert told(pilot) == "It is open already."


async def test_verdicts_given_fast_come_in_their_order_and_leaving_waits_for_them(book: Casebook) -> None:
    async with running(book) as pilot:
        await open_finding(pilot)
        await press(pilot, "a", "o", "a", "escape", "u")
        await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))
        await settle(pilot)
        found = kept(book)
        assert found is not None
        assert found.verdict is Verdict.OPEN, "the undo takes back the last of the three"


async def test_the_panel_says_the_verdict_in_words_and_puts_what_is_dismissed_last(book: Casebook) -> None:
    async with running(book) as pilot:
        first = main_screen(pilot).panel.targets[:2]
        await open_finding(pilot, first[1])
        await press(pilot, "a", "escape")
        assert "\naccepted\n" in panel_words(pilot)
        await open_finding(pilot, first[0])
        await press(pilot, "d")
        await type_text(pilot, "letters went astray")
        await press(pilot, "enter", "escape")
        assert main_screen(pilot).panel.targets[:2] == first[::-1], "after the others, and still there"
        assert "dismissed: letters went astray" in panel_words(pilot)
        assert "dismissed: letters" in screen_text(pilot.app)
        await press(pilot, "u")
        assert main_screen(pilot).panel.targets[:2] == first
        assert "dismissed" not in panel_words(pilot)
        assert told(pilot) == "Undone: added 1 review of a finding."
        await press(pilot, "ctrl+y")
        assert "dismissed: letters went astray" in panel_words(pilot)
        assert verify_store(book) == ()


@both_sizes
async def test_a_finding_is_dismissed_with_a_reason_only(book: Casebook, size: tuple[int, int]) -> None:
    async with running(book, size) as pilot:
        await open_finding(pilot)
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, ReasonScreen)
        assert_harmless(pilot.app)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ReasonScreen)
        assert says(pilot, "answer").startswith("A reason is needed")
        assert kept(book) is None
        await type_text(pilot, "the clinic had moved")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, FindingScreen)
        found = kept(book)
        assert found is not None
        assert (found.verdict, found.reason) == (Verdict.DISMISSED, "the clinic had moved")
        assert "the clinic had moved" in page_words(pilot)
        assert all_drafts(book) == ()
        await press(pilot, "d")
        assert pilot.app.screen.query_one("#words").value == "the clinic had moved"  # type: ignore[attr-defined]
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, FindingScreen), "nothing was changed, so nothing is asked"


@both_sizes
async def test_analysis_of_several_lines_is_written_and_stands_apart(book: Casebook, size: tuple[int, int]) -> None:
    given(book, Verdict.ACCEPTED)
    before = kept(book)
    async with running(book, size) as pilot:
        await open_finding(pilot)
        await press(pilot, "w")
        assert isinstance(pilot.app.screen, AnalysisScreen)
        await type_text(pilot, "Mother was in hospital")
        await press(pilot, "enter")
        await type_text(pilot, "so who brings?")
        assert_harmless(pilot.app)
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, FindingScreen)
        found = kept(book)
        assert before is not None
        assert found == before.changed(analysis="Mother was in hospital\nso who brings?"), "the verdict is as it was given"
        words = page_words(pilot)
        assert words.index("ANALYSIS BY THE WORKER") < words.index("Mother was in hospital\nso who brings?")
        assert all_drafts(book) == ()
        await press(pilot, "w")
        area = pilot.app.screen.query_one(TextArea)
        assert (area.text, area.cursor_location) == ("Mother was in hospital\nso who brings?", (1, len("so who brings?")))
        await press(pilot, "backspace", "ctrl+s")
        assert (kept(book) or before).analysis.endswith("so who brings")


async def test_escape_asks_once_where_words_would_be_lost(book: Casebook) -> None:
    head = book.history_head()
    async with running(book) as pilot:
        await open_finding(pilot)
        await press(pilot, "w", "escape")
        assert isinstance(pilot.app.screen, FindingScreen)
        await press(pilot, "w", "x", "escape")
        assert isinstance(pilot.app.screen, AnalysisScreen)
        assert says(pilot, "answer") == "Not saved. Ctrl+S saves it; Esc again leaves without saving."
        await press(pilot, "y", "escape")
        assert isinstance(pilot.app.screen, AnalysisScreen), "other words, so it is asked again"
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, FindingScreen)
        await until(pilot, lambda: all_drafts(book) == ())
        await press(pilot, "d", "z", "escape", "escape")
        assert isinstance(pilot.app.screen, FindingScreen)
    with open_casebook(book.path, PASSPHRASE) as again:
        assert again.history_head() == head


@pytest.mark.parametrize(("key", "place"), [("w", "form:analysis"), ("d", "form:dismissal")])
async def test_what_was_typed_and_not_saved_is_there_again_after_a_stop(book: Casebook, key: str, place: str) -> None:
    async with running(book) as pilot:
        await open_finding(pilot)
        await press(pilot, key)
        await type_text(pilot, "half a thought")
        await pilot.pause(REST + 0.1)
        await until(pilot, lambda: [d.content for d in all_drafts(book)] == ["half a thought"])
        assert [d.place for d in all_drafts(book)] == [f"{place}:{PHYSIO}"]
    with open_casebook(book.path, PASSPHRASE) as again:
        again.ledger.clock = FixedDayClock(TODAY)
        async with running(again) as pilot:
            await open_finding(pilot)
            await press(pilot, key)
            assert "half a thought" in screen_text(pilot.app)
            assert says(pilot, "answer").startswith("Not saved yet: this was typed here before.")
            await press(pilot, "ctrl+s")
            assert isinstance(pilot.app.screen, FindingScreen)
            found = kept(again)
            assert found is not None
            assert "half a thought" in {found.analysis, found.reason}
            assert all_drafts(again) == ()


async def test_other_evidence_opens_the_finding_again_and_keeps_the_analysis(book: Casebook) -> None:
    given(book, Verdict.ACCEPTED, analysis="my own words")
    async with running(book) as pilot:
        assert "\naccepted\n" in panel_words(pilot)
        await press(pilot, "n")
        await type_text(pilot, "28/3/24 wnb @physio third src:letter")
        await press(pilot, "enter", "escape")
        assert "look again: accepted on other evidence" in panel_words(pilot)
        await open_finding(pilot)
        words = " ".join(page_words(pilot).split())
        assert "on other evidence (1 entry more), so look again" in words
        assert "my own words" in words
        await press(pilot, "a")
        assert "look again" not in page_words(pilot)
        found = kept(book)
        assert found is not None
        assert len(found.evidence) == 3


async def test_what_is_not_found_and_a_store_for_reading_take_no_verdict(book: Casebook) -> None:
    head = book.history_head()
    with open_casebook(book.path, PASSPHRASE, access=Access.READ) as reader:
        reader.ledger.clock = FixedDayClock(TODAY)
        async with running(reader) as pilot:
            await open_finding(pilot)
            for key in "adow":
                await press(pilot, key)
                assert told(pilot).startswith("This store is open for reading only")
            assert isinstance(pilot.app.screen, FindingScreen)
    async with running(book) as pilot:
        analysis = main_screen(pilot).analysis
        assert analysis is not None
        other = next(f for f in analysis.findings if not f.found and f.key in main_screen(pilot).panel.targets)
        await open_finding(pilot, other.key)
        assert "w analysis" not in screen_text(pilot.app)
        await press(pilot, "a")
        assert told(pilot).startswith("Only what is found can be judged")
    with open_casebook(book.path, PASSPHRASE) as again:
        assert again.history_head() == head


async def test_hostile_words_are_shown_harmlessly(book: Casebook) -> None:
    given(book, Verdict.DISMISSED, NASTY, NASTY)
    async with running(book, (80, 24)) as pilot:
        assert_harmless(pilot.app)
        await open_finding(pilot)
        assert_harmless(pilot.app)
        for key in "dw":
            await press(pilot, key)
            assert_harmless(pilot.app)
            await press(pilot, "escape")
        await press(pilot, "escape", "escape", "h")
        assert_harmless(pilot.app)


async def test_the_verdicts_are_among_the_actions_and_the_keys(book: Casebook) -> None:
    async with running(book) as pilot:
        await open_finding(pilot)
        await press(pilot, "ctrl+p")
        await type_text(pilot, "accept the")
        await press(pilot, "enter")
        await until(pilot, lambda: kept(book) is not None)
        await settle(pilot)
        listed = {one.title: one.keys for one in usable(pilot.app.screen)}
        assert listed["Write analysis"] == ("w",)
