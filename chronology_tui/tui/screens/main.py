"""The main screen: one child's chronology, put together from its parts. It gathers input, calls one service, shows the result."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.containers import Horizontal, Vertical

from chronology_tui.domain.text import one_line
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.screens.main_changes import ChangingScreen
from chronology_tui.tui.screens.main_checks import CheckingScreen
from chronology_tui.tui.screens.main_copying import CopyingScreen
from chronology_tui.tui.screens.main_import import ImportingScreen
from chronology_tui.tui.screens.main_loading import needs_whole
from chronology_tui.tui.screens.main_pasting import PastingScreen
from chronology_tui.tui.widgets.case_header import CaseHeader
from chronology_tui.tui.widgets.chips import Chips
from chronology_tui.tui.widgets.insight import InsightPanel, heading
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.months import MonthsStrip
from chronology_tui.tui.widgets.page import Block
from chronology_tui.tui.widgets.suggestions import Suggestions
from chronology_tui.tui.widgets.timeline import Timeline
from chronology_tui.tui.widgets.typed_line import TypedLine

if TYPE_CHECKING:
    from chronology_tui.services import Casebook, ExportResult

FOLD_BELOW = 110
"""Below this many cells the panel folds: it is shown over the timeline on demand."""
WIDE_FROM = 170
"""From this many cells the panel is wider."""
WIDEST_FROM = 190
"""From this many it is wider still, so that the badges stay beside their entries."""
LOW_BELOW = 30
"""Below this many lines the typed line takes less, and the strip gives way."""

KEYS = (
    Key("n", "new entry", "new"),
    Key("enter", "open", "open"),
    Key("e", "change", "edit"),
    Key("u", "undo", "undo"),
    Key("/", "search", "search"),
    Key("f", "filter", "filter"),
    Key("g", "go to date", "go_to_date"),
    Key("p", "patterns", "patterns"),
    Key("[ ]", "step", "step(1)"),
    Key("l", "check", "quality"),
    Key("x", "export", "export"),
    Key("space", "select", "select"),
    Key("y", "copy", "copy"),
    Key("h", "history", "history"),
    Key("s", "sources", "sources"),
    Key("c", "children", "children"),
    Key("^p", "all actions", "app.command_palette"),
    Key("q", "leave", "app.quit"),
    Key("?", "keys", "app.help"),
)


def _commands() -> type[Provider]:
    from chronology_tui.tui.commands import MainCommands  # noqa: PLC0415 - loaded when the palette is first opened

    return MainCommands


class MainScreen(PastingScreen, ChangingScreen, CheckingScreen, ImportingScreen, CopyingScreen):
    """One child's chronology."""

    COMMANDS: ClassVar = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "export", "Export", show=False),
        Binding("c", "children", "Children", show=False),
        Binding("t", "app.next_theme", "Next theme", show=False),
        Binding("m", "app.initials_only", "Names as initials", show=False),
        Binding("f2", "app.settings", "Settings and keys", show=False),
        Binding("question_mark", "app.help", "Keys and help", show=False),
        Binding("q", "app.quit", "Leave", show=False),
    ]

    def __init__(
        self, casebook: Casebook, child: UUID, *, select: UUID | None = None, typed: str = "", glyphs: Glyphs = UNICODE
    ) -> None:
        super().__init__(casebook, child, glyphs=glyphs)
        self._first_entry = select
        self._typed_before = typed

    # ------------------------------------------------------------------ layout

    def compose(self) -> ComposeResult:
        """From top to bottom as the reader sees it."""
        yield CaseHeader(id="header")
        yield MonthsStrip(glyphs=self.glyphs, id="months")
        with Horizontal(id="middle"):
            with Vertical(id="entries"):
                yield Chips(glyphs=self.glyphs, id="chips")
                yield Timeline(glyphs=self.glyphs, id="timeline")
            yield InsightPanel(glyphs=self.glyphs, id="insight")
        suggestions = Suggestions(glyphs=self.glyphs, id="suggestions")
        yield TypedLine(
            self._read, complete=self._suggested, suggestions=suggestions, glyphs=self.glyphs, id="typed-line"
        )  # fmt: skip
        yield KeyBar(self._own_app.keymap.bar(KEYS), id="keys")
        yield suggestions

    def on_mount(self) -> None:
        """Load the chronology."""
        for node in (self, self.timeline):
            self._own_app.keymap.rebind(node)
        self._fold()
        self.panel.show([heading("PATTERNS"), Block("are being worked out …", "mute", indent=1)])
        self.timeline.focus()
        # A watcher runs within the key press, so that strip and timeline are painted in one frame; a message would come after.
        self.watch(self.timeline, "selected", self._show_here, init=False)
        self._start_line(self._typed_before)
        self._start_following()
        self._once_whole = self._find_drafts
        self._load(self._first_entry)

    def on_resize(self) -> None:
        """Fold what finds no room."""
        self._fold()

    def _fold(self) -> None:
        width, height = self.app.size
        self.set_class(width < FOLD_BELOW, "folded")
        self.set_class(width >= WIDE_FROM, "wide")
        self.set_class(width >= WIDEST_FROM, "widest")
        self.set_class(height < LOW_BELOW, "low")
        if width >= FOLD_BELOW:
            self.remove_class("panel-over")

    # ------------------------------------------------------------------ actions

    @needs_whole
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
