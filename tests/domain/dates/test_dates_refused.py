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
    ("March 24", "day or year? Type “24 March 2026” or “March 2024”"),
    ("03/24", "is 24 a year"),
    ("5/7", "aged 5/7"),
    ("18/12", "date of birth"),
    ("2yo", "date of birth"),
    ("aged 6 weeks", "date of birth"),
    ("34/40", "date of birth"),
    ("at 32 weeks' gestation", "date of birth"),
    ("3 days before admission", "“admission”: when was that"),
    ("the day after discharge", "“discharge”: when was that"),
    ("2 weeks post op", "“op”: when was that"),
    ("on admission", "“admission”: when was that"),
    ("since the last appointment", "“appointment”: when was that"),
    ("before surgery", "“surgery”: when was that"),
    ("2014-02-28 22:64", "22:64: there is no such time of day"),
    ("14/3/24 25:16", "25:16: there is no such time of day"),
    ("36 m 5 s", "time of day"),
    ("10h", "time of day"),
    ("around midnight", "time of day"),
    ("by 1800", "18:00"),
    ("about 9.30", "time of day"),
    ("2004-06-(11)~", "round brackets"),
    ("(2004-(06)~)?", "round brackets"),
    ("Mar 5 06 2009", "which year"),
    ("7/2/20??", "which year"),
    ("14 March 20??", "which year"),
    ("7/?/2021", "which month"),
    ("8-12/12", "run of days"),
    ("in 2 weeks", "lies ahead"),
    ("12th", "which month and year"),
    ("02.21", "month and its year"),
    ("Thu 10:36:28", "which Thursday"),
    ("wk 54 2019", "2019 has no week 54"),
    ("week 23", "which year"),
    ("Y2021", "2021"),
    ("c64 BCE", "before the year 1"),
    ("{..1983,1984..}", "open at both ends"),
    ("2½", "not understood"),
    ("the following week", "which date"),
    ("nothing after 18 April 2018", "not understood"),
    ("invalid date string", "not understood"),
    ("Aug 7, 2014Aug 7, 2014", "what follows it"),
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


def test_weeks_of_pregnancy_lean_on_the_gestation_at_birth() -> None:
    preterm = DateContext(TODAY, birth=date(2019, 4, 3), gestation_days=28 * 7 + 3)
    assert parse_date("20/40", preterm).earliest == date(2019, 2, 3)
    assert parse_date("28+3", preterm).earliest == date(2019, 4, 3)
    assert parse_date("in pregnancy", preterm).earliest == date(2018, 9, 16)
    with pytest.raises(DateRefused, match="later than the birth, reckoned at 28 weeks and 3 days"):
        parse_date("30/40", preterm)
    with pytest.raises(DateRefused, match="no pregnancy lasts 60 weeks"):
        parse_date("60/40", preterm)


@pytest.mark.parametrize(
    ("previous", "text", "day"),
    [
        ("2024-03-14", "Mar 21", date(2024, 3, 21)),  # March 2021 would lie before the entry before
        ("2024-03-14", "March 24", None),  # 24 March 2024 and March 2024 both follow
        ("2019-01-10", "Mar 21", None),
        ("2024-03-25", "Mar 21", None),  # neither follows
        ("2023-02-01", "Feb 29", None),  # 2023 had no such day
    ],
)
def test_the_entry_before_settles_day_or_year_only_where_one_reading_is_left(previous: str, text: str, day: date | None) -> None:
    context = DateContext(TODAY, previous=UncertainDate.on(date.fromisoformat(previous)))
    if day is None:
        with pytest.raises(DateRefused, match="day or year"):
            parse_date(text, context)
        return
    value = parse_date(text, context)
    assert value.earliest == value.latest == day
    assert [remark.code for remark in value.remarks] == [RemarkCode.INHERITED_YEAR]
    assert parse_date(text, DateContext(TODAY, year=2024)).earliest == day


def test_a_question_is_kind_and_short() -> None:
    with pytest.raises(DateRefused) as refused:
        parse_date("mar 21", BARE)
    assert refused.value.reason == "mar 21: day or year? Type “21 March 2026” or “March 2021”"
