"""Opening the terminal app, on a terminal only."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from chronology_tui.collector import collector_resting
from chronology_tui.config import last_store
from chronology_tui.errors import UsageError

if TYPE_CHECKING:
    from chronology_tui.services.early_key import EarlyKey

NEW_VALUES = 10_000
"""How many new values Python's garbage collector lets come before it looks at them; with the usual 700 it looks at the screens'
some eighty times before anything is shown."""
SWITCH_SECONDS = 0.001
"""How long a key waits at most for Python's lock while a thread works out findings; the usual 0.005 is felt."""


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

        return _app()(proposed_store(), new=True)
    return _app_on(path, passphrase_file)


def _app_on(path: Path, passphrase_file: Path | None) -> int:
    """Open the app on a store; the key of a passphrase that is given is made while the app still loads."""
    from chronology_tui.services.early_key import EarlyKey
    from chronology_tui.services.passphrases import passphrase_from_file

    passphrase = passphrase_from_file(passphrase_file, os.environ)
    key: EarlyKey | None = EarlyKey(path, passphrase) if passphrase is not None else None
    return _app()(path, passphrase=key)


def launch_demo() -> int:
    """Open the app on the invented case; return its exit code."""
    _need_terminal()
    return _app()(None, demo=True)


def _app() -> Callable[..., int]:
    """Return what runs the app, loaded with the garbage collector at rest: what is loaded stays. The process is the app's."""
    with collector_resting():
        from chronology_tui.tui.app import run
    gc.freeze()
    gc.set_threshold(NEW_VALUES, *gc.get_threshold()[1:])
    sys.setswitchinterval(SWITCH_SECONDS)
    return run


def _need_terminal() -> None:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise NoTerminal
