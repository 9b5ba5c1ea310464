"""The date grammar beside python-dateutil and dateparser: how fast, and how many of the same strings each reads rightly.

Run: python tests/benchmarks/bench_dates.py. Nothing is asserted: figures are for people. dateparser is wanted for this comparison
alone (pip install dateparser); without it its columns say "not installed". Both are told that the day comes first and what today
is.
"""

from __future__ import annotations

import csv
import importlib
import sys
import timeit
import warnings
from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from dateutil import parser as dateutil_parser

from chronology_tui.domain.dates import DateContext, DateRefused, UncertainDate, date_prefix, parse_date

TODAY = date(2026, 11, 21)
NOW = datetime.combine(TODAY, datetime.min.time())
CONTEXT = DateContext(TODAY, date(2019, 4, 3), UncertainDate.on(date(2024, 3, 14)))
ROWS = Path(__file__).parents[1] / "data" / "dates.tsv"
TIMED = (
    "14/3/24", "14/03/2024", "14 March 2024", "2024-03-14", "20240314", "March 2021", "14/3/24 at 10.30", "about 2019",
    "2 to 9 July 2024", "between January and March 2020", "15, 18 and 30 September 2020", "3 weeks ago", "18/12", "20/40",
    "[undated, before 2.6.08]", "w/c 3 June 2019", "this isn't a date",
)  # fmt: skip

Bounds = tuple[date | None, date | None]
Reader = Callable[[str], Bounds | None]
"""The first and last day that a text allows; None when it is refused."""


class Verdict(NamedTuple):
    """How a reader did on the rows: read rightly, read as other days, refused though it is a date, read though it is none."""

    right: int
    wrong: int
    missed: int
    invented: int


def ours(text: str) -> Bounds | None:
    """Read with the grammar, without the child and the entry before, as the rows ask."""
    try:
        value = parse_date(text, DateContext(TODAY))
    except DateRefused:
        return None
    return value.earliest, value.latest


def theirs_dateutil(text: str) -> Bounds | None:
    """Read with python-dateutil, which fills in from today what is not written."""
    with suppress(ValueError, OverflowError):
        day = dateutil_parser.parse(text, dayfirst=True, default=NOW).date()
        return day, day
    return None


def dateparser_reader() -> Reader | None:
    """Return a reader for dateparser, None when it is not installed."""
    try:
        module = importlib.import_module("dateparser")
    except ImportError:
        return None
    settings = {"DATE_ORDER": "DMY", "RELATIVE_BASE": NOW, "PREFER_DATES_FROM": "past"}

    def read(text: str) -> Bounds | None:
        found = module.parse(text, languages=["en"], settings=settings)
        return None if found is None else (found.date(), found.date())

    return read


def rows() -> list[dict[str, str]]:
    """Return the public rows, for which the right bounds are known."""
    with ROWS.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def judge(reader: Reader, row: dict[str, str]) -> str:
    """Return the field of :class:`Verdict` that a reading of one row falls under."""
    found = reader(row["input"])
    if row["match"] in {"reject", "partial"}:
        return "right" if found is None else "invented"
    if found is None:
        return "missed"
    wanted = _bounds(row["earliest"], row["latest"])
    if row["match"] == "within":
        inside = (
            found[0] is not None and found[1] is not None and str(found[0]) >= row["earliest"] and str(found[1]) <= row["latest"]
        )
        return "right" if inside else "wrong"
    allowed = [wanted]
    if row["ambiguous"] == "Y" and (row["alt_earliest"] or row["alt_latest"]):
        allowed.append(_bounds(row["alt_earliest"], row["alt_latest"]))
    return "right" if found in allowed else "wrong"


def _bounds(first: str, last: str) -> Bounds:
    return (date.fromisoformat(first) if first else None), (date.fromisoformat(last) if last else None)


def verdict(reader: Reader) -> Verdict:
    """Return how a reader did on all rows."""
    found = [judge(reader, row) for row in rows()]
    return Verdict(*(found.count(field) for field in Verdict._fields))


def best(statement: Callable[[], object], number: int = 300) -> float:
    """Return the best time of one call in microseconds."""
    return min(timeit.repeat(statement, number=number, repeat=5)) / number * 1e6


def _said(reader: Reader, text: str) -> str:
    found = reader(text)
    if found is None:
        return "refused"
    first, last = found
    return str(first) if first == last else f"{first or ''}..{last or ''}"


def main() -> None:
    """Print one table: each form with its time and reading, then the correctness on all rows."""
    warnings.simplefilter("ignore")
    other = dateparser_reader()
    out = sys.stdout.write
    heading = f"{'form':32}{'grammar':>9}{'prefix':>9}{'dateutil':>10}{'dateparser':>12}"
    out(f"{heading}  {'grammar reads':24}{'dateutil reads':16}dateparser\n")
    for text in TIMED:
        line = f"{text} wnb physio; second letter unanswered !3"
        times = [
            f"{best(partial(_quiet, text)):8.1f}µ",
            f"{best(partial(date_prefix, line, CONTEXT)):8.1f}µ",
            f"{best(partial(theirs_dateutil, text)):9.1f}µ",
            f"{best(partial(other, text), 20):11.1f}µ" if other else f"{'-':>12}",
        ]
        readings = (
            f"{_said(_in_context, text):24}{_said(theirs_dateutil, text):16}{_said(other, text) if other else 'not installed'}"
        )
        out(f"{text:32}{''.join(times)}  {readings}\n")
    heading = f"{f'on the {len(ROWS_READ)} rows of dates.tsv':32}{'right':>9}{'wrong':>9}{'missed':>10}{'invented':>12}"
    out(f"\n{heading}  µs a row\n")
    for name, reader in (("the grammar", ours), ("python-dateutil", theirs_dateutil), ("dateparser", other)):
        if reader is None:
            out(f"{name:32}{'not installed':>22}\n")
            continue
        total = verdict(reader)
        each = best(partial(_read_all, reader), 1) / len(ROWS_READ)
        out(f"{name:32}{total.right:9}{total.wrong:9}{total.missed:10}{total.invented:12}{each:10.1f}\n")


def _quiet(text: str) -> UncertainDate | None:
    try:
        return parse_date(text, CONTEXT)
    except DateRefused:
        return None


def _read_all(reader: Reader) -> None:
    for row in ROWS_READ:
        reader(row["input"])


def _in_context(text: str) -> Bounds | None:
    value = _quiet(text)
    return None if value is None else (value.earliest, value.latest)


ROWS_READ = rows()

if __name__ == "__main__":
    main()
