"""Tables round-trip every entry: what an export writes as csv or xlsx, an import reads back as the same entry, field by field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import DateContext, UncertainDate, parse_date
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Child, Event, Person, PlannedAction, Source
from chronology_tui.domain.text import clean, fold
from chronology_tui.domain.vocabulary import PartTaken
from chronology_tui.importing.candidates import Candidate, IssueCode, Reading
from chronology_tui.importing.mapping import ColumnMap
from chronology_tui.importing.rows import read_csv, read_xlsx
from chronology_tui.report.entry_tables import Others, write_csv
from chronology_tui.report.workbook import write_xlsx
from chronology_tui.services import Casebook, ImportReport, create_casebook
from chronology_tui.services.demo import open_demo
from tests.conftest import PASSPHRASE
from tests.support.clock import FixedDayClock
from tests.support.records import HOSTILE, events, people, sources

AS_OF = date(2026, 11, 20)
CHILD = Child(id=UUID(int=1), name="Robin Ashdown", birth=date(2015, 5, 4))
OTHER = UUID(int=2)
ELSEWHERE = DateContext(today=date(1999, 12, 31), birth=date(1988, 2, 29), year=1977)
"""What the reading of dates leans on where the table is read: another day, another child, another year."""

Write = Callable[[Chronology, Others, BytesIO], None]


def _xlsx(chronology: Chronology, others: Others, out: BytesIO) -> None:
    write_xlsx(chronology, others, out, as_of=AS_OF)


FORMS: Mapping[str, Write] = {"csv": write_csv, "xlsx": _xlsx}
READ = {"csv": read_csv, "xlsx": read_xlsx}


def written(form: str, chronology: Chronology, others: Others = Others()) -> bytes:  # noqa: B008 - a frozen value
    out = BytesIO()
    FORMS[form](chronology, others, out)
    return out.getvalue()


def read(form: str, folder: Path, content: bytes, dates: DateContext = ELSEWHERE) -> Reading:
    path = folder / f"table.{form}"
    path.write_bytes(content)
    return READ[form](path, ColumnMap(), dates)


@st.composite
def chronologies(draw: st.DrawFn) -> tuple[Chronology, Others]:
    """Return a chronology of entries of every kind with every field, and who is named beside the child."""
    persons = [draw(people(UUID(int=100 + n), [])) for n in range(draw(st.integers(0, 2)))]
    by_name = {fold(person.name): person for person in persons}
    cited = [draw(sources(st.just(UUID(int=200 + n)))) for n in range(draw(st.integers(1, 2)))]
    named = st.sampled_from([p.id for p in by_name.values()]) if by_name else st.nothing()
    one = events(st.uuids(), st.just(CHILD.id), st.sampled_from([s.id for s in cited]), named)
    drawn = draw(st.lists(one, max_size=3, unique_by=lambda event: event.id))
    return Chronology.of(CHILD, drawn, cited), Others(people={p.id: p for p in by_name.values()})


def said(event: Event, source: Source, others: Others) -> dict[str, Any]:
    """Return what an entry says, with no identifier but its own."""
    values = dict(event)
    del values["children"]
    values["source"] = {**dict(source), "id": None}
    values["planned"] = [{**dict(action), "id": None} for action in event.planned]
    values["people"] = [(i.part, _told(others.people[i.person])) for i in event.people]
    return values


def _told(person: Person) -> tuple[object, ...]:
    return (person.name, person.kind, person.role, person.agency, person.third_party, person.pseudonym)


def said_by(candidate: Candidate) -> dict[str, Any]:
    """Return what a row says, in the same form."""
    assert candidate.id is not None
    event = Event.model_validate(
        {
            "id": candidate.id, "children": (CHILD.id,), "source": UUID(int=3), **candidate.fields,
            "planned": tuple(PlannedAction(id=UUID(int=9 + n), **action) for n, action in enumerate(candidate.planned)),
        }
    )  # fmt: skip
    source = Source(id=UUID(int=3), title=candidate.source, **candidate.source_fields)
    values = said(event, source, Others())
    values["people"] = [(named.part, _told(Person(id=UUID(int=4), **named.person))) for named in candidate.people]
    return values


def assert_round_trip(form: str, folder: Path, chronology: Chronology, others: Others) -> None:
    reading = read(form, folder, written(form, chronology, others))
    assert reading.issues == ()
    expected = [said(event, chronology.sources[event.source], others) for event in chronology.events]
    assert [said_by(candidate) for candidate in reading.candidates] == expected


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=150)
@given(drawn=chronologies())
def test_every_entry_of_every_kind_comes_back_field_by_field(
    tmp_path_factory: pytest.TempPathFactory, form: str, drawn: tuple[Chronology, Others]
) -> None:
    assert_round_trip(form, tmp_path_factory.getbasetemp(), *drawn)


SPECIAL = (
    "=1+1", "+44 1632 960001", "-", "@home", "'=1", "''=1", "'", "'quoted'", "''", "＝1", "＋1", "－1", "＠x", "' =1", "'\t=1",
    "9.43E+09", "'9.43E+09", "1e+5", "_x000D_", "_x005F_x000D_", "_x000d_", "_x00", "_xFFF", "_xFFFE_", "_xFFF1", "_x\ufffe",
    "_x005F\ufffe_", "\ufffe\uffff", "#N/A", "#REF!", "TRUE", "0123", "1/2", "14/03/2024", "a | b", "a \\| b", "\\", "\\n",
    "ends \\", "| starts", "a\nb\n\nc", "tab\tin", '"', '""', 'say "so", then', ",", ";", "sep=;", "\ufeffmark", "\x07bell",
    "\x1b[31m", "\x7f\x80", "محمد " * 40, "王芳", "👩‍👧", "é", "e\u0301", "Ａ１", 'date "x" exact day 2024-01-01',
    "x" * 100_000, "👩" * 40_000, "a" + " " * 64_000 + "=b", "a" * 32_000 + "=1", "line\n" * 30_000, "\x01" * 33_000 + "b",
)  # fmt: skip
"""Texts that careless tables break: formulas and their escape, numbers, notations of XML, parts, quotes, far too long."""


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "text", [*SPECIAL, *filter(clean, HOSTILE)], ids=lambda text: ascii(text[:12]) + (f"...{len(text)}" if text[12:] else "")
)
def test_no_text_is_changed_in_any_field(tmp_path: Path, form: str, text: str) -> None:
    when = replace(UncertainDate.on(date(2024, 3, 14)), text=text.encode("utf-8", "replace").decode())
    source = Source(id=UUID(int=5), title=text, agency=text, reference=text, notes=text, dated=when)
    person = Person(id=UUID(int=6), name=text, role=text, agency=text, pseudonym=text)
    action = PlannedAction(id=UUID(int=7), what=text, owner=text, due=when, done=when, outcome=text)
    words = (
        "service", "place", "summary", "quote", "page", "professional", "brought_by", "present", "child_voice", "impact_note",
        "action", "response_note", "notes",
    )  # fmt: skip
    fields = dict.fromkeys(words, text)
    event = Event.model_validate(
        {
            "id": UUID(int=8), "children": (CHILD.id,), "when": when, "kind": Kind.BRUISE, "area": Kind.BRUISE.area,
            "source": source.id, "people": ({"person": person.id, "part": PartTaken.PRESENT},),
            "planned": (action, action.changed(id=UUID(int=9))),
            "details": {"type": "injury", "site": text, "explanation_given": text}, **fields,
        }
    )  # fmt: skip
    assert_round_trip(form, tmp_path, Chronology.of(CHILD, [event], [source]), Others(people={person.id: person}))


# --- through a store


NOTED = {"when": UncertainDate.on(date(2024, 3, 14)), "kind": Kind.NOTE, "area": Kind.NOTE.area}
CASES = Path(__file__).parents[1] / "data" / "cases"


@pytest.mark.parametrize("form", FORMS)
def test_a_store_filled_from_a_table_writes_the_same_table_again(tmp_path: Path, form: str) -> None:
    with open_demo() as demo:
        child = demo.children()[0]
        first = _table_of(demo, child.id, form)
        assert _imported(demo, child.id, tmp_path, form, first).added == ()
        told = _told_by(demo, child.id)
    with _empty(tmp_path) as other:
        here = other.save_child(child)
        report = _imported(other, here.id, tmp_path, form, first)
        assert report.issues == ()
        assert len(report.added) == len(told) > 100
        assert _table_of(other, here.id, form) == first
        assert _told_by(other, here.id) == told
        again = _imported(other, here.id, tmp_path, form, first)
        assert (again.added, len(again.duplicates), again.skipped) == ((), len(told), 0)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", sorted(path.name for path in CASES.glob("*clinics.csv")))
def test_an_imported_case_survives_its_own_table(tmp_path: Path, form: str, case: str) -> None:
    map_file = CASES / case.replace(".csv", ".map.toml")
    with _empty(tmp_path) as book:
        child = book.add_child("Robin Ashdown", "4/5/2015")
        book.import_table(child.id, CASES / case, map_file=map_file)
        first, told = _table_of(book, child.id, form), _told_by(book, child.id)
    with _empty(tmp_path / "other") as book:
        again = book.save_child(child)
        assert _imported(book, again.id, tmp_path, form, first).issues == ()
        assert told
        assert (_table_of(book, again.id, form), _told_by(book, again.id)) == (first, told)


@pytest.mark.parametrize("form", FORMS)
def test_an_entry_shared_by_two_children_is_shared_again(tmp_path: Path, form: str) -> None:
    with _empty(tmp_path) as book:
        child, robin = book.add_child("S. Tarn", "3/4/2019"), book.add_child("Robin Tarn")
        event = book.add_event(
            child.id,
            NOTED,
            "Letter",
            (robin.id,),
        )
        first = _table_of(book, child.id, form)
    with _empty(tmp_path / "other") as book:
        for one in (child, robin):
            book.save_child(one)
        assert _imported(book, child.id, tmp_path, form, first).issues == ()
        assert [(e.id, e.children) for e in book.chronology(robin.id).events] == [(event.id, (child.id, robin.id))]
        # In the chronology of the other child the same table has nothing to add either.
        assert _imported(book, robin.id, tmp_path, form, first).added == ()


@pytest.mark.parametrize("form", FORMS)
def test_a_row_that_was_changed_since_is_told_and_the_store_is_kept(tmp_path: Path, form: str) -> None:
    with _empty(tmp_path) as book:
        child = book.add_child("S. Tarn", "3/4/2019")
        event = book.add_event(
            child.id,
            {**NOTED, "summary": "a"},
            "Letter",
        )
        kept = book.chronology(child.id)
        changed = Chronology.of(child, [event.changed(summary="b")], kept.sources.values())
        report = _imported(book, child.id, tmp_path, form, written(form, changed))
        assert [(issue.row, issue.code) for issue in report.issues] == [(2, IssueCode.CONFLICT)]
        assert (report.added, report.needs_a_look, book.chronology(child.id).events) == ((), True, (event,))


@pytest.mark.parametrize("form", FORMS)
def test_rows_that_are_alike_stay_entries_each_for_itself_but_a_copied_row_is_one(tmp_path: Path, form: str) -> None:
    with _empty(tmp_path) as book:
        child = book.add_child("S. Tarn", "3/4/2019")
        source = Source(id=UUID(int=5), title="Letter")
        one = Event.model_validate(
            {
                "id": UUID(int=8), "children": (child.id,), "when": UncertainDate.on(date(2024, 3, 14)), "kind": Kind.NOTE,
                "area": Kind.NOTE.area, "source": source.id, "summary": "seen",
            }
        )  # fmt: skip
        twins = Chronology.of(child, [one, one.changed(id=UUID(int=9))], [source])
        report = _imported(book, child.id, tmp_path, form, written(form, twins))
        assert (report.added, report.duplicates) == ((UUID(int=8), UUID(int=9)), ())
    with _empty(tmp_path / "other") as book:
        book.save_child(child)
        rows = written("csv", Chronology.of(child, [one], [source])).splitlines(keepends=True)
        report = _imported(book, child.id, tmp_path, "csv", b"".join([*rows, rows[1]]))
        assert (report.added, report.duplicates) == ((UUID(int=8),), (3,))


def test_a_date_that_was_changed_in_the_table_is_read_anew(tmp_path: Path) -> None:
    when = replace(UncertainDate.on(date(2023, 10, 8)), text="8 October")
    source = Source(id=UUID(int=5), title="Letter")
    event = Event(
        id=UUID(int=8), children=(CHILD.id,), when=when, kind=Kind.NOTE, area=Kind.NOTE.area, source=source.id, summary="seen"
    )
    content = written("csv", Chronology.of(CHILD, [event], [source]))
    (same,) = read("csv", tmp_path, content).candidates
    (other,) = read("csv", tmp_path, content.replace(b"\r\n8 October,", b"\r\n9 October 2021,")).candidates
    assert same.fields["when"] == when
    assert other.fields["when"] == replace(UncertainDate.on(date(2021, 10, 9)), text="9 October 2021", remarks=FUTURE)


FUTURE = parse_date("9 October 2021", ELSEWHERE).remarks


def _empty(folder: Path) -> Casebook:
    folder.mkdir(exist_ok=True)
    return create_casebook(folder / "store.chron", PASSPHRASE, FixedDayClock(AS_OF))


def _others(book: Casebook) -> Others:
    with book.ledger.reading() as repository:
        persons = repository.all(Person)
    return Others({child.id: child.name for child in book.children()}, {person.id: person for person in persons})


def _table_of(book: Casebook, child_id: UUID, form: str) -> bytes:
    return written(form, book.chronology(child_id), _others(book))


def _imported(book: Casebook, child_id: UUID, folder: Path, form: str, content: bytes) -> ImportReport:
    path = folder / f"table.{form}"
    path.write_bytes(content)
    return book.import_table(child_id, path)


def _told_by(book: Casebook, child_id: UUID) -> list[dict[str, Any]]:
    chronology, others = book.chronology(child_id), _others(book)
    return [said(event, chronology.sources[event.source], others) for event in chronology.events]


def test_a_table_from_elsewhere_keeps_its_own_numbers_in_the_notes_and_may_use_the_columns_of_an_export(tmp_path: Path) -> None:
    table = "id,date,summary,agreed_actions,people_records\n17,14/3/2024,Met,Ring school | A. Cairn | 1/4/2024,Nana | present\n"
    with _empty(tmp_path) as book:
        child = book.add_child("S. Tarn", "3/4/2019")
        report = _imported(book, child.id, tmp_path, "csv", table.encode())
        (event,) = book.chronology(child.id).events
        (action,) = event.planned
        assert [(issue.row, issue.code) for issue in report.issues] == [(1, IssueCode.COLUMN_UNKNOWN)]
        assert (event.notes, action.what, action.owner) == ("id: 17", "Ring school", "A. Cairn")
        assert action.due == replace(UncertainDate.on(date(2024, 4, 1)), text="1/4/2024")
        assert [(i.part, _others(book).people[i.person].name) for i in event.people] == [(PartTaken.PRESENT, "Nana")]


@pytest.mark.parametrize(
    ("column", "cell"),
    [("agreed_actions", " | A. Cairn"), ("agreed_actions", "Ring | x | the 45th"), ("people_records", "Nana | juggler")],
)
def test_a_line_that_cannot_be_read_is_kept_in_the_notes_and_told(tmp_path: Path, column: str, cell: str) -> None:
    reading = read("csv", tmp_path, f"date,summary,{column}\n14/3/2024,Met,{cell}\n".encode())
    (candidate,) = reading.candidates
    assert [issue.code for issue in reading.issues if issue.column == column] == [IssueCode.VALUE_UNKNOWN]
    assert candidate.fields["notes"] == f"{column}: {cell.strip()}"


def test_what_a_table_says_otherwise_of_a_known_source_is_told_once_and_the_store_is_kept(tmp_path: Path) -> None:
    source = Source(id=UUID(int=5), title="Letter", agency="Northfield")
    one = Event.model_validate({"id": UUID(int=8), "children": (CHILD.id,), "source": source.id, "summary": "a", **NOTED})
    content = written("csv", Chronology.of(CHILD, [one, one.changed(id=UUID(int=9), summary="b")], [source]))
    with _empty(tmp_path) as book:
        child = book.add_child("S. Tarn", "3/4/2019")
        book.add_event(child.id, NOTED, "Letter")
        report = _imported(book, child.id, tmp_path, "csv", content)
        told = [(i.row, i.column, i.code) for i in report.issues]
        assert (2, "source agency", IssueCode.SOURCE_KEPT) in told
        assert {row for row, _, _ in told} == {2}
        assert (len(report.added), [s.agency for s in book.sources()]) == (2, [""])
