"""The form of an entry, driven: every field, drafts, another on the same source, changes meanwhile, hostile text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import time
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import AppointmentDetails, Event, MeasurementDetails, Person
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.text import clean
from chronology_tui.domain.vocabulary import Basis, ChildSeen, ContactMode, Handling, Impact, PartTaken
from chronology_tui.services import Casebook, create_casebook, open_casebook
from chronology_tui.services.drafts import drafts_of
from chronology_tui.services.editing import edit_entries
from chronology_tui.services.entry_forms import typed_before
from chronology_tui.services.people import people
from chronology_tui.services.trust import history_of, verify_store
from chronology_tui.services.undoing import undo
from chronology_tui.tui.app import ChronologyApp
from chronology_tui.tui.modals import entry_form
from chronology_tui.tui.modals.entry_fields import FormField
from chronology_tui.tui.modals.entry_form import EntryFormScreen
from chronology_tui.tui.modals.entry_rows import Rows
from chronology_tui.tui.modals.entry_words import SPECS
from chronology_tui.tui.screens.main import MainScreen
from chronology_tui.tui.screens.unlock import UnlockScreen
from chronology_tui.tui.widgets.key_bar import KeyBar
from chronology_tui.tui.widgets.says import Says
from chronology_tui.tui.widgets.suggestions import Suggestions
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.tui.screens import assert_harmless, main_screen, running, screen_text, settle, type_text, until
from tests.tui.test_hostile_text import NASTY

sizes = pytest.mark.parametrize("size", [(80, 24), (140, 40), (200, 60)], ids=["80x24", "140x40", "200x60"])


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    casebook = create_casebook(tmp_path / "case.chron", PASSPHRASE, FixedDayClock(TODAY))
    child = casebook.add_child("S. Tarn", "3/4/2019")
    for line in ("14/3/24 wnb @physio splints !2 src:letter", "15/3/24 gp seen src:letter", "16/3/24 n last src:letter"):
        casebook.add_line(child.id, line)
    yield casebook
    casebook.close()


def entries(casebook: Casebook) -> tuple[Event, ...]:
    return casebook.chronology(casebook.children()[0].id).events


def form(pilot: Pilot[Any]) -> EntryFormScreen:
    screen = pilot.app.screen
    assert isinstance(screen, EntryFormScreen), screen_text(pilot.app)
    return screen


def field(pilot: Pilot[Any], column: str) -> FormField:
    found = form(pilot).field_of(column)
    assert isinstance(found, FormField)
    return found


def here(pilot: Pilot[Any]) -> str:
    """Return the column of the field with the focus."""
    found = form(pilot).field
    assert found is not None
    return found.spec.column


def says(pilot: Pilot[Any], name: str) -> str:
    return pilot.app.screen.query_one(f"#{name}", Says).words


def told(pilot: Pilot[Any]) -> list[str]:
    return [note.message for note in pilot.app._notifications]


async def press(pilot: Pilot[Any], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


async def put(pilot: Pilot[Any], **texts: str) -> None:
    """Type texts into fields, at once."""
    for column, text in texts.items():
        field(pilot, column).put(text)
    await settle(pilot)


async def opened(pilot: Pilot[Any], *keys: str) -> EntryFormScreen:
    await press(pilot, *keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, EntryFormScreen) and form(pilot)._ready)
    return form(pilot)


# ------------------------------------------------------------------ by keys


@sizes
async def test_an_entry_is_changed_by_keys_alone_in_one_step(book: Casebook, size: tuple[int, int]) -> None:
    before = entries(book)
    async with running(book, size) as pilot:
        await opened(pilot, "home", "e")
        assert here(pilot) == "date"
        assert says(pilot, "about").startswith("Thu 14 March 2024 · 4y 11m.")
        assert "change entry 1 · S. Tarn" in screen_text(pilot.app)
        assert_harmless(pilot.app)
        await press(pilot, "tab", "tab", "enter", "down", "down")
        assert here(pilot) == "summary"
        await type_text(pilot, " outgrown")
        assert says(pilot, "counted") == "2 words; at most 60 are advised."
        await press(pilot, "pagedown")
        assert here(pilot) == "severity"
        await press(pilot, "3")
        assert says(pilot, "about").startswith("3 high: Avoidable acute illness")
        await press(pilot, "tab", "right", "right", "ctrl+s")
        assert isinstance(pilot.app.screen, MainScreen)
        changed = before[0].changed(summary="splints outgrown", severity=3, likelihood=2)
        assert entries(book) == (changed, *before[1:])
        assert main_screen(pilot).timeline.event == changed
        undo(book)
        assert entries(book) == before


@sizes
async def test_every_section_is_reached_and_only_the_one_in_use_is_open_where_there_is_no_room(
    book: Casebook, size: tuple[int, int]
) -> None:
    async with running(book, size) as pilot:
        screen = await opened(pilot, "home", "e")
        boxes = [box for box in screen._boxes if box.display]
        seen = []
        for _ in boxes:
            seen.append(screen._box_of(screen.field))
            open_ones = [box for box in boxes if not box.folded]
            assert open_ones == ([seen[-1]] if size[0] < 120 else boxes)
            focused = pilot.app.focused
            assert focused is not None
            assert focused.region.height > 0
            assert screen.query_one("#fields").region.overlaps(focused.region)
            await press(pilot, "ctrl+n")
        assert seen == boxes
        assert screen._box_of(screen.field) is boxes[0]
        await press(pilot, "pageup")
        assert screen._box_of(screen.field) is boxes[-1]
        await press(pilot, "shift+tab", "tab")
        assert screen._box_of(screen.field) is boxes[-1]


async def test_the_mouse_opens_sections_chooses_and_saves(book: Casebook) -> None:
    async with running(book, (80, 24)) as pilot:
        screen = await opened(pilot, "home", "e")
        await pilot.click("#section-serious SectionHead")
        await settle(pilot)
        assert here(pilot) == "severity"
        await pilot.click("#field-severity")
        await settle(pilot)
        assert field(pilot, "severity").text == "3"
        bar = screen.query_one(KeyBar)
        await pilot.click(bar, offset=(2, 0))
        await settle(pilot)
        assert isinstance(pilot.app.screen, MainScreen)
        assert entries(book)[0].severity is Severity.HIGH


async def test_a_resize_keeps_the_words_and_the_place(book: Casebook) -> None:
    async with running(book, (200, 60)) as pilot:
        await opened(pilot, "home", "e")
        await press(pilot, "pagedown", "pagedown", "x")
        where, texts = pilot.app.focused, form(pilot).texts()
        for size in ((80, 24), (60, 12), (140, 40)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert pilot.app.focused is where
            assert form(pilot).texts() == texts
            assert_harmless(pilot.app)


def test_every_label_finds_its_room() -> None:
    assert [spec.label for spec in SPECS.values() if len(spec.label) > 16] == []


# ------------------------------------------------------------------ a new entry


async def test_the_typed_line_goes_on_in_the_form_and_no_word_is_lost(book: Casebook) -> None:
    child = book.children()[0].id
    async with running(book, (80, 24)) as pilot:
        await press(pilot, "n")
        main_screen(
            pilot
        ).typed_line.input.value = (
            '2/4/24 wnb @dentist rang twice !3 src:"School file" action:"letter to GP" due:"3/6/24" voice:"it hurts" #restricted'
        )
        await opened(pilot, "ctrl+e")
        texts = {column: text for column, text in form(pilot).texts().items() if text}
        assert texts == {
            "date": "2/4/24", "kind": "Was not brought", "service": "Dentist", "summary": "rang twice", "severity": "3",
            "source": "School file", "agreed_actions": "letter to GP |  | 3/6/24", "child_voice": "it hurts",
            "handling": "restricted",
        }  # fmt: skip
        await until(pilot, lambda: any(draft.place == "form:entry:new" for draft in drafts_of(book, child)))
        await press(pilot, "ctrl+s")
        new = next(event for event in entries(book) if event.kind is Kind.WAS_NOT_BROUGHT and event.service == "Dentist")
        assert (new.summary, new.severity, new.child_voice, new.handling) == (
            "rang twice", Severity.HIGH, "it hurts", (Handling.RESTRICTED,),
        )  # fmt: skip
        assert isinstance(new.details, AppointmentDetails)
        assert [action.what for action in new.planned] == ["letter to GP"]
        assert main_screen(pilot).timeline.event == new
        await settle(pilot)
        await until(pilot, lambda: drafts_of(book, child) == ())
        assert main_screen(pilot).typed_line.input.value == ""
        undo(book)
        assert len(entries(book)) == 3


async def test_a_line_that_is_no_entry_yet_waits_whole_in_the_form(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "n")
        main_screen(pilot).typed_line.input.value = "31/2/24 wnb odd words"
        await opened(pilot, "ctrl+e")
        said = " ".join(form(pilot).texts().values())
        assert all(word in said for word in ("31/2/24", "odd words"))
        await press(pilot, "ctrl+s")
        assert says(pilot, "answer").startswith("Date: ")
        assert here(pilot) == "date"


async def test_save_and_add_another_keeps_the_source_and_the_year(book: Casebook) -> None:
    async with running(book) as pilot:
        await opened(pilot, "ctrl+e")
        await put(pilot, date="3/5/22", summary="first", source="School file", page="4")
        await press(pilot, "f5")
        await until(pilot, lambda: isinstance(pilot.app.screen, EntryFormScreen) and field(pilot, "summary").text == "")
        assert field(pilot, "source").text == "School file"
        assert form(pilot).changed == {}, "the source alone is nothing typed"
        await put(pilot, date="9 june", summary="second")
        form(pilot).go_to("date")
        await settle(pilot)
        assert says(pilot, "about").startswith("Thu 9 June 2022")
        await press(pilot, "ctrl+s")
        first, second = entries(book)[:2]
        assert (first.summary, second.summary) == ("first", "second")
        assert first.source == second.source
        assert str(second.when.earliest) == "2022-06-09"


# ------------------------------------------------------------------ every field


async def test_every_field_of_an_entry_is_saved(book: Casebook) -> None:
    book.add_child("Robin Tarn")
    async with running(book, (200, 60)) as pilot:
        await press(pilot, "enter")
        await opened(pilot, "home", "e")
        await put(
            pilot, time="10:15", place="Clinic 2", summary="Line one\nline two", quote="exact\nwords", page="7", basis="observed",
            professional="Ms Ash", brought_by="aunt", present="uncle", child_seen="seen_alone", child_voice="I walk",
            impact="harm", impact_note="pain", action="rang", family_response="agreed", response_note="lift offered",
            severity="4", likelihood="1", key="yes", mode="video", notice_days="2", critical="yes", reason="work",
            area_of_health="care", handling="privileged; restricted", children="Robin Tarn", presentation="3; 11", notes="n",
        )  # fmt: skip
        rows = form(pilot).field_of("people_records")
        assert isinstance(rows, Rows)
        await rows.put("Dr Elm | professional\nKim | brought_child")
        rows = form(pilot).field_of("agreed_actions")
        assert isinstance(rows, Rows)
        await rows.put("Letter to GP | nurse | 3/6/24 | 4/6/24 | sent\nRing school")
        await press(pilot, "ctrl+s")
        event = entries(book)[0]
        assert isinstance(pilot.app.screen, MainScreen), says(pilot, "answer")
        named = {person.id: person for person in people(book)}
        assert len({line.change for line in history_of(book)[-3:]}) == 1
        assert verify_store(book) == ()
    assert (event.at, event.place, event.summary, event.quote) == (time(10, 15), "Clinic 2", "Line one\nline two", "exact\nwords")
    assert (event.basis, event.child_seen, event.impact) == (Basis.OBSERVED, ChildSeen.SEEN_ALONE, Impact.HARM)
    assert event.details == AppointmentDetails(mode=ContactMode.VIDEO, notice_days=2, critical=True, reason="work")
    assert (event.area.value, event.handling, event.presentation) == ("care", (Handling.PRIVILEGED, Handling.RESTRICTED), (3, 11))
    assert [(a.what, a.owner, a.outcome) for a in event.planned] == [("Letter to GP", "nurse", "sent"), ("Ring school", "", "")]
    assert event.planned[0].due is not None
    assert len(event.children) == 2
    assert [(named[one.person].name, one.part) for one in event.people] == [
        ("Dr Elm", PartTaken.PROFESSIONAL), ("Kim", PartTaken.BROUGHT_CHILD),
    ]  # fmt: skip
    assert all(isinstance(person, Person) for person in named.values())


async def test_an_action_is_added_changed_and_taken_away_and_keeps_its_identity(book: Casebook) -> None:
    async with running(book) as pilot:
        await opened(pilot, "end", "e")
        form(pilot).go_to("agreed_actions")
        await type_text(pilot, "ring GP")
        await press(pilot, "tab", "n", "u", "r", "s", "e", "tab")
        await type_text(pilot, "in 2 weeks")
        assert "2024" in says(pilot, "about")
        rows = form(pilot).field_of("agreed_actions")
        assert isinstance(rows, Rows)
        assert len(rows.items) == 2
        rows.items[1].fields[0].put("write")
        await settle(pilot)
        await press(pilot, "ctrl+s")
        first, second = entries(book)[-1].planned
        assert (first.what, first.owner, second.what) == ("ring GP", "nurse", "write")
        await opened(pilot, "e")
        form(pilot).go_to("agreed_actions")
        await press(pilot, "f8", "ctrl+s")
        assert entries(book)[-1].planned == (second,)


async def test_the_kind_brings_its_own_details(book: Casebook) -> None:
    async with running(book) as pilot:
        await opened(pilot, "end", "e")
        assert "details" not in {box.section.key for box in form(pilot)._boxes if box.display}
        await press(pilot, "tab", "tab", "end", *["backspace"] * 4)
        await type_text(pilot, "weig")
        assert form(pilot).query_one(Suggestions).marked is not None
        await press(pilot, "enter")
        assert field(pilot, "kind").text == "Weight"
        shown = {row.spec.column for box in form(pilot)._boxes if box.section.key == "details" for row in box.rows if row.wanted}
        assert shown == {"measure", "value", "unit"}
        await put(pilot, value="16.4", unit="kg")
        await press(pilot, "ctrl+s")
        details = entries(book)[-1].details
        assert isinstance(details, MeasurementDetails)
        assert f"{details.value} {details.unit}" == "16.4 kg"


async def test_lists_open_with_what_each_means(book: Casebook) -> None:
    async with running(book, (80, 24)) as pilot:
        await opened(pilot, "home", "e")
        form(pilot).go_to("basis")
        await press(pilot, "enter")
        assert "A parent or carer said so." in screen_text(pilot.app)
        assert_harmless(pilot.app)
        await press(pilot, "down", "enter")
        assert field(pilot, "basis").text == "observed"
        form(pilot).go_to("presentation")
        await press(pilot, "enter")
        assert "Examination or tests do not explain" in screen_text(pilot.app)
        await press(pilot, "space", "down", "down", "space", "enter")
        assert field(pilot, "presentation").text == "1; 3"
        await press(pilot, "ctrl+s")
        assert (entries(book)[0].basis, entries(book)[0].presentation) == (Basis.OBSERVED, (1, 3))


# ------------------------------------------------------------------ what is said


async def test_the_pattern_effect_and_the_remarks_of_the_check_follow_what_is_typed(book: Casebook) -> None:
    async with running(book) as pilot:
        await opened(pilot, "home", "e")
        await until(pilot, lambda: "say what was done" in says(pilot, "remarks"))
        await press(pilot, "f3")
        assert here(pilot) == "action"
        await type_text(pilot, "rang")
        await until(pilot, lambda: "say what was done" not in says(pilot, "remarks"))
        await put(pilot, date="31/2/24")
        await until(pilot, lambda: says(pilot, "effect").startswith("Not to be saved yet. Date: "))


async def test_a_refused_value_is_told_at_its_field_and_nothing_is_lost(book: Casebook) -> None:
    before = entries(book)
    async with running(book, (80, 24)) as pilot:
        await opened(pilot, "home", "e")
        await put(pilot, summary="other", time="noon-ish")
        await press(pilot, "ctrl+s")
        assert says(pilot, "answer").startswith("Time: not a time of day")
        assert here(pilot) == "time"
        assert entries(book) == before
        await put(pilot, time="")
        await press(pilot, "ctrl+s")
        assert entries(book)[0] == before[0].changed(summary="other")


# ------------------------------------------------------------------ drafts


async def test_escape_keeps_what_was_typed_and_the_form_brings_it_back(book: Casebook) -> None:
    first, *_ = entries(book)
    child = book.children()[0].id
    async with running(book) as pilot:
        await opened(pilot, "home", "e")
        await press(pilot, "escape")
        assert told(pilot) == []
        await opened(pilot, "e")
        form(pilot).go_to("summary")
        await type_text(pilot, " outgrown")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, MainScreen)
        assert told(pilot)[-1] == "Not saved; kept as a draft. E on the entry brings it back."
        await opened(pilot, "down", "e")
        assert field(pilot, "summary").text == "seen", "it belongs to another entry"
        await press(pilot, "escape")
    with open_casebook(book.path, PASSPHRASE) as again:
        async with running(again) as pilot:
            assert main_screen(pilot).typed_line.input.value == "", "it belongs to its form"
            await opened(pilot, "home", "e")
            assert field(pilot, "summary").text == "splints outgrown"
            assert here(pilot) == "summary"
            assert says(pilot, "answer").startswith("Not saved yet")
            await press(pilot, "ctrl+s")
            assert entries(again)[0] == first.changed(summary="splints outgrown")
            assert drafts_of(again, child) == ()


async def test_every_change_is_in_the_store_without_a_key_to_save(book: Casebook) -> None:
    child = book.children()[0].id
    async with running(book) as pilot:
        await opened(pilot, "ctrl+e")
        await type_text(pilot, "3/5")
        await until(pilot, lambda: any('"3/5"' in draft.content for draft in drafts_of(book, child)))
        form(pilot).go_to("severity")
        await press(pilot, "4")
        await until(pilot, lambda: any('"severity": "4"' in draft.content for draft in drafts_of(book, child)))
        form(pilot).go_to("people_records")
        await type_text(pilot, "Kim")
        await until(pilot, lambda: any("Kim | present" in draft.content for draft in drafts_of(book, child)))
        await press(pilot, "escape")
        await opened(pilot, "ctrl+e")
        assert form(pilot).texts()["people_records"] == "Kim | present"
        await press(pilot, "f9")
        assert says(pilot, "answer").startswith("F9 again")
        await press(pilot, "f9")
        assert not any(form(pilot).texts().values())
        await until(pilot, lambda: drafts_of(book, child) == ())


async def test_what_was_changed_since_the_draft_is_shown_and_never_written_over_in_silence(book: Casebook) -> None:
    first = entries(book)[0]
    async with running(book) as pilot:
        await opened(pilot, "home", "e")
        await put(pilot, summary="mine", place="here")
        await press(pilot, "escape")
        edit_entries(book, first.children[0], [first.id], {"summary": "theirs", "page": "9"})
        main_screen(pilot)._load_again(first.id)
        await settle(pilot)
        await opened(pilot, "home", "e")
        assert "changed meanwhile, in what happened too" in says(pilot, "answer")
        assert says(pilot, "about").startswith("The record says now: theirs.")
        assert field(pilot, "page").text == "9"
        await press(pilot, "ctrl+s")
        now = entries(book)[0]
        assert (now.summary, now.place, now.page) == ("mine", "here", "9")


async def test_an_entry_that_changes_under_the_open_form_is_noticed_on_saving(book: Casebook) -> None:
    first = entries(book)[0]
    async with running(book) as pilot:
        await opened(pilot, "home", "e")
        await put(pilot, summary="mine")
        edit_entries(book, first.children[0], [first.id], {"summary": "theirs", "service": "Neurology"})
        await press(pilot, "ctrl+s")
        assert isinstance(pilot.app.screen, EntryFormScreen)
        assert "changed meanwhile, in what happened too" in says(pilot, "answer")
        assert entries(book)[0].summary == "theirs"
        assert (field(pilot, "summary").text, field(pilot, "service").text) == ("mine", "Neurology")
        await press(pilot, "ctrl+s")
        assert (entries(book)[0].summary, entries(book)[0].service) == ("mine", "Neurology")


async def test_locking_keeps_what_stands_in_the_form(tmp_path: Path) -> None:
    store = tmp_path / "own.chron"
    with create_casebook(store, PASSPHRASE, FixedDayClock(TODAY)) as casebook:
        child = casebook.add_child("S. Tarn", "3/4/2019").id
        casebook.add_line(child, "14/3/24 wnb splints src:letter")
    app = ChronologyApp(store, passphrase=PASSPHRASE)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, MainScreen))
        await settle(pilot)
        await opened(pilot, "home", "e")
        form(pilot).go_to("summary")
        await pilot.press("x", "y", "ctrl+l")
        await until(pilot, lambda: isinstance(pilot.app.screen, UnlockScreen))
        assert "splints" not in screen_text(pilot.app)
        await until(pilot, lambda: app.casebook is None)
    with open_casebook(store, PASSPHRASE) as again:
        (draft,) = drafts_of(again, child)
        assert typed_before(draft.content).fields == {"summary": "splintsxy"}
        async with running(again) as pilot:
            await opened(pilot, "home", "e")
            assert field(pilot, "summary").text == "splintsxy"


# ------------------------------------------------------------------ the worker's own editor


async def test_the_editor_takes_the_text_and_gives_it_back(book: Casebook, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def edit(text: str, command: list[str]) -> str:
        seen.extend((text, *command))
        return "from outside\nsecond"

    monkeypatch.setattr(entry_form, "edited_outside", edit)
    monkeypatch.setattr(entry_form, "editor_command", lambda: ["ed"])
    monkeypatch.setattr(ChronologyApp, "suspend", lambda _: nullcontext())
    async with running(book) as pilot:
        await opened(pilot, "home", "e")
        await press(pilot, "ctrl+o")
        assert says(pilot, "answer").startswith("The editor opens the fields of several lines")
        form(pilot).go_to("summary")
        await press(pilot, "f4")
        assert seen == ["splints", "ed"]
        assert field(pilot, "summary").text == "from outside\nsecond"
        await press(pilot, "ctrl+s")
        assert entries(book)[0].summary == "from outside\nsecond"


async def test_without_an_editor_or_a_terminal_to_hand_over_nothing_is_lost(
    book: Casebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    async with running(book) as pilot:
        await opened(pilot, "home", "e")
        form(pilot).go_to("summary")
        await press(pilot, "x", "ctrl+o")
        assert says(pilot, "answer").startswith("There is no editor to open")
        monkeypatch.setattr(entry_form, "editor_command", lambda: ["ed"])
        await press(pilot, "ctrl+o")
        assert says(pilot, "answer").startswith("This terminal cannot be handed to an editor")
        assert field(pilot, "summary").text == "splintsx"


# ------------------------------------------------------------------ hostile text


@sizes
async def test_hostile_words_are_shown_harmlessly_and_kept_exactly(book: Casebook, size: tuple[int, int]) -> None:
    child = book.children()[0]
    words = dict.fromkeys(("summary", "quote", "notes", "service", "place", "action", "child_voice", "professional"), NASTY)
    book.add_event(child.id, {**dict(entries(book)[0]), "id": book.ledger.new_id(), **words}, NASTY)
    edit_entries(book, child.id, [entries(book)[1].id], {"people_records": f"{NASTY.replace('|', '')} | present"})
    hostile = entries(book)[1]
    async with running(book, size) as pilot:
        await opened(pilot, "home", "down", "e")
        assert form(pilot).changed == {}
        for _ in range(9):
            assert_harmless(pilot.app)
            await press(pilot, "pagedown")
        assert field(pilot, "notes").text == clean(NASTY)
        await press(pilot, "ctrl+s")
        assert entries(book)[1] == hostile


async def test_a_text_of_a_hundred_thousand_characters_is_typed_on_and_saved(book: Casebook) -> None:
    long = "wörter 漢字 e\u0301 " * 8_000
    first = entries(book)[0]
    edit_entries(book, first.children[0], [first.id], {"summary": long, "service": long})
    async with running(book, (80, 24)) as pilot:
        await opened(pilot, "home", "e")
        assert form(pilot).changed == {}
        form(pilot).go_to("summary")
        await type_text(pilot, "x")
        assert_harmless(pilot.app)
        await press(pilot, "ctrl+s")
        assert entries(book)[0].summary == clean(f"{clean(long)}x")
