"""Dates that cannot be right, and dates on which a pattern depends."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

from chronology_tui.analysis.quality.context import QualityContext
from chronology_tui.analysis.quality.issue import Fix, QualityCode, QualityIssue
from chronology_tui.analysis.registry import RULES
from chronology_tui.analysis.wording import joined
from chronology_tui.domain.dates.parts import PLACEHOLDERS
from chronology_tui.domain.dates.value import Qualifier, RemarkCode
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Event

_PREGNANCY_DAYS = 308
"""The longest pregnancy: 44 weeks, the longest that a record of gestation can hold."""
_ANY_TIME = frozenset({Area.FAMILY, Area.SAFEGUARDING, Area.STRENGTH, Area.OTHER})
"""Areas in which entries from before the birth, even before the pregnancy, are part of a good chronology."""
_PREGNANCY = frozenset({Area.APPOINTMENTS, Area.CARE})
_PREGNANCY_KINDS = frozenset(
    {Kind.BOOKING, Kind.ANTENATAL_ATTENDED, Kind.ANTENATAL_MISSED, Kind.REVIEW_DONE, Kind.REVIEW_MISSED, Kind.ADVICE_GIVEN}
)
"""Areas and kinds that may tell of the pregnancy: antenatal clinics, scans, the health visitor's antenatal contact."""


def before_birth(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the entries about a born child whose date lies wholly before the birth."""
    child = context.chronology.child
    if child.birth is None or child.unborn:
        return
    for event in context.events:
        latest = event.when.latest
        if latest is None or latest >= child.birth or _is_placeholder(event) or _may_precede(event, latest, child.birth):
            continue
        yield QualityIssue(
            QualityCode.BEFORE_BIRTH,
            "The date lies before the child's birth; check the year, and the date of birth.",
            (event.id,),
            "date",
        )


def future_date(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the entries that can only lie in the future."""
    for event in context.events:
        earliest = event.when.earliest
        if earliest is not None and earliest > context.case.as_of and not _is_placeholder(event):
            reason = "The date lies in the future; check the year. What is only planned belongs in an agreed action."
            yield QualityIssue(QualityCode.FUTURE_DATE, reason, (event.id,), "date")


def placeholder_date(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the entries dated with a day that stands for none; sure to be undated where it lies outside the child's life."""
    child = context.chronology.child
    for event in context.events:
        if not _is_placeholder(event):
            continue
        latest = event.when.latest
        outside = latest is not None and (latest > context.case.as_of or (child.birth is not None and latest < child.birth))
        yield QualityIssue(
            QualityCode.PLACEHOLDER_DATE,
            "Systems write this day when they know none; look in the source, or write that the entry is undated.",
            (event.id,),
            "date",
            Fix.of("Write “undated” instead of this day", date="undated") if outside else None,
        )


def uncertain_date(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the entries on whose uncertain date a pattern depends, each with the patterns."""
    names = {rule.id: rule.name for rule in RULES}
    depends: dict[UUID, list[str]] = {}
    for finding in context.case.analysis.findings:
        for event_id in finding.uncertain_events:
            rules = depends.setdefault(event_id, [])
            name = f"“{names.get(finding.rule, finding.rule)}”"
            if name not in rules:
                rules.append(name)
    for event_id, rules in depends.items():
        if event_id in context.chronology.numbers:
            reason = f"What the patterns say of {joined(rules)} depends on where this date falls; can a source say more?"
            yield QualityIssue(QualityCode.UNCERTAIN_DATE, reason, (event_id,), "date")


def _may_precede(event: Event, latest: date, birth: date) -> bool:
    if event.area in _ANY_TIME or event.kind.area in _ANY_TIME:
        return True
    of_pregnancy = event.kind in _PREGNANCY_KINDS or event.kind.area in _PREGNANCY
    return of_pregnancy and latest >= birth - timedelta(days=_PREGNANCY_DAYS)


def _is_placeholder(event: Event) -> bool:
    when = event.when
    if any(remark.code is RemarkCode.PLACEHOLDER for remark in when.remarks):
        return True
    return when.qualifier is Qualifier.EXACT and when.earliest == when.latest and when.earliest in PLACEHOLDERS
