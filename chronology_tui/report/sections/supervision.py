"""Sections for reflective supervision: patterns with their certainty, drift, gaps, verdicts and disagreements."""

from __future__ import annotations

from collections.abc import Iterable

from chronology_tui.report.background import sources_missing
from chronology_tui.report.case import Case
from chronology_tui.report.document import Block, Bullets, Line, Run, Section, Subheading
from chronology_tui.report.entries import short_table
from chronology_tui.report.findings import findings_to_reflect_on, worker_analysis
from chronology_tui.report.people import disagreements_table
from chronology_tui.report.sections.common import dismissed, quiet, text
from chronology_tui.report.supervision import (
    course_findings,
    drift_lines,
    gap_lines,
    not_asked,
    silent_services,
    verdict_table,
)
from chronology_tui.report.wording import NOT_REASSURANCE, PROMPTS_NOT_PROOF, day_words, said

SILENCE_NOTE = (
    "A service may be silent because its part is done, because its records were not seen, or because the child is no longer seen "
    "there."
)
VERDICT_NOTE = "These are the worker's own words and judgement. They are neither facts of the record nor made by the rules."
NO_VERDICTS = "No finding has been accepted or dismissed yet. Which of them stand, in the worker's view, and why?"


def patterns(case: Case) -> Iterable[Section]:
    """Every finding with its whole explanation, evidence, what was left out, certainty, and what to explore."""
    if not case.findings:
        return (Section("Patterns", (text(f"No pattern was found. {dismissed(case)}{NOT_REASSURANCE}"),)),)
    return (Section("Patterns", (quiet(PROMPTS_NOT_PROOF), findings_to_reflect_on(case, case.findings))),)


def drift(case: Case) -> Iterable[Section]:
    """Whether things move: when the plan was last looked at, what is past its day, and the findings on the course over time."""
    lines: list[Line] = [*drift_lines(case)]
    lines += [(Run("Finding "), item.link, Run(f": {said(item.finding.title)}")) for item in course_findings(case)]
    return (Section("Drift", (Bullets(tuple(lines)),)),)


def gaps(case: Case) -> Iterable[Section]:
    """Where the record is silent: months, services, sources, and what nobody has asked."""
    table, missing, asked = silent_services(case), sources_missing(case), not_asked(case)
    blocks: list[Block] = [Subheading("Months without an entry"), Bullets(gap_lines(case))]
    if table:
        blocks += [Subheading("Services that have gone silent"), table, quiet(SILENCE_NOTE)]
    if missing:
        blocks += [Subheading("Sources that are known and were not available"), Bullets(missing)]
    if asked:
        blocks += [Subheading("What nobody may have asked"), Bullets(asked)]
    return (Section("Gaps", tuple(blocks)),)


def verdicts(case: Case) -> Iterable[Section]:
    """The worker's own analysis and verdicts with their reasons."""
    table, analysis = verdict_table(case), worker_analysis(case)
    blocks: list[Block] = [quiet(VERDICT_NOTE)] if table or analysis else []
    blocks += [table] if table else [text(NO_VERDICTS)]
    if analysis:
        blocks += [Subheading("Analysis by the worker"), *analysis]
    return (Section("The worker's verdicts and analysis", tuple(blocks)),)


def disagreements(case: Case) -> Iterable[Section]:
    """Professional disagreements and how far each was taken."""
    table = disagreements_table(case)
    none = text("No professional disagreement is recorded. Is there one that nobody has written down?")
    return (Section("Professional disagreements", (table or none,)),)


def entries_named(case: Case) -> Iterable[Section]:
    """The rows of every entry that the document names, with those of the period that bear on a question."""
    shown = [event for event in case.events if event.id in case.shown]
    if not shown:
        return (Section("Entries", (text("No entry is listed."),)),)
    words = (
        f"Listed in short are entries from {day_words(case.start)} that bear on a question, and every entry that this document "
        "names. What is rated high or critical is told in full; what else was done and said is in the chronology."
    )
    table = short_table(case, "Entries that bear on the questions, or that this document names", shown)
    return (Section("Entries", (quiet(words), table)),)
