"""What the main screen does for the typed line: reading, completing, previewing, saving line by line, keeping drafts."""

from __future__ import annotations

from collections import deque
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on, work
from textual.binding import Binding, BindingType

from chronology_tui.domain.typed_line import LineContext, LineReading, Suggestion, complete, read_line
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.drafting import Drafting, came_back
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.screens.main_loading import LoadingScreen
from chronology_tui.tui.widgets.typed_line import TypedLine
from chronology_tui.tui.working import SAVING

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.services.drafts import Draft

READ_ONLY = "This store is open for reading only: nothing can be saved here, and what is typed is not kept."


class LineScreen(LoadingScreen):
    """A screen of one chronology on which entries are typed."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("n", "new", "New entry", show=False, priority=True)]

    def __init__(self, casebook: Casebook, child: UUID, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(casebook, child, glyphs=glyphs)
        self._drafting: Drafting | None = None
        self._to_save: deque[TypedLine.Submitted] = deque()
        self._saving = False

    def _start_line(self, typed: str) -> None:
        """Serve the line from now on, with ``typed`` in it."""
        line = self.typed_line
        self._drafting = Drafting(self._own_app, self._casebook, self._child, "line", on_trouble=self._not_kept)
        self.watch(line.input, "value", self._typed, init=False)
        if self._casebook.read_only:
            line.refusal = READ_ONLY
        line.input.value = typed

    def on_unmount(self) -> None:
        """Keep what was typed last."""
        if self._drafting is not None:
            self._drafting.flush()

    # ------------------------------------------------------------------ going there

    def action_new(self) -> None:
        """Go to the typed line.

        The key has priority and the focus moves at once, so that what is typed on, however fast, lands in the line.
        """
        self._skip_while_typing()
        self.set_focus(self.typed_line.input)

    @on(TypedLine.Left)
    def _left_line(self) -> None:
        self.timeline.focus()

    # ------------------------------------------------------------------ reading

    def _read(self, text: str, source: str, page: str) -> LineReading:
        """Read a line in the screen's own thread: pure, no store, no lock, so typing never waits."""
        child = self.child_shown
        if child is None:
            return self._casebook.read_line(self._child, text, source, page)
        return read_line(text, LineContext(self._casebook.date_context(child), source, self._siblings, page))

    def _suggested(self, text: str, cursor: int) -> tuple[Suggestion, ...]:
        """Complete a line in the screen's own thread: pure and fast, as reading is."""
        child = self.child_shown
        dates = replace(self._casebook.date_context(child), previous=self.typed_line.when) if child is not None else None
        return complete(text, cursor, self._known, dates)

    @on(TypedLine.Rested)
    def _rested(self, event: TypedLine.Rested) -> None:
        self._preview(event.text, event.source)

    @work(thread=True, exclusive=True, group="preview")
    def _preview(self, text: str, source: str) -> None:
        try:
            effect = self._casebook.preview_line(self._child, text, source)
        except ChronologyError as error:
            effect = str(error)
        self._hand_over(self.typed_line.show_effect, text, effect)

    # ------------------------------------------------------------------ saving

    @on(TypedLine.Submitted)
    def _submitted(self, event: TypedLine.Submitted) -> None:
        self._to_save.append(event)
        if not self._saving:
            self._saving = True
            self._save()

    @work(thread=True, group=SAVING)
    def _save(self) -> None:
        """Save the lines that wait, one after the other in the order they were typed, even if the screen has gone."""
        latest: UUID | None = None
        while self.app.call_from_thread(self._more_to_save):
            line = self._to_save.popleft()
            try:
                with self._settling(line.draft):
                    latest = self._casebook.add_line(self._child, line.text, line.source, line.page, draft=line.draft).id
            except ChronologyError as error:
                self.app.call_from_thread(self._not_saved, line.text, str(error), line.draft)
            else:
                self.app.call_from_thread(self._saved, line)
        if latest is not None:
            self.app.call_from_thread(self._load_again, latest)

    def _more_to_save(self) -> bool:
        """Whether a line waits; asked in the screen's own thread, so that no line can slip in between."""
        self._saving = bool(self._to_save)
        return self._saving

    def _settling(self, draft: UUID) -> AbstractContextManager[None]:
        return nullcontext() if self._drafting is None else self._drafting.settling(draft)

    def _not_saved(self, text: str, why: str, draft: UUID) -> None:
        if self.is_attached:
            self.typed_line.not_saved(text, why, draft)
        else:
            self._tell_error(f"{why} The line was: {text}")

    def _saved(self, line: TypedLine.Submitted) -> None:
        if self.is_attached:
            self.typed_line.saved(line.text, self._read(line.text, line.source, line.page).said)

    # ------------------------------------------------------------------ drafts

    def _typed(self, value: str) -> None:
        """Have what stands in the line kept; within the key press, so it only notes the words."""
        if self._drafting is not None:
            self._drafting.typed(self.typed_line.draft, self.typed_line.draft_words if value.strip() else "")

    @work(thread=True, group="find drafts")
    def _find_drafts(self) -> None:
        """Bring back the lines that an earlier run did not save."""
        from chronology_tui.services.drafts import LINE, drafts_of  # noqa: PLC0415 - the store's libraries are loaded by now

        if self._casebook.read_only:
            return
        try:
            drafts = drafts_of(self._casebook, self._child, LINE)
        except ChronologyError as error:
            self._hand_over(self._tell_error, str(error))
        else:
            if drafts:
                self._hand_over(self._put_back, drafts)

    def _put_back(self, drafts: tuple[Draft, ...]) -> None:
        if self._drafting is not None:
            for draft in drafts:
                self._drafting.found(draft.id, draft.content)
        self.typed_line.put_back([(draft.content, draft.id) for draft in drafts], came_back(drafts))
        if self.focused in {None, self.timeline}:  # the keys that are spoken of are those of the line
            self.typed_line.input.focus()  # later, as the timeline's own wish for it may still be on its way

    def _not_kept(self, why: str) -> None:
        self._tell_error(f"What is typed could not be kept as a draft. {why}")

    # ------------------------------------------------------------------ asked by the app before it leaves or locks

    @property
    def keeps_drafts(self) -> bool:
        """Whether what is typed here is there at the next start."""
        return not (self._casebook.read_only or self._casebook.is_demo or (self._drafting and self._drafting.trouble))

    @property
    def unkept_words(self) -> str:
        """What stands in the typed line and is no draft."""
        return "" if self.keeps_drafts else self.typed_line.input.value

    @property
    def unsaved_words(self) -> bool:
        """Whether the typed line holds words that are not saved."""
        return self.is_mounted and self.typed_line.has_words
