"""Measures over time: what is drawn together, at which day, on which axes; the table holds every value."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import Event, MeasurementDetails
from chronology_tui.report.document import Chart, ReportDocument, Series, SeriesKind, Subheading, Table
from chronology_tui.report.figures_measures import date_axis, plotted, value_axis

if TYPE_CHECKING:
    from tests.report.conftest import CaseKit, Reader


def measured(
    kit: CaseKit, ident: int, when: str, value: str, unit: str = "kg", kind: Kind = Kind.WEIGHT, name: str = ""
) -> Event:
    return kit.event(ident, when, kind, details=MeasurementDetails(measure=name, value=Decimal(value), unit=unit))


def charts(document: ReportDocument, read: Reader) -> list[Chart]:
    return [block for block in read.section(document, "Measures over time").blocks if isinstance(block, Chart)]


def table_rows(document: ReportDocument, read: Reader) -> list[list[str]]:
    tables = [block for block in read.section(document, "Measures over time").blocks if isinstance(block, Table)]
    return [["".join(r.text for line in c.lines for r in line) for c in row.cells] for table in tables for row in table.rows]


def test_two_values_make_a_chart_with_its_table(kit: CaseKit, read: Reader) -> None:
    events = [measured(kit, 1, "2021-10-07", "12.7"), measured(kit, 2, "2024-06-18", "16.6")]
    document = kit.build(events, pack="conference")
    (chart,) = charts(document, read)
    assert chart.caption == "Weight in kg: 2 values."
    assert chart.up.label == "Weight (kg)"
    (line,) = chart.series
    assert line.points == ((float(date(2021, 10, 7).toordinal()), 12.7), (float(date(2024, 6, 18).toordinal()), 16.6))
    assert "the first 12.7, 7 October 2021; the last 16.6, 18 June 2024" in chart.alternative
    assert table_rows(document, read) == [
        ["1", "7 October 2021", "2y 6m", "12.7 kg", "Clinic letter"],
        ["2", "18 June 2024", "5y 2m", "16.6 kg", "Clinic letter"],
    ]


def test_units_that_cannot_be_compared_are_never_drawn_together(kit: CaseKit, read: Reader) -> None:
    events = [
        measured(kit, n, f"202{n}-01-01", value, unit, Kind.HBA1C)
        for n, (value, unit) in enumerate([("60", "mmol/mol"), ("8.1", "%"), ("64", "mmol/mol"), ("8.4", "%"), ("9", "")])
    ]
    found = charts(kit.build(events, pack="conference"), read)
    assert [(chart.up.label, [up for _, up in chart.series[0].points]) for chart in found] == [
        ("HbA1c (mmol/mol)", [60.0, 64.0]),
        ("HbA1c (%)", [8.1, 8.4]),
    ]
    assert "Values in other units are not drawn with these." in found[0].caption


def test_grams_and_kilograms_are_one_measure_and_stay_as_recorded_in_the_table(kit: CaseKit, read: Reader) -> None:
    events = [
        measured(kit, 1, "2019-04-03", "3420", "g"),
        measured(kit, 2, "2019-06-03", "4.9"),
        measured(kit, 3, "2019-07-03", "5.5", "KG"),
    ]
    document = kit.build(events, pack="conference")
    (chart,) = charts(document, read)
    assert [up for _, up in chart.series[0].points] == [3.42, 4.9, 5.5]
    assert [row[3] for row in table_rows(document, read)] == ["3420 g", "4.9 kg", "5.5 KG"]


def test_the_name_of_a_measure_decides_whatever_the_entry_is_about(kit: CaseKit, read: Reader) -> None:
    events = [
        measured(kit, 1, "2021-01-01", "12", kind=Kind.GP_CONTACT, name="weight"),
        measured(kit, 2, "2022-01-01", "14"),
        measured(kit, 3, "2022-01-01", "37.2", "°C", Kind.MEASURE, "temperature"),
        measured(kit, 4, "2022-02-01", "38.0", "°C", Kind.MEASURE, "Temperature"),
    ]
    assert [chart.series[0].label for chart in charts(kit.build(events, pack="conference"), read)] == ["Weight", "Temperature"]


def test_an_uncertain_date_is_drawn_in_its_middle_or_counted(kit: CaseKit, read: Reader) -> None:
    events = [measured(kit, 1, "2021-06", "12"), measured(kit, 2, "2022-01-01", "14"), measured(kit, 3, "2020", "9")]
    document = kit.build(events, pack="conference")
    (chart,) = charts(document, read)
    assert [date.fromordinal(int(across)) for across, _ in chart.series[0].points] == [date(2021, 6, 15), date(2022, 1, 1)]
    assert chart.caption.endswith("1 value without a close date is not drawn.")
    assert len(table_rows(document, read)) == 3


def test_values_that_show_no_course_stand_in_one_table(kit: CaseKit, read: Reader) -> None:
    events = [measured(kit, 1, "2021-06-01", "12"), measured(kit, 2, "2021-06-01", "90", "cm", Kind.HEIGHT)]
    document = kit.build(events, pack="conference")
    assert charts(document, read) == []
    assert [row[3] for row in table_rows(document, read)] == ["Weight", "Height or length"]


def test_without_measures_there_is_no_section(kit: CaseKit) -> None:
    document = kit.build([kit.event(1, "2024-01-01", Kind.WEIGHT)], pack="conference")
    assert not [section for section in document.sections if section.heading == "Measures over time"]


def test_each_measure_has_its_heading(kit: CaseKit, read: Reader) -> None:
    events = [measured(kit, n, f"202{n}-01-01", "12") for n in (1, 2)]
    events += [measured(kit, 5 + n, f"202{n}-01-01", "90", "cm", Kind.HEIGHT) for n in (1, 2)]
    events.append(measured(kit, 9, "2024-01-01", "48", "cm", Kind.HEAD_CIRCUMFERENCE))
    blocks = read.section(kit.build(events, pack="conference"), "Measures over time").blocks
    assert [block.text for block in blocks if isinstance(block, Subheading)] == ["Weight", "Height or length", "Other measures"]


def test_reference_curves_lie_behind_and_the_axis_holds_them(kit: CaseKit) -> None:
    own = Series("Weight", ((1.0, 10.0), (2.0, 11.0)))
    curve = Series("98th", ((1.0, 14.0), (2.0, 19.0)), SeriesKind.CURVE)
    chart = plotted("c", "a", date_axis([date(2020, 1, 1), date(2021, 1, 1)]), "Weight (kg)", (own, curve))
    assert [series.label for series in chart.series] == ["98th", "Weight"]
    assert chart.up.low <= 10
    assert chart.up.high >= 19


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([3.42, 21.3], ["0", "5", "10", "15", "20", "25"]),
        ([90.4, 116.8], ["90", "100", "110", "120"]),
        ([60], ["52.5", "55.0", "57.5", "60.0", "62.5", "65.0", "67.5"]),
        ([0], ["0.0", "0.5", "1.0"]),
        ([8.1, 8.4], ["8.1", "8.2", "8.3", "8.4"]),
        ([1200, 4800], ["1,000", "2,000", "3,000", "4,000", "5,000"]),
    ],
)
def test_values_are_named_at_round_numbers(values: list[float], ticks: list[str]) -> None:
    assert [label for _, label in value_axis("x", values).ticks] == ticks


@pytest.mark.parametrize(
    ("first", "last", "ticks"),
    [
        (date(2024, 3, 3), date(2024, 3, 30), ["Mar 2024", "Apr 2024"]),
        (
            date(2024, 1, 5),
            date(2024, 12, 20),
            ["Jan 2024", "Mar 2024", "May 2024", "Jul 2024", "Sep 2024", "Nov 2024", "Jan 2025"],
        ),
        (date(2019, 4, 3), date(2026, 11, 3), [str(year) for year in range(2019, 2028)]),
        (date(1, 1, 1), date(1, 2, 1), ["Jan 1", "Feb 1", "Mar 1"]),
    ],
)
def test_days_are_named_at_the_first_of_months_or_years(first: date, last: date, ticks: list[str]) -> None:
    axis = date_axis([first, last])
    assert [label for _, label in axis.ticks] == ticks
    assert axis.low <= first.toordinal() <= last.toordinal() <= axis.high


@given(st.lists(st.floats(0, 1_000_000), min_size=1, max_size=5))
def test_every_value_lies_on_its_axis(values: list[float]) -> None:
    axis = value_axis("x", values)
    a_hair = 1e-9 * max(1, *values)
    assert axis.low <= min(values) + a_hair
    assert axis.high >= max(values) - a_hair
    assert 2 <= len(axis.ticks) <= 8
    assert len({label for _, label in axis.ticks}) == len(axis.ticks)


@given(st.dates(), st.integers(0, 40_000))
def test_every_day_lies_on_its_axis(first: date, days: int) -> None:
    last = date.fromordinal(min(first.toordinal() + days, date.max.toordinal()))
    axis = date_axis([last, first])
    assert axis.low <= first.toordinal() <= last.toordinal() <= axis.high
    assert 1 <= len(axis.ticks) <= 13
    assert last - first < timedelta(days=60) or len(axis.ticks) > 1
