"""Sources: which were checked against the entries, and which were asked for and not seen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.records import Source
from chronology_tui.domain.text import fold
from chronology_tui.domain.vocabulary import SourceKind
from chronology_tui.services.errors import InvalidRecord
from chronology_tui.services.ledger import valid
from chronology_tui.services.typed import member, optional_date

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook


@dataclass(frozen=True, slots=True)
class SourceFields:
    """Typed values of a source's fields; None leaves a field as it is. ``dated`` is an uncertain date, empty for none."""

    kind: str | None = None
    agency: str | None = None
    reference: str | None = None
    dated: str | None = None
    checked: bool | None = None
    available: bool | None = None
    notes: str | None = None
    title: str | None = None


def set_source(casebook: Casebook, title: str, fields: SourceFields) -> Source:
    """Change fields of the source with a title, or add it: a source that was asked for and not seen has no entry yet.

    Raises:
        InvalidRecord, DateRefused: a value does not fit, or another source has the new title; nothing was changed.
    """
    with casebook.ledger.lock:
        before = next((source for source in casebook.sources() if fold(source.title) == fold(title)), None)
        if before is None and fields.title is None:
            fields = replace(fields, title=title)
        elif before is None:
            raise InvalidRecord(f"There is no source {title!r} to rename. The sources are listed by: chronology source list")
        return save_source(casebook, before.id if before else None, fields)


def save_source(casebook: Casebook, source_id: UUID | None, fields: SourceFields, *, draft: UUID | None = None) -> Source:
    """Change fields of a source, or add one where ``source_id`` is None, and return it; the ``draft`` of it goes.

    Raises:
        InvalidRecord, DateRefused: a value does not fit, or another source has the title; nothing was changed.
    """
    values = _values(casebook, fields)
    with casebook.writing() as writing:
        there = writing.repository.sources()
        before = next((source for source in there if source.id == source_id), None)
        if before is None and source_id is not None:
            raise InvalidRecord("That source is not there any more, so nothing was changed. Look at the list again.")
        if before is None:
            after = casebook.ledger.make_source(**{"title": "", **values})
        else:
            after = valid(Source, {**dict(before), **values})
        if any(fold(other.title) == fold(after.title) for other in there if other.id != source_id):
            raise InvalidRecord("Title: another source has that title. Entries name a source by its title, so each has its own.")
        if before is None:
            writing.repository.add([after], writing.stamp)
        elif after != before:
            writing.repository.change(before, after, writing.stamp)
        if draft is not None:
            writing.repository.drop_drafts(draft)
    return after


def _values(casebook: Casebook, fields: SourceFields) -> dict[str, Any]:
    names = ("title", "agency", "reference", "checked", "available", "notes")
    values: dict[str, Any] = {name: getattr(fields, name) for name in names if getattr(fields, name) is not None}
    if fields.kind is not None:
        values["kind"] = member(SourceKind, fields.kind, "kind of source")
    if fields.dated is not None:
        values["dated"] = optional_date(fields.dated, DateContext(today=casebook.today()))
    return values


def entries_on(chronology: Chronology, source_id: UUID) -> tuple[UUID, ...]:
    """Return the entries that rest on a source, in order."""
    return tuple(event.id for event in chronology.events if event.source == source_id)


def counted_sources(casebook: Casebook, child_id: UUID | None = None) -> tuple[tuple[Source, int], ...]:
    """Return each source, in order of entry, with the number of entries that name it, of one child or of all.

    With a child, sources that only other children's entries name are left out: their titles may name those children.
    """
    with casebook.ledger.reading() as repository:
        events = repository.events() if child_id is None else repository.events_of(child_id)
        sources = repository.sources() if child_id is None else repository.sources_for(child_id, unused=True)
    counts = Counter(event.source for event in events)
    return tuple((source, counts[source.id]) for source in sources)
