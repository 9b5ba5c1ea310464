"""How the main screen comes by what it shows: the chronology and its findings, read and worked out in threads.

Of a long chronology the newest entries are shown first, while the rest is read. Meanwhile nothing is counted, found or said of
the whole, and what needs the whole (:func:`needs_whole`) is done as soon as it is there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import wraps
from threading import Event as Signal
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from textual import work
from textual._callback import invoke
from textual.actions import SkipAction

from chronology_tui.analysis.finding import Analysis
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.finding_reviews import Reviewed
from chronology_tui.domain.records import Child
from chronology_tui.domain.typed_line import Known, known_from
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.screens.case_screen import CaseScreen
from chronology_tui.tui.widgets.case_header import CaseHeader
from chronology_tui.tui.widgets.months import MonthsStrip

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.services.newest import Newest

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound="LoadingScreen")
FOLLOW_SECONDS = 3.0
"""How often a store that is open for reading only is asked whether another program has changed it."""
PAINT_SECONDS = 0.25
"""How long work in a thread waits at most until what it has shown is painted: it would slow the painting down."""


def needs_whole(action: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R | None]:
    """Have an action of the screen that comes before all entries are read done once they are, on the entry it was asked for."""

    @wraps(action)
    def act(screen: S, /, *args: P.args, **named: P.kwargs) -> R | None:
        if screen.reading_rest:
            screen.ask_again(lambda: action(screen, *args, **named))
            return None
        return action(screen, *args, **named)

    return act


class LoadingScreen(CaseScreen):
    """A screen of one chronology that reads it and shows it."""

    def __init__(self, casebook: Casebook, child: UUID, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(casebook, child, glyphs=glyphs)
        self._siblings: tuple[str, ...] = ()
        self._known = Known()
        """What the typed line completes from."""
        self._newest: Chronology | None = None
        """The newest entries, while the rest is read."""
        self._asked: Callable[[], object] | None = None
        self._once_whole: Callable[[], object] | None = None

    # ------------------------------------------------------------------ the chronology

    @property
    def child_shown(self) -> Child | None:
        """The record of the child, or None before anything is read."""
        shown = self._chronology or self._newest
        return shown.child if shown is not None else None

    @property
    def reading_rest(self) -> bool:
        """Whether the newest entries are shown and the rest is still being read."""
        return self._chronology is None and self._newest is not None

    def ask_again(self, action: Callable[[], object]) -> None:
        """Do an action, the last that was asked for, as soon as all entries are read, on the entry that is selected now."""
        event = self.timeline.event

        async def act() -> None:
            if self.is_current and (event is None or self.timeline.go_to(event.id)):
                with suppress(SkipAction):  # somebody types by now
                    await invoke(action)

        self._asked = act

    @work(thread=True, exclusive=True, group="load")
    def _load(self, select: UUID | None = None) -> None:
        """Read the chronology and show it, with ``select`` selected."""
        try:
            if self._chronology is None and select is None:
                self._load_newest()
            chronology = self._casebook.chronology(self._child)
            siblings = self._casebook.line_context(self._child).siblings
        except ChronologyError as error:
            self._hand_over(self._tell_error, str(error))
        else:
            self._hand_over(self._show, chronology, self._chosen_of(chronology), siblings, select)
            self._let_paint()
            self._hand_over(self._know, known_from(chronology, siblings))

    def _load_newest(self) -> None:
        """Read and show the end of a long chronology; in the worker's thread."""
        from chronology_tui.services.newest import newest_entries  # noqa: PLC0415 - the store's libraries are loaded by now

        newest = newest_entries(self._casebook, self._child)
        if newest is not None:
            self._hand_over(self._show_newest, newest)
            self._let_paint()

    def _let_paint(self) -> None:
        """Wait in a worker's thread until what was handed over is painted."""
        painted = Signal()

        def soon() -> None:
            self.call_after_refresh(painted.set)

        self._hand_over(soon)
        painted.wait(PAINT_SECONDS)

    def _load_again(self, select: UUID | None) -> None:
        """Show what has changed, with ``select`` selected."""
        if self.is_attached:
            self._load(select)

    def _start_following(self) -> None:
        """Show from now on what another program writes into a store that is open for reading only."""
        if self._casebook.read_only:
            self.set_interval(FOLLOW_SECONDS, self._follow)

    @work(thread=True, exclusive=True, group="follow")
    def _follow(self) -> None:
        try:
            chronology = self._casebook.chronology(self._child)
        except ChronologyError as error:
            self._hand_over(self._tell_error, str(error))
        else:
            if self._chronology is not None and chronology is not self._chronology:
                self._hand_over(self._load_again, None)

    def _know(self, known: Known) -> None:
        self._known = known

    def _show_newest(self, newest: Newest) -> None:
        self._newest = newest.entries
        self._siblings = newest.siblings
        self._show_header(newest.entries)
        self.timeline.show(newest.entries, earlier_to_come=True)
        self._show_here()

    def _chosen_of(self, chronology: Chronology) -> Chronology:
        """Return the entries that are to be shown; in a worker's thread."""
        return chronology

    def _show(self, chronology: Chronology, shown: Chronology, siblings: tuple[str, ...], select: UUID | None) -> None:
        self._chronology = chronology
        self._newest = None
        self._siblings = siblings
        self._own_app.learn_names(chronology.events)
        self._show_header(chronology)
        self._show_chosen(shown, select)
        self._analyse()
        for job in (self._once_whole, self._asked):
            if job is not None:
                self.call_after_refresh(job)
        self._once_whole = self._asked = None

    def _show_chosen(self, shown: Chronology, select: UUID | None) -> None:
        """Show some or all of the entries in strip and timeline."""
        whole = self._chronology or shown
        self.query_one(MonthsStrip).show(shown.events, self._casebook.today(), whole=whole.events)
        self.timeline.show(shown, select)
        self._show_here()

    def _show_header(self, chronology: Chronology) -> None:
        self.query_one(CaseHeader).show(
            chronology, self._casebook.today(), demo=self._casebook.is_demo, read_only=self._casebook.read_only,
            whole=not self.reading_rest,
        )  # fmt: skip

    def _show_here(self) -> None:
        """Mark in the strip where the timeline is."""
        self.query_one(MonthsStrip).show_here(self.timeline.event)

    # ------------------------------------------------------------------ the findings

    @work(thread=True, exclusive=True, group="analyse")
    def _analyse(self) -> None:
        from chronology_tui.services.reviews import reviews_of  # noqa: PLC0415 - the store's libraries are loaded by now

        self._let_paint()
        try:
            analysis = self._casebook.analyse(self._child)
            reviews = reviews_of(self._casebook, self._child, analysis)
        except ChronologyError as error:
            self._hand_over(self._tell_error, str(error))
        else:
            self._hand_over(self._show_analysis, analysis, reviews)

    def _show_analysis(self, analysis: Analysis, reviews: Mapping[str, Reviewed]) -> None:
        self._analysis = analysis
        self._reviews = reviews
        self.timeline.show_findings(analysis.found, analysis.badges)
        self.panel.show_analysis(analysis, self.timeline.lanes, reviews)
        self._own_app.settle_memory()
