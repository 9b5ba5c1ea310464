"""The worker's own words about a finding: the reason of a dismissal, the analysis. Kept as a draft while they are typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from chronology_tui.domain.text import one_line
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.drafting import Drafting
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.plain_area import PlainArea
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says, answer
from chronology_tui.tui.working import SAVING, own_app

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.services.drafts import Draft

Save = Callable[[str, UUID], object]
"""Saves the words and drops their draft, in a worker thread."""

UNSAVED = "Not saved. {key} saves it; Esc again leaves without saving."
CAME_BACK = "Not saved yet: this was typed here before. {key} saves it; Esc twice leaves without it."


class WritingScreen(ModalScreen[bool]):
    """Words that are saved whole or not at all; answers whether they were saved."""

    DEFAULT_CSS = """
    WritingScreen #answer { height: auto; max-height: 3; }
    WritingScreen .dialogue PlainArea { height: 1fr; margin-top: 1; }
    """
    SAVES: ClassVar[str] = "Enter"
    """The key that saves."""
    PLACE: ClassVar[str] = ""
    """Begins the name under which drafts are kept."""
    TITLE: ClassVar[str] = ""
    KEYS: ClassVar[tuple[Key, ...]] = ()
    SIZE: ClassVar[str] = ""
    """Class that makes the dialogue smaller."""

    def __init__(
        self, casebook: Casebook, child: UUID, title: str, words: str, place: str, save: Save, draft: Draft | None = None
    ) -> None:
        super().__init__()
        self._casebook = casebook
        self._child = child
        self._title = one_line(title)
        self._words = words
        self._place = place
        self._save_words = save
        self._draft = draft
        self._draft_id = draft.id if draft is not None else casebook.ledger.new_id()
        self._drafting: Drafting | None = None
        self._seen = words if draft is None else draft.content
        self._warned_of: str | None = None
        self._busy = False

    def compose(self) -> ComposeResult:
        """The finding, the field, the answer, the keys."""
        with Vertical(classes=f"dialogue {self.SIZE}") as box:
            box.border_title = Content(f" {self.TITLE} ")
            yield Says(self._title, "text bold")
            yield from self.ask()
            yield Says(id="answer")
            yield KeyBar(self.KEYS, ground="panel")

    def ask(self) -> ComposeResult:
        """What the words are for, and the field."""
        raise NotImplementedError

    @property
    def field(self) -> Widget:
        """The field."""
        raise NotImplementedError

    @property
    def value(self) -> str:
        """What stands in the field."""
        raise NotImplementedError

    @property
    def refusal(self) -> str:
        """Why what stands in the field cannot be saved; empty when it can."""
        return ""

    @property
    def changed(self) -> bool:
        """Whether the field says something else than is saved."""
        return self.value.strip() != self._words.strip()

    def on_mount(self) -> None:
        """Start in the field; what was typed here before and not saved stands in it again."""
        self._drafting = Drafting(own_app(self), self._casebook, self._child, self._place, on_trouble=self._failed)
        if self._draft is not None:
            self._drafting.found(self._draft.id, self._draft.content)
            answer(self, CAME_BACK.format(key=self.SAVES), "look")
        self.set_focus(self.field)

    def on_unmount(self) -> None:
        """Keep what was typed last."""
        if self._drafting is not None:
            self._drafting.flush()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self, event: Input.Changed | TextArea.Changed) -> None:
        event.stop()
        if self.value == self._seen:
            return  # filled by the dialogue itself
        self._seen = self.value
        answer(self, "")
        if self._drafting is not None:
            self._drafting.typed(self._draft_id, self.value if self.changed else "")

    def action_back(self) -> None:
        """Leave; where words would be lost, only at the second Esc."""
        if self._busy:
            return
        if self.changed and self.value != self._warned_of:
            self._warned_of = self.value
            answer(self, UNSAVED.format(key=self.SAVES), "look")
            return
        if self._drafting is not None:
            self._drafting.typed(self._draft_id, "")
        self.dismiss(False)  # noqa: FBT003 - Textual's own answer

    def action_save(self) -> None:
        """Save, once the field has taken in the keys that were handed to it."""
        if not self._busy:
            self._busy = True
            self.field.call_later(self._save_now)

    def _save_now(self) -> None:
        if self.refusal or self._drafting is None:
            self._failed(self.refusal)
        else:
            self._save(self.value, self._drafting)

    @work(thread=True, exclusive=True, group=SAVING)
    def _save(self, words: str, drafting: Drafting) -> None:
        try:
            with drafting.settling(self._draft_id):
                self._save_words(words, self._draft_id)
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self.dismiss, True)  # noqa: FBT003 - Textual's own answer

    def _failed(self, why: str) -> None:
        self._busy = False
        if self.is_attached:
            answer(self, why, "bad")


class ReasonScreen(WritingScreen):
    """Asks why a finding does not stand."""

    # With priority, so that the field changes before the next key is handed out, however fast the keys come.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("enter,ctrl+s", "save", "Dismiss the finding", show=False, priority=True),
    ]
    SAVES = "Enter"
    PLACE = "form:dismissal"
    TITLE = "dismiss a finding"
    KEYS = (Key("enter", "dismiss the finding", "save"), Key("esc", "back", "back"))
    SIZE = "small"

    def ask(self) -> ComposeResult:
        """For the reason, a field of one line."""
        yield Says("Why does it not stand for this child? The reason is kept with it.", id="what")
        yield PlainInput(self._seen, id="words")

    @property
    def field(self) -> PlainInput:
        """The field."""
        return self.query_one(PlainInput)

    @property
    def value(self) -> str:
        """What stands in the field."""
        return self.field.value

    @property
    def refusal(self) -> str:
        """A finding is dismissed with a reason only."""
        return "" if self.value.strip() else "A reason is needed: say in a few words why the finding does not stand."


class AnalysisScreen(WritingScreen):
    """Takes the worker's own analysis of a finding, of any number of lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("ctrl+s", "save", "Save", show=False, priority=True),
    ]
    SAVES = "Ctrl+S"
    PLACE = "form:analysis"
    TITLE = "analysis by the worker"
    KEYS = (Key("^s", "save", "save"), Key("enter", "new line", "focus_words"), Key("esc", "back", "back"))

    def ask(self) -> ComposeResult:
        """For the analysis, a field of several lines."""
        yield Says("Your own judgement, kept apart from the facts. An export shows it under a heading of its own.", "mute")
        yield PlainArea(self._seen, id="words")

    @property
    def field(self) -> PlainArea:
        """The field."""
        return self.query_one(PlainArea)

    @property
    def value(self) -> str:
        """What stands in the field."""
        return self.field.text

    def on_mount(self) -> None:
        """Start at the end of what is written."""
        self.field.move_cursor(self.field.document.end)

    def action_focus_words(self) -> None:
        """Go to the field, for the mouse."""
        self.set_focus(self.field)
