"""The typed line: ``<when> <kind alias> [free words]`` with marks anywhere, read at every key press.

Reading never fails and never loses a word: what is not understood stays in the summary, and what stops the entry from being
saved is said in ``problems``. The same reader serves the command line and the screen. Marks:

=============  ==========================================================
``!0`` – `!4`  severity
``~1`` – `~4`  likelihood
``@service``   service (``@"two words"`` with quotes)
``src:``       source; ``p:`` its page
``by:``        professional; ``with:`` who brought the child
``voice:``     the child's own words
``impact:``    effect on the child; ``action:`` what was done; ``response:`` how the family responded
``#key``       a key event
=============  ==========================================================
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from chronology_tui.domain.ages import age_on
from chronology_tui.domain.care_services import recognise_service
from chronology_tui.domain.dates import DateContext, DateRefused, UncertainDate, date_prefix, format_date, weekday_date
from chronology_tui.domain.kinds import Area, Kind, kind_for
from chronology_tui.domain.records import AppointmentDetails, MeasurementDetails
from chronology_tui.domain.scales import Likelihood, Severity
from chronology_tui.domain.text import clean, fold
from chronology_tui.domain.vocabulary import FamilyResponse, Impact

MAX_LINE = 120_000
"""Longest line that is read, in characters; beyond it the line is refused rather than cut."""


SOURCE_NOT_RECORDED = "Source not recorded"
"""Title of the source of entries that were typed without one."""


class Part(StrEnum):
    """What a stretch of the typed line was understood as."""

    DATE = "date"
    """The date."""
    KIND = "kind"
    """The kind of event."""
    WORDS = "words"
    """Free words: the summary."""
    SEVERITY = "severity"
    """A severity mark."""
    LIKELIHOOD = "likelihood"
    """A likelihood mark."""
    SERVICE = "service"
    """The service."""
    SOURCE = "source"
    """The source."""
    PAGE = "page"
    """The page of the source."""
    PROFESSIONAL = "professional"
    """The professional who recorded it."""
    BROUGHT_BY = "brought_by"
    """Who brought the child."""
    VOICE = "voice"
    """The child's words."""
    IMPACT = "impact"
    """The effect on the child."""
    ACTION = "action"
    """What was done."""
    RESPONSE = "response"
    """How the family responded."""
    KEY = "key"
    """The mark of a key event."""
    MEASURE = "measure"
    """A measured value with its unit."""
    PROBLEM = "problem"
    """Something that stops the entry from being saved, such as an impossible date."""


@dataclass(frozen=True, slots=True)
class LineSpan:
    """A stretch ``text[start:end]`` of the line, what it was understood as, and its meaning in words."""

    start: int
    end: int
    part: Part
    meaning: str


@dataclass(frozen=True, slots=True)
class LineReading:
    """How a typed line was read.

    Attributes:
        text: the line as typed.
        spans: its understood parts in order, not overlapping; white space between them is not covered.
        when, kind: date and kind; ``kind`` is :attr:`Kind.NOTE` when none was named.
        summary: the free words in order.
        fields: every other field of :class:`Event` that was typed, by field name, except the source.
        source, page: title of the source and page, as typed or as taken over from the entry before.
        problems: what stops saving, in words; empty when ``complete``.
        hints: what is worth another look and does not stop saving.
        said: the reading in one line, such as "Thu 14 March 2024 · 4y 11m · was not brought · high".
    """

    text: str
    spans: tuple[LineSpan, ...]
    when: UncertainDate | None
    kind: Kind
    summary: str
    source: str
    page: str
    problems: tuple[str, ...]
    hints: tuple[str, ...]
    said: str
    fields: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def complete(self) -> bool:
        """Whether the line can be saved as an entry."""
        return not self.problems

    @property
    def service(self) -> str:
        """The service, empty when none was named."""
        return str(self.fields.get("service", ""))

    @property
    def severity(self) -> Severity:
        """The severity that was typed."""
        return Severity(self.fields.get("severity", Severity.NOT_RATED))


@dataclass(frozen=True, slots=True)
class LineContext:
    """What the reader may lean on: the date context, and the source of the entry before (kept when none is typed)."""

    dates: DateContext
    source: str = ""


_MARKS: dict[str, tuple[Part, str]] = {
    "src": (Part.SOURCE, "source"),
    "p": (Part.PAGE, "page"),
    "by": (Part.PROFESSIONAL, "professional"),
    "with": (Part.BROUGHT_BY, "brought_by"),
    "voice": (Part.VOICE, "child_voice"),
    "impact": (Part.IMPACT, "impact_note"),
    "action": (Part.ACTION, "action"),
    "response": (Part.RESPONSE, "response_note"),
}
_VALUE = r'(?:"(?P<{0}q>[^"]*)"|(?P<{0}w>[^\s"]\S*))'
_MARK = re.compile(
    r"(?<!\S)(?:"
    r"!(?P<severity>[0-4])(?!\S)"
    r"|~(?P<likelihood>[1-4])(?!\S)"
    r"|\#(?P<key>key)(?!\S)"
    r"|@" + _VALUE.format("service") + r"|(?P<mark>src|p|by|with|voice|impact|action|response):" + _VALUE.format("value") + r")"
)
_WORD = re.compile(r"\S+")
_MEASURE = re.compile(
    r"(?<![\w.])(?P<value>\d{1,6}(?:\.\d{1,4})?)\s?(?P<unit>kg|g|cm|mm|m|mmol/mol|mmol/l|l/min|%)(?![\w/%])", re.IGNORECASE
)
_MEASURED = {
    Kind.WEIGHT: ({"kg", "g"}, "weight"),
    Kind.HEIGHT: ({"cm", "m", "mm"}, "height or length"),
    Kind.HEAD_CIRCUMFERENCE: ({"cm", "mm"}, "head circumference"),
    Kind.HBA1C: ({"mmol/mol", "%"}, "HbA1c"),
    Kind.PEAK_FLOW: ({"l/min"}, "peak flow"),
    Kind.MEASURE: ({"kg", "g", "cm", "mm", "m", "mmol/mol", "mmol/l", "l/min", "%"}, ""),
}


def read_line(text: str, context: LineContext) -> LineReading:
    """Read ``text`` as one entry. Never raises: what cannot be read is said in ``problems`` or stays in the summary."""
    if len(text) > MAX_LINE:
        problem = f"the line has {len(text):,} characters; the longest that can be typed as one entry is {MAX_LINE:,}"
        return LineReading(text, (), None, Kind.NOTE, "", "", "", (problem,), (), problem)
    line = _Line(text)
    when = line.take_date(context.dates)
    line.take_marks()
    kind = line.take_kind()
    line.take_measure(kind)
    line.take_service(kind)
    summary = line.take_words()
    source = line.source or clean(context.source)
    problems = list(line.problems)
    if text.strip() and not problems:
        if when is None:
            problems.append("start with a date, such as 14/3/24, March 2021, about 2019 or undated")
        if kind is None and not summary and not line.fields:
            problems.append("say what happened")
    elif not text.strip():
        problems.append("nothing typed yet")
    hints = [remark.text.rstrip(".") for remark in when.remarks if remark.needs_a_look] if when else []
    if not source and text.strip():
        # A source is required on every entry, and typing is never refused: the gap is kept visible under this name.
        source = SOURCE_NOT_RECORDED
        hints.append('no source named: add src:"clinic letter"')
    reading = kind or Kind.NOTE
    said = _said(when, reading, line.fields, source, context)
    return LineReading(
        text,
        tuple(sorted(line.spans, key=lambda span: span.start)),
        when,
        reading,
        summary,
        source,
        line.page,
        tuple(problems),
        tuple(hints),
        said,
        MappingProxyType(line.fields),
    )


class _Line:
    """Working state of one reading: the parts of the line that are still free, and what was found."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[LineSpan] = []
        self.fields: dict[str, Any] = {}
        self.problems: list[str] = []
        self.source = ""
        self.page = ""
        # Taken stretches are blanked here, so that later steps cannot read them twice and offsets stay those of the line.
        self.free = text

    def take(self, start: int, end: int, part: Part, meaning: str) -> None:
        self.spans.append(LineSpan(start, end, part, meaning))
        self.free = self.free[:start] + " " * (end - start) + self.free[end:]

    def take_date(self, context: DateContext) -> UncertainDate | None:
        start = len(self.text) - len(self.text.lstrip())
        found = date_prefix(self.text[start:], context)
        if isinstance(found, DateRefused):
            word = _WORD.search(self.text)
            self.problems.append(found.reason)
            self.take(start, word.end() if word else len(self.text), Part.PROBLEM, found.reason)
            return None
        if found is None:
            return None
        when, length = found
        self.take(start, start + length, Part.DATE, format_date(when))
        return when

    def take_marks(self) -> None:
        for match in list(_MARK.finditer(self.free)):
            groups = match.groupdict()
            value = clean(next((groups[n] for n in ("serviceq", "servicew", "valueq", "valuew") if groups[n] is not None), ""))
            if match["severity"]:
                severity = Severity(int(match["severity"]))
                self.fields["severity"] = severity
                self.take(*match.span(), Part.SEVERITY, f"severity: {severity.word}")
            elif match["likelihood"]:
                likelihood = Likelihood(int(match["likelihood"]))
                self.fields["likelihood"] = likelihood
                self.take(*match.span(), Part.LIKELIHOOD, f"likelihood: {likelihood.word}")
            elif match["key"]:
                self.fields["key"] = True
                self.take(*match.span(), Part.KEY, "key event")
            elif match["mark"]:
                self._take_named(match, value)
            elif value:
                # A short form ("physio") becomes the name it stands for; anything longer is the worker's own name.
                known = recognise_service(value) if len(value.split()) == 1 else None
                self.fields["service"] = known or value
                self.take(*match.span(), Part.SERVICE, f"service: {self.fields['service']}")

    def _take_named(self, match: re.Match[str], value: str) -> None:
        part, name = _MARKS[match["mark"]]
        if not value:
            return
        if part is Part.SOURCE:
            self.source = value
        elif part is Part.PAGE:
            self.page = value
        elif part is Part.IMPACT and value.casefold() in set(Impact):
            self.fields["impact"] = Impact(value.casefold())
        elif part is Part.RESPONSE and fold(value).replace(" ", "_") in set(FamilyResponse):
            self.fields["family_response"] = FamilyResponse(fold(value).replace(" ", "_"))
        else:
            # Said twice, both are kept: no typed word is ever dropped.
            self.fields[name] = f"{self.fields[name]}; {value}" if name in self.fields else value
        self.take(*match.span(), part, f"{name.replace('_note', '').replace('_', ' ')}: {value}")

    def take_kind(self) -> Kind | None:
        words = list(_WORD.finditer(self.free))[:5]
        for count in range(len(words), 0, -1):
            first, last = words[0], words[count - 1]
            if any(mark.start() < last.end() and mark.start() > first.start() for mark in self._gaps(first, last)):
                continue
            typed = self.free[first.start() : last.end()]
            name = typed.rstrip(",;:.")
            if len(name) == 2 and name.istitle():  # "Ed", "Da" at the start of a sentence are names, not aliases
                continue
            kind = kind_for(name)
            if kind is not None:
                self.take(first.start(), last.end(), Part.KIND, kind.label)
                return kind
        return None

    def _gaps(self, first: re.Match[str], last: re.Match[str]) -> list[re.Match[str]]:
        """Return the non-blank stretches of the typed line between two words that were taken by an earlier step."""
        return [
            gap for gap in _WORD.finditer(self.text, first.start(), last.end()) if self.free[gap.start() : gap.end()].isspace()
        ]

    def take_measure(self, kind: Kind | None) -> None:
        units, name = _MEASURED.get(kind, (set(), "")) if kind else (set(), "")
        for match in _MEASURE.finditer(self.free) if units else ():
            unit = match["unit"].lower()
            if unit in units:
                unit = {"mmol/l": "mmol/L", "l/min": "L/min"}.get(unit, unit)
                self.fields["details"] = MeasurementDetails(measure=name, value=Decimal(match["value"]), unit=unit)
                self.take(*match.span(), Part.MEASURE, f"{name or 'measure'}: {match['value']} {unit}")
                return

    def take_service(self, kind: Kind | None) -> None:
        """Understand the service of an appointment from its words when no ``@service`` was typed."""
        if kind is None or kind.area is not Area.APPOINTMENTS or "service" in self.fields:
            return
        head = re.match(r"\s*([^;:,.]{2,60}?)\s*(?=[;:,.]|$)", self.free)
        service = recognise_service(head[1]) if head else None
        if head is not None and service is not None and fold(head[1]) in (fold(service), *_short_forms(service, head[1])):
            self.fields["service"] = service
            end = head.end(1) + (1 if self.free[head.end() : head.end() + 1] in (";", ":", ",") else 0)
            self.take(head.start(1), end, Part.SERVICE, f"service: {service}")
            return
        service = recognise_service(self.free)
        if service is not None:
            self.fields["service"] = service  # the words stay in the summary

    def take_words(self) -> str:
        summary = []
        start: int | None = None
        for match in _WORD.finditer(self.free):
            summary.append(match[0])
            start = match.start() if start is None else start
            self.spans.append(LineSpan(match.start(), match.end(), Part.WORDS, "summary"))
        return clean(" ".join(summary))


def _short_forms(service: str, typed: str) -> tuple[str, ...]:
    """Return ``(folded typed,)`` when ``typed`` is a single word that names the service, so that nothing else is dropped."""
    return (fold(typed),) if len(typed.split()) == 1 and recognise_service(typed) == service else ()


def _said(when: UncertainDate | None, kind: Kind, fields: Mapping[str, Any], source: str, context: LineContext) -> str:
    parts: list[str] = []
    if when is not None:
        parts.append(weekday_date(when))
        birth = context.dates.birth
        if birth is not None and when.earliest is not None:
            parts.append(age_on(birth, when.earliest).short)
    parts.append(kind.label.lower() if kind is not Kind.NOTE else "note")
    if fields.get("service"):
        parts.append(str(fields["service"]))
    if isinstance(details := fields.get("details"), MeasurementDetails):
        parts.append(f"{details.value} {details.unit}")
    if "severity" in fields:
        parts.append(Severity(fields["severity"]).word)
    if "likelihood" in fields:
        parts.append(f"likelihood {Likelihood(fields['likelihood']).word}")
    if fields.get("key"):
        parts.append("key event")
    if source:
        parts.append(f"source: {source}")
    return " · ".join(parts)


def event_fields(reading: LineReading) -> dict[str, Any]:
    """Return the fields of :class:`Event` that the line gives, except identifiers, children and source."""
    values: dict[str, Any] = dict(reading.fields)
    if reading.kind.area is Area.APPOINTMENTS:
        values.setdefault("details", AppointmentDetails())
    return {
        **values,
        "when": reading.when,
        "kind": reading.kind,
        "area": reading.kind.area,
        "summary": reading.summary,
        "page": reading.page,
    }
