"""The form of an entry: every column as a field, read as it is typed, saved whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from chronology_tui.domain.ages import age_on
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import DateContext, DateRefused
from chronology_tui.domain.dates.format import weekday_date
from chronology_tui.domain.kinds import kind_for
from chronology_tui.domain.records import Event
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.text import one_line
from chronology_tui.domain.vocabulary import (
    Basis,
    ChildSeen,
    ContactMode,
    Explanation,
    FamilyResponse,
    Handling,
    Impact,
    Mobility,
)
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.drafting import Drafting
from chronology_tui.tui.widgets.fields import FORM_KEYS, once_taken_in, place_of_focus
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says, answer
from chronology_tui.tui.working import SAVING, own_app

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.services.drafts import Draft

LABELS = {
    "summary": "what happened", "child_voice": "child’s words", "basis": "how it is known", "key": "key event",
    "children": "also about", "presentation": "signs",
}  # fmt: skip
"""What a field is called where its column's own name would not say it."""


def _members(members: Sequence[str]) -> str:
    return ", ".join(member.replace("_", " ") for member in members)


_SCALES = {
    "severity": ", ".join(f"{int(s)} {s.word}" for s in Severity if s.rated),
    "likelihood": ", ".join(f"{int(x)} {x.word}" for x in Likelihood if x.rated),
}
HINTS = {
    **_SCALES,
    "time": "A time of day, such as 14:30.",
    "source": "Title of the source; a title that is not there yet makes a new one.",
    "summary": "A brief note of what happened, in plain words.",
    "quote": "The source's own words.",
    "key": "yes or no",
    "children": "Names of other children of this store whom the entry is about, parted by semicolons.",
    "presentation": "Signs 1 to 12 of the perplexing presentations form, where it is used.",
    "child_seen": _members(list(ChildSeen)), "impact": _members(list(Impact)), "basis": _members(list(Basis)),
    "family_response": _members(list(FamilyResponse)), "handling": _members(list(Handling)), "mode": _members(list(ContactMode)),
    "mobility": _members(list(Mobility)),
}  # fmt: skip
"""What may stand in a field."""
UNSAVED = "Not saved. Enter saves; Esc again leaves without saving."
CAME_BACK = "Not saved yet: this was typed here before. Enter saves it; Esc twice leaves without it."
_BY_CODE = frozenset({"child_seen", "impact", "basis", "family_response", "handling", "mode", "mobility", "explanation"})
"""Fields whose codes are shown as words; they are read either way."""


def shown_as(column: str, text: str) -> str:
    """Return the text of a column as the form shows it."""
    if column == "kind":
        kind = kind_for(text)
        return kind.label if kind is not None else text
    if column == "explanation" and text not in set(Explanation):
        return text
    return text.replace("_", " ") if column in _BY_CODE else text


def draft_place(event: Event) -> str:
    """Return the place of the drafts of an entry's form."""
    return f"form:entry:{event.id}"


def typed_in(draft: Draft) -> dict[str, str]:
    """Return the fields that a draft holds; one that cannot be read holds none."""
    try:
        held = json.loads(draft.content)
    except ValueError:
        return {}
    return {str(column): str(text) for column, text in held.items()} if isinstance(held, dict) else {}


Filled = tuple[dict[str, str], "Draft | None"]
"""What the form of an entry is filled with: its texts by column, and what an earlier form of it did not save."""


def filled(casebook: Casebook, event: Event, chronology: Chronology) -> Filled:
    """Read what the form of an entry is filled with; it reads the store, so it is for a worker."""
    from chronology_tui.services.drafts import drafts_of  # noqa: PLC0415 - loaded behind the first screen
    from chronology_tui.services.editing import entry_values  # noqa: PLC0415 - likewise

    drafts = drafts_of(casebook, chronology.child.id, draft_place(event))
    return entry_values(event, chronology, casebook.children()), drafts[-1] if drafts else None


def label_of(column: str) -> str:
    """Return what a field is called."""
    return LABELS.get(column, column.replace("_", " "))


class Field(PlainInput):
    """One field of the form."""

    def __init__(self, column: str, value: str) -> None:
        super().__init__(value, id=f"field-{column}")
        self.column = column


class EditScreen(ModalScreen[Event | None]):
    """Changes one entry; answers with the entry as it then is, or None when nothing was changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *FORM_KEYS,
        Binding("enter,ctrl+s", "save", "Save", show=False, priority=True),
        Binding("pagedown", "page(8)", "Fields below", show=False, priority=True),
        Binding("pageup", "page(-8)", "Fields above", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    EditScreen .row { height: 1; }
    EditScreen #fields { height: 1fr; background: $panel; scrollbar-size-vertical: 1; }
    EditScreen .small #fields { height: auto; }
    EditScreen #about { height: auto; max-height: 3; margin-top: 1; }
    EditScreen #answer { height: auto; max-height: 3; }
    EditScreen #foot { dock: bottom; height: auto; background: $panel; }
    EditScreen .small #foot { dock: none; }
    """

    def __init__(
        self,
        casebook: Casebook,
        event: Event,
        chronology: Chronology,
        values: Mapping[str, str],
        columns: Sequence[str],
        draft: Draft | None = None,
        start: str = "",
    ) -> None:
        super().__init__()
        self._start = start
        self._draft = draft
        self._draft_id = draft.id if draft is not None else casebook.ledger.new_id()
        self._drafting: Drafting | None = None
        self._casebook = casebook
        self._event = event
        self._chronology = chronology
        self._columns = tuple(columns)
        self._values = {column: shown_as(column, values[column]) for column in columns}
        self._seen = dict(self._values)
        """What stands in each field, as far as it was told."""
        self._dates: DateContext = casebook.date_context(chronology.child)
        self._busy = False
        self._warned_of: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """The fields, what may stand in the one that has the focus, the answer, the keys."""
        with Vertical(classes="dialogue" if len(self._columns) > 1 else "dialogue small") as box:
            box.border_title = Content(f" change entry {self._chronology.number(self._event.id)} ")
            with VerticalScroll(id="fields", can_focus=False):
                for column in self._columns:
                    with Horizontal(classes="row"):
                        yield Says(label_of(column), "mute")
                        yield Field(column, self._values[column])
            with Vertical(id="foot"):
                yield Says(id="about")
                yield Says(id="answer")
                keys = [Key("enter", "save", "save"), Key("tab", "next field", "app.focus_next"), Key("esc", "back", "back")]
                yield KeyBar(keys, ground="panel")

    def on_mount(self) -> None:
        """Start in the first field; what an earlier form of this entry did not save stands in its fields again."""
        child, place = self._chronology.child.id, draft_place(self._event)
        self._drafting = Drafting(own_app(self), self._casebook, child, place, on_trouble=self._failed)
        first = next((field for field in self._fields if field.column == self._start), self._fields[0])
        if self._draft is not None:
            self._drafting.found(self._draft.id, self._draft.content)
            typed = typed_in(self._draft)
            for field in self._fields:
                self._seen[field.column] = field.value = typed.get(field.column, field.value)
            first = next((field for field in self._fields if field.column in typed), first)
            answer(self, CAME_BACK, "look")
        self.set_focus(first)
        self._tell_about(first)

    def on_unmount(self) -> None:
        """Keep what was typed last."""
        if self._drafting is not None:
            self._drafting.flush()

    @property
    def _fields(self) -> list[Field]:
        return list(self.query(Field))

    @property
    def changed(self) -> dict[str, str]:
        """The fields that say something else than the entry does."""
        return {f.column: f.value for f in self._fields if f.value.strip() != self._values[f.column].strip()}

    # ------------------------------------------------------------------ reading while typing

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        field = event.input
        if not isinstance(field, Field) or field.value == self._seen[field.column]:
            return  # filled by the form itself
        self._seen[field.column] = field.value
        answer(self, "")
        self._tell_about(field)
        if self._drafting is not None:
            self._drafting.typed(self._draft_id, json.dumps(changed) if (changed := self.changed) else "")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what may stand in the field."""
        if isinstance(event.widget, Field):
            self._tell_about(event.widget)

    def _tell_about(self, field: Field) -> None:
        words, role = HINTS.get(field.column, ""), "mute"
        if field.column == "date":
            words, role = self._date_words(field.value)
        elif field.column == "kind":
            kind = kind_for(field.value)
            words, role = (f"{kind.label}. {kind.definition}", "good") if kind else ("Not a kind that is known.", "bad")
        self.query_one("#about", Says).say(words, role)

    def _date_words(self, typed: str) -> tuple[str, str]:
        from chronology_tui.services.editing import read_new_date  # noqa: PLC0415 - loaded behind the form

        if typed.strip() == self._values["date"].strip():
            when = self._event.when
        elif not typed.strip():
            return "Type a date, or undated where the source gives none.", "bad"
        else:
            try:
                when = read_new_date(typed, self._event, self._dates)
            except DateRefused as refused:
                return one_line(refused.reason), "bad"
        birth = self._chronology.child.birth
        age = age_on(birth, when.earliest).short if birth is not None and when.earliest is not None else ""
        said = " · ".join(filter(None, (weekday_date(when), age)))
        looks = [one_line(remark.text) for remark in when.remarks if remark.needs_a_look]
        return (" ".join((f"{said}.", *looks)), "look") if looks else (said, "good")

    # ------------------------------------------------------------------ leaving and saving

    def action_page(self, by: int) -> None:
        """Go several fields on or back."""
        fields = self._fields
        self.set_focus(fields[max(0, min(place_of_focus(self, fields) + by, len(fields) - 1))])

    def action_back(self) -> None:
        """Leave; where words would be lost, only at the second Esc."""
        changed = self.changed
        if self._busy:
            return
        if changed and changed != self._warned_of:
            self._warned_of = changed
            answer(self, UNSAVED, "look")
            return
        if self._drafting is not None:
            self._drafting.typed(self._draft_id, "")
        self.dismiss(None)

    def action_save(self) -> None:
        """Save, once every field has taken in the keys that were handed to it."""
        if not self._busy:
            self._busy = True
            once_taken_in(self._fields, self._save_now)

    def _save_now(self) -> None:
        changed = self.changed
        if changed and self._drafting is not None:
            self._save(changed, self._drafting)
        else:
            self._busy = False
            self.action_back()

    @work(thread=True, exclusive=True, group=SAVING)
    def _save(self, changed: dict[str, str], drafting: Drafting) -> None:
        from chronology_tui.services.editing import edit_entries  # noqa: PLC0415 - loaded behind the form

        child, draft = self._chronology.child.id, self._draft_id
        try:
            with drafting.settling(draft):
                (event,) = edit_entries(self._casebook, child, [self._event.id], changed, draft=draft)
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self.dismiss, event)

    def _failed(self, why: str) -> None:
        self._busy = False
        answer(self, why, "bad")
        named = why.partition(":")[0].casefold().replace(" ", "_")
        field = next((field for field in self._fields if field.column == named), None)
        if field is not None:
            self.set_focus(field)
