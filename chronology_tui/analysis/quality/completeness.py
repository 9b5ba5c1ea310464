"""Whether an entry says what a reader will ask: what was done, how the family responded, what it meant, how grave it was.

Asked only where an answer is to be expected, so that a worker is not sent through hundreds of weights and letters: of
missed care, and of entries rated moderate or worse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chronology_tui.analysis.limits import QUALITY_SEVERITY, QUALITY_WORDS
from chronology_tui.analysis.quality.context import MISSED_CARE, QualityContext, own_choice
from chronology_tui.analysis.quality.issue import QualityCode, QualityIssue
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Event
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.vocabulary import FamilyResponse, Handling, Impact

_RAISED = frozenset({Kind.CONCERN_RAISED})
_IS_A_RESPONSE = frozenset({Kind.TREATMENT_REFUSED, Kind.STOPPED_BY_FAMILY, Kind.IMMUNISATION_DECLINED})
"""Kinds that are themselves how the family responded."""
_DONE = re.compile(
    r"\b(?:(?<!not )(?:referred|arranged|rebooked|advised to|reported to)|referral (?:made|sent)|plan:|new date"
    r"|letter (?:sent|to)|no action (?:was )?(?:needed|taken))",
    re.IGNORECASE,
)
"""Words of a summary that tell what was done or why nothing was; tables without a column for actions write it there."""


def no_action(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the entries of which a reader asks what was done, and which do not say."""
    for event, missed in _asked(context):
        step = event.area is Area.SAFEGUARDING and event.kind is not Kind.MISSING_EPISODE
        if event.action or event.planned or step or event.area is Area.STRENGTH or _DONE.search(event.summary):
            continue
        why = "Care was missed" if missed else f"The entry is rated {event.severity.word}"
        yield QualityIssue(QualityCode.NO_ACTION, f"{why}; say what was done, or why nothing was.", (event.id,), "action")


def no_response(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the entries of which a reader asks how the family responded, and which do not say."""
    child = context.chronology.child
    for event, missed in _asked(context, also=_RAISED):
        said = event.family_response is not FamilyResponse.UNKNOWN or event.response_note
        if said or event.kind in _IS_A_RESPONSE or Handling.NOT_FOR_CARERS in event.handling or own_choice(event, child):
            continue
        if missed:
            why = "Care was missed"
        else:
            why = "A concern was raised" if event.kind in _RAISED else f"The entry is rated {event.severity.word}"
        yield QualityIssue(
            QualityCode.NO_RESPONSE,
            f"{why}; say how the family responded, or that no answer was received.",
            (event.id,),
            "family_response",
        )


def no_impact(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the entries that are rated moderate or worse and do not say what they meant for the child."""
    least = context.case.policy.count(QUALITY_SEVERITY)
    for event in context.events:
        if event.severity >= least and event.impact is Impact.UNKNOWN and not event.impact_note:
            reason = f"The entry is rated {event.severity.word}; say what it meant for the child."
            yield QualityIssue(QualityCode.NO_IMPACT, reason, (event.id,), "impact")


def long_summary(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the entries whose summary is longer than advised."""
    most = context.case.policy.count(QUALITY_WORDS)
    for event in context.events:
        if len(event.summary) < 2 * most:  # every word but the last has a letter and a blank
            continue
        words = len(event.summary.split())
        if words > most:
            reason = f"The summary has {words:,} words; {most} are advised. Keep the words of the source in the quote."
            yield QualityIssue(QualityCode.LONG_SUMMARY, reason, (event.id,), "summary")


def unrated(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the entries without a rating whose kind suggests harm; nobody need rate every weight and every kept appointment."""
    for event in context.events:
        suggested = event.kind.suggested_severity
        if event.severity is Severity.NOT_RATED and suggested > Severity.NONE:
            reason = f"Nobody has rated this entry; entries of its kind are often rated {suggested.word}."
            yield QualityIssue(QualityCode.UNRATED, reason, (event.id,), "severity")


def _asked(context: QualityContext, also: frozenset[Kind] = frozenset()) -> Iterator[tuple[Event, bool]]:
    """Yield the entries of which more is asked, and whether because they tell of missed care."""
    least = context.case.policy.count(QUALITY_SEVERITY)
    for event in context.events:
        missed = event.kind in MISSED_CARE and event.severity is not Severity.NONE
        if missed or event.kind in also or event.severity >= least:
            yield event, missed
