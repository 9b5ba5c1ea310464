"""Changing the typed details of an entry by columns: what is not named stays, and nothing that was recorded is lost.

Where an entry gets a kind with details of another class, what fits is taken over and the rest goes to the notes, as it does for
a row that is imported. A kind without details of its own keeps those that are there, so that changing it back finds them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.entry_texts import field_texts, texts_of_details
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Details, Event, InjuryDetails, MeasurementDetails
from chronology_tui.domain.vocabulary import Explanation
from chronology_tui.importing.candidates import Issue
from chronology_tui.importing.row_details import COLUMNS_OF, DETAIL_FIELDS, details_of, details_type, measure_of, read_details
from chronology_tui.importing.row_values import RowValues, code_of


@dataclass(frozen=True, slots=True)
class ChangedDetails:
    """The details after a change.

    Attributes:
        details: what they are now.
        notes: what has no place in them any more, each with the name of its field.
        issues: what there is to say of the columns that were named.
    """

    details: Details | None
    notes: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()


def changed_details(event: Event, kind: Kind, named: Mapping[str, str], dates: DateContext) -> ChangedDetails:
    """Return the details of ``event`` as an entry of ``kind`` with the columns of ``named`` changed."""
    named = {column: text for column, text in named.items() if column in DETAIL_FIELDS}
    if kind is event.kind and not named:
        return ChangedDetails(event.details)
    if event.details is None:
        return _fresh(event, kind, named, dates)
    wanted = details_type(kind)
    if kind is event.kind or wanted is None or wanted is type(event.details):
        return _in_place(event, event.details, kind, named, dates)
    return _of_another_class(event.details, kind, named, dates)


def _fresh(event: Event, kind: Kind, named: Mapping[str, str], dates: DateContext) -> ChangedDetails:
    if kind is event.kind and not any(named.values()):
        return ChangedDetails(None)
    row = RowValues(0, dict(named), typed=True)
    return ChangedDetails(details_of(row, kind, dates), issues=tuple(row.issues))


def _in_place(event: Event, old: Details, kind: Kind, named: Mapping[str, str], dates: DateContext) -> ChangedDetails:
    row = RowValues(0, {**texts_of_details(old), **named}, typed=True)
    read = read_details(type(old), row, kind, dates)
    row.keep_unplaced([column for column in named if read is None or column not in COLUMNS_OF[type(old)]], kind.label)
    issues = _about(named, row.issues)
    if read is None or issues:
        gone = isinstance(old, MeasurementDetails) and not row.values.get("value")  # a measure without a value is none
        return ChangedDetails(None if gone else old, issues=issues)
    values = {_field(old, column, text): column for column, text in named.items() if column in COLUMNS_OF[type(old)]}
    changed = {field: getattr(read, field) for field in values}
    if isinstance(old, MeasurementDetails) and "measure" not in named and old.measure == measure_of(event.kind):
        changed["measure"] = measure_of(kind)
    details = old.changed(**changed)
    empty = details_type(kind) is None and not field_texts(details)
    return ChangedDetails(None if empty else details)


def _of_another_class(old: Details, kind: Kind, named: Mapping[str, str], dates: DateContext) -> ChangedDetails:
    wanted = details_type(kind)
    before, after = COLUMNS_OF[type(old)], COLUMNS_OF[wanted] if wanted is not None else {}
    texts = texts_of_details(old)
    carried = {column for column, field in before.items() if after.get(column) == field and column in texts} - named.keys()
    row = RowValues(0, {column: texts[column] for column in carried} | dict(named), typed=True)
    details = details_of(row, kind, dates)
    taken = {before[column]: getattr(old, before[column]) for column in carried} if details is not None else {}
    if details is not None:
        details = details.changed(**taken)
    gone = {before[column] for column in named if column in before}
    if "explanation" in named:
        gone.add("explanation")
    left = [f"{field.replace('_', ' ')}: {text}" for field, text in field_texts(old).items() if field not in taken.keys() | gone]
    return ChangedDetails(details, tuple(left), _about(named, row.issues))


def _field(old: Details, column: str, text: str) -> str:
    """Return the field that a column changes; the explanation of an injury has two."""
    if not isinstance(old, InjuryDetails) or column != "explanation":
        return COLUMNS_OF[type(old)][column]
    given = bool(old.explanation_given) if not text else code_of(text) not in set(Explanation)
    return "explanation_given" if given else "explanation"


def _about(named: Mapping[str, str], issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """Return the issues of columns that were named: the texts of the others stand as they were recorded."""
    return tuple(issue for issue in issues if issue.column in named)
