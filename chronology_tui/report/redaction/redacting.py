"""A chronology for one recipient: entries left out and counted, people and children renamed, every text swept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import Child, Event, MeetingDetails, Person
from chronology_tui.domain.vocabulary import Handling
from chronology_tui.report.redaction.levels import Redaction
from chronology_tui.report.redaction.outcome import LeftOut, Redacted
from chronology_tui.report.redaction.standing import Standing, standings, without_names
from chronology_tui.report.redaction.sweep import Sweep
from chronology_tui.report.redaction.typed_names import families_in, professionals_in
from chronology_tui.report.redaction.work import Work
from chronology_tui.report.selection import WITHHELD


def redact(
    chronology: Chronology,
    siblings: Sequence[Chronology],
    people: Sequence[Person],
    children: Sequence[Child],
    redaction: Redaction,
    *,
    withhold: bool = True,
) -> Redacted:
    """Return a chronology as a recipient may read it.

    Args:
        chronology: the child's entries.
        siblings: the chronologies of brothers and sisters that stand beside it in the report.
        people: everybody in the store.
        children: every child in the store.
        redaction: who the report is for.
        withhold: whether restricted and privileged entries are left out: False only for the recording agency itself. What a
            family may not read is left out in any case.
    """
    whole = (chronology, *siblings)
    left_out = {e.id: why for one in whole for e in one.events if (why := _reason(e, withhold=withhold, level=redaction))}
    counts = Counter(left_out.values())
    shown = [_without(one, left_out) for one in whole]

    known = _everybody(shown, people, children, redaction)
    work = Work(redaction, known, _sweep(shown, children, known, redaction), own=chronology.child.id)
    done = [work.chronology(one) for one in shown]
    persons = tuple(work.person(person) for person in people)
    if redaction is Redaction.ANONYMOUS:
        work.tell_places(done)
    return Redacted(
        chronology=done[0],
        siblings=tuple(done[1:]),
        people=persons,
        changes=tuple(work.changes),
        left_out=LeftOut(counts["restricted"], counts["not_for_carers"], counts["third_party"]),
        to_look_at=tuple(dict.fromkeys(work.looks)),
        sweep=work.sweep,
    )


def _reason(event: Event, *, withhold: bool, level: Redaction) -> str:
    """Return why an entry is left out, as a field of :class:`LeftOut`; empty when it is not."""
    if withhold and WITHHELD.intersection(event.handling):
        return "restricted"
    if level is Redaction.FAMILY and Handling.NOT_FOR_CARERS in event.handling:
        return "not_for_carers"
    if level is Redaction.FAMILY and Handling.THIRD_PARTY in event.handling:
        return "third_party"
    return ""


def _without(chronology: Chronology, left_out: Mapping[UUID, str]) -> Chronology:
    """Return a chronology without some entries, and without the sources that only those cite: a title can tell what they say."""
    kept = chronology.where(lambda event: event.id not in left_out)
    cited = {event.source for event in kept.events}
    gone = {event.source for event in chronology.events if event.id in left_out} - cited
    sources = MappingProxyType({key: source for key, source in chronology.sources.items() if key not in gone})
    return Chronology(kept.child, kept.events, sources, kept.numbers)


def _everybody(
    shown: Sequence[Chronology], people: Sequence[Person], children: Sequence[Child], level: Redaction
) -> tuple[Standing, ...]:
    """Return everybody who is known, with those who are only named in the text where professionals become roles."""
    others = [*(one.child for one in shown[1:]), *children]
    known = standings(shown[0].child, others, people, level)
    if level is Redaction.ANONYMOUS:
        groups = [child.family_group for child in (shown[0].child, *others)]
        typed = (text for one in shown for text in _typed_people(one))
        known = (*known, *families_in(groups, known), *professionals_in(typed, known))
    return without_names(known)


def _sweep(shown: Sequence[Chronology], children: Sequence[Child], known: Sequence[Standing], level: Redaction) -> Sweep:
    """Return the sweep for a report."""
    if level is Redaction.NONE:
        return Sweep()
    own = shown[0].child.id
    inside = [*(one.child for one in shown), *children]
    gone = [child for child in inside if child.id != own or not level.names_the_child]
    anonymous = level is Redaction.ANONYMOUS
    return Sweep(
        known,
        numbers=[child.nhs_number for child in gone],
        references=[child.reference for child in gone],
        births=[child.birth for child in inside if child.birth] if anonymous else (),
        anonymous=anonymous,
    )


def _typed_people(chronology: Chronology) -> Iterator[str]:
    """Yield the texts in which professionals are named."""
    yield chronology.child.lead_professional
    for event in chronology.events:
        yield from (event.professional, event.brought_by, event.present)
        yield from (action.owner for action in event.planned)
        if isinstance(event.details, MeetingDetails):
            yield event.details.attended_by
