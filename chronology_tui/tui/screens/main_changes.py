"""What the main screen changes besides adding: an entry's form, its date, deleting, undo and redo, the history.

Each change waits for those that were asked for before it, so that keys pressed fast act in their order; all store work is done in
a worker thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.binding import Binding, BindingType

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import Event
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.screens.main_loading import needs_whole
from chronology_tui.tui.screens.main_selecting import SelectingScreen
from chronology_tui.tui.widgets.typed_line import TypedLine
from chronology_tui.tui.working import READ_ONLY

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.services.drafts import Draft
    from chronology_tui.services.undoing import Undone

DELETED = "Deleted. u brings it back."


class ChangingScreen(SelectingScreen):
    """A screen of one chronology whose entries can be changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Change the entry", show=False),
        Binding("ctrl+e", "form", "New entry in the form", show=False),
        Binding("d", "edit_date", "Change only the date", show=False),
        Binding("delete,backspace", "delete", "Delete the entry", show=False),
        Binding("u,ctrl+z", "undo", "Undo", show=False),
        Binding("ctrl+y", "redo", "Redo", show=False),
        Binding("h", "history", "History", show=False),
    ]

    # ------------------------------------------------------------------ the form

    @needs_whole
    def action_edit(self) -> None:
        """Change the selected entry in its form."""
        event, _ = self._selected()
        if event is not None:
            self.open_form(event.id)

    def action_form(self) -> None:
        """Add an entry in the form."""
        self._skip_while_typing()
        self.open_form()

    @needs_whole
    def action_edit_date(self) -> None:
        """Change only the date of the selected entry; where other fields wait in a draft, the whole form is shown."""
        from chronology_tui.services.drafts import drafts_of  # noqa: PLC0415 - loaded behind the first screen
        from chronology_tui.services.entry_forms import form_place, typed_before  # noqa: PLC0415 - likewise
        from chronology_tui.tui.modals.edit import DateScreen  # noqa: PLC0415 - dialogues load when first wanted

        event, chronology = self._selected()
        if event is None or chronology is None:
            return

        def show(drafts: tuple[Draft, ...]) -> None:
            if drafts and typed_before(drafts[-1].content).fields.keys() - {"date"}:
                self.open_form(event.id)
            elif self.is_current:
                draft = drafts[-1] if drafts else None
                self.app.push_screen(DateScreen(self._casebook, event, chronology, draft), self._edited)

        self._in_thread(lambda: drafts_of(self._casebook, chronology.child.id, form_place(event)), show)

    def open_form(
        self,
        event_id: UUID | None = None,
        *,
        line: str = "",
        source: str = "",
        previous: Event | None = None,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Open the form of an entry, or of a new one with what a line says; call ``then`` once it holds them."""
        from chronology_tui.services.entry_forms import EntryForm, entry_form  # noqa: PLC0415 - loaded behind the first screen
        from chronology_tui.tui.modals.entry_form import EntryFormScreen  # noqa: PLC0415 - dialogues load when first wanted

        if self._casebook.read_only:
            self._tell_error(READ_ONLY)
            return

        def show(form: EntryForm) -> None:
            if not self.is_current:
                return
            screen = EntryFormScreen(self._casebook, form, previous=previous, glyphs=self.glyphs)

            def left(event: Event | None) -> None:
                self._edited(event)
                if event is not None and screen.again:
                    title = self._casebook.chronology(self._child).sources[event.source].title
                    self.open_form(source=title, previous=event)

            screen.on_ready = then
            self.app.push_screen(screen, left)

        self._in_thread(lambda: entry_form(self._casebook, self._child, event_id, line=line, source=source), show)

    @on(TypedLine.WholeForm)
    def _whole_form(self, event: TypedLine.WholeForm) -> None:
        """Go on in the form with what was typed."""
        event.stop()
        self.open_form(line=event.text, source=event.source, then=self.typed_line.taken_over)

    def _edited(self, event: Event | None) -> None:
        if event is not None:
            self._load_again(event.id)

    def _selected(self) -> tuple[Event | None, Chronology | None]:
        """Return the selected entry, unless nothing can be changed now; typing in the line is never taken for a key."""
        self._skip_while_typing()
        if self._casebook.read_only:
            self._tell_error(READ_ONLY)
            return None, None
        return self.timeline.event, self.chronology

    # ------------------------------------------------------------------ deleting, undo and redo

    @needs_whole
    async def action_delete(self) -> None:
        """Delete what is selected, or the entry under the keys; no question is asked, since undo brings it back."""
        from chronology_tui.services.editing import delete_entries  # noqa: PLC0415

        event, chronology = self._selected()
        if event is None or chronology is None:
            return
        ids = self._selected_ids()
        selected = [chronology.event(one) for one in ids if one in chronology.numbers]
        others = any(len(one.children) > 1 for one in selected)
        said = DELETED if len(ids) == 1 else f"Deleted {len(ids)} entries. u brings them back."

        def deleted(_: object) -> None:
            about = "It was" if len(ids) == 1 else "Some were"
            gone = "it is gone for them as well." if len(ids) == 1 else "they are gone for them as well."
            self._tell(f"{said} {about} about other children too: {gone}" if others else said)
            self._load_again(self._neighbour(event.id) if len(ids) == 1 else None)

        await self._saves_done()
        self._in_thread(lambda: delete_entries(self._casebook, self._child, ids), deleted)

    def _neighbour(self, event_id: UUID) -> UUID | None:
        """Return the entry after another one, or before it where it is the last."""
        shown = self.timeline.chronology
        place = next((n for n, event in enumerate(shown.events) if event.id == event_id), None) if shown is not None else None
        if shown is None or place is None:
            return None
        beside = shown.events[place + 1 : place + 2] or shown.events[max(0, place - 1) : place]
        return beside[0].id if beside else None

    async def action_undo(self) -> None:
        """Take back the latest action."""
        from chronology_tui.services import undoing  # noqa: PLC0415

        await self._step(undoing.undo, "Undone")

    async def action_redo(self) -> None:
        """Make the action again that was undone last."""
        from chronology_tui.services import undoing  # noqa: PLC0415

        await self._step(undoing.redo, "Done again")

    async def _step(self, step: Callable[[Casebook], Undone], said: str) -> None:
        self._skip_while_typing()

        def stepped(done: tuple[Undone, bool]) -> None:
            undone, is_there = done
            self._tell(f"{said}: {undone.words}.")
            if is_there:
                self._load_again(self._concerned(undone))
            else:  # the step took this child away
                self._own_app.show_caseload()

        def work() -> tuple[Undone, bool]:
            undone = step(self._casebook)
            return undone, any(child.id == self._child for child in self._casebook.children())

        await self._saves_done()
        self._in_thread(work, stepped)

    def _concerned(self, undone: Undone) -> UUID | None:
        """Return the entry to select after a step: one that it was about, else the neighbour of the one that went."""
        try:
            now = self._casebook.chronology(self._child)
        except ChronologyError:
            return None
        there = [event for event in undone.events if event in now.numbers]
        return there[0] if there else None  # the timeline itself goes to the neighbour of an entry that went

    # ------------------------------------------------------------------ history

    def action_history(self) -> None:
        """Show who changed what and when."""
        from chronology_tui.tui.modals.history import HistoryScreen  # noqa: PLC0415 - dialogues load when first wanted

        self._skip_while_typing()
        self.app.push_screen(HistoryScreen(self._casebook, self._child, glyphs=self.glyphs), self._from_history)

    def _from_history(self, answer: tuple[UUID, bool] | None) -> None:
        from chronology_tui.services.undeleting import restore_entry  # noqa: PLC0415

        if answer is None:
            return
        event_id, deleted = answer
        if not deleted:
            self._go_to(event_id)
            return
        if self._casebook.read_only:
            self._tell_error(READ_ONLY)
            return

        def restored(event: Event) -> None:
            self._tell("Brought back.")
            self._load_again(event.id)

        self._in_thread(lambda: restore_entry(self._casebook, event_id), restored)
