"""From rows of strings to candidates: each cell is read by the rule of its field, each trouble becomes an issue with its row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Any

from chronology_tui.domain.care_services import recognise_service
from chronology_tui.domain.dates import DateContext, DateRefused, UncertainDate, parse_date
from chronology_tui.domain.kinds import Area, Kind, kind_for
from chronology_tui.domain.records import AdmissionDetails, AppointmentDetails, MeasurementDetails
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.text import clean, fold
from chronology_tui.domain.vocabulary import Basis, ChildSeen, ContactMode, FamilyResponse, Handling, Impact
from chronology_tui.importing.candidates import Candidate, Issue, IssueCode, Reading, UnreadableFile
from chronology_tui.importing.csv_reader import read_table
from chronology_tui.importing.mapping import ColumnMap, assign_columns

NHS_ATTENDANCE = {
    "2": Kind.CANCELLED_BY_FAMILY, "3": Kind.WAS_NOT_BROUGHT, "4": Kind.CANCELLED_BY_SERVICE, "5": Kind.ATTENDED,
    "6": Kind.ATTENDED_LATE, "7": Kind.LATE_NOT_SEEN,
}  # fmt: skip
"""NHS "attended or did not attend" codes (NHS Data Dictionary); 0, in the future, is no event yet."""

_DAMAGED = re.compile(r"\d(?:\.\d+)?E\+\d{1,3}", re.IGNORECASE)
_YES = frozenset({"yes", "y", "true", "1", "x", "key"})
_NO = frozenset({"", "no", "n", "false", "0"})
_URGENT_STAY = frozenset({Kind.ADMISSION, Kind.INTENSIVE_CARE, Kind.NEONATAL_STAY})
_MEASURES = {
    Kind.WEIGHT: ("weight", "kg"), Kind.HEIGHT: ("height or length", "cm"), Kind.HEAD_CIRCUMFERENCE: ("head circumference", "cm"),
    Kind.HBA1C: ("HbA1c", "mmol/mol"), Kind.PEAK_FLOW: ("peak flow", "L/min"),
}  # fmt: skip


def read_csv(path: Path, column_map: ColumnMap, dates: DateContext) -> Reading:
    """Read a delimited file into candidates and issues.

    Raises:
        UnreadableFile: the file as a whole cannot be read, or has no date column and none by default.
    """
    table = read_table(path)
    _, headers = next(table)
    assigned, unknown, left_out = assign_columns(headers, column_map)
    targets = set(assigned.values()) | set(column_map.defaults)
    for needed in ("date", "summary"):
        if needed not in targets:
            found = ", ".join(repr(clean(h)) for h in headers[:12])
            raise UnreadableFile(
                path.name, f"no column is the {needed} (the headings are {found}); name it in a map file with --map"
            )
    issues = [
        Issue(
            1,
            clean(headers[n]),
            IssueCode.COLUMN_UNKNOWN,
            "not one of our columns: its content is kept in the notes of each entry",
        )
        for n in unknown
        if headers[n].strip()
    ] + [Issue(1, clean(headers[n]), IssueCode.COLUMN_IGNORED, "left out as the map file says") for n in left_out]
    candidates = []
    for number, cells in table:
        row = _Row(number, headers, cells, assigned, unknown, column_map, path.name)
        candidate = row.read(dates)
        issues += row.issues
        if candidate is not None:
            candidates.append(candidate)
            if not candidate.fields["when"].is_undated:
                dates = replace(dates, previous=candidate.fields["when"])
    return Reading(tuple(candidates), tuple(issues))


class _Row:
    """One row while it is read."""

    def __init__(
        self,
        number: int,
        headers: list[str],
        cells: list[str],
        assigned: Mapping[int, str],
        unknown: Iterable[int],
        column_map: ColumnMap,
        file: str,
    ) -> None:
        self.number = number
        self.map = column_map
        self.issues: list[Issue] = []
        self.notes: list[str] = []
        self.file = file
        self.heading = {target: clean(headers[n]) for n, target in assigned.items()}
        self.values: dict[str, str] = {}
        for n, target in assigned.items():
            self.values[target] = self._cell(headers[n], cells[n] if n < len(cells) else "")
        for target, value in column_map.defaults.items():
            self.values[target] = self.values.get(target) or value
        for n in unknown:
            if n < len(cells) and (value := self._cell(headers[n], cells[n])):
                self.notes.append(f"{clean(headers[n]) or 'column ' + str(n + 1)}: {value}")
        extra = [clean(cell) for cell in cells[len(headers) :] if cell.strip()]
        if extra:
            self.notes += extra
            self._issue("", IssueCode.ROW_RAGGED, f"{len(extra)} cells beyond the last heading were kept in the notes")

    def _cell(self, header: str, cell: str) -> str:
        """Return a cell as data: cleaned, the spreadsheet's formula escape taken off, a damaged number refused."""
        value = clean(cell)
        if value[:1] == "'" and value[1:2] in ("=", "+", "-", "@"):
            value = value[1:]
        if _DAMAGED.fullmatch(value):
            self.issues.append(
                Issue(
                    self.number,
                    clean(header),
                    IssueCode.NUMBER_DAMAGED,
                    "a spreadsheet has cut this number's digits; take it from the source",
                    value,
                )
            )
            return ""
        return value

    def _issue(self, field: str, code: IssueCode, message: str) -> None:
        heading = self.heading.get(field, field)
        self.issues.append(Issue(self.number, heading, code, message, self.values.get(field, "")[:200]))

    def read(self, dates: DateContext) -> Candidate | None:
        when = self._date(dates)
        if when is None:
            return None
        kind = self._kind()
        fields: dict[str, Any] = {"when": when}
        for name in ("service", "place", "summary", "quote", "page", "professional", "brought_by", "present", "child_voice",
                     "impact_note", "action", "response_note"):  # fmt: skip
            if value := self.values.get(name):
                fields[name] = value
        if kind is None and not any(fields.get(n) for n in ("summary", "quote", "child_voice")):
            self._issue("summary", IssueCode.ROW_EMPTY, "the row says nothing happened: it was skipped")
            return None
        fields["kind"] = kind = kind or Kind.NOTE
        fields["area"] = kind.area
        self._closed_lists(fields)
        self._scales(fields)
        fields["key"] = self._flag("key")
        fields["details"] = self._details(kind)
        if at := self._time():
            fields["at"] = at
        if (
            kind.area is Area.APPOINTMENTS
            and "service" not in fields
            and (service := recognise_service(fields.get("summary", "")))
        ):
            fields["service"] = service
        if noted := "; ".join([*filter(None, [self.values.get("notes", "")]), *self.notes]):
            fields["notes"] = noted
        return Candidate(self.number, fields, self.values.get("source") or self.file)

    def _date(self, dates: DateContext) -> UncertainDate | None:
        typed = self.values.get("date", "")
        if not typed:
            self._issue("date", IssueCode.UNDATED, "no date: the entry is kept as undated and comes first")
            return UncertainDate.undated()
        try:
            when = parse_date(typed, dates)
        except DateRefused as refused:
            self._issue("date", IssueCode.DATE_REFUSED, f"{refused.reason.rstrip('.')}: the row was skipped")
            return None
        if when.is_undated:
            self._issue("date", IssueCode.UNDATED, "no date: the entry is kept as undated and comes first")
        for remark in when.remarks:
            if remark.needs_a_look:
                self._issue("date", IssueCode.DATE_REMARK, remark.text.rstrip("."))
        return when

    def _kind(self) -> Kind | None:
        code = self.values.get("attendance", "")
        if code:
            kind = self.map.kinds.get(fold(code)) or NHS_ATTENDANCE.get(code) or kind_for(code)
            if kind is not None:
                return kind
            self._keep_unknown("attendance", IssueCode.VALUE_UNKNOWN, "not an attendance code that says what happened")
        typed = self.values.get("kind", "")
        if not typed:
            return None
        kind = self.map.kinds.get(fold(typed)) or kind_for(typed)
        if kind is None:
            self._keep_unknown(
                "kind", IssueCode.KIND_UNKNOWN, "not a kind that is known; say which it is in [kinds] of a map file"
            )
        return kind

    def _keep_unknown(self, field: str, code: IssueCode, message: str) -> None:
        self._issue(field, code, f"{message}: kept in the notes of the entry")
        self.notes.append(f"{self.heading.get(field, field)}: {self.values[field]}")

    def _closed_lists(self, fields: dict[str, Any]) -> None:
        lists: tuple[tuple[str, type[StrEnum]], ...] = (
            ("basis", Basis), ("child_seen", ChildSeen), ("impact", Impact), ("family_response", FamilyResponse),
        )  # fmt: skip
        for name, members in lists:
            if value := self.values.get(name):
                try:
                    fields[name] = members(_code(value))
                except ValueError:
                    self._keep_unknown(name, IssueCode.VALUE_UNKNOWN, f"not one of {', '.join(members)}")
        handling = []
        for value in re.split(r"[;,]", self.values.get("handling", "")):
            if value.strip():
                try:
                    handling.append(Handling(_code(value)))
                except ValueError:
                    self._keep_unknown("handling", IssueCode.VALUE_UNKNOWN, f"not one of {', '.join(Handling)}")
        if handling:
            fields["handling"] = tuple(dict.fromkeys(handling))

    def _scales(self, fields: dict[str, Any]) -> None:
        scales: tuple[tuple[str, Callable[[str], Severity | Likelihood | None], str], ...] = (
            ("severity", severity_for, "0 to 4, or none, low, moderate, high, critical"),
            ("likelihood", likelihood_for, "1 to 4, or unlikely, possible, likely, happening"),
        )
        for name, read, allowed in scales:
            if value := self.values.get(name):
                rated = read(value)
                if rated is None:
                    self._keep_unknown(name, IssueCode.VALUE_UNKNOWN, f"not a {name} ({allowed})")
                else:
                    fields[name] = rated

    def _flag(self, name: str) -> bool:
        value = fold(self.values.get(name, ""))
        if value not in _YES | _NO:
            self._keep_unknown(name, IssueCode.VALUE_UNKNOWN, "not yes or no")
        return value in _YES

    def _number(self, name: str) -> Decimal | None:
        value = self.values.get(name, "")
        if not value:
            return None
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = Decimal("nan")
        if not number.is_finite() or number < 0:
            self._keep_unknown(name, IssueCode.VALUE_UNKNOWN, "not a number of 0 or more")
            return None
        return number

    def _whole(self, name: str) -> int | None:
        number = self._number(name)
        if number is not None and (number != int(number) or number > 3650):
            self._keep_unknown(name, IssueCode.VALUE_UNKNOWN, "not a whole number of days")
            return None
        return None if number is None else int(number)

    def _time(self) -> time | None:
        value = self.values.get("time", "")
        match = re.fullmatch(r"(\d{1,2})[:.h]?(\d{2})(?::\d{2})?", value)
        if match and int(match[1]) < 24 and int(match[2]) < 60:
            return time(int(match[1]), int(match[2]))
        if value:
            self._keep_unknown("time", IssueCode.VALUE_UNKNOWN, "not a time of day such as 14:30")
        return None

    def _details(self, kind: Kind) -> AppointmentDetails | AdmissionDetails | MeasurementDetails | None:
        if kind.area is Area.APPOINTMENTS:
            return AppointmentDetails(
                mode=self._mode(),
                booked_by_young_person=self._flag("booked_by_young_person"),
                critical=self._flag("critical"),
                notice_days=self._whole("notice_days"),
                reason=self.values.get("reason", ""),
            )
        if kind in _URGENT_STAY:
            return AdmissionDetails(
                reason=self.values.get("reason", ""), planned=self._flag("planned"), nights=self._whole("nights")
            )
        value = self._number("value") if kind.area is Area.GROWTH else None
        if value is not None:
            measure, unit = _MEASURES.get(kind, ("", ""))
            try:
                return MeasurementDetails(
                    measure=self.values.get("measure") or measure, value=value, unit=self.values.get("unit") or unit
                )
            except ValueError:
                self._keep_unknown("value", IssueCode.VALUE_UNKNOWN, "not a value that can be measured")
        return None

    def _mode(self) -> ContactMode:
        value = self.values.get("mode", "")
        if value:
            try:
                return ContactMode(_code(value))
            except ValueError:
                self._keep_unknown("mode", IssueCode.VALUE_UNKNOWN, f"not one of {', '.join(ContactMode)}")
        return ContactMode.NOT_RECORDED


def _code(value: str) -> str:
    return fold(value).replace(" ", "_").replace("-", "_")


def severity_for(value: str) -> Severity | None:
    """Return the severity that a number or word names; None when neither."""
    names = {s.word: s for s in Severity} | {str(int(s)): s for s in Severity if s.rated}
    return names.get(fold(value).replace("_", " "))


def likelihood_for(value: str) -> Likelihood | None:
    """Return the likelihood that a number or word names; None when neither."""
    names = {x.word: x for x in Likelihood} | {str(int(x)): x for x in Likelihood if x.rated}
    return names.get(fold(value).replace("_", " "))
