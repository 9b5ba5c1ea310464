"""How many entries are selected on the main screen, to be changed, deleted or copied together."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from textual.binding import Binding, BindingType

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.text import counted
from chronology_tui.tui.screens.main_filter import FilteringScreen
from chronology_tui.tui.screens.main_loading import needs_whole
from chronology_tui.tui.widgets.chips import Chips
from chronology_tui.tui.working import READ_ONLY

NONE = frozenset[UUID]()


class SelectingScreen(FilteringScreen):
    """A screen of one chronology whose entries can be selected."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "select", "Select the entry", show=False),
        Binding("V", "select_range", "Select from here to there", show=False),
        Binding("shift+down", "select_on(1)", "Select on", show=False),
        Binding("shift+up", "select_on(-1)", "Select back", show=False),
        Binding("A,ctrl+a", "select_all", "Select all that are shown", show=False),
        Binding("b", "bulk", "Change all that are selected", show=False),
    ]
    _from: UUID | None = None
    """Where the range began that follows the keys; None while none does."""
    _before_range = NONE
    """What was selected before it."""

    def on_mount(self) -> None:
        """Let a range follow the keys."""
        self.watch(self.timeline, "selected", self._extend, init=False)

    # ------------------------------------------------------------------ selecting

    def action_select(self) -> None:
        """Select the entry, or no longer; the next one comes under the keys. A range that follows the keys ends here."""
        self._skip_while_typing()
        event = self.timeline.event
        if event is None:
            return
        if self._from is not None:
            self._from = None
            self._say_selected()
            return
        self._select(self.timeline.marked ^ {event.id})
        self.timeline.action_move(1)

    def action_select_range(self) -> None:
        """Select from this entry to wherever the keys go, until the same key again."""
        self._skip_while_typing()
        if self._from is not None:
            self._from = None
            self._say_selected()
        elif (event := self.timeline.event) is not None:
            self._begin_range(event.id)
            self._extend()

    def action_select_on(self, by: int) -> None:
        """Move, and select what is passed."""
        self._skip_while_typing()
        if self._from is None and (event := self.timeline.event) is not None:
            self._begin_range(event.id)
        self.timeline.selected += by
        self._extend()

    def _begin_range(self, event_id: UUID) -> None:
        self._from = event_id
        self._before_range = self.timeline.marked

    def _extend(self) -> None:
        """Select from where the range began to the entry under the keys."""
        shown, here = self.timeline.chronology, self.timeline.selected
        if self._from is None or shown is None or self._from not in shown.numbers:
            return
        ids = [event.id for event in shown.events]
        start = ids.index(self._from) if self._from in ids else here
        first, last = sorted((start, here))
        self._select(self._before_range | frozenset(ids[first : last + 1]))

    @needs_whole
    def action_select_all(self) -> None:
        """Select every entry that is shown; where all are already, none."""
        self._skip_while_typing()
        shown = self.timeline.chronology
        if shown is not None:
            every = frozenset(event.id for event in shown.events)
            self._from = None
            self._select(NONE if every == self.timeline.marked else every)

    def _select(self, marked: frozenset[UUID]) -> None:
        self.timeline.mark(marked)
        self._say_selected()

    def _say_selected(self) -> None:
        words = f"{len(self.timeline.marked):,} selected" if self.timeline.marked else ""
        if self._from is not None:
            words += " · V ends"
        self.query_one(Chips).show_selected(words)

    def _unmark(self) -> bool:
        """Select none; False where none was selected."""
        if self._from is None and not self.timeline.marked:
            return False
        if self._from is not None:
            self._from = None
            self._select(self._before_range)
        else:
            self._select(NONE)
        return True

    def _show_chosen(self, shown: Chronology, select: UUID | None) -> None:
        """Select only what is shown: nothing is ever changed that cannot be seen."""
        super()._show_chosen(shown, select)
        if self.timeline.marked:
            there = frozenset(event.id for event in shown.events)
            self._from = None
            self._select(self.timeline.marked & there)

    # ------------------------------------------------------------------ changing all

    @needs_whole
    def action_bulk(self) -> None:
        """Change every selected entry in one action; without a selection, the entry under the keys."""
        from chronology_tui.tui.modals.bulk import BulkScreen  # noqa: PLC0415 - dialogues load when first wanted

        self._skip_while_typing()
        if self._casebook.read_only:
            self._tell_error(READ_ONLY)
            return
        self._from = None
        self._say_selected()
        ids = self._selected_ids()
        if ids and self._chronology is not None:
            self.app.push_screen(BulkScreen(self._casebook, self._chronology, ids, glyphs=self.glyphs), self._changed_all)

    def _selected_ids(self) -> tuple[UUID, ...]:
        """Return the selected entries in their order; without a selection the entry under the keys."""
        shown, event = self.timeline.chronology, self.timeline.event
        if shown is not None and self.timeline.marked:
            return tuple(one.id for one in shown.events if one.id in self.timeline.marked)
        return (event.id,) if event is not None else ()

    def _changed_all(self, changed: int | None) -> None:
        if changed is None:
            return
        self._tell(f"Changed {counted(changed, 'entry', 'entries')}. u takes it back.")
        self._load_again(None)  # the entry under the keys stays on its row
