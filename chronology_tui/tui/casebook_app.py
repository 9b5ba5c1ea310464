"""The store's life in the app: one casebook at most is open, everything typed is kept before it closes, no thread is cut off."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.filter import LineFilter
from textual.widget import Widget

from chronology_tui.collector import collector_resting
from chronology_tui.config import Settings
from chronology_tui.domain.records import Event
from chronology_tui.tui.drafting import DRAFTS, Drafting
from chronology_tui.tui.glyphs import Glyphs
from chronology_tui.tui.initials import InitialsOnly, names_of
from chronology_tui.tui.themed import ThemedApp
from chronology_tui.tui.working import SAVING

if TYPE_CHECKING:
    from chronology_tui.services import Casebook


class CasebookApp(ThemedApp):
    """An app that holds the open casebook."""

    def __init__(
        self, *, casebook: Casebook | None = None, glyphs: Glyphs | None = None, settings: Settings | None = None
    ) -> None:
        super().__init__(glyphs=glyphs, settings=settings)
        self._casebook = casebook
        self._initials = InitialsOnly()
        self._events: Sequence[Event] = ()
        self.draftings: weakref.WeakSet[Drafting] = weakref.WeakSet()
        """Everything on the screens that keeps drafts: leaving and locking have it keep what it has not kept yet."""
        self.owns_process = False
        """Whether the whole process is this app's, so that it may tune the process's memory."""
        self.unseen = ""
        """What came of work whose outcome the reader may not have seen: told where the app locks or leaves. No case data."""

    # ------------------------------------------------------------------ the casebook

    @property
    def casebook(self) -> Casebook | None:
        """The open casebook."""
        return self._casebook

    def hold(self, casebook: Casebook) -> None:
        """Have a casebook that a screen has opened closed and locked with the app, even before the screen hands it over."""
        self._casebook = casebook

    def keeping(self, opener: Callable[[], Casebook]) -> Callable[[], Casebook]:
        """Return an opener that leaves its casebook with the app at once, to be closed even if the reader has left meanwhile."""

        def keep() -> Casebook:
            with collector_resting():
                self._casebook = casebook = opener()
                self.settle_memory()  # the store's libraries, loaded now, stay
            return casebook

        return keep

    def take_casebook(self) -> Casebook | None:
        """Return the open casebook for somebody else to close it."""
        casebook, self._casebook = self._casebook, None
        return casebook

    def close_casebook(self) -> None:
        """Close the casebook if one is open; again does nothing."""
        casebook = self.take_casebook()
        if casebook is not None:
            casebook.close()

    # ------------------------------------------------------------------ names as initials

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what is done to every painted line."""
        filters = super().get_line_filters()
        return [self._initials, *filters] if self._initials.enabled else filters

    def action_initials_only(self) -> None:
        """Show names of children and people as initials, or in full again; it is remembered."""
        on = not self.settings.initials_only
        self.set_and_keep("initials_only", on)
        self.learn_names()
        words = "Names are shown as initials, until m is pressed again." if on else "Names are shown in full again."
        self.notify(words, markup=False)

    def learn_names(self, events: Sequence[Event] | None = None) -> None:
        """Hide the names of everybody in the store from now on, if that is asked for.

        With them those after a title in ``events``; without any, in those that were shown last.
        """
        casebook, names = self._casebook, frozenset[str]()
        self._events = self._events if events is None else events
        if self.settings.initials_only and casebook is not None:
            from chronology_tui.services.people import people  # noqa: PLC0415 - the store's libraries are loaded by now

            names = names_of(casebook.children(), people(casebook), self._events)
        self.hide_names(names)

    def hide_names(self, names: frozenset[str]) -> None:
        """Hide these names and no others; nothing is painted anew where they are hidden already."""
        if names == self._initials.names and self._initials.enabled is bool(names):
            return
        self._initials = InitialsOnly(names, enabled=bool(names))
        for screen in self.screen_stack:
            for node in screen.walk_children(Widget, with_self=True):
                node.refresh()

    # ------------------------------------------------------------------ what is being saved

    async def saved(self) -> None:
        """Wait until every line that was entered is saved and what else was typed is kept as a draft."""
        await self.finished(SAVING)
        self.keep_drafts()
        await self.finished(DRAFTS)

    def keep_drafts(self) -> None:
        """Have everything that was typed kept now; see :data:`DRAFTS` for waiting until it is."""
        for drafting in list(self.draftings):
            drafting.flush()

    async def finished(self, *groups: str) -> None:
        """Wait until the workers of some groups have come to their end."""
        running = [worker for worker in self.workers if worker.group in groups and not worker.is_finished]
        if running:
            await self.workers.wait_for_complete(running)

    async def work_done(self) -> None:
        """Wait until everything that runs in a thread has come to its end: whatever is being saved is saved."""
        # A worker that is no thread may wait for the reader, and then nobody would ever lock.
        while running := [w for w in self.workers if w._thread_worker and not w.is_finished]:  # noqa: SLF001 - told by nothing else
            await self.workers.wait_for_complete(running)

    def take_unseen(self) -> tuple[str, ...]:
        """Return what came of work that the reader may not have seen, for telling it now."""
        said, self.unseen = self.unseen, ""
        return (said,) if said else ()

    def settle_memory(self) -> None:
        """Keep the garbage collector from walking every entry again and again.

        Entries are values without cycles, freed by their count of references. With 20,000 of them a full collection takes
        over 100 ms, which a reader feels as a key that hangs.
        """
        if self.owns_process:
            gc.freeze()
