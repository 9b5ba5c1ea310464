"""Engagement around meetings: appointments kept in the weeks after a meeting or a concern raised, and less often later.

Counted: appointments of all services that were kept or missed (not the unborn child's own). They are *near* in the 6 weeks after
a meeting or a concern raised, *later* in the 12 weeks that follow those, unless another meeting makes them near again; the day of
a meeting itself is neither. Cancelled, moved and own-choice appointments are left out and named.

It is found where the share kept near is at least half as much again as the share kept later. Only appointments whose days surely
fall in one or the other are counted in the surest reading; in the widest, each of the others falls where it makes the difference
largest, and the finding is certain only if it also stands when they fall where they make it smallest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chronology_tui.analysis.appointments import ANTENATAL, Appointment, Role
from chronology_tui.analysis.counted import Counted, found, not_assessable, not_found, when_words
from chronology_tui.analysis.finding import Excluded, Finding, Level, Measure
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import (
    MEETINGS_CONSIDER,
    MEETINGS_CONTACTS,
    MEETINGS_EACH,
    MEETINGS_FAR_DAYS,
    MEETINGS_NEAR_DAYS,
    MEETINGS_RATIO,
)
from chronology_tui.analysis.policy import Policy
from chronology_tui.analysis.reach import Counter, Reach, Windows
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import many
from chronology_tui.domain.kinds import Kind

MEETINGS = (
    Kind.CONCERN_RAISED, Kind.AGREEMENT, Kind.STRATEGY_MEETING, Kind.CONFERENCE, Kind.PLAN_MADE, Kind.PLAN_REVIEWED,
    Kind.CIN_MEETING, Kind.DISCHARGE_PLANNING,
)  # fmt: skip
CAVEAT = (
    "Meetings often bring reminders, visits or transport for a while, appointments may be booked around them, and the numbers are"
    " small: ask what helped before reading anything into it."
)
_OUT = frozenset({Role.CANCELLED_BY_FAMILY, Role.MOVED_BY_FAMILY, Role.CANCELLED_BY_SERVICE, Role.OWN_CHOICE})


@dataclass(frozen=True, slots=True)
class _Split:
    """Appointments near meetings and later, in one reading."""

    near: tuple[Appointment, ...]
    far: tuple[Appointment, ...]

    @property
    def near_kept(self) -> int:
        """How many near meetings were kept."""
        return sum(a.role is Role.SEEN for a in self.near)

    @property
    def far_kept(self) -> int:
        """How many later ones were kept."""
        return sum(a.role is Role.SEEN for a in self.far)

    def meets(self, policy: Policy) -> bool:
        """Whether the threshold is met: compared without dividing, so that none kept later is no special case."""
        each = policy.count(MEETINGS_EACH)
        if min(len(self.near), len(self.far)) < each or len(self.near) + len(self.far) < policy.count(MEETINGS_CONTACTS):
            return False
        ratio = policy.value(MEETINGS_RATIO)
        return self.near_kept > 0 and self.near_kept * len(self.far) >= ratio * self.far_kept * len(self.near)


@dataclass(frozen=True, slots=True)
class _Times:
    """The stretches of days near meetings and later."""

    near: Windows
    far: Windows

    @classmethod
    def of(cls, meetings: Sequence[Counted], policy: Policy) -> _Times:
        """Return the stretches after some meetings."""
        near, far = policy.count(MEETINGS_NEAR_DAYS), policy.count(MEETINGS_FAR_DAYS)
        reaches = [m.reach for m in meetings if m.reach.bounded]
        return cls(
            Windows.of((r.first + 1, r.last + near) for r in reaches),
            Windows.of((r.first + near + 1, r.last + near + far) for r in reaches),
        )

    def surely(self, reach: Reach) -> str:
        """Return "near", "far", or "" where it is neither, or not surely one of them."""
        if not reach.sure:
            return ""
        if self.near.hold(reach):
            return "near"
        return "far" if self.far.hold(reach) and not self.near.meet(reach) else ""


def _split(contacts: Sequence[Appointment], times: _Times, *, seen_to: str, missed_to: str) -> _Split:
    """Return the split; what is not surely near or later goes where the reading puts it ("" for nowhere), if it may lie there."""
    sides: dict[str, list[Appointment]] = {"near": [], "far": []}
    for a in contacts:
        side = times.surely(a.reach)
        if not side:
            wanted = seen_to if a.role is Role.SEEN else missed_to
            may = {"near": times.near, "far": times.far}.get(wanted)
            side = wanted if may is not None and not a.reach.exact and may.meet(a.reach) else ""
        if side:
            sides[side].append(a)
    return _Split(tuple(sides["near"]), tuple(sides["far"]))


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    meetings = [Counted(e, Reach.of(e.when, context.as_of)) for e in context.of_kinds(*MEETINGS)]
    contacts = [a for a in context.care.all if a.service != ANTENATAL and a.role in {Role.SEEN, Role.MISSED}]
    if not meetings or not contacts:
        return (_not_assessable(context, rule, meetings=bool(meetings)),)
    policy = context.policy
    sure_times = _Times.of([m for m in meetings if m.reach.sure], policy)
    times = _Times.of(meetings, policy)
    surest = _split(contacts, sure_times, seen_to="", missed_to="")
    least = _split(contacts, times, seen_to="far", missed_to="near")
    most = _split(contacts, times, seen_to="near", missed_to="far")
    certain = surest.meets(policy) and least.meets(policy)
    if not (surest.meets(policy) or most.meets(policy)):
        return (_not_found(context, rule, surest),)
    told = surest if surest.meets(policy) else most
    return (_found(context, rule, told, meetings, times, certain=certain),)


def _found(
    context: RuleContext, rule: Rule, told: _Split, meetings: Sequence[Counted], times: _Times, *, certain: bool
) -> Finding:
    policy = context.policy
    near_days, far_days = policy.count(MEETINGS_NEAR_DAYS), policy.count(MEETINGS_FAR_DAYS)
    held = [*told.near, *told.far]
    near_them = Counter(a.reach for a in held)
    used = [m for m in meetings if m.reach.bounded and near_them.possible(m.reach.first + 1, m.reach.last + near_days + far_days)]
    places = context.chronology.numbers
    evidence = sorted([*used, *(Counted(a.event, a.reach) for a in held)], key=lambda c: places[c.event.id])
    measures: dict[str, Measure] = {
        "meetings": len(used),
        "near_kept": told.near_kept,
        "near": len(told.near),
        "near_share": round(told.near_kept / len(told.near), 3),
        "later_kept": told.far_kept,
        "later": len(told.far),
        "later_share": round(told.far_kept / len(told.far), 3),
        "contacts": len(held),
    }
    near = f"{_number(told.near_kept)} of {_appointments(told.near)} kept ({told.near_kept / len(told.near):.0%})"
    far = f"{_number(told.far_kept)} of {_appointments(told.far)} ({told.far_kept / len(told.far):.0%})"
    words = (
        f"In the {_weeks(near_days)} after a meeting or concern raised, {near}; in the {_weeks(far_days)} after that, {far}.",
        f"These weeks follow {many(len(used), 'meeting or concern raised', 'meetings or concerns raised')} {when_words(used)}.",
        CAVEAT,
        "" if certain else "Whether they fall near a meeting or later depends on uncertain dates.",
    )
    soon, later = f"{told.near_kept:,} of {len(told.near):,}", f"{_number(told.far_kept)} of {len(told.far):,}"
    title = f"{soon} appointments kept after meetings, {later} later"
    enough = Level.CONSIDER if len(held) >= policy.count(MEETINGS_CONSIDER) else Level.NOTE
    out = [
        Excluded(a.event.id, a.role.why)
        for a in context.care.all
        if a.role in _OUT and a.reach.bounded and (times.near.meet(a.reach) or times.far.meet(a.reach))
    ]
    loose = [a for a in context.care.all if a.role in {Role.SEEN, Role.MISSED} and a.service != ANTENATAL and not a.reach.exact]
    open_dates = [a.event.id for a in loose if times.near.meet(a.reach) or times.far.meet(a.reach)]
    open_dates += [m.event.id for m in meetings if not m.reach.exact]
    return found(
        context, rule, title, words, evidence, level_of(enough if certain else None, enough), certain=certain, measures=measures,
        out=out, area="Engagement", also_uncertain=open_dates, spanned=False,
    )  # fmt: skip


def _number(kept: int) -> str:
    return f"{kept:,}" if kept else "none"


def _weeks(days: int) -> str:
    return many(days // 7, "week") if days % 7 == 0 else many(days, "day")


def _appointments(side: Sequence[Appointment]) -> str:
    return f"{many(len(side), 'appointment')} {'was' if len(side) == 1 else 'were'}"


def _not_found(context: RuleContext, rule: Rule, surest: _Split) -> Finding:
    near = f"{_number(surest.near_kept)} of {many(len(surest.near), 'appointment')}"
    later = f"{_number(surest.far_kept)} of {many(len(surest.far), 'appointment')}"
    words = (
        f"Soon after a meeting or a concern raised, {near} kept; later, {later}.",
        "These are too few to compare, or not far enough apart.",
    )
    measures: dict[str, Measure] = {
        "near_kept": surest.near_kept,
        "near": len(surest.near),
        "later_kept": surest.far_kept,
        "later": len(surest.far),
    }
    return not_found(context, rule, f"{rule.name}: no clear difference", words, measures)


def _not_assessable(context: RuleContext, rule: Rule, *, meetings: bool) -> Finding:
    why = (
        "No appointment is recorded as kept or missed."
        if meetings
        else "No meeting and no concern raised with the family is recorded."
    )
    missing = (
        "no appointments are recorded as attended or missed: ask each service for its list of appointments and outcomes"
        if meetings
        else "no meetings and no concerns raised are recorded: ask social care, school and each service for theirs"
    )
    return not_assessable(context, rule, f"{rule.name} cannot be assessed", why, (missing,))


RULE = Rule(
    id="engagement-around-meetings",
    version=1,
    family="engagement",
    name="Engagement around meetings",
    limits=(MEETINGS_NEAR_DAYS, MEETINGS_FAR_DAYS, MEETINGS_CONTACTS, MEETINGS_EACH, MEETINGS_RATIO, MEETINGS_CONSIDER),
    find=_find,
    alternatives=(
        "help that came with the meeting (transport, reminders, visits) may have ended",
        "appointments may have been booked around the meeting, at times that suited",
        "the first weeks may have been easier for other reasons: holidays, work, health in the family",
        "the numbers are small, and one appointment changes them",
    ),
    questions=(
        "Does engagement last, or only around meetings?",
        "What was in place in the weeks after the meeting that was not there later?",
        "What does the family say made the difference?",
    ),
    considerations=(
        "plan help that goes on after the meeting, and look again before it ends",
        "ask the family what made it possible to come in those weeks",
    ),
    sources=(
        "Sussex 5.3: attendance only after non-engagement was raised deserves curiosity",
        "Bradford: does engagement last, or only around meetings?",
        "the weeks and the comparison are our choice, no published figure",
    ),
)
