"""What the main screen puts into the typed line by itself: an entry again, and lines that were copied from elsewhere."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from textual import events, on
from textual.binding import Binding, BindingType

from chronology_tui.domain.text import counted
from chronology_tui.tui.screens.main_line import LineScreen
from chronology_tui.tui.screens.main_loading import needs_whole
from chronology_tui.tui.widgets.line_input import LineInput
from chronology_tui.tui.working import READ_ONLY

REPEATED = "The entry again: type its new date. What belongs to the one day, such as impact and action, is not repeated."
HOLDS_WORDS = "The typed line holds words already: Enter saves them, Esc clears them. Then repeat."


class PastingScreen(LineScreen):
    """A screen of one chronology on which entries are typed, repeated and pasted."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("full_stop", "repeat", "Repeat the entry", show=False)]

    # ------------------------------------------------------------------ once more

    @needs_whole
    def action_repeat(self) -> None:
        """Put the entry under the keys into the typed line once more, for a new date."""
        from chronology_tui.services.repeating import line_of  # noqa: PLC0415 - loaded behind the first screen

        self._skip_while_typing()
        if self._casebook.read_only:
            self._tell_error(READ_ONLY)
        elif (event := self.timeline.event) is not None:
            self._in_thread(lambda: line_of(self._casebook, self._child, event), self._again)

    def _again(self, line: str) -> None:
        if self.typed_line.begin(line):
            self.typed_line.tell(REPEATED, "look")
        else:
            self.typed_line.tell(HOLDS_WORDS, "look")
        self.set_focus(self.typed_line.input)

    # ------------------------------------------------------------------ several lines

    def on_paste(self, event: events.Paste) -> None:
        """Take text that is pasted anywhere on this screen as if it was pasted into the typed line; nothing is dropped."""
        event.stop()
        self.set_focus(self.typed_line.input)
        self.typed_line.input.put_in(event.text)

    @on(LineInput.Block)
    def _block_pasted(self, event: LineInput.Block) -> None:
        event.stop()
        self.paste_block(event.text)

    def action_paste_lines(self) -> None:
        """Open the dialogue that reads several lines, for text that is pasted there."""
        self.paste_block("")

    def paste_block(self, text: str) -> None:
        """Show how each line of a block is read, and add the wanted ones; where nothing can be saved it stands in the line."""
        from chronology_tui.tui.modals.paste_block import PasteScreen  # noqa: PLC0415 - dialogues load when first wanted

        if self._casebook.read_only:
            self.typed_line.input.put_in_as_one(text)
            return
        paste = PasteScreen(self._casebook, self._child, text, self.typed_line.source, self.typed_line.page, glyphs=self.glyphs)

        def left(answer: tuple[UUID, ...] | str) -> None:
            if isinstance(answer, str):
                self.set_focus(self.typed_line.input)
                self.typed_line.input.put_in_as_one(answer)
            elif answer:
                self._tell(f"Added {counted(len(answer), 'entry', 'entries')}. u takes them back together.")
                self._load_again(answer[-1])
                self.timeline.focus()
            elif text:
                self.typed_line.keep_for_recall(" ".join(text.split()))
                self.typed_line.tell("Nothing was added. Press up to have the lines back as one.", "mute")

        self.app.push_screen(paste, lambda answer: left(answer) if answer is not None else None)
