"""Sources: which were checked against the entries, and which were asked for and not seen."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.records import Source
from chronology_tui.domain.text import fold
from chronology_tui.domain.vocabulary import SourceKind
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


def set_source(casebook: Casebook, title: str, fields: SourceFields) -> Source:
    """Change fields of the source with a title, or add it: a source that was asked for and not seen has no entry yet.

    Raises:
        InvalidRecord, DateRefused: a value does not fit; nothing was changed.
    """
    names = ("agency", "reference", "checked", "available", "notes")
    values: dict[str, Any] = {name: getattr(fields, name) for name in names if getattr(fields, name) is not None}
    if fields.kind is not None:
        values["kind"] = member(SourceKind, fields.kind, "kind of source")
    if fields.dated is not None:
        values["dated"] = optional_date(fields.dated, DateContext(today=casebook.today()))
    with casebook.writing() as writing:
        before = next((s for s in writing.repository.sources() if fold(s.title) == fold(title)), None)
        if before is None:
            source = casebook.ledger.make_source(title, **values)
            writing.repository.add([source], writing.stamp)
            return source
        after = valid(Source, {**dict(before), **values})
        if after != before:
            writing.repository.change(before, after, writing.stamp)
    return after


def counted_sources(casebook: Casebook, child_id: UUID | None = None) -> tuple[tuple[Source, int], ...]:
    """Return each source, in order of entry, with the number of entries that name it, of one child or of all.

    With a child, sources that only other children's entries name are left out: their titles may name those children.
    """
    with casebook.ledger.reading() as repository:
        events = repository.events() if child_id is None else repository.events_of(child_id)
        sources = repository.sources() if child_id is None else repository.sources_for(child_id, unused=True)
    counts = Counter(event.source for event in events)
    return tuple((source, counts[source.id]) for source in sources)
