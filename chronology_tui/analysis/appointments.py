"""Offered appointments and what came of them, read once for every rule on attendance.

Each entry of a kind that speaks of an appointment gets one **role**, by these decisions:

* *Missed care*: was not brought; arrived too late to be seen; no access at an agreed home visit; antenatal not kept.
* *Seen*: attended, on time or late; and entries that by their kind show that the child was seen in the service (a therapy
  session, a dental check or treatment, a health review, an antenatal appointment), or a clinical contact marked "child seen".
* *Left before being seen* is neither: the child was brought. It is offered care, listed, and does not break a row, since the
  child was not seen either. The rule on leaving before care is complete looks at it.
* *Cancelled or moved by the family* is neither attended nor missed and does not break a row. A cancelled appointment was offered;
  a moved one is offered again on its new day, so it is not counted twice.
* *Cancelled by the service* was not offered in the end and never counts.
* *A young person's own choice* (declined, or booked by and missed by the young person) never counts as the family's.
* *Discharge for non-attendance* is not itself a missed appointment.
* *Review, immunisation or medicine review missed*: the entry does not say that an appointment was offered and the child was not
  brought, so it is listed and not counted.
* *Antenatal* appointments are the unborn child's care and are kept by a pregnant woman, not by bringing a child: they form a
  service of their own, with its own words, and are left out of counts over all services.
* *Duplicate*: the same service, the same certain day, the same outcome: counted once. The one that is counted stands for all of
  them (its ``twins``): it is critical where any of them is, so that taking one of them away never makes more of the others.
* *Conflict*: recorded as missed and, for the same service and certain day, as seen, as cancelled by the service, or as the young
  person's own choice: not counted.

Offered = seen + missed + left before being seen + cancelled by the family.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Self

from chronology_tui.analysis.reach import Reach
from chronology_tui.domain.care_services import recognise_service, service_key, spoken_service
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import AppointmentDetails, Child, Event
from chronology_tui.domain.text import one_line
from chronology_tui.domain.vocabulary import ChildSeen, StatusKind


class Role(StrEnum):
    """What an entry says of an offered appointment; the words give the reason why it is left out of a count of missed ones."""

    why: str

    def __new__(cls, code: str, why: str = "") -> Self:
        """Make a member with the reason that is printed when it is left out."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.why = why
        return member

    SEEN = ("seen",)
    MISSED = ("missed",)
    LEFT = ("left_before_seen", "brought, but left before being seen: looked at apart, does not break the row")
    CANCELLED_BY_FAMILY = (
        "cancelled_by_family",
        "cancelled by the family: counted apart, neither attended nor missed; does not break the row",
    )
    MOVED_BY_FAMILY = (
        "rescheduled_by_family",
        "changed by the family: counted apart, neither attended nor missed; does not break the row",
    )
    CANCELLED_BY_SERVICE = ("cancelled_by_service", "cancelled by the service: never counted against a family")
    OWN_CHOICE = ("own_choice", "the young person's own booking or decision: not counted as the family's")
    DISCHARGED = ("discharged", "the service closed the child's care: not itself a missed appointment")
    NOT_SAID = ("not_said", "the entry does not say that the child was not brought to an offered appointment")
    DUPLICATE = ("duplicate", "possible duplicate: same service, day and outcome as another entry, counted once")
    CONFLICT = (
        "conflict",
        "another entry says that the child was seen, the service cancelled, or it was the young person's own choice, that day",
    )


ANTENATAL = "antenatal care"
"""Key of the unborn child's own appointments."""
ANTENATAL_NAME = "Antenatal care"

_DIRECT: Mapping[Kind, Role] = MappingProxyType(
    {
        Kind.ATTENDED: Role.SEEN,
        Kind.ATTENDED_LATE: Role.SEEN,
        Kind.WAS_NOT_BROUGHT: Role.MISSED,
        Kind.LATE_NOT_SEEN: Role.MISSED,
        Kind.NO_ACCESS: Role.MISSED,
        Kind.LEFT_BEFORE_SEEN: Role.LEFT,
        Kind.CANCELLED_BY_FAMILY: Role.CANCELLED_BY_FAMILY,
        Kind.RESCHEDULED_BY_FAMILY: Role.MOVED_BY_FAMILY,
        Kind.CANCELLED_BY_SERVICE: Role.CANCELLED_BY_SERVICE,
        Kind.DECLINED_BY_YOUNG_PERSON: Role.OWN_CHOICE,
        Kind.DISCHARGED_NON_ATTENDANCE: Role.DISCHARGED,
        Kind.REVIEW_MISSED: Role.NOT_SAID,
        Kind.IMMUNISATION_MISSED: Role.NOT_SAID,
        Kind.MEDICINE_REVIEW_MISSED: Role.NOT_SAID,
        Kind.ANTENATAL_MISSED: Role.MISSED,
        Kind.ANTENATAL_ATTENDED: Role.SEEN,
        Kind.BOOKING: Role.SEEN,
    }
)
_SHOWS_SEEN: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.THERAPY: "",
        Kind.DENTAL_CHECK: "Dentist",
        Kind.DENTAL_TREATMENT: "Dentist",
        Kind.REVIEW_DONE: "Health visiting",
    }
)
"""Kinds that by their definition show that the child was seen, with the service when the entry names none."""
_CLINICAL = frozenset({Kind.GP_CONTACT, Kind.SPECIALIST_CONTACT})
_SEEN = frozenset({ChildSeen.SEEN, ChildSeen.SEEN_AND_SPOKEN_TO, ChildSeen.SEEN_ALONE})
_ANTENATAL_KINDS = frozenset({Kind.ANTENATAL_MISSED, Kind.ANTENATAL_ATTENDED, Kind.BOOKING})
_OWN_TO_MISS = frozenset({Role.MISSED, Role.LEFT, Role.CANCELLED_BY_FAMILY, Role.MOVED_BY_FAMILY})
ATTENDING_KINDS = frozenset({*_DIRECT, *_SHOWS_SEEN, *_CLINICAL})
"""Kinds of entry that may speak of an appointment; no other entry need be read."""
_OFFERED = frozenset({Role.SEEN, Role.MISSED, Role.LEFT, Role.CANCELLED_BY_FAMILY})
_SPEAKS_AGAINST = frozenset({Role.SEEN, Role.CANCELLED_BY_SERVICE, Role.OWN_CHOICE})
"""Roles that contradict that the family missed the same appointment."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """One entry as an appointment.

    Attributes:
        place: its place among all appointments of the chronology, by which it is told apart.
        event: the entry.
        service: key of its service; empty when none is named.
        named_by_summary: whether the service was read from the words of the entry, not from its service field.
        role: what it says.
        reach: the days that its date allows.
        on_plan: whether the child surely was on a child protection plan that day; ``maybe_on_plan``: whether on some allowed day.
        critical: whether the worker marked the care as critical, here or in a twin.
        twins: possible duplicates that are not counted beside it.
    """

    place: int
    event: Event
    service: str
    named_by_summary: bool
    role: Role
    reach: Reach
    on_plan: bool
    maybe_on_plan: bool
    critical: bool
    twins: tuple[Event, ...] = ()

    @property
    def entries(self) -> tuple[Event, ...]:
        """The entry and its possible duplicates, in order: what any of them says, it says."""
        return (self.event, *self.twins)

    @property
    def offered(self) -> bool:
        """Whether it counts as offered care."""
        return self.role in _OFFERED

    @property
    def weighs_alone(self) -> bool:
        """Whether one missed appointment may count by itself here."""
        return self.maybe_on_plan or self.critical

    @property
    def surely_weighs_alone(self) -> bool:
        """Whether one missed appointment counts by itself here in every reading of its date."""
        return self.on_plan or (self.critical and self.reach.sure)


@dataclass(frozen=True, slots=True)
class ServiceCare:
    """The appointments of one service, in order.

    Attributes:
        key: what the names of the service have in common; empty for entries that name none.
        name: its display name; ``spoken`` its words before "appointments".
        all: every appointment. missed, seen: those with that role.
    """

    key: str
    name: str
    spoken: str
    all: tuple[Appointment, ...]
    missed: tuple[Appointment, ...]
    seen: tuple[Appointment, ...]

    @property
    def antenatal(self) -> bool:
        """Whether these are the unborn child's own appointments."""
        return self.key == ANTENATAL


@dataclass(frozen=True, slots=True)
class Care:
    """The appointments of a chronology by service, in order of their first entry; entries that name no service under ""."""

    services: Mapping[str, ServiceCare]
    all: tuple[Appointment, ...]

    @property
    def recorded(self) -> bool:
        """Whether the record says of any offered appointment what came of it; without one, attendance cannot be assessed."""
        return any(a.offered and a.event.kind in _DIRECT for a in self.all)

    def with_role(self, *roles: Role) -> tuple[Appointment, ...]:
        """Return the appointments with one of ``roles``, in order."""
        return tuple(a for a in self.all if a.role in roles)


def read_care(events: Iterable[Event], child: Child, as_of: date) -> Care:
    """Return the appointments among ``events``, which are in order and begin on or before ``as_of``."""
    keys: dict[str, str] = {"": ""}
    read: list[Appointment] = []
    for event in events:
        role = _role(event)
        if role is not None:
            read.append(_read(len(read), event, role, child, as_of, keys))
    settled = tuple(_settle(read))
    groups: dict[str, list[Appointment]] = {}
    for appointment in settled:
        groups.setdefault(appointment.service, []).append(appointment)
    return Care(MappingProxyType({key: _service_care(key, group) for key, group in groups.items()}), settled)


def _read(place: int, event: Event, role: Role, child: Child, as_of: date, keys: dict[str, str]) -> Appointment:
    name = "" if event.kind in _ANTENATAL_KINDS else event.service
    from_summary = not name and event.kind not in _ANTENATAL_KINDS
    if from_summary:
        # Only where the entry names no service: its own words name exactly one, or the kind does.
        name = recognise_service(event.summary) or _SHOWS_SEEN.get(event.kind, "")
    if name not in keys:
        keys[name] = service_key(name)
    reach = Reach.of(event.when, as_of)
    maybe = role is Role.MISSED and _maybe_on_plan(child, reach)
    details = event.details if isinstance(event.details, AppointmentDetails) else None
    return Appointment(
        place=place,
        event=event,
        service=ANTENATAL if event.kind in _ANTENATAL_KINDS else keys[name],
        named_by_summary=from_summary and bool(name),
        role=role,
        reach=reach,
        on_plan=maybe and reach.sure and _surely_on_plan(child, reach),
        maybe_on_plan=maybe,
        critical=details is not None and details.critical,
    )


def _role(event: Event) -> Role | None:
    direct = _DIRECT.get(event.kind)
    if direct in _OWN_TO_MISS and isinstance(event.details, AppointmentDetails) and event.details.booked_by_young_person:
        return Role.OWN_CHOICE
    if direct is not None:
        return direct
    if event.kind in _SHOWS_SEEN:
        return None if event.child_seen is ChildSeen.NO else Role.SEEN
    return Role.SEEN if event.kind in _CLINICAL and event.child_seen in _SEEN else None


def _maybe_on_plan(child: Child, reach: Reach) -> bool:
    return any(
        reach.meets(status.start.toordinal(), reach.last if status.end is None else status.end.toordinal())
        for status in child.statuses
        if status.kind is StatusKind.PROTECTION_PLAN
    )


def _surely_on_plan(child: Child, reach: Reach) -> bool:
    first = child.status_on(date.fromordinal(reach.first), StatusKind.PROTECTION_PLAN)
    return first is not None and first.active_on(date.fromordinal(reach.last))


def _settle(read: Sequence[Appointment]) -> Iterable[Appointment]:
    """Mark duplicates and conflicts. Both need a named service and a certain day: a guess must not take an entry out."""
    days: dict[tuple[str, int], list[Appointment]] = {}
    for a in read:
        if a.service and a.reach.exact:
            days.setdefault((a.service, a.reach.first), []).append(a)
    settled = {a.place: a for same in days.values() if len(same) > 1 for a in _one_day(same)}
    return (settled.get(a.place, a) for a in read)


def _one_day(same: Sequence[Appointment]) -> Iterator[Appointment]:
    """Return the appointments of one service and day with duplicates and conflicts marked."""
    against = any(a.role in _SPEAKS_AGAINST for a in same)
    outcomes: dict[Role | Kind, list[Appointment]] = {}
    for a in same:
        if against and a.role is Role.MISSED:
            yield replace(a, role=Role.CONFLICT)
        else:
            outcomes.setdefault(a.role if a.role is Role.SEEN else a.event.kind, []).append(a)
    for group in outcomes.values():
        # What one of them calls the young person's own is not the family's.
        counted = next((a for a in group if a.role is Role.OWN_CHOICE), group[0])
        others = [a for a in group if a is not counted]
        yield replace(counted, critical=any(a.critical for a in group), twins=tuple(a.event for a in others))
        yield from (replace(other, role=Role.DUPLICATE) for other in others)


def _service_care(key: str, group: list[Appointment]) -> ServiceCare:
    name = ANTENATAL_NAME if key == ANTENATAL else _display_name(group)
    spoken = "antenatal" if key == ANTENATAL else spoken_service(name)
    missed = tuple(a for a in group if a.role is Role.MISSED)
    seen = tuple(a for a in group if a.role is Role.SEEN)
    return ServiceCare(key, name, spoken, tuple(group), missed, seen)


def _display_name(group: list[Appointment]) -> str:
    """Return the known name of a service, or the way it is most often written, the earliest in case of a tie."""
    written = Tally(one_line(a.event.service) for a in group if a.event.service)
    if not written:
        return recognise_service(group[0].event.summary) or _SHOWS_SEEN.get(group[0].event.kind, "")
    most = written.most_common(1)[0][0]
    return recognise_service(most) or most
