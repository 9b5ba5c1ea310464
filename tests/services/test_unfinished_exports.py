"""An export that a killed program left unfinished is taken back by the next opening of the store, and said so."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from chronology_tui.services import create_casebook, open_casebook
from chronology_tui.services.errors import FileNotWritten
from chronology_tui.services.exports import export_records
from chronology_tui.services.files import Aside
from chronology_tui.services.trust import verify_store
from tests.conftest import PASSPHRASE

_KILLED = """
import os, signal, sys
from pathlib import Path
from chronology_tui.services import files, open_casebook
from chronology_tui.services.files import Aside

def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

store, out, moment, passphrase = sys.argv[1:]
take_name = Aside.take_name
if moment == "written":
    Aside.take_name = die
elif moment == "named":
    Aside.take_name = lambda self: (take_name(self), die())
elif moment == "kept":
    files._take_name = die
else:
    Aside.clear = die
with open_casebook(Path(store), passphrase) as book:
    book.export(book.children()[0].id, Path(out), overwrite=True)
"""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")


def killed(store: Path, out: Path, moment: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", _KILLED, str(store), str(out), moment, PASSPHRASE],
        check=False, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert ran.returncode == -9


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "case.chron"
    with create_casebook(path, PASSPHRASE) as book:
        child = book.add_child("Sam Tarn", "3/4/2019")
        book.add_line(child.id, "14/3/2024 gp Seen", "letter")
    (tmp_path / "out").mkdir()
    return path


@pytest.mark.parametrize("before", [None, b"an older file"], ids=["new", "over another"])
@pytest.mark.parametrize("moment", ["written", "kept", "named"])
def test_an_export_without_its_record_is_taken_back(store: Path, moment: str, before: bytes | None) -> None:
    out = store.parent / "out" / "pack.txt"
    if before is not None:
        out.write_bytes(before)
    killed(store, out, moment)
    assert any(b"Sam Tarn" in path.read_bytes() for path in out.parent.iterdir()), "the killed process left plain text"
    with open_casebook(store, PASSPHRASE) as book:
        assert [path.name for path in out.parent.iterdir()] == ([] if before is None else ["pack.txt"])
        assert before is None or out.read_bytes() == before
        assert export_records(book) == ()
        assert verify_store(book) == ()
        assert [said for said in book.notices if "export was stopped" in said]
        assert book.export(book.children()[0].id, out, overwrite=True).path == out
    with open_casebook(store, PASSPHRASE) as book:
        assert not [said for said in book.notices if "export" in said]
        assert len(export_records(book)) == 1


@pytest.mark.parametrize("before", [None, b"an older file"], ids=["new", "over another"])
def test_an_export_that_was_recorded_stands_and_only_what_was_kept_aside_goes(store: Path, before: bytes | None) -> None:
    out = store.parent / "out" / "pack.txt"
    if before is not None:
        out.write_bytes(before)
    killed(store, out, "recorded")
    assert len(list(out.parent.iterdir())) == 2
    with open_casebook(store, PASSPHRASE) as book:
        assert [path.name for path in out.parent.iterdir()] == ["pack.txt"]
        assert b"Sam Tarn" in out.read_bytes()
        assert len(export_records(book)) == 1


def test_what_cannot_be_reached_now_is_taken_back_later(store: Path) -> None:
    """A memory stick that was pulled out."""
    out = store.parent / "out" / "pack.txt"
    killed(store, out, "written")
    away = out.parent.rename(store.parent / "away")
    with open_casebook(store, PASSPHRASE) as book:
        assert [said for said in book.notices if "not encrypted" in said and "folder is not there" in said]
    away.rename(out.parent)
    with open_casebook(store, PASSPHRASE):
        assert list(out.parent.iterdir()) == []


def test_an_export_that_fails_by_itself_leaves_no_note(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Aside) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    out = store.parent / "out" / "pack.txt"
    with monkeypatch.context() as patched, open_casebook(store, PASSPHRASE) as book:
        patched.setattr(Aside, "finish", full)
        with pytest.raises(FileNotWritten, match="No space left"):
            book.export(book.children()[0].id, out)
    out.parent.rmdir()  # it is empty; a note would speak of it
    with open_casebook(store, PASSPHRASE) as book:
        assert not [said for said in book.notices if "export" in said]
