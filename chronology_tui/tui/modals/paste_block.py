"""Lines that were pasted: how each is read, which are wanted, and all of those added in one action."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input
from textual.worker import get_current_worker

from chronology_tui.domain.text import one_line
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.widgets.fields import act_at_once
from chronology_tui.tui.widgets.insight import BLANK
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says, answer
from chronology_tui.tui.working import SAVING

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.services.pasting import PastedLine

EMPTY = "Paste the lines here now (in most terminals ctrl+shift+v, or the right mouse button). Each begins with its date."
LEAVE = "Nothing is added yet. Enter adds what is marked; Esc again leaves without adding."
Answer = tuple[UUID, ...] | str
"""The entries that were added; or the text that is to stand in the typed line as one."""


class _LineField(PlainInput):
    """The field in which one line is changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.take_line", "Take the changed line", show=False),
        Binding("escape", "screen.leave_line", "Leave the line as it was", show=False),
    ]

    async def _on_key(self, event: events.Key) -> None:
        if not await act_at_once(self, event):
            await super()._on_key(event)


class PasteScreen(ModalScreen[Answer | None]):
    """Looks at lines one by one; answers with what was added."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", "Back", show=False),
        Binding("space", "mark", "Add it or leave it out", show=False, priority=True),
        Binding("enter", "add", "Add what is marked", show=False, priority=True),
        Binding("e", "edit", "Change the line", show=False),
        Binding("o", "as_one", "All of it as one entry in the typed line", show=False),
        Binding("question_mark,f1", "app.help", "Keys and help", show=False),
    ]
    DEFAULT_CSS = """
    PasteScreen #line { display: none; margin: 0; }
    PasteScreen .editing #line { display: block; }
    """

    def __init__(self, casebook: Casebook, child: UUID, text: str, source: str, page: str, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self.glyphs = glyphs
        self._casebook = casebook
        self._child = child
        self._text = text
        self._kept = (source, page)
        self._texts: list[str] = []
        self._lines: tuple[PastedLine, ...] = ()
        self._left_out: set[int] = set()
        self._taken_twice: set[int] = set()
        """Lines that are added although the same entry is there already."""
        self._busy = False
        self._warned = False

    def compose(self) -> ComposeResult:
        """What would come of it, the lines, the line that is changed, the keys."""
        with Vertical(classes="dialogue") as box:
            box.border_title = Content(" pasted lines ")
            yield Says("Reading …" if self._text.strip() else EMPTY, "mute", id="answer")
            yield Page(glyphs=self.glyphs)
            yield _LineField(id="line")
            keys = [
                Key("space", "add or leave out", "mark"),
                Key("e", "change the line", "edit"),
                Key("o", "all as one entry", "as_one"),
                Key("enter", "add what is marked", "add"),
                Key("esc", "back", "back"),
            ]
            yield KeyBar(keys, ground="panel")

    def on_mount(self) -> None:
        """Read the lines."""
        self._page.focus()
        if self._text.strip():
            self._split(self._text)

    @property
    def _page(self) -> Page:
        return self.query_one(Page)

    @property
    def _editing(self) -> bool:
        return self.query_one(_LineField).has_focus

    def on_paste(self, event: events.Paste) -> None:
        """Read what is pasted here as more lines."""
        event.stop()
        self._text = f"{self._text}\n{event.text}"
        self._split(self._text)

    # ------------------------------------------------------------------ reading

    @work(thread=True, exclusive=True, group="read lines")
    def _split(self, text: str) -> None:
        from chronology_tui.services.pasting import split_block  # noqa: PLC0415 - loaded behind the dialogue

        try:
            texts = split_block(self._casebook, self._child, text)
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, str(error))
            return
        self._read_in_thread(list(texts))

    @work(thread=True, exclusive=True, group="read lines")
    def _read(self, texts: list[str]) -> None:
        self._read_in_thread(texts)

    def _read_in_thread(self, texts: list[str]) -> None:
        from chronology_tui.services.pasting import read_lines  # noqa: PLC0415 - loaded behind the dialogue

        try:
            lines = read_lines(self._casebook, self._child, texts, *self._kept)
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, str(error))
            return
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, texts, lines)

    def _show(self, texts: list[str], lines: tuple[PastedLine, ...]) -> None:
        if self.is_attached:
            self._texts, self._lines = texts, lines
            self._say()
            if self._page.target is None:
                self._page.target = next(iter(self._page.targets), None)

    def _is_wanted(self, place: int) -> bool:
        line = self._lines[place]
        if not line.reading.complete or place in self._left_out:
            return False
        return not line.there or place in self._taken_twice

    @property
    def wanted(self) -> tuple[PastedLine, ...]:
        """The lines that are to be added."""
        return tuple(line for place, line in enumerate(self._lines) if self._is_wanted(place))

    def _say(self) -> None:
        from chronology_tui.services.pasting import said_of  # noqa: PLC0415 - loaded behind the dialogue

        self._page.show([block for place, line in enumerate(self._lines) for block in self._blocks(place, line)])
        if self._lines:
            answer(self, said_of(self._lines, len(self.wanted)), "text")

    def _blocks(self, place: int, line: PastedLine) -> list[Block]:
        mark = "[x] " if self._is_wanted(place) else "[ ] "
        reading, target = line.reading, str(place)
        blocks = [Block(line.text, "text bold" if self._is_wanted(place) else "mute", ((mark, "accent"),), target=target)]
        if reading.problems:
            blocks.append(Block(one_line("; ".join(reading.problems)), "bad", indent=4, target=target))
        else:
            blocks.append(Block(one_line(reading.said), "good" if self._is_wanted(place) else "mute", indent=4, target=target))
        if line.there:
            blocks.append(Block("The same entry is there already.", "look", indent=4, target=target))
        return [*blocks, BLANK]

    # ------------------------------------------------------------------ marking and changing

    @property
    def _place(self) -> int | None:
        return int(self._page.target) if self._page.target is not None else None

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        event.stop()
        self.action_mark()

    def action_mark(self) -> None:
        """Add the line, or leave it out."""
        if self._editing:
            self.query_one(_LineField).insert_text_at_cursor(" ")
            return
        place = self._place
        if place is None:
            return
        if self._is_wanted(place):
            self._left_out.add(place)
            self._taken_twice.discard(place)
        else:
            self._left_out.discard(place)
            if self._lines[place].there:
                self._taken_twice.add(place)
        self._say()

    def action_edit(self) -> None:
        """Change the line."""
        place, field = self._place, self.query_one(_LineField)
        if place is not None:
            self.query_one(".dialogue").add_class("editing")
            field.value = self._texts[place]
            field.cursor_position = len(field.value)
            field.focus()

    def action_take_line(self) -> None:
        """Read the line as it was changed."""
        place, typed = self._place, self.query_one(_LineField).value
        self.action_leave_line()
        if place is not None:
            texts = [*self._texts]
            texts[place] = typed
            self._left_out.discard(place)
            self._read(texts)

    def action_leave_line(self) -> None:
        """Go back to the list."""
        self.query_one(".dialogue").remove_class("editing")
        self._page.focus()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()

    # ------------------------------------------------------------------ adding and leaving

    def action_as_one(self) -> None:
        """Have the whole text in the typed line."""
        if self._text.strip() and not self._busy:
            self.dismiss(self._text)

    def action_add(self) -> None:
        """Add what is marked."""
        if self._editing:
            self.action_take_line()
        elif not self._busy and self.wanted:
            self._busy = True
            answer(self, "Adding …", "mute")
            self._add(self.wanted)

    @work(thread=True, exclusive=True, group=SAVING)
    def _add(self, lines: tuple[PastedLine, ...]) -> None:
        from chronology_tui.services.pasting import add_lines  # noqa: PLC0415 - loaded behind the dialogue

        try:
            added = add_lines(self._casebook, self._child, lines)
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self.dismiss, tuple(event.id for event in added))

    def _failed(self, why: str) -> None:
        self._busy = False
        if self.is_attached:
            answer(self, why, "bad")

    def action_back(self) -> None:
        """Leave; where lines would be added, only at the second Esc."""
        if self._busy:
            return
        if self.wanted and not self._warned:
            self._warned = True
            answer(self, LEAVE, "look")
            return
        self.dismiss(())
