"""The program opens no network socket: every command is run in a process that fails if one is opened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.conftest import PASSPHRASE

_GUARDED = """
import socket, sys
def guard(event, arguments):
    if event == "socket.__new__" and arguments[1] in (socket.AF_INET, socket.AF_INET6):
        sys.stderr.write("NETWORK\\n"); sys.stderr.flush()
        import os; os._exit(99)
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request"):
        sys.stderr.write("NETWORK\\n"); sys.stderr.flush()
        import os; os._exit(99)
sys.addaudithook(guard)
from chronology_tui.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def test_no_command_opens_a_socket(tmp_path: Path) -> None:
    (tmp_path / "pw").write_text(PASSPHRASE)
    (tmp_path / "t.csv").write_text("date,kind,service,summary\n1/2/2024,wnb,Physio,one\n1/3/2024,wnb,Physio,two\n")
    store = str(tmp_path / "s.chron")
    environment = {**os.environ, "CHRONOLOGY_PASSPHRASE_FILE": str(tmp_path / "pw")}
    for arguments in (
        ["init", store],
        ["child", "add", store, "--name", "S", "--dob", "3/4/2019"],
        ["add", store, "14/3/24 wnb @physio src:x"],
        ["import", store, str(tmp_path / "t.csv")],
        ["list", store],
        ["patterns", store],
        ["export", store, str(tmp_path / "out.pdf")],
        ["schema", "event"],
        ["manual"],
        ["--help"],
    ):
        ran = subprocess.run(
            [sys.executable, "-c", _GUARDED, *arguments], env=environment, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, (arguments, ran.stderr)
        assert "NETWORK" not in ran.stderr


def test_the_guard_itself_would_notice() -> None:
    probe = _GUARDED.split("from chronology_tui", maxsplit=1)[0] + "socket.create_connection(('192.0.2.1', 9))"
    ran = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=False)
    assert ran.returncode == 99
