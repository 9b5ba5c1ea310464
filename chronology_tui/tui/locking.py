"""Locking: the store is closed and its key dropped, nothing of the case stays on the screen or in what the app holds.

It happens on demand, and after some minutes without key or mouse. What is being saved or exported is waited for, behind a blank
screen; what was typed is kept as drafts first. Python frees memory without overwriting it, so that an image of the memory may
still show traces: see ``SECURITY.md``.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from textual.worker import Worker

from chronology_tui.domain.text import one_line
from chronology_tui.errors import ChronologyError

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.tui.app import ChronologyApp

LOCKING = "lock"
"""Group of the worker that locks."""
TELL_FROM = 120.0
"""Seconds before locking from which on the remaining time is shown."""
FORGET_AFTER = 0.5
"""Seconds after locking until memory is gone through: what the screens have left unfinished has ended by then."""
_CACHE = type(lru_cache(repr))
"""The type of every function with a cache."""

Moment = Callable[[], tuple[float, float]]
"""Tells the time in seconds on two clocks: one that nobody can set, and one that goes on while the computer sleeps."""


def system_moment() -> tuple[float, float]:
    """Return the present moment on the computer's monotonic clock and on its wall clock."""
    return time.monotonic(), time.time()


class IdleWatch:
    """Tells how long nobody has touched key or mouse.

    A laptop that slept counts as left alone: the wall clock shows it where the monotonic clock stands still. A wall clock that is
    set back changes nothing; one that is set forward locks early, which loses nothing.
    """

    def __init__(self, minutes: float, moment: Moment = system_moment) -> None:
        self.minutes = minutes
        self._moment = moment
        self._last = moment()

    def touched(self) -> None:
        """Note that somebody is there."""
        self._last = self._moment()

    @property
    def left(self) -> float | None:
        """Seconds that are left, 0 or less when the time is up; None when the app never locks by itself."""
        if not self.minutes:
            return None
        idle = max(now - then for now, then in zip(self._moment(), self._last, strict=True))
        return self.minutes * 60.0 - idle

    @property
    def is_up(self) -> bool:
        """Whether the time is up."""
        left = self.left
        return left is not None and left <= 0


def left_words(seconds: float | None) -> str:
    """Return the time until locking as the top line shows it: nothing above two minutes, then in steps of ten seconds."""
    if seconds is None or seconds > TELL_FROM:
        return ""
    step = 10 if seconds > 10 else 1
    return f"locks in {max(0, -int(-seconds // step) * step)} s"


def minutes_words(minutes: float) -> str:
    """Return a number of minutes in words: "1 minute", "10 minutes"."""
    return "1 minute" if minutes == 1 else f"{minutes:g} minutes"


@dataclass(frozen=True, slots=True)
class Resume:
    """Where the reader was when the store was locked.

    Attributes:
        path: the store.
        child: whose chronology was shown, None for the caseload.
        selected: the entry that was selected.
        unkept: what stood in the typed line and could not be kept as a draft: better held in memory than lost.
    """

    path: Path
    child: UUID | None = None
    selected: UUID | None = None
    unkept: str = ""


class Locker:
    """Locks one app, at most once at a time."""

    def __init__(self, app: ChronologyApp, idle: IdleWatch) -> None:
        self.idle = idle
        self.busy = False
        self._app = app

    @property
    def _guards(self) -> bool:
        return self._app.casebook is not None and not self._app.casebook.is_demo

    def lets_through(self) -> bool:
        """Note a key or the mouse; False when it must not reach the screen, which is locked or has to be."""
        if self.busy:
            return False
        if self._guards and self.idle.is_up:  # such as the key that wakes a computer
            self.tick()
            return False
        self.idle.touched()
        return True

    def tick(self) -> str:
        """Lock if the time is up; return what to show of the time that is left."""
        if not self._guards or self.busy:
            return ""
        if self.idle.is_up:
            self.lock(f"Locked after {minutes_words(self.idle.minutes)} without key or mouse.")
            return ""
        return left_words(self.idle.left)

    def lock(self, said: str) -> None:
        """Start locking; ``said`` is what the unlock screen tells."""
        if self._guards and not self.busy:
            self.busy = True
            self._app.run_worker(self._lock(said), group=LOCKING)

    async def _lock(self, said: str) -> None:
        app = self._app
        try:
            app.blank()
            await app.work_done()
            app.keep_drafts()
            await app.work_done()
            resume = app.resume_place()
            if resume is None:  # the reader has left meanwhile
                return
            # The screens go first: a timer of theirs would read from a store that is closed.
            await app.take_screens_away()
            await app.work_done()
            casebook = app.take_casebook()
            told = () if casebook is None else await asyncio.to_thread(close_with_backup, casebook)
            app.show_locked(resume, "\n".join((said, *app.take_unseen(), *told)))
        finally:
            self.busy = False
            self.idle.touched()
        app.set_timer(FORGET_AFTER, forget)


def close_with_backup(casebook: Casebook) -> tuple[str, ...]:
    """Close a casebook, with a backup if it was changed; return what the worker should know, one plain line each."""
    from chronology_tui.services.backups import keep_closing_backup  # noqa: PLC0415 - loaded with the store by now

    try:
        return keep_closing_backup(casebook)
    except ChronologyError as error:
        return (one_line(str(error)),)
    finally:
        casebook.close()


def _nothing() -> None:
    """Stand in for work that is done."""


def forget() -> None:
    """Let go of what caches and finished work hold, and collect what was kept from the collector."""
    gc.unfreeze()
    for found in gc.get_objects():
        if isinstance(found, _CACHE):
            found.cache_clear()
        elif isinstance(found, Worker) and found.is_finished:
            found._work = _nothing  # noqa: SLF001 - asyncio keeps some contexts, they keep their worker, and it its screen
    del found
    gc.collect()
