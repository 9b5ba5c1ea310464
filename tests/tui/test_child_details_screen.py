"""What is recorded about a child, on the screen: every detail, plans and statuses, vulnerabilities, risks in the household."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from chronology_tui.domain.vocabulary import CaseState, FatherKnown
from chronology_tui.services import Access, Casebook, create_casebook, open_casebook
from chronology_tui.services.child_fields import ChildFields, DatedFields, DatedList, set_child, set_dated
from chronology_tui.services.drafts import all_drafts
from chronology_tui.tui.modals.child_details import ChildScreen
from chronology_tui.tui.screens.caseload import CaseloadScreen
from chronology_tui.tui.working import READ_ONLY
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.tui.around import choose, fill, form, page_text, press, said, store_of, type_in
from tests.tui.screens import assert_harmless, running, screen_text, settle
from tests.tui.test_hostile_text import NASTY

both_sizes = pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    casebook = create_casebook(tmp_path / "case.chron", PASSPHRASE, FixedDayClock(TODAY))
    child = casebook.add_child("S. Tarn", "3/4/2019")
    casebook.add_line(child.id, "14/3/24 wnb @physio src:letter")
    set_dated(casebook, child.id, DatedList.STATUS, None, DatedFields("protection_plan", "3/3/2024", category="neglect"))
    set_dated(casebook, child.id, DatedList.RISK, None, DatedFields("housing", note="damp"))
    yield casebook
    casebook.close()


@both_sizes
async def test_everything_recorded_about_the_child_is_listed(book: Casebook, size: tuple[int, int]) -> None:
    async with running(book, size) as pilot:
        await press(pilot, "D")
        shown = page_text(pilot)
        assert "name or initials         S. Tarn" in shown
        assert "nobody has asked yet: is the father known?" in shown
        assert "PLANS AND LEGAL STATUSES · 1\nprotection plan (neglect) from 3 March 2024\n+ add a plan or status" in shown
        assert "RISKS IN THE HOUSEHOLD · 1\nhousing (damp)\n+ add a risk" in shown
        assert "household                not recorded" in shown
        assert_harmless(pilot.app)


@both_sizes
async def test_every_detail_is_changed_in_one_form_and_one_step(book: Casebook, size: tuple[int, int]) -> None:
    before = store_of(book)
    async with running(book, size) as pilot:
        await press(pilot, "D")
        choose(pilot, "household")
        await press(pilot, "enter")
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "field-household"
        await type_in(pilot, "Mother, Nana")
        assert_harmless(pilot.app)
        await fill(
            pilot, name="Sam Tarn", birth="4/4/2019", sex="male", gestation="32+4", nhs_number="943 476 5919", reference="R-7",
            family_group="Tarn", conditions="asthma; eczema", lead_professional="A. Worker", parental_responsibility="Mother",
            father="known", marking="OFFICIAL", sharing_basis="Consent", state="finished",
        )  # fmt: skip
        await press(pilot, "enter")
        child = book.children()[0]
        assert (child.household, child.name, child.birth, child.conditions) == (
            "Mother, Nana", "Sam Tarn", date(2019, 4, 4), ("asthma", "eczema"),
        )  # fmt: skip
        assert (child.father, child.state, child.nhs_number, child.marking) == (
            FatherKnown.KNOWN, CaseState.FINISHED, "9434765919", "OFFICIAL",
        )  # fmt: skip
        assert said(pilot, "count") == "Sam Tarn"
        await press(pilot, "u")
        assert store_of(book) == before


async def test_keys_pressed_fast_in_a_form_act_in_their_order(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "D")
        choose(pilot, "household_risks:new")
        await press(pilot, "enter")
        await pilot.press("right", "right", "tab", "r", "e", "n", "t", "shift+tab", "right", "tab", "s", "enter")
        await settle(pilot)
        assert [(risk.kind, risk.note) for risk in book.children()[0].household_risks][1:] == [("mental_ill_health", "rents")]


async def test_what_does_not_fit_is_refused_in_its_field(book: Casebook) -> None:
    before = store_of(book)
    async with running(book) as pilot:
        await press(pilot, "D", "enter")
        await fill(pilot, nhs_number="9434765918")
        await press(pilot, "enter")
        assert "check digit" in said(pilot)
        assert pilot.app.focused is not None
        assert pilot.app.focused.id == "field-nhs_number"
        await fill(pilot, nhs_number="", birth="March 2019")
        await press(pilot, "enter")
        assert "is not one day" in said(pilot)
        assert store_of(book) == before


@both_sizes
async def test_a_plan_is_ended_and_another_added(book: Casebook, size: tuple[int, int]) -> None:
    before = store_of(book)
    async with running(book, size) as pilot:
        await press(pilot, "D")
        choose(pilot, "statuses:0")
        await press(pilot, "enter")
        await fill(pilot, end="1/8/24")
        assert_harmless(pilot.app)
        await press(pilot, "enter")
        assert [status.end for status in book.children()[0].statuses] == [date(2024, 8, 1)]
        choose(pilot, "statuses:new")
        await press(pilot, "enter", "enter")
        assert said(pilot).startswith("Kind: choose one first"), "nothing is chosen beforehand"
        await press(pilot, "p", "c", "space", "left")
        await fill(pilot, start="2/8/24")
        await press(pilot, "enter")
        assert [status.kind for status in book.children()[0].statuses] == ["protection_plan", "child_in_need"]
        assert said(pilot) == "Added: child in need. u undoes."
        await press(pilot, "escape")
        assert "Child in Need plan since 2 Aug 2024" in screen_text(pilot.app).replace("\n", " ") or size[0] == 80
        await press(pilot, "u", "u")
        assert store_of(book) == before


async def test_vulnerabilities_and_risks_are_added_changed_and_taken_off(book: Casebook) -> None:
    before = store_of(book)
    async with running(book) as pilot:
        await press(pilot, "D")
        choose(pilot, "vulnerabilities:new")
        await press(pilot, "a")
        await fill(pilot, kind="non_verbal", note="uses signs")
        await press(pilot, "enter")
        assert [(v.kind, v.note) for v in book.children()[0].vulnerabilities] == [("non_verbal", "uses signs")]
        choose(pilot, "household_risks:0")
        await press(pilot, "e")
        await fill(pilot, note="damp and mould", start="1/1/24")
        await press(pilot, "enter")
        assert [(r.note, r.start) for r in book.children()[0].household_risks] == [("damp and mould", date(2024, 1, 1))]
        choose(pilot, "household_risks:0")
        await press(pilot, "delete")
        assert book.children()[0].household_risks == ()
        assert said(pilot) == "Taken off: housing. u undoes."
        choose(pilot, "name")
        await press(pilot, "delete")
        assert said(pilot).startswith("Plans, vulnerabilities and risks are taken off")
        await press(pilot, "u", "u", "u")
        assert store_of(book) == before


async def test_the_details_are_reached_from_the_caseload_too(book: Casebook) -> None:
    book.add_child("Alex Vale", "1/1/2020")
    async with running(book) as pilot:
        assert isinstance(pilot.app.screen, CaseloadScreen)
        await press(pilot, "down", "e")
        assert isinstance(pilot.app.screen, ChildScreen)
        await press(pilot, "enter")
        await fill(pilot, name="Alex [/] Vale")
        await press(pilot, "enter", "escape")
        assert isinstance(pilot.app.screen, CaseloadScreen)
        assert "Alex [/] Vale" in screen_text(pilot.app)


async def test_a_click_on_the_top_line_opens_the_details(book: Casebook) -> None:
    async with running(book) as pilot:
        await pilot.click("#header")
        await press(pilot)
        await pilot.pause()
        assert isinstance(pilot.app.screen, ChildScreen)


async def test_half_typed_words_come_back(book: Casebook) -> None:
    path = book.path
    async with running(book) as pilot:
        await press(pilot, "D")
        choose(pilot, "household")
        await press(pilot, "enter")
        await type_in(pilot, "Mother, N")
        await pilot.app.saved()  # type: ignore[attr-defined]
    with open_casebook(path, PASSPHRASE, FixedDayClock(TODAY)) as again:
        async with running(again) as pilot:
            await press(pilot, "D", "enter")
            assert form(pilot).changed == {"household": "Mother, N"}
            await press(pilot, "enter")
            assert again.children()[0].household == "Mother, N"
            assert all_drafts(again) == ()


async def test_a_store_that_is_open_for_reading_is_listed_and_not_changed(book: Casebook) -> None:
    path = book.path
    book.close()
    with open_casebook(path, PASSPHRASE, FixedDayClock(TODAY), access=Access.READ) as reading:
        async with running(reading) as pilot:
            await press(pilot, "D")
            for key in ("enter", "a", "delete"):
                await press(pilot, key)
                assert said(pilot) == READ_ONLY
                assert isinstance(pilot.app.screen, ChildScreen)


@both_sizes
async def test_hostile_words_are_shown_as_they_are(book: Casebook, size: tuple[int, int]) -> None:
    child = book.children()[0]
    words = dict.fromkeys(
        ("household", "lead_professional", "parental_responsibility", "marking", "sharing_basis", "reference", "family_group"),
        NASTY,
    )
    set_child(book, child.id, ChildFields(name=f"S {NASTY}", conditions=NASTY, **words))
    set_dated(book, child.id, DatedList.RISK, None, DatedFields("poverty", note=NASTY * 50))
    async with running(book, size) as pilot:
        await press(pilot, "D")
        assert_harmless(pilot.app)
        choose(pilot, "household_risks:1")
        assert_harmless(pilot.app)
        await press(pilot, "enter", "down")
        assert_harmless(pilot.app)
        await press(pilot, "escape")
        choose(pilot, "household")
        await press(pilot, "enter")
        assert_harmless(pilot.app)
        await press(pilot, "enter")
        assert said(pilot) == "Nothing was changed."
