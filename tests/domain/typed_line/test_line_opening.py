"""The head of the typed line: a second day makes a span, a time of day is the time, a sign ends the date."""

from __future__ import annotations

from datetime import date, time

import pytest

from chronology_tui.domain.dates import DateContext, Qualifier
from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.typed_line import LineContext, LineReading, Part, read_line


def read(line: str) -> LineReading:
    return read_line(line, LineContext(DateContext(today=date(2026, 11, 20), birth=date(2019, 4, 3)), "Letter"))


@pytest.mark.parametrize(
    "line",
    [
        "2/7/24 9/7/24 adm seizures",
        "2/7/24, 9/7/24 adm seizures",
        "2/7/2024 2024-07-09 adm seizures",
        "2 July 2024 9 July 2024 adm seizures",
        "2/7/24 9th Jul 2024; adm seizures",
        "2/7/24 to 9/7/24 adm seizures",
    ],
)
def test_a_second_day_directly_after_the_first_makes_a_span(line: str) -> None:
    reading = read(line)
    assert reading.when is not None
    assert (reading.when.qualifier, reading.when.earliest, reading.when.latest) == (
        Qualifier.SPAN, date(2024, 7, 2), date(2024, 7, 9),
    )  # fmt: skip
    assert line.startswith(reading.when.text)
    assert (reading.kind, reading.summary) == (Kind.ADMISSION, "seizures")


@pytest.mark.parametrize(
    ("line", "summary"),
    [
        ("2/7/24 n 9/7/24 is the next visit", "9/7/24 is the next visit"),  # not directly after
        ("2/7/24 9/7 adm", "9/7 adm"),  # no year
        ("July 2024 9/8/24 letter", "9/8/24 letter"),  # the first is no day
        ("about 2/7/24 9/7/24 letter", "9/7/24 letter"),  # the first is not sure
        ("2/7/24 31/9/24 letter", "31/9/24 letter"),  # no such day
    ],
)
def test_a_second_date_that_is_no_certain_day_stays_words(line: str, summary: str) -> None:
    reading = read(line)
    assert reading.summary == summary
    assert reading.when is not None
    assert reading.when.qualifier is not Qualifier.SPAN


@pytest.mark.parametrize("second", ["1/7/24", "2/7/24"])
def test_a_second_day_that_is_not_later_stays_words_and_is_questioned(second: str) -> None:
    reading = read(f"2/7/24 {second} letter")
    assert reading.summary == f"{second} letter"
    assert any("not after the first" in hint for hint in reading.hints)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("14/3/24 10:30 ed fall", time(10, 30)),
        ("14/3/24, 10:30 ed fall", time(10, 30)),
        ("14/3/24 10:30: ed fall", time(10, 30)),
        ("14/3/24 10:30:15 ed fall", time(10, 30)),
        ("14/3/24 at 1430 hrs ed fall", time(14, 30)),
        ("14/3/24 at 1430 ed fall", time(14, 30)),
        ("14/3/24 1430hrs ed fall", time(14, 30)),
        ("14/3/24 at 14.30 ed fall", time(14, 30)),
        ("14/3/24 2.30pm ed fall", time(14, 30)),
        ("14/3/24 2:30 p.m. ed fall", time(14, 30)),
        ("14/3/24 14:30pm ed fall", time(14, 30)),
        ("14/3/24 @14:30 ed fall", time(14, 30)),
        ("14/3/24 8am ed fall", time(8)),
        ("14/3/24 12 am ed fall", time(0)),
        ("14/3/24 12pm ed fall", time(12)),
        ("14/3/24 at noon ed fall", time(12)),
        ("2024-03-14T10:30 ed fall", time(10, 30)),
        ("2024-03-14T10:30:00 ed fall", time(10, 30)),
        ("2/7/24 9/7/24 10:30 ed fall", time(10, 30)),
    ],
)
def test_a_time_of_day_after_the_date_is_the_time(typed: str, at: time) -> None:
    reading = read(typed)
    assert reading.fields["at"] == at
    assert (reading.kind, reading.summary) == (Kind.EMERGENCY_ATTENDANCE, "fall")
    assert f"{at:%H:%M}" in reading.said


@pytest.mark.parametrize(
    "rest",
    [
        "10 stitches",
        "8.20 cm",
        "1430 steps",
        "25:30 wrong",
        "10:30-11:00 visit",
        "10:75 x",
        "at 3 months",
        "2 apples",
        "0:30pm x",
    ],
)
def test_numbers_that_are_no_time_stay_words(rest: str) -> None:
    reading = read(f"14/3/24 {rest}")
    assert "at" not in reading.fields
    assert reading.summary == rest


@pytest.mark.parametrize("line", ["March 2024 10:30 visit", "about 2023 10:30 visit", "undated 10:30 visit"])
def test_only_a_day_has_a_time(line: str) -> None:
    assert "at" not in read(line).fields
    assert read(line).summary == "10:30 visit"


@pytest.mark.parametrize("sign", [",", ":", ";", ".", " -", " –", " —", " |", ": -"])
def test_a_sign_after_the_date_ends_it(sign: str) -> None:
    reading = read(f"14/3/24{sign} wnb physio")
    if sign == ": -":  # only one sign belongs to the date
        assert reading.summary == "- wnb physio"
    else:
        assert (reading.kind, reading.summary) == (Kind.WAS_NOT_BROUGHT, "")


def test_the_time_has_its_own_span() -> None:
    line = "14/3/24, 10:30: ed fall"
    assert {line[s.start : s.end]: s.part for s in read(line).spans} == {
        "14/3/24,": Part.DATE, "10:30:": Part.TIME, "ed": Part.KIND, "fall": Part.WORDS,
    }  # fmt: skip


def test_a_list_of_days_is_one_entry_and_the_rest_is_read() -> None:
    reading = read("15, 18 and 30 September 2020 wnb physio")
    assert (reading.kind, reading.service) == (Kind.WAS_NOT_BROUGHT, "Physiotherapy")
    assert reading.when is not None
    for remark in reading.when.remarks:
        assert not remark.needs_a_look or remark.text.rstrip(".") in reading.hints


@pytest.mark.parametrize("head", ["2024-06-(11)~", "2024-06-(01)~/2024-06-(20)~", "2024-(06)?-11", "2024-(06)?", "14/3/24(2nd)"])
def test_a_date_is_never_taken_from_the_beginning_of_a_word_that_goes_on(head: str) -> None:
    reading = read(f"{head} wnb physio; second letter")
    assert reading.when is None
    (problem,) = reading.problems
    assert "cannot be read to its end" in problem
    assert read("June 2024 (3 visits) all kept").summary == "(3 visits) all kept"
    assert read("14/3/24(seen) by GP").when is not None
