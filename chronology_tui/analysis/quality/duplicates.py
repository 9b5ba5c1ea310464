"""Entries that may tell of one event twice, and entries that cannot both be right.

Both look only at certain days: a guess must not send a worker to two entries that have nothing to do with each other. The work is
linear in the entries, however many fall on one day: within a group of one day, kind and service, only the first
:data:`_COMPARED` wordings are compared word by word, and the others when they are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from chronology_tui.analysis.appointments import ATTENDING_KINDS, Role, read_care
from chronology_tui.analysis.attendance import MISSED_KINDS
from chronology_tui.analysis.limits import QUALITY_MEASURE, QUALITY_OTHER_OVERLAP, QUALITY_OVERLAP
from chronology_tui.analysis.quality.context import QualityContext
from chronology_tui.analysis.quality.issue import QualityCode, QualityIssue
from chronology_tui.domain.care_services import service_key
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event, MeasurementDetails
from chronology_tui.domain.search_words import folded_words
from chronology_tui.domain.text import fold

_COMPARED = 20
"""Wordings of one group that are compared with each other; a real day has a handful."""
_FEWEST_WORDS = 5
"""A note and another entry with fewer words than these have too little in common to be one fact."""
_PLAIN = frozenset({Kind.NOTE, Kind.OTHER})
_STEADY = frozenset({Kind.WEIGHT, Kind.HEIGHT, Kind.HEAD_CIRCUMFERENCE, Kind.HBA1C})
"""Measures that a day cannot change; a peak flow or a temperature can."""
_UNITS = {"g": ("kg", Decimal("0.001")), "mm": ("cm", Decimal("0.1")), "m": ("cm", Decimal(100))}
"""Units that are compared as another one, with the factor."""


@dataclass(frozen=True, slots=True)
class _Told:
    """One entry with its words as they are compared."""

    event: Event
    words: frozenset[str]

    @classmethod
    def of(cls, event: Event) -> _Told:
        return cls(event, frozenset(folded_words(f"{event.summary} {event.quote} {event.child_voice}")))


def possible_duplicates(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the groups of entries of one day that nothing tells apart, each group once."""
    least = context.case.policy.value(QUALITY_OVERLAP)
    least_other = context.case.policy.value(QUALITY_OTHER_OVERLAP)
    keys: dict[str, str] = {}
    for day in context.certain_days:
        groups: dict[tuple[Kind, str], list[Event]] = {}
        for event in day:
            if event.service not in keys:
                keys[event.service] = service_key(event.service) if event.service else ""
            groups.setdefault((event.kind, keys[event.service]), []).append(event)
        for (kind, service), group in groups.items():
            if len(group) == 1:
                continue
            counted_once = kind in ATTENDING_KINDS and service != ""
            for alike in _alike([_Told.of(event) for event in group], 0.0 if counted_once else least):
                yield _duplicate(alike, "nothing tells them apart but their words" if counted_once else "their words are alike")
        for note, other in _notes_of_others(day, least_other):
            yield _duplicate([note.event, other.event], "one is a note with the words of the other")


def conflicting_accounts(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the entries that cannot both be right."""
    yield from _missed_and_seen(context)
    tolerance = Decimal(str(context.case.policy.value(QUALITY_MEASURE)))
    for day in context.certain_days:
        measures: dict[tuple[Kind, str], list[tuple[Decimal, UUID]]] = {}
        for event in day:
            if event.kind in _STEADY and isinstance(event.details, MeasurementDetails):
                unit, value = _in_one_unit(event.details)
                measures.setdefault((event.kind, unit), []).append((value, event.id))
        for values in measures.values():
            least, most = min(values)[0], max(values)[0]
            if most - least > tolerance * most:
                reason = "Two values of one measure on one day differ by more than a day can change it; check which is right."
                yield QualityIssue(QualityCode.CONFLICT, reason, tuple(event_id for _, event_id in values), "value")


def _alike(group: list[_Told], least: float) -> Iterator[list[Event]]:
    """Yield the entries of one day, kind and service that are alike, by the earliest of them; each entry once."""
    found: list[list[_Told]] = []
    same: dict[frozenset[str], list[list[_Told]]] = {}
    for one in group:
        near = found[:_COMPARED] if least else found
        candidates = [*same.get(one.words, ()), *near][: 2 * _COMPARED]
        home = next((alike for alike in candidates if all(_may_be_one(one, other, least) for other in alike[:_COMPARED])), None)
        if home is None:
            home = []
            found.append(home)
            same.setdefault(one.words, []).append(home)
        home.append(one)
    return ([one.event for one in alike] for alike in found if len(alike) > 1)


def _may_be_one(one: _Told, other: _Told, least: float) -> bool:
    a, b = one.event, other.event
    if a.at is not None and b.at is not None and a.at != b.at:
        return False
    if a.details is not None and b.details is not None and a.details != b.details:
        return False
    if a.place and b.place and fold(a.place) != fold(b.place):
        return False
    return _overlap(one.words, other.words) >= least


def _notes_of_others(day: Iterable[Event], least: float) -> Iterator[tuple[_Told, _Told]]:
    """Yield each note with the first entry of another kind, from the same source, that has its words; a crowded day is cut."""
    notes = [_Told.of(event) for event in day if event.kind in _PLAIN][:_COMPARED]
    if not notes:
        return
    others = [_Told.of(event) for event in day if event.kind not in _PLAIN][:_COMPARED]
    for note in notes:
        for other in others:
            enough = min(len(note.words), len(other.words)) >= _FEWEST_WORDS
            if enough and note.event.source == other.event.source and _overlap(note.words, other.words) >= least:
                yield note, other
                break


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of all their words that both have; 1 when neither has any."""
    both = len(one & other)
    every = len(one) + len(other) - both
    return both / every if every else 1.0


def _duplicate(events: list[Event], why: str) -> QualityIssue:
    ordered = sorted(events, key=lambda event: event.sort_key)
    sources = {event.source for event in ordered}
    told = "one source tells" if len(sources) == 1 else f"{len(sources)} sources tell"
    reason = f"{len(ordered)} entries of one day may be one event that {told} of: {why}. Keep one, or say what tells them apart."
    return QualityIssue(QualityCode.DUPLICATE, reason, tuple(event.id for event in ordered), "summary")


def _missed_and_seen(context: QualityContext) -> Iterator[QualityIssue]:
    """Yield the appointments of one service and day that were missed and, by another entry, were not; as patterns read them."""
    attending: list[Event] = []
    for day in context.certain_days:
        offered = [event for event in day if event.kind in ATTENDING_KINDS]
        if len(offered) > 1 and any(event.kind in MISSED_KINDS for event in offered):
            attending += offered
    days: dict[tuple[str, int], list[Event]] = {}
    conflicts: set[tuple[str, int]] = set()
    for appointment in read_care(attending, context.chronology.child, context.case.as_of).all:
        if appointment.service and appointment.reach.exact:
            place = (appointment.service, appointment.reach.first)
            days.setdefault(place, []).append(appointment.event)
            if appointment.role is Role.CONFLICT:
                conflicts.add(place)
    for place, events in days.items():
        if place in conflicts:
            reason = (
                "For one service and day the child was missed and was seen, or the service cancelled; check which is right, or"
                " say that there were two appointments. Patterns leave the missed one out until then."
            )
            yield QualityIssue(QualityCode.CONFLICT, reason, tuple(event.id for event in events), "kind")


def _in_one_unit(details: MeasurementDetails) -> tuple[str, Decimal]:
    unit = fold(details.unit)
    into, factor = _UNITS.get(unit, (unit, Decimal(1)))
    return into, details.value * factor
