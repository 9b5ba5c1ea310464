"""The pack for a Child in Need or core group meeting, read by the family along with everybody else.

Order: what goes well; what was agreed and what changed; since the last meeting in short; the child's words; what worries us, with
other explanations; questions to talk about; each entry since the last meeting; earlier entries that are named; what to check.
Entries that carers must not see, and third-party information, never stand here, whatever redaction is chosen.
"""

from __future__ import annotations

from chronology_tui.domain.vocabulary import Handling
from chronology_tui.report.meeting import since_last_meeting, told_to_family
from chronology_tui.report.pack import Pack
from chronology_tui.report.sections import background, family_meeting, siblings

CIN = Pack(
    name="cin",
    label="Child in Need meeting, with the family",
    title="For our meeting",
    purpose="For {}",
    recipient="the family and everybody at the meeting",
    sections=(
        family_meeting.going_well,
        family_meeting.agreed,
        family_meeting.since_then,
        family_meeting.childs_words,
        family_meeting.worries,
        family_meeting.open_questions,
        family_meeting.day_by_day,
        family_meeting.before_then,
        siblings.side_by_side_for_family,
        family_meeting.please_check,
        background.sources,
    ),
    start=since_last_meeting,
    lists=lambda _: True,
    leaves_out=frozenset({Handling.NOT_FOR_CARERS, Handling.THIRD_PARTY}),
    speaks_of=told_to_family,
    picks=frozenset({"quotes", "strengths"}),
    redaction="family",
)
