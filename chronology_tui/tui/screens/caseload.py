"""The caseload: choose a child, or add one."""

from __future__ import annotations

import json
from contextlib import nullcontext
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen, Screen

from chronology_tui.domain.records import Child
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.drafting import Drafting
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.widgets.case_header import day_words, statuses_on
from chronology_tui.tui.widgets.fields import FORM_KEYS, focus_next, once_taken_in
from chronology_tui.tui.widgets.insight import BLANK, heading
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.plain_input import PlainInput
from chronology_tui.tui.widgets.says import Says, answer
from chronology_tui.tui.working import own_app

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.services.drafts import Draft
    from chronology_tui.services.purging import Purged
    from chronology_tui.tui.modals.records import Leaving


FOLLOW_SECONDS = 3.0
"""How often the children of a store that is open for reading only are read again."""


CHILD_FORM = "form:child"
"""The place of drafts of the form for a child."""


class ChildChosen(Message):
    """The reader wants the chronology of a child."""

    def __init__(self, child: UUID) -> None:
        super().__init__()
        self.child = child


class AddChildScreen(ModalScreen[Child | None]):
    """The form for a child: a name or initials, and what is known of the rest."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *FORM_KEYS,
        Binding("enter", "next", "Next field, then save", show=False, priority=True),
    ]
    FIELDS = (
        ("name", "Name or initials", "such as S.T."),
        ("birth", "Date of birth, or expected date (not required)", "such as 3/4/2019"),
        ("sex", "Sex, for growth charts: female or male (not required)", ""),
        ("nhs_number", "NHS number (not required)", ""),
    )

    def __init__(self, casebook: Casebook) -> None:
        super().__init__()
        self._casebook = casebook
        self._busy = False
        self._warned_of: list[str] = []
        self._draft = casebook.ledger.new_id()
        self._drafting: Drafting | None = None

    def compose(self) -> ComposeResult:
        """The fields and the answer."""
        with Vertical(classes="dialogue small") as box:
            box.border_title = Content(" add a child ")
            for name, label, example in self.FIELDS:
                yield Says(label, "mute", id=f"label-{name}")
                yield PlainInput(placeholder=example, id=name)
            yield Says(id="answer")
            yield KeyBar([Key("enter", "next, then save", "save"), Key("esc", "back", "back")], ground="panel")

    def on_mount(self) -> None:
        """Start in the name, with what an earlier run did not save."""
        self.set_focus(self.query_one("#name", PlainInput))
        self._find_draft()

    # ------------------------------------------------------------------ what is typed and not saved

    @work(thread=True, group="find draft")
    def _find_draft(self) -> None:
        from chronology_tui.services.drafts import drafts_of  # noqa: PLC0415 - loaded behind the first screen

        try:
            found = drafts_of(self._casebook, None, CHILD_FORM)
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self._keep_drafts, found[-1] if found else None)

    def _keep_drafts(self, found: Draft | None) -> None:
        from chronology_tui.services.entry_forms import typed_before  # noqa: PLC0415 - loaded behind the first screen

        if not self.is_attached:
            return
        drafting = Drafting(own_app(self), self._casebook, None, CHILD_FORM, on_trouble=self._failed)
        if found is not None and not any(field.value for field in self._fields()):
            self._draft = found.id
            drafting.found(found.id, found.content)
            for name, words in typed_before(found.content).fields.items():
                for field in self.query(f"#{name}").results(PlainInput):
                    field.value = words
            answer(self, "This was typed before and is not saved.", "look")
        self._drafting = drafting
        self._note()

    @on(PlainInput.Changed)
    def _typed(self, event: PlainInput.Changed) -> None:
        event.stop()
        self._note()

    def _note(self) -> None:
        if self._drafting is not None and not self._busy:
            words = {name: field.value for (name, _, _), field in zip(self.FIELDS, self._fields(), strict=True) if field.value}
            self._drafting.typed(self._draft, json.dumps(words) if words else "")

    @work(thread=True, exclusive=True)
    def _discard(self) -> None:
        """Drop the draft before leaving, so that the form starts empty the next time."""
        from chronology_tui.services.drafts import drop  # noqa: PLC0415 - as above

        try:
            if self._drafting is not None and not self._casebook.read_only:
                with self._drafting.settling(self._draft):
                    drop(self._casebook, self._draft)
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self.dismiss, None)

    # ------------------------------------------------------------------ keys

    def _fields(self) -> list[PlainInput]:
        return [self.query_one(f"#{name}", PlainInput) for name, _, _ in self.FIELDS]

    def action_next(self) -> None:
        """Go to the next field; save in the last one."""
        if not focus_next(self, self._fields()):
            self.action_save()

    def action_back(self) -> None:
        """Leave; where words would be lost, only at the second Esc."""
        words = [field.value for field in self._fields()]
        if any(word.strip() for word in words) and words != self._warned_of:
            self._warned_of = words
            answer(self, "This child is not saved. Press Esc again to leave without saving.", "look")
        else:
            self._discard()

    def action_save(self) -> None:
        """Save the child, once every field has taken in the keys that were handed to it."""
        if not self._busy:
            self._busy = True
            once_taken_in(self._fields(), self._save_now)

    def _save_now(self) -> None:
        values = {name: self.query_one(f"#{name}", PlainInput).value.strip() for name, _, _ in self.FIELDS}
        if not values["name"]:
            self._failed("A name or initials are needed.")
            self.set_focus(self.query_one("#name", PlainInput))
            return
        self._save(values)

    @work(thread=True, exclusive=True)
    def _save(self, values: dict[str, str]) -> None:
        try:
            with self._drafting.settling(self._draft) if self._drafting is not None else nullcontext():
                child = self._casebook.add_child(**values, draft=self._draft)
        except ChronologyError as error:
            self.app.call_from_thread(self._failed, str(error))
        else:
            self.app.call_from_thread(self.dismiss, child)

    def _failed(self, why: str) -> None:
        self._busy = False
        answer(self, why, "bad")


def _commands() -> type[Provider]:
    from chronology_tui.tui.commands import CaseloadCommands  # noqa: PLC0415 - loaded when the palette is first opened

    return CaseloadCommands


class CaseloadScreen(Screen[None]):
    """All children of a store."""

    COMMANDS: ClassVar = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a,n", "add", "Add a child", show=False),
        Binding("enter", "open", "Open", show=False),
        Binding("e", "details", "The child's details", show=False),
        Binding("delete", "purge", "Purge the child", show=False),
        Binding("q", "app.quit", "Leave", show=False),
        Binding("question_mark,f1", "app.help", "Help", show=False),
    ]

    def __init__(self, casebook: Casebook, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self._casebook = casebook
        self.glyphs = glyphs

    def compose(self) -> ComposeResult:
        """A page of children and the keys."""
        page = Page(glyphs=self.glyphs, id="children")
        page.ground = "ground"
        yield page
        yield KeyBar(
            [
                Key("enter", "open", "open"),
                Key("e", "details", "details"),
                Key("a", "add a child", "add"),
                Key("?", "help", "app.help"),
                Key("q", "leave", "app.quit"),
            ]
        )

    def on_mount(self) -> None:
        """List the children; ask for the first one where there is none."""
        self.query_one(Page).focus()
        self._list()
        if self._casebook.read_only:
            self.set_interval(FOLLOW_SECONDS, self._list)  # another program may add a child
        elif not self._casebook.children():
            self.action_add()

    def _list(self) -> None:
        today = self._casebook.today()
        blocks = [BLANK, heading(" CASELOAD" + (" · READ ONLY" if self._casebook.read_only else "")), BLANK]
        children = self._casebook.children()
        for child in children:
            about = [f"born {day_words(child.birth)}"] if child.birth is not None else ["date of birth not recorded"]
            about += statuses_on(child, today)
            blocks.append(Block(one_line(child.name), "text bold", indent=3, target=str(child.id)))
            blocks.append(Block(" · ".join(about), "mute", indent=3, target=str(child.id)))
            blocks.append(BLANK)
        if not children:
            blocks.append(
                Block(
                    "There is no child in this store yet. Press a to add one: then n types an entry, and i imports a table.",
                    "mute",
                    indent=3,
                )
            )
        page = self.query_one(Page)
        page.show(blocks)
        if children and page.target not in page.targets:
            page.target = str(children[0].id)

    def action_add(self) -> None:
        """Ask for a child."""
        if self._casebook.read_only:
            self.app.notify("This store is open for reading only: no child can be added here.", severity="warning")
            return
        self.app.push_screen(AddChildScreen(self._casebook), self._added)

    def _added(self, child: Child | None) -> None:
        if child is not None:
            self._list()
            self.post_message(ChildChosen(child.id))

    def action_details(self) -> None:
        """Show what is recorded about the highlighted child, and change it."""
        from chronology_tui.tui.modals.child_details import ChildScreen  # noqa: PLC0415 - loads when first wanted

        target = self.query_one(Page).target
        if target is not None:
            self.app.push_screen(ChildScreen(self._casebook, UUID(target), glyphs=self.glyphs), self._left_details)

    def _left_details(self, left: Leaving | None) -> None:
        if left is not None and left.changed:
            self._list()

    def action_purge(self) -> None:
        """Ask whether the highlighted child is to be purged."""
        from chronology_tui.tui.modals.purge import PurgeScreen  # noqa: PLC0415 - hardly ever wanted

        target = self.query_one(Page).target
        child = next((child for child in self._casebook.children() if str(child.id) == target), None)
        if child is not None:
            self.app.push_screen(PurgeScreen(self._casebook, child), self._purged)

    def _purged(self, purged: Purged | None) -> None:
        if purged is not None:
            self._list()

    def action_open(self) -> None:
        """Open the highlighted child."""
        self.query_one(Page).action_choose()

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        self.post_message(ChildChosen(UUID(event.target)))
