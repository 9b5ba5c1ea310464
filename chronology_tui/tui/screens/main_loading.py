"""How the main screen comes by what it shows: the chronology and its findings, read and worked out in threads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from textual import work

from chronology_tui.analysis.finding import Analysis
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.finding_reviews import Reviewed
from chronology_tui.domain.typed_line import Known, known_from
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.screens.case_screen import CaseScreen
from chronology_tui.tui.widgets.case_header import CaseHeader
from chronology_tui.tui.widgets.months import MonthsStrip

if TYPE_CHECKING:
    from chronology_tui.services import Casebook

FOLLOW_SECONDS = 3.0
"""How often a store that is open for reading only is asked whether another program has changed it."""


class LoadingScreen(CaseScreen):
    """A screen of one chronology that reads it and shows it."""

    def __init__(self, casebook: Casebook, child: UUID, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(casebook, child, glyphs=glyphs)
        self._siblings: tuple[str, ...] = ()
        self._known = Known()
        """What the typed line completes from."""

    # ------------------------------------------------------------------ the chronology

    @work(thread=True, exclusive=True, group="load")
    def _load(self, select: UUID | None = None, *, then: Callable[[], None] | None = None) -> None:
        """Read the chronology and show it, with ``select`` selected; then call ``then`` in the screen's own thread."""
        try:
            chronology = self._casebook.chronology(self._child)
            siblings = self._casebook.line_context(self._child).siblings
        except ChronologyError as error:
            self._hand_over(self._tell_error, str(error))
        else:
            self._hand_over(self._show, chronology, siblings, select)
            self._hand_over(self._know, known_from(chronology, siblings))
            if then is not None:
                self._hand_over(then)

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

    def _show(self, chronology: Chronology, siblings: tuple[str, ...], select: UUID | None) -> None:
        self._chronology = chronology
        self._siblings = siblings
        today = self._casebook.today()
        self.query_one(CaseHeader).show(chronology, today, demo=self._casebook.is_demo, read_only=self._casebook.read_only)
        self.query_one(MonthsStrip).show(chronology.events, today)
        self.timeline.show(chronology, select)
        self._show_here()
        self._analyse()

    def _show_here(self) -> None:
        """Mark in the strip where the timeline is."""
        self.query_one(MonthsStrip).show_here(self.timeline.event)

    # ------------------------------------------------------------------ the findings

    @work(thread=True, exclusive=True, group="analyse")
    def _analyse(self) -> None:
        from chronology_tui.services.reviews import reviews_of  # noqa: PLC0415 - the store's libraries are loaded by now

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
