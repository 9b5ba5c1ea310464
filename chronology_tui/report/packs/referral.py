"""The referral pack, for children's social care: page one is what a duty social worker reads in two minutes.

Order: why now; child and family; extent, pattern and severity; the strongest findings; the child's voice; what was tried;
strengths; needs and questions; the other findings, a line each; the rows of facts, then earlier entries that are named, in short;
a digest of earlier years; brothers and sisters; by area; findings in full; the worker's analysis; what cannot be told; sources;
sharing; the document itself.
"""

from __future__ import annotations

from chronology_tui.report.pack import Pack
from chronology_tui.report.sections import background, entries, overview, patterns, siblings

REFERRAL = Pack(
    name="referral",
    label="Referral to children's social care",
    title="Medical chronology",
    purpose="For referral to {}",
    recipient="children's social care",
    sections=(
        overview.reasons,
        overview.child_and_family,
        overview.extent,
        patterns.stands_out,
        overview.childs_voice,
        overview.what_was_tried,
        overview.strengths,
        patterns.needs_and_questions,
        patterns.also_found,
        entries.key_entries,
        entries.earlier,
        siblings.side_by_side,
        overview.areas,
        patterns.findings_in_full,
        patterns.analysis_by_the_worker,
        background.limits,
        background.sources,
    ),
)
