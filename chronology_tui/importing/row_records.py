"""What a row says beyond the entry's own fields: of its source, of the people who took part, of what was agreed; its identifier.

An export writes these columns; a table from elsewhere may have them too. What cannot be read goes to the notes of the entry.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from chronology_tui.domain.cell_text import parts_of
from chronology_tui.domain.date_readings import readings_of
from chronology_tui.domain.dates import DateContext, DateRefused, UncertainDate, parse_date
from chronology_tui.domain.entry_columns import IDENTITY, READINGS, SOURCE_COLUMNS
from chronology_tui.domain.entry_texts import planned_date
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.text import fold
from chronology_tui.domain.vocabulary import PartTaken, PersonKind, SourceKind
from chronology_tui.importing.candidates import IssueCode, NamedPart
from chronology_tui.importing.row_values import RowValues, code_of

_SOURCE_FLAGS = ("source_checked", "source_available")
_SOURCE_WORDS = ("source_agency", "source_reference", "source_notes")


def read_readings(row: RowValues) -> None:
    """Take in how the dates of the row were read when they were recorded."""
    text = row.text(READINGS)
    row.readings, unread = readings_of(text)
    row.exact = bool(text)
    if unread:
        message = "a line that says how a date was read cannot be read: the date was read from its own cell"
        row.issue(READINGS, IssueCode.VALUE_UNKNOWN, message)


def identity_of(row: RowValues) -> UUID | None:
    """Return the identifier of the entry from which the row was written; what is no identifier is kept in the notes."""
    typed = row.text(IDENTITY)
    if not typed:
        return None
    try:
        return UUID(typed)
    except ValueError:
        row.keep_unknown(IDENTITY, IssueCode.VALUE_UNKNOWN, "not an identifier (UUID)")
        return None


def area_of(row: RowValues, kind: Kind) -> Area:
    """Return the area of an entry: the kind's own unless the row says another."""
    return row.member("area_of_health", Area) or kind.area


def source_fields(row: RowValues, dates: DateContext) -> dict[str, Any]:
    """Return the fields of the source, but for its title, that the row says something of."""
    found: dict[str, Any] = {SOURCE_COLUMNS[name]: text for name in _SOURCE_WORDS if (text := row.text(name)) or row.exact}
    kind = row.member("source_kind", SourceKind)
    if kind is not None:
        found["kind"] = kind
    for name in _SOURCE_FLAGS:
        if row.values.get(name):
            found[SOURCE_COLUMNS[name]] = row.flag(name)
    dated = row.date("source_date", dates)
    if dated is not None or row.exact:
        found["dated"] = dated
    return found


def people_of(row: RowValues) -> tuple[NamedPart, ...]:
    """Return who took part: a line a person, ``name | part | kind | role | agency | third party | pseudonym``."""
    return tuple(_each_line(row, "people_records", _person))


def planned_of(row: RowValues, dates: DateContext) -> tuple[dict[str, Any], ...]:
    """Return what was agreed: a line an action, ``what | owner | due | done | outcome``."""

    def read(number: int, parts: list[str]) -> dict[str, Any]:
        what, owner, due, done, outcome = _padded(parts, 5)
        if not what:
            raise ValueError("an agreed action says what is to be done")

        def day(which: str, typed: str, context: DateContext) -> UncertainDate | None:
            if not typed:
                return None
            return row.reading(planned_date(number, which), typed) or parse_date(typed, context)

        later = replace(dates, planned=True)
        return {
            "what": what, "owner": owner, "due": day("due", due, later), "done": day("done", done, dates), "outcome": outcome,
        }  # fmt: skip

    return tuple(_each_line(row, "agreed_actions", read))


def _person(_: int, parts: list[str]) -> NamedPart:
    name, part, kind, role, agency, third, pseudonym = _padded(parts, 7)
    if not name:
        raise ValueError("a person has a name")
    if fold(third) not in {"", "third party"}:
        raise ValueError("the sixth part is empty or says third party")
    fields: dict[str, Any] = {
        "name": name, "role": role, "agency": agency, "third_party": bool(third), "pseudonym": pseudonym,
    }  # fmt: skip
    if kind:
        fields["kind"] = PersonKind(code_of(kind))
    return NamedPart(PartTaken(code_of(part)) if part else PartTaken.MENTIONED, fields)


def _each_line(row: RowValues, name: str, read: Callable[[int, list[str]], Any]) -> list[Any]:
    """Return what each line of a cell says; a line that cannot be read is kept in the notes."""
    found = []
    for number, line in enumerate((line for line in row.text(name).split("\n") if line.strip()), 1):
        try:
            found.append(read(number, parts_of(line)))
        except (DateRefused, ValueError) as error:
            why = error.reason if isinstance(error, DateRefused) else str(error)
            row.keep_line(name, line, f"line {number} cannot be read ({why.rstrip('.')})")
    return found


def _padded(parts: list[str], most: int) -> list[str]:
    if len(parts) > most:
        raise ValueError(f"it has more than {most} parts")
    return parts + [""] * (most - len(parts))
