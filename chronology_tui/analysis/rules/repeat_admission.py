"""Repeat admission: unplanned stays for one condition within a year, or admitted again soon after going home.

Counted: admissions. Never counted: planned ones (so recorded, or so described), a second entry for the same day, and an admission
that begins during another stay (a transfer, or the same stay). Time after going home counts from the end of the stay before it:
the end of its dates, its nights, or the discharge entry that follows it; where none is recorded the end is not known, and only a
new stay within the time of the first day is surely within it.

One finding for each condition, and one for stays soon after another that stand in none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType
from uuid import UUID

from chronology_tui.analysis.attendance import evidence_hull
from chronology_tui.analysis.conditions import condition_of
from chronology_tui.analysis.counted import planned_care
from chronology_tui.analysis.finding import Badge, Certainty, Excluded, Finding, Level, Measure, Outcome
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import ADMISSION_READMISSION_DAYS, ADMISSION_SAME_CONDITION, ADMISSION_STRONG
from chronology_tui.analysis.reach import Density, Reach, density
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import NOT_REASSURANCE, between_words, many, ordinal, times
from chronology_tui.domain.dates.value import Qualifier
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import AdmissionDetails, Event, UrgentCareDetails

PLANNED = "a planned admission: not counted"
DUPLICATE = "possible duplicate: another admission on the same day, counted once"
SAME_STAY = "begins during another stay: a transfer or the same stay, counted once"
_PLANNED_WORDS = re.compile(r"\b(?:planned|elective|booked) (?:admission|surgery|operation|stay)\b|\bday case\b", re.IGNORECASE)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Stay:
    """One counted admission.

    Attributes:
        event: the entry. reach: the days on which it may have begun.
        ended: first and last day on which the child may have gone home; None when the record does not say.
        conditions: key and words of what it was for, as each entry on it says; empty when none does.
    """

    event: Event
    reach: Reach
    ended: tuple[int, int] | None
    conditions: tuple[tuple[str, str], ...]

    def also(self, event: Event, details: AdmissionDetails | UrgentCareDetails | None) -> Stay:
        """Return the stay with what another entry on it says of its end and of what it was for."""
        conditions = dict(_conditions(event, details))
        return replace(
            self,
            ended=self.ended or _end(event, self.reach, details),
            conditions=(*self.conditions, *(item for item in conditions.items() if item[0] not in dict(self.conditions))),
        )


def read_stays(context: RuleContext) -> tuple[tuple[Stay, ...], tuple[Excluded, ...]]:
    """Return the unplanned stays in order, and the admissions that are not counted."""
    stays: list[Stay] = []
    out: list[Excluded] = []
    for event in context.of_kinds(Kind.ADMISSION, Kind.DISCHARGE, Kind.DISCHARGE_AGAINST_ADVICE):
        if event.kind is not Kind.ADMISSION:
            _go_home(stays, event, context)
            continue
        details = event.details if isinstance(event.details, AdmissionDetails | UrgentCareDetails) else None
        reach = Reach.of(event.when, context.as_of, start_only=True)
        if planned_care(event) or _PLANNED_WORDS.search(event.summary):
            out.append(Excluded(event.id, PLANNED))
            continue
        last = stays[-1] if stays else None
        if last and reach.exact and last.reach.exact and reach.first == last.reach.first:
            out.append(Excluded(event.id, DUPLICATE))
            stays[-1] = last.also(event, details)
        elif last and reach.sure and last.ended and reach.last <= last.ended[0] and last.reach.sure:
            out.append(Excluded(event.id, SAME_STAY))
            stays[-1] = replace(last.also(event, details), ended=last.ended)
        else:
            stays.append(Stay(event, reach, _end(event, reach, details), _conditions(event, details)))
    return tuple(stays), tuple(out)


def _conditions(event: Event, details: AdmissionDetails | UrgentCareDetails | None) -> tuple[tuple[str, str], ...]:
    condition = condition_of(details.reason if details else "", event.summary)
    return () if condition is None else (condition,)


def _end(event: Event, reach: Reach, details: AdmissionDetails | UrgentCareDetails | None) -> tuple[int, int] | None:
    if event.when.qualifier is Qualifier.SPAN and event.when.latest is not None:
        day = event.when.latest.toordinal()
        return day, day
    if isinstance(details, AdmissionDetails) and details.nights is not None:
        return reach.first + details.nights, reach.last + details.nights
    return None


def _go_home(stays: list[Stay], discharge: Event, context: RuleContext) -> None:
    """Let a discharge entry end the stay before it, when that stay's own end is not recorded."""
    reach = Reach.of(discharge.when, context.as_of)
    if stays and stays[-1].ended is None and reach.sure and reach.first >= stays[-1].reach.first:
        stays[-1] = replace(stays[-1], ended=(reach.first, reach.last))


def _gap(before: Stay, after: Stay) -> tuple[int, int]:
    """Return the fewest and the most days from going home to the next admission."""
    first, last = before.ended or (before.reach.first, before.reach.last)
    return after.reach.first - last, after.reach.last - first


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    stays, out = read_stays(context)
    if not stays:
        return (_not_assessable(context, rule, out),)
    days = context.policy.count(ADMISSION_READMISSION_DAYS)
    pairs = [(a, b) for a, b in pairwise(stays) if a.reach.bounded and _gap(a, b)[0] <= days]
    groups: dict[str, tuple[str, list[Stay]]] = {}
    for stay in stays:
        for key, words in stay.conditions:
            groups.setdefault(key, (words, []))[1].append(stay)
    findings = [
        f for words, group in groups.values() if (f := _one_condition(context, rule, words, group, stays, pairs, out)) is not None
    ]
    held = {event for finding in findings for event in finding.evidence}
    rest = [pair for pair in pairs if not {stay.event.id for stay in pair} <= held]
    if rest:
        findings.append(_soon_again(context, rule, rest, stays, out))
    return tuple(findings) or (_not_found(context, rule, stays, out),)


def _one_condition(
    context: RuleContext, rule: Rule, words: str, group: Sequence[Stay], stays: Sequence[Stay],
    pairs: Sequence[tuple[Stay, Stay]], out: tuple[Excluded, ...],
) -> Finding | None:  # fmt: skip
    dense = density([stay.reach for stay in group], _MONTHS, context.policy.count(ADMISSION_SAME_CONDITION))
    evidence = [stay for stay in group if dense.possible.meet(stay.reach)]
    if not evidence:
        return None
    strong = context.policy.count(ADMISSION_STRONG)
    certain = bool(dense.sure)
    surest = (Level.STRONG if dense.surest >= strong else Level.CONSIDER) if certain else None
    ids = {stay.event.id for stay in evidence}
    soon = [(a, b) for a, b in pairs if a.event.id in ids and b.event.id in ids]
    start, end, span = evidence_hull([stay.reach for stay in evidence])
    when = between_words(start, end) if start and end else "without dates"
    sentences = (
        f"{many(len(evidence), 'unplanned admission')} for {words} {when}, of {len(stays):,} unplanned on the whole record.",
        f"The most for {words} in any {_MONTHS} months is {dense.widest:,}." if certain else _depends(dense),
        _soon_words(context, soon),
        "What each was for is read from the reason recorded or from the words of an entry on the stay.",
    )
    title = f"{many(len(evidence), 'unplanned admission')} for {words}"
    finding = _finding(context, rule, title, sentences, evidence, out, certain=certain, subject=words[:1].upper() + words[1:])
    return replace(
        finding,
        level=level_of(surest, Level.STRONG if dense.widest >= strong else Level.CONSIDER),
        detail=f"Admissions · {span}",
        measures=_measures(evidence, stays, soon, out, dense),
        badges=tuple(
            Badge(stay.event.id, f"{ordinal(n)} for {words}") for n, stay in enumerate(evidence, 1) if n > 1 and stay.reach.exact
        ),
    )


def _soon_again(
    context: RuleContext, rule: Rule, pairs: Sequence[tuple[Stay, Stay]], stays: Sequence[Stay], out: tuple[Excluded, ...]
) -> Finding:
    days = context.policy.count(ADMISSION_READMISSION_DAYS)
    ids = {stay.event.id for pair in pairs for stay in pair}
    evidence = [stay for stay in stays if stay.event.id in ids]
    certain = any(a.reach.sure and b.reach.sure and _gap(a, b)[1] <= days for a, b in pairs)
    _, _, span = evidence_hull([stay.reach for stay in evidence])
    sentences = (
        f"{_soon_words(context, pairs)} The record holds {many(len(stays), 'unplanned admission')} in all.",
        "" if certain else "Whether this is so depends on uncertain dates: in the surest reading it is longer, or not known.",
        "The reason for each may differ: read the entries.",
    )
    title = f"Admitted again within {many(days, 'day')} of going home" + (f", {times(len(pairs))}" if len(pairs) > 1 else "")
    finding = _finding(context, rule, title, sentences, evidence, out, certain=certain)
    return replace(
        finding,
        level=level_of(Level.CONSIDER if certain else None, Level.CONSIDER),
        detail=f"Admissions · {span}",
        measures=_measures(evidence, stays, pairs, out, None),
        badges=tuple(Badge(b.event.id, _gap_words(a, b)) for a, b in pairs if a.reach.exact and b.reach.exact and a.ended),
    )


def _gap_words(before: Stay, after: Stay) -> str:
    gap = max(_gap(before, after)[1], 0)
    return f"{many(gap, 'day')} after going home"


def _soon_words(context: RuleContext, pairs: Sequence[tuple[Stay, Stay]]) -> str:
    if not pairs:
        return ""
    days = many(context.policy.count(ADMISSION_READMISSION_DAYS), "day")
    unknown = sum(before.ended is None for before, _ in pairs)
    words = f"The child was admitted again within {days} of going home {times(len(pairs))}."
    if unknown:
        words += " The day of going home is not recorded, so the first day of the stay is used." if unknown == len(pairs) else (
            f" For {unknown:,} of these the day of going home is not recorded, so the first day of the stay is used."
        )  # fmt: skip
    return words


def _depends(dense: Density) -> str:
    return (
        "Whether the threshold is met depends on uncertain dates: in the surest reading there are at most"
        f" {dense.surest:,} in any {_MONTHS} months; in the widest, {dense.widest:,}."
    )


def _measures(
    evidence: Sequence[Stay],
    stays: Sequence[Stay],
    pairs: Sequence[tuple[Stay, Stay]],
    out: Iterable[Excluded],
    dense: Density | None,
) -> MappingProxyType[str, Measure]:
    reasons = [excluded.why for excluded in out]
    return MappingProxyType({
        "admissions": len(evidence),
        "record_admissions": len(stays),
        "soon_after_going_home": len(pairs),
        "most_in_12_months_surest": dense.surest if dense else None,
        "most_in_12_months_widest": dense.widest if dense else None,
        "planned": reasons.count(PLANNED),
        "duplicates": reasons.count(DUPLICATE),
        "same_stay": reasons.count(SAME_STAY),
        "uncertain_dates": sum(not stay.reach.exact for stay in evidence),
    })  # fmt: skip


def _finding(
    context: RuleContext, rule: Rule, title: str, sentences: Iterable[str], evidence: Sequence[Stay],
    out: tuple[Excluded, ...], *, certain: bool, subject: str = "",
) -> Finding:  # fmt: skip
    start, end, span = evidence_hull([stay.reach for stay in evidence])
    loose = sum(not stay.reach.sure for stay in evidence)
    title += f" in {span}" if subject and start != end else ""
    title += f" ({loose:,} with an uncertain date)" if loose else ""
    base = rule.finding(context, Outcome.FOUND, title, " ".join(filter(None, sentences)))
    uncertain: tuple[UUID, ...] = () if certain else tuple(stay.event.id for stay in evidence if not stay.reach.exact)
    return replace(
        base,
        subject=subject,
        evidence=tuple(stay.event.id for stay in evidence),
        excluded=out,
        certainty=Certainty.CERTAIN if certain else Certainty.DEPENDS_ON_UNCERTAIN_DATES,
        uncertain_events=uncertain,
        start=start,
        end=end,
    )


def _not_found(context: RuleContext, rule: Rule, stays: Sequence[Stay], out: tuple[Excluded, ...]) -> Finding:
    unsaid = sum(not stay.conditions for stay in stays)
    words = (
        f"{many(len(stays), 'unplanned admission')} on record; none for the same condition as another within {_MONTHS} months,"
        f" and none within {many(context.policy.count(ADMISSION_READMISSION_DAYS), 'day')} of going home."
        + (f" For {unsaid:,} the entry does not say what it was for." if unsaid else "")
        + f" {NOT_REASSURANCE}"
    )
    finding = rule.finding(context, Outcome.NOT_FOUND, "Repeat admissions: below the threshold", words)
    return replace(
        finding, excluded=out, measures=MappingProxyType({"record_admissions": len(stays), "condition_not_said": unsaid})
    )


def _not_assessable(context: RuleContext, rule: Rule, out: tuple[Excluded, ...]) -> Finding:
    finding = rule.finding(
        context,
        Outcome.NOT_ASSESSABLE,
        "Repeat admissions cannot be assessed",
        "No unplanned admission is recorded, and the record does not show whether hospital records were asked for.",
    )
    return replace(
        finding, excluded=out, missing=("no admissions are recorded: ask for discharge summaries from every hospital in reach",)
    )


RULE = Rule(
    id="repeat-admission",
    version=1,
    family="urgent care",
    name="Repeat admission",
    limits=(ADMISSION_SAME_CONDITION, ADMISSION_READMISSION_DAYS, ADMISSION_STRONG),
    find=_find,
    alternatives=(
        "the condition may be one that brings children back however well they are cared for",
        "the child may have gone home early, or without the medicine, equipment or plan that was needed",
        "follow-up may not have been offered, or not in time",
        "one illness may have been recorded as several stays, or moved between hospitals",
    ),
    questions=(
        "What did the clinicians think brought each stay on, and could it have been prevented?",
        "What was agreed when the child went home, who was to do it, and did it happen?",
        "What was life like for the child between the stays?",
        "What help did the family ask for, and what did they get?",
    ),
    considerations=(
        "ask for a discharge planning meeting with the family before the next time the child goes home",
        "ask the lead clinician for a written plan, and check that home and school can follow it",
    ),
    sources=(
        "Calderdale: a pattern of admissions asks for discharge planning",
        "readmission within 30 days; the number for one condition in 12 months is common practice, no published figure",
    ),
)
