"""Tables as they come: what is no table, what Excel puts before it, and map files as editors save them."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest

from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.kinds import Kind
from chronology_tui.importing.candidates import UnreadableFile
from chronology_tui.importing.mapping import BadMap, ColumnMap, read_map
from chronology_tui.importing.rows import read_csv
from tests.conftest import TODAY

DATES = DateContext(today=TODAY)


def file(folder: Path, content: bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf\r\n", b",,\n , \n", b"sep=;\r\n"])
def test_a_table_without_a_word_is_empty(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UnreadableFile, match="it is empty"):
        read_csv(file(tmp_path, content), ColumnMap(), DATES)


@pytest.mark.parametrize("head", [b"sep=;\r\n", b"\xef\xbb\xbfSEP=;\n"])
def test_the_line_that_names_the_delimiter_is_obeyed_and_counted(tmp_path: Path, head: bytes) -> None:
    reading = read_csv(
        file(tmp_path, head + b"date;summary, in full, as told\nnonsense;y\n"),
        ColumnMap({"summary in full as told": "summary"}),
        DATES,
    )
    assert [issue.row for issue in reading.issues] == [3]


def test_an_attendance_code_keeps_its_meaning_with_a_nought_before_it(tmp_path: Path) -> None:
    reading = read_csv(file(tmp_path, b"date,summary,attendance\n14/3/24,x,03\n15/3/24,y,00\n"), ColumnMap(), DATES)
    assert [candidate.fields["kind"] for candidate in reading.candidates] == [Kind.WAS_NOT_BROUGHT, Kind.NOTE]


def test_a_map_as_notepad_saves_it(tmp_path: Path) -> None:
    path = tmp_path / "map.toml"
    path.write_bytes(
        b'\xef\xbb\xbf[columns]\nDatum = "Date"\nKind = "Child Seen"\n[defaults]\ndate = 2021-03-04\n"Days Supplied" = 28\n'
    )
    column_map = read_map(path)
    assert dict(column_map.columns) == {"datum": "date", "kind": "child_seen"}
    assert dict(column_map.defaults) == {"date": "2021-03-04", "days_supplied": "28"}


@pytest.mark.parametrize("content", [b"a=" + b"[" * 5000, b"#" * (1024 * 1024 + 1)], ids=["deep", "large"])
def test_a_hostile_map_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "map.toml"
    path.write_bytes(content)
    with pytest.raises(BadMap, match=r"nested too deeply|larger than 1 MB|not TOML"):
        read_map(path)


@pytest.mark.parametrize(
    ("date_cell", "time_cell", "at"),
    [
        ("14/3/24 09:30", "", time(9, 30)),
        ("2024-03-14T10:05:59.5Z", "", time(10, 5)),
        ("14/3/24 2:15 pm", "", time(14, 15)),
        ("14/03/2024 00:00:00", "", None),
        ("14/3/24 09:30", "11:45", time(11, 45)),
        ("14/3/24", "9am", time(9)),
        ("14/3/24", "12.30pm", time(12, 30)),
        ("14/3/24", "9", None),
        ("14/3/24", "25:00", None),
    ],
)
def test_a_time_of_day_is_read_where_it_stands(tmp_path: Path, date_cell: str, time_cell: str, at: time | None) -> None:
    content = f"date,time,summary\n{date_cell},{time_cell},x\n".encode()
    (candidate,) = read_csv(file(tmp_path, content), ColumnMap(), DATES).candidates
    assert candidate.fields.get("at") == at
