"""The reflective questions that reviews ask of every chronology, each with the entries that bear on it; none is answered here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chronology_tui.analysis.questions import NOTHING_RECORDED, Reflection, reflect
from chronology_tui.report.case import Case
from chronology_tui.report.document import Block, Line, Paragraph, Run, Section, Subheading, Tone
from chronology_tui.report.sections.common import quiet
from chronology_tui.report.wording import capital, many

NOT_ANSWERED = (
    "These are questions to think about together. The program answers none of them: it lists the entries that bear on each."
)


def reflective_questions(case: Case) -> Iterable[Section]:
    """The questions, each with the listed entries that bear on it by number; findings that are not shown bear on none."""
    shown = replace(case.request.analysis, findings=tuple(item.finding for item in case.findings))
    reflections = reflect(case.chronology, shown, case.request.as_of)
    blocks: list[Block] = [quiet(NOT_ANSWERED)]
    for reflection in reflections:
        question = reflection.question
        blocks += [
            Subheading(question.words),
            Paragraph(_bearing(case, reflection)),
            quiet(f"Looked at: {question.looked_at}. Asked by {question.source}."),
        ]
    return (Section("Questions to reflect on", tuple(blocks)),)


def _bearing(case: Case, reflection: Reflection) -> Line:
    if not reflection.events:
        return (Run(f"{NOTHING_RECORDED} That nothing is recorded is itself something to think about."),)
    listed = [event for event in reflection.events if event in case.shown]
    others = len(reflection.events) - len(listed)
    if not listed:
        return (Run(f"{capital(many(others, 'entry'))}, none of them listed in this document."),)
    more = f"; and {many(others, 'entry')} not listed in this document" if others else ""
    return (Run("Entry " if len(listed) == 1 else "Entries ", Tone.STRONG), *case.numbers(listed), Run(f"{more}."))
