"""The two things that are typed to show only some entries: a period, and words."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from chronology_tui.domain.dates import DateContext, DateRefused, UncertainDate, day_words, parse_date
from chronology_tui.domain.search_words import parse_query
from chronology_tui.domain.text import one_line
from chronology_tui.services.listing import Choice
from chronology_tui.tui.filtering import period_words
from chronology_tui.tui.widgets.fields import FORM_KEYS, once_taken_in
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says, answer

WORDS_HINT = 'Words or beginnings of words. "In quotes" a phrase. A hyphen before a word leaves out entries with it.'
PERIOD_HINT = "A day, month or year, in any way that a date can be typed. An empty field leaves that end open."


class _Asking(ModalScreen[Choice | None]):
    """A dialogue with fields whose Enter answers."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *FORM_KEYS,
        Binding("enter,ctrl+s", "take", "Show these entries", show=False, priority=True),
    ]
    DEFAULT_CSS = """
    _Asking .row { height: 1; }
    _Asking .row Says { width: 8; height: 1; }
    _Asking .dialogue Input { width: 1fr; margin-bottom: 0; }
    _Asking #answer { margin-top: 1; }
    """
    KEYS: ClassVar = (Key("enter", "show these", "take"), Key("esc", "back", "back"))

    def __init__(self, choice: Choice) -> None:
        super().__init__()
        self._choice = choice

    @property
    def _fields(self) -> list[PlainInput]:
        return list(self.query(PlainInput))

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        _, said, role = self.read()
        answer(self, said, role)

    def read(self) -> tuple[Choice | None, str, str]:
        """Return the filter as it is typed, None while it cannot be read, with what is said of it."""
        raise NotImplementedError  # abstract: each subclass has its own; Textual's metaclass takes no ABC

    def action_take(self) -> None:
        """Answer, once every field has taken in the keys that were handed to it."""
        once_taken_in(self._fields, self._take)

    def _take(self) -> None:
        choice, said, role = self.read()
        if choice is None:
            answer(self, said, role)
        else:
            self.dismiss(choice)

    def action_back(self) -> None:
        """Leave without a change."""
        self.dismiss(None)


class WordsScreen(_Asking):
    """Asks for words."""

    def compose(self) -> ComposeResult:
        """The words, what may be typed, the keys."""
        with Vertical(classes="dialogue small") as box:
            box.border_title = Content(" entries with these words ")
            yield PlainInput(self._choice.words, placeholder="words to look for")
            yield Says(WORDS_HINT, "mute", id="answer")
            yield KeyBar(self.KEYS, ground="panel")

    def read(self) -> tuple[Choice | None, str, str]:
        """Any text with a word in it will do; none takes the words away."""
        typed = self._fields[0].value.strip()
        if not typed:
            return replace(self._choice, words=""), WORDS_HINT, "mute"
        if parse_query(typed).empty:
            return None, "There is no word to look for: type letters or digits.", "bad"
        return replace(self._choice, words=typed), WORDS_HINT, "mute"


class PeriodScreen(_Asking):
    """Asks for a period."""

    def __init__(self, dates: DateContext, choice: Choice) -> None:
        super().__init__(choice)
        self._dates = dates

    def compose(self) -> ComposeResult:
        """First and last day, how they are read, the keys."""
        start, end = (day_words(day) if day else "" for day in (self._choice.start, self._choice.end))
        with Vertical(classes="dialogue small") as box:
            box.border_title = Content(" entries of a period ")
            with Horizontal(classes="row"):
                yield Says("from", "mute")
                yield PlainInput(start, id="from")
            with Horizontal(classes="row"):
                yield Says("to", "mute")
                yield PlainInput(end, id="to")
            yield Says(PERIOD_HINT, "mute", id="answer")
            yield KeyBar(self.KEYS, ground="panel")

    def read(self) -> tuple[Choice | None, str, str]:
        """A month or year as the first day means its first, as the last day its last."""
        typed = [field.value.strip() for field in self._fields]
        ends: list[UncertainDate | None] = []
        for name, text in zip(("From", "To"), typed, strict=True):
            try:
                ends.append(parse_date(text, self._dates) if text else None)
            except DateRefused as refused:
                return None, f"{name}: {one_line(refused.reason)}", "bad"
        start, end = (ends[0].earliest if ends[0] else None), (ends[1].latest if ends[1] else None)
        if start is not None and end is not None and start > end:
            return None, "The period ends before it begins.", "bad"
        choice = replace(self._choice, start=start, end=end)
        if start is None and end is None:
            return choice, PERIOD_HINT, "mute"
        return choice, f"Entries {period_words(choice)}; undated ones too.", "good"
