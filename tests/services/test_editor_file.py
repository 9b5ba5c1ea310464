"""A text in the worker's own editor: the file is private, and nothing of it is left, whatever the editor does."""

from __future__ import annotations

import stat
import sys
import tempfile
from pathlib import Path

import pytest

from chronology_tui.services.editor_file import EditorRefused, edited_outside, editor_command, place_of_files

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="permissions are told otherwise there")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return tmp_path


def test_the_file_is_private_while_the_editor_is_open_and_wiped_afterwards(place: Path) -> None:
    seen: dict[str, object] = {}

    def run(command: list[str]) -> int:
        file = Path(command[-1])
        seen["modes"] = (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode))
        seen["text"] = file.read_text(encoding="utf-8")
        file.with_name("text.txt~").write_text("a copy", encoding="utf-8")
        file.write_text("new\nwords\n", encoding="utf-8")
        return 0

    assert edited_outside("old words", ["ed"], run) == "new\nwords"
    assert seen == {"modes": (0o600, 0o700), "text": "old words\n"}
    assert list(place.iterdir()) == []


@pytest.mark.parametrize(("left", "why"), [(b"\xff\xfe", "not UTF-8"), (b"x" * 4_000_001, "too long")])
def test_what_cannot_be_taken_over_is_refused_and_wiped(place: Path, left: bytes, why: str) -> None:
    def run(command: list[str]) -> int:
        Path(command[-1]).write_bytes(left)
        return 0

    with pytest.raises(EditorRefused, match=why):
        edited_outside("words", ["ed"], run)
    assert list(place.iterdir()) == []


def test_an_editor_that_fails_or_takes_the_file_away_leaves_the_text_as_it_was(place: Path) -> None:
    with pytest.raises(EditorRefused, match="code 3"):
        edited_outside("words", ["ed"], lambda _: 3)

    def gone(command: list[str]) -> int:
        Path(command[-1]).unlink()
        return 0

    with pytest.raises(EditorRefused, match="stays as it was"):
        edited_outside("words", ["ed"], gone)
    with pytest.raises(EditorRefused, match="stays as it was"):
        edited_outside("words", [str(place / "no-such-program")])
    assert list(place.iterdir()) == []


def test_what_a_run_that_was_killed_left_is_cleared_away_by_the_next(place: Path) -> None:
    stray = place / "chronology-edit-4194304-abc"  # beyond the largest process number
    stray.mkdir()
    (stray / "text.txt").write_text("left behind", encoding="utf-8")
    other = place / "chronology-edit-notes"
    other.mkdir()
    edited_outside("words", ["ed"], lambda _: 0)
    assert list(place.iterdir()) == [other]


def test_text_is_unchanged_by_an_editor_that_changes_nothing(place: Path) -> None:
    for text in ("", "one", "one\ntwo", "ends\n", "wide 漢字 e\u0301"):
        assert edited_outside(text, ["ed"], lambda _: 0) == text
    assert place.is_dir()


def test_the_editor_is_the_one_that_the_worker_named() -> None:
    path = {"PATH": str(Path(sys.executable).parent)}
    program = Path(sys.executable).name
    assert editor_command({"VISUAL": f"{program} -X", "EDITOR": "other", **path}) == [program, "-X"]
    assert editor_command({"EDITOR": program, **path}) == [program]
    for environ in ({}, {"EDITOR": " "}, {"EDITOR": "no-such-editor", **path}, {"EDITOR": "'unclosed", **path}):
        with pytest.raises(EditorRefused):
            editor_command(environ)


def test_without_a_folder_in_memory_the_temporary_folder_is_taken(tmp_path: Path) -> None:
    assert place_of_files({"XDG_RUNTIME_DIR": str(tmp_path)}) == tmp_path
    assert place_of_files({}) == place_of_files({"XDG_RUNTIME_DIR": str(tmp_path / "none")}) == Path(tempfile.gettempdir())
