"""How a date was read, as one line of text: an uncertain date whole, with what its words alone do not say.

"Last Tuesday", "8 October" and "aged 2" mean other days on another day, after another row, for another child. A line names the
date, what was typed, and how it was read::

    date "8 October" exact day 2023-10-08 inherited-year "The year is taken from the entry before."
    due "by Easter" before day ../2024-03-30

The days are written as EDTF writes an interval (ISO 8601-2). A reading holds only for the words it was made of: where the cell of
the date says something else, somebody has changed it since, and the cell is read anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date

from chronology_tui.domain.dates import Precision, Qualifier, Remark, RemarkCode, UncertainDate, format_date
from chronology_tui.domain.text import MAX_TEXT, clean

_QUOTED = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(
    rf"(?P<name>\w+) (?P<text>{_QUOTED}) (?P<qualifier>\w+) (?P<precision>\w+) (?P<days>\S+)"
    rf"(?: order (?P<order>-?\d{{1,9}}))?(?P<remarks>(?: [\w-]+ {_QUOTED})*)"
)
_REMARK = re.compile(rf" ([\w-]+) ({_QUOTED})")


def when_text(when: UncertainDate) -> str:
    """Return a date as it was typed, or in words where nothing was."""
    return when.text.strip() or format_date(when)


def cell_of_date(when: UncertainDate) -> str:
    """Return a date as the cell of a table holds it."""
    return clean(when_text(when)[:MAX_TEXT])


def reading_line(name: str, when: UncertainDate) -> str:
    """Return the line that says how the date ``name`` was read, in ASCII, so that nothing on its way changes it."""
    order = f" order {when.order}" if when.order else ""
    remarks = "".join(f" {remark.code.value} {json.dumps(remark.text)}" for remark in when.remarks)
    return f"{name} {json.dumps(when.text)} {when.qualifier.value} {when.precision.value} {_days(when)}{order}{remarks}"


def readings_of(text: str) -> tuple[Mapping[str, UncertainDate], int]:
    """Return the dates by name that lines of readings give, and the number of lines that cannot be read."""
    found: dict[str, UncertainDate] = {}
    lines = [line for line in text.split("\n") if line.strip()]
    for line in lines:
        match = _LINE.fullmatch(line.strip())
        if match is not None:
            try:
                found.setdefault(match["name"], _date(match))
            except ValueError:
                continue
    return found, len(lines) - len(found)


def _date(match: re.Match[str]) -> UncertainDate:
    first, _, last = match["days"].partition("/")
    last = last or first
    return UncertainDate(
        json.loads(match["text"]),
        Qualifier(match["qualifier"]),
        Precision(match["precision"]),
        None if first == ".." else date.fromisoformat(first),
        None if last == ".." else date.fromisoformat(last),
        int(match["order"] or 0),
        tuple(Remark(RemarkCode(code), json.loads(words)) for code, words in _REMARK.findall(match["remarks"])),
    )


def _days(when: UncertainDate) -> str:
    first = ".." if when.earliest is None else when.earliest.isoformat()
    last = ".." if when.latest is None else when.latest.isoformat()
    return first if first == last else f"{first}/{last}"
