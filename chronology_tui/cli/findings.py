"""The analysis in plain lines: the way in for screen-reader and braille users."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from uuid import UUID

from chronology_tui.analysis.finding import Analysis, Certainty, Finding, Outcome
from chronology_tui.cli.output import numbers, say
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.finding_reviews import Reviewed
from chronology_tui.domain.text import one_line


def say_analysis(analysis: Analysis, chronology: Chronology, reviews: Mapping[str, Reviewed]) -> None:
    """Print extent, pattern and severity, then every finding with its verdict, and its evidence by entry number."""
    say(f"{one_line(chronology.child.name)}, as at {_day(analysis)}")
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
                _wrapped(f"- {one_line(finding.title)}. {one_line(finding.explanation)}{missing}", "  ")
    gone = {key: reviewed for key, reviewed in reviews.items() if not reviewed.found}
    if gone:
        say()
        say("Reviewed before, and not found now:")
        for key, reviewed in gone.items():
            _wrapped(f"- {one_line(key)}: {one_line(reviewed.words)}", "  ")
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
        _wrapped("Verdict: open", indent)
        return
    reason = f": {one_line(reviewed.reason)}" if reviewed.reason else ""
    _wrapped(f"Verdict: {one_line(reviewed.words)}{reason}", indent)
    if reviewed.analysis:
        first, *more = filter(None, map(one_line, reviewed.analysis.splitlines()))
        _wrapped(f"Analysis by the worker: {first}", indent)
        for line in more:
            _wrapped(line, f"{indent}  ")


def _say_found(finding: Finding, chronology: Chronology, reviewed: Reviewed | None) -> None:
    level = finding.level.value.upper() if finding.level else ""
    say(f"{level}: {one_line(finding.title)}")
    say_review(reviewed)
    _wrapped(f"Key: {one_line(finding.key)}", "  ")
    _wrapped(one_line(finding.explanation), "  ")
    _wrapped(f"Evidence: {_numbers(finding.evidence, chronology)}", "  ")
    for excluded in finding.excluded:
        _wrapped(f"Left out: {_numbers([excluded.event], chronology)}, {one_line(excluded.why)}", "  ")
    if finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES:
        _wrapped(f"Depends on the uncertain date of {_numbers(finding.uncertain_events, chronology)}", "  ")
    for label, lines in (
        ("Other explanations to explore", finding.alternatives),
        ("Ask", finding.questions),
        ("Consider", finding.considerations),
    ):
        for line in lines:
            _wrapped(f"{label}: {one_line(line)}", "  ")
    for threshold in finding.thresholds:
        _wrapped(f"Threshold: {threshold.name} {threshold.value:g} {threshold.unit} ({threshold.source})", "  ")


def _numbers(ids: Iterable[UUID], chronology: Chronology) -> str:
    return numbers(chronology.number(id_) for id_ in ids)


def _day(analysis: Analysis) -> str:
    return f"{analysis.as_of.day} {analysis.as_of:%B %Y}"


def _wrapped(text: str, indent: str) -> None:
    say("\n".join(textwrap.wrap(text, 100, initial_indent=indent, subsequent_indent=f"{indent}  ") or [indent]))
