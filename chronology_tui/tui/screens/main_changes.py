"""What the main screen changes besides adding: an entry's form, its date, deleting, undo and redo, the history.

Each change waits for those that were asked for before it, so that keys pressed fast act in their order; all store work is done in
a worker thread.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual.binding import Binding, BindingType

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import Event
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.screens.main_loading import LoadingScreen
from chronology_tui.tui.working import READ_ONLY

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.services.undoing import Undone

DELETED = "Deleted. u brings it back."


class ChangingScreen(LoadingScreen):
    """A screen of one chronology whose entries can be changed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "Change the entry", show=False),
        Binding("d", "edit_date", "Change only the date", show=False),
        Binding("delete,backspace", "delete", "Delete the entry", show=False),
        Binding("u,ctrl+z", "undo", "Undo", show=False),
        Binding("ctrl+y", "redo", "Redo", show=False),
        Binding("h", "history", "History", show=False),
    ]

    # ------------------------------------------------------------------ the form

    def action_edit(self) -> None:
        """Change the selected entry in a form."""
        self._open_form(date_only=False)

    def action_edit_date(self) -> None:
        """Change only the date of the selected entry."""
        self._open_form(date_only=True)

    def _open_form(self, *, date_only: bool) -> None:
        from chronology_tui.services.editing import form_columns  # noqa: PLC0415 - loaded behind the first screen
        from chronology_tui.tui.modals.edit import EditScreen, Filled, filled, typed_in  # noqa: PLC0415 - loads when wanted

        event, chronology = self._selected()
        if event is None or chronology is None:
            return

        def show(found: Filled) -> None:
            values, draft = found
            more = draft is not None and typed_in(draft).keys() - {"date"}  # words wait in other fields: all are shown
            columns = ("date",) if date_only and not more else form_columns(event)
            if self.is_current:
                self.app.push_screen(EditScreen(self._casebook, event, chronology, values, columns, draft), self._edited)

        self._in_thread(lambda: filled(self._casebook, event, chronology), show)

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

    async def action_delete(self) -> None:
        """Delete the selected entry; no question is asked, since undo brings it back."""
        from chronology_tui.services.editing import delete_entries  # noqa: PLC0415

        event, chronology = self._selected()
        if event is None or chronology is None:
            return
        others = len(event.children) > 1

        def deleted(_: object) -> None:
            self._tell(f"{DELETED} It was about other children too: it is gone for them as well." if others else DELETED)
            self._load_again(self._neighbour(event.id))

        await self._saves_done()
        self._in_thread(lambda: delete_entries(self._casebook, self._child, [event.id]), deleted)

    def _neighbour(self, event_id: UUID) -> UUID | None:
        """Return the entry after another one, or before it where it is the last."""
        chronology = self.chronology
        if chronology is None or event_id not in chronology.numbers:
            return None
        place = chronology.number(event_id) - 1
        beside = chronology.events[place + 1 : place + 2] or chronology.events[max(0, place - 1) : place]
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
        if there:
            return there[0]
        selected = self.timeline.event
        if selected is None or selected.id in now.numbers or not now.events:
            return None
        place = self.timeline.selected
        return now.events[min(place, len(now) - 1)].id

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
            self.timeline.go_to(event_id)
            return
        if self._casebook.read_only:
            self._tell_error(READ_ONLY)
            return

        def restored(event: Event) -> None:
            self._tell("Brought back.")
            self._load_again(event.id)

        self._in_thread(lambda: restore_entry(self._casebook, event_id), restored)
