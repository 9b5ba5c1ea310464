"""Table classes: storage, not domain. SQLModel does not validate ``table=True`` classes; ``store.mapping`` maps from records.

They describe the latest store version; the steps that lead there are in ``store.migrations`` (a test compares the two).
"""

from __future__ import annotations

from pydantic import ConfigDict
from sqlalchemy import Table
from sqlmodel import Field, SQLModel


class Row(SQLModel):
    """What the rows of every table have in common.

    What Pydantic would check and write a row with is built when it is first asked for: most tables are not read row by row,
    and building it for all of them is felt when the program starts.
    """

    model_config = ConfigDict(defer_build=True)  # type: ignore[assignment]  # SQLModel has a type of its own for it


def table_of(kind: type[SQLModel]) -> Table:
    """Return the table that a class of rows describes; SQLModel does not declare ``__table__``."""
    return SQLModel.metadata.tables[str(kind.__tablename__)]


class ChildRow(Row, table=True):
    """A child; what it holds several of is JSON text."""

    __tablename__ = "child"

    id: str = Field(primary_key=True)
    name: str
    birth: str | None
    unborn: bool
    sex: str
    gestation: str
    nhs_number: str
    reference: str
    family_group: str
    household: str
    conditions: str
    vulnerabilities: str
    household_risks: str
    statuses: str
    lead_professional: str
    parental_responsibility: str
    father: str
    marking: str
    sharing_basis: str
    state: str


class PersonRow(Row, table=True):
    """A person; the relations to children are JSON text."""

    __tablename__ = "person"

    id: str = Field(primary_key=True)
    name: str
    kind: str
    role: str
    agency: str
    relations: str
    third_party: bool
    pseudonym: str
    notes: str


class SourceRow(Row, table=True):
    """A source; ``folded`` is its title for comparison, so that one source is never kept twice."""

    __tablename__ = "source"

    id: str = Field(primary_key=True)
    title: str
    folded: str = Field(unique=True)
    kind: str
    agency: str
    reference: str
    dated: str
    checked: bool
    available: bool
    notes: str


class EventRow(Row, table=True):
    """An event; its children are in :class:`EventChildRow`."""

    __tablename__ = "event"

    id: str = Field(primary_key=True)
    when_text: str
    qualifier: str
    precision: str
    earliest: str | None
    latest: str | None
    day_order: int
    remarks: str
    at: str | None
    kind: str
    area: str
    service: str
    place: str
    summary: str
    quote: str
    source_id: str = Field(foreign_key="source.id", index=True)
    page: str
    basis: str
    professional: str
    brought_by: str
    present: str
    people: str
    child_seen: str
    child_voice: str
    impact: str
    impact_note: str
    action: str
    family_response: str
    response_note: str
    severity: int
    likelihood: int
    details: str
    key: bool
    presentation: str
    handling: str
    planned: str
    notes: str


class EventChildRow(Row, table=True):
    """Which children an event is about, in order."""

    __tablename__ = "event_child"

    event_id: str = Field(primary_key=True, foreign_key="event.id")
    child_id: str = Field(primary_key=True, foreign_key="child.id", index=True)
    position: int


class DisagreementRow(Row, table=True):
    """A professional disagreement; its dates are JSON text."""

    __tablename__ = "disagreement"

    id: str = Field(primary_key=True)
    child_id: str = Field(foreign_key="child.id")
    with_whom: str
    about: str
    stage: str
    raised: str
    settled: str
    outcome: str


class ExportRecordRow(Row, table=True):
    """What was exported, for whom and why."""

    __tablename__ = "export_record"

    id: str = Field(primary_key=True)
    child_id: str = Field(foreign_key="child.id")
    made: str
    file: str
    pack: str
    as_of: str
    entries: int
    withheld: int
    recipient: str
    purpose: str
    basis: str
    redaction: str
    head: str
    digest: str
    choices: str
    code: str


class FindingReviewRow(Row, table=True):
    """A verdict on a finding; the evidence is JSON text."""

    __tablename__ = "finding_review"

    id: str = Field(primary_key=True)
    child_id: str = Field(foreign_key="child.id")
    finding: str
    rule: str
    subject: str
    verdict: str
    reason: str
    analysis: str
    evidence: str
    digest: str
    policy: str
    as_of: str
    made: str
    by: str


class HistoryRow(Row, table=True):
    """One change to one record, chained to the change before it by ``digest``; ``undoes`` names the change it takes back."""

    __tablename__ = "history"

    number: int = Field(primary_key=True)
    change: str
    at: str
    actor: str
    action: str
    record: str
    record_id: str = Field(index=True)
    before: str | None
    after: str | None
    digest: str
    undoes: str | None = None


class DraftRow(Row, table=True):
    """What was typed and is not saved yet: no record, and no part of the history."""

    __tablename__ = "draft"

    id: str = Field(primary_key=True)
    child_id: str
    place: str
    content: str
    at: str


class SettingRow(Row, table=True):
    """What the store remembers about itself, such as the version of its search index."""

    __tablename__ = "setting"

    name: str = Field(primary_key=True)
    value: str
