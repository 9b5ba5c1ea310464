"""The reflective questions that reviews ask of every chronology, each with the entries that bear on it. None is answered here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.worker import get_current_worker

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import format_date
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.widgets.insight import BLANK
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.rows import head_text
from chronology_tui.tui.widgets.says import Says

if TYPE_CHECKING:
    from chronology_tui.analysis.questions import Reflection
    from chronology_tui.services import Casebook

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
    return f"{one.recorded}; the latest {MOST} are shown. chronology questions lists all."


def _entry(one: Reflection, event_id: UUID, chronology: Chronology) -> Block:
    event = chronology.event(event_id)
    said = f"{one_line(format_date(event.when))} · {head_text(event)}"
    lead = ((f"{chronology.number(event_id):>{_INDENT - 2}}  ", "accent"),)
    return Block(said, "text", lead, target=f"{one.question.id} {event_id}")


class QuestionsScreen(ModalScreen[UUID | None]):
    """Shows the questions that are asked of one child; answers with the entry to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,a", "dismiss(None)", "Back", show=False),
        Binding("question_mark,f1", "app.help", "Keys and help", show=False),
    ]

    def __init__(self, casebook: Casebook, child: UUID, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self._casebook = casebook
        self._child = child
        self.glyphs = glyphs

    def compose(self) -> ComposeResult:
        """What this is, the questions, the keys."""
        with Vertical(classes="dialogue") as box:
            box.border_title = Content(" questions to ask ")
            yield Says("The entries are being looked through …", "mute", id="answer")
            yield Page(glyphs=self.glyphs, id="questions")
            keys = [
                Key("up down", "choose or scroll", "scroll"),
                Key("enter", "go to the entry", "choose"),
                Key("esc", "back", "dismiss(None)"),
            ]
            yield KeyBar(keys, ground="panel")

    def on_mount(self) -> None:
        """Look through the entries."""
        self.query_one(Page).focus()
        self._read()

    @work(thread=True, exclusive=True)
    def _read(self) -> None:
        from chronology_tui.services.checking import reflections  # noqa: PLC0415 - loaded behind the dialogue

        try:
            with self._casebook.ledger.lock:
                chronology = self._casebook.chronology(self._child)
                blocks = question_blocks(reflections(self._casebook, self._child), chronology)
        except ChronologyError as error:
            blocks, said, role = [], str(error), "bad"
        else:
            said, role = ABOUT, "mute"
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, blocks, said, role)

    def _show(self, blocks: list[Block], said: str, role: str) -> None:
        if self.is_attached:
            self.query_one(Page).show(blocks)
            self.query_one("#answer", Says).say(said, role)

    def action_scroll(self) -> None:
        """Scroll one page, for the mouse."""
        self.query_one(Page).action_page(1)

    def action_choose(self) -> None:
        """Go to the chosen entry."""
        self.query_one(Page).action_choose()

    @on(Page.Chosen)
    def _go(self, event: Page.Chosen) -> None:
        event.stop()
        self.dismiss(UUID(event.target.rpartition(" ")[2]))
