"""Where the output goes: a closed pipe, a closed stream, a full disk, a console without the letters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.cli import Cli

POSIX = pytest.mark.skipif(os.name == "nt", reason="needs a POSIX shell")


def shell(command: str, store: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    script = f'run() {{ "{sys.executable}" -m chronology_tui "$@"; }}; {command}'
    return subprocess.run(
        ["bash", "-c", script, "bash", str(store)],
        check=False, capture_output=True, text=True, encoding="utf-8", timeout=60, env={**os.environ, **environment},
    )  # fmt: skip


@POSIX
def test_a_reader_that_has_seen_enough_is_no_issue(cli: Cli) -> None:
    done = shell(
        'run schema event | head -1; echo "${PIPESTATUS[0]}"; run schema event | true; echo "${PIPESTATUS[0]}"', cli.store
    )
    assert done.stdout == "{\n0\n0\n"
    assert not done.stderr


@POSIX
def test_closed_streams_are_no_fault(cli: Cli) -> None:
    cli.with_child()
    assert shell('run child list "$1" >&-', cli.store).returncode == 0
    assert shell('run child list "$1" <&- >&- 2>&-', cli.store).returncode == 0
    assert shell("run demo <&-", cli.store).returncode == 2


@POSIX
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", ['child list "$1"', "schema event"])  # at the end, and while it is being printed
def test_output_to_a_full_disk_is_told(cli: Cli, command: str) -> None:
    cli.with_child()
    done = shell(f"run {command} > /dev/full", cli.store)
    assert done.returncode == 4
    assert done.stderr.startswith("chronology: The output could not be written: ")
    assert len(done.stderr.splitlines()) == 1


@POSIX
def test_json_stays_json_on_a_console_without_the_letters(cli: Cli) -> None:
    cli.with_child(name="Zoë 😀")
    done = shell('run child list "$1" --json', cli.store, PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
    assert done.stdout.isascii()
    assert json.loads(done.stdout)["children"][0]["name"] == "Zoë 😀"


def test_a_name_steers_no_terminal(cli: Cli) -> None:
    cli.with_child(name="a\x1b[31m\u202eb\nc")
    shown = "a␛[31m‹U+202E›b c"
    assert cli("child", "list", cli.store).out == f"{shown}, born 03/04/2019\n"
    added = cli("add", cli.store, "14/3/24 note seen").out
    assert added.startswith(f"Added to {shown}: ")
    status = cli("child", "status", cli.store, "child_in_need", "--from", "3/3/2024").out
    assert status.startswith(f"{shown}: ")
    assert cli("child", "add", cli.store, "--name", "x\x1by").out.startswith("Added x␛y, ")


def test_a_child_not_yet_born_is_expected(cli: Cli) -> None:
    cli("init", cli.store)
    due = datetime.now(tz=UTC).date() + timedelta(weeks=20)
    assert (
        cli("child", "add", cli.store, "--name", "Baby T", "--dob", due.isoformat()).out
        == f"Added Baby T, expected {due:%d/%m/%Y}.\n"
    )
    assert cli("child", "list", cli.store).out == f"Baby T, expected {due:%d/%m/%Y}\n"
    refused = cli("child", "add", cli.store, "--name", "Q", "--dob", (due + timedelta(weeks=30)).isoformat())
    assert (refused.code, "too far ahead" in refused.err) == (2, True)
