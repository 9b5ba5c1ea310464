"""What stands around the entries, from the main screen: sources, people, agreed actions, the thresholds, the child's details."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType

from chronology_tui.tui.screens.main_going import GoingScreen
from chronology_tui.tui.widgets.case_header import CaseHeader

if TYPE_CHECKING:
    from textual.screen import ModalScreen

    from chronology_tui.tui.modals.records import Leaving


class RecordsAroundScreen(GoingScreen):
    """A screen of one chronology from which the records around it are reached."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sources", "Sources", show=False),
        Binding("o", "people", "People", show=False),
        Binding("w", "agreed", "Agreed actions", show=False),
        Binding("v", "policy", "Policy", show=False),
        Binding("D", "child", "The child's details", show=False),
    ]

    async def action_sources(self) -> None:
        """Show the sources."""
        from chronology_tui.tui.modals.sources import SourcesScreen  # noqa: PLC0415 - dialogues load when first wanted

        await self._around(SourcesScreen(self._casebook, self._child, glyphs=self.glyphs))

    async def action_people(self) -> None:
        """Show the people."""
        from chronology_tui.tui.modals.people import PeopleScreen  # noqa: PLC0415 - dialogues load when first wanted

        await self._around(PeopleScreen(self._casebook, self._child, glyphs=self.glyphs))

    async def action_agreed(self) -> None:
        """Show the agreed actions."""
        from chronology_tui.tui.modals.agreed import AgreedScreen  # noqa: PLC0415 - dialogues load when first wanted

        selected = self.timeline.event
        await self._around(AgreedScreen(self._casebook, self._child, selected, glyphs=self.glyphs))

    async def action_policy(self) -> None:
        """Show the thresholds in force."""
        from chronology_tui.tui.modals.policy import PolicyScreen  # noqa: PLC0415 - dialogues load when first wanted

        await self._around(PolicyScreen(self._casebook, self._child, glyphs=self.glyphs))

    async def action_child(self) -> None:
        """Show the child's details."""
        from chronology_tui.tui.modals.child_details import ChildScreen  # noqa: PLC0415 - dialogues load when first wanted

        await self._around(ChildScreen(self._casebook, self._child, glyphs=self.glyphs))

    async def on_click(self, click: events.Click) -> None:
        """Show the child's details when the top line is clicked."""
        if isinstance(click.widget, CaseHeader):
            click.stop()
            await self.action_child()

    async def _around(self, screen: ModalScreen[Leaving]) -> None:
        self._skip_while_typing()
        if self.chronology is not None:
            await self._saves_done()  # what is being saved is listed too, and is not what u would take back there
            self.app.push_screen(screen, self._from_around)

    def _from_around(self, left: Leaving | None) -> None:
        if left is None:
            return
        if left.changed:
            self._load_again(left.event)
        if left.show:
            self.show_entries(left.show, left.words)
        elif left.event is not None:
            self._go_to(left.event)
