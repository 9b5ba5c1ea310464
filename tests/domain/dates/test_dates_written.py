"""Dates in words for people and in EDTF for programs."""

from __future__ import annotations

from datetime import date

import pytest

from chronology_tui.domain.dates import (
    DateContext,
    Precision,
    Qualifier,
    UncertainDate,
    format_date,
    parse_date,
    short_date,
    to_edtf,
    weekday_date,
)

CONTEXT = DateContext(date(2026, 11, 21), birth=date(2019, 4, 3))

# typed, in full, short, EDTF
WRITTEN = [
    ("3/4/21", "3 April 2021", "3 Apr", "2021-04-03"),
    ("March 2021", "March 2021", "Mar 2021", "2021-03"),
    ("c. April 2024", "about April 2024", "c. Apr", "2024-04~"),
    ("about 2019", "about 2019", "c. 2019", "2019~"),
    ("circa 14 March 2024", "about 14 March 2024", "c. 14 Mar", "2024-03-14~"),
    ("2018", "2018", "2018", "2018"),
    ("before June 2020", "before June 2020", "<Jun 2020", "[..2020-05]"),
    ("before 2.6.08", "before 2 June 2008", "<2 Jun 08", "[..2008-06-01]"),
    ("before 2020", "before 2020", "<2020", "[..2019]"),
    ("after 19.08.08", "after 19 August 2008", ">19 Aug 08", "[2008-08-19..]"),
    ("after March 2020", "after March 2020", ">Mar 2020", "[2020-04..]"),
    ("between Jan and Mar 2020", "between January and March 2020", "Jan–Mar", "[2020-01..2020-03]"),
    ("2-9/7/24", "2 to 9 July 2024", "2–9 Jul", "2024-07-02/2024-07-09"),
    ("28 June - 3 July 2024", "28 June to 3 July 2024", "28 Jun–3 Jul", "2024-06-28/2024-07-03"),
    ("28 June - 13 July 2024", "28 June to 13 July 2024", "28Jun–13Jul", "2024-06-28/2024-07-13"),
    ("Dec 2010 – July 2013", "December 2010 to July 2013", "Dec10–Jul13", "2010-12/2013-07"),
    ("13/14 June 2012", "between 13 and 14 June 2012", "13/14 Jun", "[2012-06-13..2012-06-14]"),
    ("summer 2018", "summer 2018", "summer 2018", "2018-22"),
    ("about winter 2018", "about winter 2018", "c. win 2018", "2018-12~/2019-02~"),
    ("w/c 3/6/19", "week commencing 3 June 2019", "w/c 3 Jun", "2019-06-03/2019-06-09"),
    ("?22 May 2016", "possibly 22 May 2016", "?22 May", "2016-05-22?"),
    ("early 2012", "early 2012", "early 2012", "2012-01-01~/2012-06-30~"),
    ("end of March 2021", "end of March 2021", "end Mar", "2021-03-19~/2021-03-31~"),
    ("the 1990s", "the 1990s", "1990s", "199X"),
    ("20th century", "the 20th century", "20th c.", "19XX"),
    ("18/12", "between 3 October and 2 November 2020", "3 Oct–2 Nov", "[2020-10-03..2020-11-02]"),
    ("n/k", "undated", "undated", "XXXX-XX-XX"),
]


@pytest.mark.parametrize(("typed", "full", "short", "edtf"), WRITTEN)
def test_written_forms(typed: str, full: str, short: str, edtf: str) -> None:
    value = parse_date(typed, CONTEXT)
    assert (format_date(value), short_date(value), to_edtf(value)) == (full, short, edtf)
    again = parse_date(edtf, CONTEXT)
    assert (again.earliest, again.latest) == (value.earliest, value.latest)


def test_the_weekday_is_shown_for_one_day_only() -> None:
    assert weekday_date(parse_date("14/3/24", CONTEXT)) == "Thu 14 March 2024"
    assert weekday_date(parse_date("?14/3/24", CONTEXT)) == "possibly Thu 14 March 2024"
    assert weekday_date(parse_date("March 2024", CONTEXT)) == "March 2024"
    assert weekday_date(parse_date("after 14/3/24", CONTEXT)) == "after 14 March 2024"


@pytest.mark.parametrize("qualifier", [Qualifier.EXACT, Qualifier.SPAN, Qualifier.ABOUT, Qualifier.UNCERTAIN, Qualifier.BETWEEN])
def test_values_made_by_other_hands_are_written_too(qualifier: Qualifier) -> None:
    one_sided = UncertainDate("x", qualifier, Precision.DAY, date(2020, 5, 3), None)
    assert "3 May 2020" in format_date(one_sided)
    assert short_date(one_sided) == ">3 May 20"
    last_day = UncertainDate("x", Qualifier.BEFORE, Precision.DAY, None, date.max)
    assert parse_date(format_date(last_day), CONTEXT).latest == date.max
