"""Offered appointments by service: a ribbon that shows what came of each, and the same as a table of counts.

What an entry says of an appointment is decided in one place (:mod:`chronology_tui.analysis.appointments`), so that ribbon, table
and findings count alike: possible duplicates once, the service's own cancellations never against a family, and a young person's
own choice apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from chronology_tui.analysis.appointments import Appointment, Care, Role, ServiceCare, read_care
from chronology_tui.analysis.reach import Runs, runs
from chronology_tui.domain.kinds import Kind
from chronology_tui.report.case import Case
from chronology_tui.report.document import (
    Cell,
    Column,
    ColumnKind,
    Line,
    Outcome,
    Ribbon,
    RibbonLane,
    RibbonMark,
    Row,
    Run,
    Table,
    Tone,
)
from chronology_tui.report.entries import cell
from chronology_tui.report.figures import drawn_day
from chronology_tui.report.wording import day_words, listed, many, said

LANES_SHOWN = 14
"""Most services drawn; those with fewer contacts stand in the table only, and are counted in the caption."""
NOT_NAMED = "Service not named"

OUTCOMES: dict[Role, Outcome] = {
    Role.SEEN: Outcome.ATTENDED,
    Role.MISSED: Outcome.MISSED,
    Role.CANCELLED_BY_FAMILY: Outcome.FAMILY,
    Role.MOVED_BY_FAMILY: Outcome.FAMILY,
    Role.CANCELLED_BY_SERVICE: Outcome.SERVICE,
    Role.LEFT: Outcome.OTHER,
    Role.OWN_CHOICE: Outcome.OTHER,
    Role.CONFLICT: Outcome.OTHER,
}
"""What is drawn of an appointment. A role that is not here is no contact of its own: a possible duplicate, a discharge, or an
entry that does not say that an appointment was offered."""


def outcome_of(appointment: Appointment) -> Outcome | None:
    """Return what is drawn of an appointment, None where it is no contact of its own."""
    return Outcome.LATE if _late(appointment) else OUTCOMES.get(appointment.role)


def _late(appointment: Appointment) -> bool:
    return appointment.role is Role.SEEN and appointment.event.kind is Kind.ATTENDED_LATE


@dataclass(frozen=True, slots=True)
class Lane:
    """The contacts of one service: its name, every contact, and those with a day at which they can be drawn."""

    name: str
    contacts: tuple[Appointment, ...]
    marks: tuple[RibbonMark, ...]
    antenatal: bool


def care_of(case: Case) -> Care:
    """Return the offered appointments of the case."""
    return read_care(case.events, case.chronology.child, case.request.as_of)


def lanes_of(care: Care) -> tuple[Lane, ...]:
    """Return the services with any contact, those with the most contacts first, entries that name none last."""
    lanes = [_lane(service) for service in care.services.values()]
    lanes = [lane for lane in lanes if lane.contacts]
    return tuple(sorted(lanes, key=lambda lane: (lane.name == NOT_NAMED, -len(lane.contacts), lane.name.casefold(), lane.name)))


def _lane(service: ServiceCare) -> Lane:
    contacts = tuple(a for a in service.all if outcome_of(a) is not None)
    marks = ((drawn_day(a.event.when), outcome_of(a)) for a in contacts)
    drawn = sorted((RibbonMark(day, outcome) for day, outcome in marks if day and outcome), key=lambda mark: mark.day)
    return Lane(said(service.name) or NOT_NAMED, contacts, tuple(drawn), service.antenatal)


# ------------------------------------------------------------------------------------------------------------------- ribbon


def ribbon(lanes: Sequence[Lane]) -> Ribbon | None:
    """Return the ribbon of the services with the most contacts; None when no contact has a day at which it can be drawn."""
    drawn = [lane for lane in lanes if lane.marks][:LANES_SHOWN]
    days = [mark.day for lane in drawn for mark in lane.marks]
    if not days:
        return None
    first, last = min(days), max(days)
    caption = "Each mark is an offered appointment; its form and its place on the line show what came of it."
    vague = sum(len(lane.contacts) - len(lane.marks) for lane in lanes)
    if vague:
        caption += f" {many(vague, 'contact')} without a close date {'is' if vague == 1 else 'are'} not drawn."
    others = sum(bool(lane.marks) for lane in lanes) - len(drawn)
    if others:
        caption += f" {many(others, 'service')} with fewer contacts {'stands' if others == 1 else 'stand'} in the table only."
    shown = tuple(RibbonLane(lane.name, lane.marks) for lane in drawn)
    return Ribbon(caption, _in_words(shown, first, last), first, last, shown)


def _in_words(lanes: Sequence[RibbonLane], first: date, last: date) -> str:
    span = f"from {day_words(first)} to {day_words(last)}" if first != last else f"on {day_words(first)}"
    parts = [f"Appointments over time {span}, one line for each service."]
    parts += [f"{lane.label}: {_counted(lane.marks)}." for lane in lanes]
    return " ".join(parts)


def _counted(marks: Sequence[RibbonMark]) -> str:
    counts = {outcome: sum(mark.outcome is outcome for mark in marks) for outcome in Outcome}
    return listed(f"{number:,} {outcome.value}" for outcome, number in counts.items() if number)


# -------------------------------------------------------------------------------------------------------------------- table

Test = Callable[[Appointment], bool]


def _of_kind(*kinds: Kind) -> Test:
    wanted = frozenset(kinds)
    return lambda a: a.role is Role.MISSED and a.event.kind in wanted


def _of_role(*roles: Role) -> Test:
    wanted = frozenset(roles)
    return lambda a: a.role in wanted


COUNTED: tuple[tuple[str, Test], ...] = (
    ("Offered", lambda a: a.offered),
    ("Attended", lambda a: a.role is Role.SEEN and not _late(a)),
    ("Late", _late),
    ("Not brought", _of_kind(Kind.WAS_NOT_BROUGHT, Kind.ANTENATAL_MISSED)),
    ("Cancelled by family", _of_role(Role.CANCELLED_BY_FAMILY)),
    ("By service", _of_role(Role.CANCELLED_BY_SERVICE)),
)
"""What has a column of its own."""
OTHERS: tuple[tuple[str, Test], ...] = (
    ("late, not seen", _of_kind(Kind.LATE_NOT_SEEN)),
    ("no access", _of_kind(Kind.NO_ACCESS)),
    ("left before seen", _of_role(Role.LEFT)),
    ("moved by family", _of_role(Role.MOVED_BY_FAMILY)),
    ("young person's own choice", _of_role(Role.OWN_CHOICE)),
    ("recorded both as missed and otherwise", _of_role(Role.CONFLICT)),
)
"""What is told in words below the name of the service, where it has any. Offered are attended, late, not brought and
cancelled by the family, with late and not seen, no access, and left before seen of these."""


def appointment_table(case: Case, lanes: Sequence[Lane]) -> Table | None:
    """Return what was offered and what came of it, by service with a line over all; None when no contact is recorded."""
    if not lanes:
        return None
    columns = (
        Column("Service", ColumnKind.SHORT),
        *(Column(heading, ColumnKind.NUMBER) for heading, _ in COUNTED),
        Column("Share missed", ColumnKind.NUMBER),
        Column("Longest run missed", ColumnKind.NUMBER),
    )
    rows = [_row(lane.name, lane.contacts, _longest(case, lane.contacts)) for lane in lanes]
    if len(lanes) > 1:
        rows.append(_total(lanes))
    return Table("Offered appointments and what came of them, by service", columns, tuple(rows))


def _total(lanes: Sequence[Lane]) -> Row:
    """Return the line over all services; the unborn child's own appointments stay apart, as the findings keep them."""
    born = [a for lane in lanes if not lane.antenatal for a in lane.contacts]
    apart = any(lane.antenatal for lane in lanes)
    return _row("All services but antenatal care" if apart else "All services", born, "by service")


def _row(name: str, contacts: Sequence[Appointment], longest: str) -> Row:
    offered = sum(a.offered for a in contacts)
    missed = sum(a.role is Role.MISSED for a in contacts)
    share = f"{missed / offered:.0%}" if offered else "none offered"
    counts = (cell(f"{sum(map(test, contacts)):,}") for _, test in COUNTED)
    told = ((words, sum(map(test, contacts))) for words, test in OTHERS)
    also = "; ".join(f"{words} {number:,}" for words, number in told if number)
    lines: list[Line] = [(Run(name),), *([(Run(f"also {also}", Tone.QUIET),)] if also else [])]
    return Row((Cell(tuple(lines)), *counts, cell(share), cell(longest)))


def _longest(case: Case, contacts: Sequence[Appointment]) -> str:
    """Return the most appointments missed in a row, as a range where it depends on uncertain dates."""
    found = missed_runs(contacts, case.request.as_of)
    if found.surest == found.widest:
        return f"{found.surest:,}" if found.surest else "none"
    return f"{found.surest:,} to {found.widest:,}"


def missed_runs(contacts: Iterable[Appointment], as_of: date) -> Runs:
    """Return the rows of missed appointments that no attended one interrupts."""
    all_ = list(contacts)
    missed = [a.reach for a in all_ if a.role is Role.MISSED]
    return runs(missed, [a.reach for a in all_ if a.role is Role.SEEN], as_of, 1)
