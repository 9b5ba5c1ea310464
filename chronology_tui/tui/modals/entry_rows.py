"""People and agreed actions in the form of an entry: rows, of which the last is always empty and takes the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from chronology_tui.domain.cell_text import line_of, parts_of
from chronology_tui.domain.text import one_line
from chronology_tui.domain.vocabulary import PartTaken
from chronology_tui.services.vocabulary import ClosedList
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.modals.entry_fields import FormField, LineField, ListField
from chronology_tui.tui.modals.entry_words import ACTION_FIELDS, PERSON_HINT, Sort, Spec
from chronology_tui.tui.widgets.says import Says

_NAME = Spec("name", "person", Sort.LINE, PERSON_HINT, "people")
_PART = Spec("part", "part", Sort.LIST, "The person's part in what happened.", "PartTaken")


class Item(Vertical):
    """One row: its fields in order."""

    DEFAULT_CSS = "Item { height: auto; }"

    @property
    def fields(self) -> list[FormField]:
        """Its fields."""
        return [field for field in self.query("*") if isinstance(field, FormField)]

    def says(self) -> list[str]:
        """Return the texts of its fields, in the order in which a line holds them."""
        return [field.text.strip() for field in self.fields]

    def tell(self, parts: Sequence[str]) -> None:
        """Let its fields say something else."""
        for n, field in enumerate(self.fields):
            field.put(parts[n] if n < len(parts) else "")

    @property
    def empty(self) -> bool:
        """Whether nothing is said."""
        return not any(self.says())


class Rows(Vertical):
    """Several rows that make up one column, a line a row."""

    DEFAULT_CSS = "Rows { height: auto; }"
    column: ClassVar[str]

    def __init__(self, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(id=f"rows-{self.column}")
        self.glyphs = glyphs

    def item(self) -> Item:
        """Return a new row."""
        raise NotImplementedError  # abstract: each subclass has its own; Textual's metaclass takes no ABC

    def compose(self) -> ComposeResult:
        """One empty row."""
        yield self.item()

    @property
    def items(self) -> list[Item]:
        """The rows."""
        return [item for item in self.children if isinstance(item, Item)]

    @property
    def text(self) -> str:
        """What the rows say, as their column holds it."""
        return "\n".join(line_of(item.says()) for item in self.items if not item.empty)

    @property
    def shown(self) -> str:
        """What the rows say, for a folded section."""
        return "; ".join(one_line(parts_of(line)[0]) for line in self.text.split("\n") if line)

    async def put(self, text: str) -> None:
        """Let the rows say something else."""
        lines = [line for line in text.split("\n") if line.strip()]
        while len(self.items) <= len(lines):
            await self.mount(self._made())
        while len(self.items) > len(lines) + 1:
            await self.items[-1].remove()
        for item, line in zip(self.items, [*lines, ""], strict=True):
            item.tell(parts_of(line) if line else [])

    def grow(self) -> None:
        """Have an empty row at the end."""
        if not self.items or not self.items[-1].empty:
            self.mount(self._made())

    def item_of(self, field: Widget) -> Item | None:
        """Return the row of a field."""
        return next((item for item in self.items if field in item.query("*")), None)

    def _made(self) -> Item:
        return self.item()

    def fields(self) -> Iterator[FormField]:
        """Yield all fields of all rows."""
        for item in self.items:
            yield from item.fields


class PersonItem(Item):
    """A person and the part that the person took."""

    def __init__(self, rows: PeopleRows) -> None:
        super().__init__()
        self._who = LineField(_NAME, placeholder="name")
        self._part = ListField(_PART, rows.parts, glyphs=rows.glyphs)
        self._part.put(PartTaken.PRESENT.value)
        self._more: list[str] = []
        self._who.group = self._part.group = rows

    def compose(self) -> ComposeResult:
        """Name and part in one line."""
        with Horizontal(classes="row"):
            yield Says(_NAME.label, "mute")
            yield self._who
            yield self._part

    def says(self) -> list[str]:
        """Return the name and the part; a row without a name says nothing."""
        name = self._who.text.strip()
        return [name, self._part.text, *self._more] if name else []

    def tell(self, parts: Sequence[str]) -> None:
        """Let it name another person."""
        self._who.put(parts[0] if parts else "")
        self._part.put((parts[1] if len(parts) > 1 else "") or PartTaken.PRESENT.value)
        self._more = list(parts[2:])


class PeopleRows(Rows):
    """The people who took part."""

    column = "people_records"

    def __init__(self, lists: Mapping[str, ClosedList], *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(glyphs=glyphs)
        self.parts = lists[_PART.source]

    def item(self) -> Item:
        """Return an empty row."""
        return PersonItem(self)


class ActionItem(Item):
    """One agreed action."""

    def __init__(self, rows: ActionRows) -> None:
        super().__init__()
        self._fields = [LineField(spec) for spec in ACTION_FIELDS]
        for field in self._fields:
            field.group = rows

    def compose(self) -> ComposeResult:
        """What is to be done on a line of its own, the rest two by two."""
        what, owner, due, done, outcome = self._fields
        for pair in ((what,), (owner, due), (done, outcome)):
            with Horizontal(classes="row"):
                for n, field in enumerate(pair):
                    label = Says(field.spec.label, "mute")
                    label.set_class(bool(n), "second")
                    yield label
                    yield field


class ActionRows(Rows):
    """The actions that were agreed."""

    column = "agreed_actions"

    def item(self) -> Item:
        """Return an empty row."""
        return ActionItem(self)
