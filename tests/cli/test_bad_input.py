"""Bad input: one clear line on standard error, the right exit code, nothing changed, no trace, no case data."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chronology_tui.services import Casebook, open_casebook
from tests.conftest import PASSPHRASE
from tests.support.cli import Cli, Ran


def told(ran: Ran, code: int, *words: str) -> None:
    assert ran.code == code, ran.err
    assert ran.out == ""
    lines = ran.err.strip().splitlines()
    assert len(lines) == 1, ran.err
    for word in words:
        assert word in lines[0]
    assert "Traceback" not in ran.err


def test_a_missing_store(cli: Cli, tmp_path: Path) -> None:
    told(cli("list", tmp_path / "none.chron"), 4, "no store", "chronology init")
    assert not (tmp_path / "none.chron").exists()


@pytest.mark.parametrize("make", [lambda p: p.mkdir(), lambda p: p.write_bytes(b""), lambda p: p.write_bytes(b"\x00\xff" * 99)])
def test_what_is_no_store(cli: Cli, tmp_path: Path, make: Callable[[Path], object]) -> None:
    path = tmp_path / "thing.chron"
    make(path)
    told(cli("list", path), 4, "not a chronology store")


def test_a_wrong_passphrase(cli: Cli, tmp_path: Path) -> None:
    cli.with_child()
    wrong = tmp_path / "wrong"
    wrong.write_text("something else\n")
    told(cli("list", cli.store, "--passphrase-file", wrong), 3, "passphrase does not open")


def test_no_passphrase_and_no_terminal(cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.with_child()
    monkeypatch.delenv("CHRONOLOGY_PASSPHRASE_FILE")
    told(cli("list", cli.store), 3, "--passphrase-file")
    told(cli("list", cli.store, "--passphrase-file", tmp_path / "none"), 3, "cannot be read")
    (tmp_path / "empty").write_text("\n")
    told(cli("list", cli.store, "--passphrase-file", tmp_path / "empty"), 3, "is empty")


def test_a_store_from_a_newer_version(cli: Cli) -> None:
    cli.with_child()
    with open_casebook(cli.store, PASSPHRASE) as book, book.ledger.database.writing() as session:
        session.connection().exec_driver_sql("INSERT INTO migration VALUES (7, 'later', '2030-01-01', '3.0')")
    told(cli("list", cli.store), 4, "version 7", "chronology 3.0")


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "no such file"),
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, "not a text file"),
        (b"date,summary\n14/3/2024,\x8f\n", "neither UTF-8 nor Windows-1252"),
        (b"date,summary\n14/3/2024," + b"x" * 1_000_000, "more than 200,000 characters"),
    ],
    ids=["missing", "empty", "binary", "encoding", "long-line"],
)
def test_files_that_cannot_be_imported(cli: Cli, tmp_path: Path, content: bytes | None, why: str) -> None:
    cli.with_child()
    before = cli.store.read_bytes()
    path = tmp_path / "in.csv"
    if content is not None:
        path.write_bytes(content)
    told(cli("import", cli.store, path), 4, why)
    told(cli("import", cli.store, tmp_path), 4, "directory")
    assert cli.store.read_bytes() == before


@pytest.mark.skipif(sys.platform == "win32", reason="sparse files by truncate")
def test_a_line_of_a_gigabyte_is_refused_without_reading_it_all(cli: Cli, tmp_path: Path) -> None:
    cli.with_child()
    path = tmp_path / "huge.csv"
    with path.open("wb") as file:
        file.write(b"date,summary\n14/3/2024,")
        file.truncate(1024**3)
    told(cli("import", cli.store, path), 4, "larger than 64 MB")


def test_an_export_into_a_missing_folder_or_over_a_folder(cli: Cli, tmp_path: Path) -> None:
    cli.with_child()
    told(cli("export", cli.store, tmp_path / "none" / "x.pdf"), 4, "could not be written")
    (tmp_path / "folder.pdf").mkdir()
    told(cli("export", cli.store, tmp_path / "folder.pdf"), 4, "folder")


_LIMITED = """
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
from chronology_tui.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def limited(cli: Cli, limit: int, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command that cannot make a file larger than ``limit`` bytes: every write beyond it fails, as on a full disk."""
    return subprocess.run(
        [sys.executable, "-c", _LIMITED.format(limit=limit), *map(str, arguments)], capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits of POSIX")
def test_a_full_disk_during_an_import_changes_nothing(cli: Cli, tmp_path: Path) -> None:
    cli.with_child()
    cli("add", cli.store, "14/3/24 gp before src:x")
    table = tmp_path / "rows.csv"
    table.write_text("date,summary\n" + "".join(f"{n % 28 + 1}/3/2024,entry {n} {'words ' * 50}\n" for n in range(600)))
    ran = limited(cli, cli.store.stat().st_size + 8192, "import", cli.store, table)
    told(Ran(ran.returncode, ran.stdout, ran.stderr), 4, "could not be written", "Nothing was changed")
    assert [e["summary"] for e in cli("list", cli.store, "--json").json["events"]] == ["before"]
    assert [p.name for p in tmp_path.iterdir() if "journal" in p.name] == []


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits of POSIX")
def test_a_full_disk_during_an_export_leaves_no_half_file(cli: Cli, tmp_path: Path) -> None:
    cli.with_child()
    cli("add", cli.store, "14/3/24 gp before src:x")
    out = tmp_path / "out.pdf"
    ran = limited(cli, 4096, "export", cli.store, out)
    told(Ran(ran.returncode, ran.stdout, ran.stderr), 4, "could not be written")
    assert sorted(p.name for p in tmp_path.iterdir()) == [".case.chron.lock", "case.chron", "passphrase"]


@pytest.mark.skipif(sys.platform == "win32", reason="file size limits of POSIX")
def test_a_full_disk_while_a_store_is_made_leaves_no_store(cli: Cli) -> None:
    ran = limited(cli, 4096, "init", cli.store)
    told(Ran(ran.returncode, ran.stdout, ran.stderr), 4, "could not be written")
    assert not cli.store.exists()


def test_a_bug_is_reported_without_case_data(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    cli.with_child()

    def broken(self: Casebook, wanted: str = "") -> None:
        raise KeyError("Sam Tarn was not brought")

    monkeypatch.setattr(Casebook, "child", broken)
    ran = cli("list", cli.store)
    told(ran, 70, "KeyError")
    report = Path(ran.err.split("is in ")[1].strip().rstrip("."))
    text = report.read_text()
    assert "KeyError" in text
    assert "Tarn" not in text + ran.err


def test_hostile_text_is_shown_as_text(cli: Cli) -> None:
    cli.with_child()
    cli("add", cli.store, "14/3/24 n [/red] %s {x} <b> \x1b[31mred\u202e src:x")
    shown = cli("list", cli.store).out
    assert "[/red] %s {x} <b> ␛[31mred‹U+202E›" in shown
    assert "\x1b" not in shown
