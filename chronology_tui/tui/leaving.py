"""Leaving when the terminal is closed or the process is told to end, with what was entered saved and the store closed."""

from __future__ import annotations

import asyncio
import os
import signal
from threading import Timer
from typing import TYPE_CHECKING

from chronology_tui.tui.screens.unlock import OPENING

if TYPE_CHECKING:
    from chronology_tui.tui.app import ChronologyApp

HANG_UP_SECONDS = 4.0
"""How long a program whose terminal has gone may take to save what waits before it ends."""


def leave_when_told(app: ChronologyApp) -> None:
    """Leave in good order when the terminal is closed or the process is told to end.

    Otherwise the terminal would stay without echo, and the demonstration's store would stay on the disk.
    """
    for name in ("SIGTERM", "SIGHUP"):
        number: signal.Signals | None = getattr(signal, name, None)
        if number is not None and hasattr(signal, "pthread_sigmask"):  # Windows has no such handlers in its event loop
            asyncio.get_running_loop().add_signal_handler(number, _told_to_leave, app, number)


def _told_to_leave(app: ChronologyApp, number: signal.Signals) -> None:
    if number != signal.SIGTERM:  # what is still painted goes nowhere, or the painting would stop everything
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(nowhere, stream)
        # Painting to a terminal that is gone can hold up the screen's own thread for good; this thread does not wait for it.
        Timer(HANG_UP_SECONDS, _end_without_screen, (app, 128 + number)).start()

    async def leave() -> None:
        await app.saved()
        if number == signal.SIGTERM:
            app.exit(128 + number)
            return
        # The terminal has gone. Textual would wait for ever to write its farewell to it, so the process ends here.
        try:
            await app.finished(OPENING)
        finally:
            _end_without_screen(app, 128 + number)

    app.run_worker(leave())


def _end_without_screen(app: ChronologyApp, code: int) -> None:
    try:
        app.close_casebook()
    finally:
        os._exit(code)
