"""The main screen: it gathers input, calls one service, shows the result."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, ClassVar, cast
from uuid import UUID

from textual import events, on, work
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.containers import Horizontal
from textual.widgets import Input
from textual.worker import get_current_worker

from chronology_tui.analysis.finding import Analysis
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.finding_reviews import Reviewed
from chronology_tui.domain.text import one_line
from chronology_tui.domain.typed_line import Known, LineContext, LineReading, Suggestion, complete, known_from, read_line
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.drafting import Drafting, came_back
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.screens.main_checks import CheckingScreen
from chronology_tui.tui.widgets.case_header import CaseHeader
from chronology_tui.tui.widgets.insight import NO_REVIEWS, InsightPanel, heading
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.months import MonthsStrip
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.suggestions import Suggestions
from chronology_tui.tui.widgets.timeline import Timeline
from chronology_tui.tui.widgets.typed_line import TypedLine

if TYPE_CHECKING:
    from chronology_tui.services import Casebook, ExportResult
    from chronology_tui.services.drafts import Draft
    from chronology_tui.tui.app import ChronologyApp

FOLD_BELOW = 110
"""Below this many cells the panel folds: it is shown over the timeline on demand."""
WIDE_FROM = 170
"""From this many cells the panel is wider."""
LOW_BELOW = 30
"""Below this many lines the typed line takes less, and the strip gives way."""
FOLLOW_SECONDS = 3.0
"""How often a store that is open for reading only is asked whether another program has changed it."""
READ_ONLY = "This store is open for reading only: nothing can be saved here, and what is typed is not kept."
SAVING = CheckingScreen.SAVING
"""Group of the workers that save: leaving waits for them."""

KEYS = (
    Key("n", "new entry", "new"),
    Key("enter", "open", "open"),
    Key("e", "change", "edit"),
    Key("u", "undo", "undo"),
    Key("/", "search", "search"),
    Key("p", "patterns", "patterns"),
    Key("[ ]", "step", "step(1)"),
    Key("l", "check", "quality"),
    Key("x", "export", "export"),
    Key("c", "children", "children"),
    Key("^p", "all actions", "app.command_palette"),
    Key("q", "leave", "app.quit"),
    Key("?", "keys", "app.help"),
)


def _commands() -> type[Provider]:
    from chronology_tui.tui.commands import MainCommands  # noqa: PLC0415 - loaded when the palette is first opened

    return MainCommands


class MainScreen(CheckingScreen):
    """One child's chronology."""

    COMMANDS: ClassVar = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,i", "new", "New entry", show=False, priority=True),
        Binding("p", "patterns", "Patterns", show=False),
        Binding("slash", "search", "Search", show=False),
        Binding("x", "export", "Export", show=False),
        Binding("c", "children", "Children", show=False),
        Binding("t", "app.next_theme", "Next theme", show=False),
        Binding("question_mark,f1", "app.help", "Keys and help", show=False),
        Binding("q", "app.quit", "Leave", show=False),
        Binding("right_square_bracket", "step(1)", "Next entry of the finding", show=False),
        Binding("left_square_bracket", "step(-1)", "Previous entry of the finding", show=False),
        Binding("escape", "back", "Back", show=False),
    ]

    def __init__(
        self, casebook: Casebook, child: UUID, *, select: UUID | None = None, typed: str = "", glyphs: Glyphs = UNICODE
    ) -> None:
        super().__init__()
        self._casebook = casebook
        self._child = child
        self._first_entry = select
        self._typed_before = typed
        self.glyphs = glyphs
        self._drafting: Drafting | None = None
        self._chronology: Chronology | None = None
        self._analysis: Analysis | None = None
        self._reviews: Mapping[str, Reviewed] = NO_REVIEWS
        self._to_save: deque[tuple[str, str, UUID]] = deque()
        self._saving = False
        self._siblings: tuple[str, ...] = ()
        self._known = Known()

    # ------------------------------------------------------------------ layout

    def compose(self) -> ComposeResult:
        """From top to bottom as the reader sees it."""
        yield CaseHeader(id="header")
        yield MonthsStrip(glyphs=self.glyphs, id="months")
        with Horizontal(id="middle"):
            yield Timeline(glyphs=self.glyphs, id="timeline")
            yield InsightPanel(glyphs=self.glyphs, id="insight")
        suggestions = Suggestions(glyphs=self.glyphs, id="suggestions")
        yield TypedLine(
            self._read, complete=self._suggested, suggestions=suggestions, glyphs=self.glyphs, id="typed-line"
        )  # fmt: skip
        yield KeyBar(KEYS, id="keys")
        yield suggestions

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
    def chronology(self) -> Chronology | None:
        """The chronology that is shown."""
        return self._chronology

    @property
    def analysis(self) -> Analysis | None:
        """The latest analysis, or None while the first is worked out."""
        return self._analysis

    def on_mount(self) -> None:
        """Load the chronology."""
        self._fold()
        self.panel.show([heading("PATTERNS"), Block("are being worked out …", "mute", indent=1)])
        self.timeline.focus()
        # A watcher runs within the key press, so that strip and timeline are painted in one frame; a message would come after.
        self.watch(self.timeline, "selected", self._show_here, init=False)
        self._drafting = Drafting(self._own_app, self._casebook, self._child, "line", on_trouble=self._not_kept)
        self.watch(self.typed_line.input, "value", self._typed, init=False)
        if self._casebook.read_only:
            self.typed_line.refusal = READ_ONLY
            self.set_interval(FOLLOW_SECONDS, self._follow)
        self.typed_line.input.value = self._typed_before
        self._load(self._first_entry, drafts=True)

    def on_unmount(self) -> None:
        """Keep what was typed last."""
        if self._drafting is not None:
            self._drafting.flush()

    def on_resize(self) -> None:
        """Fold what finds no room."""
        self._fold()

    def _fold(self) -> None:
        width, height = self.app.size
        self.set_class(width < FOLD_BELOW, "folded")
        self.set_class(width >= WIDE_FROM, "wide")
        self.set_class(height < LOW_BELOW, "low")
        if width >= FOLD_BELOW:
            self.remove_class("panel-over")

    # ------------------------------------------------------------------ data

    def _hand_over(self, show: Callable[..., None], *values: object) -> None:
        """Show what a worker found, unless a later worker or leaving the screen has made it stale."""
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show_found, show, *values)

    def _show_found(self, show: Callable[..., None], *values: object) -> None:
        if self.is_attached:  # it may have been taken away since the worker looked
            show(*values)

    @work(thread=True, exclusive=True, group="load")
    def _load(self, select: UUID | None = None, *, drafts: bool = False) -> None:
        from chronology_tui.services.drafts import LINE, drafts_of  # noqa: PLC0415 - the store's libraries are loaded by now

        try:
            chronology = self._casebook.chronology(self._child)
            siblings = self._casebook.line_context(self._child).siblings
            typed = drafts_of(self._casebook, self._child, LINE) if drafts and not self._casebook.read_only else ()
        except ChronologyError as error:
            self._hand_over(self._tell_error, str(error))
        else:
            self._hand_over(self._show, chronology, siblings, select)
            self._hand_over(self._know, known_from(chronology, siblings))
            if typed:
                self._hand_over(self._put_back, typed)

    @work(thread=True, exclusive=True, group="follow")
    def _follow(self) -> None:
        """Show what another program has written meanwhile."""
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
        self._analyse()

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

    @property
    def _own_app(self) -> ChronologyApp:
        return cast("ChronologyApp", self.app)

    def _tell_error(self, why: str) -> None:
        self.app.notify(one_line(why), severity="error", markup=False)

    # ------------------------------------------------------------------ the typed line

    def _read(self, text: str, source: str) -> LineReading:
        """Read a line in the screen's own thread: pure, no store, no lock, so typing never waits."""
        chronology = self._chronology
        if chronology is None:
            return self._casebook.read_line(self._child, text, source)
        return read_line(text, LineContext(self._casebook.date_context(chronology.child), source, self._siblings))

    def _suggested(self, text: str, cursor: int) -> tuple[Suggestion, ...]:
        """Complete a line in the screen's own thread: pure and fast, as reading is."""
        return complete(text, cursor, self._known)

    @on(TypedLine.Submitted)
    def _submitted(self, event: TypedLine.Submitted) -> None:
        self._to_save.append((event.text, event.source, event.draft))
        if not self._saving:
            self._saving = True
            self._save()

    @work(thread=True, group=SAVING)
    def _save(self) -> None:
        """Save the lines that wait, one after the other in the order they were typed, even if the screen has gone."""
        latest: UUID | None = None
        while self.app.call_from_thread(self._more_to_save):
            text, source, draft = self._to_save.popleft()
            try:
                with self._settling(draft):
                    latest = self._casebook.add_line(self._child, text, source, draft=draft).id
            except ChronologyError as error:
                self.app.call_from_thread(self._not_saved, text, str(error), draft)
            else:
                self.app.call_from_thread(self._saved, text, source)
        if latest is not None:
            self.app.call_from_thread(self._load_again, latest)

    def _load_again(self, select: UUID | None) -> None:
        if self.is_attached:
            self._load(select)

    def _more_to_save(self) -> bool:
        """Whether a line waits; asked in the screen's own thread, so that no line can slip in between."""
        self._saving = bool(self._to_save)
        return self._saving

    def _settling(self, draft: UUID) -> AbstractContextManager[None]:
        return nullcontext() if self._drafting is None else self._drafting.settling(draft)

    def _typed(self, value: str) -> None:
        """Have what stands in the line kept; within the key press, so it only notes the words."""
        if self._drafting is not None:
            self._drafting.typed(self.typed_line.draft, self.typed_line.draft_words if value.strip() else "")

    def _put_back(self, drafts: tuple[Draft, ...]) -> None:
        """Bring back the lines that an earlier run did not save."""
        if self._drafting is not None:
            for draft in drafts:
                self._drafting.found(draft.id, draft.content)
        self.typed_line.put_back([(draft.content, draft.id) for draft in drafts], came_back(drafts))
        if self.focused in {None, self.timeline}:  # the keys that are spoken of are those of the line
            self.typed_line.input.focus()  # later, as the timeline's own wish for it may still be on its way

    def _not_kept(self, why: str) -> None:
        self._tell_error(f"What is typed could not be kept as a draft. {why}")

    def _not_saved(self, text: str, why: str, draft: UUID) -> None:
        if self.is_attached:
            self.typed_line.not_saved(text, why, draft)
        else:
            self._tell_error(f"{why} The line was: {text}")

    def _saved(self, text: str, source: str) -> None:
        if self.is_attached:
            self.typed_line.saved(text, self._read(text, source).said)

    def on_paste(self, event: events.Paste) -> None:
        """Put text that is pasted anywhere on this screen into the typed line; nothing pasted is dropped."""
        event.stop()
        self.set_focus(self.typed_line.input)
        self.typed_line.input.put_in(event.text)

    @on(TypedLine.Rested)
    def _rested(self, event: TypedLine.Rested) -> None:
        self._preview(event.text, event.source)

    @work(thread=True, exclusive=True, group="preview")
    def _preview(self, text: str, source: str) -> None:
        try:
            effect = self._casebook.preview_line(self._child, text, source)
        except ChronologyError as error:
            effect = str(error)
        self._hand_over(self.typed_line.show_effect, text, effect)

    @on(TypedLine.Left)
    def _left(self) -> None:
        self.timeline.focus()

    @property
    def child(self) -> UUID:
        """Whose chronology this is."""
        return self._child

    @property
    def keeps_drafts(self) -> bool:
        """Whether what is typed here is there at the next start."""
        return not (self._casebook.read_only or self._casebook.is_demo or (self._drafting and self._drafting.trouble))

    @property
    def unkept_words(self) -> str:
        """What stands in the typed line and is no draft."""
        return "" if self.keeps_drafts else self.typed_line.input.value

    @property
    def unsaved_words(self) -> bool:
        """Whether the typed line holds words that are not saved."""
        return self.is_mounted and self.typed_line.has_words

    # ------------------------------------------------------------------ timeline and panel

    @on(Timeline.Selected)
    def _show_here(self) -> None:
        self.query_one(MonthsStrip).show_here(self.timeline.event)

    @on(Timeline.Opened)
    def _opened(self, event: Timeline.Opened) -> None:
        from chronology_tui.tui.modals.entry import EntryScreen  # noqa: PLC0415 - dialogues load when first wanted

        if self._chronology is not None:
            self.app.push_screen(EntryScreen(event.event, self._chronology, glyphs=self.glyphs))

    @on(MonthsStrip.Wanted)
    def _wanted(self, event: MonthsStrip.Wanted) -> None:
        self.timeline.selected = event.place
        self.timeline.focus()

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

    def _go_to(self, event_id: UUID | None) -> None:
        if event_id is not None and self.timeline.go_to(event_id):
            self._leave_panel(keep_lit=True)

    # ------------------------------------------------------------------ actions

    def action_new(self) -> None:
        """Go to the typed line.

        The key has priority and the focus moves at once, so that what is typed on, however fast, lands in the line.
        """
        if isinstance(self.focused, Input):
            raise SkipAction
        self.set_focus(self.typed_line.input)

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

    def action_patterns(self) -> None:
        """Go to the panel, showing it over the timeline where it is folded; again, leave it."""
        if self.panel.has_focus:
            self._leave_panel(keep_lit=True)
            return
        if self.has_class("folded"):
            self.add_class("panel-over")
        self.panel.focus()

    def _leave_panel(self, *, keep_lit: bool) -> None:
        self.remove_class("panel-over")
        if not keep_lit:
            self.panel.target = None
        self.timeline.focus()

    def action_back(self) -> None:
        """Leave the panel; in the timeline, let all lanes shine alike again."""
        if self.panel.has_focus:
            self._leave_panel(keep_lit=True)
        elif self.panel.target is not None:
            self.panel.target = None
        else:
            self.timeline.focus()

    def action_search(self) -> None:
        """Find an entry by its words and go to it."""
        from chronology_tui.tui.modals.search import SearchScreen  # noqa: PLC0415 - dialogues load when first wanted

        if self._chronology is not None:
            self.app.push_screen(SearchScreen(self._casebook, self._child, glyphs=self.glyphs), self._go_to)

    def action_export(self) -> None:
        """Ask where to write the referral pack."""
        from chronology_tui.tui.modals.export import ExportScreen  # noqa: PLC0415 - dialogues load when first wanted

        if self._chronology is not None:
            self.app.push_screen(ExportScreen(self._casebook, self._chronology.child), self._exported)

    def _exported(self, result: ExportResult | None) -> None:
        if result is None:
            return
        issues = "".join(f"\n{one_line(issue.message)}" for issue in result.issues)
        self.app.notify(
            f"Written: {one_line(str(result.path))}{issues}",
            severity="warning" if result.issues else "information",
            markup=False,
        )

    def action_children(self) -> None:
        """Go back to the caseload."""
        self._own_app.show_caseload()
