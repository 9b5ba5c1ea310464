"""Measures over time: a chart for each kind of measure and unit, with its data as a table.

Values are drawn together only where their units can be compared exactly: grams and kilograms are, per cent and mmol/mol are not.
A value is drawn at the middle of a date that is known to within a season; one with a wider date is counted in the caption.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor, log10

from chronology_tui.domain.kinds import Kind, kind_for
from chronology_tui.domain.records import Event, MeasurementDetails
from chronology_tui.domain.text import fold
from chronology_tui.report.case import Case
from chronology_tui.report.document import Axis, Cell, Chart, Column, ColumnKind, Row, Series, SeriesKind, Table
from chronology_tui.report.entries import EMPTY, cell, date_text, source_words
from chronology_tui.report.figures import drawn_day
from chronology_tui.report.wording import capital, day_words, many, month_words, said

_MEASURE_KINDS = frozenset({Kind.WEIGHT, Kind.HEIGHT, Kind.HEAD_CIRCUMFERENCE, Kind.HBA1C, Kind.PEAK_FLOW})

_CENTIMETRES = {"m": ("cm", Decimal(100)), "mm": ("cm", Decimal("0.1"))}
_SCALES: dict[Kind, dict[str, tuple[str, Decimal]]] = {
    Kind.WEIGHT: {"g": ("kg", Decimal("0.001"))},
    Kind.HEIGHT: _CENTIMETRES,
    Kind.HEAD_CIRCUMFERENCE: _CENTIMETRES,
}
"""Units that are another one by an exact factor, after folding; any other unit is comparable only with itself."""

_SAME = 1e-6
"""Differences below this part of a value are none."""
TICKS = 5
"""About how many places are named on an axis."""


@dataclass(frozen=True, slots=True)
class Value:
    """One measured value: the entry, the value in the unit in which it is drawn, and the day at which it is drawn, if any."""

    event: Event
    value: Decimal
    unit: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Measure:
    """The values of one measure in the order of the chronology, whatever their units."""

    name: str
    values: tuple[Value, ...]


def measures_of(events: Iterable[Event]) -> tuple[Measure, ...]:
    """Return what was measured, in the order of the vocabulary and then of other measures by their names."""
    groups: dict[tuple[int, str], tuple[str, list[Value]]] = {}
    order = {kind: place for place, kind in enumerate(Kind)}
    for event in events:
        if isinstance(event.details, MeasurementDetails):
            kind = _kind(event, event.details)
            name = said(event.details.measure) or event.kind.label
            key = (order[kind], "") if kind else (len(order), fold(name))
            label = kind.label if kind else capital(name)
            groups.setdefault(key, (label, []))[1].append(_value(event, event.details, kind))
    return tuple(Measure(label, tuple(values)) for _, (label, values) in sorted(groups.items(), key=lambda item: item[0]))


def _kind(event: Event, details: MeasurementDetails) -> Kind | None:
    """Return the kind of measure: what its name says, whatever the entry is about, or else the entry's own kind."""
    named = kind_for(details.measure) if details.measure else event.kind
    return named if named in _MEASURE_KINDS else None


def _value(event: Event, details: MeasurementDetails, kind: Kind | None) -> Value:
    scales = _SCALES.get(kind, {}) if kind else {}
    unit, factor = scales.get(fold(details.unit), (said(details.unit), Decimal(1)))
    return Value(event, details.value * factor, unit, drawn_day(event.when))


# -------------------------------------------------------------------------------------------------------------------- charts


def charts(measure: Measure) -> tuple[Chart, ...]:
    """Return a chart for each unit of a measure in which two or more values can be drawn; values without a unit never are."""
    by_unit: dict[str, list[Value]] = {}
    for value in measure.values:
        if value.unit:
            by_unit.setdefault(fold(value.unit), []).append(value)
    drawn = (_chart(measure.name, values, several=len(by_unit) > 1) for values in by_unit.values())
    return tuple(chart for chart in drawn if chart is not None)


def _chart(name: str, values: Sequence[Value], *, several: bool) -> Chart | None:
    points = sorted(((value.day, value.value) for value in values if value.day), key=lambda point: point[0])
    if len(points) < 2:
        return None
    unit = values[0].unit
    left_out = len(values) - len(points)
    caption = f"{name} in {unit}: {many(len(points), 'value')}."
    if several:
        caption = f"{caption} Values in other units are not drawn with these."
    if left_out:
        caption += f" {many(left_out, 'value')} without a close date {'is' if left_out == 1 else 'are'} not drawn."
    across = date_axis([day for day, _ in points])
    line = Series(name, tuple((float(day.toordinal()), float(value)) for day, value in points))
    return plotted(caption, _in_words(name, unit, points), across, f"{name} ({unit})", (line,))


def plotted(caption: str, alternative: str, across: Axis, up_label: str, series: Sequence[Series]) -> Chart:
    """Return a chart whose upright axis holds every place of ``series``, the child's own and reference curves alike."""
    values = [up for one in series for _, up in one.points]
    curves = tuple(one for one in series if one.kind is SeriesKind.CURVE)
    own = tuple(one for one in series if one.kind is not SeriesKind.CURVE)
    return Chart(caption, alternative, across, value_axis(up_label, values), (*curves, *own))


def value_axis(label: str, values: Sequence[float]) -> Axis:
    """Return an axis with about :data:`TICKS` named places at round numbers, from the round number below to the one above."""
    low, high = min(values), max(values)
    if high - low <= abs(high) * _SAME or high <= _SAME:  # one value, however often measured
        room = abs(high) * 0.1 if abs(high) > _SAME else 1.0
        low, high = low - room, high + room
    step = _round_step((high - low) / TICKS)
    places = max(0, -floor(log10(step)))
    if abs(step * 10**places - round(step * 10**places)) > 1e-9:
        places += 1
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    if min(values) >= 0:
        first = max(first, 0)
    ticks = tuple((round(n * step, places), f"{n * step:,.{places}f}") for n in range(first, last + 1))
    return Axis(label, ticks[0][0], ticks[-1][0], ticks)


def _round_step(rough: float) -> float:
    """Return 1, 2, 2.5 or 5 times a power of ten, the least that is not below ``rough``."""
    power: float = 10.0 ** floor(log10(rough))
    return next((factor * power for factor in (1.0, 2.0, 2.5, 5.0) if factor * power >= rough * (1 - 1e-9)), 10.0 * power)


_MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


def date_axis(days: Sequence[date], label: str = "Date") -> Axis:
    """Return an axis of calendar days (as ordinals) named at the first days of months or years, about :data:`TICKS` of them."""
    first, last = min(days), max(days)
    begin, end = first.year * 12 + first.month - 1, last.year * 12 + last.month
    most = {months: 2 * TICKS if months % 12 == 0 else TICKS + 1 for months in _MONTH_STEPS}  # a year's name is short
    step = next((months for months in _MONTH_STEPS if (end - begin) / months <= most[months]), _MONTH_STEPS[-1])
    begin -= begin % step
    end += -end % step
    months = [month for month in range(begin, end + 1, step) if 12 <= month < 9999 * 12 + 12]
    ticks = tuple((float(date(month // 12, month % 12 + 1, 1).toordinal()), _month_label(month, step)) for month in months)
    low, high = min(ticks[0][0], float(first.toordinal())), max(ticks[-1][0], float(last.toordinal()))
    return Axis(label, low, high, ticks)


def _month_label(month: int, step: int) -> str:
    if step % 12 == 0:
        return str(month // 12)
    name, year = month_words(month // 12, month % 12 + 1).split()
    return f"{name[:3]} {year}"


def _in_words(name: str, unit: str, points: Sequence[tuple[date, Decimal]]) -> str:
    (first_day, first), (last_day, last) = points[0], points[-1]
    low, high = min(points, key=lambda point: point[1]), max(points, key=lambda point: point[1])
    what = name[:1].lower() + name[1:] if name[1:2].islower() else name
    return (
        f"A line chart of {what} in {unit} over time, "
        f"{many(len(points), 'value')}: the first {first:,f}, {day_words(first_day)}; the last {last:,f}, {day_words(last_day)}; "
        f"the lowest {low[1]:,f}, {day_words(low[0])}; the highest {high[1]:,f}, {day_words(high[0])}. "
        "The table gives every value."
    )


# -------------------------------------------------------------------------------------------------------------------- tables


def measure_table(case: Case, caption: str, measures: Sequence[Measure], *, named: bool = False) -> Table:
    """Return every value of some measures with date, age and source; ``named`` says of each what was measured."""
    aged = case.chronology.child.birth is not None
    columns = (
        Column("No.", ColumnKind.NUMBER),
        Column("Date", ColumnKind.DATE),
        *([Column("Age", ColumnKind.AGE)] if aged else []),
        *([Column("Measure", ColumnKind.SHORT)] if named else []),
        Column("Value", ColumnKind.SHORT),
        Column("Source", ColumnKind.TEXT),
    )
    rows = tuple(_row(case, m.name if named else "", v.event, aged=aged) for m in measures for v in m.values)
    return Table(caption, columns, rows)


def _row(case: Case, name: str, event: Event, *, aged: bool) -> Row:
    cells = [Cell(((case.number(event.id),),)), cell(date_text(event))]
    if aged:
        age = case.age_at(event.when)
        cells.append(cell(age.short) if age else EMPTY)
    if name:
        cells.append(cell(name))
    value = event.details if isinstance(event.details, MeasurementDetails) else None
    words = f"{value.value:f} {said(value.unit) or '(no unit recorded)'}" if value else ""
    return Row((*cells, cell(words), cell(source_words(case, event))))
