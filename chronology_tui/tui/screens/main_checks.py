"""What the main screen asks of the whole chronology: the quality check and the reflective questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType

from chronology_tui.tui.screens.main_going import GoingScreen
from chronology_tui.tui.screens.main_loading import needs_whole

if TYPE_CHECKING:
    from chronology_tui.tui.modals.quality import Left


class CheckingScreen(GoingScreen):
    """A screen of one chronology that can be checked."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("l", "quality", "Quality check", show=False),
        Binding("a", "questions", "Questions to ask", show=False),
    ]
    _left_check_at = ""
    """Where the check was left, for coming back to it."""

    @needs_whole
    async def action_quality(self) -> None:
        """Show what there is to look at in the chronology."""
        from chronology_tui.tui.modals.quality import QualityScreen  # noqa: PLC0415 - dialogues load when first wanted

        self._skip_while_typing()
        if self.chronology is not None:
            await self._saves_done()  # what is being saved is checked too, and is not what u would take back there
            check = QualityScreen(self._casebook, self._child, at=self._left_check_at, glyphs=self.glyphs)
            self.app.push_screen(check, self._from_check)

    def _from_check(self, left: Left | None) -> None:
        if left is None:
            return
        self._left_check_at = left.at
        if left.changed:
            self._load_again(left.event)
        self._go_to(left.event)

    @needs_whole
    def action_questions(self) -> None:
        """Show the reflective questions with their entries."""
        from chronology_tui.tui.modals.questions import QuestionsScreen  # noqa: PLC0415 - dialogues load when first wanted

        self._skip_while_typing()
        if self.chronology is not None:
            self.app.push_screen(QuestionsScreen(self._casebook, self._child, glyphs=self.glyphs), self._go_to)
