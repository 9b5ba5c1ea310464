"""The child's words, what was tried and how the family responded, and what goes well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from chronology_tui.analysis.finding import Level
from chronology_tui.domain.records import Event
from chronology_tui.domain.vocabulary import ChildSeen, FamilyResponse
from chronology_tui.report.case import Case, finding_links
from chronology_tui.report.document import Block, Bullets, Cell, Column, ColumnKind, Line, Paragraph, Quote, Row, Run, Table, Tone
from chronology_tui.report.entries import beyond, cell, date_text, headline, quoted, response_words
from chronology_tui.report.selection import child_words
from chronology_tui.report.wording import RESPONSE_WORDS, capital, many, said, sentence


def voice(case: Case) -> tuple[Block, ...]:
    """Return the latest words of the child, and how often the child was seen in the period."""
    blocks: list[Block] = [Quote(quoted(child_words(event)), _attribution(case, event)) for event in case.quotes]
    if not blocks:
        words = "No words of the child are recorded. What the child says, wants and feels cannot be known from this chronology."
        blocks.append(Paragraph((Run(words),)))
    seen = Counter(event.child_seen for event in case.events if case.in_period(event) and not event.when.is_undated)
    counts = [
        f"{words} in {many(seen[how], 'entry')}"
        for how, words in (
            (ChildSeen.SEEN_ALONE, "seen alone"),
            (ChildSeen.SEEN_AND_SPOKEN_TO, "seen and spoken to"),
            (ChildSeen.SEEN, "seen"),
            (ChildSeen.NO, "not seen"),
        )
        if seen[how]
    ]
    if counts:
        blocks.append(Paragraph((Run(f"In the period shown the child was {', '.join(counts)}."),), quiet=True))
    return tuple(blocks)


def _attribution(case: Case, event: Event) -> Line:
    age = case.age_at(event.when)
    aged = f", aged {age.words}" if age and age.days >= 0 else ""
    at = f"{said(event.place or event.service)}, " if event.place or event.service else ""
    return (Run(f"{capital(f'{at}{date_text(event)}')}{aged}", Tone.QUIET), *case.entry(event.id, Tone.QUIET))


def tried(case: Case) -> tuple[Block, ...]:
    """Return the responses counted over the period, and the latest entries that show what was tried."""
    if not case.tried:
        return (Paragraph((Run("No agreement, plan, support or response of the family is recorded."),)),)
    counts = Counter(e.family_response for e in case.events if case.in_period(e) and not e.when.is_undated)
    parts = [
        f"{RESPONSE_WORDS[response]} ({counts[response]:,})"
        for response in FamilyResponse
        if response in RESPONSE_WORDS and counts[response]
    ]
    blocks: list[Block] = []
    if parts:
        blocks.append(Paragraph((Run(f"Responses of the family in the period shown: {'; '.join(parts)}."),)))
    columns = (
        Column("No.", ColumnKind.NUMBER),
        Column("Date", ColumnKind.DATE),
        Column("What was tried", ColumnKind.TEXT),
        Column("Response", ColumnKind.TEXT),
    )
    rows = tuple(_tried_row(case, event) for event in case.tried)
    blocks.append(Table("What was tried, and how the family responded: the latest entries", columns, rows))
    return tuple(blocks)


def _tried_row(case: Case, event: Event) -> Row:
    head = headline(event)
    what = [Run(sentence(head), Tone.STRONG)]
    words = said(event.action) or beyond(event, head)
    if words:
        what.append(Run(f" {sentence(words)}"))
    response = response_words(event) or "not recorded"
    return Row((Cell(((case.number(event.id),),)), cell(date_text(event)), Cell((tuple(what),)), cell(response)))


def strengths(case: Case) -> tuple[Block, ...]:
    """Return what goes well: findings that say so, then the latest entries."""
    lines = [*_strength_findings(case), *(strength_entry(case, event) for event in case.strengths)]
    if not lines:
        words = (
            "No strengths are recorded. A record without them is likely to be incomplete: ask the family and those who know them."
        )
        return (Paragraph((Run(words),)),)
    return (Bullets(tuple(lines)),)


def _strength_findings(case: Case) -> Iterable[Line]:
    for item in case.findings:
        if item.finding.level is Level.STRENGTH:
            yield (Run(said(item.finding.title), Tone.STRONG), *finding_links([item]))


def strength_entry(case: Case, event: Event) -> Line:
    """Return an entry of what goes well: headline, date, the rest of its summary, number."""
    head = headline(event)
    words = f", {date_text(event)}. {sentence(beyond(event, head))}".rstrip()
    return (Run(head, Tone.STRONG), Run(words), *case.entry(event.id))
