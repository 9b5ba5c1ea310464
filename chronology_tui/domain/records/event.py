"""One dated fact about one or more children, with everything that a good entry can hold."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, model_validator

from chronology_tui.domain.dates.value import UncertainDate
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records.base import KeptRecord, Record, Text, Words
from chronology_tui.domain.records.details import Details, MeasurementDetails
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.vocabulary import Basis, ChildSeen, FamilyResponse, Handling, Impact, PartTaken

SUMMARY_ADVISED_WORDS = 60
"""A summary is advised to hold at most this many words (Scottish National Risk Framework: "a very brief note")."""

PresentationCode = Annotated[int, Field(ge=1, le=12)]
"""A sign of the perplexing presentations form (RCPCH 2021): an indicator, not evidence."""


class Involvement(Record):
    """A person's part in an event."""

    person: UUID
    part: PartTaken


class PlannedAction(Record):
    """Something that was agreed to be done: what, by whom, by when, and when it was done.

    ``due`` and ``done`` are uncertain dates like any other; ``outcome`` says what came of it.
    """

    id: UUID
    what: Words
    owner: Text = ""
    due: UncertainDate | None = None
    done: UncertainDate | None = None
    outcome: Text = ""


class Event(KeptRecord):
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
        people: the same people as records, where the worker keeps them.
        child_seen: whether the child was seen. child_voice: the child's own words.
        impact: the effect on the child, and impact_note in words.
        action: what was done, or why nothing was.
        family_response: how the family responded, and response_note in words (help offered, barriers named).
        severity, likelihood: the scales; never combined.
        details: typed details of the kind.
        key: whether the worker marks it a key event.
        presentation: signs 1 to 12 of the perplexing presentations form, where that form is used.
        handling: who may see it.
        planned: actions agreed at the event.
        notes: anything else, such as columns of an imported table that the product does not know.
    """

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
    people: tuple[Involvement, ...] = ()
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
    presentation: tuple[PresentationCode, ...] = ()
    handling: tuple[Handling, ...] = ()
    planned: tuple[PlannedAction, ...] = ()
    notes: Text = ""

    @model_validator(mode="after")
    def _names_nothing_twice(self) -> Self:
        for what, items in (
            ("child", self.children),
            ("handling mark", self.handling),
            ("sign", self.presentation),
            ("agreed action", tuple(action.id for action in self.planned)),
        ):
            if len(set(items)) != len(items):
                raise ValueError(f"the same {what} is given twice")
        return self

    @property
    def headline(self) -> str:
        """Kind, measure and service in one line, such as "Was not brought · Physiotherapy" or "Weight 16.4 kg · School"."""
        what = f"{self.kind.label} {self.measured}" if self.measured else self.kind.label
        return f"{what} · {self.service}" if self.service else what

    @property
    def measured(self) -> str:
        """The measured value with its unit, such as "16.4 kg"; empty when nothing was measured."""
        if not isinstance(self.details, MeasurementDetails):
            return ""
        return f"{self.details.value} {self.details.unit}".strip()

    @property
    def sort_key(self) -> tuple[int, int, int, int, UUID]:
        """Total, stable order: the date's own order, then time of entry."""
        return (*self.when.sort_key, self.id)
