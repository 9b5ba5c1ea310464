"""Which column of a table is which of our fields: by name, by known synonyms, or by a map file (TOML).

A map file has three tables: ``[columns]`` (their header = our field, or "" to leave the column out), ``[kinds]`` (their value =
our kind code) and ``[defaults]`` (a value for a field that their table lacks).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from types import MappingProxyType

from chronology_tui.domain.kinds import Kind, kind_for
from chronology_tui.domain.text import fold
from chronology_tui.errors import ChronologyError

FIELDS: tuple[str, ...] = (
    "date", "time", "kind", "attendance", "service", "place", "summary", "quote", "source", "page", "basis", "professional",
    "brought_by", "present", "child_seen", "child_voice", "impact", "impact_note", "action", "family_response", "response_note",
    "severity", "likelihood", "key", "children", "measure", "value", "unit", "medicine", "dose", "days_supplied", "reliever",
    "vaccine", "review", "due", "onset", "site", "explanation", "mobility", "test", "result", "handling", "presentation",
    "critical", "notice_days", "mode", "reason", "nights", "planned", "booked_by_young_person", "notes",
)  # fmt: skip
"""The columns that ``import`` and ``export`` speak; only ``date`` and ``summary`` are needed."""

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


_OWN_NAMES = {_name(f): f for f in FIELDS}
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


def assign_columns(headers: Sequence[str], column_map: ColumnMap) -> tuple[dict[int, str], tuple[int, ...], tuple[int, ...]]:
    """Return (column number -> field, unknown columns, left-out columns) for a header row.

    A field is given to the first column that names it; a later one with the same name counts as unknown, so that its content
    is kept as notes rather than lost. The map goes before names.
    """
    assigned: dict[int, str] = {}
    left_out: list[int] = []
    for n, header in enumerate(headers):
        target = column_map.columns.get(_name(header))
        if target == "":
            left_out.append(n)
        elif target is not None and target not in assigned.values():
            assigned[n] = target
    for exact in (True, False):  # our own names first, then synonyms, so that "event" never wins over "summary"
        for n, header in enumerate(headers):
            target = _BY_NAME.get(_name(header))
            if n in assigned or n in left_out or target is None or target in assigned.values():
                continue
            if (_name(header) == _name(target)) == exact:
                assigned[n] = target
    unknown = tuple(n for n in range(len(headers)) if n not in assigned and n not in left_out)
    return assigned, unknown, tuple(left_out)
