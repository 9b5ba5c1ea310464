"""Opening the terminal app, on a terminal only."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from chronology_tui.config import last_store
from chronology_tui.errors import UsageError


class NoTerminal(UsageError):
    """The app was to be opened where no terminal is."""

    def __init__(self) -> None:
        super().__init__(
            "The app needs a terminal, and there is none here. All it does to data can be done by commands: chronology --help"
        )


def launch(store: Path | None, passphrase_file: Path | None = None) -> int:
    """Open the app on ``store``, or on the one opened last; where there is none, offer to make one. Return its exit code."""
    _need_terminal()
    path = store or last_store()
    if path is None:
        from chronology_tui.services.places import proposed_store
        from chronology_tui.tui.app import run

        return run(proposed_store(), new=True)
    from chronology_tui.services.passphrases import passphrase_from_file
    from chronology_tui.tui.app import run

    return run(path, passphrase=passphrase_from_file(passphrase_file, os.environ))


def launch_demo() -> int:
    """Open the app on the invented case; return its exit code."""
    _need_terminal()
    from chronology_tui.tui.app import run

    return run(None, demo=True)


def _need_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminal
