"""Importing from the screen, by keys alone: what would come of a file, what its columns are, one step that undo takes back."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event as Flag
from typing import Any

import pytest
from textual.events import Key
from textual.pilot import Pilot

from chronology_tui.domain.kinds import Kind
from chronology_tui.services import Access, Casebook, create_casebook, open_casebook
from chronology_tui.services import import_checks as checks
from chronology_tui.tui.modals.ask_path import PathScreen
from chronology_tui.tui.modals.import_frame import Views
from chronology_tui.tui.modals.import_meaning import MeaningScreen
from chronology_tui.tui.modals.import_table import ImportScreen
from chronology_tui.tui.screens.unlock import UnlockScreen
from chronology_tui.tui.widgets.page import Page
from chronology_tui.tui.widgets.says import Says
from tests.conftest import PASSPHRASE
from tests.tui.screens import assert_harmless, main_screen, running, screen_text, settle, type_text, until

both_sizes = pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
CASES = Path(__file__).parents[1] / "data" / "cases"
CLINICS = (
    "date,kind,service,summary,severity,Clerk\n"
    "14/3/2024,wnb,Physiotherapy,Second letter unanswered,3,AB\n"
    "c. April 2024,attended,Dentist,Fluoride varnish,,CD\n"
    "2024-13-45,note,,Never read,,EF\n"
)


@pytest.fixture
def sam(casebook: Casebook) -> Casebook:
    """One child without entries."""
    casebook.add_child("Sam Tarn", "3/4/2019")
    return casebook


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the dialogue starts."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    return home


def write(folder: Path, text: str = CLINICS, name: str = "clinics.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def events(casebook: Casebook) -> int:
    return len(casebook.chronology(casebook.children()[0].id))


def dialogue(pilot: Pilot[Any]) -> ImportScreen:
    screen = next((s for s in pilot.app.screen_stack if isinstance(s, ImportScreen)), None)
    assert screen is not None, screen_text(pilot.app)
    return screen


def asking(pilot: Pilot[Any]) -> PathScreen:
    assert isinstance(pilot.app.screen, PathScreen), screen_text(pilot.app)
    return pilot.app.screen


def said(pilot: Pilot[Any]) -> str:
    return pilot.app.screen.query_one("#answer", Says).words


def page(pilot: Pilot[Any], name: str) -> str:
    blocks = dialogue(pilot).query_one(f"#{name}", Page).blocks
    return "\n".join("".join(words for words, _ in block.lead) + block.text for block in blocks)


async def open_file(pilot: Pilot[Any], path: Path) -> None:
    """Open the dialogue and type the path of a file."""
    if not isinstance(pilot.app.screen, PathScreen):
        await pilot.press("i")
        await settle(pilot)
    await pilot.press("end", "ctrl+u")
    await type_text(pilot, str(path))
    await pilot.press("enter")
    await settle(pilot)


async def mean(pilot: Pilot[Any], column: int, meaning: str) -> None:
    """Say what the n-th column is."""
    await pilot.press("f2", "home", *["down"] * column, "enter")
    await settle(pilot)
    assert isinstance(pilot.app.screen, MeaningScreen), screen_text(pilot.app)
    for key in (*meaning.replace(" ", "_"), "enter"):  # as fast as a terminal hands on what is pasted
        pilot.app.post_message(Key(*(("space", " ") if key == "_" else (key, None if key == "enter" else key))))
    await settle(pilot)


# ---------------------------------------------------------------------- the file


@both_sizes
async def test_a_path_is_completed_by_tab_folder_by_folder(sam: Casebook, at_home: Path, size: tuple[int, int]) -> None:
    folder = at_home / "Letters and prints"
    folder.mkdir()
    write(folder)
    write(folder, name="clinics-2.csv")
    write(folder, name="picture.png")
    async with running(sam, size) as pilot:
        await pilot.press("i")
        await settle(pilot)
        await type_text(pilot, "let")
        await pilot.press("tab")
        await settle(pilot)
        assert asking(pilot).field.value == f"{folder}{os.sep}"
        await pilot.press("tab")
        await settle(pilot)
        assert asking(pilot).field.value == f"{folder}{os.sep}clinics"
        assert "picture" not in screen_text(pilot.app)
        await type_text(pilot, ".")
        await pilot.press("tab", "enter")  # Enter waits for what Tab completes
        await settle(pilot)
        assert "Would add 2 entries; 1 not added. Nothing is written yet." in said(pilot)
        assert_harmless(pilot.app)


async def test_a_file_is_chosen_by_arrows_and_the_folder_is_kept_for_the_next(sam: Casebook, at_home: Path) -> None:
    folder = at_home / "prints"
    folder.mkdir()
    write(folder)
    async with running(sam) as pilot:
        await pilot.press("i")
        await settle(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        await pilot.press("down", "enter")
        await settle(pilot)
        assert "Would add 2 entries" in said(pilot)
        await pilot.press("escape", "escape")
        assert pilot.app.screen is main_screen(pilot)
        await pilot.press("i")
        await settle(pilot)
        assert asking(pilot).field.value == f"{folder}{os.sep}"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("empty.csv", b"", "it is empty"),
        ("zero.csv", b"date,summary\n\0", "zero bytes"),
        ("broken.xlsx", b"PK\x03\x04nothing", "damaged"),
        ("broken.json", b"{", "it is not JSON"),
    ],
)
async def test_a_file_that_cannot_be_read_is_refused_in_one_line(
    sam: Casebook, tmp_path: Path, name: str, content: bytes, why: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    head = sam.history_head()
    async with running(sam, (80, 24)) as pilot:
        await open_file(pilot, path)
        assert why in said(pilot)
        assert "\n" not in said(pilot)
        assert asking(pilot).field.value == str(path)
        await open_file(pilot, write(tmp_path))
        assert "Would add 2 entries" in said(pilot)
        assert sam.history_head() == head


async def test_what_is_no_file_is_told_where_it_is_typed(sam: Casebook, tmp_path: Path) -> None:
    async with running(sam) as pilot:
        await open_file(pilot, tmp_path / "none.csv")
        assert "There is no file" in said(pilot)
        await open_file(pilot, tmp_path)
        assert asking(pilot).field.value == f"{tmp_path}{os.sep}"
        await pilot.press("escape")
        assert pilot.app.screen is main_screen(pilot)


# ---------------------------------------------------------------------- what would come of it


@both_sizes
async def test_it_shows_the_columns_the_entries_and_what_to_look_at(sam: Casebook, tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(sam, size) as pilot:
        await open_file(pilot, write(tmp_path))
        columns, rows, issues = page(pilot, "columns"), page(pilot, "rows"), page(pilot, "issues")
        assert "severity" in columns
        assert "Clerk" in columns
        assert "kept in the notes" in columns
        assert "row 2" in rows
        assert "14 March 2024" in rows
        assert "Was not brought · Physiotherapy" in rows
        assert "▮▮▮▯ 3 high" in rows
        assert "circa April 2024" in rows or "about April 2024" in rows
        assert "Mend them in the file" in issues
        assert "row 4, date" in issues
        assert "2024-13-45" in issues
        await pilot.press("f3")
        assert "Was not brought" in screen_text(pilot.app)
        await pilot.press("tab")
        assert dialogue(pilot).query_one(Views).view == "issues"
        assert "row 4, date" in screen_text(pilot.app)
        assert_harmless(pilot.app)
        assert events(sam) == 0


@both_sizes
async def test_headings_that_are_not_known_are_given_a_meaning_on_the_screen(
    sam: Casebook, tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(sam, size) as pilot:
        await open_file(pilot, CASES / "three-missed-clinics.csv")
        assert "No column is the date and none is the summary" in said(pilot)
        await pilot.press("i")
        await settle(pilot)
        assert "No column is the date" in said(pilot)
        await mean(pilot, 0, "date")
        await mean(pilot, 3, "summary")
        assert "Would add 9 entries" in said(pilot)
        await mean(pilot, 1, "left out")
        assert "left out" in page(pilot, "columns")
        await mean(pilot, 1, "as its heading")
        assert "left out" not in page(pilot, "columns")
        await pilot.press("i")
        await settle(pilot)
        assert events(sam) == 9


async def test_choices_are_saved_as_a_map_file_that_reads_the_next_table(sam: Casebook, tmp_path: Path) -> None:
    table = write(tmp_path, "Day,Said,Clerk\n1/2/2024,Seen at home,AB\n")
    async with running(sam) as pilot:
        await open_file(pilot, table)
        await pilot.press("s")
        await settle(pilot)
        assert "no choice to save" in said(pilot)
        await mean(pilot, 0, "date")
        await mean(pilot, 1, "summary")
        await pilot.press("s")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert "Saved" in said(pilot)
        map_file = table.with_suffix(".toml")
        assert '"date"' in map_file.read_text(encoding="utf-8")
        await pilot.press("escape", "escape")
        await open_file(pilot, table)
        assert "No column is the date" in said(pilot)
        await pilot.press("m")
        await settle(pilot)
        await type_text(pilot, "clinics.toml")
        await pilot.press("enter")
        await settle(pilot)
        assert "Would add 1 entry" in said(pilot)


async def test_a_map_file_says_which_kind_their_words_are(sam: Casebook) -> None:
    async with running(sam, (80, 24)) as pilot:
        await open_file(pilot, CASES / "three-missed-clinics.csv")
        await pilot.press("m")
        await settle(pilot)
        await type_text(pilot, "three-missed-clinics.map.toml")
        await pilot.press("enter")
        await settle(pilot)
        assert "Was not brought" in page(pilot, "rows")
        await pilot.press("i")
        await settle(pilot)
        kinds = [event.kind for event in sam.chronology(sam.children()[0].id).events]
        assert kinds.count(Kind.WAS_NOT_BROUGHT) == 5


async def test_a_map_file_that_cannot_be_used_is_told_and_changes_nothing(sam: Casebook, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("[columns]\nx = 'nothing of ours'\n", encoding="utf-8")
    async with running(sam) as pilot:
        await open_file(pilot, write(tmp_path))
        await pilot.press("m")
        await settle(pilot)
        await type_text(pilot, "bad.toml")
        await pilot.press("enter")
        await settle(pilot)
        assert "there is no field 'nothing of ours'" in said(pilot)
        await pilot.press("i")
        await settle(pilot)
        assert events(sam) == 2


# ---------------------------------------------------------------------- adding


@both_sizes
async def test_it_is_added_in_one_step_that_undo_takes_back(sam: Casebook, tmp_path: Path, size: tuple[int, int]) -> None:
    head = sam.content_head()
    async with running(sam, size) as pilot:
        assert "i imports a table" in screen_text(pilot.app)
        await open_file(pilot, write(tmp_path))
        await pilot.press("i")
        await settle(pilot)
        assert events(sam) == 2
        assert "2 entries added." in page(pilot, "result")
        assert "14 March 2024 to" in page(pilot, "result")
        assert "row 4, date" in page(pilot, "result")
        await pilot.press("enter")
        await settle(pilot)
        main = main_screen(pilot)
        assert main.timeline.event is not None
        assert main.timeline.event.summary == "Second letter unanswered"
        await pilot.press("u")
        await settle(pilot)
        assert any("added 1 source and 2 entries" in one.message for one in pilot.app._notifications)
        assert events(sam) == 0
        await pilot.press("ctrl+y")
        await settle(pilot)
        assert events(sam) == 2
        assert sam.content_head() != head


async def test_the_new_entries_can_be_shown_alone(sam: Casebook, tmp_path: Path) -> None:
    sam.add_line(sam.children()[0].id, "1/1/2024 gp rash src:letter")
    async with running(sam) as pilot:
        await open_file(pilot, write(tmp_path))
        await pilot.press("i")
        await settle(pilot)
        await pilot.press("f")
        await settle(pilot)
        assert "2 of 3 shown" in screen_text(pilot.app)


async def test_the_same_file_again_adds_nothing_and_says_so(sam: Casebook, tmp_path: Path) -> None:
    path = write(tmp_path)
    sam.import_table(sam.children()[0].id, path)
    head = sam.history_head()
    async with running(sam) as pilot:
        await open_file(pilot, path)
        assert "Would add 0 entries; 2 there already" in said(pilot)
        assert "there already, not added again" in page(pilot, "rows")
        await pilot.press("i")
        await settle(pilot)
        assert "There is nothing to add" in said(pilot)
        assert sam.history_head() == head


async def test_what_is_added_is_what_was_looked_at_even_if_the_file_changes(sam: Casebook, tmp_path: Path) -> None:
    path = write(tmp_path)
    async with running(sam) as pilot:
        await open_file(pilot, path)
        write(tmp_path, "date,summary\n1/1/2001,Never looked at\n")
        await pilot.press("i")
        await settle(pilot)
        summaries = {event.summary for event in sam.chronology(sam.children()[0].id).events}
        assert summaries == {"Second letter unanswered", "Fluoride varnish"}


async def test_a_bundle_says_whom_it_is_about_and_is_added(sam: Casebook, tmp_path: Path) -> None:
    with create_casebook(tmp_path / "other.chron", PASSPHRASE) as other:
        robin = other.add_child("Robin Tarn", "1/2/2021")
        other.add_line(robin.id, "2/5/24 dental teeth cleaned src:letter")
        other.export_bundle(robin.id, tmp_path / "robin.json")
    async with running(sam, (80, 24)) as pilot:
        await open_file(pilot, tmp_path / "robin.json")
        assert "Robin Tarn" in screen_text(pilot.app)
        await pilot.press("i")
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        assert [child.name for child in sam.children()] == ["Sam Tarn", "Robin Tarn"]


@both_sizes
async def test_hostile_cells_are_shown_as_text(sam: Casebook, tmp_path: Path, size: tuple[int, int]) -> None:
    nasty = "[/] [on red]x[/on red] \x1b[2J\x07 \u202eevil 王芳 {0} %s"
    path = write(tmp_path, f'date,summary,"{nasty}",source\n1/2/2024,"=1+1 {nasty}",{"y" * 100_000},{nasty}\n', "h.csv")
    async with running(sam, size) as pilot:
        await open_file(pilot, path)
        for key in ("f2", "f3", "f4"):
            await pilot.press(key)
            await pilot.pause()
            assert_harmless(pilot.app)
        await pilot.press("f2", "home", "down", "down", "enter")
        await settle(pilot)
        assert_harmless(pilot.app)
        await pilot.press("escape", "i")
        await settle(pilot)
        assert_harmless(pilot.app)
        assert events(sam) == 1


# ---------------------------------------------------------------------- stopping, locking, reading only


def held(monkeypatch: pytest.MonkeyPatch, name: str, begun: Flag, go_on: Flag) -> None:
    """Have a service wait at its first look at how far it is, until the test lets it go on."""
    real = getattr(checks, name)

    def slow(*given: Any) -> Any:
        *others, on_progress = given

        def on_step(*step: Any) -> None:
            begun.set()
            assert go_on.wait(30)
            on_progress(*step)

        return real(*others, on_step)

    monkeypatch.setattr(checks, name, slow)


async def test_esc_stops_an_import_and_nothing_is_half_done(
    sam: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Flag(), Flag()
    held(monkeypatch, "import_checked", begun, go_on)
    head = sam.history_head()
    async with running(sam) as pilot:
        await open_file(pilot, write(tmp_path))
        await pilot.press("i")
        await until(pilot, begun.is_set)
        await pilot.press("escape")
        assert "Stopping" in said(pilot)
        go_on.set()
        await settle(pilot)
        assert "Nothing was added" in said(pilot)
        assert sam.history_head() == head
        await pilot.press("i")
        await settle(pilot)
        assert events(sam) == 2


async def test_esc_stops_a_reading(sam: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = Flag(), Flag()
    held(monkeypatch, "check_import", begun, go_on)
    async with running(sam) as pilot:
        await pilot.press("i")
        await settle(pilot)
        await pilot.press("end", "ctrl+u")
        await type_text(pilot, str(write(tmp_path)))
        await pilot.press("enter")
        await until(pilot, begun.is_set)
        await pilot.press("escape")
        go_on.set()
        await settle(pilot)
        assert "Nothing was added" in said(pilot)
        await pilot.press("escape")
        assert pilot.app.screen is main_screen(pilot)


@pytest.mark.parametrize(("service", "left", "told"), [("check_import", 0, "was not made"), ("import_checked", 2, "2 entries")])
async def test_locking_in_the_middle_leaves_the_store_whole_and_says_so(
    sam: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, service: str, left: int, told: str
) -> None:
    begun, go_on = Flag(), Flag()
    held(monkeypatch, service, begun, go_on)
    async with running(sam, (80, 24)) as pilot:
        await pilot.press("i")
        await settle(pilot)
        await pilot.press("end", "ctrl+u")
        await type_text(pilot, str(write(tmp_path)))
        await pilot.press("enter")
        if service == "import_checked":
            await settle(pilot)
            await pilot.press("i")
        await until(pilot, begun.is_set)
        await pilot.press("ctrl+l")
        go_on.set()
        await until(pilot, lambda: isinstance(pilot.app.screen, UnlockScreen))
        await settle(pilot)
        assert told in screen_text(pilot.app)
        assert "clinics" not in screen_text(pilot.app)
    with open_casebook(sam.path, PASSPHRASE) as again:
        assert events(again) == left


async def test_a_store_for_reading_only_imports_nothing(sam: Casebook) -> None:
    path = sam.path
    sam.close()
    with open_casebook(path, PASSPHRASE, access=Access.READ) as book:
        async with running(book) as pilot:
            await pilot.press("i")
            await settle(pilot)
            assert any("reading only" in one.message for one in pilot.app._notifications)
            assert pilot.app.screen is main_screen(pilot)
