"""Measures: each kind with its units; what has no unit, or another's, stays in the words and is questioned."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from chronology_tui.domain.dates import DateContext
from chronology_tui.domain.kinds import Area, Kind
from chronology_tui.domain.records import MeasurementDetails
from chronology_tui.domain.typed_line import LineContext, LineReading, Part, read_line
from chronology_tui.domain.typed_line.measures import MEASURED


def read(rest: str) -> LineReading:
    return read_line(f"14/3/24 {rest}", LineContext(DateContext(today=date(2026, 11, 20), birth=date(2019, 4, 3)), "Letter"))


def measured(reading: LineReading) -> tuple[str, str, str]:
    details = reading.fields.get("details")
    assert isinstance(details, MeasurementDetails)
    return details.measure, str(details.value), details.unit


@pytest.mark.parametrize(
    ("rest", "measure", "summary"),
    [
        ("wt 8.2kg", ("weight", "8.2", "kg"), ""),
        ("wt 8.2 kg", ("weight", "8.2", "kg"), ""),
        ("wt 8.2KG, dressed", ("weight", "8.2", "kg"), "dressed"),
        ("wt 8200 g", ("weight", "8200", "g"), ""),
        ("Weight: 8.20kg", ("weight", "8.20", "kg"), ""),
        ("wt 8.2kg 8.4kg in boots", ("weight", "8.2", "kg"), "8.4kg in boots"),
        ("wt today 8.2kg", ("weight", "8.2", "kg"), "today 8.2kg"),
        ("Weight of 8.2kg recorded", ("weight", "8.2", "kg"), "Weight of 8.2kg recorded"),
        ("wt (8.2kg) clinic scales", ("weight", "8.2", "kg"), "(8.2kg) clinic scales"),
        ("wt !2 8.2kg", ("weight", "8.2", "kg"), ""),
        ("ht 85.5 cm lying", ("height or length", "85.5", "cm"), "lying"),
        ("ht 1.02m", ("height or length", "1.02", "m"), ""),
        ("ofc 48.1cm", ("head circumference", "48.1", "cm"), ""),
        ("hc 481 mm", ("head circumference", "481", "mm"), ""),
        ("a1c 71mmol/mol", ("HbA1c", "71", "mmol/mol"), ""),
        ("HbA1c 8.9%", ("HbA1c", "8.9", "%"), ""),
        ("pef 210 l/min", ("peak flow", "210", "L/min"), ""),
        ("pef 210", ("peak flow", "210", "L/min"), ""),
        ("pef 210; after inhaler", ("peak flow", "210", "L/min"), "after inhaler"),
        ("meas temp 38.2C hot", ("temperature", "38.2", "°C"), "hot"),
        ("meas temperature 38.2 °C", ("temperature", "38.2", "°C"), ""),
        ("meas temp was 38.2c", ("temperature", "38.2", "°C"), ""),
        ("meas glucose 22.1 mmol/L", ("blood glucose", "22.1", "mmol/L"), ""),
        ("meas blood ketones: 3.1mmol/l", ("blood ketones", "3.1", "mmol/L"), ""),
        ("meas BMI 14.2", ("BMI", "14.2", "kg/m²"), ""),
        ("meas bmi 14.2 kg/m2", ("BMI", "14.2", "kg/m²"), ""),
        ("meas sats 91% on air", ("oxygen saturation", "91", "%"), "on air"),
        ("meas hr 128bpm", ("heart rate", "128", "/min"), ""),
        ("meas rr 44", ("respiratory rate", "44", "/min"), ""),
        ("meas muac 13.1 cm", ("mid-upper arm circumference", "13.1", "cm"), ""),
        ("meas hip angle 12 mm", ("", "12", "mm"), "hip angle 12 mm"),
    ],
)  # fmt: skip
def test_a_value_is_kept_as_written_with_its_unit(rest: str, measure: tuple[str, str, str], summary: str) -> None:
    reading = read(rest)
    assert (measured(reading), reading.summary) == (measure, summary)
    assert f"{measure[1]} {measure[2]}" in reading.said
    assert reading.kind in MEASURED
    assert "value with unit" not in reading.missing


@pytest.mark.parametrize(
    ("rest", "hint"),
    [
        ("wt 8.2", "no unit"),
        ("wt 85 cm", "no weight"),
        ("wt 1st 3lb", ""),
        ("a1c 71", "no unit"),
        ("meas temp 38.2", "temperature"),
        ("wt 8.2kg/m", ""),
        ("wt v8.2kg", ""),
        ("wt \\8.2kg", ""),
        ('wt "8.2kg"', ""),
    ],
)
def test_what_has_no_unit_or_another_stays_words(rest: str, hint: str) -> None:
    reading = read(rest)
    assert "details" not in reading.fields
    assert reading.summary == rest.split(" ", 1)[1].replace("\\", "")
    assert "value with unit" in reading.missing
    assert not hint or any(hint in said for said in reading.hints)


@pytest.mark.parametrize(("rest", "value"), [("wt 820kg", "820 kg"), ("ht 855 cm", "855 cm"), ("meas temp 382 C", "382 °C")])
def test_an_unlikely_value_is_kept_and_questioned(rest: str, value: str) -> None:
    reading = read(rest)
    assert measured(reading)[1] == value.split(maxsplit=1)[0]
    assert any(value in hint for hint in reading.hints)


@pytest.mark.parametrize(
    ("rest", "kind"),
    [("8.2kg", Kind.WEIGHT), ("8.2 kg at clinic", Kind.WEIGHT), ("71 mmol/mol", Kind.HBA1C), ("!1 8.2kg", Kind.WEIGHT)],
)
def test_a_leading_value_names_its_kind_where_its_unit_has_only_one(rest: str, kind: Kind) -> None:
    reading = read(rest)
    assert reading.kind is kind
    assert "understood from the unit" in next(span.meaning for span in reading.spans if span.part is Part.MEASURE)


@pytest.mark.parametrize(
    "rest", ["85 cm", "38.2C", "91%", "8.2kg of sugar eaten", "ate 8.2kg", "n 8.2kg", "22 mmol/L", "210 l/min", '"8.2kg"']
)
def test_any_other_value_names_none(rest: str) -> None:
    reading = read(rest)
    assert reading.kind is Kind.NOTE
    assert "details" not in reading.fields


def test_every_kind_of_the_growth_area_is_in_the_table() -> None:
    assert set(MEASURED) == {kind for kind in Kind if kind.area is Area.GROWTH}


def test_values_are_exact() -> None:
    details = read("wt 8.10kg").fields["details"]
    assert details.value == Decimal("8.10")
    assert str(details.value) == "8.10"
