"""What rules on attendance share: the window that a finding speaks of, its denominators, and what was left out of it.

A finding speaks of a **window** that ends with its last entry and is at least some months long (clipped to the first appointment
on record), so that two missed appointments in a row among eight read as "2 of 8", not as "2 of 2".
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from uuid import UUID

from dateutil.relativedelta import relativedelta

from chronology_tui.analysis.appointments import Appointment, Role
from chronology_tui.analysis.finding import Badge, Excluded, Measure
from chronology_tui.analysis.reach import FIRST_DAY, Counter, Reach, window_end
from chronology_tui.analysis.wording import between_words, listed, many, ordinal, span_words
from chronology_tui.domain.kinds import Kind

MISSED_KINDS: Mapping[Kind, tuple[str, str]] = MappingProxyType(
    {
        Kind.WAS_NOT_BROUGHT: ("not_brought", "not brought"),
        Kind.LATE_NOT_SEEN: ("late_not_seen", "arrived too late to be seen"),
        Kind.NO_ACCESS: ("no_access", "no access at a home visit"),
        Kind.ANTENATAL_MISSED: ("antenatal_not_kept", "antenatal not kept"),
    }
)
"""Kinds of missed care, each with the name of its measure and its words."""

ALONE = "missed too, but apart from these: not in a row with another, and too few within one window"


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a finding speaks of, both inclusive, as ordinals; the whole record when no entry is dated.

    ``exact`` is False when its ends rest on entries without a certain day.
    """

    first: int
    last: int
    exact: bool
    dated: bool

    @property
    def start(self) -> date:
        """The first day."""
        return date.fromordinal(self.first)

    @property
    def end(self) -> date:
        """The last day."""
        return date.fromordinal(self.last)

    @property
    def span(self) -> str:
        """Its length in words, "about" before it where dates are not exact; "no dates" when no entry is dated."""
        if not self.dated:
            return "no dates"
        return ("" if self.exact else "about ") + span_words(self.start, self.end)

    @property
    def between(self) -> str:
        """The window in a sentence."""
        return between_words(self.start, self.end) if self.dated else "on the record"

    def holds(self, appointment: Appointment) -> bool:
        """Whether the appointment possibly lies in it; an undated one possibly does."""
        return appointment.reach.meets(self.first, self.last)


def hull(reaches: Sequence[Reach]) -> tuple[int, int, bool] | None:
    """Return first and last day of the sure entries (failing those, of any with a beginning) and whether both are exact."""
    kept = [r for r in reaches if r.sure] or [r for r in reaches if r.bounded]
    if not kept:
        return None
    first, last = min(r.first for r in kept), max(r.last for r in kept)
    exact = [r for r in kept if r.exact]
    return first, last, any(r.first == first for r in exact) and any(r.last == last for r in exact)


def window_of(counted: Sequence[Appointment], every: Sequence[Appointment], months: int, as_of: date) -> Window:
    """Return the window of a finding.

    Args:
        counted: the entries that made the finding.
        every: every appointment of the same service or services.
        months: the least length of the window, unless the record of these appointments is shorter.
        as_of: the day looked back from.
    """
    ends = hull([a.reach for a in counted])
    if ends is None:
        return Window(FIRST_DAY, as_of.toordinal(), exact=False, dated=False)
    first, last, exact = ends
    try:
        look_back = (date.fromordinal(last) + relativedelta(months=-months, days=1)).toordinal()
    except (OverflowError, ValueError):  # the calendar begins with the year 1
        look_back = FIRST_DAY
    begins = min((a.reach.first for a in every if a.reach.sure), default=first)
    return Window(min(first, max(look_back, begins)), last, exact, dated=True)


@dataclass(frozen=True, slots=True)
class Offers:
    """Offered care in a window, counted in favour of the family: an appointment that possibly lies there counts as offered.

    Attributes:
        seen, missed, left, cancelled: what came of the offered ones.
        moved, by_service, own_choice: not counted as offered.
    """

    seen: int
    missed: int
    left: int
    cancelled: int
    moved: int
    by_service: int
    own_choice: int

    @classmethod
    def of(cls, appointments: Iterable[Appointment]) -> Offers:
        """Return the counts of some appointments."""
        tally = Tally(appointment.role for appointment in appointments)
        return cls(
            tally[Role.SEEN], tally[Role.MISSED], tally[Role.LEFT], tally[Role.CANCELLED_BY_FAMILY],
            tally[Role.MOVED_BY_FAMILY], tally[Role.CANCELLED_BY_SERVICE], tally[Role.OWN_CHOICE],
        )  # fmt: skip

    @property
    def offered(self) -> int:
        """The denominator: seen, missed, left before being seen, and cancelled by the family."""
        return self.seen + self.missed + self.left + self.cancelled

    @property
    def measures(self) -> dict[str, Measure]:
        """The counts by name."""
        return {
            "offered": self.offered,
            "attended": self.seen,
            "missed": self.missed,
            "left_before_seen": self.left,
            "cancelled_by_family": self.cancelled,
            "rescheduled_by_family": self.moved,
            "cancelled_by_service": self.by_service,
            "own_choice": self.own_choice,
        }

    def sentences(self, *, missed: str = "missed") -> tuple[str, ...]:
        """Return what came of the offered ones, and what was not counted as offered."""
        came = listed((
            ("attended", self.seen), (missed, self.missed),
            ("left before being seen", self.left), ("cancelled by the family", self.cancelled),
        ))  # fmt: skip
        out = listed((
            ("moved by the family to another day", self.moved),
            ("cancelled by the service", self.by_service),
            ("the young person's own choice", self.own_choice),
        ))  # fmt: skip
        first = f"Of {many(self.offered, 'offered appointment')}: {came}." if self.offered else ""
        return tuple(filter(None, (first, f"Not counted as offered: {out}." if out else "")))


def left_out(appointments: Iterable[Appointment], window: Window, evidence: frozenset[int]) -> tuple[Excluded, ...]:
    """Return the entries that a reader might expect in a count of missed appointments, in order, each with the reason.

    A discharge for non-attendance is named even when it comes after the window. ``evidence`` holds the places of the entries that
    are counted.
    """
    out = []
    for a in appointments:
        if a.place in evidence or a.role is Role.SEEN:
            continue
        if a.role is Role.MISSED:
            out.append(Excluded(a.event.id, ALONE))
        elif window.holds(a) or (a.role is Role.DISCHARGED and a.reach.last >= window.first):
            out.append(Excluded(a.event.id, a.role.why))
    return tuple(out)


def kinds_missed(missed: Iterable[Appointment]) -> dict[Kind, int]:
    """Return how many of each kind of missed care, every kind named."""
    counts = dict.fromkeys(MISSED_KINDS, 0)
    for appointment in missed:
        counts[appointment.event.kind] += 1
    return counts


def evidence_days(counted: Sequence[Appointment]) -> tuple[date | None, date | None]:
    """Return first and last day of the dated evidence."""
    ends = hull([a.reach for a in counted])
    return (None, None) if ends is None else (date.fromordinal(ends[0]), date.fromordinal(ends[1]))


def evidence_hull(reaches: Sequence[Reach]) -> tuple[date | None, date | None, str]:
    """Return first and last day of dated entries and how long that is in words, "about" before it where dates are not exact."""
    ends = hull(reaches)
    if ends is None:
        return None, None, "no dates"
    window = Window(*ends, dated=True)
    return window.start, window.end, window.span


def placed_badges(entries: Iterable[tuple[UUID, Reach]], months: int) -> tuple[Badge, ...]:
    """Return "3rd in 6 months" beside entries, looking back over one window of ``months`` and rounding the time up.

    Only sure entries are placed, and only those whose order among the others is not open.
    """
    ordered = sorted(((event, reach) for event, reach in entries if reach.sure), key=lambda item: (item[1].first, item[1].last))
    counter = Counter(reach for _, reach in ordered)
    exact = Tally(reach.first for _, reach in ordered if reach.exact)
    badges: list[Badge] = []
    start = 0
    for place, (event, reach) in enumerate(ordered):
        while start < place and window_end(ordered[start][1].first, months) < reach.last:
            start += 1
        number = place - start + 1
        if number > 1 and counter.possible(reach.first, reach.last) == (exact[reach.first] if reach.exact else 1):
            began, ended = date.fromordinal(ordered[start][1].first), date.fromordinal(reach.last)
            badges.append(
                Badge(event, f"{ordinal(number)} {f'in {span_words(began, ended)}' if began < ended else 'on one day'}")
            )
    return tuple(badges)
