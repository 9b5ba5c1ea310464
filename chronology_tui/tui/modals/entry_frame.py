"""The form of an entry as it lies on the screen: sections that fold or stand side by side, and going through them by keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widget import Widget

from chronology_tui.domain.entry_columns import COLUMNS_OF, MEETING_COLUMNS, details_type
from chronology_tui.domain.kinds import Area, Kind, kind_for
from chronology_tui.domain.records import Event, InjuryDetails, MeetingDetails
from chronology_tui.domain.text import one_line
from chronology_tui.domain.typed_line import Suggestion, kind_offers, offers_for
from chronology_tui.domain.typed_line.known import Names
from chronology_tui.domain.vocabulary import Handling
from chronology_tui.services.entry_forms import EntryForm
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.modals.entry_choosing import ChooseScreen
from chronology_tui.tui.modals.entry_fields import AreaField, FlagField, FormField, LineField, ListField, PickField
from chronology_tui.tui.modals.entry_rows import ActionRows, PeopleRows, Rows
from chronology_tui.tui.modals.entry_sections import SectionBox, SectionHead
from chronology_tui.tui.modals.entry_words import COLUMNS, Sort, Spec
from chronology_tui.tui.modals.pick import PickScreen
from chronology_tui.tui.widgets.choice import Opener
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.says import Says
from chronology_tui.tui.widgets.suggestions import Suggestions

TWO_FROM, THREE_FROM = 120, 176
"""From this many cells the sections stand in two columns, and in three."""
TALL_FROM = 34
"""From this many lines there is room for all that is to be said of the entry."""
KEYS = (
    Key("^s", "save", "save"),
    Key("F5", "save, add another", "save_on"),
    Key("tab", "next field", "step(1)"),
    Key("pgdn", "next section", "section(1)"),
    Key("^o", "editor", "editor"),
    Key("F3", "remarks", "remark"),
    Key("F8", "take away", "remove"),
    Key("F9", "start over", "start_over"),
    Key("F1", "help", "app.help"),
    Key("esc", "back", "back"),
)


class FrameScreen(ModalScreen["Event | None"]):
    """The fields and how they are gone through."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", show=False),
        Binding("tab", "step(1)", "Next field", show=False, priority=True),
        Binding("shift+tab", "step(-1)", "Field before", show=False, priority=True),
        Binding("pagedown,ctrl+n", "section(1)", "Next section", show=False, priority=True),
        Binding("pageup", "section(-1)", "Section before", show=False, priority=True),
        Binding("f1", "app.help", "Keys and help", show=False),
    ]
    DEFAULT_CSS = """
    FrameScreen #fields { height: 1fr; background: $panel; scrollbar-size-vertical: 1; }
    FrameScreen #columns, FrameScreen #right, FrameScreen .column { height: auto; width: 1fr; }
    FrameScreen #columns, FrameScreen #right { layout: vertical; }
    FrameScreen.-two #columns, FrameScreen.-three #columns, FrameScreen.-three #right { layout: horizontal; }
    FrameScreen.-three #right { width: 2fr; }
    FrameScreen .row { height: auto; }
    FrameScreen .row PlainArea { width: 1fr; height: auto; max-height: 8; scrollbar-size-vertical: 1; }
    FrameScreen PersonItem ListField { width: 20; }
    FrameScreen.-two SectionBox, FrameScreen.-three SectionBox { margin: 0 1 1 0; }
    FrameScreen #counted { padding-left: 17; }
    FrameScreen PlainArea.tall { min-height: 3; }
    FrameScreen.-tall PlainArea.tall { min-height: 5; max-height: 14; }
    FrameScreen #foot { dock: bottom; height: 6; background: $panel; border-top: solid $rule; }
    FrameScreen.-tall #foot { height: 9; }
    FrameScreen #told { height: 1fr; }
    FrameScreen #about { max-height: 2; }
    FrameScreen #answer { height: auto; max-height: 2; }
    FrameScreen #remarks { height: auto; }
    FrameScreen #effect { max-height: 1; }
    FrameScreen.-tall #effect { max-height: 2; }
    FrameScreen #offers { margin: 0 0 7 20; background: $panel; }
    FrameScreen.-tall #offers { margin: 0 0 10 20; }
    """

    def __init__(self, form: EntryForm, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self.form = form
        self.glyphs = glyphs
        self._names = Names((name, name) for name in form.people)
        self._boxes: list[SectionBox] = []
        self._put_away: tuple[FormField, str] | None = None
        """The field, and its text, for which the list of suggestions was put away."""

    # ------------------------------------------------------------------ layout

    def compose(self) -> ComposeResult:
        """The sections in three columns, of which the last two are one where there is no room; what is to be said; the keys."""
        columns = [[SectionBox(section, self._make, self.glyphs) for section in column] for column in COLUMNS]
        self._boxes = [box for column in columns for box in column]
        first, *others = (Vertical(*boxes, classes="column") for boxes in columns)
        with Vertical(classes="dialogue") as dialogue:
            dialogue.border_title = Content(f" {self.title_words} ")
            with VerticalScroll(id="fields", can_focus=False), Container(id="columns"):
                yield first
                with Container(id="right"):
                    yield from others
            with Vertical(id="foot"):
                with Vertical(id="told"):
                    for name in ("answer", "about", "effect", "remarks"):
                        said = Says(id=name)
                        said.display = False  # until there is something to say
                        yield said
                yield KeyBar(KEYS, ground="panel")
        yield Suggestions(keys="   enter take  up down choose  esc put away", glyphs=self.glyphs, id="offers")

    @property
    def title_words(self) -> str:
        """What the form is about."""
        event, chronology = self.form.event, self.form.around.chronology
        about = one_line(chronology.child.name)
        return f"new entry · {about}" if event is None else f"change entry {chronology.number(event.id)} · {about}"

    def _make(self, spec: Spec) -> FormField | Rows:
        name = f"field-{spec.column}"
        match spec.sort:
            case Sort.AREA:
                return AreaField(spec, id=name)
            case Sort.LIST:
                return ListField(spec, self.form.lists[spec.source], glyphs=self.glyphs, id=name)
            case Sort.FLAG:
                return FlagField(spec, glyphs=self.glyphs, id=name)
            case Sort.PICK:
                return PickField(spec, self._options(spec), glyphs=self.glyphs, id=name)
            case Sort.PEOPLE:
                return PeopleRows(self.form.lists, glyphs=self.glyphs)
            case Sort.ACTIONS:
                return ActionRows(glyphs=self.glyphs)
            case _:
                return LineField(spec, id=name)

    def _options(self, spec: Spec) -> list[tuple[str, str]]:
        if spec.column == "children":
            return list(self.form.siblings)
        if spec.column == "presentation":
            return [(str(code), f"{code} {words}") for code, words in self.form.signs.items()]
        meanings = {str(member.code): member.definition for member in self.form.lists[spec.source].members}
        return [(mark.value, f"{mark.value.replace('_', ' ')}: {meanings[mark.value]}") for mark in Handling]

    def on_resize(self) -> None:
        """Fold what finds no room."""
        self._lay_out()

    def _lay_out(self) -> None:
        width, height = self.app.size
        self.set_class(TWO_FROM <= width < THREE_FROM, "-two")
        self.set_class(width >= THREE_FROM, "-three")
        self.set_class(height >= TALL_FROM, "-tall")
        self._fold()

    @property
    def _folds(self) -> bool:
        return self.app.size.width < TWO_FROM

    def _fold(self) -> None:
        """Fold all sections but the one with the focus, where there is no room for all."""
        here = self._box_of(self.field)
        for box in self._boxes:
            box.fold(self._folds and box is not here)

    # ------------------------------------------------------------------ fields

    @property
    def fields(self) -> list[FormField]:
        """The fields that are gone through, in order."""
        return [field for box in self._boxes if box.display for field in box.fields()]

    @property
    def field(self) -> FormField | None:
        """The field with the focus."""
        focused: object = self.focused
        return focused if isinstance(focused, FormField) else None

    def field_of(self, column: str) -> FormField | Rows | None:
        """Return the field, or the rows, of a column."""
        for box in self._boxes:
            for row in box.rows:
                if row.spec.column == column:
                    return row.field
            for group in box.groups:
                if group.column == column:
                    return group
        return None

    def texts(self) -> dict[str, str]:
        """Return what the form says by column."""
        return {column: field.text for column, field in self._holders()}

    def _holders(self) -> Iterator[tuple[str, FormField | Rows]]:
        for box in self._boxes:
            for row in box.rows:
                yield row.spec.column, row.field
            for group in box.groups:
                yield group.column, group

    def _box_of(self, field: FormField | None) -> SectionBox | None:
        return next((box for box in self._boxes if field is not None and field in box.fields()), None)

    def show_details(self) -> None:
        """Show the fields of the details that the kind has, and those that hold something."""
        kind = kind_for(self._kind_text()) or Kind.NOTE
        wanted = set(detail_columns(kind, self.form.event))
        box = next(box for box in self._boxes if box.section.key == "details")
        for row in box.rows:
            row.want(row.spec.column in wanted or bool(row.field.text))
        box.display = any(row.wanted for row in box.rows)
        box.retitle(f"Details: {kind.label.lower()}")
        also = next(box for box in self._boxes if box.section.key == "sorting")
        for row in also.rows:
            if row.spec.column == "children":
                row.want(bool(self.form.siblings))

    def _kind_text(self) -> str:
        field = self.field_of("kind")
        return field.text if field is not None else ""

    # ------------------------------------------------------------------ going

    def go(self, field: FormField) -> None:
        """Put the focus into a field, and its section in sight."""
        box = self._box_of(field)
        if box is None or not isinstance(field, Widget):
            return
        if self._folds:
            for other in self._boxes:
                if other.folded is not (other is not box):
                    other.fold(other is not box)
        self.set_focus(field, scroll_visible=False)
        self.call_after_refresh(self._in_sight, field)

    def _in_sight(self, field: Widget) -> None:
        if field.is_attached:
            scroll = self.query_one("#fields", VerticalScroll)
            box = self._box_of(field) if isinstance(field, FormField) else None
            if box is not None and box.region.height <= scroll.size.height:
                box.scroll_visible(animate=False)
            else:
                field.scroll_visible(animate=False)

    def action_step(self, by: int) -> None:
        """Go to the next field or the one before, round and round."""
        field, fields = self.field, self.fields
        if field is not None:
            self._leave(field)
        if fields:
            at = fields.index(field) + by if field in fields else 0
            self.go(fields[at % len(fields)])

    def _leave(self, field: FormField) -> None:
        """Take the kind that can only be meant."""
        self.query_one(Suggestions).show(())
        if isinstance(field, LineField) and field.spec.column == "kind" and field.text.strip() and kind_for(field.text) is None:
            offers = kind_offers(field.text, self.form.known)
            if offers:
                field.put(offers[0][0])

    def action_section(self, by: int) -> None:
        """Go to the first field of the next section, or of the one before."""
        boxes = [box for box in self._boxes if box.display]
        here = self._box_of(self.field)
        at = boxes.index(here) + by if here in boxes else 0
        if self.field is not None:
            self._leave(self.field)
        first = next(boxes[at % len(boxes)].fields(), None)
        if first is not None:
            self.go(first)

    @on(SectionHead.Clicked)
    def _to_section(self, event: SectionHead.Clicked) -> None:
        event.stop()
        first = next(event.section.fields(), None)
        if first is not None:
            self.go(first)

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Say what may stand in the field; a click may have gone past :meth:`go`, and the focus on since."""
        if self.field is not None and event.widget is self.focused:
            self.query_one(Suggestions).show(())
            self.tell_about(self.field)

    def tell_about(self, field: FormField) -> None:
        """Say what may stand in a field."""
        raise NotImplementedError  # abstract: each subclass has its own; Textual's metaclass takes no ABC

    # ------------------------------------------------------------------ keys, within the key press

    def serve_key(self, field: FormField, key: str) -> bool:
        """Serve the list of suggestions first, then the keys that go from field to field."""
        offers = self.query_one(Suggestions)
        if offers.marked is not None and isinstance(field, LineField):
            if key in {"down", "up"}:
                offers.move(1 if key == "down" else -1)
                return True
            if key == "enter":
                field.put(offers.marked.text)
                self.action_step(1)
                return True
            if key == "escape":
                self._put_away = (field, field.text)
                offers.show(())
                return True
        if key == "enter" and isinstance(field, PickField | ListField) and not isinstance(field, FlagField):
            self.open_list(field)
            return True
        if key in {"down", "enter", "up"}:
            self.action_step(-1 if key == "up" else 1)
            return True
        return False

    def suggest(self, field: FormField) -> None:
        """Suggest what may be meant by what stands in a field."""
        offers = self.query_one(Suggestions)
        typed = field.text if isinstance(field, LineField) and field is self.focused else ""
        found: tuple[tuple[str, str], ...] = ()
        if typed.strip() and len(typed) < _LONGEST and self._put_away != (field, typed):
            match field.spec.source:
                case "":
                    pass
                case "kind":
                    kind = kind_for(typed)
                    whole = kind is not None and kind.label == typed
                    found = () if whole else kind_offers(typed, self.form.known)
                case "people":
                    found = tuple((name, "kept as a record") for name in self._names.search(typed, _MOST))
                case mark:
                    found = offers_for(mark, typed, self.form.known)
        shown = tuple(Suggestion(0, len(typed), label, label, about) for label, about in found if label != typed)[:_MOST]
        offers.show(() if any(label == typed for label, _ in found) else shown)

    # ------------------------------------------------------------------ lists that open

    @on(Opener.Opened)
    def _opened(self, event: Opener.Opened) -> None:
        event.stop()
        if isinstance(event.opener, PickField):
            self.open_list(event.opener)

    def open_list(self, field: ListField | PickField) -> None:
        """Show all that can be chosen, with what each means."""
        if isinstance(field, ListField):
            screen = ChooseScreen(
                field.spec.label, [(value, words, field.meanings.get(value, "")) for value, words in field.choices], field.value,
                glyphs=self.glyphs,
            )  # fmt: skip
            self.app.push_screen(screen, lambda value: self._chosen(field, value))
        else:
            pick = PickScreen(field.spec.label, field.spec.hint, field.options, field.picked, glyphs=self.glyphs)
            self.app.push_screen(pick, lambda values: field.pick(values) if values is not None else None)

    def _chosen(self, field: ListField, value: str | None) -> None:
        if value is not None and value != field.value:
            field.put(value)
            field.post_message(ListField.Changed(field))


_LONGEST = 80
"""Longest text, in characters, for which anything is suggested."""
_MOST = 6
"""Suggestions that are shown at most."""


def detail_columns(kind: Kind, event: Event | None) -> tuple[str, ...]:
    """Return the columns of the details that an entry of a kind has, with those that it holds already."""
    wanted = details_type(kind)
    columns = list(COLUMNS_OF[wanted]) if wanted is not None else []
    if wanted is InjuryDetails:
        columns.append("explanation_fits")
    if wanted is None and (kind.area is Area.SAFEGUARDING or (event is not None and isinstance(event.details, MeetingDetails))):
        columns += MEETING_COLUMNS
    return tuple(columns)
