"""Discharged, not seen: a service closed the child's care because appointments were not kept, and has not seen the child since.

Counted: closures for non-attendance, in each service that they name (or whose words name exactly one), after which no contact in
that service is recorded. Where a service has no such entry, a missed appointment whose words say so ("discharged from clinic") is
the closure. A contact is an attended appointment, or an entry of the same service that shows the child seen. Never counted: the
closure of a young person's own booking. A closure that names no service is listed, since nobody can look for a later contact.

**Level**: *consider*; *strong* where the child was on a child protection plan that day, or a missed appointment of the service or
the closure itself is marked as critical care.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chronology_tui.analysis.appointments import Appointment, Role, ServiceCare
from chronology_tui.analysis.contacts import contact, saw_the_child
from chronology_tui.analysis.counted import Counted, found, not_assessable, not_found
from chronology_tui.analysis.finding import Excluded, Finding, Level, Measure
from chronology_tui.analysis.levels import level_of
from chronology_tui.analysis.limits import DNS_CLOSURES
from chronology_tui.analysis.rule import Rule, RuleContext
from chronology_tui.analysis.wording import day_words, many
from chronology_tui.domain.records import AppointmentDetails
from chronology_tui.domain.text import fold
from chronology_tui.domain.vocabulary import StatusKind

NO_SERVICE = "the closure names no service, so a later contact cannot be looked for"
_CLOSING = re.compile(
    r"(?<!not )(?<!not be )(?<!will be )(?<!may be )\bdischarged"
    r" (?:from (?:the |this |our )?(?:clinic|service|list|caseload)|(?:back )?to (?:the )?gp)\b"
)
SEEN_SINCE = "closed for non-attendance, and seen in this service since"


@dataclass(frozen=True, slots=True)
class _Closed:
    """The closures of one service that no contact surely follows, and those that one does.

    ``contacts`` are the entries that show the child seen in the service.
    """

    service: ServiceCare
    open: tuple[Counted, ...]
    seen_since: tuple[Counted, ...]
    contacts: tuple[Counted, ...]
    certain: bool


def _own(a: Appointment) -> bool:
    return isinstance(a.event.details, AppointmentDetails) and a.event.details.booked_by_young_person


def _closed_by_words(a: Appointment) -> bool:
    """Whether the entry of a missed appointment says itself that the service closed the child's care."""
    return a.role is Role.MISSED and any(_CLOSING.search(fold(event.summary)) for event in a.entries)


def _contacts(service: ServiceCare, context: RuleContext) -> tuple[Counted, ...]:
    found = {a.event.id.int: Counted(a.event, a.reach) for a in service.seen}
    for event in context.by_service.get(service.key, ()):
        if event.id.int not in found and saw_the_child(event):
            found[event.id.int] = contact(event, context.as_of)
    return tuple(found.values())


def _closed(service: ServiceCare, context: RuleContext) -> _Closed | None:
    closures = [Counted(a.event, a.reach) for a in service.all if a.role is Role.DISCHARGED and not _own(a)]
    closures = closures or [Counted(a.event, a.reach) for a in service.all if _closed_by_words(a)]
    if not closures:
        return None
    contacts = _contacts(service, context)
    surely_seen = max((c.reach.first for c in contacts if c.reach.sure), default=0)
    maybe_seen = max((c.reach.last for c in contacts), default=0)
    still = tuple(c for c in closures if surely_seen <= c.reach.last)
    return _Closed(
        service,
        still,
        tuple(c for c in closures if surely_seen > c.reach.last),
        contacts,
        certain=sum(c.reach.sure and maybe_seen <= c.reach.first for c in still) >= context.policy.count(DNS_CLOSURES),
    )


def _find(context: RuleContext, rule: Rule) -> tuple[Finding, ...]:
    groups = [g for key, s in context.care.services.items() if key and (g := _closed(s, context)) is not None]
    fewest = context.policy.count(DNS_CLOSURES)
    found = tuple(_found(context, rule, g) for g in groups if len(g.open) >= fewest)
    if found:
        return found
    out = _left_out(context, groups)
    nameless = [item for item in out if item.why == NO_SERVICE]
    if (nameless and not groups) or not (groups or context.care.recorded):
        return (_not_assessable(context, rule, out, nameless=bool(nameless)),)
    return (_not_found(context, rule, groups, out),)


def _level(context: RuleContext, group: _Closed) -> Level:
    critical = any(a.critical for a in group.service.all if a.role in {Role.MISSED, Role.DISCHARGED})
    certain = Level.STRONG if critical or any(_on_plan(context, c, surely=True) for c in group.open) else Level.CONSIDER
    widest = Level.STRONG if critical or any(_on_plan(context, c, surely=False) for c in group.open) else Level.CONSIDER
    return level_of(certain if group.certain else None, widest)


def _on_plan(context: RuleContext, closure: Counted, *, surely: bool) -> bool:
    if not closure.reach.bounded or (surely and not closure.reach.sure):
        return False
    ends = [date.fromordinal(day) for day in (closure.reach.first, closure.reach.last)]
    on = [context.chronology.child.status_on(day, StatusKind.PROTECTION_PLAN) is not None for day in ends]
    return all(on) if surely else any(on)


def _found(context: RuleContext, rule: Rule, group: _Closed) -> Finding:
    service = group.service
    last = max(c.reach.last for c in group.open)
    missed = sum(a.role is Role.MISSED and a.reach.first <= last for a in service.all)
    before = [c for c in group.contacts if c.reach.sure and c.reach.last <= last]
    dated = any(c.reach.sure for c in group.open)
    day = date.fromordinal(last)
    measures: dict[str, Measure] = {
        "closures": len(group.open),
        "missed_before": missed,
        "seen_before": len(before),
        "days_since": (context.as_of - day).days if dated else None,
        "closures_followed_by_contact": len(group.seen_since),
    }
    closed = f"closed the child's care {times_words(group.open)}because appointments were not kept"
    last_on = "on" if len(group.open) == 1 else "last on"
    by_words = not any(a.role is Role.DISCHARGED for a in service.all)
    possible = sum(c.reach.last > min(o.reach.first for o in group.open) for c in group.contacts)
    words = (
        f"{service.name} {closed}{f', {last_on} {day_words(day)}' if dated else ''}.",
        "No later contact in this service is recorded."
        if group.certain
        else "Whether the child was seen there afterwards depends on uncertain dates"
        + (f": {many(possible, 'contact')} may lie after it." if possible else "."),
        f"Up to then, {many(missed, 'appointment')} in this service {'is' if missed == 1 else 'are'} recorded as missed."
        if missed
        else "The record holds no missed appointment in this service before it.",
        f"The child was last seen there on {day_words(date.fromordinal(max(c.reach.last for c in before)))}."
        if before
        else "The record does not show the child seen there before.",
        "That the service closed is read from the words of a missed appointment." if by_words else "",
        "Closing for non-attendance is the service's decision; the health need may still be there.",
    )
    title = f"Closed by {service.name}, not seen there since{f' {day_words(day)}' if dated else ''}"
    out = [Excluded(c.event.id, SEEN_SINCE) for c in group.seen_since]
    out += [Excluded(a.event.id, Role.OWN_CHOICE.why) for a in service.all if a.role is Role.DISCHARGED and _own(a)]
    open_dates = [
        c.event.id for c in group.contacts if c.reach.last > min(o.reach.first for o in group.open) and not c.reach.exact
    ]
    return found(
        context, rule, title, words, group.open, _level(context, group), certain=group.certain, measures=measures, out=out,
        area=service.name, subject=service.name, also_uncertain=open_dates, spanned=False,
    )  # fmt: skip


def times_words(closures: Sequence[Counted]) -> str:
    """Return "" for one closure, "twice " or "3 times " for more."""
    return "" if len(closures) == 1 else "twice " if len(closures) == 2 else f"{len(closures):,} times "


def _left_out(context: RuleContext, groups: Iterable[_Closed]) -> tuple[Excluded, ...]:
    since = {c.event.id for g in groups for c in g.seen_since}
    out = []
    for a in context.care.with_role(Role.DISCHARGED):
        if _own(a):
            out.append(Excluded(a.event.id, Role.OWN_CHOICE.why))
        elif not a.service:
            out.append(Excluded(a.event.id, NO_SERVICE))
        elif a.event.id in since:
            out.append(Excluded(a.event.id, SEEN_SINCE))
    return tuple(out)


def _not_found(context: RuleContext, rule: Rule, groups: Sequence[_Closed], out: tuple[Excluded, ...]) -> Finding:
    seen = sum(len(g.seen_since) for g in groups)
    words = (
        f"{many(seen, 'closure')} for non-attendance recorded; the child was seen in the same service after each."
        if seen
        else "No service is recorded as having closed the child's care for non-attendance without a later contact."
    )
    measures: dict[str, Measure] = {"closures": 0, "closures_followed_by_contact": seen}
    return not_found(context, rule, "Closed for non-attendance, not seen since: not recorded", (words,), measures, out)


def _not_assessable(context: RuleContext, rule: Rule, out: tuple[Excluded, ...], *, nameless: bool) -> Finding:
    title = "Closed for non-attendance: cannot be assessed"
    if nameless:
        why = "A service closed the child's care and the record does not say which, so a later contact cannot be looked for."
        missing = "which service closed the child's care: ask the GP, and then that service whether it has seen the child since"
    else:
        why = "No appointments are recorded with what came of them, so nothing can be said about services that closed."
        missing = "no appointments are recorded with what came of them: ask each service whether it still sees the child"
    return not_assessable(context, rule, title, why, (missing,), out)


RULE = Rule(
    id="discharged-not-seen",
    version=1,
    family="attendance",
    name="Closed for non-attendance and not seen since",
    limits=(DNS_CLOSURES,),
    find=_find,
    alternatives=(
        "the need may have passed, or another service may have taken it over",
        "the letters about the appointments, or about closing, may not have reached the family",
        "the child may have been seen there or privately since, without this record showing so",
        "the service may close by rule after a number of missed appointments, without looking at the child's need",
    ),
    questions=(
        "Does the child still need this care, and what happens to the child's health without it?",
        "Who was told that the care was closed: the family, the referrer, the GP?",
        "Did anybody speak with the family before closing, and what did they say stood in the way?",
        "Was a policy on children who are not brought followed, with a look at risk before closing?",
    ),
    considerations=(
        "ask the referrer or the GP whether the child needs to be referred again, and with what help to attend",
        "ask the service what its decision to close rested on",
        "talk it over with the named nurse or named doctor for safeguarding where the care matters for the child's health",
    ),
    sources=(
        "Sussex 5.3: attendance and closing need curiosity; closing is a decision about risk",
        "no published numeric threshold: one closure is common practice and can be changed",
    ),
)
