"""The quality check on the screen: what there is to look at, the most useful first, with fixes in one key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import format_date
from chronology_tui.domain.text import one_line
from chronology_tui.errors import ChronologyError
from chronology_tui.services.entry_forms import EntryForm, entry_form
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.modals.entry_form import EntryFormScreen
from chronology_tui.tui.modals.entry_words import label_of
from chronology_tui.tui.modals.paged import PageScreen
from chronology_tui.tui.widgets.insight import BLANK, heading
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.rows import head_text
from chronology_tui.tui.widgets.says import Says, answer
from chronology_tui.tui.working import READ_ONLY, SAVING

if TYPE_CHECKING:
    from chronology_tui.analysis.quality import QualityCode, QualityIssue
    from chronology_tui.domain.records import Event
    from chronology_tui.services import Casebook
    from chronology_tui.services.checking import Checked
    from chronology_tui.services.undoing import Undone

MOST = 50
"""Issues of one code that are shown: whoever has settled so many sees the next."""
MOST_ENTRIES = 5
"""Entries of one issue that are shown by headline; the others by number."""
_INDENT = 7
CHECKING = "The chronology is being looked over …"
NOTHING = "The check found nothing to look at."
NO_FIX = "There is no sure fix for this: e changes the entry."
NO_FIXES = "No issue has a sure fix."
NO_ENTRY = "This is about the chronology as a whole: there is no one entry to go to."
NO_ENTRY_BUT_RECORD = "This is about the child's record: there is no entry to go to."
NOTHING_HERE = "Nothing was changed in this check. Earlier changes are taken back on the main screen."
HOW = {
    "father-not-asked": "The people (o on the main screen) hold the answer: f there records it.",
    "source-unchecked": "Once it is compared: c in the sources (s on the main screen) says so.",
}
"""How an issue is settled that no change to an entry settles, by the value of its code."""
_APART = "\x1f"


@dataclass(frozen=True, slots=True)
class Left:
    """How the check was left.

    Attributes:
        event: the entry to go to, None for none.
        changed: whether anything was changed meanwhile.
        at: the place in the check, for coming back to it.
    """

    event: UUID | None
    changed: bool
    at: str = ""


def target_of(issue: QualityIssue) -> str:
    """Return the name by which an issue is chosen: the same at the next check, if it is still there."""
    return _APART.join((issue.code.value, issue.place, issue.subject, *map(str, issue.events)))


def quality_blocks(found: Checked) -> tuple[list[Block], dict[str, tuple[QualityIssue, UUID | None]]]:
    """Return what there is to say of a check, and what each name that can be chosen stands for: an issue, and its entry."""
    from chronology_tui.services.checking import NOT_ALL  # noqa: PLC0415 - loaded behind the dialogue

    blocks: list[Block] = []
    chosen: dict[str, tuple[QualityIssue, UUID | None]] = {}
    for code, issues in found.groups:
        blocks.append(heading(f"{code.label.upper()} · {len(issues):,}"))
        for issue in issues[:MOST]:
            chosen[target_of(issue)] = (issue, issue.events[0] if issue.events else None)
            blocks += _issue(issue, found.chronology, chosen)
        blocks += _after(code, len(issues), HOW.get(code.value, ""))
    blocks.append(Block(NOT_ALL, "mute"))
    return blocks, chosen


def _after(code: QualityCode, number: int, how: str) -> Iterator[Block]:
    if number > MOST:
        more = f"{number - MOST:,} more of “{code.label}” come up as these are settled. All are listed by: chronology check"
        yield Block(more, "mute", indent=_INDENT)
    if how:
        yield Block(how, "mute", indent=_INDENT)
    yield BLANK


def _issue(issue: QualityIssue, chronology: Chronology, chosen: dict[str, tuple[QualityIssue, UUID | None]]) -> Iterator[Block]:
    from chronology_tui.services.checking import place_words  # noqa: PLC0415 - loaded behind the dialogue

    target = target_of(issue)
    if len(issue.events) == 1:
        yield _entry(issue.events[0], chronology, target)
        place = "" if issue.place in {"", "sources"} else f"{label_of(issue.place)}: "
        if issue.place == "sources":
            yield Block(place_words(issue, chronology), "text", indent=_INDENT, target=target)
        yield Block(f"{place}{issue.reason}", "mute", indent=_INDENT, target=target)
    else:
        about = place_words(issue, chronology) if issue.place in {"child", "sources"} else ""
        entries = f"{len(issue.events):,} entries" if issue.events else ""
        said = " · ".join(filter(None, (about, entries))) or "the chronology as a whole"
        yield Block(said, "text bold", indent=_INDENT, target=target)
        yield Block(issue.reason, "mute", indent=_INDENT, target=target)
        for event_id in issue.events[:MOST_ENTRIES]:
            own = f"{target}{_APART}{_APART}{event_id}"
            chosen[own] = (issue, event_id)
            yield _entry(event_id, chronology, own, role="text")
        rest = [str(chronology.number(event_id)) for event_id in issue.events[MOST_ENTRIES : MOST_ENTRIES + MOST]]
        if rest:
            more = " …" if len(issue.events) > MOST_ENTRIES + MOST else ""
            yield Block(f"and entries {', '.join(rest)}{more}", "mute", indent=_INDENT)
    if issue.fix is not None:
        yield Block(f"f: {issue.fix.words}", "good", indent=_INDENT, target=target)


def _entry(event_id: UUID, chronology: Chronology, target: str, role: str = "text bold") -> Block:
    event = chronology.event(event_id)
    said = f"{one_line(format_date(event.when))} · {head_text(event)}"
    return Block(said, role, ((f"{chronology.number(event_id):>{_INDENT - 2}}  ", "accent"),), target=target)


def following(before: Sequence[str], at: str | None, now: Sequence[str]) -> str | None:
    """Return what to choose after a change: the same if it is there, else the next that is, else the one before."""
    there = set(now)
    place = before.index(at) if at in before else 0
    candidates = (*before[place:], *reversed(before[:place]), *now)
    return next((target for target in candidates if target in there), None)


class QualityScreen(PageScreen[Left]):
    """Shows the check of one child's chronology; answers with where to go."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,l", "back", "Back", show=False),
        Binding("e", "edit", "Change the entry", show=False),
        Binding("f", "fix", "Apply the fix", show=False),
        Binding("a", "fix_all", "Apply all sure fixes", show=False),
        Binding("u,ctrl+z", "undo", "Undo", show=False),
        Binding("ctrl+y", "redo", "Redo", show=False),
        Binding("question_mark,f1", "app.help", "Keys and help", show=False),
    ]

    def __init__(self, casebook: Casebook, child: UUID, *, at: str = "", glyphs: Glyphs = UNICODE) -> None:
        super().__init__(glyphs=glyphs)
        self._casebook = casebook
        self._child = child
        self._at = at
        self._found: Checked | None = None
        self._chosen: dict[str, tuple[QualityIssue, UUID | None]] = {}
        self._done = 0
        self._undone = 0
        self._changed = False

    def compose(self) -> ComposeResult:
        """How much there is, what was done, the issues, the keys."""
        with Vertical(classes="dialogue") as box:
            box.border_title = Content(" quality check ")
            yield Says(CHECKING, "mute", id="count")
            yield Says(id="answer")
            yield Page(glyphs=self.glyphs, id="issues")
            keys = [
                Key("enter", "go to the entry", "choose"),
                Key("e", "change", "edit"),
                Key("f", "fix", "fix"),
                Key("a", "all sure fixes", "fix_all"),
                Key("u", "undo", "undo"),
                Key("esc", "back", "back"),
            ]
            yield KeyBar(keys, ground="panel")

    @property
    def found(self) -> Checked | None:
        """What the check said last; None while the first one runs."""
        return self._found

    def on_mount(self) -> None:
        """Check."""
        self.page.focus()
        self._work(lambda: "", changes=0)

    # ------------------------------------------------------------------ checking

    def _work(self, job: Callable[[], str], *, changes: int) -> None:
        """Do ``job`` in a worker, check again, and show both; ``changes`` is the steps of undo that it adds or takes back."""
        from chronology_tui.services.checking import checked  # noqa: PLC0415 - loaded behind the dialogue

        def run() -> None:
            said, role, done = "", "good", 0
            try:
                said = job()
                done = changes
            except ChronologyError as error:
                said, role = str(error), "bad"
            try:
                found = checked(self._casebook, self._child)
            except ChronologyError as error:
                self.app.call_from_thread(self._show, None, str(error), "bad", done)
            else:
                self.app.call_from_thread(self._show, found, said, role, done)

        self.run_worker(run, thread=True, group=SAVING if changes else "check")

    def _show(self, found: Checked | None, said: str, role: str, done: int) -> None:
        self._done += done
        self._changed = self._changed or bool(done)
        if not self.is_attached:
            return
        self._say(said, role)
        if found is None:
            return
        page, first = self.page, self._found is None
        before, at = page.targets, self._at if first else page.target
        blocks, self._chosen = quality_blocks(found)
        self._found = found
        page.show(blocks)
        page.target = following([self._at] if first else before, at, page.targets)
        self.query_one("#count", Says).say(count_words(found), "mute")

    def _say(self, said: str, role: str = "mute") -> None:
        answer(self, said, role)

    async def _settled(self) -> bool:
        """Wait for what was asked for before, so that keys pressed fast act in their order; whether the check is there."""
        running = [worker for worker in self.workers if worker.node is self and not worker.is_finished]
        if running:
            await self.workers.wait_for_complete(running)
        return self._found is not None

    @property
    def _here(self) -> tuple[QualityIssue | None, UUID | None]:
        """The chosen issue and entry."""
        return self._chosen.get(self.page.target or "", (None, None))

    # ------------------------------------------------------------------ going

    def action_back(self) -> None:
        """Leave."""
        self.dismiss(Left(None, self._changed, self.page.target or ""))

    @on(Page.Chosen)
    def _go(self, event: Page.Chosen) -> None:
        event.stop()
        issue, event_id = self._here
        if event_id is not None:
            self.dismiss(Left(event_id, self._changed, event.target))
        elif issue is not None:
            self._say(NO_ENTRY_BUT_RECORD if issue.place == "child" else NO_ENTRY)

    # ------------------------------------------------------------------ changing

    def _may_change(self) -> bool:
        if self._casebook.read_only:
            self._say(READ_ONLY, "bad")
        return not self._casebook.read_only

    async def action_fix(self) -> None:
        """Apply the fix of the chosen issue."""
        if await self._settled() and self._may_change():
            issue, _ = self._here
            if issue is None or issue.fix is None:
                self._say(NO_FIX)
            else:
                self._fix([issue])

    async def action_fix_all(self) -> None:
        """Apply every sure fix in one step."""
        if await self._settled() and self._found is not None and self._may_change():
            if self._found.fixable:
                self._fix(list(self._found.fixable))
            else:
                self._say(NO_FIXES)

    def _fix(self, issues: list[QualityIssue]) -> None:
        from chronology_tui.services.checking import apply_fixes  # noqa: PLC0415 - loaded behind the dialogue

        def fix() -> str:
            events = apply_fixes(self._casebook, self._child, issues)
            return fixed_words(issues, events, self._casebook.chronology(self._child))

        self._undone = 0
        self._work(fix, changes=1)

    async def action_undo(self) -> None:
        """Take back the latest change that was made here."""
        from chronology_tui.services import undoing  # noqa: PLC0415 - loaded behind the dialogue

        if await self._settled():
            if self._done < 1:
                self._say(NOTHING_HERE)
            else:
                self._undone += 1
                self._work(lambda: _step_words("Undone", undoing.undo(self._casebook)), changes=-1)

    async def action_redo(self) -> None:
        """Make the change again that was undone last here."""
        from chronology_tui.services import undoing  # noqa: PLC0415 - loaded behind the dialogue

        if await self._settled():
            if self._undone < 1:
                self._say("There is nothing to redo here.")
            else:
                self._undone -= 1
                self._work(lambda: _step_words("Done again", undoing.redo(self._casebook)), changes=1)

    async def action_edit(self) -> None:
        """Change the chosen entry in its form, starting in the field that the issue is about."""
        if not await self._settled() or self._found is None or not self._may_change():
            return
        issue, event_id = self._here
        if issue is None or event_id is None:
            self._say(NO_ENTRY)
            return
        child, start = self._found.chronology.child.id, issue.place

        def run() -> None:
            try:
                form = entry_form(self._casebook, child, event_id)
            except ChronologyError as error:
                self.app.call_from_thread(self._failed, str(error))
            else:
                self.app.call_from_thread(self._open, form, start)

        self.run_worker(run, thread=True)

    def _open(self, form: EntryForm, start: str) -> None:
        if self.is_current and form.event is not None:
            screen = EntryFormScreen(self._casebook, form, start=start, glyphs=self.glyphs)
            self.app.push_screen(screen, partial(self._edited, form.event))

    def _edited(self, before: Event, after: Event | None) -> None:
        if after is not None:
            self._undone = 0
            self._work(lambda: "Changed. u undoes.", changes=int(after != before))

    def _failed(self, why: str) -> None:
        if self.is_attached:
            self._say(why, "bad")


def _step_words(said: str, undone: Undone) -> str:
    return f"{said}: {undone.words}."


def fixed_words(issues: Sequence[QualityIssue], events: Sequence[Event], chronology: Chronology) -> str:
    """Return what fixes did: of one the words, of several their number."""
    from chronology_tui.services.checking import done_words  # noqa: PLC0415 - loaded behind the dialogue

    if len(issues) == 1 and issues[0].fix is not None:
        said = f"Entry {chronology.number(events[0].id)}, {label_of(issues[0].place)}: {done_words(issues[0].fix)}"
        return f"{one_line(said)}. u undoes."
    entries = "1 entry was" if len(events) == 1 else f"{len(events):,} entries were"
    return f"{len(issues):,} issues fixed; {entries} changed. u undoes all of it."


def count_words(found: Checked) -> str:
    """Return how much there is to look at."""
    number, sure = len(found.issues), len(found.fixable)
    if not number:
        return NOTHING
    said = "1 issue" if number == 1 else f"{number:,} issues"
    return f"{said}, {sure:,} with a sure fix." if sure else f"{said}."
