"""Frequent emergency: many attendances at an emergency department in a short time.

Counted: emergency attendances. Never counted: planned returns (so recorded, or so described), and possible duplicates (the same
day with no difference in time or place). Ambulances, out-of-hours contacts and admissions are named beside the count and not
added to it, since they are often the same episode. An attendance may be just what was advised, so the level is never above
*consider*.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

from chronology_tui.analysis.attendance import evidence_hull, hull, placed_badges
from chronology_tui.analysis.counted import Counted, by_place, by_time, planned_care, read_once
from chronology_tui.analysis.finding import Certainty, Excluded, Finding, Level, Measure, Outcome
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import EMERGENCY_IN_12_MONTHS, EMERGENCY_MORE_THAN_IN_6_MONTHS
from chronology_tui.analysis.reach import Density, Reach, density
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import NOT_REASSURANCE, between_words, listed, many
from chronology_tui.domain.kinds import Kind

PLANNED = "a planned return: not counted"
DUPLICATE = "possible duplicate: another attendance on the same day, counted once"
_PLANNED_WORDS = re.compile(r"\b(?:planned|booked|arranged) (?:return|review|re-?attendance|follow[- ]up)\b", re.IGNORECASE)
_BESIDE = (
    (Kind.AMBULANCE, "ambulance"),
    (Kind.OUT_OF_HOURS, "out-of-hours or 111"),
    (Kind.ADMISSION, "admitted"),
    (Kind.INTENSIVE_CARE, "intensive care"),
)


def _read(context: RuleContext) -> tuple[tuple[Counted, ...], tuple[Excluded, ...]]:
    every = context.by_kind.get(Kind.EMERGENCY_ATTENDANCE, ())
    planned = {event.id: PLANNED for event in every if planned_care(event) or _PLANNED_WORDS.search(event.summary)}
    counted, doubled = read_once(
        (event for event in every if event.id not in planned), context.as_of, lambda event: event.kind,
        start_only=True, telling=(by_time, by_place), why=DUPLICATE,
    )  # fmt: skip
    reasons = planned | {item.event: item.why for item in doubled}
    return counted, tuple(Excluded(event.id, reasons[event.id]) for event in every if event.id in reasons)


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    counted, out = _read(context)
    if not counted:
        return (_not_assessable(context, rule, out),)
    reaches = [a.reach for a in counted]
    year = density(reaches, 12, context.policy.count(EMERGENCY_IN_12_MONTHS))
    half = density(reaches, 6, context.policy.count(EMERGENCY_MORE_THAN_IN_6_MONTHS) + 1)
    evidence = tuple(a for a in counted if year.possible.meet(a.reach) or half.possible.meet(a.reach))
    if not evidence:
        return (_not_found(context, rule, counted, out, year, half),)
    return (_found(context, rule, counted, evidence, out, year, half),)


def _found(
    context: RuleContext, rule: Rule, counted: Sequence[Counted], evidence: Sequence[Counted],
    out: tuple[Excluded, ...], year: Density, half: Density,
) -> Finding:  # fmt: skip
    certain = bool(year.sure or half.sure)
    ends = hull([a.reach for a in evidence])
    start, end, span = evidence_hull([a.reach for a in evidence])
    loose = sum(not a.reach.sure for a in evidence)
    measures: dict[str, Measure] = {
        "attendances": len(evidence),
        "record_attendances": len(counted),
        "most_in_12_months_surest": year.surest,
        "most_in_12_months_widest": year.widest,
        "most_in_6_months_surest": half.surest,
        "most_in_6_months_widest": half.widest,
        "planned_returns": sum(e.why == PLANNED for e in out),
        "duplicates": sum(e.why == DUPLICATE for e in out),
        "uncertain_dates": sum(not a.reach.exact for a in evidence),
    }
    when = between_words(start, end) if start and end else "without dates"
    beside = _beside(context, ends)
    sentences = (
        f"{len(evidence):,} emergency attendances are recorded {when}, of {len(counted):,} on the whole record.",
        "" if ends is None or ends[2] else "The first or the last of them has no certain day, so the time is approximate.",
        f"The most in any 12 months is {year.widest:,}, in any 6 months {half.widest:,}." if certain else _depends(year, half),
        f"Also recorded in this time, and not added: {beside}." if beside else "",
        "For comparison: 9.1% of children who attend reach 4 or more in a year.",
        "Coming to an emergency department may be just what was advised: read each entry for its reason.",
    )
    title = f"{len(evidence):,} emergency attendances" + (f" in {span}" if start and end and start != end else "")
    base = rule.finding(
        context,
        Outcome.FOUND,
        title + (f" ({loose:,} with an uncertain date)" if loose else ""),
        " ".join(filter(None, sentences)),
    )
    return replace(
        base,
        level=level_of(Level.CONSIDER if certain else None, Level.CONSIDER),
        detail=f"Urgent care · {span}",
        evidence=tuple(a.event.id for a in evidence),
        excluded=out,
        measures=MappingProxyType(measures),
        certainty=Certainty.CERTAIN if certain else Certainty.DEPENDS_ON_UNCERTAIN_DATES,
        uncertain_events=() if certain else tuple(a.event.id for a in evidence if not a.reach.exact),
        badges=placed_badges(((a.event.id, a.reach) for a in evidence), 12),
        start=start,
        end=end,
    )


def _depends(year: Density, half: Density) -> str:
    return (
        "Whether the threshold is met depends on uncertain dates: in the surest reading there are at most"
        f" {year.surest:,} in any 12 months and {half.surest:,} in any 6; in the widest, {year.widest:,} and {half.widest:,}."
    )


def _beside(context: RuleContext, ends: tuple[int, int, bool] | None) -> str:
    if ends is None:
        return ""
    counts = []
    for kind, words in _BESIDE:
        events = context.by_kind.get(kind, ())
        counts.append((words, sum(Reach.of(e.when, context.as_of, start_only=True).meets(ends[0], ends[1]) for e in events)))
    return listed(counts)


def _not_found(
    context: RuleContext, rule: Rule, counted: Sequence[Counted], out: tuple[Excluded, ...], year: Density, half: Density
) -> Finding:
    policy = context.policy
    words = (
        f"{many(len(counted), 'emergency attendance')} on record: at most {year.widest:,} in any 12 months and {half.widest:,} in"
        f" any 6. The threshold is {policy.count(EMERGENCY_IN_12_MONTHS):,} in 12 months or more than"
        f" {policy.count(EMERGENCY_MORE_THAN_IN_6_MONTHS):,} in 6. {NOT_REASSURANCE}"
    )
    measures: dict[str, Measure] = {
        "attendances": len(counted),
        "record_attendances": len(counted),
        "most_in_12_months_widest": year.widest,
        "most_in_6_months_widest": half.widest,
    }
    finding = rule.finding(context, Outcome.NOT_FOUND, "Emergency attendances: below the threshold", words)
    return replace(finding, excluded=out, measures=MappingProxyType(measures))


def _not_assessable(context: RuleContext, rule: Rule, out: tuple[Excluded, ...]) -> Finding:
    finding = rule.finding(
        context,
        Outcome.NOT_ASSESSABLE,
        "Emergency attendances cannot be assessed",
        "No unplanned emergency attendance is recorded, and the record does not show whether hospital records were asked for.",
    )
    missing = ("no emergency attendances are recorded: ask for the emergency department records of every hospital in reach",)
    return replace(finding, excluded=out, missing=missing)


RULE = Rule(
    id="frequent-emergency",
    version=1,
    family="urgent care",
    name="Frequent emergency attendance",
    limits=(EMERGENCY_IN_12_MONTHS, EMERGENCY_MORE_THAN_IN_6_MONTHS),
    find=_find,
    alternatives=(
        "a long-term condition with attacks, for which coming at once is the agreed plan",
        "advice by 111, a school or a GP to go to the emergency department",
        "no other care that could be reached in time, near home, or out of hours",
        "a worried carer who has not yet been given a plan for what to do at home",
        "one illness that took several visits",
    ),
    questions=(
        "What was each attendance for, and is one cause behind several of them?",
        "Was there a plan for what to do at home, and was it one that the family could follow?",
        "What care was offered between attendances, and was it taken up?",
        "Who brought the child, and what did the child say?",
    ),
    considerations=(
        "ask the GP or the lead clinician for one plan that covers the causes of these attendances",
        "look at injuries apart: the place, the account given, and who was there",
    ),
    sources=(
        "Emergency Medicine Journal 38:146: 4 or more attendances in a year, 9.1% of attending children",
        "a local protocol (Leeds): more than 3 in 6 months, planned returns left out",
    ),
)
