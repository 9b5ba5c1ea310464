"""Findings as items with numbered evidence, what was left out and why, certainty, other explanations; apart from all facts."""

from __future__ import annotations

from chronology_tui.analysis.finding import Certainty, Finding, Level, Outcome
from chronology_tui.report.case import Case, Lettered
from chronology_tui.report.document import FindingItem, Line, Run, Tone
from chronology_tui.report.wording import LEVEL_BARS, NEEDS, listed, said, sentence


def finding_item(case: Case, item: Lettered) -> FindingItem:
    """Return one finding with its letter, all its evidence and all that was left out."""
    finding = item.finding
    level = finding.level or Level.NOTE
    parts: tuple[Line, ...] = (
        (Run(said(finding.explanation)),) if finding.explanation else (),
        _evidence(case, finding),
        _left_out(case, finding),
        _certainty(case, finding),
        _alternatives(finding),
        _thresholds(finding),
    )
    lines = tuple(line for line in parts if line)
    return FindingItem(level.value, LEVEL_BARS[level], f"{item.letter}. {said(finding.title)}", lines, item.anchor)


def _evidence(case: Case, finding: Finding) -> Line:
    if not finding.evidence:
        return (Run("No single entry is its evidence; it speaks of the record as a whole.", Tone.QUIET),)
    word = "Entry " if len(finding.evidence) == 1 else "Entries "
    return (Run(word), *case.numbers(finding.evidence))


def _left_out(case: Case, finding: Finding) -> Line:
    if not finding.excluded:
        return ()
    reasons: dict[str, list[Run]] = {}
    for excluded in finding.excluded:
        numbers = reasons.setdefault(said(excluded.why), [])
        numbers += [*([Run(", ")] if numbers else []), case.number(excluded.event)]
    runs = [Run("Left out: ")]
    for why, numbers in reasons.items():
        runs += [*([Run("; ")] if len(runs) > 1 else []), *numbers, Run(f" ({why})")]
    return tuple(runs)


def _certainty(case: Case, finding: Finding) -> Line:
    uncertain = case.numbers(finding.uncertain_events)
    if finding.certainty is Certainty.DEPENDS_ON_UNCERTAIN_DATES:
        lead = Run("Depends on uncertain dates", Tone.STRONG)
        where = (Run(" (entries "), *uncertain, Run(")")) if uncertain else ()
        return (lead, *where, Run(": met in the widest reading of them and not in the surest."))
    if uncertain:
        return (Run("Certain: the same for every reading of the uncertain dates (entries "), *uncertain, Run(")."))
    return ()


def _thresholds(finding: Finding) -> Line:
    if not finding.thresholds:
        return ()
    by_source: dict[str, list[str]] = {}
    for threshold in finding.thresholds:
        unit = f" {said(threshold.unit)}" if threshold.unit else ""
        by_source.setdefault(said(threshold.source), []).append(f"{said(threshold.name)} {threshold.value:g}{unit}")
    words = "; ".join(f"{', '.join(names)} ({source})" for source, names in by_source.items())
    return (Run(f"Thresholds: {words}", Tone.QUIET),)


def _alternatives(finding: Finding) -> Line:
    if not finding.alternatives:
        return ()
    return (
        Run(
            f"Other explanations to explore: {'; '.join(said(words).rstrip('.') for words in finding.alternatives)}.", Tone.QUIET
        ),
    )


def needs(case: Case) -> tuple[Line, ...]:
    """Return what the child may need, from the findings that ask to be considered or more; one line for each need and subject."""
    merged: dict[str, list[Lettered]] = {}
    for item in case.findings:
        if item.finding.level in {Level.STRONG, Level.CONSIDER}:
            merged.setdefault(need_words(item.finding), []).append(item)
    lines: list[Line] = []
    for need, items in merged.items():
        links = [run for n, item in enumerate(items) for run in ([Run(", ")] if n else []) + [item.link]]
        lines.append((Run(need, Tone.STRONG), Run(" (finding " if len(items) == 1 else " (findings "), *links, Run(")")))
    return tuple(lines)


def need_words(finding: Finding) -> str:
    """Return the need that a finding points to, such as "To be brought to the health care that is offered: Physiotherapy"."""
    need = NEEDS.get(finding.family.replace("_", " "), "An answer to what this finding asks")
    return f"{need}: {said(finding.subject)}" if finding.subject else need


def questions(case: Case) -> tuple[Line, ...]:
    """Return the questions and the steps to consider of every finding, each with the letter that it comes from."""
    merged: dict[str, list[Lettered]] = {}
    for item in case.findings:
        steps = (f"To consider: {said(step)}" for step in item.finding.considerations)
        for words in (*(said(question) for question in item.finding.questions), *steps):
            merged.setdefault(words, []).append(item)
    lines: list[Line] = []
    for words, items in merged.items():
        links = [run for n, item in enumerate(items) for run in ([Run(", ")] if n else []) + [item.link]]
        lines.append((Run(f"{words} ("), *links, Run(")")))
    return tuple(lines)


def cannot_tell(case: Case) -> tuple[Line, ...]:
    """Return what the rules could not assess, with what is missing, and the rules that failed."""
    lines: list[Line] = []
    for finding in case.of(Outcome.NOT_ASSESSABLE):
        reason = (
            f"Missing: {listed(said(words).rstrip('.') for words in finding.missing)}" if finding.missing else finding.explanation
        )
        lines.append(_reasoned(finding.title, said(reason)))
    lines += [_reasoned(f.title, "This check failed in the program and says nothing either way") for f in case.of(Outcome.FAILED)]
    return tuple(lines)


def _reasoned(title: str, reason: str) -> Line:
    lead = Run(sentence(said(title)), Tone.STRONG)
    return (lead, Run(f" {sentence(reason)}")) if reason else (lead,)
