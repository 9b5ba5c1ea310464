"""The JSON documents of the command line: a stable contract, each shape published as a schema in ``schemas/``."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from chronology_tui.analysis.finding import Analysis, AreaSummary, Certainty, Finding, Level, Outcome, Summary
from chronology_tui.domain.ages import corrected_short
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import Precision, Qualifier, RemarkCode, UncertainDate, to_edtf
from chronology_tui.domain.finding_reviews import Reviewed
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import (
    Child,
    ChildStatus,
    Details,
    Event,
    Gestation,
    HouseholdRisk,
    Involvement,
    PlannedAction,
    Vulnerability,
)
from chronology_tui.domain.vocabulary import (
    Basis,
    CaseState,
    ChildSeen,
    FamilyResponse,
    FatherKnown,
    Handling,
    Impact,
    Sex,
    Verdict,
)
from chronology_tui.importing.candidates import IssueCode
from chronology_tui.services.results import ImportReport


class Shape(BaseModel):
    """Base of the documents: closed and frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class RemarkShape(Shape):
    """How a date was read, where that needs saying."""

    code: RemarkCode
    text: str


class WhenShape(Shape):
    """An uncertain date: as typed, and the days it allows (inclusive, ISO 8601)."""

    text: str
    qualifier: Qualifier
    precision: Precision
    earliest: date | None
    latest: date | None
    edtf: str
    remarks: tuple[RemarkShape, ...]

    @classmethod
    def of(cls, when: UncertainDate) -> WhenShape:
        """Return the shape of a date."""
        return cls(
            text=when.text,
            qualifier=when.qualifier,
            precision=when.precision,
            earliest=when.earliest,
            latest=when.latest,
            edtf=to_edtf(when),
            remarks=tuple(RemarkShape(code=r.code, text=r.text) for r in when.remarks),
        )


class ChildShape(Shape):
    """A child."""

    id: UUID
    name: str
    initials: str
    birth: date | None
    unborn: bool
    sex: Sex
    nhs_number: str
    reference: str
    statuses: tuple[ChildStatus, ...]
    gestation: Gestation | None
    family_group: str
    household: str
    conditions: tuple[str, ...]
    vulnerabilities: tuple[Vulnerability, ...]
    household_risks: tuple[HouseholdRisk, ...]
    lead_professional: str
    parental_responsibility: str
    father: FatherKnown
    marking: str
    sharing_basis: str
    state: CaseState

    @classmethod
    def of(cls, child: Child) -> ChildShape:
        """Return the shape of a child."""
        return cls(**{name: getattr(child, name) for name in cls.model_fields})


class EventShape(Shape):
    """An entry; ``number`` is its place in the whole chronology. Severity and likelihood are null when not rated."""

    id: UUID
    children: tuple[UUID, ...] = Field(description="the children whom it is about; siblings share entries")
    number: int
    when: WhenShape
    age: str | None = Field(description="the child's age at the earliest day, such as '4y 11m'")
    corrected_age: str | None = Field(
        default=None, description="the age corrected for gestation, until 2 years, of a child born preterm, such as '16m'"
    )
    time: time | None
    kind: Kind
    label: str = Field(description="the kind in plain words")
    area: Area
    service: str
    place: str
    summary: str
    quote: str
    source: str = Field(description="title of the source")
    page: str
    basis: Basis
    professional: str
    brought_by: str
    present: str
    people: tuple[Involvement, ...]
    child_seen: ChildSeen
    child_voice: str
    impact: Impact
    impact_note: str
    action: str
    family_response: FamilyResponse
    response_note: str
    severity: int | None = Field(ge=0, le=4)
    likelihood: int | None = Field(ge=1, le=4)
    details: Details | None
    key: bool
    presentation: tuple[int, ...] = Field(description="signs 1 to 12 of the perplexing presentations form, where it is used")
    handling: tuple[Handling, ...]
    planned: tuple[PlannedAction, ...]
    notes: str

    @classmethod
    def of(cls, event: Event, chronology: Chronology) -> EventShape:
        """Return the shape of an entry of ``chronology``."""
        age = chronology.age_at(event.when)
        own = {
            "number": chronology.number(event.id),
            "when": WhenShape.of(event.when),
            "age": age.short if age else None,
            "corrected_age": corrected_short(chronology.child, event.when.earliest) or None if event.when.earliest else None,
            "time": event.at,
            "label": event.kind.label,
            "source": chronology.sources[event.source].title,
            "severity": int(event.severity) if event.severity.rated else None,
            "likelihood": int(event.likelihood) if event.likelihood.rated else None,
        }
        return cls(**{name: own[name] if name in own else getattr(event, name) for name in cls.model_fields})


class ListShape(Shape):
    """What ``list --json`` prints."""

    child: ChildShape
    events: tuple[EventShape, ...]


class AddShape(Shape):
    """What ``add --json`` prints: the entry as saved, and what is worth another look."""

    event: EventShape
    hints: tuple[str, ...]


class IssueShape(Shape):
    """One thing to look at.

    ``row`` is the row as a spreadsheet shows it, the header being row 1; in a bundle it is the record's place, from 1, in the
    list that ``column`` names.
    """

    row: int
    column: str
    code: IssueCode
    message: str
    value: str


class RecordCountShape(Shape):
    """What came of one list of a bundle."""

    name: str
    added: int
    there: int


class ImportShape(Shape):
    """What ``import --json`` prints; ``added`` and ``duplicates`` count entries, ``records`` all records of a bundle."""

    file: str
    dry_run: bool
    added: int
    duplicates: int
    skipped: int
    events: tuple[UUID, ...]
    issues: tuple[IssueShape, ...]
    records: tuple[RecordCountShape, ...] = ()

    @classmethod
    def of(cls, report: ImportReport) -> ImportShape:
        """Return the shape of an import report."""
        return cls(
            file=report.file,
            dry_run=report.dry_run,
            added=len(report.added),
            duplicates=len(report.duplicates),
            skipped=report.skipped,
            events=report.added,
            issues=tuple(
                IssueShape(row=i.row, column=i.column, code=i.code, message=i.message, value=i.value) for i in report.issues
            ),
            records=tuple(RecordCountShape(name=r.name, added=r.added, there=r.there) for r in report.records),
        )


class ExcludedShape(Shape):
    """An entry left out of a count, and why."""

    event: UUID
    why: str


class ThresholdShape(Shape):
    """A threshold that was applied, and where it comes from."""

    name: str
    value: float
    unit: str
    source: str


class ReviewShape(Shape):
    """The worker's verdict on a finding and the worker's own analysis: judgement, not fact."""

    verdict: Verdict = Field(description="as it was given")
    standing: Verdict = Field(description="the verdict that stands: open again where the evidence has changed since")
    stale: bool = Field(description="whether the evidence has changed since the verdict was given")
    change: str = Field(description="how the evidence has changed, in words; empty where it has not")
    found: bool = Field(description="whether the finding is found at present")
    reason: str
    analysis: str = Field(description="the worker's own words")
    evidence: tuple[UUID, ...] = Field(description="the entries that the finding rested on when the verdict was given")
    policy: str
    as_of: date = Field(description="the day that the finding looked back from")
    made: datetime = Field(description="when the verdict was given")
    by: str

    @classmethod
    def of(cls, reviewed: Reviewed) -> ReviewShape:
        """Return the shape of a review."""
        own: dict[str, Any] = {
            "standing": reviewed.standing, "stale": reviewed.stale, "change": reviewed.change.words, "found": reviewed.found
        }  # fmt: skip
        return cls(**{name: own[name] if name in own else getattr(reviewed.review, name) for name in cls.model_fields})


class FindingShape(Shape):
    """What one rule says of one subject; ``evidence`` holds entry identifiers in chronological order."""

    rule: str
    version: int
    family: str
    subject: str
    outcome: Outcome
    level: Level | None
    title: str
    explanation: str
    evidence: tuple[UUID, ...]
    excluded: tuple[ExcludedShape, ...]
    measures: dict[str, int | float | str | bool | None]
    thresholds: tuple[ThresholdShape, ...]
    certainty: Certainty
    uncertain_events: tuple[UUID, ...]
    alternatives: tuple[str, ...]
    questions: tuple[str, ...]
    considerations: tuple[str, ...]
    sources: tuple[str, ...]
    missing: tuple[str, ...]
    key: str = Field(description="name of the finding within the case, as review takes it")
    review: ReviewShape | None = Field(description="the worker's verdict and analysis; null where there is none")

    @classmethod
    def of(cls, finding: Finding, reviewed: Reviewed | None = None) -> FindingShape:
        """Return the shape of a finding."""
        own: dict[str, Any] = {
            "review": ReviewShape.of(reviewed) if reviewed is not None else None,
            "excluded": tuple(ExcludedShape(event=x.event, why=x.why) for x in finding.excluded),
            "thresholds": tuple(
                ThresholdShape(name=t.name, value=t.value, unit=t.unit, source=t.source) for t in finding.thresholds
            ),
            "measures": dict(finding.measures),
        }
        return cls(**{name: own[name] if name in own else getattr(finding, name) for name in cls.model_fields})


class AreaShape(Shape):
    """Extent, pattern and severity of one area of health."""

    area: Area
    label: str
    entries: int
    concerns: int
    highest: str
    by_severity: dict[str, int]
    first: date | None
    last: date | None
    sources: int
    agencies: int
    offered: int | None
    missed: int | None
    share_missed: float | None
    span_days: int | None
    concern_months: int
    longest_respite_days: int | None
    trend: str
    latest_concern: date | None
    latest_severity: str
    open_concerns: int
    open_by_likelihood: dict[str, int]


class SummaryShape(Shape):
    """Extent, pattern and severity of the whole; never one score."""

    extent: str
    pattern: str
    severity: str
    areas_touched: int
    sources: int
    services: int
    offered: int | None
    missed: int | None
    entries: int
    undated: int
    concern_months: int
    longest_respite_days: int | None
    span_days: int | None
    by_severity: dict[str, int]
    highest: str
    latest_high: date | None
    areas: tuple[AreaShape, ...]
    agencies: int
    share_missed: float | None
    concerns: int
    trend: str
    latest_concern: date | None
    latest_severity: str
    open_concerns: int
    open_by_likelihood: dict[str, int]

    @classmethod
    def of(cls, summary: Summary) -> SummaryShape:
        """Return the shape of a summary."""
        areas = tuple(
            AreaShape(**{name: getattr(a, name) for name in AreaShape.model_fields} | _counts(a)) for a in summary.areas
        )
        own: dict[str, Any] = {"areas": areas, **_counts(summary)}
        return cls(**{name: own[name] if name in own else getattr(summary, name) for name in cls.model_fields})


def _counts(summary: Summary | AreaSummary) -> dict[str, Any]:
    return {"by_severity": dict(summary.by_severity), "open_by_likelihood": dict(summary.open_by_likelihood)}


class PatternsShape(Shape):
    """What ``patterns --json`` prints."""

    as_of: date
    policy: str
    child: ChildShape
    summary: SummaryShape
    findings: tuple[FindingShape, ...]

    @classmethod
    def of(cls, analysis: Analysis, child: Child, reviews: Mapping[str, Reviewed]) -> PatternsShape:
        """Return the shape of an analysis with its reviews by the key of the finding."""
        return cls(
            as_of=analysis.as_of,
            policy=analysis.policy,
            child=ChildShape.of(child),
            summary=SummaryShape.of(analysis.summary),
            findings=tuple(FindingShape.of(f, reviews.get(f.key)) for f in analysis.findings),
        )


class ChildrenShape(Shape):
    """What ``child list --json`` prints."""

    children: tuple[ChildShape, ...]
