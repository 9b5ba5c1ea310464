"""Measures in a typed line: which units each kind of measure is written in, by one table.

A value is kept as the source writes it and is never converted. A bare number is taken only where a measure has one unit and the
number follows its kind or name directly ("pef 210", "meas bmi 14.2"); otherwise it stays in the words and a hint asks for
the unit.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from chronology_tui.domain.kinds import Kind
from chronology_tui.domain.records import MeasurementDetails
from chronology_tui.domain.text import fold
from chronology_tui.domain.typed_line.reading import Part
from chronology_tui.domain.typed_line.working import Working, shown


@dataclass(frozen=True, slots=True)
class Measure:
    """A thing that is measured.

    Attributes:
        name: as it is kept and shown, such as "blood glucose".
        units: each unit as it is kept, with the least and the greatest value that a child can well have; beyond them the value is
            kept and questioned. The bounds are wide on purpose: they catch slips of the decimal point, not illness.
        names: words before the value that name it, for the kind "other measure".
        bare: the unit of a number without one, empty when a unit must be typed.
    """

    name: str
    units: dict[str, tuple[float, float]]
    names: tuple[str, ...] = ()
    bare: str = ""


_MMOL = {"mmol/L": (0.0, 60.0)}
WEIGHT = Measure("weight", {"kg": (0.3, 250), "g": (300, 20_000)})
HEIGHT = Measure("height or length", {"cm": (20, 220), "m": (0.2, 2.2), "mm": (200, 2200)})
HEAD = Measure("head circumference", {"cm": (15, 70), "mm": (150, 700)})
HBA1C = Measure("HbA1c", {"mmol/mol": (10, 220), "%": (2, 25)})
PEAK_FLOW = Measure("peak flow", {"L/min": (20, 900)}, bare="L/min")
OTHERS = (
    Measure("temperature", {"°C": (30, 43)}, ("temperature", "temp", "t")),
    Measure("blood glucose", _MMOL, ("blood glucose", "glucose", "blood sugar", "sugar", "bm", "bg", "cbg")),
    Measure("blood ketones", {"mmol/L": (0.0, 15.0)}, ("blood ketones", "ketones", "ketone")),
    Measure("BMI", {"kg/m²": (8, 70)}, ("bmi", "body mass index"), "kg/m²"),
    Measure("oxygen saturation", {"%": (40, 100)}, ("oxygen saturation", "saturation", "sats", "spo2", "sao2", "o2 sats"), "%"),
    Measure("heart rate", {"/min": (30, 300)}, ("heart rate", "hr", "pulse"), "/min"),
    Measure("respiratory rate", {"/min": (5, 120)}, ("respiratory rate", "resp rate", "rr"), "/min"),
    Measure("mid-upper arm circumference", {"cm": (5, 50), "mm": (50, 500)}, ("muac", "arm circumference")),
    Measure("haemoglobin", {"g/L": (20, 250)}, ("haemoglobin", "hb")),
)
"""What the kind "other measure" knows by name; any other name is kept as typed."""

MEASURED: MappingProxyType[Kind, Measure | None] = MappingProxyType({
    Kind.WEIGHT: WEIGHT,
    Kind.HEIGHT: HEIGHT,
    Kind.HEAD_CIRCUMFERENCE: HEAD,
    Kind.HBA1C: HBA1C,
    Kind.PEAK_FLOW: PEAK_FLOW,
    Kind.MEASURE: None,
})  # fmt: skip
"""The kinds that have a measure; None where its name says which."""

INFERRED = MappingProxyType({"kg": Kind.WEIGHT, "mmol/mol": Kind.HBA1C})
"""Units that name exactly one kind, so that a line without a kind may begin with the value."""

_UNITS = MappingProxyType({
    "kg": "kg", "kgs": "kg", "kilos": "kg", "g": "g", "cm": "cm", "cms": "cm", "mm": "mm", "m": "m", "mmol/mol": "mmol/mol",
    "mmol/l": "mmol/L", "l/min": "L/min", "%": "%", "°c": "°C", "degc": "°C", "c": "°C", "kg/m2": "kg/m²", "kg/m²": "kg/m²",
    "bpm": "/min", "/min": "/min", "g/l": "g/L",
})  # fmt: skip
_MEASURE = re.compile(
    r"(?<![\w./-])(?P<value>\d{1,6}(?:\.\d{1,4})?)[ \xa0]?(?P<unit>"
    + "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
    + r")(?![\w/%²]|\.\d)",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?P<value>\d{1,6}(?:\.\d{1,4})?)(?=[,;:.]?(?!\S))")
_LEAD = re.compile(r"(?:is|was|of|=|:|at)\Z", re.IGNORECASE)
_BY_NAME = MappingProxyType({name: measure for measure in OTHERS for name in measure.names})
_NAME_WORDS = 3
_ENDING = frozenset(",;:.")


def take_measure(line: Working, kind: Kind | None) -> Kind | None:
    """Take the measured value that belongs to ``kind``, and return the kind; without one, the kind that a leading value names."""
    if kind is None:
        return _inferred(line)
    if kind not in MEASURED:
        return kind
    measure = MEASURED[kind]
    if measure is None:
        _take_other(line)
    elif not _take_unit(line, measure) and not _take_bare(line, measure, line.first_free()):
        _ask_for_unit(line, measure)
    return kind


def _inferred(line: Working) -> Kind | None:
    start = line.first_free()
    match = _MEASURE.match(line.free, start)
    if match is None or line.is_verbatim(start):
        return None
    unit = _UNITS[match["unit"].lower()]
    kind = INFERRED.get(unit)
    following = line.leading_words(1, match.end())
    if kind is None or (following and fold(following[0][0]) in {"of", "in", "worth"}):
        return None
    measure = MEASURED[kind]
    if measure is not None:
        _keep(line, measure, match["value"], unit, (start, match.end()), f" ({kind.label.lower()} understood from the unit)")
    return kind


def _take_unit(line: Working, measure: Measure) -> bool:
    for match in _MEASURE.finditer(line.free):
        unit = _UNITS[match["unit"].lower()]
        if unit in measure.units and not line.is_verbatim(match.start()):
            _keep(line, measure, match["value"], unit, match.span())
            return True
    return False


def _take_bare(line: Working, measure: Measure, start: int) -> bool:
    match = _NUMBER.match(line.free, start) if measure.bare else None
    if match is None:
        return False
    _keep(line, measure, match["value"], measure.bare, match.span())
    return True


def _ask_for_unit(line: Working, measure: Measure) -> None:
    start = line.first_free()
    match = _MEASURE.match(line.free, start)
    if match:
        line.hint(f"{shown(match[0])} is no {measure.name}: its units are {', '.join(measure.units)}")
        return
    match = _NUMBER.match(line.free, start)
    if match:
        line.hint(f"{match['value']} has no unit and stays in the words: type one of {', '.join(measure.units)}")


def _take_other(line: Working) -> None:
    """Take a value of the kind "other measure", with the name before it when that is a known one."""
    words = line.leading_words(_NAME_WORDS)
    for count in range(len(words), 0, -1):
        name = fold(" ".join(word[0] for word in words[:count])).rstrip(":=")
        measure = _BY_NAME.get(name)
        if measure is None:
            continue
        following = line.leading_words(2, words[count - 1].end())
        joined = len(following) > 1 and _LEAD.match(following[0][0])
        at = following[1].start() if joined else following[0].start() if following else len(line.free)
        match = _MEASURE.match(line.free, at)
        unit = _UNITS[match["unit"].lower()] if match else ""
        if match is not None and unit in measure.units:
            _keep(line, measure, match["value"], unit, (words[0].start(), match.end()))
            return
        bare = _NUMBER.match(line.free, at) if measure.bare else None
        if bare is not None:
            _keep(line, measure, bare["value"], measure.bare, (words[0].start(), bare.end()))
            return
        if following:
            line.hint(f"no value was understood for {measure.name}: its units are {', '.join(measure.units)}")
        return
    for match in _MEASURE.finditer(line.free):
        if not line.is_verbatim(match.start()):
            unit = _UNITS[match["unit"].lower()]
            _keep(line, Measure("", {unit: (0, math.inf)}), match["value"], unit, match.span())
            return


def _keep(line: Working, measure: Measure, value: str, unit: str, span: tuple[int, int], more: str = "") -> None:
    """Keep a value. It leaves the words unless it is part of a sentence or in brackets ("a weight of 8.2kg", "(8.2kg)")."""
    line.fields["details"] = MeasurementDetails(measure=measure.name, value=Decimal(value), unit=unit)
    meaning = f"{measure.name or 'measure'}: {value} {unit}{more}"
    start, end = span
    if line.free[end : end + 1] in _ENDING and not line.free[end + 1 : end + 2].strip():
        end += 1
    whole = not line.free[end : end + 1].strip() and not line.free[start - 1 : start].strip()
    before = line.word_before(start)
    if whole and before is None:
        line.take(start, end, Part.MEASURE, meaning)
    else:
        for word in line.words_between(start, end):
            line.meanings[word] = (Part.MEASURE, f"{meaning}; stays in the summary")
    least, most = measure.units[unit]
    if not least <= float(value) <= most:
        line.hint(f"{measure.name} {value} {unit} is unlikely for a child: look at the source again")
