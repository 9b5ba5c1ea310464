"""The fields of a child as they are typed, each optional: what is not given stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.records import Child, ChildStatus, HouseholdRisk, Vulnerability
from chronology_tui.domain.text import fold
from chronology_tui.domain.vocabulary import (
    CaseState,
    FatherKnown,
    HouseholdRiskKind,
    PlanCategory,
    Sex,
    StatusKind,
    VulnerabilityKind,
)
from chronology_tui.services.errors import InvalidRecord
from chronology_tui.services.ledger import valid
from chronology_tui.services.typed import MemberT, gestation, member, one_day

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook

DatedT = TypeVar("DatedT", Vulnerability, HouseholdRisk)

_PERIOD = re.compile(r"(?P<kind>[^=:]+)(?:=(?P<note>[^:]*))?(?::(?P<start>[^:]*))?(?::(?P<end>[^:]*))?")
_SEXES = {"f": Sex.FEMALE, "m": Sex.MALE}


_LONGEST_WAIT = timedelta(weeks=44)
"""Longest time to an expected date of birth: a whole pregnancy, counted from before it is known."""


@dataclass(frozen=True, slots=True)
class ChildFields:
    """Typed values of a child's fields. None leaves a field as it is; an empty text clears it where the field may be empty.

    Attributes:
        birth: one day; sex, father, state: by their codes.
        gestation: weeks and days at birth, such as "32+4".
        conditions: in the worker's words, parted by semicolons.
        vulnerabilities, risks: each ``kind[=note][:from[:to]]``; one of a kind and first day that is there is replaced.
        without_vulnerabilities, without_risks: kinds to take off.
    """

    name: str | None = None
    birth: str | None = None
    sex: str | None = None
    nhs_number: str | None = None
    reference: str | None = None
    gestation: str | None = None
    father: str | None = None
    family_group: str | None = None
    household: str | None = None
    conditions: str | None = None
    lead_professional: str | None = None
    parental_responsibility: str | None = None
    marking: str | None = None
    sharing_basis: str | None = None
    state: str | None = None
    vulnerabilities: Sequence[str] = ()
    without_vulnerabilities: Sequence[str] = ()
    risks: Sequence[str] = ()
    without_risks: Sequence[str] = ()


def set_child(casebook: Casebook, child_id: UUID, fields: ChildFields, *, draft: UUID | None = None) -> Child:
    """Change fields of a child and return the child; the ``draft`` that they were typed as goes.

    Raises:
        ChildUnknown: the store holds no such child.
        InvalidRecord, DateRefused: a value does not fit; nothing was changed.
    """
    child = casebook.chronology(child_id).child
    birth = child_values(ChildFields(birth=fields.birth), casebook.today()) if fields.birth else {}
    dates = DateContext(today=casebook.today(), birth=birth.get("birth", child.birth), planned=True)
    values = child_values(fields, casebook.today())
    values["vulnerabilities"] = _periods(
        child.vulnerabilities, Vulnerability, VulnerabilityKind, (fields.vulnerabilities, fields.without_vulnerabilities),
        "vulnerability", dates,
    )  # fmt: skip
    values["household_risks"] = _periods(
        child.household_risks, HouseholdRisk, HouseholdRiskKind, (fields.risks, fields.without_risks), "risk", dates
    )
    return casebook.save_child(valid(Child, {**dict(child), **values}), draft=draft)


class DatedList(StrEnum):
    """What a child has with a first and a last day; each member is the field of :class:`Child` that holds it."""

    STATUS = "statuses"
    VULNERABILITY = "vulnerabilities"
    RISK = "household_risks"

    @property
    def words(self) -> str:
        """What one of them is called."""
        return {DatedList.STATUS: "status", DatedList.VULNERABILITY: "vulnerability", DatedList.RISK: "risk in the household"}[
            self
        ]

    @property
    def kinds(self) -> type[StatusKind | VulnerabilityKind | HouseholdRiskKind]:
        """The closed list of their kinds."""
        match self:
            case DatedList.STATUS:
                return StatusKind
            case DatedList.VULNERABILITY:
                return VulnerabilityKind
            case DatedList.RISK:
                return HouseholdRiskKind


DatedRecord = ChildStatus | Vulnerability | HouseholdRisk


@dataclass(frozen=True, slots=True)
class DatedFields:
    """Typed values of something with a first and a last day.

    Attributes:
        kind: by its code.
        start, end: each one day, or empty where it is not known or has not ended; a status has a first day.
        category: of a protection plan, by its code; empty for not recorded.
        note: the worker's words, of a vulnerability or a risk.
    """

    kind: str
    start: str = ""
    end: str = ""
    category: str = ""
    note: str = ""


def set_dated(
    casebook: Casebook,
    child_id: UUID,
    which: DatedList,
    before: DatedRecord | None,
    fields: DatedFields,
    *,
    draft: UUID | None = None,
) -> Child:
    """Put a status, vulnerability or risk in place of ``before``, or add it where that is None; its ``draft`` goes.

    Where there is one of its kind with its first day already, it is put in that one's place.

    Raises:
        InvalidRecord, DateRefused: a value does not fit, or ``before`` is not there any more; nothing was changed.
    """
    with casebook.ledger.lock:
        child = casebook.chronology(child_id).child
        after = _dated(casebook, child, which, fields)
        there = _without(child, which, before)
        same = [one for one in there if (one.kind, one.start) == (after.kind, after.start)]
        if same and before is not None:
            raise InvalidRecord(f"Kind: there is another {which.words} of that kind with the same first day.")
        kept = [one for one in there if one not in same]
        place = getattr(child, which).index(before) if before is not None else len(kept)
        changed = child.changed(**{which: (*kept[:place], after, *kept[place:])})
        return casebook.save_child(changed, draft=draft)


def drop_dated(casebook: Casebook, child_id: UUID, which: DatedList, before: DatedRecord) -> Child:
    """Take a status, vulnerability or risk off a child.

    Raises:
        InvalidRecord: it is not there any more; nothing was changed.
    """
    with casebook.ledger.lock:
        child = casebook.chronology(child_id).child
        return casebook.save_child(child.changed(**{which: tuple(_without(child, which, before))}))


def dated_on(child: Child, which: DatedList, kind: str, start: str, dates: DateContext) -> DatedRecord:
    """Return what a child has of a kind from a first day, both as they are typed.

    Raises:
        InvalidRecord, DateRefused: a value cannot be read, or there is none.
    """
    wanted = (member(which.kinds, kind, which.words), one_day(start, dates, "first day") if start.strip() else None)
    found: Sequence[DatedRecord] = getattr(child, which)
    one = next((one for one in found if (one.kind, one.start) == wanted), None)
    if one is None:
        raise InvalidRecord(f"There is no {which.words} of that kind and first day. They are listed by: chronology child list")
    return one


def _without(child: Child, which: DatedList, before: DatedRecord | None) -> list[DatedRecord]:
    there: list[DatedRecord] = list(getattr(child, which))
    if before is not None and before not in there:
        raise InvalidRecord(f"That {which.words} is not there any more, so nothing was changed. Look at the list again.")
    return [one for one in there if one != before]


def _dated(casebook: Casebook, child: Child, which: DatedList, fields: DatedFields) -> DatedRecord:
    dates = DateContext(today=casebook.today(), birth=child.birth, planned=True)
    values: dict[str, Any] = {
        "kind": member(which.kinds, fields.kind, which.words),
        "start": one_day(fields.start, dates, "first day") if fields.start.strip() else None,
        "end": one_day(fields.end, dates, "last day") if fields.end.strip() else None,
    }
    if which is DatedList.STATUS:
        if values["start"] is None:
            raise InvalidRecord("Start: a status has a first day.")
        values["category"] = member(PlanCategory, fields.category or PlanCategory.NOT_RECORDED, "category")
        return valid(ChildStatus, values)
    values["note"] = fields.note
    return valid(Vulnerability, values) if which is DatedList.VULNERABILITY else valid(HouseholdRisk, values)


def child_values(fields: ChildFields, today: date) -> dict[str, Any]:
    """Return the values of :class:`Child` that the single typed fields give, by field name.

    Raises:
        InvalidRecord, DateRefused: a value cannot be read.
    """
    readers: dict[str, Callable[[str], object]] = {
        "sex": lambda typed: _SEXES.get(fold(typed)) or member(Sex, typed, "sex"),
        "father": lambda typed: member(FatherKnown, typed, "answer about the father"),
        "state": _state,
        "gestation": lambda typed: gestation(typed) if typed.strip() else None,
        "nhs_number": lambda typed: "".join(typed.split()).replace("-", ""),
        "conditions": lambda typed: tuple(part.strip() for part in typed.split(";") if part.strip()),
    }
    values: dict[str, Any] = {}
    for name in ("name", "reference", "family_group", "household", "lead_professional", "parental_responsibility", "marking",
                 "sharing_basis", *readers):  # fmt: skip
        typed = getattr(fields, name)
        if typed is not None:
            values[name] = readers[name](typed) if name in readers else typed
    if fields.birth is not None and fields.birth.strip():
        birth = one_day(fields.birth, DateContext(today=today, planned=True), "date of birth")
        if birth > today + _LONGEST_WAIT:
            raise InvalidRecord("The date of birth is too far ahead, even for a child expected: check the year.")
        values |= {"birth": birth, "unborn": birth > today}
    return values


def _state(typed: str) -> CaseState:
    state = member(CaseState, typed, "state")
    if state is CaseState.PURGED:
        raise InvalidRecord("A child is purged by removing everything about the child, not by setting a state.")
    return state


def _periods(
    there: Sequence[DatedT],
    record: type[DatedT],
    kinds: type[MemberT],
    typed: tuple[Sequence[str], Sequence[str]],
    what: str,
    dates: DateContext,
) -> tuple[DatedT, ...]:
    """Return the dated facts after adding and replacing the first of ``typed`` and taking off the second."""
    added, taken_off = typed
    gone = {member(kinds, kind, what) for kind in taken_off}
    missing = gone - {one.kind for one in there}
    if missing:
        raise InvalidRecord(f"There is no {what} {min(missing)!s} to take off.")
    kept = {(one.kind, one.start): one for one in there if one.kind not in gone}
    for text in added:
        match = _PERIOD.fullmatch(text.strip())
        if match is None:
            raise InvalidRecord(f"The {what} {text!r} is not written as KIND, KIND:FROM or KIND:FROM:TO (a note as KIND=NOTE).")
        start, end = (one_day(match[name], dates, name) if (match[name] or "").strip() else None for name in ("start", "end"))
        kind = member(kinds, match["kind"], what)
        one = valid(record, {"kind": kind, "note": match["note"] or "", "start": start, "end": end})
        kept[one.kind, one.start] = one
    return tuple(kept.values())
