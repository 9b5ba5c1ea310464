"""Changing many entries at once: what is chosen here is set in all of them, what is not stays; one undo takes it back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import get_current_worker

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.kinds import Area
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.text import counted
from chronology_tui.domain.vocabulary import Handling
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.widgets.choice import Choice
from chronology_tui.tui.widgets.fields import FORM_KEYS, once_taken_in
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says, answer
from chronology_tui.tui.working import SAVING

if TYPE_CHECKING:
    from chronology_tui.services import Casebook

KEEP = "as it is"
"""The value of a choice that changes nothing."""
NONE = ""
CHOICES: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "severity": ("severity", (*((str(s.value), s.word) for s in Severity if s.rated), (NONE, "not rated"))),
    "likelihood": ("likelihood", (*((str(x.value), x.word) for x in Likelihood if x.rated), (NONE, "not judged"))),
    "area_of_health": ("area of health", (*((a.value, a.label) for a in Area), (NONE, "that of its kind"))),
    "key": ("key event", (("yes", "yes"), ("no", "no"))),
    "handling": ("handling", (*((h.value, h.value.replace("_", " ")) for h in Handling), (NONE, "no mark"))),
}
"""The columns that are chosen from a list: what each is called, and its values."""
SOURCE = "source"
NOTHING = "Nothing would change yet. Left and right choose; a source that is not there yet is made."
UNSAVED = "Not saved. Enter saves; Esc again leaves without saving."


class BulkScreen(ModalScreen[int | None]):
    """Changes entries; answers with how many were changed, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *FORM_KEYS,
        Binding("enter,ctrl+s", "save", "Save", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    BulkScreen .row { height: 1; }
    BulkScreen .row Says { width: 17; height: 1; }
    BulkScreen .dialogue Input { width: 1fr; margin-bottom: 0; }
    BulkScreen #answer { margin-top: 1; min-height: 1; }
    """

    def __init__(self, casebook: Casebook, chronology: Chronology, ids: Sequence[UUID], *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self.glyphs = glyphs
        self._casebook = casebook
        self._child = chronology.child.id
        self._ids = tuple(ids)
        self._busy = False
        self._warned_of: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """A line for each column, what would change, the keys."""
        with Vertical(classes="dialogue small") as box:
            box.border_title = Content(f" change {counted(len(self._ids), 'entry', 'entries')} ")
            for column, (label, options) in CHOICES.items():
                with Horizontal(classes="row"):
                    yield Says(label, "mute")
                    yield Choice(((KEEP, KEEP), *options), KEEP, glyphs=self.glyphs, id=f"bulk-{column}")
            with Horizontal(classes="row"):
                yield Says(SOURCE, "mute")
                yield PlainInput(placeholder=KEEP, id="bulk-source")
            yield Says(NOTHING, "mute", id="answer")
            keys = (
                Key("left right", "choose", "app.focus_next"),
                Key("enter", "change them", "save"),
                Key("esc", "back", "back"),
            )
            yield KeyBar(keys, ground="panel")

    def on_mount(self) -> None:
        """Start in the first line."""
        self._fields[0].focus()

    @property
    def _fields(self) -> list[Widget]:
        return [*self.query(Choice), *self.query(PlainInput)]

    @property
    def values(self) -> dict[str, str]:
        """What is to be set, by column."""
        chosen = {column: self.query_one(f"#bulk-{column}", Choice).value for column in CHOICES}
        values = {column: value for column, value in chosen.items() if value != KEEP}
        typed = self.query_one(PlainInput).value.strip()
        return values | ({SOURCE: typed} if typed else {})

    # ------------------------------------------------------------------ foreseeing

    @on(Choice.Changed)
    @on(Input.Changed)
    def _changed(self, event: Choice.Changed | Input.Changed) -> None:
        event.stop()
        if not self.values:
            self.workers.cancel_group(self, "foresee")
            answer(self, NOTHING, "mute")
        else:
            self._foresee(self.values)

    @work(thread=True, exclusive=True, group="foresee")
    def _foresee(self, values: dict[str, str]) -> None:
        from chronology_tui.services.foreseeing import foreseen  # noqa: PLC0415 - loaded behind the dialogue

        try:
            said, role = _foreseen_words(foreseen(self._casebook, self._child, self._ids, values), len(self._ids)), "look"
        except ChronologyError as error:
            said, role = str(error), "bad"
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._say, said, role)

    def _say(self, said: str, role: str) -> None:
        if self.is_attached and not self._busy:
            answer(self, said, role)

    # ------------------------------------------------------------------ leaving and saving

    def action_back(self) -> None:
        """Leave; where something was chosen, only at the second Esc."""
        if self._busy:
            return
        if self.values and self.values != self._warned_of:
            self._warned_of = self.values
            answer(self, UNSAVED, "look")
            return
        self.dismiss(None)

    def action_save(self) -> None:
        """Change them, once every field has taken in the keys that were handed to it."""
        if not self._busy:
            self._busy = True
            once_taken_in(self._fields, self._save_now)

    def _save_now(self) -> None:
        if self.values:
            answer(self, "Changing …", "mute")
            self._save(self.values)
        else:
            self._busy = False
            answer(self, NOTHING, "look")

    @work(thread=True, exclusive=True, group=SAVING)
    def _save(self, values: dict[str, str]) -> None:
        from chronology_tui.services.editing import edit_entries  # noqa: PLC0415 - loaded behind the dialogue
        from chronology_tui.services.foreseeing import ENTRIES, foreseen  # noqa: PLC0415 - likewise

        try:
            changed = foreseen(self._casebook, self._child, self._ids, values)[ENTRIES]
            edit_entries(self._casebook, self._child, self._ids, values)
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self.dismiss, changed)

    def _failed(self, why: str) -> None:
        self._busy = False
        answer(self, why, "bad")


def _foreseen_words(counts: Counter[str], whole: int) -> str:
    from chronology_tui.services.foreseeing import ENTRIES  # noqa: PLC0415 - loaded behind the dialogue

    changed = counts[ENTRIES]
    if not changed:
        return "Nothing would change: they say that already."
    parts = ", ".join(f"{CHOICES[column][0] if column in CHOICES else column} {counts[column]:,}" for column in counts if column)
    return f"{changed:,} of {whole:,} would change: {parts}. One u takes it all back."
