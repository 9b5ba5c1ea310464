"""What rules that count single entries share: reading entries once, and building the finding of the counted ones.

**Duplicates.** Entries of one group (such as a kind, or a kind and a medicine) on one certain day are one event unless something
that both record tells them apart: the time, the service, the place or the medicine. As many are kept as the most telling of these
gives different values; so an entry taken away can never let more of the others in. The one that is counted stands for those that
are not (its ``twins``): what any of them says of the event, it says.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from types import MappingProxyType
from uuid import UUID

from chronology_tui.analysis.attendance import evidence_hull
from chronology_tui.analysis.finding import Badge, Certainty, Excluded, Finding, Level, Measure, Outcome
from chronology_tui.analysis.reach import Density, Reach
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import NOT_REASSURANCE, between_words, listed, many, titled
from chronology_tui.domain.care_services import service_key
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import AdmissionDetails, Event, MedicineDetails, UrgentCareDetails
from chronology_tui.domain.text import fold

DUPLICATE = "possible duplicate: the same day and nothing that tells it apart from another entry, counted once"


@dataclass(frozen=True, slots=True)
class Counted:
    """One entry that a rule counts, with the days that its date allows and the possible duplicates that it stands for."""

    event: Event
    reach: Reach
    twins: tuple[Event, ...] = ()

    @property
    def entries(self) -> tuple[Event, ...]:
        """The entry and its possible duplicates, in order."""
        return (self.event, *self.twins)


Telling = Callable[[Event], time | str | None]
"""What may tell two entries of one day apart; empty or None where the entry does not say."""


def by_time(event: Event) -> time | None:
    """Return the time of day."""
    return event.at


def by_service(event: Event) -> str:
    """Return what the names of its service have in common."""
    return service_key(event.service) if event.service else ""


def by_place(event: Event) -> str:
    """Return what the names of its place have in common."""
    return service_key(event.place) if event.place else ""


def by_medicine(event: Event) -> str:
    """Return the medicine."""
    return fold(event.details.medicine) if isinstance(event.details, MedicineDetails) else ""


_TELLING: tuple[Telling, ...] = (by_time, by_service, by_place, by_medicine)


def read_once(
    events: Iterable[Event], as_of: date, group: Callable[[Event], Hashable], *, start_only: bool = False,
    telling: Sequence[Telling] = _TELLING, why: str = DUPLICATE,
) -> tuple[tuple[Counted, ...], tuple[Excluded, ...]]:  # fmt: skip
    """Return the entries to count, in order, and the possible duplicates.

    Args:
        events: the entries, in order of the chronology.
        as_of: the day looked back from.
        group: what two entries have in common that may be one event.
        start_only: a span counts by its first day alone.
        telling: what tells two of them apart.
        why: the reason that a possible duplicate is left out.
    """
    read = [Counted(event, Reach.of(event.when, as_of, start_only=start_only)) for event in events]
    days: dict[tuple[int, Hashable], list[Event]] = {}
    for item in read:
        if item.reach.exact:
            days.setdefault((item.reach.first, group(item.event)), []).append(item.event)
    twins: dict[UUID, tuple[Event, ...]] = {}
    for same in days.values():
        if len(same) > 1:
            twins.update(_one_day(same, telling))
    doubled = {event.id for others in twins.values() for event in others}
    kept = tuple(Counted(item.event, item.reach, twins.get(item.event.id, ())) for item in read if item.event.id not in doubled)
    return kept, tuple(Excluded(item.event.id, why) for item in read if item.event.id in doubled)


def _one_day(same: Sequence[Event], telling: Sequence[Telling]) -> dict[UUID, tuple[Event, ...]]:
    """Return the counted entries of one day and group, each with those that it stands for.

    The first entry is counted for each value of whatever takes the most different values; what does not say stands by the first.
    """
    best: dict[time | str | None, list[Event]] = {}
    for tell in telling:
        values: dict[time | str | None, list[Event]] = {}
        for event in same:
            values.setdefault(tell(event) or None, []).append(event)
        if len(values.keys() - {None}) > len(best):
            unsaid = values.pop(None, [])
            best = values
            next(iter(best.values())).extend(unsaid)
    groups = list(best.values()) or [list(same)]
    return {first.id: tuple(others) for first, *others in groups}


def found(
    context: RuleContext, rule: Rule, title: str, sentences: Iterable[str], evidence: Sequence[Counted], level: Level, *,
    certain: bool, measures: Mapping[str, Measure], out: Iterable[Excluded] = (), area: str = "", subject: str = "",
    also_uncertain: Iterable[UUID] = (), badges: Iterable[Badge] = (), spanned: bool = True,
) -> Finding:  # fmt: skip
    """Return the finding of counted entries, with the time they span added to the title.

    Args:
        context: the chronology and the policy.
        rule: the rule itself.
        title: the title without the time.
        sentences: the explanation; empty ones are left out.
        evidence: the counted entries, in order.
        level: how much weight it asks for.
        certain: whether the threshold is met in every reading of uncertain dates.
        measures: the numbers.
        out: what was left out.
        area: the first words of the second line.
        subject: what within the rule it is about.
        also_uncertain: further entries without a certain day on which the answer depends.
        badges: words beside single entries.
        spanned: whether the title takes the time they span, and how many have an uncertain date.
    """
    reaches = [item.reach for item in evidence]
    start, end, span = evidence_hull(reaches)
    loose = sum(not reach.sure for reach in reaches)
    if spanned:
        within = f" in {span}" if start and start != end and len(evidence) > 1 else ""
        title = titled(title, within, f" ({loose:,} with an uncertain date)" if loose else "")
    base = rule.finding(context, Outcome.FOUND, title, " ".join(filter(None, sentences)))
    uncertain: tuple[UUID, ...] = ()
    if not certain:
        own = (item.event.id for item in evidence if not item.reach.exact)
        uncertain = tuple(dict.fromkeys((*own, *also_uncertain)))
    return replace(
        base,
        subject=subject,
        level=level,
        detail=" · ".join(filter(None, (area, span))),
        evidence=tuple(item.event.id for item in evidence),
        excluded=tuple(out),
        measures=MappingProxyType(dict(measures)),
        certainty=Certainty.CERTAIN if certain else Certainty.DEPENDS_ON_UNCERTAIN_DATES,
        uncertain_events=uncertain,
        badges=tuple(badges),
        start=start,
        end=end,
    )


def not_found(
    context: RuleContext, rule: Rule, title: str, sentences: Iterable[str], measures: Mapping[str, Measure],
    out: Iterable[Excluded] = (),
) -> Finding:  # fmt: skip
    """Return that the threshold is not met, which is no reassurance."""
    words = " ".join(filter(None, (*sentences, NOT_REASSURANCE)))
    finding = rule.finding(context, Outcome.NOT_FOUND, title, words)
    return replace(finding, excluded=tuple(out), measures=MappingProxyType(dict(measures)))


def not_assessable(
    context: RuleContext, rule: Rule, title: str, why: str, missing: Iterable[str], out: Iterable[Excluded] = ()
) -> Finding:
    """Return that the record does not hold what the question needs."""
    finding = rule.finding(context, Outcome.NOT_ASSESSABLE, title, why)
    return replace(finding, excluded=tuple(out), missing=tuple(missing))


def planned_care(event: Event) -> bool:
    """Whether the entry is recorded as planned by the service: a planned admission, or a planned return to urgent care."""
    if isinstance(event.details, UrgentCareDetails):
        return event.details.planned_return
    return isinstance(event.details, AdmissionDetails) and event.details.planned


def when_words(evidence: Sequence[Counted]) -> str:
    """Return "between 14 March 2024 and 9 July 2024", "on 14 March 2024", or "without dates"."""
    start, end, _ = evidence_hull([item.reach for item in evidence])
    return between_words(start, end) if start and end else "without dates"


def depends(dense: Density, months: int) -> str:
    """Return what the answer depends on when the threshold is met in the widest reading only."""
    return (
        "Whether the threshold is met depends on uncertain dates: in the surest reading there are at most"
        f" {dense.surest:,} in any {many(months, 'month')}; in the widest, {dense.widest:,}."
    )


def beside(context: RuleContext, words: Mapping[Kind, str]) -> str:
    """Return the entries of other kinds on the record, counted: "not collected 2, given wrongly 1"; empty for none."""
    return listed((what, len(context.by_kind.get(kind, ()))) for kind, what in words.items())
