"""Extent, pattern and severity."""

from __future__ import annotations

from datetime import date

import pytest

from chronology_tui.analysis.finding import Summary
from tests.support.cases import case


def summary(lines: str, as_of: date = date(2024, 12, 15)) -> Summary:
    return case(lines).analysed(as_of=as_of).summary


def test_a_small_case_in_words_and_numbers() -> None:
    found = summary("""- note
                       2023-12-31 burn !3
                       2024-01-01 was_not_brought @ENT !2 src:Letter
                       2024-01-20 admission !4 src:Summary
                       2024-03-05 attended @ent clinic !0
                       2024-03-10 admission !3
                       2024-04 dose_missed !1
                       2024 dose_missed !1
                       2024-12-31 bruise !4""")
    assert found.extent == "4 areas · 3 sources"
    assert found.pattern == "3 of the last 12 months"
    assert found.severity == "critical once, high twice"
    assert (found.areas_touched, found.sources, found.services) == (4, 3, 1)
    assert (found.entries, found.undated) == (8, 1)
    assert (found.offered, found.missed) == (2, 1)
    assert found.concern_months == 3
    assert found.by_severity == {"critical": 1, "high": 2, "moderate": 1, "low": 2, "none": 1, "not rated": 1}
    assert found.highest == "critical"
    assert found.latest_high == date(2024, 3, 10)
    assert [(a.area, a.entries, a.concerns, a.highest, a.first, a.last) for a in found.areas] == [
        ("appointments", 2, 1, "moderate", date(2024, 1, 1), date(2024, 3, 5)),
        ("urgent_care", 2, 2, "critical", date(2024, 1, 20), date(2024, 3, 10)),
        ("medicines", 2, 2, "low", date(2024, 1, 1), date(2024, 12, 31)),
        ("injury", 1, 1, "high", date(2023, 12, 31), date(2023, 12, 31)),
        ("other", 1, 0, "not rated", None, None),
    ]


LINES = (
    ("", "0 areas recorded · 0 sources", "no entry is rated yet", "not rated"),
    ("2024-03-01 note", "1 area recorded · 1 source", "no entry is rated yet", "not rated"),
    ("2024-03-01 note !0", "0 areas · 1 source", "0 of the last 12 months", "no harm rated"),
    ("2024-03-01 burn !1", "1 area · 1 source", "1 of the last 12 months", "low once"),
    ("2024-03-01 burn !2\n2024-03-02 burn !2\n2024-03-03 burn !2\n2024-03-04 burn !0",
     "1 area · 1 source", "1 of the last 12 months", "moderate 3 times"),
)  # fmt: skip


@pytest.mark.parametrize(("lines", "extent", "pattern", "severity"), LINES)
def test_the_three_lines(lines: str, extent: str, pattern: str, severity: str) -> None:
    found = summary(lines)
    assert (found.extent, found.pattern, found.severity) == (extent, pattern, severity)


def test_without_appointments_nothing_is_said_of_missed_ones() -> None:
    found = summary("2024-03-01 admission")
    assert (found.offered, found.missed) == (None, None)


MONTHS = (
    ("2024-01-01 burn !1", 1),  # the first day of the twelfth month back
    ("2023-12-31 burn !1", 0),
    ("2024-12-15 burn !1\n2024-12-01 burn !1", 1),
    ("2024-02 burn !1", 1),
    ("2024 burn !1", 0),  # surely in no one month
    ("2024-01-30..2024-02-02 burn !1", 0),
    ("<2024-03-01 burn !1", 0),
    ("- burn !1", 0),
    ("2024-03-01 burn !0", 0),
    ("2024-03-01 burn", 0),
)


@pytest.mark.parametrize(("lines", "months"), MONTHS)
def test_months_with_a_concern(lines: str, months: int) -> None:
    assert summary(lines).concern_months == months


RESPITE = (
    ("2024-01-01 burn !1", None, 0),
    ("2024-01-01 burn !1\n2024-01-02 burn !1", 0, 1),
    ("2024-01-01 burn !1\n2024-01-11 burn !1\n2024-01-15 burn !1", 9, 14),
    ("2024-01-01=2024-01-10 admission !3\n2024-01-05 burn !1\n2024-01-12 burn !1", 1, 11),
    ("2024-01-01 burn !1\n- burn !1\n2024-01-06 burn !0\n2024-01-11 burn !1", 9, 10),
    ("2024-01-01 burn", None, None),
)


@pytest.mark.parametrize(("lines", "respite", "span"), RESPITE)
def test_respite_and_span(lines: str, respite: int | None, span: int | None) -> None:
    found = summary(lines)
    assert (found.longest_respite_days, found.span_days) == (respite, span)


def test_the_latest_high_entry_may_have_an_open_date() -> None:
    assert summary("<2024-03-01 burn !3\n2023-01-01 burn !4").latest_high == date(2024, 3, 1)
    assert summary("- burn !3").latest_high is None
    assert summary("2024-03-01 burn !2").latest_high is None
