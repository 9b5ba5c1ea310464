"""What an export says, before it is made: its text in lines, and what redaction changed in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from chronology_tui.domain.text import counted
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.theme import Paint, paint_for
from chronology_tui.tui.widgets.insight import BLANK, heading
from chronology_tui.tui.widgets.line import Line
from chronology_tui.tui.widgets.page import Block
from chronology_tui.tui.widgets.wrapping import prepare, wrap

if TYPE_CHECKING:
    from uuid import UUID

    from chronology_tui.services import Casebook
    from chronology_tui.services.export_choices import ExportChoices
    from chronology_tui.services.exports import Preview

MOST_CHANGES = 2_000
"""Most replacements that the list shows one by one."""
_MARGIN = 1

Painted = tuple[str, str]
"""A line and the role it is painted with."""


@dataclass(frozen=True)
class Shown:
    """A preview as it is shown, or why there is none.

    Attributes:
        lines: its text, folded for the width it was asked for.
        changes: the list of what redaction changed and of what is to be looked at.
        summary: what is left out and changed, counted.
        number: of replacements and things to look at.
        unsure: of those that somebody should look at.
        trouble: why there is no preview; empty when there is.
    """

    lines: tuple[Painted, ...] = ()
    changes: tuple[Block, ...] = ()
    summary: str = ""
    number: int = 0
    unsure: int = 0
    trouble: str = ""


def make_preview(
    casebook: Casebook, child: UUID, choices: ExportChoices, suffix: str, width: int, glyphs: Glyphs = UNICODE
) -> Shown:
    """Return what an export would say; it reads the store, so it is for a worker."""
    from chronology_tui.services.export_previews import preview_file  # noqa: PLC0415 - loaded behind the dialogue

    try:
        preview = preview_file(casebook, child, choices, suffix)
    except ChronologyError as error:
        return Shown(trouble=str(error))
    return shown(preview, width, glyphs)


def shown(preview: Preview, width: int, glyphs: Glyphs = UNICODE) -> Shown:
    """Return a preview as it is shown in so many cells."""
    from chronology_tui.services.pack_list import TEXT_WIDTH  # noqa: PLC0415 - loaded behind the dialogue

    unsure = len(preview.to_look_at)
    parts = [f"Left out: {'; '.join(preview.left_out)}."] if preview.left_out else ["Nothing is left out."]
    replaced = len(preview.changes)
    if replaced:
        parts.append(f"Redaction replaces words in {counted(replaced, 'place')}.")
    if unsure:
        parts.append(f"{unsure} to look at: F5.")
    return Shown(
        tuple(painted(unfolded(preview.lines, TEXT_WIDTH), width)),
        tuple(change_blocks(preview, glyphs)),
        " ".join(parts),
        replaced + unsure,
        unsure,
    )


# ---------------------------------------------------------------------- the text


def unfolded(lines: Iterable[str], width: int) -> Iterator[str]:
    """Yield the paragraphs of a text that was folded at ``width``, so that it can be folded anew.

    Folding is greedy: a line goes on in the next one where the next one's first word had no room in it. All lines of a paragraph
    but the first begin at one column, not left of it. A line that ends where it would have been folded, a rare chance, is joined
    to the next: nothing is lost by it.
    """
    paragraph, last, least, hang = "", 0, 0, -1
    for line in lines:
        words = line.strip()
        indent = len(line) - len(words)
        fits = indent == hang if hang >= 0 else indent >= least
        if paragraph and words and _goes_on(words, last, width) and fits:
            paragraph, hang = f"{paragraph} {words}", indent
        else:
            if paragraph:
                yield paragraph
            if not words:
                yield ""
            paragraph, least, hang = line, indent, -1
        last = len(line)
    if paragraph:
        yield paragraph


def _goes_on(words: str, last: int, width: int) -> bool:
    """Whether the first of these words had no room behind ``last`` characters."""
    return not words.startswith("- ") and last + 1 + len(words.split(None, 1)[0]) > width


def painted(paragraphs: Iterable[str], width: int) -> Iterator[Painted]:
    """Yield the lines of a text with their roles: a heading stands after two empty lines, the title at the top."""
    empty, first = 2, True
    for paragraph in paragraphs:
        if not paragraph:
            empty += 1
            if not first:
                yield "", "text"
            continue
        role = "accent bold" if empty >= 2 else "text"
        text = prepare(paragraph)
        indent = len(text) - len(text.lstrip(" "))
        hang = indent + (2 if text.lstrip().startswith("- ") else 0)
        for n, line in enumerate(wrap(text, width - hang)):
            yield " " * (hang if n else indent) + line, role
        empty, first = 0, False


class PreviewText(ScrollView, can_focus=True):
    """Lines that were folded elsewhere: however many there are, only those in sight are painted."""

    ALLOW_SELECT = False
    DEFAULT_CSS = "PreviewText { overflow-y: auto; overflow-x: hidden; scrollbar-size-vertical: 1; background: $panel; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False),
        Binding("k", "scroll_up", "Up", show=False),
        Binding("space", "page_down", "Page down", show=False),
    ]

    class Resized(Message):
        """The lines have to be folded anew."""

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.glyphs = glyphs
        self._lines: tuple[Painted, ...] = ()
        self._paint: Paint = paint_for("")

    @property
    def lines(self) -> tuple[Painted, ...]:
        """The lines."""
        return self._lines

    @property
    def room(self) -> int:
        """Cells that a line may take."""
        return max(1, self.scrollable_content_region.width - _MARGIN - 1)

    def show(self, lines: Sequence[Painted]) -> None:
        """Show other lines, at the same place as far as there is one."""
        self._lines = tuple(lines)
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))
        self.refresh()

    def on_mount(self) -> None:
        """Follow the app's theme."""
        self.watch(self.app, "theme", self._use_theme)

    def _use_theme(self, theme: str) -> None:
        self._paint = paint_for(theme)
        self.refresh()

    def on_resize(self) -> None:
        """Have the lines folded anew."""
        self.post_message(self.Resized())

    def on_focus(self) -> None:
        """Show that it has the focus."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that it has lost it."""
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Paint one line of the window."""
        width = self.scrollable_content_region.width
        number = y + self.scroll_offset.y
        if not 0 <= number < len(self._lines):
            return Strip.blank(width, self._paint("text", "panel"))
        line = Line(width, self._paint, "panel")
        line.add(self.glyphs.bar if self.has_focus and y == 0 else " ", "accent")
        text, role = self._lines[number]
        line.add(text, role)
        return line.strip()


# ---------------------------------------------------------------------- what was changed


def change_blocks(preview: Preview, glyphs: Glyphs) -> Iterator[Block]:
    """Yield what redaction changed: first what somebody has to look at, then the unsure, then the rest."""
    point = ((f" {glyphs.point} ", "mute"),)
    if not preview.changes and not preview.to_look_at:
        yield Block("Redaction changes nothing in this export.", "mute")
        return
    yield Block("For your eyes only: it shows what was taken out.", "mute")
    if preview.to_look_at:
        yield BLANK
        yield heading(f"TO LOOK AT · {len(preview.to_look_at):,}")
        for n, one in enumerate(preview.to_look_at):
            yield Block(f"{one.where}: {one.words}", "text bold", point, target=f"look{n}")
            yield Block(one.why, "look", indent=3, target=f"look{n}")
    changes = sorted(preview.changes, key=lambda change: change.certain)
    if changes:
        yield BLANK
        yield heading(f"REPLACED · {len(changes):,}")
    for n, change in enumerate(changes[:MOST_CHANGES]):
        unsure = "" if change.certain else "  (not sure: look)"
        instead = change.instead or "nothing"
        said = f"{change.where}: {change.what} {'->' if glyphs.prompt == '>' else '→'} {instead}{unsure}"
        yield Block(said, "text" if change.certain else "look", point, target=f"change{n}")
    if len(changes) > MOST_CHANGES:
        yield Block(f"and {len(changes) - MOST_CHANGES:,} more; chronology export --changes lists them all", "mute")
