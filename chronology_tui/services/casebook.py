"""The casebook: an open store and its use cases, one transaction each.

All work on the store runs under the ledger's lock, so that a screen may call from worker threads. Pure work (reading a typed
line, analysis) takes values and holds no lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self
from uuid import UUID

from chronology_tui.collector import collector_resting
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.records import Child, ChildStatus, Event, FindingReview, Source
from chronology_tui.domain.records.child import TERM_DAYS
from chronology_tui.domain.text import fold
from chronology_tui.domain.typed_line import LineContext, LineReading, event_fields, read_line
from chronology_tui.domain.vocabulary import PlanCategory, StatusKind
from chronology_tui.services.errors import ChildUnknown, LineRefused
from chronology_tui.services.ledger import Ledger, Writing, valid
from chronology_tui.services.typed import one_day
from chronology_tui.store.database import Access
from chronology_tui.store.history import Change

if TYPE_CHECKING:
    from chronology_tui.analysis.finding import Analysis
    from chronology_tui.analysis.policy import Policy
    from chronology_tui.services.export_choices import ExportChoices
    from chronology_tui.services.results import ExportResult, ImportReport


def answering(children: tuple[Child, ...], wanted: str) -> list[Child]:
    """Return the children whose name, initials, reference, NHS number or identifier is ``wanted``; else one of whose names is."""
    key = fold(wanted)
    found = [c for c in children if key in map(fold, (c.name, c.initials, c.reference, c.nhs_number, str(c.id)))]
    return found or [c for c in children if key in fold(c.name).split()]


def child_among(children: tuple[Child, ...], child_id: UUID) -> Child:
    """Return the child of an identifier.

    Raises:
        ChildUnknown: none of the children has it.
    """
    child = next((c for c in children if c.id == child_id), None)
    if child is None:
        raise ChildUnknown(str(child_id), tuple(c.name for c in children))
    return child


class Casebook:
    """An open store. Close it when done, or use it in a ``with`` statement.

    Attributes:
        path: the store's file.
        is_demo: whether it is the throw-away store of the demonstration.
        notices: what the worker should know about where and how the store lies, one plain line each.
    """

    def __init__(self, ledger: Ledger, *, is_demo: bool = False) -> None:
        self.path = ledger.database.path
        self.is_demo = is_demo
        self.ledger = ledger
        self.notices: tuple[str, ...] = ()
        self._kept: dict[UUID, Chronology] = {}
        self._children: tuple[Child, ...] | None = None
        self._seen = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the store and forget its key and content."""
        with self.ledger.lock:
            self._forget()
            self.ledger.database.close()

    @property
    def read_only(self) -> bool:
        """Whether it was opened for reading only."""
        return self.ledger.database.access is Access.READ

    def today(self) -> date:
        """Return the worker's calendar day (the fixed day of the demonstration)."""
        return self.ledger.clock.today()

    # --- reading

    def children(self) -> tuple[Child, ...]:
        """Return all children in order of entry."""
        with self.ledger.reading() as repository:
            return repository.children()

    def child(self, wanted: str = "") -> Child:
        """Return the child whose name, initials, reference, NHS number or identifier is ``wanted``; the only one when empty.

        Raises:
            ChildUnknown: none, or more than one.
        """
        children = self.children()
        found = answering(children, wanted) if wanted else list(children)
        if len(found) != 1:
            raise ChildUnknown(wanted, tuple(c.name for c in children))
        return found[0]

    def chronology(self, child_id: UUID) -> Chronology:
        """Return the chronology of a child, kept in memory until the next change.

        Raises:
            ChildUnknown: the store holds no such child.
        """
        with self.ledger.lock:
            self._notice_others()
            kept = self._kept.get(child_id)
            if kept is not None:
                return kept
            with self.ledger.reading() as repository:
                children = repository.children()
                child = child_among(children, child_id)
                events = repository.events_of(child_id)
                sources = repository.sources_for(child_id, unused=len(children) == 1)
            chronology = Chronology.of(child, events, sources)
            self._kept[child_id] = chronology
            return chronology

    def sources(self) -> tuple[Source, ...]:
        """Return all sources, those without entries too, in order of entry."""
        with self.ledger.reading() as repository:
            return repository.sources()

    def history_head(self) -> str:
        """Return the head of the history chain, 64 hexadecimal digits."""
        with self.ledger.reading() as repository:
            return repository.history_head()

    def content_head(self) -> str:
        """Return the head of the history chain, passing over the records of exports: the version that packs print."""
        with self.ledger.reading() as repository:
            return repository.content_head()

    def analyse(self, child_id: UUID, as_of: date | None = None, policy: Policy | None = None) -> Analysis:
        """Return what the rules say of a child as at ``as_of`` (today when None), by the thresholds in force if none are given.

        Raises:
            ChildUnknown: the store holds no such child.
            BadPolicy, ChronologyError: the local policy file cannot be used.
        """
        return analysed(self.chronology(child_id), as_of or self.today(), policy)

    # --- the typed line

    def date_context(self, child: Child) -> DateContext:
        """Return what the date grammar may lean on for a child: today, the birth date, the length of the pregnancy."""
        pregnancy = child.gestation.total_days if child.gestation else TERM_DAYS
        return DateContext(today=self.today(), birth=child.birth, gestation_days=pregnancy)

    def line_context(self, child_id: UUID, source: str = "", page: str = "") -> LineContext:
        """Return what the reader of typed lines may lean on: dates, source and page of the entry before, the other children."""
        chronology = self.chronology(child_id)
        siblings = tuple(child.name for child in self._siblings(child_id))
        return LineContext(self.date_context(chronology.child), source, siblings, page)

    def read_line(self, child_id: UUID, text: str, source: str = "", page: str = "") -> LineReading:
        """Read a typed line without changing anything; never raises for what was typed."""
        return read_line(text, self.line_context(child_id, source, page))

    def add_line(self, child_id: UUID, text: str, source: str = "", page: str = "", *, draft: UUID | None = None) -> Event:
        """Add the entry of a typed line, about the other children that it names too, and return it; its ``draft`` goes.

        ``source`` and ``page`` are those of the line before, which it keeps where it names none.

        Raises:
            LineRefused: something stops it from being saved; nothing was changed.
        """
        reading = self.read_line(child_id, text, source, page)
        if not reading.complete:
            raise LineRefused(reading.problems)
        others = {child.name: child.id for child in self._siblings(child_id)}
        siblings = tuple(others[name] for name in reading.siblings)
        return self.add_event(child_id, event_fields(reading, self.ledger.new_id), reading.source, siblings, draft=draft)

    def _siblings(self, child_id: UUID) -> tuple[Child, ...]:
        """Return the other children of the store; the reader of lines never chooses between two of one name."""
        return tuple(child for child in self._all_children() if child.id != child_id)

    def preview_line(self, child_id: UUID, text: str, source: str = "") -> str:
        """Return what the line would add to a pattern, in a few words ("3rd in 6 months"), or an empty text."""
        reading = self.read_line(child_id, text, source)
        if not reading.complete:
            return ""
        chronology = self.chronology(child_id)
        event = self.ledger.make_event((child_id,), event_fields(reading, self.ledger.new_id), self.ledger.new_id())
        with_it = Chronology.of(chronology.child, (*chronology.events, event), chronology.sources.values())
        analysis = analysed(with_it, self.today())
        return effect_words(analysis, event.id)

    # --- changing

    def add_child(
        self,
        name: str,
        birth: str = "",
        sex: str = "",
        nhs_number: str = "",
        reference: str = "",
        *,
        draft: UUID | None = None,
    ) -> Child:
        """Add a child; ``birth`` is a typed date that allows exactly one day. The ``draft`` that it was typed as goes.

        Raises:
            InvalidRecord, DateRefused: a value does not fit; nothing was changed.
        """
        from chronology_tui.services.child_fields import ChildFields, child_values  # noqa: PLC0415 - it names the casebook

        fields = ChildFields(name=name, birth=birth, sex=sex or None, nhs_number=nhs_number, reference=reference)
        values = child_values(fields, self.today())
        return self.save_child(valid(Child, {"id": self.ledger.new_id(), **values}), draft=draft)

    def save_child(self, child: Child, *, draft: UUID | None = None) -> Child:
        """Add a child whose record is made already, or put it in place of the one with its identifier; a ``draft`` goes."""
        with self.writing() as writing:
            if draft is not None:
                writing.repository.drop_drafts(draft)
            before = next((c for c in writing.repository.children() if c.id == child.id), None)
            if before is None:
                writing.repository.add([child], writing.stamp)
            elif before != child:
                writing.repository.change(before, child, writing.stamp)
        return child

    def add_status(self, child_id: UUID, kind: str, start: str, end: str = "", category: str = "") -> Child:
        """Add a status with its dates to a child, such as a protection plan for neglect.

        Raises:
            InvalidRecord, DateRefused: a value does not fit; nothing was changed.
        """
        child = self.chronology(child_id).child
        dates = DateContext(today=self.today(), birth=child.birth, planned=True)
        values: dict[str, Any] = {
            "kind": kind or StatusKind.PROTECTION_PLAN, "category": category or PlanCategory.NOT_RECORDED,
            "start": one_day(start, dates, "first day"), "end": one_day(end, dates, "last day") if end else None,
        }  # fmt: skip
        status = valid(ChildStatus, values)
        return self.save_child(child.changed(statuses=(*child.statuses, status)))

    def add_event(
        self,
        child_id: UUID,
        fields: Mapping[str, Any],
        source_title: str,
        siblings: tuple[UUID, ...] = (),
        *,
        draft: UUID | None = None,
    ) -> Event:
        """Add one entry about a child, and about ``siblings`` too; its source is found by title or made.

        The ``draft`` that it was typed as goes in the same transaction.

        Raises:
            InvalidRecord: a value does not fit its field; nothing was changed.
        """
        with self.writing() as writing:
            source = self.source_for(writing, source_title)
            event = self.ledger.make_event((child_id, *siblings), fields, source.id)
            writing.repository.add([event], writing.stamp)
            if draft is not None:
                writing.repository.drop_drafts(draft)
        return event

    def source_for(self, writing: Writing, title: str) -> Source:
        """Return the source of a title, made in the transaction if it is not there yet.

        Raises:
            InvalidRecord: the title is empty.
        """
        key = fold(title)
        source = next((s for s in writing.repository.sources() if fold(s.title) == key), None)
        if source is None:
            source = self.ledger.make_source(title)
            writing.repository.add([source], writing.stamp)
        return source

    def add_sources(self, sources: tuple[dict[str, Any], ...]) -> None:
        """Add sources, or complete those that have the same title; each mapping holds fields of :class:`Source`."""
        with self.writing() as writing:
            known = {fold(s.title): s for s in writing.repository.sources()}
            for values in sources:
                before = known.get(fold(str(values["title"])))
                if before is None:
                    writing.repository.add([self.ledger.make_source(**values)], writing.stamp)
                else:
                    writing.repository.change(before, before.changed(**values), writing.stamp)

    def import_table(
        self, child_id: UUID, path: Path, *, form: str = "", map_file: Path | None = None, dry_run: bool = False
    ) -> ImportReport:
        """Import a table in one transaction; ``form`` is "csv" or "xlsx", by the suffix when empty.

        See :mod:`chronology_tui.services.imports`.
        """
        from chronology_tui.services.imports import import_table  # noqa: PLC0415 - kept off the start-up path

        return import_table(self, child_id, path, form=form, map_file=map_file, dry_run=dry_run)

    def import_bundle(self, path: Path, *, dry_run: bool = False) -> ImportReport:
        """Add the records of a bundle (JSON) in one transaction; see :mod:`chronology_tui.services.bundles`."""
        from chronology_tui.services.bundles import import_bundle  # noqa: PLC0415 - kept off the start-up path

        return import_bundle(self, path, dry_run=dry_run)

    def export(
        self,
        child_id: UUID,
        out: Path,
        choices: ExportChoices | None = None,
        *,
        overwrite: bool = False,
        on_progress: Callable[[float], None] | None = None,
    ) -> ExportResult:
        """Write a pack or a table of entries to a file and record it; see :mod:`chronology_tui.services.exports`."""
        from chronology_tui.services.export_choices import ExportChoices  # noqa: PLC0415 - kept off the start-up path
        from chronology_tui.services.exports import export_file  # noqa: PLC0415

        return export_file(self, child_id, out, choices or ExportChoices(), overwrite=overwrite, on_progress=on_progress)

    def export_bundle(self, child_id: UUID | None, out: Path, *, overwrite: bool = False, **words: str) -> ExportResult:
        """Write the record bundle of a child, or of the whole store; see :mod:`chronology_tui.services.bundles`."""
        from chronology_tui.services.bundles import export_bundle  # noqa: PLC0415 - kept off the start-up path

        return export_bundle(self, child_id, out, overwrite=overwrite, **words)

    @contextmanager
    def writing(self, undoes: UUID | None = None) -> Iterator[Writing]:
        """Yield a transaction of the ledger; when it has been written, what is kept in memory follows it."""
        with self.ledger.lock:
            with self.ledger.writing(undoes) as writing:
                yield writing
            self._follow(writing.repository.changes)

    def _follow(self, changes: Sequence[Change]) -> None:
        """Bring the chronologies in memory up to date: reading thousands of entries again for one would be felt at each Enter."""
        changes = [change for change in changes if not isinstance(change.record, FindingReview)]
        if not changes:  # a verdict is no part of a chronology
            return
        if not all(isinstance(change.record, Event | Source) for change in changes):
            self._forget()
            return
        alone = len(self._all_children()) == 1
        for child_id, kept in list(self._kept.items()):
            followed = _followed(kept, changes, alone=alone)
            if followed is None:
                del self._kept[child_id]
            else:
                self._kept[child_id] = followed

    def _notice_others(self) -> None:
        """Forget what was read when another program has changed the store since."""
        if self.read_only:
            seen = self.ledger.database.changes_outside()
            if seen != self._seen:
                self._seen = seen
                self._forget()

    def _all_children(self) -> tuple[Child, ...]:
        with self.ledger.lock:
            if self._children is None:
                self._children = self.children()
            return self._children

    def _forget(self) -> None:
        self._kept.clear()
        self._children = None


def effect_words(analysis: Analysis, event_id: UUID) -> str:
    """Return what an entry adds to a pattern, in a few words ("3rd in 6 months"); empty where it is no evidence of one."""
    finding = next((f for f in analysis.found if event_id in f.evidence), None)
    if finding is None:
        return ""
    badge = next((b.text for b in finding.badges if b.event == event_id), "")
    return f"{badge} · {finding.title}" if badge else finding.title


def analysed(chronology: Chronology, as_of: date, policy: Policy | None = None) -> Analysis:
    """Return what the rules say of a chronology, with the thresholds in force when ``policy`` is None."""
    from chronology_tui.analysis.engine import analyse  # noqa: PLC0415 - kept off the start-up path
    from chronology_tui.services.policies import policy_in_force  # noqa: PLC0415 - likewise

    with collector_resting():
        return analyse(chronology, policy or policy_in_force(), as_of)


def _followed(kept: Chronology, changes: Sequence[Change], *, alone: bool) -> Chronology | None:
    """Return the chronology after changes of entries and sources, or None when it must be read again.

    ``alone`` is whether the store holds this child only: then sources without entries are shown with it too.
    """
    if len(changes) > _FEW:
        return None
    sources = dict(kept.sources)
    pool: dict[UUID, Source] = {}
    changed: dict[UUID, Event | None] = {}
    for change in changes:
        after = change.after
        if isinstance(change.record, Source):
            pool.pop(change.id, None)
            known = sources.pop(change.id, None)
            if isinstance(after, Source):
                pool[after.id] = after
                if alone or known is not None:
                    sources[after.id] = after
        elif isinstance(after, Event) and kept.child.id in after.children:
            if after.source not in sources:
                if after.source not in pool:
                    return None
                sources[after.source] = pool[after.source]
            changed[after.id] = after
        else:
            changed[change.id] = None
    followed = kept.followed(changed, sorted(sources.values(), key=lambda source: source.id))
    if alone or all(change.before is None for change in changes):
        return followed
    used = {event.source for event in followed.events}  # an entry that went may have been the last of its source
    return Chronology(
        followed.child,
        followed.events,
        MappingProxyType({source_id: source for source_id, source in followed.sources.items() if source_id in used}),
        followed.numbers,
    )


_FEW = 200
"""Up to so many changes are followed one by one; after more, as after an import, everything is read again."""
