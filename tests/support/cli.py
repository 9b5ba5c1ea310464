"""Running the command line inside the test process, as its users call it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from chronology_tui.__main__ import main
from tests.conftest import PASSPHRASE


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Cli:
    """The ``chronology`` command with a passphrase file."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.store = folder / "case.chron"
        self._capsys = capsys
        (folder / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
        monkeypatch.setenv("CHRONOLOGY_PASSPHRASE_FILE", str(folder / "passphrase"))

    def __call__(self, *arguments: str | Path) -> Ran:
        self._capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        captured = self._capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    def with_child(self, name: str = "S. Tarn", dob: str = "3/4/2019") -> Cli:
        assert self("init", self.store).code == 0
        assert self("child", "add", self.store, "--name", name, "--dob", dob).code == 0
        return self

    def with_lines(self, *lines: str) -> Cli:
        """Make a store with a child and an entry for each typed line."""
        self.with_child()
        for line in lines:
            assert self("add", self.store, line).code == 0
        return self
