"""What a table looks like to the person who opens it: text only, in order, steady from one writing to the next."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from datetime import date
from uuid import UUID

import pytest
from openpyxl import load_workbook

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import UncertainDate
from chronology_tui.domain.entry_columns import RECORD_COLUMNS, TABLE_COLUMNS
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Child, Event, Involvement, Person, PlannedAction, Source
from chronology_tui.domain.vocabulary import PartTaken, PersonKind
from chronology_tui.report.entry_tables import Others, write_csv
from chronology_tui.report.workbook import write_xlsx
from chronology_tui.services.manual import page_text

DAY = date(2026, 11, 20)
CHILD = Child(id=UUID(int=1), name="Robin Ashdown")
SOURCE = Source(id=UUID(int=2), title="Clinic letter", agency="Northfield Hospital")
PERSON = Person(id=UUID(int=3), name="A. Cairn", kind=PersonKind.PROFESSIONAL, role="social worker")
RISKY = ("=1+1", "+44", "-1", "@a", "'=1", "＝1", " \t=1")


def entry(number: int, summary: str, **fields: object) -> Event:
    return Event.model_validate(
        {
            "id": UUID(int=number), "children": (CHILD.id, UUID(int=7)), "when": UncertainDate.on(date(2024, 3, number)),
            "kind": Kind.NOTE, "area": Kind.NOTE.area, "source": SOURCE.id, "summary": summary, **fields,
        }
    )  # fmt: skip


def case(*events: Event) -> Chronology:
    return Chronology.of(CHILD, events, [SOURCE])


def csv_of(chronology: Chronology, others: Others | None = None) -> bytes:
    out = io.BytesIO()
    write_csv(chronology, others or Others(), out)
    return out.getvalue()


def xlsx_of(chronology: Chronology) -> bytes:
    out = io.BytesIO()
    write_xlsx(chronology, Others(), out, as_of=DAY)
    return out.getvalue()


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_csv_is_what_a_spreadsheet_opens_rightly() -> None:
    content = csv_of(case(entry(1, 'said "no", then\nleft')))
    assert content.startswith(b"\xef\xbb\xbfdate,time,kind,")
    assert content.endswith(b"\r\n")
    assert b'"said ""no"", then\nleft"' in content
    assert tuple(content.decode("utf-8-sig").split("\r\n")[0].split(",")) == TABLE_COLUMNS


def test_people_agreed_actions_and_other_children_are_told_in_words() -> None:
    due = UncertainDate.on(date(2024, 5, 1), "1 May")
    action = PlannedAction(id=UUID(int=9), what="Ring school | today", owner="A. Cairn", due=due)
    event = entry(1, "Met", planned=(action,), people=(Involvement(person=PERSON.id, part=PartTaken.PRESENT),))
    (row,) = rows_of(csv_of(case(event), Others({UUID(int=7): "Sam"}, {PERSON.id: PERSON})))
    assert row["agreed_actions"] == r"Ring school \| today | A. Cairn | 1 May"
    assert row["people_records"] == "A. Cairn | present | professional | social worker"
    assert row["dates_read_as"] == 'date "2024-03-01" exact day 2024-03-01\nagreed_1_due "1 May" exact day 2024-05-01'
    assert (row["children"], row["source"], row["source_agency"]) == ("Sam", "Clinic letter", "Northfield Hospital")


def test_no_cell_of_a_csv_file_is_a_formula() -> None:
    content = csv_of(case(*(entry(n, text, service=text) for n, text in enumerate(RISKY, 1)), entry(20, "a" * 32_000 + "=1")))
    found = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")) for cell in row]
    assert not [cell for cell in found if re.match(r"\s*[=+\-@＝]", cell)]
    assert "'=1+1" in found
    assert "'=1" in found


def test_every_cell_of_a_workbook_is_text() -> None:
    content = xlsx_of(case(*(entry(n, text) for n, text in enumerate((*RISKY, "https://example.org", "9", "#N/A"), 1))))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in archive.namelist() if "external" in name or "sharedStrings" in name]
    kinds = re.findall(r"<c [^>]*?t=\"(\w+)\"", sheet)
    assert set(kinds) == {"inlineStr"}
    assert len(kinds) == len(re.findall(r"<c\b", sheet))
    assert "<f" not in sheet
    assert "hyperlink" not in sheet


def test_a_workbook_is_made_to_be_read_and_names_nobody() -> None:
    book = load_workbook(io.BytesIO(xlsx_of(case(entry(1, "Seen"), entry(2, "Seen again")))))
    assert book.sheetnames == ["Chronology"]
    sheet = book["Chronology"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
    (table,) = sheet.tables.values()
    assert (table.headerRowCount, table.ref, table.autoFilter.ref) == (1, sheet.dimensions, sheet.dimensions)
    assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[1]] == list(TABLE_COLUMNS)
    assert sheet["A1"].font.b
    assert sheet["F2"].alignment.wrap_text
    assert (sheet.column_dimensions["F"].hidden, sheet.column_dimensions["B"].hidden) == (False, True)
    told = book.properties
    assert (told.creator, told.lastModifiedBy, told.title) == ("chronology", "chronology", "Chronology")
    assert (told.created, told.modified) == (told.created, told.created)
    assert told.created is not None
    assert told.created.date() == DAY


def test_the_same_entries_give_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    chronology = case(entry(1, "Seen"))
    first = xlsx_of(chronology)
    monkeypatch.setattr("time.time", lambda: 0.0)
    monkeypatch.setattr("time.localtime", lambda *_: (2001, 1, 1, 0, 0, 0, 0, 1, 0))
    assert xlsx_of(chronology) == first
    assert xlsx_of(case(entry(1, "Not seen"))) != first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2026, 11, 20, 0, 0, 0)}


def test_the_rows_leave_no_file_behind(tmp_path: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr("openpyxl.worksheet._writer.create_temporary_file", refuse)
    assert xlsx_of(case(entry(1, "Seen")))


def test_a_chronology_without_entries_is_a_table_of_headings() -> None:
    assert csv_of(case()).count(b"\r\n") == 1
    sheet = load_workbook(io.BytesIO(xlsx_of(case())))["Chronology"]
    assert [cell.value for cell in sheet[1]] == list(TABLE_COLUMNS)


def test_a_long_text_goes_on_in_columns_of_its_own() -> None:
    text = "word " * 20_000
    (row,) = rows_of(csv_of(case(entry(1, text))))
    names = [name for name in row if name.startswith("summary")]
    assert names == ["summary", "summary continued 2", "summary continued 3", "summary continued 4"]
    assert all(len(row[name]) <= 32_767 for name in names)
    assert "".join(row[name] for name in names) == text.strip()


class Stopped(Exception):
    """The worker thought better of it."""


def test_progress_is_told_and_can_stop_the_writing() -> None:
    many = case(*(entry(1, "Seen").changed(id=UUID(int=100 + n)) for n in range(450)))
    told: list[float] = []
    write_csv(many, Others(), io.BytesIO(), told.append)
    assert told[0] == 0
    assert told[-1] == 1
    assert told == sorted(told)
    assert len(told) == 4

    def stop(_: float) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        write_xlsx(many, Others(), io.BytesIO(), as_of=DAY, on_progress=stop)


def test_the_page_on_importing_names_the_columns_that_an_export_adds() -> None:
    section = page_text("import").partition("## A table that this program exported")[2].partition("\n- ")[0]
    assert tuple(re.findall(r"`(\w+)`", section)) == RECORD_COLUMNS
