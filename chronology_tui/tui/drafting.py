"""Keeping what is typed: drafts reach the store within a second of a key press, and no key ever waits for the disk.

A key press only notes the words and sets a timer; a worker thread writes them, one draft after another, each as it stands at
that moment. Whoever saves a draft for good does it inside :meth:`Drafting.settling`, so that no late write brings it back.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Lock
from typing import TYPE_CHECKING
from uuid import UUID

from textual.timer import Timer

from chronology_tui.domain.dates import UncertainDate, format_date
from chronology_tui.errors import ChronologyError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chronology_tui.services import Casebook
    from chronology_tui.services.drafts import Draft
    from chronology_tui.tui.app import ChronologyApp

DRAFTS = "drafts"
"""Group of the workers that keep drafts: leaving and locking wait for them."""
REST = 0.4
"""Seconds without a key after which what was typed is kept."""
LONGEST = 0.8
"""Seconds from the first key that is not kept yet after which it is kept, however fast the keys come."""


class Drafting:
    """Keeps the drafts of one place and child. All but :meth:`settling` is called in the screen's own thread.

    Attributes:
        trouble: why the latest draft could not be kept, or an empty text.
    """

    def __init__(
        self,
        app: ChronologyApp,
        casebook: Casebook,
        child: UUID | None,
        place: str,
        *,
        on_trouble: Callable[[str], None],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.trouble = ""
        self._app = app
        self._casebook = casebook
        self._child = child
        self._place = place
        self._on_trouble = on_trouble
        self._now = now
        self._wanted: dict[UUID, str] = {}
        """What each draft should hold and does not hold yet; empty words: it should go."""
        self._kept: dict[UUID, str] = {}
        """What the store holds of each draft. Only touched under the lock."""
        self._settled: set[UUID] = set()
        """Drafts that are being saved for good, or have been. Only touched under the lock."""
        self._writing = Lock()
        self._running = False
        self._first: float | None = None
        self._timer: Timer | None = None
        app.draftings.add(self)

    def typed(self, draft: UUID, words: str) -> None:
        """Note what a draft should hold, to be kept shortly; nothing when the store is open for reading only."""
        if self._casebook.read_only:
            return
        self._wanted[draft] = words if words.strip() else ""
        now = self._now()
        self._first = now if self._first is None else self._first
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._app.set_timer(max(0.0, min(REST, self._first + LONGEST - now)), self.flush)

    def flush(self) -> None:
        """Keep now what is not kept yet, in a worker of the group :data:`DRAFTS`."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self._first = None
        if self._wanted and not self._running:
            self._running = True
            self._app.run_worker(self._write, thread=True, group=DRAFTS)

    def found(self, draft: UUID, words: str) -> None:
        """Take over a draft that the store holds already."""
        self._kept[draft] = words

    @contextmanager
    def settling(self, draft: UUID) -> Iterator[None]:
        """Hold all writing back while ``draft`` becomes a record; if that raises, it is a draft again. For worker threads."""
        with self._writing:
            self._settled.add(draft)
            try:
                yield
            except BaseException:
                self._settled.discard(draft)
                raise
            self._kept.pop(draft, None)

    def _write(self) -> None:
        failed: dict[UUID, str] = {}
        trouble = ""
        while batch := self._app.call_from_thread(self._more):
            for draft, words in batch.items():
                failed.pop(draft, None)
                try:
                    with self._writing:
                        self._keep(draft, words)
                except ChronologyError as error:
                    failed[draft], trouble = words, str(error)
        self._app.call_from_thread(self._told, failed, trouble if failed else "")

    def _more(self) -> dict[UUID, str]:
        """Return what is to be written; asked in the screen's own thread, so that no key slips in between."""
        batch, self._wanted = self._wanted, {}
        self._running = bool(batch)
        return batch

    def _keep(self, draft: UUID, words: str) -> None:
        from chronology_tui.services import drafts  # noqa: PLC0415 - the store's libraries are loaded by now

        if draft in self._settled or self._kept.get(draft, "") == words:
            return
        if words:
            drafts.keep(self._casebook, self._child, self._place, words, draft)
            self._kept[draft] = words
        else:
            drafts.drop(self._casebook, draft)
            del self._kept[draft]

    def _told(self, failed: dict[UUID, str], trouble: str) -> None:
        """Have what could not be kept tried again with the next key, and say why, once."""
        self._wanted = {**failed, **self._wanted}
        if trouble != self.trouble:
            self.trouble = trouble
            if trouble:
                self._on_trouble(trouble)


def came_back(drafts: Sequence[Draft]) -> str:
    """Return what to say of lines that an earlier run did not save, the last of which stands in the typed line again."""
    typed = datetime.fromisoformat(drafts[-1].at).astimezone()
    day = format_date(UncertainDate.on(typed.date()))
    said = f"Unsaved, typed {day} at {typed:%H:%M}. Enter saves it, Esc clears it."
    more = len(drafts) - 1
    if not more:
        return said
    return f"{said} Press up for {'another unsaved line' if more == 1 else f'{more} more unsaved lines'}."
