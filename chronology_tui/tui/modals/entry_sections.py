"""A group of fields in the form of an entry: a heading that folds, and says what the group holds while it is folded."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message

from chronology_tui.domain.text import one_line
from chronology_tui.tui.glyphs import Glyphs
from chronology_tui.tui.modals.entry_fields import FormField
from chronology_tui.tui.modals.entry_rows import Rows
from chronology_tui.tui.modals.entry_words import Section, Spec
from chronology_tui.tui.widgets.line import Line, OneLine
from chronology_tui.tui.widgets.says import Says

Maker = Callable[[Spec], "FormField | Rows"]
_SHOWN = 200
"""Characters of a field that a folded section shows at most."""


class SectionHead(OneLine):
    """The heading of a section; a click goes to its first field."""

    ground = "panel"

    class Clicked(Message):
        """The reader wants to see the section."""

        def __init__(self, section: SectionBox) -> None:
            super().__init__()
            self.section = section

    def __init__(self, box: SectionBox, glyphs: Glyphs) -> None:
        super().__init__()
        self._box = box
        self._glyphs = glyphs

    def build(self, line: Line) -> None:
        """Draw the heading, and what a folded section holds."""
        folded = self._box.folded
        mark = ("+" if folded else "-") if self._glyphs.prompt == ">" else ("▸" if folded else "▾")
        line.add(f"{mark} ", "accent")
        line.add(self._box.title, "text bold")
        if folded and (held := self._box.held()):
            line.add("  ", "mute")
            line.add(held, "mute")

    def on_click(self) -> None:
        """Tell the form."""
        self.post_message(self.Clicked(self._box))


class Row(Horizontal):
    """A label and its field."""

    DEFAULT_CSS = "Row { height: auto; }"

    def __init__(self, spec: Spec, field: FormField) -> None:
        super().__init__(classes="row")
        self.spec = spec
        self.field = field
        self.wanted = True

    def compose(self) -> ComposeResult:
        """The label, the field."""
        yield Says(self.spec.label, "mute")
        if isinstance(self.field, FormField):
            yield self.field  # type: ignore[misc] # every field is a widget

    def want(self, wanted: bool) -> None:  # noqa: FBT001 - a plain setter
        """Show the row or not."""
        self.wanted = wanted
        self.display = wanted


class SectionBox(Vertical):
    """One section."""

    DEFAULT_CSS = """
    SectionBox { height: auto; }
    SectionBox > Vertical { height: auto; padding-left: 2; }
    """

    def __init__(self, section: Section, make: Maker, glyphs: Glyphs) -> None:
        super().__init__(id=f"section-{section.key}")
        self.section = section
        self.title = section.title
        self.folded = False
        self._head = SectionHead(self, glyphs)
        made = [(spec, make(spec)) for spec in section.fields]
        self.rows = [Row(spec, field) for spec, field in made if isinstance(field, FormField)]
        self.groups = [field for _, field in made if isinstance(field, Rows)]
        self._body = Vertical()

    def compose(self) -> ComposeResult:
        """The heading, the rows."""
        yield self._head
        with self._body:
            yield from self.rows
            if self.section.key == "what":
                counted = Says(id="counted")
                counted.display = False
                yield counted
            yield from self.groups

    def fields(self) -> Iterator[FormField]:
        """Yield the fields that are gone through."""
        for row in self.rows:
            if row.wanted:
                yield row.field
        for group in self.groups:
            yield from group.fields()

    def fold(self, folded: bool) -> None:  # noqa: FBT001 - a plain setter
        """Show only the heading, or all."""
        self.folded = folded
        self._body.display = not folded
        self._head.refresh()

    def retitle(self, title: str) -> None:
        """Give it another heading."""
        self.title = one_line(title)
        self._head.refresh()

    def held(self) -> str:
        """Return what the section holds, in few words."""
        said = [row.field.shown[:_SHOWN] for row in self.rows if row.wanted] + [group.shown[:_SHOWN] for group in self.groups]
        return " · ".join(filter(None, said))

    def refresh_head(self) -> None:
        """Show what it holds now."""
        if self.folded:
            self._head.refresh()
