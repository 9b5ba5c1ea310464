"""What every part of the main screen stands on: whose chronology it is, what is on the screen, telling, and working in threads.

The parts are classes of their own, one a meaning: :mod:`.main_loading` reads and shows, :mod:`.main_line` serves the typed line,
:mod:`.main_going` goes to entries and findings, :mod:`.main_changes` changes entries, :mod:`.main_checks` asks of all of them.
:mod:`.main` puts them together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from textual.actions import SkipAction
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import get_current_worker

from chronology_tui.analysis.finding import Analysis
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.finding_reviews import Reviewed
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.widgets.insight import NO_REVIEWS, InsightPanel
from chronology_tui.tui.widgets.timeline import Timeline
from chronology_tui.tui.widgets.typed_line import TypedLine
from chronology_tui.tui.working import SAVING, own_app

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.tui.app import ChronologyApp

T = TypeVar("T")


class CaseScreen(Screen[None]):
    """A screen of one child's chronology."""

    def __init__(self, casebook: Casebook, child: UUID, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self._casebook = casebook
        self._child = child
        self.glyphs = glyphs
        self._chronology: Chronology | None = None
        self._analysis: Analysis | None = None
        self._reviews: Mapping[str, Reviewed] = NO_REVIEWS

    @property
    def child(self) -> UUID:
        """Whose chronology this is."""
        return self._child

    @property
    def chronology(self) -> Chronology | None:
        """The chronology that is shown, or None while it is first read."""
        return self._chronology

    @property
    def analysis(self) -> Analysis | None:
        """The latest analysis, or None while the first is worked out."""
        return self._analysis

    @property
    def timeline(self) -> Timeline:
        """The timeline."""
        return self.query_one(Timeline)

    @property
    def panel(self) -> InsightPanel:
        """The insight panel."""
        return self.query_one(InsightPanel)

    @property
    def typed_line(self) -> TypedLine:
        """The typed line."""
        return self.query_one(TypedLine)

    @property
    def _own_app(self) -> ChronologyApp:
        return own_app(self)

    # ------------------------------------------------------------------ telling

    def _tell(self, words: str) -> None:
        self.app.notify(words, markup=False)

    def _tell_error(self, why: str) -> None:
        self.app.notify(one_line(why), severity="error", markup=False)

    def _skip_while_typing(self) -> None:
        """Leave a key to the field that is typed in: what is typed is never taken for the key of an action."""
        if isinstance(self.focused, Input):
            raise SkipAction

    # ------------------------------------------------------------------ working in threads

    def _hand_over(self, show: Callable[..., None], *values: object) -> None:
        """Show what a worker found, unless a later worker or leaving the screen has made it stale."""
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._if_here, show, *values)

    def _if_here(self, show: Callable[..., None], *values: object) -> None:
        if self.is_attached:  # it may have been taken away since the worker looked
            show(*values)

    async def _saves_done(self) -> None:
        """Wait for what was asked for before: an undo that overtakes the line before it would take back something else."""
        running = [worker for worker in self.app.workers if worker.group == SAVING and not worker.is_finished]
        if running:
            await self.app.workers.wait_for_complete(running)

    def _in_thread(self, job: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do ``job`` in a worker thread and hand its answer to ``then`` in the screen's own; a refusal is told."""

        def run() -> None:
            try:
                answer = job()
            except ChronologyError as error:
                self.app.call_from_thread(self._tell_error, str(error))
            else:
                self.app.call_from_thread(self._if_here, then, answer)

        self.run_worker(run, thread=True, group=SAVING)
