"""Cancelled by family: appointments that the family cancelled or moved, often or at short notice.

Counted over all services: cancelled and moved by the family. Never counted: cancelled by the service, a young person's own
choice, duplicates. Letting a service know is what families are asked to do, so the level is *note*; it is *consider* when both
thresholds are met (often, and at short notice), or when there are many within one window. Short notice is known only where the
entry says how many days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from chronology_tui.analysis.appointments import Appointment, Role
from chronology_tui.analysis.attendance import Offers, Window, evidence_days, window_of
from chronology_tui.analysis.finding import Badge, Certainty, Excluded, Finding, Level, Measure, Outcome
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import (
    CBF_CONSIDER_IN_WINDOW,
    CBF_IN_WINDOW,
    CBF_NOTICE_DAYS,
    CBF_SHORT_NOTICE,
    CBF_WINDOW_MONTHS,
)
from chronology_tui.analysis.policy import Policy
from chronology_tui.analysis.reach import Density, density
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import NOT_REASSURANCE, listed, many, titled
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import AppointmentDetails

_COUNTED = (Role.CANCELLED_BY_FAMILY, Role.MOVED_BY_FAMILY)
_CANCELLED_KINDS = frozenset({Kind.CANCELLED_BY_FAMILY, Kind.RESCHEDULED_BY_FAMILY})


def notice(a: Appointment) -> int | None:
    """Return the fewest whole days of notice that the entry or a possible duplicate of it gives, or None."""
    given = (e.details.notice_days for e in a.entries if isinstance(e.details, AppointmentDetails))
    return min((days for days in given if days is not None), default=None)


def _is_short(a: Appointment, policy: Policy) -> bool:
    days = notice(a)
    return days is not None and days <= policy.count(CBF_NOTICE_DAYS)


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    counted = context.care.with_role(*_COUNTED)
    if not counted and not context.care.recorded:
        return (_not_assessable(context, rule),)
    policy = context.policy
    months = policy.count(CBF_WINDOW_MONTHS)
    dense = density([a.reach for a in counted], months, policy.count(CBF_IN_WINDOW))
    short = tuple(a for a in counted if _is_short(a, policy))
    hasty = density([a.reach for a in short], months, policy.count(CBF_SHORT_NOTICE))
    triggered = [a for a in counted if dense.possible.meet(a.reach)] + [a for a in short if hasty.possible.meet(a.reach)]
    if not triggered:
        return (_not_found(context, rule, counted, dense),)
    window = window_of(triggered, context.care.all, months, context.as_of)
    ids = {a.place for a in triggered}
    evidence = tuple(a for a in counted if a.place in ids or window.holds(a))
    return (_found(context, rule, evidence, window, dense, hasty),)


def _found(
    context: RuleContext, rule: Rule, evidence: tuple[Appointment, ...], window: Window, dense: Density, hasty: Density
) -> Finding:
    policy = context.policy
    certain = bool(dense.sure or hasty.sure)
    ids = {a.place for a in evidence}
    offers = Offers.of(a for a in context.care.all if a.place in ids or (window.holds(a) and a.role not in _COUNTED))
    arranged = offers.offered + offers.moved
    number = len(evidence)
    late = sum(_is_short(a, policy) for a in evidence)
    measures: dict[str, Measure] = {
        "cancelled_or_moved": number,
        **offers.measures,
        "arranged": arranged,
        "share": round(number / arranged, 3),
        "short_notice": late,
        "notice_not_recorded": sum(notice(a) is None for a in evidence),
        "most_in_window_surest": dense.surest,
        "most_in_window_widest": dense.widest,
        "short_notice_in_window_surest": hasty.surest,
        "short_notice_in_window_widest": hasty.widest,
        "window_months": policy.count(CBF_WINDOW_MONTHS),
        "window_start": window.start.isoformat() if window.dated else None,
        "window_end": window.end.isoformat() if window.dated else None,
    }
    time = f" in {window.span}" if window.dated and window.span != "one day" else ""
    short = f", {'all' if late == number else f'{late:,}'} at short notice" if hasty.possible else ""
    start, end = evidence_days(evidence)
    base = rule.finding(
        context,
        Outcome.FOUND,
        titled(f"Family cancelled or moved {number:,} of {arranged:,}", short or time),
        _explanation(context, offers, window, evidence, dense, hasty, certain=certain),
    )
    return replace(
        base,
        level=_level(dense, hasty, policy, certain=certain),
        detail=f"{many(len({a.service for a in evidence if a.service}), 'service')} · {window.span}",
        evidence=tuple(a.event.id for a in evidence),
        excluded=_left_out(context, window),
        measures=MappingProxyType(measures),
        certainty=Certainty.CERTAIN if certain else Certainty.DEPENDS_ON_UNCERTAIN_DATES,
        uncertain_events=() if certain else tuple(a.event.id for a in evidence if not a.reach.exact),
        badges=tuple(Badge(a.event.id, _notice_words(days)) for a in evidence if (days := notice(a)) is not None),
        start=start,
        end=end,
    )


def _level(dense: Density, hasty: Density, policy: Policy, *, certain: bool) -> Level:
    many_at_least = policy.count(CBF_CONSIDER_IN_WINDOW)
    surest = Level.CONSIDER if (hasty.sure and dense.sure) or dense.surest >= many_at_least else Level.NOTE
    widest = Level.CONSIDER if (hasty.possible and dense.possible) or dense.widest >= many_at_least else Level.NOTE
    return level_of(surest if certain else None, widest)


def _notice_words(days: int) -> str:
    return "same day" if days == 0 else f"{many(days, 'day')} before"


def _explanation(
    context: RuleContext, offers: Offers, window: Window, evidence: Sequence[Appointment],
    dense: Density, hasty: Density, *, certain: bool,
) -> str:  # fmt: skip
    policy = context.policy
    months = many(policy.count(CBF_WINDOW_MONTHS), "month")
    number = len(evidence)
    late = sum(_is_short(a, policy) for a in evidence)
    unknown = sum(notice(a) is None for a in evidence)
    how = listed((("cancelled", offers.cancelled), ("moved to another day", offers.moved)))
    when = window.between if window.dated else "on record"
    depends = ""
    if not certain:
        depends = (
            f"Whether the threshold is met depends on uncertain dates: in the surest reading there are at most {dense.surest:,}"
            f" in any {months}, {hasty.surest:,} at short notice; in the widest, {dense.widest:,} and {hasty.widest:,}."
        )
    notice_days = many(policy.count(CBF_NOTICE_DAYS), "day")
    record = len(context.care.with_role(*_COUNTED))
    beyond = f"; on the whole record there are {record:,}" if record > number else ""
    sentences = (
        f"The family cancelled or moved {number:,} of the {offers.offered + offers.moved:,} appointments arranged {when}: {how}.",
        f"The most in any {months} is {dense.widest:,}{beyond}.",
        f"{late:,} of them {'was' if late == 1 else 'were'} at most {notice_days} before the appointment." if late else "",
        f"For {many(unknown, 'entry', 'entries')} the notice given is not recorded." if unknown else "",
        f"In the same time: {_rest(offers)}." if _rest(offers) else "",
        "Cancelling or moving is not missing: letting a service know is what families are asked to do.",
        depends,
    )
    return " ".join(filter(None, sentences))


def _rest(offers: Offers) -> str:
    return listed((("attended", offers.seen), ("missed", offers.missed), ("cancelled by the service", offers.by_service)))


def _left_out(context: RuleContext, window: Window | None) -> tuple[Excluded, ...]:
    return tuple(
        Excluded(a.event.id, a.role.why)
        for a in context.care.all
        if (window is None or window.holds(a))
        and (
            a.role is Role.CANCELLED_BY_SERVICE
            or (a.role in {Role.OWN_CHOICE, Role.DUPLICATE} and a.event.kind in _CANCELLED_KINDS)
        )
    )


def _not_found(context: RuleContext, rule: Rule, counted: Sequence[Appointment], dense: Density) -> Finding:
    offers = Offers.of(context.care.all)
    months = many(context.policy.count(CBF_WINDOW_MONTHS), "month")
    words = (
        f"Of {many(offers.offered + offers.moved, 'appointment')} arranged, the family cancelled or moved"
        f" {f'{len(counted):,}, at most {dense.widest:,} in any {months}' if counted else 'none'}. The threshold is"
        f" {context.policy.count(CBF_IN_WINDOW):,} in any {months}, or {context.policy.count(CBF_SHORT_NOTICE):,} at short"
        f" notice. {NOT_REASSURANCE}"
    )
    finding = rule.finding(context, Outcome.NOT_FOUND, "Appointments cancelled by the family: below the threshold", words)
    measures: dict[str, Measure] = {
        "cancelled_or_moved": len(counted),
        **offers.measures,
        "arranged": offers.offered + offers.moved,
        "most_in_window_widest": dense.widest,
    }
    return replace(finding, excluded=_left_out(context, None), measures=MappingProxyType(measures))


def _not_assessable(context: RuleContext, rule: Rule) -> Finding:
    finding = rule.finding(
        context,
        Outcome.NOT_ASSESSABLE,
        "Appointments cancelled by the family cannot be assessed",
        "No appointment is recorded that the family kept, cancelled or moved, so nothing can be said.",
    )
    missing = ("no appointments are recorded with what came of them: ask each service for its list of appointments and outcomes",)
    return replace(finding, excluded=_left_out(context, None), missing=missing)


RULE = Rule(
    id="cancelled-by-family",
    version=1,
    family="attendance",
    name="Appointments cancelled by the family",
    limits=(CBF_IN_WINDOW, CBF_WINDOW_MONTHS, CBF_SHORT_NOTICE, CBF_NOTICE_DAYS, CBF_CONSIDER_IN_WINDOW),
    find=_find,
    alternatives=(
        "the child or a carer may have been ill",
        "the times offered may clash with school, work, transport or the care of other children",
        "the family may have asked for a time or place that suits, and not been given one",
        "the service may have asked the family to move the appointment, and this record shows it as the family's change",
        "the record may be incomplete: the new appointment is often not written down",
    ),
    questions=(
        "Was each appointment taken up later, and how long did the child wait in the end?",
        "What reasons were given, and what would make a time that can be kept?",
        "Did the waiting matter for the child's health?",
    ),
    considerations=(
        "ask the family which times, places and kinds of contact work for them",
        "ask the service for the dates that were offered in place of these",
    ),
    sources=(
        "Sussex 5.3: repeated cancelling or rescheduling, most of all at the last minute, deserves curiosity",
        "NHS attended or did not attend codes (2 cancelled by or for the patient, 4 by the provider)",
        "no published numeric threshold could be verified: the numbers are local policy and can be changed",
    ),
)
