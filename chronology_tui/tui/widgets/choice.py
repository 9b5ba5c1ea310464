"""One line of a form that is no text: a choice among a few, or a list that opens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from chronology_tui.domain.text import one_line
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.widgets.line import Line, OneLine


class _Control(OneLine, can_focus=True):
    """A line that takes the focus: then it stands on the colour of what is selected, with a bar at its left."""

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.glyphs = glyphs

    def on_focus(self) -> None:
        """Show that it has the focus."""
        self.ground = "select"
        self.refresh()

    def on_blur(self) -> None:
        """Show that it has lost it."""
        self.ground = "panel"
        self.refresh()

    ground = "panel"

    def begin(self, line: Line) -> None:
        """Draw the mark of the focus."""
        line.add(self.glyphs.bar if self.has_focus else " ", "accent bold")


class Choice(_Control):
    """One of a few values: left and right go through them, and so do space and the mouse."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", "The one before", show=False),
        Binding("right,space", "turn(1)", "The next one", show=False),
    ]

    @dataclass
    class Changed(Message):
        """The reader chose another value."""

        choice: Choice

        @property
        def control(self) -> Choice:
            """The choice."""
            return self.choice

    def __init__(
        self,
        options: Sequence[tuple[str, str]],
        value: str,
        *,
        glyphs: Glyphs = UNICODE,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """Take ``options`` as pairs of value and words; there is at least one."""
        super().__init__(glyphs=glyphs, id=id)
        self._options = tuple(options)
        self._value = value

    @property
    def value(self) -> str:
        """The value that is chosen; one that is no option shows as it is."""
        return self._value

    @value.setter
    def value(self, value: str) -> None:
        self._value = value
        self.refresh()

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer other values."""
        self._options = tuple(options)
        self.refresh()

    @property
    def offered(self) -> tuple[str, ...]:
        """The values that can be chosen."""
        return tuple(value for value, _ in self._options)

    @property
    def words(self) -> str:
        """What is chosen, in words."""
        return next((words for value, words in self._options if value == self._value), self._value)

    def build(self, line: Line) -> None:
        """Draw the words between two arrows."""
        back, on = ("<", ">") if self.glyphs.prompt == ">" else ("‹", "›")
        role = "accent bold" if self.has_focus else "faint"
        self.begin(line)
        line.add(f"{back} ", role)
        line.add(one_line(self.words), "text")
        line.add(f" {on}", role)

    def action_turn(self, by: int) -> None:
        """Choose the next or the one before, round and round."""
        values = self.offered
        at = values.index(self._value) + by if self._value in values else 0
        self.value = values[at % len(values)]
        self.post_message(self.Changed(self))

    def on_click(self) -> None:
        """Choose the next one."""
        self.action_turn(1)


class Opener(_Control):
    """Says what is chosen from a longer list, which it opens."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space,right", "open", "Open the list", show=False)]

    @dataclass
    class Opened(Message):
        """The reader wants to see the list."""

        opener: Opener

        @property
        def control(self) -> Opener:
            """Who opens it."""
            return self.opener

    def __init__(self, words: str, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002
        super().__init__(glyphs=glyphs, id=id)
        self._words = words

    def show(self, words: str) -> None:
        """Say something else."""
        self._words = words
        self.refresh()

    def build(self, line: Line) -> None:
        """Draw the words, and that more lies behind them."""
        self.begin(line)
        line.add("  ", "text")
        line.add(one_line(self._words), "text")
        line.add(f" {self.glyphs.more}", "accent bold" if self.has_focus else "faint")

    def action_open(self) -> None:
        """Ask the screen to open the list."""
        self.post_message(self.Opened(self))

    def on_click(self, click: events.Click) -> None:
        """Open the list."""
        click.stop()
        self.action_open()
