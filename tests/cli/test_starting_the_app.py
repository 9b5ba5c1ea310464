"""Starting the app: what is not needed for the first screen is not loaded before it, and only a terminal will do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from chronology_tui.__main__ import main
from chronology_tui.errors import ExitCode

LOAD = """
import sys, chronology_tui.__main__, chronology_tui.cli.launch, chronology_tui.services.early_key
import chronology_tui.services.passphrases, chronology_tui.tui.app
print(*sorted({name.split(".")[0] for name in sys.modules}))
"""
HEAVY = ("sqlalchemy", "sqlmodel", "sqlcipher3", "typer", "reportlab")


def test_the_first_screen_waits_for_no_library_of_the_store_or_the_commands() -> None:
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            LOAD,
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "textual" in loaded
    assert not set(HEAVY) & set(loaded)


@pytest.mark.parametrize("words", [["{store}"], ["open", "{store}"]])
def test_a_store_is_opened_on_a_terminal_only(tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    store = tmp_path / "case.chron"
    assert main([word.format(store=store) for word in words]) == ExitCode.USAGE
    assert "The app needs a terminal" in capsys.readouterr().err
    assert not store.exists()
