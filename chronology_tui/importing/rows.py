"""From rows of strings to candidates: each cell is read by the rule of its field, each trouble becomes an issue with its row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import time as time_of_day
from enum import StrEnum
from itertools import chain, islice
from pathlib import Path
from typing import Any

from chronology_tui.domain.care_services import recognise_service
from chronology_tui.domain.dates import DateContext, DateRefused, Precision, UncertainDate, parse_date
from chronology_tui.domain.entry_columns import WORDS
from chronology_tui.domain.kinds import Area, Kind, kind_for
from chronology_tui.domain.records import Event
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.text import MAX_TEXT, clean, fold
from chronology_tui.domain.vocabulary import Basis, ChildSeen, FamilyResponse, Handling, Impact
from chronology_tui.importing.candidates import Candidate, ColumnMissing, ColumnUse, Issue, IssueCode, ReadColumn, Reading
from chronology_tui.importing.csv_reader import read_table
from chronology_tui.importing.mapping import ColumnMap, Columns, assign_columns
from chronology_tui.importing.row_details import details_of
from chronology_tui.importing.row_records import (
    area_of,
    identity_of,
    people_of,
    planned_of,
    read_readings,
    source_fields,
)
from chronology_tui.importing.row_values import RowValues, code_of

NHS_ATTENDANCE = {
    "2": Kind.CANCELLED_BY_FAMILY, "3": Kind.WAS_NOT_BROUGHT, "4": Kind.CANCELLED_BY_SERVICE, "5": Kind.ATTENDED,
    "6": Kind.ATTENDED_LATE, "7": Kind.LATE_NOT_SEEN,
}  # fmt: skip
"""NHS "attended or did not attend" codes (NHS Data Dictionary); 0, in the future, is no event yet."""

__all__ = ["NHS_ATTENDANCE", "WORDS", "likelihood_for", "read_csv", "read_typed", "read_xlsx", "severity_for"]

_HALF = r"(?: ?(?P<half>[ap])\.?m\.?)?"
_TIME = re.compile(r"(?P<h>\d{1,2})(?:[:.h]?(?P<m>\d{2}))?(?::\d{2})?" + _HALF, re.IGNORECASE)
_TIME_IN_DATE = re.compile(r"[T ,](?P<h>\d{1,2})[:h](?P<m>\d{2})(?::\d{2}(?:\.\d{1,9})?)?" + _HALF + r"(?![\d:])", re.IGNORECASE)


_NO_DATE = "no date: the entry is kept as undated and comes first"
_SAMPLED = 20
"""Rows under the headings in which a sample of each column is looked for."""

OnRow = Callable[[int], None]
"""Is told the number of the row that comes next; what it raises stops the reading."""


def read_csv(path: Path, column_map: ColumnMap, dates: DateContext, on_row: OnRow | None = None) -> Reading:
    """Read a delimited file into candidates and issues.

    Raises:
        UnreadableFile: the file as a whole cannot be read.
        ColumnMissing: it has no date or no summary column, and none by default.
    """
    return _read(path.name, read_table(path), column_map, dates, on_row)


def read_xlsx(path: Path, column_map: ColumnMap, dates: DateContext, on_row: OnRow | None = None) -> Reading:
    """Read a sheet of an Excel workbook as :func:`read_csv` reads a delimited file; see :mod:`.xlsx_reader`.

    Raises:
        UnreadableFile: the file as a whole cannot be read.
        ColumnMissing: no sheet has a date and a summary column.
    """
    from chronology_tui.importing.xlsx_reader import read_workbook  # noqa: PLC0415 - its library is only needed here

    def is_header(cells: list[str]) -> bool:
        return not _lacking(assign_columns(cells, column_map), column_map)

    return _read(path.name, read_workbook(path, is_header), column_map, dates, on_row)


def _lacking(columns: Columns, column_map: ColumnMap) -> list[str]:
    targets = {*columns.fields.values(), *column_map.defaults}
    return [needed for needed in ("date", "summary") if needed not in targets]


def _read(
    name: str,
    table: Iterator[tuple[int, list[str]]],
    column_map: ColumnMap,
    dates: DateContext,
    on_row: OnRow | None,
) -> Reading:
    top, headers = next(table)
    columns = assign_columns(headers, column_map)
    first = list(islice(table, _SAMPLED))
    understood = _understood(headers, columns, [cells for _, cells in first])
    if lacking := _lacking(columns, column_map):
        raise ColumnMissing(name, understood, tuple(lacking))
    issues = [
        Issue(
            top,
            clean(headers[n]),
            IssueCode.COLUMN_UNKNOWN,
            "not one of our columns: its content is kept in the notes of each entry",
        )
        for n in columns.unknown
        if headers[n].strip()
    ] + [Issue(top, clean(headers[n]), IssueCode.COLUMN_IGNORED, "left out as the map file says") for n in columns.left_out]
    candidates = []
    for number, cells in chain(first, table):
        if on_row is not None:
            on_row(number)
        row = RowValues.of(number, headers, cells, columns, column_map.defaults)
        candidate = _RowReader(row, column_map, name).read(dates)
        issues += row.issues
        if candidate is not None:
            candidates.append(candidate)
            if not candidate.fields["when"].is_undated:
                dates = replace(dates, previous=candidate.fields["when"])
    return Reading(tuple(candidates), tuple(issues), understood)


def _understood(headers: Sequence[str], columns: Columns, rows: Sequence[Sequence[str]]) -> tuple[ReadColumn, ...]:
    """Return how each column was understood, with a sample of its cells."""
    continuing = {n: field for field, numbers in columns.more.items() for n in numbers}
    found = []
    for n, header in enumerate(headers):
        use, field = ColumnUse.NOTES, ""
        if n in columns.fields:
            use, field = ColumnUse.FIELD, columns.fields[n]
        elif n in continuing:
            use, field = ColumnUse.CONTINUES, continuing[n]
        elif n in columns.left_out:
            use = ColumnUse.LEFT_OUT
        sample = next((cells[n].strip() for cells in rows if n < len(cells) and cells[n].strip()), "")
        found.append(ReadColumn(clean(header), use, field, sample[:200]))
    return tuple(found)


class _RowReader:
    """Reads one row into a candidate."""

    def __init__(self, row: RowValues, column_map: ColumnMap, file: str) -> None:
        self.row = row
        self.map = column_map
        self.file = file

    def read(self, dates: DateContext) -> Candidate | None:
        for name in self.row.too_long:
            message = f"the text is longer than the {MAX_TEXT:,} characters that are kept: the row was skipped"
            self.row.issue(name, IssueCode.ROW_INVALID, message)
        if self.row.too_long:
            return None
        read_readings(self.row)
        when = self.date(dates)
        if when is None:
            return None
        kind = self.kind()
        fields: dict[str, Any] = {"when": when}
        for name in WORDS:
            if value := self.row.values.get(name):
                fields[name] = value
        if kind is None and not any(fields.get(n) for n in ("summary", "quote", "child_voice")):
            self.row.issue("summary", IssueCode.ROW_EMPTY, "the row says nothing happened: it was skipped")
            return None
        fields["kind"] = kind = kind or Kind.NOTE
        fields["area"] = area_of(self.row, kind)
        self.closed_lists(fields)
        self.scales(fields)
        fields["key"] = self.row.flag("key")
        fields["presentation"] = self.presentation()
        fields["details"] = details_of(self.row, kind, dates)
        if at := self.time(when):
            fields["at"] = at
        if (
            not self.row.exact
            and kind.area is Area.APPOINTMENTS
            and "service" not in fields
            and (service := recognise_service(fields.get("summary", "")))
        ):
            fields["service"] = service
        candidate = Candidate(
            self.row.number,
            fields,
            self.row.values.get("source") or self.file,
            self.row.values.get("children", ""),
            source_fields(self.row, dates),
            people_of(self.row),
            planned_of(self.row, replace(dates, previous=when)),
            identity_of(self.row),
            self.row.exact,
        )
        if noted := "; ".join([*filter(None, [self.row.values.get("notes", "")]), *self.row.notes]):
            fields["notes"] = noted
        return candidate

    def date(self, dates: DateContext) -> UncertainDate | None:
        typed = self.row.values.get("date", "")
        if not typed:
            self.row.issue("date", IssueCode.UNDATED, _NO_DATE)
            return UncertainDate.undated()
        if (read := self.row.reading("date", typed)) is not None:
            return read
        try:
            when = parse_date(typed, dates)
        except DateRefused as refused:
            reason = refused.reason.rstrip(".")
            self.row.issue("date", IssueCode.DATE_REFUSED, reason if self.row.typed else f"{reason}: the row was skipped")
            return None
        if when.is_undated:
            self.row.issue("date", IssueCode.UNDATED, _NO_DATE)
        for remark in when.remarks:
            if remark.needs_a_look:
                self.row.issue("date", IssueCode.DATE_REMARK, remark.text.rstrip("."))
        return when

    def kind(self) -> Kind | None:
        code = self.row.values.get("attendance", "")
        if code:
            kind = self.map.kinds.get(fold(code)) or NHS_ATTENDANCE.get(code.lstrip("0")) or kind_for(code)
            if kind is not None:
                return kind
            self.row.keep_unknown("attendance", IssueCode.VALUE_UNKNOWN, "not an attendance code that says what happened")
        typed = self.row.values.get("kind", "")
        if not typed:
            return None
        kind = self.map.kinds.get(fold(typed)) or kind_for(typed)
        if kind is None:
            self.row.keep_unknown(
                "kind", IssueCode.KIND_UNKNOWN, "not a kind that is known; say which it is in [kinds] of a map file"
            )
        return kind

    def closed_lists(self, fields: dict[str, Any]) -> None:
        lists: tuple[tuple[str, type[StrEnum]], ...] = (
            ("basis", Basis), ("child_seen", ChildSeen), ("impact", Impact), ("family_response", FamilyResponse),
        )  # fmt: skip
        for name, members in lists:
            if (member := self.row.member(name, members)) is not None:
                fields[name] = member
        handling = []
        for value in re.split(r"[;,]", self.row.values.get("handling", "")):
            if value.strip():
                try:
                    handling.append(Handling(code_of(value)))
                except ValueError:
                    self.row.keep_unknown("handling", IssueCode.VALUE_UNKNOWN, f"not one of {', '.join(Handling)}")
        if handling:
            fields["handling"] = tuple(dict.fromkeys(handling))

    def scales(self, fields: dict[str, Any]) -> None:
        scales: tuple[tuple[str, Callable[[str], Severity | Likelihood | None], str], ...] = (
            ("severity", severity_for, "0 to 4, or none, low, moderate, high, critical"),
            ("likelihood", likelihood_for, "1 to 4, or unlikely, possible, likely, happening"),
        )
        for name, read, allowed in scales:
            if value := self.row.values.get(name):
                rated = read(value)
                if rated is None:
                    self.row.keep_unknown(name, IssueCode.VALUE_UNKNOWN, f"not a {name} ({allowed})")
                else:
                    fields[name] = rated

    def presentation(self) -> tuple[int, ...]:
        """Return the signs of the perplexing presentations form, 1 to 12."""
        typed = [part for part in re.split(r"[;,\s]+", self.row.values.get("presentation", "")) if part]
        signs = tuple(dict.fromkeys(int(part) for part in typed if re.fullmatch(r"[1-9]|1[0-2]", part, re.ASCII)))
        if len(signs) < len(set(typed)):
            self.row.keep_unknown("presentation", IssueCode.VALUE_UNKNOWN, "not signs from 1 to 12")
        return signs

    def time(self, when: UncertainDate | None) -> time_of_day | None:
        """Return the time of day of its column, or else the one written in the date's cell; midnight there says nothing."""
        value = self.row.values.get("time", "")
        if self.row.exact:
            try:
                return time_of_day.fromisoformat(value) if value else None
            except ValueError:
                pass  # somebody has typed another since
        if not value:
            within = _TIME_IN_DATE.search(when.text) if when is not None and when.precision is Precision.DAY else None
            at = _time_of(within) if within else None
            return None if at == time_of_day(0) else at
        match = _TIME.fullmatch(value)
        at = _time_of(match) if match and (match["m"] or match["half"]) else None
        if at is None:
            self.row.keep_unknown("time", IssueCode.VALUE_UNKNOWN, "not a time of day such as 14:30")
        return at


def read_typed(values: Mapping[str, str], dates: DateContext) -> tuple[dict[str, Any], tuple[Issue, ...]]:
    """Return the fields of an entry that some columns give, and no others, with what there is to say of each.

    The details of a kind are not among them (:mod:`.row_details`), nor are source and children, which are other records. An empty
    text gives the value that the field has when nothing is recorded; a date and a kind have none, and are left out when empty.
    """
    row = RowValues(0, dict(values), typed=True)
    reader = _RowReader(row, ColumnMap(), "")
    fields: dict[str, Any] = {name: values[name] for name in (*WORDS, "notes") if name in values}
    reader.closed_lists(fields)
    reader.scales(fields)
    if "key" in values:
        fields["key"] = row.flag("key")
    if "presentation" in values:
        fields["presentation"] = reader.presentation()
    if values.get("kind") or values.get("attendance"):
        kind = reader.kind()
        if kind is not None:
            fields["kind"] = kind
    when = reader.date(dates) if values.get("date") else None
    if when is not None:
        fields["when"] = when
    if values.get("time") or (when is not None and "time" not in values):
        at = reader.time(when)
        if at is not None:
            fields["at"] = at
    elif "time" in values:
        fields["at"] = None
    for name in ("basis", "child_seen", "impact", "family_response", "handling", "severity", "likelihood"):
        if name in values:
            fields.setdefault(name, Event.model_fields[name].default)
    return fields, tuple(row.issues)


def _time_of(match: re.Match[str]) -> time_of_day | None:
    hour, minute, half = int(match["h"]), int(match["m"] or 0), (match["half"] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time_of_day(hour, minute) if hour < 24 and minute < 60 else None


def severity_for(value: str) -> Severity | None:
    """Return the severity that a number or word names; None when neither."""
    names = {s.word: s for s in Severity} | {str(int(s)): s for s in Severity if s.rated}
    return names.get(fold(value).replace("_", " "))


def likelihood_for(value: str) -> Likelihood | None:
    """Return the likelihood that a number or word names; None when neither."""
    names = {x.word: x for x in Likelihood} | {str(int(x)): x for x in Likelihood if x.rated}
    return names.get(fold(value).replace("_", " "))
