"""The chronology as a whole: balance, where it starts, gaps, whether it is kept, and its length in print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from chronology_tui.analysis.limits import (
    QUALITY_ENTRIES,
    QUALITY_GAP_MONTHS,
    QUALITY_PAGE_WORDS,
    QUALITY_STALE_MONTHS,
    START_AGAIN_DAYS,
)
from chronology_tui.analysis.quality.context import MISSED_CARE, QualityContext
from chronology_tui.analysis.quality.issue import QualityCode, QualityIssue
from chronology_tui.analysis.reach import window_end
from chronology_tui.analysis.wording import day_words, many
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import Event
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.vocabulary import CaseState, Impact

_WORDS_BESIDE = 15
"""Words that a printed row holds beside its texts: number, date, age, headline, source and page."""


def only_negatives(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield one issue when there are concerns and nothing that goes well; keeping an appointment says neither."""
    events = context.events
    if len(events) < context.case.policy.count(QUALITY_ENTRIES):
        return
    if any(Area.STRENGTH in (event.area, event.kind.area) or event.impact is Impact.BENEFIT for event in events):
        return
    if any(event.severity >= Severity.LOW or event.impact is Impact.HARM or event.kind in MISSED_CARE for event in events):
        reason = "No entry records a strength, or something that did the child good; what goes well belongs in a chronology too."
        yield QualityIssue(QualityCode.ONLY_NEGATIVES, reason)


def starts_at_referral(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield one issue when the child had been born well before the latest referral and nothing is recorded from that time."""
    referral = _latest_referral(context)
    child = context.chronology.child
    if referral is None or child.birth is None or child.unborn:
        return
    day, event_id = referral
    before = context.case.policy.count(START_AGAIN_DAYS)
    if (day - child.birth).days <= before:
        return
    if all(_surely_within(event, day, before) for event in context.events):
        reason = (
            f"Nothing is recorded from more than {many(before, 'day')} before the latest referral, and the child had been born; a"
            " chronology starts at birth or before."
        )
        yield QualityIssue(QualityCode.STARTS_AT_REFERRAL, reason, (event_id,), "date")


def gaps(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the stretches of the child's life without an entry that are longer than the policy allows, and what stands around."""
    months = context.case.policy.count(QUALITY_GAP_MONTHS)
    child = context.chronology.child
    born = None if child.unborn else child.birth
    reached = born
    before: tuple[UUID, ...] = ()
    spoken_of = any(True for _ in starts_at_referral(context))  # of the time before the first entry
    for first, last, event_id in context.stretches:
        if born is not None and last < born:
            continue
        if reached is not None and _longer(reached, first, months) and not (spoken_of and not before):
            since = day_words(reached) if before else "the birth"
            reason = (
                f"No entry for more than {many(months, 'month')}, from {since} to {day_words(first)}; ask who saw the child then."
            )
            yield QualityIssue(QualityCode.GAP, reason, (*before, event_id), "date")
        if reached is None or last >= reached:
            reached, before = last, (event_id,)


def stale(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield one issue when the chronology is being kept and its last entry lies longer back than the policy allows."""
    months = context.case.policy.count(QUALITY_STALE_MONTHS)
    if context.chronology.child.state not in {CaseState.ACTIVE, CaseState.REOPENED}:
        return
    last = max(((last, event_id) for _, last, event_id in context.stretches), default=None)
    if last is not None and _longer(last[0], context.case.as_of, months):
        reason = (
            f"The last entry is of {day_words(last[0])}, more than {many(months, 'month')} ago; add what has happened since, or"
            " finish the chronology."
        )
        yield QualityIssue(QualityCode.STALE, reason, (last[1],), "date")


def too_long(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the packs that come to more pages than their cap, by the words that they print."""
    a_page = context.case.policy.count(QUALITY_PAGE_WORDS)
    for cap in context.case.page_caps:
        words = sum(_printed_words(event) for event in context.events if cap.entries is None or event.id in cap.entries)
        pages = -(-words // a_page)
        if pages > cap.pages:
            reason = (
                f"The {cap.pack} comes to about {many(pages, 'page')}; its cap is {cap.pages:,}. Mark fewer entries as key, or"
                " shorten summaries."
            )
            yield QualityIssue(QualityCode.TOO_LONG, reason, subject=cap.pack)


def _latest_referral(context: QualityContext) -> tuple[date, UUID] | None:
    """Return the first possible day and the entry of the latest referral, or None when none is dated."""
    days = [
        (event.when.earliest, event.id)
        for event in context.events
        if event.kind is Kind.REFERRAL and event.when.earliest is not None and event.when.earliest <= context.case.as_of
    ]
    return max(days, default=None)


def _surely_within(event: Event, referral: date, days: int) -> bool:
    """Whether the entry surely does not tell of the time before the episode of the referral; an undated one may."""
    earliest = event.when.earliest
    return earliest is not None and (referral - earliest).days <= days


def _longer(start: date, end: date, months: int) -> bool:
    """Whether more than whole calendar ``months`` lie between two days."""
    return end.toordinal() > window_end(start.toordinal(), months) + 1


def _printed_words(event: Event) -> int:
    texts = (event.summary, event.quote, event.child_voice, event.impact_note, event.action, event.response_note)
    return _WORDS_BESIDE + sum(len(text.split()) for text in texts if text)
