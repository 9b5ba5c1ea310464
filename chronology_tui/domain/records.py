"""The records of a chronology: immutable, validated values, free of database and screen.

Identifiers are UUIDv7. Text is stored as typed, in Unicode NFC, with no mark-up: every user string is data. A record that
exists is valid; to change one, make another with :meth:`Record.changed`.
"""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from chronology_tui.domain.dates.value import UncertainDate
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.text import clean
from chronology_tui.domain.vocabulary import (
    Basis,
    ChildSeen,
    ContactMode,
    FamilyResponse,
    Handling,
    Impact,
    PlanCategory,
    Sex,
    SourceKind,
    StatusKind,
)

Text = Annotated[str, AfterValidator(clean)]
"""A text field: stored as typed, NFC, trimmed at both ends."""


def _not_empty(text: str) -> str:
    if not text:
        raise ValueError("must not be empty")
    return text


Words = Annotated[str, AfterValidator(clean), AfterValidator(_not_empty)]
"""A text field that must hold something."""

SUMMARY_ADVISED_WORDS = 60
"""A summary is advised to hold at most this many words (Scottish National Risk Framework: "a very brief note")."""


class Record(BaseModel):
    """Base of all records: frozen, closed, validated."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)

    def changed(self, **values: object) -> Self:
        """Return a copy with ``values`` changed, validated as a whole."""
        return type(self).model_validate({**{name: getattr(self, name) for name in type(self).model_fields}, **values})


    @classmethod
    def trusted(cls, values: dict[str, object]) -> Self:
        """Return a record of values that were validated before, all fields given: a third of the cost of ``model_construct``.

        Only for reading back what this program wrote; a test compares it with validated construction.
        """
        record = cls.__new__(cls)
        object.__setattr__(record, "__dict__", values)
        object.__setattr__(record, "__pydantic_fields_set__", set(values))
        object.__setattr__(record, "__pydantic_extra__", None)
        object.__setattr__(record, "__pydantic_private__", None)
        return record


class ChildStatus(Record):
    """A legal or service status with its dates, such as a child protection plan for neglect."""

    kind: StatusKind
    category: PlanCategory = PlanCategory.NOT_RECORDED
    start: date
    end: date | None = None

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.end is not None and self.end < self.start:
            raise ValueError("the status ends before it starts")
        return self

    def active_on(self, day: date) -> bool:
        """Whether the status holds on ``day``; both the first and the last day count."""
        return self.start <= day and (self.end is None or day <= self.end)


class Child(Record):
    """The child whose chronology it is.

    Attributes:
        id: UUIDv7.
        name: given and family name as the worker writes it, or initials.
        birth: date of birth, or the expected date while unborn.
        unborn: whether ``birth`` is an expected date.
        sex: for growth charts; never required.
        nhs_number: ten digits without blanks, its check digit right; never required.
        reference: the worker's own reference.
        statuses: plans and legal statuses with their dates.
        conditions: long-term conditions in the worker's words.
        lead_professional: who leads, in the worker's words.
    """

    id: UUID
    name: Words
    birth: date | None = None
    unborn: bool = False
    sex: Sex = Sex.NOT_KNOWN
    nhs_number: str = ""
    reference: Text = ""
    statuses: tuple[ChildStatus, ...] = ()
    conditions: tuple[Words, ...] = ()
    lead_professional: Text = ""

    @model_validator(mode="after")
    def _check_number(self) -> Self:
        if self.nhs_number and not nhs_number_is_valid(self.nhs_number):
            raise ValueError("the NHS number's check digit does not fit: look at the source again")
        return self

    @property
    def initials(self) -> str:
        """The child's initials with full stops, such as "S.T.", for headings and file properties."""
        parts = [word for word in self.name.replace("-", " ").replace(".", " ").split() if word[0].isalnum()]
        if len(parts) == 1 and len(parts[0]) <= 4 and parts[0].isupper():
            parts = list(parts[0])
        return "".join(f"{word[0].upper()}." for word in parts) or self.name[:1]

    def status_on(self, day: date, kind: StatusKind) -> ChildStatus | None:
        """Return the status of ``kind`` that holds on ``day``, the latest if there are several, or None."""
        active = [s for s in self.statuses if s.kind is kind and s.active_on(day)]
        return max(active, key=lambda s: s.start) if active else None


def nhs_number_is_valid(number: str) -> bool:
    """Whether ``number`` is ten digits with the right check digit (modulus 11, NHS Data Dictionary)."""
    if len(number) != 10 or not (number.isascii() and number.isdigit()):
        return False
    check = 11 - sum(int(digit) * weight for digit, weight in zip(number[:9], range(10, 1, -1), strict=True)) % 11
    return check != 10 and int(number[9]) == check % 11


class Source(Record):
    """Where a fact comes from. Every event names one."""

    id: UUID
    title: Words
    kind: SourceKind = SourceKind.OTHER
    agency: Text = ""
    reference: Text = ""
    dated: date | None = None
    checked: bool = False
    available: bool = True


class AppointmentDetails(Record):
    """What an appointment adds to an event.

    Attributes:
        mode: how it was to take place.
        booked_by_young_person: the young person books and decides for themselves (RCGP): not the family's omission.
        critical: the worker marks the care as critical: one missed appointment then counts.
        notice_days: whole days between the cancellation and the appointment, when known.
        reason: the reason given, as recorded.
    """

    type: Literal["appointment"] = "appointment"
    mode: ContactMode = ContactMode.NOT_RECORDED
    booked_by_young_person: bool = False
    critical: bool = False
    notice_days: int | None = Field(default=None, ge=0, le=3650)
    reason: Text = ""


class AdmissionDetails(Record):
    """What a stay in hospital adds to an event: the reason, whether planned, and nights when the source gives them."""

    type: Literal["admission"] = "admission"
    reason: Text = ""
    planned: bool = False
    nights: int | None = Field(default=None, ge=0, le=36500)


class MeasurementDetails(Record):
    """A measured value with its unit, as the source writes it: ``value`` is exact (decimal), ``unit`` in SI or clinical use."""

    type: Literal["measurement"] = "measurement"
    measure: Text = ""
    value: Decimal = Field(ge=0, le=1_000_000, allow_inf_nan=False)
    unit: Text = ""


Details = Annotated[AppointmentDetails | AdmissionDetails | MeasurementDetails, Field(discriminator="type")]
"""The typed details that go with the kind of event."""


class Event(Record):
    """One dated fact about one or more children. Siblings share events; there are never copies.

    Attributes:
        id: UUIDv7; its time part is the time of entry.
        children: the children it is about, at least one.
        when: the uncertain date or span.
        at: time of day, when known.
        kind: what kind of fact.
        area: the area of health; the kind's own unless the worker chose another.
        service: clinic, ward, practice or team, as the worker writes it.
        place: where.
        summary: what happened, in plain words.
        quote: verbatim words of the source, kept apart.
        source: identifier of the source; required.
        page: page or paragraph in the source.
        basis: how the fact is known.
        professional: who recorded or saw it. brought_by: who brought the child. present: who else was there.
        child_seen: whether the child was seen. child_voice: the child's own words.
        impact: the effect on the child, and impact_note in words.
        action: what was done, or why nothing was.
        family_response: how the family responded, and response_note in words (help offered, barriers named).
        severity, likelihood: the scales; never combined.
        details: typed details of the kind.
        key: whether the worker marks it a key event.
        handling: who may see it.
        notes: anything else, such as columns of an imported table that the product does not know.
    """

    id: UUID
    children: tuple[UUID, ...] = Field(min_length=1)
    when: UncertainDate
    at: time | None = None
    kind: Kind
    area: Area
    service: Text = ""
    place: Text = ""
    summary: Text = ""
    quote: Text = ""
    source: UUID
    page: Text = ""
    basis: Basis = Basis.NOT_KNOWN
    professional: Text = ""
    brought_by: Text = ""
    present: Text = ""
    child_seen: ChildSeen = ChildSeen.NOT_RECORDED
    child_voice: Text = ""
    impact: Impact = Impact.UNKNOWN
    impact_note: Text = ""
    action: Text = ""
    family_response: FamilyResponse = FamilyResponse.UNKNOWN
    response_note: Text = ""
    severity: Severity = Severity.NOT_RATED
    likelihood: Likelihood = Likelihood.NOT_RATED
    details: Details | None = None
    key: bool = False
    handling: tuple[Handling, ...] = ()
    notes: Text = ""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if len(set(self.children)) != len(self.children):
            raise ValueError("a child is named twice")
        if len(set(self.handling)) != len(self.handling):
            raise ValueError("a handling mark is given twice")
        return self

    @property
    def headline(self) -> str:
        """Kind and service in one line, such as "Was not brought · Physiotherapy"."""
        return f"{self.kind.label} · {self.service}" if self.service else self.kind.label

    @property
    def sort_key(self) -> tuple[int, int, int, int, UUID]:
        """Total, stable order: the date's own order, then time of entry."""
        return (*self.when.sort_key, self.id)
