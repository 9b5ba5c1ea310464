"""Professional disagreements about a child, and how they were taken further."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chronology_tui.domain.dates import DateContext, parse_date
from chronology_tui.domain.records import Disagreement
from chronology_tui.domain.vocabulary import EscalationStage
from chronology_tui.services.errors import InvalidRecord
from chronology_tui.services.ledger import valid
from chronology_tui.services.typed import member, optional_date

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook


@dataclass(frozen=True, slots=True)
class DisagreementFields:
    """Typed values; None leaves a field as it is. ``raised`` and ``settled`` are uncertain dates."""

    with_whom: str | None = None
    about: str | None = None
    stage: str | None = None
    raised: str | None = None
    settled: str | None = None
    outcome: str | None = None


def add_disagreement(casebook: Casebook, child_id: UUID, fields: DisagreementFields) -> Disagreement:
    """Add a disagreement; without a date it was raised today.

    Raises:
        InvalidRecord, DateRefused: a value does not fit; nothing was changed.
    """
    dates = casebook.date_context(casebook.chronology(child_id).child)
    values = {"id": casebook.ledger.new_id(), "child": child_id, **_values(fields, dates)}
    values.setdefault("raised", parse_date(casebook.today().isoformat(), dates))
    disagreement = valid(Disagreement, values)
    with casebook.writing() as writing:
        writing.repository.add([disagreement], writing.stamp)
    return disagreement


def set_disagreement(casebook: Casebook, child_id: UUID, number: int, fields: DisagreementFields) -> Disagreement:
    """Change the disagreement of a child with a number as :func:`disagreements` counts them, from 1.

    Raises:
        InvalidRecord, DateRefused: there is none of that number, or a value does not fit; nothing was changed.
    """
    there = disagreements(casebook, child_id)
    if not 1 <= number <= len(there):
        raise InvalidRecord(f"There is no disagreement {number}. They are numbered by: chronology disagreement list")
    before = there[number - 1]
    dates = casebook.date_context(casebook.chronology(child_id).child)
    after = valid(Disagreement, {**dict(before), **_values(fields, dates)})
    if after != before:
        with casebook.writing() as writing:
            writing.repository.change(before, after, writing.stamp)
    return after


def disagreements(casebook: Casebook, child_id: UUID) -> tuple[Disagreement, ...]:
    """Return the disagreements about a child in order of entry."""
    with casebook.ledger.reading() as repository:
        return tuple(d for d in repository.all(Disagreement) if d.child == child_id)


def _values(fields: DisagreementFields, dates: DateContext) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: getattr(fields, name) for name in ("with_whom", "about", "outcome") if getattr(fields, name) is not None
    }
    if fields.stage is not None:
        values["stage"] = member(EscalationStage, fields.stage, "stage")
    if fields.raised:
        values["raised"] = parse_date(fields.raised, dates)
    if fields.settled is not None:
        values["settled"] = optional_date(fields.settled, dates)
    return values
