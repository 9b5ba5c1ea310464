"""The typed line: one entry typed as one line, coloured as it is understood, read out in words below at every key press.

Typing never waits: reading is pure and fast, the pattern effect is worked out by the screen in a worker once typing rests, and
saving is the screen's work too. Enter clears the line at once, so that the next can be typed while the last is being saved; a
line that could not be saved comes back. Cleared words can always be had back with ``up``.

Each line that is not saved has the identifier of the draft that keeps it: the screen hands the words on to be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from chronology_tui.domain.dates import UncertainDate
from chronology_tui.domain.typed_line import SOURCE_NOT_RECORDED, LineReading, Part
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.theme import Paint, paint_for
from chronology_tui.tui.widgets.line import Line, OneLine
from chronology_tui.tui.widgets.line_colours import LineColours
from chronology_tui.tui.widgets.line_completion import Completer, Completion
from chronology_tui.tui.widgets.line_input import LineInput
from chronology_tui.tui.widgets.line_memory import LineMemory
from chronology_tui.tui.widgets.line_readout import Readout, ReadoutLine
from chronology_tui.tui.widgets.rows import Piece
from chronology_tui.tui.widgets.suggestions import Suggestions

Reader = Callable[[str, str, str], LineReading]
"""Read a line, given source and page of the line before."""

REST = 0.3
"""Seconds without a key before the pattern effect is asked for."""


class Prompt(OneLine):
    """The mark before the input."""

    ground = "panel"

    def __init__(self, mark: str) -> None:
        super().__init__(id="prompt")
        self._mark = mark

    def build(self, line: Line) -> None:
        """Draw the mark."""
        line.add(self._mark, "accent bold")


class TypedLine(Vertical):
    """The typed line with its read-out."""

    DEFAULT_CSS = """
    TypedLine { height: 3; padding: 0 1; }
    TypedLine Horizontal { height: 1; }
    TypedLine #prompt { width: 2; }
    TypedLine LineInput { width: 1fr; height: 1; border: none; padding: 0; background: transparent; }
    TypedLine LineInput:focus { border: none; background-tint: transparent; }
    """

    @dataclass
    class Submitted(Message):
        """A line that can be saved was entered."""

        text: str
        source: str
        draft: UUID
        page: str = ""

    @dataclass
    class Rested(Message):
        """Typing rests on a line that could be saved: its pattern effect is wanted."""

        text: str
        source: str

    @dataclass
    class WholeForm(Message):
        """The reader wants to go on in the form with what stands in the line."""

        text: str
        source: str

    class Left(Message):
        """The reader wants to leave the line."""

    def __init__(
        self,
        read: Reader,
        *,
        complete: Completer | None = None,
        suggestions: Suggestions | None = None,
        glyphs: Glyphs = UNICODE,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        super().__init__(id=id)
        self._read = read
        self._completes = (complete, suggestions) if complete is not None and suggestions is not None else None
        self._completion: Completion | None = None
        self.glyphs = glyphs
        self.source = ""
        """Source of the entry before, kept for the next."""
        self.page = ""
        """Its page, kept with it."""
        self.when: UncertainDate | None = None
        """Date of the entry before, from which a short date is made whole."""
        self.reading: LineReading | None = None
        self._effect = ""
        self._notice: Piece | None = None
        self._asked = False
        self.refusal = ""
        """Why nothing can be saved here, such as in a store that is open for reading only; empty when it can."""
        self._memory = LineMemory()
        self._pending: list[str] = []
        """Lines that were entered and are being saved."""
        self._rest: Timer | None = None
        self.paint: Paint = paint_for("")

    def compose(self) -> ComposeResult:
        """Prompt, input, read-out."""
        with Horizontal():
            yield Prompt(self.glyphs.prompt)
            yield LineInput(self, LineColours(lambda: self.reading, lambda: self.paint))
        yield ReadoutLine("reading")
        yield ReadoutLine("effect")

    def on_mount(self) -> None:
        """Follow the app's theme."""
        self.watch(self.app, "theme", self._use_theme)
        self.watch(self.input, "value", self._value_changed, init=False)
        if self._completes is not None:
            self._completion = Completion(self.input, *self._completes)
            self.watch(self.input, "selection", self._completion.offer, init=False)
            self.watch(self.input, "has_focus", self._completion.offer, init=False)

    def _use_theme(self, theme: str) -> None:
        self.paint = paint_for(theme)
        self.input.refresh()

    @property
    def input(self) -> LineInput:
        """The input."""
        return self.query_one(LineInput)

    @property
    def has_words(self) -> bool:
        """Whether there are words that are not saved, or not yet."""
        return bool(self.input.value.strip() or self._pending)

    @property
    def draft(self) -> UUID:
        """The draft of the words that stand in the line."""
        return self._memory.draft

    @property
    def draft_words(self) -> str:
        """The words of the line as another run reads them: with the source that this one has kept from the entry before."""
        words, reading = self._words_with_page(), self.reading
        if not self.source or reading is None or any(span.part is Part.SOURCE for span in reading.spans):
            return words
        whole = f'{words.rstrip()} src:"{self.source}"'
        return whole if self._read(whole, "", "").source == self.source else words

    def _words_with_page(self) -> str:
        """The words with the page that is kept from the entry before, where they are handed to a reader that does not know it."""
        words, reading = self.input.value, self.reading
        if reading is None or not reading.page or any(span.part is Part.PAGE for span in reading.spans):
            return words
        whole = f'{words.rstrip()} p:"{reading.page}"'
        return whole if self._read(whole, self.source, "").page == reading.page else words

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()

    def _value_changed(self, value: str) -> None:
        """Read the line within the key press, so that the character, its colour and its meaning are painted in one frame."""
        self._effect = ""
        self._notice = None
        self._asked = False
        self.reading = self._read(value, self.source, self.page) if value.strip() else None
        self._say()
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        if self.reading is not None and self.reading.complete:
            self._rest = self.set_timer(REST, self._rested)

    def serve_suggestions(self, key: str) -> bool:
        """Do what ``key`` does to the list of suggestions; False when there is none or the key is not for it."""
        return self._completion is not None and self._completion.serve(key)

    def _rested(self) -> None:
        self._rest = None
        if self.reading is not None and self.reading.complete:
            self.post_message(self.Rested(self.reading.text, self.source))

    # ------------------------------------------------------------------ keys

    def enter(self) -> None:
        """Hand the line over to be saved, or say why it cannot be."""
        reading = self.reading
        if reading is None:
            return
        if self.refusal or not reading.complete:
            self._asked = True
            self._say()
            return
        source, page = self.source, self.page
        self._memory.keep(reading.text)
        self._pending.append(reading.text)
        self.source = "" if reading.source == SOURCE_NOT_RECORDED else reading.source
        self.page, self.when = reading.page if self.source else "", reading.when
        draft = self._memory.next_draft()
        self.input.value = ""
        self.tell("Saving …", "mute")
        self.post_message(self.Submitted(reading.text, source, draft, page))

    def back_out(self) -> None:
        """Clear the line; leave it where it is clear."""
        if self.input.value:
            self._memory.keep(self.input.value)
            self.input.value = ""
            self.tell("Cleared. Press up to have it back, Esc again to leave the line.", "mute")
        else:
            self._notice = None
            self._say()
            self.post_message(self.Left())

    def to_form(self) -> None:
        """Ask for the form with what stands in the line."""
        self.post_message(self.WholeForm(self._words_with_page(), self.source))

    def taken_over(self) -> None:
        """Clear the line: the form holds its words now."""
        if self.input.value:
            self._memory.keep(self.input.value)
            self.input.value = ""

    def begin(self, line: str) -> bool:
        """Let a line stand here, the cursor at its start, where a date is wanted; False where words stand here already."""
        if self.input.value.strip():
            return False
        self.input.value = line
        self.input.cursor_position = 0
        return True

    def keep_for_recall(self, line: str) -> None:
        """Let a line be had back with ``up``."""
        self._memory.keep(line)

    def recall(self, by: int) -> None:
        """Bring an earlier or later line back; what stands there now is kept among them."""
        text = self._memory.recall(by, self.input.value)
        if text:
            self._put(text)
        elif text is not None:
            self.input.value = ""

    def _put(self, text: str) -> None:
        """Let ``text`` stand in the line, with the draft that keeps it already where there is one."""
        kept = self._memory.draft_of(text)
        if kept != self.draft:
            self.input.value = ""  # what stood here is saved or set aside: its draft ends
            self._memory.draft = kept
        self.input.value = text
        self.input.cursor_position = len(text)

    # ------------------------------------------------------------------ told by the screen

    def saved(self, text: str, said: str) -> None:
        """Say that a line is saved; words typed since then stay."""
        self._pending.remove(text)
        if not self.input.value.strip():
            self.tell(f"Saved: {said}", "good")

    def not_saved(self, text: str, why: str, draft: UUID) -> None:
        """Say why a line could not be saved, and bring it back."""
        self._pending.remove(text)
        self._memory.set_aside(text, draft)
        if self.input.value.strip():
            self.tell(f"{why} Press up to have that line back.", "bad")
        else:
            self._put(text)
            self.tell(why, "bad")

    def put_back(self, drafts: Sequence[tuple[str, UUID]], said: str) -> None:
        """Bring back lines that were typed in an earlier run and not saved: the last into the line, the others for recall."""
        self._memory.bring_back(drafts)
        if drafts and not self.input.value:
            self._put(self._memory.latest())
        self.tell(said, "look")

    def show_effect(self, text: str, effect: str) -> None:
        """Show the pattern effect of ``text`` if it is still what is typed."""
        if self.input.value == text and effect != self._effect:
            self._effect = effect
            self._say()

    def tell(self, words: str, role: str) -> None:
        """Show words in the read-out until the next key press."""
        self._notice = (words, role)
        self._say()

    def on_resize(self) -> None:
        """Say all on one line where there is only one."""
        self._say()

    def _say(self) -> None:
        readout = Readout(self.reading, self._effect, self._notice, self.source, self.refusal, self._asked)
        said, more = readout.lines(self.size.height - 1)
        self.query_one("#reading", ReadoutLine).say(said)
        self.query_one("#effect", ReadoutLine).say(more)
