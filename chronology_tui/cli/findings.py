"""The analysis in plain lines: the way in for screen-reader and braille users."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from chronology_tui.analysis.finding import Analysis, Certainty, Finding, Outcome
from chronology_tui.cli.output import numbers, say, say_wrapped
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import day_words
from chronology_tui.domain.finding_reviews import Reviewed
from chronology_tui.domain.text import one_line


def say_analysis(analysis: Analysis, chronology: Chronology, reviews: Mapping[str, Reviewed]) -> None:
    """Print extent, pattern and severity, then every finding with its verdict, and its evidence by entry number."""
    say(f"{one_line(chronology.child.name)}, as at {day_words(analysis.as_of)}")
    say(f"Extent: {one_line(analysis.summary.extent)}")
    say(f"Pattern: {one_line(analysis.summary.pattern)}")
    say(f"Severity: {one_line(analysis.summary.severity)}")
    say()
    say("Findings are prompts for professional judgement. They are not diagnoses and not proof.")
    for finding in analysis.found:
        say()
        _say_found(finding, chronology, reviews.get(finding.key))
    for outcome, heading in _REST:
        rest = analysis.of(outcome)
        if rest:
            say()
            say(heading)
            for finding in rest:
                missing = f" Missing: {'; '.join(map(one_line, finding.missing))}." if finding.missing else ""
                say_wrapped(f"- {one_line(finding.title)}. {one_line(finding.explanation)}{missing}", "  ")
    gone = {key: reviewed for key, reviewed in reviews.items() if not reviewed.found}
    if gone:
        say()
        say("Reviewed before, and not found now:")
        for key, reviewed in gone.items():
            say_wrapped(f"- {one_line(key)}: {one_line(reviewed.words)}", "  ")
    say()
    say(f"Policy: {one_line(analysis.policy)}")


_REST = (
    (Outcome.NOT_FOUND, "Looked at, threshold not met (this is not reassurance):"),
    (Outcome.NOT_ASSESSABLE, "Not assessable from this record:"),
    (Outcome.FAILED, "Rules that failed:"),
)


def say_review(reviewed: Reviewed | None, indent: str = "  ") -> None:
    """Print a verdict with its reason, and under a name of its own the worker's analysis."""
    if reviewed is None:
        say_wrapped("Verdict: open", indent)
        return
    reason = f": {one_line(reviewed.reason)}" if reviewed.reason else ""
    say_wrapped(f"Verdict: {one_line(reviewed.words)}{reason}", indent)
    if reviewed.analysis:
        first, *more = filter(None, map(one_line, reviewed.analysis.splitlines()))
        say_wrapped(f"Analysis by the worker: {first}", indent)
        for line in more:
            say_wrapped(line, f"{indent}  ")


def _say_found(finding: Finding, chronology: Chronology, reviewed: Reviewed | None) -> None:
    level = finding.level.value.upper() if finding.level else ""
    say(f"{level}: {one_line(finding.title)}")
    say_review(reviewed)
    say_wrapped(f"Key: {one_line(finding.key)}", "  ")
    say_wrapped(one_line(finding.explanation), "  ")
    say_wrapped(f"Evidence: {_numbers(finding.evidence, chronology)}", "  ")
    for excluded in finding.excluded:
        say_wrapped(f"Left out: {_numbers([excluded.event], chronology)}, {one_line(excluded.why)}", "  ")
    if finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES:
        say_wrapped(f"Depends on the uncertain date of {_numbers(finding.uncertain_events, chronology)}", "  ")
    for label, lines in (
        ("Other explanations to explore", finding.alternatives),
        ("Ask", finding.questions),
        ("Consider", finding.considerations),
    ):
        for line in lines:
            say_wrapped(f"{label}: {one_line(line)}", "  ")
    for threshold in finding.thresholds:
        say_wrapped(f"Threshold: {threshold.name} {threshold.amount} ({threshold.source})", "  ")


def _numbers(ids: Iterable[UUID], chronology: Chronology) -> str:
    return numbers(chronology.number(id_) for id_ in ids)
