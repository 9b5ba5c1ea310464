"""The form of an entry: every field, read as it is typed, kept as a draft at every change, saved whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, ClassVar, cast
from uuid import UUID

from textual import on, work
from textual.app import SuspendNotSupported
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.events import Event as TextualEvent
from textual.widget import Widget
from textual.widgets import Input, TextArea

from chronology_tui.domain.records import Event
from chronology_tui.errors import ChronologyError
from chronology_tui.services.editing import ChangedMeanwhile, save_entry
from chronology_tui.services.editor_file import EditorRefused, edited_outside, editor_command
from chronology_tui.services.entry_edits import entry_values
from chronology_tui.services.entry_forms import EntryForm, TypedBefore, form_place, typed_before
from chronology_tui.tui.drafting import Drafting
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.modals.entry_fields import AreaField, FormField, PickField, text_to_show
from chronology_tui.tui.modals.entry_reading import ReadingForm
from chronology_tui.tui.modals.entry_rows import Rows
from chronology_tui.tui.modals.entry_words import label_of, mended
from chronology_tui.tui.widgets.choice import Choice
from chronology_tui.tui.widgets.fields import once_taken_in
from chronology_tui.tui.widgets.says import answer
from chronology_tui.tui.working import SAVING, own_app

if TYPE_CHECKING:
    from chronology_tui.services import Casebook

CAME_BACK = "Not saved yet: this was typed here before. Ctrl+S saves it, F9 forgets it, Esc keeps it for later."
KEPT = "Not saved; kept as a draft. {how} brings it back."
START_OVER = "F9 again forgets what was typed here."
MEANWHILE = "The entry was changed meanwhile{where}. What you typed stands; Ctrl+S saves it over what the record says now."


def _commands() -> type[Provider]:
    from chronology_tui.tui.modals.entry_commands import FormCommands  # noqa: PLC0415 - loaded when the palette is first opened

    return FormCommands


class EntryFormScreen(ReadingForm):
    """Adds an entry or changes one; answers with the entry as it then is, or None when nothing was saved."""

    COMMANDS: ClassVar = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", show=False, priority=True),
        Binding("f5", "save_on", "Save and add another", show=False, priority=True),
        Binding("ctrl+o,f4", "editor", "Open the text in the editor", show=False, priority=True),
        Binding("f3", "remark", "Next remark of the check", show=False, priority=True),
        Binding("f8", "remove", "Take the person or action away", show=False, priority=True),
        Binding("f9", "start_over", "Forget what was typed", show=False, priority=True),
    ]

    def __init__(
        self,
        casebook: Casebook,
        form: EntryForm,
        *,
        start: str = "",
        previous: Event | None = None,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__(casebook, form, previous=previous.when if previous is not None else None, glyphs=glyphs)
        self._start = start
        self._after = str(previous.id) if previous is not None else ""
        draft = form.drafts[-1] if form.drafts and not form.typed else None
        self._draft = draft
        self._draft_id: UUID = draft.id if draft is not None else casebook.ledger.new_id()
        self._drafting: Drafting | None = None
        self._base = dict(form.values)
        """What the record says by column."""
        self._ready = False
        self._seen: dict[FormField, str] = {}
        """What stands in each field, as far as it was told."""
        self._busy = False
        self._asked = False
        self.on_ready: Callable[[], None] | None = None
        """Called once the form holds what it is filled with and a draft of it is on its way to the store."""
        self.again = False
        """Whether another entry is to follow on the one that was saved."""

    # ------------------------------------------------------------------ filling

    async def on_mount(self) -> None:
        """Fill the fields; what an earlier form did not save stands in them again."""
        child, place = self.form.around.chronology.child.id, form_place(self.form.event)
        self._drafting = Drafting(own_app(self), self._casebook, child, place, on_trouble=self._failed)
        before = TypedBefore(dict(self.form.typed))
        if self._draft is not None:
            self._drafting.found(self._draft.id, self._draft.content)
            before = typed_before(self._draft.content)
            self._follow_on(before.after)
        await self._fill({**self._base, **before.fields})
        self._lay_out()
        self._ready = True
        self._shown_first(before)
        self.preview()
        if self.on_ready is not None:
            self.on_ready()

    def _follow_on(self, after: str) -> None:
        """Read dates as the form that was left did: after the same entry."""
        chronology = self.form.around.chronology
        event = next((event for event in chronology.events if str(event.id) == after), None) if after else None
        if event is not None:
            self._previous, self._after = event.when, after

    async def _fill(self, texts: Mapping[str, str]) -> None:
        for column, holder in self._holders():
            if isinstance(holder, Rows):
                await holder.put(texts.get(column, ""))
            else:
                holder.put(text_to_show(column, texts.get(column, "")))
        self._seen = {field: field.text for field in self._all_fields()}
        self.show_details()
        self.count_words()

    def _all_fields(self) -> Iterator[FormField]:
        for _, holder in self._holders():
            if isinstance(holder, Rows):
                yield from holder.fields()
            else:
                yield holder

    def _shown_first(self, before: TypedBefore) -> None:
        """Start in the field that is wanted, else in the first that was typed; say what came back."""
        first = self._start or ("summary" if "date" in before.fields and not self._draft else next(iter(before.fields), "date"))
        self.go_to(first)
        if self.field is None:
            self.go_to("date")
        if self._draft is None:
            if before.fields:
                self._keep(now=True)
            return
        answer(self, CAME_BACK, "look")
        clashes = [c for c, was in before.was.items() if c in self._base and was.strip() != self._base[c].strip()]
        if clashes:
            self.mark_conflicts(self._base, clashes)
            self._say_meanwhile(clashes)

    @property
    def changed(self) -> dict[str, str]:
        """The columns that say something else than the record does."""
        return {
            column: text
            for column, text in self.texts().items()
            if text.strip() != text_to_show(column, self._base[column]).strip() and text.strip() != self._base[column].strip()
        }

    @property
    def wanted(self) -> dict[str, str]:
        """What is to be saved: what was changed, of a new entry all that it says; nothing where nothing was changed."""
        changed = self.changed
        if self._event is not None or not changed:
            return changed
        return {column: text for column, text in self.texts().items() if text.strip()}

    # ------------------------------------------------------------------ while it is typed in

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Choice.Changed)
    @on(PickField.Changed)
    def _typed(self, event: TextualEvent) -> None:
        event.stop()
        field = getattr(event, "control", None) or getattr(event, "field", None)
        if not self._ready or not isinstance(field, FormField) or self._seen.get(field, "") == field.text:
            return  # filled by the form itself
        self._seen[field] = field.text
        if isinstance(field.group, Rows):
            field.group.grow()
        if field.spec.column == "kind" and field.group is None:
            self.show_details()
        for box in self._boxes:
            box.refresh_head()
        if field is self.field:
            answer(self, "")
            self._asked = False
            self.tell_about(field)
            self.suggest(field)
        self._keep()
        self.preview_soon()

    def _keep(self, *, now: bool = False) -> None:
        """Have what was typed kept as a draft."""
        if self._drafting is None or self._casebook.read_only:
            return
        typed = self.wanted
        was = {column: self._base[column] for column in typed} if self._event is not None else {}
        self._drafting.typed(self._draft_id, TypedBefore(typed, was, self._after).words())
        if now:
            self._drafting.flush()

    def on_unmount(self) -> None:
        """Keep what was typed last."""
        if self._drafting is not None:
            self._drafting.flush()

    # ------------------------------------------------------------------ leaving

    def action_back(self) -> None:
        """Leave; what is not saved is kept as a draft, and that is said."""
        if self._busy:
            return
        if self._ready and self.changed and not self._casebook.is_demo:  # while it is being filled, nothing was typed
            self.app.notify(
                KEPT.format(how="Ctrl+E in the typed line" if self._event is None else "E on the entry"), markup=False
            )
        elif self.changed:
            self.app.notify("Not saved; kept until the demonstration ends.", markup=False)
        if self._drafting is not None:
            self._drafting.flush()
        self.dismiss(None)

    async def action_start_over(self) -> None:
        """Forget what was typed, at the second press."""
        if self._busy or not self.changed:
            return
        if not self._asked:
            self._asked = True
            answer(self, START_OVER, "look")
            return
        self._asked = False
        self._says_now = {}
        self._ready = False
        await self._fill(self._base)
        self._ready = True
        self._keep(now=True)
        answer(self, "As it was.", "mute")
        self.preview()

    def action_remove(self) -> None:
        """Take the person or the action with the focus away."""
        field = self.field
        group = field.group if field is not None else None
        if not isinstance(group, Rows) or not isinstance(field, Widget):
            answer(self, "F8 takes away the person or the agreed action in whose row you are.", "mute")
            return
        item = group.item_of(field)
        if item is None:
            return
        if len(group.items) > 1 and item is not group.items[-1]:
            after = group.items[group.items.index(item) + 1]
            self.go(after.fields[0])
            item.remove()
            self.call_after_refresh(self._removed)
        else:
            item.tell([])

    def _removed(self) -> None:
        self._keep()
        self.preview_soon()

    # ------------------------------------------------------------------ the worker's own editor

    async def action_editor(self) -> None:
        """Open the text of the field in the worker's editor."""
        field = self.field
        if not isinstance(field, AreaField) or self._busy:
            answer(self, "The editor opens the fields of several lines, such as what happened.", "mute")
            return
        self._keep(now=True)
        await own_app(self).saved()
        try:
            command = editor_command()
            with self.app.suspend():
                text = edited_outside(field.text, command)
        except EditorRefused as refused:
            answer(self, str(refused), "bad")
        except SuspendNotSupported:
            answer(self, "This terminal cannot be handed to an editor, so the text stays here.", "bad")
        else:
            field.put(text)
        finally:
            own_app(self).locker.idle.touched()
        self.refresh()

    # ------------------------------------------------------------------ saving

    def action_save(self) -> None:
        """Save and leave."""
        self._begin(again=False)

    def action_save_on(self) -> None:
        """Save and begin another entry on the same source."""
        self._begin(again=True)

    def _begin(self, *, again: bool) -> None:
        if self._busy:
            return
        self._busy = True
        fields = [cast("Widget", field) for field in self.fields]
        once_taken_in(fields, lambda: self._save_now(again=again))

    def _save_now(self, *, again: bool) -> None:
        wanted = self.wanted
        if not wanted and (self._event is not None or not again):
            self._busy = False
            if again and self._event is not None:
                self._done(self._event, again=True)
            else:
                self.action_back()
        elif self._drafting is not None:
            self._save(wanted, self._drafting, again)

    @work(thread=True, exclusive=True, group=SAVING)
    def _save(self, wanted: dict[str, str], drafting: Drafting, again: bool) -> None:  # noqa: FBT001 - handed to the worker
        child, draft = self.form.around.chronology.child.id, self._draft_id
        try:
            with drafting.settling(draft):
                event = save_entry(self._casebook, child, wanted, seen=self._event, previous=self._previous, draft=draft)
        except ChangedMeanwhile as moved:
            self.app.call_from_thread(self._moved, moved)
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self._done, event, again=again)

    def _failed(self, why: str) -> None:
        self._busy = False
        if self.is_attached:
            answer(self, mended(why), "bad")
            self.go_to_refused(why)

    def _moved(self, moved: ChangedMeanwhile) -> None:
        """Take over what was changed elsewhere where nothing was typed here, and say where both were."""
        self._busy = False
        if not self.is_attached:
            return
        mine = self.changed
        where = self.form.around
        chronology = self._casebook.chronology(where.chronology.child.id)
        now = entry_values(moved.event, chronology, where.children, where.people)
        self._event, self._base = moved.event, now
        self.mark_conflicts(now, moved.columns)
        self.run_worker(self._take_over({**now, **mine}, moved.columns))

    async def _take_over(self, texts: Mapping[str, str], columns: tuple[str, ...]) -> None:
        self._ready = False
        await self._fill(texts)
        self._ready = True
        self._keep(now=True)
        self._say_meanwhile(columns)
        self.preview()

    def _say_meanwhile(self, columns: tuple[str, ...] | list[str]) -> None:
        where = f", in {', '.join(map(label_of, columns))} too" if columns else ""
        answer(self, MEANWHILE.format(where=where), "look")
        if columns:
            self.go_to(columns[0])

    def _done(self, event: Event, *, again: bool) -> None:
        self._busy = False
        self.again = again
        if self.is_attached:
            self.dismiss(event)
