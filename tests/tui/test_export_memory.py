"""What is typed in the export dialogue is not lost by Esc, a lock or a kill; password and place of the file are kept nowhere."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Event as Flag
from typing import Any

import pytest
from textual.pilot import Pilot

from chronology_tui.services import create_casebook, drafts, open_casebook
from chronology_tui.services.drafts import all_drafts
from chronology_tui.services.exports import export_records
from chronology_tui.services.pack_list import packs
from chronology_tui.tui.app import ChronologyApp
from chronology_tui.tui.modals import export_writing
from chronology_tui.tui.modals.export import ExportScreen
from chronology_tui.tui.modals.export_options import OptionField
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.screens.unlock import UnlockScreen
from tests.conftest import PASSPHRASE
from tests.tui.screens import screen_text, settle, type_text, until

SECRET = "quokka kettle ninety moss"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "case.chron"
    with create_casebook(path, PASSPHRASE) as made:
        child = made.add_child("Sam Test", "3/4/2019").id
        made.add_line(child, "14/3/24 note heron src:letter")
    return path


@asynccontextmanager
async def opened(store: Path) -> AsyncIterator[Pilot[int]]:
    app = ChronologyApp(store, passphrase=PASSPHRASE)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, MainScreen))
        await settle(pilot)
        yield pilot


async def ask(pilot: Pilot[int]) -> ExportScreen:
    await pilot.press("x")
    await settle(pilot)
    assert isinstance(pilot.app.screen, ExportScreen), screen_text(pilot.app)
    return pilot.app.screen


def field(screen: ExportScreen, name: str) -> OptionField:
    control = screen.form.control(name)
    assert isinstance(control, OptionField)
    return control


async def fill(pilot: Pilot[int], screen: ExportScreen, **values: str) -> None:
    await pilot.press("f3")
    await settle(pilot)
    for name, value in values.items():
        screen.set_focus(field(screen, name))
        await pilot.pause()
        await type_text(pilot, value)


def kept(store: Path) -> list[tuple[str, dict[str, str]]]:
    with open_casebook(store, PASSPHRASE) as casebook:
        return [(draft.place, json.loads(draft.content)) for draft in all_drafts(casebook)]


async def locked(pilot: Pilot[int]) -> None:
    app = pilot.app
    assert isinstance(app, ChronologyApp)
    await until(pilot, lambda: isinstance(app.screen, UnlockScreen) and not app.locker.busy)
    await settle(pilot)


async def test_what_was_typed_stands_there_again_after_escape_and_after_a_lock(store: Path) -> None:
    async with opened(store) as pilot:
        screen = await ask(pilot)
        await pilot.press("down")
        await fill(pilot, screen, recipient="Duty team", **{"from": "2024"})
        await pilot.press("escape", "escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, MainScreen)
        screen = await ask(pilot)
        assert screen._pack.name == packs()[1].name, "it starts with the pack that was typed for last"
        assert field(screen, "recipient").value == "Duty team"
        assert field(screen, "from").value == "2024"
        await fill(pilot, screen, purpose="core group")
        await pilot.press("ctrl+l")
        await locked(pilot)
        assert "Duty" not in screen_text(pilot.app)
        await type_text(pilot, PASSPHRASE)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))
        await settle(pilot)
        screen = await ask(pilot)
        assert field(screen, "purpose").value == "core group"
    ((place, values),) = kept(store)
    assert place == f"form:export:{packs()[1].name}"
    assert values == {"recipient": "Duty team", "from": "2024", "purpose": "core group"}


async def test_words_are_kept_within_a_second_without_leaving(store: Path) -> None:
    async with opened(store) as pilot:
        screen = await ask(pilot)
        await fill(pilot, screen, recipient="Duty team")
        casebook = screen._casebook
        await until(pilot, lambda: any("Duty team" in draft.content for draft in all_drafts(casebook)))
        await pilot.press("end", "ctrl+u")
        await until(pilot, lambda: all_drafts(casebook) == ())


async def test_after_the_file_is_made_only_its_words_are_offered_again(store: Path, tmp_path: Path) -> None:
    async with opened(store) as pilot:
        screen = await ask(pilot)
        await fill(pilot, screen, recipient="Duty team", prepared_by="Named nurse", page_cap="99")
        screen.set_focus(screen.form.control("redaction"))
        await pilot.press("left")
        screen.out.value = str(tmp_path / "Sam Test for Duty team.txt")
        await pilot.press("ctrl+s")
        await until(pilot, lambda: screen._result is not None)
        await pilot.press("enter")
        await settle(pilot)
        screen = await ask(pilot)
        assert field(screen, "recipient").value == "Duty team"
        assert field(screen, "page_cap").value == ""
        assert screen.form.control("redaction").value == packs()[0].redaction, "last time's redaction does not decide"
        assert "Sam Test" not in screen.out.value
        await pilot.press("down")
        await settle(pilot)
        assert field(screen, "prepared_by").value == "Named nurse", "who writes is the same for every pack"
        assert field(screen, "recipient").value == "", "for whom is not"
    assert kept(store) == [("form:export:referral", {"recipient": "Duty team", "prepared_by": "Named nurse"})]


async def test_the_password_is_kept_nowhere(store: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pikepdf")
    held: list[str] = []
    async with opened(store) as pilot:
        screen = await ask(pilot)
        await fill(pilot, screen, recipient="Duty team", password=SECRET, again=SECRET)
        await settle(pilot)
        screen.out.value = str(tmp_path / "out" / "pack.pdf")
        (tmp_path / "out").mkdir()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(screen._job) or screen._result is not None)
        held += [repr(worker) + worker.description for worker in pilot.app.workers]
        held += [repr(screen._job)]
        await until(pilot, lambda: screen._result is not None)
        held += [repr(record) for record in export_records(screen._casebook)]
        held += [screen_text(pilot.app), repr(screen._values)]
    told = capfd.readouterr()
    for text in (*held, told.out, told.err, json.dumps(kept(store))):
        assert SECRET not in text
        assert "quokka" not in text


async def test_locking_while_a_file_is_written_finishes_it_first(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Flag(), Flag()
    real = export_writing.Job.on_progress

    def held(job: export_writing.Job, part: float) -> None:
        begun.set()
        assert go_on.wait(10)
        real(job, part)

    monkeypatch.setattr(export_writing.Job, "on_progress", held)
    out = tmp_path / "pack.pdf"
    async with opened(store) as pilot:
        screen = await ask(pilot)
        screen.out.value = str(out)
        await pilot.press("ctrl+s")
        await until(pilot, begun.is_set)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: "export" not in screen_text(pilot.app))
        await pilot.press("escape")
        go_on.set()
        await locked(pilot)
    assert out.read_bytes().startswith(b"%PDF")
    with open_casebook(store, PASSPHRASE) as casebook:
        (record,) = export_records(casebook)
    assert record.file == "pack.pdf"


async def test_a_draft_that_another_version_left_does_no_harm(store: Path) -> None:
    strange = {"redaction": "x", "numbering": "x", "areas": "x,dental", "siblings": "x", "key_only": "x", "from": "[/]", "new": 1}
    with open_casebook(store, PASSPHRASE) as casebook:
        child = casebook.child().id
        drafts.keep(casebook, child, "form:export:referral", json.dumps(strange))
        drafts.keep(casebook, child, "form:export:no such pack", "{}")
        drafts.keep(casebook, child, "form:export:cin", "[1")
    async with opened(store) as pilot:
        screen = await ask(pilot)
        await pilot.press("home", "f3")
        await settle(pilot)
        values = screen.form.values
        assert (values["redaction"], values["numbering"], values["key_only"]) == (packs()[0].redaction, "", "no")
        assert (values["areas"], values["siblings"], values["from"]) == ("dental", "", "[/]")


async def test_a_draft_that_cannot_be_kept_is_told(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from chronology_tui.errors import ChronologyError  # noqa: PLC0415

    def refuse(*_: Any, **__: Any) -> None:
        raise ChronologyError("The disk is full.")

    async with opened(store) as pilot:
        screen = await ask(pilot)
        with monkeypatch.context() as patch:
            patch.setattr(drafts, "keep", refuse)
            await fill(pilot, screen, recipient="D")
            await until(pilot, lambda: "is not kept: The disk is full." in screen_text(pilot.app))
