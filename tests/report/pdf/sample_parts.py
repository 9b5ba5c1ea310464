"""The parts that invented reports for the tests of the PDF writer are made of: nobody in them exists."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta

from chronology_tui.domain.scales import Severity
from chronology_tui.report.document import (
    Block,
    Cell,
    Column,
    ColumnKind,
    Line,
    Look,
    Meta,
    ReportDocument,
    Row,
    Run,
    Section,
    Tone,
)

AS_OF = date(2024, 8, 30)
COLUMNS = (
    Column("No.", ColumnKind.NUMBER),
    Column("Date", ColumnKind.DATE),
    Column("Age", ColumnKind.AGE),
    Column("Event, impact, action", ColumnKind.TEXT),
    Column("Source", ColumnKind.SHORT),
    Column("Severity", ColumnKind.SEVERITY),
)
HOSTILE = (
    "<img src='file:///etc/passwd'> <b>bold</b> &lt; <jo@example.org>",
    "%s %(name)s {0} {name!r}",
    "[/b] [red]markup[/red] \\( unbalanced ( ) ) \\",
    "NUL \x00 bell \x07 escape \x1b[31m delete \x7f",
    "override \u202etxt.exe\u202c mark \u200e isolate \u2066x\u2069",
    "zero\u200bwidth soft\u00adhyphen no\u00a0break",
    "lone \ud800 surrogate",
    "W" * 300,
    "endstream endobj >> stream\r\nET Q EMC",
)
NAMES = "Siân Wŷn, Łukasz, محمد علی, 王芳, Олена, Ελένη, Nguyễn Thị"


def plain(text: str) -> Line:
    """Return one plain run."""
    return (Run(text),)


def meta(title: str = "Medical chronology: S.T.", *, marking: str = "OFFICIAL-SENSITIVE", look: Look = Look.STANDARD) -> Meta:
    """Return the properties of an invented report."""
    return Meta(
        title=title,
        subtitle="For referral to children's social care · prepared 30 August 2024 by A. Worker, health visitor, "
        "Northfield 0–19 service",
        language="en-GB",
        marking=marking,
        footer="S.T. · medical chronology · version 3, as at 30 August 2024",
        as_of=AS_OF,
        author="A. Worker",
        look=look,
    )


def report(*blocks: Block, heading: str = "Section", landscape: bool = False, look: Look = Look.STANDARD) -> ReportDocument:
    """Return a report of one section."""
    return ReportDocument(meta(look=look), (Section(heading, blocks, landscape=landscape),))


def cell(*lines: Line) -> Cell:
    """Return a cell of lines."""
    return Cell(lines)


def severity_cell(severity: Severity) -> Cell:
    """Return a cell that shows a severity."""
    return Cell((plain(severity.word),), severity)


def entry(number: int, day: str, age: str, event: Iterable[Line], source: str, severity: Severity, *, group: str = "") -> Row:
    """Return a row of the chronology that links back to the first finding."""
    return Row(
        (
            cell((Run(str(number), target="finding-1"),)),
            cell(plain(day)),
            cell(plain(age)),
            Cell(tuple(event)),
            cell(plain(source)),
            severity_cell(severity),
        ),
        anchor=f"entry-{number}",
        group=group,
    )


def event(title: str, rest: str = "", **labelled: str) -> list[Line]:
    """Return the lines of an event: strong title, plain words, labelled sentences."""
    runs = [Run(title, Tone.STRONG)]
    if rest:
        runs.append(Run(" " + rest))
    for label, words in labelled.items():
        runs += [Run(" "), Run(f"{label.capitalize()}:", Tone.LABEL), Run(" " + words)]
    return [tuple(runs)]


def chronology_rows(first: int, count: int) -> tuple[Row, ...]:
    """Return rows of an invented chronology."""
    kinds = (
        (
            "4y 10m",
            event("Attended dentist.", "Check and fluoride varnish. Mother brought."),
            "Dental letter, p. 1",
            Severity.LOW,
        ),
        (
            "4y 11m",
            event(
                "Not brought to physiotherapy.",
                "Second letter unanswered.",
                impact="splints outgrown, walking on toes.",
                action="therapist phoned the health visitor.",
            ),
            "Physiotherapy letter, p. 2",
            Severity.HIGH,
        ),
        (
            "5y 0m",
            event("Repeat prescription not collected", "(anti-seizure medicine).", response="father said the bottle had lasted."),
            "Pharmacy call, GP record",
            Severity.MODERATE,
        ),
        (
            "5y 1m",
            event(
                "Admitted with seizures, 3 days.",
                "Ambulance called by school. Level below range on arrival.",
                action="written plan, named nurse.",
            ),
            "Discharge summary, p. 1–3",
            Severity.CRITICAL,
        ),
        (
            "5y 2m",
            event("Attended neurology.", "Father brought. Weekly box agreed; school gives the lunchtime dose."),
            "Clinic letter",
            Severity.NONE,
        ),
        ("5y 3m", event("Telephone call from Nana.", "Asked how to store the medicine."), "HV record", Severity.NOT_RATED),
    )
    rows = []
    day = date(2022, 9, 12)
    for index in range(count):
        day += timedelta(days=26 + 7 * (index % 3))
        age, lines, source, severity = kinds[index % len(kinds)]
        shown = f"about {day:%B %Y}" if index % 7 == 3 else f"{day.day} {day:%b %Y}"
        rows.append(entry(first + index, shown, age, lines, source, severity, group=str(day.year)))
    return tuple(rows)


_WORDS = tuple(
    """school reported that the child arrived late again and appeared tired hungry withdrawn social worker visited home
    address mother father grandmother was present strategy meeting held police attended incident no further action referral
    received from health visitor following concern about bruising explanation given consistent with account assessment
    completed plan reviewed core group agreed next steps missed appointment letter sent telephone call unanswered voicemail
    left duty team consulted manager decision recorded Siân Łukasz Wŷn O'Brien & partners; information shared, consent
    obtained; see paragraph 14(2) of the report.""".split()  # noqa: SIM905 - prose is easier to read
)
_SOURCES = (
    "Children's Services case note",
    "Police log 2021/3345",
    "GP record",
    "School entry",
    "Housing file HF-22",
    "Hospital discharge summary",
)


def long_rows(count: int, seed: int = 7) -> tuple[Row, ...]:
    """Return ``count`` rows with 200 to 400 characters of event text, for measurements: the same every time."""
    chance = random.Random(seed)  # noqa: S311
    start = date(2009, 1, 3)
    rows = []
    for number in range(1, count + 1):
        day = start + timedelta(days=number * 5600 // count)
        target, words, length = chance.randint(200, 400), [], 0
        while length < target:
            words.append(chance.choice(_WORDS))
            length += len(words[-1]) + 1
        text = " ".join(words)[:target].strip().capitalize()
        months = (day.year - 2008) * 12 + day.month - 6
        rows.append(
            Row(
                (
                    cell(plain(str(number))),
                    cell(plain(f"{day:%d %b %Y}")),
                    cell(plain(f"{months // 12}y {months % 12}m")),
                    cell(plain(text)),
                    cell(plain(chance.choice(_SOURCES))),
                    severity_cell(chance.choice((Severity.LOW, Severity.MODERATE, Severity.HIGH, Severity.CRITICAL))),
                ),
                anchor=f"entry-{number}",
            )
        )
    return tuple(rows)
