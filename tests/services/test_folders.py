"""Completing a path: folders first, capitals make no difference, and a folder that cannot be read is told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from chronology_tui.errors import UsageError
from chronology_tui.services.folders import MOST, list_folder, path_of

CSV = frozenset({".csv"})


def made(folder: Path, *names: str) -> str:
    for name in names:
        path = folder / name
        if name.endswith("/"):
            path.mkdir()
        else:
            path.write_text("", encoding="utf-8")
    return f"{folder}{os.sep}"


def test_folders_come_first_then_files_that_can_be_read(tmp_path: Path) -> None:
    start = made(tmp_path, "b.csv", "A.CSV", "c.png", "z/", ".hidden/")
    assert [(name.text, name.is_folder) for name in list_folder(start, CSV).names] == [
        ("z", True), ("A.CSV", False), ("b.csv", False),
    ]  # fmt: skip
    assert [name.text for name in list_folder(f"{start}.", CSV).names] == [".hidden"]


@pytest.mark.parametrize(
    ("typed", "completed"),
    [("pri", "Print"), ("print-", "Print-out"), ("Print-outs", f"Print-outs{os.sep}"), ("x", "x"), ("l", "letter.csv")],
)
def test_a_name_is_completed_as_far_as_it_is_plain(tmp_path: Path, typed: str, completed: str) -> None:
    start = made(tmp_path, "Print-out 1.csv", "Print-outs/", "Print.csv", "letter.csv")
    assert list_folder(f"{start}{typed}", CSV).completed == f"{start}{completed}"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    listing = list_folder(f"{tmp_path}{os.sep}none{os.sep}x", CSV)
    assert not listing.names
    assert "cannot be read" in listing.trouble


def test_of_very_many_names_the_first_are_listed(tmp_path: Path) -> None:
    start = made(tmp_path, *(f"{n:04}.csv" for n in range(MOST + 7)))
    listing = list_folder(start, CSV)
    assert (len(listing.names), listing.more, listing.completed) == (MOST, 7, start)


def test_what_can_be_no_path_is_refused_in_words() -> None:
    with pytest.raises(UsageError):
        path_of("a\0b")
    assert list_folder(f"a\0{os.sep}", CSV).trouble
    assert path_of(f"~{os.sep}x") == Path.home() / "x"
