"""Everything that the form of an entry is filled with, read from the store at one moment."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from chronology_tui.domain.records import Child, Event
from chronology_tui.domain.text import one_line
from chronology_tui.domain.typed_line import Known, known_from
from chronology_tui.report.presentation import SIGNS
from chronology_tui.services.drafts import Draft, drafts_of
from chronology_tui.services.editing import around, save_entry
from chronology_tui.services.entry_edits import EDITABLE, Around, entry_values, line_values
from chronology_tui.services.errors import InvalidRecord, LineRefused
from chronology_tui.services.people import people_around
from chronology_tui.services.vocabulary import ClosedList, closed_lists

if TYPE_CHECKING:
    from chronology_tui.services.casebook import Casebook

NEW_FORM = "form:entry:new"
"""The place of drafts of entries that are not in the store yet."""
_MOST = 20_000
"""Longest name of a person that completion searches, in characters."""


def form_place(event: Event | None) -> str:
    """Return the place of the drafts of an entry's form; None stands for a new entry."""
    return NEW_FORM if event is None else f"form:entry:{event.id}"


@dataclass(frozen=True)
class TypedBefore:
    """What an earlier form did not save.

    Attributes:
        fields: the texts that were typed, by column.
        was: what the record said in these columns when they were typed.
        after: the entry that was added before, by the form that this one followed.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    was: Mapping[str, str] = field(default_factory=dict)
    after: str = ""

    def words(self) -> str:
        """Return the content of a draft; empty where nothing was typed."""
        return json.dumps({"fields": self.fields, "was": self.was, "after": self.after}) if self.fields else ""


def typed_before(content: str) -> TypedBefore:
    """Return what a draft holds; one that cannot be read holds nothing."""
    try:
        held = json.loads(content)
    except ValueError:
        return TypedBefore()
    if not isinstance(held, dict):
        return TypedBefore()
    if not isinstance(held.get("fields"), dict):  # as an earlier version kept them
        return TypedBefore(_texts(held))
    return TypedBefore(_texts(held["fields"]), _texts(held.get("was")), str(held.get("after", "")))


def _texts(held: object) -> dict[str, str]:
    return {str(column): str(text) for column, text in held.items()} if isinstance(held, dict) else {}


@dataclass(frozen=True)
class EntryForm:
    """What a form is filled with.

    Attributes:
        around: the chronology, the children, the people, the dates.
        event: the entry, or None for a new one.
        values: what the record says by column; of a new entry nothing but the source of the entry before.
        typed: what a typed line said of a new entry by column.
        known: names for completion. people: names of the people whom a screen about this child shows.
        siblings: the names of the other children by which an entry calls them.
        lists: the closed lists by name.
        signs: the signs of the perplexing presentations form by code.
        drafts: what earlier forms of the same place did not save, the latest last.
    """

    around: Around
    event: Event | None
    values: Mapping[str, str]
    typed: Mapping[str, str]
    known: Known
    people: tuple[str, ...]
    siblings: tuple[tuple[str, str], ...]
    lists: Mapping[str, ClosedList]
    signs: Mapping[int, str]
    drafts: tuple[Draft, ...]


def entry_form(
    casebook: Casebook, child_id: UUID, event_id: UUID | None = None, *, line: str = "", source: str = ""
) -> EntryForm:
    """Read what the form of an entry is filled with.

    Args:
        casebook: the open store.
        child_id: about whom.
        event_id: the entry; None for a new one.
        line: what was typed of a new entry as a line.
        source: the source of the entry before, which the line takes over where it names none.

    Raises:
        UsageError: the entry is not there any more.
    """
    with casebook.ledger.lock:
        where = around(casebook, child_id)
        chronology, children, people = where.chronology, where.children, where.people
        event = chronology.event(event_id) if event_id is not None else None
        values = dict.fromkeys(EDITABLE, "") | {"source": source if not line.strip() else ""}
        if event is not None:
            values = entry_values(event, chronology, children, people)
        shown = people_around(casebook, chronology)
        return EntryForm(
            around=where,
            event=event,
            values=values,
            typed=_typed_line(casebook, where, line, source) if event is None else {},
            known=known_from(chronology, (child.name for child in children if child.id != child_id)),
            people=tuple(person.name for person in shown if len(person.name) < _MOST),
            siblings=tuple(_sibling(child) for child in children if child.id != child_id),
            lists={one.name: one for one in closed_lists()},
            signs=SIGNS,
            drafts=drafts_of(casebook, child_id, form_place(event)) if not casebook.read_only else (),
        )


def add_line_with(casebook: Casebook, child_id: UUID, line: str, values: Mapping[str, str]) -> Event:
    """Add the entry of a typed line with more fields than it says, by column, in one user action.

    Raises:
        LineRefused: something in the line stops it from being saved; nothing was changed.
        InvalidRecord, UsageError: a value does not fit, or there is no such column; nothing was changed.
    """
    if not values:
        return casebook.add_line(child_id, line)
    reading = casebook.read_line(child_id, line)
    if not reading.complete:
        raise LineRefused(reading.problems)
    said = line_values(reading, around(casebook, child_id), casebook.ledger.new_id)
    return save_entry(casebook, child_id, {**{column: text for column, text in said.items() if text}, **values})


def _sibling(child: Child) -> tuple[str, str]:
    """Return by what an entry calls another child, and the name."""
    return (str(child.id) if ";" in child.name else child.name), one_line(child.name)


def _typed_line(casebook: Casebook, where: Around, line: str, source: str) -> dict[str, str]:
    if not line.strip():
        return {}
    reading = casebook.read_line(where.chronology.child.id, line, source)
    try:
        texts = line_values(reading, where, casebook.ledger.new_id)
    except InvalidRecord:  # words that make no entry yet: all of them wait in the summary
        return {"summary": line, "source": source}
    return {column: text for column, text in texts.items() if text}
