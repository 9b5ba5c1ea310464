"""Which column of a table is which of our fields: by name, by known synonyms, or by a map file (TOML).

A map file has three tables: ``[columns]`` (their header = our field, or "" to leave the column out), ``[kinds]`` (their value =
our kind code) and ``[defaults]`` (a value for a field that their table lacks).
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time
from pathlib import Path
from types import MappingProxyType
from typing import Self

from chronology_tui.domain.entry_columns import FIELDS, IDENTITY, READINGS, RECORD_COLUMNS, continued
from chronology_tui.domain.kinds import Kind, kind_for
from chronology_tui.domain.text import clean, fold
from chronology_tui.errors import ChronologyError

__all__ = ["FIELDS", "BadMap", "ColumnMap", "Columns", "assign_columns", "map_text", "read_map"]

_LARGEST = 1024 * 1024
"""Largest map file that is read, in bytes."""

_SYNONYMS = {
    "date": (
        "date of event",
        "event date",
        "date of entry",
        "date period",
        "date or period",
        "when",
        "contact date",
        "appointment date",
    ),
    "time": ("event time", "time of event"),
    "kind": ("type", "event type", "type of event", "category"),
    "attendance": ("attended or did not attend", "attendance status", "attendance code", "attended"),
    "service": ("clinic", "specialty", "team", "service name", "department"),
    "place": ("location", "event location", "where"),
    "summary": (
        "event",
        "event detail",
        "details",
        "detail",
        "description",
        "significant event",
        "what happened",
        "event details",
    ),
    "quote": ("verbatim", "exact words"),
    "source": ("source of information", "source who what service", "information source", "reference", "agency"),
    "page": ("page number", "paragraph", "document reference"),
    "professional": ("recorded by", "seen by", "clinician", "author"),
    "brought_by": ("brought by", "accompanied by"),
    "child_voice": ("voice of the child", "childs voice", "child s voice", "child's voice", "what the child said"),
    "impact_note": ("impact on child", "impact on the child", "impact positive or negative", "outcome for child"),
    "action": ("action taken", "actions", "what action was taken", "outcome", "response"),
    "family_response": ("family response", "parental response", "response of family"),
    "severity": ("severity of harm",),
    "likelihood": ("likelihood of harm",),
    "key": ("key event", "significant"),
    "children": ("siblings", "other children", "children in common"),
    "medicine": ("medication", "drug", "medicine name"),
    "dose": ("dosage",),
    "days_supplied": ("days supply", "supply days", "duration in days"),
    "vaccine": ("immunisation", "vaccination"),
    "review": ("review type",),
    "due": ("due date", "date due"),
    "onset": ("symptom onset", "date of onset"),
    "site": ("site of injury", "body site"),
    "explanation": ("explanation given",),
    "test": ("investigation", "test name"),
    "result": ("test result",),
    "presentation": ("signs", "presentation codes"),
    "notes": ("comments", "comment", "note", "notes"),
}


def _name(header: str) -> str:
    return " ".join("".join(c if c.isalnum() or c == "'" else " " for c in fold(header)).split())


_OWN_NAMES = {_name(f): f for f in (*FIELDS, *RECORD_COLUMNS)}
_BY_NAME = _OWN_NAMES | {_name(s): f for f, names in _SYNONYMS.items() for s in names}


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What a map file says; the empty map leaves all to the names of the columns.

    Attributes:
        columns: folded header -> our field, "" to leave the column out.
        kinds: folded value -> kind.
        defaults: our field -> value for rows where the table has none.
    """

    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    kinds: Mapping[str, Kind] = field(default_factory=lambda: MappingProxyType({}))
    defaults: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def choosing(self, columns: Mapping[str, str]) -> Self:
        """Return the map with other fields for some headings, given as they stand in the table."""
        return replace(self, columns={**self.columns, **{_name(header): ours for header, ours in columns.items()}})


class BadMap(ChronologyError):
    """The map file cannot be used."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"The map file {name} cannot be used: {why}.")


def read_map(path: Path) -> ColumnMap:
    """Return the column map of a TOML file.

    Raises:
        BadMap: the file cannot be read, is not TOML, or names a field or kind that does not exist.
    """
    name = path.name
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise BadMap(name, error.strerror or "it cannot be opened") from None
    if len(content) > _LARGEST:
        raise BadMap(name, "it is larger than 1 MB")
    try:
        data = tomllib.loads(content.decode("utf-8-sig"))  # Windows Notepad writes a byte order mark
    except RecursionError:
        raise BadMap(name, "it is nested too deeply") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadMap(name, f"it is not TOML ({error})") from None
    unknown = sorted(set(data) - {"columns", "kinds", "defaults"})
    if unknown:
        raise BadMap(name, f"it has a table [{unknown[0]}]; only [columns], [kinds] and [defaults] are read")
    tables = {table: _table(name, data, table) for table in ("columns", "kinds", "defaults")}
    columns = {_name(header): _field(name, ours) if ours else "" for header, ours in tables["columns"].items()}
    defaults = {_field(name, ours): value for ours, value in tables["defaults"].items()}
    kinds = {}
    for value, code in tables["kinds"].items():
        kind = kind_for(code)
        if kind is None:
            raise BadMap(name, f"there is no kind {code!r}; the kinds are listed by: chronology schema kinds")
        kinds[fold(value)] = kind
    return ColumnMap(columns, kinds, defaults)


def map_text(column_map: ColumnMap) -> str:
    """Return the text of a map file that :func:`read_map` reads to the same map."""
    kinds = {value: kind.value for value, kind in column_map.kinds.items()}
    tables = {"columns": column_map.columns, "kinds": kinds, "defaults": column_map.defaults}
    lines = ['# Which column of a table is which, for chronology; see "chronology manual import".']
    for table, values in tables.items():
        if values:
            lines += ["", f"[{table}]", *(f"{_quoted(theirs)} = {_quoted(ours)}" for theirs, ours in values.items())]
    return "\n".join((*lines, ""))


def _quoted(text: str) -> str:
    """Return a TOML string: JSON's, but that TOML wants DEL escaped too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _field(name: str, typed: str) -> str:
    """Return the field that a map file names, in any case and with blanks or underscores."""
    found = _OWN_NAMES.get(_name(typed))
    if found is None:
        raise BadMap(name, f"there is no field {typed!r}; the fields are {', '.join(FIELDS)}")
    return found


def _table(name: str, data: Mapping[str, object], table: str) -> dict[str, str]:
    values = data.get(table, {})
    if not isinstance(values, dict):
        raise BadMap(name, f"[{table}] is not a table")
    for key, value in values.items():
        if isinstance(value, bool) or not isinstance(value, str | int | float | date | time):
            raise BadMap(name, f"[{table}] {key!r} is not a text, a number or a date")
    return {str(key): str(value) for key, value in values.items()}


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns of a table are, each by its number from 0.

    Attributes:
        fields: number -> our field. headings: our field -> its heading in this table, cleaned.
        more: numbers of the columns that continue the text of a field, in order, by field.
        unknown: columns that are not ours; their content is kept as notes.
        left_out: columns that the map file says to leave out.
    """

    fields: Mapping[int, str]
    headings: Mapping[str, str]
    more: Mapping[str, tuple[int, ...]]
    unknown: tuple[int, ...]
    left_out: tuple[int, ...]


def assign_columns(headers: Sequence[str], column_map: ColumnMap) -> Columns:
    """Return what the columns under a header row are.

    A field is given to the first column that names it; a later one with the same name counts as unknown, so that its content
    is kept as notes rather than lost. The map goes before names.
    """
    assigned: dict[int, str] = {}
    left_out: list[int] = []
    names = [_name(header) for header in headers]
    for n, name in enumerate(names):
        target = column_map.columns.get(name)
        if target == "":
            left_out.append(n)
        elif target is not None and target not in assigned.values():
            assigned[n] = target
    foreign = _name(READINGS) not in names
    for exact in (True, False):  # our own names first, then synonyms, so that "event" never wins over "summary"
        for n, name in enumerate(names):
            target = _BY_NAME.get(name)
            if name in column_map.columns or target is None or target in assigned.values():
                continue
            if target == IDENTITY and foreign:
                continue
            if n not in assigned and (name == _name(target)) == exact:
                assigned[n] = target
    more = _continuing(names, assigned)
    taken = {n for numbers in more.values() for n in numbers}
    unknown = tuple(n for n in range(len(headers)) if n not in assigned and n not in left_out and n not in taken)
    headings = {target: clean(headers[n]) for n, target in assigned.items()}
    return Columns(assigned, headings, more, unknown, tuple(left_out))


def _continuing(names: Sequence[str], assigned: Mapping[int, str]) -> dict[str, tuple[int, ...]]:
    """Return the columns that continue a text: of those that are numbered without a gap, each once."""
    found: dict[str, dict[int, int]] = {}
    for n, name in enumerate(names):
        of = continued(name)
        field = _OWN_NAMES.get(of[0]) if of is not None else None
        if of is not None and field is not None and n not in assigned and field in assigned.values():
            found.setdefault(field, {}).setdefault(of[1], n)
    more = {}
    for field, pieces in found.items():
        whole = [pieces[piece] for piece in range(2, len(pieces) + 2) if piece in pieces]
        if len(whole) == len(pieces):
            more[field] = tuple(whole)
    return more
