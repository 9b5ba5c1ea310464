"""Importing a table: read, leave out what is there already, add the rest in one transaction.

A row that an export wrote carries the identifier of its entry. In the store that it came from, it is there already, whether its
words were changed since or not. In another store the entry is added under that identifier, so that it keeps its place among the
entries of its day; where the identifier is taken, under a new one.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.records import Child, Event, Involvement, Person, PlannedAction, Source
from chronology_tui.domain.text import clean, fold
from chronology_tui.importing.candidates import Candidate, Issue, IssueCode, NamedPart, Reading
from chronology_tui.importing.mapping import ColumnMap, read_map
from chronology_tui.importing.matching import fingerprint
from chronology_tui.importing.rows import read_csv, read_xlsx
from chronology_tui.services.casebook import answering
from chronology_tui.services.errors import InvalidRecord
from chronology_tui.services.import_progress import STEP, ImportStage, OnProgress, add_lists
from chronology_tui.services.ledger import Ledger, valid
from chronology_tui.services.results import ImportReport

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook

FORMATS: Mapping[str, str] = {".xlsx": "xlsx", ".json": "json"}
"""The format of a file by its suffix; any other is delimited text (csv)."""


class RowFate(StrEnum):
    """What becomes of a row that could be an entry."""

    NEW = "new"
    """It is a new entry."""
    THERE = "there"
    """The same entry is there already, in the store or higher up in the file."""
    OTHERWISE = "otherwise"
    """Its entry is in the store with other content, which is kept."""
    REFUSED = "refused"
    """A value does not fit its field."""


@dataclass(frozen=True, slots=True)
class SortedRow:
    """One row and what becomes of it.

    Attributes:
        row: its number as a spreadsheet shows it.
        fate: what becomes of it.
        event: the entry as it was read; None when it was refused.
        source: the title of its source.
    """

    row: int
    fate: RowFate
    event: Event | None
    source: str


def import_table(
    casebook: Casebook, child_id: UUID, path: Path, *, form: str = "", map_file: Path | None = None, dry_run: bool = False
) -> ImportReport:
    """Import the rows of a table as entries about one child.

    A row that cannot be read is an issue and the rest loads; a file that cannot be read adds nothing. A row that is there
    already, in the store or higher up in the file, is counted as a duplicate and not added again.

    Args:
        casebook: the open store.
        child_id: whom the entries are about.
        path: the table.
        form: "csv" for delimited text or "xlsx" for a workbook; by the suffix of the file when empty.
        map_file: which column is which.
        dry_run: whether nothing is to be written.

    Raises:
        UnreadableFile, BadMap: the file or the map as a whole cannot be used; nothing was changed.
    """
    column_map = read_map(map_file) if map_file is not None else ColumnMap()
    reading = read_rows(casebook, child_id, path, column_map, form=form)
    report, _ = take_in(casebook, child_id, path.name, reading, dry_run=dry_run)
    return report


def form_of(path: Path) -> str:
    """Return the format of a file by its suffix: csv, xlsx, or json for a bundle."""
    return FORMATS.get(path.suffix.lower(), "csv")


def read_rows(
    casebook: Casebook,
    child_id: UUID,
    path: Path,
    column_map: ColumnMap,
    *,
    form: str = "",
    on_progress: OnProgress | None = None,
) -> Reading:
    """Read the rows of a table into candidates for entries about a child; nothing is compared or written.

    Raises:
        UnreadableFile: the file as a whole cannot be read.
        ColumnMissing: no column is the date, or none is the summary.
    """

    def on_row(number: int) -> None:
        if on_progress is not None and number % STEP == 0:
            on_progress(ImportStage.READING, number, 0)

    dates = casebook.date_context(casebook.chronology(child_id).child)
    return (read_xlsx if (form or form_of(path)) == "xlsx" else read_csv)(path, column_map, dates, on_row)


def take_in(
    casebook: Casebook,
    child_id: UUID,
    file: str,
    reading: Reading,
    *,
    dry_run: bool = False,
    on_progress: OnProgress | None = None,
) -> tuple[ImportReport, tuple[SortedRow, ...]]:
    """Add what of the candidates is new, as entries about a child, in one transaction; return what came of them, row by row.

    Raises:
        StoreInUse, StoreNotWritten: nothing was changed.
    """
    # What is there stays as it was compared until the new entries are written.
    with nullcontext() if dry_run else casebook.ledger.lock:
        intake = _intake(casebook, child_id, reading)
        intake.take(reading, on_progress)
        if not dry_run and intake.events:
            with casebook.writing() as writing:
                add_lists(writing, (intake.people, intake.sources, intake.events), on_progress)
    issues = sorted(intake.issues, key=lambda issue: issue.row)
    report = ImportReport(file, tuple(e.id for e in intake.events), tuple(intake.duplicates), tuple(issues), dry_run)
    return report, tuple(intake.rows)


def _intake(casebook: Casebook, child_id: UUID, reading: Reading) -> _Intake:
    chronology = casebook.chronology(child_id)
    with casebook.ledger.reading() as repository:
        given = [c.id for c in reading.candidates if c.id is not None and c.id not in chronology.numbers]
        taken = set(repository.records(Event, given))
        people = {fold(person.name): person for person in repository.all(Person)}
    return _Intake(casebook.ledger, chronology, casebook.children(), casebook.sources(), people, taken)


class _Intake:
    """What of the rows of a table is new to a chronology, with the sources and people that it brings along."""

    def __init__(
        self,
        ledger: Ledger,
        chronology: Chronology,
        children: tuple[Child, ...],
        sources: tuple[Source, ...],
        people: Mapping[str, Person],
        taken: set[UUID],
    ) -> None:
        self.events: list[Event] = []
        self.sources: list[Source] = []
        self.people: list[Person] = []
        self.duplicates: list[int] = []
        self.issues: list[Issue] = []
        self.rows: list[SortedRow] = []
        self._ledger = ledger
        self._chronology = chronology
        self._children = children
        self._sources = {fold(source.title): source for source in sources}
        self._people = dict(people)
        self._ids = taken
        self._there = {fingerprint(e, chronology.sources[e.source].title) for e in chronology.events}
        self._in_file: set[Hashable] = set()
        self._told: set[tuple[UUID, str]] = set()

    def take(self, reading: Reading, on_progress: OnProgress | None = None) -> None:
        """Sort the candidates into new entries, duplicates and issues."""
        self.issues += reading.issues
        for done, candidate in enumerate(reading.candidates):
            if on_progress is not None and done % STEP == 0:
                on_progress(ImportStage.COMPARING, done, len(reading.candidates))
            try:
                fate, event = self._take(candidate)
            except InvalidRecord as error:
                fate, event = RowFate.REFUSED, None
                self.issues.append(Issue(candidate.row, "", IssueCode.ROW_INVALID, f"{error} The row was skipped."))
            self.rows.append(SortedRow(candidate.row, fate, event, clean(candidate.source)))

    def _take(self, candidate: Candidate) -> tuple[RowFate, Event]:
        row = _Row(self._ledger, self._sources, self._people)
        title = clean(candidate.source)
        source = row.source_of(title, candidate)
        siblings, unknown = named_children(candidate.children, self._chronology.child.id, self._children)
        fields = row.fields_of(candidate)
        event = self._ledger.make_event((self._chronology.child.id, *siblings), fields, source.id)
        fate = self._compared(candidate, event, title, children_known=not unknown)
        if fate is not RowFate.NEW:
            return fate, event
        known = self._sources.get(fold(title))
        notes = [fields.get("notes", ""), *self._of_source(candidate, known)]
        if unknown:
            notes.append(f"children: {', '.join(unknown)}")
        event = event.changed(id=self._free_id(candidate, event), notes="; ".join(filter(None, notes)))
        self.issues += [Issue(candidate.row, "children", IssueCode.CHILD_UNKNOWN, _NO_CHILD, name[:200]) for name in unknown]
        if known is None:
            self._sources[fold(title)] = source
            self.sources.append(source)
        self._people |= row.new_people
        self.people += row.new_people.values()
        self.events.append(event)
        return fate, event

    def _compared(self, candidate: Candidate, event: Event, title: str, *, children_known: bool) -> RowFate:
        """Return whether an entry is new or there already, and say so."""
        mark = fingerprint(event, title)
        held = candidate.id is not None and candidate.id in self._chronology.numbers
        if held and candidate.id is not None:
            kept = self._chronology.event(candidate.id)
            if not _same(event, kept, with_children=children_known):
                self.issues.append(Issue(candidate.row, "", IssueCode.CONFLICT, _OTHERWISE))
                return RowFate.OTHERWISE
        # Rows that an export wrote are entries each for itself, however alike, unless one was copied.
        copied = mark in self._in_file and (candidate.id is None or candidate.id in self._ids)
        if held or mark in self._there or copied:
            self.duplicates.append(candidate.row)
            self.issues.append(Issue(candidate.row, "", IssueCode.DUPLICATE, "the same entry is there already: not added again"))
            return RowFate.THERE
        self._in_file.add(mark)
        return RowFate.NEW

    def _free_id(self, candidate: Candidate, event: Event) -> UUID:
        if candidate.id is None or candidate.id in self._ids:
            return event.id
        self._ids.add(candidate.id)
        return candidate.id

    def _of_source(self, candidate: Candidate, known: Source | None) -> list[str]:
        """Say what a row says otherwise of a source than is kept; return it for the notes where the row is not our own."""
        if known is None:
            return []
        notes = []
        for name, value in candidate.source_fields.items():
            if getattr(known, name) == value:
                continue
            text = getattr(value, "text", str(value))
            if (known.id, name) not in self._told or not candidate.exact:
                self.issues.append(Issue(candidate.row, f"source {name}", IssueCode.SOURCE_KEPT, _SOURCE_KEPT, text[:200]))
            self._told.add((known.id, name))
            if not candidate.exact:
                notes.append(f"source {name}: {text}")
        return notes


@dataclass(slots=True)
class _Row:
    """The records of one row, which count only when the row is taken.

    Attributes:
        new_people: people who are not known yet, by folded name.
    """

    ledger: Ledger
    sources: Mapping[str, Source]
    people: Mapping[str, Person]
    new_people: dict[str, Person] = field(default_factory=dict)

    def source_of(self, title: str, candidate: Candidate) -> Source:
        """Return the source of a title, a new one where there is none."""
        known = self.sources.get(fold(title))
        return known if known is not None else self.ledger.make_source(title, **candidate.source_fields)

    def fields_of(self, candidate: Candidate) -> dict[str, Any]:
        """Return the fields of the entry, with the people and the agreed actions as records."""
        people = tuple(Involvement(person=self._person(named).id, part=named.part) for named in candidate.people)
        planned = tuple(valid(PlannedAction, {"id": self.ledger.new_id(), **action}) for action in candidate.planned)
        return {**candidate.fields, "people": people, "planned": planned}

    def _person(self, named: NamedPart) -> Person:
        key = fold(clean(named.person["name"]))
        person = self.people.get(key) or self.new_people.get(key)
        if person is None:
            person = valid(Person, {"id": self.ledger.new_id(), **named.person})
            self.new_people[key] = person
        return person


def _same(event: Event, kept: Event, *, with_children: bool) -> bool:
    """Return whether two entries say the same, whatever identifiers they and their agreed actions have."""

    def said(one: Event) -> dict[str, Any]:
        actions = [{name: value for name, value in dict(action).items() if name != "id"} for action in one.planned]
        return {**dict(one), "id": None, "planned": actions, "children": set(one.children) if with_children else None}

    return said(event) == said(kept)


_OTHERWISE = "this entry is in the store with other content: what the store holds was kept"
_SOURCE_KEPT = "the source of this title is there already and says otherwise: what the store holds was kept"
_NO_CHILD = "no one child of the store answers to this name: kept in the notes of the entry"


def named_children(cell: str, child_id: UUID, children: tuple[Child, ...]) -> tuple[tuple[UUID, ...], tuple[str, ...]]:
    """Return the other children whom a cell names, and the names to which no one child answers.

    Names are parted by semicolons, or by commas where the whole is no name ("Tarn, Robin" may be one).
    """
    found: dict[UUID, None] = {}
    unknown: list[str] = []
    for part in filter(None, (part.strip() for part in cell.split(";"))):
        names = [part] if len(answering(children, part)) == 1 else [name for name in map(str.strip, part.split(",")) if name]
        for name in names:
            answers = answering(children, name)
            if len(answers) == 1:
                found[answers[0].id] = None
            else:
                unknown.append(name)
    found.pop(child_id, None)
    return tuple(found), tuple(unknown)
