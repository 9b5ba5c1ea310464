"""The export dialogue, by keys alone: a pack, its options, what it will say, and the file; nothing is written over unasked."""

from __future__ import annotations

import csv
import json
import stat
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event as Flag
from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from chronology_tui.errors import ChronologyError
from chronology_tui.services import Access, Casebook, create_casebook, open_casebook, open_demo
from chronology_tui.services.exports import export_records
from chronology_tui.services.pack_list import packs
from chronology_tui.tui.modals import export_writing
from chronology_tui.tui.modals.export import ExportScreen
from chronology_tui.tui.modals.export_options import OptionChoice, OptionField, OptionList
from chronology_tui.tui.modals.export_result import OverwriteScreen
from chronology_tui.tui.modals.pick import PickScreen
from chronology_tui.tui.widgets.page import Page
from chronology_tui.tui.widgets.says import Says
from tests.conftest import PASSPHRASE
from tests.tui.screens import assert_harmless, main_screen, running, screen_lines, screen_text, settle, type_text, until

both_sizes = pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])
NAMES = [line.name for line in packs()]
SECRET = "umber kettle ninety moss"


@pytest.fixture
def demo() -> Iterator[Casebook]:
    with open_demo() as book:
        yield book


@pytest.fixture
def family(casebook: Casebook) -> Casebook:
    """Two children, with a third party who is named in an entry."""
    child = casebook.add_child("Sam Tarn", "3/4/2019")
    casebook.add_child("Robin Tarn", "1/2/2021")
    casebook.add_line(child.id, '14/3/24 wnb physio; second letter unanswered !2 #key src:"clinic letter"')
    casebook.add_line(child.id, '2/5/24 dental @dentist teeth cleaned src:"dental letter"')
    return casebook


def dialogue(pilot: Pilot[Any]) -> ExportScreen:
    screen = next((s for s in pilot.app.screen_stack if isinstance(s, ExportScreen)), None)
    assert screen is not None, screen_text(pilot.app)
    return screen


async def ask(pilot: Pilot[Any], pack: str = "", out: Path | None = None) -> ExportScreen:
    """Open the dialogue, go to a pack by arrows and name the file."""
    if not isinstance(pilot.app.screen, ExportScreen):
        await pilot.press("x")
    await settle(pilot)
    screen = dialogue(pilot)
    await pilot.press(*["down"] * (NAMES.index(pack) if pack else 0))
    await settle(pilot)
    if out is not None:
        screen.out.value = str(out)
    await settle(pilot)
    return screen


async def go_to(pilot: Pilot[Any], option: str) -> None:
    """Go to an option by keys."""
    await pilot.press("f3")
    await settle(pilot)
    for _ in range(40):
        focused = pilot.app.focused
        if isinstance(focused, OptionField | OptionChoice | OptionList) and focused.option == option:
            return
        await pilot.press("down")
    raise AssertionError(f"no key goes to {option}")


async def written(pilot: Pilot[Any]) -> str:
    """Wait until the file is written; return what is said of it."""
    screen = dialogue(pilot)
    await until(pilot, lambda: screen._result is not None)
    await settle(pilot)
    return "\n".join(block.text for block in screen.query_one("#result", Page).blocks)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def said(screen: ExportScreen) -> str:
    return screen.query_one("#answer", Says).words


def about(screen: ExportScreen) -> str:
    return screen.query_one("#about", Says).words


def summary(screen: ExportScreen) -> str:
    return screen.query_one("#summary", Says).words


def preview(screen: ExportScreen) -> str:
    return "\n".join(text for text, _ in screen.text.lines)


async def previewed(pilot: Pilot[Any], words: str) -> None:
    screen = dialogue(pilot)
    await until(pilot, lambda: words in preview(screen))


# ---------------------------------------------------------------------- each pack to a file


@both_sizes
@pytest.mark.parametrize("pack", NAMES)
async def test_every_pack_comes_to_a_file_by_keys_alone(demo: Casebook, tmp_path: Path, pack: str, size: tuple[int, int]) -> None:
    out = tmp_path / f"{pack}.txt"
    async with running(demo, size) as pilot:
        screen = await ask(pilot, pack, out)
        await pilot.press("enter")
        await settle(pilot)
        if next(line for line in packs() if line.name == pack).question:
            await go_to(pilot, "decision")
            assert "decided" in about(screen)
            await type_text(pilot, "strategy meeting 3 March")
        await pilot.press("enter")
        await previewed(pilot, "S.T.")
        assert_harmless(pilot.app)
        await pilot.press("enter")
        told = await written(pilot)
        assert str(out) in told
        assert "BEFORE YOU SEND IT" in told
        assert_harmless(pilot.app)
        await pilot.press("enter")
        await settle(pilot)
        assert pilot.app.screen is main_screen(pilot)
        assert [record.pack for record in export_records(demo)] == [pack]
    assert "S.T." in out.read_text(encoding="utf-8")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


async def test_the_shortest_way_is_four_keys_to_the_suggested_name(family: Casebook) -> None:
    async with running(family) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        screen = await ask(pilot)
        assert screen.out.value == str(family.path.parent / "ST-referral-2024-08-30.pdf"), "it tells initials only"
        await pilot.press("enter", "enter", "enter")
        told = await written(pilot)
        (record,) = export_records(family)
    made = family.path.parent / "ST-referral-2024-08-30.pdf"
    assert made.read_bytes().startswith(b"%PDF")
    assert record.code
    assert record.code in told
    assert "page" in told


@both_sizes
async def test_the_record_goes_to_a_table_and_to_a_bundle(demo: Casebook, tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(demo, size) as pilot:
        await ask(pilot, "full", tmp_path / "entries.csv")
        await pilot.press("f4")
        await previewed(pilot, "Row 1")
        await pilot.press("enter")
        await written(pilot)
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("x")
        await settle(pilot)
        screen = dialogue(pilot)
        assert screen._pack.name == "referral", "nothing was typed for another one"
        screen = await ask(pilot, "full", tmp_path / "record.json")
        await pilot.press("f4")
        await previewed(pilot, '"children"')
        await pilot.press("enter")
        assert "nothing is withheld" in await written(pilot)
        entries = len(demo.chronology(demo.child().id))
    with (tmp_path / "entries.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    record = json.loads((tmp_path / "record.json").read_text(encoding="utf-8"))
    assert len(rows) == len(record["events"]) == entries


async def test_a_table_is_refused_for_a_pack_in_words_of_the_screen(demo: Casebook, tmp_path: Path) -> None:
    async with running(demo) as pilot:
        screen = await ask(pilot, "conference", tmp_path / "pack.csv")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "csv" in said(screen)
        assert "--" not in said(screen)
        assert not (tmp_path / "pack.csv").exists()


# ---------------------------------------------------------------------- options


@both_sizes
async def test_the_options_reach_the_record_and_the_file(family: Casebook, tmp_path: Path, size: tuple[int, int]) -> None:
    out = tmp_path / "pack.txt"
    async with running(family, size) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        await settle(pilot)
        screen = await ask(pilot, "conference", out)
        await go_to(pilot, "from")
        await type_text(pilot, "March 2024")
        assert about(screen) == "From Fri 1 March 2024."
        await go_to(pilot, "to")
        await type_text(pilot, "April 2024")
        assert about(screen) == "Up to Tue 30 April 2024."
        await go_to(pilot, "areas")
        await pilot.press("space")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PickScreen)
        assert_harmless(pilot.app)
        await pilot.press("space", "enter")
        await settle(pilot)
        await go_to(pilot, "siblings")
        await pilot.press("enter")
        await settle(pilot)
        await pilot.press("space", "enter")
        await settle(pilot)
        for option in ("key_only", "large"):
            await go_to(pilot, option)
            await pilot.press("space")
        await go_to(pilot, "numbering")
        await pilot.press("right", "right")
        await go_to(pilot, "redaction")
        await pilot.press("left")
        assert "No names" in about(screen)
        for option, words in (("recipient", "Duty team"), ("purpose", "section 47"), ("basis", "vital interests"),
                              ("prepared_by", "Named nurse"), ("page_cap", "30")):  # fmt: skip
            await go_to(pilot, option)
            await pilot.press("end", "ctrl+u")
            await type_text(pilot, words)
        await go_to(pilot, "marking")
        await pilot.press("end", "ctrl+u")
        await type_text(pilot, "OFFICIAL")
        await pilot.press("ctrl+s")
        await written(pilot)
        record, other = export_records(family)
    assert record.child != other.child, "it is recorded for each child whom it shows"
    assert (record.recipient, record.purpose, record.basis) == ("Duty team", "section 47", "vital interests")
    assert record.choices == (
        "entries from 1 March 2024 to 30 April 2024; areas: appointments; key entries only; side by side with 1 other child; "
        "numbers of the document; large print; at most 30 pages"
    )
    assert record.redaction
    text = out.read_text(encoding="utf-8")
    assert text.startswith("OFFICIAL\n")
    assert "Named nurse" in text
    assert "Tarn" not in text
    assert "teeth" not in text


async def test_dates_that_cannot_be_meant_are_refused_in_words(demo: Casebook, tmp_path: Path) -> None:
    out = tmp_path / "pack.txt"
    async with running(demo, (80, 24)) as pilot:
        screen = await ask(pilot, "", out)
        await go_to(pilot, "from")
        await type_text(pilot, "31/2/2024")
        assert "February" in about(screen)
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "February" in said(screen)
        assert screen.form.control("from").has_focus
        await pilot.press("end", "ctrl+u")
        await type_text(pilot, "undated")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert said(screen) == "Type a day, a month or a year here, or leave it empty."
        await pilot.press("end", "ctrl+u")
        await type_text(pilot, "1/5/2024")
        await pilot.press("down")
        await type_text(pilot, "1/4/2024")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert said(screen) == "The last day lies before the first day."
        assert screen.form.control("to").has_focus
        await go_to(pilot, "page_cap")
        await pilot.press("up", "up")
        await go_to(pilot, "to")
        await pilot.press("end", "ctrl+u")
        await go_to(pilot, "from")
        await pilot.press("end", "ctrl+u")
        await type_text(pilot, "1/1/2030")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "first day" in said(screen))
        assert export_records(demo) == ()
    assert files(tmp_path) == []


async def test_a_page_limit_that_is_no_number_is_refused(demo: Casebook) -> None:
    async with running(demo) as pilot:
        screen = await ask(pilot)
        for typed, why in (("ten", "is a number, such as"), ("0", "from 1 to"), ("99999999", "from 1 to"), ("²", "is a number")):
            await go_to(pilot, "page_cap")
            await pilot.press("end", "ctrl+u")
            await type_text(pilot, typed)
            assert why in about(screen)
            await pilot.press("ctrl+s")
            await settle(pilot)
            assert why in said(screen)


async def test_a_guarded_pack_asks_for_its_decision_and_no_other_does(demo: Casebook, tmp_path: Path) -> None:
    asked = [line.name for line in packs() if line.question]
    assert asked, "there is a pack that asks"
    async with running(demo) as pilot:
        screen = await ask(pilot, asked[0], tmp_path / "pack.txt")
        assert screen.form.control("decision") in screen.form.controls
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert "not made without" in said(screen)
        assert screen.form.control("decision").has_focus
        await pilot.press("f2", "home")
        await settle(pilot)
        assert screen._pack.name == NAMES[0]
        assert screen.form.control("decision") not in screen.form.controls
    assert files(tmp_path) == []


async def test_the_ending_and_the_format_follow_each_other(demo: Casebook) -> None:
    async with running(demo) as pilot:
        screen = await ask(pilot)
        await go_to(pilot, "format")
        await pilot.press("right")
        assert screen.out.value.endswith("ST-referral-2026-11-20.docx")
        await pilot.press("f6", *["backspace"] * 4)
        await type_text(pilot, "md")
        await settle(pilot)
        assert screen.form.control("format").value == ".md"
        await pilot.press("f2", "down")
        await settle(pilot)
        assert screen.out.value.endswith("ST-cin-2026-11-20.md")
        await pilot.press("f6", *["backspace"] * 3)
        await type_text(pilot, "-mine.md")
        await pilot.press("f2", "down")
        await settle(pilot)
        assert screen.out.value.endswith("ST-cin-2026-11-20-mine.md"), "a name of one's own stays"


# ---------------------------------------------------------------------- the preview


@both_sizes
async def test_the_preview_shows_redaction_and_lists_it_the_unsure_first(demo: Casebook, size: tuple[int, int]) -> None:
    async with running(demo, size) as pilot:
        screen = await ask(pilot, "full")
        await pilot.press("f4")
        await previewed(pilot, "Sam Tarn")
        await until(pilot, lambda: summary(screen) == "Nothing is left out.")  # the preview of the pack before may still be there
        await go_to(pilot, "redaction")
        await pilot.press("left")
        await pilot.press("f4")
        await until(pilot, lambda: "Redaction replaces words in" in summary(screen) and "Tarn" not in preview(screen))
        await pilot.press("f5")
        await settle(pilot)
        assert "TO LOOK AT" in screen_text(pilot.app)
        assert_harmless(pilot.app)
        blocks = screen.query_one("#changes", Page).blocks
        looks = [n for n, block in enumerate(blocks) if (block.target or "").startswith("look")]
        changes = [n for n, block in enumerate(blocks) if (block.target or "").startswith("change")]
        assert max(looks) < min(changes)
        unsure = [n for n in changes if blocks[n].role == "look"]
        assert unsure
        assert unsure == changes[: len(unsure)]
        assert any("Sam Tarn → S.T." in block.text for block in blocks)


async def test_what_is_left_out_is_counted(demo: Casebook) -> None:
    async with running(demo) as pilot:
        screen = await ask(pilot)
        await until(pilot, lambda: summary(screen) == "Left out: 1 entry marked restricted or privileged.")
        await go_to(pilot, "redaction")
        await pilot.press("right", "right")
        await until(pilot, lambda: summary(screen).startswith("Left out: 4 entries") or "; 3 entries" in summary(screen))


async def test_only_the_preview_of_the_latest_choice_is_shown(demo: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    from chronology_tui.tui.modals import export_following, export_preview  # noqa: PLC0415

    go_on, asked = Flag(), list[str]()
    make = export_preview.make_preview

    def slow(casebook: Casebook, child: Any, choices: Any, *rest: Any) -> Any:
        asked.append(choices.recipient)
        assert go_on.wait(10)
        return make(casebook, child, choices, *rest)

    monkeypatch.setattr(export_following, "make_preview", slow)
    async with running(demo) as pilot:
        await pilot.press("x")
        await until(pilot, lambda: asked == [""])
        screen = dialogue(pilot)
        await pilot.press("f3")
        screen.set_focus(screen.form.control("recipient"))
        await type_text(pilot, "Duty team")
        await pilot.pause(0.5)
        assert asked == [""], "one at a time, however much is typed"
        assert preview(screen) == ""
        go_on.set()
        await previewed(pilot, "For referral to Duty team")
        assert asked == ["", "Duty team"], "what was typed in between was never made"


async def test_the_preview_says_why_there_is_none(demo: Casebook) -> None:
    async with running(demo) as pilot:
        screen = await ask(pilot)
        await go_to(pilot, "from")
        await type_text(pilot, "1/1/2030")
        await until(pilot, lambda: "first day" in summary(screen))
        assert preview(screen) == ""


# ---------------------------------------------------------------------- overwriting, stopping, failing


@both_sizes
async def test_nothing_is_written_over_unasked(demo: Casebook, tmp_path: Path, size: tuple[int, int]) -> None:
    out = tmp_path / "pack.txt"
    out.write_text("something else", encoding="utf-8")
    async with running(demo, size) as pilot:
        screen = await ask(pilot, "", out)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, OverwriteScreen))
        assert pilot.app.screen.query_one("#what", Says).words == f"{out} already exists."
        assert_harmless(pilot.app)
        await pilot.press("enter", "enter")
        await settle(pilot)
        assert isinstance(pilot.app.screen, OverwriteScreen), "a key too many does nothing"
        await pilot.press("escape")
        await settle(pilot)
        assert "left as it is" in said(screen)
        assert out.read_text(encoding="utf-8") == "something else"
        assert export_records(demo) == ()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, OverwriteScreen))
        await pilot.press("y")
        await written(pilot)
    assert "S.T." in out.read_text(encoding="utf-8")
    assert files(tmp_path) == ["pack.txt"]


async def test_the_protected_copy_is_asked_about_for_itself(demo: Casebook, tmp_path: Path) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    out, copy = tmp_path / "pack.pdf", tmp_path / "pack-protected.pdf"
    out.write_text("first", encoding="utf-8")
    copy.write_text("second", encoding="utf-8")
    async with running(demo) as pilot:
        screen = await ask(pilot, "cin", out)
        await go_to(pilot, "password")
        await type_text(pilot, SECRET)
        await pilot.press("down")
        await type_text(pilot, SECRET)
        await settle(pilot)
        await until(pilot, lambda: "guessing it would take" in screen.query_one("#quality", Says).words)
        assert SECRET not in screen_text(pilot.app)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(pilot.app.screen, OverwriteScreen))
        await pilot.press("y")
        await until(pilot, lambda: isinstance(pilot.app.screen, OverwriteScreen) and "protected" in screen_text(pilot.app))
        assert out.read_text(encoding="utf-8") == "first", "nothing is written before both answers"
        await pilot.press("y")
        told = await written(pilot)
        assert str(copy) in told
        assert screen.form.passwords == ("", "")
    assert out.read_bytes().startswith(b"%PDF")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(copy)
    with pikepdf.open(copy, password=SECRET) as opened:
        assert len(opened.pages) > 1


async def test_two_passwords_that_differ_write_nothing(demo: Casebook, tmp_path: Path) -> None:
    async with running(demo, (80, 24)) as pilot:
        screen = await ask(pilot, "", tmp_path / "pack.pdf")
        await go_to(pilot, "password")
        await type_text(pilot, "abc")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert said(screen) == "The two passwords differ. Type the same in both fields."
        assert screen.form.control("again").has_focus
        for typed, why in (("   ", "only blanks"), ("ä" * 70, "longer than 127 bytes")):
            for name in ("password", "again"):
                control = screen.form.control(name)
                assert isinstance(control, OptionField)
                control.value = typed
            await pilot.press("ctrl+s")
            await settle(pilot)
            assert why in said(screen)
    assert files(tmp_path) == []


@both_sizes
async def test_stopping_in_the_middle_leaves_no_file_and_no_record(
    demo: Casebook, tmp_path: Path, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    half, go_on = Flag(), Flag()
    real = export_writing.Job.on_progress

    def held(job: export_writing.Job, part: float) -> None:
        if part > 0:
            half.set()
            assert go_on.wait(10)
        real(job, part)

    monkeypatch.setattr(export_writing.Job, "on_progress", held)
    async with running(demo, size) as pilot:
        screen = await ask(pilot, "", tmp_path / "pack.pdf")
        await pilot.press("ctrl+s")
        await until(pilot, half.is_set)
        await until(pilot, lambda: "Writing" in said(screen))
        await pilot.press("enter", "f3", "ctrl+s")
        assert "esc stop" in screen_text(pilot.app)
        assert_harmless(pilot.app)
        await pilot.press("escape")
        assert "Stopping" in said(screen)
        go_on.set()
        await until(pilot, lambda: "was stopped" in said(screen))
        assert said(screen) == "The export was stopped. No part of it was left behind, and nothing was recorded."
        assert files(tmp_path) == []
        assert export_records(demo) == ()
        await pilot.press("ctrl+s")
        await written(pilot)
        assert len(export_records(demo)) == 1
    assert files(tmp_path) == ["pack.pdf"]


@pytest.mark.parametrize(
    ("name", "why"),
    [("pack.odt", "format"), ("pack", "format"), ("missing/pack.pdf", "could not be written"), ("x" * 400 + ".pdf", "written"),
     ("", "Type the name")],
)  # fmt: skip
async def test_a_file_that_cannot_be_written_is_told_and_can_be_named_anew(
    demo: Casebook, tmp_path: Path, name: str, why: str
) -> None:
    async with running(demo, (80, 24)) as pilot:
        screen = await ask(pilot)
        await pilot.press("f6")
        screen.out.value = str(tmp_path / name) if name else ""
        await pilot.press("enter")
        await until(pilot, lambda: why in said(screen))
        screen.out.value = str(tmp_path / "pack.txt")
        await pilot.press("f6", "enter")
        await written(pilot)
    assert files(tmp_path) == ["pack.txt"]


async def test_a_copy_that_fails_does_not_hide_that_the_pdf_was_written(
    demo: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from chronology_tui.services import exports  # noqa: PLC0415

    def refuse(*_: Any, **__: Any) -> None:
        raise ChronologyError("The disk is full.")

    monkeypatch.setattr(exports, "protect", refuse)
    async with running(demo) as pilot:
        screen = await ask(pilot, "cin", tmp_path / "pack.pdf")
        await go_to(pilot, "password")
        await type_text(pilot, "abc")
        await pilot.press("down")
        await type_text(pilot, "abc")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "The disk is full." in said(screen))
        assert "was written and recorded, but not its protected copy" in said(screen)


async def test_a_store_open_for_reading_writes_no_export(tmp_path: Path) -> None:
    with create_casebook(tmp_path / "case.chron", PASSPHRASE) as writer:
        writer.add_child("Sam Tarn", "3/4/2019")
        with open_casebook(tmp_path / "case.chron", PASSPHRASE, access=Access.READ) as reader:
            async with running(reader) as pilot:
                screen = await ask(pilot, "", tmp_path / "pack.txt")
                await pilot.press("ctrl+s")
                await until(pilot, lambda: "reading" in said(screen))
    assert not (tmp_path / "pack.txt").exists()


# ---------------------------------------------------------------------- going about


@both_sizes
async def test_escape_goes_back_one_step_at_a_time(demo: Casebook, size: tuple[int, int]) -> None:
    async with running(demo, size) as pilot:
        screen = await ask(pilot)
        await pilot.press("f5")
        await settle(pilot)
        steps = [screen._step]
        while isinstance(pilot.app.screen, ExportScreen):
            await pilot.press("escape")
            await settle(pilot)
            steps.append(screen._step)
        assert steps == ["changes", "preview", "options", "pack", "pack"]
        assert pilot.app.screen is main_screen(pilot)


@pytest.mark.parametrize("size", [(80, 24), (140, 40), (200, 60)], ids=["80x24", "140x40", "200x60"])
async def test_every_control_is_reached_and_shows_its_label_and_its_focus(demo: Casebook, size: tuple[int, int]) -> None:
    async with running(demo, size) as pilot:
        screen = await ask(pilot, "perplexing")
        await pilot.press("f3")
        await settle(pilot)
        for control in screen.form.controls:
            assert control.has_focus
            assert isinstance(control, OptionField | OptionChoice | OptionList)
            label = screen.query_one(f"#row-{control.option}").query_one(Says).words
            await until(pilot, partial(label_is_beside, pilot, control, label))
            row = screen_lines(pilot.app)[control.region.y]
            if not isinstance(control, OptionField):
                assert "▌" in row[control.region.x : control.region.right], "a bar shows the focus, without colour too"
            await pilot.press("down")
        assert screen.out.has_focus
        assert_harmless(pilot.app)


def label_is_beside(pilot: Pilot[Any], control: Widget, label: str) -> bool:
    return label in screen_lines(pilot.app)[control.region.y][: control.region.x]


async def test_wide_screens_show_the_preview_beside_and_tall_ones_the_packs_above(demo: Casebook) -> None:
    async with running(demo, (200, 60)) as pilot:
        await ask(pilot)
        await previewed(pilot, "Medical chronology: S.T.")
        text = screen_text(pilot.app)
        assert "Reflective supervision" in text
        assert "PROTECTED COPY" in text
        assert "Medical chronology: S.T." in text
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert "PROTECTED COPY" not in screen_text(pilot.app)
        assert_harmless(pilot.app)


async def test_the_mouse_goes_to_steps_packs_and_choices(demo: Casebook) -> None:
    async with running(demo) as pilot:
        screen = await ask(pilot)
        await pilot.click("#packs", offset=(4, 3))
        await settle(pilot)
        assert screen._pack.name == NAMES[1]
        await pilot.click("#steps", offset=(14, 0))
        await settle(pilot)
        assert screen._step == "options"
        await pilot.click("#opt-key_only")
        assert screen.form.control("key_only").value == "yes"
        await pilot.click("#opt-areas")
        await settle(pilot)
        assert isinstance(pilot.app.screen, PickScreen)


async def test_the_palette_holds_every_action(demo: Casebook) -> None:
    from chronology_tui.tui.modals.export_commands import EXPORT_ACTIONS  # noqa: PLC0415

    async with running(demo) as pilot:
        screen = await ask(pilot)
        for title, _, action, _ in EXPORT_ACTIONS:
            name = action.partition("(")[0]
            assert hasattr(screen, f"action_{name}"), title
        await pilot.press("ctrl+p")
        await settle(pilot)
        await type_text(pilot, "what redaction")
        await until(pilot, lambda: "What redaction changed" in screen_text(pilot.app))
        await pilot.press("enter")
        await until(pilot, lambda: screen._step == "changes")


def test_every_pack_has_words_for_the_list() -> None:
    for line in packs():
        assert line.label
        assert line.holds
        assert line.period != "the period that goes with this pack", f"{line.name} has no words in services/pack_list.py"
