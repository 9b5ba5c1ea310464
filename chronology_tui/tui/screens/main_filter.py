"""How the main screen shows only some of the entries: what is asked of them, chip by chip, and what lights in them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import work
from textual.binding import Binding, BindingType

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.search_words import parse_query
from chronology_tui.domain.text import counted
from chronology_tui.errors import ChronologyError
from chronology_tui.services.listing import Choice
from chronology_tui.tui.filtering import Chip, chips_of
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.screens.main_loading import LoadingScreen, needs_whole
from chronology_tui.tui.widgets.chips import Chips
from chronology_tui.tui.widgets.timeline import NO_ENTRIES

if TYPE_CHECKING:
    from chronology_tui.services import Casebook

NOTHING_ANSWERS = "No entry answers to this. Esc takes the last of it away."
MOST_CHIPS = 9


class FilteringScreen(LoadingScreen):
    """A screen of one chronology of which some entries can be shown alone."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f", "filter", "Filter", show=False),
        *(Binding(str(n), f"drop_chip({n})", f"Take chip {n} away", show=False) for n in range(1, MOST_CHIPS + 1)),
    ]

    def __init__(self, casebook: Casebook, child: UUID, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(casebook, child, glyphs=glyphs)
        self._choice = Choice()

    @property
    def choice(self) -> Choice:
        """What is asked of the entries that are shown."""
        return self._choice

    @property
    def chips(self) -> tuple[Chip, ...]:
        """The chips that are shown."""
        return () if self._chronology is None else chips_of(self._choice, self._chronology)

    # ------------------------------------------------------------------ asking

    @needs_whole
    def action_filter(self) -> None:
        """Ask which entries are wanted; each answer is shown at once."""
        from chronology_tui.tui.modals.filter import FilterScreen  # noqa: PLC0415 - dialogues load when first wanted

        self._skip_while_typing()
        if self._chronology is None:
            return
        findings = self._analysis.found if self._analysis is not None else ()
        asking = FilterScreen(
            self._casebook, self._chronology, self._choice, findings, self.timeline.event, self.show_choice, glyphs=self.glyphs
        )
        self.app.push_screen(asking)

    def show_choice(self, choice: Choice) -> None:
        """Show the entries that answer to ``choice``; the selected one stays in its place, or its neighbour takes it."""
        self._choice = choice
        self._filter()

    def show_entries(self, ids: Collection[UUID], words: str) -> None:
        """Show only some entries, which have ``words`` in common; what was asked of them before is taken away."""
        self.show_choice(Choice(only=frozenset(ids), only_words=words))
        self.timeline.focus()

    @work(thread=True, exclusive=True, group="filter")
    def _filter(self) -> None:
        chronology = self._chronology
        if chronology is not None:
            shown = self._chosen_of(chronology)
            self._hand_over(self._show_filtered, chronology, shown)

    def _show_filtered(self, chronology: Chronology, shown: Chronology) -> None:
        if chronology is not self._chronology:
            return  # it has changed meanwhile, and is being shown anew
        self._show_chosen(shown, None)
        if self._analysis is not None:
            self.timeline.show_findings(self._analysis.found, self._analysis.badges)
            self.panel.show_analysis(self._analysis, self.timeline.lanes, self._reviews)

    # ------------------------------------------------------------------ showing

    def _chosen_of(self, chronology: Chronology) -> Chronology:
        choice = self._choice
        if choice.words:
            from chronology_tui.services.searching import found_in  # noqa: PLC0415 - the store's libraries are loaded by now

            try:
                choice = choice.looked_up(found_in(self._casebook, choice.words, self._child))
            except ChronologyError as error:
                self.app.call_from_thread(self._tell_error, str(error))
        return choice.apply(chronology)

    def _show_chosen(self, shown: Chronology, select: UUID | None) -> None:
        """Show the chosen entries, and how many there are; an entry that was added or changed and is not shown is told of."""
        self.timeline.empty_words = NO_ENTRIES if self._choice.any else NOTHING_ANSWERS
        self.timeline.light_words(parse_query(self._choice.words))
        super()._show_chosen(shown, select)
        whole = len(shown.numbers)
        self.query_one(Chips).show(self.chips, f"{len(shown):,} of {whole:,} shown")
        if select is not None and select in shown.numbers and shown.numbers[select] not in _numbers(shown):
            self._tell("It is not among the entries that are shown now. Esc shows all again.")

    def _go_to(self, event_id: UUID | None) -> None:
        """Select an entry that a dialogue has answered with; where it is not among those that are shown, all are shown again."""
        if event_id is None or self._chronology is None or event_id not in self._chronology.numbers:
            return
        if not self.timeline.go_to(event_id):
            self._choice = Choice()
            self._show_filtered_at(event_id)
            self._tell("All entries are shown again: this one was not among those that were.")
        self._leave_panel()

    def _show_filtered_at(self, event_id: UUID) -> None:
        assert self._chronology is not None  # noqa: S101 - only called when all are read
        self._show_filtered(self._chronology, self._chronology)
        self.timeline.go_to(event_id)

    def _leave_panel(self) -> None:
        """Go to the timeline."""
        self.timeline.focus()

    # ------------------------------------------------------------------ taking away

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer a digit only where there is a chip to take away."""
        if action == "drop_chip":
            return 0 < int(str(parameters[0])) <= len(self.chips)
        return super().check_action(action, parameters)

    def action_drop_chip(self, n: int) -> None:
        """Take one chip away."""
        self._skip_while_typing()
        chips = self.chips
        if 0 < n <= len(chips):
            self.show_choice(chips[n - 1].without)

    def _drop_last_chip(self) -> bool:
        """Take the last chip away; False where there is none."""
        chips = self.chips
        if not chips:
            return False
        self.show_choice(chips[-1].without)
        if len(chips) == 1 and self._chronology is not None:
            self._tell(f"All {counted(len(self._chronology), 'entry', 'entries')} are shown again.")
        return True

    def action_show_all(self) -> None:
        """Show every entry again."""
        if not self._choice.any:
            self.show_choice(Choice())


def _numbers(shown: Chronology) -> frozenset[int]:
    return frozenset(shown.numbers[event.id] for event in shown.events)
