"""Sustained engagement: a strength. Appointments kept in a row in one service, a lapse recovered, and HbA1c improving.

Counted: appointments at which the child was seen, in one service, with none missed and none left before being seen between them.
Cancelled or moved ones, by either side, do not break the row. The finding is the longest row of each service, the latest when
there are equals. Entries that name no service cannot be read as in a row.

A shorter row counts as well where it recovers a lapse: it follows appointments missed in a row, and nothing that is recorded in
the service since may have broken it. It is told only where that is sure.

HbA1c improves where the latest measures, each on a day of its own that is surely later than the last, fall one after the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from chronology_tui.analysis.appointments import Appointment, Role, ServiceCare
from chronology_tui.analysis.attendance import Offers, evidence_hull
from chronology_tui.analysis.counted import Counted, found, when_words
from chronology_tui.analysis.finding import Certainty, Excluded, Finding, Level, Measure, Outcome
from chronology_tui.analysis.limits import ENGAGED_FALL, ENGAGED_IN_A_ROW, ENGAGED_MEASURES, ENGAGED_RECOVERED, WNB_IN_A_ROW
from chronology_tui.analysis.reach import Counter, Reach, Runs, runs
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import between_words, listed, many, titled
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event, MeasurementDetails
from chronology_tui.domain.text import fold

_BREAKS = (Role.MISSED, Role.LEFT, Role.CONFLICT)
_LAPSES = (*_BREAKS, Role.DISCHARGED)
"""What may not come after a lapse that is called recovered."""
_NAMED = frozenset({Role.CANCELLED_BY_FAMILY, Role.MOVED_BY_FAMILY, Role.CANCELLED_BY_SERVICE, Role.OWN_CHOICE})


@dataclass(frozen=True, slots=True)
class _Row:
    service: ServiceCare
    evidence: tuple[Appointment, ...]
    certain: bool
    after_missed: int


def _row(service: ServiceCare, context: RuleContext) -> _Row | None:
    """Return the longest row of a service, or None when it is below the threshold in every reading."""
    fewest = context.policy.count(ENGAGED_IN_A_ROW)
    breaking = [a for a in service.all if a.role in _BREAKS]
    found = runs([a.reach for a in service.seen], [a.reach for a in breaking], context.as_of, fewest)
    if found.surest >= fewest:
        longest = max(found.sure, key=lambda row: (len(row), row))
        evidence = tuple(service.seen[place] for place in longest)
        return _Row(service, evidence, certain=True, after_missed=_missed_before(service, evidence, context))
    recovered = _recovered(service, context)
    if recovered is not None:
        return recovered
    evidence = _longest_possible(service, found)
    return _Row(service, evidence, certain=False, after_missed=0) if evidence else None


def _recovered(service: ServiceCare, context: RuleContext) -> _Row | None:
    """Return the latest row where it follows a row of missed ones and nothing on the record may have broken it since.

    Only what is sure is told: a recovery that may not be one would reassure.
    """
    broken = max((a.reach.last for a in service.all if a.role in _LAPSES), default=0)
    kept = tuple(a for a in service.seen if a.reach.sure and a.reach.first > broken)
    if len(kept) < context.policy.count(ENGAGED_RECOVERED):
        return None
    missed = _missed_before(service, kept, context)
    return _Row(service, kept, certain=True, after_missed=missed) if missed else None


def _longest_possible(service: ServiceCare, found: Runs) -> tuple[Appointment, ...]:
    counter = Counter(a.reach for a in service.seen)
    stretches = zip(found.possible.firsts, found.possible.lasts, strict=True)
    longest = max(stretches, key=lambda stretch: (counter.possible(*stretch), stretch), default=None)
    return () if longest is None else tuple(a for a in service.seen if a.reach.meets(*longest))


def _missed_before(service: ServiceCare, evidence: Sequence[Appointment], context: RuleContext) -> int:
    """Return how many were missed in a row just before a sure row began, when that was a lapse by the policy; else nought."""
    began = min(a.reach.first for a in evidence)
    before = [a for a in service.missed if a.reach.sure and a.reach.last < began]
    last_seen = max((a.reach.last for a in service.seen if a.reach.last < began), default=0)
    missed = sum(a.reach.first > last_seen for a in before)
    return missed if missed >= context.policy.count(WNB_IN_A_ROW) else 0


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    rows = [row for key, service in context.care.services.items() if key and (row := _row(service, context)) is not None]
    falling = _falling(context)
    if rows or falling:
        return (*(_found(context, rule, row) for row in rows), *((_improving(context, rule, falling),) if falling else ()))
    return (_not_found(context, rule) if context.care.recorded else _not_assessable(context, rule),)


def _found(context: RuleContext, rule: Rule, row: _Row) -> Finding:
    number = len(row.evidence)
    reaches = [a.reach for a in row.evidence]
    start, end, span = evidence_hull(reaches)
    record = Offers.of(row.service.all)
    what = f"{row.service.spoken} appointment"
    last = max(reach.last for reach in reaches)
    later = [a for a in row.service.all if a.offered and a.reach.first > last]
    after = Offers.of(later)
    since = listed((("attended", after.seen), ("missed", after.missed), ("cancelled by the family", after.cancelled)))
    measures: dict[str, Measure] = {
        "attended_in_a_row": number,
        "after_missed": row.after_missed,
        "record_offered": record.offered,
        "record_attended": record.seen,
        "record_missed": record.missed,
        "later_offered": len(later),
        "uncertain_dates": sum(not reach.exact for reach in reaches),
    }
    when = between_words(start, end) if start and end else "on record"
    sentences = (
        f"The child was seen at {many(number, what)} in a row {when}, with none recorded as missed between.",
        f"This follows {many(row.after_missed, 'missed appointment')} in a row: the lapse was recovered."
        if row.after_missed
        else "",
        f"Over the whole record, {record.seen:,} of {record.offered:,} offered were attended.",
        "" if row.certain else "Whether they are in a row depends on uncertain dates: a missed appointment may lie between them.",
        f"Since then: {since}." if since else "The row goes on to the last appointment on record.",
    )
    title = titled(f"{many(number, what)} kept in a row", f" in {span}" if start != end else "")
    if row.after_missed:
        title += f", after {many(row.after_missed, 'missed one')}"
    base = rule.finding(context, Outcome.FOUND, title, " ".join(filter(None, sentences)))
    held = min(r.first for r in reaches), last
    return replace(
        base,
        subject=row.service.name,
        level=Level.STRENGTH,
        detail=f"{row.service.name} · {span}",
        evidence=tuple(a.event.id for a in row.evidence),
        excluded=tuple(Excluded(a.event.id, a.role.why) for a in row.service.all if a.role in _NAMED and a.reach.meets(*held)),
        measures=MappingProxyType(measures),
        certainty=Certainty.CERTAIN if row.certain else Certainty.DEPENDS_ON_UNCERTAIN_DATES,
        uncertain_events=() if row.certain else _uncertain(row, held),
        start=start,
        end=end,
    )


def _falling(context: RuleContext) -> tuple[Counted, ...]:
    """Return the latest measures of HbA1c that fall one after the other, or nothing when they are too few or fall too little."""
    read = [Counted(e, Reach.of(e.when, context.as_of)) for e in context.by_kind.get(Kind.HBA1C, ()) if _hba1c(e) is not None]
    row: list[Counted] = []
    for c in sorted((c for c in read if c.reach.sure), key=lambda c: (c.reach.first, c.reach.last)):
        if row and not (row[-1].reach.last < c.reach.first and (_hba1c(c.event) or 0) < (_hba1c(row[-1].event) or 0)):
            row = []
        row.append(c)
    if len(row) < context.policy.count(ENGAGED_MEASURES):
        return ()
    fall = (_hba1c(row[0].event) or 0) - (_hba1c(row[-1].event) or 0)
    return tuple(row) if fall >= context.policy.count(ENGAGED_FALL) else ()


def _hba1c(event: Event) -> Decimal | None:
    """Return the value in mmol/mol; None for another unit, since two units are never compared."""
    details = event.details
    if not isinstance(details, MeasurementDetails) or fold(details.unit) != "mmol/mol":
        return None
    return details.value


def _improving(context: RuleContext, rule: Rule, falling: Sequence[Counted]) -> Finding:
    first, last = _hba1c(falling[0].event), _hba1c(falling[-1].event)
    measures: dict[str, Measure] = {
        "measures_in_a_row": len(falling),
        "first_mmol_mol": float(first or 0),
        "last_mmol_mol": float(last or 0),
    }
    fell = f"from {first:f} to {last:f} mmol/mol"
    words = (
        f"The latest {len(falling):,} measures of HbA1c {when_words(falling)} fall one after the other, {fell}.",
        "The target in children is 48 mmol/mol or lower (NICE NG18).",
    )
    return found(
        context, rule, f"HbA1c fell {fell} over {len(falling):,} measures", words, falling,
        Level.STRENGTH, certain=True, measures=measures, area="HbA1c", subject="HbA1c",
    )  # fmt: skip


def _uncertain(row: _Row, held: tuple[int, int]) -> tuple[UUID, ...]:
    ids = {a.place for a in row.evidence}
    return tuple(
        a.event.id
        for a in row.service.all
        if not a.reach.exact and (a.place in ids or (a.role in _BREAKS and a.reach.meets(*held)))
    )


def _not_found(context: RuleContext, rule: Rule) -> Finding:
    offers = Offers.of(context.care.all)
    fewest = context.policy.count(ENGAGED_IN_A_ROW)
    words = (
        f"No {fewest:,} attended in a row in one service are recorded; of {many(offers.offered, 'offered appointment')}"
        f" {offers.seen:,} were attended. This says nothing against the family: attended appointments are often not written down."
    )
    finding = rule.finding(context, Outcome.NOT_FOUND, "Appointments kept in a row: not recorded", words)
    return replace(finding, measures=MappingProxyType(offers.measures))


def _not_assessable(context: RuleContext, rule: Rule) -> Finding:
    finding = rule.finding(
        context,
        Outcome.NOT_ASSESSABLE,
        "Appointments kept in a row cannot be assessed",
        "No offered appointment is recorded with what came of it. This says nothing against the family.",
    )
    missing = ("no appointments are recorded with what came of them: ask each service for its list of appointments and outcomes",)
    return replace(finding, missing=missing)


RULE = Rule(
    id="sustained-engagement",
    version=3,
    family="strength",
    name="Sustained engagement",
    limits=(ENGAGED_IN_A_ROW, ENGAGED_RECOVERED, ENGAGED_MEASURES, ENGAGED_FALL),
    find=_find,
    alternatives=(
        "attendance shows that the child was seen, not what came of it: look at the child's health as well",
        "the service may have come to the family, or somebody else may have brought the child",
    ),
    questions=(
        "What made it possible to keep these appointments, and can other services do the same?",
        "Who brought the child?",
    ),
    considerations=(
        "tell the family that this has been noticed",
        "ask what helped, and build on it in the plan",
    ),
    sources=(
        "Plymouth SCB: a chronology includes positives",
        "the number is our choice, no published figure",
    ),
)
