"""A report as a pure value: sections of blocks, with anchors and links, and no styling.

Builders make it from chronology, analysis and pack; writers (text, PDF, …) turn it into files and never query or change
anything. All words that a reader meets stand in this value, so that the text and the PDF say the same in the same order.
Text is data: no field is ever read as mark-up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from chronology_tui.domain.scales import Severity


class Tone(StrEnum):
    """The voice of a run of words, which a writer may show as weight, slant or grey; never by colour alone."""

    PLAIN = "plain"
    """Running text."""
    STRONG = "strong"
    """The words that carry the sentence."""
    QUIET = "quiet"
    """Less important than what surrounds it."""
    LABEL = "label"
    """A label inside running text, such as "Impact:"."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one tone; with ``target`` they are a link to the block or row of that anchor."""

    text: str
    tone: Tone = Tone.PLAIN
    target: str = ""


Line = tuple[Run, ...]
"""Runs that flow together; writers put nothing between them."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Flowing words. ``quiet`` asks for a smaller, greyer setting, as for a note or a caveat."""

    line: Line
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with a short value ("Sources" / "5 seen")."""

    label: str
    value: Line


@dataclass(frozen=True, slots=True)
class Facts:
    """Labelled facts, set side by side where there is room; read in order."""

    items: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A framed statement: a label, a headline, and a few words below."""

    label: str
    headline: str
    body: Line


@dataclass(frozen=True, slots=True)
class Cards:
    """Up to three cards of equal width side by side; read in order."""

    items: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class FindingItem:
    """One finding: its level as a word (with 0 to 3 bars beside it, or a plus for a strength), title, and lines below.

    Attributes:
        level: "strong", "consider", "note" or "strength".
        bars: 3 strong, 2 consider, 1 note, 0 strength.
        title: the finding in one sentence.
        lines: evidence, what was left out, certainty, other explanations, each one line of runs.
        anchor: target of links to this finding.
    """

    level: str
    bars: int
    title: str
    lines: tuple[Line, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class FindingList:
    """Findings one below the other."""

    items: tuple[FindingItem, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words, with who said them where and when."""

    words: str
    attribution: Line


@dataclass(frozen=True, slots=True)
class Bullets:
    """A short list of equal points."""

    items: tuple[Line, ...]


class ColumnKind(StrEnum):
    """What a column holds, from which a writer chooses width and setting."""

    NUMBER = "number"
    """Entry number, narrow."""
    DATE = "date"
    """A date in words, narrow."""
    AGE = "age"
    """An age, narrow."""
    TEXT = "text"
    """Long flowing text: takes the room that is left."""
    SHORT = "short"
    """A few words, such as a source."""
    SEVERITY = "severity"
    """Severity: a word with a gauge."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table with its heading."""

    heading: str
    kind: ColumnKind


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: lines one below the other, or a severity (then ``lines`` holds its word for writers without shapes)."""

    lines: tuple[Line, ...]
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row; its first cell is the row's header. ``group`` starts a new group (a year) with that heading when it changes."""

    cells: tuple[Cell, ...]
    anchor: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption that is read out, column headings that repeat on every page, and rows that are not split."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class MonthBar:
    """One month of the life-line: how many entries, how many concerns, and the highest severity among them."""

    year: int
    month: int
    entries: int
    concerns: int
    highest: Severity


@dataclass(frozen=True, slots=True)
class Lane:
    """One finding drawn under the life-line: its short name, and the days of its evidence."""

    label: str
    level: str
    days: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class LifeLine:
    """The whole life at a glance: a bar a month by number of entries and highest severity, lanes for findings below.

    ``alternative`` says the same in words for readers who cannot see it; ``caption`` is printed.
    """

    caption: str
    alternative: str
    months: tuple[MonthBar, ...]
    lanes: tuple[Lane, ...]


class Outcome(StrEnum):
    """What came of an offered contact, as an appointment ribbon shows it: by form and place, not by colour alone."""

    ATTENDED = "attended"
    LATE = "attended late"
    MISSED = "not brought"
    FAMILY = "cancelled or moved by family"
    SERVICE = "cancelled by the service"
    OTHER = "other outcome"


@dataclass(frozen=True, slots=True)
class RibbonMark:
    """One contact on a ribbon: the day it is drawn at, and what came of it."""

    day: date
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class RibbonLane:
    """The contacts with one service, in order."""

    label: str
    marks: tuple[RibbonMark, ...]


@dataclass(frozen=True, slots=True)
class Ribbon:
    """Appointments over time: a lane a service, a mark a contact. A table beside it holds the same as data."""

    caption: str
    alternative: str
    first: date
    last: date
    lanes: tuple[RibbonLane, ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis of a chart: what it measures with its unit, its ends, and the places that are named, in order."""

    label: str
    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]


class SeriesKind(StrEnum):
    """How a series is drawn."""

    POINTS = "points"
    """The child's own measures: marks joined by a line."""
    CURVE = "curve"
    """A reference, such as a centile line: a thin line without marks, its label at its right end."""


@dataclass(frozen=True, slots=True)
class Series:
    """Places on a chart in order of their first number, as (across, up) in the units of the axes."""

    label: str
    points: tuple[tuple[float, float], ...]
    kind: SeriesKind = SeriesKind.POINTS


@dataclass(frozen=True, slots=True)
class Chart:
    """Measures over time or age, with reference curves behind them where there are any. A table beside it holds the data."""

    caption: str
    alternative: str
    across: Axis
    up: Axis
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a section, one level below it; target of links to ``anchor``."""

    text: str
    anchor: str = ""


Block = Paragraph | Facts | Cards | FindingList | Quote | Bullets | Table | LifeLine | Ribbon | Chart | Subheading


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its blocks.

    ``new_page`` starts it on a fresh page. ``landscape`` lays its pages on their side, for a wide table; where the side changes
    from one section to the next, a fresh page begins.
    """

    heading: str
    blocks: tuple[Block, ...]
    anchor: str = ""
    new_page: bool = False
    landscape: bool = False


class Look(StrEnum):
    """The type that a document is set in."""

    STANDARD = "standard"
    """Atkinson Hyperlegible Next at 10 points."""
    COURT = "court"
    """An Arial-metric face, nothing below 12 points (Practice Direction 27A)."""
    LARGE = "large"
    """The standard face in large print: nothing below 14 points, running text 16 (RNIB clear and large print)."""


@dataclass(frozen=True, slots=True)
class Meta:
    """Properties of the document and of every page.

    Attributes:
        title: title of the document, such as "Medical chronology: S.T.".
        subtitle: purpose, date and author in one line.
        language: BCP 47 tag.
        marking: handling marking printed on each page, or empty.
        footer: words at the left foot of each page: initials, kind of document, as-at date.
        as_of: the day the report speaks of; every date in the file's own properties comes from it.
        author: who prepared it, or empty.
        look: the type it is set in.
        page_cap: most pages that the reader accepts; None for no limit. A writer that makes pages says when there are more.
    """

    title: str
    subtitle: str
    language: str
    marking: str
    footer: str
    as_of: date
    author: str = ""
    look: Look = Look.STANDARD
    page_cap: int | None = None


@dataclass(frozen=True, slots=True)
class ReportDocument:
    """A whole report."""

    meta: Meta
    sections: tuple[Section, ...]

    def anchors(self) -> Iterator[str]:
        """Yield every anchor that a link may point to, in reading order."""
        for section in self.sections:
            if section.anchor:
                yield section.anchor
            for block in section.blocks:
                if isinstance(block, Subheading):
                    if block.anchor:
                        yield block.anchor
                elif isinstance(block, FindingList):
                    yield from (item.anchor for item in block.items)
                elif isinstance(block, Table):
                    yield from (row.anchor for row in block.rows if row.anchor)
