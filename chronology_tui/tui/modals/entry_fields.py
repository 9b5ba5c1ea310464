"""The fields of the form of an entry: one line, several lines, a closed list, yes or no, some of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, cast

from textual import events
from textual.binding import Binding
from textual.message import Message

from chronology_tui.domain.kinds import kind_for
from chronology_tui.domain.text import fold, one_line
from chronology_tui.services.vocabulary import ClosedList
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.modals.entry_words import Spec
from chronology_tui.tui.widgets.choice import Choice, Opener
from chronology_tui.tui.widgets.plain_area import PlainArea
from chronology_tui.tui.widgets.plain_input import PlainInput

_UNKNOWN = frozenset({"not_known", "not_recorded", "unknown", -1})
"""The codes that say that nothing is recorded: in a column they are an empty text."""
_NOTHING_SAID = {"Area": "that of the kind"}
"""What an empty text means where it is not that nothing is recorded."""


class Serves(Protocol):
    """What a field asks of the form around it, within the key press."""

    def serve_key(self, field: FormField, key: str) -> bool:
        """Do what ``key`` means to the form; False when it is the field's own."""


class FormField:
    """What every field of the form has; a mixin of widgets.

    Attributes:
        spec: which field it is.
        group: the rows of which it is a part; None for a field that fills a column by itself.
    """

    spec: Spec
    group: object | None = None

    @property
    def text(self) -> str:
        """What the field says, as its column holds it."""
        raise NotImplementedError  # abstract: each subclass has its own; Textual's metaclass takes no ABC

    def put(self, text: str) -> None:
        """Let the field say something else."""
        raise NotImplementedError  # abstract: each subclass has its own; Textual's metaclass takes no ABC

    @property
    def shown(self) -> str:
        """What the field says, in words for a folded section."""
        return one_line(self.text)


def serves(field: FormField, screen: object, event: events.Key) -> bool:
    """Have the form act on a key within the key press: what is typed after it must find it done."""
    if cast("Serves", screen).serve_key(field, event.key):
        event.stop()
        event.prevent_default()
        return True
    return False


class LineField(FormField, PlainInput):
    """A field of one line."""

    def __init__(self, spec: Spec, *, placeholder: str = "", id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(placeholder=placeholder, id=id)
        self.spec = spec
        self._whole: tuple[str, str] | None = None

    @property
    def text(self) -> str:
        """What stands in it; line ends of a text that was not changed are those of the record."""
        return self._whole[1] if self._whole is not None and self._whole[0] == self.value else self.value

    def put(self, text: str) -> None:
        """Show a text in one line."""
        line = " ".join(text.splitlines()) if len(text.splitlines()) > 1 else text
        self._whole = (line, text)
        self.value = line
        self.cursor_position = len(line)

    async def _on_key(self, event: events.Key) -> None:
        """Let the form serve the key first."""
        if not serves(self, self.screen, event):
            await super()._on_key(event)


class AreaField(FormField, PlainArea):
    """A field of several lines."""

    def __init__(self, spec: Spec, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self.spec = spec
        self.set_class(spec.height > 1, "tall")

    @property
    def text(self) -> str:
        """What stands in it."""
        return self.document.text

    @text.setter
    def text(self, text: str) -> None:
        self.load_text(text)

    def put(self, text: str) -> None:
        """Show a text, with the cursor behind it."""
        if text != self.text:
            self.load_text(text)
        self.move_cursor(self.document.end)

    async def _on_key(self, event: events.Key) -> None:
        """Let the form serve the key first; up and down leave the field at its ends."""
        leaves = (event.key == "up" and self.navigator.is_first_wrapped_line(self.cursor_location)) or (
            event.key == "down" and self.navigator.is_last_wrapped_line(self.cursor_location)
        )
        if (leaves or event.key not in {"up", "down", "enter"}) and serves(self, self.screen, event):
            return
        await super()._on_key(event)


class ListField(FormField, Choice):
    """One of a closed list: left and right go through it, a letter goes to the next that begins with it, Enter shows all."""

    def __init__(self, spec: Spec, members: ClosedList | None, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002
        self.meanings: Mapping[str, str]
        options, self.meanings = _options(members)
        super().__init__(options, "", glyphs=glyphs, id=id)
        self.spec = spec
        self.choices = options

    @property
    def text(self) -> str:
        """The code that is chosen, empty for none."""
        return self.value

    def put(self, text: str) -> None:
        """Choose."""
        self.value = text

    @property
    def shown(self) -> str:
        """The words that are chosen."""
        return self.words if self.value else ""

    @property
    def meaning(self) -> str:
        """What the chosen one means."""
        return self.meanings.get(self.value, "")

    async def _on_key(self, event: events.Key) -> None:
        """Let the form serve the key first; a letter or digit goes to the next option that begins with it."""
        if serves(self, self.screen, event):
            return
        typed = event.character or ""
        if typed.isalnum() and self._go_to(typed):
            event.stop()
            event.prevent_default()
        elif event.key in {"backspace", "delete"}:
            event.stop()
            self.put("")
            self.post_message(self.Changed(self))

    def _go_to(self, typed: str) -> bool:
        values = self.offered
        at = values.index(self.value) if self.value in values else -1
        for value, words in (*self.choices[at + 1 :], *self.choices[: at + 1]):
            if value and (value == typed or fold(words).startswith(fold(typed))):
                if value != self.value:
                    self.put(value)
                    self.post_message(self.Changed(self))
                return True
        return False


def _options(members: ClosedList | None) -> tuple[tuple[tuple[str, str], ...], dict[str, str]]:
    if members is None:  # yes or no
        return (("", "no"), ("yes", "yes")), {}
    meanings: dict[str, str] = {}
    options: list[tuple[str, str]] = []
    nothing = _NOTHING_SAID.get(members.name)
    if nothing is not None:
        options.append(("", nothing))
    for member in members.members:
        code = "" if member.code in _UNKNOWN and nothing is None else str(member.code)
        words = f"{member.code} {member.word}" if isinstance(member.code, int) and code else member.word
        options.append((code, words))
        meanings[code] = member.definition
    return tuple(sorted(options, key=lambda option: bool(option[0]))), meanings


class FlagField(ListField):
    """Yes or no."""

    def __init__(self, spec: Spec, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(spec, None, glyphs=glyphs, id=id)

    def put(self, text: str) -> None:
        """Choose; "no" is what an empty text says."""
        super().put("" if fold(text) == "no" else text)

    @property
    def shown(self) -> str:
        """What it is, where it is."""
        return self.spec.label if self.value else ""


class PickField(FormField, Opener):
    """Some of a list that opens; its text holds them parted by semicolons."""

    BINDINGS = [Binding("backspace,delete", "none", "None of them", show=False)]  # noqa: RUF012 - Textual's own way

    class Changed(Message):
        """Others were picked."""

        def __init__(self, field: PickField) -> None:
            super().__init__()
            self.field = field

    def __init__(
        self,
        spec: Spec,
        options: Sequence[tuple[str, str]],
        *,
        glyphs: Glyphs = UNICODE,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """Take ``options`` as pairs of value and words."""
        super().__init__("none", glyphs=glyphs, id=id)
        self.spec = spec
        self.options = tuple(options)
        self._text = ""

    @property
    def text(self) -> str:
        """What is picked."""
        return self._text

    @property
    def picked(self) -> tuple[str, ...]:
        """What is picked, one by one."""
        return tuple(part.strip() for part in self._text.split(";") if part.strip())

    def put(self, text: str) -> None:
        """Let other values be picked."""
        self._text = text
        called = dict(self.options)
        self.show("; ".join(one_line(called.get(value, value)) for value in self.picked) or "none")

    def pick(self, values: frozenset[str]) -> None:
        """Take what was picked, in the order of the list; what the list does not offer stays."""
        offered = [value for value, _ in self.options]
        kept = [value for value in self.picked if value not in offered]
        self.put("; ".join([*(value for value in offered if value in values), *kept]))
        self.post_message(self.Changed(self))

    def action_none(self) -> None:
        """Pick none."""
        self.put("")
        self.post_message(self.Changed(self))

    async def _on_key(self, event: events.Key) -> None:
        """Let the form serve the key first."""
        serves(self, self.screen, event)


def text_to_show(column: str, text: str) -> str:
    """Return the text of a column as its field shows it: the kind by its label."""
    if column == "kind":
        kind = kind_for(text)
        return kind.label if kind is not None else text
    return text
