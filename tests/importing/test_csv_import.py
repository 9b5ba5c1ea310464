"""Importing tables: every row is an entry, a duplicate or an issue with its row number; nothing else, nothing lost."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import AdmissionDetails, AppointmentDetails, Event, MeasurementDetails
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.vocabulary import ContactMode, Handling
from chronology_tui.importing import files
from chronology_tui.importing.candidates import IssueCode, UnreadableFile
from chronology_tui.importing.mapping import BadMap, ColumnMap, read_map
from chronology_tui.importing.rows import read_csv
from chronology_tui.services import Casebook, ImportReport
from tests.conftest import TODAY


def write(folder: Path, text: str, encoding: str = "utf-8", name: str = "table.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def imported(casebook: Casebook, path: Path, map_file: Path | None = None) -> tuple[ImportReport, tuple[Event, ...]]:
    child = casebook.children()[0] if casebook.children() else casebook.add_child("S. Tarn", "3/4/2019")
    report = casebook.import_table(child.id, path, map_file=map_file)
    return report, casebook.chronology(child.id).events


def codes(report: ImportReport) -> list[tuple[int, str]]:
    return [(issue.row, issue.code.value) for issue in report.issues]


def test_all_columns_are_read(casebook: Casebook, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "Date,Time,Kind,Service,Summary,Source,Page,Severity,Likelihood,Key,child_seen,Impact,Handling,"
        "Notice_days,Mode,critical,brought_by\n"
        "14/03/2024,14:30,wnb,Physiotherapy,Second letter unanswered,Clinic letter,2,high,3,yes,no,harm,restricted; third party,"
        "1,telephone,yes,Nana\n",
    )
    report, (event,) = imported(casebook, path)
    assert not report.issues
    assert (event.kind, event.service, event.summary, event.page) == (
        Kind.WAS_NOT_BROUGHT, "Physiotherapy", "Second letter unanswered", "2",
    )  # fmt: skip
    assert (event.at.isoformat() if event.at else "", event.severity, int(event.likelihood), event.key) == (
        "14:30:00",
        Severity.HIGH,
        3,
        True,
    )
    assert event.handling == (Handling.RESTRICTED, Handling.THIRD_PARTY)
    assert event.details == AppointmentDetails(mode=ContactMode.TELEPHONE, critical=True, notice_days=1)
    assert event.brought_by == "Nana"
    assert casebook.sources()[0].title == "Clinic letter"


def test_typed_details_of_admissions_and_measures(casebook: Casebook, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "date,kind,summary,value,nights,reason,planned\n"
        "2/5/2024,admission,Seizures,,3,status epilepticus,no\n3/6/2024,weight,,16.4,,,\n",
    )
    _, (stay, weight) = imported(casebook, path)
    assert stay.details == AdmissionDetails(reason="status epilepticus", nights=3)
    assert isinstance(weight.details, MeasurementDetails)
    assert (str(weight.details.value), weight.details.unit) == ("16.4", "kg")


def test_a_word_table_maps_by_itself(casebook: Casebook, tmp_path: Path) -> None:
    path = write(tmp_path, "Date;Event;Source;Action taken\n14/3/24;Not brought to clinic;Letter;Second letter sent\n")
    report, (event,) = imported(casebook, path)
    assert (event.summary, event.action, report.issues) == ("Not brought to clinic", "Second letter sent", ())


def test_undated_and_uncertain_rows_are_kept(casebook: Casebook, tmp_path: Path) -> None:
    path = write(tmp_path, "date,summary\n,No date at all\nundated,Background\nabout March 2021,Rash\nbefore 2.6.08,Older\n")
    report, events = imported(casebook, path)
    assert len(report.added) == 4
    assert [e.when.is_undated for e in events] == [True, True, False, False]
    assert codes(report) == [(2, "undated"), (3, "undated"), (5, "date-remark")]


def test_a_bad_row_is_an_issue_with_its_row_and_the_rest_loads(casebook: Casebook, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "date,summary,kind,severity\n14/3/2024,Good,,\n"
        "31/02/2024,Impossible day,,\nDNA,Not a date,,\n15/3/2024,,,\n16/3/2024,Odd,telepathy,9\n",
    )
    report, events = imported(casebook, path)
    assert [e.summary for e in events] == ["Good", "Odd"]
    assert codes(report) == [
        (3, "date-refused"), (4, "date-refused"), (5, "row-empty"), (6, "kind-unknown"), (6, "value-unknown"),
    ]  # fmt: skip
    assert "2024" in report.issues[0].message
    assert report.skipped == 3
    assert report.needs_a_look
    assert "telepathy" in events[1].notes
    assert "9" in events[1].notes


def test_rows_inside_quotes_keep_the_row_numbers_of_a_spreadsheet(casebook: Casebook, tmp_path: Path) -> None:
    path = write(tmp_path, 'date,summary\n14/3/2024,"two\nlines"\nnonsense,x\n')
    report, (event,) = imported(casebook, path)
    assert event.summary == "two\nlines"
    assert codes(report) == [(3, "date-refused")]


def test_the_same_file_twice_adds_nothing_and_a_copy_of_a_row_is_added_once(casebook: Casebook, tmp_path: Path) -> None:
    path = write(
        tmp_path, "date,kind,summary,source\n14/3/2024,wnb,Physio,Letter\n14/03/24,WNB,physio ,letter\nundated,note,Knee,Letter\n"
    )
    first, events = imported(casebook, path)
    assert (len(first.added), first.duplicates) == (2, (3,))
    again, same = imported(casebook, path)
    assert (len(again.added), again.duplicates) == (0, (2, 3, 4))
    assert same == events


def test_two_different_entries_of_one_day_are_not_duplicates(casebook: Casebook, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "date,kind,service,summary,source\n14/3/2024,wnb,Physio,x,L\n"
        "14/3/2024,wnb,Dentist,x,L\n14/3/2024,wnb,Physio,x,Other letter\n",
    )
    assert len(imported(casebook, path)[0].added) == 3


def test_unknown_columns_are_kept_as_notes_and_reported(casebook: Casebook, tmp_path: Path) -> None:
    path = write(tmp_path, "date,summary,Ward round\n14/3/2024,Seen,Discussed\n15/3/2024,Seen again,,spill,over\n")
    report, (first, second) = imported(casebook, path)
    assert codes(report) == [(1, "column-unknown"), (3, "row-ragged")]
    assert first.notes == "Ward round: Discussed"
    assert second.notes == "spill; over"
    assert not report.needs_a_look


def test_a_year_that_is_not_written_comes_from_the_row_above_and_is_said(casebook: Casebook, tmp_path: Path) -> None:
    path = write(tmp_path, "date,summary\n1 October 2023,First\n8 October,Second\n")
    report, (_, second) = imported(casebook, path)
    assert second.when.earliest is not None
    assert second.when.earliest.isoformat() == "2023-10-08"
    assert codes(report) == [(3, "date-remark")]


def test_nhs_attendance_codes(casebook: Casebook, tmp_path: Path) -> None:
    rows = "".join(f"0{n}/03/2024,clinic,{code}\n" for n, code in enumerate("234567", 1))
    _, events = imported(casebook, write(tmp_path, "date,summary,attendance\n" + rows))
    assert [e.kind for e in events] == [
        Kind.CANCELLED_BY_FAMILY, Kind.WAS_NOT_BROUGHT, Kind.CANCELLED_BY_SERVICE, Kind.ATTENDED, Kind.ATTENDED_LATE,
        Kind.LATE_NOT_SEEN,
    ]  # fmt: skip


def test_a_number_that_a_spreadsheet_has_cut_is_refused_by_name(casebook: Casebook, tmp_path: Path) -> None:
    report, (event,) = imported(casebook, write(tmp_path, "date,summary,NHS number\n14/3/2024,Seen,9.43E+09\n"))
    assert (2, "number-damaged") in codes(report)
    assert "9.43" not in event.notes


def test_the_formula_escape_of_a_spreadsheet_is_taken_off(casebook: Casebook, tmp_path: Path) -> None:
    _, (event,) = imported(casebook, write(tmp_path, "date,summary\n14/3/2024,'=HYPERLINK(x)\n"))
    assert event.summary == "=HYPERLINK(x)"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_encodings_and_delimiters(casebook: Casebook, tmp_path: Path, encoding: str, delimiter: str) -> None:
    text = delimiter.join(("date", "summary")) + "\r\n" + delimiter.join(("14/3/2024", "Siân’s café visit")) + "\r\n"
    _, (event,) = imported(casebook, write(tmp_path, text, encoding))
    assert event.summary == "Siân’s café visit"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "empty"),
        (b"  \n \n", "empty"),
        (b"\x7fELF\x02\x01\x01\x00\x00\x00" * 50, "zero bytes"),
        (b"date,summary\n14/3/2024,\x81\x8d\x8f\n", "line 2"),
        (b"\xff\xfed\x00a", "UTF-16"),
        (b'date,summary\n14/3/2024,"never closed\n', "row 2"),
        (b"day,story\n14/3/2024,x\n", "no column is the date"),
        (b"date,story\n14/3/2024,x\n", "no column is the summary"),
        (bytes(range(1, 32)) * 40, "not a text file"),
    ],
    ids=["empty", "blank", "binary", "undefined-byte", "cut-utf16", "open-quote", "no-date", "no-summary", "controls"],
)
def test_a_file_that_cannot_be_read_adds_nothing(casebook: Casebook, tmp_path: Path, content: bytes, why: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFile, match=why):
        imported(casebook, path)
    assert len(casebook.chronology(casebook.children()[0].id)) == 0


def test_missing_directory_and_too_large_are_told(casebook: Casebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UnreadableFile, match="no such file"):
        imported(casebook, tmp_path / "none.csv")
    with pytest.raises(UnreadableFile, match="directory"):
        imported(casebook, tmp_path)
    monkeypatch.setattr(files, "MAX_BYTES", 1024 * 1024)
    path = tmp_path / "large.csv"
    path.write_bytes(b"date,summary\n14/3/2024," + b"x" * (2 * 1024 * 1024))
    with pytest.raises(UnreadableFile, match="larger than 1 MB"):
        imported(casebook, path)


def test_a_cell_that_is_too_long_is_told_with_its_row(casebook: Casebook, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="row 2 holds a cell"):
        imported(casebook, write(tmp_path, "date,summary\n14/3/2024," + "x" * 300_000 + "\n"))


def test_a_map_file_says_which_column_is_which(casebook: Casebook, tmp_path: Path) -> None:
    map_file = tmp_path / "map.toml"
    map_file.write_text(
        '[columns]\nWhen = "date"\nStory = "summary"\nInternal = ""\n[kinds]\n'
        'FTA = "wnb"\n[defaults]\nsource = "Old system"\nkind = "FTA"\n'
    )
    report, (event,) = imported(casebook, write(tmp_path, "when,STORY,internal\n14/3/2024,Clinic,secret\n"), map_file)
    assert (event.kind, event.summary, event.notes) == (Kind.WAS_NOT_BROUGHT, "Clinic", "")
    assert casebook.sources()[0].title == "Old system"
    assert codes(report) == [(1, "column-ignored")]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('[columns]\nA = "no_such_field"\n', "no field 'no_such_field'"),
        ('[kinds]\nA = "no_such_kind"\n', "no kind 'no_such_kind'"),
        ('[surprise]\nA = "date"\n', r"\[surprise\]"),
        ("[columns\n", "not TOML"),
        ("columns = 3\n", "not a table"),
        ("[columns]\nA = [1]\n", "not a text"),
    ],
)
def test_a_bad_map_is_refused_with_the_reason(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "map.toml"
    path.write_text(text)
    with pytest.raises(BadMap, match=why):
        read_map(path)


def test_a_dry_run_writes_nothing(casebook: Casebook, tmp_path: Path) -> None:
    child = casebook.add_child("S. Tarn", "3/4/2019")
    head = casebook.history_head()
    report = casebook.import_table(child.id, write(tmp_path, "date,summary\n14/3/2024,Seen\n"), dry_run=True)
    assert (len(report.added), report.dry_run) == (1, True)
    assert len(casebook.chronology(child.id)) == 0
    assert casebook.history_head() == head


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=12))
def test_every_row_is_an_entry_a_duplicate_or_a_skipped_row(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]]
) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([("date", "kind", "summary"), *rows])
    if "\x00" in out.getvalue():
        return
    folder = tmp_path_factory.mktemp("rows")
    reading = read_csv(write(folder, out.getvalue()), ColumnMap(), DateContext(today=TODAY))
    kept = {c.row for c in reading.candidates}
    skipped = {i.row for i in reading.issues if i.code in {IssueCode.DATE_REFUSED, IssueCode.ROW_EMPTY}}
    expected = {n for n, row in enumerate(rows, 2) if any(cell.strip() for cell in row)}
    assert kept | skipped == expected
    assert not kept & skipped
