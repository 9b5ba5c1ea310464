"""The people on the screen: family and professionals, relations to each child, and whether the father is known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chronology_tui.domain.records import Person
from chronology_tui.domain.vocabulary import FatherKnown
from chronology_tui.services import Access, Casebook, create_casebook, open_casebook
from chronology_tui.services.drafts import all_drafts
from chronology_tui.services.people import PersonFields, add_person, people
from chronology_tui.tui.modals.people import FATHER, PeopleScreen
from chronology_tui.tui.working import READ_ONLY
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.tui.around import choose, fill, form, page_text, press, said, store_of, type_in
from tests.tui.screens import assert_harmless, running, screen_text
from tests.tui.test_hostile_text import NASTY

both_sizes = pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80x24", "140x40"])


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Casebook]:
    casebook = create_casebook(tmp_path / "case.chron", PASSPHRASE, FixedDayClock(TODAY))
    child = casebook.add_child("S. Tarn", "3/4/2019")
    add_person(casebook, "H. Wood", PersonFields(kind="professional", role="health visitor", agency="Northfield"))
    add_person(casebook, "Joan Tarn", PersonFields(related={child.id: ("grandparent", "")}, pseudonym="Nana"))
    add_person(
        casebook, "Ross Hale", PersonFields(third_party=True, related={child.id: ("other", "Mother's former partner")})
    )  # fmt: skip
    yield casebook
    casebook.close()


def named(casebook: Casebook, name: str) -> Person:
    return next(person for person in people(casebook) if person.name == name)


@both_sizes
async def test_family_and_professionals_stand_apart_with_what_each_is_to_the_child(book: Casebook, size: tuple[int, int]) -> None:
    async with running(book, size) as pilot:
        await press(pilot, "o")
        assert said(pilot, "count") == "2 of the family, 1 professional."
        shown = page_text(pilot)
        assert shown.index("FAMILY · 2") < shown.index("Joan Tarn") < shown.index("PROFESSIONALS · 1") < shown.index("H. Wood")
        assert "grandparent of S. Tarn · written as “Nana” where the name may not be used" in shown
        assert "Mother's former partner, to S. Tarn · third party" in shown
        assert "health visitor · Northfield" in shown
        assert_harmless(pilot.app)


@both_sizes
async def test_whether_the_father_is_known_is_asked_first_and_plainly(book: Casebook, size: tuple[int, int]) -> None:
    before = store_of(book)
    async with running(book, size) as pilot:
        await press(pilot, "o")
        assert "Is the father known? Nobody has asked yet" in screen_text(pilot.app)
        await press(pilot, "f")
        assert "asked, and not known" not in screen_text(pilot.app)
        await press(pilot, "left")
        assert_harmless(pilot.app)
        await press(pilot, "enter")
        assert book.children()[0].father is FatherKnown.UNKNOWN
        assert said(pilot) == "Asked: the father is not known. u undoes."
        await press(pilot, "u")
        assert store_of(book) == before
        choose(pilot, FATHER)
        await press(pilot, "enter", "right", "enter")
        assert book.children()[0].father is FatherKnown.KNOWN
        assert "The father is known." in screen_text(pilot.app)


@both_sizes
async def test_a_person_is_added_with_the_relation_to_the_child(book: Casebook, size: tuple[int, int]) -> None:
    before = store_of(book)
    async with running(book, size) as pilot:
        await press(pilot, "o", "a")
        await type_in(pilot, "Dale Marsh")
        await press(pilot, "tab", "tab", "right", "right")
        assert_harmless(pilot.app)
        await press(pilot, "enter")
        assert [relation.kind for relation in named(book, "Dale Marsh").relations] == ["father"]
        assert said(pilot) == "Added: Dale Marsh. u undoes."
        assert all_drafts(book) == ()
        await press(pilot, "u")
        assert store_of(book) == before


async def test_where_names_are_shown_as_initials_a_new_name_is_too(book: Casebook) -> None:
    async with running(book) as pilot:
        await press(pilot, "m", "o", "a")
        await fill(pilot, name="Dale Marsh")
        await press(pilot, "enter")
        assert named(book, "Dale Marsh").kind == "family"
        shown = screen_text(pilot.app)
        assert "Added: D. M." in shown
        assert "Marsh" not in shown
        assert "Tarn" not in shown


async def test_every_field_of_a_person_can_be_changed(book: Casebook) -> None:
    before = store_of(book)
    async with running(book) as pilot:
        await press(pilot, "o")
        choose(pilot, named(book, "H. Wood").id)
        await press(pilot, "e")
        await fill(
            pilot, name="Hana Wood", kind="family", role="", agency="", third_party="yes", pseudonym="Friend", notes="moved",
            **{"relation-0": "friend", "words-0": "of Mother"},
        )  # fmt: skip
        await press(pilot, "enter")
        person = named(book, "Hana Wood")
        assert (person.kind, person.role, person.third_party, person.pseudonym, person.notes) == (
            "family", "", True, "Friend", "moved",
        )  # fmt: skip
        assert [(r.kind, r.words) for r in person.relations] == [("friend", "of Mother")]
        await press(pilot, "u")
        assert store_of(book) == before


async def test_words_without_a_relation_and_a_name_that_is_taken_are_refused(book: Casebook) -> None:
    before = store_of(book)
    async with running(book) as pilot:
        await press(pilot, "o", "a")
        await fill(pilot, name="JOAN TARN")
        await press(pilot, "enter")
        assert "of that name is there already" in said(pilot)
        await fill(pilot, name="Ivy", **{"words-0": "aunt"})
        await press(pilot, "enter")
        assert said(pilot) == "To S. Tarn: choose what the person is to the child; other, where nothing fits."
        assert pilot.app.focused is list(form(pilot).fields)[2]
        assert store_of(book) == before


async def test_relations_are_asked_for_brothers_and_sisters_too(book: Casebook) -> None:
    sam, sister = book.children()[0], book.add_child("Ivy Tarn", "1/1/2021")
    for child in (sam, sister):
        book.save_child(child.changed(family_group="Tarn"))
    async with running(book) as pilot:
        await press(pilot, "enter", "o")
        choose(pilot, named(book, "Joan Tarn").id)
        await press(pilot, "enter")
        await fill(pilot, **{"relation-1": "grandparent", "relation-0": ""})
        await press(pilot, "enter")
        assert [(r.child, r.kind) for r in named(book, "Joan Tarn").relations] == [(sister.id, "grandparent")]


async def test_half_typed_words_come_back(book: Casebook) -> None:
    path = book.path
    async with running(book) as pilot:
        await press(pilot, "o", "a")
        await fill(pilot, name="Dale", **{"relation-0": "father"})
        await pilot.app.saved()  # type: ignore[attr-defined]
    with open_casebook(path, PASSPHRASE, FixedDayClock(TODAY)) as again:
        async with running(again) as pilot:
            await press(pilot, "o", "a")
            assert form(pilot).changed == {"name": "Dale", "relation-0": "father"}
            await press(pilot, "escape", "escape")
            await pilot.app.saved()  # type: ignore[attr-defined]
            assert all_drafts(again) == ()


async def test_a_store_that_is_open_for_reading_is_listed_and_not_changed(book: Casebook) -> None:
    path = book.path
    book.close()
    with open_casebook(path, PASSPHRASE, FixedDayClock(TODAY), access=Access.READ) as reading:
        async with running(reading) as pilot:
            await press(pilot, "o")
            for key in ("f", "enter", "a"):
                await press(pilot, key)
                assert said(pilot) == READ_ONLY
                assert isinstance(pilot.app.screen, PeopleScreen)


@both_sizes
async def test_hostile_words_are_shown_as_they_are(book: Casebook, size: tuple[int, int]) -> None:
    child = book.children()[0]
    book.save_child(child.changed(name=f"S {NASTY}"))
    fields = PersonFields(related={child.id: ("other", NASTY)}, pseudonym=NASTY, notes=NASTY * 100, role=NASTY, agency=NASTY)
    person = add_person(book, f"A {NASTY}", fields)
    async with running(book, size) as pilot:
        await press(pilot, "o")
        choose(pilot, person.id)
        assert_harmless(pilot.app)
        await press(pilot, "enter", "down", "down", "down")
        assert_harmless(pilot.app)
        await press(pilot, "up", "left", "right", "enter")
        assert_harmless(pilot.app)
        await press(pilot, "g")
        assert said(pilot) == "No entry of this chronology rests on it."
