"""Records of the safeguarding process itself: professional disagreements, and what was exported or shared."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from chronology_tui.domain.dates.value import UncertainDate
from chronology_tui.domain.records.base import Record, Text, Words
from chronology_tui.domain.vocabulary import EscalationStage


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("the moment has no time zone")
    return moment.astimezone(UTC)


Moment = Annotated[datetime, AfterValidator(_in_utc)]
"""A moment, kept in UTC."""


class Disagreement(Record):
    """A professional disagreement and how it was taken further.

    Attributes:
        id: UUIDv7. child: whom it is about.
        with_whom, about: in the worker's words.
        stage: how far it was taken.
        raised, settled: dates; ``settled`` is None while it is open.
        outcome: what came of it.
    """

    id: UUID
    child: UUID
    with_whom: Words
    about: Words
    stage: EscalationStage = EscalationStage.PRACTITIONERS
    raised: UncertainDate
    settled: UncertainDate | None = None
    outcome: Text = ""


class ExportRecord(Record):
    """What was produced from the store, for whom, why, on what basis; so that it can be told later who holds what.

    Attributes:
        id: UUIDv7. child: whom it is about.
        made: when it was made.
        file: name of the file without its folder.
        pack: which pack. as_of: the day it speaks of.
        entries: number of entries of the chronology it was made from.
        withheld: entries left out for their handling marks.
        recipient, purpose, basis: in the worker's words.
        redaction: what was redacted, empty for nothing.
        head: head of the history chain it was made from.
        digest: SHA-256 of the file, 64 hexadecimal digits.
    """

    id: UUID
    child: UUID
    made: Moment
    file: Words
    pack: Words
    as_of: date
    entries: int = Field(ge=0)
    withheld: int = Field(default=0, ge=0)
    recipient: Text = ""
    purpose: Text = ""
    basis: Text = ""
    redaction: Text = ""
    head: str = Field(default="", pattern="^([0-9a-f]{64})?$")
    digest: str = Field(pattern="^[0-9a-f]{64}$")

    @model_validator(mode="after")
    def _counts_fit(self) -> Self:
        if self.withheld > self.entries:
            raise ValueError("more entries are withheld than there are")
        return self
