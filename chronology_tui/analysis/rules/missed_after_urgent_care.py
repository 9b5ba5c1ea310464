"""Missed after urgent care: follow-up that was not attended within 90 days of an emergency attendance or a stay in hospital.

Counted: missed appointments that read as follow-up of such care: the entry calls it a follow-up or says that it comes after the
admission, seizure or attendance; or the care is marked critical; or the service is one that follows up what the urgent care was
for (epilepsy clinic after a seizure), or general paediatrics or the GP. Never counted: what attendance never counts
(cancelled by the service, a young person's own choice, duplicates), an appointment on the day of an emergency attendance or
during a stay, one for which the child had been seen in the same service since, and one that does not read as follow-up.

The time counts from the last such urgent care before the appointment; for a stay from going home, where that is recorded.

**Level**: *consider* after an admission, for critical care, or from 2 in all; else *note*.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, islice
from types import MappingProxyType
from uuid import UUID

from chronology_tui.analysis.appointments import ANTENATAL, Appointment, Role
from chronology_tui.analysis.conditions import condition_of
from chronology_tui.analysis.counted import Counted, found, not_assessable, not_found, planned_care, when_words
from chronology_tui.analysis.finding import Badge, Excluded, Finding, Level, Measure
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import FOLLOW_UP_CONSIDER, FOLLOW_UP_DAYS
from chronology_tui.analysis.reach import Reach, Windows
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.rules.repeat_admission import read_stays
from chronology_tui.analysis.wording import listed, many
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import AdmissionDetails, AppointmentDetails, Event, UrgentCareDetails
from chronology_tui.domain.text import fold

THE_URGENT_CARE = "the urgent care that the follow-up came after: not itself counted"
NOT_FOLLOW_UP = "missed in this time too, but nothing in the entry says that it was follow-up of the urgent care"
IN_HOSPITAL = "the child was in hospital or in an emergency department that day: not counted"
SEEN_SINCE = "the child had been seen in this service since the urgent care: not counted as follow-up of it"
_FOLLOW_UP = re.compile(
    r"(?<!\w)(?:follow[- ]?up|f/u|post[- ]?discharge"
    r"|after (?:the |her |his |their |that |this |a )?(?:\w+ )?(?:admission|discharge|attendance|seizures?|attack|operation"
    r"|injury|fracture|emergency|stay))(?!\w)"
)
_LOOKED_AT = 20
"""Urgent contacts before one appointment that are looked at, the latest first: so that hundreds in a season stay quick."""
_GENERAL = frozenset({"paediatrics", "gp"})
_FOLLOWS: Mapping[str, frozenset[str]] = MappingProxyType({
    "seizures": frozenset({"epilepsy clinic", "neurology"}),
    "asthma or wheeze": frozenset({"asthma clinic", "respiratory clinic"}),
    "diabetic ketoacidosis": frozenset({"diabetes clinic", "endocrinology"}),
    "low blood sugar": frozenset({"diabetes clinic", "endocrinology"}),
    "low calcium": frozenset({"endocrinology"}),
    "bronchiolitis": frozenset({"respiratory clinic"}),
    "chest infection": frozenset({"respiratory clinic"}),
    "urinary infection": frozenset({"urology", "renal clinic"}),
    "vomiting or diarrhoea": frozenset({"gastroenterology"}),
    "constipation": frozenset({"gastroenterology", "continence service"}),
    "faltering growth": frozenset({"dietetics", "feeding clinic"}),
    "feeding difficulty": frozenset({"dietetics", "feeding clinic", "speech and language therapy"}),
    "eczema": frozenset({"dermatology"}),
    "allergic reaction": frozenset({"allergy clinic", "immunology"}),
    "dental infection": frozenset({"dentist"}),
    "overdose or self-harm": frozenset({"camhs", "psychology", "psychiatry", "counselling"}),
    "burn or scald": frozenset({"plastic surgery"}),
    "fracture": frozenset({"orthopaedics"}),
    "sickle cell crisis": frozenset({"haematology"}),
})  # fmt: skip
"""Services, by their folded names, that follow up a condition of :mod:`chronology_tui.analysis.conditions`."""


@dataclass(frozen=True, slots=True)
class _Urgent:
    """One emergency attendance or stay.

    Attributes:
        item: the entry with the days on which the child may have left care.
        began: the first possible day of it.
        stay: whether it was an admission.
        conditions: keys of what it was for, empty where no entry says.
    """

    item: Counted
    began: int
    stay: bool
    conditions: tuple[str, ...]


class _Before:
    """Finds the urgent care before a day; sorted once, each question in O(log n) unless dates are very wide."""

    def __init__(self, urgent: Iterable[_Urgent]) -> None:
        every = list(urgent)
        bounded = sorted((u for u in every if u.item.reach.bounded), key=lambda u: (u.item.reach.first, u.item.reach.last))
        self._bounded = bounded
        self._firsts = [u.item.reach.first for u in bounded]
        self._latest = list(accumulate((u.item.reach.last for u in bounded), max))
        self._open = max((u for u in every if not u.item.reach.bounded), key=lambda u: u.item.reach.last, default=None)
        self.here = Windows.of((u.began, u.item.reach.last) for u in every if u.item.reach.sure)

    def before(self, missed: Reach, days: int) -> Iterator[_Urgent]:
        """Yield the urgent care that possibly lies from 1 to ``days`` days before, the latest first."""
        place = bisect_left(self._firsts, missed.last) - 1
        while place >= 0 and self._latest[place] >= missed.first - days:
            if self._bounded[place].item.reach.last >= missed.first - days:
                yield self._bounded[place]
            place -= 1
        if self._open is not None and self._open.item.reach.last >= missed.first - days:
            yield self._open


def _urgent(context: RuleContext) -> list[_Urgent]:
    stays, _ = read_stays(context)
    urgent = []
    for stay in stays:
        reach = stay.reach
        if stay.ended is not None:
            last = min(max(stay.ended[1], reach.first), context.as_of.toordinal())
            reach = replace(reach, first=min(max(stay.ended[0], reach.first), last), last=last)
        conditions = tuple(key for key, _ in stay.conditions)
        urgent.append(_Urgent(Counted(stay.event, reach), stay.reach.first, stay=True, conditions=conditions))
    for event in context.by_kind.get(Kind.EMERGENCY_ATTENDANCE, ()):
        if not planned_care(event):
            details = event.details
            reach = Reach.of(event.when, context.as_of, start_only=True)
            reason = details.reason if isinstance(details, UrgentCareDetails | AdmissionDetails) else ""
            for_what = condition_of(reason, event.summary)
            conditions = () if for_what is None else for_what[:1]
            urgent.append(_Urgent(Counted(event, reach), reach.first, stay=False, conditions=conditions))
    return urgent


def _says_follow_up(missed: Appointment) -> bool:
    """Whether the entry, or a possible duplicate of it, is follow-up whatever the urgent care was for."""
    return missed.critical or missed.service in _GENERAL or any(map(_called_follow_up, missed.entries))


def _called_follow_up(event: Event) -> bool:
    reason = event.details.reason if isinstance(event.details, AppointmentDetails) else ""
    return _FOLLOW_UP.search(fold(f"{event.summary} ; {event.service} ; {reason}")) is not None


def _follows(missed: Appointment, urgent: _Urgent) -> bool:
    """Whether the service is one that follows up what the urgent care was for."""
    return any(missed.service in _FOLLOWS.get(condition, ()) for condition in urgent.conditions)


@dataclass(frozen=True, slots=True)
class _Missed:
    """A missed follow-up, the urgent care before it, and whether this holds in every reading of the dates.

    ``seen_perhaps`` holds entries by which the child may have been seen in the service in between.
    """

    appointment: Appointment
    urgent: _Urgent
    sure: bool
    seen_perhaps: tuple[UUID, ...]


class _Seen:
    """When the child was seen in each service."""

    def __init__(self, context: RuleContext) -> None:
        self._sure: dict[str, list[int]] = {}
        self._loose: dict[str, list[Appointment]] = {}
        for a in context.care.with_role(Role.SEEN):
            if a.reach.exact:
                self._sure.setdefault(a.service, []).append(a.reach.first)
            else:
                self._loose.setdefault(a.service, []).append(a)
        for days in self._sure.values():
            days.sort()

    def surely_between(self, service: str, first: int, last: int) -> bool:
        """Whether the child was surely seen in the service from ``first`` to ``last``."""
        days = self._sure.get(service, []) if service else []
        return bisect_left(days, first) < bisect_right(days, last)

    def perhaps_between(self, service: str, first: int, last: int) -> tuple[UUID, ...]:
        """Return the entries without a certain day by which the child was possibly seen there in that time."""
        return tuple(a.event.id for a in self._loose.get(service, []) if a.reach.meets(first, last)) if service else ()


def _read(context: RuleContext) -> tuple[tuple[_Missed, ...], tuple[Excluded, ...], int]:
    """Return the missed follow-up, what was left out, and the number of urgent contacts."""
    urgent = _urgent(context)
    before, seen, days = _Before(urgent), _Seen(context), context.policy.count(FOLLOW_UP_DAYS)
    missed: list[_Missed] = []
    out: list[Excluded] = []
    for a in context.care.with_role(Role.MISSED):
        near = list(islice(before.before(a.reach, days), _LOOKED_AT)) if a.service != ANTENATAL else []
        if not near:
            continue
        care = near[0] if _says_follow_up(a) else next((urgent for urgent in near if _follows(a, urgent)), None)
        if a.reach.exact and before.here.meet(a.reach):
            out.append(Excluded(a.event.id, IN_HOSPITAL))
        elif care is None:
            out.append(Excluded(a.event.id, NOT_FOLLOW_UP))
        elif seen.surely_between(a.service, care.item.reach.last + 1, a.reach.first - 1):
            out.append(Excluded(a.event.id, SEEN_SINCE))
        else:
            left = care.item.reach
            sure = a.reach.sure and left.sure and a.reach.first > left.last and a.reach.last - left.first <= days
            perhaps = seen.perhaps_between(a.service, left.first + 1, a.reach.last - 1)
            sure = sure and not perhaps and not seen.surely_between(a.service, left.first + 1, a.reach.last - 1)
            missed.append(_Missed(a, care, sure, perhaps))
    return tuple(missed), tuple(out), len(urgent)


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    if not context.care.recorded or not context.of_kinds(Kind.ADMISSION, Kind.EMERGENCY_ATTENDANCE):
        return (_not_assessable(context, rule),)
    missed, out, urgent = _read(context)
    return (_found(context, rule, missed, out, urgent) if missed else _not_found(context, rule, out, urgent),)


def _found(context: RuleContext, rule: Rule, missed: Sequence[_Missed], out: Sequence[Excluded], record_urgent: int) -> Finding:
    days, order = context.policy.count(FOLLOW_UP_DAYS), context.chronology.numbers
    evidence = [Counted(m.appointment.event, m.appointment.reach) for m in missed]
    certain = any(m.sure for m in missed)
    care = {m.urgent.item.event.id: m.urgent for m in missed}
    left_out = (*out, *(Excluded(event, THE_URGENT_CARE) for event in care))
    stays = sum(u.stay for u in care.values())
    measures: dict[str, Measure] = {
        "missed": len(missed),
        "sure": sum(m.sure for m in missed),
        "critical_care": sum(m.appointment.critical for m in missed),
        "after_admission": sum(m.urgent.stay for m in missed),
        "urgent_contacts": len(care),
        "record_urgent_contacts": record_urgent,
        "not_read_as_follow_up": sum(item.why == NOT_FOLLOW_UP for item in out),
        "days": days,
        "uncertain_dates": sum(not item.reach.exact for item in evidence),
    }
    after = listed((("emergency attendance", len(care) - stays), ("admission", stays)))
    critical, verb = measures["critical_care"], "was" if len(missed) == 1 else "were"
    perhaps = "" if certain else ", perhaps"
    sentences = (
        (
            f"{many(len(missed), 'follow-up appointment')} {when_words(evidence)} {verb} missed{perhaps}"
            f" within {many(days, 'day')} of urgent care ({after}). On the whole record: {many(record_urgent, 'urgent contact')}."
        ),
        f"{'It' if len(missed) == 1 else f'{critical:,} of them'} {'is' if critical == 1 else 'are'} marked as critical care."
        if critical
        else "",
        "" if certain else "Whether this is so depends on uncertain dates: in the surest reading none of them is in this time.",
        _not_read(out),
        "What was follow-up is read from the words of the entry, its service, and what the urgent care was for.",
        "These are among the appointments that findings on missed appointments count, and not further ones.",
    )
    title = f"{many(len(missed), 'follow-up')} missed{perhaps and f'{perhaps} soon'} after urgent care"
    finding = found(
        context, rule, title, sentences, evidence, _level(context, missed, certain=certain), certain=certain, measures=measures,
        out=sorted(left_out, key=lambda item: order[item.event]), area="Appointments",
        also_uncertain=_doubts(missed),
    )  # fmt: skip
    return replace(finding, badges=tuple(_badges(missed)))


def _doubts(missed: Iterable[_Missed]) -> Iterator[UUID]:
    """Yield the entries beside the evidence on whose dates it depends."""
    for m in missed:
        if not m.urgent.item.event.when.is_certain_day:
            yield m.urgent.item.event.id
        yield from m.seen_perhaps


def _badges(missed: Iterable[_Missed]) -> Iterable[Badge]:
    for m in missed:
        left, reach = m.urgent.item.reach, m.appointment.reach
        if left.exact and reach.exact and m.sure:
            what = "going home" if m.urgent.stay else "emergency attendance"
            yield Badge(m.appointment.event.id, f"{many(reach.first - left.first, 'day')} after {what}")


def _level(context: RuleContext, missed: Sequence[_Missed], *, certain: bool) -> Level:
    def level(some: Sequence[_Missed]) -> Level:
        weighs = any(m.urgent.stay or m.appointment.critical for m in some)
        return Level.CONSIDER if weighs or len(some) >= context.policy.count(FOLLOW_UP_CONSIDER) else Level.NOTE

    return level_of(level([m for m in missed if m.sure]) if certain else None, level(missed))


def _not_read(out: Sequence[Excluded]) -> str:
    number = sum(item.why == NOT_FOLLOW_UP for item in out)
    if not number:
        return ""
    was = "does" if number == 1 else "do"
    others = many(number, "other missed appointment")
    return f"{others} within that time of urgent care {was} not read as follow-up, and {was} not count."


def _not_found(context: RuleContext, rule: Rule, out: Sequence[Excluded], urgent: int) -> Finding:
    sentences = (
        (
            f"After {many(urgent, 'unplanned urgent contact')} no follow-up is recorded as missed within"
            f" {many(context.policy.count(FOLLOW_UP_DAYS), 'day')}."
        ),
        _not_read(out),
        "Whether follow-up was offered at all is often not written down.",
    )
    measures: dict[str, Measure] = {"missed": 0, "record_urgent_contacts": urgent, "left_out": len(out)}
    return not_found(context, rule, "Follow-up after urgent care: none recorded as missed", sentences, measures, out)


def _not_assessable(context: RuleContext, rule: Rule) -> Finding:
    missing = []
    if not context.of_kinds(Kind.ADMISSION, Kind.EMERGENCY_ATTENDANCE):
        missing.append(
            "no emergency attendance or admission is recorded: ask every hospital in reach for attendances and summaries"
        )
    if not context.care.recorded:
        missing.append("no appointments are recorded with what came of them: ask each service for its list and outcomes")
    return not_assessable(
        context,
        rule,
        "Follow-up after urgent care cannot be assessed",
        "It needs both urgent care and appointments with what came of them, and the record does not hold both.",
        missing,
    )


RULE = Rule(
    id="missed-after-urgent-care",
    version=1,
    family="attendance",
    name="Follow-up missed after urgent care",
    limits=(FOLLOW_UP_DAYS, FOLLOW_UP_CONSIDER),
    find=_find,
    alternatives=(
        "the invitation may not have arrived, or the family may have thought that the child was well again",
        "the hospital may have told the family of another plan, or of another service",
        "a carer may have been worn out, out of work days or without transport after the time in hospital",
        "the appointment may have been for something else than the urgent care before it",
        "the child may have been seen by another service in the meantime, and the record not show it",
    ),
    questions=(
        "What was the follow-up to look at, and what could happen without it?",
        "Did the family know the date, and what it was for, before leaving hospital?",
        "What does the family say got in the way, and what would make it possible to come?",
        "Has the child been seen since, and by whom?",
    ),
    considerations=(
        "ask the hospital team whether the child needs to be seen now, and agree a new date with the help needed to keep it",
        "check that the discharge letter reached the GP and the community team, and who was to offer what",
        "before the next discharge, agree the date of the follow-up with the family while they are there",
    ),
    sources=(
        "Calderdale: a pattern of admissions asks for discharge planning",
        "the 90 days and the numbers are common practice or our choice, no published figure",
    ),
)
