"""The opening of a report: why it is sent now, said by the data alone, and who the child is."""

from __future__ import annotations

from collections.abc import Iterable

from chronology_tui.analysis.finding import Level
from chronology_tui.domain.ages import age_on
from chronology_tui.domain.records import Child, ChildStatus, Event
from chronology_tui.domain.scales import Likelihood
from chronology_tui.domain.vocabulary import Handling, PlanCategory, Sex, StatusKind
from chronology_tui.report.case import Case, finding_links
from chronology_tui.report.document import Block, Fact, Facts, Line, Paragraph, Run, Tone
from chronology_tui.report.entries import brief, date_text
from chronology_tui.report.wording import (
    CATEGORY_WORDS,
    DISMISSED_NOT_SHOWN,
    LIKELIHOOD_WORDS,
    STATUS_WORDS,
    day_words,
    listed,
    many,
    nhs_words,
    said,
    sentence,
)

STRONG_NAMED = 3
"""Strong findings named among the reasons; others are counted there, and all stand among the findings."""
SOURCES_NAMED = 4
"""Missing sources named in the facts; with more they are counted there, and all are listed among the sources."""


def why_now(case: Case) -> tuple[Line, ...]:
    """Return the reasons that the data itself gives, after the purpose where the author wrote one."""
    purpose = said(case.request.purpose)
    lines: list[Line] = [(Run("Purpose: ", Tone.STRONG), Run(sentence(purpose)))] if purpose else []
    if not case.events:
        words = (
            f"No entries are recorded up to {day_words(case.request.as_of)}. This document says nothing about the child's health."
        )
        return (*lines, (Run(words),))
    strong = [item for item in case.findings if item.finding.level is Level.STRONG]
    lines += [
        (Run("Strong: ", Tone.STRONG), Run(said(item.finding.title)), *finding_links([item])) for item in strong[:STRONG_NAMED]
    ]
    more = strong[STRONG_NAMED:]
    if more:
        lines[-1] = (*lines[-1], Run(f"; and {len(more)} more"), *finding_links(more))
    lines += [(Run(f"Latest {event.severity.word}: ", Tone.STRONG), *brief(case, event)) for event in case.serious]
    lines.extend(_judged(case))
    if not strong and not case.serious:
        lines.append(
            (
                Run("No entry is rated high or critical, and no pattern reached the strong level in what was recorded. "),
                *([Run(f"{DISMISSED_NOT_SHOWN} ")] if case.dismissed else []),
                Run("This is not reassurance: see "),
                Run("what this chronology cannot tell", target="cannot-tell"),
                Run("."),
            )
        )
    return tuple(lines)


def _judged(case: Case) -> Iterable[Line]:
    """Yield the latest judgement of likelihood where it says that harm is likely or happening."""
    judged = case.judged
    if judged is not None and judged.likelihood >= Likelihood.LIKELY:
        words = f"{LIKELIHOOD_WORDS[judged.likelihood]}, as judged {date_text(judged)}"
        yield (Run("Harm if nothing changes: ", Tone.STRONG), Run(words), *case.entry(judged.id))


def not_for_carers(case: Case) -> list[Event]:
    """Return the listed entries that carers must not see."""
    return [event for event in case.events if event.id in case.shown and Handling.NOT_FOR_CARERS in event.handling]


def guard(case: Case) -> tuple[Block, ...]:
    """Return the warning that stands first when the document holds entries that carers must not see."""
    guarded = not_for_carers(case)
    if not guarded:
        return ()
    words = f"Do not share this document with carers: it holds {many(len(guarded), 'entry')} so marked ("
    return (Paragraph((Run(words, Tone.STRONG), *case.numbers((e.id for e in guarded), Tone.STRONG), Run(").", Tone.STRONG))),)


def child_facts(case: Case) -> Facts:
    """Return who the child is, with full name, and with date of birth and numbers where the request allows them."""
    child, identified = case.chronology.child, case.request.births
    sex = "" if child.sex is Sex.NOT_KNOWN else child.sex.value
    facts = [
        ("Child", ", ".join(filter(None, (said(child.name), sex, _birth_words(child, case))))),
        ("NHS number", (nhs_words(child.nhs_number) if child.nhs_number else "not recorded") if identified else ""),
        ("Status", _status_words(child, case)),
        ("Conditions", "; ".join(said(condition) for condition in child.conditions)),
        ("Lead professional", said(child.lead_professional)),
        ("Sources", _sources_words(case)),
        ("Reference", said(child.reference) if identified else ""),
    ]
    return Facts(tuple(Fact(label, (Run(words),)) for label, words in facts if words))


def _birth_words(child: Child, case: Case) -> str:
    if child.birth is None:
        return "date of birth not recorded" if case.request.births else "age not recorded"
    day, as_of, said_day = day_words(child.birth), case.request.as_of, case.request.births
    if child.unborn or child.birth > as_of:
        return f"unborn, expected {day}" if said_day else "unborn"
    age = age_on(child.birth, as_of).words
    return f"born {day} ({age})" if said_day else f"aged {age}"


def _status_words(child: Child, case: Case) -> str:
    active = [status for kind in StatusKind if (status := child.status_on(case.request.as_of, kind))]
    if active:
        return "; ".join(_status(status) for status in active)
    ended = [status for status in child.statuses if status.end and status.end < case.request.as_of]
    if ended:
        last = max(ended, key=lambda status: (status.end or status.start, status.start))
        return f"none recorded as active; {_status(last)} to {day_words(last.end)}" if last.end else _status(last)
    return "no plan or legal status recorded"


def _status(status: ChildStatus) -> str:
    category = "" if status.category is PlanCategory.NOT_RECORDED else f" ({CATEGORY_WORDS[status.category]})"
    return f"{STATUS_WORDS[status.kind]}{category} since {day_words(status.start)}"


def _sources_words(case: Case) -> str:
    sources = case.chronology.sources.values()
    missing = sorted(said(source.title) for source in sources if not source.available)
    seen = f"{sum(source.available for source in sources):,} seen"
    if not missing:
        return seen
    return (
        f"{seen}; not available: {listed(missing)}"
        if len(missing) <= SOURCES_NAMED
        else f"{seen}; {len(missing):,} not available"
    )
