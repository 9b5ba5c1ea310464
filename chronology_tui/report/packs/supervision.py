"""The pack for reflective supervision: what the patterns are worth, where things drift, what is missing, and what to ask.

Order: the child; extent, pattern and severity; patterns with what to explore; drift; gaps; reflective questions; what cannot be
told; the worker's verdicts and analysis; disagreements; agreed actions; the entries.
"""

from __future__ import annotations

from chronology_tui.report.pack import Pack
from chronology_tui.report.sections import agreed, background, overview, reflection, siblings, supervision
from chronology_tui.report.selection import last_months
from chronology_tui.report.supervision import bears_on_a_question, left_open

SUPERVISION = Pack(
    name="supervision",
    label="Reflective supervision",
    title="Reflective supervision",
    purpose="For {}",
    recipient="supervision",
    sections=(
        overview.child_and_family,
        overview.extent,
        supervision.patterns,
        supervision.drift,
        supervision.gaps,
        reflection.reflective_questions,
        background.limits,
        supervision.verdicts,
        supervision.disagreements,
        agreed.actions,
        supervision.entries_named,
        siblings.side_by_side,
    ),
    start=last_months(12),
    lists=bears_on_a_question,
    picks=frozenset({"serious", "judged"}),
    names=left_open,
    redaction="anonymous",
)
