"""The insight panel: extent, pattern and severity; findings tied to their lanes by place and colour; what is open; what to ask.

Pure builders of paragraphs, and the panel that shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from chronology_tui.analysis.finding import Analysis, Certainty, Finding, Outcome
from chronology_tui.domain.finding_reviews import Reviewed
from chronology_tui.domain.text import one_line
from chronology_tui.domain.vocabulary import Verdict
from chronology_tui.tui.glyphs import Glyphs
from chronology_tui.tui.widgets.lanes import LANES, Lanes
from chronology_tui.tui.widgets.page import Block, Page
from chronology_tui.tui.widgets.rows import Piece

QUESTIONS = 4
"""Most questions in the panel; the finding view lists all."""
_KEY_WIDTH = 10
_LEVEL_WIDTH = 9
_LANES_WIDTH = LANES + 1


def heading(words: str) -> Block:
    """Return a heading."""
    return Block(words, "accent bold")


BLANK = Block()


NO_REVIEWS: Mapping[str, Reviewed] = MappingProxyType({})


def insight_blocks(analysis: Analysis, lanes: Lanes, glyphs: Glyphs, reviews: Mapping[str, Reviewed] = NO_REVIEWS) -> list[Block]:
    """Return the whole panel, with the worker's reviews by the key of the finding; what is dismissed stands after the rest."""
    summary = analysis.summary
    found = sorted(analysis.found, key=lambda finding: _is_dismissed(finding, reviews))
    blocks = [
        heading("EXTENT · PATTERN · SEVERITY"),
        _pair("extent", summary.extent),
        _pair("pattern", summary.pattern),
        _pair("severity", summary.severity),
        BLANK,
        heading("FINDINGS"),
        *_found(found, lanes, glyphs, reviews),
    ]
    for title, outcome, role in (
        ("NOT ASSESSABLE", Outcome.NOT_ASSESSABLE, "mute"),
        ("COULD NOT BE WORKED OUT", Outcome.FAILED, "look"),
    ):
        findings = analysis.of(outcome)
        if findings:
            blocks += [BLANK, heading(title)]
            blocks += [block for finding in findings for block in _open_question(finding, role, glyphs)]
    questions = _questions(found)
    if questions:
        blocks += [BLANK, heading("ASK")]
        blocks += [Block(question, "text", ((f" {glyphs.point} ", "mute"),)) for question in questions]
    met_not = len(analysis.of(Outcome.NOT_FOUND))
    if met_not:
        asked = "question was" if met_not == 1 else "questions were"
        words = f"{met_not} more {asked} asked of the record and the threshold is not met. That is never reassurance."
        blocks += [BLANK, Block(words, "mute", indent=1)]
    blocks += [BLANK, Block(f"policy: {analysis.policy}", "mute", indent=1)]
    return blocks


def _pair(key: str, words: str) -> Block:
    return Block(words, "text", ((f" {key}".ljust(_KEY_WIDTH), "mute"),))


def _is_dismissed(finding: Finding, reviews: Mapping[str, Reviewed]) -> bool:
    return finding.key in reviews and reviews[finding.key].dismissed


def verdict_mark(reviewed: Reviewed | None) -> tuple[str, str]:
    """Return what a panel says of a review in a few words, and what they are painted with; nothing where there is nothing."""
    if reviewed is None:
        return "", "mute"
    if reviewed.stale:
        return f"look again: {reviewed.verdict.value} on other evidence", "look"
    if reviewed.verdict is Verdict.ACCEPTED:
        return "accepted", "good"
    if reviewed.verdict is Verdict.DISMISSED:
        return f"dismissed: {one_line(reviewed.reason)}", "mute"
    return ("open, with analysis" if reviewed.analysis else ""), "mute"


def _found(found: Iterable[Finding], lanes: Lanes, glyphs: Glyphs, reviews: Mapping[str, Reviewed]) -> Iterable[Block]:
    if not found:
        yield Block("No threshold is met by what is recorded. That is never reassurance.", "mute", indent=1)
    for finding in found:
        level = finding.level.value if finding.level is not None else "note"
        picture = lane_picture(finding, lanes, glyphs)
        yield Block(
            finding.title,
            "text bold",
            (*picture, (level.ljust(_LEVEL_WIDTH), f"{level} bold")),
            picture,
            target=finding.key,
        )
        detail = finding.detail
        if finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES:
            detail = f"{detail} · depends on uncertain dates" if detail else "depends on uncertain dates"
        if detail:
            yield Block(detail, "mute", picture, picture, indent=_LANES_WIDTH + _LEVEL_WIDTH, target=finding.key)
        mark, role = verdict_mark(reviews.get(finding.key))
        if mark:
            yield Block(mark, role, picture, picture, indent=_LANES_WIDTH + _LEVEL_WIDTH, target=finding.key)


def lane_picture(finding: Finding, lanes: Lanes, glyphs: Glyphs) -> tuple[Piece, ...]:
    """Return the lane columns with a bar in the column of the finding's lane, so that place tells what colour tells."""
    track = lanes.track(finding.key)
    if track is None:
        return ((" " * _LANES_WIDTH, "faint"),)
    return (
        (" " * track.column, "faint"),
        (glyphs.line_lit, f"lane{track.column}"),
        (" " * (_LANES_WIDTH - track.column - 1), "faint"),
    )


def _open_question(finding: Finding, role: str, glyphs: Glyphs) -> Iterable[Block]:
    lead = ((f" {glyphs.point} ", "mute"),)
    yield Block(finding.title, "text", lead, target=finding.key)
    if finding.missing:
        yield Block("; ".join(finding.missing), role, indent=3, target=finding.key)


def _questions(findings: Iterable[Finding]) -> list[str]:
    """Return the first question of each finding, strongest first, then their second ones, up to the limit."""
    ranks = [list(finding.questions) for finding in findings]
    ordered = [questions[n] for n in range(max(map(len, ranks), default=0)) for questions in ranks if n < len(questions)]
    return list(dict.fromkeys(ordered))[:QUESTIONS]


class InsightPanel(Page):
    """The panel beside the timeline."""

    @property
    def mark_role(self) -> str:
        """Told by shape where there is no colour: panel and timeline both have a mark, and keys act in one of them."""
        return "accent reverse" if self.has_focus and self.app.no_color else super().mark_role

    def show_analysis(self, analysis: Analysis, lanes: Lanes, reviews: Mapping[str, Reviewed] = NO_REVIEWS) -> None:
        """Show an analysis, the lanes that are drawn for it, and what the worker says of its findings."""
        self.show(insight_blocks(analysis, lanes, self.glyphs, reviews))

    def on_focus(self) -> None:
        """Highlight the first finding when the panel is entered without one."""
        targets = self.targets
        if self.target is None and targets:
            self.target = targets[0]
