"""Undo and redo: whatever an action changed, one step takes it back exactly, across restarts, and one makes it again."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology_tui.domain.records import Child, Disagreement, ExportRecord, Person, Source
from chronology_tui.services import Access, Casebook, create_casebook, open_casebook
from chronology_tui.services.disagreements import DisagreementFields, add_disagreement, set_disagreement
from chronology_tui.services.editing import delete_entries, edit_entries
from chronology_tui.services.errors import CannotUndo, ChronologyError
from chronology_tui.services.people import PersonFields, add_person, set_person
from chronology_tui.services.searching import search
from chronology_tui.services.sources import SourceFields, set_source
from chronology_tui.services.trust import history_of, verify_store
from chronology_tui.services.undeleting import deleted_entries, restore_entry
from chronology_tui.services.undoing import Direction, lines, redo, undo
from chronology_tui.store.history import Step
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock

Everything = dict[str, Any]


def everything(casebook: Casebook) -> Everything:
    """Return every record that the store holds, in its order, exactly; and what a search of it finds."""
    with casebook.ledger.reading() as repository:
        held: Everything = {kind.__name__: repository.all(kind) for kind in (Child, Person, Source, Disagreement, ExportRecord)}
        held["Event"] = repository.events()
    held["found"] = sorted(str(found.event.id) for word in ("splints", "letter", "physio") for found in search(casebook, word))
    return held


def agree(casebook: Casebook) -> None:
    """Assert that memory, the search index and a fresh reading of the store agree, and that the store is whole."""
    with open_casebook(casebook.path, PASSPHRASE, access=Access.READ) as fresh:
        for child in casebook.children():
            kept, read = casebook.chronology(child.id), fresh.chronology(child.id)
            assert (kept.child, kept.events, dict(kept.sources)) == (read.child, read.events, dict(read.sources))
        assert everything(fresh) == everything(casebook)
    assert verify_store(casebook) == ()


def the_child(casebook: Casebook) -> Child:
    return casebook.children()[0]


def first_entry(casebook: Casebook) -> Any:
    return casebook.chronology(the_child(casebook).id).events[0]


def _import(casebook: Casebook) -> None:
    path = casebook.path.with_name("rows.csv")
    rows = (f"{n % 28 + 1}/{n % 12 + 1}/2023,wnb,splints {n},Source {n % 3}" for n in range(40))
    path.write_text("\n".join(("date,kind,summary,source", *rows)), encoding="utf-8")
    casebook.import_table(the_child(casebook).id, path)


def _delete(casebook: Casebook) -> None:
    delete_entries(casebook, the_child(casebook).id, [first_entry(casebook).id])


def _restore(casebook: Casebook) -> None:
    (gone, *_) = deleted_entries(casebook, the_child(casebook).id)
    restore_entry(casebook, gone.event.id)


def _edit_all(casebook: Casebook) -> None:
    child = the_child(casebook)
    ids = [event.id for event in casebook.chronology(child.id).events]
    edit_entries(casebook, child.id, ids, {"severity": "3", "source": "Another letter", "kind": "wnb"})


ACTIONS: dict[str, tuple[Callable[[Casebook], object], str]] = {
    "a child": (lambda c: c.add_child("Robin Tarn", "1/2/2020"), "added 1 child"),
    "an entry with a new source": (
        lambda c: c.add_line(the_child(c).id, "15/3/24 gp splints src:new"), "added 1 source and 1 entry"
    ),
    "an entry of a known source": (lambda c: c.add_line(the_child(c).id, "15/3/24 gp splints src:letter"), "added 1 entry"),
    "an import": (_import, "added 3 sources and 40 entries"),
    "a change of many": (_edit_all, "added 1 source; changed 2 entries"),
    "a deletion": (_delete, "deleted 1 entry"),
    "a restored entry": (_restore, "added 1 entry"),
    "a person": (lambda c: add_person(c, "Gran", PersonFields(relations=("grandparent:S. Tarn",))), "added 1 person"),
    "a changed person": (lambda c: set_person(c, "Nana", PersonFields(role="carer")), "changed 1 person"),
    "a disagreement": (
        lambda c: add_disagreement(c, the_child(c).id, DisagreementFields("Social care", "Threshold")), "added 1 disagreement"
    ),
    "a settled disagreement": (
        lambda c: set_disagreement(c, the_child(c).id, 1, DisagreementFields(settled="3/6/2024")), "changed 1 disagreement"
    ),
    "a source": (lambda c: set_source(c, "letter", SourceFields(checked=True, notes="splints")), "changed 1 source"),
    "a status": (lambda c: c.add_status(the_child(c).id, "protection_plan", "3/3/2024", category="neglect"), "changed 1 child"),
}  # fmt: skip


@pytest.fixture
def case(tmp_path: Path) -> Iterator[list[Casebook]]:
    """A store with something of everything, in a list so that a test may put a reopened one in its place."""
    book = create_casebook(tmp_path / "case.chron", PASSPHRASE, FixedDayClock(TODAY))
    child = book.add_child("S. Tarn", "3/4/2019")
    for line in ("14/3/24 wnb @physio splints src:letter", "14/3/24 gp seen src:letter", "2023 n gone src:letter"):
        book.add_line(child.id, line)
    add_person(book, "Nana", PersonFields())
    add_disagreement(book, child.id, DisagreementFields("School", "Splints"))
    _delete(book)
    book.chronology(child.id)
    held = [book]
    yield held
    held[0].close()


@pytest.mark.parametrize("name", ACTIONS)
def test_a_step_says_what_it_takes_back_and_makes_again(case: list[Casebook], name: str) -> None:
    """That it restores the whole store exactly, for every kind of change and across a restart: test_undo_everything."""
    act, words = ACTIONS[name]
    act(case[0])
    for direction, step in ((Direction.UNDO, undo), (Direction.REDO, redo)):
        done = step(case[0])
        assert (done.direction, done.words, done.actor) == (direction, words, case[0].ledger.actor)


def test_steps_are_undone_from_the_last_and_made_again_from_the_first(case: list[Casebook]) -> None:
    book = case[0]
    stages = [everything(book)]
    for name in ("an entry with a new source", "a change of many", "a source", "an import"):
        ACTIONS[name][0](book)
        stages.append(everything(book))
    for stage in reversed(stages[:-1]):
        undo(book)
        assert everything(book) == stage
    for stage in stages[1:]:
        redo(book)
        assert everything(book) == stage
    with pytest.raises(CannotUndo, match="nothing to redo"):
        redo(book)
    agree(book)


def test_a_new_action_ends_what_could_be_made_again(case: list[Casebook]) -> None:
    book = case[0]
    _edit_all(book)
    undo(book)
    ACTIONS["a source"][0](book)
    head = book.history_head()
    with pytest.raises(CannotUndo, match="nothing to redo"):
        redo(book)
    assert book.history_head() == head
    undo(book)
    assert undo(book).words == "deleted 1 entry"


def test_undo_is_a_change_of_its_own_in_the_history(case: list[Casebook]) -> None:
    book = case[0]
    before = history_of(book)
    done = book.add_line(the_child(book).id, "15/3/24 gp splints src:new")
    undone = undo(book)
    assert undone.events == (done.id,)
    assert history_of(book)[: len(before)] == before
    added, taken = history_of(book)[len(before) : len(before) + 2], history_of(book)[len(before) + 2 :]
    assert [(line.action.value, line.record) for line in taken] == [("deleted", "event"), ("deleted", "source")]
    assert {line.undoes for line in taken} == {added[0].change}
    assert {line.undoes for line in added} == {None}


def test_an_empty_store_has_nothing_to_undo(casebook: Casebook) -> None:
    for step, words in ((undo, "nothing to undo"), (redo, "nothing to redo")):
        with pytest.raises(CannotUndo, match=words):
            step(casebook)


def test_the_record_of_an_export_is_no_step_and_keeps_its_child(case: list[Casebook]) -> None:
    book = case[0]
    child = book.add_child("Robin Tarn", "1/2/2020")
    book.export_bundle(child.id, book.path.with_name("robin.json"))
    held = everything(book)
    head = book.history_head()
    with pytest.raises(CannotUndo, match="such as an export"):
        undo(book)
    assert everything(book) == held
    assert book.history_head() == head
    agree(book)
    book.add_line(child.id, "15/3/24 gp splints src:new")
    book.export_bundle(child.id, book.path.with_name("later.json"))
    assert undo(book).words == "added 1 source and 1 entry"
    assert everything(book) == {**held, "ExportRecord": everything(book)["ExportRecord"]}


def test_an_action_whose_record_was_changed_past_the_history_is_refused(case: list[Casebook]) -> None:
    book = case[0]
    ACTIONS["an entry of a known source"][0](book)
    with book.ledger.database.writing() as session:
        session.connection().exec_driver_sql("UPDATE event SET summary = 'other'")
    head = book.history_head()
    with pytest.raises(CannotUndo, match="no longer as that action left it"):
        undo(book)
    assert book.history_head() == head


def test_nothing_before_a_purge_can_be_undone() -> None:
    def step(number: int, undoes: int | None = None, *, purge: bool = False) -> Step:
        ids = [None if n is None else _id(n) for n in (number, undoes)]
        assert ids[0] is not None
        return Step(ids[0], "2026-01-01T00:00:00.000+00:00", "kit", ids[1], purge)

    done, undone = lines([step(1), step(2), step(3, 2), step(4, purge=True), step(5), step(6, 5)])
    assert (done, [s.change for s in undone]) == ([], [_id(5)])


def _id(number: int) -> Any:
    from uuid import UUID  # noqa: PLC0415

    return UUID(int=number)


def _random_action(book: Casebook, choose: random.Random) -> object:
    """Do something at random; what cannot be done now is refused, which is no action."""
    children = book.children()
    if not children:
        return book.add_child(f"Child {choose.randrange(1000)}", "3/4/2019")
    child = choose.choice(children)
    events = book.chronology(child.id).events
    some = [event.id for event in choose.sample(events, min(len(events), choose.randint(1, 3)))]
    number = choose.randrange(1000)
    todo: list[Callable[[], object]] = [
        lambda: book.add_child(f"Child {number}", "3/4/2019"),
        lambda: book.add_line(child.id, f"14/3/24 wnb @physio splints {number} src:letter{number % 3}"),
        lambda: edit_entries(book, child.id, some, {"summary": f"other {number}", "source": f"letter{number % 5}"}),
        lambda: edit_entries(book, child.id, some, {"children": "; ".join(str(c.id) for c in children), "date": "2/1/2024"}),
        lambda: delete_entries(book, child.id, some),
        lambda: _restore_any(book, child, choose),
        lambda: add_person(book, f"Person {number}", PersonFields(relations=(f"parent:{child.id}",))),
        lambda: set_source(book, f"letter{number % 5}", SourceFields(notes=f"splints {number}")),
        lambda: book.save_child(child.changed(household=f"words {number}")),
        lambda: undo(book),
        lambda: redo(book),
    ]
    try:
        return choose.choice(todo)()
    except ChronologyError:
        return None


def _restore_any(book: Casebook, child: Child, choose: random.Random) -> None:
    for gone in deleted_entries(book, child.id)[:1] if choose.random() < 0.5 else deleted_entries(book, child.id)[-1:]:
        restore_entry(book, gone.event.id)


@settings(max_examples=12)
@given(st.randoms(use_true_random=False), st.integers(1, 25))
def test_undo_of_everything_leaves_nothing_and_redo_of_everything_leaves_all(
    tmp_path_factory: pytest.TempPathFactory, choose: random.Random, count: int
) -> None:
    with create_casebook(tmp_path_factory.mktemp("any") / "any.chron", PASSPHRASE, FixedDayClock(TODAY)) as book:
        for _ in range(count):
            _random_action(book, choose)
        agree(book)
        while _can(redo, book):
            continue
        final = everything(book)
        undone = 0
        while _can(undo, book):
            undone += 1
        assert not any(everything(book).values())
        agree(book)
        for _ in range(undone):
            redo(book)
        assert not _can(redo, book)
        assert everything(book) == final
        agree(book)


def _can(step: Callable[[Casebook], object], book: Casebook) -> bool:
    """Do a step; whether there was one to do. Any other refusal is a fault."""
    done, undone = _lines(book)
    if not (done if step is undo else undone):
        with pytest.raises(CannotUndo, match="nothing to"):
            step(book)
        return False
    step(book)
    return True


def _lines(book: Casebook) -> tuple[list[Step], list[Step]]:
    with book.ledger.reading() as repository:
        return lines(repository.steps())


def test_rows_that_a_purge_leaves_do_not_stop_the_history(case: list[Casebook]) -> None:
    book = case[0]
    with book.ledger.database.writing() as session:
        session.connection().exec_driver_sql(
            "UPDATE history SET action = 'erased', record = '', before = NULL, after = NULL, actor = '' WHERE number = 3"
        )
    (erased,) = [line for line in history_of(book) if line.number == 3]
    assert (erased.action.value, erased.record, erased.before, erased.after, erased.fields) == ("erased", "", None, None, ())


def test_what_was_restored_and_deleted_again_is_undone_step_by_step(case: list[Casebook]) -> None:
    book = case[0]
    before = everything(book)
    _restore(book)
    _delete(book)
    undo(book)
    undo(book)
    assert everything(book) == before
    assert undo(book).words == "deleted 1 entry"
