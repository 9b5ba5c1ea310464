"""Findings, apart from all facts: short where they stand out, in full where they are explained.

The short form is a title, the sentences that count, and the numbers of entries. The full form adds the whole explanation, what
was left out and why, and certainty. Other explanations, questions and thresholds are said once: findings share them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from chronology_tui.analysis.finding import Certainty, Finding, Level, Outcome
from chronology_tui.report.case import Case, Lettered, finding_links
from chronology_tui.report.document import (
    Block,
    Bullets,
    Column,
    ColumnKind,
    FindingItem,
    FindingList,
    Line,
    Paragraph,
    Row,
    Run,
    Table,
    Tone,
)
from chronology_tui.report.entries import cell
from chronology_tui.report.wording import LEVEL_BARS, NEEDS, capital, listed, many, said, sentence

LEAD_SENTENCES = 2
_SENTENCE = re.compile(r"(?<=[.?!]) (?=[A-Z0-9])")


def finding_item(case: Case, item: Lettered) -> FindingItem:
    """Return one finding as it stands out: title, the sentences that count, all its evidence, how many entries were left out."""
    finding = item.finding
    parts: tuple[Line, ...] = (
        _lead(finding),
        _evidence(case, finding),
        _left_out_count(finding, item),
        _depends(case, finding),
    )
    return _item(item, tuple(line for line in parts if line), item.anchor)


def findings_in_full(case: Case, items: Sequence[Lettered], short: Sequence[Lettered] = ()) -> FindingList:
    """Return findings with the whole explanation, what was left out and why, and certainty.

    Those that stand ``short`` elsewhere have their other explanations and questions there. All others stand here only: links to
    them lead here, and what to explore stands with them, in words once for findings that share it.
    """
    elsewhere = {item.letter for item in short}
    told: _Told = {}
    for item in short:
        _asides(item, _ASIDES, told)
    return FindingList(
        tuple(
            _item(item, _whole(case, item.finding), item.full_anchor)
            if item.letter in elsewhere
            else _item(item, (*_whole(case, item.finding), *_asides(item, _ASIDES, told)), item.anchor)
            for item in items
        )
    )


def findings_to_reflect_on(case: Case, items: Sequence[Lettered]) -> FindingList:
    """Return findings in full, each with its other explanations and questions, and nothing to consider doing yet."""
    told: _Told = {}
    return FindingList(
        tuple(_item(item, (*_whole(case, item.finding), *_asides(item, _ASIDES[:2], told)), item.anchor) for item in items)
    )


def _whole(case: Case, finding: Finding) -> tuple[Line, ...]:
    parts: tuple[Line, ...] = (
        (Run(said(finding.explanation)),) if finding.explanation else (),
        _evidence(case, finding),
        _left_out(case, finding),
        _depends(case, finding) or _certain(case, finding),
    )
    return tuple(line for line in parts if line)


def _item(item: Lettered, lines: tuple[Line, ...], anchor: str) -> FindingItem:
    level = item.finding.level or Level.NOTE
    return FindingItem(level.value, LEVEL_BARS[level], f"{item.letter}. {said(item.finding.title)}", lines, anchor)


def _lead(finding: Finding) -> Line:
    words = " ".join(_SENTENCE.split(said(finding.explanation))[:LEAD_SENTENCES])
    return (Run(words),) if words else ()


def _evidence(case: Case, finding: Finding) -> Line:
    if not finding.evidence:
        return (Run("No single entry is its evidence; it speaks of the record as a whole.", Tone.QUIET),)
    return (Run("Entry " if len(finding.evidence) == 1 else "Entries "), *case.numbers(finding.evidence))


def _left_out_count(finding: Finding, item: Lettered) -> Line:
    if not finding.excluded:
        return ()
    entries = many(len({excluded.event for excluded in finding.excluded}), "entry")
    return (Run(f"Looked at and left out: {entries}, ", Tone.QUIET), Run("see why", target=item.full_anchor))


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


def _depends(case: Case, finding: Finding) -> Line:
    if finding.certainty is not Certainty.DEPENDS_ON_UNCERTAIN_DATES:
        return ()
    return (
        Run("Depends on uncertain dates", Tone.STRONG),
        *_uncertain(case, finding),
        Run(": met in the widest reading of them and not in the surest."),
    )


def _certain(case: Case, finding: Finding) -> Line:
    if not finding.uncertain_events:
        return ()
    return (Run("Certain: the same for every reading of the uncertain dates"), *_uncertain(case, finding), Run("."))


def _uncertain(case: Case, finding: Finding) -> Line:
    if not finding.uncertain_events:
        return ()
    word = " (entry\u00a0" if len(finding.uncertain_events) == 1 else " (entries\u00a0"
    return (Run(word), *case.numbers(finding.uncertain_events), Run(")"))


# -------------------------------------------------------------------------------------------------------- said with each finding

_Told = dict[tuple[str, tuple[str, ...]], Lettered]
"""What was said under a label, with the finding that it was first said of."""

_ASIDES: tuple[tuple[str, Callable[[Finding], Iterable[str]]], ...] = (
    ("Other explanations to explore", lambda finding: finding.alternatives),
    ("Questions to explore", lambda finding: finding.questions),
    ("To consider", lambda finding: finding.considerations),
)


def _asides(item: Lettered, kinds: Iterable[tuple[str, Callable[[Finding], Iterable[str]]]], told: _Told) -> Iterable[Line]:
    """Return what a finding gives to explore, a line for each kind; what was said of an earlier finding is named by that."""
    lines: list[Line] = []
    for label, words_of in kinds:
        words = tuple(dict.fromkeys(filter(None, map(_spoken, words_of(item.finding)))))
        if not words or (words_of is _ASIDES[0][1] and item.finding.level is Level.STRENGTH):
            continue
        first = told.setdefault((label, words), item)
        same = (Run(" as for finding\u00a0"), first.link, Run("."))
        lines.append((Run(f"{label}:", Tone.LABEL), *(same if first is not item else (Run(f" {' '.join(words)}"),))))
    return lines


def finding_line(item: Lettered) -> Line:
    """Return a finding in one line: its level, its title, its letter as a link."""
    level = f"{capital(item.finding.level.value)}: " if item.finding.level else ""
    return (Run(level, Tone.STRONG), Run(said(item.finding.title)), *finding_links([item]))


# ------------------------------------------------------------------------------------------------------ said once for several


def alternatives(items: Sequence[Lettered]) -> tuple[Block, ...]:
    """Return the other explanations of findings, each once."""
    return _once("Other explanations to explore", items, lambda finding: map(_spoken, finding.alternatives))


def questions(items: Sequence[Lettered]) -> tuple[Block, ...]:
    """Return the questions of findings, each once."""
    return _once("Questions to explore", items, lambda finding: map(_spoken, finding.questions))


def considerations(items: Sequence[Lettered]) -> tuple[Block, ...]:
    """Return what to consider doing after findings, each once."""
    return _once("To consider", items, lambda finding: map(_spoken, finding.considerations))


def _spoken(words: str) -> str:
    return sentence(capital(said(words)))


def _once(lead: str, items: Sequence[Lettered], words_of: Callable[[Finding], Iterable[str]]) -> tuple[Block, ...]:
    """Return sentences that several findings share, each once: a list for each set of findings that say the same."""
    owners: dict[str, list[Lettered]] = {}
    for item in items:
        for words in dict.fromkeys(filter(None, words_of(item.finding))):
            owners.setdefault(words, []).append(item)
    groups: dict[tuple[str, ...], tuple[list[Lettered], list[Line]]] = {}
    for words, who in owners.items():
        _, lines = groups.setdefault(tuple(item.letter for item in who), (who, []))
        lines.append((Run(words),))
    blocks: list[Block] = []
    for who, lines in groups.values():
        blocks += [Paragraph((Run(lead), *finding_links(who), Run(":"))), Bullets(tuple(lines))]
    return tuple(blocks)


def needs(items: Sequence[Lettered]) -> tuple[Line, ...]:
    """Return what the child may need, from the findings that ask to be considered or more: one line for each need."""
    merged: dict[str, list[Lettered]] = {}
    for item in items:
        if item.finding.level in {Level.STRONG, Level.CONSIDER}:
            merged.setdefault(need_words(item.finding), []).append(item)
    lines: list[Line] = []
    for need, owners in merged.items():
        subjects = list(dict.fromkeys(said(item.finding.subject) for item in owners if item.finding.subject))
        named = (Run(f": {listed(subjects)}"),) if subjects else ()
        lines.append((Run(need, Tone.STRONG), *named, *finding_links(owners)))
    return tuple(lines)


def need_words(finding: Finding) -> str:
    """Return the need that a finding points to, such as "To be brought to the health care that is offered"."""
    return NEEDS.get(finding.family.replace("_", " "), "An answer to what this finding asks")


def worker_analysis(case: Case) -> tuple[Block, ...]:
    """Return the worker's own analysis of findings, each under its letter: judgement, apart from all facts."""
    blocks: list[Block] = []
    for item in case.findings:
        words = case.analyses.get(item.letter, "")
        if words:
            blocks.append(Paragraph((Run(said(item.finding.title), Tone.STRONG), *finding_links([item]), Run(":"))))
            blocks += [Paragraph((Run(said(line)),)) for line in words.split("\n") if line.strip()]
            if case.request.reviews[item.finding.key].change:
                blocks.append(Paragraph((Run("This was written on other evidence than there is now."),), quiet=True))
    return tuple(blocks)


def threshold_table(items: Sequence[Lettered]) -> Table | None:
    """Return every threshold that was applied, with its source, grouped by rule; None when no finding names one."""
    lines: dict[tuple[str, str], dict[str, None]] = {}
    for item in items:
        rule = capital(item.finding.rule.replace("-", " "))
        for threshold in item.finding.thresholds:
            words = f"{capital(said(threshold.name))}: {said(threshold.amount)}"
            lines.setdefault((rule, said(threshold.source)), {})[words] = None
    if not lines:
        return None
    columns = (
        Column("Rule", ColumnKind.SHORT),
        Column("Thresholds", ColumnKind.TEXT),
        Column("Where they come from", ColumnKind.SHORT),
    )
    # A rule's sources follow in the order in which its thresholds name them.
    ordered = sorted(lines.items(), key=lambda pair: pair[0][0])
    rows = tuple(Row((cell(rule), cell(*words), cell(capital(source)))) for (rule, source), words in ordered)
    return Table("Thresholds that were applied, by rule", columns, rows)


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
