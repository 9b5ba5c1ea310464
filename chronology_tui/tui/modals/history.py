"""The history of a child's record: who did what and when, the latest first, with what each change was from and to."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.worker import get_current_worker

from chronology_tui.domain.dates import UncertainDate, format_date
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.widgets.insight import BLANK
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.says import Says

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.services.recounting import Recounted, Told

_ROOM = 200
"""Characters of a text that are shown of a change."""
MORE = "Older changes are listed by: chronology history"


def history_blocks(actions: tuple[Recounted, ...], *, more: bool = False) -> list[Block]:
    """Return what was done, one action after the other; entries can be chosen."""
    blocks: list[Block] = []
    numbers = count()
    for action in actions:
        lines = (block for told in action.told for block in _told(told, next(numbers)))
        blocks += [Block(_head(action), "text bold"), *lines, BLANK]
    if more:
        blocks.append(Block(MORE, "mute"))
    return blocks


def _head(action: Recounted) -> str:
    moment = datetime.fromisoformat(action.at).astimezone()
    how = " · undo or redo" if action.undoes else ""
    return f"{format_date(UncertainDate.on(moment.date()))} {moment:%H:%M} · {one_line(action.actor)}{how}"


def _told(told: Told, number: int) -> list[Block]:
    target = f"{number} {told.id}" if told.record == "entry" else None
    blocks = [Block(one_line(told.title)[:_ROOM], "text", ((f"  {told.action.value} {told.record}  ", "mute"),), target=target)]
    for name, before, after in told.changes:
        said = f"{_short(before)} → {_short(after)}"
        blocks.append(Block(said, "text", ((f"    {name}: ", "mute"),), target=target))
    if told.can_return and told.action.value == "deleted":
        blocks.append(Block("Enter brings it back.", "accent", indent=4, target=target))
    return blocks


def _short(text: str) -> str:
    shown = one_line(text)
    return f"{shown[:_ROOM]}…" if len(shown) > _ROOM else shown or "nothing"


class HistoryScreen(ModalScreen["tuple[UUID, bool] | None"]):
    """Shows the history; answers with an entry and whether it is to be brought back, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,h", "dismiss(None)", "Back", show=False)]

    def __init__(self, casebook: Casebook, child: UUID, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self._casebook = casebook
        self._child = child
        self._can_return: frozenset[str] = frozenset()
        self.glyphs = glyphs

    def compose(self) -> ComposeResult:
        """One page and its keys."""
        with Vertical(classes="dialogue") as box:
            box.border_title = Content(" history ")
            yield Says("The history is being read …", "mute", id="answer")
            yield Page(glyphs=self.glyphs)
            keys = [
                Key("up down", "choose or scroll", "scroll"),
                Key("enter", "go to the entry, or bring it back", "choose"),
                Key("esc", "back", "dismiss(None)"),
            ]
            yield KeyBar(keys, ground="panel")

    def on_mount(self) -> None:
        """Read the history."""
        self.query_one(Page).focus()
        self._read()

    @work(thread=True, exclusive=True)
    def _read(self) -> None:
        from chronology_tui.services.recounting import recount  # noqa: PLC0415 - loaded behind the dialogue

        try:
            actions, more = recount(self._casebook, self._child)
        except ChronologyError as error:
            actions, more, said = (), False, str(error)
        else:
            said = "" if actions else "Nothing was changed yet."
        blocks = history_blocks(actions, more=more)
        back = frozenset(str(told.id) for action in actions for told in action.told if told.can_return)
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._show, blocks, back, said)

    def _show(self, blocks: list[Block], can_return: frozenset[str], said: str) -> None:
        if self.is_attached:
            self._can_return = can_return
            page = self.query_one(Page)
            page.show(blocks)
            page.target = page.targets[0] if page.targets else None
            self.query_one("#answer", Says).say(said, "mute")

    def action_scroll(self) -> None:
        """Scroll one page, for the mouse."""
        self.query_one(Page).action_page(1)

    def action_choose(self) -> None:
        """Go to the highlighted entry, or bring it back."""
        self.query_one(Page).action_choose()

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        event.stop()
        event_id = event.target.partition(" ")[2]
        self.dismiss((UUID(event_id), event_id in self._can_return))
