"""A small language for small chronologies, so that a test reads as a table.

One entry a line::

    2024-03-14   was_not_brought   @Physiotherapy   #a
    2024-03      attended          @Physiotherapy   !2 "words of the summary"
    ?2024-03-14  no_access         @Health visiting

Dates: a day, ``2024-03`` a month, ``2024`` a year, ``a..b`` between two days, ``a=b`` a stay from one day to another, ``<d``
before, ``>d`` after, ``?d`` doubted, ``-`` undated. Then the kind by its code, and in any order: ``@service`` (to the next mark),
``#name`` to refer to the entry by, ``!n`` severity, ``src:name``, ``seen`` or ``unseen`` (the child), ``own`` (booked by the
young person), ``critical``, ``planned``, ``notice:n`` in days, ``reason:words-with-hyphens``, ``at:HH:MM``, and the summary in
double quotes, last. On medicines: ``med:words-with-hyphens``, ``days:n`` that a supply covers, ``reliever``. ``onset:`` a date as
above and ``return`` (planned by the service) on urgent care; ``area:code`` where it is not the kind's own; ``place:words``.

Of an injury: ``site:cheek``, ``still`` (not yet mobile), ``mobile``, ``unfit`` (the explanation does not fit). An action that was
agreed at the entry: ``todo:ring-school``, with ``due:`` and ``done:`` days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from chronology_tui.analysis.engine import analyse
from chronology_tui.analysis.finding import Analysis, Finding, Outcome
from chronology_tui.analysis.policy import DEFAULT_POLICY, Policy
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates.value import Precision, Qualifier, UncertainDate
from chronology_tui.domain.kinds import Area, kind_for
from chronology_tui.domain.records import (
    AdmissionDetails,
    AppointmentDetails,
    Child,
    ChildStatus,
    Event,
    InjuryDetails,
    MedicineDetails,
    PlannedAction,
    Source,
    UrgentCareDetails,
)
from chronology_tui.domain.scales import Severity
from chronology_tui.domain.vocabulary import ChildSeen, Explanation, Mobility, PlanCategory, StatusKind

CHILD = Child(id=UUID(int=1), name="Robin Ashdown", birth=date(2015, 5, 4))
AS_OF = date(2026, 6, 30)

_LINE = re.compile(r'^(?P<when>\S+)\s+(?P<kind>\w+)\s*(?P<rest>[^"]*?)\s*(?:"(?P<summary>[^"]*)")?$')
_MARK = re.compile(
    r"@[^#!@]*?(?=\s+(?:#|!|src:|seen\b|unseen\b|own\b|critical\b|planned\b|notice:|reason:|at:|med:|days:|area:|place:|onset:|"
    r"site:|still\b|mobile\b|unfit\b|todo:|due:|done:)|\s*$)|\S+"
)


def when(text: str) -> UncertainDate:
    """Return the date that a line begins with."""
    if text == "-":
        return UncertainDate.undated()
    if text[0] == "<":
        return UncertainDate(text, Qualifier.BEFORE, Precision.DAY, None, date.fromisoformat(text[1:]))
    if text[0] == ">":
        return UncertainDate(text, Qualifier.AFTER, Precision.DAY, date.fromisoformat(text[1:]), None)
    if ".." in text or "=" in text:
        first, last = (date.fromisoformat(part) for part in re.split(r"\.\.|=", text))
        return UncertainDate(text, Qualifier.SPAN if "=" in text else Qualifier.BETWEEN, Precision.DAY, first, last)
    doubted = text[0] == "?"
    numbers = [int(part) for part in text.lstrip("?").split("-")]
    first = date(numbers[0], *[*numbers[1:], 1, 1][:2])
    precision = (Precision.YEAR, Precision.MONTH, Precision.DAY)[len(numbers) - 1]
    last = {
        Precision.YEAR: date(first.year, 12, 31),
        Precision.MONTH: date(first.year, first.month, monthrange(first.year, first.month)[1]),
    }.get(precision, first)
    return UncertainDate(text, Qualifier.UNCERTAIN if doubted else Qualifier.EXACT, precision, first, last)


@dataclass(frozen=True)
class Case:
    """A chronology with names for its entries."""

    chronology: Chronology
    names: dict[str, UUID]

    def analysed(self, policy: Policy = DEFAULT_POLICY, as_of: date = AS_OF) -> Analysis:
        """Return the analysis as at a day."""
        return analyse(self.chronology, policy, as_of)

    def findings(self, rule: str, policy: Policy = DEFAULT_POLICY, as_of: date = AS_OF) -> tuple[Finding, ...]:
        """Return the findings of one rule, of any outcome."""
        return tuple(f for f in self.analysed(policy, as_of).findings if f.rule == rule)

    def finding(self, rule: str, subject: str = "", policy: Policy = DEFAULT_POLICY, as_of: date = AS_OF) -> Finding:
        """Return the one finding of a rule on a subject."""
        (found,) = [f for f in self.findings(rule, policy, as_of) if f.subject == subject]
        return found

    def found(self, rule: str, policy: Policy = DEFAULT_POLICY, as_of: date = AS_OF) -> tuple[Finding, ...]:
        """Return the findings of one rule whose threshold is met."""
        return tuple(f for f in self.findings(rule, policy, as_of) if f.outcome is Outcome.FOUND)

    def named(self, events: Iterable[UUID]) -> str:
        """Return the names of entries in the order given, such as "a b c"; unnamed ones by their number."""
        back = {event: name for name, event in self.names.items()}
        return " ".join(back.get(event, str(self.chronology.numbers[event])) for event in events)

    def without(self, event: UUID) -> Case:
        """Return the case without one entry."""
        kept = [e for e in self.chronology.events if e.id != event]
        return Case(Chronology.of(self.chronology.child, kept, self.chronology.sources.values()), self.names)


def case(lines: str | Iterable[str], *, child: Child = CHILD, source: str = "Clinic letters") -> Case:
    """Return the chronology that the lines describe; empty lines are left out."""
    texts = lines.splitlines() if isinstance(lines, str) else list(lines)
    sources: dict[str, Source] = {}
    names: dict[str, UUID] = {}
    events = []
    for number, text in enumerate(filter(None, (line.strip() for line in texts)), 1):
        event, name = _event(text, UUID(int=0x1000 + number), child, sources, source)
        events.append(event)
        if name:
            assert name not in names, name
            names[name] = event.id
    return Case(Chronology.of(child, events, sources.values()), names)


def on_plan(start: str, end: str | None = None) -> Child:
    """Return the child with a child protection plan for neglect from ``start``, to ``end`` if given."""
    status = ChildStatus(
        kind=StatusKind.PROTECTION_PLAN,
        category=PlanCategory.NEGLECT,
        start=date.fromisoformat(start),
        end=date.fromisoformat(end) if end else None,
    )
    return CHILD.changed(statuses=(status,))


_MORE = {"site", "still", "mobile", "unfit", "todo", "due", "done", "med", "days", "reliever", "onset", "return", "area", "place"}
"""Marks of some kinds only."""


def _medicine(marks: dict[str, str]) -> MedicineDetails:
    return MedicineDetails(
        medicine=marks.get("med", "").replace("-", " "),
        days_supplied=int(marks["days"]) if "days" in marks else None,
        reliever="reliever" in marks,
        critical="critical" in marks,
    )


def _action(action_id: UUID, marks: dict[str, str]) -> PlannedAction:
    due, done = (when(marks[key]) if key in marks else None for key in ("due", "done"))
    return PlannedAction(id=action_id, what=marks["todo"].replace("-", " "), due=due, done=done)


def _event(text: str, event_id: UUID, child: Child, sources: dict[str, Source], source: str) -> tuple[Event, str]:
    match = _LINE.match(text)
    assert match, text
    kind = kind_for(match["kind"])
    assert kind is not None, text
    marks: dict[str, str] = {}
    for mark in _MARK.findall(match["rest"]):
        key, value = (mark[0], mark[1:]) if mark[0] in "@#!" else mark.partition(":")[::2]
        assert key in {"@", "#", "!", "src", "seen", "unseen", "own", "critical", "planned", "notice", "reason", "at", *_MORE}, (
            text
        )
        marks[key] = value.strip() or "yes"
    title = marks.get("src", source)
    known = sources.setdefault(title, Source(id=UUID(int=0x9000 + len(sources)), title=title))
    details: AppointmentDetails | AdmissionDetails | MedicineDetails | UrgentCareDetails | InjuryDetails | None = None
    if kind.area is Area.MEDICINES and {"med", "days", "reliever", "critical"} & marks.keys():
        details = _medicine(marks)
    elif {"onset", "return"} & marks.keys():
        onset = when(marks["onset"]) if "onset" in marks else None
        details = UrgentCareDetails(
            reason=marks.get("reason", "").replace("-", " "), onset=onset, planned_return="return" in marks
        )
    elif {"own", "critical", "notice"} & marks.keys():
        notice = int(marks["notice"]) if "notice" in marks else None
        details = AppointmentDetails(booked_by_young_person="own" in marks, critical="critical" in marks, notice_days=notice)
    elif {"planned", "reason"} & marks.keys():
        details = AdmissionDetails(planned="planned" in marks, reason=marks.get("reason", "").replace("-", " "))
    elif {"site", "still", "mobile", "unfit"} & marks.keys():
        details = InjuryDetails(
            site=marks.get("site", ""),
            mobility=Mobility.NOT_MOBILE if "still" in marks else Mobility.MOBILE if "mobile" in marks else Mobility.NOT_RECORDED,
            explanation=Explanation.INCONSISTENT if "unfit" in marks else Explanation.NOT_RECORDED,
        )
    event = Event(
        id=event_id,
        children=(child.id,),
        when=when(match["when"]),
        at=time.fromisoformat(marks["at"]) if "at" in marks else None,
        kind=kind,
        area=Area(marks["area"]) if "area" in marks else kind.area,
        service=marks.get("@", ""),
        place=marks.get("place", ""),
        summary=match["summary"] or "",
        source=known.id,
        child_seen=ChildSeen.SEEN if "seen" in marks else ChildSeen.NO if "unseen" in marks else ChildSeen.NOT_RECORDED,
        severity=Severity(int(marks["!"])) if "!" in marks else Severity.NOT_RATED,
        details=details,
        planned=(_action(event_id, marks),) if "todo" in marks else (),
    )
    return event, marks.get("#", "")
