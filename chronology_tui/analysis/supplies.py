"""Supplies of medicine, day by day: which days they cover, and the stretches with too few of them.

The method is told in :mod:`chronology_tui.analysis.rules.supply_gap`, the rule that reads it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from chronology_tui.analysis.counted import Counted
from chronology_tui.analysis.finding import Excluded
from chronology_tui.analysis.limits import SUPPLY_BREAK_DAYS, SUPPLY_COURSE_DAYS, SUPPLY_COVERED, SUPPLY_DAYS
from chronology_tui.analysis.medicines import Medicine, marked_critical, medicine_of
from chronology_tui.analysis.reach import Reach
from chronology_tui.analysis.rule import RuleContext
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event, MedicineDetails
from chronology_tui.domain.text import fold

DUPLICATE = "possible duplicate: the same medicine, day and length as another supply, counted once"
COURSE = "a short course: every supply of this medicine covers only a few days"
NO_LENGTH = "how many days this supply covers is not recorded: no time across it is counted"
NO_DAY = "the day of this supply is not certain: where its days could fill a gap, the finding depends on it"
_STOP_KINDS = (
    Kind.PRESCRIBED, Kind.MEDICINE_REVIEW_DONE, Kind.GP_CONTACT, Kind.SPECIALIST_CONTACT, Kind.TELEPHONE_CONTACT, Kind.ATTENDED,
    Kind.ATTENDED_LATE, Kind.ADMISSION, Kind.DISCHARGE,
)  # fmt: skip
_STOPPED = re.compile(
    r"(?<!\w)(?:stopped|discontinued|weaned off|stop (?:the )?(?:medicine|medication)|course (?:finished|completed?))(?!\w)"
)
_BY_FAMILY = re.compile(
    r"(?<!\w)(?:mother|father|mum|dad|parents?|family|carers?|nana|gran\w*|themselves|run(?:s|ning)? out)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Supply:
    """A supply on a certain day: its entry, day, length, and the days of possible duplicates of it."""

    item: Counted
    day: int
    days: int
    doubled: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Supplies from a first to a last one with too few days covered in between; the last one's own days are not counted."""

    supplies: tuple[Supply, ...]
    covered: int
    filled: int

    @property
    def days(self) -> int:
        """The length in days, the day of the last supply not counted."""
        return self.supplies[-1].day - self.supplies[0].day


@dataclass(frozen=True, slots=True)
class Supplies:
    """The supplies of one medicine, read.

    Attributes:
        medicine: which. critical: whether it is critical, by the table or by a mark.
        segments: the supplies that are placed, in runs that nothing breaks.
        loose: supplies of known length without a certain day. out: what is left out, and why.
        stretches: the stretches with too few days covered.
        holes: times without any supply that are too long to be counted, each from its first day to the next supply.
    """

    medicine: Medicine
    critical: bool
    segments: tuple[tuple[Supply, ...], ...]
    loose: tuple[Counted, ...]
    out: tuple[Excluded, ...]
    stretches: tuple[Stretch, ...]
    holes: tuple[tuple[int, int], ...]

    @property
    def longest(self) -> int:
        """The most days from the first to the last supply of a segment."""
        return max((segment[-1].day - segment[0].day for segment in self.segments if len(segment) > 1), default=0)


def length(event: Event) -> int | None:
    """Return how many days a supply covers by its own field, or None."""
    details = event.details
    return details.days_supplied or None if isinstance(details, MedicineDetails) else None


def read_supplies(context: RuleContext, medicine: Medicine, events: Sequence[Event], stops: Sequence[int]) -> Supplies:
    """Return the supplies of one medicine, read.

    Args:
        context: the policy and the day looked back from.
        medicine: which.
        events: its supplies, in order.
        stops: the days on which a prescriber stopped it.
    """
    out: list[Excluded] = []
    loose: list[Counted] = []
    placed: dict[tuple[int, int], Supply] = {}
    breaks = list(stops)
    for event in events:
        item = Counted(event, Reach.of(event.when, context.as_of, start_only=True))
        days = length(event)
        if days is None:
            out.append(Excluded(event.id, NO_LENGTH))
            breaks.append(item.reach.first)
        elif not item.reach.exact:
            out.append(Excluded(event.id, NO_DAY))
            loose.append(item)
        elif (key := (item.reach.first, days)) in placed:
            out.append(Excluded(event.id, DUPLICATE))
            placed[key] = replace(placed[key], doubled=placed[key].doubled + days)
        else:
            placed[key] = Supply(item, item.reach.first, days, 0)
    critical = bool(medicine.critical) or any(marked_critical(event) for event in events)
    supplies = sorted(placed.values(), key=lambda s: (s.day, s.item.event.sort_key))
    if supplies and not critical and max(s.days for s in supplies) < context.policy.count(SUPPLY_COURSE_DAYS):
        out += [Excluded(supply.item.event.id, COURSE) for supply in supplies]
        supplies = []
    parts, holes = _segments(supplies, sorted(breaks), context.policy.count(SUPPLY_BREAK_DAYS))
    segments = tuple(parts)
    stretches = tuple(stretch for segment in segments for stretch in _gaps(segment, context))
    return Supplies(medicine, critical, segments, tuple(loose), tuple(out), stretches, tuple(holes))


def _segments(
    supplies: Sequence[Supply], breaks: Sequence[int], longest: int
) -> tuple[list[tuple[Supply, ...]], list[tuple[int, int]]]:
    """Return the runs of supplies between which no break and no too long time without supply lies, and those times.

    A break on the day of a supply lies before it.
    """
    groups: dict[tuple[int, int], list[Supply]] = {}
    holes: list[tuple[int, int]] = []
    until = supplies[0].day if supplies else 0
    for supply in supplies:
        if supply.day - until > longest:
            holes.append((until, supply.day))
        groups.setdefault((bisect_right(breaks, supply.day), len(holes)), []).append(supply)
        until = max(until, supply.day) + supply.days
    return [tuple(group) for group in groups.values()], holes


def _gaps(segment: tuple[Supply, ...], context: RuleContext) -> Iterator[Stretch]:
    """Yield the stretches of a segment with too few days covered, in order; they do not overlap.

    With u the days not covered since the first supply, a stretch from i to j has too few covered days when
    u(j) - u(i) > (1 - share) x days(i, j): when g = u - (1 - share) x day is greater at j than at i.
    """
    allowed, least = 1 - context.policy.value(SUPPLY_COVERED), context.policy.count(SUPPLY_DAYS)
    bare = not_covered(segment)
    score = [uncovered - allowed * supply.day for uncovered, supply in zip(bare, segment, strict=True)]
    start = 0
    while start < len(segment):
        best = _next_stretch(segment, score, start, least)
        if best is None:
            return
        first, last = best
        kept = segment[first : last + 1]
        days = kept[-1].day - kept[0].day
        missing = bare[last] - bare[first]
        doubled = sum(supply.doubled for supply in kept[:-1])
        # The tolerance keeps a share of exactly the threshold out, whatever the rounding of fractions.
        if missing - doubled > allowed * days + 1e-6:
            yield Stretch(kept, days - missing, doubled)
        start = last


def _next_stretch(segment: Sequence[Supply], score: Sequence[float], start: int, least: int) -> tuple[int, int] | None:
    """Return first and last place of the next stretch from ``start`` on, as far as its gap grows; None when there is none."""
    lowest, place, found_at = start, start, None
    best = start
    for last in range(start + 1, len(segment)):
        if found_at is None:
            while place < last and segment[last].day - segment[place].day >= least:
                lowest = place if score[place] < score[lowest] else lowest
                place += 1
            if place > start and score[last] > score[lowest] + 1e-6:
                found_at = best = last
        elif score[last] > score[best]:
            best = last
        elif score[last] <= score[lowest]:
            break
    return None if found_at is None else (lowest, best)


def not_covered(segment: Sequence[Supply]) -> list[int]:
    """Return for each supply the days without cover from the first supply to it."""
    bare, until, total = [], segment[0].day, 0
    for supply in segment:
        total += max(supply.day - until, 0)
        bare.append(total)
        until = max(until, supply.day) + supply.days
    return bare


def prescriber_stops(context: RuleContext) -> dict[str, list[int]]:
    """Return for each medicine the first days of entries by which a prescriber stopped it."""
    stops: dict[str, list[int]] = {}
    for event in context.of_kinds(*_STOP_KINDS):
        words = fold(event.summary)
        if not _STOPPED.search(words) or _BY_FAMILY.search(words):
            continue
        medicine, reach = medicine_of(event), Reach.of(event.when, context.as_of, start_only=True)
        if medicine is not None:
            stops.setdefault(medicine.key, []).append(reach.first if reach.bounded else reach.last)
    return stops
