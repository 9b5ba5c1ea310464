"""Undo restores the whole store exactly after every kind of change, across a restart; no kind can be forgotten.

The kinds are not remembered by hand: every public function of the services that writes to the store is found in their source, and
must stand here, either with a change that is made, undone and made again, or with the reason why it is no step of undo. The
thresholds of a local policy lie in a file beside the stores, so that they are no part of any store's undo.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfile
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest

from chronology_tui.domain.records import Bundle, Child, Event, Person, PlannedAction, Source
from chronology_tui.importing.mapping import ColumnMap
from chronology_tui.services import Access, Casebook, create_casebook, open_casebook
from chronology_tui.services.agreed_actions import ActionFields, save_action
from chronology_tui.services.bundles import add_bundle, bundle_bytes, import_bundle, make_bundle
from chronology_tui.services.checking import apply_fix, apply_fixes, check_chronology
from chronology_tui.services.child_fields import ChildFields, DatedFields, DatedList, drop_dated, set_child, set_dated
from chronology_tui.services.disagreements import DisagreementFields, add_disagreement, set_disagreement
from chronology_tui.services.drafts import LINE, drop, keep
from chronology_tui.services.editing import delete_entries, edit_each, edit_entries, save_entry
from chronology_tui.services.entry_forms import add_line_with
from chronology_tui.services.errors import CannotUndo
from chronology_tui.services.import_checks import check_import, import_checked
from chronology_tui.services.imports import import_table, read_rows, take_in
from chronology_tui.services.pasting import add_lines, read_lines
from chronology_tui.services.people import PersonFields, add_person, save_person, set_person
from chronology_tui.services.purging import purge_child
from chronology_tui.services.reviews import Verdict, review, write_analysis
from chronology_tui.services.searching import search
from chronology_tui.services.sources import SourceFields, save_source, set_source
from chronology_tui.services.trust import verify_store
from chronology_tui.services.undeleting import deleted_entries, restore_entry
from chronology_tui.services.undoing import Direction, redo, undo
from chronology_tui.store.keys import StoreKey, salt_of
from tests.conftest import PASSPHRASE, TODAY
from tests.support.clock import FixedDayClock
from tests.support.writing_doors import writing_doors

# ------------------------------------------------------------------------------------------------ the store as a whole

_NOT_COMPARED = {
    "history": "it grows by every step, undo too; that it is whole is verified",
    "migration": "no change of records",
    "search_entry": "holds numbers of rows; what it finds is compared, and verified against the entries",
}
_WORDS = ("splints", "letter", "physio", "nana", "other", "tarn", "wnb", "school", "minutes")


@dataclass(frozen=True)
class Whole:
    """Everything that a store holds: the rows of its tables, its bundle, and what searches find."""

    rows: dict[str, list[tuple[Any, ...]]]
    bundle: bytes
    found: dict[str, list[UUID]]


def whole(book: Casebook) -> Whole:
    """Return all content of a store, read from the tables that it has, and make sure that it is sound."""
    assert verify_store(book) == ()
    with book.ledger.database.reading() as session:
        query = session.connection().exec_driver_sql
        names = [name for (name,) in query("SELECT name FROM sqlite_master WHERE type = 'table'")]
        compared = [name for name in names if name not in _NOT_COMPARED and not name.startswith(("sqlite_", "search_words"))]
        rows = {name: sorted((tuple(row) for row in query(f"SELECT * FROM {name}")), key=repr) for name in compared}  # noqa: S608
    with book.ledger.reading() as repository:
        bundle = bundle_bytes(make_bundle(repository))
    found = {word: sorted(hit.event.id for hit in search(book, word)) for word in _WORDS}
    return Whole(rows, bundle, found)


# ------------------------------------------------------------------------------------------------ a store with all sorts in it


class Case:
    """One store that can be closed and opened again."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key
        self.book = self._open()

    def _open(self, access: Access = Access.WRITE) -> Casebook:
        """Open the store by its key: a casebook forgets the one that it was opened with when it is closed."""
        return open_casebook(self.path, StoreKey(self._key, salt_of(self.path)), FixedDayClock(TODAY), access=access)

    def restart(self) -> None:
        """Close the store and open it anew, as a restart does; what is kept in memory is read again."""
        self.book.close()
        self.book = self._open()
        for child in self.book.children():
            self.book.chronology(child.id)

    def agrees(self) -> None:
        """Assert that what is kept in memory is what a fresh reader finds."""
        with self._open(Access.READ) as fresh:
            for child in self.book.children():
                kept, read = self.book.chronology(child.id), fresh.chronology(child.id)
                assert (kept.child, kept.events, dict(kept.sources)) == (read.child, read.events, dict(read.sources))


def _fill(book: Casebook) -> None:
    child = book.add_child("S. Tarn", "3/4/2019")
    other = book.add_child("Robin Tarn", "1/2/2021")
    for line in (
        "14/3/24 wnb @physio splints src:letter",
        "15/4/24 wnb @physio splints again src:letter p:2",
        "16/5/24 wnb @physio DNA again src:letter",
        "17/5/24 wnb @physio other src:record",
        "14/3/24 cin plan agreed src:minutes",
        "2023 n gone src:school",
    ):
        book.add_line(child.id, line)
    book.add_line(child.id, "1/6/24 n both children seen +Robin src:letter")
    book.add_line(other.id, "2/6/24 gp cough src:record")
    book.add_status(child.id, "child_in_need", "3/3/2024")
    set_dated(book, child.id, DatedList.VULNERABILITY, None, DatedFields("disability", "1/1/2020"))
    add_person(book, "Nana", PersonFields(relations=(f"grandparent:{child.id}",)))
    save_source(book, None, SourceFields(title="School record", available=False))
    add_disagreement(book, child.id, DisagreementFields("School", "Splints"))
    save_action(book, child.id, _entry(book, "plan agreed").id, None, ActionFields(what="Ring Nana", owner="SW", due="1/6/2024"))
    review(book, child.id, _finding(book), Verdict.ACCEPTED)
    delete_entries(book, child.id, [_entry(book, "gone").id])


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A store to be copied for each test, and its key, which takes long to make on purpose."""
    path = tmp_path_factory.mktemp("filled") / "case.chron"
    with create_casebook(path, PASSPHRASE, FixedDayClock(TODAY)) as book:
        _fill(book)
    return path, StoreKey.derive(PASSPHRASE, salt_of(path)).raw


@pytest.fixture
def case(filled: tuple[Path, bytes], tmp_path: Path) -> Iterator[Case]:
    path, key = filled
    copyfile(path, tmp_path / "case.chron")
    made = Case(tmp_path / "case.chron", key)
    yield made
    made.book.close()


def _child(book: Casebook) -> Child:
    return book.child("S. Tarn")


def _id(book: Casebook) -> UUID:
    return _child(book).id


def _entry(book: Casebook, summary: str) -> Event:
    return next(event for event in book.chronology(_id(book)).events if event.summary == summary)


def _some(book: Casebook) -> list[UUID]:
    return [event.id for event in book.chronology(_id(book)).events[:3]]


def _finding(book: Casebook) -> str:
    return next(finding.key for finding in book.analyse(_id(book)).found if finding.key.startswith("was-not-brought"))


def _source(book: Casebook, title: str) -> Source:
    return next(source for source in book.sources() if source.title == title)


def _person(book: Casebook) -> Person:
    with book.ledger.reading() as repository:
        return next(person for person in repository.all(Person) if person.name == "Nana")


def _action(book: Casebook) -> tuple[Event, PlannedAction]:
    event = _entry(book, "plan agreed")
    return event, event.planned[0]


def _csv(book: Casebook) -> Path:
    path = book.path.with_name("rows.csv")
    rows = (f"{n % 28 + 1}/{n % 12 + 1}/2023,wnb,splints {n},Source {n % 3}" for n in range(40))
    path.write_text("\n".join(("date,kind,summary,source", *rows)), encoding="utf-8")
    return path


def _xlsx(book: Casebook) -> Path:
    path = book.path.with_name("rows.xlsx")
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (("date", "kind", "summary", "source"), ("3/2/2023", "gp", "school note", "Workbook"), ("2023", "n", "other", "")):
        sheet.append(row)
    workbook.save(path)
    return path


def _bundle(book: Casebook) -> Bundle:
    """Return a bundle with a record of each kind that is new to the store."""
    with book.ledger.reading() as repository:
        all_there = make_bundle(repository)
    child = all_there.children[0].changed(id=uuid4(), name="Kit Tarn")
    source = all_there.sources[0].changed(id=uuid4(), title="Another record")
    event = all_there.events[0].changed(id=uuid4(), children=(child.id,), source=source.id, planned=(), people=())
    person = all_there.people[0].changed(id=uuid4(), name="Auntie", relations=())
    disagreement = all_there.disagreements[0].changed(id=uuid4(), child=child.id)
    finding = all_there.reviews[0].changed(id=uuid4(), child=child.id)
    return Bundle(
        children=(child,), people=(person,), sources=(source,), events=(event,), disagreements=(disagreement,), reviews=(finding,)
    )


def _bundle_file(book: Casebook) -> Path:
    path = book.path.with_name("kit.json")
    path.write_bytes(bundle_bytes(_bundle(book)))
    return path


def _restore(book: Casebook) -> None:
    restore_entry(book, deleted_entries(book, _id(book))[0].event.id)


def _fix(book: Casebook, apply: Callable[[Casebook, UUID, Any], object]) -> None:
    apply(book, _id(book), next(issue for issue in check_chronology(book, _id(book)) if issue.fix is not None))


def _take_in(book: Casebook) -> None:
    path = _csv(book)
    take_in(book, _id(book), path.name, read_rows(book, _id(book), path, ColumnMap()))


def _drop_dated(book: Casebook) -> None:
    drop_dated(book, _id(book), DatedList.VULNERABILITY, _child(book).vulnerabilities[0])


# ------------------------------------------------------------------------------------------------ every kind of change

Act = Callable[[Casebook], object]

CHANGES: dict[str, dict[str, Act]] = {
    "casebook.Casebook.add_child": {"a child": lambda b: b.add_child("Kit Tarn", "1/2/2020")},
    "casebook.Casebook.save_child": {"a child's words": lambda b: b.save_child(_child(b).changed(household="other words"))},
    "casebook.Casebook.add_status": {"a plan": lambda b: b.add_status(_id(b), "protection_plan", "3/5/2024", category="neglect")},
    "casebook.Casebook.add_event": {
        "an entry by its fields": lambda b: b.add_event(
            _id(b), {name: getattr(_entry(b, "splints"), name) for name in ("when", "kind", "area", "summary")}, "letter"
        ),
    },
    "casebook.Casebook.add_line": {
        "an entry of a known source": lambda b: b.add_line(_id(b), "15/3/24 gp splints src:letter"),
        "an entry with a new source": lambda b: b.add_line(_id(b), "15/3/24 gp splints src:new"),
        "an entry about two children": lambda b: b.add_line(_id(b), "15/3/24 n splints +Robin src:letter"),
        "an entry with all marks": lambda b: b.add_line(
            _id(b),
            '15/3/24 wnb @physio !3 ~2 #key #restricted p:4 by:SW with:Nana voice:"no" impact:harm action:ring due:+2w '
            "response:declined splints src:letter",
        ),
    },
    "casebook.Casebook.add_sources": {
        "sources": lambda b: b.add_sources(({"title": "letter", "notes": "seen"}, {"title": "Nursery record"})),
    },
    "casebook.Casebook.import_table": {"a table": lambda b: b.import_table(_id(b), _csv(b))},
    "casebook.Casebook.import_bundle": {"a bundle": lambda b: b.import_bundle(_bundle_file(b))},
    "imports.import_table": {
        "a csv table": lambda b: import_table(b, _id(b), _csv(b)),
        "an xlsx table": lambda b: import_table(b, _id(b), _xlsx(b)),
    },
    "imports.take_in": {"rows that were read": _take_in},
    "import_checks.import_checked": {
        "a table that was looked at": lambda b: import_checked(b, check_import(b, _id(b), _csv(b), ColumnMap())),
        "a bundle that was looked at": lambda b: import_checked(b, check_import(b, _id(b), _bundle_file(b), ColumnMap())),
    },
    "bundles.import_bundle": {"a bundle": lambda b: import_bundle(b, _bundle_file(b))},
    "bundles.add_bundle": {"a bundle that was read": lambda b: add_bundle(b, "kit.json", _bundle(b))},
    "pasting.add_lines": {
        "pasted lines": lambda b: add_lines(
            b, _id(b), read_lines(b, _id(b), ("14/3/24 gp splints src:pasted", "15/3/24 n other +Robin"))
        ),
    },
    "entry_forms.add_line_with": {
        "a line with more fields": lambda b: add_line_with(b, _id(b), "15/3/24 gp splints src:letter", {"notes": "other"}),
    },
    "editing.save_entry": {
        "a new entry in the form": lambda b: save_entry(b, _id(b), {"date": "1/2/2024", "summary": "splints", "source": "new"}),
        "an entry in the form": lambda b: save_entry(b, _id(b), {"summary": "other", "source": "new"}, seen=_entry(b, "splints")),
        "only the date": lambda b: save_entry(b, _id(b), {"date": "about May 2022"}, seen=_entry(b, "splints")),
    },
    "editing.edit_entries": {
        "one entry": lambda b: edit_entries(b, _id(b), _some(b)[:1], {"severity": "3", "kind": "gp"}),
        "many entries": lambda b: edit_entries(b, _id(b), _some(b), {"severity": "3", "source": "Another letter", "kind": "wnb"}),
        "who they are about": lambda b: edit_entries(b, _id(b), _some(b), {"children": "S. Tarn; Robin Tarn"}),
    },
    "editing.edit_each": {"each in its way": lambda b: edit_each(b, _id(b), {one: {"notes": str(one)} for one in _some(b)})},
    "editing.delete_entries": {
        "an entry": lambda b: delete_entries(b, _id(b), _some(b)[:1]),
        "many entries": lambda b: delete_entries(b, _id(b), _some(b)),
        "an entry about two children": lambda b: delete_entries(b, _id(b), [_entry(b, "both children seen").id]),
    },
    "undeleting.restore_entry": {"a deleted entry": _restore},
    "checking.apply_fix": {"a fix": lambda b: _fix(b, apply_fix)},
    "checking.apply_fixes": {"fixes": lambda b: _fix(b, lambda book, child, issue: apply_fixes(book, child, [issue]))},
    "child_fields.set_child": {
        "a child's fields": lambda b: set_child(
            b, _id(b), ChildFields(gestation="32+4", father="known", conditions="asthma; other", risks=("substance_misuse=x",))
        ),
    },
    "child_fields.set_dated": {
        "a status": lambda b: set_dated(b, _id(b), DatedList.STATUS, None, DatedFields("looked_after", "1/8/2024")),
        "a status that ended": lambda b: set_dated(
            b, _id(b), DatedList.STATUS, _child(b).statuses[0], DatedFields("child_in_need", "3/3/2024", "1/8/2024")
        ),
        "a risk": lambda b: set_dated(b, _id(b), DatedList.RISK, None, DatedFields("substance_misuse", note="other")),
    },
    "child_fields.drop_dated": {"a vulnerability": _drop_dated},
    "people.add_person": {"a person": lambda b: add_person(b, "Gran", PersonFields(relations=("grandparent:S. Tarn",)))},
    "people.set_person": {"a person": lambda b: set_person(b, "Nana", PersonFields(role="carer"))},
    "people.save_person": {
        "another name": lambda b: save_person(b, _person(b).id, PersonFields(name="Other Nana", notes="x")),
        "no relation": lambda b: save_person(b, _person(b).id, PersonFields(related={_id(b): ("", "")})),
    },
    "sources.set_source": {
        "a source": lambda b: set_source(b, "letter", SourceFields(checked=True, notes="splints")),
        "a source without entries": lambda b: set_source(b, "Dental record", SourceFields(available=False)),
    },
    "sources.save_source": {
        "another title": lambda b: save_source(b, _source(b, "letter").id, SourceFields(title="Physio letter")),
    },
    "agreed_actions.save_action": {
        "an action": lambda b: save_action(b, _id(b), _entry(b, "splints").id, None, ActionFields(what="Ring", due="1/1/2025")),
        "an action that is done": lambda b: save_action(
            b, _id(b), _action(b)[0].id, _action(b)[1].id, ActionFields(done="2/6/2024", outcome="Nana rang back")
        ),
    },
    "disagreements.add_disagreement": {
        "a disagreement": lambda b: add_disagreement(b, _id(b), DisagreementFields("Social care", "Threshold")),
    },
    "disagreements.set_disagreement": {
        "a settled disagreement": lambda b: set_disagreement(b, _id(b), 1, DisagreementFields(settled="3/6/2024", outcome="met")),
    },
    "reviews.review": {
        "a dismissed finding": lambda b: review(b, _id(b), _finding(b), Verdict.DISMISSED, "letters went astray"),
        "an opened finding": lambda b: review(b, _id(b), _finding(b), Verdict.OPEN),
    },
    "reviews.write_analysis": {"an analysis": lambda b: write_analysis(b, _id(b), _finding(b), "The family moved.")},
}  # fmt: skip
"""By the function that makes it: each kind of change that is one step of undo."""

_EXPORT = "somebody may hold an export already: its record stays, and undo passes over it"
_OWN_STORE = "makes a store of its own, and changes none that is there"
NO_STEP = {
    "ledger.Ledger.writing": "a transaction itself",
    "casebook.Casebook.writing": "a transaction itself",
    "undoing.undo": "undo itself: what takes it back is redo",
    "undoing.redo": "redo itself: what takes it back is undo",
    "drafts.keep": "what is typed and not saved is no record yet: undo passes over it",
    "drafts.drop": "what is typed and not saved is no record yet: undo passes over it",
    "casebook.Casebook.export": _EXPORT,
    "casebook.Casebook.export_bundle": _EXPORT,
    "bundles.export_bundle": _EXPORT,
    "exports.export_file": _EXPORT,
    "exports.protect": _EXPORT,
    "exports.deliver": _EXPORT,
    "unfinished.begin": "the note of an export that is being written",
    "unfinished.forget": "the note of an export that is being written",
    "unfinished.take_back": "removes the file of an export that was never finished",
    "import_checks.check_import": "only looks: it asks for a dry run",
    "purging.purge_child": "takes a child away for good, with its history, and asks before",
    "opening.open_casebook": "takes back unfinished exports on opening; no record is changed",
    "opening.open_with_recovery_key": "takes back unfinished exports on opening; no record is changed",
    "demo.fill_demo": _OWN_STORE,
    "demo.open_demo": _OWN_STORE,
    "gallery.build_gallery": _OWN_STORE,
}
"""What writes and is no step of undo, with the reason."""

IN_A_ROW = (
    "casebook.Casebook.add_line", "imports.import_table", "bundles.import_bundle", "editing.save_entry", "editing.edit_each",
    "child_fields.set_dated", "people.set_person", "agreed_actions.save_action", "reviews.write_analysis",
    "disagreements.set_disagreement", "sources.save_source", "undeleting.restore_entry", "editing.delete_entries",
)  # fmt: skip
"""Functions whose changes can be made one after the other."""

KINDS = [(door, name) for door, kinds in CHANGES.items() for name in kinds]


def test_every_function_that_writes_is_undone_here_or_said_not_to_be() -> None:
    assert set(CHANGES) | set(NO_STEP) == writing_doors()
    assert not set(CHANGES) & set(NO_STEP)


@pytest.mark.parametrize(("door", "name"), KINDS, ids=[f"{door.rpartition('.')[2]}: {name}" for door, name in KINDS])
def test_one_step_restores_the_whole_store_and_one_makes_the_change_again(case: Case, door: str, name: str) -> None:
    before = whole(case.book)
    CHANGES[door][name](case.book)
    after = whole(case.book)
    assert after != before, "it is a change"
    for direction, step, left in ((Direction.UNDO, undo, before), (Direction.REDO, redo, after), (Direction.UNDO, undo, before)):
        case.restart()
        assert step(case.book).direction is direction
        assert whole(case.book) == left
        case.agrees()
        case.restart()
        assert whole(case.book) == left


def test_changes_in_a_row_are_undone_one_by_one_and_made_again(case: Case) -> None:
    stages = [whole(case.book)]
    for door in IN_A_ROW:
        for change in CHANGES[door].values():
            change(case.book)
            stages.append(whole(case.book))
    case.restart()
    for stage in reversed(stages[:-1]):
        undo(case.book)
        assert whole(case.book) == stage
    case.restart()
    for stage in stages[1:]:
        redo(case.book)
        assert whole(case.book) == stage
    case.agrees()


# ------------------------------------------------------------------------------------------------ what undo passes over


def test_what_is_typed_and_not_saved_stays_where_it_is(case: Case) -> None:
    kept = keep(case.book, _id(case.book), LINE, "15/3/24 gp not saved yet")
    gone = keep(case.book, _id(case.book), LINE, "dropped")
    before = whole(case.book)
    set_source(case.book, "letter", SourceFields(checked=True))
    drop(case.book, gone)
    later = keep(case.book, _id(case.book), "form:edit", json.dumps({"summary": "typed after"}))
    case.restart()
    undo(case.book)
    after = whole(case.book)
    assert {row[0] for row in after.rows["draft"]} == {kept.hex, later.hex}
    assert replace(after, rows={**after.rows, "draft": before.rows["draft"]}) == before


def test_a_draft_goes_with_what_it_becomes_and_undo_brings_the_records_back_without_it(case: Case) -> None:
    draft = keep(case.book, _id(case.book), LINE, "15/3/24 gp splints src:new")
    before = whole(case.book)
    case.book.add_line(_id(case.book), "15/3/24 gp splints src:new", draft=draft)
    case.restart()
    undo(case.book)
    after = whole(case.book)
    assert after.rows["draft"] == []
    assert replace(after, rows={**after.rows, "draft": before.rows["draft"]}) == before


@pytest.mark.parametrize("out", ["pack.txt", "record.json"])
def test_the_record_of_an_export_stays_and_the_step_before_it_is_undone(case: Case, out: str) -> None:
    before = whole(case.book)
    set_source(case.book, "letter", SourceFields(checked=True))
    path = case.path.with_name(out)
    if path.suffix == ".json":
        case.book.export_bundle(_id(case.book), path)
    else:
        case.book.export(_id(case.book), path)
    recorded = whole(case.book).rows["export_record"]
    assert len(recorded) == len(before.rows["export_record"]) + 1
    case.restart()
    undo(case.book)
    after = whole(case.book)
    assert ("exports-under-way", "[]") in after.rows["setting"], "the note that an export is being written was taken back"
    assert after.rows == {**before.rows, "export_record": recorded, "setting": after.rows["setting"]}
    assert path.exists()


def test_looking_at_an_import_and_opening_again_change_nothing(case: Case) -> None:
    before = whole(case.book)
    check_import(case.book, _id(case.book), _csv(case.book), ColumnMap())
    check_import(case.book, _id(case.book), _bundle_file(case.book), ColumnMap())
    case.restart()
    assert whole(case.book) == before


def test_nothing_before_a_purge_is_undone(case: Case) -> None:
    set_source(case.book, "record", SourceFields(checked=True))
    purge_child(case.book, _id(case.book))
    before = whole(case.book)
    case.restart()
    with pytest.raises(CannotUndo, match="nothing to undo"):
        undo(case.book)
    assert whole(case.book) == before
