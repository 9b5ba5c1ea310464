from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chronology_tui.services import Casebook
from tests.support.cli import Cli
from tests.support.pack_exports import ordinary, store_of


@pytest.fixture
def cli(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Cli:
    return Cli(tmp_path, capsys, monkeypatch)


@pytest.fixture(scope="session")
def full_case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """A store with a case of 200 entries of every kind, with every field in use; tests only read it and export from it."""
    with store_of(tmp_path_factory.mktemp("full-case"), 200, ordinary) as book:
        yield book


@pytest.fixture(scope="session")
def small_case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """The same with 50 entries, where the number of pages does not matter."""
    with store_of(tmp_path_factory.mktemp("small-case"), 50, ordinary) as book:
        yield book
