"""Changing only the date of an entry: read as it is typed, saved whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from chronology_tui.domain.ages import age_on
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.date_readings import when_text
from chronology_tui.domain.dates import DateRefused
from chronology_tui.domain.dates.format import weekday_date
from chronology_tui.domain.records import Event
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ChronologyError
from chronology_tui.services.editing import read_new_date, save_entry
from chronology_tui.services.entry_forms import TypedBefore, form_place, typed_before
from chronology_tui.tui.drafting import Drafting
from chronology_tui.tui.widgets.fields import once_taken_in
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says, answer
from chronology_tui.tui.working import SAVING, own_app

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.services.drafts import Draft

UNSAVED = "Not saved. Enter saves; Esc again leaves without saving."
CAME_BACK = "Not saved yet: this was typed here before. Enter saves it; Esc twice leaves without it."
"""What forms say that forget at the second Esc what was typed."""
WAITED = "Not saved yet: this was typed here before. Enter saves it, Esc keeps it for later."
KEPT = "The date is not saved; kept as a draft. D on the entry brings it back."


def typed_in(draft: Draft) -> Mapping[str, str]:
    """Return the fields that the draft of a form holds; one that cannot be read holds none."""
    return typed_before(draft.content).fields


class DateScreen(ModalScreen["Event | None"]):
    """Changes the date of one entry; answers with the entry as it then is, or None when nothing was changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("enter,ctrl+s", "save", "Save", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    DateScreen #about { height: auto; max-height: 3; }
    DateScreen #answer { height: auto; max-height: 3; }
    """

    def __init__(self, casebook: Casebook, event: Event, chronology: Chronology, draft: Draft | None = None) -> None:
        super().__init__()
        self._casebook = casebook
        self._event = event
        self._chronology = chronology
        self._draft = draft
        self._draft_id = draft.id if draft is not None else casebook.ledger.new_id()
        self._drafting: Drafting | None = None
        self._dates = casebook.date_context(chronology.child)
        self._was = when_text(event.when)
        self._seen = self._was
        """What stands in the field, as far as it was told."""
        self._busy = False

    def compose(self) -> ComposeResult:
        """The field, how it is read, the answer, the keys."""
        with Vertical(classes="dialogue small") as box:
            box.border_title = Content(f" date of entry {self._chronology.number(self._event.id)} ")
            yield PlainInput(self._was, id="date")
            yield Says(id="about")
            yield Says(id="answer")
            yield KeyBar([Key("enter", "save", "save"), Key("esc", "back", "back")], ground="panel")

    @property
    def field(self) -> PlainInput:
        """The field."""
        return self.query_one(PlainInput)

    @property
    def changed(self) -> bool:
        """Whether the field says something else than the entry does."""
        return self.field.value.strip() != self._was.strip()

    def on_mount(self) -> None:
        """Start in the field; what was typed here before and not saved stands in it again."""
        place = form_place(self._event)
        self._drafting = Drafting(own_app(self), self._casebook, self._chronology.child.id, place, on_trouble=self._failed)
        if self._draft is not None:
            self._drafting.found(self._draft.id, self._draft.content)
            self._seen = self.field.value = typed_before(self._draft.content).fields.get("date", self._was)
            answer(self, WAITED, "look")
        self.set_focus(self.field)
        self._tell()

    def on_unmount(self) -> None:
        """Keep what was typed last."""
        if self._drafting is not None:
            self._drafting.flush()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if self.field.value == self._seen:
            return  # filled by the dialogue itself
        self._seen = self.field.value
        answer(self, "")
        self._tell()
        if self._drafting is not None:
            before = TypedBefore({"date": self.field.value}, {"date": self._was}) if self.changed else TypedBefore()
            self._drafting.typed(self._draft_id, before.words())

    def _tell(self) -> None:
        self.query_one("#about", Says).say(*self._words(self.field.value))

    def _words(self, typed: str) -> tuple[str, str]:
        if not self.changed:
            when = self._event.when
        elif not typed.strip():
            return "Type a date, or undated where the source gives none.", "bad"
        else:
            try:
                when = read_new_date(typed, self._event, self._dates)
            except (DateRefused, ValueError) as refused:
                return one_line(getattr(refused, "reason", str(refused))), "bad"
        birth = self._chronology.child.birth
        age = age_on(birth, when.earliest).short if birth is not None and when.earliest is not None else ""
        said = " · ".join(filter(None, (weekday_date(when), age)))
        looks = any(remark.needs_a_look for remark in when.remarks)
        return " ".join((f"{said}.", *(one_line(remark.text) for remark in when.remarks))), "look" if looks else "good"

    # ------------------------------------------------------------------ leaving and saving

    def action_back(self) -> None:
        """Leave; what is not saved is kept as a draft, and that is said."""
        if self._busy:
            return
        if self.changed:
            self.app.notify(KEPT, markup=False)
        self.dismiss(None)

    def action_save(self) -> None:
        """Save, once the field has taken in the keys that were handed to it."""
        if not self._busy:
            self._busy = True
            once_taken_in([self.field], self._save_now)

    def _save_now(self) -> None:
        if self.changed and self._drafting is not None:
            self._save(self.field.value, self._drafting)
        else:
            self._busy = False
            self.action_back()

    @work(thread=True, exclusive=True, group=SAVING)
    def _save(self, typed: str, drafting: Drafting) -> None:
        child, draft = self._chronology.child.id, self._draft_id
        try:
            with drafting.settling(draft):
                event = save_entry(self._casebook, child, {"date": typed}, seen=self._event, draft=draft)
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self.dismiss, event)

    def _failed(self, why: str) -> None:
        self._busy = False
        if self.is_attached:
            answer(self, why, "bad")
