"""The finding view: what was seen, on which entries, against which threshold, what was left out, what else could explain it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal, TypeVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.containers import Vertical
from textual.content import Content
from textual.worker import Worker

from chronology_tui.analysis.finding import Analysis, Certainty, Finding, Outcome, Threshold
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import format_date
from chronology_tui.domain.finding_reviews import Reviewed
from chronology_tui.domain.text import one_line
from chronology_tui.domain.vocabulary import Verdict
from chronology_tui.errors import ChronologyError
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.modals.paged import PageScreen
from chronology_tui.tui.widgets.insight import BLANK, heading, verdict_mark
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.rows import SEVERITY, head_text, severity_pieces
from chronology_tui.tui.working import SAVING

if TYPE_CHECKING:
    from chronology_tui.services import Casebook
    from chronology_tui.tui.modals.writing import Save, WritingScreen

T = TypeVar("T")

_OUTCOMES = {
    Outcome.FOUND: "found",
    Outcome.NOT_FOUND: "threshold not met: this is never reassurance",
    Outcome.NOT_ASSESSABLE: "not assessable: the record does not hold what the question needs",
    Outcome.FAILED: "could not be worked out: the rule itself failed",
}
NOT_PROOF = "A finding is a prompt for professional judgement: never a diagnosis and never proof."


def finding_blocks(finding: Finding, chronology: Chronology, glyphs: Glyphs, reviewed: Reviewed | None = None) -> list[Block]:
    """Return all that there is to say of a finding, and what the worker says of it."""
    level = finding.level.value if finding.level is not None else "note"
    state = f"{level} · {_OUTCOMES[finding.outcome]}" if finding.found else _OUTCOMES[finding.outcome]
    blocks = [
        Block(finding.title, "text bold"),
        Block(state, f"{level} bold" if finding.found else "mute"),
        BLANK,
        Block(finding.explanation),
    ]
    if finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES:
        numbers = ", ".join(str(chronology.number(e)) for e in finding.uncertain_events if e in chronology.numbers)
        which = f" Look at entries {numbers}." if numbers else ""
        blocks += [BLANK, Block(f"This depends on how uncertain dates fall.{which}", "look")]
    blocks += _review(reviewed)
    if finding.missing:
        blocks += _list("WHAT THE RECORD LACKS", finding.missing, glyphs)
    blocks += _evidence(finding, chronology, glyphs)
    blocks += _left_out(finding, chronology)
    blocks += _list("OTHER EXPLANATIONS TO EXPLORE", finding.alternatives, glyphs)
    blocks += _list("QUESTIONS TO ASK", finding.questions, glyphs)
    blocks += _list("WHAT TO CONSIDER", finding.considerations, glyphs)
    blocks += _list("THRESHOLD", [threshold_words(t) for t in finding.thresholds], glyphs)
    blocks += _list("SOURCES", finding.sources, glyphs)
    blocks += [BLANK, Block(NOT_PROOF, "mute")]
    return blocks


def _review(reviewed: Reviewed | None) -> list[Block]:
    """Return the verdict, and under a heading of its own the worker's analysis: judgement, apart from the facts."""
    blocks: list[Block] = []
    if reviewed is not None and reviewed.verdict is not Verdict.OPEN:
        _, role = verdict_mark(reviewed)
        blocks += [BLANK, heading("VERDICT"), Block(reviewed.words, role, indent=1)]
        if reviewed.reason:
            blocks.append(Block(reviewed.reason, "text", indent=1))
    if reviewed is not None and reviewed.analysis:
        blocks += [BLANK, heading("ANALYSIS BY THE WORKER"), Block(reviewed.analysis, "text", indent=1)]
    return blocks


def threshold_words(threshold: Threshold) -> str:
    """Return a threshold with its source, such as "missed in a row: 2 appointments (common practice, …)"."""
    return f"{threshold.name.replace('_', ' ')}: {threshold.amount} ({threshold.source})"


def _list(title: str, lines: Iterable[str], glyphs: Glyphs) -> list[Block]:
    blocks = [Block(line, "text", ((f" {glyphs.point} ", "mute"),)) for line in lines]
    return [BLANK, heading(title), *blocks] if blocks else []


def _evidence(finding: Finding, chronology: Chronology, glyphs: Glyphs) -> list[Block]:
    blocks: list[Block] = []
    for event_id in finding.evidence:
        if event_id not in chronology.numbers:
            continue
        event = chronology.event(event_id)
        number = f"{chronology.number(event_id):>5}  "
        (severity, role), *_ = severity_pieces(event, glyphs)
        said = f"{one_line(format_date(event.when))} · {head_text(event)}"
        lead = ((number, "accent"), (severity.ljust(SEVERITY), role))
        blocks.append(Block(said, "text", lead, target=str(event_id)))
    if not blocks:
        return []
    count = "1 entry" if len(finding.evidence) == 1 else f"{len(finding.evidence)} entries"
    return [BLANK, heading(f"EVIDENCE · {count}"), *blocks]


def _left_out(finding: Finding, chronology: Chronology) -> list[Block]:
    blocks: list[Block] = []
    for excluded in finding.excluded:
        if excluded.event not in chronology.numbers:
            continue
        event = chronology.event(excluded.event)
        number = f"{chronology.number(excluded.event):>5}  "
        said = f"{one_line(format_date(event.when))} · {head_text(event)}"
        blocks.append(Block(said, "text", ((number, "accent"),), target=str(excluded.event)))
        blocks.append(Block(excluded.why, "mute", indent=len(number), target=str(excluded.event)))
    return [BLANK, heading("LEFT OUT, AND WHY"), *blocks] if blocks else []


READ_ONLY = "This store is open for reading only, so no verdict can be given here."
NOTHING_TO_JUDGE = "Only what is found can be judged. This finding is kept as it is."
DONE = {
    Verdict.ACCEPTED: "Accepted. Undo takes it back.",
    Verdict.DISMISSED: "Dismissed. Undo takes it back.",
    Verdict.OPEN: "Open again. Undo takes it back.",
}


@dataclass(frozen=True, slots=True)
class Judging:
    """What the view needs to take verdicts.

    Attributes:
        casebook: the store.
        analysis: what the finding is part of.
        reviewed: what the worker has said of the finding so far.
        changed: called when something was said.
    """

    casebook: Casebook
    analysis: Analysis
    reviewed: Reviewed | None
    changed: Callable[[], None]


def _commands() -> type[Provider]:
    from chronology_tui.tui.commands import FindingCommands  # noqa: PLC0415 - loaded when the palette is first opened

    return FindingCommands


class FindingScreen(PageScreen[UUID | None]):
    """Shows one finding and takes the worker's verdict; answers with the entry to go to, or None."""

    COMMANDS: ClassVar = {_commands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss(None)", "Back", show=False),
        Binding("a", "accept", "Accept", show=False),
        Binding("d", "reject", "Dismiss", show=False),
        Binding("o", "reopen", "Open again", show=False),
        Binding("w", "write", "Write analysis", show=False),
    ]

    def __init__(
        self, finding: Finding, chronology: Chronology, judging: Judging | None = None, *, glyphs: Glyphs = UNICODE
    ) -> None:
        super().__init__(glyphs=glyphs)
        self._finding = finding
        self._chronology = chronology
        self._judging = judging
        self._reviewed = judging.reviewed if judging is not None else None

    def compose(self) -> ComposeResult:
        """One page and its keys."""
        with Vertical(classes="dialogue") as box:
            box.border_title = Content(f" finding · {one_line(self._finding.family)} ")
            yield Page(self._blocks, glyphs=self.glyphs)
            judged = self._judging is not None and self._finding.found
            keys = [Key("enter", "entry" if judged else "go to the entry", "choose")]
            if judged:  # as many as fit on 80 columns
                keys = [
                    Key("a", "accept", "accept"), Key("d", "dismiss", "reject"), Key("o", "reopen", "reopen"),
                    Key("w", "analysis", "write"), *keys,
                ]  # fmt: skip
            keys += [Key("up down", "choose", "scroll"), Key("esc", "back", "dismiss(None)")]
            yield KeyBar(keys, ground="panel")

    @property
    def _blocks(self) -> list[Block]:
        return finding_blocks(self._finding, self._chronology, self.glyphs, self._reviewed)

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        self.dismiss(UUID(event.target))

    # ------------------------------------------------------------------ verdicts

    async def action_accept(self) -> None:
        """Accept the finding."""
        judging = self._may_judge()
        if judging is not None:
            await self._judge(judging, Verdict.ACCEPTED)

    async def action_reopen(self) -> None:
        """Take the verdict back."""
        judging = self._may_judge()
        if judging is None:
            return
        if self._reviewed is None or self._reviewed.verdict is Verdict.OPEN:
            self._tell("It is open already.")
        else:
            await self._judge(judging, Verdict.OPEN)

    async def action_reject(self) -> None:
        """Dismiss the finding; the reason is asked."""
        from chronology_tui.tui.modals.writing import ReasonScreen  # noqa: PLC0415 - dialogues load when first wanted

        judging = self._may_judge()
        if judging is not None:
            reviewed = self._reviewed
            reason = reviewed.reason if reviewed is not None and reviewed.verdict is Verdict.DISMISSED else ""

            def save(words: str, draft: UUID) -> None:
                self._give(judging, Verdict.DISMISSED, words, draft)

            await self._ask(judging, ReasonScreen, reason, save, DONE[Verdict.DISMISSED])

    async def action_write(self) -> None:
        """Write the worker's own analysis."""
        from chronology_tui.tui.modals.writing import AnalysisScreen  # noqa: PLC0415 - dialogues load when first wanted

        judging = self._may_judge()
        if judging is not None:
            words = self._reviewed.analysis if self._reviewed is not None else ""

            def save(written: str, draft: UUID) -> None:
                from chronology_tui.services.reviews import write_analysis  # noqa: PLC0415 - loaded behind the first screen

                key, day = self._finding.key, judging.analysis.as_of
                write_analysis(judging.casebook, self._child, key, written, day, draft=draft)

            await self._ask(judging, AnalysisScreen, words, save, "Saved. Undo takes it back.")

    @property
    def _child(self) -> UUID:
        return self._chronology.child.id

    def _may_judge(self) -> Judging | None:
        """Return what verdicts need, unless none can be given here."""
        judging = self._judging
        if judging is not None and judging.casebook.read_only:
            self._tell(READ_ONLY)
            return None
        if judging is not None and not self._finding.found:
            self._tell(NOTHING_TO_JUDGE)
            return None
        return judging

    async def _judge(self, judging: Judging, verdict: Verdict) -> None:
        def give() -> str:
            try:
                self._give(judging, verdict)
            except ChronologyError as error:
                return str(error)
            return ""

        # Waited for, so that a key pressed fast after it, such as Esc or another verdict, comes after it.
        refused = await self._off_screen(give)
        if refused:
            self._tell(refused, severity="error")
        else:
            await self._show_review(judging, DONE[verdict])

    def _give(self, judging: Judging, verdict: Verdict, reason: str = "", draft: UUID | None = None) -> None:
        from chronology_tui.services.reviews import review  # noqa: PLC0415 - loaded behind the first screen

        finding, day = self._finding, judging.analysis.as_of
        review(
            judging.casebook, self._child, finding.key, verdict, reason, as_of=day, seen=finding.evidence, draft=draft
        )  # fmt: skip

    async def _ask(self, judging: Judging, dialogue: type[WritingScreen], words: str, save: Save, said: str) -> None:
        """Open a dialogue for words; those that were typed there before and not saved stand in it again."""
        from chronology_tui.services.drafts import drafts_of  # noqa: PLC0415 - loaded behind the first screen

        casebook, place = judging.casebook, f"{dialogue.PLACE}:{self._finding.key}"
        drafts = await self._off_screen(lambda: drafts_of(casebook, self._child, place))

        def answered(saved: bool | None) -> None:  # noqa: FBT001 - Textual's own answer
            if saved:
                self.run_worker(self._show_review(judging, said))

        screen = dialogue(casebook, self._child, self._finding.title, words, place, save, drafts[-1] if drafts else None)
        self.app.push_screen(screen, answered)

    async def _show_review(self, judging: Judging, said: str) -> None:
        """Show what the store now says of the finding, here and where the view was opened."""
        from chronology_tui.services.reviews import reviews_of  # noqa: PLC0415 - loaded behind the first screen

        reviews = await self._off_screen(lambda: reviews_of(judging.casebook, self._child, judging.analysis))
        self._reviewed = reviews.get(self._finding.key)
        if self.is_attached:
            self.page.show(self._blocks)
        self._tell(said)
        judging.changed()

    async def _off_screen(self, job: Callable[[], T]) -> T:
        """Do ``job`` in a thread of the app's, which goes on where this view is left, and is waited for by undo and lock."""
        worker: Worker[T] = self.app.run_worker(job, thread=True, group=SAVING)
        return await worker.wait()

    def _tell(self, words: str, severity: Literal["information", "error"] = "information") -> None:
        self.app.notify(one_line(words), severity=severity, markup=False)
