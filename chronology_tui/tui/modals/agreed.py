"""The agreed actions of a chronology: who was to do what by when, what is overdue, and what came of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.binding import Binding, BindingType

from chronology_tui.domain.agreed import ActionState
from chronology_tui.domain.dates import DateContext, UncertainDate, format_date
from chronology_tui.domain.text import counted, one_line
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.modals.record_form import Asked, FormWords, reads_date
from chronology_tui.tui.modals.records import Form, Leaving, RecordsScreen
from chronology_tui.tui.widgets.insight import BLANK
from chronology_tui.tui.widgets.key_bar import Key
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.says import answer

if TYPE_CHECKING:
    from chronology_tui.domain.chronology import Chronology
    from chronology_tui.domain.records import Event
    from chronology_tui.services import Casebook
    from chronology_tui.services.agreed_actions import ActionFields, AgreedAction

NONE_YET = "No action is recorded: a adds one to the selected entry, and due: in the typed line does too."
_TITLES = {
    ActionState.OVERDUE: ("OVERDUE", "bad"),
    ActionState.OPEN: ("OPEN", "accent"),
    ActionState.NO_DATE: ("OPEN, NO DATE AGREED", "look"),
    ActionState.DONE: ("DONE", "good"),
}


@dataclass(frozen=True, slots=True)
class Agreed:
    """The actions, overdue first, the chronology, and the day they were looked at."""

    actions: tuple[AgreedAction, ...]
    chronology: Chronology
    day: date


def action_blocks(found: Agreed) -> Iterator[Block]:
    """Return the actions by how they stand: what, then who and by when, then what came of it and from which entry."""
    for state, actions in groupby(found.actions, key=lambda agreed: agreed.state):
        there = list(actions)
        title, role = _TITLES[state]
        yield Block(f"{title} · {len(there)}", f"{role} bold")
        for agreed in there:
            yield from _action(agreed, found)
            yield BLANK


def _action(agreed: AgreedAction, found: Agreed) -> Iterator[Block]:
    action, target = agreed.action, str(agreed.action.id)
    parts = (
        one_line(action.owner) or "nobody is named",
        f"due {format_date(action.due)}{_late(agreed, found.day)}" if action.due is not None else "no date agreed",
        f"done {format_date(action.done)}" if action.done is not None else "",
    )
    yield Block(one_line(action.what), "text bold", indent=2, target=target)
    yield Block(" · ".join(filter(None, parts)), "text", indent=2, target=target)
    if action.outcome:
        yield Block(f"what came of it: {one_line(action.outcome)}", "text", indent=2, target=target)
    event = agreed.event
    where = f"entry {found.chronology.number(event.id)}, {format_date(event.when)}, {one_line(event.headline)}"
    yield Block(f"agreed at {where}", "mute", indent=2, target=target)


def _late(agreed: AgreedAction, day: date) -> str:
    due = agreed.action.due
    if agreed.state is not ActionState.OVERDUE or due is None or due.latest is None:
        return ""
    return f", {counted((day - due.latest).days, 'day')} ago"


class AgreedScreen(RecordsScreen[Agreed]):
    """Lists the agreed actions; answers with the entry to go to."""

    TITLE = "agreed actions"
    KEYS = (
        Key("d", "done", "done"),
        Key("enter", "change", "choose"),
        Key("r", "open again", "reopen"),
        Key("g", "its entry", "entry"),
        Key("a", "add", "add"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "back", "Back", show=False),
        Binding("e", "choose", "Change the action", show=False),
        Binding("d", "done", "Mark it done", show=False),
        Binding("r", "reopen", "Open it again", show=False),
        Binding("g", "entry", "Go to the entry", show=False),
        Binding("a,n", "add", "Add an action to the selected entry", show=False),
    ]

    def __init__(self, casebook: Casebook, child: UUID, selected: Event | None = None, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(casebook, child, glyphs=glyphs)
        self._selected = selected
        """The entry to which an action is added."""

    def gather(self) -> Agreed:
        """Read the actions."""
        from chronology_tui.services.agreed_actions import agreed_actions  # noqa: PLC0415 - loaded behind the dialogue

        with self._casebook.ledger.lock:
            actions = agreed_actions(self._casebook, self._child)
            return Agreed(actions, self._casebook.chronology(self._child), self._casebook.today())

    def lay_out(self, found: Agreed) -> tuple[Sequence[Block], str]:
        """Show them, and how many are overdue."""
        if not found.actions:
            return [], NONE_YET
        overdue, done = (sum(a.state is state for a in found.actions) for state in (ActionState.OVERDUE, ActionState.DONE))
        said = f"{counted(len(found.actions), 'action')}: {overdue} overdue, {done} done."
        return list(action_blocks(found)), said

    def following(self, was: Agreed | None, before: Sequence[str], at: str | None) -> str | None:
        """Return what to choose: where the chosen action has just been done, the one after it, for marking several in a row."""
        now = self.found.actions if self.found is not None else ()
        done = {str(a.action.id) for a in now if a.state is ActionState.DONE}
        open_before = {str(a.action.id) for a in was.actions if a.state is not ActionState.DONE} if was is not None else set()
        if at is None or at not in done & open_before:
            return super().following(was, before, at)
        rest = [target for target in before[before.index(at) :] if target not in done]
        return next((target for target in rest if target in self.page.targets), at)

    @property
    def _here(self) -> AgreedAction | None:
        there = self.found.actions if self.found is not None else ()
        return next((agreed for agreed in there if str(agreed.action.id) == self.page.target), None)

    @property
    def _dates(self) -> DateContext | None:
        return self._casebook.date_context(self.found.chronology.child) if self.found is not None else None

    async def action_entry(self) -> None:
        """Leave for the entry at which the chosen action was agreed."""
        if await self.ready() and (agreed := self._here) is not None:
            self.dismiss(Leaving(self._changed, agreed.event.id))

    # ------------------------------------------------------------------ changing

    async def action_done(self) -> None:
        """Mark the chosen action done, on a typed date and with what came of it."""
        if not await self.may_change() or (agreed := self._here) is None or (dates := self._dates) is None:
            return
        action = agreed.action
        done = action.done if action.done is not None else UncertainDate.on(dates.today)
        asked = [
            Asked("done", "done on", format_date(done), reads=reads_date(dates)),
            Asked("outcome", "what came of it", action.outcome, "In a few words: what is different for the child?"),
        ]

        def save(values: dict[str, str], draft: UUID) -> str:
            typed = values if action.done is not None else {"done": asked[0].value, **values}
            if not typed.get("done", "unchanged").strip():
                from chronology_tui.services.errors import InvalidRecord  # noqa: PLC0415 - loaded behind the dialogue

                raise InvalidRecord("Done on: type when it was done; r in the list opens an action again.")
            return self._save(agreed, draft, **typed)

        words = FormWords("mark the action done", one_line(action.what), "mark done")
        self.ask(Form(words, f"form:action-done:{action.id}", asked, save, start="outcome"))

    async def action_reopen(self) -> None:
        """Open the chosen action again; what came of it stays."""
        if await self.may_change() and (agreed := self._here) is not None:
            if agreed.action.done is None:
                answer(self, "That action is open already.", "mute")
            else:
                self.change(lambda: self._save(agreed, None, done=""))

    @on(Page.Chosen)
    async def _chosen(self, event: Page.Chosen) -> None:
        event.stop()
        if not await self.may_change() or (agreed := self._here) is None or (dates := self._dates) is None:
            return
        action = agreed.action
        asked = [
            *_asked(dates, action.what, action.owner, action.due),
            Asked("done", "done on", format_date(action.done) if action.done else "", reads=reads_date(dates)),
            Asked("outcome", "what came of it", action.outcome, "In a few words: what is different for the child?"),
        ]
        form = Form(
            FormWords("change the agreed action"), f"form:action:{action.id}", asked,
            lambda values, draft: self._save(agreed, draft, **values),
        )  # fmt: skip
        self.ask(form)

    async def action_add(self) -> None:
        """Add an action to the entry that is selected on the main screen."""
        if not await self.may_change() or self.found is None or (dates := self._dates) is None:
            return
        chronology, event = self.found.chronology, self._selected
        if event is None or event.id not in chronology.numbers:
            answer(self, "Actions are agreed at an entry: select the entry on the main screen first.", "look")
            return
        number = chronology.number(event.id)

        def save(values: dict[str, str], draft: UUID) -> str:
            from chronology_tui.services.agreed_actions import ActionFields, save_action  # noqa: PLC0415 - as above

            added = save_action(self._casebook, self._child, event.id, None, ActionFields(**values), draft=draft)
            return f"Added to entry {number}: {one_line(added.action.what)}. u undoes."

        said = f"Agreed at entry {number}: {format_date(event.when)}, {one_line(event.headline)}"
        self.ask(Form(FormWords("add an agreed action", said), f"form:action:new:{event.id}", _asked(dates), save))

    def _save(self, agreed: AgreedAction, draft: UUID | None, **values: str) -> str:
        from chronology_tui.services.agreed_actions import ActionFields, save_action  # noqa: PLC0415 - as above

        fields: ActionFields = ActionFields(**values)
        saved = save_action(self._casebook, self._child, agreed.event.id, agreed.action.id, fields, draft=draft).action
        before, after = agreed.action.done, saved.done
        did = "Changed" if before == after else "Open again" if after is None else f"Done {format_date(after)}"
        return f"{did}: {one_line(saved.what)}. u undoes."


def _asked(dates: DateContext, what: str = "", owner: str = "", due: UncertainDate | None = None) -> list[Asked]:
    return [
        Asked("what", "what", what, "What is to be done."),
        Asked("owner", "who", owner, "Who is to do it."),
        Asked("due", "by when", format_date(due) if due else "", reads=reads_date(replace(dates, planned=True))),
    ]
