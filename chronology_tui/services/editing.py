"""Changing entries: one or many in one user action, by the columns that import and export speak, read as an import reads them.

What is not named stays exactly as it is. A value that cannot be read is refused by the name of its field, and nothing is changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.dates import DateContext, UncertainDate, parse_date
from chronology_tui.domain.records import Event, Person
from chronology_tui.domain.text import clean, fold
from chronology_tui.services.entry_edits import (
    EDITABLE,
    Around,
    Edit,
    blank_entry,
    dates_for,
    edited,
    entry_values,
    label,
    new_entry,
)
from chronology_tui.services.errors import InvalidRecord, RecordMoved, UsageError
from chronology_tui.store.history import Change

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook

__all__ = [
    "EDITABLE", "ChangedMeanwhile", "around", "delete_entries", "edit_each", "edit_entries", "entry_values", "read_new_date",
    "save_entry", "tried",
]  # fmt: skip


def read_new_date(text: str, event: Event, dates: DateContext) -> UncertainDate:
    """Read a new date of ``event`` as :func:`edit_entries` will, for showing it while it is typed.

    Raises:
        DateRefused: it cannot be read.
    """
    return parse_date(clean(text), dates_for(dates, event))


class ChangedMeanwhile(RecordMoved):
    """An entry was changed since its form was filled, so the form's texts were not saved.

    Attributes:
        event: the entry as it is now.
        columns: the columns in which it says something else than it did, and which the form would have changed too.
    """

    def __init__(self, event: Event, columns: tuple[str, ...]) -> None:
        super().__init__()
        self.event = event
        self.columns = columns


def around(casebook: Casebook, child_id: UUID) -> Around:
    """Return what an entry about a child is read with, as it is in the store at one moment."""
    with casebook.ledger.lock:
        chronology = casebook.chronology(child_id)
        with casebook.ledger.reading() as repository:
            people = repository.all(Person)
        return Around(chronology, casebook.children(), tuple(people), casebook.date_context(chronology.child))


def edit_entries(
    casebook: Casebook, child_id: UUID, ids: Sequence[UUID], values: Mapping[str, str], *, draft: UUID | None = None
) -> tuple[Event, ...]:
    """Change entries about a child in one user action, all in the same way, and return them as they are now.

    Args:
        casebook: the open store.
        child_id: whose entries.
        ids: which, in any order; the answer has the same order.
        values: a text by column (:data:`EDITABLE`). An empty text clears the field.
        draft: what the values were typed as; it goes in the same transaction.

    A new date keeps the remarks of its own reading. A new kind brings its area, unless the entry's area was set apart. Details
    that the new kind has no field for go to the notes, and a kind without details keeps those that are there. A source is found
    by its title or made, a person by the name.

    Raises:
        UsageError: there is no such entry or column.
        InvalidRecord: a value does not fit; nothing was changed.
        RecordMoved: an entry was changed meanwhile; nothing was changed.
    """
    return _edit(casebook, child_id, dict.fromkeys(ids, _typed(values)), draft)


def edit_each(casebook: Casebook, child_id: UUID, values: Mapping[UUID, Mapping[str, str]]) -> tuple[Event, ...]:
    """Change entries about a child in one user action, each by its own texts; otherwise as :func:`edit_entries`."""
    return _edit(casebook, child_id, {event_id: _typed(own) for event_id, own in values.items()})


def save_entry(
    casebook: Casebook,
    child_id: UUID,
    values: Mapping[str, str],
    *,
    seen: Event | None = None,
    previous: UncertainDate | None = None,
    draft: UUID | None = None,
) -> Event:
    """Add an entry about a child, or change the one that the form was filled from, in one user action; return it as it is now.

    Args:
        casebook: the open store.
        child_id: about whom.
        values: a text by column (:data:`EDITABLE`); of a change those only that are to change.
        seen: the entry as the form was filled from it; None adds one.
        previous: the date of the entry that was added before, whose year one that is not typed takes.
        draft: what the values were typed as; it goes in the same transaction.

    Raises:
        InvalidRecord: a value does not fit, or one is missing that an entry needs; nothing was changed.
        ChangedMeanwhile: the entry is not any more as it was seen; nothing was changed.
        UsageError: the entry is not there any more, or there is no such column.
    """
    with casebook.ledger.lock:
        edit = _made(casebook, around(casebook, child_id), _typed(values), seen, previous)
        if draft is not None or edit.source or edit.after != edit.before:
            (edit,) = _write(casebook, [edit], draft)
    return edit.after


def tried(
    casebook: Casebook,
    child_id: UUID,
    values: Mapping[str, str],
    *,
    seen: Event | None = None,
    previous: UncertainDate | None = None,
) -> tuple[Event, Chronology]:
    """Return the entry that :func:`save_entry` would save, and the chronology with it; nothing is saved.

    Raises:
        InvalidRecord, ChangedMeanwhile, UsageError: as :func:`save_entry`.
    """
    with casebook.ledger.lock:
        where = around(casebook, child_id)
        edit = _made(casebook, where, _typed(values), seen, previous)
        event, sources = edit.after, list(where.chronology.sources.values())
        if edit.source:
            source = next((one for one in casebook.sources() if _same_title(one.title, edit.source)), None)
            source = source or casebook.ledger.make_source(edit.source)
            event = event.changed(source=source.id)
            sources = [*(one for one in sources if one.id != source.id), source]
    return event, where.chronology.followed({event.id: event}, sources)


def _same_title(one: str, other: str) -> bool:
    return fold(one) == fold(other)


def _made(
    casebook: Casebook, where: Around, typed: Mapping[str, str], seen: Event | None, previous: UncertainDate | None
) -> Edit:
    """Return the edit that a form asks for."""
    if seen is None:
        dates = where.dates if previous is None or previous.is_undated else replace(where.dates, previous=previous)
        blank = blank_entry(casebook.ledger.new_id(), where.chronology.child.id)
        return new_entry(blank, replace(where, dates=dates), typed, casebook.ledger.new_id)
    (now,) = _entries(where.chronology, [seen.id])
    if now != seen:
        was, is_now = (entry_values(one, where.chronology, where.children, where.people) for one in (seen, now))
        raise ChangedMeanwhile(now, tuple(column for column in typed if was[column] != is_now[column] != typed[column]))
    return edited(now, where, typed, casebook.ledger.new_id)


def _edit(
    casebook: Casebook, child_id: UUID, typed: Mapping[UUID, Mapping[str, str]], draft: UUID | None = None
) -> tuple[Event, ...]:
    with casebook.ledger.lock:
        where = around(casebook, child_id)
        found = _entries(where.chronology, typed)
        edits: list[Edit] = []
        for event in found:
            try:
                edit = edited(event, where, typed[event.id], casebook.ledger.new_id)
            except InvalidRecord as refused:
                named = f"Entry {where.chronology.number(event.id)}: " if len(found) > 1 else ""
                raise InvalidRecord(f"{named}{refused} Nothing was changed.") from None
            where = replace(where, people=(*where.people, *edit.people))  # a new person is the same in the next entry
            edits.append(edit)
        if draft is not None or any(edit.source or edit.after != edit.before for edit in edits):
            edits = _write(casebook, edits, draft)
    return tuple(edit.after for edit in edits)


def _write(casebook: Casebook, edits: Iterable[Edit], draft: UUID | None) -> list[Edit]:
    with casebook.writing() as writing:
        done = []
        for edit in edits:
            source = casebook.source_for(writing, edit.source).id if edit.source else edit.after.source
            done.append(replace(edit, after=edit.after.changed(source=source)))
        people = [Change(None, person) for edit in done for person in edit.people]
        changes = [Change(edit.before, edit.after) for edit in done if edit.after != edit.before]
        writing.repository.apply([*people, *changes], writing.stamp)
        if draft is not None:
            writing.repository.drop_drafts(draft)
    return done


def _typed(values: Mapping[str, str]) -> dict[str, str]:
    typed = {}
    for column, text in values.items():
        if column not in EDITABLE:
            raise UsageError(f"There is no field {column!r}. The fields are: {', '.join(EDITABLE)}.")
        try:
            typed[column] = clean(text)
        except ValueError as error:
            raise InvalidRecord(f"{label(column)}: {error}.") from None
    return typed


def _entries(chronology: Chronology, ids: Iterable[UUID]) -> list[Event]:
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        raise UsageError("No entry was named.")
    if any(event_id not in chronology.numbers for event_id in wanted):
        raise UsageError("One of the entries is not there any more, so nothing was changed. Look at the list again.")
    return [chronology.event(event_id) for event_id in wanted]


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
