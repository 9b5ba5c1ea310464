"""The referral pack, for children's social care: page one is what a duty social worker reads in two minutes.

Order: why now; child and family; extent, pattern and severity; the strongest findings; the child's voice; what was tried;
strengths; needs and questions; the rows of facts; a digest of earlier years; by area; findings in full; the worker's own
analysis; what cannot be told; sources; sharing; the document itself.
"""

from __future__ import annotations

from chronology_tui.analysis.finding import Level, Outcome
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.vocabulary import Basis
from chronology_tui.report.background import about_facts, digest, sources_missing, sources_table
from chronology_tui.report.case import Case, Lettered, open_case
from chronology_tui.report.document import (
    Block,
    Bullets,
    Fact,
    Facts,
    FindingList,
    Line,
    Meta,
    Paragraph,
    ReportDocument,
    Run,
    Section,
)
from chronology_tui.report.entries import entry_table
from chronology_tui.report.family import strengths, tried, voice
from chronology_tui.report.figures import life_line
from chronology_tui.report.findings import (
    alternatives,
    cannot_tell,
    considerations,
    finding_in_full,
    finding_item,
    needs,
    questions,
    threshold_table,
    worker_analysis,
)
from chronology_tui.report.opening import child_facts, guard, not_for_carers, why_now
from chronology_tui.report.reading import section_lines
from chronology_tui.report.request import ReportRequest
from chronology_tui.report.summary import area_table, cards
from chronology_tui.report.wording import (
    ALWAYS_UNKNOWN,
    DENSITY_CAVEAT,
    DISMISSED_NOT_SHOWN,
    LISTED,
    NOT_REASSURANCE,
    PROMPTS_NOT_PROOF,
    day_words,
    glossary_for,
    many,
    said,
)

MONTHS = 24
"""Months whose significant entries are shown (Public Law Outline practice: the last two years plus key incidents)."""
CONCERNS_FIRST, STRENGTHS_FIRST = 4, 2
"""How many findings stand on the first page; all strong ones always do."""
NOT_FOR_CARERS = "NOT TO BE SHARED WITH CARERS"


def build_referral(request: ReportRequest) -> ReportDocument:
    """Return the referral pack of a request.

    Raises:
        ValueError: a finding names an entry that is not in the chronology.
    """
    case = open_case(request, MONTHS)
    first, rest = _split(case.findings)
    sections = (
        Section("Why now", (*guard(case), Bullets(why_now(case)))),
        Section("Child and family", (child_facts(case),)),
        Section("Extent, pattern and severity", (life_line(case), cards(case), _quiet(DENSITY_CAVEAT))),
        Section("What stands out", _stands_out(case, first)),
        Section("The child's voice", voice(case)),
        Section("What was tried, and the response", tried(case)),
        Section("Strengths", strengths(case)),
        Section("Unmet needs and questions", _needs(case, first)),
        *_also_found(case, rest),
        Section(f"Key entries from {day_words(case.start)}", _entries(case)),
        *_earlier(case),
        *_areas(case),
        *_in_full(case, first, rest),
        *_by_the_worker(case),
        Section("What this chronology cannot tell", _cannot_tell(case), anchor="cannot-tell"),
        Section("Sources", _sources(case)),
        Section("Sharing", _sharing(case)),
    )
    about = Section("About this document", (about_facts(case), *_glossary(sections)))
    return ReportDocument(_meta(case), (*sections, about))


def _meta(case: Case) -> Meta:
    request, initials = case.request, said(case.chronology.child.initials)
    as_of, author, head = day_words(request.as_of), said(request.prepared_by), said(request.store_head)
    parts = [f"For referral to {_recipient(request)}", f"as at {as_of}"]
    return Meta(
        title=f"Medical chronology: {initials}",
        subtitle=" · ".join([*parts, *([f"prepared by {author}"] if author else [])]),
        language="en-GB",
        marking=_marking(case),
        footer=f"{initials} · medical chronology · as at {as_of}" + (f" · record {head[:12]}" if head else ""),
        as_of=request.as_of,
        author=author,
    )


def _marking(case: Case) -> str:
    """Return the marking of every page: the originator's, and a guard where the document holds what carers must not see."""
    return " · ".join(filter(None, (said(case.request.marking), NOT_FOR_CARERS if not_for_carers(case) else "")))


def _recipient(request: ReportRequest) -> str:
    return said(request.recipient) or "children's social care"


def _quiet(words: str) -> Paragraph:
    return Paragraph((Run(words),), quiet=True)


def _text(words: str) -> Paragraph:
    return Paragraph((Run(words),))


# ---------------------------------------------------------------------------------------------------------------- findings


def _split(findings: tuple[Lettered, ...]) -> tuple[tuple[Lettered, ...], tuple[Lettered, ...]]:
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


def _stands_out(case: Case, first: tuple[Lettered, ...]) -> tuple[Block, ...]:
    if not first:
        return (_text(f"No pattern reached the level that is shown here. {_dismissed(case)}{NOT_REASSURANCE}"),)
    return (
        FindingList(tuple(finding_item(case, item) for item in first)),
        _quiet(PROMPTS_NOT_PROOF),
        *alternatives(_concerns(first)),
    )


def _also_found(case: Case, rest: tuple[Lettered, ...]) -> tuple[Section, ...]:
    if not rest:
        return ()
    items = FindingList(tuple(finding_item(case, item) for item in rest))
    return (Section("Also found", (items, _quiet(PROMPTS_NOT_PROOF))),)


def _concerns(items: tuple[Lettered, ...]) -> list[Lettered]:
    return [item for item in items if item.finding.level is not Level.STRENGTH]


def _in_full(case: Case, first: tuple[Lettered, ...], rest: tuple[Lettered, ...]) -> tuple[Section, ...]:
    if not case.findings:
        return ()
    table = threshold_table(case.findings)
    thresholds = (_text(f"Thresholds applied: {said(case.request.analysis.policy)}."), table) if table else ()
    items = FindingList(tuple(finding_in_full(case, item) for item in case.findings))
    more = (*alternatives(_concerns(rest), before=_concerns(first)), *questions(rest), *considerations(rest))
    return (Section("Findings in full", (items, *more, *thresholds)),)


def _by_the_worker(case: Case) -> tuple[Section, ...]:
    """Return the worker's own analysis: judgement, in a place of its own, so that nobody takes it for a fact or a finding."""
    blocks = worker_analysis(case)
    note = _quiet("These are the worker's own words and judgement. They are neither facts of the record nor made by the rules.")
    return (Section("Analysis by the worker", (note, *blocks)),) if blocks else ()


def _dismissed(case: Case) -> str:
    return f"{DISMISSED_NOT_SHOWN} " if case.dismissed else ""


def _needs(case: Case, first: tuple[Lettered, ...]) -> tuple[Block, ...]:
    lines = needs(case.findings)
    blocks: list[Block] = []
    if lines:
        blocks += [
            _text("The findings suggest that these needs may not be met. Each is to be checked with the family."),
            Bullets(lines),
        ]
    else:
        blocks.append(_text(f"No finding points to an unmet need. {_dismissed(case)}{NOT_REASSURANCE}"))
    # What to ask of the findings that come later stands with them in full: a reader in a meeting is asked a page, not six.
    return (*blocks, *questions(first), *considerations(first))


def _areas(case: Case) -> tuple[Section, ...]:
    table = area_table(case.request.analysis.summary)
    if table is None:
        return ()
    note = _quiet("A concern is an entry rated low or worse. Areas are never added together.")
    return (Section("By area of health", (table, note)),)


# ----------------------------------------------------------------------------------------------------------------- entries


def _entries(case: Case) -> tuple[Block, ...]:
    shown = [event for event in case.events if event.id in case.shown]
    if not shown:
        return (_text("No entry is listed: none in this period is significant, and no finding rests on one."),)
    undated = sum(event.when.is_undated for event in shown)
    in_period = [event for event in case.events if case.in_period(event) and not event.when.is_undated]
    others = sum(event.id not in case.shown for event in in_period)
    earlier = len(shown) - undated - sum(event.id in case.shown for event in in_period)
    words = [LISTED]
    if undated:
        words.append(f"{many(undated, 'undated entry')} come first." if undated > 1 else "1 undated entry comes first.")
    if earlier:
        words.append(f"{many(earlier, 'earlier entry')} named by this document {'is' if earlier == 1 else 'are'} included.")
    if others:
        words.append(f"{many(others, 'other entry')} of this period {'is' if others == 1 else 'are'} not listed.")
    caption = f"Key entries from {day_words(case.start)} to {day_words(case.request.as_of)}, by year"
    return (_quiet(" ".join(words)), entry_table(case, caption, shown))


def _earlier(case: Case) -> tuple[Section, ...]:
    table = digest(case)
    return (Section(f"Before {day_words(case.start)}", (table,)),) if table else ()


# -------------------------------------------------------------------------------------------------------------- background


def _cannot_tell(case: Case) -> tuple[Block, ...]:
    lines: list[Line] = [*cannot_tell(case), *((Run(words),) for words in _gaps(case)), (Run(ALWAYS_UNKNOWN),)]
    blocks: list[Block] = [Bullets(tuple(lines))]
    looked = [said(finding.title).rstrip(".") for finding in case.of(Outcome.NOT_FOUND)]
    if looked:
        blocks.append(_quiet(f"Looked at, threshold not met: {'; '.join(looked)}. {NOT_REASSURANCE}"))
    return tuple(blocks)


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


def _sources(case: Case) -> tuple[Block, ...]:
    table, missing = sources_table(case), sources_missing(case)
    blocks: list[Block] = [table] if table else [_text("No source has been seen.")]
    if missing:
        blocks += [_text("Known, and not available for this chronology:"), Bullets(missing)]
    else:
        blocks.append(_quiet("No source is recorded as unavailable. Services that nobody has asked are not listed here."))
    return tuple(blocks)


def _sharing(case: Case) -> tuple[Block, ...]:
    request = case.request
    facts = (
        ("Shared with", _recipient(request)),
        ("Purpose", said(request.purpose)),
        ("Basis for sharing", said(request.sharing_basis) or "not recorded in this document"),
        ("Prepared by", said(request.prepared_by)),
        ("Marking", _marking(case)),
    )
    note = (
        "Share only what is relevant and accurate, and record what was shared, why, with whom and on what basis "
        "(Department for Education, Information sharing advice, 2024)."
    )
    return (Facts(tuple(Fact(label, (Run(words),)) for label, words in facts if words)), _quiet(note))


def _glossary(sections: tuple[Section, ...]) -> tuple[Block, ...]:
    terms = glossary_for(section_lines(sections))
    words = "".join(f" {short}: {meaning}." for short, meaning in terms)
    lead = "Words used. Was not brought: a child who depends on an adult was not taken to an offered appointment."
    return (_quiet(f"{lead}{words}"),)
