"""Lists of dates: the bounds reach from the first to the last, a remark says that they are several, and each can be had alone."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.domain.dates import (
    DateContext,
    DateRefused,
    Qualifier,
    RemarkCode,
    UncertainDate,
    format_date,
    parse_date,
    parse_dates,
)

CONTEXT = DateContext(date(2026, 11, 21), birth=date(2010, 4, 3), previous=UncertainDate.on(date(2024, 3, 14)))

# typed | the dates it names, in the order written
LISTS = [
    ("15, 18 and 30 September 2020", ["15 September 2020", "18 September 2020", "30 September 2020"]),
    ("4th and 5th September 2014", ["4 September 2014", "5 September 2014"]),
    ("October and December 2019", ["October 2019", "December 2019"]),
    ("3 March and 4 and 5 April 2018", ["3 March 2018", "4 April 2018", "5 April 2018"]),
    ("30 and 3 March 2019", ["30 March 2019", "3 March 2019"]),
    ("1-3 and 5 March 2019", ["1 to 3 March 2019", "5 March 2019"]),
    ("4/3/18, 18/4/18; 2/5/18", ["4 March 2018", "18 April 2018", "2 May 2018"]),
    ("2012 and 2015", ["2012", "2015"]),
    ("12 March and early May 2019", ["12 March 2019", "early May 2019"]),
    ("14 March and 2 April", ["14 March 2024", "2 April 2024"]),
    ("14 March 2024", ["14 March 2024"]),
    ("13/14 June 2012", ["13/14 June 2012"]),
    ("2 to 9 July 2024", ["2 to 9 July 2024"]),
    ("between 3 and 9 March 2020", ["between 3 and 9 March 2020"]),
    ("undated", ["undated"]),
]


@pytest.mark.parametrize(("typed", "names"), LISTS, ids=[row[0] for row in LISTS])
def test_the_dates_of_a_list(typed: str, names: list[str]) -> None:
    values = parse_dates(typed, CONTEXT)
    assert [value.text for value in values] == names
    whole = parse_date(typed, CONTEXT)
    if len(values) == 1:
        assert values == (whole,)
        return
    assert whole.earliest == min(value.earliest for value in values if value.earliest)
    assert whole.latest == max(value.latest for value in values if value.latest)
    for value in values:
        assert format_date(value) == value.text
        again = parse_date(value.text, CONTEXT)
        assert (again.earliest, again.latest, again.qualifier) == (value.earliest, value.latest, value.qualifier)
        assert RemarkCode.LIST not in {remark.code for remark in value.remarks}


def test_separate_days_are_told_and_asked_about() -> None:
    (remark,) = parse_date("15, 18 and 30 September 2020", CONTEXT).remarks
    assert remark.code is RemarkCode.LIST
    assert remark.needs_a_look
    assert remark.text == (
        "This names 3 separate days: 15, 18 and 30 September 2020; type one entry for each if they were separate events."
    )


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("October and December 2019", "2 separate months: October and December 2019;"),
        ("12 March and 3 April 2019", "2 separate days: 12 March and 3 April 2019;"),
        ("2012 and 2015", "2 separate years: 2012 and 2015;"),
        ("12 March 2018 and 3 April 2019", "2 separate days: 12 March 2018 and 3 April 2019;"),
        ("12 March and May 2019", "2 separate dates: 12 March and May 2019;"),
    ],
)
def test_the_remark_names_each(typed: str, words: str) -> None:
    assert any(words in remark.text for remark in parse_date(typed, CONTEXT).remarks)


@pytest.mark.parametrize(
    "typed",
    ["4th and 5th September 2014", "October, November and December 2019", "2018, 2019 and 2020", "31 March and 1 April 2019",
     "13 or 20 June 2012", "between 3 and 9 March 2020", "3 to 9 March 2020", "early and mid 2012"],
)  # fmt: skip
def test_what_follows_on_or_is_a_choice_is_no_list_of_separate_days(typed: str) -> None:
    assert RemarkCode.LIST not in {remark.code for remark in parse_date(typed, CONTEXT).remarks}


def test_a_list_with_an_impossible_day_is_refused_whole() -> None:
    with pytest.raises(DateRefused, match="September has 30 days"):
        parse_dates("15, 18 and 31 September 2020", CONTEXT)


def test_a_run_in_a_list_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(DateRefused, match="before the start"):
        parse_date("1945; 2024 to 2021", CONTEXT)


@given(st.lists(st.dates(date(2015, 1, 1), date(2026, 11, 21)), min_size=2, max_size=6))
def test_any_days_joined_by_commas_and_and_are_had_back(days: list[date]) -> None:
    words = [format_date(UncertainDate.on(day)) for day in days]
    typed = f"{', '.join(words[:-1])} and {words[-1]}"
    assert [value.earliest for value in parse_dates(typed, CONTEXT)] == days
    whole = parse_date(typed, CONTEXT)
    assert (whole.earliest, whole.latest, whole.qualifier) == (min(days), max(days), Qualifier.SPAN)
    ordered = sorted(days)
    gaps = any(later - earlier > timedelta(days=1) for earlier, later in pairwise(ordered))
    assert (RemarkCode.LIST in {remark.code for remark in whole.remarks}) is gaps
