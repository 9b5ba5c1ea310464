"""Looking at a table before it is imported: its columns, each row and what becomes of it; then importing just that."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.importing.mapping import ColumnMap, assign_columns, read_map
from chronology_tui.services import Casebook
from chronology_tui.services.errors import FileExists, ImportCancelled
from chronology_tui.services.import_checks import (
    ColumnUse,
    ImportCheck,
    ImportStage,
    RowFate,
    UnreadableFile,
    check_import,
    import_checked,
)
from chronology_tui.services.import_maps import save_map, with_choices
from chronology_tui.services.undoing import undo

NONE = ColumnMap()


@pytest.fixture
def child(casebook: Casebook) -> UUID:
    return casebook.add_child("Sam Tarn", "3/4/2019").id


def write(folder: Path, text: str, name: str = "table.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def uses(check: ImportCheck) -> list[tuple[str, str, str]]:
    return [(column.heading, column.use.value, column.field) for column in check.columns]


def test_each_column_is_told_with_a_sample(casebook: Casebook, child: UUID, tmp_path: Path) -> None:
    path = write(tmp_path, "Date,Event,summary continued 2,Clerk\n,,,\n1/2/2024,Seen,and heard,AB\n")
    check = check_import(casebook, child, path, with_choices(NONE, {"Clerk": ""}))
    assert uses(check) == [
        ("Date", "field", "date"), ("Event", "field", "summary"), ("summary continued 2", "continues", "summary"),
        ("Clerk", "left-out", ""),
    ]  # fmt: skip
    assert [column.sample for column in check.columns] == ["1/2/2024", "Seen", "and heard", "AB"]


def test_without_a_date_column_the_columns_are_told_and_nothing_else(casebook: Casebook, child: UUID, tmp_path: Path) -> None:
    check = check_import(casebook, child, write(tmp_path, "Day,Said\n1/2/2024,Seen\n"), NONE)
    assert check.lacking == ("date", "summary")
    assert check.report is None
    assert {column.use for column in check.columns} == {ColumnUse.NOTES}
    with pytest.raises(ValueError, match="missing"):
        import_checked(casebook, check)


def test_every_row_has_its_fate(casebook: Casebook, child: UUID, tmp_path: Path) -> None:
    casebook.import_table(child, write(tmp_path, "date,summary\n1/2/2024,There\n"))
    check = check_import(casebook, child, write(tmp_path, "date,summary\n1/2/2024,There\n2/2/2024,New\n2/2/2024,New\n"), NONE)
    assert [(row.row, row.fate) for row in check.rows] == [(2, RowFate.THERE), (3, RowFate.NEW), (4, RowFate.THERE)]
    assert check.adds == 1


def test_what_was_looked_at_is_compared_anew_when_it_is_imported(casebook: Casebook, child: UUID, tmp_path: Path) -> None:
    path = write(tmp_path, "date,summary\n1/2/2024,Seen\n2/2/2024,Heard\n")
    check = check_import(casebook, child, path, NONE)
    casebook.import_table(child, write(tmp_path, "date,summary\n1/2/2024,Seen\n"))
    path.unlink()
    report = import_checked(casebook, check)
    assert (len(report.added), report.duplicates) == (1, (2,))
    undo(casebook)
    assert len(casebook.chronology(child)) == 1


@pytest.mark.parametrize("stage", list(ImportStage))
def test_it_can_be_stopped_at_every_stage_with_nothing_changed(
    casebook: Casebook, child: UUID, tmp_path: Path, stage: ImportStage
) -> None:
    path = write(tmp_path, "date,summary\n" + "".join(f"1/2/2024,Row {n}\n" for n in range(1200)))
    head, seen = casebook.history_head(), list[tuple[ImportStage, int, int]]()

    def on_progress(now: ImportStage, done: int, whole: int) -> None:
        seen.append((now, done, whole))
        if now is stage and done:
            raise ImportCancelled

    with pytest.raises(ImportCancelled):
        import_checked(casebook, check_import(casebook, child, path, NONE, on_progress), on_progress)
    assert seen[-1][0] is stage
    assert casebook.history_head() == head
    assert len(casebook.chronology(child)) == 0


def test_a_table_in_pieces_is_one_step_of_undo(casebook: Casebook, child: UUID, tmp_path: Path) -> None:
    path = write(tmp_path, "date,summary,source\n" + "".join(f"1/2/2024,Row {n},S{n % 3}\n" for n in range(1200)))
    import_checked(casebook, check_import(casebook, child, path, NONE))
    assert len(casebook.chronology(child)) == 1200
    assert undo(casebook).words == "added 3 sources and 1,200 entries"
    assert len(casebook.chronology(child)) == 0
    assert not casebook.sources()


def test_a_file_that_cannot_be_read_is_refused(casebook: Casebook, child: UUID, tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="Nothing was added"):
        check_import(casebook, child, tmp_path / "none.csv", NONE)


def test_a_choice_goes_before_names_and_the_other_column_becomes_notes() -> None:
    headings = ["date", "Event", "Said", "Outcome", "Remarks"]
    chosen = with_choices(NONE, {"Said": "summary", "Outcome": "notes", "Remarks": "notes"})
    columns = assign_columns(headings, chosen)
    assert dict(columns.fields) == {0: "date", 2: "summary", 3: "notes"}
    assert columns.unknown == (1, 4), "a column that was chosen for a taken field is not given another by its name"


text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@given(st.dictionaries(text, st.sampled_from(["date", "summary", ""]), max_size=5), st.dictionaries(st.just("source"), text))
def test_a_saved_map_reads_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, columns: dict[str, str], defaults: dict[str, str]
) -> None:
    column_map = with_choices(ColumnMap(defaults=defaults), columns)
    path = tmp_path_factory.mktemp("map") / "map.toml"
    save_map(path, column_map)
    assert read_map(path) == column_map


def test_a_map_file_is_not_written_over_unasked(tmp_path: Path) -> None:
    path = write(tmp_path, "mine", "map.toml")
    with pytest.raises(FileExists):
        save_map(path, NONE)
    assert path.read_text(encoding="utf-8") == "mine"
    save_map(path, NONE, overwrite=True)
    assert read_map(path) == NONE
