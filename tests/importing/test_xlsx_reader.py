"""Workbooks: a sheet is read like a delimited file, whatever a spreadsheet makes of its cells; a hostile file is refused."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.kinds import Kind
from chronology_tui.importing import files, xlsx_reader
from chronology_tui.importing.candidates import IssueCode, Reading, UnreadableFile
from chronology_tui.importing.mapping import ColumnMap
from chronology_tui.importing.rows import read_xlsx
from chronology_tui.importing.xlsx_reader import read_workbook
from tests.conftest import TODAY
from tests.support.cli import Cli

HEADINGS = ("date", "kind", "summary")


def saved(folder: Path, book: Workbook) -> Path:
    path = folder / "table.xlsx"
    book.save(path)
    book.close()
    return path


def sheet_of(rows: Sequence[Sequence[Any]]) -> Workbook:
    book = Workbook()
    for row in rows:
        active(book).append(list(row))
    return book


def active(book: Workbook) -> Worksheet:
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    return sheet


def read(path: Path) -> Reading:
    return read_xlsx(path, ColumnMap(), DateContext(today=TODAY))


def cells(path: Path) -> list[tuple[int, list[str]]]:
    return list(read_workbook(path, lambda row: {"date", "summary"} <= set(row)))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2024, 3, 14), "14/03/2024"),
        (datetime(2024, 3, 14, 14, 30), "14/03/2024 14:30"),  # noqa: DTZ001 - a spreadsheet knows no zone
        (time(14, 30), "14:30"),
        (timedelta(hours=26, minutes=5), "26:05"),
        (9434765919, "9434765919"),
        (16.4, "16.4"),
        (3.0, "3"),
        (12345678901234567890, "1.23456789012346E+19"),
        (0.0000001, "0.0000001"),
        (True, "yes"),
        ("  as typed\n", "  as typed\n"),
        ("#N/A", ""),
    ],
    ids=str,
)
def test_what_a_cell_holds_as_text(tmp_path: Path, value: object, text: str) -> None:
    path = saved(tmp_path, sheet_of([("date", "summary", "x"), ("1/1/2024", "a", value)]))
    assert cells(path)[1] == (2, ["1/1/2024", "a", text])


def test_dates_and_numbers_of_a_spreadsheet_make_an_entry(tmp_path: Path) -> None:
    rows = [
        ("Date", "Kind", "Summary", "Value", "Key", "NHS number"),
        (datetime(2024, 3, 4, 9, 15), "Weight", "", 16.4, True, 9434765919),  # noqa: DTZ001 - likewise
        (date(2024, 4, 5), "wnb", "", None, False, 12345678901234567890),
    ]
    reading = read(saved(tmp_path, sheet_of(rows)))
    first, second = reading.candidates
    assert (first.fields["when"].earliest, first.fields["at"], first.fields["kind"]) == (
        date(2024, 3, 4),
        time(9, 15),
        Kind.WEIGHT,
    )
    assert (str(first.fields["details"].value), first.fields["key"]) == ("16.4", True)
    assert first.fields["notes"] == "NHS number: 9434765919"
    assert (second.fields["when"].earliest, second.fields["kind"]) == (date(2024, 4, 5), Kind.WAS_NOT_BROUGHT)
    assert [(i.row, i.code) for i in reading.issues] == [(1, IssueCode.COLUMN_UNKNOWN), (3, IssueCode.NUMBER_DAMAGED)]


def test_the_sheet_with_the_headings_is_read_wherever_it_stands(tmp_path: Path) -> None:
    book = sheet_of([("Notes on this file",), ("made by the clinic",)])
    hidden = book.create_sheet("Old")
    hidden.append(HEADINGS)
    hidden.append(("1/1/2020", "note", "old"))
    hidden.sheet_state = "hidden"
    sheet = book.create_sheet("Contacts")
    for column, text in zip("CDE", HEADINGS, strict=True):
        sheet[f"{column}4"] = text
    sheet["C1"] = "Contacts of the clinic"
    sheet["C6"], sheet["E6"] = "14/3/2024", "Seen"
    reading = read(saved(tmp_path, book))
    assert [(c.row, c.fields["summary"], c.fields["when"].text) for c in reading.candidates] == [(6, "Seen", "14/3/2024")]


def test_a_cell_merged_over_rows_holds_for_each_and_over_columns_only_for_the_first(tmp_path: Path) -> None:
    book = sheet_of([HEADINGS, ("14/3/2024", "note", "a"), ("", "note", "b"), (None, None, "c"), ("15/3/2024", "wnb", None)])
    active(book).merge_cells("A2:A4")
    active(book).merge_cells("B5:C5")
    assert cells(saved(tmp_path, book))[1:] == [
        (2, ["14/3/2024", "note", "a"]),
        (3, ["14/3/2024", "note", "b"]),
        (4, ["14/3/2024", "", "c"]),
        (5, ["15/3/2024", "wnb", ""]),
    ]


def test_a_workbook_without_our_headings_names_those_that_it_has(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"no column is the date \(the headings are 'day', 'story'"):
        read(saved(tmp_path, sheet_of([("day", "story"), ("1/1/2024", "x")])))
    with pytest.raises(UnreadableFile, match="empty"):
        read(saved(tmp_path, Workbook()))


# --- hostile files


def packed(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def whole() -> dict[str, bytes]:
    out = BytesIO()
    sheet_of([HEADINGS, ("14/3/2024", "note", "Seen")]).save(out)
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_sheet(change: Callable[[bytes], bytes]) -> bytes:
    parts = whole()
    parts["xl/worksheets/sheet1.xml"] = change(parts["xl/worksheets/sheet1.xml"])
    return packed(parts)


def _far(sheet: bytes) -> bytes:
    far = b'<row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row></sheetData>'
    return sheet.replace(b"</sheetData>", far)


def _bomb(sheet: bytes) -> bytes:
    return sheet.replace(b"</sheetData>", b"</sheetData>" + b" " * 3_000_000)


def _entity(sheet: bytes) -> bytes:
    return b'<!DOCTYPE w [<!ENTITY a "aaaa">]>' + sheet


def _encrypted() -> bytes:
    content = bytearray(packed(whole()))
    at = content.find(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "it is empty"),
        (b"date,summary\n14/3/2024,x\n", "it is damaged, or no Excel workbook"),
        (b"PK\x03\x04" + b"x" * 100, "it is damaged, or no Excel workbook"),
        (packed(whole())[:-400], "it is damaged, or no Excel workbook"),
        (packed({"a.txt": b"x"}), "it is damaged, or no Excel workbook"),
        (packed({**whole(), "xl/workbook.xml": b"<a>"}), "it is damaged, or no Excel workbook"),
        (packed({**whole(), "xl/workbook.xml": b"<a/>"}), "it is damaged, or no Excel workbook"),
        (with_sheet(_entity), "it is damaged, or no Excel workbook"),
        (with_sheet(lambda sheet: sheet[:-30]), "it is damaged, or no Excel workbook"),
        (with_sheet(_far), "its cells are spread over an area of more than 10,000,000"),
        (with_sheet(_bomb), "it unpacks to more than 1 MB"),
        (OLE, "the old kind"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (_encrypted(), "protected with a password"),
    ],
    ids=[
        "empty", "text", "no-zip", "cut", "no-parts", "no-xml", "no-sheets", "entities", "cut-sheet", "far-corner", "bomb", "xls",
        "encrypted", "zip-password",
    ],
)  # fmt: skip
def test_a_file_that_is_no_workbook_is_refused_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, why: str
) -> None:
    monkeypatch.setattr(xlsx_reader, "MAX_UNPACKED", 1024 * 1024)
    path = tmp_path / "table.xlsx"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        read(path)
    assert why in str(refused.value)
    assert str(refused.value).startswith("table.xlsx cannot be read: ")
    assert str(refused.value).endswith("Nothing was added.")
    assert "\n" not in str(refused.value)


def test_a_head_that_tells_a_smaller_size_gets_no_further(tmp_path: Path) -> None:
    content = with_sheet(_bomb)
    size = len(_bomb(whole()["xl/worksheets/sheet1.xml"])).to_bytes(4, "little")
    assert content.count(size) >= 1
    path = tmp_path / "table.xlsx"
    path.write_bytes(content.replace(size, (1000).to_bytes(4, "little")))
    with pytest.raises(UnreadableFile, match="damaged"):
        read(path)


def test_limits_of_rows_cells_and_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, sheet_of([HEADINGS, *([("14/3/2024", "note", "x" * 100)] * 20)]))
    monkeypatch.setattr(xlsx_reader, "MAX_CELL", 99)
    with pytest.raises(UnreadableFile, match="row 2 holds a cell of more than 99"):
        read(path)
    monkeypatch.setattr(xlsx_reader, "MAX_ROWS", 1)
    with pytest.raises(UnreadableFile, match="more than 1 rows"):
        read(path)
    monkeypatch.setattr(files, "MAX_BYTES", 1)
    with pytest.raises(UnreadableFile, match="larger than"):
        read(path)


# --- the command


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    return Cli(tmp_path, capsys, monkeypatch).with_child()


def test_the_command_reads_a_workbook_by_suffix_or_by_name(cli: Cli, tmp_path: Path) -> None:
    path = saved(tmp_path, sheet_of([(*HEADINGS, "source"), (date(2024, 3, 14), "wnb", "Physiotherapy", "Letter")]))
    done = cli("import", cli.store, path, "--json")
    assert (done.code, done.json["added"], done.json["issues"]) == (0, 1, [])
    other = path.rename(tmp_path / "table.bin")
    assert cli("import", cli.store, other, "--format", "xlsx", "--json").json["duplicates"] == 1
    refused = cli("import", cli.store, other, "--format", "csv")
    assert (refused.code, refused.out) == (4, "")
    assert "it is not a text file" in refused.err
