"""Findings, apart from all facts: short where they stand out, in full where they are explained.

The short form is a title, the sentences that count, and the numbers of entries. The full form adds the whole explanation, what
was left out and why, and certainty. Other explanations, questions and thresholds are said once: findings share them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from chronology_tui.analysis.finding import Certainty, Finding, Level, Outcome
from chronology_tui.report.case import Case, Lettered, finding_links
from chronology_tui.report.document import Block, Bullets, Column, ColumnKind, FindingItem, Line, Paragraph, Row, Run, Table, Tone
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


def finding_in_full(case: Case, item: Lettered) -> FindingItem:
    """Return one finding with the whole explanation, what was left out and why, and its certainty."""
    return _item(item, _whole(case, item.finding), item.full_anchor)


def finding_whole(case: Case, item: Lettered) -> FindingItem:
    """Return the same for a document in which a finding stands only once: links to the finding lead here."""
    return _item(item, _whole(case, item.finding), item.anchor)


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


# ------------------------------------------------------------------------------------------------------ said once for several


def alternatives(items: Sequence[Lettered], before: Sequence[Lettered] = ()) -> tuple[Block, ...]:
    """Return the other explanations of findings, each once, leaving out those that findings ``before`` them have said."""
    known = {_spoken(words) for item in before for words in item.finding.alternatives}
    return _once("Other explanations to explore", items, lambda f: (w for w in map(_spoken, f.alternatives) if w not in known))


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
    rows: dict[tuple[str, str], Row] = {}
    for item in items:
        rule = capital(item.finding.rule.replace("-", " "))
        for threshold in item.finding.thresholds:
            name = said(threshold.name)
            if (rule, name) not in rows:
                value = f"{threshold.value:g} {said(threshold.unit)}".rstrip()
                rows[rule, name] = Row((cell(capital(name)), cell(value), cell(said(threshold.source))), group=rule)
    if not rows:
        return None
    columns = (
        Column("Threshold", ColumnKind.TEXT),
        Column("Value", ColumnKind.SHORT),
        Column("Where it comes from", ColumnKind.TEXT),
    )
    ordered = sorted(rows.items(), key=lambda pair: pair[0][0])
    return Table("Thresholds that were applied, by rule", columns, tuple(row for _, row in ordered))


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
