"""The pack for a child protection conference: the whole chronology, with its findings and the questions to ask of it.

Order: why now; child and family; extent, pattern and severity; what stands out; the child's voice; strengths; what was tried;
agreed actions; each area of health; appointments; measures; needs and questions; questions to reflect on; the other findings; all
significant entries; brothers and sisters; findings in full; the worker's analysis; disagreements; professionals; what cannot be
told; sources.
"""

from __future__ import annotations

from chronology_tui.report.agreed import where_actions_were_agreed
from chronology_tui.report.pack import Pack
from chronology_tui.report.sections import (
    agreed,
    appointments,
    areas,
    background,
    entries,
    measures,
    overview,
    patterns,
    people,
    reflection,
    siblings,
)
from chronology_tui.report.selection import from_the_beginning

CONFERENCE = Pack(
    name="conference",
    label="Child protection conference",
    title="Medical chronology for conference",
    purpose="For {}",
    recipient="the child protection conference",
    start=from_the_beginning,
    names=where_actions_were_agreed,
    sections=(
        overview.reasons,
        overview.child_and_family,
        overview.extent,
        patterns.stands_out,
        overview.childs_voice,
        overview.strengths,
        overview.what_was_tried,
        agreed.actions,
        areas.by_area,
        appointments.appointments,
        measures.measures,
        patterns.needs_and_questions,
        reflection.reflective_questions,
        patterns.also_found,
        entries.key_entries,
        entries.earlier,
        siblings.whole_lives_side_by_side,
        patterns.findings_in_full,
        patterns.analysis_by_the_worker,
        people.disagreements,
        people.professionals,
        background.limits,
        background.sources,
    ),
)
