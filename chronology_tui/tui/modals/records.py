"""The dialogue that lists records of a child's case, changes them by form or key, and takes back what was changed in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar
from uuid import UUID

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from chronology_tui.errors import ChronologyError
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.modals.paged import PageScreen
from chronology_tui.tui.modals.quality import NOTHING_HERE, following
from chronology_tui.tui.modals.record_form import Asked, FormWords, Preview, RecordForm, Save
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.says import Says, answer
from chronology_tui.tui.working import READ_ONLY, SAVING, own_app

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.services.drafts import Draft

FoundT = TypeVar("FoundT")
READING = "Being read …"


@dataclass(frozen=True, slots=True)
class Leaving:
    """How such a dialogue was left.

    Attributes:
        changed: whether anything was changed in it.
        event: the entry to go to, None for none.
        show: the entries to show, empty for all.
        words: what those entries have in common.
    """

    changed: bool
    event: UUID | None = None
    show: tuple[UUID, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """What a form asks and how it is saved; see :class:`RecordForm`."""

    words: FormWords
    place: str
    asked: Sequence[Asked]
    save: Save
    preview: Preview | None = None
    start: str = ""


class RecordsScreen(PageScreen[Leaving], Generic[FoundT]):
    """Lists what :meth:`gather` finds; answers with where to go."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "back", "Back", show=False),
        Binding("u,ctrl+z", "undo", "Undo", show=False),
        Binding("ctrl+y", "redo", "Redo", show=False),
        Binding("question_mark,f1", "app.help", "Keys and help", show=False),
    ]
    TITLE: ClassVar[str] = ""
    KEYS: ClassVar[tuple[Key, ...]] = ()

    def __init__(self, casebook: Casebook, child: UUID, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__(glyphs=glyphs)
        self._casebook = casebook
        self._child = child
        self.found: FoundT | None = None
        self._done = 0
        self._undone = 0
        self._changed = False
        self._steps = 0
        """Steps of undo that the form just saved has added."""

    def compose(self) -> ComposeResult:
        """How much there is, what was done, the records, the keys."""
        with Vertical(classes="dialogue") as box:
            box.border_title = Content(f" {self.TITLE} ")
            yield Says(READING, "mute", id="count")
            yield Says(id="answer")
            yield Page(glyphs=self.glyphs, id="records")
            yield KeyBar([*self.KEYS, Key("u", "undo", "undo"), Key("esc", "back", "back")], ground="panel")

    def on_mount(self) -> None:
        """Read."""
        self.page.focus()
        self.work(lambda: ("", 0))

    # ------------------------------------------------------------------ what it lists

    def gather(self) -> FoundT:
        """Return what is listed; in a worker thread.

        Raises:
            ChronologyError: it cannot be read.
        """
        raise NotImplementedError

    def lay_out(self, found: FoundT) -> tuple[Sequence[Block], str]:
        """Return what the page shows, and what is said above it."""
        raise NotImplementedError

    def following(self, was: FoundT | None, before: Sequence[str], at: str | None) -> str | None:  # noqa: ARG002 - for others
        """Return what to choose now that the list is read again: the same if it is there, else its neighbour.

        ``was`` is what was listed, ``before`` its names in order and ``at`` the one that was chosen.
        """
        return following(before, at, self.page.targets)

    # ------------------------------------------------------------------ working

    def work(self, job: Callable[[], tuple[str, int]], *, saves: bool = False) -> None:
        """Do ``job`` in a worker, then read again and show both.

        ``job`` returns what to say, and how many steps of undo it has added, negative for those taken back.
        """

        def run() -> None:
            said, role, steps = "", "good", 0
            try:
                said, steps = job()
            except ChronologyError as error:
                said, role = str(error), "bad"
            try:
                found = self.gather()
            except ChronologyError as error:
                self.app.call_from_thread(self._show, None, str(error), "bad", steps)
            else:
                self.app.call_from_thread(self._show, found, said, role, steps)

        self.run_worker(run, thread=True, group=SAVING if saves else "read")

    def _show(self, found: FoundT | None, said: str, role: str, steps: int) -> None:
        self._done += steps
        self._undone += steps < 0
        self._changed = self._changed or bool(steps)
        if not self.is_attached:
            return
        app = own_app(self)
        if steps and app.settings.initials_only:  # a name that has just come is hidden before it is painted
            app.learn_names(self._casebook.chronology(self._child).events)
        answer(self, said, role)
        if found is None:
            self.query_one("#count", Says).say("")
            return
        page, before, at = self.page, self.page.targets, self.page.target
        was, self.found = self.found, found
        blocks, count = self.lay_out(found)
        page.show(blocks)
        page.target = self.following(was, before, at)
        page.watch_target(page.target)  # the same one may stand elsewhere now: it is brought into sight
        self.query_one("#count", Says).say(count, "mute")

    def counted(self, job: Callable[[], str]) -> tuple[str, int]:
        """Do ``job`` and return what it says, with the steps of undo that it has added."""
        head = self._casebook.history_head()
        said = job()
        return said, int(self._casebook.history_head() != head)

    def change(self, job: Callable[[], str]) -> None:
        """Change something in one step of undo; ``job`` runs in a worker and says what was done."""
        self._undone = 0
        self.work(lambda: self.counted(job), saves=True)

    async def ready(self) -> bool:
        """Wait for what was asked for before, so that keys pressed fast act in their order; whether the list is there."""
        running = [worker for worker in self.workers if worker.node is self and not worker.is_finished]
        if running:
            await self.workers.wait_for_complete(running)
        return self.found is not None

    async def may_change(self) -> bool:
        """Whether the list is there and can be changed; if not, it is said why."""
        if not await self.ready():
            return False
        if self._casebook.read_only:
            answer(self, READ_ONLY, "bad")
        return not self._casebook.read_only

    # ------------------------------------------------------------------ forms

    def ask(self, form: Form) -> None:
        """Open a form with what an earlier one did not save."""

        def read() -> None:
            from chronology_tui.services.drafts import drafts_of  # noqa: PLC0415 - loaded behind the dialogue

            try:
                drafts = drafts_of(self._casebook, self._child, form.place)
            except ChronologyError as error:
                self.app.call_from_thread(answer, self, str(error), "bad")
            else:
                self.app.call_from_thread(self._open, form, drafts[-1] if drafts else None)

        self.run_worker(read, thread=True, group="read")

    def _open(self, form: Form, draft: Draft | None) -> None:
        if not self.is_current:
            return

        def save(values: dict[str, str], draft_id: UUID) -> str:
            said, self._steps = self.saved_by(lambda: form.save(values, draft_id))
            return said

        screen = RecordForm(
            self._casebook,
            self._child,
            form.words,
            form.place,
            form.asked,
            save,
            preview=form.preview,
            start=form.start,
            draft=draft,
            glyphs=self.glyphs,
        )
        self.app.push_screen(screen, self._filled_in)

    def saved_by(self, job: Callable[[], str]) -> tuple[str, int]:
        """Do what a form saves; in a worker thread."""
        return self.counted(job)

    def _filled_in(self, said: str | None) -> None:
        if said is not None:
            steps, self._undone = self._steps, 0
            self.work(lambda: (said if steps else "Nothing was changed.", steps))

    # ------------------------------------------------------------------ undo, and leaving

    async def action_undo(self) -> None:
        """Take back the latest change that was made here."""
        if await self.ready():
            if self._done < 1:
                answer(self, NOTHING_HERE, "mute")
            else:
                self.work(lambda: (self.undo(), -1), saves=True)

    async def action_redo(self) -> None:
        """Make the change again that was undone last here."""
        if await self.ready():
            if self._undone < 1:
                answer(self, "There is nothing to redo here.", "mute")
            else:
                self._undone -= 1
                self.work(lambda: (self.redo(), 1), saves=True)

    def undo(self) -> str:
        """Take back the latest change, in a worker thread, and say so."""
        from chronology_tui.services import undoing  # noqa: PLC0415 - loaded behind the dialogue

        return f"Undone: {undoing.undo(self._casebook).words}."

    def redo(self) -> str:
        """Make the latest change again, in a worker thread, and say so."""
        from chronology_tui.services import undoing  # noqa: PLC0415 - loaded behind the dialogue

        return f"Done again: {undoing.redo(self._casebook).words}."

    def action_back(self) -> None:
        """Leave."""
        self.dismiss(Leaving(self._changed))

    def leave_for(self, show: tuple[UUID, ...], words: str) -> None:
        """Leave for some entries; where there is none, say so and stay."""
        if show:
            self.dismiss(Leaving(self._changed, show[0], show, words))
        else:
            answer(self, "No entry of this chronology rests on it.", "mute")
