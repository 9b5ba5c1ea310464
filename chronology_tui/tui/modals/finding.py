"""The finding view: what was seen, on which entries, against which threshold, what was left out, what else could explain it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar
from uuid import UUID

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from chronology_tui.analysis.finding import Certainty, Finding, Outcome, Threshold
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import format_date
from chronology_tui.domain.text import one_line
from chronology_tui.tui.glyphs import UNICODE, Glyphs
from chronology_tui.tui.widgets.insight import BLANK, heading
from chronology_tui.tui.widgets.key_bar import Key, KeyBar
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.rows import SEVERITY, head_text, severity_pieces

_OUTCOMES = {
    Outcome.FOUND: "found",
    Outcome.NOT_FOUND: "threshold not met: this is never reassurance",
    Outcome.NOT_ASSESSABLE: "not assessable: the record does not hold what the question needs",
    Outcome.FAILED: "could not be worked out: the rule itself failed",
}
NOT_PROOF = "A finding is a prompt for professional judgement: never a diagnosis and never proof."


def finding_blocks(finding: Finding, chronology: Chronology, glyphs: Glyphs) -> list[Block]:
    """Return all that there is to say of a finding."""
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


def threshold_words(threshold: Threshold) -> str:
    """Return a threshold with its source, such as "missed in a row: 2 appointments (common practice, …)"."""
    value = f"{threshold.value:g}"
    unit = f" {threshold.unit}" if threshold.unit else ""
    return f"{threshold.name.replace('_', ' ')}: {value}{unit} ({threshold.source})"


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


class FindingScreen(ModalScreen[UUID | None]):
    """Shows one finding; answers with the entry to go to, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss(None)", "Back", show=False)]

    def __init__(self, finding: Finding, chronology: Chronology, *, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self._finding = finding
        self._chronology = chronology
        self.glyphs = glyphs

    def compose(self) -> ComposeResult:
        """One page and its keys."""
        with Vertical(classes="dialogue") as box:
            box.border_title = Content(f" {one_line(self._finding.family)} ")
            yield Page(finding_blocks(self._finding, self._chronology, self.glyphs), glyphs=self.glyphs)
            yield KeyBar(
                [
                    Key("up down", "choose or scroll", "scroll"),
                    Key("enter", "go to the entry", "choose"),
                    Key("esc", "back", "dismiss(None)"),
                ],
                ground="panel",
            )

    def action_scroll(self) -> None:
        """Scroll one page, for the mouse."""
        self.query_one(Page).action_page(1)

    def action_choose(self) -> None:
        """Go to the highlighted entry."""
        self.query_one(Page).action_choose()

    @on(Page.Chosen)
    def _chosen(self, event: Page.Chosen) -> None:
        self.dismiss(UUID(event.target))
