"""The form of a record: fields of text and choices among a few, read while they are typed, saved whole or not at all.

What is typed and not saved is kept as a draft. The screen that opens a form says what it asks and how it is saved.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import get_current_worker

from chronology_tui.domain.dates import DateContext, DateRefused, parse_date
from chronology_tui.domain.dates.format import weekday_date
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.drafting import Drafting
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.modals.edit import CAME_BACK, UNSAVED, typed_in
from chronology_tui.tui.widgets.choice import Choice
from chronology_tui.tui.widgets.fields import FORM_KEYS, act_at_once, once_taken_in, place_of_focus
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says, answer
from chronology_tui.tui.working import SAVING, own_app

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.services.drafts import Draft

PREVIEW_REST = 0.25
"""Seconds without a key after which what saving would do is worked out."""
_AROUND = 13
"""Lines of the dialogue around its fields, when it has the most to say."""
TURN = "Left and right choose, and so does a first letter."

Reads = Callable[[str], tuple[str, str]]
"""Says what was understood of the words in a field, and the role to say it in; pure."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of a form.

    Attributes:
        name: by which its value is saved.
        label: what the reader sees before it.
        value: what stands in it first.
        hint: what may stand in it.
        options: the values to choose among, each with its words; none for a field of text.
        reads: says what was understood while it is typed.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()
    reads: Reads | None = None


@dataclass(frozen=True, slots=True)
class FormWords:
    """What a form is called, what stands above its fields, and what Enter does."""

    title: str
    said: str = ""
    saves: str = "save"


def reads_date(dates: DateContext) -> Reads:
    """Return what says how a date is read as it is typed."""

    def read(typed: str) -> tuple[str, str]:
        if not typed.strip():
            return "A date in any words, such as 3/6/2024; empty for none.", "mute"
        try:
            when = parse_date(typed, dates)
        except DateRefused as refused:
            return one_line(refused.reason), "bad"
        looks = " ".join(one_line(remark.text) for remark in when.remarks if remark.needs_a_look)
        return (f"{weekday_date(when)}. {looks}", "look") if looks else (weekday_date(when), "good")

    return read


class TextField(PlainInput):
    """A field of text."""

    def __init__(self, asked: Asked) -> None:
        super().__init__(asked.value, id=f"field-{asked.name}")
        self.asked = asked


class ChoiceField(Choice):
    """A choice among a few; a letter goes to the next one whose words begin with it."""

    def __init__(self, asked: Asked, *, glyphs: Glyphs) -> None:
        super().__init__(asked.options, asked.value, glyphs=glyphs, id=f"field-{asked.name}")
        self.asked = asked

    async def _on_key(self, event: events.Key) -> None:
        """Take the keys in the order in which they come; see :func:`act_at_once`."""
        if event.key == "space":
            self.action_turn(1)
        elif event.is_printable and event.character:
            self._turn_to(event.character.casefold())
        elif not await act_at_once(self, event):
            return
        event.stop()
        event.prevent_default()

    def _turn_to(self, letter: str) -> None:
        options = self.asked.options
        at = next((n for n, (value, _) in enumerate(options) if value == self.value), 0)
        following = (*options[at + 1 :], *options[: at + 1])
        found = next((value for value, words in following if words.casefold().startswith(letter)), self.value)
        if found != self.value:
            self.value = found
            self.post_message(self.Changed(self))


FormField = TextField | ChoiceField
Save = Callable[[dict[str, str], UUID], str]
"""Saves the fields that were changed and drops their draft, in a worker thread; returns what was done, in words."""
Preview = Callable[[dict[str, str]], tuple[str, str]]
"""Works out in a worker thread what saving the changed fields would do; returns words and their role."""


class RecordForm(ModalScreen["str | None"]):
    """Asks for the fields of a record; answers with what was done, or None when nothing was saved."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *FORM_KEYS,
        Binding("enter,ctrl+s", "save", "Save", show=False, priority=True),
        Binding("pagedown", "page(8)", "Fields below", show=False, priority=True),
        Binding("pageup", "page(-8)", "Fields above", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    RecordForm .row { height: 1; }
    RecordForm #fields { height: auto; background: $panel; scrollbar-size-vertical: 1; }
    RecordForm #said { height: auto; max-height: 4; margin-bottom: 1; }
    RecordForm #about { height: auto; max-height: 4; margin-top: 1; }
    RecordForm #effect { height: auto; max-height: 6; }
    RecordForm #answer { height: auto; max-height: 3; }
    """

    def __init__(
        self,
        casebook: Casebook,
        child: UUID,
        words: FormWords,
        place: str,
        asked: Sequence[Asked],
        save: Save,
        *,
        preview: Preview | None = None,
        start: str = "",
        draft: Draft | None = None,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__()
        self.glyphs = glyphs
        self._casebook = casebook
        self._child = child
        self._words = words
        self._place = place
        self._asked = tuple(asked)
        self._save_values = save
        self._preview_values = preview
        self._start = start
        self._draft = draft
        self._draft_id = draft.id if draft is not None else casebook.ledger.new_id()
        self._drafting: Drafting | None = None
        self._seen = {one.name: one.value for one in self._asked}
        self._busy = False
        self._warned_of: Mapping[str, str] = {}
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """What it is about, the fields, what may stand in the one that has the focus, the answer, the keys."""
        with Vertical(classes="dialogue small") as box:
            box.border_title = Content(f" {one_line(self._words.title)} ")
            yield Says(self._words.said, "mute", id="said")
            with VerticalScroll(id="fields", can_focus=False):
                for asked in self._asked:
                    with Horizontal(classes="row"):
                        yield Says(one_line(asked.label), "mute")
                        yield ChoiceField(asked, glyphs=self.glyphs) if asked.options else TextField(asked)
            yield Says(id="about")
            yield Says(id="effect")
            yield Says(id="answer")
            keys = [Key("enter", self._words.saves, "save"), Key("tab", "next field", "app.focus_next")]
            yield KeyBar([*keys, Key("esc", "back", "back")], ground="panel")

    def on_mount(self) -> None:
        """Start in the first field; what an earlier form did not save stands in its fields again."""
        self.query_one("#said", Says).display = bool(self._words.said)
        for name in ("#about", "#effect", "#answer"):
            self.query_one(name, Says).display = False
        self._drafting = Drafting(own_app(self), self._casebook, self._child, self._place, on_trouble=self._failed)
        fields = list(self.fields)
        first = next((field for field in fields if field.asked.name == self._start), fields[0])
        if self._draft is not None:
            self._drafting.found(self._draft.id, self._draft.content)
            typed = typed_in(self._draft)
            for field in fields:
                self._seen[field.asked.name] = field.value = typed.get(field.asked.name, field.value)
            first = next((field for field in fields if field.asked.name in typed), first)
            answer(self, CAME_BACK, "look")
        self.set_focus(first)
        if isinstance(first, TextField):
            first.action_end()
        self._tell_about(first)
        self._look_ahead()

    def on_resize(self) -> None:
        """Give the fields the room that the rest leaves; where they need more, they scroll."""
        self.query_one("#fields").styles.max_height = max(3, self.app.size.height - _AROUND)

    def on_unmount(self) -> None:
        """Keep what was typed last."""
        if self._drafting is not None:
            self._drafting.flush()

    @property
    def fields(self) -> Iterator[FormField]:
        """The fields, in order."""
        return (node for node in self.query("#fields .row > *") if isinstance(node, TextField | ChoiceField))

    @property
    def changed(self) -> dict[str, str]:
        """The fields that say something else than at first."""
        return {f.asked.name: f.value for f in self.fields if f.value.strip() != f.asked.value.strip()}

    # ------------------------------------------------------------------ reading while typing

    @on(Input.Changed)
    @on(Choice.Changed)
    def _typed(self, event: Input.Changed | Choice.Changed) -> None:
        event.stop()
        field = event.control
        if not isinstance(field, TextField | ChoiceField) or field.value == self._seen[field.asked.name]:
            return  # filled by the form itself
        self._seen[field.asked.name] = field.value
        answer(self, "")
        self._tell_about(field)
        changed = self.changed
        if self._drafting is not None:
            self._drafting.typed(self._draft_id, json.dumps(changed) if changed else "")
        self._look_ahead()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what may stand in the field."""
        if isinstance(event.widget, TextField | ChoiceField):
            self._tell_about(event.widget)

    def _tell_about(self, field: FormField) -> None:
        words, role = field.asked.hint, "mute"
        if field.asked.reads is not None:
            words, role = field.asked.reads(field.value)
        elif isinstance(field, ChoiceField):
            words = f"{words} {TURN}".strip()
        self.query_one("#about", Says).say(words, role)

    # ------------------------------------------------------------------ what saving would do

    def _look_ahead(self) -> None:
        if self._preview_values is not None:
            if self._timer is not None:
                self._timer.stop()
            self._timer = self.set_timer(PREVIEW_REST, self._start_preview)

    def _start_preview(self) -> None:
        if self._preview_values is not None:
            self._preview(self._preview_values, self.changed)

    @work(thread=True, exclusive=True, group="preview")
    def _preview(self, preview: Preview, changed: dict[str, str]) -> None:
        try:
            words, role = preview(changed)
        except ChronologyError as error:
            words, role = str(error), "bad"
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show_effect, words, role)

    def _show_effect(self, words: str, role: str) -> None:
        if self.is_attached:
            self.query_one("#effect", Says).say(words, role)

    # ------------------------------------------------------------------ leaving and saving

    def action_page(self, by: int) -> None:
        """Go several fields on or back."""
        fields = list(self.fields)
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
            once_taken_in(list(self.fields), self._save_now)

    def _save_now(self) -> None:
        if self._drafting is not None:
            self._save(self.changed, self._drafting)

    @work(thread=True, exclusive=True, group=SAVING)
    def _save(self, changed: dict[str, str], drafting: Drafting) -> None:
        try:
            with drafting.settling(self._draft_id):
                said = self._save_values(changed, self._draft_id)
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self.dismiss, said)

    def _failed(self, why: str) -> None:
        self._busy = False
        if not self.is_attached:
            return
        answer(self, why, "bad")
        if (field := self._named_in(why)) is not None:
            self.set_focus(field)

    def _named_in(self, why: str) -> FormField | None:
        """Return the field that a refusal begins with, else the first that it names by the way."""
        first, said = why.partition(":")[0].casefold().replace(" ", "_"), why.casefold()
        fields = list(self.fields)
        begun = (f for f in fields if first in {f.asked.name, f.asked.label.casefold().replace(" ", "_")})
        by_the_way = (f for f in fields if f.asked.name.replace("_", " ") in said)
        return next(begun, None) or next(by_the_way, None)
