"""The typed line: one entry typed as one line, coloured as it is understood, read out in words below at every key press.

Typing never waits: reading is pure and fast, the pattern effect is worked out by the screen in a worker once typing rests, and
saving is the screen's work too. Enter clears the line at once, so that the next can be typed while the last is being saved; a
line that could not be saved comes back. Cleared words can always be had back with ``up``.

Each line that is not saved has the identifier of the draft that keeps it: the screen hands the words on to be kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid4

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input

from chronology_tui.domain.text import one_line
from chronology_tui.domain.typed_line import SOURCE_NOT_RECORDED, LineReading, Part, Suggestion
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.theme import Paint, paint_for, severity_role
from chronology_tui.tui.widgets.line import Line, OneLine
from chronology_tui.tui.widgets.plain_input import Harmless, PlainInput
from chronology_tui.tui.widgets.rows import Piece
from chronology_tui.tui.widgets.suggestions import Suggestions

Reader = Callable[[str, str], LineReading]
"""Read a line, given the source of the line before."""

Completer = Callable[[str, int], tuple[Suggestion, ...]]
"""Return what may stand at a place of a line."""

REST = 0.3
"""Seconds without a key before the pattern effect is asked for."""

PART_ROLES = {
    Part.DATE: "good underline",
    Part.KIND: "lane1 underline",
    Part.WORDS: "text",
    Part.SEVERITY: "look underline",
    Part.LIKELIHOOD: "look underline",
    Part.SERVICE: "accent underline",
    Part.SOURCE: "accent underline",
    Part.PAGE: "accent underline",
    Part.PROFESSIONAL: "accent underline",
    Part.BROUGHT_BY: "accent underline",
    Part.VOICE: "good underline",
    Part.IMPACT: "lane1 underline",
    Part.ACTION: "lane1 underline",
    Part.RESPONSE: "lane1 underline",
    Part.KEY: "accent underline",
    Part.MEASURE: "good underline",
    Part.TIME: "good underline",
    Part.SIBLING: "accent underline",
    Part.HANDLING: "look underline",
    Part.PRESENTATION: "look underline",
    Part.DUE: "good underline",
    Part.OWNER: "accent underline",
    Part.MEDICINE: "lane1 underline",
    Part.PROBLEM: "bad reverse",
}
"""What each understood part is painted with: underlined where it is understood as more than words, reversed where it is wrong."""

EXAMPLE = "14/3/24 wnb physio; second letter unanswered !3 src:letter"


class _Colours(Harmless):
    """Colours the line as it was last read."""

    def __init__(self, line: TypedLine) -> None:
        self._line = line

    def highlight(self, text: Text) -> None:
        """Colour the understood parts of ``text``."""
        reading = self._line.reading
        current = reading is not None and reading.text == text.plain
        super().highlight(text)
        if reading is None or not current:
            return
        for span in reading.spans:
            if span.part is Part.WORDS:
                continue
            role = PART_ROLES[span.part]
            if span.part is Part.SEVERITY:
                role = f"{severity_role(reading.severity)} underline"
            text.stylize(self._line.paint(role, "panel"), span.start, span.end)


class LineInput(PlainInput):
    """The input itself: ``up`` and ``down`` recall, Esc clears and then leaves; these and Tab serve suggestions first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "recall(-1)", "Earlier line", show=False),
        Binding("down", "recall(1)", "Later line", show=False),
        Binding("escape", "back_out", "Clear, then leave", show=False),
    ]

    def __init__(self, line: TypedLine) -> None:
        super().__init__(placeholder=f"n: type an entry, such as {EXAMPLE}", highlighter=_Colours(line), id="line-input")
        self._line = line

    async def _on_key(self, event: events.Key) -> None:
        """Serve the list of suggestions, in the order in which keys come: what is typed after Tab comes after it."""
        # Tab with nothing to take stays among the words: what is typed next must not land on the single keys of the timeline.
        if self._line.serve_suggestions(event.key) or (event.key == "tab" and self.value):
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)

    # Each acts within its key press, not by a message: what is typed after it must find it done.

    async def action_submit(self) -> None:
        """Enter the line."""
        self._line.enter()

    def action_recall(self, by: int) -> None:
        """Have an earlier or later line back."""
        self._line.recall(by)

    def action_back_out(self) -> None:
        """Clear or leave."""
        self._line.back_out()

    def put_in(self, pasted: str) -> None:
        """Say so where pasted lines have become one."""
        super().put_in(pasted)
        lines = sum(1 for line in pasted.splitlines() if line.strip())
        if lines > 1:
            self._line.tell(f"{lines} pasted lines stand here as one entry. Enter saves them as one, Esc clears them.", "look")


class ReadOut(OneLine):
    """A line below the input, made of pieces in their roles."""

    ground = "panel"

    def __init__(self, id: str) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.pieces: list[Piece] = []

    def say(self, pieces: list[Piece]) -> None:
        """Show other pieces, with a point between them."""
        self.pieces = pieces
        self.refresh()

    def build(self, line: Line) -> None:
        """Draw the pieces."""
        for n, (text, role) in enumerate(self.pieces):
            line.add("  " if n == 0 else " · ", "mute")
            line.add(text, role)


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

    @dataclass
    class Rested(Message):
        """Typing rests on a line that could be saved: its pattern effect is wanted."""

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
        self._complete = complete
        self._suggestions = suggestions
        self.glyphs = glyphs
        self.source = ""
        """Source of the entry before, kept for the next."""
        self.reading: LineReading | None = None
        self._effect = ""
        self._notice: tuple[str, str] | None = None
        self._asked = False
        self.draft = uuid4()
        """Of the words that stand in the line."""
        self.refusal = ""
        """Why nothing can be saved here, such as in a store that is open for reading only; empty when it can."""
        self._set_aside: dict[str, UUID] = {}
        """Lines that are not saved and can be recalled, with their drafts."""
        self._history: list[str] = []
        self._pending: list[str] = []
        self._recalled: int | None = None
        self._rest: Timer | None = None
        self.paint: Paint = paint_for("")

    def compose(self) -> ComposeResult:
        """Prompt, input, read-out."""
        with Horizontal():
            yield Prompt(self.glyphs.prompt)
            yield LineInput(self)
        yield ReadOut("reading")
        yield ReadOut("effect")

    def on_mount(self) -> None:
        """Follow the app's theme."""
        self.watch(self.app, "theme", self._use_theme)
        self.watch(self.input, "value", self._value_changed, init=False)
        self.watch(self.input, "selection", self._suggest, init=False)
        self.watch(self.input, "has_focus", self._suggest, init=False)

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
    def draft_words(self) -> str:
        """The words of the line as another run reads them: with the source that this one has kept from the entry before."""
        words, reading = self.input.value, self.reading
        if not self.source or reading is None or any(span.part is Part.SOURCE for span in reading.spans):
            return words
        whole = f'{words.rstrip()} src:"{self.source}"'
        return whole if self._read(whole, "").source == self.source else words

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()

    def _value_changed(self, value: str) -> None:
        """Read the line within the key press, so that the character, its colour and its meaning are painted in one frame."""
        self._effect = ""
        self._notice = None
        self._asked = False
        self.reading = self._read(value, self.source) if value.strip() else None
        self._say()
        if self._rest is not None:
            self._rest.stop()
            self._rest = None
        if self.reading is not None and self.reading.complete:
            self._rest = self.set_timer(REST, self._rested)

    # ------------------------------------------------------------------ suggestions

    def _suggest(self) -> None:
        """Suggest what may stand at the cursor, where a word has been begun."""
        if self._suggestions is None or self._complete is None:
            return
        entry = self.input
        line, cursor = entry.value, entry.cursor_position
        wanted = entry.has_focus and entry.selection.is_empty and bool(line[:cursor].strip()) and not line[cursor - 1].isspace()
        items = self._complete(line, cursor) if wanted else ()
        if len(items) == 1 and line[items[0].start : items[0].end] == items[0].text:
            items = ()  # it stands there already
        self._suggestions.show(items)

    def serve_suggestions(self, key: str) -> bool:
        """Do what ``key`` does to the list of suggestions; False when there is none or the key is not for it."""
        marked = None if self._suggestions is None else self._suggestions.marked
        if self._suggestions is None or marked is None:
            return False
        if key in {"up", "down"}:
            self._suggestions.move(-1 if key == "up" else 1)
        elif key == "escape":
            self._suggestions.show(())
        elif key == "tab":
            self._take(marked)
        else:
            return False
        return True

    def _take(self, item: Suggestion) -> None:
        entry = self.input
        at_end = item.end == len(entry.value)
        blank = " " if at_end and not item.text.endswith((":", "@", "+", "#", "!", "~", '"')) else ""
        if at_end and item.text.endswith('"'):
            blank = " "
        entry.replace(item.text + blank, item.start, item.end)
        entry.cursor_position = item.start + len(item.text + blank)

    def _rested(self) -> None:
        self._rest = None
        if self.reading is not None and self.reading.complete:
            self.post_message(self.Rested(self.reading.text, self.source))

    def enter(self) -> None:
        """Hand the line over to be saved, or say why it cannot be."""
        reading = self.reading
        if reading is None:
            return
        if self.refusal or not reading.complete:
            self._asked = True
            self._say()
            return
        source = self.source
        self._keep_for_recall(reading.text)
        self._pending.append(reading.text)
        self.source = "" if reading.source == SOURCE_NOT_RECORDED else reading.source
        draft = self._next_draft()
        self.input.value = ""
        self.tell("Saving …", "mute")
        self.post_message(self.Submitted(reading.text, source, draft))

    def back_out(self) -> None:
        """Clear the line; leave it where it is clear."""
        if self.input.value:
            self._keep_for_recall(self.input.value)
            self.input.value = ""
            self.tell("Cleared. Press up to have it back, Esc again to leave the line.", "mute")
        else:
            self._notice = None
            self._say()
            self.post_message(self.Left())

    def _next_draft(self) -> UUID:
        """Give the words that come next a draft of their own, and return that of the words before."""
        before, self.draft = self.draft, uuid4()
        self._set_aside = {text: draft for text, draft in self._set_aside.items() if draft != before}
        return before

    def _keep_for_recall(self, text: str) -> None:
        if text.strip() and text not in self._history[-1:]:
            self._history.append(text)
        self._recalled = None

    def recall(self, by: int) -> None:
        """Bring an earlier or later line back; what stands there now is kept among them."""
        if not self._history:
            return
        typed = self.input.value
        if self._recalled is None:
            if by > 0:
                return
            at = len(self._history) - 1
        else:
            at = self._recalled + by
        if typed.strip() and (typed not in self._history or typed in self._set_aside):
            if typed not in self._history:
                self._history.append(typed)
            self._set_aside[typed] = self._next_draft()
        if at >= len(self._history):
            self._recalled = None
            self.input.value = ""
            return
        self._recalled = max(0, at)
        self._put(self._history[self._recalled])

    def _put(self, text: str) -> None:
        """Let ``text`` stand in the line, with the draft that keeps it already where there is one."""
        kept = self._set_aside.get(text, self.draft)
        if kept != self.draft:
            self.input.value = ""  # what stood here is saved or set aside: its draft ends
            self.draft = kept
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
        self._set_aside[text] = draft
        if self.input.value.strip():
            self.tell(f"{why} Press up to have that line back.", "bad")
        else:
            self._put(text)
            self.tell(why, "bad")

    def put_back(self, drafts: Sequence[tuple[str, UUID]], said: str) -> None:
        """Bring back lines that were typed in an earlier run and not saved: the last into the line, the others for recall."""
        for text, draft in drafts:
            if text in self._history:
                self._history.remove(text)
            self._history.append(text)
            self._set_aside[text] = draft
        if drafts and not self.input.value:
            self._recalled = len(self._history) - 1
            self._put(self._history[-1])
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
        said, more = self._said(), self._more_said()
        if self.size.height < 3 and self._effect:  # one line: date and age, what the entry does to a pattern, the rest
            effect = [(words.split(" · ")[0], role) for words, role in more[:1]]
            parts = [(part, role) for words, role in said for part in words.split(" · ")]
            said, more = parts[:2] + effect + parts[2:], []
        self.query_one("#reading", ReadOut).say(said)
        self.query_one("#effect", ReadOut).say(more)

    def _said(self) -> list[Piece]:
        """Return the reading in words, or what stops it from being saved, or what the screen has to tell."""
        if self._notice is not None:
            return [(one_line(self._notice[0]), self._notice[1])]
        reading = self.reading
        if self.refusal and (reading is not None or self._asked):
            return [(one_line(self.refusal), "bad" if self._asked else "look")]
        if reading is None:
            return [(f"source kept from the entry before: {one_line(self.source)}", "mute")] if self.source else []
        if not reading.problems:
            return [(one_line(reading.said), "text")]
        lead = "Not saved yet: " if self._asked else ""
        problems = (lead + one_line("; ".join(reading.problems)), "bad" if self._asked else "look")
        return [problems, (one_line(reading.said), "mute")] if reading.when is not None else [problems]

    def _more_said(self) -> list[Piece]:
        """Return what the entry does to a pattern, then what is worth another look."""
        if self._notice is not None or self.reading is None or self.reading.problems:
            return []
        words = ([self._effect] if self._effect else []) + list(self.reading.hints)
        asked_for = " ".join(self.reading.hints)
        lacks = ", ".join(word for word in self.reading.missing if word not in asked_for)
        return [(one_line(said), "look") for said in words] + ([(f"not said: {lacks}", "mute")] if lacks else [])


class Prompt(OneLine):
    """The mark before the input."""

    ground = "panel"

    def __init__(self, mark: str) -> None:
        super().__init__(id="prompt")
        self._mark = mark

    def build(self, line: Line) -> None:
        """Draw the mark."""
        line.add(self._mark, "accent bold")
