"""Invented figures for the tests of the PDF writer: nobody in them exists."""

from __future__ import annotations

import math
import random
from datetime import date, timedelta

from chronology_tui.domain.scales import Severity
from chronology_tui.report.document import (
    Axis,
    Chart,
    Lane,
    LifeLine,
    MonthBar,
    Outcome,
    Ribbon,
    RibbonLane,
    RibbonMark,
    Series,
    SeriesKind,
)


def life_line(years: int = 6, lanes: int = 3) -> LifeLine:
    """Return an invented life-line."""
    chance = random.Random(4)  # noqa: S311
    months = []
    for index in range(years * 12 - 4):
        entries = max(0, int(chance.gauss(1 + index / 16, 1.3)))
        concerns = min(entries, int(entries * chance.random() * 1.4))
        top = Severity(min(4, 1 + int(chance.random() * (1.2 + index / 22)))) if concerns else Severity.NONE
        months.append(MonthBar(2019 + index // 12, index % 12 + 1, entries, concerns, top))
    named = (
        ("Physiotherapy: was not brought", "strong"),
        ("Medicine supply", "consider"),
        ("Dental care kept up", "strength"),
        ("Addresses", "note"),
    )
    rows = tuple(
        Lane(
            named[index % 4][0],
            named[index % 4][1],
            tuple(sorted(date(2019 + chance.randrange(max(1, years - 3), years), chance.randrange(1, 9), 14) for _ in range(5))),
        )
        for index in range(lanes)
    )
    return LifeLine(
        "Each bar is a month: its height is the number of entries, its colour the highest severity.",
        "A bar chart of entries by month from 2019 to 2024. "
        "Entries rise from about one a month in 2019 to about five a month in 2024.",
        tuple(months),
        rows,
    )


_SERVICES = (
    ("Physiotherapy", 1.0),
    ("Neurology, Northfield General Hospital", 0.4),
    ("Dentist", 0.3),
    ("Health visitor", 0.8),
    ("GP", 1.0),
    ("Speech and language therapy", 1.2),
    ("Orthotics", 0.3),
    ("Eye clinic", 0.2),
    ("Hearing", 0.1),
    ("Dietitian", 0.3),
    ("Community paediatrician", 0.5),
    ("Child and adolescent mental health", 0.5),
)


def ribbon(marks: int = 400, years: int = 15, services: int = 12) -> Ribbon:
    """Return an invented appointment ribbon; a good part of the physiotherapy lies within one crowded year."""
    chance = random.Random(11)  # noqa: S311
    first = date(2024 - years, 9, 3)
    shares = [share for _, share in _SERVICES[:services]]
    days: list[list[RibbonMark]] = [[] for _ in shares]
    outcomes = tuple(Outcome)
    for number in range(marks):
        lane = chance.choices(range(services), shares)[0]
        since = chance.randrange(years * 365) if lane or number % 3 else years * 365 - chance.randrange(330)
        outcome = chance.choices(outcomes, (60, 5, 18, 9, 5, 3))[0]
        days[lane].append(RibbonMark(first + timedelta(days=since), outcome))
    lanes = tuple(
        RibbonLane(name, tuple(sorted(each, key=lambda mark: mark.day))) for (name, _), each in zip(_SERVICES, days, strict=False)
    )
    return Ribbon(
        "Each mark is one offered contact. Above the line: attended. Below the line: not attended, for whatever reason.",
        f"Appointments with {services} services over {years} years: {marks} contacts offered.",
        first,
        date(2024, 8, 30),
        lanes,
    )


def chart(points: int = 14, curves: int = 9, others: int = 0) -> Chart:
    """Return an invented growth chart: weight by age with curves that look like centiles but are of no real reference."""
    names = ("0.4th", "2nd", "9th", "25th", "50th", "75th", "91st", "98th", "99.6th")
    ages = [month / 4 for month in range(21)]

    def weight(age: float, part: float) -> float:
        return (3.4 + 3.1 * age + 6.2 * (1 - math.exp(-age))) * (1 + (part - 4) * 0.075)

    references = tuple(
        Series(names[index % 9], tuple((age, weight(age, index)) for age in ages), SeriesKind.CURVE) for index in range(curves)
    )
    measured = tuple(
        (0.1 + index * 4.8 / max(1, points), weight(0.1 + index * 4.8 / max(1, points), 3 - index / max(2, points) * 3))
        for index in range(points)
    )
    more = tuple(
        Series(f"Another {number}", tuple((age, weight(age, 5 + number)) for age in ages[::3])) for number in range(others)
    )
    return Chart(
        "Weight for age. The curves are invented for this sample.",
        f"A chart of {points} weights by age, which fall from the 25th to below the 2nd curve.",
        Axis("Age (years)", 0, 5, tuple((float(year), str(year)) for year in range(6))),
        Axis("Weight (kg)", 0, 30, tuple((float(kg), str(kg)) for kg in range(0, 31, 5))),
        (*references, Series("This child", measured), *more),
    )
