"""Names as initials: wherever they are painted, from the first frame on, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.pilot import Pilot

from chronology_tui.config import read_settings, save_setting
from chronology_tui.services import Casebook, create_casebook
from chronology_tui.services.people import PersonFields, add_person
from chronology_tui.tui.app import ChronologyApp
from chronology_tui.tui.initials import InitialsOnly
from chronology_tui.tui.locking import IdleWatch
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.tui.screens import main_screen, running, screen_lines, screen_text, settle, type_text, until

GROUND = Color(0, 0, 0)
HIDDEN = ("Morwenna", "Tarn", "Robin", "Ashdown", "Petra", "Quill", "Reedham")


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    with create_casebook(tmp_path / "case.chron", PASSPHRASE, FixedDayClock(TODAY)) as casebook:
        child = casebook.add_child("Morwenna Tarn", "3/4/2019")
        casebook.add_child("Robin Ashdown", "3/4/2021")
        add_person(casebook, "Petra Quill", PersonFields())
        casebook.add_line(child.id, '14/3/24 wnb @physio Morwenna was tired; PETRA rang !2 src:letter by:"Dr Reedham"')
        casebook.add_line(child.id, "15/3/24 n Robin's school: Dr Reedham asked Petra and Robin to come on 15 March src:letter")
        yield casebook


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


def seen(pilot: Pilot[Any]) -> set[str]:
    text = screen_text(pilot.app).casefold()
    return {name for name in HIDDEN if name.casefold() in text}


def hidden(names: set[str], *texts: str) -> list[str]:
    view = InitialsOnly(frozenset(names), enabled=True)
    return [segment.text for segment in view.apply([Segment(text) for text in texts], GROUND)]


async def test_names_are_initials_on_every_screen_until_switched_back(book: Casebook) -> None:
    async with running(book) as pilot:
        assert {"Morwenna", "Robin"} <= seen(pilot), "the caseload"
        await press(pilot, "enter")
        main = main_screen(pilot)
        assert main.chronology is not None
        if main.chronology.child.name != "Morwenna Tarn":
            await press(pilot, "c", "down", "enter")
        assert "Robin" in seen(pilot)
        await press(pilot, "m")
        assert seen(pilot) == set()
        assert "R.'s school" in screen_text(pilot.app)
        assert "15 March" in screen_text(pilot.app)
        for keys in (("enter",), ("e",), ("h",), ("o",), ("s",), ("slash",), ("p", "enter"), ("x",), ("D",)):
            await press(pilot, *keys)
            assert seen(pilot) == set(), keys
            await press(pilot, "escape", "escape", "escape")
        await press(pilot, "n")
        await type_text(pilot, "16/3/24 gp Robin")
        assert seen(pilot) == set()
        assert main_screen(pilot).typed_line.input.value == "16/3/24 gp Robin", "only what is painted changes"
        await press(pilot, "escape", "escape", "c")
        assert seen(pilot) == set(), "the caseload"


async def test_notifications_and_titles_show_initials_too(book: Casebook) -> None:
    save_setting("initials_only", value=True)
    app = ChronologyApp(None, casebook=book)
    async with app.run_test(size=(140, 40), notifications=True) as pilot:
        await settle(pilot)
        app.notify("Robin Ashdown was added", title="Petra Quill", markup=False)
        await until(pilot, lambda: "was added" in screen_text(app))
        assert "R. A. was added" in screen_text(app)
        assert "P. Q." in screen_text(app)
        assert seen(pilot) == set()


async def test_it_is_remembered_and_holds_from_the_first_frame(book: Casebook) -> None:
    save_setting("initials_only", value=True)
    async with running(book) as pilot:
        assert seen(pilot) == set()
        await press(pilot, "enter", "m")
        assert seen(pilot)
        assert read_settings().initials_only is False


async def test_the_lines_stay_as_wide_as_they_were_and_the_idle_lock_as_it_was(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "enter")
        idle = pilot.app.locker.idle  # type: ignore[attr-defined]
        assert isinstance(idle, IdleWatch)
        minutes = idle.minutes
        await press(pilot, "m")
        assert {cell_len(line) for line in screen_lines(pilot.app)} == {140}
        assert idle.minutes == minutes


async def test_what_is_copied_is_whole(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "m", "enter", "Y")
        if pilot.app.clipboard == "":
            await press(pilot, "c", "down", "enter", "Y")
        assert "Robin" in pilot.app.clipboard


def test_a_name_in_pieces_over_lines_in_capitals_and_beside_marks_is_hidden() -> None:
    assert hidden({"Robin"}, "Ro", "bin said; (Robin) “Robin’s”") == ["R.", " said; (R.) “R.’s”         "]
    assert hidden({"Robin"}, "ROBIN robin robins Robinson") == ["R. robin robins Robinson   "]
    assert hidden({"Zoë", "Ng"}, "Zoë Ng") == ["Z. N. "]
    assert hidden({"May"}, "May was seen on 5 May and in May 2024") == ["M. was seen on 5 May and in May 2024 "]
    assert hidden({"王芳"}, "王芳 rang") == ["王. rang "]


@given(st.lists(st.text(st.sampled_from("Robin Tarn.'’-,1王e\u0301"), max_size=20), max_size=6))
def test_no_piece_changes_its_width_and_no_whole_name_is_left(texts: list[str]) -> None:
    after = hidden({"Robin", "Tarn"}, *texts)
    assert [cell_len(text) for text in after] == [cell_len(text) for text in texts]
    whole = "".join(text.rstrip() + " " if text != before else text for text, before in zip(after, texts, strict=True))
    assert "Robin " not in f" {whole} ".replace("’", " ").split(" ")
