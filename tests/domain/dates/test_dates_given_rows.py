"""The real and public rows: every date string of dates.tsv, and the dates of the real case of three missed clinics."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from chronology_tui.domain.dates import DateContext, DateRefused, Precision, Qualifier, parse_date

DATA = Path(__file__).parents[2] / "data"
TODAY = date(2026, 11, 21)
CONTEXT = DateContext(TODAY)


def _rows() -> list[dict[str, str]]:
    with (DATA / "dates.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


ROWS = _rows()


def _case_rows() -> list[tuple[str, str, str]]:
    with (DATA / "cases" / "three-missed-clinics.csv").open(encoding="utf-8", newline="") as file:
        written = [row["date_as_written"] for row in csv.DictReader(file)]
    with (DATA / "cases" / "three-missed-clinics.expected.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    return [(written[int(row["row"]) - 1], row["earliest"], row["latest"]) for row in expected]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize("row", [r for r in ROWS if r["match"] in {"reject", "partial"}], ids=lambda r: r["id"])
def test_no_date_is_made_of_what_is_none(row: dict[str, str]) -> None:
    with pytest.raises(DateRefused) as refused:
        parse_date(row["input"], CONTEXT)
    assert len(refused.value.reason) > 20
    assert refused.value.exit_code == 2
    if row["match"] == "partial":
        assert "which year" in refused.value.reason
        value = parse_date(row["input"], DateContext(TODAY, year=2013))
        assert value.earliest is not None
        assert value.earliest.year == 2013


@pytest.mark.parametrize("row", [r for r in ROWS if r["match"] not in {"reject", "partial"}], ids=lambda r: r["id"])
def test_bounds_of_public_rows(row: dict[str, str]) -> None:
    value = parse_date(row["input"], CONTEXT)
    assert value.text == row["input"]
    wanted = (_day(row["earliest"]), _day(row["latest"]))
    if row["match"] == "within":
        assert value.earliest is not None
        assert value.latest is not None
        assert date.fromisoformat(row["earliest"]) <= value.earliest
        assert value.latest <= date.fromisoformat(row["latest"])
        return
    allowed = [wanted]
    if row["ambiguous"] == "Y" and (row["alt_earliest"] or row["alt_latest"]):
        allowed.append((_day(row["alt_earliest"]), _day(row["alt_latest"])))
    assert (value.earliest, value.latest) in allowed
    assert (value.earliest is None) == (row["match"] == "open_start")
    assert (value.latest is None) == (row["match"] == "open_end")
    hedged = {"uncertain": Qualifier.UNCERTAIN, "approximate": Qualifier.ABOUT, "uncertain+approximate": Qualifier.UNCERTAIN}
    if row["qualifier"] in hedged and row["match"] == "exact":
        assert value.qualifier is hedged[row["qualifier"]]


def test_rows_are_day_first_even_where_the_table_allows_the_other_reading() -> None:
    days = [r for r in ROWS if r["alt_earliest"] and r["earliest"] == r["latest"] and r["match"] == "exact"]
    assert days
    for row in days:
        assert parse_date(row["input"], CONTEXT).earliest == _day(row["earliest"])


@pytest.mark.parametrize(("written", "earliest", "latest"), _case_rows(), ids=lambda v: v or "open")
def test_the_dates_of_the_real_case(written: str, earliest: str, latest: str) -> None:
    value = parse_date(written, CONTEXT)
    assert value.text == written
    if written == "[undated background]":
        # The expected file bounds it by its place in the table; for us it is undated and no bound is invented.
        assert value.qualifier is Qualifier.UNDATED
        assert value.precision is Precision.NONE
        return
    assert (value.earliest, value.latest) == (_day(earliest), _day(latest))
