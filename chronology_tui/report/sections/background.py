"""Sections of what stands behind the document: what cannot be told, sources, sharing, and the document itself."""

from __future__ import annotations

from collections.abc import Iterable

from chronology_tui.analysis.finding import Outcome
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.vocabulary import Basis
from chronology_tui.report.background import about_facts, sources_missing, sources_table
from chronology_tui.report.case import Case
from chronology_tui.report.document import Block, Bullets, Fact, Facts, Line, Run, Section, Subheading, Tone
from chronology_tui.report.findings import cannot_tell
from chronology_tui.report.pack import Pack
from chronology_tui.report.reading import section_lines
from chronology_tui.report.sections.common import quiet, text
from chronology_tui.report.sections.cover import marking, recipient
from chronology_tui.report.wording import ALWAYS_UNKNOWN, NOT_REASSURANCE, glossary_for, many, said

WAS_NOT_BROUGHT = ("Was not brought", "a child who depends on an adult was not taken to an offered appointment")
"""Explained in every document, whatever its words: it says what it does not say."""


def limits(case: Case) -> Iterable[Section]:
    """What the chronology cannot tell."""
    lines: list[Line] = [*cannot_tell(case), *((Run(words),) for words in _gaps(case)), (Run(ALWAYS_UNKNOWN),)]
    blocks: list[Block] = [Bullets(tuple(lines))]
    looked = [said(finding.title).rstrip(".") for finding in case.of(Outcome.NOT_FOUND)]
    if looked:
        blocks.append(quiet(f"Looked at, threshold not met: {'; '.join(looked)}. {NOT_REASSURANCE}"))
    return (Section("What this chronology cannot tell", tuple(blocks), anchor="cannot-tell"),)


def _gaps(case: Case) -> list[str]:
    """Return what the entries themselves leave open, counted."""
    total = len(case.events)
    counts = (
        (sum(e.when.is_undated for e in case.events), "have no date and stand in no count over time"),
        (sum(not e.when.is_certain_day and not e.when.is_undated for e in case.events), "have a date that is not a certain day"),
        (sum(e.severity is Severity.NOT_RATED for e in case.events), "are not rated for severity"),
        (sum(e.basis is Basis.REPORTED_BY_CARER for e in case.events), "rest on a carer's report"),
    )
    return [f"{number:,} of {many(total, 'entry')} {words}." for number, words in counts if number]


def sources(case: Case) -> Iterable[Section]:
    """The sources seen and not seen."""
    table, missing = sources_table(case), sources_missing(case)
    blocks: list[Block] = [table] if table else [text("No source has been seen.")]
    if missing:
        blocks += [text("Known, and not available for this chronology:"), Bullets(missing)]
    else:
        blocks.append(quiet("No source is recorded as unavailable. Services that nobody has asked are not listed here."))
    return (Section("Sources", tuple(blocks)),)


def sharing(pack: Pack, case: Case) -> Iterable[Section]:
    """With whom the document is shared, why and on what basis."""
    request = case.request
    facts = (
        ("Shared with", recipient(pack, request)),
        ("Purpose", said(request.purpose)),
        ("Basis for sharing", said(request.sharing_basis) or "not recorded in this document"),
        ("Prepared by", said(request.prepared_by)),
        ("Marking", marking(pack, case)),
    )
    note = (
        "Share only what is relevant and accurate, and record what was shared, why, with whom and on what basis "
        "(Department for Education, Information sharing advice, 2024)."
    )
    return (Section("Sharing", (Facts(tuple(Fact(label, (Run(words),)) for label, words in facts if words)), quiet(note))),)


def about(case: Case, sections: Iterable[Section]) -> Section:
    """What the document was made from, and the words that it uses."""
    blocks: list[Block] = [about_facts(case)]
    if case.request.store_head:
        # On a line of its own: it is long, and read letter by letter.
        blocks.append(quiet(f"Version of the record: {said(case.request.store_head)}"))
    return Section("About this document", (*blocks, *_glossary(sections)))


def _glossary(sections: Iterable[Section]) -> tuple[Block, ...]:
    """Return the words that a reader may not know, in alphabetical order, a line each."""
    terms = [*glossary_for(section_lines(sections)), WAS_NOT_BROUGHT]
    terms.sort(key=lambda term: term[0].casefold())
    lines = tuple((Run(f"{short}:", Tone.STRONG), Run(f" {meaning}.")) for short, meaning in terms)
    return (Subheading("Words used"), Bullets(lines))
