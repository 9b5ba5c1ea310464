"""Hostile text in every field of the export dialogue, and how typed text becomes choices and names of files."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.events import Paste

from chronology_tui.domain.dates import DateContext
from chronology_tui.errors import UsageError
from chronology_tui.services import Casebook
from chronology_tui.services.pack_list import packs
from chronology_tui.tui.modals.export import ExportScreen
from chronology_tui.tui.modals.export_options import OptionField
from chronology_tui.tui.modals.export_preview import PreviewText, painted, unfolded
from chronology_tui.tui.modals.export_reading import defaults, read_options, read_path, suffix_of, with_suffix
from tests.tui.invented import CHILD
from tests.tui.screens import assert_harmless, one, running, screen_text, settle, until

NASTY = "[/] [on red]x[/on red] [link=https://example.org]y[/link] \x1b[2J\x07 \u202eevil\u202c 王芳 e\u0301 {0} %s \ud800 end"
LONG = "long word " * 10_000
DATES = DateContext(today=date(2024, 8, 30), birth=date(2019, 4, 3))


@pytest.fixture
def one_child(casebook: Casebook) -> Casebook:
    child = casebook.add_child("[/] S. \u202eTarn [b]", "3/4/2019")
    casebook.add_line(child.id, f'14/3/24 wnb physio; {NASTY} !2 src:"[/] letter"')
    return casebook


@pytest.mark.parametrize("typed", [NASTY, "[/", LONG], ids=["nasty", "unclosed", "100,000 characters"])
async def test_any_text_in_every_field_is_taken_harmlessly(one_child: Casebook, tmp_path: Path, typed: str) -> None:
    async with running(one_child, (140, 40)) as pilot:
        await pilot.press("x", "f3")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ExportScreen)
        for control in screen.form.controls:
            if isinstance(control, OptionField) and control.option not in {"from", "to", "page_cap"}:
                control.post_message(Paste(typed))
                await pilot.pause()
        await settle(pilot)
        assert_harmless(pilot.app)
        for name in ("password", "again"):
            field = screen.form.control(name)
            assert isinstance(field, OptionField)
            field.value = ""
        for name in ("from", "to", "page_cap", "again"):
            field = screen.form.control(name)
            assert isinstance(field, OptionField)
            field.value = typed
            screen.set_focus(field)
            await settle(pilot)
            assert_harmless(pilot.app)
            await pilot.press("ctrl+s")
            await settle(pilot)
            assert screen.query_one("#answer").display, f"{name} is refused in words"
            assert_harmless(pilot.app)
            field.value = ""
        screen.out.value = str(tmp_path / f"{typed}.txt")
        await pilot.press("ctrl+s")
        await settle(pilot)
        assert_harmless(pilot.app)
        screen.out.value = str(tmp_path / "pack.txt")
        await pilot.press("f4")
        await settle(pilot)
        await until(pilot, lambda: bool(screen.text.lines))
        assert_harmless(pilot.app)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: screen._result is not None)
        assert_harmless(pilot.app)
    assert (tmp_path / "pack.txt").read_text(encoding="utf-8")


async def test_brackets_are_previewed_as_they_are(one_child: Casebook) -> None:
    async with running(one_child, (140, 40)) as pilot:
        await pilot.press("x")
        await settle(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ExportScreen)
        await pilot.press("end")
        await until(pilot, lambda: "[on red]x[/on red]" in " ".join(" ".join(line for line, _ in screen.text.lines).split()))


@given(st.lists(st.text(st.sampled_from("ab -"), max_size=60), max_size=12), st.integers(10, 40), st.integers(10, 70))
def test_folding_a_preview_anew_loses_no_word(paragraphs: list[str], width: int, room: int) -> None:
    folded = [line for text in paragraphs for line in (_fold(text, width) or [""])]
    lines = [text for text, _ in painted(unfolded(folded, width), room)]
    assert " ".join(lines).split() == " ".join(paragraphs).split() or any(
        len(word) > room - 2 for word in " ".join(lines).split()
    )


def _fold(text: str, width: int) -> list[str]:
    lines, line = list[str](), ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line] if line else lines


def test_a_folded_paragraph_is_one_again_and_others_stay_apart() -> None:
    lines = ["- one two three", "  four five six", "  seven", "Label: words", "", "", "Heading", "  body of this", "  and that"]
    assert list(unfolded(lines, 15)) == [
        "- one two three four five six seven", "Label: words", "", "", "Heading", "  body of this and that",
    ]  # fmt: skip
    assert [role for text, role in painted(["", "", "Heading", "body"], 20) if text] == ["accent bold", "text"]


def test_a_hundred_thousand_lines_cost_no_more_than_those_in_sight() -> None:
    async def show() -> None:
        page = PreviewText()
        async with one(page, (60, 12)) as pilot:
            page.show([(f"line {n}", "text") for n in range(100_000)])
            await pilot.press("end")
            await until(pilot, lambda: "line 99999" in screen_text(pilot.app))
            await pilot.press("home", "j", "space")
            await settle(pilot)
            assert page.virtual_size.height == 100_000
            assert_harmless(pilot.app)

    asyncio.run(show())


# ---------------------------------------------------------------------- reading


@pytest.mark.parametrize(
    ("typed", "suffix"),
    [
        ("a.pdf", ".pdf"),
        ("a.PDF ", ".pdf"),
        ("a.b.txt", ".txt"),
        ("a", ""),
        (".pdf", ""),
        ("x.d/a", ""),
        ("x.d\\a", ""),
        ("a.", "."),
    ],
)
def test_the_ending_of_a_typed_name(typed: str, suffix: str) -> None:
    assert suffix_of(typed) == suffix
    assert suffix_of(with_suffix(f"x{typed}", ".md")) == ".md"


@pytest.mark.parametrize("typed", ["", "   ", "a\x00b.pdf", "a\nb.pdf", "a\ud800.pdf", "~no such user/a.pdf"])
def test_what_cannot_name_a_file_is_refused_in_one_plain_line(typed: str) -> None:
    with pytest.raises(UsageError) as refused:
        read_path(typed)
    assert str(refused.value).isprintable()


@given(st.dictionaries(st.sampled_from(["from", "to", "page_cap", "decision", "recipient", "marking"]), st.text(max_size=30)))
def test_any_typed_options_are_read_or_refused_with_a_reason(typed: dict[str, str]) -> None:
    for pack in packs():
        for suffix in (".pdf", ".json"):
            reading = read_options(pack, defaults(pack, CHILD, "") | typed, suffix, DATES)
            assert (reading.choices is None) == bool(reading.troubles)
            assert all(why and why.isprintable() for why in reading.troubles.values())


@pytest.mark.parametrize(
    ("name", "value"),
    [("from", "2024"), ("to", "2024"), ("areas", "dental"), ("key_only", "yes"), ("redaction", "anonymous")],
)
def test_what_a_whole_record_cannot_leave_out_is_refused_and_never_passed_over(name: str, value: str) -> None:
    pack = next(line for line in packs() if line.name == "full")
    reading = read_options(pack, defaults(pack, CHILD, "") | {name: value}, ".json", DATES)
    assert reading.choices is None
    assert "whole record" in reading.troubles[name]
    assert read_options(pack, defaults(pack, CHILD, "") | {name: value}, ".csv", DATES).choices is not None
