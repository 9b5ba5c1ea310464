"""A page of plain text in paragraphs, some of which can be chosen: the insight panel and the dialogues are made of it.

Drawn by the line API with our own wrapping, so that user text is never markup and wide characters stay aligned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.theme import Paint, paint_for
from chronology_tui.tui.widgets.entry_painter import LIT
from chronology_tui.tui.widgets.line import Line
from chronology_tui.tui.widgets.rows import Piece
from chronology_tui.tui.widgets.wrapping import prepare, wrap


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph.

    Attributes:
        text: its words; any text.
        role: what the words are painted with.
        lead: pieces before the words on the first line.
        hang: pieces before the words on the lines below.
        indent: column where the words start; the width of ``lead`` when None.
        target: name by which it is chosen; None when it cannot be.
        lit: pieces of the words that are lit, as (start, end) in order; the words hold nothing that :func:`prepare` changes.
    """

    text: str = ""
    role: str = "text"
    lead: tuple[Piece, ...] = ()
    hang: tuple[Piece, ...] = ()
    indent: int | None = None
    target: str | None = None
    lit: tuple[tuple[int, int], ...] = ()


class Page(ScrollView, can_focus=True):
    """Paragraphs that scroll; those with a target can be chosen by arrows, Enter or the mouse."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Page { overflow-y: auto; overflow-x: hidden; scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", "Next", show=False),
        Binding("up,k", "move(-1)", "Previous", show=False),
        Binding("pagedown,space", "page(1)", "Page down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("home", "ends(0)", "Top", show=False),
        Binding("end", "ends(1)", "End", show=False),
        Binding("enter", "choose", "Open", show=False),
    ]
    ground = "panel"
    """What the page is painted on."""
    MARGIN = 1
    """Cells at the left, where the mark of the chosen paragraph stands."""

    target: reactive[str | None] = reactive(None)
    """Name of the highlighted paragraph."""

    @dataclass
    class Highlighted(Message):
        """Another paragraph is highlighted."""

        page: Page
        target: str | None

        @property
        def control(self) -> Page:
            """The page."""
            return self.page

    @dataclass
    class Chosen(Message):
        """A paragraph was chosen by Enter or the mouse."""

        page: Page
        target: str

        @property
        def control(self) -> Page:
            """The page."""
            return self.page

    def __init__(self, blocks: Sequence[Block] = (), *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.glyphs = glyphs
        self._blocks: tuple[Block, ...] = tuple(blocks)
        self._targets = _targets_of(self._blocks)
        self._lines: list[tuple[int, int, str, int]] = []
        self._extents: dict[str, tuple[int, int]] = {}
        self._laid_width = -1
        self._paint: Paint = paint_for("")

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The paragraphs."""
        return self._blocks

    @property
    def targets(self) -> list[str]:
        """Names of the paragraphs that can be chosen, each once, in order."""
        return self._targets

    def show(self, blocks: Sequence[Block]) -> None:
        """Show other paragraphs; the highlighted one stays highlighted if it is still there."""
        self._blocks = tuple(blocks)
        self._targets = _targets_of(self._blocks)
        self._laid_width = -1
        self._lines, self._extents = [], {}  # while the page is hidden it has no width to be laid out to
        if self.target is not None and self.target not in self.targets:
            self.target = None
        self._lay_out()
        self.refresh()

    def on_mount(self) -> None:
        """Follow the app's theme."""
        self.watch(self.app, "theme", self._use_theme)

    def _use_theme(self, theme: str) -> None:
        self._paint = paint_for(theme)
        self.refresh()

    def on_resize(self) -> None:
        """Wrap anew."""
        self._lay_out()

    def on_show(self) -> None:
        """Wrap what was given while the page was hidden."""
        self._lay_out()

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if not width or width == self._laid_width:
            return
        self._laid_width = width
        # Room is left for a scroll bar before there is one: it comes once the page is laid out, and would touch the words.
        bar = 0 if self.show_vertical_scrollbar else self.styles.scrollbar_size_vertical
        room = width - self.MARGIN - 1 - bar
        self._lines = [
            (number, n, line, start)
            for number, block in enumerate(self._blocks)
            for n, (line, start) in enumerate(_placed(prepare(block.text), room - self._indent(block)))
        ]
        self._extents = {}
        for n, (number, *_) in enumerate(self._lines):
            if (target := self._blocks[number].target) is not None:
                self._extents[target] = (self._extents.get(target, (n, n))[0], n + 1)
        self.virtual_size = Size(width, len(self._lines))

    @staticmethod
    def _indent(block: Block) -> int:
        return block.indent if block.indent is not None else sum(cell_len(text) for text, _ in block.lead)

    @property
    def mark_role(self) -> str:
        """How the mark of what is chosen is painted, which tells whether keys act here."""
        return "accent" if self.has_focus else "mute"

    def render_line(self, y: int) -> Strip:
        """Paint one line of the window."""
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y
        if not 0 <= number < len(self._lines):
            return Strip.blank(width, self._paint("text", self.ground))
        block_number, within, text, start = self._lines[number]
        block = self._blocks[block_number]
        chosen = block.target is not None and block.target == self.target
        line = Line(width, self._paint, "select" if chosen else self.ground)
        line.add(self.glyphs.bar if chosen else " ", self.mark_role)
        for piece, role in block.lead if within == 0 else block.hang:
            line.add(piece, role)
        line.to(self.MARGIN + self._indent(block))
        for piece, lit in _pieces(text, start, block.lit):
            line.add(piece, LIT if lit else block.role)
        return line.strip()

    # ------------------------------------------------------------------ choosing

    def _extent(self, target: str) -> tuple[int, int]:
        """Return the first line of a target and the line after its last."""
        return self._extents.get(target, (0, 0))

    def watch_target(self, target: str | None) -> None:
        """Bring the highlighted paragraph into sight and tell the screen."""
        if target is not None and self._lines:
            start, end = self._extent(target)
            top, rows = self.scroll_offset.y, self.scrollable_content_region.height
            if start < top:
                self.scroll_to(y=0 if target == self.targets[0] and end <= rows else start, animate=False)
            elif end > top + rows:
                self.scroll_to(y=min(start, end - rows), animate=False)
        self.refresh()
        self.post_message(self.Highlighted(self, target))

    def action_move(self, by: int) -> None:
        """Highlight the next or previous paragraph that can be chosen, or scroll where the next one is far."""
        targets = self.targets
        at = targets.index(self.target) if self.target in targets else (-1 if by > 0 else len(targets))
        following = at + by
        top, rows = self.scroll_offset.y, self.scrollable_content_region.height
        if 0 <= following < len(targets):
            start, end = self._extent(targets[following])
            if start < top + rows + 4 and end > top - 4:
                self.target = targets[following]
                return
        self.scroll_relative(y=by, animate=False)

    def action_page(self, by: int) -> None:
        """Scroll by one window."""
        self.scroll_relative(y=by * max(1, self.scrollable_content_region.height - 1), animate=False)

    def action_ends(self, last: int) -> None:
        """Scroll to the top or the end, highlighting the first or last paragraph that can be chosen."""
        targets = self.targets
        if targets:
            self.target = targets[-1 if last else 0]
        self.scroll_to(y=self.max_scroll_y if last else 0, animate=False)

    def action_choose(self) -> None:
        """Tell the screen that the highlighted paragraph was chosen."""
        if self.target is not None:
            self.post_message(self.Chosen(self, self.target))

    def on_click(self, click: events.Click) -> None:
        """Highlight the paragraph under the mouse; a second click chooses it."""
        offset = click.get_content_offset(self)
        if offset is None:
            return
        number = offset.y + self.scroll_offset.y
        if 0 <= number < len(self._lines) and (target := self._blocks[self._lines[number][0]].target) is not None:
            self.target = target
            if click.chain == 2:
                self.action_choose()


def plain_text(blocks: Sequence[Block]) -> str:
    """Return paragraphs as plain lines, for pasting elsewhere."""
    lines = (f"{''.join(text for text, _ in block.lead)}{prepare(block.text)}".rstrip() for block in blocks)
    return "".join(f"{line}\n" for line in lines)


def _targets_of(blocks: tuple[Block, ...]) -> list[str]:
    return list(dict.fromkeys(block.target for block in blocks if block.target is not None))


def _placed(text: str, width: int) -> Iterator[tuple[str, int]]:
    """Yield the lines of a text, each with the place in the text where it starts."""
    start = 0
    for line in wrap(text, width):
        start = text.index(line, start)  # wrapping only leaves out blanks and line ends
        yield line, start
        start += len(line)


def _pieces(line: str, start: int, lit: tuple[tuple[int, int], ...]) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a line that starts at ``start`` of its text, each with whether it is lit."""
    at = 0
    for first, last in lit:
        begin, end = max(at, first - start), min(len(line), last - start)
        if begin < end:
            yield line[at:begin], False
            yield line[begin:end], True
            at = end
    yield line[at:], False
