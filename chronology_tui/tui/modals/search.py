"""The search dialogue: entries by their words as they are typed, the best match first, with the matches lit."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input
from textual.worker import get_current_worker

from chronology_tui.domain.dates import short_date
from chronology_tui.domain.records import Event
from chronology_tui.domain.search_words import SearchQuery, excerpt, held, parse_query, spans
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.rows import head_text, year_words
from chronology_tui.tui.widgets.says import Says
from chronology_tui.tui.widgets.wrapping import fit, pad

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.services.searching import Found

MOST = 50
"""Entries that are shown: whoever sees so many types another word."""
_ROOM = 150
"""Characters of each text that matched."""
_DATE = 17
"""Cells for the date with its year."""
HINT = 'Words or beginnings of words. "In quotes" a phrase. A hyphen before a word leaves out entries with it.'
NO_WORD = "There is no word to look for yet."
NOTHING = "No entry holds all of these words."


def found_blocks(found: tuple[Found, ...], query: SearchQuery, glyphs: Glyphs) -> list[Block]:
    """Return what there is to say of the entries that were found."""
    return [block for one in found for block in _found(one, query, glyphs)]


def _found(found: Found, query: SearchQuery, glyphs: Glyphs) -> list[Block]:
    """Return the headline, the summary, and other texts as far as they hold words that those two do not."""
    event, target = found.event, str(found.event.id)
    number = f"{found.places[0].number:>5}  "
    lead = ((number, "accent"), (pad(fit(_dated(event), _DATE - 1, glyphs.more), _DATE), "mute"))
    head = head_text(event)
    blocks = [Block(head, "text bold", lead, target=target, lit=spans(head, query))]
    told = set(held(head, query))
    texts = [("", event.summary), *((f"{match.label}: ", match.text) for match in found.matches if match.text != event.summary)]
    for name, text in texts:
        there = held(text, query)
        if not text or (name and there <= told):
            continue
        told |= there
        line = one_line(text)
        shown = excerpt(line, next(iter(spans(line, query)), (0, 0)), _ROOM)
        blocks.append(Block(shown, "mute", ((" " * len(number) + name, "mute"),), target=target, lit=spans(shown, query)))
    return blocks


def _dated(event: Event) -> str:
    """Return the short date with its year, which no rule above it tells here."""
    said, year = one_line(short_date(event.when)), year_words(event)
    return said if year in said or not year.isdecimal() else f"{said} {year}"


class SearchScreen(ModalScreen[UUID | None]):
    """Searches the entries of one child; answers with the entry to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", show=False),
        Binding("down", "move(1)", "Next entry", show=False),
        Binding("up", "move(-1)", "Previous entry", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
    ]

    def __init__(self, casebook: Casebook, child: UUID, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self._casebook = casebook
        self._child = child
        self.glyphs = glyphs
        self._answered = ""
        """The text whose answer is shown."""
        self._wanted = False
        """Whether Enter was pressed before the answer was there."""

    def compose(self) -> ComposeResult:
        """What is looked for, how much was found, the entries, the keys."""
        with Vertical(classes="dialogue") as box:
            box.border_title = Content(" search ")
            yield PlainInput(placeholder="words to look for", id="words")
            yield Says(HINT, "mute", id="answer")
            yield Page(glyphs=self.glyphs, id="found")
            yield KeyBar(
                [
                    Key("up down", "choose", "move(1)"),
                    Key("enter", "go to the entry", "choose"),
                    Key("esc", "back", "dismiss(None)"),
                ],
                ground="panel",
            )

    def on_mount(self) -> None:
        """Start in the words; the entries are moved through from there."""
        self.query_one(Page).can_focus = False
        self.query_one(PlainInput).focus()

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._wanted = False
        if parse_query(event.value).empty:
            self._answered = event.value
            self.workers.cancel_group(self, "search")
            self._show((), f"{NO_WORD} {HINT}" if event.value.strip() else HINT)
        else:
            self._search(event.value)

    @work(thread=True, exclusive=True, group="search")
    def _search(self, text: str) -> None:
        from chronology_tui.services.searching import search  # noqa: PLC0415 - loaded behind the dialogue

        query = parse_query(text)
        blocks: list[Block] = []
        try:
            found = search(self._casebook, text, self._child, MOST + 1)
        except ChronologyError as error:
            said, role = str(error), "bad"
        else:
            blocks = found_blocks(found[:MOST], query, self.glyphs)
            said, role = _count(len(found), query), "mute"
        if not get_current_worker().is_cancelled:
            self.app.call_from_thread(self._answer, text, blocks, said, role)

    def _answer(self, text: str, blocks: list[Block], said: str, role: str) -> None:
        """Show what was found, unless something else has been typed since."""
        if not self.is_attached or text != self.query_one(PlainInput).value:
            return
        self._answered = text
        self._show(blocks, said, role)
        if self._wanted:
            self.action_choose()

    def _show(self, blocks: list[Block] | tuple[Block, ...], said: str, role: str = "mute") -> None:
        page = self.query_one(Page)
        page.show(blocks)
        page.scroll_to(y=0, animate=False)
        page.target = page.targets[0] if blocks else None
        self.query_one("#answer", Says).say(said, role)

    # ------------------------------------------------------------------ choosing

    def action_move(self, by: int) -> None:
        """Choose the next or the previous entry."""
        self.query_one(Page).action_move(by)

    def action_page(self, by: int) -> None:
        """Scroll by one window."""
        self.query_one(Page).action_page(by)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_choose()

    def action_choose(self) -> None:
        """Go to the chosen entry; to the best one as soon as it is found, when the answer is not there yet."""
        if self._answered != self.query_one(PlainInput).value:
            self._wanted = True
            return
        self._wanted = False
        self.query_one(Page).action_choose()

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        event.stop()
        self.dismiss(UUID(event.target))


def _count(found: int, query: SearchQuery) -> str:
    if not found:
        said = NOTHING
    elif found > MOST:
        said = f"The best {MOST} entries are shown. Type another word to find fewer."
    else:
        said = "1 entry." if found == 1 else f"{found} entries."
    return f"{said} The last {query.left_out} words were not looked for." if query.left_out else said
