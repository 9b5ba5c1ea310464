"""The reflective questions that reviews ask of every chronology, each with the entries that bear on it. None is answered here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.binding import Binding, BindingType

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import format_date
from chronology_tui.domain.text import one_line
from chronology_tui.tui.modals.paged import ReadScreen
from chronology_tui.tui.widgets.insight import BLANK
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.rows import head_text

if TYPE_CHECKING:
    from chronology_tui.analysis.questions import Reflection

MOST = 20
"""Entries of one question that are shown, the latest of them."""
_INDENT = 7
ABOUT = "Questions to think about, not findings. The program answers none of them."


def question_blocks(reflections: tuple[Reflection, ...], chronology: Chronology) -> list[Block]:
    """Return every question with its entries; an entry is chosen by question and identifier."""
    blocks: list[Block] = []
    for one in reflections:
        blocks += [
            Block(one.question.words, "accent bold"),
            Block(f"Looked at: {one.question.looked_at}.", "mute"),
            Block(f"{one.question.source}.", "mute"),
            Block(_recorded(one), "text" if one.events else "look", indent=2),
        ]
        blocks += [_entry(one, event_id, chronology) for event_id in one.events[-MOST:]]
        blocks.append(BLANK)
    return blocks


def _recorded(one: Reflection) -> str:
    if len(one.events) <= MOST:
        return one.recorded
    return f"{one.recorded}; the latest {MOST} are shown. All are listed by: chronology questions"


def _entry(one: Reflection, event_id: UUID, chronology: Chronology) -> Block:
    event = chronology.event(event_id)
    said = f"{one_line(format_date(event.when))} · {head_text(event)}"
    lead = ((f"{chronology.number(event_id):>{_INDENT - 2}}  ", "accent"),)
    return Block(said, "text", lead, target=f"{one.question.id} {event_id}")


class QuestionsScreen(ReadScreen[UUID | None]):
    """Shows the questions that are asked of one child; answers with the entry to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,a", "dismiss(None)", "Back", show=False),
        Binding("question_mark,f1", "app.help", "Keys and help", show=False),
    ]
    TITLE = "questions to ask"
    READING = "The entries are being looked through …"
    CHOOSING = "go to the entry"

    def read(self) -> tuple[list[Block], str]:
        """Look through the entries."""
        from chronology_tui.services.checking import reflections  # noqa: PLC0415 - loaded behind the dialogue

        with self._casebook.ledger.lock:
            chronology = self._casebook.chronology(self._child)
            return question_blocks(reflections(self._casebook, self._child), chronology), ABOUT

    @on(Page.Chosen)
    def _go(self, event: Page.Chosen) -> None:
        event.stop()
        self.dismiss(UUID(event.target.rpartition(" ")[2]))
