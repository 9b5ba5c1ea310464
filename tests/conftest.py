"""What holds for every test: no network, a fixed day, stores made in a temporary folder."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from chronology_tui.services import Casebook, create_casebook
from tests.support.clock import FixedDayClock

TODAY = date(2024, 8, 30)
PASSPHRASE = "invented horse battery"

settings.register_profile(
    "default", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
settings.register_profile("ci", parent=settings.get_profile("default"), derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "default")


def _no_network(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse every socket that could leave the machine; the event loop's own local pair stays allowed."""
    if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
        raise AssertionError("the program opened a network socket")
    if event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        raise AssertionError("the program looked up a host name")


sys.addaudithook(_no_network)


@pytest.fixture(autouse=True)
def own_state_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tests away from what the program remembers for the person who runs them."""
    state = tmp_path_factory.mktemp("state")
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(state))
    for name in ("CHRONOLOGY_PASSPHRASE_FILE", "CHRONOLOGY_BACKUPS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def casebook(tmp_path: Path) -> Iterator[Casebook]:
    """An empty store on a fixed day."""
    with create_casebook(tmp_path / "case.chron", PASSPHRASE, FixedDayClock(TODAY)) as book:
        yield book
