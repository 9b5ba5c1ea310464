"""The dialogue that asks for one thing which is typed or chosen from a list that follows what is typed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input

from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.widgets.fields import once_taken_in
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says, answer

T = TypeVar("T")


class AskScreen(ModalScreen[T | None]):
    """A field over a list. The field keeps the focus; arrows go through the list, Enter takes what is marked or typed."""

    # With priority, so that keys pressed fast act in their order.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", show=False),
        Binding("enter", "take", "Take it", show=False, priority=True),
        Binding("down", "move(1)", "Next", show=False, priority=True),
        Binding("up", "move(-1)", "Previous", show=False, priority=True),
        Binding("pagedown", "page(1)", "Page down", show=False, priority=True),
        Binding("pageup", "page(-1)", "Page up", show=False, priority=True),
        Binding("f1", "app.help", "Keys and help", show=False),
    ]
    KEYS: ClassVar[tuple[Key, ...]] = ()

    def __init__(
        self, title: str, said: str, *, typed: str = "", trouble: str = "", hint: str = "", glyphs: Glyphs = UNICODE
    ) -> None:
        """Take what the dialogue says above the field, what stands in it, and why what stood there was refused."""
        super().__init__()
        self.glyphs = glyphs
        self._title = title
        self._said = said
        self._typed = typed
        self._trouble = trouble
        self._hint = hint

    def compose(self) -> ComposeResult:
        """What it is about, the field, what came of it, the list, the keys."""
        with Vertical(classes="dialogue") as box:
            box.border_title = Content(f" {self._title} ")
            yield Says(self._said, "mute", id="what")
            yield PlainInput(self._typed, placeholder=self._hint, id="typed")
            yield Says(self._trouble, "bad", id="answer")
            yield Page(glyphs=self.glyphs, id="list")
            yield KeyBar([*self.KEYS, Key("esc", "back", "dismiss(None)")], ground="panel")

    def on_mount(self) -> None:
        """Start in the field."""
        self.choices.can_focus = False
        self.query_one("#answer", Says).display = bool(self._trouble)
        self.field.focus()
        self.field.cursor_position = len(self.field.value)
        self.follow(self.field.value)

    @property
    def field(self) -> PlainInput:
        """The field."""
        return self.query_one("#typed", PlainInput)

    @property
    def choices(self) -> Page:
        """The list."""
        return self.query_one("#list", Page)

    # ------------------------------------------------------------------ for those who ask

    def follow(self, typed: str) -> None:
        """Show what may be chosen now that other words are typed; see :meth:`offer`."""
        raise NotImplementedError  # abstract: each subclass has its own; Textual's metaclass takes no ABC

    def taken(self, target: str | None, typed: str) -> None:
        """Take what is marked in the list, or what is typed when ``target`` is None."""
        raise NotImplementedError  # abstract: each subclass has its own; Textual's metaclass takes no ABC

    def offer(self, blocks: Sequence[Block]) -> None:
        """Show other paragraphs in the list, none of them marked."""
        self.choices.target = None
        self.choices.show(blocks)

    def refuse(self, why: str) -> None:
        """Say why what was taken cannot be."""
        answer(self, why, "bad")

    def put(self, typed: str) -> None:
        """Put other words into the field."""
        self.field.value = typed
        self.field.cursor_position = len(typed)

    # ------------------------------------------------------------------ keys

    @on(Input.Changed, "#typed")
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._follow_now()

    def _follow_now(self) -> None:
        if self.field.value != self._typed:
            self._typed = self.field.value
            answer(self, "")
            self.follow(self._typed)

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        event.stop()
        self.taken(event.target, self.field.value)

    def action_take(self) -> None:
        """Take what is marked or typed, once the field has taken in the keys that were handed to it."""
        once_taken_in([self.field], self._take)

    def _take(self) -> None:
        self._follow_now()  # the field tells of its latest letters only after this
        self.taken(self.choices.target, self.field.value)

    def action_move(self, by: int) -> None:
        """Mark the next in the list; before the first, none."""
        targets = self.choices.targets
        if by < 0 and targets and self.choices.target == targets[0]:
            self.choices.target = None
        elif targets:
            self.choices.action_move(by)

    def action_page(self, by: int) -> None:
        """Scroll the list by a window."""
        self.choices.action_page(by)
