"""An export of any format that is cancelled or killed leaves nothing: no half file, no record, and what stood there stands.

A full disk is tried for every format in ``tests/faults/test_disks.py``.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from chronology_tui.services import Casebook, open_casebook
from chronology_tui.services.export_choices import ExportChoices
from chronology_tui.services.export_formats import DOCUMENT_FORMATS, TABLE_FORMATS
from chronology_tui.services.exports import export_records, protected_name
from tests.conftest import PASSPHRASE
from tests.services.test_unfinished_exports import killed
from tests.support.pack_cases import CHILD
from tests.support.pack_exports import ordinary, store_of

FORMATS = (*DOCUMENT_FORMATS, *TABLE_FORMATS)
OLDER = b"what stood there before"


class CancelledError(Exception):
    """What a screen raises when its user cancels."""


class CancelsAt:
    """Cancels as soon as so much of the work is done."""

    def __init__(self, part: float) -> None:
        self._part = part
        self.told: list[float] = []

    def __call__(self, done: float) -> None:
        self.told.append(done)
        if done >= self._part:
            raise CancelledError


@pytest.mark.parametrize("before", [None, OLDER], ids=["new", "over another"])
@pytest.mark.parametrize("part", [0.0, 0.4, 1.0])
@pytest.mark.parametrize("suffix", FORMATS)
def test_cancelled(small_case: Casebook, tmp_path: Path, suffix: str, part: float, before: bytes | None) -> None:
    out, recorded = tmp_path / f"pack{suffix}", len(export_records(small_case))
    if before is not None:
        out.write_bytes(before)
    with pytest.raises(CancelledError):
        small_case.export(CHILD, out, overwrite=True, on_progress=CancelsAt(part))
    assert [path.name for path in tmp_path.iterdir()] == ([] if before is None else [out.name])
    assert before is None or out.read_bytes() == before
    assert len(export_records(small_case)) == recorded


@pytest.mark.parametrize("suffix", FORMATS)
def test_progress_runs_to_its_end(small_case: Casebook, tmp_path: Path, suffix: str) -> None:
    never = CancelsAt(2.0)
    small_case.export(CHILD, tmp_path / f"pack{suffix}", on_progress=never)
    assert never.told == sorted(never.told)
    assert 0.0 <= never.told[0] <= never.told[-1] == 1.0


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")
@pytest.mark.parametrize("suffix", FORMATS)
def test_the_file_is_for_its_user_only(small_case: Casebook, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"pack{suffix}"
    choices = ExportChoices(password="seven invented lantern words" if suffix == ".pdf" else "")
    before = os.umask(0)
    try:
        small_case.export(CHILD, out, choices)
    finally:
        os.umask(before)
    made = [out, protected_name(out)] if suffix == ".pdf" else [out]
    assert [stat.S_IMODE(path.stat().st_mode) for path in made] == [0o600] * len(made)


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("suffix", FORMATS)
def test_killed_when_all_is_written_and_nothing_recorded(tmp_path: Path, suffix: str) -> None:
    with store_of(tmp_path, 5, ordinary):
        pass
    folder = tmp_path / "out"
    folder.mkdir()
    out = folder / f"pack{suffix}"
    out.write_bytes(OLDER)
    killed(tmp_path / "case.chron", out, "written")
    assert out.read_bytes() == OLDER
    assert len(list(folder.iterdir())) == 2, "the killed process left what it had written"
    with open_casebook(tmp_path / "case.chron", PASSPHRASE) as book:
        assert [path.name for path in folder.iterdir()] == [out.name]
        assert out.read_bytes() == OLDER
        assert export_records(book) == ()
