"""The record bundle: the whole record of some children as one JSON file, out and in again without loss.

A bundle of one child holds what concerns that child: the entries about the child, their sources, the people who are related to
the child or took part, disagreements, exports, and reviews of findings. An entry or a person shared with a child who is not
exported names only the children in the bundle, so that no brother or sister is named by a record. (The worker's own words are not
changed.) A source that no entry names belongs to no child: it is in the bundle of a whole store only.

Exporting a store, importing the file into an empty store and exporting that gives the same bytes. A later export of the first
store also holds the record of the export before, as the whole record must.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TypeVar
from uuid import UUID

from chronology_tui.domain.records import Bundle, Child, Disagreement, Event, ExportRecord, FindingReview, Person, Source
from chronology_tui.domain.text import counted, fold
from chronology_tui.importing.bundle_reader import read_bundle
from chronology_tui.importing.candidates import Issue, IssueCode
from chronology_tui.services.belonging import about, people_around
from chronology_tui.services.errors import ChildUnknown
from chronology_tui.services.export_formats import Written
from chronology_tui.services.exports import deliver
from chronology_tui.services.import_progress import OnProgress, add_lists
from chronology_tui.services.results import ExportResult, ImportReport, RecordCount
from chronology_tui.store.repository import Repository

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook

KeptT = TypeVar("KeptT", Child, Person, Source, Event, Disagreement, ExportRecord, FindingReview)


def make_bundle(repository: Repository, child_id: UUID | None = None) -> Bundle:
    """Return the bundle of one child, or of the whole store when ``child_id`` is None."""
    children = tuple(child for child in repository.children() if child_id in (None, child.id))
    ids = frozenset(child.id for child in children)
    events = tuple(about(event, ids) for event in (repository.events() if child_id is None else repository.events_of(child_id)))
    people = repository.all(Person)
    named = {event.source for event in events}
    return Bundle(
        children=children,
        people=tuple(people) if child_id is None else people_around(people, events, ids),
        sources=tuple(s for s in repository.sources() if child_id is None or s.id in named),
        events=events,
        disagreements=tuple(d for d in repository.all(Disagreement) if d.child in ids),
        exports=tuple(x for x in repository.all(ExportRecord) if x.child in ids),
        reviews=tuple(r for r in repository.all(FindingReview) if r.child in ids),
    )


def bundle_bytes(bundle: Bundle) -> bytes:
    """Return a bundle as JSON in UTF-8: the same bytes for the same records."""
    return bundle.model_dump_json(indent=2).encode() + b"\n"


def export_bundle(
    casebook: Casebook,
    child_id: UUID | None,
    out: Path,
    *,
    overwrite: bool = False,
    recipient: str = "",
    purpose: str = "",
    sharing_basis: str = "",
) -> ExportResult:
    """Write the record bundle of one child, or of the whole store when ``child_id`` is None, and record the export.

    Raises:
        ChildUnknown: the store holds no child.
        FileExists, FileNotWritten, StoreInUse, StoreNotWritten: see :func:`chronology_tui.services.exports.deliver`.
    """
    with casebook.ledger.lock:
        with casebook.ledger.reading() as repository:
            bundle, head = make_bundle(repository, child_id), repository.content_head()
        if not bundle.children:
            raise ChildUnknown("", ())
        chronologies = [casebook.chronology(child.id) for child in bundle.children]

    def write(file: BinaryIO) -> Written:
        file.write(bundle_bytes(bundle))
        return Written()

    words = {"recipient": recipient, "purpose": purpose, "basis": sharing_basis}
    facts = {"pack": "full", "as_of": casebook.today(), "head": head, **words}
    result = deliver(casebook, out, write, [(chronology, 0) for chronology in chronologies], facts, overwrite=overwrite)
    marked = sum(bool(event.handling) for event in bundle.events)
    entries = counted(len(bundle.events), "entry", "entries")
    note = f"The file is not encrypted, and nothing is withheld: {entries}, {marked} of them marked for handling."
    return replace(result, notes=(note,))


def import_bundle(
    casebook: Casebook, path: Path, *, dry_run: bool = False, on_progress: OnProgress | None = None
) -> ImportReport:
    """Add the records of a bundle in one transaction.

    A record that is there already, word for word, is a duplicate. A record whose identifier is there with other content is a
    conflict: it is reported and the store's own stays. A source is matched by its title too: entries of the file then name the
    store's source, and what the file says otherwise of it is reported. A review is matched by its child and finding too.

    Raises:
        UnreadableFile: the file is no bundle; nothing was changed.
        StoreInUse, StoreNotWritten: nothing was changed.
    """
    return add_bundle(casebook, path.name, read_bundle(path), dry_run=dry_run, on_progress=on_progress)


def add_bundle(
    casebook: Casebook, file: str, bundle: Bundle, *, dry_run: bool = False, on_progress: OnProgress | None = None
) -> ImportReport:
    """Add the records of a bundle that is read already, as :func:`import_bundle` does.

    Raises:
        StoreInUse, StoreNotWritten: nothing was changed.
    """
    if dry_run:
        with casebook.ledger.reading() as repository:
            return _Merge(repository, bundle).report(file, dry_run=True)
    with casebook.writing() as writing:
        merge = _Merge(writing.repository, bundle)
        lists = (
            merge.children, merge.people, merge.sources, merge.events, merge.disagreements, merge.exports, merge.reviews,
        )  # fmt: skip
        add_lists(writing, lists, on_progress)
    return merge.report(file, dry_run=False)


class _Merge:
    """What of a bundle is new to a store, what is there already, and what contradicts it."""

    def __init__(self, repository: Repository, bundle: Bundle) -> None:
        self._about = frozenset(child.id for child in bundle.children)
        self._source_of: dict[UUID, UUID] = {}
        self._counts: list[RecordCount] = []
        self._events_there: list[int] = []
        self._issues: list[Issue] = []
        self.children = self._fresh("children", bundle.children, repository.children())
        self.people = self._fresh("people", bundle.people, repository.all(Person))
        self.sources = self._fresh("sources", self._known_by_title(bundle.sources, repository.sources()), repository.sources())
        events = [e.changed(source=self._source_of[e.source]) if e.source in self._source_of else e for e in bundle.events]
        self.events = self._fresh("events", events, repository.events())
        self.disagreements = self._fresh("disagreements", bundle.disagreements, repository.all(Disagreement))
        self.exports = self._fresh("exports", bundle.exports, repository.all(ExportRecord))
        reviews = repository.all(FindingReview)
        self.reviews = self._fresh("reviews", _known_by_finding(bundle.reviews, reviews), reviews)

    def report(self, file: str, *, dry_run: bool) -> ImportReport:
        """Return what came of the import."""
        added = tuple(event.id for event in self.events)
        return ImportReport(file, added, tuple(self._events_there), tuple(self._issues), dry_run, tuple(self._counts))

    def _known_by_title(self, given: Sequence[Source], stored: Sequence[Source]) -> list[Source]:
        """Return the sources under the identifiers that stand for them here: one title is one source, as everywhere."""
        ids = {source.id for source in stored}
        titles = {fold(source.title): source for source in stored}
        known = []
        for source in given:
            here = source if source.id in ids else titles.setdefault(fold(source.title), source)
            if here.id != source.id:
                self._source_of[source.id] = here.id
                known.append(source.changed(id=here.id, title=here.title))
            else:
                known.append(source)
        return known

    def _fresh(self, name: str, given: Sequence[KeptT], stored: Sequence[KeptT]) -> list[KeptT]:
        """Return the records that are new; note which are there already and which contradict what is there."""
        known = {record.id: record for record in stored}
        fresh: list[KeptT] = []
        there: list[int] = []
        for place, record in enumerate(given, 1):
            before = known.setdefault(record.id, record)
            if before is record:
                fresh.append(record)
            elif about(before, self._about) == record:
                there.append(place)
            else:
                self._issues.append(Issue(place, name, IssueCode.CONFLICT, _CONFLICT, str(record.id)))
        self._counts.append(RecordCount(name, len(fresh), len(there)))
        if name == "events":
            self._events_there = there
        return fresh


def _known_by_finding(given: Sequence[FindingReview], stored: Sequence[FindingReview]) -> list[FindingReview]:
    """Return the reviews under the identifiers that stand for them here: one finding about a child has one review."""
    here = {(review.child, review.finding): review.id for review in stored}
    return [review.changed(id=here.get((review.child, review.finding), review.id)) for review in given]


_CONFLICT = "the same record is there already with other content: what the store holds was kept"
