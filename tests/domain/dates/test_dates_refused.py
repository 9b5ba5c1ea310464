"""What is refused and why, and what the context changes: plans, two-digit years, headings, the date of birth."""

from __future__ import annotations

from datetime import date

import pytest

from chronology_tui.domain.dates import DateContext, DateRefused, RemarkCode, UncertainDate, parse_date

TODAY = date(2026, 11, 21)
BARE = DateContext(TODAY)
FULL = DateContext(TODAY, birth=date(2019, 4, 3), previous=UncertainDate.on(date(2024, 3, 14)))

REFUSED = [
    ("29/02/2021", "29/02/2021: 2021 was not a leap year"),
    ("29 Feb 1900", "1900 was not a leap year"),
    ("31 September 2020", "31 September 2020: September has 30 days"),
    ("31/02/2021", "February 2021 has 28 days"),
    ("30/2/2024", "February 2024 has 29 days"),
    ("4/31/2024", "April has 30 days"),
    ("14-13-2024", "no month 13"),
    ("13/2024", "no month 13"),
    ("14/0/2024", "no month 0"),
    ("2016-13-08", "no month 13"),
    ("0/3/2024", "type “March 2024”"),
    ("2024-03-00", "type “March 2024”"),
    ("00/00/0000", "undated"),
    ("0000", "undated"),
    ("14/3/202", "3 digits"),
    ("14/3/20245", "5 digits"),
    ("14/12/26", "after today"),
    ("2030", "after today"),
    ("about 2030", "20:30"),
    ("about 1700", "17:00"),
    ("Friday", "which Friday"),
    ("on Friday", "last Friday"),
    ("10:36:28", "time of day"),
    ("14", "alone is no date"),
    ("99999", "not a date"),
    ("201012", "separators"),
    ("14/3", "which year"),
    ("8 October", "which year"),
    ("March", "which year"),
    ("mid July", "which year"),
    ("1 Jan - 3 Feb", "which year"),
    ("March 24", "the day or the year"),
    ("03/24", "is 24 a year"),
    ("5/7", "aged 5/7"),
    ("18/12", "date of birth"),
    ("2yo", "date of birth"),
    ("aged 6 weeks", "date of birth"),
    ("34/40", "pregnancy"),
    ("+2w", "which date"),
    ("2 days later", "which date"),
    ("5 May 2021 to 3 May 2021", "before the start"),
    ("2004/2001", "before the start"),
    ("Y170000002", "outside the calendar"),
    ("-0999", "outside the calendar"),
    ("14 March 2024 seizures", "what follows it"),
    ("over a year ago", "not understood"),
    ("this isn't a date", "not understood"),
    ("DNA", "not understood"),
    ("recently", "not understood"),
    ("", "no date"),
    ("x" * 5000, "too long"),
]


@pytest.mark.parametrize(("text", "reason"), REFUSED, ids=[row[0][:30] or "empty" for row in REFUSED])
def test_refusals_name_the_fault_and_the_way_out(text: str, reason: str) -> None:
    with pytest.raises(DateRefused) as refused:
        parse_date(text, BARE)
    assert reason in refused.value.reason
    assert str(refused.value) == refused.value.reason
    assert "\n" not in refused.value.reason


def test_a_plan_may_lie_ahead() -> None:
    plan = DateContext(TODAY, planned=True)
    assert parse_date("14/12/26", plan).earliest == date(2026, 12, 14)
    assert parse_date("14/3/27", plan).earliest == date(2027, 3, 14)
    assert parse_date("2030", plan).earliest == date(2030, 1, 1)
    assert parse_date("next Tuesday", plan).earliest == date(2026, 11, 24)
    assert parse_date("in 2 weeks", plan).earliest == date(2026, 12, 5)
    assert not parse_date("14/12/2026", plan).remarks


def test_an_event_ahead_is_kept_and_remarked() -> None:
    value = parse_date("14/12/2026", BARE)
    assert value.earliest == date(2026, 12, 14)
    assert [remark.code for remark in value.remarks] == [RemarkCode.FUTURE]


def test_two_digit_years_reach_back_a_century() -> None:
    assert parse_date("14/3/26", BARE).earliest == date(2026, 3, 14)
    assert parse_date("14/3/27", BARE).earliest == date(1927, 3, 14)


def test_before_birth_is_remarked_and_kept() -> None:
    value = parse_date("2 April 2019", FULL)
    assert [remark.code for remark in value.remarks] == [RemarkCode.BEFORE_BIRTH]


def test_the_year_of_a_heading_wins_over_the_entry_before() -> None:
    context = DateContext(TODAY, birth=date(2012, 1, 1), previous=UncertainDate.on(date(2024, 3, 14)), year=2013)
    assert parse_date("8 October", context).earliest == date(2013, 10, 8)
    assert parse_date("18/12", context).earliest == date(2013, 12, 18)
    assert parse_date("28 Dec to 3 Jan", context).latest == date(2014, 1, 3)


def test_ages_of_a_leap_day_child_follow_uk_law() -> None:
    context = DateContext(TODAY, birth=date(2020, 2, 29))
    value = parse_date("aged 1", context)
    assert (value.earliest, value.latest) == (date(2021, 3, 1), date(2022, 2, 28))
