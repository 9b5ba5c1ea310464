"""The thresholds on the screen: where each comes from, what a change would do, the local policy file, back to the default."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chronology_tui.analysis.limits import LIMITS, WNB_IN_WINDOW, WNB_STRONG_IN_WINDOW
from chronology_tui.analysis.policy import DEFAULT_POLICY
from chronology_tui.config import policy_path
from chronology_tui.services import Casebook, create_casebook, open_casebook
from chronology_tui.services.drafts import all_drafts
from chronology_tui.services.policies import policy_in_force
from chronology_tui.tui.modals.policy import NAME, NO_DEMO, PolicyScreen
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.tui.around import choose, fill, form, page_text, press, records, said
from tests.tui.screens import assert_harmless, main_screen, running, screen_text, until
from tests.tui.test_hostile_text import NASTY

both_sizes = pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
IN_WINDOW = "was-not-brought.in-window"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    casebook = create_casebook(tmp_path / "case.chron", PASSPHRASE, FixedDayClock(TODAY))
    child = casebook.add_child("S. Tarn", "3/4/2019")
    for month, service in enumerate(("physio", "dentist", "neuro"), 1):
        casebook.add_line(child.id, f"14/{month}/24 wnb @{service} src:letter")
    yield casebook
    casebook.close()


def put(text: str) -> Path:
    path = policy_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@both_sizes
async def test_every_threshold_stands_under_its_rule_with_value_and_source(book: Casebook, size: tuple[int, int]) -> None:
    async with running(book, size) as pilot:
        await press(pilot, "v")
        assert said(pilot, "count") == f"{len(LIMITS)} thresholds, none of them set by the local policy."
        shown = page_text(pilot)
        assert "in force Chronology defaults, version 1" in shown
        assert f"It would be {policy_path()}" in shown
        for limit in LIMITS:
            assert limit.words in shown
            assert f"{limit.unit} · {limit.source}" in shown
        assert "Was not brought to appointments" in shown
        assert_harmless(pilot.app)
        await press(pilot, "escape")
        assert pilot.app.screen is main_screen(pilot)


@both_sizes
async def test_what_a_change_would_do_is_shown_before_it_is_saved(book: Casebook, size: tuple[int, int]) -> None:
    async with running(book, size) as pilot:
        await press(pilot, "v")
        choose(pilot, IN_WINDOW)
        await press(pilot, "enter")
        await until(pilot, lambda: said(pilot, "effect") == "No finding about this child would change.")
        await fill(pilot, value="4")
        await until(pilot, lambda: said(pilot, "effect").startswith("Would vanish: "))
        assert_harmless(pilot.app)
        assert not policy_path().exists()
        await fill(pilot, value="9")
        await until(pilot, lambda: "Change the other one first" in said(pilot, "effect"))
        await press(pilot, "enter")
        assert "Change the other one first" in said(pilot)
        assert not policy_path().exists()


@both_sizes
async def test_a_change_is_written_to_the_policy_file_and_the_findings_follow(book: Casebook, size: tuple[int, int]) -> None:
    async with running(book, size) as pilot:
        before = main_screen(pilot).analysis
        assert before is not None
        assert "was-not-brought" in {finding.rule for finding in before.found}
        await press(pilot, "v")
        choose(pilot, IN_WINDOW)
        await press(pilot, "enter")
        await fill(pilot, value="4")
        await press(pilot, "enter")
        assert said(pilot) == "In force now: Local policy, version 1. u takes it back."
        assert said(pilot, "count").endswith(", 1 of them set by the local policy.")
        assert "appointments · local policy Local policy version 1; default 3" in page_text(pilot)
        assert policy_in_force().value(WNB_IN_WINDOW) == 4
        assert all_drafts(book) == ()
        await press(pilot, "escape")
        after = main_screen(pilot).analysis
        assert after is not None
        assert after.policy == "Local policy, version 1"
        assert "was-not-brought" not in {finding.rule for finding in after.found}


async def test_u_takes_the_change_back_and_ctrl_y_makes_it_again(book: Casebook) -> None:
    head = book.history_head()
    async with running(book) as pilot:
        await press(pilot, "v")
        choose(pilot, IN_WINDOW)
        await press(pilot, "enter")
        await fill(pilot, value="4")
        await press(pilot, "enter", "u")
        assert said(pilot) == "Taken back. In force now: Chronology defaults, version 1."
        assert not policy_path().exists()
        await press(pilot, "ctrl+y")
        assert policy_in_force().value(WNB_IN_WINDOW) == 4
        await press(pilot, "u", "u")
        assert policy_in_force() is DEFAULT_POLICY
        assert book.history_head() == head, "the store is no part of it"


async def test_r_goes_back_to_the_default(book: Casebook) -> None:
    path = put('# ours\nname = "Team"\nversion = 4\n[was-not-brought]\nin-window = 4\nstrong-in-window = 6\n')
    async with running(book) as pilot:
        await press(pilot, "v")
        choose(pilot, IN_WINDOW)
        await press(pilot, "r")
        assert dict(policy_in_force().local) == {WNB_STRONG_IN_WINDOW: 6}
        assert said(pilot) == "In force now: Team, version 5. u takes it back."
        await press(pilot, "r")
        assert said(pilot) == "That is the value that the program ships."
        assert path.read_text(encoding="utf-8").startswith("# ours\n")


async def test_the_policy_has_a_name_and_a_version(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "v")
        choose(pilot, NAME)
        await press(pilot, "enter")
        await fill(pilot, name=f"Team {NASTY}"[:70], version="2026")
        assert_harmless(pilot.app)
        await press(pilot, "enter")
        assert policy_in_force().name.startswith("Team [/] [on red]")
        assert_harmless(pilot.app)
        assert "[/]" in screen_text(pilot.app)


async def test_a_file_that_cannot_be_used_is_shown_with_its_place_and_what_to_do(book: Casebook) -> None:
    path = put('name = "Team"\nversion = 1\n[was-not-brought]\nin-windows = 4\n')
    async with running(book, (80, 24)) as pilot:
        await press(pilot, "v")
        shown = page_text(pilot)
        assert "did you mean 'in-window'?" in shown
        assert str(path) in shown
        assert records(pilot).page.targets == []
        assert_harmless(pilot.app)
        await press(pilot, "enter", "r", "u")
        assert isinstance(pilot.app.screen, PolicyScreen)


async def test_a_value_half_typed_comes_back(book: Casebook) -> None:
    path = book.path
    async with running(book) as pilot:
        await press(pilot, "v")
        choose(pilot, IN_WINDOW)
        await press(pilot, "enter")
        await fill(pilot, value="44")
        await pilot.app.saved()  # type: ignore[attr-defined]
        assert len(all_drafts(book)) == 1
    with open_casebook(path, PASSPHRASE, FixedDayClock(TODAY)) as again:
        async with running(again) as pilot:
            await press(pilot, "v")
            choose(pilot, IN_WINDOW)
            await press(pilot, "enter")
            assert form(pilot).changed == {"value": "44"}


async def test_the_demonstration_writes_no_file(book: Casebook) -> None:
    book.is_demo = True
    async with running(book) as pilot:
        await press(pilot, "v")
        choose(pilot, IN_WINDOW)
        await press(pilot, "enter")
        await fill(pilot, value="4")
        await press(pilot, "enter")
        assert said(pilot) == NO_DEMO
        assert not policy_path().exists()
