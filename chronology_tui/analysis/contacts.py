"""Which entries show that a health professional saw the child, decided by kind and by the mark "child seen".

Read in favour of the family: a kind of contact that usually means being seen counts unless the entry says that the child was not.
"""

from __future__ import annotations

from datetime import date

from chronology_tui.analysis.counted import Counted
from chronology_tui.analysis.reach import Reach
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event
from chronology_tui.domain.vocabulary import ChildSeen

SEEING_KINDS = frozenset({
    Kind.ATTENDED, Kind.ATTENDED_LATE, Kind.EMERGENCY_ATTENDANCE, Kind.ADMISSION, Kind.DISCHARGE, Kind.DISCHARGE_AGAINST_ADVICE,
    Kind.INTENSIVE_CARE, Kind.GP_CONTACT, Kind.SPECIALIST_CONTACT, Kind.INVESTIGATION_NORMAL, Kind.INVESTIGATION_ABNORMAL,
    Kind.PROCEDURE, Kind.THERAPY, Kind.MEDICINE_REVIEW_DONE, Kind.IMMUNISATION_GIVEN, Kind.REVIEW_DONE, Kind.SCREENING,
    Kind.DENTAL_CHECK, Kind.DENTAL_TREATMENT, Kind.DENTAL_EXTRACTION_GA, Kind.URGENT_DENTAL, Kind.WEIGHT, Kind.HEIGHT,
    Kind.HEAD_CIRCUMFERENCE, Kind.HBA1C, Kind.SYMPTOM_OBSERVED, Kind.CP_MEDICAL, Kind.BIRTH, Kind.NEONATAL_STAY,
})  # fmt: skip
"""Kinds that show that the child was seen by a health professional, unless the entry says not."""
MARKED_KINDS = frozenset({
    Kind.OUT_OF_HOURS, Kind.AMBULANCE, Kind.TELEPHONE_CONTACT, Kind.INVESTIGATION_INCONCLUSIVE, Kind.DIAGNOSIS,
    Kind.CARE_PLAN_GIVEN, Kind.VISION, Kind.HEARING, Kind.PEAK_FLOW, Kind.MEASURE, Kind.INJURY, Kind.BURN, Kind.BRUISE,
    Kind.INGESTION, Kind.DENTAL_DECAY,
})  # fmt: skip
"""Kinds that show it only where the entry says that the child was seen."""
_SEEN = frozenset({ChildSeen.SEEN, ChildSeen.SEEN_AND_SPOKEN_TO, ChildSeen.SEEN_ALONE})


def saw_the_child(event: Event) -> bool:
    """Whether the entry shows that a health professional saw the child."""
    if event.kind in SEEING_KINDS:
        return event.child_seen is not ChildSeen.NO
    return event.kind in MARKED_KINDS and event.child_seen in _SEEN


def contact(event: Event, as_of: date) -> Counted:
    """Return the entry with the days on which the child may have been seen: all days of a stay."""
    return Counted(event, Reach.of(event.when, as_of))
