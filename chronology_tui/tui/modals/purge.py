"""The purge dialogue: what goes for good with a child, and the child's name to be typed before it goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from chronology_tui.domain.records import Child
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says, answer

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.services.purging import Purged, PurgePlan


class PurgeScreen(ModalScreen["Purged | None"]):
    """Purges a child once its name was typed; answers with what came of it, once that was read, or None."""

    DEFAULT_CSS = "PurgeScreen VerticalScroll { height: auto; max-height: 12; background: $panel; margin-bottom: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("enter", "purge", "Purge", show=False),
    ]

    def __init__(self, casebook: Casebook, child: Child) -> None:
        super().__init__()
        self._casebook = casebook
        self._child = child
        self._known = False
        """Whether what would go is shown."""
        self._busy = False
        self._done: Purged | None = None

    def compose(self) -> ComposeResult:
        """What goes, the name to type, what came of it."""
        with Vertical(classes="dialogue small") as box:
            box.border_title = Content(" purge ")
            yield Says(f"Take {one_line(self._child.name)} out of this store for good?", "text bold", id="what")
            with VerticalScroll():
                yield Says("Looking what would go …", "mute", id="goes")
            yield Says(id="ask")
            yield PlainInput(id="name")
            yield Says(id="answer")
            yield KeyBar([Key("enter", "purge", "purge"), Key("esc", "back", "back")], ground="panel")

    def on_mount(self) -> None:
        """Start in the name, and look what would go."""
        self.query_one(VerticalScroll).can_focus = False
        self.query_one(PlainInput).focus()
        self._look()

    @work(thread=True, exclusive=True, group="purge")
    def _look(self) -> None:
        from chronology_tui.services.purging import what_would_go  # noqa: PLC0415 - loaded behind the dialogue

        try:
            plan = what_would_go(self._casebook, self._child.id)
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self._show, plan)

    def _show(self, plan: PurgePlan) -> None:
        if not self.is_attached:
            return
        self._known = True
        self.query_one("#goes", Says).say("\n".join(plan.words))
        self.query_one("#ask", Says).say(f"To go on, type the name as it is recorded: {one_line(self._child.name)}", "look")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        if not self._busy:
            answer(self, "")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_purge()

    def action_purge(self) -> None:
        """Purge the child if the name was typed; when that is done, leave."""
        from chronology_tui.services.purging import named_rightly  # noqa: PLC0415

        if self._done:
            self.dismiss(self._done)
        elif self._busy or not self._known:
            return
        elif not named_rightly(self._child, self.query_one(PlainInput).value):
            answer(self, "That is not the name as it is recorded. Nothing was changed.", "bad")
        else:
            self._busy = True
            answer(self, "Purging …", "mute")
            self._purge()

    @work(thread=True, exclusive=True, group="purge")
    def _purge(self) -> None:
        from chronology_tui.services.purging import purge_child  # noqa: PLC0415

        try:
            purged = purge_child(self._casebook, self._child.id)
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self._purged, purged)

    def _purged(self, purged: Purged) -> None:
        self._done, self._busy = purged, False
        self.query_one("#ask", Says).say("")
        self.query_one(PlainInput).display = False
        self.query_one("#what", Says).say("The child was purged.", "text bold")
        self.query_one("#goes", Says).say("\n".join(map(one_line, purged.words)))
        answer(self, "Press Enter or Esc to go back.", "mute")
        scroll = self.query_one(VerticalScroll)  # the paths of many backups may not fit
        scroll.can_focus = True
        scroll.focus()

    def _failed(self, why: str) -> None:
        self._busy = False
        if self.is_attached:
            answer(self, why, "bad")

    def action_back(self) -> None:
        """Leave, unless the child is being purged at this moment."""
        if not self._busy:
            self.dismiss(self._done)
