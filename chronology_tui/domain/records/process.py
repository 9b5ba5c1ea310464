"""Records of the safeguarding process itself: disagreements, what was exported or shared, and verdicts on findings."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from chronology_tui.domain.dates.value import UncertainDate
from chronology_tui.domain.records.base import KeptRecord, Text, Words
from chronology_tui.domain.vocabulary import EscalationStage, Verdict


def _in_utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError("the moment has no time zone")
    return moment.astimezone(UTC)


Moment = Annotated[datetime, AfterValidator(_in_utc)]
"""A moment, kept in UTC."""


class Disagreement(KeptRecord):
    """A professional disagreement and how it was taken further.

    Attributes:
        id: UUIDv7. child: whom it is about.
        with_whom, about: in the worker's words.
        stage: how far it was taken.
        raised, settled: dates; ``settled`` is None while it is open.
        outcome: what came of it.
    """

    child: UUID
    with_whom: Words
    about: Words
    stage: EscalationStage = EscalationStage.PRACTITIONERS
    raised: UncertainDate
    settled: UncertainDate | None = None
    outcome: Text = ""


class ExportRecord(KeptRecord):
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
        choices: what was chosen besides: period, areas, key entries only and the like, in words; empty for the pack's own.
        code: the check code that the file itself carries, by which it is known again after it was saved by another program.
    """

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
    choices: Text = ""
    code: Text = ""

    @model_validator(mode="after")
    def _counts_fit(self) -> Self:
        if self.withheld > self.entries:
            raise ValueError("more entries are withheld than there are")
        return self


class FindingReview(KeptRecord):
    """The worker's verdict on one finding about a child, and the worker's own analysis: judgement, never a fact of the case.

    A child has at most one review of a finding. It names the evidence as it was when the verdict was given, since a verdict
    stands only while the evidence is the same (:mod:`chronology_tui.domain.finding_reviews`).

    Attributes:
        id: UUIDv7. child: whom it is about.
        finding: name of the finding within the case, made of rule and subject.
        rule: the rule's identifier. subject: what within the rule it is about, such as a service.
        verdict: what the worker says of it.
        reason: why, in the worker's words; required for a finding that is dismissed.
        analysis: the worker's own analysis.
        evidence: the entries that the finding rested on then, in order; they may have gone since.
        digest: fingerprint of what those entries said then, 64 hexadecimal digits.
        policy: name and version of the policy of thresholds in force then.
        as_of: the day the finding looked back from.
        made: when the verdict was given. by: who gave it.
    """

    child: UUID
    finding: Words
    rule: Words
    subject: Text = ""
    verdict: Verdict = Verdict.OPEN
    reason: Text = ""
    analysis: Text = ""
    evidence: tuple[UUID, ...] = ()
    digest: str = Field(pattern="^[0-9a-f]{64}$")
    policy: Text = ""
    as_of: date
    made: Moment
    by: Text = ""

    @model_validator(mode="after")
    def _says_why(self) -> Self:
        if self.verdict is Verdict.DISMISSED and not self.reason:
            raise ValueError("a finding is dismissed with a reason")
        if len(set(self.evidence)) != len(self.evidence):
            raise ValueError("the same entry is given twice")
        return self
