"""Table classes: storage, not domain. SQLModel does not validate ``table=True`` classes; ``store.mapping`` maps from records.

They describe the latest store version; the steps that lead there are in ``store.migrations`` (a test compares the two).
"""

from __future__ import annotations

from sqlmodel import Field, SQLModel


class ChildRow(SQLModel, table=True):
    """A child."""

    __tablename__ = "child"

    id: str = Field(primary_key=True)
    name: str
    birth: str | None
    unborn: bool
    sex: str
    nhs_number: str
    reference: str
    conditions: str
    lead_professional: str


class ChildStatusRow(SQLModel, table=True):
    """A status of a child, in the order given."""

    __tablename__ = "child_status"

    child_id: str = Field(primary_key=True, foreign_key="child.id")
    position: int = Field(primary_key=True)
    kind: str
    category: str
    start: str
    end: str | None


class SourceRow(SQLModel, table=True):
    """A source; ``folded`` is its title for comparison, so that one source is never kept twice."""

    __tablename__ = "source"

    id: str = Field(primary_key=True)
    title: str
    folded: str = Field(unique=True)
    kind: str
    agency: str
    reference: str
    dated: str | None
    checked: bool
    available: bool


class EventRow(SQLModel, table=True):
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
    handling: str
    notes: str


class EventChildRow(SQLModel, table=True):
    """Which children an event is about, in order."""

    __tablename__ = "event_child"

    event_id: str = Field(primary_key=True, foreign_key="event.id")
    child_id: str = Field(primary_key=True, foreign_key="child.id", index=True)
    position: int


class HistoryRow(SQLModel, table=True):
    """One change to one record, chained to the change before it by ``digest``."""

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
