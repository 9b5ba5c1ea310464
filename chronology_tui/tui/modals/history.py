"""The history of a child's record: who did what and when, the latest first, with what each change was from and to."""

from __future__ import annotations

from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.binding import Binding, BindingType

from chronology_tui.domain.dates import UncertainDate, format_date
from chronology_tui.domain.text import one_line
from chronology_tui.tui.modals.paged import ReadScreen
from chronology_tui.tui.widgets.insight import BLANK
from chronology_tui.tui.widgets.page import Block, Page

if TYPE_CHECKING:
    from chronology_tui.services.recounting import Recounted, Told

_ROOM = 200
"""Characters of a text that are shown of a change."""
MORE = "Older changes are listed by: chronology history"


def history_blocks(actions: tuple[Recounted, ...], *, more: bool = False) -> list[Block]:
    """Return what was done, one action after the other.

    Entries can be chosen: by a number, the identifier, and "gone" where the entry can be brought back.
    """
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
    gone = " gone" if told.can_return else ""
    target = f"{number} {told.id}{gone}" if told.record == "entry" else None
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


class HistoryScreen(ReadScreen["tuple[UUID, bool] | None"]):
    """Shows the history; answers with an entry and whether it is to be brought back, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q,h", "dismiss(None)", "Back", show=False)]
    TITLE = "history"
    READING = "The history is being read …"
    CHOOSING = "go to the entry, or bring it back"
    CHOOSE_FIRST = True

    def read(self) -> tuple[list[Block], str]:
        """Read what was done."""
        from chronology_tui.services.recounting import recount  # noqa: PLC0415 - loaded behind the dialogue

        actions, more = recount(self._casebook, self._child)
        return history_blocks(actions, more=more), "" if actions else "Nothing was changed yet."

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        """Go to the highlighted entry, or bring it back."""
        event.stop()
        _, event_id, *gone = event.target.split()
        self.dismiss((UUID(event_id), bool(gone)))
