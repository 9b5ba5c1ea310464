"""Extent, pattern and severity."""

from __future__ import annotations

from datetime import date

import pytest

from chronology_tui.analysis.engine import analyse
from chronology_tui.analysis.finding import Summary
from chronology_tui.analysis.policy import DEFAULT_POLICY
from chronology_tui.analysis.summary import APART, CLOSER, NEITHER, TOO_FEW, UNSURE
from chronology_tui.domain.chronology import Chronology
from chronology_tui.domain.scales import Likelihood
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
    ("?2024-03-01 burn !1", 0),  # doubted
    ("2024-03-01 cancelled_by_service @ENT !2", 0),
    ("2024-03-01 was_not_brought @ENT own !2", 0),
    ("2024-01-28=2024-02-03 admission !3", 1),  # a stay counts by its first day
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


@pytest.mark.parametrize(("lines", "months"), MONTHS)
def test_the_rule_on_chronicity_counts_the_same_months(lines: str, months: int) -> None:
    concerns = [f"2024-{month:02}-20 burn !1" for month in (9, 10, 11)]
    small = case([*lines.splitlines(), *concerns])
    analysis = small.analysed(as_of=date(2024, 12, 15))
    (chronic,) = [f for f in analysis.findings if f.rule == "chronicity"]
    assert chronic.measures["months_surest"] == analysis.summary.concern_months == months + 3
    assert chronic.measures["longest_respite_days"] == analysis.summary.longest_respite_days
    assert chronic.measures["span_days"] == analysis.summary.span_days
    assert chronic.measures["record_concerns"] == analysis.summary.concerns


def test_two_entries_on_one_appointment_are_one_concern_rated_as_the_worse() -> None:
    found = summary("2024-03-01 was_not_brought @ENT !1\n2024-03-01 was_not_brought @ENT !3 src:Letter")
    assert (found.concerns, found.latest_severity) == (1, "high")
    assert found.by_severity["low"] == found.by_severity["high"] == 1  # entries, as they are rated


def test_extent_counts_sources_agencies_and_the_share_missed_of_the_whole_and_of_each_area() -> None:
    lines = """2024-01-01 was_not_brought @ENT src:Letter
               2024-02-01 attended @ENT src:Letter
               2024-03-01 attended @ENT src:Summary
               2024-03-02 dental_check src:Dentist
               2024-03-05 cancelled_by_service @ENT src:Letter"""
    small = case(lines)
    agencies = {"Letter": "Northtown Hospital", "Summary": "NORTHTOWN hospital", "Dentist": ""}
    sources = [source.changed(agency=agencies[source.title]) for source in small.chronology.sources.values()]
    chronology = Chronology.of(small.chronology.child, small.chronology.events, sources)
    found = analyse(chronology, DEFAULT_POLICY, date(2024, 12, 15)).summary
    assert (found.sources, found.agencies, found.offered, found.missed, found.share_missed) == (3, 1, 4, 1, 0.25)
    by_area = {a.area: (a.sources, a.agencies, a.offered, a.missed, a.share_missed) for a in found.areas}
    assert by_area == {"appointments": (2, 1, 3, 1, 0.333), "dental": (1, 0, 1, 0, 0.0)}


def test_pattern_of_each_area_stands_alone() -> None:
    found = summary("""2024-01-01 burn !1
                       2024-01-11 dose_missed !2
                       2024-02-20 burn !3
                       2024-03-20 note""")
    assert (found.concerns, found.concern_months, found.span_days, found.longest_respite_days) == (3, 2, 50, 39)
    assert [(a.area, a.concerns, a.concern_months, a.span_days, a.longest_respite_days) for a in found.areas] == [
        ("medicines", 1, 1, 0, None),
        ("injury", 2, 2, 50, 49),
        ("other", 0, 0, None, None),
    ]


LATEST = (
    ("2024-01-01 burn !3\n2024-03-01 burn !1", date(2024, 3, 1), "low"),
    ("2024-03-01 burn !3\n2024-03-01 dose_missed !1", date(2024, 3, 1), "high"),
    ("2024-03-01 burn !1\n2024-05-01 note !0", date(2024, 3, 1), "low"),
    ("2024-03-01 burn !1\n2024-02-10..2024-04-20 burn !4", date(2024, 4, 20), "critical"),
    ("- burn !4\n2024-03-01 burn !1", date(2024, 3, 1), "low"),
    ("- burn !4", None, ""),
    ("2024-03-01 note", None, ""),
)


@pytest.mark.parametrize(("lines", "day", "severity"), LATEST)
def test_the_most_recent_concern_and_its_severity(lines: str, day: date | None, severity: str) -> None:
    found = summary(lines)
    assert (found.latest_concern, found.latest_severity) == (day, severity)


TREND_DAYS = ("2022-01-01", "2023-06-01", "2024-03-01", "2024-07-01", "2024-09-01", "2024-10-01", "2024-10-15", "2024-10-20")
TRENDS = (
    ("no concern", ["2024-01-01 note"], ""),
    ("four days", [f"{day} burn !1" for day in TREND_DAYS[-4:]], TOO_FEW),
    ("four days and a second entry on one of them", [f"{day} burn !1" for day in (*TREND_DAYS[-4:], TREND_DAYS[-1])], TOO_FEW),
    ("closer together", [f"{day} burn !1" for day in TREND_DAYS], CLOSER),
    ("further apart", [f"2024-{month:02}-{day:02} burn !1" for month, day in ((1, 1), (1, 4), (1, 9), (1, 15), (2, 1), (3, 9))]
     + ["2024-12-10 burn !1"], APART),
    ("even", [f"2024-{month:02}-01 burn !1" for month in range(1, 12)], NEITHER),
    ("too few days without doubt", [f"{day} burn !1" for day in TREND_DAYS[:4]] + ["?2024-10-20 burn !1"], UNSURE),
    ("doubted days that decide", [f"2024-{month:02}-01 burn !1" for month in range(1, 7)]
     + [f"?2024-06-{day:02} burn !1" for day in range(2, 12)], UNSURE),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "trend"), TRENDS, ids=[row[0] for row in TRENDS])
def test_the_trend_in_words(name: str, lines: list[str], trend: str) -> None:
    found = summary("\n".join(lines))
    assert found.trend == trend
    assert not any(character.isdigit() for character in found.trend)


OPEN = (
    ("in the last 12 months", "2023-12-16 burn !1", 1),
    ("a day longer ago", "2023-12-15 burn !1", 0),
    ("not known when", "- burn !1", 1),
    ("no concern", "2024-12-01 burn !0", 0),
    ("long ago, with an action that is not done", "2020-01-01 burn !1 todo:ring-the-school", 1),
    ("recent, with an action that is done", "2024-12-01 burn !1 todo:ring-the-school done:2024-12-02", 0),
    ("recent, with an action that is done later than the day looked back from",
     "2024-12-01 burn !1 todo:ring-the-school done:2024-12-20", 1),
)  # fmt: skip


@pytest.mark.parametrize(("name", "lines", "number"), OPEN, ids=[row[0] for row in OPEN])
def test_which_concerns_are_open(name: str, lines: str, number: int) -> None:
    found = summary(lines)
    assert found.open_concerns == sum(a.open_concerns for a in found.areas) == number
    assert found.open_by_likelihood["not rated"] == number


def test_the_likelihood_of_open_concerns_the_most_likely_first() -> None:
    small = case("2024-12-01 burn !1\n2024-12-02 burn !2\n2024-12-03 dose_missed !2\n2020-01-01 burn !4")
    rated = (Likelihood.LIKELY, Likelihood.POSSIBLE, Likelihood.LIKELY, Likelihood.HAPPENING)
    by_day = sorted(small.chronology.events, key=lambda event: event.id)
    events = [event.changed(likelihood=likelihood) for event, likelihood in zip(by_day, rated, strict=True)]
    chronology = Chronology.of(small.chronology.child, events, small.chronology.sources.values())
    found = analyse(chronology, DEFAULT_POLICY, date(2024, 12, 15)).summary
    assert list(found.open_by_likelihood.items()) == [
        ("happening", 0), ("likely", 2), ("possible", 1), ("unlikely", 0), ("not rated", 0),
    ]  # fmt: skip
    assert [(a.area, a.open_concerns, a.open_by_likelihood["likely"]) for a in found.areas] == [
        ("medicines", 1, 1), ("injury", 2, 1),
    ]  # fmt: skip
