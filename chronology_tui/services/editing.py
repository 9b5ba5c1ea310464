"""Changing entries: one or many in one user action, by the columns that import and export speak, read as an import reads them.

What is not named stays exactly as it is. A value that cannot be read is refused by the name of its field, and nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import DateContext, UncertainDate, parse_date
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Child, Event
from chronology_tui.domain.text import clean, fold
from chronology_tui.importing.candidates import Issue, IssueCode
from chronology_tui.importing.mapping import FIELDS
from chronology_tui.importing.row_changes import changed_details
from chronology_tui.importing.row_details import COLUMNS_OF, details_type
from chronology_tui.importing.row_texts import texts_of_details, texts_of_entry
from chronology_tui.importing.rows import read_typed
from chronology_tui.services.casebook import answering
from chronology_tui.services.errors import InvalidRecord, UsageError
from chronology_tui.services.imports import named_children
from chronology_tui.services.ledger import valid
from chronology_tui.store.history import Change

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook

_NO_REFUSAL = frozenset({IssueCode.DATE_REMARK, IssueCode.UNDATED})
"""What there is to say of a date that can be read: the remarks stay with it."""
_NEEDED = {
    "date": "an entry keeps a date; type undated where the source gives none",
    "kind": "an entry keeps a kind; type note for none in particular",
    "source": "an entry keeps a source",
}
"""Columns that cannot be cleared."""
_COMMON = (
    "date", "time", "kind", "service", "summary", "severity", "source", "page", "quote", "child_seen", "child_voice", "impact",
    "impact_note", "action", "family_response", "response_note", "likelihood", "key",
)  # fmt: skip
_SELDOM = ("place", "professional", "brought_by", "present", "basis", "handling", "children", "presentation", "notes")
"""Columns of every entry, in the order of a form: those of the details come between the two."""


def entry_values(event: Event, chronology: Chronology, children: Iterable[Child] = ()) -> dict[str, str]:
    """Return one text for each column, for filling a form; :func:`edit_entries` with all of them unchanged changes nothing.

    Args:
        event: the entry.
        chronology: that of the child whose entry is shown.
        children: the children of the store, by whose names the column ``children`` calls the others; a child who is not
            among them, or to whose name more than one answers, is called by identifier.
    """
    known = tuple(children)
    others = (_called(other, known) for other in event.children if other != chronology.child.id)
    return texts_of_entry(event, chronology.sources[event.source].title, others)


def _called(child_id: UUID, children: tuple[Child, ...]) -> str:
    name = next((child.name for child in children if child.id == child_id), "")
    plain = name and ";" not in name and [child.id for child in answering(children, name)] == [child_id]
    return name if plain else str(child_id)


def form_columns(event: Event) -> tuple[str, ...]:
    """Return the columns that a form for an entry shows: the commonest first, then those of its details, then the others."""
    wanted = details_type(event.kind)
    details = {*COLUMNS_OF[wanted]} if wanted is not None else set()
    if event.details is not None:
        details |= texts_of_details(event.details).keys()
    return (*_COMMON, *(column for column in FIELDS if column in details), *_SELDOM)


def dates_for(dates: DateContext, event: Event) -> DateContext:
    """Return what the reading of a new date of ``event`` may lean on: a year that is not typed is that of its present date."""
    return dates if event.when.is_undated else replace(dates, previous=event.when)


def read_new_date(text: str, event: Event, dates: DateContext) -> UncertainDate:
    """Read a new date of ``event`` as :func:`edit_entries` will, for showing it while it is typed.

    Raises:
        DateRefused: it cannot be read.
    """
    return parse_date(clean(text), dates_for(dates, event))


@dataclass(frozen=True, slots=True)
class _Edit:
    """One entry before and after, and the title of its source where that changes."""

    before: Event
    after: Event
    source: str = ""


def edit_entries(
    casebook: Casebook, child_id: UUID, ids: Sequence[UUID], values: Mapping[str, str], *, draft: UUID | None = None
) -> tuple[Event, ...]:
    """Change entries about a child in one user action, all in the same way, and return them as they are now.

    Args:
        casebook: the open store.
        child_id: whose entries.
        ids: which, in any order; the answer has the same order.
        values: a text by column (:data:`chronology_tui.importing.mapping.FIELDS`). An empty text clears the field.
        draft: what the values were typed as; it goes in the same transaction.

    A new date keeps the remarks of its own reading. A new kind brings its area, unless the entry's area was set apart. Details
    that the new kind has no field for go to the notes, and a kind without details keeps those that are there. A source is found
    by its title or made.

    Raises:
        UsageError: there is no such entry or column.
        InvalidRecord: a value does not fit; nothing was changed.
        RecordMoved: an entry was changed meanwhile; nothing was changed.
    """
    return _edit(casebook, child_id, dict.fromkeys(ids, _typed(values)), draft)


def edit_each(casebook: Casebook, child_id: UUID, values: Mapping[UUID, Mapping[str, str]]) -> tuple[Event, ...]:
    """Change entries about a child in one user action, each by its own texts; otherwise as :func:`edit_entries`."""
    return _edit(casebook, child_id, {event_id: _typed(own) for event_id, own in values.items()})


def _edit(
    casebook: Casebook, child_id: UUID, typed: Mapping[UUID, Mapping[str, str]], draft: UUID | None = None
) -> tuple[Event, ...]:
    with casebook.ledger.lock:
        chronology = casebook.chronology(child_id)
        children = casebook.children()
        dates = casebook.date_context(chronology.child)
        found = _entries(chronology, typed)
        edits = []
        for event in found:
            try:
                edits.append(_edited(event, chronology, children, typed[event.id], dates))
            except InvalidRecord as refused:
                where = f"Entry {chronology.number(event.id)}: " if len(found) > 1 else ""
                raise InvalidRecord(f"{where}{refused} Nothing was changed.") from None
        if draft is not None or any(edit.source or edit.after != edit.before for edit in edits):
            edits = _write(casebook, edits, draft)
    return tuple(edit.after for edit in edits)


def _write(casebook: Casebook, edits: Iterable[_Edit], draft: UUID | None) -> list[_Edit]:
    with casebook.writing() as writing:
        done = []
        for edit in edits:
            source = casebook.source_for(writing, edit.source).id if edit.source else edit.after.source
            done.append(_Edit(edit.before, edit.after.changed(source=source)))
        changes = [Change(edit.before, edit.after) for edit in done if edit.after != edit.before]
        writing.repository.apply(changes, writing.stamp)
        if draft is not None:
            writing.repository.drop_drafts(draft)
    return done


def _typed(values: Mapping[str, str]) -> dict[str, str]:
    typed = {}
    for column, text in values.items():
        if column not in FIELDS:
            raise UsageError(f"There is no field {column!r}. The fields are: {', '.join(FIELDS)}.")
        try:
            typed[column] = clean(text)
        except ValueError as error:
            raise InvalidRecord(f"{_label(column)}: {error}.") from None
    return typed


def _entries(chronology: Chronology, ids: Iterable[UUID]) -> list[Event]:
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        raise UsageError("No entry was named.")
    if any(event_id not in chronology.numbers for event_id in wanted):
        raise UsageError("One of the entries is not there any more, so nothing was changed. Look at the list again.")
    return [chronology.event(event_id) for event_id in wanted]


def _edited(
    event: Event, chronology: Chronology, children: tuple[Child, ...], typed: Mapping[str, str], dates: DateContext
) -> _Edit:
    """Return an entry with the columns changed that say something else than they do now.

    Raises:
        InvalidRecord: a value does not fit.
    """
    now = entry_values(event, chronology, children)
    named = {column: text for column, text in typed.items() if text != clean(now[column])}
    for column, why in _NEEDED.items():
        if named.get(column) == "":
            raise InvalidRecord(f"{_label(column)}: {why}.")
    dates = dates_for(dates, event)
    fields, issues = read_typed(named, dates)
    _refuse(issues)
    kind: Kind = fields.get("kind", event.kind)
    if kind is not event.kind and event.area is event.kind.area:
        fields["area"] = kind.area
    changed = changed_details(event, kind, named, dates)
    _refuse(changed.issues)
    fields["details"] = changed.details
    if changed.notes:
        fields["notes"] = "; ".join(filter(None, (fields.get("notes", event.notes), *changed.notes)))
    if "children" in named:
        fields["children"] = _about(event, chronology.child.id, named["children"], children)
    title = named.get("source", "")
    if fold(title) == fold(now["source"]):
        title = ""
    return _Edit(event, valid(Event, {**dict(event), **fields}), title)


def _about(event: Event, child_id: UUID, typed: str, children: tuple[Child, ...]) -> tuple[UUID, ...]:
    """Return whom an entry is about: those who are there already stay in their order."""
    others, unknown = named_children(typed, child_id, children)
    if unknown:
        raise InvalidRecord(f"Children: no one child of the store answers to {unknown[0]!r}.")
    wanted = (child_id, *others)
    return tuple(child for child in dict.fromkeys((*event.children, *wanted)) if child in wanted)


def _refuse(issues: Iterable[Issue]) -> None:
    for issue in issues:
        if issue.code not in _NO_REFUSAL:
            raise InvalidRecord(f"{_label(issue.column)}: {issue.message}.")


def _label(column: str) -> str:
    return column.replace("_", " ").capitalize()


def delete_entries(casebook: Casebook, child_id: UUID, ids: Sequence[UUID]) -> tuple[Event, ...]:
    """Take entries out of the chronology in one user action and return them as they were; history keeps them.

    An entry about several children is taken out for all of them. Sources stay.

    Raises:
        UsageError: there is no such entry; nothing was changed.
    """
    with casebook.ledger.lock:
        events = _entries(casebook.chronology(child_id), ids)
        with casebook.writing() as writing:
            writing.repository.apply([Change(event, None) for event in events], writing.stamp)
    return tuple(events)
