"""Sections of findings: those that stand out first, the needs they point to, then all of them in full, apart from the facts."""

from __future__ import annotations

from collections.abc import Iterable

from chronology_tui.analysis.finding import Level
from chronology_tui.report.case import Case, Lettered
from chronology_tui.report.document import Block, Bullets, FindingList, Section
from chronology_tui.report.findings import (
    alternatives,
    considerations,
    finding_item,
    finding_line,
    needs,
    questions,
    threshold_table,
    worker_analysis,
)
from chronology_tui.report.findings import findings_in_full as in_full
from chronology_tui.report.sections.common import dismissed, quiet, text
from chronology_tui.report.wording import NOT_REASSURANCE, PROMPTS_NOT_PROOF, said

CONCERNS_FIRST, STRENGTHS_FIRST = 4, 2
"""How many findings stand on the first page; all strong ones always do."""

ALSO_FOUND = "Each stands with its evidence, other explanations and questions under “Findings in full”."


def first_and_rest(findings: tuple[Lettered, ...]) -> tuple[tuple[Lettered, ...], tuple[Lettered, ...]]:
    """Return the findings of the first page and the others: all strong ones, some to consider, some strengths."""
    first: list[Lettered] = []
    concerns = good = 0
    for item in findings:
        level = item.finding.level
        concerns += level in {Level.STRONG, Level.CONSIDER}
        good += level is Level.STRENGTH
        if (
            level is Level.STRONG
            or (level is Level.CONSIDER and concerns <= CONCERNS_FIRST)
            or (level is Level.STRENGTH and good <= STRENGTHS_FIRST)
        ):
            first.append(item)
    chosen = {item.letter for item in first}
    return tuple(first), tuple(item for item in findings if item.letter not in chosen)


def stands_out(case: Case) -> Iterable[Section]:
    """The findings that a reader must not miss, with other explanations."""
    first, _ = first_and_rest(case.findings)
    if not first:
        words = f"No pattern reached the level that is shown here. {dismissed(case)}{NOT_REASSURANCE}"
        return (Section("What stands out", (text(words),)),)
    blocks = (
        FindingList(tuple(finding_item(case, item) for item in first)),
        quiet(PROMPTS_NOT_PROOF),
        *alternatives(_concerns(first)),
    )
    return (Section("What stands out", blocks),)


def also_found(case: Case) -> Iterable[Section]:
    """The other findings, a line each: they stand in full further on, and once."""
    _, rest = first_and_rest(case.findings)
    if not rest:
        return ()
    return (Section("Also found", (quiet(ALSO_FOUND), Bullets(tuple(map(finding_line, rest))))),)


def needs_and_questions(case: Case) -> Iterable[Section]:
    """What the findings say the child may need, and what to ask."""
    first, _ = first_and_rest(case.findings)
    lines = needs(case.findings)
    blocks: list[Block] = []
    if lines:
        blocks += [
            text("The findings suggest that these needs may not be met. Each is to be checked with the family."),
            Bullets(lines),
        ]
    else:
        blocks.append(text(f"No finding points to an unmet need. {dismissed(case)}{NOT_REASSURANCE}"))
    # What to ask of the other findings stands with each of them in full: a reader in a meeting is asked a page, not six.
    return (Section("Unmet needs and questions", (*blocks, *questions(first), *considerations(first))),)


def findings_in_full(case: Case) -> Iterable[Section]:
    """Every finding with its whole explanation, what was left out and why, thresholds once for all."""
    if not case.findings:
        return ()
    first, _ = first_and_rest(case.findings)
    table = threshold_table(case.findings)
    thresholds = (text(f"Thresholds applied: {said(case.request.analysis.policy)}."), table) if table else ()
    return (Section("Findings in full", (in_full(case, case.findings, first), *thresholds)),)


def analysis_by_the_worker(case: Case) -> Iterable[Section]:
    """The worker's own analysis: judgement, in a place of its own, so that nobody takes it for a fact or a finding."""
    blocks = worker_analysis(case)
    note = quiet("These are the worker's own words and judgement. They are neither facts of the record nor made by the rules.")
    return (Section("Analysis by the worker", (note, *blocks)),) if blocks else ()


def _concerns(items: tuple[Lettered, ...]) -> list[Lettered]:
    return [item for item in items if item.finding.level is not Level.STRENGTH]
