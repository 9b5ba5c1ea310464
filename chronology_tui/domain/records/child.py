"""The child whose chronology it is, with statuses, vulnerabilities and household."""

from __future__ import annotations

from datetime import date
from typing import Self

from nhs_number.validate import is_valid
from pydantic import Field, model_validator

from chronology_tui.domain.records.base import KeptRecord, Record, Text, Words
from chronology_tui.domain.vocabulary import (
    CaseState,
    FatherKnown,
    HouseholdRiskKind,
    PlanCategory,
    Sex,
    StatusKind,
    VulnerabilityKind,
)

TERM_DAYS = 280
"""Days of a pregnancy of 40 weeks."""


class Dated(Record):
    """Something that holds from a first to a last day; None where it is not known to start or has not ended."""

    start: date | None = None
    end: date | None = None

    @model_validator(mode="after")
    def _ends_after_start(self) -> Self:
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValueError("the end is before the start")
        return self

    def active_on(self, day: date) -> bool:
        """Whether it holds on ``day``; both the first and the last day count."""
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class ChildStatus(Dated):
    """A legal or service status with its dates, such as a child protection plan for neglect."""

    kind: StatusKind
    category: PlanCategory = PlanCategory.NOT_RECORDED
    start: date


class Vulnerability(Dated):
    """Something that makes the child depend more on others, with its dates where it comes and goes."""

    kind: VulnerabilityKind
    note: Text = ""


class HouseholdRisk(Dated):
    """Something in the household that bears on the child's care, with its dates."""

    kind: HouseholdRiskKind
    note: Text = ""


class Gestation(Record):
    """Gestation at birth in completed weeks and days, from which a preterm child's age is corrected."""

    weeks: int = Field(ge=20, le=44)
    days: int = Field(default=0, ge=0, le=6)

    @property
    def total_days(self) -> int:
        """Gestation in days."""
        return self.weeks * 7 + self.days

    @property
    def preterm(self) -> bool:
        """Whether the child was born before 37 completed weeks (WHO)."""
        return self.weeks < 37


class Child(KeptRecord):
    """The child whose chronology it is.

    Attributes:
        id: UUIDv7.
        name: given and family name as the worker writes it, or initials.
        birth: date of birth, or the expected date while unborn.
        unborn: whether ``birth`` is an expected date.
        sex: for growth charts; never required.
        gestation: at birth, where known.
        nhs_number: ten digits without blanks, its check digit right; never required.
        reference: the worker's own reference.
        family_group: name of the family whose children belong together.
        household: who lives with the child, in the worker's words.
        conditions: long-term conditions in the worker's words.
        vulnerabilities, household_risks: with their dates.
        statuses: plans and legal statuses with their dates.
        lead_professional: who leads, in the worker's words.
        parental_responsibility: who holds it, in the worker's words.
        father: whether the father is known; always asked.
        marking: handling marking for this child's packs; empty for the pack's own.
        sharing_basis: the lawful basis for sharing, in the worker's words.
        state: whether the chronology is being kept.
    """

    name: Words
    birth: date | None = None
    unborn: bool = False
    sex: Sex = Sex.NOT_KNOWN
    gestation: Gestation | None = None
    nhs_number: str = ""
    reference: Text = ""
    family_group: Text = ""
    household: Text = ""
    conditions: tuple[Words, ...] = ()
    vulnerabilities: tuple[Vulnerability, ...] = ()
    household_risks: tuple[HouseholdRisk, ...] = ()
    statuses: tuple[ChildStatus, ...] = ()
    lead_professional: Text = ""
    parental_responsibility: Text = ""
    father: FatherKnown = FatherKnown.NOT_ASKED
    marking: Text = ""
    sharing_basis: Text = ""
    state: CaseState = CaseState.ACTIVE

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

    @property
    def term_birth(self) -> date | None:
        """The day on which a preterm child would have been born at 40 weeks; None when not preterm or not known."""
        if self.birth is None or self.gestation is None or not self.gestation.preterm:
            return None
        return date.fromordinal(self.birth.toordinal() + TERM_DAYS - self.gestation.total_days)

    def status_on(self, day: date, kind: StatusKind) -> ChildStatus | None:
        """Return the status of ``kind`` that holds on ``day``, the latest if there are several, or None."""
        active = [s for s in self.statuses if s.kind is kind and s.active_on(day)]
        return max(active, key=lambda s: s.start) if active else None


def nhs_number_is_valid(number: str) -> bool:
    """Whether ``number`` is ten digits with the right check digit (modulus 11, NHS Data Dictionary)."""
    return len(number) == 10 and number.isascii() and number.isdigit() and bool(is_valid(number))
