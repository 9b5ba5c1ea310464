"""How the main screen goes about: between timeline, strip and panel, to entries and findings, and to what is searched for."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from chronology_tui.domain.dates import UncertainDate
from chronology_tui.services.listing import landing_at, landing_words
from chronology_tui.tui.screens.main_loading import needs_whole
from chronology_tui.tui.screens.main_selecting import SelectingScreen
from chronology_tui.tui.widgets.months import MonthsStrip
from chronology_tui.tui.widgets.page import Page
from chronology_tui.tui.widgets.timeline import Timeline


class GoingScreen(SelectingScreen):
    """A screen of one chronology that is moved about in."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "patterns", "Patterns", show=False),
        Binding("slash", "search", "Search", show=False),
        Binding("g", "go_to_date", "Go to a date", show=False),
        Binding("right_square_bracket", "step(1)", "Next entry of the finding", show=False),
        Binding("left_square_bracket", "step(-1)", "Previous entry of the finding", show=False),
        Binding("escape", "back", "Back", show=False),
    ]

    # ------------------------------------------------------------------ entries

    @on(Timeline.Opened)
    @needs_whole
    def _opened(self, event: Timeline.Opened) -> None:
        from chronology_tui.tui.modals.entry import EntryScreen  # noqa: PLC0415 - dialogues load when first wanted

        if self._chronology is not None:
            self.app.push_screen(EntryScreen(event.event, self._chronology, glyphs=self.glyphs))

    @on(MonthsStrip.Wanted)
    def _wanted(self, event: MonthsStrip.Wanted) -> None:
        self.go_to_date(event.bar.when)

    @on(Timeline.LaneClicked)
    def _lane_clicked(self, event: Timeline.LaneClicked) -> None:
        self.panel.target = event.key

    @needs_whole
    def action_go_to_date(self) -> None:
        """Ask for a date and go there."""
        from chronology_tui.tui.modals.go_to_date import GoToDateScreen  # noqa: PLC0415 - dialogues load when first wanted

        self._skip_while_typing()
        shown = self.timeline.chronology
        if shown is not None:
            self.app.push_screen(GoToDateScreen(self._casebook.date_context(shown.child), shown), self.go_to_date)

    def go_to_date(self, when: UncertainDate | None) -> None:
        """Go to the first entry on a date; where there is none, to the nearest, and say so."""
        shown = self.timeline.chronology
        if when is None or shown is None:
            return
        landing = landing_at(shown, when)
        if landing.event is not None:
            self.timeline.go_to(landing.event.id)
        if not landing.there:
            self._tell(landing_words(landing, when, shown))
        self._leave_panel()

    def action_open(self) -> None:
        """Open what is selected: the finding in the panel, else the entry."""
        if self.panel.has_focus:
            self.panel.action_choose()
        else:
            self.timeline.action_open()

    def action_step(self, by: int) -> None:
        """Step through the entries of the lit finding."""
        self.timeline.action_step(by)

    def action_timeline_ends(self, last: int) -> None:
        """Go to the first or last entry."""
        self.timeline.action_ends(last)
        self.timeline.focus()

    @needs_whole
    def action_search(self) -> None:
        """Find an entry by its words and go to it."""
        from chronology_tui.tui.modals.search import SearchScreen  # noqa: PLC0415 - dialogues load when first wanted

        if self._chronology is not None:
            self.app.push_screen(SearchScreen(self._casebook, self._child, glyphs=self.glyphs), self._go_to)

    # ------------------------------------------------------------------ the panel and its findings

    @on(Page.Highlighted)
    def _highlighted(self, event: Page.Highlighted) -> None:
        timeline = self.timeline
        if self._analysis is None or event.target == timeline.lit:
            return
        timeline.light(event.target)
        timeline.show_evidence()
        # A finding without a lane has just been given one, or has given it back: the panel shows which.
        self.panel.show_analysis(self._analysis, timeline.lanes, self._reviews)

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        from chronology_tui.tui.modals.finding import FindingScreen, Judging  # noqa: PLC0415 - dialogues load when first wanted

        if self._analysis is None or self._chronology is None:
            return
        finding = next((f for f in self._analysis.findings if f.key == event.target), None)
        if finding is not None:
            judging = Judging(self._casebook, self._analysis, self._reviews.get(finding.key), self._reviewed)
            self.app.push_screen(FindingScreen(finding, self._chronology, judging, glyphs=self.glyphs), self._go_to)

    def _reviewed(self) -> None:
        if self.is_attached:
            self._analyse()

    def action_patterns(self) -> None:
        """Go to the panel, showing it over the timeline where it is folded; again, leave it."""
        if self.panel.has_focus:
            self._leave_panel()
            return
        if self.has_class("folded"):
            self.add_class("panel-over")
        self.panel.focus()

    def _leave_panel(self) -> None:
        """Go to the timeline; the highlighted finding stays lit."""
        self.remove_class("panel-over")
        self.timeline.focus()

    def action_back(self) -> None:
        """Back out one step: leave the panel; select no entries; let all lanes shine alike; take the last chip away."""
        if self.panel.has_focus:
            self._leave_panel()
        elif self._unmark():
            self.timeline.focus()
        elif self.panel.target is not None:
            self.panel.target = None
        elif not self._drop_last_chip():
            self.timeline.focus()
