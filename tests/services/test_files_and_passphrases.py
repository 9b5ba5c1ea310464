"""Files are written whole or not at all; passphrases come from a file or the terminal, never from an argument."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

from chronology_tui.services.errors import FileExists, FileNotWritten, PassphraseNeeded
from chronology_tui.services.files import written_aside
from chronology_tui.services.passphrases import ENVIRONMENT, passphrase_from_file


@contextmanager
def written_whole(path: Path, *, overwrite: bool = False) -> Iterator[BinaryIO]:
    """Write a file as an export does: aside, forced to the disk, then given its name."""
    with written_aside(path, overwrite=overwrite) as aside:
        yield aside.file
        aside.finish()
        aside.take_name()


def test_a_file_takes_its_name_only_when_it_is_whole(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    with written_whole(out) as file:
        file.write(b"half")
        assert not out.exists()
        file.write(b" and half")
    assert out.read_bytes() == b"half and half"
    assert list(tmp_path.iterdir()) == [out]
    if sys.platform != "win32":
        assert stat.S_IMODE(out.stat().st_mode) == 0o600


@pytest.mark.parametrize("before", [None, b"older"])
def test_nothing_is_left_when_writing_fails(tmp_path: Path, before: bytes | None) -> None:
    out = tmp_path / "out.pdf"
    if before is not None:
        out.write_bytes(before)
    with pytest.raises(RuntimeError, match="broken"), written_whole(out, overwrite=True) as file:
        file.write(b"new")
        raise RuntimeError("broken")
    assert (out.read_bytes() if out.exists() else None) == before
    assert [p for p in tmp_path.iterdir() if p != out] == []


def test_a_disk_that_is_full_is_told(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    with pytest.raises(FileNotWritten, match="No space left"), written_whole(out):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["x" * 300 + ".pdf", "nul\0.pdf"])
def test_a_name_that_no_file_can_have_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNotWritten, match="No part of it was left behind"), written_aside(tmp_path / name):
        pytest.fail("there is nothing to write to")
    assert list(tmp_path.iterdir()) == []


def test_an_existing_file_is_only_written_over_when_asked(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    out.write_bytes(b"older")
    with pytest.raises(FileExists), written_whole(out) as file:
        file.write(b"new")
    assert out.read_bytes() == b"older"
    with written_whole(out, overwrite=True) as file:
        file.write(b"new")
    assert out.read_bytes() == b"new"


def test_a_file_that_appears_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    with pytest.raises(FileExists), written_whole(out) as file:
        file.write(b"new")
        out.write_bytes(b"somebody else's")
    assert out.read_bytes() == b"somebody else's"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize(
    ("content", "passphrase"),
    [
        ("secret words\n", "secret words"),
        ("secret words", "secret words"),
        ("  spaced \r\nsecond line\n", "  spaced "),
        ("\ufeffsiân\n", "siân"),
    ],
)
def test_the_first_line_of_the_file_is_the_passphrase(tmp_path: Path, content: str, passphrase: str) -> None:
    path = tmp_path / "pw"
    path.write_bytes(content.encode())
    assert passphrase_from_file(path, {}) == passphrase
    assert passphrase_from_file(None, {ENVIRONMENT: str(path)}) == passphrase


def test_the_option_goes_before_the_environment(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("from option")
    (tmp_path / "b").write_text("from environment")
    assert passphrase_from_file(tmp_path / "a", {ENVIRONMENT: str(tmp_path / "b")}) == "from option"
    assert passphrase_from_file(None, {}) is None


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\xff"])
def test_a_file_without_a_passphrase_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "pw").write_bytes(content)
    with pytest.raises(PassphraseNeeded):
        passphrase_from_file(tmp_path / "pw", {})
