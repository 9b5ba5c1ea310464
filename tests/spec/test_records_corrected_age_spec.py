"""Corrected age (RCPCH, UK-WHO growth charts, plotting preterm infants): counted from 40 weeks, until the second birthday."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.domain.ages import age_on, corrected_age_on, corrected_short
from chronology_tui.domain.records import Child, Gestation

BIRTH = date(2019, 4, 3)


def child(weeks: int | None, days: int = 0, birth: date | None = BIRTH, *, unborn: bool = False) -> Child:
    gestation = None if weeks is None else Gestation(weeks=weeks, days=days)
    return Child(id=UUID(int=1), name="S", birth=birth, gestation=gestation, unborn=unborn)


@pytest.mark.parametrize(
    ("weeks", "days", "day", "corrected"),
    [
        (32, 0, date(2019, 4, 3), "32+0 weeks"),
        (32, 4, date(2019, 4, 6), "33+0 weeks"),
        (32, 0, date(2019, 5, 28), "39+6 weeks"),
        (32, 0, date(2019, 5, 29), "0d"),
        (32, 0, date(2019, 6, 28), "4w"),
        (32, 0, date(2020, 10, 3), "16m"),
        (28, 0, date(2020, 10, 3), "15m"),
        (36, 6, date(2020, 10, 3), "17m"),
        (36, 6, date(2021, 4, 2), "23m"),
        (24, 0, date(2021, 4, 2), "20m"),
        (24, 0, date(2021, 4, 3), ""),
        (37, 0, date(2019, 10, 3), ""),
        (None, 0, date(2019, 10, 3), ""),
        (32, 0, date(2019, 4, 2), ""),
    ],
)
def test_the_corrected_age_as_it_is_written(weeks: int | None, days: int, day: date, corrected: str) -> None:
    assert corrected_short(child(weeks, days), day) == corrected


def test_without_a_birth_there_is_none() -> None:
    assert corrected_age_on(child(32, birth=None), BIRTH) is None
    assert corrected_age_on(child(32, unborn=True), BIRTH) is None


@given(st.integers(20, 36), st.integers(0, 6), st.integers(0, 1000))
def test_it_is_the_age_less_the_weeks_before_term(weeks: int, days: int, after: int) -> None:
    day = BIRTH + timedelta(days=after)
    age, corrected = age_on(BIRTH, day), corrected_age_on(child(weeks, days), day)
    assert (corrected is None) == (age.years >= 2)
    if corrected is not None:
        assert age.days - corrected.days == 280 - (weeks * 7 + days)
