"""Importing a table: read, leave out what is there already, add the rest in one transaction."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui.domain.records import Child, Event, Source
from chronology_tui.domain.text import clean, fold
from chronology_tui.importing.candidates import Issue, IssueCode
from chronology_tui.importing.mapping import ColumnMap, read_map
from chronology_tui.importing.matching import fingerprint
from chronology_tui.importing.rows import read_csv
from chronology_tui.services.casebook import answering
from chronology_tui.services.errors import InvalidRecord
from chronology_tui.services.results import ImportReport

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook


def import_csv(
    casebook: Casebook, child_id: UUID, path: Path, *, map_file: Path | None = None, dry_run: bool = False
) -> ImportReport:
    """Import the rows of a delimited file as entries about one child.

    A row that cannot be read is an issue and the rest loads; a file that cannot be read adds nothing. A row that is there
    already, in the store or higher up in the file, is counted as a duplicate and not added again.

    Raises:
        UnreadableFile, BadMap: the file or the map as a whole cannot be used; nothing was changed.
    """
    column_map = read_map(map_file) if map_file is not None else ColumnMap()
    chronology = casebook.chronology(child_id)
    children = casebook.children()
    reading = read_csv(path, column_map, casebook.date_context(chronology.child))
    issues = list(reading.issues)
    seen: set[Hashable] = {fingerprint(e, chronology.sources[e.source].title) for e in chronology.events}
    known: dict[str, Source] = {fold(s.title): s for s in casebook.sources()}
    fresh: list[Source] = []
    events: list[Event] = []
    duplicates: list[int] = []
    for candidate in reading.candidates:
        try:
            title = clean(candidate.source)
            source = known.get(fold(title)) or casebook.ledger.make_source(title)
            siblings, unknown = named_children(candidate.children, child_id, children)
            fields = dict(candidate.fields)
            if unknown:
                fields["notes"] = "; ".join(filter(None, [fields.get("notes", ""), f"children: {', '.join(unknown)}"]))
            event = casebook.ledger.make_event((child_id, *siblings), fields, source.id)
        except InvalidRecord as error:
            issues.append(Issue(candidate.row, "", IssueCode.ROW_INVALID, f"{error} The row was skipped."))
            continue
        mark = fingerprint(event, title)
        if mark in seen:
            duplicates.append(candidate.row)
            issues.append(Issue(candidate.row, "", IssueCode.DUPLICATE, "the same entry is there already: not added again"))
            continue
        seen.add(mark)
        issues += [Issue(candidate.row, "children", IssueCode.CHILD_UNKNOWN, _NO_CHILD, name[:200]) for name in unknown]
        if fold(title) not in known:
            known[fold(title)] = source
            fresh.append(source)
        events.append(event)
    if not dry_run and events:
        with casebook.writing() as writing:
            writing.repository.add(fresh, writing.stamp)
            writing.repository.add(events, writing.stamp)
    issues.sort(key=lambda issue: issue.row)
    return ImportReport(path.name, tuple(e.id for e in events), tuple(duplicates), tuple(issues), dry_run)


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
