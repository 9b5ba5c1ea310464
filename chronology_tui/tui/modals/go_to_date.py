"""Going to a date: typed in any way that a date can be typed, read at every key, with what is there."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import DateContext, DateRefused, UncertainDate, format_date, parse_date, weekday_date
from chronology_tui.domain.text import one_line
from chronology_tui.services.listing import landing_at, landing_words
from chronology_tui.tui.widgets.fields import once_taken_in
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says, answer

HINT = "A day, month or year: 14/3/24, March 2024, 2024, aged 4, 6 weeks ago."


class GoToDateScreen(ModalScreen[UncertainDate | None]):
    """Asks for a date; answers with it, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("enter", "go", "Go there", show=False, priority=True),
    ]

    def __init__(self, dates: DateContext, shown: Chronology) -> None:
        super().__init__()
        self._dates = dates
        self._shown = shown

    def compose(self) -> ComposeResult:
        """The date, how it is read and what is there, the keys."""
        with Vertical(classes="dialogue small") as box:
            box.border_title = Content(" go to a date ")
            yield PlainInput(placeholder="14/3/24")
            yield Says(HINT, "mute", id="answer")
            yield KeyBar([Key("enter", "go there", "go"), Key("esc", "back", "back")], ground="panel")

    def on_mount(self) -> None:
        """Start in the date."""
        self._field.focus()

    @property
    def _field(self) -> PlainInput:
        return self.query_one(PlainInput)

    def _read(self) -> UncertainDate | str:
        """Return the date that is typed, or why it is none."""
        try:
            return parse_date(self._field.value, self._dates)
        except DateRefused as refused:
            return one_line(refused.reason)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        when = self._read()
        if not self._field.value.strip():
            answer(self, HINT, "mute")
        elif isinstance(when, str):
            answer(self, when, "bad")
        else:
            landing = landing_at(self._shown, when)
            said = weekday_date(when) if not when.is_undated else format_date(when)
            answer(self, f"{said}. {landing_words(landing, when, self._shown)}", "good" if landing.there else "look")

    def action_go(self) -> None:
        """Answer, once the field has taken in the keys that were handed to it."""
        once_taken_in([self._field], self._go)

    def _go(self) -> None:
        when = self._read()
        if isinstance(when, str):
            answer(self, when if self._field.value.strip() else HINT, "bad")
        else:
            self.dismiss(when)

    def action_back(self) -> None:
        """Clear what is typed; where nothing is, leave."""
        if self._field.value:
            self._field.value = ""
        else:
            self.dismiss(None)
